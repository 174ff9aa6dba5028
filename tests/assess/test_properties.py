"""What is true of every action, on every day."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as some

from planctl.assess.judgement import Judgement, criteria_for, judge_actions
from planctl.assess.totals import Totals, count_totals, group_by_area
from planctl.model.action import Action
from planctl.model.governance import Governance
from planctl.model.plan import Area, Plan
from planctl.model.policy import Policy
from planctl.model.rating import Rating, Standing

pytestmark = pytest.mark.slow

START: Final = date(2024, 1, 1)
PAST: Final = some.dates(date(2023, 1, 1), START - timedelta(days=1))
DAYS: Final = some.dates(date(2023, 1, 1), date(2025, 12, 31))
LATER: Final = some.dates(START, date(2025, 12, 31))

DATES: Final = some.one_of(
    DAYS.map(date.isoformat),
    some.sampled_from(["Jan 2024", "Feb 2024 board", "May 2024 board", "Q3 2023-24", "2024-25"]),
)
TIMESCALES: Final = DATES | some.just("ongoing")
OPEN: Final = some.sampled_from(["not started", "in progress", "paused"])
STATUS: Final = some.sampled_from(
    ["not started", "in progress", "paused", "complete", "embedded", "withdrawn"]
)
RATINGS: Final = some.none() | some.sampled_from([rating.value for rating in Rating])
Facts = dict[str, Any]


def _milestones(done: some.SearchStrategy[date]) -> some.SearchStrategy[list[Facts]]:
    step = {"what": some.just("A step"), "timescale": some.none() | DATES}
    return some.lists(
        some.fixed_dictionaries({**step, "done": some.none() | done.map(date.isoformat)}),
        max_size=3,
    )


def _extensions(agreed: some.SearchStrategy[date | None]) -> some.SearchStrategy[list[Facts]]:
    when = agreed.map(lambda day: day and day.isoformat())
    later = {"to": DATES, "reason": some.just("More time."), "agreed": when}
    return some.lists(some.fixed_dictionaries(later), max_size=3)


def _actions(
    status: some.SearchStrategy[str], day: some.SearchStrategy[date]
) -> some.SearchStrategy[Facts]:
    """Actions whose recorded facts are of these days."""
    return some.fixed_dictionaries(
        {
            "ref": some.just("1.1"),
            "title": some.just("An action"),
            "leads": some.lists(some.just("AD"), max_size=1),
            "timescale": some.none() | TIMESCALES,
            "extensions": _extensions(some.none() | day),
            "status": status,
            "completed": some.none() | day.map(date.isoformat),
            "milestones": _milestones(day),
            "evidence": some.lists(some.just({"title": "Report", "kind": "data"}), max_size=1),
            "progress_rag": RATINGS,
            "impact_rag": RATINGS,
        }
    )


def _plan(*areas: list[Facts]) -> Plan:
    return Plan(
        None,
        Governance.model_validate({"meetings": [{"on": "14 Feb 2024"}]}),
        {},
        {},
        Policy(),
        (),
        tuple(
            Area(str(n), "An area", None, tuple(Action.model_validate(each) for each in area))
            for n, area in enumerate(areas, 1)
        ),
    )


def _judged(facts: Facts, as_at: date) -> Judgement:
    plan = _plan([facts])
    (only,) = judge_actions(plan, criteria_for(plan, as_at))
    return only


@given(_actions(OPEN, PAST), LATER, LATER)
def test_the_rating_of_an_open_action_never_improves_as_days_pass(
    facts: Facts, one: date, other: date
) -> None:
    before, after = (_judged(facts, day).progress.computed for day in sorted((one, other)))
    worse = {Rating.AMBER: 1, Rating.RED: 2}
    assert worse.get(before, 0) <= worse.get(after, 0)


@given(_actions(STATUS, DAYS), DAYS)
def test_every_action_has_a_standing_with_its_reason_on_every_day(
    facts: Facts, as_at: date
) -> None:
    progress = _judged(facts, as_at).progress
    assert progress.standing in Standing
    assert progress.why.strip(" .;") == progress.why != ""


@given(_actions(STATUS, DAYS), DAYS, DATES, some.integers(0, 3))
def test_a_request_for_an_extension_changes_no_judgement(
    facts: Facts, as_at: date, later: str, place: int
) -> None:
    request = {"to": later, "reason": "More time.", "requested": as_at.isoformat()}
    extensions = facts["extensions"]
    asked = {**facts, "extensions": [*extensions[:place], request, *extensions[place:]]}
    without, with_it = _judged(facts, as_at), _judged(asked, as_at)
    assert with_it.progress == without.progress
    assert with_it.promise._replace(requests=()) == without.promise._replace(requests=())


def _sum(parts: list[Totals], whole: Totals) -> Mapping[str, object]:
    """The sum of the parts, in the form of the whole."""
    return {
        name: sum(getattr(part, name) for part in parts)
        if isinstance(count, int)
        else {rating: sum(getattr(part, name)[rating] for part in parts) for rating in Rating}
        for name, count in whole._asdict().items()
    }


@given(some.lists(some.lists(_actions(STATUS, DAYS), max_size=3), max_size=3), DAYS, DAYS)
def test_the_totals_of_the_areas_sum_to_those_of_the_plan(
    areas: list[list[Facts]], as_at: date, soon: date
) -> None:
    plan = _plan(*areas)
    judged = judge_actions(plan, criteria_for(plan, as_at))
    parts = [count_totals(of, as_at, soon) for _, of in group_by_area(plan.areas, judged)]
    whole = count_totals(judged, as_at, soon)
    assert [part.actions for part in parts] == [len(area) for area in areas]
    assert _sum(parts, whole) == whole._asdict()


@given(some.lists(_actions(STATUS, DAYS), max_size=5), DAYS, DAYS)
def test_every_action_has_one_colour(area: list[Facts], as_at: date, soon: date) -> None:
    plan = _plan(area)
    whole = count_totals(judge_actions(plan, criteria_for(plan, as_at)), as_at, soon)
    assert sum(whole.progress_rag.values()) == sum(whole.impact_rag.values()) == len(area)
