"""The one door into the house: a folder's files become a plan, and what was wrong with them.

Every file is read even when others are broken, and a broken one is named in the plan as unread,
so that nobody takes what it holds for absent.
"""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from typing import TypeVar, cast

from pydantic import BaseModel

from planctl.load.loaded import Loaded, in_folder, place_in
from planctl.load.reading import Read, file_problem, read_file
from planctl.load.source import Source, SourceFile
from planctl.load.whereabouts import (
    MISSING_EVIDENCE_FILE,
    WRONG_FILE_NAME,
    WRONG_FOLDER,
    folder_of,
    missing_evidence_file,
    ref_in_name,
    wrong_file_name,
    wrong_folder,
)
from planctl.model.action import Action
from planctl.model.document import AreaFront, Front, Glossary, Governance, Policy, Roles
from planctl.model.measure import Measure
from planctl.model.plan import Area, Plan, Unread, natural
from planctl.model.problem import At, Fault, Problem, Rule, field_name

_Value = TypeVar("_Value", bound=BaseModel)


def load(source: Source) -> Loaded:
    """Read every file; a bad one becomes problems and never hides a good one."""
    with _without_collector():
        reads = [read_file(file, source.name) for file in source.files]
    folders = _area_folders(reads)
    measures = [read for read in reads if isinstance(read.value, Measure)]
    plan = Plan(
        _only(reads, Front),
        _only(reads, Governance) or Governance(),
        (_only(reads, Roles) or Roles({})).root,
        (_only(reads, Glossary) or Glossary({})).root,
        _only(reads, Policy) or Policy(),
        tuple(read.value for read in measures if isinstance(read.value, Measure)),
        tuple(area for area, _, _ in folders),
        tuple(Unread(in_folder(source.name, r.file), r.kind, r.seems) for r in _unread(reads)),
    )
    problems = (
        *(p for read in reads for p in read.problems),
        *_of_the_whole(reads, source, folders),
    )
    parts = dict(_parts(reads, measures, folders))
    return Loaded(plan, problems, parts, {f.path: f for f in source.files}, source.name)


_Folder = tuple[Area, Read | None, list[Read]]  # an area, its own file, and those of its actions


@contextmanager
def _without_collector() -> Iterator[None]:
    """Leave the garbage collector out while thousands of values grow that all stay."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _only(reads: Iterable[Read], kind: type[_Value]) -> _Value | None:
    return next((read.value for read in reads if isinstance(read.value, kind)), None)


def _unread(reads: Iterable[Read]) -> Iterator[Read]:
    return (read for read in reads if read.value is None)


def _area_folders(reads: Iterable[Read]) -> list[_Folder]:
    """The areas in order; a folder whose own file is missing or broken keeps its actions."""
    inside = (read for read in reads if read.kind in {"area", "action"})
    folders = [_area(folder, list(of)) for folder, of in groupby(inside, _folder)]
    return sorted(folders, key=lambda each: natural(each[0].ref))


def _folder(read: Read) -> str:
    return folder_of(read.file.path)


def _area(folder: str, reads: list[Read]) -> _Folder:
    own = next((read for read in reads if read.kind == "area"), None)
    actions = [(r.value, r) for r in reads if isinstance(r.value, Action)]
    actions.sort(key=lambda each: natural(each[0].ref))
    promises = tuple(action for action, _ in actions)
    front = own.value if own else None
    if isinstance(front, AreaFront):
        area = Area(front.ref, front.title, front.statement, promises)
    else:
        area = Area(ref_in_name(folder), folder.rpartition("/")[2], None, promises)
    return area, own, [read for _, read in actions]


def _parts(
    reads: Iterable[Read], measures: list[Read], folders: list[_Folder]
) -> Iterator[tuple[At, SourceFile]]:
    """Which file each part of the plan comes from."""
    fronts = {"plan", "governance", "roles", "glossary", "policy"}
    yield from (((read.kind,), read.file) for read in reads if read.kind in fronts)
    yield from ((("measures", n), read.file) for n, read in enumerate(measures))
    for n, (_, own, actions) in enumerate(folders):
        if own:
            yield ("areas", n), own.file
        yield from ((("areas", n, "actions", k), read.file) for k, read in enumerate(actions))


def _of_the_whole(reads: list[Read], source: Source, folders: list[_Folder]) -> Iterator[Problem]:
    """What is wrong with the files taken together: names, folders, what is missing."""
    yield from _missing(reads, source, folders)
    yield from _same_but_case(source)
    areas = {area.ref: area.title for area, _, _ in folders}
    for area, own, actions in folders:
        if own and isinstance(own.value, AreaFront):
            faults = wrong_file_name(folder_of(own.file.path), own.value.ref)
            yield from _found(WRONG_FILE_NAME, faults, own, source)
        for read in actions:
            yield from _of_action(read, area.ref, areas, source)


def _of_action(read: Read, area: str, areas: dict[str, str], source: Source) -> Iterator[Problem]:
    action = cast("Action", read.value)
    yield from _found(WRONG_FOLDER, wrong_folder(action.ref, area, areas), read, source)
    yield from _found(WRONG_FILE_NAME, wrong_file_name(read.file.path, action.ref), read, source)
    evidence = ((n, item.file) for n, item in enumerate(action.evidence) if item.file)
    lost = (missing_evidence_file(n, file) for n, file in evidence if not source.holds(file))
    yield from _found(MISSING_EVIDENCE_FILE, lost, read, source)


def _found(rule: Rule, faults: Iterable[Fault], read: Read, source: Source) -> Iterator[Problem]:
    ref = read.value.ref if isinstance(read.value, Action) else ""
    for fault in faults:
        place = place_in(read.file, fault.at, source.name)
        field = field_name(fault.at)
        yield Problem(rule, rule.severity, fault.message, rule.hint, place, fault.at, ref, field)


def _missing(reads: list[Read], source: Source, folders: list[_Folder]) -> Iterator[Problem]:
    if not any(read.kind == "plan" for read in reads):
        yield file_problem(SourceFile("plan.yaml"), source.name, "missing-file", "plan.yaml")
    inside = {_folder(read) for read in reads if read.kind in {"area", "action"}}
    owned = {_folder(own) for _, own, _ in folders if own}
    for folder in sorted(inside - owned, key=natural):
        file = SourceFile(f"{folder}/area.yaml")
        yield file_problem(file, source.name, "missing-file", "area.yaml")


def _same_but_case(source: Source) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for file in source.files:
        other = first.setdefault(file.path.casefold(), file.path)
        if other != file.path:
            yield file_problem(file, source.name, "same-name-but-case", other)
