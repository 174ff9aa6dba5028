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

from planctl.assess.change.change_kind import Change, ChangeKind
from planctl.assess.change.comparison import Comparison
from planctl.model.calendar import day_in_words
from planctl.model.words import count_noun, printable_text
from planctl.render.change import PlanDiff, change_sentence, split_seals, wording_pieces
from planctl.render.screen.parts import plain_text

_BULLET: Final = "  - "
_ALARM: Final = (ChangeKind.ORIGINAL_CHANGED, ChangeKind.ANSWER_CHANGED, ChangeKind.REMOVED)
_WORSE: Final = (
    *(ChangeKind.WITHDRAWN, ChangeKind.NEWLY_OVERDUE, ChangeKind.REOPENED),
    *(ChangeKind.RATED_WORSE, ChangeKind.RATED_TOO_GOOD),
)
_WATCH: Final = (
    *(ChangeKind.PAUSED, ChangeKind.RESUMED, ChangeKind.SLIPPED, ChangeKind.TAKEN_OUT),
    *(ChangeKind.PAUSE_REQUESTED, ChangeKind.WITHDRAWAL_REQUESTED),
    ChangeKind.CORRECTION_REQUESTED,
)
_BETTER: Final = (ChangeKind.COMPLETED, ChangeKind.EMBEDDED, ChangeKind.RATED_BETTER)
_TONES: Final = {
    **dict.fromkeys(_ALARM, "bold red"),
    **dict.fromkeys(_WORSE, "red"),
    **dict.fromkeys(_WATCH, "yellow"),
    **dict.fromkeys(_BETTER, "green"),
}


class ChangeItem(NamedTuple):
    """One sentence of the list."""

    label: str
    words: str
    style: str = ""


class ChangeList:
    """The list, to be drawn as wide as the terminal is."""

    def __init__(self, items: Sequence[ChangeItem]) -> None:
        """Keep what is to be drawn."""
        self.items = items

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        """The pieces of all lines, as rich draws them."""
        across = max((cell_len(item.label) for item in self.items), default=0)
        room = max(1, options.max_width - len(_BULLET) - across - 1)
        for label, words, style in self.items:
            tone = console.get_style(style) if style else Style.null()
            start = f"{_BULLET}{label}{' ' * (across - cell_len(label))} "
            for line in _wrap_words(words, room, console) or [""]:
                yield from (Segment(start), Segment(line, tone), Segment.line())
                start = " " * (len(_BULLET) + across + 1)


def _wrap_words(words: str, room: int, console: Console) -> list[str]:
    if cell_len(words) == len(words):
        return wrap(words, room, break_on_hyphens=False)
    return [line.plain.rstrip() for line in Text(words).wrap(console, room)]


def diff_screen(diff: PlanDiff) -> Iterator[RenderableType]:
    """The parts of the screen, from the top."""
    compared = diff.compared
    yield Text("What changed", style="bold")
    yield plain_text(f"From: {diff.old.name}, as at {day_in_words(compared.before.as_at)}")
    yield plain_text(f"To:   {diff.new.name}, as at {day_in_words(compared.after.as_at)}")
    for area, changes in groupby(compared.changes, key=lambda change: change.area):
        heading = f"Area {area}: {compared.area_title(area)}" if area else "The plan as a whole"
        yield Text()
        yield plain_text(heading, "bold")
        yield _listing(changes)
    yield from _notes(compared)


def _listing(changes: Iterable[Change]) -> ChangeList:
    others, seals = split_seals(changes)
    items = [
        ChangeItem(
            printable_text(change.ref),
            printable_text(" ".join(change_sentence(change).split())),
            _TONES.get(change.kind, ""),
        )
        for change in others
    ]
    return ChangeList([*items, ChangeItem("", seals)] if seals else items)


def _notes(compared: Comparison) -> Iterator[RenderableType]:
    yield Text()
    for unread in compared.uncompared:
        yield plain_text(f"Not compared, because it could not be read: {unread.path}")
    if any(wording_pieces(change) for change in compared.changes):
        yield Text("In a new wording, [-these words went-] and {+these words came+}.")
    others, seals = split_seals(compared.changes)
    number = count_noun(len(others) + bool(seals), "change")
    nothing = "Nothing changed in the rest." if compared.uncompared else "Nothing changed."
    yield Text(number if compared.changes else nothing)
