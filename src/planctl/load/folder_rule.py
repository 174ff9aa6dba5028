"""What is wrong with the files taken together: names, folders, and what is missing."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, cast

from planctl.load.file_place import (
    PLACE_RULES,
    altered_evidence,
    lost_evidence,
    missing_evidence_file,
    unsealed_evidence,
    wrong_file_name,
    wrong_folder,
)
from planctl.load.file_reader import AreaFolder, ReadFile, file_problem
from planctl.load.loaded import place_in
from planctl.load.source import PlanFile, PlanFiles, is_portable_path
from planctl.model.action import Action
from planctl.model.governance import Governance
from planctl.model.label import natural_key
from planctl.model.plan_files import AreaFront
from planctl.model.problem import At, Fault, Problem, field_name

if TYPE_CHECKING:  # a plan without seals does not load their model
    from planctl.model.plan_record import Seals


def folder_problems(
    reads: Iterable[ReadFile], folders: Iterable[AreaFolder], source: PlanFiles
) -> Iterator[Problem]:
    """Every problem that no single file shows."""
    folders, reads = tuple(folders), tuple(reads)
    if not any(read.kind == "plan" for read in reads):
        yield file_problem(PlanFile("plan.yaml"), source.name, "missing-file", "plan.yaml")
    for folder in sorted(folders, key=lambda folder: natural_key(folder.path)):
        if folder.own is None:
            file = PlanFile(f"{folder.path}/area.yaml")
            yield file_problem(file, source.name, "missing-file", "area.yaml")
    yield from _case_problems(source)
    areas = {folder.area.ref: folder.area.title for folder in folders}
    for folder in folders:
        yield from _folder_problems(folder, areas, source)
    by_kind = {read.kind: read for read in reads}
    governance = by_kind.get("governance")
    if governance and isinstance(governance.value, Governance):
        papers = _missing_papers(governance.value, source)
        yield from _problems(missing_evidence_file, papers, governance, source)
    yield from _seal_problems(folders, source, by_kind.get("evidence"))


def _folder_problems(
    folder: AreaFolder, areas: Mapping[str, str], source: PlanFiles
) -> Iterator[Problem]:
    if folder.own and isinstance(folder.own.value, AreaFront):
        faults = wrong_file_name(folder.path, folder.own.value.ref)
        yield from _problems(wrong_file_name, faults, folder.own, source)
    for read in folder.actions:
        action = cast("Action", read.value)
        misplaced = wrong_folder(action.ref, folder.area.ref, areas)
        yield from _problems(wrong_folder, misplaced, read, source)
        misnamed_file = wrong_file_name(read.file.path, action.ref)
        yield from _problems(wrong_file_name, misnamed_file, read, source)
        evidence = ((n, item.file) for n, item in enumerate(action.evidence) if item.file)
        missing = (
            missing_evidence_file(n, file, leads_astray=not is_portable_path(file))
            for n, file in evidence
            if not source.holds(file)
        )
        yield from _problems(missing_evidence_file, missing, read, source)


def _missing_papers(governance: Governance, source: PlanFiles) -> Iterator[Fault]:
    """The papers and minutes of meetings, and the reports that came, whose file is not there."""
    papers: dict[At, str | None] = {}
    for n, meeting in enumerate(governance.meetings):
        for k, paper in enumerate(meeting.papers):
            papers["meetings", n, "papers", k] = paper.file
        papers["meetings", n, "minutes"] = meeting.minutes.file if meeting.minutes else None
    for n, report in enumerate(governance.reports):
        for k, received in enumerate(report.received):
            papers["reports", n, "received", k] = received.file
    for at, file in papers.items():
        if file and not source.holds(file):
            fault = missing_evidence_file(0, file, leads_astray=not is_portable_path(file))
            yield fault._replace(at=(*at, "file"))


def _seal_problems(
    folders: Iterable[AreaFolder], source: PlanFiles, lock: ReadFile | None
) -> Iterator[Problem]:
    """Whether the evidence files are those that were sealed; of a past state nobody can tell."""
    if lock is None or lock.value is None or source.fingerprint is None:
        return
    seals = cast("Seals", lock.value).root
    prints = {file: source.fingerprint(file) for file in seals}
    altered = {file for file, seal in prints.items() if seal not in {"", seals[file]}}
    named_files: set[str] = set()
    for read in (read for folder in folders for read in folder.actions):
        for n, item in enumerate(cast("Action", read.value).evidence):
            at, file = ("evidence", n, "file"), item.file or ""
            named_files.add(file)
            if file in altered:
                yield from _problems(altered_evidence, [altered_evidence(at, file)], read, source)
            elif file and file not in seals and source.holds(file):
                yield from _problems(unsealed_evidence, [unsealed_evidence(n, file)], read, source)
    unnamed = (altered_evidence((file,), file) for file in seals if file in altered - named_files)
    yield from _problems(altered_evidence, unnamed, lock, source)
    gone = ((file, source.holds(file)) for file, seal in prints.items() if not seal)
    lost = (lost_evidence(file, is_there=is_there) for file, is_there in gone)
    yield from _problems(lost_evidence, lost, lock, source)


def _problems(
    words: Callable[..., object], faults: Iterable[Fault], read: ReadFile, source: PlanFiles
) -> Iterator[Problem]:
    """The problems of the rule that these words are of."""
    ref = read.value.ref if isinstance(read.value, Action) else ""
    for fault in faults:
        place = place_in(read.file, fault.at, source.name)
        yield Problem.of(PLACE_RULES[words], fault, place, ref, field_name(fault.at))


def _case_problems(source: PlanFiles) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for file in source.files:
        earlier = first.setdefault(file.path.casefold(), file.path)
        if earlier != file.path:
            yield file_problem(file, source.name, "same-name-but-case", earlier)
