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
from planctl.model.action import Correction, Extension, Pause, Request, dated_answers
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


def movements(movement: Movement) -> Iterator[Change]:
    """Every way in which the judgement of an action moved."""
    standing_changes = list(_standing_changes(movement))
    yield from standing_changes
    reasons = {change.why for change in standing_changes}
    for rating_change in _rating_changes(movement, "progress_rag"):
        yield rating_change._replace(why="") if rating_change.why in reasons else rating_change
    yield from _rating_changes(movement, "impact_rag")
    if is_original_changed(movement):
        yield _original_change(movement)
    for name, old_request, new_request in changed_answers(movement.pair, movement.before):
        new_answer = _answer_in_words(new_request) if new_request else None
        yield movement.change(Kind.ANSWER_CHANGED, name, _answer_in_words(old_request), new_answer)
    yield from _due_changes(movement)


def _answer_in_words(request: Request) -> str:
    """What the board was asked, and what it answered, in words."""
    by = f" by {request.agreed_by}" if request.agreed_by else ""
    answers = [f"{word} {day_in_words(day)}" for word, day in dated_answers(request)]
    return ", ".join([asked_in_words(request), *(answers or ["not answered"])]) + by


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


def _standing_changes(movement: Movement) -> Iterator[Change]:
    old, new = movement.pair
    old_standing, new_standing = old.progress.standing, new.progress.standing
    if old_standing is new_standing and not _is_overdue_again(movement):
        return
    cause = Cause.TIME if movement.passed.progress.standing is new_standing else Cause.FACTS
    change = movement.change(Kind.REOPENED, "standing", old_standing.value, new_standing.value)
    change = change._replace(why=new.progress.why, cause=cause)
    if new_standing in _NEWS and not (new_standing is Standing.COMPLETE and old.is_delivered):
        yield change._replace(kind=_NEWS[Standing(new_standing)])
    if not old.is_open and new.is_open:
        yield change
    if old.is_paused and new.is_under_way and not new.is_overdue:
        yield change._replace(kind=Kind.RESUMED)


def _is_overdue_again(movement: Movement) -> bool:
    """Whether an overdue action got a later date since, and that has passed as well."""
    old, new = movement.pair
    due = new.promise.due
    if not new.is_overdue or due is None or due == old.promise.due:
        return False
    return due >= movement.before.as_at


def _rating_changes(movement: Movement, field: str) -> Iterator[Change]:
    old, new, aged = (
        _rating_of(judgement, field) for judgement in (*movement.pair, movement.passed)
    )
    if old.rating is new.rating:
        return
    before, after = (_rag_key(criteria, field) for criteria in (movement.before, movement.after))
    worths = before.worth(old.rating, old.standing), after.worth(new.rating, new.standing)
    kind = _rating_kind(*worths)
    if field == "progress_rag" and _is_by_pause(movement) and kind is Kind.RATED_BETTER:
        kind = Kind.RATED_OTHERWISE
    cause = Cause.FACTS
    if aged.rating is new.rating:
        cause = Cause.TIME
    elif (aged.declared or after.ratings[aged.standing]) is new.rating:
        cause = Cause.KEY
    change = movement.change(kind, field, old.rating.value, new.rating.value)
    yield change._replace(why=_rating_reason(new), cause=cause)


def _is_by_pause(movement: Movement) -> bool:
    """Whether an action was stopped since, which makes no rating better."""
    old, new = movement.pair
    return (new.is_paused and not old.is_paused) or (new.is_withdrawn and not old.is_withdrawn)


def _rating_reason(rated: Rated) -> str:
    """Why a rating is what it is: what the lead declares, and what the facts say to that."""
    if rated.declared is None:
        return rated.why
    is_silent = rated.computed is Rating.GREY and not rated.disputed
    if rated.computed is rated.declared or is_silent:
        return "declared by the lead"
    return f"declared by the lead; the facts say {rated.computed.value}: {rated.why}"


def _rating_of(judgement: Judged, field: str) -> Rated:
    return judgement.progress if field == "progress_rag" else judgement.impact


def _rag_key(criteria: Bench, field: str) -> Key:
    return criteria.progress_key if field == "progress_rag" else criteria.impact_key


def _rating_kind(before: Worth | None, after: Worth | None) -> Kind:
    if before is None or after is None or before == after:
        return Kind.RATED_OTHERWISE
    return Kind.RATED_WORSE if after > before else Kind.RATED_BETTER


def is_original_changed(movement: Movement) -> bool:
    """Whether the first promise was changed; a first date where there was none is no change.

    A correction that stands beside it changes nothing in place.
    """
    old, new = (judgement.action.as_first_written for judgement in movement.pair)
    calendar = movement.after.calendar
    return old is not None and (new is None or means(old, calendar) != means(new, calendar))


def _original_change(movement: Movement) -> Change:
    old, new = (judgement.action.as_first_written for judgement in movement.pair)
    written = [timescale.as_in_file if timescale else None for timescale in (old, new)]
    return movement.change(Kind.ORIGINAL_CHANGED, "timescale", *written)


def _due_changes(movement: Movement) -> Iterator[Change]:
    old, new = movement.pair.old.promise.due, movement.pair.new.promise.due
    if old == new:
        return
    cause = Cause.TIME if movement.passed.promise.due == new else Cause.FACTS
    change = movement.change(Kind.DATE_SET, "due", _iso_day(old), _iso_day(new))._replace(
        cause=cause
    )
    if old is not None:
        kind = Kind.SLIPPED if new is None or new > old else Kind.BROUGHT_FORWARD
        why = authority(
            movement.pair, movement.before, movement.after, original=is_original_changed(movement)
        )
        change = change._replace(kind=kind, why=why)
    yield change


def slip_in_words(old: date, new: date) -> str:
    """How far a date moved: by 61 days, from 29 February 2024 to 30 April 2024."""
    return f"by {days(abs((new - old).days))}, from {day_in_words(old)} to {day_in_words(new)}"


def _iso_day(day: date | None) -> str | None:
    return day.isoformat() if day else None
