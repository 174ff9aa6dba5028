"""How the whole plan stands at a board, as at 13 March 2024."""

from pathlib import Path
from typing import Final

import pytest

from make import put, small_plan
from paper import scene_of
from planctl.assess.overall import OverallRatings, meeting_record, overall_ratings

LATE: Final = "timescale: 12 Mar 2024"
ON_TIME: Final = "timescale: 31 Dec 2024\nstatus: in progress"
EXTENDED: Final = (
    "timescale: 12 Mar 2024\nstatus: in progress\n"
    "extensions: [{to: 31 Dec 2024, reason: So., agreed: 2024-02-14}]"
)
DONE: Final = "timescale: 12 Mar 2024\nstatus: complete\ncompleted: 2024-02-01"
GONE: Final = (
    "timescale: 12 Mar 2024\nstatus: withdrawn\nwithdrawals: [{reason: So., agreed: 2024-02-14}]"
)
PAUSED: Final = (
    "timescale: 12 Mar 2024\nstatus: paused\n"
    "pauses: [{until: 31 Dec 2024, reason: So., agreed: 2024-02-14}]"
)
PRIORITY: Final = """\
title: A small plan
organisation: A council
inspection: {priority_findings: [core-groups]}
findings: [{id: core-groups, title: Core groups}, {id: other, title: Other}]
"""
HEAD: Final = "unit: percent\nbetter: higher\nbaseline: {value: 50, on: 2023-01-31}\n"
TARGET: Final = f"{HEAD}targets: [{{value: 90, by: 2024-12-31}}]\n"
FIGURES: Final = {
    "worse": f"{TARGET}observations: [{{on: 2024-02-29, value: 40}}]",
    "improving": f"{TARGET}observations: [{{on: 2024-02-29, value: 55}}]",
    "met": f"{TARGET}observations: [{{on: 2024-02-29, value: 95}}]",
    "unknown": TARGET,
}


def _ratings(root: Path, *actions: str, **files: str) -> OverallRatings:
    texts = {
        f"areas/1-practice/1.{n}-action.yaml": f'ref: "1.{n}"\ntitle: Action\n{text}\n'
        for n, text in enumerate(actions, 1)
    }
    small_plan(root, **files)
    scene = scene_of(put(root, texts))
    return overall_ratings(scene, scene.by.calendar.next_meeting(scene.as_at))


def _measures(*names: str) -> dict[str, str]:
    return {
        f"measures__m{n}": f"id: m{n}\ntitle: Measure {n}\n{FIGURES[name]}"
        for n, name in enumerate(names, 1)
    }


@pytest.mark.parametrize(
    ("actions", "rating", "why"),
    [
        pytest.param((), "grey", "the plan has no actions", id="nothing to deliver"),
        pytest.param((DONE, GONE), "green", "no action is open", id="nothing open"),
        pytest.param(
            (LATE, *[ON_TIME] * 3, DONE, GONE),
            "red",
            "1 of 4 open actions is red; the whole is red from a quarter on",
            id="a quarter is late",
        ),
        pytest.param(
            (LATE, *[ON_TIME] * 4),
            "amber",
            "1 of 5 open actions is red, 0 amber; the whole is green only below a tenth",
            id="fewer are late",
        ),
        pytest.param(
            (EXTENDED, PAUSED, *[ON_TIME] * 8),
            "amber",
            "0 of 10 open actions are red, 2 amber; the whole is green only below a tenth",
            id="a fifth is at risk",
        ),
        pytest.param(
            (EXTENDED, *[ON_TIME] * 9),
            "amber",
            "0 of 10 open actions are red, 1 amber; the whole is green only below a tenth",
            id="just a tenth is at risk",
        ),
        pytest.param(
            (EXTENDED, *[ON_TIME] * 10),
            "green",
            "0 of 11 open actions are red, 1 amber; the whole is green only below a tenth",
            id="fewer than a tenth are at risk",
        ),
        pytest.param(
            ("status: not started", *[ON_TIME] * 3),
            "green",
            (
                "0 of 4 open actions are red, 0 amber, 1 not started, not counted as a worry; the "
                "whole is green only below a tenth"
            ),
            id="one that is not started is no worry",
        ),
        pytest.param(
            ("status: in progress", "status: not started", *[ON_TIME] * 3),
            "green",
            (
                "0 of 5 open actions are red, 0 amber, 1 not started, 1 not rated, not counted as "
                "a worry; the whole is green only below a tenth"
            ),
            id="nor is one that is not rated else",
        ),
        pytest.param(
            (f"{LATE}\nprogress_rag: green", *[ON_TIME] * 3),
            "red",
            "1 of 4 open actions is red by the facts; the whole is red from a quarter on",
            id="of a disputed rating the facts count",
        ),
        pytest.param(
            (f"{ON_TIME}\nprogress_rag: red", *[ON_TIME] * 3),
            "red",
            "1 of 4 open actions is red; the whole is red from a quarter on",
            id="a lead may rate it worse than the facts",
        ),
    ],
)
def test_progress_is_rated_from_the_open_actions(
    tmp_path: Path, actions: tuple[str, ...], rating: str, why: str
) -> None:
    progress = _ratings(tmp_path, *actions).progress
    assert (progress.computed.value, progress.why) == (rating, why)


