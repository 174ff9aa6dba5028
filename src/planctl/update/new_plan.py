"""The files of a new plan: written in the house form, read again, and judged.

What a plan cannot hold is taken out of them and asked about. So no bad cell ends an import, and no
plan comes out of one with a problem of files, shape or references.
"""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple, cast

from planctl.assess.examine import find_breaches
from planctl.assess.scene import judge_plan
from planctl.edit.block import MODELINE, Unwritable
from planctl.edit.change import written
from planctl.intake.account import AccountEntry, Fate
from planctl.intake.plan.plan_content import ImportResult, plain_file_content
from planctl.load.file_place import file_kind
from planctl.load.loaded import place_in
from planctl.load.plan_reader import load_plan
from planctl.load.source import PlanFile, plan_of_files
from planctl.model.problem import At, PlanValue, Problem, Stop, walk_value
from planctl.workspace.progress import with_progress_bar

_BANDS: Final = frozenset("FSR")  # what an import makes no problem of
_UNREADABLE: Final = frozenset("FS")
_SCHEMAS: Final = "schema"
# Without these the item of a list that has them says nothing.
_NEEDED: Final = frozenset({"what", "note", "title", "kind", "to", "reason", "on"})
_KEPT: Final = (("ref",), ("title",), ("organisation",), ())  # of every file


class NewPlan(NamedTuple):
    """A plan that is made: what it says, and the texts of its files."""

    result: ImportResult
    files: dict[str, bytes]


def restore_plan(result: ImportResult, folder: Path) -> NewPlan:
    """The files of a plan that planctl exported, whole; ends the run where one cannot be read."""
    files = _write_files(result, folder)
    for problem in load_plan(plan_of_files(folder, folder.name, files)).problems:
        if problem.rule.code[0] in _UNREADABLE:
            raise _stop(problem)
    return NewPlan(result, {path: file.data for path, file in files.items()})


def make_new_plan(result: ImportResult, folder: Path, as_at: date) -> NewPlan:
    """The files of a plan as they can be written, and what is asked where they could not."""
    files = _write_files(result, folder)
    while problems := [*_problems(files, folder, as_at)]:  # each time something is taken out
        result = _without_faults(result, files, folder.name, problems)
        files = _write_files(result, folder)
    return NewPlan(result, {path: file.data for path, file in files.items()})


def _problems(files: dict[str, PlanFile], folder: Path, as_at: date) -> Iterator[Problem]:
    """The problems that no import may make, of the files and of what they refer to."""
    loaded = load_plan(plan_of_files(folder, folder.name, files))
    yield from (problem for problem in loaded.problems if problem.rule.code[0] in _BANDS)
    for rule, fault, _ in find_breaches(judge_plan(loaded.plan, as_at)):
        if rule.code[0] in _BANDS:
            yield Problem.of(rule, fault, loaded.place_of(fault.at))


def _write_files(result: ImportResult, folder: Path) -> dict[str, PlanFile]:
    has_schemas = (folder.parent / _SCHEMAS).is_dir()
    files: dict[str, PlanFile] = {}
    for path in with_progress_bar(list(result.files), "writing"):
        content = plain_file_content(result.files, path)
        try:
            text = written(_modeline(path) if has_schemas else "", file_kind(path), content)
        except Unwritable as fault:
            raise Stop(f"nothing was written: {path} {fault.message}", fault.hint) from None
        files[path] = PlanFile(path, text.encode("utf-8"))
    return files


def _modeline(path: str) -> str:
    """The line by which an editor finds the schema of a file."""
    up = "../" * (path.count("/") + 1)
    return f"{MODELINE} $schema={up}{_SCHEMAS}/{file_kind(path)}.schema.json"


def _without_faults(
    result: ImportResult, files: dict[str, PlanFile], folder: str, problems: Iterable[Problem]
) -> ImportResult:
    """The plan without the values that are at fault; each is asked about instead."""
    faults: dict[tuple[str, At], Problem] = {}
    for problem in problems:
        path = problem.place.path.removeprefix(f"{folder}/")
        at = _find_value(result.files.get(path), files.get(path), folder, problem)
        if at in _KEPT:
            raise _stop(problem)
        faults.setdefault((path, at), problem)
    contents = deepcopy(dict(result.files))
    entries = [*result.entries]
    for (path, at), problem in sorted(faults.items(), reverse=True, key=lambda item: str(item[0])):
        content = cast("dict[str, PlanValue]", contents[path])
        texts = [str(v) for _, v in walk_value(_remove(content, at)) if isinstance(v, str)]
        ref = content.get("ref") or path
        why = f"it was left out, because {problem.message}; {problem.hint}"
        entries = _ask_again(entries, f"{ref} {at[0]}", texts, why)
    return result._replace(files=contents, entries=tuple(entries))


def _stop(problem: Problem) -> Stop:
    """The end of a run that could write no such file."""
    words = f"{problem.place.path}:{problem.place.line} {problem.rule.code} {problem.message}"
    return Stop(f"nothing was written: {words}", problem.hint)


def _find_value(content: PlanValue, file: PlanFile | None, folder: str, problem: Problem) -> At:
    """Where in a file the value is that a problem is about; or the item that needs the value."""
    line, column = problem.place.line, problem.place.column
    found: At = ()
    for at, _ in islice(walk_value(content), 1, None) if file else ():
        place = place_in(cast("PlanFile", file), at, folder)
        is_there = place.line == line and (place.column == column or len(found) < 1)
        found = at if is_there else found
    is_needed = len(found) > 1 and found[-1] in _NEEDED
    return found[:-1] if is_needed else found


def _remove(content: PlanValue, at: At) -> PlanValue:
    """Take a value out of a file; a list that is empty then goes with it."""
    *outer, last = at
    holder = content
    for step in outer:
        holder = cast("dict[str | int, PlanValue]", holder)[step]
    value = cast("dict[str | int, PlanValue]", holder).pop(last)
    if not holder and outer:
        _remove(content, tuple(outer))
    return value


def _ask_again(
    entries: list[AccountEntry], target: str, texts: list[str], why: str
) -> list[AccountEntry]:
    """The account with the question in place of what was said of the value."""
    is_of_value = [
        entry.to == target and entry.text.strip(" .,;:") in texts and entry.fate is Fate.PLACED
        for entry in entries
    ]
    asked = [
        entry._replace(fate=Fate.ASKED, why=why, sure=None) if is_of else entry
        for entry, is_of in zip(entries, is_of_value, strict=True)
    ]
    return asked if any(is_of_value) else [*asked, AccountEntry("", "", Fate.ASKED, target, why)]
