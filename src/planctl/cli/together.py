"""Several files of a plan that change together or not at all, whenever the machine stops.

All new texts are written beside the old ones first. Then a note in the plan's folder says what is
to take the place of what. A run that is killed before the note leaves the old files, and one that
is killed after it can be finished; while the note is there, no other command goes on.
"""

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from planctl.cli.edge import UNFINISHED, Stop
from planctl.cli.settle import beside, put, remedy


class Draft(NamedTuple):
    """A file of the plan as it is to be, and the bytes that it was made from."""

    path: Path
    name: str  # what it is called in what is printed
    before: bytes | None  # none: there is no such file yet
    after: bytes | None  # none: it goes
    was: "Draft | None" = None  # the file that goes, where this is the same under another name


class Step(NamedTuple):
    """One file of a change that was begun: the new one, and a print of the old."""

    path: str  # from the plan folder
    waiting: str  # the neighbour that holds the new text; empty: the file goes
    before: str  # the sha256 of what is to be replaced; empty: no file


def bytes_of(path: Path) -> bytes | None:
    """What a file holds; none where none of just this name is there.

    A disk that does not tell capitals apart finds report.yaml as Report.yaml too.
    """
    try:
        if path.name not in {each.name for each in path.parent.iterdir()}:
            return None
        return path.read_bytes()
    except OSError:  # it is gone, and so it is not what it was
        return None


def replace_all(root: Path, drafts: Sequence[Draft]) -> None:
    """Put every new text in its place, and take away the files that go."""
    drafts = _in_order(drafts)
    if len(drafts) == 1 and drafts[0].after is not None:
        put(drafts[0].path, drafts[0].after)
        return
    steps = _prepared(root, drafts)
    done: list[Draft] = []
    try:
        for draft, step in zip(drafts, steps, strict=True):
            done.append(draft)
            _take(root, step)
    except BaseException as fault:
        _back(done)
        _forget(root, steps)
        if isinstance(fault, OSError):
            raise _not_done(done[-1].name, fault) from None
        raise
    (root / UNFINISHED).unlink()


def unfinished(root: Path) -> tuple[Step, ...]:
    """The files of a change that was stopped half-way; nearly always none."""
    try:
        said = json.loads((root / UNFINISHED).read_text("utf-8"))
        return tuple(Step(*map(str, each)) for each in said)
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, TypeError):
        message = f"{root / UNFINISHED} cannot be read, and says what was being changed"
        raise Stop(
            message, "look at git status; when the plan is as it should be, delete it"
        ) from None


def finish(root: Path) -> Sequence[str]:
    """Do the rest of a change that was stopped half-way; the files that it is about."""
    steps = unfinished(root)
    for step in steps:
        path = root / step.path
        is_done = not (root / step.waiting).is_file() if step.waiting else bytes_of(path) is None
        if not is_done and _print(bytes_of(path)) != step.before:
            message = f"{step.path} was changed by somebody meanwhile, so it was left as it is"
            kept = f"the new text is in {step.waiting}; " if step.waiting else ""
            raise Stop(message, f"{kept}when the plan is as it should be, delete {UNFINISHED}")
        if not is_done:
            try:
                _take(root, step)
            except OSError as error:
                raise Stop(
                    f"could not write {step.path}: {error.strerror}", remedy(error)
                ) from None
    (root / UNFINISHED).unlink(missing_ok=True)
    return [step.path for step in steps]


def _in_order(drafts: Sequence[Draft]) -> Sequence[Draft]:
    """The files in the order in which they change.

    Where a disk does not tell capitals apart, to take the old name away takes the new one too; so
    of two names that differ in nothing else, the old one goes first.
    """
    new = {str(draft.path).casefold() for draft in drafts if draft.after is not None}
    return sorted(
        drafts,
        key=lambda draft: draft.after is not None or str(draft.path).casefold() not in new,
    )


def _prepared(root: Path, drafts: Sequence[Draft]) -> Sequence[Step]:
    """All new texts beside the old ones, and the note that says so."""
    steps: list[Step] = []
    name = ""
    try:
        for draft in drafts:
            name, path = draft.name, draft.path
            waiting = "" if draft.after is None else _within(root, beside(path, draft.after))
            steps.append(Step(_within(root, path), waiting, _print(draft.before)))
        name = UNFINISHED
        put(root / UNFINISHED, json.dumps(steps, ensure_ascii=False, indent=1).encode("utf-8"))
    except BaseException as fault:
        _forget(root, steps)
        if isinstance(fault, OSError):
            raise _not_done(name, fault) from None
        raise
    return steps


def _take(root: Path, step: Step) -> None:
    path = root / step.path
    if step.waiting:
        (root / step.waiting).replace(path)
    else:
        path.unlink(missing_ok=True)


def _back(done: Sequence[Draft]) -> None:
    """Have the files as they were; where even that fails, the sentence names them."""
    left = []
    for draft in done:
        try:
            if draft.before is None:
                draft.path.unlink(missing_ok=True)
            elif bytes_of(draft.path) != draft.before:
                put(draft.path, draft.before)
        except (Stop, OSError):
            left.append(draft.name)
    if left:
        message = f"a change failed half-way, and these could not be put back: {', '.join(left)}"
        raise Stop(message, "bring them back from git: git checkout -- FILE")


def _forget(root: Path, steps: Sequence[Step]) -> None:
    """Take away the new texts that wait, and the note."""
    for step in steps:
        if step.waiting:
            (root / step.waiting).unlink(missing_ok=True)
    (root / UNFINISHED).unlink(missing_ok=True)


def _not_done(name: str, error: OSError) -> Stop:
    message = f"could not write {name}: {error.strerror or error}"
    return Stop(message, f"nothing was changed; {remedy(error)}")


def _print(data: bytes | None) -> str:
    return "" if data is None else sha256(data).hexdigest()


def _within(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()
