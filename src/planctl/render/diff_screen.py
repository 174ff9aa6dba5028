"""What changed between two states of a plan, on the terminal."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from rich.console import RenderableType
from rich.text import Text

from planctl.assess.change.compare import Comparison
from planctl.assess.change.kind import Change, Kind
from planctl.model.calendar import day_in_words
from planctl.render.change import pieces, split_seals
from planctl.render.diff import Diff, sentence_of
from planctl.render.listing import Item, Listing
from planctl.render.words import counted, visible

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
    many = counted(len(others) + bool(seals), "change")
    yield Text(many if compared.changes else _nothing(compared))


def _nothing(compared: Comparison) -> str:
    """That nothing changed, as far as that can be told."""
    return "Nothing changed in the rest." if compared.uncompared else "Nothing changed."
