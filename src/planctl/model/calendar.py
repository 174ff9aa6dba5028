"""The calendar that a plan runs by: months in words, the board's meetings, the planning year.

Days are whole and carry no hour: due today is on time, overdue starts the day after.
"""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from typing import Final, Literal, NamedTuple, get_args

from planctl.model.problem import MEND, Stop

MonthName = Literal[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
MONTHS: Final[tuple[str, ...]] = get_args(MonthName)

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKS_OF_MONTH: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}


def day_in_words(day: date) -> str:
    """A day as public service writes it: 4 June 2017."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def iso_day(day: date | None) -> str | None:
    """A day as programs read it."""
    return day.isoformat() if day else None


def month_in_words(year: int, month: int) -> str:
    """A month as public service writes it: June 2017."""
    return f"{MONTHS[month - 1]} {year}"


@cache
def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def add_months(day: date, months: int) -> date:
    """The same day of another month, or the last of one that has no such day."""
    last = last_day(*_year_and_month(day.year * 12 + day.month - 1 + months))
    return last.replace(day=min(day.day, last.day))


class DayOfMonth(NamedTuple):
    """Such as the second Wednesday: which of them (-1 for the last), and Monday as nought."""

    which: int
    weekday: int
    written: str

    def in_month(self, year: int, month: int) -> date:
        """That day of a month."""
        if self.which < 0:
            last = last_day(year, month)
            return last - timedelta(days=(last.weekday() - self.weekday) % 7)
        first = date(year, month, 1)
        return first + timedelta(days=self._days_ahead(first))

    def within(self, first: date, last: date) -> date | None:
        """That day of a term, from its first day to its last; none where that is too short."""
        back = (last.weekday() - self.weekday) % 7
        ahead = self._days_ahead(first)
        day = last - timedelta(back) if self.which < 0 else first + timedelta(days=ahead)
        return day if first <= day <= last else None

    def _days_ahead(self, first: date) -> int:
        return (self.weekday - first.weekday()) % 7 + 7 * (self.which - 1)


class Meeting(NamedTuple):
    """A meeting of the board: its day, or only the month where the day is not known yet."""

    year: int
    month: int
    day: date | None = None
    note: str = ""

    @property
    def first(self) -> date:
        """The day of the meeting, or the first day that it can be on."""
        return self.day or date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """The day of the meeting, or the last day that it can be on."""
        return self.day or last_day(self.year, self.month)

    @property
    def words(self) -> str:
        """When the meeting is, as a board paper says it."""
        return self.name if self.day else f"{self.name} (day not recorded)"

    @property
    def name(self) -> str:
        """Its day, or its month, and no more."""
        return day_in_words(self.day) if self.day else month_in_words(self.year, self.month)

    @property
    def iso(self) -> str:
        """Its day or its month in figures, for the name of a file: 2024-02-14, or 2024-02."""
        return self.day.isoformat() if self.day else f"{self.year}-{self.month:02}"

    @property
    def deadline(self) -> str:
        """By when something is done before the meeting, as a board paper says it."""
        if self.day:
            return f"by the board of {self.name}"
        return f"by the end of {self.name} (day of the board not recorded)"

    def papers_due(self, days_before: int | None) -> date | None:
        """The day its papers are due; none while that or its own day is not known."""
        if self.day is None or days_before is None:
            return None
        return self.day - timedelta(days=days_before)

    def may_be_on(self, day: date) -> bool:
        """Whether this meeting is, or as far as is known could be, on that day."""
        if self.day:
            return self.day == day
        return (self.year, self.month) == (day.year, day.month)


WHEN_UNKNOWN: Final = "so nobody can tell when the board meets"


class Calendar(NamedTuple):
    """What turns the words of a timescale into a day: meetings, and when the year starts."""

    meetings: tuple[Meeting, ...] = ()
    year_starts: int = 4
    unread: str = ""  # the file that would list the meetings, where it could not be read

    @classmethod
    def of(cls, meetings: Iterable[Meeting], year_starts: str = "April") -> "Calendar":
        """The calendar of these meetings, earliest first."""
        ordered = sorted(meetings, key=lambda meeting: meeting.last)
        return cls(tuple(ordered), MONTHS.index(year_starts) + 1)

    def require_meetings(self) -> None:
        """End the run where nobody can tell whether there are any."""
        if self.unread:
            raise Stop(f"{self.unread} could not be read, {WHEN_UNKNOWN}", MEND)

    def last_meeting(self, before: date) -> Meeting | None:
        """The last meeting that is over by the day before; none when none is recorded."""
        past = (meeting for meeting in reversed(self.meetings) if meeting.last < before)
        return next(past, None)

    def last_since(self, day: date, until: date) -> Meeting | None:
        """The last meeting after the one of a day, until another day; none: there was none."""
        later = (m for m in reversed(self.meetings) if day < m.last <= until)
        return next((meeting for meeting in later if not meeting.may_be_on(day)), None)

    def next_meeting(self, as_at: date) -> Meeting | None:
        """The first meeting on or after a day; none when none is recorded."""
        return next((meeting for meeting in self.meetings if meeting.last >= as_at), None)

    def meeting_in(self, year: int, month: int) -> Meeting | None:
        """The board's first meeting in a month; none when none is recorded."""
        return next((m for m in self.meetings if (m.year, m.month) == (year, month)), None)

    def meeting_on(self, day: date) -> Meeting | None:
        """The meeting that is, or may be, on that day."""
        return next((meeting for meeting in self.meetings if meeting.may_be_on(day)), None)

    def same_meeting(self, other: Meeting) -> Meeting | None:
        """The meeting that another calendar's meeting is, by its day, or else by its month."""
        if other.day:
            return self.meeting_on(other.day)
        return self.meeting_in(other.year, other.month)

    def quarter_months(self, quarter: int, year: int) -> tuple[tuple[int, int], tuple[int, int]]:
        """The first and last (year, month) of a quarter of the year that starts in `year`."""
        start = year * 12 + self.year_starts - 1 + 3 * (quarter - 1)
        return _year_and_month(start), _year_and_month(start + 2)


def _year_and_month(count: int) -> tuple[int, int]:
    return count // 12, count % 12 + 1
