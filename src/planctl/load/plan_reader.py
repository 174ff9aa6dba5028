"""The files of a folder become a plan, and the problems of reading them.

Every file is read even when others are broken, and a broken one is named in the plan as unread,
so that nobody takes what it holds for absent. The evidence files that actions name are looked for,
and compared with their seals.
"""

from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final, cast

from planctl.load.file_place import FRONT_KINDS
from planctl.load.file_reader import AreaFolder, ReadFile, area_folders, read_file
from planctl.load.folder_rule import folder_problems
from planctl.load.loaded import LoadedPlan, path_in_folder
from planctl.load.source import PlanFile, PlanFiles
from planctl.model.action import Action, EvidenceFault
from planctl.model.governance import Governance
from planctl.model.plan import Plan, Unread
from planctl.model.plan_files import RoleContact
from planctl.model.policy import Policy
from planctl.model.problem import At

if TYPE_CHECKING:
    from planctl.model.measure import Measure

_FRONTS: Final = frozenset(FRONT_KINDS.values())


def load_plan(
    source: PlanFiles, known: MutableMapping[PlanFile, ReadFile] | None = None
) -> LoadedPlan:
    """Read every file; a bad one becomes problems and never hides a good one.

    What is known already, from another state of the same folder, is not read again.
    """
    if source.fingerprint:  # of a film it takes its time, and two ask for it
        source = source._replace(fingerprint=cache(source.fingerprint))
    reads = list(_read(source, {} if known is None else known))
    areas = area_folders(reads)
    measures = [read for read in reads if read.kind == "measure" and read.value]
    unread = (read for read in reads if read.value is None)
    fronts: dict[str, Any] = {read.kind: read.value for read in reads if read.kind in _FRONTS}
    # Of a file that is one list or one group of names: what it holds.
    roots: dict[str, Any] = {kind: getattr(it, "root", None) for kind, it in fronts.items()}
    roles: Mapping[str, str | RoleContact] = roots.get("roles") or {}
    seals: Mapping[str, str] = roots.get("evidence") or {}
    plan = Plan(
        fronts.get("plan"),
        fronts.get("governance") or Governance.model_construct(),
        {role: item if isinstance(item, str) else item.means for role, item in roles.items()},
        roots.get("glossary") or {},
        fronts.get("policy") or Policy.model_construct(),
        tuple(cast("Measure", read.value) for read in measures),
        tuple(folder.area for folder in areas),
        tuple(Unread(path_in_folder(source.name, r.file), r.kind, r.seems) for r in unread),
        roots.get("decisions") or (),
        seals,
        _faulty_evidence(areas, seals, source),
        {role: item for role, item in roles.items() if isinstance(item, RoleContact)},
    )
    problems = [problem for read in reads for problem in read.problems]
    problems += folder_problems(reads, areas, source)
    parts = dict(_parts(reads, [read.file for read in measures], areas))
    files = {file.path: file for file in source.files}
    return LoadedPlan(plan, tuple(problems), parts, files, source.name)


def _read(source: PlanFiles, known: MutableMapping[PlanFile, ReadFile]) -> Iterator[ReadFile]:
    for file in source.files:
        if file not in known:
            known[file] = read_file(file, source.name)
        yield known[file]


def _faulty_evidence(
    folders: Iterable[AreaFolder], seals: Mapping[str, str], source: PlanFiles
) -> dict[str, EvidenceFault]:
    """What is wrong with evidence files, by their path; of a past state no change can be told."""
    files = {
        item.file: None
        for folder in folders
        for read in folder.actions
        for item in cast("Action", read.value).evidence
        if item.file
    }
    faults: dict[str, EvidenceFault] = {}
    for file in files:
        if not source.holds(file):
            faults[file] = EvidenceFault.MISSING
        elif file in seals and source.fingerprint and source.fingerprint(file) != seals[file]:
            faults[file] = EvidenceFault.CHANGED
    return faults


def _parts(
    reads: Iterable[ReadFile], measures: Iterable[PlanFile], areas: Iterable[AreaFolder]
) -> Iterator[tuple[At, PlanFile]]:
    """Which file each part of the plan comes from."""
    yield from (((read.kind,), read.file) for read in reads if read.kind in _FRONTS)
    yield from ((("measures", n), file) for n, file in enumerate(measures))
    for n, folder in enumerate(areas):
        if folder.own:
            yield ("areas", n), folder.own.file
        for k, read in enumerate(folder.actions):
            yield ("areas", n, "actions", k), read.file
