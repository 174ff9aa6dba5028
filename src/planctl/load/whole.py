"""What is wrong with the files taken together: names, folders, and what is missing."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, cast

from planctl.load.loaded import place_in
from planctl.load.reading import Folder, Read, file_problem
from planctl.load.source import Source, SourceFile, is_everywhere
from planctl.load.whereabouts import (
    ALTERED_EVIDENCE,
    LOST_EVIDENCE,
    MISSING_EVIDENCE_FILE,
    UNSEALED_EVIDENCE,
    WRONG_FILE_NAME,
    WRONG_FOLDER,
    altered_evidence,
    lost_evidence,
    missing_evidence_file,
    unsealed_evidence,
    wrong_file_name,
    wrong_folder,
)
from planctl.model.action import Action
from planctl.model.document import AreaFront
from planctl.model.natural import natural
from planctl.model.problem import Fault, Problem, Rule, field_name

if TYPE_CHECKING:  # a plan without seals does not load their model
    from planctl.model.evidence import Seals


def problems_of_the_whole(
    reads: Iterable[Read], folders: Iterable[Folder], source: Source
) -> Iterator[Problem]:
    """Every problem that no single file shows."""
    folders, reads = tuple(folders), tuple(reads)
    if not any(read.kind == "plan" for read in reads):
        yield file_problem(SourceFile("plan.yaml"), source.name, "missing-file", "plan.yaml")
    for folder in sorted(folders, key=lambda each: natural(each.path)):
        if folder.own is None:
            file = SourceFile(f"{folder.path}/area.yaml")
            yield file_problem(file, source.name, "missing-file", "area.yaml")
    yield from _same_but_case(source)
    areas = {folder.area.ref: folder.area.title for folder in folders}
    for folder in folders:
        yield from _of_folder(folder, areas, source)
    yield from _sealed(folders, source, next((r for r in reads if r.kind == "evidence"), None))


def _of_folder(folder: Folder, areas: Mapping[str, str], source: Source) -> Iterator[Problem]:
    if folder.own and isinstance(folder.own.value, AreaFront):
        faults = wrong_file_name(folder.path, folder.own.value.ref)
        yield from _found(WRONG_FILE_NAME, faults, folder.own, source)
    for read in folder.actions:
        action = cast("Action", read.value)
        astray = wrong_folder(action.ref, folder.area.ref, areas)
        yield from _found(WRONG_FOLDER, astray, read, source)
        misnamed = wrong_file_name(read.file.path, action.ref)
        yield from _found(WRONG_FILE_NAME, misnamed, read, source)
        evidence = ((n, item.file) for n, item in enumerate(action.evidence) if item.file)
        lost = (
            missing_evidence_file(n, file, leads_astray=not is_everywhere(file))
            for n, file in evidence
            if not source.holds(file)
        )
        yield from _found(MISSING_EVIDENCE_FILE, lost, read, source)


def _sealed(folders: Iterable[Folder], source: Source, lock: Read | None) -> Iterator[Problem]:
    """Whether the evidence files are those that were sealed; of a past state nobody can tell."""
    if lock is None or lock.value is None or source.fingerprint is None:
        return
    seals = cast("Seals", lock.value).root
    prints = {file: source.fingerprint(file) for file in seals}
    altered = {file for file, seal in prints.items() if seal not in {"", seals[file]}}
    named: set[str] = set()
    for read in (read for folder in folders for read in folder.actions):
        for n, item in enumerate(cast("Action", read.value).evidence):
            at, file = ("evidence", n, "file"), item.file or ""
            named.add(file)
            if file in altered:
                yield from _found(ALTERED_EVIDENCE, [altered_evidence(at, file)], read, source)
            elif file and file not in seals and source.holds(file):
                yield from _found(UNSEALED_EVIDENCE, [unsealed_evidence(n, file)], read, source)
    unnamed = (altered_evidence((file,), file) for file in seals if file in altered - named)
    yield from _found(ALTERED_EVIDENCE, unnamed, lock, source)
    gone = ((file, source.holds(file)) for file, seal in prints.items() if not seal)
    lost = (lost_evidence(file, is_there=is_there) for file, is_there in gone)
    yield from _found(LOST_EVIDENCE, lost, lock, source)


def _found(rule: Rule, faults: Iterable[Fault], read: Read, source: Source) -> Iterator[Problem]:
    ref = read.value.ref if isinstance(read.value, Action) else ""
    for fault in faults:
        place = place_in(read.file, fault.at, source.name)
        field = field_name(fault.at)
        hint = fault.hint or rule.hint
        yield Problem(rule, rule.severity, fault.message, hint, place, fault.at, ref, field)


def _same_but_case(source: Source) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for file in source.files:
        other = first.setdefault(file.path.casefold(), file.path)
        if other != file.path:
            yield file_problem(file, source.name, "same-name-but-case", other)
