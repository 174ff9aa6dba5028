"""Packs as pages: empty, with one of everything, full of hostile text, and of our own plan."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from boards import LAST_BOARD, boards, boards_then
from fill import Filler, filled
from make import OUR_PLAN, put
from paper import html_of
from planctl.model.edition import PackSize

HOSTILE: Final = (
    "<script>alert(1)</script></td></tr></table> {{ 7+7 }} [y](javascript:x) **b** *i* "
    "[a](https://e.example) =cmd() <w:t> ]]> <!-- &lt; \"onclick='a' \\ || \u202e"
    "\n\n- one\n- two\n  1. deep\n"
)


def empty(root: Path) -> str:
    """A plan that has nothing but a name."""
    return html_of(put(root, {"plan.yaml": "title: A plan\norganisation: A council\n"}))


def everything(root: Path, size: PackSize = PackSize.FULL) -> str:
    """One of everything, and one of every change."""
    return html_of(boards(root / "now"), (boards_then(root / "then"), LAST_BOARD), size)


def hostile(root: Path) -> str:
    """Hostile text wherever a text can stand."""
    return html_of(filled(root, Filler(lambda _: HOSTILE, lambda _: "<b>|")))


def ours(_: Path) -> str:
    """Our own plan."""
    return html_of(OUR_PLAN)


PAGES: Final = (empty, everything, hostile, ours)


@cache
def text_of(page: Callable[[Path], str]) -> str:
    """One of the pages, which is made once and read by many."""
    with TemporaryDirectory() as folder:
        return page(Path(folder))
