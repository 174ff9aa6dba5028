"""planctl evidence pack: the evidence files in one folder, with an index, for inspectors."""

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.edge import Stop, day_of, find_plan, out
from planctl.cli.option import AsAt, PlanFolder

if TYPE_CHECKING:
    from planctl.assess.rule.scene import Scene
    from planctl.model.document import Finding
    from planctl.render.evidence import Copy, Place

ToFolder = Annotated[
    Path, typer.Argument(metavar="FOLDER", help="The folder to make; it must not be there yet.")
]
OfFinding = Annotated[
    str | None,
    typer.Option(
        "--finding",
        metavar="ID",
        show_default=False,
        help="Only the actions that answer this finding.",
    ),
]


def pack(
    folder: ToFolder, *, finding: OfFinding = None, plan: PlanFolder = None, as_at: AsAt = None
) -> None:
    """Make a folder for inspectors: the evidence files, an index page, and what is missing.

    Example: planctl evidence pack evidence-for-ofsted --finding core-groups
    """
    from planctl.cli.review import glance, warn_of_unread

    root = find_plan(plan)
    _refuse(folder, root)
    scene = glance(root, day_of(as_at))
    asked = _asked(finding, scene)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    except OSError as error:
        message = f"{folder} could not be made: {error.strerror}"
        raise Stop(message, "name a folder in a place where you may write") from None
    try:
        _make(beside, root, scene, asked)
        if folder.is_dir():
            folder.rmdir()
        beside.chmod(0o755)
        beside.replace(folder)
    finally:  # a run that fails half-way leaves no folder that looks whole
        shutil.rmtree(beside, ignore_errors=True)
    out(f"{(folder / 'index.html').as_posix()}\n")
    warn_of_unread(scene.plan)


def _refuse(folder: Path, root: Path) -> None:
    """A folder that holds something, or lies in the plan, is no place for a pack."""
    from planctl.load.source import is_inside

    if is_inside(os.path.realpath(folder), os.path.realpath(root)):
        hint = "name a folder outside of it, so that no copy is taken for the plan"
        raise Stop(
            f"{folder} lies in the plan folder, and a copy there would be taken for it", hint
        )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Stop(f"{folder} is there already", "name a new folder, or move the old one away")


def _asked(finding: str | None, scene: "Scene") -> "Finding | None":
    """The finding that was asked for; none: all of them."""
    from planctl.cli.cut import known

    if finding is None:
        return None
    front = scene.plan.plan
    every = {each.id: each for each in (front.findings if front else ())}
    return every[known(finding, every, "finding")]


def _make(beside: Path, root: Path, scene: "Scene", asked: "Finding | None") -> None:
    from functools import partial

    from planctl import __version__
    from planctl.cli.settle import put
    from planctl.load.source import fingerprint, holds
    from planctl.render.evidence import INDEX, SUMS, copies, index, sums
    from planctl.render.template import page

    judged = scene.judged
    if asked:
        judged = tuple(each for each in judged if asked.id in each.action.findings)
    placed: dict[Place, tuple[Copy, str]] = {}
    for key, copy in copies(judged, partial(holds, root)).items():
        target = beside / copy.target
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(root / copy.source, target)
        placed[key] = copy, fingerprint(beside, copy.target)
    made = index(scene, judged, placed, asked, f"planctl {__version__}")
    put(beside / INDEX, page("evidence", scene.plan.glossary, index=made).encode("utf-8"))
    put(beside / SUMS, sums(placed).encode("utf-8"))
