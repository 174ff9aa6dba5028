"""Where a measure should be on a day: baseline 1 January 2024 unless the row says otherwise."""

from datetime import date
from decimal import Decimal

import pytest

from planctl.assess.figure_format import span_in_words
from planctl.assess.trajectory import (
    Span,
    better_direction,
    expected_span,
    final_target,
    measure_trajectory,
    round_span,
    target_span,
    trajectory_corners,
)
from planctl.load.content import parse_yaml
from planctl.model.measure import Better, Measure, Target


def _decimal(value: float) -> Decimal:
    """A number as a plan file holds it."""
    return Decimal(str(value))


def _span(low: float | None, high: float | None) -> Span:
    """A span from one figure to another."""
    return Span(*(None if end is None else _decimal(end) for end in (low, high)))


def _measure(text: str) -> Measure:
    given = parse_yaml(f"{{id: some, title: Some, {text}}}")
    return Measure.model_validate(given)


STRAIGHT = (
    "better: higher, baseline: {value: 50, on: 1/1/24}, "
    "targets: [{value: 60, by: 11/1/24}, {value: 80, by: 31/1/24}]"
)
LOWER = "better: lower, baseline: {value: 30, on: 1/1/24}, targets: [{value: 20, by: 11/1/24}]"
WITHIN = (
    "better: within, baseline: {value: 25, on: 1/1/24}, targets: [{low: 15, high: 18, by: 11/1/24}]"
)


@pytest.mark.parametrize(
    ("text", "day", "span"),
    [
        (STRAIGHT, 1, _span(50, None)),
        (STRAIGHT, 6, _span(55, None)),
        (STRAIGHT, 11, _span(60, None)),
        (STRAIGHT, 21, _span(70, None)),
        (STRAIGHT, 31, _span(80, None)),
        (f"{STRAIGHT}, course: steps", 10, _span(50, None)),
        (f"{STRAIGHT}, course: steps", 11, _span(60, None)),
        (f"{STRAIGHT}, course: steps", 30, _span(60, None)),
        (LOWER, 6, _span(None, 25)),
        (LOWER, 20, _span(None, 20)),
        (WITHIN, 6, _span(15, 21.5)),
        (WITHIN, 11, _span(15, 18)),
        ("better: within, targets: [{value: 26, by: 11/1/24}]", 12, _span(26, 26)),
    ],
)
def test_what_is_expected_on_a_day_of_january(text: str, day: int, span: Span) -> None:
    assert expected_span(_measure(text), date(2024, 1, day)) == span


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (STRAIGHT, date(2023, 12, 31)),
        ("better: higher, targets: [{value: 60, by: 11/1/24}]", date(2024, 1, 10)),
        ("better: higher, baseline: {value: 50}, targets: [{value: 60}]", date(2024, 1, 10)),
        ("baseline: {value: 50, on: 1/1/24}", date(2024, 1, 10)),
    ],
)
def test_nothing_is_expected_before_the_trajectory_begins(text: str, day: date) -> None:
    assert expected_span(_measure(text), day) is None


def test_targets_count_in_the_order_of_their_days() -> None:
    text = "better: higher, targets: [{value: 80, by: 31/1/24}, {value: 60, by: 11/1/24}]"
    assert [stop.on.day for stop in measure_trajectory(_measure(text))] == [11, 31]


def test_a_target_before_the_baseline_is_no_part_of_the_trajectory() -> None:
    text = (
        "better: higher, baseline: {value: 50, on: 20/1/24}, "
        "targets: [{value: 40, by: 11/1/24}, {value: 60, by: 30/1/24}]"
    )
    assert [stop.on.day for stop in measure_trajectory(_measure(text))] == [20, 30]


@pytest.mark.parametrize("day", ["11/1/24", "20/1/24"])
def test_a_target_that_is_not_after_the_baseline_plans_nothing(day: str) -> None:
    text = (
        f"better: higher, baseline: {{value: 50, on: 20/1/24}}, targets: [{{value: 60, by: {day}}}]"
    )
    measure = _measure(text)
    assert measure_trajectory(measure) == ()
    assert expected_span(measure, date(2024, 2, 1)) is None
    assert final_target(measure) == (measure.targets[0], _span(60, None))


def test_a_range_begins_at_the_first_target_after_the_baseline() -> None:
    text = (
        "better: within, baseline: {value: 25, on: 20/1/24}, "
        "targets: [{low: 1, high: 50, by: 11/1/24}, {low: 15, high: 18, by: 30/1/24}]"
    )
    assert measure_trajectory(_measure(text))[0].span == _span(15, 25)


