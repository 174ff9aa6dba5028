"""planctl evidence pack: the evidence files in one folder, with an index, for inspectors."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.option import EditionFlag, PlanAsAt, value_flag
from planctl.cli.terminal import print_result
from planctl.model.edition import Edition
from planctl.model.problem import Stop

if TYPE_CHECKING:
    from planctl.assess.scene import Scene
    from planctl.render.evidence import EvidenceCopy, EvidencePlace, EvidenceScope

ToFolder = Annotated[
    Path, typer.Argument(metavar="FOLDER", help="The folder to make; it must not be there yet.")
]
OfFinding = Annotated[
    str | None, value_flag("--finding", "FINDING", "Only the actions that answer this finding.")
]
OfAction = Annotated[str | None, value_flag("--action", "REF", "Only this action.")]


def pack(
    folder: ToFolder,
    *,
    finding: OfFinding = None,
    action: OfAction = None,
    plan: PlanAsAt,
    edition: EditionFlag = None,
) -> None:
    """Make a folder for inspectors: the evidence files, an index page, and what is missing.

    Example: planctl evidence pack evidence-for-ofsted --finding core-groups
    """
    from planctl.assess.scene import judge_plan
    from planctl.cli.screen import warn_of_unread
    from planctl.workspace.plan import open_edition

    root = plan.root
    _refuse_place(folder, root)
    plan_of_edition = open_edition(root, edition or Edition.INSPECTOR).loaded.plan
    scene = judge_plan(plan_of_edition, plan.day)
    cut = _select(finding, action, scene)
    with _new_folder(folder) as target:
        _fill(target, root, scene, cut)
    print_result(f"{(folder / 'index.html').as_posix()}\n")
    warn_of_unread(scene.plan)


def _refuse_place(folder: Path, root: Path) -> None:
    """A folder that holds something, or lies in the plan, is no place for a pack."""
    from planctl.load.source import is_inside

    if is_inside(os.path.realpath(folder), os.path.realpath(root)):
        hint = "name a folder outside of it, so that no copy is taken for the plan"
        raise Stop(
            f"{folder} lies in the plan folder, and a copy there would be taken for it", hint
        )
    is_free = folder.is_dir() and not any(folder.iterdir()) and folder.resolve() != Path.cwd()
    if os.path.lexists(folder) and (folder.is_symlink() or not is_free):
        raise Stop(f"{folder} is there already", "name a new folder, or move the old one away")


@contextmanager
def _new_folder(folder: Path) -> Iterator[Path]:
    """A folder to fill, which takes its place when it is whole: one half made looks like none."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        workspace = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    except OSError as error:
        message = f"{folder} could not be made: {error.strerror}"
        raise Stop(message, "name a folder in a place where you may write") from None
    try:
        target = (
            workspace / "pack"
        )  # as open to others as any new folder, which the one around is not
        target.mkdir()
        yield target
        if folder.is_dir():
            folder.rmdir()
        target.replace(folder)
    finally:
        shutil.rmtree(workspace, ignore_errors=True)


def _select(finding: str | None, action: str | None, scene: "Scene") -> "EvidenceScope":
    """The whole plan, or what was asked for of it."""
    from planctl.render.evidence import EvidenceScope
    from planctl.workspace.filter import match_name

    front = scene.plan.plan
    findings = {item.id: item for item in (front.findings if front else ())}
    cut = EvidenceScope("The whole plan", scene.judged, tuple(findings.values()), is_whole=True)
    if finding is not None:
        found_finding = findings[match_name(finding, findings, "finding")]
        actions = tuple(item for item in cut.judged if found_finding.id in item.action.findings)
        cut = EvidenceScope(f"Finding: {found_finding.title}", actions, (found_finding,))
    if action is not None:
        ref = match_name(action, scene.names.refs, "action")
        actions = tuple(item for item in cut.judged if item.ref == ref)
        if not actions:
            raise Stop(f"action {ref} does not answer that finding", "name only one of the two")
        cut = EvidenceScope(f"Action {ref}: {actions[0].action.title}", actions, ())
    return cut


def _fill(target: Path, root: Path, scene: "Scene", cut: "EvidenceScope") -> None:
    from functools import partial

    from planctl import __version__
    from planctl.load.source import FolderNames, holds_file
    from planctl.render.evidence import (
        CHECKSUM_FILE,
        EVIDENCE_INDEX_FILE,
        checksum_text,
        evidence_copies,
        evidence_index,
    )
    from planctl.render.template import print_page
    from planctl.save.files import write_file

    names: FolderNames = {}
    copied: dict[EvidencePlace, tuple[EvidenceCopy, str]] = {}
    for key, copy in evidence_copies(cut, partial(holds_file, root, names=names)).items():
        copied[key] = copy, _copy_file(root / copy.source, target, copy.target)
    content = evidence_index(scene, cut, copied, f"planctl {__version__}")
    write_file(
        target / EVIDENCE_INDEX_FILE,
        print_page("evidence", scene.plan, index=content).encode("utf-8"),
    )
    write_file(target / CHECKSUM_FILE, checksum_text(copied).encode("utf-8"))


def _copy_file(source: Path, folder: Path, target: str) -> str:
    """The sha256 of the copy of a file; empty where the file cannot be read."""
    from hashlib import file_digest

    try:
        file = source.open("rb")
    except OSError:
        return ""
    with file:
        (folder / target).parent.mkdir(exist_ok=True)
        with (folder / target).open("w+b") as copy:
            shutil.copyfileobj(file, copy, 1 << 20)
            copy.seek(0)
            return file_digest(copy, "sha256").hexdigest()
