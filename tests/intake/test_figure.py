"""Cells of somebody's table: figures and days by stated rules, and what is refused."""

from datetime import date

import pytest

from planctl.intake.figures import read_figure, read_figure_day
from planctl.model.timescale_grammar import Unreadable


@pytest.mark.parametrize(
    ("cell", "unit", "figure"),
    [
        ("27.5", "%", "27.5"),
        (" 27.50 % ", "%", "27.5"),
        ("27.5%", "%", "27.5"),
        ("1,234", None, "1234"),
        ("1,234,567.80", None, "1234567.8"),
        ("1 234", None, "1234"),
        ("1\u00a0234", None, "1234"),
        ("-3", None, "-3"),
        ("0", "%", "0"),
        ("007", None, "7"),
        ("-0", None, "0"),
        ("-0.5", None, "-0.5"),
        ("0.50", None, "0.5"),
        ("1 week", "weeks", "1"),
        ("12 weeks", "weeks", "12"),
        ("£1,200", "£", "1200"),
        ("0.3333333333", None, "0.333333"),
        ("2.9999999999", None, "3"),
        ("n/a", "%", "not available"),
        ("..", "%", "not available"),
        ("-", "%", "not available"),
        ("[x]", "%", "not available"),
        ("Not available", "%", "not available"),
        ("<5", "%", "withheld"),
        ("< 10", "%", "withheld"),
        ("[c]", "%", "withheld"),
        ("*", "%", "withheld"),
        ("[p]", "%", "provisional"),
        ("", "%", ""),
        ("  ", "%", ""),
    ],
)
def test_a_figure_is_read_by_a_stated_rule(cell: str, unit: str | None, figure: str) -> None:
    assert read_figure(cell, unit) == figure


@pytest.mark.parametrize(
    ("cell", "unit", "words"),
    [
        ("27,5", None, "write decimals with a point"),
        ("1,23", None, "write decimals with a point"),
        ("(12)", None, "write a number in figures"),
        ("1.2e3", None, "write a number in figures"),
        ("=1+1", None, "write a number in figures"),
        (">95", "%", "write a number in figures"),
        ("about 5", None, "write a number in figures"),
        ("1234567890123", None, "write a number in figures"),
        ("5%", "weeks", "as the measure counts it"),
        ("5%", None, "as the measure counts it"),
        ("nan", None, "write a number in figures"),
    ],
)
def test_what_could_be_read_in_two_ways_is_refused(cell: str, unit: str | None, words: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_figure(cell, unit)
    assert words in refused.value.hint


def test_a_per_cent_of_another_unit_says_both() -> None:
    with pytest.raises(Unreadable, match="is per cent, and the measure is counted in weeks"):
        read_figure("5%", "weeks")


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2024-02-29", date(2024, 2, 29)),
        ("29/02/2024", date(2024, 2, 29)),
        ("3/8/2024", date(2024, 8, 3)),
        ("2024-02-29 00:00:00", date(2024, 2, 29)),
        ("Feb 2024", date(2024, 2, 29)),
        ("Feb-24", date(2024, 2, 29)),
        ("Feb 24", date(2024, 2, 29)),
        ("Feb-2024", date(2024, 2, 29)),
        ("Jan-2000", date(2000, 1, 31)),
        ("2024-02", date(2024, 2, 29)),
        ("02/2024", date(2024, 2, 29)),
        ("29-Feb-24", date(2024, 2, 29)),
        ("29 February 2024", date(2024, 2, 29)),
        ("45351", date(2024, 2, 29)),
        ("Q3 2023-24", date(2023, 12, 31)),
    ],
)
def test_a_day_is_read_by_a_stated_rule(cell: str, day: date) -> None:
    assert read_figure_day(cell) == day


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "soon",
        "2024",
        "02/29/2024",
        "12345",
        "99999",
        "ongoing",
        "Xyz-24",
        "2024-25",
        "13/2024",
        "31-Feb-24",
    ],
)
def test_what_is_no_day_is_refused(cell: str) -> None:
    with pytest.raises(Unreadable):
        read_figure_day(cell)


@pytest.mark.parametrize(
    ("cell", "hint"),
    [
        ("soon", "write a day (29 Feb 2024), or the month that it is for (Feb 2024)"),
        ("2024-25", "write a day (29 Feb 2024), or the month that it is for (Feb 2024)"),
        ("31/2/2024", "write the day that was meant"),
    ],
)
def test_the_hint_on_a_day_fits_a_figure(cell: str, hint: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_figure_day(cell)
    assert refused.value.hint == hint
