"""The evidence files of a plan: sealed, and copied for inspectors with an index."""

import os
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from planctl import __version__
from planctl.assess.evidence_seal import Sealing, seal_evidence
from planctl.assess.scene import Scene
from planctl.load.source import FolderNames, fingerprint, holds_file, is_inside
from planctl.model.nearest_name import suggest_name
from planctl.model.problem import Stop
from planctl.render.evidence import (
    CHECKSUM_FILE,
    EVIDENCE_INDEX_FILE,
    EvidenceCopy,
    EvidencePlace,
    EvidenceScope,
    checksum_text,
    evidence_copies,
    evidence_index,
)
from planctl.render.template import print_page
from planctl.save.files import write_file
from planctl.save.folder import copy_file
from planctl.workspace.filter import match_name
from planctl.workspace.plan import Workspace
from planctl.workspace.progress import with_progress_bar

SEALS_FILE: Final = "evidence.yaml"


def seal_files(now: Workspace, renew: Sequence[str], forget: Sequence[str]) -> Sealing:
    """What the seals of the files come to as they are; renew and forget name sealed files.

    A file of seals that cannot be read is never written over: that ends the run.
    """
    plan = now.loaded.plan
    if plan.lacks("evidence"):
        message = f"{SEALS_FILE} could not be read, so nothing is sealed"
        raise Stop(message, "run planctl check to see why")
    files = {item.file for _, action in plan.actions for item in action.evidence if item.file}
    renewed, forgotten = _sealed_paths(renew, plan.seals), _sealed_paths(forget, plan.seals)
    names: FolderNames = {}
    prints = {
        path: seal
        for path in with_progress_bar(sorted({*files, *plan.seals}), "looking at the evidence")
        if (seal := fingerprint(now.root, path, names=names))
    }
    result = seal_evidence(files, plan.seals, prints, renew=renewed, forget=forgotten)
    # What could not be read may name them.
    return result._replace(unnamed=()) if plan.lacks("action") else result


def _sealed_paths(paths: Sequence[str], sealed: Mapping[str, str]) -> set[str]:
    """The files that a flag names, each of which has to be sealed."""
    for path in paths:
        if path not in sealed:
            near = suggest_name(path, sealed) or f"{SEALS_FILE} lists those that are"
            raise Stop(f"“{path}” is not sealed", near)
    return set(paths)


def refuse_pack_place(folder: Path, root: Path) -> None:
    """A folder that holds something, or lies in the plan, is no place for a pack."""
    if is_inside(os.path.realpath(folder), os.path.realpath(root)):
        hint = "name a folder outside of it, so that no copy is taken for the plan"
        message = f"{folder} lies in the plan folder, and a copy there would be taken for it"
        raise Stop(message, hint)
    is_free = folder.is_dir() and not any(folder.iterdir()) and folder.resolve() != Path.cwd()
    if os.path.lexists(folder) and (folder.is_symlink() or not is_free):
        raise Stop(f"{folder} is there already", "name a new folder, or move the old one away")


def evidence_scope(finding: str | None, action: str | None, scene: Scene) -> EvidenceScope:
    """The whole plan, or what was asked for of it."""
    front = scene.plan.plan
    findings = {item.id: item for item in (front.findings if front else ())}
    scope = EvidenceScope("The whole plan", scene.judged, tuple(findings.values()), is_whole=True)
    if finding is not None:
        found_finding = findings[match_name(finding, findings, "finding")]
        actions = tuple(item for item in scope.judged if found_finding.id in item.action.findings)
        scope = EvidenceScope(f"Finding: {found_finding.title}", actions, (found_finding,))
    if action is not None:
        ref = match_name(action, scene.names.refs, "action")
        actions = tuple(item for item in scope.judged if item.ref == ref)
        if not actions:
            raise Stop(f"action {ref} does not answer that finding", "name only one of the two")
        scope = EvidenceScope(f"Action {ref}: {actions[0].action.title}", actions, ())
    return scope


def copy_evidence(target: Path, root: Path, scene: Scene, scope: EvidenceScope) -> None:
    """Fill a folder with the evidence files, an index of them and their checksums."""
    names: FolderNames = {}
    copied: dict[EvidencePlace, tuple[EvidenceCopy, str]] = {}
    for key, copy in evidence_copies(scope, partial(holds_file, root, names=names)).items():
        copied[key] = copy, copy_file(root / copy.source, target / copy.target)
    content = evidence_index(scene, scope, copied, f"planctl {__version__}")
    page = print_page("evidence", scene.plan, index=content)
    write_file(target / EVIDENCE_INDEX_FILE, page.encode("utf-8"))
    write_file(target / CHECKSUM_FILE, checksum_text(copied).encode("utf-8"))
