"""Where the parts of a measure's chart lie; as at 13 March 2024."""

import itertools
from datetime import date
from typing import Final

import pytest

from make import AS_AT
from planctl.assess.measure_effect import judge_measure
from planctl.assess.run_chart import run_chart
from planctl.load.content import parse_yaml
from planctl.model.measure import Measure, Observation
from planctl.render.chart import (
    Chart,
    axis_scale,
    draw_sparkline,
    measure_chart,
    spread_labels,
)
from planctl.render.screen.measure import character_chart, sparkline

AGENCY: Final = (
    "title: Agency rate, unit: '%', better: lower, baseline: {value: 30, on: 1 Jan 2024}, "
    "targets: [{value: 20, by: 31 Dec 2024}]"
)
SEEN: Final = (
    "{on: 31 Jan 2024, value: 29}, {on: 15 Feb 2024, value: withheld}, "
    "{on: 29 Feb 2024, value: 28}, {on: 1 Mar 2024, value: 27}, "
    "{on: 5 Mar 2024, value: 0, numerator: 0, denominator: 3}, {on: 14 Mar 2024, value: 1}"
)


def _measure(text: str, seen: str) -> Measure:
    return Measure.model_validate(parse_yaml(f"{{id: some, {text}, observations: [{seen}]}}"))


def _chart(text: str = AGENCY, seen: str = SEEN) -> Chart:
    return measure_chart(judge_measure(_measure(text, seen), AS_AT), AS_AT)


def test_each_reading_up_to_the_day_has_a_sign_of_its_kind() -> None:
    kinds = [mark.name for mark in _chart().marks]
    assert kinds == ["baseline", "target", "seen", "missing", "seen", "seen", "small"]


def test_a_line_is_not_drawn_across_a_gap_nor_to_a_figure_of_few_cases() -> None:
    seen = [line.path for line in _chart().lines if line.name == "seen"]
    assert len(seen) == 1
    assert seen[0].count("L") == 1


def test_signs_lie_within_the_plot() -> None:
    chart = _chart()
    for mark in chart.marks:
        assert chart.left <= mark.x <= chart.right
        assert chart.top <= mark.y <= chart.bottom


def test_later_is_further_right_and_more_is_higher() -> None:
    baseline, target = _chart().marks[:2]
    assert baseline.x < target.x
    assert baseline.y < target.y


def test_the_latest_figure_the_target_and_the_baseline_are_named() -> None:
    words = [label.words for label in _chart().labels]
    assert words == ["Latest 27%", "Target 20%", "Baseline 30%", "As at 13 March 2024"]


def test_names_do_not_lie_upon_each_other() -> None:
    places = sorted(label.y for label in _chart().labels[:-1])
    assert all(below - above >= 15.9 for above, below in itertools.pairwise(places))


def test_a_range_is_a_band_with_both_its_edges() -> None:
    text = (
        "title: Caseload, better: within, baseline: {value: 25, on: 1 Jan 2024}, "
        "targets: [{low: 15, high: 18, by: 31 Dec 2024}]"
    )
    made = _chart(text)
    assert [line.name for line in made.lines] == ["band", "expected", "expected", "seen"]
    assert made.lines[0].path.endswith("Z")
    assert [label.words for label in made.labels[1:3]] == ["Target 15", "Target 18"]


def test_steps_are_drawn_as_stairs() -> None:
    straight, steps = (_chart(f"{AGENCY}, course: {course}") for course in ("straight", "steps"))
    assert straight.lines[0].path.count("L") == 1
    assert steps.lines[0].path.count("L") == 2


def test_a_target_without_a_day_is_a_line_across() -> None:
    made = _chart("title: Agency rate, better: lower, targets: [{value: 20}]")
    assert "H1000" in made.lines[0].path
    assert [mark.name for mark in made.marks if mark.name == "target"] == []


def test_a_measure_without_a_target_shows_its_figures_alone() -> None:
    made = _chart("title: Agency rate")
    assert {line.name for line in made.lines} == {"seen"}
    assert [label.words for label in made.labels] == ["Latest 27", "As at 13 March 2024"]


def test_a_measure_of_few_cases_alone_has_no_latest_figure() -> None:
    made = _chart("title: A", "{on: 5 Mar 2024, value: 0, numerator: 0, denominator: 3}")
    assert [label.words for label in made.labels] == ["As at 13 March 2024"]


def test_one_figure_on_the_day_itself_has_room_around_it() -> None:
    made = _chart("title: A", "{on: 13 Mar 2024, value: 5}")
    assert (made.numbers[0].words, made.numbers[-1].words) == ("4.5", "5.5")
    assert made.lines == ()


@pytest.mark.parametrize(
    ("low", "high", "marks"),
    [
        (0, 100, (25, 0, 100)),
        (26, 31, (2, 26, 32)),
        (20, 31, (5, 20, 35)),
        (10, 31, (10, 0, 40)),
        (-5, 5, (2.5, -5, 5)),
        (0, 0, (0.5, -1, 1)),
        (0.01, 0.02, (0.005, 0, 0.02)),
        (1e11, 1e12, (2.5e11, 0, 1e12)),
    ],
)
def test_the_marks_up_the_side_are_easy_to_count_in(
    low: float, high: float, marks: tuple[float, float, float]
) -> None:
    assert axis_scale(low, high) == pytest.approx(marks)


