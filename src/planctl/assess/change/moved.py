"""What moved in the judgement of one action: its rating, its standing and its dates.

Whether new facts moved a rating or only the passing of time is found by judging the older facts
on the newer day.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from planctl.assess.change.kind import Cause, Change, Kind
from planctl.assess.change.pair import Pair
from planctl.assess.judged import Judged, Rated
from planctl.assess.key import Key
from planctl.assess.promise import days
from planctl.model.action import Extension
from planctl.model.calendar import Calendar, day_in_words
from planctl.model.rating import Standing
from planctl.model.scalar import Timescale
from planctl.model.timescale import Ongoing, due_day


class Movement(NamedTuple):
    """One action in two states, and the older facts as judged on the newer day."""

    pair: Pair
    passed: Judged
    progress_key: Key
    impact_key: Key
    calendar: Calendar

    def change(self, kind: Kind, field: str, old: object, new: object) -> Change:
        """A change of this action."""
        return Change(kind, self.pair.new.ref, self.pair.new.area.ref, field, old, new)


def movements(moved: Movement) -> Iterator[Change]:
    """Every way in which the judgement of an action moved."""
    stands = list(_standing(moved))
    yield from stands
    said = {change.why for change in stands}
    for rated in _rating(moved, "progress_rag"):
        yield rated._replace(why="") if rated.why in said else rated
    yield from _rating(moved, "impact_rag")
    yield from _original(moved)
    yield from _due(moved)


def _standing(moved: Movement) -> Iterator[Change]:
    old, new = moved.pair
    was, stands = old.progress.standing, new.progress.standing
    change = moved.change(Kind.OTHER, "standing", was.value, stands.value)
    change = change._replace(why=new.progress.why)
    if new.is_overdue and not old.is_overdue:
        cause = Cause.TIME if moved.passed.is_overdue else Cause.FACTS
        yield change._replace(kind=Kind.NEWLY_OVERDUE, cause=cause)
    if stands is Standing.EMBEDDED and was is not stands:
        yield change._replace(kind=Kind.EMBEDDED)
    elif new.is_delivered and not old.is_delivered:
        yield change._replace(kind=Kind.COMPLETED)
    if old.is_delivered and new.is_open:
        yield change._replace(kind=Kind.REOPENED)


def _rating(moved: Movement, field: str) -> Iterator[Change]:
    is_progress = field == "progress_rag"
    key = moved.progress_key if is_progress else moved.impact_key
    old, new, passed = (_rated(each, field) for each in (*moved.pair, moved.passed))
    if old.rating is new.rating:
        return
    before, after = key.level(old.rating), key.level(new.rating)
    kind = Kind.RATED_OTHERWISE
    if before is not None and after is not None and before != after:
        kind = Kind.RATED_WORSE if after > before else Kind.RATED_BETTER
    cause = Cause.TIME if passed.rating is new.rating else Cause.FACTS
    change = moved.change(kind, field, old.rating.value, new.rating.value)
    yield change._replace(why=new.why, cause=cause)


def _rated(each: Judged, field: str) -> Rated:
    return each.progress if field == "progress_rag" else each.impact


def _original(moved: Movement) -> Iterator[Change]:
    """The first promise, changed in place; a first date where there was none is no change of it."""
    old, new = (each.action.timescale for each in moved.pair)
    if old is None or (new and _means(old, moved.calendar) == _means(new, moved.calendar)):
        return
    written = new.as_in_file if new else None
    yield moved.change(Kind.ORIGINAL_CHANGED, "timescale", old.as_in_file, written)


def _means(timescale: Timescale, calendar: Calendar) -> object:
    """What a timescale promises, whatever its words: a day, no end, or a meeting not recorded."""
    due = due_day(timescale.reading, calendar)
    return due or (Ongoing() if isinstance(timescale.reading, Ongoing) else timescale.reading)


def _due(moved: Movement) -> Iterator[Change]:
    old, new = moved.pair.old.promise.due, moved.pair.new.promise.due
    if old == new:
        return
    kind = Kind.DATE_SET
    if old is not None:
        kind = Kind.SLIPPED if new is None or new > old else Kind.BROUGHT_FORWARD
    change = moved.change(kind, "due", _iso(old), _iso(new))
    yield change if old is None else change._replace(why=_authority(moved))


def _authority(moved: Movement) -> str:
    """By whose leave a date moved, or that nobody gave it."""
    new = moved.pair.new
    extension = _in_force(new)
    was = _in_force(moved.pair.old)
    if extension and extension != was:
        agreed = day_in_words(extension.agreed) if extension.agreed else ""
        return f"agreed by the board on {agreed}: {extension.reason}"
    if was and not extension:
        return "without the board's agreement: an extension that it had agreed no longer counts"
    if any(_original(moved)):
        return "without the board's agreement: the original timescale was changed"
    return "the plan's own days did not change: those of the board's meetings did"


def _in_force(each: Judged) -> Extension | None:
    """The extension that the date due now comes from."""
    agreed = each.promise.agreed
    found = (e for e in reversed(each.action.extensions) if agreed and e.agreed == agreed)
    return next(found, None)


def slip_in_words(old: date, new: date) -> str:
    """How far a date moved: by 61 days, from 29 February 2024 to 30 April 2024."""
    return f"by {days(abs((new - old).days))}, from {day_in_words(old)} to {day_in_words(new)}"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
