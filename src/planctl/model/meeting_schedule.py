"""The meetings of a board: those that are listed, and those that its rules give.

A board that changes its rule keeps the old one beside the new: each gives the meetings of its own
time, so that what was agreed at a meeting of the old one stays agreed.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from planctl.model.calendar import Calendar, Meeting, add_months
from planctl.model.field_types import Timescale
from planctl.model.governance import Board, BoardMeeting, Governance, Meets, SchoolTerm
from planctl.model.meeting_rule import Interval, Unit, parse_interval
from planctl.model.timescale import EachYear, InMonth, OnDay, OutOfTerm

_AHEAD: Final = 60  # months, where the rule has no end


def plan_calendar(governance: Governance, year_starts: str) -> Calendar:
    """The calendar of a plan with this governance.

    A listed meeting stands for the one that a rule gives in its month: so a meeting is moved.
    One that is listed by its month only, and alone in it, is on the day that the rule gives.
    """
    by_rule = list(_meetings_by_rules(governance))
    listed = list(_listed_meetings(governance, by_rule))
    return Calendar.of([*listed, *_not_listed(by_rule, listed)], year_starts)


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


def _not_listed(by_rule: Sequence[Meeting], listed: Iterable[Meeting]) -> list[Meeting]:
    """The meetings of the rules without those that a listed one of their month stands for.

    A rule of weeks can give two in a month: then a listed day stands for the nearest.
    """
    rest = list(by_rule)
    for meeting in listed:
        month = (meeting.year, meeting.month)
        days = [other for other in rest if (other.year, other.month) == month]
        nearest = sorted(days, key=lambda other: abs(other.last - meeting.last))
        for other in nearest[:1] if meeting.day else days:
            rest.remove(other)
    return rest


def _meetings_by_rules(governance: Governance) -> Iterator[Meeting]:
    """The meetings of each rule in its own time, which ends where that of another starts."""
    rules = [rule for _, rule in rules_in_order(governance.board)]
    ends = [*map(_first_day, rules[1:]), date.max]
    for rule, end in zip(rules, ends, strict=False):  # without a rule there is an end all the same
        for meeting in _meetings_by_rule(rule, governance.school_terms):
            if meeting.last < end:
                yield meeting


def _meetings_by_rule(rule: Meets, terms: Sequence[SchoolTerm]) -> Iterator[Meeting]:
    every = parse_interval(rule.every)
    until = meeting_of(rule.until).last if rule.until else date.max
    for meeting in _in_steps(rule, every, terms):
        in_time = meeting.day is None or _first_day(rule) <= meeting.day <= until
        if in_time and not any(_is_left_out(meeting, time, every, terms) for time in rule.not_in):
            yield meeting


def _in_steps(rule: Meets, every: Interval, terms: Sequence[SchoolTerm]) -> Iterator[Meeting]:
    """A meeting for each step of a rule, whatever it leaves out."""
    if every.is_of_terms:
        yield from _term_meetings(rule, every, terms)
    elif every.unit is Unit.WEEK:
        yield from _weekly_meetings(rule, every)
    else:
        for year, month in _rule_months(rule, every.number):
            yield Meeting(year, month, rule.on.in_month(year, month) if rule.on else None)


def _weekly_meetings(rule: Meets, every: Interval) -> Iterator[Meeting]:
    """The first meeting, and those of the same weekday after it; none where its day is unknown."""
    day = meeting_of(rule.starting).day
    last = meeting_of(rule.until).last if rule.until else None
    while day and day <= (last or add_months(_first_day(rule), _AHEAD)):
        yield Meeting(day.year, day.month, day)
        day += timedelta(weeks=every.number)


def _term_meetings(rule: Meets, every: Interval, terms: Sequence[SchoolTerm]) -> Iterator[Meeting]:
    """A meeting in each term or half term since the rule starts; none without its weekday."""
    times = [
        (first, last)
        for first, last in term_times(terms, in_halves=every.unit is Unit.HALF_TERM)
        if last >= _first_day(rule)
    ]
    for first, last in times[:: every.number]:
        day = rule.on.within(first, last) if rule.on else None
        if day:
            yield Meeting(day.year, day.month, day)


def term_times(
    terms: Iterable[SchoolTerm], *, in_halves: bool = True
) -> Iterator[tuple[date, date]]:
    """The first and the last day of each term, or of each of its halves, in their order."""
    for term in sorted(terms, key=lambda term: term.starts):
        if in_halves and term.half_term:
            yield term.starts, term.half_term.starts - timedelta(days=1)
            yield term.half_term.ends + timedelta(days=1), term.ends
        else:
            yield term.starts, term.ends


def _is_left_out(
    meeting: Meeting, time: Timescale, every: Interval, terms: Sequence[SchoolTerm]
) -> bool:
    """Whether a rule leaves out the meeting: by its month, by its day, or by the holidays."""
    match time.reading:
        case OnDay(day) if every.unit is not Unit.MONTH:
            return meeting.day == day
        case EachYear(month):
            return meeting.month == month
        case OutOfTerm():
            return not any(a <= meeting.first and meeting.last <= b for a, b in term_times(terms))
        case _:
            return (meeting.year, meeting.month) == year_and_month(time)


def _rule_months(rule: Meets, step: int) -> Iterator[tuple[int, int]]:
    start = _month_count(rule.starting)
    end = _month_count(rule.until) if rule.until else start + _AHEAD - 1
    for count in range(start, end + 1, step):
        yield count // 12, count % 12 + 1


def _month_count(timescale: Timescale) -> int:
    year, month = year_and_month(timescale)
    return year * 12 + month - 1


def _first_day(rule: Meets) -> date:
    """The first day on which a rule can give a meeting."""
    return meeting_of(rule.starting).first
