"""Packs as pages of HTML, for the papers that are printed from them."""

from pathlib import Path
from typing import Final

from boards import LAST_BOARD, boards, boards_then
from fill import Filler, filled
from make import put
from paper import html_of

HOSTILE: Final = (
    "<script>alert(1)</script></td></tr></table> {{ 7+7 }} [y](data:x) **b** *i* \x07 "
    '[a](https://e.example) =cmd() <!-- &lt; "onclick=\'a\' \\ || \u202e #link("x") $x$ @y'
    "\n\n- one\n- two\n  1. deep\n"
)


def empty(root: Path) -> str:
    """A plan that has nothing but a name."""
    return html_of(put(root, {"plan.yaml": "title: A plan\norganisation: A council\n"}))


def everything(root: Path) -> str:
    """One of everything, and one of every change."""
    return html_of(boards(root / "now"), (boards_then(root / "then"), LAST_BOARD))


def hostile(root: Path) -> str:
    """Hostile text wherever a text can stand."""
    return html_of(filled(root, Filler(lambda _: HOSTILE, lambda _: "<b>|")))


def golden(_: Path) -> str:
    """The pack of our own plan."""
    return (Path(__file__).parent / "golden" / "board.html").read_text("utf-8")
