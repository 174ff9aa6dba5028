"""What changed between two states of a plan: on the terminal, and as JSON for programs."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from rich.console import RenderableType
from rich.text import Text

from planctl.assess.change.compare import Comparison
from planctl.assess.change.kind import Change, Kind
from planctl.model.calendar import day_in_words
from planctl.render.change import in_words, pieces
from planctl.render.listing import Item, Listing
from planctl.render.rewording import marked
from planctl.render.words import counted, visible

_TONES = {
    Kind.ORIGINAL_CHANGED: "bold red",
    Kind.ANSWER_CHANGED: "bold red",
    Kind.REMOVED: "bold red",
    Kind.WITHDRAWN: "red",
    Kind.NEWLY_OVERDUE: "red",
    Kind.REOPENED: "red",
    Kind.RATED_WORSE: "red",
    Kind.PAUSED: "yellow",
    Kind.SLIPPED: "yellow",
    Kind.TAKEN_OUT: "yellow",
    Kind.COMPLETED: "green",
    Kind.EMBEDDED: "green",
    Kind.RATED_BETTER: "green",
}


class End(NamedTuple):
    """One of the two states that are compared: how to say it, and its commit if it has one."""

    name: str
    revision: str | None


class Diff(NamedTuple):
    """Two states of a plan, and what changed between them."""

    old: End
    new: End
    compared: Comparison


def as_json(diff: Diff) -> dict[str, object]:
    """The changes as DESIGN section 7 gives them; keys may be added, never changed."""
    compared = diff.compared
    ends = ((diff.old, compared.before), (diff.new, compared.after))
    old, new = (
        {"rev": end.revision, "as_at": scene.as_at.isoformat(), "name": end.name}
        for end, scene in ends
    )
    return {
        "from": old,
        "to": new,
        "changes": [change_json(change) for change in compared.changes],
        "not_compared": [unread._asdict() for unread in compared.uncompared],
    }


def change_json(change: Change) -> dict[str, object]:
    """One change as programs get it."""
    return {
        "ref": change.ref or None,
        "area": change.area or None,
        "kind": change.kind.value,
        "field": change.field,
        "old": change.old,
        "new": change.new,
        "cause": change.cause.value if change.cause else None,
        "words": sentence_of(change),
    }


def sentence_of(change: Change) -> str:
    """A change on one line, with the words that went and came marked."""
    reworded = pieces(change)
    return f"{in_words(change)}: {marked(reworded)}" if reworded else in_words(change)


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
    areas = (*compared.after.plan.areas, *compared.before.plan.areas)
    title = next((each.title for each in areas if each.ref == area), "")
    return visible(f"Area {area}: {title}")


def _listing(changes: Iterable[Change]) -> Listing:
    return Listing(
        [
            Item(
                visible(change.ref),
                visible(" ".join(sentence_of(change).split())),
                _TONES.get(change.kind, ""),
            )
            for change in changes
        ]
    )


def _notes(compared: Comparison) -> Iterator[RenderableType]:
    yield Text()
    for unread in compared.uncompared:
        yield Text(f"Not compared, because it could not be read: {visible(unread.path)}")
    if any(pieces(change) for change in compared.changes):
        yield Text("In a new wording, [-these words went-] and {+these words came+}.")
    many = counted(len(compared.changes), "change")
    yield Text(many if compared.changes else _nothing(compared))


def _nothing(compared: Comparison) -> str:
    """That nothing changed, as far as that can be told."""
    return "Nothing changed in the rest." if compared.uncompared else "Nothing changed."
