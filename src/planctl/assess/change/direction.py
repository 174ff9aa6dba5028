"""The direction of travel of an action or of several: better, worse or the same as before."""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from planctl.assess.change.comparison import Comparison
from planctl.assess.judgement import Judgement
from planctl.model.rating import Rating, Standing

# Standings that a later date alone can better.
_OF_DATES: Final = frozenset({Standing.OVERDUE, Standing.DUE_SOON, Standing.STARTING_LATE})


class Direction(StrEnum):
    """Where the progress rating of an action went since the older state."""

    WORSE = "worse"
    BETTER = "better"
    LATER = "better by a later date"  # it is open, and what helped it is a later date
    SAME = "no change"
    OTHERWISE = "rated otherwise"  # to or from a rating that is neither good nor bad
    NEW = "new"


def direction(judgement: Judgement, comparison: Comparison) -> tuple[Direction, Rating | None]:
    """Which way an action of the newer state went, and the rating that it had.

    Each rating is worth what it says of this action on its day, whatever shares its colour.
    """
    earlier = comparison.was.get(judgement.at)
    if earlier is None:
        return Direction.NEW, None
    old, new = earlier.progress.rating, judgement.progress.rating
    if old is new:
        return Direction.SAME, old
    before = comparison.before.by.progress_key.worth(old, earlier.progress.standing)
    after = comparison.after.by.progress_key.worth(new, judgement.progress.standing)
    if before is None or after is None or before == after:
        return Direction.OTHERWISE, old
    if after > before:
        return Direction.WORSE, old
    if judgement.is_paused or judgement.is_withdrawn:  # nothing became better: it waits
        return Direction.OTHERWISE, old
    return (Direction.LATER if _has_more_time(earlier, judgement) else Direction.BETTER), old


def _has_more_time(earlier: Judgement, later: Judgement) -> bool:
    """Whether an action that is still open has a later date than it had."""
    before, after = earlier.promise.due, later.promise.due
    if not (later.is_open and before and after and earlier.progress.standing in _OF_DATES):
        return False
    return after > before


def directions(judged: Iterable[Judgement], comparison: Comparison) -> Counter[Direction]:
    """How many of some actions went which way."""
    return Counter(direction(judgement, comparison)[0] for judgement in judged)
