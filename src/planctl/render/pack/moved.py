"""What moved since the last board: in numbers for the one page, and each change in the annex."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from planctl.assess.change.compare import Comparison
from planctl.assess.change.direction import Direction, directions
from planctl.assess.change.kind import Change, Kind
from planctl.assess.judged import Judged
from planctl.render.change import in_words, pieces
from planctl.render.pack.badge import sentence
from planctl.render.pack.cycle_view import Changed, ChangedArea, Changes, Moved, Step
from planctl.render.pack.occasion import ARROWS, Occasion
from planctl.render.words import are, counted, in_a_row

# What the one page counts, with an arrow for good or bad news, in the words for one and for many.
_STEPS: Final = (
    (ARROWS[Direction.WORSE], {Kind.NEWLY_OVERDUE}, "newly overdue", ""),
    (ARROWS[Direction.WORSE], {Kind.REOPENED}, "reopened", ""),
    (ARROWS[Direction.WORSE], {Kind.SLIPPED}, "date slipped", "dates slipped"),
    (
        ARROWS[Direction.WORSE],
        {Kind.ORIGINAL_CHANGED},
        "first promise changed without the board",
        "first promises changed without the board",
    ),
    (ARROWS[Direction.WORSE], {Kind.REMOVED}, "taken out of the plan", ""),
    (ARROWS[Direction.BETTER], {Kind.COMPLETED, Kind.EMBEDDED}, "completed or embedded", ""),
    ("+", {Kind.EXTENSION_REQUESTED}, "extension requested", "extensions requested"),
    ("+", {Kind.EXTENSION_AGREED}, "extension agreed", "extensions agreed"),
    ("+", {Kind.ADDED}, "new in the plan", ""),
)
_WAYS: Final = (
    (Direction.WORSE, "rated worse"),
    (Direction.BETTER, "rated better"),
    (Direction.OTHERWISE, "newly rated, or no longer rated"),
    (Direction.SAME, "with the same rating"),
)


def moved(occasion: Occasion) -> Moved:
    """What moved since the earlier state, in numbers."""
    compared = occasion.since.compared
    title = f"Since {occasion.since.words}"
    if compared is None:
        return Moved(title, occasion.since.why_not, ())
    return Moved(title, _headline(compared), tuple(_steps(compared)))


def ways(judged: Sequence[Judged], occasion: Occasion) -> str:
    """How many of some actions went which way; empty where nothing is compared."""
    if occasion.since.compared is None or not judged:
        return ""
    counts = directions(judged, occasion.since.compared)
    words = [f"{counts[way]} {way.value}" for way in Direction if counts[way]]
    return f"Since {occasion.since.words}: {in_a_row(words)}."


def changes(occasion: Occasion) -> Changes:
    """Every change since the earlier state, in the plan's words."""
    compared = occasion.since.compared
    title = f"What changed since {occasion.since.words}"
    if compared is None:
        return Changes(title, occasion.since.why_not, ())
    areas = groupby(compared.changes, key=lambda change: change.area)
    many = counted(len(compared.changes), "change")
    words = f"{many}, the most important of each area first." if compared.changes else "None."
    return Changes(title, words, tuple(_area(area, of, compared) for area, of in areas))


def _steps(compared: Comparison) -> Iterator[Step]:
    kinds = Counter(change.kind for change in compared.changes if change.ref)
    for arrow, counted_as, one, many in _STEPS:
        number = sum(kinds[kind] for kind in counted_as)
        if number:
            yield Step(arrow, number, one if number == 1 else many or one)
    counts = directions(compared.after.judged, compared)
    for way, words in _WAYS:
        if counts[way]:
            yield Step(ARROWS[way], counts[way], words)


def _headline(compared: Comparison) -> str:
    """The answer to a chair's first question."""
    counts = directions(compared.after.judged, compared)
    worse, better = counts[Direction.WORSE], counts[Direction.BETTER]
    of = counted(len(compared.after.judged), "action")
    return f"Of {of}, {are(worse)} rated worse than then, and {are(better)} rated better."


def _area(ref: str, of: Iterator[Change], compared: Comparison) -> ChangedArea:
    areas = (*compared.after.plan.areas, *compared.before.plan.areas)
    title = next((f"Area {ref}: {each.title}" for each in areas if ref and each.ref == ref), "")
    listed = (Changed(each.ref, sentence(in_words(each)), pieces(each)) for each in of)
    return ChangedArea(title or "The plan as a whole", tuple(listed))
