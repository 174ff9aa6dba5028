"""Board packs for tests, made as `planctl report` makes them."""

from datetime import date
from pathlib import Path

from make import AS_AT, loaded
from planctl.assess.rule.scene import Scene, scene
from planctl.render.pack.build import pack
from planctl.render.pack.occasion import Occasion
from planctl.render.pack.view import Pack
from planctl.render.template import PackFormat, printed


def scene_of(root: Path, as_at: date = AS_AT) -> Scene:
    """The plan in a folder, judged."""
    return scene(loaded(root).plan, as_at)


def pack_of(root: Path, as_at: date = AS_AT) -> Pack:
    """The pack of the plan in a folder, for its next meeting."""
    stage = scene_of(root, as_at)
    return pack(Occasion(stage, stage.by.calendar.next_meeting(as_at), "planctl"))


def html_of(root: Path) -> str:
    """The pack as HTML."""
    return printed(pack_of(root), PackFormat.HTML)


def markdown_of(root: Path) -> str:
    """The pack as Markdown."""
    return printed(pack_of(root), PackFormat.MD)