@pytest.mark.parametrize(
    ("span", "than", "is_wider"),
    [
        (_span(80, None), _span(90, None), True),
        (_span(90, None), _span(90, None), False),
        (_span(95, None), _span(90, None), False),
        (_span(None, 25), _span(None, 20), True),
        (_span(None, 15), _span(None, 20), False),
        (_span(10, 25), _span(11, 25), True),
        (_span(11, 25), _span(10, 24), False),
        (_span(12, 24), _span(11, 25), False),
        (_span(10, None), _span(None, 25), False),
    ],
)
def test_whether_a_target_asks_for_less_than_another(
    span: Span, than: Span, *, is_wider: bool
) -> None:
    assert span.is_wider(than) is is_wider


def test_of_two_targets_by_one_day_the_last_counts() -> None:
    text = "better: higher, targets: [{value: 60, by: 11/1/24}, {value: 65, by: 11/1/24}]"
    assert expected_span(_measure(text), date(2024, 1, 11)) == _span(65, None)
    begun = _measure(f"{text}, baseline: {{value: 55, on: 1/1/24}}")
    assert expected_span(begun, date(2024, 1, 6)) == _span(60, None)


@pytest.mark.parametrize(
    ("first", "last", "share", "printed"),
    [
        ("7.74", "6.0", 3, "7.2"),
        ("0.02", "0.01", 3, "0.017"),
        ("1000.0", "1333.0", 3, "1,100"),
        ("5.0", "5.0", 3, "5"),
        ("-1", "1", 5, "0"),
        ("7.745", "6.001", 0, "7.745"),
        ("7.745", "6.001", 10, "6.001"),
    ],
)
def test_a_worked_out_figure_is_printed_with_only_the_decimals_that_it_deserves(
    first: str, last: str, share: int, printed: str
) -> None:
    text = (
        f"better: higher, baseline: {{value: {first}, on: 1/1/24}}, "
        f"targets: [{{value: {last}, by: 11/1/24}}]"
    )
    measure = _measure(text)
    span = expected_span(measure, date(2024, 1, 1 + share))
    assert span is not None
    assert span_in_words(round_span(measure, span), None) == f"{printed} or more"


@pytest.mark.parametrize(
    ("exact", "tolerance", "seen", "printed"),
    [
        ("0.7447", "0", "0.72", "0.74"),
        ("0.7715", "0", "0.78", "0.77"),
        ("101.43", "0", "101", "101.4"),
        ("101.43", "0", "101.43", "101.43"),
        ("101.43", "0", "90", "101"),
        ("26.04", "1", "27.02", "26.04"),  # within its tolerance; of 26 it would not be
        ("25.96", "1", "27.0", "25.96"),  # beyond it; of 26 it would be within
        ("25.96", "1", "28", "26"),
    ],
)
def test_a_worked_out_figure_has_as_many_decimals_as_the_words_beside_it_take(
    exact: str, tolerance: str, seen: str, printed: str
) -> None:
    text = f"better: higher, tolerance: {tolerance}, targets: [{{value: 1}}]"
    found = round_span(_measure(text), Span(Decimal(exact), None), Decimal(seen))
    assert found == Span(Decimal(printed), None)


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("better: lower", Better.LOWER),
        ("better: lower, targets: [{low: 1, high: 2}]", Better.LOWER),
        ("targets: [{low: 1, high: 2}]", Better.WITHIN),
        ("baseline: {value: 5}, targets: [{value: 9}]", Better.HIGHER),
        ("baseline: {value: 5}, targets: [{value: 2}]", Better.LOWER),
        ("baseline: {value: 5}, targets: [{value: 5}]", None),
        ("baseline: {value: 5}, targets: [{low: 5}]", None),
        ("targets: [{value: 5}]", None),
        ("baseline: {value: 5}", None),
        (
            "baseline: {value: 5}, targets: [{value: 2, by: 1/1/25}, {value: 9, by: 1/1/24}]",
            Better.LOWER,
        ),
        ("baseline: {value: 5}, targets: [{value: 9}, {value: 2, by: 1/1/24}]", Better.HIGHER),
        ("baseline: {value: 5}, targets: [{value: 2}, {by: 1/1/24}]", Better.LOWER),
    ],
)
def test_which_way_is_better_is_said_or_shown(text: str, way: Better | None) -> None:
    assert better_direction(_measure(text)) is way


