"""Results on the screen: tables in colour, JSON, and the warning of unread files.

rich is loaded only when something is drawn.
"""

import os
import sys
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Final

import typer

from planctl.cli.terminal import ExitCode, ResultKind, has_colour, print_note, print_result
from planctl.model.plan import Plan

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
    width = None if sys.stdout.isatty() else _width_from(os.environ.get("COLUMNS", ""))
    console = Console(
        width=width,
        force_terminal=colour,
        color_system="auto" if colour else None,
        markup=False,
        highlight=False,
        emoji=False,
    )
    with console.capture() as capture:
        for part in parts:
            console.print(part)
    lines = (line.rstrip() for line in capture.get().split("\n"))
    print_result("\n".join(lines))


def draws_blocks() -> bool:
    """Whether the reader's terminal can show the block characters of a fine small line."""
    try:
        "▁█".encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def _width_from(columns: str) -> int:
    """The width that the environment asks for, where it does."""
    return (int(columns) if columns.isdecimal() else 0) or WIDTH


def print_json(value: object) -> None:
    """Print a value for programs."""
    from planctl.model.words import json_text

    print_result(f"{json_text(value)}\n", ResultKind.DATA)


def warn_of_unread(*plans: Plan) -> None:
    """End with the exit code for problems when files are left out of what was just printed."""
    paths = [unread.path for plan in plans for unread in plan.unread]
    if paths:
        files = ", ".join(paths)
        print_note(f"not read, and in no count: {files}", "run planctl check to see why")
        raise typer.Exit(ExitCode.PROBLEMS)
