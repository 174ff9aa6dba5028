"""Figures in words."""

import pytest

from planctl.assess.figure import difference, figure, wanted
from planctl.assess.trajectory import Span


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
        (1.0, "hours per week", "1 hours per week"),
        (1.0, "success", "1 success"),
    ],
)
def test_a_figure_is_printed_as_it_was_given(value: float, unit: str | None, words: str) -> None:
    assert figure(value, unit) == words


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (1.5, "%", "1.5 points"),
        (-1.0, "%", "1 point"),
        (0.1 + 0.2, "%", "0.3 points"),
        (2.0, "cases", "2 cases"),
        (2.0, None, "2"),
        (-250.0, "£", "£250"),
    ],
)
def test_a_difference_has_no_sign(value: float, unit: str | None, words: str) -> None:
    assert difference(value, unit) == words


@pytest.mark.parametrize(
    ("span", "unit", "words"),
    [
        (Span(90, None), "%", "90% or more"),
        (Span(None, 7.74), "%", "7.74% or less"),
        (Span(15, 18), "cases", "15 to 18 cases"),
        (Span(15, 18), "%", "15 to 18%"),
        (Span(26, 26), "weeks", "26 weeks"),
        (Span(100, None), "%", "100%"),
        (Span(None, 0), "%", "0%"),
        (Span(100, None), "visits", "100 visits or more"),
    ],
)
def test_what_is_wanted_is_said_with_its_side(span: Span, unit: str | None, words: str) -> None:
    assert wanted(span, unit) == words
