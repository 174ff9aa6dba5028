"""Run charts: what is change and what is chance, by the two rules on the median."""

from datetime import date, timedelta
from random import Random

import pytest

from make import AS_AT
from planctl.assess.measure_effect import judge_measure
from planctl.assess.run_chart import RunChart, crossings_limit, longest_run_limit, run_chart
from planctl.model.measure import Measure
from planctl.render.measure import movement_in_short, movement_in_words


def _chart(*values: float, better: str = "higher", **more: object) -> RunChart | None:
    """The run chart of figures a week apart, the last of them a week before the day."""
    first = AS_AT - timedelta(days=7 * len(values))
    seen = [
        {"on": (first + timedelta(days=7 * n)).isoformat(), "value": str(value), **more}
        for n, value in enumerate(values)
    ]
    target = {"low": "1", "high": "100"} if better == "within" else {"value": "100"}
    facts = {"id": "m", "title": "M", "better": better, "targets": [target], "observations": seen}
    return run_chart(judge_measure(Measure.model_validate(facts), AS_AT), AS_AT)


def _short(*values: float, better: str = "higher") -> str:
    chart = _chart(*values, better=better)
    assert chart
    return movement_in_short(chart)


# As published by the authors of the rules.
@pytest.mark.parametrize(
    ("figures", "longest", "crossings"),
    [
        (10, 6, 2),
        (12, 7, 3),
        (14, 7, 4),
        (17, 7, 5),
        (19, 7, 6),
        (22, 7, 7),
        (23, 8, 7),
        (24, 8, 8),
    ],
)
def test_the_limits_are_those_of_the_paper(figures: int, longest: int, crossings: int) -> None:
    assert (longest_run_limit(figures), crossings_limit(figures)) == (longest, crossings)


def test_there_is_no_run_chart_of_eleven_figures_and_one_of_twelve() -> None:
    assert _chart(*range(11)) is None
    assert _chart(*range(12)) is not None


def test_figures_of_few_cases_do_not_count() -> None:
    assert _chart(*range(12), numerator="1", denominator="3") is None


def test_figures_that_go_up_and_down_are_no_more_than_chance() -> None:
    assert _short(5, 6, 5, 7, 4, 6, 5, 7, 4, 6, 5, 7) == "no more than chance"


def test_a_step_up_is_a_change_from_its_first_figure_on() -> None:
    chart = _chart(*[5, 4] * 4, *[8, 9] * 4)
    assert chart
    assert chart.longest_run == 8
    assert chart.since == AS_AT - timedelta(days=7 * 8)
    assert chart.gain == 4
    assert movement_in_words(chart, "%") == (
        "A change since January 2024, for the better: of 16 figures off the median, 6.5%, 8 in a "
        "row lie on one side, where chance gives up to 7; they cross it once, where chance gives 4 "
        "or more."
    )


@pytest.mark.parametrize(
    ("better", "way"), [("higher", "better"), ("lower", "worse"), ("within", "")]
)
def test_a_change_is_for_the_better_or_the_worse_by_the_target(better: str, way: str) -> None:
    said = _short(*[5, 4] * 4, *[8, 9] * 4, better=better)
    assert said == f"a change since January 2024{f', for the {way}' if way else ''}"


def test_few_crossings_are_a_change_without_a_long_run() -> None:
    chart = _chart(1, 2, 1, 2, 1, 8, 9, 1, 2, 9, 8, 9, 8, 9)
    assert chart
    assert (chart.longest_run, chart.crossings) == (5, 3)
    assert chart.since is not None


def test_a_run_in_the_middle_is_dated_from_its_end_the_later_of_two_changes() -> None:
    chart = _chart(*[1, 2, 1, 2], *[9, 8] * 4, *[1, 2, 1, 2])
    assert chart
    assert chart.since == AS_AT - timedelta(days=7 * 4)


def test_figures_on_the_median_are_on_no_side() -> None:
    chart = _chart(*[5] * 6, 6, 4, *[5] * 6)
    assert chart
    assert (chart.figures, chart.is_testable) == (2, False)
    assert movement_in_words(chart, None) == (
        "Too few figures off the median to tell change from chance: of 2 figures off the median, "
        "5, no rule can say."
    )
    same = _chart(*[5] * 12)
    assert same
    assert (same.longest_run, same.crossings) == (0, 0)


def test_of_figures_that_only_vary_one_chart_in_twenty_or_fewer_says_change() -> None:
    luck, charts = Random(2014), 200  # noqa: S311 - nothing secret
    for figures in (12, 24, 36):
        made = (
            _chart(*(round(luck.gauss(50, 5), 3) for _ in range(figures))) for _ in range(charts)
        )
        alarms = sum(chart is not None and chart.since is not None for chart in made)
        assert alarms <= charts / 20 + 5


def test_a_chart_of_last_week_knows_nothing_of_the_figures_to_come() -> None:
    facts = {
        "id": "m",
        "title": "M",
        "observations": [
            {"on": (AS_AT + timedelta(days=n - 6)).isoformat(), "value": str(n)} for n in range(12)
        ],
    }
    measure = Measure.model_validate(facts)
    assert run_chart(judge_measure(measure, AS_AT), AS_AT) is None
    assert run_chart(judge_measure(measure, date(2025, 1, 1)), date(2025, 1, 1)) is not None
