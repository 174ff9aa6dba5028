"""planctl evidence pack: the evidence files in one folder, with an index, for inspectors."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.edge import day_of, out
from planctl.cli.option import AsAt, PlanFolder, value_flag
from planctl.model.stop import Stop
from planctl.workspace.folder import find_plan

if TYPE_CHECKING:
    from planctl.assess.scene import Scene
    from planctl.render.evidence import Copy, Cut, Place

ToFolder = Annotated[
    Path, typer.Argument(metavar="FOLDER", help="The folder to make; it must not be there yet.")
]
OfFinding = Annotated[
    str | None,
    value_flag("--finding", "FINDING", "Only the actions that answer this finding."),
]
OfAction = Annotated[
    str | None,
    value_flag("--action", "REF", "Only this action."),
]


def pack(
    folder: ToFolder,
    *,
    finding: OfFinding = None,
    action: OfAction = None,
    plan: PlanFolder = None,
    as_at: AsAt = None,
) -> None:
    """Make a folder for inspectors: the evidence files, an index page, and what is missing.

    Example: planctl evidence pack evidence-for-ofsted --finding core-groups
    """
    from planctl.cli.screen import warn_of_unread
    from planctl.workspace.plan import glance

    root = find_plan(plan)
    _refuse(folder, root)
    scene = glance(root, day_of(as_at))
    cut = _asked(finding, action, scene)
    with _becoming(folder) as made:
        _make(made, root, scene, cut)
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
    is_free = folder.is_dir() and not any(folder.iterdir()) and folder.resolve() != Path.cwd()
    if os.path.lexists(folder) and (folder.is_symlink() or not is_free):
        raise Stop(f"{folder} is there already", "name a new folder, or move the old one away")


@contextmanager
def _becoming(folder: Path) -> Iterator[Path]:
    """A folder to fill, which takes its place when it is whole: one half made looks like none."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    except OSError as error:
        message = f"{folder} could not be made: {error.strerror}"
        raise Stop(message, "name a folder in a place where you may write") from None
    try:
        made = beside / "pack"  # as open to others as any new folder, which the one around is not
        made.mkdir()
        yield made
        if folder.is_dir():
            folder.rmdir()
        made.replace(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _asked(finding: str | None, action: str | None, scene: "Scene") -> "Cut":
    """The whole plan, or what was asked for of it."""
    from planctl.render.evidence import Cut
    from planctl.workspace.filter import known

    front = scene.plan.plan
    every = {each.id: each for each in (front.findings if front else ())}
    cut = Cut("The whole plan", scene.judged, tuple(every.values()), is_whole=True)
    if finding is not None:
        one = every[known(finding, every, "finding")]
        of = tuple(each for each in cut.judged if one.id in each.action.findings)
        cut = Cut(f"Finding: {one.title}", of, (one,))
    if action is not None:
        ref = known(action, scene.names.refs, "action")
        of = tuple(each for each in cut.judged if each.ref == ref)
        if not of:
            raise Stop(f"action {ref} does not answer that finding", "name only one of the two")
        cut = Cut(f"Action {ref}: {of[0].action.title}", of, ())
    return cut


def _make(made: Path, root: Path, scene: "Scene", cut: "Cut") -> None:
    from functools import partial

    from planctl import __version__
    from planctl.load.source import Listed, holds
    from planctl.render.evidence import INDEX, SUMS, copies, index, sums
    from planctl.render.template import page
    from planctl.save.files import put

    names: Listed = {}
    placed: dict[Place, tuple[Copy, str]] = {}
    for key, copy in copies(cut, partial(holds, root, names=names)).items():
        placed[key] = copy, _copied(root / copy.source, made, copy.target)
    page_of = index(scene, cut, placed, f"planctl {__version__}")
    put(made / INDEX, page("evidence", scene.plan, index=page_of).encode("utf-8"))
    put(made / SUMS, sums(placed).encode("utf-8"))


def _copied(source: Path, made: Path, target: str) -> str:
    """The sha256 of the copy of a file; empty where the file cannot be read."""
    from hashlib import file_digest

    try:
        held = source.open("rb")
    except OSError:
        return ""
    with held:
        (made / target).parent.mkdir(exist_ok=True)
        with (made / target).open("w+b") as copy:
            shutil.copyfileobj(held, copy, 1 << 20)
            copy.seek(0)
            return file_digest(copy, "sha256").hexdigest()
