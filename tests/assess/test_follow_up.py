"""What decisions ask somebody to do, as at 13 March 2024."""

from datetime import date
from pathlib import Path

import pytest

from make import AS_AT, loaded, small_plan
from planctl.assess.escalation import OpenFollowUp, open_follow_ups
from planctl.assess.judgement import criteria_for

OF_FEBRUARY = "- id: a\n  meeting: 14 February 2024\n  decided: Agreed.\n  follow_up:\n"


def _open(root: Path, *lines: str, as_at: date = AS_AT) -> list[OpenFollowUp]:
    text = OF_FEBRUARY + "".join(f"  - {{who: AD, what: Do it, {line}}}\n" for line in lines)
    plan = loaded(small_plan(root, decisions=text)).plan
    return list(open_follow_ups(plan, criteria_for(plan, as_at)))


@pytest.mark.parametrize(
    ("line", "due", "late"),
    [
        pytest.param("by: 12 Mar 2024", date(2024, 3, 12), 1, id="yesterday"),
        pytest.param("by: 13 Mar 2024", date(2024, 3, 13), 0, id="today"),
        pytest.param("by: 2024-25", date(2025, 3, 31), 0, id="in a year"),
        pytest.param("by: Feb 2024 board", date(2024, 2, 14), 28, id="at a board"),
        pytest.param("by: May 2024 board", None, 0, id="at a board that is not recorded"),
        pytest.param("by: ", None, 0, id="no day"),
        pytest.param("by: Feb 2024, done: 2024-03-14", date(2024, 2, 29), 13, id="done tomorrow"),
    ],
)
def test_the_day_of_an_open_follow_up(
    line: str, due: date | None, late: int, tmp_path: Path
) -> None:
    (only,) = _open(tmp_path, line)
    assert (only.due, only.days_overdue, only.is_overdue) == (due, late, late > 0)


def test_what_was_done_by_the_day_is_not_open(tmp_path: Path) -> None:
    assert _open(tmp_path, "by: Feb 2024, done: 2024-03-13") == []


def test_each_knows_its_decision_and_where_it_stands(tmp_path: Path) -> None:
    (second,) = _open(tmp_path, "done: 2024-03-01", "by: May 2024")
    assert second.decision.id == "a"
    assert second.follow_up.what == "Do it"
    assert second.at == ("decisions", 0, "follow_up", 1)


@pytest.mark.parametrize(
    ("line", "is_due"),
    [
        ("by: Jan 2024", True),
        ("by: 27 Mar 2024", True),
        ("by: 28 Mar 2024", False),
        ("by: ", False),
    ],
)
def test_what_falls_due_by_a_day_or_is_late_already(
    line: str, *, is_due: bool, tmp_path: Path
) -> None:
    (only,) = _open(tmp_path, line)
    assert only.is_due_by(date(2024, 3, 27)) is is_due


@pytest.mark.parametrize(
    ("meeting", "as_at", "taken"),
    [
        ("14 February 2024", date(2024, 2, 13), False),
        ("14 February 2024", date(2024, 2, 14), True),
        ("March 2024", date(2024, 2, 29), False),
        ("March 2024", date(2024, 3, 1), True),
    ],
)
def test_a_decision_asks_nothing_before_its_meeting(
    meeting: str, as_at: date, *, taken: bool, tmp_path: Path
) -> None:
    text = f"- {{id: a, meeting: {meeting}, decided: A, follow_up: [{{who: AD, what: A}}]}}\n"
    plan = loaded(small_plan(tmp_path, decisions=text)).plan
    assert len(open_follow_ups(plan, criteria_for(plan, as_at))) == taken
