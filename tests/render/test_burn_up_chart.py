"""Where the lines and the words of a burn-up lie."""

import re
from datetime import date
from itertools import pairwise
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as some

from deliveries import OLD, burnt, done, due, plan, seen, stage
from planctl.assess.burn_up import plan_burn_up
from planctl.render.burn_up import burn_up_chart
from planctl.render.chart import Chart, count_scale, spread_labels

AS_AT: Final = date(2024, 3, 13)
APRIL: Final = (due("1 Apr 2024", "progress: [{date: 2023-12-01, note: Begun.}]"),)


def _paths(of: Chart) -> dict[str, str]:
    return {line.name: line.path for line in of.lines}


def _words(of: Chart) -> list[str]:
    return [label.words for label in of.labels]


def test_a_line_goes_up_in_steps_on_the_days_themselves() -> None:
    # From 1 December to 30 April there are 151 days; the axis goes from nought to two.
    two = due("1 Apr 2024"), due("30 Apr 2024")
    path = _paths(burn_up_chart(burnt(*APRIL, *two[1:])))["due"]
    assert path == "M0 240H807.9V120H1000V0H1000"


def test_what_falls_on_one_day_is_one_step() -> None:
    path = _paths(burn_up_chart(burnt(*APRIL * 2)))["due"]
    assert path == "M0 240H807.9V0H1000"


def test_what_is_delivered_ends_on_the_day_as_at_and_the_forecast_goes_on_from_there() -> None:
    of = burn_up_chart(burnt(done("2024-03-01"), *APRIL))
    paths = _paths(of)
    assert paths["delivered"] == "M0 240H602.6V120H682.1V120H682.1"
    assert paths["forecast"] == "M682.1 120L1000 120"
    assert "Delivered 1" in _words(of)


def test_a_forecast_that_reaches_all_goes_on_level() -> None:
    of = burn_up_chart(burnt(*[done("2024-03-01")] * 9, *APRIL))
    assert _paths(of)["forecast"] == "M682.1 24L755 0L1000 0"
    assert "Forecast 10" in _words(of)


def test_without_a_pace_there_is_no_line_of_a_forecast() -> None:
    of = burn_up_chart(burnt(due("30 Apr 2024")))
    assert "forecast" not in _paths(of)
    assert not any(words.startswith("Forecast") for words in _words(of))


def test_a_plan_that_is_over_names_what_is_delivered_at_the_end_of_the_line() -> None:
    over = burn_up_chart(
        burnt(done("2024-03-01", "timescale: 1 Mar 2024"), as_at=date(2024, 3, 31))
    )
    assert _words(over) == [
        "Actions 1",
        "Promised 1",
        "Due now 1",
        "Delivered 1",
        "As at 31 March 2024",
    ]


@pytest.mark.parametrize(
    ("actions", "is_apart"),
    [
        ((done("2024-01-10", due("10 Apr 2024")),), True),
        ((done("2024-01-10", due("10 Apr 2024")), *[due("10 Apr 2024")] * 9), False),
        ((done("2024-01-10", due("31 Dec 2025")),), False),
    ],
)
def test_a_name_that_would_touch_another_stands_among_those_at_the_end(
    actions: tuple[str, ...], *, is_apart: bool
) -> None:
    labels = {label.name: label for label in burn_up_chart(burnt(*actions)).labels}
    assert (labels["delivered"].x == labels["due"].x) == is_apart


def test_deliveries_before_the_start_are_there_from_the_start() -> None:
    of = burn_up_chart(burnt(done("2014-02-01"), *APRIL, inspected="Nov 2023"))
    assert _paths(of)["delivered"].startswith("M0 240H0V120H")


def test_the_number_of_actions_is_that_of_each_board_and_then_that_of_now() -> None:
    now = stage(*APRIL, "", meetings=["12 Dec 2023", "14 Feb 2024"])
    of = burn_up_chart(plan_burn_up(now, seen(now, ("2023-12-01", plan("", "", "", "")))))
    assert _paths(of)["scope"] == "M72.8 0H496.7V0H682.1V120H1000"
    assert of.numbers[-1].words == "4"


def test_a_board_before_the_first_day_is_at_the_start() -> None:
    now = stage(*APRIL, meetings=["12 Dec 2022"], inspected="Nov 2023")
    of = burn_up_chart(plan_burn_up(now, seen(now, ("2022-12-01", plan("")))))
    assert _paths(of)["scope"].startswith("M0 0H")


