"""The exceptions that a board's paper lists, as at 13 March 2024, before the board of the 27th."""

from datetime import date
from pathlib import Path
from typing import Final

import pytest

from make import AS_AT, loaded, put, small_plan
from planctl.assess.exceptions import Exceptions, board_exceptions
from planctl.assess.scene import judge_plan

ASKED: Final = "extensions: [{to: Dec 2024, reason: More time., requested: 2024-03-01}]\n"
AGREED: Final = "extensions: [{to: Dec 2024, reason: More time., agreed: 2024-02-14}]\n"
AGREED_TWICE: Final = """\
extensions:
  - {to: Mar 2024, reason: More time., agreed: 2024-02-14}
  - {to: Dec 2024, reason: Again., agreed: 2024-03-01}
"""
AGREED_ONCE_OF_MANY: Final = """\
extensions:
  - {to: Dec 2024, reason: More time., agreed: 2024-02-14}
  - {to: Jan 2025, reason: Refused., refused: 2024-03-01}
  - {to: Jan 2025, reason: Asked for., requested: 2024-03-01}
  - {to: Jan 2025, reason: On no day of the board., agreed: 2024-02-15}
"""
ASKS: Final = "escalations: [{raised: 2024-03-01, to: the board, asks: More time?}]\n"
PROJECTS: Final = """\
meetings: [{on: 14 February 2024}, {on: March 2024}]
projects:
  - {id: late, title: A, timescale: 12 Mar 2024}
  - {id: later, title: B, timescale: Jan 2025}
"""
WITHDRAWAL: Final = "withdrawals: [{reason: Not needed., agreed: 2024-02-14}]"
PAUSED: Final = "pauses: [{until: 30 Jun 2024, reason: It waits., agreed: 2024-02-14}]"
CORRECTED: Final = (
    "corrections: [{was: Jan 2024, to: Dec 2024, reason: A slip., agreed: 2024-02-14}]"
)
LATE_STEP: Final = "milestones: [{what: Sample, timescale: Feb 2024}]\n"
MET: Final = """\
id: met
title: Met
better: lower
baseline: {value: 30}
targets: [{value: 20}]
observations: [{on: 2024-02-29, value: 20}]
"""
GOING: Final = """\
id: going
title: Going
better: lower
baseline: {value: 30, on: 2024-01-31}
targets: [{value: 20, by: 2024-12-31}]
observations: [{on: 2024-02-29, value: 26}]
"""
LED: Final = "leads: [AD]\nstatus: in progress\n"
CLAIMED: Final = "leads: [AD]\ntimescale: Jan 2024\nstatus: complete\ncompleted: 2024-01-30\n"
DONE: Final = f"{CLAIMED}evidence: [{{title: Report, kind: data}}]\n"


def _exceptions(root: Path, *texts: str, **more: str) -> Exceptions:
    files = {
        f"areas/1-practice/1.{n}-x.yaml": f'ref: "1.{n}"\ntitle: A\n{text}\n'
        for n, text in enumerate(texts, 1)
    }
    plan = loaded(
        put(
            small_plan(root),
            {
                "measures/met.yaml": MET,
                "measures/going.yaml": GOING,
                **files,
                **{f"{name}.yaml": text for name, text in more.items()},
            },
        )
    ).plan
    return board_exceptions(judge_plan(plan, AS_AT), date(2024, 3, 27))


