"""The direction of travel of an action or of several: better, worse or the same as before."""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from planctl.assess.change.change_kind import ChangeKind
from planctl.assess.change.comparison import Comparison
from planctl.assess.change.judgement_changes import rating_kind
from planctl.assess.judgement import Judgement
from planctl.model.rating import Rating, Standing

# Standings that a later date alone can better.
_OF_DATES: Final = frozenset({Standing.OVERDUE, Standing.DUE_SOON, Standing.STARTING_LATE})


class Direction(StrEnum):
    """Where the progress rating of an action went since the older state."""

    WORSE = "worse"
    TOO_GOOD = "declared better than the facts say"
    BETTER = "better"
    LATER = "better by a later date"  # it is open, and what helped it is a later date
    SAME = "no change"
    OTHERWISE = "rated otherwise"  # to or from a rating that is neither good nor bad
    NEW = "new"


_WAYS: Final = {
    ChangeKind.RATED_WORSE: Direction.WORSE,
    ChangeKind.RATED_TOO_GOOD: Direction.TOO_GOOD,
    ChangeKind.RATED_OTHERWISE: Direction.OTHERWISE,
    ChangeKind.RATED_BETTER: Direction.BETTER,
}


def direction(judgement: Judgement, comparison: Comparison) -> tuple[Direction, Rating | None]:
    """Which way an action of the newer state went, and the rating that it had.

    Each rating is worth what it says of this action on its day, whatever shares its colour; of a
    disputed one the facts count.
    """
    earlier = comparison.was.get(judgement.at)
    if earlier is None:
        return Direction.NEW, None
    old, new = earlier.progress, judgement.progress
    if old.rating is new.rating and old.counted is new.counted:
        return Direction.SAME, old.rating
    was = old.rating if old.counted is new.counted else old.counted
    keys = comparison.before.by.progress_key, comparison.after.by.progress_key
    way = _WAYS[rating_kind((old, new), keys)]
    if way is Direction.BETTER and (judgement.is_paused or judgement.is_withdrawn):
        return Direction.OTHERWISE, was  # nothing became better: it waits
    before, after = earlier.promise.due, judgement.promise.due
    is_later = before and after and after > before and earlier.progress.standing in _OF_DATES
    if way is Direction.BETTER and is_later and judgement.is_open:  # it has more time
        return Direction.LATER, was
    return way, was


def directions(judged: Iterable[Judgement], comparison: Comparison) -> Counter[Direction]:
    """How many of some actions went which way."""
    return Counter(direction(judgement, comparison)[0] for judgement in judged)
