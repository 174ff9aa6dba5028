"""The pace of the last three months, and where it would lead."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from planctl.assess.burn_up import Pace, delivery_pace
from planctl.model.calendar import add_months

AS_AT = date(2024, 3, 13)
FIRST = date(2023, 12, 14)
LONG_AGO = date(2020, 1, 1)


def _pace(*days: date, left: int = 10) -> Pace:
    found = delivery_pace(days, left, LONG_AGO, AS_AT)
    assert found
    return found


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 3, 13), 3, date(2023, 12, 13)),
        (date(2024, 5, 31), 3, date(2024, 2, 29)),
        (date(2023, 5, 31), 3, date(2023, 2, 28)),
        (date(2024, 3, 13), -3, date(2024, 6, 13)),
        (date(2024, 11, 30), -3, date(2025, 2, 28)),
        (date(2024, 12, 31), 12, date(2023, 12, 31)),
    ],
)
def test_the_same_day_of_another_month_or_its_last(day: date, months: int, expected: date) -> None:
    assert add_months(day, -months) == expected


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (date(2023, 12, 13), 0),
        (date(2023, 12, 14), 1),
        (date(2024, 3, 13), 1),
    ],
)
def test_the_last_three_months_begin_the_day_after_the_same_day(day: date, counts: int) -> None:
    assert _pace(day)[:3] == (FIRST, AS_AT, counts)


def test_a_plan_that_is_three_months_old_to_the_day_has_a_pace() -> None:
    assert delivery_pace((), 1, FIRST, AS_AT)
    assert delivery_pace((), 1, FIRST + timedelta(days=1), AS_AT) is None


def test_where_nothing_is_left_there_is_no_pace() -> None:
    assert delivery_pace((AS_AT,), 0, LONG_AGO, AS_AT) is None


def test_a_forecast_is_rounded_down_to_whole_actions() -> None:
    found = _pace(FIRST, FIRST, AS_AT)
    assert found.days == 91
    assert [found.more_by(AS_AT + timedelta(days=days)) for days in (0, 30, 31, 91, 9_999)] == [
        0,
        0,
        1,
        3,
        10,
    ]


def test_all_is_delivered_on_the_first_day_that_the_pace_reaches_it() -> None:
    found = _pace(FIRST, FIRST, AS_AT)
    day = found.all_by
    assert day == AS_AT + timedelta(days=304)
    assert found.more_by(day - timedelta(days=1)) == 9
    assert found.more_by(day) == 10


@pytest.mark.parametrize(("left", "is_told"), [(20, True), (21, False), (1_000_000, False)])
def test_no_forecast_looks_further_than_five_years(left: int, *, is_told: bool) -> None:
    assert (_pace(AS_AT, left=left).all_by is not None) == is_told


def test_at_no_pace_nothing_more_is_ever_delivered() -> None:
    found = _pace()
    assert found.more_by(date(2099, 1, 1)) == 0
    assert found.all_by is None


@given(
    some.lists(some.dates(LONG_AGO, AS_AT)),
    some.integers(1, 100),
    some.dates(AS_AT, date(2060, 1, 1)),
    some.dates(AS_AT, date(2060, 1, 1)),
)
def test_a_forecast_never_falls_and_never_passes_what_is_left(
    days: list[date], left: int, one: date, other: date
) -> None:
    found = delivery_pace(sorted(days), left, LONG_AGO, AS_AT)
    assert found
    sooner, later = (found.more_by(day) for day in sorted((one, other)))
    assert 0 <= sooner <= later <= left
    if found.all_by:
        assert found.more_by(found.all_by) == left
