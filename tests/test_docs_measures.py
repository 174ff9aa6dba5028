"""What docs/measures.md says of measures is what planctl does with them."""

import re
from datetime import date
from itertools import pairwise
from typing import Final

import pytest

from make import PROJECT, action
from planctl.assess.figure_format import span_in_words
from planctl.assess.impact import impact_standing
from planctl.assess.measure_effect import Effect, judge_measure
from planctl.assess.rag_key import IMPACT_STANDINGS
from planctl.assess.rule import measure as rules
from planctl.assess.trajectory import expected_span, round_span
from planctl.load.content import parse_yaml
from planctl.model.calendar import day_in_words
from planctl.model.field_types import Missing
from planctl.model.measure import Course, Frequency, Measure
from planctl.model.problem import Rule
from planctl.model.rating import ImpactStanding, Rating
from planctl.render.measure import measure_headline
from planctl.workspace.plan import all_rules

PAGE: Final = (PROJECT / "docs" / "measures.md").read_text("utf-8")
[EXAMPLE] = re.findall(r"^```yaml\n(id: .*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
MEASURE: Final = Measure.model_validate(parse_yaml(EXAMPLE))
DAYS: Final = (date(2024, 6, 30), date(2024, 9, 30), date(2024, 12, 31), date(2025, 6, 30))


def _rows(head: str) -> list[list[str]]:
    """The cells of the table whose head begins with these words."""
    [table] = re.findall(rf"^\| {head} \|.*\n\| ---.*\n((?:\|.*\n)+)", PAGE, re.MULTILINE)
    return [line.strip("| ").split(" | ") for line in table.splitlines()]


def test_the_example_has_each_way_to_write_a_measure_that_the_page_explains() -> None:
    assert all(f"\n{key}:" in EXAMPLE for key in ("better", "frequency", "baseline", "targets"))


def test_the_pack_says_of_the_example_what_is_quoted() -> None:
    quoted = re.findall(r"^> (.*)$", PAGE, re.MULTILINE)
    found = judge_measure(MEASURE, date(2024, 7, 10))
    assert found.standing is ImpactStanding.ON_TRAJECTORY
    assert quoted == [measure_headline(found), found.why]


def test_what_is_expected_of_the_example_is_what_the_page_lists() -> None:
    steps = MEASURE.model_copy(update={"course": Course.STEPS})
    assert _rows("day") == [
        [day_in_words(day), *(_expected(of, day) for of in (MEASURE, steps))] for day in DAYS
    ]


def _expected(measure: Measure, day: date) -> str:
    span = expected_span(measure, day)
    assert span
    return span_in_words(round_span(measure, span), measure.unit)


def test_every_word_for_a_missing_figure_is_explained() -> None:
    assert [value.strip("`") for value, _ in _rows("value")] == list(Missing)


def test_every_standing_of_a_measure_is_explained() -> None:
    explained = {standing for standing, _ in _rows("standing")}
    assert explained == {*ImpactStanding} - {ImpactStanding.NO_MEASURE}


def test_the_key_is_the_built_in_one() -> None:
    of = {
        standing: Rating.GREY if name == "not rated" else Rating(name)
        for name, standings in _rows("rating")
        for standing in standings.split(", ")
    }
    assert of == {standing.value: rating for standing, rating in IMPACT_STANDINGS.items()}


def test_the_figures_that_the_page_names_are_the_built_in_ones() -> None:
    assert f"{2 * Frequency.MONTHLY.days} days for a monthly one" in PAGE
    assert f"{2 * Frequency.QUARTERLY.days} for a quarterly one" in PAGE
    assert f"below {MEASURE.small_below} (`small_below`)" in PAGE
    assert MEASURE.sustained_after == 3
    assert "three in a row (`sustained_after`)" in PAGE
    assert MEASURE.course is Course.STRAIGHT


WORST: Final = re.findall(r"^Worst come first: (.*)\.$", PAGE, re.MULTILINE)[0].split(", ")


@pytest.mark.parametrize(("worse", "next_one"), [*pairwise(WORST)])
def test_of_two_measures_the_one_that_the_page_lists_first_rates_the_action(
    worse: str, next_one: str
) -> None:
    both = {
        name: Effect(MEASURE.model_copy(update={"id": name}), ImpactStanding(standing), "so")
        for name, standing in (("a", next_one), ("b", worse))
    }
    links = action("impact_measures: [{measure: a}, {measure: b}]")
    assert impact_standing(links, both)[0] == worse


def test_every_standing_has_its_place_among_the_worst() -> None:
    assert {*WORST} == {*ImpactStanding} - {ImpactStanding.NO_MEASURE}


def test_every_rule_about_the_figures_of_a_measure_is_listed_once() -> None:
    ours = {name.replace("_", "-") for name in vars(rules)} | {"measure-without-target"}
    assert [code for code, _ in _rows("code")] == [
        rule.code for rule in sorted(all_rules(), key=_in_bands) if rule.name in ours
    ]


def _in_bands(rule: Rule) -> tuple[int, str]:
    return "FSRTQP".index(rule.code[0]), rule.code
