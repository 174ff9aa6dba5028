"""Changes to the files of a plan, made as texts and judged before anything is written.

Also the action that a person names by its ref, and the file that it is in.
"""

import shlex
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from planctl.assess.judged import Judged
from planctl.edit.block import MODELINE, Unwritable
from planctl.edit.change import edited, written
from planctl.edit.cut import Edit
from planctl.load.reading import read_file
from planctl.load.source import SourceFile
from planctl.load.whereabouts import kind_of
from planctl.model.character import strip_quotes
from planctl.model.choice import neighbours
from planctl.model.problem import At, Problem, Severity
from planctl.model.said import Said
from planctl.model.stop import Stop
from planctl.model.words import visible
from planctl.save.files import Draft, changes, text_of
from planctl.workspace.filter import area_ref
from planctl.workspace.plan import Desk, Review

if TYPE_CHECKING:
    from planctl.load.loaded import Loaded


def asked(ref: str, seen: Review) -> Judged:
    """The action of that ref, whatever the capitals, and in quotation marks of any kind."""
    refs = seen.scene.names.refs
    small = {known_ref.casefold(): known_ref for known_ref in refs}
    for typed in (ref.strip(), strip_quotes(ref)):
        if typed.casefold() in small:
            return refs[small[typed.casefold()]]
    raise missing(ref, seen)


def missing(ref: str, seen: Review) -> Stop:
    """Why there is no action of that ref: its file could not be read, or the plan has none."""
    unreadable = [unread.path for unread in seen.plan.unread if unread.name == ref.strip()]
    if unreadable:
        message = f"the file of {ref} could not be read: {unreadable[0]}"
        return Stop(message, "run planctl check to see why")
    if not ref.strip():
        return Stop("no ref was given", "give the ref of an action, such as 1.2")
    hint = (
        _other_kind(ref, seen)
        or neighbours(ref, seen.scene.names.refs)
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


def file_of(judged: Judged, seen: Review) -> SourceFile:
    """The file of an action that is to be changed; two of the same ref cannot be told apart."""
    files = [file for at, file in seen.loaded.parts.items() if _ref_at(at, seen) == judged.ref]
    if len(files) > 1:
        names = " and ".join(file.path for file in files)
        raise Stop(f"two actions have the ref “{judged.ref}”: {names}", "give one a ref of its own")
    return seen.loaded.parts[judged.at]


def _ref_at(at: At, seen: Review) -> str:
    return next((judged.ref for judged in seen.scene.judged if judged.at == at), "")


def revised(now: Desk, file: SourceFile, edits: Iterable[Edit]) -> Draft:
    """A file of the plan after its edits; ends the run where it cannot be so."""
    text, mark = text_of(file.data)
    try:
        after = mark + edited(text, kind_of(file.path), edits)
    except Unwritable as fault:
        raise Stop(f"{now.name}/{file.path} {fault.message}", fault.hint) from None
    return _draft(now, file.path, file.data, after)


def begun(now: Desk, path: str, said: Said) -> Draft:
    """A new file of the plan, in the house form; its first line wires an editor as others do."""
    if any(path.casefold() == other.casefold() for other in now.loaded.files):
        raise Stop(f"there is a file {path} already", "choose another ref or title")
    kind = kind_of(path)
    try:
        text = written(_modeline(now, kind), kind, said)
    except Unwritable as fault:
        raise Stop(f"{now.name}/{path} {fault.message}", fault.hint) from None
    return _draft(now, path, None, text)


def _draft(now: Desk, path: str, before: bytes | None, text: str) -> Draft:
    """A file with a new text; ends the run where it could not be read so."""
    file = SourceFile(path, text.encode("utf-8"))
    for problem in read_file(file, now.name).problems:
        raise Stop(f"nothing was written: {problem.message}", problem.hint)
    return Draft(Path(now.root) / path, f"{now.name}/{path}", before, file.data)


def _modeline(now: Desk, kind: str) -> str:
    """The line by which an editor finds the schema, as it stands in files of the same kind."""
    start = MODELINE.encode()
    lines = (
        file.data.splitlines()[0].decode("utf-8")
        for path, file in now.loaded.files.items()
        if file.data.startswith(start) and kind_of(path) == kind
    )
    return next(lines, "")


class Weighed(NamedTuple):
    """A change that is not written yet, and what it would bring with it."""

    drafts: Sequence[Draft]  # the files that would change
    brought: Sequence[Problem]  # the problems that the plan would have and has not now

    @property
    def breaks(self) -> Sequence[Problem]:
        """The problems after which the plan would not hold together."""
        return [
            problem
            for problem in self.brought
            if problem.severity is Severity.ERROR and problem.rule.code[0] in "FSR"
        ]

    @property
    def shown(self) -> str:
        """The lines that change."""
        return "".join(f"{visible(line)}\n" for line in changes(self.drafts))


def weighed(now: Desk, drafts: Iterable[Draft], as_at: date) -> Weighed:
    """What a change would bring with it."""
    changed = [draft for draft in drafts if draft.before != draft.after]
    return Weighed(changed, _brought(now, changed, as_at) if changed else ())


def refuse_broken(change: Weighed) -> None:
    """End the run where the plan would not hold together after a change."""
    for problem in change.breaks:
        raise Stop(f"nothing was written: {problem.message}", problem.hint)


def _brought(now: Desk, drafts: Iterable[Draft], as_at: date) -> list[Problem]:
    """The problems, but for notes, that the plan has after a change and had not before."""
    from planctl.workspace.plan import reviewed

    files = {draft.path.relative_to(now.root).as_posix(): draft.after for draft in drafts}
    before = Counter(_identity(problem) for problem in reviewed(now.loaded, as_at).problems)
    brought = []
    for problem in reviewed(_as_if(now, files), as_at).problems:
        if before[_identity(problem)]:
            before[_identity(problem)] -= 1
        elif problem.severity is not Severity.NOTE:
            brought.append(problem)
    return brought


def _as_if(now: Desk, changed: Mapping[str, bytes | None]) -> "Loaded":
    """The plan as it would be read after a change."""
    from planctl.load.reader import load
    from planctl.load.source import from_files

    unchanged = {path: file for path, file in now.loaded.files.items() if path not in changed}
    replaced = {path: SourceFile(path, data) for path, data in changed.items() if data is not None}
    return load(from_files(now.root, now.name, {**unchanged, **replaced}), now.known)


def _identity(problem: Problem) -> tuple[str, ...]:
    """What makes two problems the same, wherever the lines and the ref have gone."""
    return problem.rule.code, problem.field, problem.message