@pytest.mark.parametrize(
    ("actions", "rating"),
    [
        pytest.param((ON_TIME,), "red", id="no action answers it"),
        pytest.param((ON_TIME, f"{LATE}\nfindings: [core-groups]"), "red", id="its action is late"),
        pytest.param(
            (ON_TIME, "status: not started\nfindings: [core-groups]"), "red", id="without a date"
        ),
        pytest.param(
            (ON_TIME, f"{PAUSED}\nfindings: [core-groups]"), "red", id="its action is paused"
        ),
        pytest.param(
            (*[ON_TIME] * 9, f"{ON_TIME}\nfindings: [core-groups]"), "green", id="one is on time"
        ),
        pytest.param((ON_TIME, f"{DONE}\nfindings: [core-groups]"), "green", id="one is done"),
        pytest.param(
            (ON_TIME, "timescale: ongoing\nstatus: in progress\nfindings: [core-groups]"),
            "green",
            id="one goes on",
        ),
    ],
)
def test_progress_is_red_while_no_action_on_time_answers_a_priority_finding(
    tmp_path: Path, actions: tuple[str, ...], rating: str
) -> None:
    progress = _ratings(tmp_path, *actions, plan=PRIORITY).progress
    assert progress.computed.value == rating
    words = "no action on time answers the priority finding “Core groups”"
    assert (progress.why == words) is (rating == "red")


@pytest.mark.parametrize(
    ("measures", "rating", "why"),
    [
        pytest.param((), "grey", "no measure has figures", id="none"),
        pytest.param(
            ("unknown", "unknown"), "grey", "none of 2 measures can be rated", id="without figures"
        ),
        pytest.param(
            ("worse", "met", "met", "met"),
            "red",
            "1 of 4 measures is red; the whole is red from a quarter on",
            id="a quarter is worse",
        ),
        pytest.param(
            ("improving", "met"),
            "amber",
            "0 of 2 measures are red, 1 amber; the whole is green only below a tenth",
            id="some improve",
        ),
        pytest.param(
            ("unknown", "met"),
            "amber",
            (
                "0 of 2 measures are red, 0 amber, 1 not rated, counted as a worry; the whole is "
                "green only below a tenth"
            ),
            id="what nobody knows is no good news",
        ),
        pytest.param(
            ("met",),
            "green",
            "0 of 1 measure are red, 0 amber; the whole is green only below a tenth",
            id="all on course",
        ),
    ],
)
def test_impact_is_rated_from_the_measures(
    tmp_path: Path, measures: tuple[str, ...], rating: str, why: str
) -> None:
    impact = _ratings(tmp_path, **_measures(*measures)).impact
    assert (impact.computed.value, impact.why) == (rating, why)


