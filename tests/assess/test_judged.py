"""An action as judged: its ratings, disputes, and what the board counts; as at 13 March 2024."""

from datetime import date
from typing import Final

import pytest

from make import AS_AT, action
from planctl.assess.judgement import Judgement, criteria_for, judge_actions
from planctl.load.content import parse_yaml
from planctl.model.action import Extension
from planctl.model.governance import Governance
from planctl.model.measure import Measure
from planctl.model.plan import Area, Plan
from planctl.model.plan_files import Front
from planctl.model.policy import Policy
from planctl.model.rating import ImpactStanding, Rating, Standing

PAUSED: Final = "pauses: [{until: 30 Jun 2024, reason: It waits., agreed: 2024-02-14}]"
WITHDRAWN: Final = "withdrawals: [{reason: Not needed., agreed: 2024-02-14}]"
LATE: Final = "timescale: 31 Jan 2024\n"


AUDITS: Final = Measure.model_validate({"id": "audits-good", "title": "Audits"})


def _judged(
    text: str, policy: str = "", as_at: date = AS_AT, measures: tuple[Measure, ...] = (AUDITS,)
) -> Judgement:
    plan = Plan(
        Front.model_validate({"title": "A plan", "organisation": "A council"}),
        Governance.model_validate({"meetings": [{"on": "14 Feb 2024"}, {"on": "March 2024"}]}),
        {},
        {},
        Policy.model_validate(parse_yaml(policy) or {}),
        measures,
        (Area("1", "Practice", None, ()), Area("2", "Capacity", None, (action(text),))),
    )
    (only,) = judge_actions(plan, criteria_for(plan, as_at))
    return only


def test_an_action_knows_its_area_and_its_place() -> None:
    judged = _judged("ref: 2.1")
    assert (judged.ref, judged.area.title) == ("2.1", "Capacity")
    assert judged.at == ("areas", 1, "actions", 0)


@pytest.mark.parametrize(
    ("declared", "rating", "disputed"),
    [
        ("", Rating.RED, False),
        ("red", Rating.RED, False),
        ("amber", Rating.AMBER, True),
        ("green", Rating.GREEN, True),
        ("blue", Rating.BLUE, True),
        ("grey", Rating.GREY, True),
    ],
)
def test_a_declared_rating_is_reported_and_may_be_disputed(
    declared: str, rating: Rating, *, disputed: bool
) -> None:
    progress = _judged(f"{LATE}progress_rag: {declared}").progress
    assert (progress.rating, progress.disputed) == (rating, disputed)
    assert (progress.computed, progress.declared) == (Rating.RED, rating if declared else None)


STEP: Final = (
    "timescale: Dec 2024\nstatus: in progress\nmilestones: [{what: A, timescale: Jan 2024}]"
)


@pytest.mark.parametrize("key", ["", "progress_rag: {amber: {standings: [due soon]}}"])
def test_green_is_disputed_of_amber_whatever_else_the_key_calls_amber(key: str) -> None:
    progress = _judged(f"{STEP}\nprogress_rag: green", key).progress
    assert (progress.computed, progress.disputed) == (Rating.AMBER, True)


@pytest.mark.parametrize("key", ["", "progress_rag: {red: {standings: [extended]}}"])
def test_amber_is_disputed_of_red_whatever_else_the_key_calls_red(key: str) -> None:
    progress = _judged(f"{LATE}progress_rag: amber", key).progress
    assert (progress.computed, progress.disputed) == (Rating.RED, True)


@pytest.mark.parametrize("key", ["", "impact_rag: {red: {standings: [out of date]}}"])
def test_a_declared_impact_is_disputed_whatever_else_the_key_calls_red(key: str) -> None:
    measure = Measure.model_validate(
        {
            "id": "worse",
            "title": "Worse",
            "better": "higher",
            "baseline": {"value": "70", "on": "2024-01-31"},
            "targets": [{"value": "80", "by": "2025-03-31"}],
            "observations": [{"on": "2024-03-01", "value": "60"}],
        }
    )
    text = "impact_measures: [{measure: worse}]\nimpact_rag: amber"
    impact = _judged(text, key, measures=(measure,)).impact
    assert (impact.standing, impact.computed) == (ImpactStanding.WORSE_THAN_BASELINE, Rating.RED)
    assert impact.disputed


def test_a_worse_rating_is_not_disputed() -> None:
    progress = _judged("timescale: Dec 2024\nstatus: in progress\nprogress_rag: red").progress
    assert (progress.rating, progress.computed, progress.disputed) == (
        Rating.RED,
        Rating.GREEN,
        False,
    )


def test_the_facts_stay_beside_a_declared_rating() -> None:
    progress = _judged(f"{LATE}progress_rag: green").progress
    assert progress.standing is Standing.OVERDUE
    assert progress.why == "due 31 January 2024, 42 days ago; not complete"


def test_a_declared_impact_is_reported() -> None:
    impact = _judged("impact_measures: [{measure: audits-good}]\nimpact_rag: green").impact
    assert (impact.rating, impact.computed, impact.disputed) == (Rating.GREEN, Rating.GREY, False)
    words = "Audits: no target is set; no data yet"
    assert (impact.standing, impact.why) == (ImpactStanding.NO_TARGET, words)


def test_the_plan_says_how_soon_is_soon() -> None:
    text = "timescale: 30 Mar 2024\nstatus: in progress"
    assert _judged(text).progress.standing is Standing.DUE_SOON
    assert _judged(text, "due_soon_days: 14").progress.standing is Standing.ON_TRACK


