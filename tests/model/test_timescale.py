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