@pytest.mark.parametrize(
    ("linked", "rating"),
    [
        pytest.param("impact_measures: [{measure: m1}]", "red", id="its measure only improves"),
        pytest.param(
            "impact_measures: [{measure: m1}, {measure: m2}]", "green", id="one is on course"
        ),
        pytest.param("impact_measures: [In words]", "green", id="it has no measure"),
    ],
)
def test_impact_is_red_while_no_measure_of_a_priority_finding_is_on_course(
    tmp_path: Path, linked: str, rating: str
) -> None:
    files = _measures("improving", *["met"] * 10)
    action = f"{ON_TIME}\nfindings: [core-groups]\n{linked}"
    impact = _ratings(tmp_path, action, plan=PRIORITY, **files).impact
    assert impact.computed.value == rating
    words = "no measure of the priority finding “Core groups” is on course"
    assert (impact.why == words) is (rating == "red")


def test_what_could_not_be_read_is_said_to_be_in_no_count(tmp_path: Path) -> None:
    files = {**_measures("met"), "measures__broken": "id: [", "areas__1-practice__1.9-x": "ref: ["}
    ratings = _ratings(tmp_path, ON_TIME, **files)
    assert ratings.progress.why.endswith("; 1 action could not be read")
    assert ratings.impact.why.endswith("; 1 measure could not be read")


def test_the_plan_s_own_shares_count(tmp_path: Path) -> None:
    policy = "overall: {progress: {red_from: 60, green_below: 51}}"
    progress = _ratings(tmp_path, LATE, ON_TIME, policy=policy).progress
    assert progress.computed.value == "green"
    assert progress.why == "1 of 2 open actions is red, 0 amber; the whole is green only below 51%"


def test_the_plan_s_own_key_rates_the_whole_plan_too(tmp_path: Path) -> None:
    policy = "progress_rag: {amber: {standings: [on track]}, green: {standings: [overdue]}}"
    progress = _ratings(tmp_path, LATE, ON_TIME, policy=policy).progress
    assert (progress.computed.value, progress.why) == (
        "green",
        "1 of 2 open actions is green; the whole is green from a quarter on",
    )


@pytest.mark.parametrize("declared", ["green", "amber", "grey"])
def test_a_rating_that_is_better_than_the_rule_is_disputed(tmp_path: Path, declared: str) -> None:
    ratings = _ratings(tmp_path, LATE, governance=_declared(declared))
    assert (ratings.progress.rating.value, ratings.progress.computed.value) == (declared, "red")
    assert ratings.progress.disputed
    assert ratings.declared.impact_rag is None


def test_a_rating_that_is_what_the_rule_says_is_not_disputed(tmp_path: Path) -> None:
    assert not _ratings(tmp_path, LATE, governance=_declared("red")).progress.disputed


def _declared(rating: str) -> str:
    return f"meetings: [{{on: 20 March 2024, overall: {{progress_rag: {rating}}}}}]"


@pytest.mark.parametrize(
    ("meetings", "note"),
    [
        pytest.param("[{on: 13 March 2024, note: This}]", "This", id="by its day"),
        pytest.param("[{on: March 2024, note: This}]", "This", id="by its month"),
        pytest.param(
            "[{on: March 2024, note: No}, {on: 13 March 2024, note: This}]", "This", id="by both"
        ),
        pytest.param("[{on: 20 March 2024, note: No}]", None, id="of another day"),
    ],
)
def test_what_is_recorded_of_a_meeting_is_found(
    tmp_path: Path, meetings: str, note: str | None
) -> None:
    board = "board: {meets: {on: second Wednesday, starting: Jan 2024, until: Mar 2024}}\n"
    scene = scene_of(small_plan(tmp_path, governance=f"{board}meetings: {meetings}"))
    meeting = scene_of(small_plan(tmp_path, governance=board)).by.calendar.meetings[-1]
    record = meeting_record(scene.plan.governance, meeting)
    assert (record.note if record else None) == note
    assert meeting_record(scene.plan.governance, None) is None
