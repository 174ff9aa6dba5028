"""Timescales: what "by when" can mean, the day it falls due, and its wording in a board paper.

A month means its last day, and so do a quarter and a year; a board means the day of its meeting.
How the words are read is in `written`.
"""

from datetime import date
from enum import StrEnum
from typing import NamedTuple, assert_never

from planctl.model.calendar import MONTHS, Calendar, day_in_words, last_day, month_in_words


class OnDay(NamedTuple):
    """A day of its own."""

    day: date


class InMonth(NamedTuple):
    """By the end of a month."""

    year: int
    month: int


class AtBoard(NamedTuple):
    """At the board's meeting in a month."""

    year: int
    month: int


class InQuarter(NamedTuple):
    """By the end of a quarter (1 to 4) of the planning year that starts in `year`."""

    quarter: int
    year: int


class InYear(NamedTuple):
    """By the end of the planning year that starts in `year`."""

    year: int


class Ongoing(NamedTuple):
    """Without an end."""

    words: str = "Ongoing"


class EachYear(NamedTuple):
    """In a month of every year."""

    month: int

    @property
    def words(self) -> str:
        """As a board paper says it."""
        return f"{MONTHS[self.month - 1]} of any year"


class OutOfTerm(NamedTuple):
    """In the school holidays."""

    words: str = "the school holidays"


class KnownFrom(StrEnum):
    """How far back the first promises of a plan are known."""

    GIT = "git"
    SHALLOW = "shallow git"  # of a clone without its earlier commits
    FILE = "file"


Reading = OnDay | InMonth | AtBoard | InQuarter | InYear | Ongoing | EachYear | OutOfTerm


def due_day(reading: Reading, calendar: Calendar) -> date | None:
    """The day that a timescale falls due; none when it has no end or its meeting is unknown."""
    match reading:
        case OnDay(day):
            return day
        case InMonth(year, month):
            return last_day(year, month)
        case AtBoard(year, month):
            meeting = calendar.meeting_in(year, month)
            return meeting.last if meeting else None
        case InQuarter(quarter, year):
            return last_day(*calendar.quarter_months(quarter, year)[1])
        case InYear(year):
            return last_day(*calendar.quarter_months(4, year)[1])
        case Ongoing() | EachYear() | OutOfTerm():
            return None
        case _:
            assert_never(reading)


def timescale_in_words(reading: Reading, calendar: Calendar) -> str:
    """A timescale as a board paper says it: Q3 2023 to 2024 (Oct to Dec 2023)."""
    match reading:
        case OnDay(day):
            return day_in_words(day)
        case InMonth(year, month):
            return month_in_words(year, month)
        case AtBoard(year, month):
            return f"{month_in_words(year, month)} board"
        case InQuarter(quarter, year):
            first, last = calendar.quarter_months(quarter, year)
            months = f"{MONTHS[first[1] - 1][:3]} to {MONTHS[last[1] - 1][:3]} {last[0]}"
            return f"Q{quarter} {_year_in_words(year, calendar)} ({months})"
        case InYear(year):
            return _year_in_words(year, calendar)
        case Ongoing() | EachYear() | OutOfTerm():
            return reading.words
        case _:
            assert_never(reading)


def _year_in_words(year: int, calendar: Calendar) -> str:
    return str(year) if calendar.year_starts == 1 else f"{year} to {year + 1}"
