"""What a meeting of the board will need."""

from datetime import date
from pathlib import Path

import pytest

from cycle import cycle
from make import AS_AT
from paper import scene_of
from planctl.assess.agenda import Agenda, meeting_agenda
from planctl.model.calendar import Meeting

MARCH = Meeting(2024, 3, date(2024, 3, 27))
MAY = Meeting(2024, 5)


@pytest.fixture
def march(tmp_path: Path) -> Agenda:
    """What the meeting of March will need."""
    return meeting_agenda(scene_of(cycle(tmp_path)), MARCH)


def _at(meeting: Meeting, root: Path, as_at: date = AS_AT) -> Agenda:
    return meeting_agenda(scene_of(cycle(root), as_at), meeting)


def test_the_papers_are_due_some_days_before(march: Agenda, tmp_path: Path) -> None:
    assert march.papers == date(2024, 3, 20)
    assert _at(MAY, tmp_path).papers is None


def test_the_reports_that_are_due_stand_apart_from_those_of_which_nobody_can_tell(
    march: Agenda, tmp_path: Path
) -> None:
    assert [report.id for report in march.reports.due] == ["qa-report"]
    assert [report.id for report in march.reports.undated] == ["highlight"]
    assert [report.id for report in _at(MAY, tmp_path).reports.due] == ["qa-report", "finance"]


def test_an_action_that_is_late_is_not_among_those_that_fall_due(
    march: Agenda, tmp_path: Path
) -> None:
    assert [each.ref for each in march.overdue] == ["1.1"]
    assert [each.ref for each in march.due] == ["1.2"]
    assert [each.ref for each in _at(MAY, tmp_path).due] == ["1.2", "1.3"]


def test_the_extensions_that_wait_are_to_be_decided(march: Agenda) -> None:
    assert [each.ref for each in march.asked] == ["1.1"]


def test_the_decisions_to_follow_up_are_late_or_due_by_then_or_without_a_day(
    march: Agenda, tmp_path: Path
) -> None:
    asked = [(each.follow_up.what, each.days_overdue) for each in march.follow_ups]
    assert asked == [
        ("Bring a paper on cases", 12),
        ("Look at ten cases", 0),
        ("Count the others", 0),
    ]
    assert len(_at(MAY, tmp_path).follow_ups) == 4


def test_the_escalations_that_are_open_are_listed_the_latest_first(march: Agenda) -> None:
    asked = [(each.each.ref, each.question.escalation.to) for each in march.escalations]
    assert asked == [("1.2", "SM QA"), ("1.2", "the council")]
    assert [each.question.is_overdue for each in march.escalations] == [True, False]


def test_a_meeting_that_is_past_has_nothing_that_falls_due(tmp_path: Path) -> None:
    past = _at(Meeting(2024, 2, date(2024, 2, 14)), tmp_path)
    assert past.due == ()
    assert [each.ref for each in past.overdue] == ["1.1"]