@pytest.mark.parametrize(
    ("text", "lists"),
    [
        pytest.param(f"{LED}timescale: Dec 2024", set(), id="on track"),
        pytest.param(f"{LED}timescale: ongoing", set(), id="no end"),
        pytest.param(f"{LED}timescale: Jan 2024", {"overdue"}, id="overdue"),
        pytest.param(
            f"{LED}timescale: Jan 2024\n{LATE_STEP}", {"overdue"}, id="overdue with a late step"
        ),
        pytest.param(f"{LED}timescale: 27 Mar 2024", {"due"}, id="due on the day of the board"),
        pytest.param(f"{LED}timescale: 28 Mar 2024", set(), id="due the day after"),
        pytest.param(f"{LED}timescale: Dec 2024\n{LATE_STEP}", {"milestones"}, id="a late step"),
        pytest.param(
            f"{LED}timescale: Jan 2024\n{ASKED}", {"overdue", "asked"}, id="asked for more"
        ),
        pytest.param(f"{LED}timescale: Jan 2024\n{AGREED}", {"agreed"}, id="extended"),
        pytest.param(
            f"{LED}timescale: Jan 2024\nprogress_rag: green",
            {"overdue", "disputed"},
            id="disputed",
        ),
        pytest.param(LED, {"no_timescale"}, id="no timescale"),
        pytest.param("status: in progress\ntimescale: Dec 2024", {"no_lead"}, id="no lead"),
        pytest.param("leads: [AD]\ntimescale: Dec 2024", set(), id="not started, and far off"),
        pytest.param("leads: [AD]\ntimescale: ongoing", {"not_started"}, id="not begun, no end"),
        pytest.param(
            f"leads: [AD]\ntimescale: Dec 2024\n{LATE_STEP}",
            {"milestones", "not_started"},
            id="not started, with a late step",
        ),
        pytest.param("leads: [AD]\ntimescale: Jan 2024", {"overdue", "not_started"}, id="late"),
        pytest.param("leads: [AD]", {"no_timescale", "not_started"}, id="not started, no day"),
        pytest.param(
            f"{LED}timescale: Dec 2024\nprogress_rag: grey", set(), id="under way, and not rated"
        ),
        pytest.param(f"{DONE}impact_rag: green", set(), id="done, with an effect"),
        pytest.param(DONE, {"no_effect"}, id="done, without one"),
        pytest.param(
            f"{CLAIMED}impact_rag: green", {"no_evidence"}, id="said to be done, by no evidence"
        ),
        pytest.param(
            f"{DONE}impact_rag: green".replace("completed: 2024-01-30\n", ""),
            {"no_day"},
            id="said to be done, and not when",
        ),
        pytest.param(f"{LED}timescale: Jan 2024\n{PAUSED}", {"paused"}, id="paused"),
        pytest.param(
            f"{LED}timescale: Jan 2024\n{PAUSED.replace('agreed', 'requested')}",
            {"overdue", "asked"},
            id="a pause is asked for",
        ),
        pytest.param(f"{LED}timescale: Dec 2024\n{LATE_STEP}{PAUSED}", {"paused"}, id="it waits"),
        pytest.param(
            f"{LED}timescale: Jan 2024\n{WITHDRAWAL.replace('agreed', 'requested')}",
            {"overdue", "asked"},
            id="a withdrawal is asked for",
        ),
        pytest.param(
            f"{LED}timescale: Jan 2024\n{CORRECTED}", {"corrected"}, id="the date was wrong"
        ),
        pytest.param(
            f"{LED}timescale: Dec 2024\nimpact_rag: green", {"before_delivery"}, id="too early"
        ),
        pytest.param(
            f"{LED}timescale: Dec 2024\nimpact_measures: [{{measure: met}}]",
            {"before_delivery"},
            id="figures that met their target before it is done",
        ),
        pytest.param(
            f"{LED}timescale: Dec 2024\nimpact_measures: [{{measure: met}}]\nimpact_rag: amber",
            set(),
            id="figures that met their target, and a lead who is not sure",
        ),
        pytest.param(
            f"{LED}timescale: Dec 2024\nimpact_measures: [{{measure: going}}]\nimpact_rag: green",
            set(),
            id="figures on their way, and a lead who says the same",
        ),
        pytest.param(f"{DONE}{ASKED}{LATE_STEP}impact_rag: green", set(), id="done all the same"),
        pytest.param(
            "withdrawals: [{reason: Not needed., agreed: 2024-02-14}]", set(), id="withdrawn"
        ),
        pytest.param(
            f"{LED}timescale: Jan 2024\n{AGREED_TWICE}",
            {"agreed", "extended_again"},
            id="extended twice",
        ),
        pytest.param(f"{DONE}impact_rag: green\n{AGREED_TWICE}", set(), id="extended, and done"),
        pytest.param(
            f"{LED}timescale: Jan 2024\n{AGREED_ONCE_OF_MANY}",
            {"agreed", "asked"},
            id="agreed once, refused, asked for and said to be agreed",
        ),
        pytest.param(
            f"{LED}timescale: Dec 2024\ndepends_on: [late]",
            {"at_risk"},
            id="waits for what is late",
        ),
        pytest.param(
            f"{LED}timescale: Dec 2024\ndepends_on: [later]", {"at_risk"}, id="waits too long"
        ),
        pytest.param(f"{DONE}impact_rag: green\ndepends_on: [late]", set(), id="waited"),
        pytest.param(f"{LED}timescale: Dec 2024\n{ASKS}", {"escalated"}, id="escalated"),
        pytest.param(
            f"{DONE}impact_rag: green\n{ASKS}", {"escalated"}, id="done, and a question is open"
        ),
        pytest.param(
            f"{LED}timescale: Dec 2024\n{ASKS.replace('}', ', closed: 2024-03-13}')}",
            set(),
            id="escalated and closed",
        ),
    ],
)
def test_the_lists_that_an_action_stands_in(text: str, lists: set[str], tmp_path: Path) -> None:
    found = _exceptions(tmp_path, text, governance=PROJECTS)._asdict()
    assert {name for name, actions in found.items() if actions} == lists


def test_the_longest_overdue_comes_first(tmp_path: Path) -> None:
    late = [f"timescale: {day}" for day in ("1 Mar 2024", "1 Jan 2024", "1 Feb 2024")]
    found = _exceptions(tmp_path, *late)
    assert [each.ref for each in found.overdue] == ["1.2", "1.3", "1.1"]


def test_the_first_due_comes_first(tmp_path: Path) -> None:
    soon = [f"timescale: {day}" for day in ("25 Mar 2024", "13 Mar 2024", "20 Mar 2024")]
    found = _exceptions(tmp_path, *soon)
    assert [each.ref for each in found.due] == ["1.2", "1.3", "1.1"]


def test_the_longest_overdue_follow_up_comes_first(tmp_path: Path) -> None:
    days = ("1 Mar 2024", "13 Mar 2024", "1 Feb 2024")
    asked = ", ".join(f"{{who: AD, what: By {day}, by: {day}}}" for day in days)
    decisions = f"- {{id: a, meeting: Feb 2024, decided: A, follow_up: [{asked}]}}\n"
    found = _exceptions(tmp_path, decisions=decisions).follow_ups
    assert [each.follow_up.what for each in found] == ["By 1 Feb 2024", "By 1 Mar 2024"]


@pytest.mark.parametrize(
    ("governance", "due", "listed"),
    [
        ("meetings: [{on: 27 Mar 2024}, {on: 24 Apr 2024}]", "24 Apr 2024", 1),
        ("meetings: [{on: 27 Mar 2024}, {on: 24 Apr 2024}]", "25 Apr 2024", 0),
        ("meetings: []", "26 Apr 2024", 1),
        ("meetings: []", "27 Apr 2024", 0),
    ],
)
def test_what_is_not_started_needs_attention_where_it_is_due_by_the_board_but_one(
    governance: str, due: str, listed: int, tmp_path: Path
) -> None:
    text = f"leads: [AD]\ntimescale: {due}"
    assert len(_exceptions(tmp_path, text, governance=governance).not_started) == listed
