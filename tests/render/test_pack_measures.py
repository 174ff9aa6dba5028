"""The measures in the pack: a scorecard of all, and a chart with its table; 13 March 2024."""

from pathlib import Path
from typing import Final

import pytest

from make import put, small_plan
from paper import html_of, markdown_of, pack_of
from planctl.model.edition import PackSize
from planctl.render.pack.measures import Measures, Scored
from planctl.render.pack.pieces import Entry

AGENCY: Final = """\
id: agency
title: Agency rate
unit: "%"
better: lower
frequency: monthly
baseline: {value: 31, on: 2023-09-01, note: From the return}
targets: [{value: 25, by: 2024-06-30, note: Agreed}, {value: 20, by: 2024-09-01}]
owner: AD
note: Of all posts
observations:
  - {on: 2024-01-31, value: 28, source: HR}
  - {on: 2024-02-29, value: 26, numerator: 52, denominator: 200, note: After the fair}
  - {on: 2024-03-05, value: 0, numerator: 0, denominator: 3}
  - {on: 2024-03-10, value: not available}
"""
BARE: Final = "id: bare\ntitle: Bare\n"
AIMED: Final = "id: aimed\ntitle: Aimed\ntargets: [{value: 5}, {by: 2024-12-31}]\n"
SILENT: Final = (
    "id: silent\ntitle: Silent\nbetter: higher\ntargets: [{value: 90}]\n"
    "observations: [{on: 2024-02-29, value: withheld}]\n"
)
FIRST: Final = 'ref: "1.1"\ntitle: First\nimpact_measures: [{measure: agency}]\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {f"measures/{text[4:8].strip()}.yaml": text for text in (AGENCY, AIMED, BARE, SILENT)}
    return put(small_plan(tmp_path, FIRST), files)


def _measures(root: Path) -> Measures:
    return pack_of(root, size=PackSize.FULL).measures


def _row(root: Path, title: str) -> Scored:
    return next(row for row in _measures(root).rows if row.title == title)


def test_how_many_measures_stand_how_is_said(root: Path) -> None:
    found = _measures(root)
    said = "4 measures: 1 without data yet, 2 without target and 1 on trajectory."
    assert (found.words, found.as_at) == (said, "29 February 2024")


def test_a_measure_with_one_figure_and_no_baseline_is_not_without_data(root: Path) -> None:
    text = SILENT.replace("withheld", "95")
    found = _measures(put(root, {"measures/sile.yaml": text}))
    assert "1 with one figure only, 2 without target" in found.words
    alone = "one figure, no data to compare it with yet"
    [row] = (row for row in found.rows if row.standing == alone)
    [chart] = (chart for chart in found.charts if chart.title == f"{row.title} 95, {alone}")
    assert chart.why.startswith("One figure, no data to compare it with yet: 95 on ")
    put(root, {"areas/1-practice/1.1-first.yaml": FIRST.replace("agency", "silent")})
    unrated = f"1 of 1 action has no impact rating: “{alone}” for 1."
    assert Entry("Impact", unrated) in pack_of(root).unjudged


def test_a_row_of_the_scorecard_says_all_in_words(root: Path) -> None:
    row = _row(root, "Agency rate")
    assert row.baseline == "31% on 1 September 2023"
    assert row.latest == "26% on 29 February 2024 (52 of 200)"
    assert row.expected == "27.4% or less"
    assert row.target == "25% or less by 30 June 2024, then 20% or less by 1 September 2024"
    assert row.direction == (
        "better by 5 points since the baseline; better by 2 points since the figure before"
    )
    assert (row.badge.word, row.standing, len(row.sparks)) == ("Green", "on trajectory", 1)


def test_what_is_not_known_is_told_apart(root: Path) -> None:
    bare, aimed, silent = (_row(root, title) for title in ("Bare", "Aimed", "Silent"))
    assert (bare.baseline, bare.latest) == ("no baseline", "no data yet")
    assert bare.expected == "not known"
    assert (bare.target, bare.direction, bare.anchor) == ("no target set", "not known yet", "")
    assert (aimed.target, aimed.standing) == ("5", "no target")
    assert silent.latest == "no data yet: the figure is withheld on 29 February 2024"
    assert (silent.target, silent.sparks) == ("90% or more".replace("%", ""), ())


@pytest.mark.parametrize(
    ("figures", "direction"),
    [
        ((31, 31), "no change since the baseline; no change since the figure before"),
        (
            (30, 32),
            "worse by 1 point since the baseline; worse by 2 points since the figure before",
        ),
    ],
)
def test_the_direction_is_a_word(figures: tuple[int, int], direction: str, root: Path) -> None:
    text = AGENCY.replace("value: 28", f"value: {figures[0]}").replace(
        "value: 26, numerator: 52, denominator: 200", f"value: {figures[1]}"
    )
    assert _row(put(root, {"measures/agen.yaml": text}), "Agency rate").direction == direction


def test_a_figure_that_is_not_later_than_the_baseline_goes_no_way(root: Path) -> None:
    text = AGENCY.replace("on: 2023-09-01", "on: 2024-02-29")
    row = _row(put(root, {"measures/agen.yaml": text}), "Agency rate")
    assert (row.standing, row.direction) == ("no data", "not known yet")


