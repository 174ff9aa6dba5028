"""What each role owes before the papers of a meeting are due."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from cycle import AREA, GOVERNANCE, cycle
from make import AS_AT
from paper import scene_of
from planctl.assess.judgement import Judgement
from planctl.assess.obligations import (
    Obligations,
    actions_without_lead,
    next_deadline,
    obligations_by_role,
)
from planctl.model.calendar import Meeting

WITHOUT_MEETINGS = "board: {name: Board, papers_due: 7}\n"


def _owed(root: Path, as_at: date = AS_AT) -> dict[str, Obligations]:
    scene = scene_of(root, as_at)
    by = next_deadline(scene, scene.by.calendar.next_meeting(as_at))
    return {each.role: each for each in obligations_by_role(scene, by)}


def _refs(judged: Iterable[Judgement]) -> list[str]:
    return [each.ref for each in judged]


@pytest.fixture
def roles(tmp_path: Path) -> dict[str, Obligations]:
    """What each role owes in the middle of the cycle."""
    return _owed(cycle(tmp_path))


@pytest.mark.parametrize(
    ("as_at", "by"),
    [
        (date(2024, 3, 13), (date(2024, 3, 27), date(2024, 3, 20))),
        (date(2024, 3, 20), (date(2024, 3, 27), date(2024, 3, 20))),
        (date(2024, 3, 21), (date(2024, 3, 27), None)),
        (date(2024, 3, 28), (date(2024, 5, 31), None)),
        (date(2024, 6, 1), (date(2024, 7, 1), None)),
    ],
    ids=["papers", "papers today", "papers past", "month only", "no meeting"],
)
def test_things_are_owed_by_the_meeting_else_soon_and_told_by_the_papers(
    as_at: date, by: tuple[date, date | None], tmp_path: Path
) -> None:
    scene = scene_of(cycle(tmp_path), as_at)
    found = next_deadline(scene, scene.by.calendar.next_meeting(as_at))
    assert (found.day, found.papers) == by


def test_an_action_is_owed_by_its_first_lead_alone(roles: dict[str, Obligations]) -> None:
    assert _refs(promised.each for promised in roles["AD"].overdue) == ["1.1"]
    assert _refs(promised.each for promised in roles["AD"].due) == ["1.2"]
    assert (roles["SM QA"].overdue, roles["SM QA"].due) == ((), ())


def test_those_who_support_an_action_that_is_late_or_due_are_told(
    roles: dict[str, Obligations],
) -> None:
    assert _refs(roles["SM QA"].supported) == ["1.1", "1.2"]
    assert roles["AD"].supported == ()


def test_a_lead_who_is_named_twice_does_not_support_the_action_too(tmp_path: Path) -> None:
    late = "ref: '1.2'\ntitle: Twice\nleads: [AD, AD, SM QA, SM QA]\ntimescale: Jan 2024\n"
    roles = _owed(cycle(tmp_path, **{f"{AREA}/1.2-soon": late}))
    assert _refs(roles["AD"].supported) == []
    assert _refs(roles["SM QA"].supported) == ["1.2", "1.1"]


def test_a_step_is_owed_by_its_own_lead_else_by_that_of_the_action(
    roles: dict[str, Obligations],
) -> None:
    steps = {
        role: [(step.milestone.what, step.days_overdue) for step in of.steps]
        for role, of in roles.items()
    }
    assert steps == {"AD": [("A first draft", 42)], "SM QA": [("A second draft", 0)]}


def test_a_step_that_will_be_done_on_a_day_to_come_is_owed(tmp_path: Path) -> None:
    steps = """\
        ref: "1.2"
        title: Steps
        milestones: [{what: Early, leads: [AD], timescale: Jan 2024, done: 2024-03-14}]
        """
    [step] = _owed(cycle(tmp_path, **{f"{AREA}/1.2-soon": steps}))["AD"].steps[1:]
    assert step.milestone.what == "Early"


def test_an_action_without_a_note_since_the_last_board_says_so_where_it_stands(
    roles: dict[str, Obligations],
) -> None:
    assert [promised.is_silent for promised in roles["AD"].overdue] == [True]
    assert [promised.is_silent for promised in roles["AD"].due] == [False]


def test_an_action_that_is_neither_late_nor_due_is_listed_for_its_silence(
    roles: dict[str, Obligations],
) -> None:
    assert _refs(roles["SM QA"].silent) == ["1.3"]
    assert roles["AD"].silent == ()


@pytest.mark.parametrize(
    ("noted", "silent"),
    [("2024-01-31", ["1.3"]), ("2024-02-01", []), ("2024-02-20", [])],
)
def test_of_a_board_known_only_by_its_month_a_note_counts_from_the_first_of_it(
    noted: str, silent: list[str], tmp_path: Path
) -> None:
    governance = GOVERNANCE.replace("14 Feb 2024", "Feb 2024")
    action = f"ref: '1.3'\ntitle: S\nleads: [SM QA]\nprogress: [{{date: {noted}, note: N}}]\n"
    files = {"governance": governance, f"{AREA}/1.3-silent": action}
    assert _refs(_owed(cycle(tmp_path, **files))["SM QA"].silent) == silent


def test_before_the_first_board_nobody_is_silent(tmp_path: Path) -> None:
    early = _owed(cycle(tmp_path), date(2024, 2, 14))
    assert all(of.silent == () for of in early.values())
    assert not any(promised.is_silent for of in early.values() for promised in of.due)


def test_a_follow_up_is_owed_when_it_is_late_or_due_or_without_a_day(
    roles: dict[str, Obligations],
) -> None:
    assert [each.follow_up.what for each in roles["AD"].follow_ups] == ["Bring a paper on cases"]
    assert [each.follow_up.what for each in roles["SM QA"].follow_ups] == [
        "Look at ten cases",
        "Count the others",
    ]


def test_a_report_is_owed_by_each_role_that_makes_it(tmp_path: Path) -> None:
    roles = _owed(cycle(tmp_path), date(2024, 3, 28))
    assert [report.id for report in roles["SM QA"].reports] == ["qa-report"]
    assert [report.id for report in roles["AD"].reports] == ["finance"]


def test_without_a_meeting_no_report_is_owed(tmp_path: Path) -> None:
    governance = f"{WITHOUT_MEETINGS}reports: [{{id: r, title: R, cadence: [monthly], by: [AD]}}]\n"
    assert _owed(cycle(tmp_path, governance=governance))["AD"].reports == ()


def test_a_question_is_owed_by_the_role_that_was_asked_until_it_is_answered(
    roles: dict[str, Obligations],
) -> None:
    assert [each.question.number for each in roles["SM QA"].questions] == [0]
    assert "the council" not in roles


def test_a_lead_is_told_which_extensions_wait(roles: dict[str, Obligations]) -> None:
    assert _refs(roles["AD"].asked) == ["1.1"]


def test_what_only_informs_is_not_owed(tmp_path: Path) -> None:
    roles = _owed(cycle(tmp_path, roles="SM QA: One\nAD: Two\nSM CLA: Three\n"))
    assert list(roles) == ["SM QA", "AD", "SM CLA"]
    assert [role for role, of in roles.items() if of.is_nothing] == ["SM CLA"]
    helped = roles["AD"]._replace(
        overdue=(), due=(), steps=(), silent=(), follow_ups=(), reports=(), questions=()
    )
    assert helped.asked
    assert helped.is_nothing


def test_a_role_that_roles_yaml_does_not_have_is_known_by_what_it_owes(tmp_path: Path) -> None:
    stranger = "ref: '1.3'\ntitle: S\nleads: [Stranger]\ntimescale: Jan 2024\n"
    roles = _owed(cycle(tmp_path, **{f"{AREA}/1.3-silent": stranger}))
    assert list(roles) == ["SM QA", "AD", "Stranger"]


def test_what_is_late_or_due_without_a_lead_is_owed_by_nobody(tmp_path: Path) -> None:
    lone = "ref: '1.3'\ntitle: S\ntimescale: Jan 2024\n"
    later = "ref: '1.4'\ntitle: S\ntimescale: Dec 2024\n"
    files = {f"{AREA}/1.3-silent": lone, f"{AREA}/1.4-done": later}
    scene = scene_of(cycle(tmp_path, **files))
    assert _refs(actions_without_lead(scene, next_deadline(scene, Meeting(2024, 3)))) == ["1.3"]
