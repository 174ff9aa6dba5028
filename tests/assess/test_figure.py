"""Figures in words."""

from decimal import Decimal

import pytest

from planctl.assess.figure_format import format_difference, format_figure, span_in_words
from planctl.assess.trajectory import Span


def _decimal(value: float) -> Decimal:
    """A number as a plan file holds it."""
    return Decimal(str(value))


def _span(low: float | None, high: float | None) -> Span:
    """A span from one figure to another."""
    return Span(*(None if end is None else _decimal(end) for end in (low, high)))


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (27.5, "%", "27.5%"),
        (90.0, "%", "90%"),
        (7.74, "%", "7.74%"),
        (0.0, "%", "0%"),
        (-0.0, None, "0"),
        (-3.25, None, "-3.25"),
        (1200.0, "visits", "1,200 visits"),
        (350000.5, "£", "£350,000.50"),
        (-350.0, "£", "-£350"),
        (0.000001, None, "0.000001"),
        (999999999999.0, None, "999,999,999,999"),
        (26.0, "weeks", "26 weeks"),
        (1.0, "weeks", "1 week"),
        (1.0, "hours per week", "1 hour per week"),
        (1.0, "children", "1 child"),
        (1.0, "Children", "1 Child"),
        (1.0, "children on a plan", "1 child on a plan"),
        (1.0, "children looked after", "1 child looked after"),
        (1.0, "looked after children", "1 looked after child"),
        (1.0, "young people", "1 young person"),
        (1.0, "children and young people", "1 child or young person"),
        (1.0, "families", "1 family"),
        (1.0, "days from referral to visit", "1 day from referral to visit"),
        (1.0, "children's homes", "1 children's home"),
        (1.0, "boxes of files", "1 box of files"),
        (1.0, "EHCPs", "1 EHCP"),
        (1.0, "series", "1 series"),
        (1.0, "FTE", "1 FTE"),
        (1.0, "per 1,000 children", "1 per 1,000 children"),
        (1.0, "% of visits", "1 % of visits"),
        (2.0, "child", "2 children"),
        (0.5, "day", "0.5 days"),
        (1.0, "child", "1 child"),
        (2.0, "young person on a plan", "2 young people on a plan"),
        (2.0, "per week", "2 per week"),
        (2.0, "staff", "2 staff"),
        (1.005, "£", "£1.005"),
        (100.0, None, "100"),
        (1.0, "success", "1 success"),
    ],
)
def test_a_figure_is_printed_as_it_was_given(value: float, unit: str | None, words: str) -> None:
    assert format_figure(_decimal(value), unit) == words


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (1.5, "%", "1.5 points"),
        (-1.0, "%", "1 point"),
        (0.3, "%", "0.3 points"),
        (1.0, "children", "1 child"),
        (2.0, "cases", "2 cases"),
        (2.0, None, "2"),
        (-250.0, "£", "£250"),
    ],
)
def test_a_difference_has_no_sign(value: float, unit: str | None, words: str) -> None:
    assert format_difference(_decimal(value), unit) == words


@pytest.mark.parametrize(
    ("span", "unit", "words"),
    [
        (_span(90, None), "%", "90% or more"),
        (_span(None, 7.74), "%", "7.74% or less"),
        (_span(15, 18), "cases", "15 to 18 cases"),
        (_span(15, 18), "%", "15 to 18%"),
        (_span(0, 1), "children", "0 to 1 children"),
        (_span(1, 1), "children", "1 child"),
        (_span(None, 1), "children", "1 child or less"),
        (_span(26, 26), "weeks", "26 weeks"),
        (_span(100, None), "%", "100%"),
        (_span(None, 0), "%", "0%"),
        (_span(100, None), "visits", "100 visits or more"),
    ],
)
def test_what_is_wanted_is_said_with_its_side(span: Span, unit: str | None, words: str) -> None:
    assert span_in_words(span, unit) == words