def test_targets_are_said_in_the_order_of_their_days(root: Path) -> None:
    targets = "[{value: 9}, {value: 5, by: 2025-12-31}, {value: 7, by: 2024-12-31}]"
    text = f"id: aimed\ntitle: Aimed\ntargets: {targets}\n"
    row = _row(put(root, {"measures/aime.yaml": text}), "Aimed")
    assert row.target == "7 by 31 December 2024, then 5 by 31 December 2025, then 9"


def test_of_two_readings_for_one_day_only_the_later_line_is_printed(root: Path) -> None:
    again = "  - {on: 2024-02-29, value: withheld}\n"
    agency, _ = _measures(put(root, {"measures/agen.yaml": AGENCY + again})).charts
    said = {(reading.day, reading.value) for reading in agency.readings}
    assert ("29 February 2024", "withheld") in said
    assert ("29 February 2024", "26%") not in said
    assert "26%" not in agency.description
    [drawn] = agency.charts
    assert [mark.name for mark in drawn.marks].count("missing") == 2


def test_without_a_baseline_the_direction_is_since_the_figure_before(root: Path) -> None:
    text = AGENCY.replace("baseline: {value: 31, on: 2023-09-01, note: From the return}\n", "")
    row = _row(put(root, {"measures/agen.yaml": text}), "Agency rate")
    assert row.direction == "better by 2 points since the figure before"


def test_a_measure_with_readings_has_its_chart_its_table_and_its_actions(root: Path) -> None:
    agency, silent = _measures(root).charts
    assert agency.title == "Agency rate 26%, 1.4 points better than planned"
    assert agency.why.startswith("On trajectory: 26% on 29 February 2024 (52 of 200); 5 points")
    assert [link.ref for link in agency.actions] == ["1.1"]
    assert [(r.day, r.value, r.cases, r.note) for r in agency.readings] == [
        ("10 March 2024", "not available", "", ""),
        ("5 March 2024", "0%", "0 of 3", "fewer than 20 cases: not judged"),
        ("29 February 2024", "26%", "52 of 200", "After the fair"),
        ("31 January 2024", "28%", "", "HR"),
    ]
    assert [(fact.name, fact.meaning) for fact in agency.facts] == [
        ("What is better", "Lower"),
        ("Counted in", "%"),
        ("Taken", "monthly"),
        ("Owner", "AD"),
        ("Of the baseline", "From the return"),
        ("Of the target 25% or less by 30 June 2024", "Agreed"),
        ("Note", "Of all posts"),
    ]
    assert (silent.charts, silent.title) == ((), "Silent: no data")


def test_a_chart_is_told_to_those_who_do_not_see_it(root: Path) -> None:
    assert _measures(root).charts[0].description == (
        "Baseline 31% on 1 September 2023; 28% on 31 January 2024; "
        "26% on 29 February 2024 (52 of 200); "
        "0% on 5 March 2024 (0 of 3) rests on fewer than 20 cases, too few to judge; "
        "the figure is not available on 10 March 2024; "
        "expected on 13 March 2024: 27.2% or less; "
        "target 25% or less by 30 June 2024, then 20% or less by 1 September 2024."
    )


def test_of_many_figures_the_last_are_told(root: Path) -> None:
    days = "".join(f"  - {{on: 2023-1{n % 3}-{n + 10}, value: {n}}}\n" for n in range(15))
    text = AGENCY.partition("observations")[0] + f"observations:\n{days}"
    (agency, *_) = _measures(put(root, {"measures/agen.yaml": text})).charts
    assert "15 figures, the first 0% on 10 October 2023; the last 12; " in agency.description
    text = "id: a\ntitle: A\nobservations: [{on: 1/3/24, value: 1}]\n"
    (bare, *_) = _measures(put(root, {"measures/agen.yaml": text})).charts
    assert "no target set" in bare.description


def test_a_plan_without_measures_says_so(tmp_path: Path) -> None:
    found = _measures(small_plan(tmp_path))
    assert found == Measures("The plan has no measures with figures.", "", (), ())
    assert "measures" in pack_of(tmp_path).nothing


def test_both_packs_print_the_scorecard_and_the_readings(root: Path) -> None:
    for page in (html_of(root), markdown_of(root)):
        assert "26% on 29 February 2024 (52 of 200)" in page
        assert "After the fair" in page
        assert "withheld" in page
    assert html_of(root).count('<figure class="line-chart">') == 1
    assert "<script" not in html_of(root)


@pytest.mark.parametrize(
    ("inspection", "words", "first"),
    [
        pytest.param("{}", "findings", "Measure 0", id="any finding"),
        pytest.param("{priority_findings: [two]}", "priority findings", "Measure 7", id="priority"),
    ],
)
def test_measures_of_priority_findings_come_before_others(
    inspection: str, words: str, first: str, tmp_path: Path
) -> None:
    plan = "title: A\norganisation: B\nfindings: [{id: one, title: 1}, {id: two, title: 2}]\n"
    measure = "id: m{0}\ntitle: Measure {0}\n"
    files = {f"measures__m{n}": measure.format(n) for n in range(8)}
    action = "ref: '{0}'\ntitle: A\nfindings: [{1}]\nimpact_measures: [{{measure: {2}}}]\n"
    small_plan(tmp_path, plan=f"{plan}inspection: {inspection}\n", **files)
    for ref, finding, name in (("1.1", "one", "m0"), ("1.2", "two", "m7")):
        put(tmp_path, {f"areas/1-practice/{ref}-a.yaml": action.format(ref, finding, name)})
    highlight = pack_of(tmp_path).highlight
    assert highlight.measures[0].title == first
    assert f"then those of {words}, then the newest" in highlight.measures_words
