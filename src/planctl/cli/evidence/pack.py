"""planctl evidence pack: the evidence files in one folder, with an index, for inspectors."""

import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.edge import Stop, day_of, find_plan, out
from planctl.cli.option import AsAt, PlanFolder

if TYPE_CHECKING:
    from planctl.assess.judged import Judged
    from planctl.assess.rule.scene import Scene
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
    judged, about = _asked(finding, scene)
    beside = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    try:
        _make(beside, root, scene, judged, about)
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
    folder.parent.mkdir(parents=True, exist_ok=True)


def _asked(finding: str | None, scene: "Scene") -> "tuple[Sequence[Judged], str]":
    """The actions that were asked for, and how to say which."""
    from planctl.cli.cut import known

    if finding is None:
        return scene.judged, "The whole plan"
    front = scene.plan.plan
    titles = {each.id: each.title for each in (front.findings if front else ())}
    wanted = known(finding, titles, "finding")
    of = tuple(each for each in scene.judged if wanted in each.action.findings)
    return of, f"Finding: {titles[wanted]}"


def _make(beside: Path, root: Path, scene: "Scene", judged: "Sequence[Judged]", about: str) -> None:
    from functools import partial

    from planctl import __version__
    from planctl.cli.settle import put
    from planctl.load.source import fingerprint, holds
    from planctl.render.evidence import INDEX, SUMS, copies, index, sums
    from planctl.render.template import page

    placed: dict[Place, tuple[Copy, str]] = {}
    for key, copy in copies(judged, partial(holds, root)).items():
        target = beside / copy.target
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(root / copy.source, target)
        placed[key] = copy, fingerprint(beside, copy.target)
    made = index(scene, judged, placed, about, f"planctl {__version__}")
    put(beside / INDEX, page("evidence", scene.plan.glossary, index=made).encode("utf-8"))
    put(beside / SUMS, sums(placed).encode("utf-8"))
