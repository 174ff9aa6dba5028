"""The exceptions that a board's paper lists, each for its own reason; worst first in each."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from planctl.assess.judged import Judged
from planctl.model.rating import Rating, Standing


class Exceptions(NamedTuple):
    """The actions that the board should look at; an action can stand in several lists."""

    overdue: tuple[Judged, ...]
    due: tuple[Judged, ...]  # before the next board
    milestones: tuple[Judged, ...]  # open, not overdue itself, with a late milestone
    requested: tuple[Judged, ...]  # an extension is asked for, and not agreed
    agreed: tuple[Judged, ...]  # runs on an agreed extension
    disputed: tuple[Judged, ...]
    no_timescale: tuple[Judged, ...]  # open, and no day can be told by which it is due
    no_lead: tuple[Judged, ...]
    not_rated: tuple[Judged, ...]  # open and grey, for another reason than a missing timescale
    no_effect: tuple[Judged, ...]  # done, no effect shown


def exceptions(judged: Iterable[Judged], as_at: date, next_board: date) -> Exceptions:
    """The exceptions among these actions; `next_board` is the last day that counts as before it."""
    all_of = tuple(judged)
    waiting = [each for each in all_of if each.is_open]
    undated = [
        e for e in waiting if e.lacks_timescale or e.progress.standing is Standing.NO_TIMESCALE
    ]
    known = {each.at for each in undated}
    grey = [e for e in waiting if e.progress.rating is Rating.GREY and e.at not in known]
    late = [e for e in waiting if e.promise.late_milestones and not e.is_overdue]
    return Exceptions(
        tuple(sorted((e for e in all_of if e.is_overdue), key=lambda e: -e.days_overdue)),
        tuple(sorted((e for e in waiting if e.is_due_by(next_board, as_at)), key=_due)),
        tuple(late),
        tuple(each for each in waiting if each.open_requests),
        tuple(each for each in waiting if each.promise.agreed),
        tuple(each for each in all_of if each.progress.disputed or each.impact.disputed),
        tuple(undated),
        tuple(each for each in waiting if each.lacks_lead),
        tuple(grey),
        tuple(each for each in all_of if each.shows_no_effect),
    )


def _due(each: Judged) -> date:
    return each.promise.due or date.max
