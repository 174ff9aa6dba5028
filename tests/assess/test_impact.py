"""What the measures say of an action's effect, in words."""

from datetime import date
from typing import Final

import pytest

from make import AS_AT, action
from planctl.assess.impact import impact_standing, judge_measures, measure_effects
from planctl.load.content import parse_yaml
from planctl.model.measure import Measure
from planctl.model.rating import ImpactStanding as Shows

TARGET: Final = (
    "better: lower, baseline: {value: 30, on: 1/9/23}, targets: [{value: 10, by: 1/9/24}]"
)
MEASURES: Final = tuple(
    Measure.model_validate(parse_yaml(text))
    for text in (
        "{id: bare, title: Bare}",
        f"{{id: aimed, title: Aimed, {TARGET}}}",
        f"{{id: also-aimed, title: Also aimed, {TARGET}}}",
        f"{{id: worse, title: Worse, {TARGET}, observations: [{{on: 1/3/24, value: 31}}]}}",
        f"{{id: better, title: Better, {TARGET}, observations: [{{on: 1/3/24, value: 12}}]}}",
        f"{{id: met, title: Met, {TARGET}, observations: [{{on: 1/3/24, value: 10}}]}}",
        f"{{id: met, title: A second with that id, {TARGET}}}",
    )
)
KNOWN: Final = judge_measures(MEASURES, AS_AT)


@pytest.mark.parametrize(
    ("measures", "name", "why"),
    [
        ("[]", Shows.NO_MEASURE, "no impact measure is named"),
        (
            "[In words]",
            Shows.NO_MEASURE,
            "1 impact measure is described in words; none has figures yet",
        ),
        (
            "[In words, In more words]",
            Shows.NO_MEASURE,
            "2 impact measures are described in words; none has figures yet",
        ),
        (
            "[In words, {measure: unknown}]",
            Shows.NO_DATA,
            "its measure is missing, or cannot be read",
        ),
        (
            "[{measure: unknown}, {measure: lost}]",
            Shows.NO_DATA,
            "2 of its 2 measures are missing, or cannot be read",
        ),
        (
            "[{measure: unknown}, {measure: aimed}]",
            Shows.NO_DATA,
            "1 of its 2 measures is missing, or cannot be read; Aimed: no data yet",
        ),
        ("[{measure: bare}]", Shows.NO_TARGET, "Bare: no target is set; no data yet"),
        ("[In words, {measure: aimed}]", Shows.NO_DATA, "Aimed: no data yet"),
        (
            "[{measure: aimed}, {measure: bare}]",
            Shows.NO_DATA,
            "2 measures (1 without data yet, 1 without target); the worst is Aimed: no data yet",
        ),
        (
            "[{measure: aimed}, {measure: also-aimed}]",
            Shows.NO_DATA,
            "no data yet for any of 2 measures: Aimed, Also aimed",
        ),
        (
            "[{measure: worse}]",
            Shows.WORSE_THAN_BASELINE,
            (
                "Worse: 31 on 1 March 2024; 1 further from the target than 30 on 1 September 2023; "
                "20.1 or less was expected by then, so 10.9 worse than planned; "
                "target 10 or less by 1 September 2024"
            ),
        ),
    ],
)
def test_the_impact_standing_and_its_words(measures: str, name: Shows, why: str) -> None:
    assert impact_standing(action(f"impact_measures: {measures}"), KNOWN) == (name, why)


@pytest.mark.parametrize(
    ("ids", "worst"),
    [
        (("met", "better"), Shows.ON_TRAJECTORY),
        (("met", "aimed"), Shows.NO_DATA),
        (("better", "bare"), Shows.NO_TARGET),
        (("aimed", "worse", "met"), Shows.WORSE_THAN_BASELINE),
    ],
)
def test_the_worst_of_several_measures_speaks(ids: tuple[str, ...], worst: Shows) -> None:
    links = ", ".join(f"{{measure: {each}}}" for each in ids)
    assert impact_standing(action(f"impact_measures: [{links}]"), KNOWN)[0] is worst


def test_a_measure_that_cannot_be_read_hides_no_bad_news_and_is_no_good_news() -> None:
    met, worse = (
        impact_standing(action(f"impact_measures: [{{measure: {each}}}, {{measure: lost}}]"), KNOWN)
        for each in ("met", "worse")
    )
    assert (met[0], worse[0]) == (Shows.NO_DATA, Shows.WORSE_THAN_BASELINE)


def test_how_many_measures_stand_how_is_said_worst_first() -> None:
    named = action("impact_measures: [{measure: met}, {measure: worse}, {measure: better}]")
    _, why = impact_standing(named, KNOWN)
    start = "3 measures (1 worse than baseline, 1 on trajectory, 1 target met); the worst is Worse:"
    assert why.startswith(start)


def test_a_measure_named_twice_counts_once() -> None:
    named = action("impact_measures: [{measure: met}, {measure: met, note: again}]")
    assert [each.measure.title for each in measure_effects(named, KNOWN)] == ["Met"]


def test_each_measure_is_there_once_by_its_id_and_no_other_is() -> None:
    assert len(KNOWN) == len({each.id for each in MEASURES}) == len(list(KNOWN.values()))
    assert "unknown" not in KNOWN
    assert KNOWN.get("unknown") is None


def test_of_two_measures_with_one_id_the_first_counts() -> None:
    assert KNOWN["met"].measure.title == "Met"


def test_a_figure_counts_from_its_own_day_on() -> None:
    before = judge_measures(MEASURES, date(2024, 2, 29))
    assert before["met"].standing is Shows.NO_DATA
