"""The action that a person names by its ref, and the file that it is in."""

import shlex

from planctl.assess.judgement import Judgement
from planctl.load.source import PlanFile
from planctl.model.choice import similar_names
from planctl.model.label import strip_quotes
from planctl.model.problem import At, Stop
from planctl.workspace.filter import area_ref
from planctl.workspace.plan import Review


def find_action(ref: str, seen: Review) -> Judgement:
    """The action of that ref, whatever the capitals, and in quotation marks of any kind."""
    refs = seen.scene.names.refs
    small = {known_ref.casefold(): known_ref for known_ref in refs}
    for typed in (ref.strip(), strip_quotes(ref)):
        if typed.casefold() in small:
            return refs[small[typed.casefold()]]
    raise no_such_action(ref, seen)


def no_such_action(ref: str, seen: Review) -> Stop:
    """Why there is no action of that ref: its file could not be read, or the plan has none."""
    unreadable = [unread.path for unread in seen.plan.unread if unread.name == ref.strip()]
    if unreadable:
        message = f"the file of {ref} could not be read: {unreadable[0]}"
        return Stop(message, "run planctl check to see why")
    if not ref.strip():
        return Stop("no ref was given", "give the ref of an action, such as 1.2")
    hint = (
        _other_kind(ref, seen)
        or similar_names(ref, seen.scene.names.refs)
        or "the plan has no actions yet"
    )
    if seen.plan.unread:
        hint += "; or it is in a file that could not be read: run planctl check"
    return Stop(f"the plan has no action “{ref}”", hint)


def _other_kind(named: str, seen: Review) -> str:
    """What in the plan has that name though it is no action, and what shows it; empty for none."""
    plan, name = seen.plan, named.strip()
    small = strip_quotes(name).casefold()
    area = next((a.ref for a in plan.areas if a.ref.casefold() == area_ref(small)), "")
    if area:
        return f"that is an area: planctl status --area {shlex.quote(area)} lists its actions"
    if any(measure.id == small for measure in plan.measures):
        return f"that is a measure: planctl measure show {small} shows it"
    role = next((role for role in plan.roles if role.casefold() == small), "")
    if role:
        return f"that is a role: planctl status --lead {shlex.quote(role)} lists its actions"
    if plan.plan and any(finding.id == small for finding in plan.plan.findings):
        return f"that is a finding: planctl coverage --finding {small} shows what answers it"
    return _plan_file(name, seen)


def _plan_file(name: str, seen: Review) -> str:
    """What is in the file of the plan of that name; empty where it is the name of none."""
    tail = name.replace("\\", "/").rpartition("plan/")[2].removesuffix(".yaml")
    for at, file in seen.loaded.parts.items():
        if tail and f"/{file.path.removesuffix('.yaml')}".endswith(f"/{tail}"):
            ref = _ref_at(at, seen)
            return (
                f"that is the file of {ref}: give its ref"
                if ref
                else f"{file.path} is no action’s file"
            )
    return ""


def action_source(judged: Judgement, seen: Review) -> PlanFile:
    """The file of an action that is to be changed; two of the same ref cannot be told apart."""
    files = [file for at, file in seen.loaded.parts.items() if _ref_at(at, seen) == judged.ref]
    if len(files) > 1:
        names = " and ".join(file.path for file in files)
        raise Stop(f"two actions have the ref “{judged.ref}”: {names}", "give one a ref of its own")
    return seen.loaded.parts[judged.at]


def _ref_at(at: At, seen: Review) -> str:
    return next((judged.ref for judged in seen.scene.judged if judged.at == at), "")
