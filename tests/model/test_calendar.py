"""The calendar that a plan runs by."""

from datetime import date

import pytest

from planctl.model.calendar import (
    Calendar,
    DayOfMonth,
    Meeting,
    day_in_words,
    last_day,
    month_in_words,
)

FEBRUARY = Meeting(2024, 2, date(2024, 2, 14))
MARCH = Meeting(2024, 3)
LATE_MARCH = Meeting(2024, 3, date(2024, 3, 27), "extraordinary")
BOARD = Calendar.of((LATE_MARCH, MARCH, FEBRUARY))


def test_a_day_in_words_has_no_ordinal_and_no_nought() -> None:
    assert day_in_words(date(2017, 6, 4)) == "4 June 2017"


def test_a_month_in_words_is_its_name_and_its_year() -> None:
    assert month_in_words(2017, 12) == "December 2017"


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(2024, 2, 29), (2023, 2, 28), (2100, 2, 28), (2024, 4, 30), (2024, 12, 31)],
)
def test_the_last_day_of_a_month_knows_leap_years(year: int, month: int, day: int) -> None:
    assert last_day(year, month) == date(year, month, day)


def test_a_meeting_without_a_day_may_be_as_late_as_the_end_of_its_month() -> None:
    assert MARCH.last == date(2024, 3, 31)
    assert MARCH.words == "March 2024 (day not recorded)"


def test_a_meeting_with_a_day_is_on_that_day() -> None:
    assert FEBRUARY.last == date(2024, 2, 14)
    assert FEBRUARY.words == "14 February 2024"


@pytest.mark.parametrize(
    ("meeting", "day", "expected"),
    [
        (FEBRUARY, date(2024, 2, 14), True),
        (FEBRUARY, date(2024, 2, 15), False),
        (MARCH, date(2024, 3, 1), True),
        (MARCH, date(2024, 4, 1), False),
        (MARCH, date(2023, 3, 1), False),
    ],
)
def test_a_meeting_may_be_on_its_day_or_on_any_day_of_its_month(
    meeting: Meeting, day: date, *, expected: bool
) -> None:
    assert meeting.may_be_on(day) is expected


def test_meetings_are_kept_earliest_first() -> None:
    assert BOARD.meetings == (FEBRUARY, LATE_MARCH, MARCH)


@pytest.mark.parametrize(
    ("as_at", "meeting"),
    [
        (date(2024, 1, 1), FEBRUARY),
        (date(2024, 2, 14), FEBRUARY),
        (date(2024, 2, 15), LATE_MARCH),
        (date(2024, 3, 28), MARCH),
        (date(2024, 3, 31), MARCH),
        (date(2024, 4, 1), None),
    ],
)
def test_the_next_meeting_is_the_first_on_or_after_the_day(
    as_at: date, meeting: Meeting | None
) -> None:
    assert BOARD.next_meeting(as_at) == meeting


@pytest.mark.parametrize(
    ("before", "meeting"),
    [
        (date(2024, 2, 14), None),
        (date(2024, 2, 15), FEBRUARY),
        (date(2024, 3, 27), FEBRUARY),
        (date(2024, 3, 28), LATE_MARCH),
        (date(2024, 3, 31), LATE_MARCH),
        (date(2024, 4, 1), MARCH),
    ],
)
def test_the_last_meeting_is_the_latest_that_is_over_the_day_before(
    before: date, meeting: Meeting | None
) -> None:
    assert BOARD.last_meeting(before) == meeting


@pytest.mark.parametrize(
    ("meeting", "days_before", "day"),
    [
        (FEBRUARY, 7, date(2024, 2, 7)),
        (FEBRUARY, 14, date(2024, 1, 31)),
        (FEBRUARY, 0, date(2024, 2, 14)),
        (FEBRUARY, None, None),
        (MARCH, 7, None),
    ],
)
def test_papers_are_due_some_days_before_a_meeting_whose_day_is_known(
    meeting: Meeting, days_before: int | None, day: date | None
) -> None:
    assert meeting.papers_due(days_before) == day


@pytest.mark.parametrize(
    ("which", "weekday", "day"),
    [
        (1, 3, 1),  # February 2024 begins on a Thursday
        (1, 2, 7),
        (2, 2, 14),
        (4, 2, 28),
        (4, 3, 22),
        (-1, 3, 29),
        (-1, 2, 28),
        (-1, 4, 23),
    ],
)
def test_such_a_day_as_the_second_wednesday_of_a_month(which: int, weekday: int, day: int) -> None:
    assert DayOfMonth(which, weekday, "").in_month(2024, 2) == date(2024, 2, day)


def test_the_meeting_in_a_month_is_the_first_of_that_month() -> None:
    assert BOARD.meeting_in(2024, 3) == LATE_MARCH
    assert BOARD.meeting_in(2023, 3) is None


def test_the_meeting_on_a_day_is_found_by_day_before_month() -> None:
    assert BOARD.meeting_on(date(2024, 3, 27)) == LATE_MARCH
    assert BOARD.meeting_on(date(2024, 3, 5)) == MARCH
    assert BOARD.meeting_on(date(2024, 2, 15)) is None


@pytest.mark.parametrize(
    ("year_starts", "quarter", "months"),
    [
        ("April", 1, ((2023, 4), (2023, 6))),
        ("April", 3, ((2023, 10), (2023, 12))),
        ("April", 4, ((2024, 1), (2024, 3))),
        ("January", 4, ((2023, 10), (2023, 12))),
        ("September", 2, ((2023, 12), (2024, 2))),
        ("December", 1, ((2023, 12), (2024, 2))),
    ],
)
def test_quarters_count_from_the_month_that_the_planning_year_starts_in(
    year_starts: str, quarter: int, months: tuple[tuple[int, int], tuple[int, int]]
) -> None:
    assert Calendar.of((), year_starts).quarter_months(quarter, 2023) == months
