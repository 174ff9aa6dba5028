"""A list of sentences, each beside its label, drawn line by line.

A table of rich measures every cell before it draws the first: for thousands of rows that takes
longer than all the rest.
"""

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Final, NamedTuple

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

_BULLET: Final = "  - "


class Item(NamedTuple):
    """One sentence of the list."""

    label: str
    words: str
    style: str = ""


class Listing:
    """The list, to be drawn as wide as the terminal is."""

    def __init__(self, items: Sequence[Item]) -> None:
        """Keep what is to be drawn."""
        self.items = items

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        """The pieces of all lines, as rich draws them."""
        across = max((cell_len(item.label) for item in self.items), default=0)
        room = max(1, options.max_width - len(_BULLET) - across - 1)
        for label, words, style in self.items:
            tone = console.get_style(style) if style else Style.null()
            start = f"{_BULLET}{label}{' ' * (across - cell_len(label))} "
            for line in _lines(words, room, console) or [""]:
                yield from (Segment(start), Segment(line, tone), Segment.line())
                start = " " * (len(_BULLET) + across + 1)


def _lines(words: str, room: int, console: Console) -> list[str]:
    if cell_len(words) == len(words):
        return wrap(words, room, break_on_hyphens=False)
    return [line.plain.rstrip() for line in Text(words).wrap(console, room)]