def test_the_plans_key_rates_its_standings() -> None:
    policy = "progress_rag: {amber: {standings: [overdue]}}"
    assert _judged(LATE, policy).progress.rating is Rating.AMBER


def test_a_board_is_one_of_the_plans_meetings() -> None:
    assert _judged("timescale: Feb 2024 board").days_overdue == 28


def test_the_year_starts_when_the_plan_says() -> None:
    assert _judged("timescale: Q4 2023-24").promise.due == date(2024, 3, 31)
    judged = _judged("timescale: Q4 2023-24", "year_starts: January")
    assert judged.promise.due == date(2023, 12, 31)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (LATE, 42),
        ("timescale: 13 Mar 2024", 0),
        (f"{LATE}status: complete", 0),
        (f"{LATE}{PAUSED}", 0),
        (f"{LATE}{WITHDRAWN}", 0),
    ],
)
def test_only_what_is_overdue_has_days_overdue(text: str, days: int) -> None:
    judged = _judged(text)
    assert (judged.days_overdue, judged.is_overdue) == (days, days > 0)


@pytest.mark.parametrize(
    ("status", "delivered", "is_open"),
    [
        ("status: not started", False, True),
        ("status: in progress", False, True),
        ("status: paused", False, True),
        ("status: withdrawn", False, True),
        (PAUSED, False, True),
        ("status: complete", True, False),
        ("status: embedded", True, False),
        (WITHDRAWN, False, False),
    ],
)
def test_what_the_board_waits_for(status: str, *, delivered: bool, is_open: bool) -> None:
    judged = _judged(status)
    assert (judged.is_delivered, judged.is_open) == (delivered, is_open)
    assert (judged.lacks_lead, judged.lacks_timescale) == (is_open, is_open)


@pytest.mark.parametrize(
    ("status", "count"),
    [
        ("status: not started", 1),
        ("status: in progress", 1),
        ("status: paused", 1),
        (PAUSED, 0),
        ("status: complete", 0),
        ("status: embedded", 0),
        (WITHDRAWN, 0),
    ],
)
def test_milestones_are_late_only_while_the_board_waits(status: str, count: int) -> None:
    judged = _judged(f"{status}\nmilestones: [{{what: A step, timescale: Jan 2024}}]")
    assert len(judged.late_milestones) == count


@pytest.mark.parametrize("timescale", ["Dec 2024", "ongoing", "May 2024 board"])
def test_what_has_a_lead_and_a_timescale_lacks_neither(timescale: str) -> None:
    judged = _judged(f"leads: [AD]\ntimescale: {timescale}")
    assert not judged.lacks_lead
    assert not judged.lacks_timescale


@pytest.mark.parametrize(
    ("text", "none_shown"),
    [
        ("status: complete", True),
        ("status: complete\nimpact_rag: red", True),
        ("status: complete\nimpact_rag: grey", True),
        ("status: complete\nimpact_rag: amber", False),
        ("status: complete\nimpact_rag: green", False),
        ("status: complete\nimpact_rag: blue", False),
        ("status: embedded\nimpact_rag: red", True),
        ("status: in progress\nimpact_rag: red", False),
    ],
)
def test_done_without_an_effect(text: str, *, none_shown: bool) -> None:
    assert _judged(text).shows_no_effect is none_shown


@pytest.mark.parametrize(
    ("declared", "none_shown"), [("", True), ("amber", True), ("green", False), ("red", True)]
)
def test_done_without_an_effect_whatever_the_key_calls_no_change(
    declared: str, *, none_shown: bool
) -> None:
    measure = Measure.model_validate(
        {
            "id": "same",
            "title": "Same",
            "better": "higher",
            "baseline": {"value": "70", "on": "2024-01-31"},
            "targets": [{"value": "80"}],
            "observations": [{"on": "2024-03-01", "value": "70"}],
        }
    )
    text = f"status: complete\nimpact_measures: [{{measure: same}}]\nimpact_rag: {declared}"
    judged = _judged(text, "impact_rag: {amber: {standings: [no change]}}", measures=(measure,))
    assert judged.shows_no_effect is none_shown


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("timescale: 12 Mar 2024", False),
        ("timescale: 13 Mar 2024", True),
        ("timescale: 27 Mar 2024", True),
        ("timescale: 28 Mar 2024", False),
        ("timescale: ongoing", False),
        ("timescale: 20 Mar 2024\nstatus: complete", False),
        (f"timescale: 20 Mar 2024\n{PAUSED}", False),
    ],
)
def test_due_by_a_day(text: str, *, due: bool) -> None:
    assert _judged(text).is_due_by(date(2024, 3, 27), AS_AT) is due


EXTENSIONS: Final = """\
extensions:
  - {to: May 2024, reason: Agreed., agreed: 2024-02-14}
  - {to: Jun 2024, reason: Agreed today., agreed: 2024-03-13}
  - {to: Jul 2024, reason: To be agreed tomorrow., agreed: 2024-03-14}
  - {to: Aug 2024, reason: Asked for., requested: 2024-03-01}
"""


@pytest.mark.parametrize(
    ("status", "asked_for"),
    [("status: in progress", ["Jul 2024", "Aug 2024"]), ("status: complete", []), (WITHDRAWN, [])],
)
def test_requests_are_open_until_they_are_agreed_or_not_needed(
    status: str, asked_for: list[str]
) -> None:
    requests = _judged(f"{EXTENSIONS}{status}").asked
    assert [one.to.written for one in requests if isinstance(one, Extension)] == asked_for
