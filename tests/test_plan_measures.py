"""The measures of our own plan hold each figure that the source gives, and none besides."""

from collections.abc import Mapping
from typing import Final, NamedTuple

import pytest

from make import AS_AT, OUR_PLAN, loaded
from planctl.assess.impact import judge_measures
from planctl.model.action import MeasureLink
from planctl.model.measure import Measure, Target
from planctl.model.plan import Plan
from planctl.model.rating import ImpactStanding
from planctl.workspace.plan import open_workspace, review_plan


class Given(NamedTuple):
    """What the source says of a measure: figures as it gives them, and the rows that give them."""

    unit: str
    better: str
    start: str  # the baseline, and its day where there is one
    targets: str
    actions: str


JUDGED_GOOD: Final = Given("%", "higher", "", "70; 80; 90", "1.1")
# The source gives one day only, a month; years of a target end with March.
GIVEN: Final[Mapping[str, Given]] = {
    "agency-rate": Given("%", "lower", "31", "", "3.3 3.4"),
    "assessments-good": JUDGED_GOOD,
    "care-proceedings-length": Given("weeks", "lower", "", "26", "5.3"),
    "caseload-social-worker": Given("cases", "within", "", "15 to 18", "2.1 3.2"),
    "caseload-team-manager": Given("cases", "within", "", "80 to 100", "3.2"),
    "meetings-good": JUDGED_GOOD,
    "permanence-plan": Given("%", "higher", "", "100", "6.3"),
    "recruitment-time": Given("months", "lower", "", "2", "3.1"),
    "turnover-rate": Given(
        "%",
        "lower",
        "7.74 on 2023-09-30",
        "6 by 2025-03-31; 5 by 2026-03-31",
        "2.1 3.2 3.3 3.4",
    ),
    "visits-good": JUDGED_GOOD,
}
# What the source says in more than one way, or leaves open: the notes have to keep it.
NOTED: Final[Mapping[str, str]] = {
    "agency-rate": "31%; 30; no day; no figure to reach",
    "care-proceedings-length": "26-week standard; 5.3",
    "caseload-social-worker": "15 to 18; national recommendation",
    "caseload-team-manager": "team managers across the service",
    "meetings-good": "child protection conferences; core groups; CLA reviews",
    "permanence-plan": "all children",
    "recruitment-time": "within 2 months; permanent workers",
    "turnover-rate": "retention; turnover; month only; 2024-25; 2025-26",
}


@pytest.fixture(scope="module")
def plan() -> Plan:
    return loaded(OUR_PLAN).plan


@pytest.fixture(scope="module")
def measures(plan: Plan) -> dict[str, Measure]:
    return {measure.id: measure for measure in plan.measures}


def _start(measure: Measure) -> str:
    start = measure.baseline
    if start is None:
        return ""
    return f"{start.value:g} on {start.on}" if start.on else f"{start.value:g}"


def _target(target: Target) -> str:
    figure = f"{target.value:g}" if target.value is not None else ""
    if target.low is not None and target.high is not None:
        figure = f"{target.low:g} to {target.high:g}"
    return f"{figure} by {target.by}" if target.by else figure


def _named_by(plan: Plan, name: str) -> str:
    links = [(action.ref, item) for _, action in plan.actions for item in action.impact_measures]
    return " ".join(
        ref for ref, item in links if isinstance(item, MeasureLink) and item.measure == name
    )


def test_there_is_a_measure_for_each_thing_that_the_source_counts(
    measures: dict[str, Measure],
) -> None:
    assert list(measures) == list(GIVEN)


@pytest.mark.parametrize("name", GIVEN)
def test_a_measure_has_the_figures_of_the_source(
    name: str, plan: Plan, measures: dict[str, Measure]
) -> None:
    found = measures[name]
    assert GIVEN[name] == Given(
        found.unit or "",
        found.better or "",
        _start(found),
        "; ".join(_target(target) for target in found.targets),
        _named_by(plan, name),
    )


@pytest.mark.parametrize("name", NOTED)
def test_the_notes_of_a_measure_keep_what_the_source_leaves_open(
    name: str, measures: dict[str, Measure]
) -> None:
    found = measures[name]
    parts = (found, found.baseline, *found.targets)
    notes = " ".join(part.note for part in parts if part and part.note)
    assert [words for words in NOTED[name].split("; ") if words not in notes] == []


@pytest.mark.parametrize("name", GIVEN)
def test_a_measure_says_which_actions_it_comes_from(
    name: str, measures: dict[str, Measure]
) -> None:
    missing = [ref for ref in GIVEN[name].actions.split() if ref not in (measures[name].note or "")]
    assert missing == []


def test_nothing_that_the_source_does_not_give_is_made_up(measures: dict[str, Measure]) -> None:
    assert [name for name, found in measures.items() if found.observations] == []
    assert [name for name, found in measures.items() if found.owner or found.frequency] == []


def test_each_measure_says_that_there_is_no_data_yet(plan: Plan) -> None:
    known = judge_measures(plan.measures, AS_AT)
    standings = {name: effect.standing for name, effect in known.items()}
    assert standings.pop("agency-rate") is ImpactStanding.NO_TARGET
    assert set(standings.values()) == {ImpactStanding.NO_DATA}
    assert [name for name, effect in known.items() if "no data yet" not in effect.why] == []


def test_what_the_source_leaves_out_of_its_measures_and_findings_is_reported() -> None:
    problems = review_plan(open_workspace(OUR_PLAN).loaded, AS_AT).problems
    asked = [p.message for p in problems if p.rule.code in {"Q404", "Q406"}]
    assert asked == [
        "no action answers “Strategy discussions and initial conferences”",
        "“Agency rate” has no target",
    ]