@pytest.mark.parametrize(
    ("most", "scale"),
    [
        *((1, (1, 1)), (5, (1, 5)), (6, (2, 6)), (33, (10, 40)), (50, (10, 50)), (51, (20, 60))),
        *((1_000, (200, 1_000)), (10_001, (5_000, 15_000))),
    ],
)
def test_the_numbers_on_the_axis_are_round(most: int, scale: tuple[int, int]) -> None:
    assert count_scale(most, 5) == scale


@pytest.mark.parametrize(
    ("begun", "last", "months"),
    [
        ("2024-03-01", "20 Mar 2024", ["Mar 2024"]),
        ("2023-12-05", "30 Apr 2024", ["Dec", "Jan 2024", "Feb", "Mar", "Apr"]),
        ("2024-01-05", "30 Apr 2024", ["Jan 2024", "Feb", "Mar", "Apr"]),
        ("2023-12-05", "31 Jan 2025", ["Jan 2024", "Apr", "Jul", "Oct", "Jan 2025"]),
        ("2023-10-05", "31 Dec 2024", ["Oct", "Jan 2024", "Apr", "Jul", "Oct"]),
        ("2023-12-05", "31 Dec 2026", ["Jan 2024", "Jan 2025", "Jan 2026"]),
        ("2024-01-05", "31 Dec 2099", ["Jan 2040", "Jan 2060", "Jan 2080", "Jan 2100"]),
    ],
)
def test_the_months_along_the_bottom_tell_a_new_year_and_are_few(
    begun: str, last: str, months: list[str]
) -> None:
    of = burn_up_chart(burnt(due(last, f"progress: [{{date: {begun}, note: Begun.}}]")))
    assert [f"{tick.words} {tick.more}".strip() for tick in of.months] == months


@pytest.mark.parametrize(
    ("begun", "last", "anchor"),
    [
        ("2024-03-01", "31 Dec 2024", "start"),
        ("2023-12-01", "30 Jun 2024", "middle"),
        ("2022-12-01", "30 Apr 2024", "end"),
    ],
)
def test_the_day_as_at_is_named_within_the_picture(begun: str, last: str, anchor: str) -> None:
    of = burn_up_chart(burnt(due(last, f"progress: [{{date: {begun}, note: Begun.}}]")))
    (label,) = (each for each in of.labels if each.words == "As at 13 March 2024")
    assert (label.anchor, label.x) == (anchor, of.now)


@pytest.mark.parametrize(
    ("actions", "anchor", "is_below"),
    [
        ((*[done("2024-03-01")] * 5, *APRIL), "start", True),
        ((due("30 Sep 2024", "progress: [{date: 2023-12-01, note: A}]"),), "end", False),
        ((due("31 Dec 2025", "progress: [{date: 2024-03-01, note: A}]"),), "start", False),
    ],
)
def test_what_is_delivered_is_named_below_its_line_or_above_where_that_is_too_low(
    actions: tuple[str, ...], anchor: str, *, is_below: bool
) -> None:
    of = burn_up_chart(burnt(*actions))
    (label,) = (each for each in of.labels if each.words.startswith("Delivered"))
    end = float(re.split("[HV]", _paths(of)["delivered"])[-2])
    assert (label.anchor, label.y > of.top + end) == (anchor, is_below)


@given(some.lists(some.floats(0, 240), max_size=5))
def test_names_that_would_touch_are_spread_and_keep_their_order(wanted: list[float]) -> None:
    places = spread_labels(wanted, 17, 240)
    inner = sorted(places)
    assert all(below - above > 16.9 for above, below in pairwise(inner))
    assert not places or inner[-1] <= 240.1
    assert sorted(range(len(wanted)), key=lambda n: places[n]) == sorted(
        range(len(wanted)), key=lambda n: wanted[n]
    )


def test_names_with_room_stay_where_they_are() -> None:
    assert spread_labels([100, 20, 60], 17, 240) == [100, 20, 60]


@given(
    some.lists(some.dates(date(2020, 1, 1), date(2030, 12, 31)), min_size=1, max_size=5),
    some.dates(date(2020, 1, 1), date(2030, 12, 31)),
)
def test_no_line_leaves_the_plot_and_none_falls(days: list[date], as_at: date) -> None:
    actions = [due(day.isoformat(), done(day.isoformat())) for day in days]
    of = burn_up_chart(burnt(*actions, OLD, as_at=as_at))
    for line in of.lines:
        across = [float(x) for x in re.findall(r"[MHL]([\d.]+)", line.path)]
        down = [float(y) for y in re.findall(r"(?:V| )([\d.]+)", line.path)]
        assert across == sorted(across)
        assert down == sorted(down, reverse=True)
        assert 0 <= min(across) <= max(across) <= 1000
        assert 0 <= min(down) <= max(down) <= 240
