"""Timescales: the day they fall due, and how a board paper says them."""

from datetime import date

import pytest

from planctl.model.calendar import Calendar, Meeting
from planctl.model.timescale import (
    AtBoard,
    InMonth,
    InQuarter,
    InYear,
    OnDay,
    Ongoing,
    Reading,
    due_day,
    timescale_in_words,
)
from planctl.model.timescale_grammar import NoSuchDay, read_recent_day

BOARD = Calendar.of((Meeting(2024, 2, date(2024, 2, 14)), Meeting(2024, 3)))
BY_CALENDAR_YEAR = Calendar.of((), "January")


@pytest.mark.parametrize(
    ("reading", "day", "words"),
    [
        (OnDay(date(2024, 2, 9)), date(2024, 2, 9), "9 February 2024"),
        (InMonth(2024, 2), date(2024, 2, 29), "February 2024"),
        (AtBoard(2024, 2), date(2024, 2, 14), "February 2024 board"),
        (AtBoard(2024, 3), date(2024, 3, 31), "March 2024 board"),
        (AtBoard(2024, 4), None, "April 2024 board"),
        (InQuarter(3, 2023), date(2023, 12, 31), "Q3 2023 to 2024 (Oct to Dec 2023)"),
        (InQuarter(4, 2023), date(2024, 3, 31), "Q4 2023 to 2024 (Jan to Mar 2024)"),
        (InYear(2024), date(2025, 3, 31), "2024 to 2025"),
        (Ongoing(), None, "Ongoing"),
    ],
)
def test_a_timescale_has_its_words_and_its_day(
    reading: Reading, day: date | None, words: str
) -> None:
    assert (due_day(reading, BOARD), timescale_in_words(reading, BOARD)) == (day, words)


@pytest.mark.parametrize(
    ("reading", "day", "words"),
    [
        (InQuarter(1, 2024), date(2024, 3, 31), "Q1 2024 (Jan to Mar 2024)"),
        (InYear(2024), date(2024, 12, 31), "2024"),
    ],
)
def test_a_planning_year_from_january_is_one_year(reading: Reading, day: date, words: str) -> None:
    assert due_day(reading, BY_CALENDAR_YEAR) == day
    assert timescale_in_words(reading, BY_CALENDAR_YEAR) == words


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", date(2024, 3, 13)),  # a Wednesday
        (" Yesterday ", date(2024, 3, 12)),
        ("the day before  yesterday", date(2024, 3, 11)),
        ("last friday", date(2024, 3, 8)),
        ("on Tues", date(2024, 3, 12)),
        ("Wednesday", date(2024, 3, 6)),
        ("last thu", date(2024, 3, 7)),
        ("31 Oct", date(2023, 10, 31)),
        ("13 March", date(2024, 3, 13)),
        ("14 MARCH", date(2023, 3, 14)),
        ("29 Feb", date(2024, 2, 29)),
        ("Tue 31st of October", date(2023, 10, 31)),
        ("31/10", date(2023, 10, 31)),
        ("31-Oct", date(2023, 10, 31)),
        ("31 Oct 2022", None),
        ("Oct 24", None),
        ("October", None),
        ("next friday", None),
        ("tomorrow", None),
        ("2024-03-12", None),
        ("", None),
    ],
)
def test_a_past_day_in_words_is_the_nearest_one(text: str, day: date | None) -> None:
    assert read_recent_day(text, date(2024, 3, 13)) == day


def test_the_last_29_february_is_that_of_a_leap_year() -> None:
    assert read_recent_day("29 Feb", date(2024, 2, 28)) == date(2020, 2, 29)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("31 Nov", "“31 Nov” is a day that does not exist: November 2024 has 30 days"),
        ("3/13", "“3/13” names month 13, and a year has 12"),
        ("Fri 31 Oct", "31 October 2023 is a Tuesday, and not a Friday"),
    ],
)
def test_a_past_day_that_cannot_be_is_refused(text: str, message: str) -> None:
    with pytest.raises(NoSuchDay) as refused:
        read_recent_day(text, date(2024, 3, 13))
    assert refused.value.message == message
