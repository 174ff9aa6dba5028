"""The action that a person names by its ref, and the file that it is in."""

from planctl.assess.judged import Judged
from planctl.cli.edge import Stop
from planctl.cli.review import Review
from planctl.load.source import SourceFile
from planctl.model.nearest import neighbours


def asked(ref: str, seen: Review) -> Judged:
    """The action of that ref, whatever the capitals."""
    refs = seen.scene.names.refs
    wanted = {known.casefold(): known for known in refs}.get(ref.strip().casefold())
    if wanted is not None:
        return refs[wanted]
    raise missing(ref, seen)


def missing(ref: str, seen: Review) -> Stop:
    """Why there is no action of that ref: its file could not be read, or the plan has none."""
    lost = [unread.path for unread in seen.plan.unread if unread.name == ref.strip()]
    if lost:
        message = f"the file of {ref} could not be read: {lost[0]}"
        return Stop(message, "run planctl check to see why")
    hint = neighbours(ref, seen.scene.names.refs) or "the plan has no actions yet"
    if seen.plan.unread:
        hint += "; or it is in a file that could not be read: run planctl check"
    return Stop(f"the plan has no action “{ref}”", hint)


def file_of(each: Judged, seen: Review) -> SourceFile:
    """The file of an action that is to be changed; two of the same ref cannot be told apart."""
    same = [file for at, file in seen.loaded.parts.items() if _ref_at(at, seen) == each.ref]
    if len(same) > 1:
        names = " and ".join(file.path for file in same)
        raise Stop(f"two actions have the ref “{each.ref}”: {names}", "give one a ref of its own")
    return seen.loaded.parts[each.at]


def _ref_at(at: tuple[str | int, ...], seen: Review) -> str:
    return next((each.ref for each in seen.scene.judged if each.at == at), "")
