"""The meetings of a board: those that are listed, and those that its rule gives."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from planctl.model.calendar import Calendar, Meeting
from planctl.model.document import Board, BoardMeeting, Governance, Meets, MeetsEvery
from planctl.model.scalar import Timescale
from planctl.model.timescale import InMonth, OnDay

_STEPS: Final = {MeetsEvery.MONTH: 1, MeetsEvery.TWO_MONTHS: 2, MeetsEvery.QUARTER: 3}
_AHEAD: Final = 60  # months, where the rule has no end


def calendar_from(governance: Governance, year_starts: str) -> Calendar:
    """The calendar of a plan with this governance.

    A listed meeting stands for the one that the rule gives in its month: so a meeting is moved.
    One that is listed by its month only, and alone in it, is on the day that the rule gives.
    """
    by_rule = {(meeting.year, meeting.month): meeting for meeting in _by_rule(governance.board)}
    months = listed_months(governance)
    others = (meeting for month, meeting in by_rule.items() if month not in months)
    return Calendar.of([*_listed(governance, by_rule), *others], year_starts)


def listed_months(governance: Governance) -> frozenset[tuple[int, int]]:
    """The years and months in which a meeting is listed, and not only given by the rule."""
    return frozenset(month_of(meeting.on) for meeting in governance.meetings)


def meeting_from(listed: BoardMeeting) -> Meeting:
    """A meeting as governance.yaml lists it."""
    return meeting_named(listed.on)._replace(note=listed.note or "")


def meeting_named(when: Timescale) -> Meeting:
    """The meeting that a day or a month names, whether it is recorded or not."""
    day = when.reading.day if isinstance(when.reading, OnDay) else None
    return Meeting(*month_of(when), day)


def month_of(timescale: Timescale) -> tuple[int, int]:
    """The year and month of a field that holds a day or a month."""
    match timescale.reading:
        case OnDay(day):
            return day.year, day.month
        case InMonth(year, month):
            return year, month
        case _:  # pragma: no cover - the field reads days and months only
            raise AssertionError(timescale)


def _listed(
    governance: Governance, by_rule: Mapping[tuple[int, int], Meeting]
) -> Iterator[Meeting]:
    """The listed meetings, with the day of the rule where the rule's own is meant."""
    count = Counter(month_of(meeting.on) for meeting in governance.meetings)
    for each in governance.meetings:
        meeting, month = meeting_from(each), month_of(each.on)
        if meeting.day is None and month in by_rule and count[month] == 1:
            meeting = meeting._replace(day=by_rule[month].day)
        yield meeting


def _by_rule(board: Board) -> Iterator[Meeting]:
    rule = board.meets
    if rule is None:
        return
    left_out = {month_of(each) for each in rule.not_in}
    for year, month in _months(rule):
        if (year, month) not in left_out:
            meeting = Meeting(year, month, rule.on.in_month(year, month) if rule.on else None)
            if not _is_before_the_start(meeting, rule):
                yield meeting


def _months(rule: Meets) -> Iterator[tuple[int, int]]:
    start = _count(rule.starting)
    end = _count(rule.until) if rule.until else start + _AHEAD - 1
    for count in range(start, end + 1, _STEPS[rule.every]):
        yield count // 12, count % 12 + 1


def _count(timescale: Timescale) -> int:
    year, month = month_of(timescale)
    return year * 12 + month - 1


def _is_before_the_start(meeting: Meeting, rule: Meets) -> bool:
    first = rule.starting.reading
    return meeting.day is not None and isinstance(first, OnDay) and meeting.day < first.day
