"""Counts for the board, as at 13 March 2024."""

from datetime import date
from pathlib import Path
from typing import Final

from make import AS_AT, loaded, put, small_plan
from planctl.assess.judgement import Judgement, criteria_for, judge_actions
from planctl.assess.totals import Totals, count_totals, group_by_area, group_by_lead
from planctl.model.rating import Rating

SOON: Final = date(2024, 3, 27)
ACTIONS: Final = (
    "leads: [AD]\ntimescale: Jan 2024\nprogress_rag: green",  # overdue, and disputed
    "leads: [SM QA, AD]\ntimescale: 20 Mar 2024\nstatus: in progress",  # due soon
    "leads: [SM QA, SM QA]\ntimescale: 28 Mar 2024\nstatus: in progress",  # due the day after
    "leads: [AD]\nstatus: complete\ncompleted: 2024-01-31\nimpact_rag: amber",
    (
        "status: embedded\ncompleted: 2024-01-31\nevidence: [{title: A, kind: data, shows: More}]\n"
        "verified: {by: DCS, on: 2024-02-01, how: Ten records were read}"
    ),
    "timescale: Jan 2024\npauses: [{until: 30 Jun 2024, reason: It waits., agreed: 2024-02-14}]",
    "status: in progress",
    "withdrawals: [{reason: Not needed., agreed: 2024-02-14}]",
)


def _judged(root: Path) -> tuple[Judgement, ...]:
    files = {
        f"areas/1-practice/1.{n}-x.yaml": f'ref: "1.{n}"\ntitle: A\n{text}\n'
        for n, text in enumerate(ACTIONS, 1)
    }
    plan = loaded(put(small_plan(root), files)).plan
    return judge_actions(plan, criteria_for(plan, AS_AT))


def test_the_totals(tmp_path: Path) -> None:
    assert count_totals(_judged(tmp_path), AS_AT, SOON) == Totals(
        actions=8,
        complete=2,
        overdue=1,
        due_soon=1,
        no_timescale=1,
        no_lead=2,
        disputed=1,
        paused=1,
        withdrawn=1,
        no_effect=1,
        progress_rag={
            Rating.BLUE: 1,
            Rating.GREEN: 4,
            Rating.AMBER: 1,
            Rating.RED: 0,
            Rating.GREY: 2,
        },
        impact_rag={
            Rating.BLUE: 0,
            Rating.GREEN: 0,
            Rating.AMBER: 1,
            Rating.RED: 0,
            Rating.GREY: 7,
        },
        left_rag={
            Rating.BLUE: 0,
            Rating.GREEN: 3,
            Rating.AMBER: 1,
            Rating.RED: 0,
            Rating.GREY: 2,
        },
    )


def test_the_totals_of_nothing_are_nought() -> None:
    nought = dict.fromkeys(Rating, 0)
    assert count_totals([], AS_AT, SOON) == Totals(
        0, 0, 0, 0, 0, 0, 0, nought, nought, 0, 0, 0, nought
    )


def test_a_role_has_the_actions_that_it_leads_or_supports_once_each(tmp_path: Path) -> None:
    roles = group_by_lead(_judged(tmp_path))
    assert {role: [each.ref for each in of] for role, of in roles.items()} == {
        "AD": ["1.1", "1.2", "1.4"],
        "SM QA": ["1.2", "1.3"],
    }


def test_an_area_has_those_of_its_actions_that_are_asked_for(tmp_path: Path) -> None:
    action = 'ref: "2.1"\ntitle: A\n'
    area = 'ref: "1"\ntitle: Practice\n'  # as the first area has it: two areas all the same
    files = {"areas/1-same/area.yaml": area, "areas/1-same/2.1-x.yaml": action}
    plan = loaded(put(small_plan(tmp_path, 'ref: "1.1"\ntitle: A\n'), files)).plan
    judged = judge_actions(plan, criteria_for(plan, AS_AT))
    whole = [[each.ref for each in of] for _, of in group_by_area(plan.areas, judged)]
    part = [[each.ref for each in of] for _, of in group_by_area(plan.areas, judged[1:])]
    assert (whole, part) == ([["1.1"], ["2.1"]], [[], ["2.1"]])
    assert [area for area, _ in group_by_area(plan.areas, [])] == list(plan.areas)