@pytest.mark.parametrize(
    ("wanted", "places"),
    [
        ([10, 50], [10, 50]),
        ([10, 12], [10, 26]),
        ([98, 99], [84, 100]),
        ([99, 98, 97], [100, 84, 68]),
        ([], []),
    ],
)
def test_names_are_spread_and_stay_above_the_lowest(
    wanted: list[float], places: list[float]
) -> None:
    assert spread_labels(wanted, 16, 100) == places


def test_months_are_marked_with_their_years() -> None:
    assert [(tick.words, tick.more) for tick in _chart().months][:2] == [
        ("Jan", "2024"),
        ("Apr", "2024"),
    ]


def test_a_chart_of_many_years_has_few_marks() -> None:
    made = _chart(AGENCY.replace("1 Jan 2024", "1 Feb 2004"))
    assert 2 <= len(made.months) <= 5


@pytest.mark.parametrize(
    ("values", "fine", "plain"),
    [
        ((), "", ""),
        ((1,), "", ""),
        ((1, 2, 3), "▁▅█", "_-^"),
        ((3, 3), "▅▅", "--"),
        (tuple(range(20)), "▁▂▂▃▄▄▅▅▆▇▇█", "__...--==^^^"),
    ],
)
def test_a_line_of_characters_has_a_plain_form(
    values: tuple[int, ...], fine: str, plain: str
) -> None:
    seen = [
        Observation.model_validate({"on": f"2024-01-{n + 1:02}", "value": str(value)})
        for n, value in enumerate(values)
    ]
    assert sparkline(seen, fine=True) == fine
    assert len(sparkline(seen, fine=False)) == len(fine)
    assert set(sparkline(seen, fine=False)) <= set("_.-=^")
    assert plain[:1] == sparkline(seen, fine=False)[:1]


def test_a_small_line_begins_and_ends_within_its_picture() -> None:
    seen = _measure(AGENCY, SEEN).observations
    line = draw_sparkline([each for each in seen if each.on <= date(2024, 3, 1)])
    assert line is not None
    assert line.path.count("L") == 2
    assert (line.x, line.y) == (93, 21)
    assert draw_sparkline(seen[:1]) is None


def test_a_small_line_of_one_value_runs_through_the_middle() -> None:
    seen = _measure("title: A", "{on: 1/1/24, value: 5}, {on: 1/2/24, value: 5}").observations
    line = draw_sparkline(seen)
    assert line is not None
    assert line.y == 12


def test_a_small_line_has_its_target_and_reaches_as_far() -> None:
    measure = _measure(AGENCY, SEEN)
    line = draw_sparkline(
        [each for each in measure.observations if each.on <= date(2024, 3, 1)],
        judge_measure(measure, AS_AT).target,
    )
    assert line is not None
    assert (*line.targets, line.y) == (21, 7)


def test_a_small_line_of_a_range_has_both_ends_of_it() -> None:
    measure = _measure(
        "title: A, better: within, targets: [{low: 4, high: 8}]",
        "{on: 1/1/24, value: 2}, {on: 1/2/24, value: 6}",
    )
    line = draw_sparkline(measure.observations, judge_measure(measure, AS_AT).target)
    assert line is not None
    assert line.targets == (15, 3)


def test_a_chart_of_twelve_figures_has_their_median() -> None:
    seen = ", ".join(f"{{on: {day} Feb 2024, value: {day % 3 + 5}}}" for day in range(1, 13))
    effect = judge_measure(_measure("title: A, targets: [{value: 9}]", seen), AS_AT)
    chart = measure_chart(effect, AS_AT, run_chart(effect, AS_AT))
    assert chart.lines[0].name == "median"
    assert "Median 6" in [label.words for label in chart.labels]
    assert "median" not in [line.name for line in measure_chart(effect, AS_AT).lines]


def test_the_picture_of_characters_has_its_axes_and_every_sign() -> None:
    lines = list(character_chart(judge_measure(_measure(AGENCY, SEEN), AS_AT), AS_AT))
    field = "".join(lines)
    assert all(sign in field for sign in "*ox.TB|")
    assert lines[0].startswith("30 |")
    assert lines[11].startswith(" 0 |")
    assert lines[-1].split("  ")[-1].strip() == "31 December 2024"
    assert {len(line) <= 80 for line in lines} == {True}


def test_a_picture_needs_no_baseline() -> None:
    found = judge_measure(
        _measure("title: A, targets: [{value: 9}]", "{on: 1/3/24, value: 5}"), AS_AT
    )
    assert "B" not in "".join(list(character_chart(found, AS_AT))[:12])


def test_what_was_observed_is_shown_above_all_else() -> None:
    seen = "{on: 31 Dec 2024, value: 20}"
    lines = list(
        character_chart(
            judge_measure(_measure(AGENCY, seen), date(2024, 12, 31)), date(2024, 12, 31)
        )
    )
    assert "T" not in "".join(lines[:-1])


def test_a_measure_without_a_figure_has_no_picture() -> None:
    seen = "{on: 1 Feb 2024, value: withheld}"
    assert list(character_chart(judge_measure(_measure(AGENCY, seen), AS_AT), AS_AT)) == []
