"""The meetings of a board: those that are listed, and those that its rules give.

A board that changes its rule keeps the old one beside the new: each gives the meetings of its own
time, so that what was agreed at a meeting of the old one stays agreed.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from planctl.model.calendar import Calendar, Meeting
from planctl.model.field_types import Timescale
from planctl.model.plan_files import Board, BoardMeeting, Governance, Meets, MeetsEvery
from planctl.model.timescale import InMonth, OnDay

_STEPS: Final = {MeetsEvery.MONTH: 1, MeetsEvery.TWO_MONTHS: 2, MeetsEvery.QUARTER: 3}
_AHEAD: Final = 60  # months, where the rule has no end


def plan_calendar(governance: Governance, year_starts: str) -> Calendar:
    """The calendar of a plan with this governance.

    A listed meeting stands for the one that a rule gives in its month: so a meeting is moved.
    One that is listed by its month only, and alone in it, is on the day that the rule gives.
    """
    by_rule = list(_meetings_by_rules(governance.board))
    months = listed_months(governance)
    others = (meeting for meeting in by_rule if (meeting.year, meeting.month) not in months)
    return Calendar.of([*_listed_meetings(governance, by_rule), *others], year_starts)


def rules_in_order(board: Board) -> Sequence[tuple[int, Meets]]:
    """The rules with their places in the file, the one that starts first before the others."""
    return sorted(enumerate(board.rules), key=lambda rule: _first_day(rule[1]))


def rules_overlap(earlier: Meets, later: Meets) -> bool:
    """Whether a rule has not ended where a later one starts."""
    return earlier.until is None or meeting_of(earlier.until).last >= _first_day(later)


def is_empty_rule(rule: Meets) -> bool:
    """Whether a rule ends before it starts."""
    return rule.until is not None and meeting_of(rule.until).last < _first_day(rule)


def listed_months(governance: Governance) -> frozenset[tuple[int, int]]:
    """The years and months in which a meeting is listed, and not only given by the rule."""
    return frozenset(year_and_month(meeting.on) for meeting in governance.meetings)


def listed_place(governance: Governance, meeting: Meeting) -> int | None:
    """The place of a meeting among those that governance.yaml lists; none: it is not listed."""
    places = {n: listed_meeting(listed) for n, listed in enumerate(governance.meetings)}
    same_day = (n for n, other in places.items() if other.day and other.day == meeting.day)
    same_month = (n for n, other in places.items() if is_same_meeting(other, meeting))
    return next(same_day, next(same_month, None))


def is_same_meeting(one: Meeting, other: Meeting) -> bool:
    """Whether two are, or as far as is known could be, one meeting."""
    is_other_day = one.day and other.day and one.day != other.day
    return (one.year, one.month) == (other.year, other.month) and not is_other_day


def listed_meeting(listed: BoardMeeting) -> Meeting:
    """A meeting as governance.yaml lists it."""
    return meeting_of(listed.on)._replace(note=listed.note or "")


def meeting_of(when: Timescale) -> Meeting:
    """The meeting that a day or a month names, whether it is recorded or not."""
    day = when.reading.day if isinstance(when.reading, OnDay) else None
    return Meeting(*year_and_month(when), day)


def year_and_month(timescale: Timescale) -> tuple[int, int]:
    """The year and month of a field that holds a day or a month."""
    match timescale.reading:
        case OnDay(day):
            return day.year, day.month
        case InMonth(year, month):
            return year, month
        case _:  # pragma: no cover - the field reads days and months only
            raise AssertionError(timescale)


def _listed_meetings(governance: Governance, by_rule: Sequence[Meeting]) -> Iterator[Meeting]:
    """The listed meetings, with the day of the rule where the rule's own is meant."""
    count = Counter(year_and_month(meeting.on) for meeting in governance.meetings)
    for listed in governance.meetings:
        meeting, month = listed_meeting(listed), year_and_month(listed.on)
        meetings = [other for other in by_rule if (other.year, other.month) == month]
        if meeting.day is None and len(meetings) == count[month] == 1:
            meeting = meeting._replace(day=meetings[0].day)
        yield meeting


def _meetings_by_rules(board: Board) -> Iterator[Meeting]:
    """The meetings of each rule in its own time, which ends where that of another starts."""
    rules = [rule for _, rule in rules_in_order(board)]
    ends = [*map(_first_day, rules[1:]), date.max]
    for rule, end in zip(rules, ends, strict=False):  # without a rule there is an end all the same
        yield from (meeting for meeting in _meetings_by_rule(rule) if meeting.last < end)


def _meetings_by_rule(rule: Meets) -> Iterator[Meeting]:
    left_out = {year_and_month(timescale) for timescale in rule.not_in}
    until = meeting_of(rule.until).last if rule.until else date.max
    for year, month in _rule_months(rule):
        if (year, month) not in left_out:
            meeting = Meeting(year, month, rule.on.in_month(year, month) if rule.on else None)
            if meeting.day is None or _first_day(rule) <= meeting.day <= until:
                yield meeting


def _rule_months(rule: Meets) -> Iterator[tuple[int, int]]:
    start = _month_count(rule.starting)
    end = _month_count(rule.until) if rule.until else start + _AHEAD - 1
    for count in range(start, end + 1, _STEPS[rule.every]):
        yield count // 12, count % 12 + 1


def _month_count(timescale: Timescale) -> int:
    year, month = year_and_month(timescale)
    return year * 12 + month - 1


def _first_day(rule: Meets) -> date:
    """The first day on which a rule can give a meeting."""
    return meeting_of(rule.starting).first
