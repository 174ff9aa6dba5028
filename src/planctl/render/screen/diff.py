"""What changed between two states of a plan, on the terminal.

The list is drawn line by line: a table of rich measures every cell before it draws the first, which
takes longer than all the rest for thousands of rows.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from textwrap import wrap
from typing import Final, NamedTuple

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from planctl.assess.change.compare import Comparison
from planctl.assess.change.kind import Change, Kind
from planctl.model.calendar import day_in_words
from planctl.model.words import counted, visible
from planctl.render.change import pieces, split_seals
from planctl.render.diff import Diff, sentence_of

_BULLET: Final = "  - "
_TONES: Final = {
    Kind.ORIGINAL_CHANGED: "bold red",
    Kind.ANSWER_CHANGED: "bold red",
    Kind.REMOVED: "bold red",
    Kind.WITHDRAWN: "red",
    Kind.NEWLY_OVERDUE: "red",
    Kind.REOPENED: "red",
    Kind.RATED_WORSE: "red",
    Kind.PAUSED: "yellow",
    Kind.RESUMED: "yellow",
    Kind.PAUSE_REQUESTED: "yellow",
    Kind.WITHDRAWAL_REQUESTED: "yellow",
    Kind.CORRECTION_REQUESTED: "yellow",
    Kind.SLIPPED: "yellow",
    Kind.TAKEN_OUT: "yellow",
    Kind.COMPLETED: "green",
    Kind.EMBEDDED: "green",
    Kind.RATED_BETTER: "green",
}


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


def screen(diff: Diff) -> Iterator[RenderableType]:
    """The parts of the screen, from the top."""
    compared = diff.compared
    yield Text("What changed", style="bold")
    yield Text(f"From: {visible(diff.old.name)}, as at {day_in_words(compared.before.as_at)}")
    yield Text(f"To:   {visible(diff.new.name)}, as at {day_in_words(compared.after.as_at)}")
    for area, changes in groupby(compared.changes, key=lambda change: change.area):
        yield Text(f"\n{_heading(area, compared)}", style="bold")
        yield _listing(changes)
    yield from _notes(compared)


def _heading(area: str, compared: Comparison) -> str:
    if not area:
        return "The plan as a whole"
    return visible(f"Area {area}: {compared.area_title(area)}")


def _listing(changes: Iterable[Change]) -> Listing:
    others, seals = split_seals(changes)
    return Listing(
        [
            Item(
                visible(change.ref),
                visible(" ".join(sentence_of(change).split())),
                _TONES.get(change.kind, ""),
            )
            for change in others
        ]
        + [Item("", seals)] * bool(seals)
    )


def _notes(compared: Comparison) -> Iterator[RenderableType]:
    yield Text()
    for unread in compared.uncompared:
        yield Text(f"Not compared, because it could not be read: {visible(unread.path)}")
    if any(pieces(change) for change in compared.changes):
        yield Text("In a new wording, [-these words went-] and {+these words came+}.")
    others, seals = split_seals(compared.changes)
    number = counted(len(others) + bool(seals), "change")
    yield Text(number if compared.changes else _no_changes(compared))


def _no_changes(compared: Comparison) -> str:
    """That nothing changed, as far as that can be told."""
    return "Nothing changed in the rest." if compared.uncompared else "Nothing changed."
