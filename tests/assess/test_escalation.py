"""Questions that were taken upwards, as at 13 March 2024."""

from datetime import date
from typing import Final

import pytest

from make import AS_AT, action
from planctl.assess.escalation import (
    OpenEscalation,
    board_challenges,
    open_challenges,
    open_escalations,
)
from planctl.load.content import parse_yaml
from planctl.model.calendar import Calendar, Meeting
from planctl.model.governance import Governance
from planctl.model.meeting_schedule import plan_calendar

CALENDAR: Final = Calendar.of([Meeting(2024, 2, date(2024, 2, 14)), Meeting(2024, 3)])


def _open(*lines: str, calendar: Calendar = CALENDAR) -> list[OpenEscalation]:
    items = "".join(f"- {{to: the board, asks: May we?, {line}}}\n" for line in lines)
    return list(open_escalations(action(f"escalations:\n{items}"), AS_AT, calendar))


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("raised: 2024-03-14", id="raised tomorrow"),
        pytest.param("raised: 2024-02-01, closed: 2024-03-13", id="closed today"),
        pytest.param("raised: 2024-02-01, closed: 2024-02-01", id="closed on its day"),
    ],
)
def test_an_escalation_is_not_open(line: str) -> None:
    assert _open(line) == []


@pytest.mark.parametrize(
    ("line", "due", "late"),
    [
        pytest.param("raised: 2024-02-13", date(2024, 2, 14), 28, id="before a board"),
        pytest.param("raised: 2024-02-14", date(2024, 3, 31), 0, id="on the day of a board"),
        pytest.param("raised: 2024-03-13", date(2024, 3, 31), 0, id="raised today"),
        pytest.param(
            "raised: 2024-02-01, needed_by: 2024-03-12", date(2024, 3, 12), 1, id="needed sooner"
        ),
        pytest.param(
            "raised: 2024-02-01, needed_by: 2024-03-13", date(2024, 3, 13), 0, id="needed today"
        ),
        pytest.param(
            "raised: 2024-02-01, closed: 2024-03-14", date(2024, 2, 14), 28, id="closed tomorrow"
        ),
    ],
)
def test_the_day_an_answer_is_due(line: str, due: date, late: int) -> None:
    (only,) = _open(line)
    assert (only.due, only.days_overdue, only.is_overdue) == (due, late, late > 0)


def test_where_no_later_meeting_is_recorded_no_answer_is_overdue() -> None:
    (only,) = _open("raised: 2020-01-01", calendar=Calendar())
    assert (only.due, only.is_overdue) == (None, False)


@pytest.mark.parametrize(
    ("more", "answered"),
    [("decided: ", False), ("decided: They may.", True), ("decision: 2024-02-a", True)],
)
def test_an_answer_does_not_close_it(more: str, *, answered: bool) -> None:
    (only,) = _open(f"raised: 2024-02-01, {more}")
    assert only.is_answered is answered


def test_each_keeps_its_number() -> None:
    found = _open("raised: 2024-02-01, closed: 2024-02-14", "raised: 2024-02-02")
    assert [(one.number, one.escalation.raised) for one in found] == [(1, date(2024, 2, 2))]


GOVERNANCE: Final = """\
meetings:
  - on: 14 February 2024
    challenges:
      - {asks: Second?, answer: Yes.}
      - {asks: Closed?, closed: 2024-03-13}
      - {asks: Closed tomorrow?, closed: 2024-03-14}
  - on: 10 January 2024
    challenges:
      - {asks: First?}
      - {asks: On a day?, needed_by: 1 March 2024}
  - on: 10 April 2024
    challenges:
      - {asks: To come?}
"""


def test_what_the_board_has_asked_stands_by_meeting_with_the_day_its_answer_is_due() -> None:
    governance = Governance.model_validate(parse_yaml(GOVERNANCE))
    calendar = plan_calendar(governance, "April")
    found = [
        (asked.challenge.asks, asked.due, asked.days_overdue, asked.is_answered)
        for asked in open_challenges(governance, AS_AT, calendar)
    ]
    assert found == [
        ("First?", date(2024, 2, 14), 28, False),
        ("On a day?", date(2024, 3, 1), 12, False),
        ("Second?", date(2024, 4, 10), 0, True),
        ("Closed tomorrow?", date(2024, 4, 10), 0, False),
    ]
    assert len(board_challenges(governance, AS_AT, calendar)) == len(found) + 1