@pytest.mark.parametrize(
    ("text", "way", "span"),
    [
        ("{value: 5}", Better.HIGHER, _span(5, None)),
        ("{low: 5}", Better.HIGHER, _span(5, None)),
        ("{high: 5}", Better.HIGHER, None),
        ("{value: 5}", Better.LOWER, _span(None, 5)),
        ("{high: 5}", Better.LOWER, _span(None, 5)),
        ("{low: 5}", Better.LOWER, None),
        ("{low: 4, high: 5}", Better.WITHIN, _span(4, 5)),
        ("{low: 4}", Better.WITHIN, _span(4, None)),
        ("{high: 4}", Better.WITHIN, _span(None, 4)),
        ("{value: 4}", Better.WITHIN, _span(4, 4)),
        ("{by: 1/1/24}", Better.WITHIN, None),
        ("{value: 5}", None, None),
    ],
)
def test_what_a_target_asks_for(text: str, way: Better | None, span: Span | None) -> None:
    assert target_span(Target.model_validate(parse_yaml(text)), way) == span


@pytest.mark.parametrize(
    ("span", "figure", "miss"),
    [
        (_span(90, None), 95, 0),
        (_span(90, None), 90, 0),
        (_span(90, None), 80, 10),
        (_span(None, 20), 27.5, 7.5),
        (_span(15, 18), 16, 0),
        (_span(15, 18), 13, 2),
        (_span(15, 18), 20, 2),
        (_span(None, 0.3), 0.3, 0),
        (_span(0.745, None), 0.72, 0.025),
    ],
)
def test_how_far_a_figure_misses_what_is_wanted(span: Span, figure: float, miss: float) -> None:
    assert span.miss(_decimal(figure)) == _decimal(miss)


@pytest.mark.parametrize(
    ("span", "before", "after", "better_by"),
    [
        (_span(90, None), 80, 85, 5),
        (_span(90, None), 98, 92, -6),
        (_span(None, 2), 3.5, 1.9, 1.6),
        (_span(None, 20), 30, 33, -3),
        (_span(15, 18), 25, 20, 5),
        (_span(15, 18), 16, 17, 0),
        (_span(15, 18), 17, 13, -2),
    ],
)
def test_how_much_better_a_figure_is_than_one_before(
    span: Span, before: float, after: float, better_by: float
) -> None:
    assert span.better_by(_decimal(before), _decimal(after)) == _decimal(better_by)


@pytest.mark.parametrize(
    ("span", "edge"),
    [(_span(90, None), 90), (_span(None, 20), 20), (_span(15, 18), None), (_span(26, 26), 26)],
)
def test_only_a_range_has_no_one_figure_to_begin_at(span: Span, edge: float | None) -> None:
    assert span.edge == edge


def test_the_target_in_the_end_is_the_last_by_its_day_and_one_without_a_day_comes_last() -> None:
    dated = _measure("better: higher, targets: [{value: 9, by: 1/1/25}, {value: 5, by: 1/1/24}]")
    bare = _measure("better: higher, targets: [{value: 9}, {value: 5, by: 1/1/24}, {high: 3}]")
    assert [found[1].low for found in map(final_target, (dated, bare)) if found] == [9, 9]
    assert final_target(_measure("better: higher, targets: [{high: 3}]")) is None


def test_of_targets_without_a_day_the_last_is_the_target_in_the_end() -> None:
    found = final_target(_measure("better: higher, targets: [{value: 70}, {value: 90}]"))
    assert found is not None
    assert found[1] == _span(90, None)


def test_the_corners_of_a_trajectory_are_cut_to_the_days_asked_for() -> None:
    corners = trajectory_corners(_measure(STRAIGHT), date(2024, 1, 6), date(2024, 2, 10))
    assert [(stop.on, float(stop.span.low or 0)) for stop in corners] == [
        (date(2024, 1, 6), 55),
        (date(2024, 1, 11), 60),
        (date(2024, 1, 31), 80),
        (date(2024, 2, 10), 80),
    ]


def test_a_trajectory_that_begins_later_has_no_corner_before() -> None:
    corners = trajectory_corners(_measure(STRAIGHT), date(2023, 12, 1), date(2024, 1, 6))
    assert [(stop.on, float(stop.span.low or 0)) for stop in corners] == [
        (date(2024, 1, 1), 50),
        (date(2024, 1, 6), 55),
    ]
