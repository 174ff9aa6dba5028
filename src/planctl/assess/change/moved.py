"""What moved in the judgement of one action: its rating, its standing and its dates.

Whether new facts moved a rating or only the passing of time is found by judging the older facts
on the newer day.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from planctl.assess.change.authority import authority, changed_answers
from planctl.assess.change.kind import Cause, Change, Kind
from planctl.assess.change.pair import Pair
from planctl.assess.judged import Bench, Judged, Rated
from planctl.assess.key import Key, Worth
from planctl.assess.promise import days, means
from planctl.model.action import Correction, Extension, Pause, Request
from planctl.model.calendar import day_in_words
from planctl.model.rating import Rating, Standing

_NEWS: Final = {
    Standing.OVERDUE: Kind.NEWLY_OVERDUE,
    Standing.EMBEDDED: Kind.EMBEDDED,
    Standing.COMPLETE: Kind.COMPLETED,
    Standing.PAUSED: Kind.PAUSED,
    Standing.WITHDRAWN: Kind.WITHDRAWN,
}


class Movement(NamedTuple):
    """One action in two states, and the older facts as judged on the newer day."""

    pair: Pair
    passed: Judged
    before: Bench  # what the older state is judged by
    after: Bench
    stood_until: date | None = None  # the last day of the older state, as a board saw it

    def change(self, kind: Kind, field: str, old: object, new: object) -> Change:
        """A change of this action."""
        ref, area = self.pair.new.ref, self.pair.new.area.ref
        return Change(kind, ref, area, field, old, new, at=(field,))


def movements(moved: Movement) -> Iterator[Change]:
    """Every way in which the judgement of an action moved."""
    stands = list(_standing(moved))
    yield from stands
    said = {change.why for change in stands}
    for rated in _rating(moved, "progress_rag"):
        yield rated._replace(why="") if rated.why in said else rated
    yield from _rating(moved, "impact_rag")
    if is_original_changed(moved):
        yield _original(moved)
    for name, had, has in changed_answers(moved.pair, moved.before):
        now = _answered(has) if has else None
        yield moved.change(Kind.ANSWER_CHANGED, name, _answered(had), now)
    yield from _due(moved)


def _answered(request: Request) -> str:
    """What the board was asked, and what it answered, in words."""
    days_of = (("agreed", request.agreed), ("refused", request.refused))
    by = f" by {request.agreed_by}" if request.agreed_by else ""
    said = [f"{word} {day_in_words(day)}" for word, day in days_of if day]
    return ", ".join([asked_in_words(request), *(said or ["not answered"])]) + by


def asked_in_words(request: Request) -> str:
    """What the board is asked, in the words of the plan: to 30 Apr 2024."""
    match request:
        case Extension():
            return f"to {request.to.written}"
        case Pause():
            return f"paused until {request.until.written}"
        case Correction():
            return f"{request.was.written} corrected to {request.to.written}"
        case _:
            return "withdrawn"


def _standing(moved: Movement) -> Iterator[Change]:
    old, new = moved.pair
    was, stands = old.progress.standing, new.progress.standing
    if was is stands and not _is_overdue_again(moved):
        return
    cause = Cause.TIME if moved.passed.progress.standing is stands else Cause.FACTS
    change = moved.change(Kind.REOPENED, "standing", was.value, stands.value)
    change = change._replace(why=new.progress.why, cause=cause)
    if stands in _NEWS and not (stands is Standing.COMPLETE and old.is_delivered):
        yield change._replace(kind=_NEWS[Standing(stands)])
    if not old.is_open and new.is_open:
        yield change
    if old.is_paused and new.is_under_way and not new.is_overdue:
        yield change._replace(kind=Kind.RESUMED)


def _is_overdue_again(moved: Movement) -> bool:
    """Whether an overdue action got a later date since, and that has passed as well."""
    old, new = moved.pair
    due = new.promise.due
    if not new.is_overdue or due is None or due == old.promise.due:
        return False
    return due >= moved.before.as_at


def _rating(moved: Movement, field: str) -> Iterator[Change]:
    old, new, passed = (_rated(each, field) for each in (*moved.pair, moved.passed))
    if old.rating is new.rating:
        return
    before, after = (_key(by, field) for by in (moved.before, moved.after))
    worths = before.worth(old.rating, old.standing), after.worth(new.rating, new.standing)
    kind = _way(*worths)
    if field == "progress_rag" and _is_by_pause(moved) and kind is Kind.RATED_BETTER:
        kind = Kind.RATED_OTHERWISE
    cause = Cause.FACTS
    if passed.rating is new.rating:
        cause = Cause.TIME
    elif (passed.declared or after.ratings[passed.standing]) is new.rating:
        cause = Cause.KEY
    change = moved.change(kind, field, old.rating.value, new.rating.value)
    yield change._replace(why=_why(new), cause=cause)


def _is_by_pause(moved: Movement) -> bool:
    """Whether an action was stopped since, which makes no rating better."""
    old, new = moved.pair
    return (new.is_paused and not old.is_paused) or (new.is_withdrawn and not old.is_withdrawn)


def _why(rated: Rated) -> str:
    """Why a rating is what it is: what the lead declares, and what the facts say to that."""
    if rated.declared is None:
        return rated.why
    is_silent = rated.computed is Rating.GREY and not rated.disputed
    if rated.computed is rated.declared or is_silent:
        return "declared by the lead"
    return f"declared by the lead; the facts say {rated.computed.value}: {rated.why}"


def _rated(each: Judged, field: str) -> Rated:
    return each.progress if field == "progress_rag" else each.impact


def _key(by: Bench, field: str) -> Key:
    return by.progress_key if field == "progress_rag" else by.impact_key


def _way(before: Worth | None, after: Worth | None) -> Kind:
    if before is None or after is None or before == after:
        return Kind.RATED_OTHERWISE
    return Kind.RATED_WORSE if after > before else Kind.RATED_BETTER


def is_original_changed(moved: Movement) -> bool:
    """Whether the first promise was changed; a first date where there was none is no change.

    A correction that stands beside it changes nothing in place.
    """
    old, new = (each.action.as_first_written for each in moved.pair)
    calendar = moved.after.calendar
    return old is not None and (new is None or means(old, calendar) != means(new, calendar))


def _original(moved: Movement) -> Change:
    old, new = (each.action.as_first_written for each in moved.pair)
    written = [each.as_in_file if each else None for each in (old, new)]
    return moved.change(Kind.ORIGINAL_CHANGED, "timescale", *written)


def _due(moved: Movement) -> Iterator[Change]:
    old, new = moved.pair.old.promise.due, moved.pair.new.promise.due
    if old == new:
        return
    cause = Cause.TIME if moved.passed.promise.due == new else Cause.FACTS
    change = moved.change(Kind.DATE_SET, "due", _iso(old), _iso(new))._replace(cause=cause)
    if old is not None:
        kind = Kind.SLIPPED if new is None or new > old else Kind.BROUGHT_FORWARD
        why = authority(moved.pair, moved.before, moved.after, original=is_original_changed(moved))
        change = change._replace(kind=kind, why=why)
    yield change


def slip_in_words(old: date, new: date) -> str:
    """How far a date moved: by 61 days, from 29 February 2024 to 30 April 2024."""
    return f"by {days(abs((new - old).days))}, from {day_in_words(old)} to {day_in_words(new)}"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
