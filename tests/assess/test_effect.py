"""What the figures of one measure say, as at 13 March 2024."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from make import AS_AT
from planctl.assess.measure_effect import Effect, judge_measure
from planctl.load.content import parse_yaml
from planctl.model.field_types import Missing
from planctl.model.measure import Measure
from planctl.model.rating import ImpactStanding as Shows
from planctl.render.measure import measure_headline

AGENCY: Final = (
    "title: Agency rate, unit: '%', better: lower, frequency: monthly, "
    "baseline: {value: 31, on: 1 Sept 2023}, targets: [{value: 20, by: 1 Sept 2024}]"
)
BY_NOW: Final = "25.6% or less was expected by then"
GOAL: Final = "target 20% or less by 1 September 2024"
SINCE: Final = "the target than 31% on 1 September 2023"


def _effect(text: str, seen: str = "", as_at: date = AS_AT) -> Effect:
    measure = f"{{id: some, {text}, observations: [{seen}]}}"
    return judge_measure(Measure.model_validate(parse_yaml(measure)), as_at)


@pytest.mark.parametrize(
    ("text", "seen", "standing", "why"),
    [
        (AGENCY, "", Shows.NO_DATA, "no data yet"),
        (
            AGENCY,
            "{on: 29 Feb 2024, value: withheld}",
            Shows.NO_DATA,
            "no data yet: the figure is withheld on 29 February 2024",
        ),
        (AGENCY, "{on: 14 Mar 2024, value: 10}", Shows.NO_DATA, "no data yet"),
        (
            AGENCY,
            "{on: 29 Feb 2024, value: 25, numerator: 1, denominator: 4}",
            Shows.NO_DATA,
            (
                "no data yet: 25% on 29 February 2024 (1 of 4) rests on fewer than 20 cases, "
                "too few to judge"
            ),
        ),
        (
            AGENCY,
            "{on: 29 Feb 2024, value: 25}",
            Shows.ON_TRAJECTORY,
            (
                f"25% on 29 February 2024; 6 points nearer to {SINCE}; {BY_NOW}, "
                f"so 0.6 points better than planned; {GOAL}"
            ),
        ),
        (
            AGENCY,
            "{on: 2 Mar 2024, value: 25.5}",
            Shows.ON_TRAJECTORY,
            (
                f"25.5% on 2 March 2024; 5.5 points nearer to {SINCE}; "
                f"25.5% or less was expected by then, as it is; {GOAL}"
            ),
        ),
        (
            AGENCY,
            "{on: 29 Feb 2024, value: 25.57}",
            Shows.IMPROVING,
            (
                f"25.57% on 29 February 2024; 5.43 points nearer to {SINCE}; "
                f"25.56% or less was expected by then, so 0.01 points worse than planned; {GOAL}"
            ),
        ),
        (
            AGENCY,
            "{on: 29 Feb 2024, value: 29.5, numerator: 59, denominator: 200}",
            Shows.IMPROVING,
            (
                f"29.5% on 29 February 2024 (59 of 200); 1.5 points nearer to {SINCE}; {BY_NOW}, "
                f"so 3.9 points worse than planned; {GOAL}"
            ),
        ),
        (
            AGENCY,
            "{on: 29 Feb 2024, value: 31}",
            Shows.NO_CHANGE,
            (
                f"31% on 29 February 2024; no nearer to {SINCE}; {BY_NOW}, "
                f"so 5.4 points worse than planned; {GOAL}"
            ),
        ),
        (
            AGENCY,
            "{on: 29 Feb 2024, value: 33}",
            Shows.WORSE_THAN_BASELINE,
            (
                f"33% on 29 February 2024; 2 points further from {SINCE}; {BY_NOW}, "
                f"so 7.4 points worse than planned; {GOAL}"
            ),
        ),
        (
            AGENCY,
            "{on: 29 Feb 2024, value: 19}",
            Shows.TARGET_MET,
            (
                f"19% on 29 February 2024; 11 points nearer to {SINCE}; {BY_NOW}, "
                f"so 6.6 points better than planned; {GOAL}, met"
            ),
        ),
        (
            AGENCY,
            (
                "{on: 31 Dec 2023, value: 20}, {on: 31 Jan 2024, value: 18}, "
                "{on: 29 Feb 2024, value: 19}"
            ),
            Shows.SUSTAINED,
            (
                f"19% on 29 February 2024; 11 points nearer to {SINCE}; {BY_NOW}, "
                f"so 6.6 points better than planned; {GOAL}, met 3 times running"
            ),
        ),
        (
            AGENCY,
            "{on: 30 Nov 2023, value: 25}",
            Shows.OUT_OF_DATE,
            (
                "25% on 30 November 2023; 104 days old, and a monthly figure is out of date after "
                f"62; 6 points nearer to {SINCE}; 28.3% or less was expected by then, "
                f"so 3.3 points better than planned; {GOAL}"
            ),
        ),
        (
            AGENCY,
            "{on: 31 Jan 2024, value: 25}, {on: 29 Feb 2024, value: not available}",
            Shows.ON_TRAJECTORY,
            (
                f"25% on 31 January 2024; 6 points nearer to {SINCE}; 26.4% or less was expected "
                f"by then, so 1.4 points better than planned; {GOAL}; "
                "the figure is not available on 29 February 2024"
            ),
        ),
        (
            AGENCY,
            (
                "{on: 29 Feb 2024, value: withheld}, {on: 10 Feb 2024, value: not available}, "
                "{on: 31 Jan 2024, value: 25}"
            ),
            Shows.ON_TRAJECTORY,
            (
                f"25% on 31 January 2024; 6 points nearer to {SINCE}; 26.4% or less was expected "
                f"by then, so 1.4 points better than planned; {GOAL}; the figure is "
                "not available on 10 February 2024; the figure is withheld on 29 February 2024"
            ),
        ),
        (
            AGENCY,
            (
                "{on: 31 Jan 2024, value: 25}, {on: 10 Feb 2024, value: withheld}, "
                "{on: 29 Feb 2024, value: withheld}, {on: 20 Feb 2024, value: withheld}"
            ),
            Shows.ON_TRAJECTORY,
            (
                f"25% on 31 January 2024; 6 points nearer to {SINCE}; 26.4% or less was expected "
                f"by then, so 1.4 points better than planned; {GOAL}; 3 later figures cannot be "
                "judged, the last of them: the figure is withheld on 20 February 2024; "
                "the figure is withheld on 29 February 2024"
            ),
        ),
        (
            AGENCY,
            "{on: 29 Feb 2024, value: not available}, {on: 31 Jan 2024, value: withheld}",
            Shows.NO_DATA,
            "no data yet: the figure is not available on 29 February 2024",
        ),
        (
            AGENCY,
            "{on: 31 Aug 2023, value: 25}, {on: 1 Sept 2023, value: 31}",
            Shows.NO_DATA,
            "no data yet: there is no figure since the baseline, 31% on 1 September 2023",
        ),
        (
            AGENCY,
            "{on: 31 Aug 2023, value: 25}, {on: 29 Feb 2024, value: withheld}",
            Shows.NO_DATA,
            "no data yet: the figure is withheld on 29 February 2024",
        ),
        (
            f"{AGENCY}, sustained_after: 2",
            "{on: 31 July 2023, value: 19}, {on: 29 Feb 2024, value: 19}",
            Shows.TARGET_MET,
            (
                f"19% on 29 February 2024; 11 points nearer to {SINCE}; {BY_NOW}, "
                f"so 6.6 points better than planned; {GOAL}, met"
            ),
        ),
        (
            "title: Agency rate, unit: '%', better: lower, targets: [{value: 20}]",
            "{on: 31 Jan 2024, value: 18}, {on: 29 Feb 2024, value: 19}",
            Shows.TARGET_MET,
            (
                "19% on 29 February 2024; the first figure met the target already, 18% on "
                "31 January 2024; target 20% or less, met 2 times running"
            ),
        ),
        (
            "title: Agency rate, unit: '%', better: lower, targets: [{value: 20}]",
            "{on: 29 Feb 2024, value: 25}",
            Shows.NO_DATA,
            (
                "25% on 29 February 2024; the first figure, with no baseline to compare it with; "
                "target 20% or less"
            ),
        ),
        (
            "title: Agency rate, unit: '%', better: lower, targets: [{value: 20}]",
            "{on: 31 Jan 2024, value: 26}, {on: 29 Feb 2024, value: 25}",
            Shows.IMPROVING,
            (
                "25% on 29 February 2024; 1 point nearer to the target than 26% on "
                "31 January 2024; target 20% or less"
            ),
        ),
        (
            "title: Agency rate, better: lower, baseline: {value: 31}, targets: [{value: 20}]",
            "{on: 29 Feb 2024, value: 25}",
            Shows.IMPROVING,
            (
                "25 on 29 February 2024; 6 nearer to the target than 31 at the start; "
                "target 20 or less"
            ),
        ),
        (
            (
                "title: Caseload, unit: cases, better: within, "
                "baseline: {value: 25, on: 1 Sept 2023}, targets: [{low: 15, high: 18, by: 1/9/24}]"
            ),
            "{on: 29 Feb 2024, value: 14}",
            Shows.IMPROVING,
            (
                "14 cases on 29 February 2024; 6 cases nearer to the target than 25 cases on "
                "1 September 2023; 15 to 21.5 cases was expected by then, so 1 case worse than "
                "planned; target 15 to 18 cases by 1 September 2024"
            ),
        ),
        (
            "title: Agency rate, unit: '%'",
            "{on: 29 Feb 2024, value: 25}",
            Shows.NO_TARGET,
            "no target is set; 25% on 29 February 2024",
        ),
        ("title: Agency rate", "", Shows.NO_TARGET, "no target is set; no data yet"),
        (
            "title: Agency rate, targets: [{value: 20}]",
            "{on: 29 Feb 2024, value: 25}",
            Shows.NO_TARGET,
            ("which way is better is not said, so nothing can be judged; 25 on 29 February 2024"),
        ),
        (
            "title: Agency rate, better: lower, targets: [{low: 20}]",
            "{on: 29 Feb 2024, value: 25}",
            Shows.NO_TARGET,
            "no target gives a figure to reach, so nothing can be judged; 25 on 29 February 2024",
        ),
    ],
)
def test_a_measure_stands_as_its_figures_show(
    text: str, seen: str, standing: Shows, why: str
) -> None:
    found = _effect(text, seen)
    assert (found.standing, found.why) == (standing, why)


@pytest.mark.parametrize(
    ("value", "standing"),
    [
        ("31.5", Shows.NO_CHANGE),
        ("31.6", Shows.WORSE_THAN_BASELINE),
        ("30.5", Shows.NO_CHANGE),
        ("26.06", Shows.ON_TRAJECTORY),
        ("26.07", Shows.IMPROVING),
        ("20.1", Shows.ON_TRAJECTORY),
    ],
)
def test_a_tolerance_lets_a_figure_miss_what_is_expected_but_not_the_target(
    value: str, standing: Shows
) -> None:
    found = _effect(f"{AGENCY}, tolerance: 0.5", f"{{on: 29 Feb 2024, value: {value}}}")
    assert found.standing is standing


def test_a_figure_within_its_tolerance_of_the_plan_says_so() -> None:
    found = _effect(f"{AGENCY}, tolerance: 0.5", "{on: 29 Feb 2024, value: 26.06}")
    assert f"so 0.46 points worse than planned, within its tolerance of 0.5 points; {GOAL}" in (
        found.why
    )


@pytest.mark.parametrize(
    ("after", "standing"),
    [("0", Shows.SUSTAINED), ("1", Shows.SUSTAINED), ("2", Shows.TARGET_MET)],
)
def test_the_plan_says_how_often_a_target_must_be_met_to_be_sustained(
    after: str, standing: Shows
) -> None:
    seen = "{on: 31 Jan 2024, value: 22}, {on: 29 Feb 2024, value: 20}"
    assert _effect(f"{AGENCY}, sustained_after: {after}", seen).standing is standing


def test_a_target_missed_and_met_again_is_not_sustained() -> None:
    seen = ", ".join(
        f"{{on: {day}, value: {value}}}"
        for day, value in (("1/11/23", 19), ("1/12/23", 19), ("1/1/24", 21), ("1/2/24", 19))
    )
    assert _effect(AGENCY, seen).standing is Shows.TARGET_MET


def test_a_small_denominator_leaves_the_last_figure_that_can_be_judged() -> None:
    seen = "{on: 31 Jan 2024, value: 33}, {on: 29 Feb 2024, value: 0, numerator: 0, denominator: 3}"
    found = _effect(AGENCY, seen)
    assert found.standing is Shows.WORSE_THAN_BASELINE
    assert found.why.endswith(
        "; 0% on 29 February 2024 (0 of 3) rests on fewer than 20 cases, too few to judge"
    )


def test_the_plan_says_how_few_cases_are_too_few() -> None:
    seen = "{on: 29 Feb 2024, value: 0, numerator: 0, denominator: 3}"
    assert _effect(f"{AGENCY}, small_below: 3", seen).standing is Shows.TARGET_MET


@pytest.mark.parametrize(
    ("frequency", "days", "standing"),
    [
        ("weekly", 14, Shows.TARGET_MET),
        ("weekly", 15, Shows.OUT_OF_DATE),
        ("monthly", 62, Shows.TARGET_MET),
        ("monthly", 63, Shows.OUT_OF_DATE),
        ("quarterly", 184, Shows.TARGET_MET),
        ("quarterly", 185, Shows.OUT_OF_DATE),
        ("half-yearly", 369, Shows.OUT_OF_DATE),
        ("yearly", 732, Shows.TARGET_MET),
        ("yearly", 733, Shows.OUT_OF_DATE),
        ("null", 5000, Shows.TARGET_MET),
    ],
)
def test_a_figure_is_out_of_date_when_the_one_after_the_next_is_missing(
    frequency: str, days: int, standing: Shows
) -> None:
    day = AS_AT - timedelta(days=days)
    text = f"title: Some, better: lower, frequency: {frequency}, targets: [{{value: 20}}]"
    found = _effect(f"{text}, baseline: {{value: 31}}", f"{{on: {day}, value: 20}}")
    assert found.standing is standing


@pytest.mark.parametrize(
    ("text", "seen", "words"),
    [
        (AGENCY, "", "Agency rate: no data"),
        (AGENCY, "{on: 29 Feb 2024, value: 25}", "Agency rate 25%, 0.6 points better than planned"),
        (AGENCY, "{on: 29 Feb 2024, value: 28}", "Agency rate 28%, 2.4 points worse than planned"),
        (AGENCY, "{on: 2 Mar 2024, value: 25.5}", "Agency rate 25.5%, on trajectory"),
        (
            AGENCY,
            "{on: 29 Feb 2024, value: 25.57}",
            "Agency rate 25.57%, 0.01 points worse than planned",
        ),
        (AGENCY, "{on: 30 Nov 2023, value: 25}", "Agency rate 25%, out of date"),
        (
            f"{AGENCY}, tolerance: 0.5",
            "{on: 29 Feb 2024, value: 26.06}",
            "Agency rate 26.06%, on trajectory",
        ),
        (
            f"{AGENCY}, tolerance: 0.5, course: steps",
            "{on: 29 Feb 2024, value: 30.9}",
            "Agency rate 30.9%, no change",
        ),
        (
            AGENCY.replace("31", "15"),
            "{on: 29 Feb 2024, value: 16}",
            "Agency rate 16%, worse than baseline",
        ),
        ("title: Visits", "{on: 29 Feb 2024, value: 25}", "Visits 25, no target"),
        (
            "title: Visits, better: lower, baseline: {value: 31}, targets: [{value: 20}]",
            "{on: 29 Feb 2024, value: 25}",
            "Visits 25, improving",
        ),
    ],
)
def test_a_measure_in_one_line(text: str, seen: str, words: str) -> None:
    assert measure_headline(_effect(text, seen)) == words


@pytest.mark.parametrize(
    ("text", "seen", "standing", "words"),
    [
        pytest.param(
            "baseline: {value: 0.7, on: 31/1/24}, targets: [{value: 0.8, by: 31/3/25}]",
            "{on: 30/11/24, value: 0.78}",
            Shows.ON_TRAJECTORY,
            "0.77 or more was expected by then, so 0.01 better than planned",
            id="ahead",
        ),
        pytest.param(
            "baseline: {value: 0.7, on: 31/1/24}, targets: [{value: 0.8, by: 31/3/25}]",
            "{on: 8/8/24, value: 0.72}",
            Shows.IMPROVING,
            "0.74 or more was expected by then, so 0.02 worse than planned",
            id="behind",
        ),
        pytest.param(
            "baseline: {value: 100, on: 31/1/24}, targets: [{value: 103, by: 31/3/25}]",
            "{on: 20/8/24, value: 101}",
            Shows.IMPROVING,
            "101.4 or more was expected by then, so 0.4 worse than planned",
            id="hundreds",
        ),
        pytest.param(
            "baseline: {value: 0.1, on: 1/1/24}, targets: [{value: 0.5, by: 3/1/24}]",
            "{on: 2/1/24, value: 0.3}",
            Shows.ON_TRAJECTORY,
            "0.3 or more was expected by then, as it is",
            id="to the last decimal",
        ),
    ],
)
def test_figures_are_compared_exactly_and_the_words_say_the_same(
    text: str, seen: str, standing: Shows, words: str
) -> None:
    found = _effect(f"title: A, better: higher, {text}", seen, date(2024, 12, 31))
    assert found.standing is standing
    assert f"; {words}; " in found.why


@pytest.mark.parametrize("more", ["", ", frequency: monthly", ", sustained_after: 1"])
@pytest.mark.parametrize(
    "target",
    ["better: higher, targets: [{value: 80, by: 1/1/24}]", "targets: [{low: 1, high: 90}]"],
)
def test_one_figure_without_a_baseline_is_no_data_whatever_the_target(
    target: str, more: str
) -> None:
    found = _effect(f"title: A, {target}{more}", "{on: 30/8/24, value: 85}", date(2024, 12, 31))
    assert found.standing is Shows.NO_DATA
    assert "; the first figure, with no baseline to compare it with; target " in found.why
    assert "met" not in found.why
    assert "expected" not in found.why


@pytest.mark.parametrize("day", ["6/3/25", "22/6/25"])
def test_a_target_that_is_not_after_the_baseline_puts_nothing_on_trajectory(day: str) -> None:
    text = f"baseline: {{value: 6, on: 22/6/25}}, targets: [{{value: 52, by: {day}}}]"
    found = _effect(
        f"title: A, better: higher, {text}", "{on: 8/9/25, value: 23}", date(2025, 11, 16)
    )
    assert (found.standing, found.expected) == (Shows.IMPROVING, None)


@pytest.mark.parametrize(
    ("seen", "standing", "day"),
    [
        pytest.param(
            "{on: 30/9/24, value: 81}, {on: 31/10/24, value: 82}, {on: 31/10/24, value: 83}",
            Shows.TARGET_MET,
            date(2024, 10, 31),
            id="two figures count once",
        ),
        pytest.param(
            "{on: 30/9/24, value: 85}, {on: 31/10/24, value: 60}, {on: 31/10/24, value: withheld}",
            Shows.TARGET_MET,
            date(2024, 9, 30),
            id="withheld takes the place of a figure",
        ),
        pytest.param(
            "{on: 30/9/24, value: 85}, {on: 31/10/24, value: withheld}, {on: 31/10/24, value: 60}",
            Shows.WORSE_THAN_BASELINE,
            date(2024, 10, 31),
            id="a figure takes the place of withheld",
        ),
    ],
)
def test_of_two_readings_for_one_day_the_later_line_counts(
    seen: str, standing: Shows, day: date
) -> None:
    text = "baseline: {value: 70, on: 31/1/24}, targets: [{value: 80, by: 31/3/25}]"
    found = _effect(f"title: A, better: higher, {text}", seen, date(2024, 12, 31))
    assert found.latest is not None
    assert (found.standing, found.latest.on) == (standing, day)


@pytest.mark.parametrize(
    ("target", "same", "nearer", "further"),
    [
        pytest.param("better: higher, targets: [{value: 10}]", 19, 20, 18, id="higher"),
        pytest.param("better: lower, targets: [{value: 30}]", 19, 18, 20, id="lower"),
        pytest.param("better: within, targets: [{low: 11, high: 25}]", 19, None, 26, id="within"),
        pytest.param("better: within, targets: [{value: 19}]", 19, None, 20, id="one figure"),
    ],
)
def test_a_measure_that_was_well_from_the_start_is_judged_by_what_its_figures_do(
    target: str, same: int, nearer: int | None, further: int
) -> None:
    def stands(value: int) -> Shows:
        days = ("28/9/24", "28/10/24", "28/11/24")
        seen = ", ".join(f"{{on: {day}, value: {value}}}" for day in days)
        text = f"title: A, {target}, baseline: {{value: 19, on: 31/1/24}}"
        return _effect(text, seen, date(2024, 12, 31)).standing

    assert stands(same) is Shows.NO_CHANGE
    assert stands(further) is Shows.WORSE_THAN_BASELINE
    assert nearer is None or stands(nearer) is Shows.SUSTAINED


def test_no_figure_within_a_range_is_better_than_another() -> None:
    text = "title: A, better: within, targets: [{low: 11, high: 25}]"
    for value in (11, 15, 25):
        seen = f"{{on: 28/9/24, value: {value}}}"
        found = _effect(f"{text}, baseline: {{value: 19, on: 31/1/24}}", seen, date(2024, 10, 1))
        assert found.standing is Shows.NO_CHANGE


@pytest.mark.parametrize(
    ("frequency", "days", "count"),
    [
        ("monthly", ["1/1/24", "16/1/24", "31/1/24"], 1),
        ("monthly", ["31/1/24", "29/2/24", "31/3/24"], 3),
        ("monthly", ["16/1/24", "31/1/24", "15/2/24"], 2),
        ("monthly", ["31/1/24", "31/3/24"], 2),
        ("weekly", ["1/1/24", "7/1/24", "8/1/24"], 2),
        ("weekly", ["30/12/23", "31/12/23", "1/1/24"], 2),
        ("quarterly", ["1/1/24", "31/3/24", "1/4/24"], 2),
        ("half-yearly", ["1/1/24", "30/6/24", "1/7/24"], 2),
        ("yearly", ["1/1/24", "31/12/24", "31/3/25"], 2),
        ("null", ["1/1/24", "2/1/24", "3/1/24"], 3),
    ],
)
def test_a_figure_counts_for_the_period_that_it_falls_in(
    frequency: str, days: list[str], count: int
) -> None:
    text = f"title: A, better: higher, frequency: {frequency}, targets: [{{value: 80}}]"
    seen = ", ".join(f"{{on: {day}, value: 85}}" for day in days)
    found = _effect(f"{text}, baseline: {{value: 70}}", seen, date(2025, 4, 1))
    said = f"met {count} times running" if count > 1 else "met"
    assert f"; target 80 or more, {said}" in found.why.removesuffix("; ")


def test_a_miss_in_a_period_ends_the_row() -> None:
    text = "title: A, better: higher, frequency: monthly, targets: [{value: 80}]"
    seen = (
        "{on: 31/1/24, value: 85}, {on: 5/2/24, value: 79}, {on: 28/2/24, value: 85}, "
        "{on: 31/3/24, value: 85}"
    )
    found = _effect(f"{text}, baseline: {{value: 70}}", seen, date(2024, 4, 1))
    assert found.standing is Shows.TARGET_MET


def test_one_case_is_said_in_the_singular() -> None:
    text = "title: A, unit: children, better: lower, small_below: 1, targets: [{value: 1}]"
    seen = "{on: 29 Feb 2024, value: 1, numerator: 0, denominator: 0}"
    found = _effect(text, seen)
    assert found.why == (
        "no data yet: 1 child on 29 February 2024 (0 of 0) rests on fewer than 1 case, "
        "too few to judge"
    )


_DAYS: Final = st.integers(1, 400)  # since the baseline
_VALUES: Final = st.integers(0, 60)
_FIGURES: Final = st.lists(st.tuples(_DAYS, _VALUES), unique_by=lambda each: each[0], max_size=12)
_SEEN: Final = st.lists(
    st.tuples(_DAYS, _VALUES | st.sampled_from(Missing)),
    unique_by=lambda each: each[0],
    max_size=12,
)


def _of(figures: Sequence[tuple[int, int | Missing]], later: int = 0) -> Effect:
    """What figures of days since the baseline say; with every day so much later."""

    def on(day: int) -> str:
        return (date(2023, 1, 1) + timedelta(days=day + later)).isoformat()

    held = {
        "id": "some",
        "title": "Some",
        "better": "lower",
        "frequency": "monthly",
        "baseline": {"value": "31", "on": on(0)},
        "targets": [{"value": "20", "by": on(517)}],
        "observations": [{"on": on(day), "value": str(value)} for day, value in figures],
    }
    return judge_measure(Measure.model_validate(held), AS_AT + timedelta(days=later))


@given(_SEEN, st.randoms(use_true_random=False))
def test_the_order_in_the_file_changes_nothing(
    figures: list[tuple[int, int | Missing]], chance: Random
) -> None:
    mixed = list(figures)
    chance.shuffle(mixed)
    assert _of(mixed)[1:] == _of(figures)[1:]


@given(_SEEN, st.integers(-2000, 2000))
def test_days_that_are_all_later_by_the_same_change_only_the_words(
    figures: list[tuple[int, int | Missing]], later: int
) -> None:
    was, now = _of(figures), _of(figures, later)
    assert (now.standing, now.expected, now.ahead, now.gain) == (
        was.standing,
        was.expected,
        was.ahead,
        was.gain,
    )


@given(_SEEN, st.integers(438, 900), _VALUES)
def test_a_figure_of_a_day_to_come_changes_nothing(
    figures: list[tuple[int, int | Missing]], day: int, value: int
) -> None:
    assert _of([*figures, (day, value)])[1:] == _of(figures)[1:]


_BEST_FIRST: Final = (
    Shows.SUSTAINED,
    Shows.TARGET_MET,
    Shows.ON_TRAJECTORY,
    Shows.IMPROVING,
    Shows.OUT_OF_DATE,
    Shows.NO_CHANGE,
    Shows.WORSE_THAN_BASELINE,
)


@given(_FIGURES.filter(bool), st.integers(0, 60))
def test_a_better_latest_figure_is_never_rated_worse(
    figures: list[tuple[int, int]], less: int
) -> None:
    figures.sort()
    day, value = figures[-1]
    lower = [*figures[:-1], (day, max(0, value - less))]
    was, now = (_BEST_FIRST.index(_of(each).standing) for each in (figures, lower))
    assert now <= was
