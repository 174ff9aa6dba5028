"""Colour and drawing on the terminal; rich is loaded only when something is drawn."""

import os
import sys
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Final

from planctl.cli.edge import Sent, has_colour, out

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.style import Style

WIDTH: Final = 80
_TONES: Final = {
    "error": "bold red",
    "warning": "yellow",
    "note": "cyan",
    "place": "bold",
    "hint": "green",
    "line": "dim",
    "caret": "bold red",
}


def paint(text: str, tone: str) -> str:
    """A text in the colour of its tone, where the reader wants colour."""
    return _style(_TONES[tone]).render(text) if has_colour() else text


@cache
def _style(name: str) -> "Style":
    from rich.style import Style

    return Style.parse(name)


def draw(parts: Iterable["RenderableType"]) -> None:
    """Draw tables and texts: as wide as the terminal, 80 columns down a pipe."""
    from rich.console import Console

    colour = has_colour()
    width = None if sys.stdout.isatty() else _columns(os.environ.get("COLUMNS", ""))
    console = Console(
        width=width,
        force_terminal=colour,
        color_system="auto" if colour else None,
        markup=False,
        highlight=False,
        emoji=False,
    )
    with console.capture() as drawn:
        for part in parts:
            console.print(part)
    lines = (line.rstrip() for line in drawn.get().split("\n"))
    out("\n".join(lines))


def draws_blocks() -> bool:
    """Whether the reader's terminal can show the block characters of a fine small line."""
    try:
        "▁█".encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def _columns(asked: str) -> int:
    """The width that the environment asks for, where it does."""
    return (int(asked) if asked.isdecimal() else 0) or WIDTH


def print_json(value: object) -> None:
    """Print a value for programs."""
    from planctl.render.words import json_text

    out(f"{json_text(value)}\n", Sent.DATA)
