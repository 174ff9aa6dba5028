"""Which report is due at which meeting."""

from datetime import date

import pytest

from planctl.assess.reporting import missing_reports, reports_due
from planctl.load.content import parse_yaml
from planctl.model.calendar import Calendar, Meeting
from planctl.model.governance import Governance, Report


def _meeting(day: str) -> Meeting:
    on = date.fromisoformat(day)
    return Meeting(on.year, on.month, on)


DAYS = ["2024-01-10", "2024-02-14", "2024-03-13", "2024-04-10", "2024-06-12", "2025-01-08"]
MEETINGS = [_meeting(day) for day in DAYS]
CALENDAR = Calendar.of(MEETINGS)


def _report(cadence: str, first: str | None = None) -> Report:
    often = cadence.split()
    return Report.model_validate({"id": "r", "title": "R", "cadence": often, "first": first})


def _due(report: Report) -> list[str]:
    """The days of the meetings that a report is due at."""
    return [
        meeting.day.isoformat()
        for meeting in MEETINGS
        if meeting.day and reports_due([report], meeting, CALENDAR).due
    ]


@pytest.mark.parametrize(
    ("cadence", "first", "days"),
    [
        ("monthly", "Jan 2024", DAYS),
        ("monthly", "14 March 2024", DAYS[3:]),
        ("weekly", "Jan 2024", DAYS),
        ("weekly", "10 April 2024", DAYS[3:]),
        ("quarterly", "Jan 2024", ["2024-01-10", "2024-04-10", "2025-01-08"]),
        ("quarterly", "15 Jan 2024", ["2024-02-14", "2024-06-12", "2025-01-08"]),
        ("quarterly", "13 Dec 2023", ["2024-01-10", "2024-03-13", "2025-01-08"]),
        ("half-yearly", "Jan 2024", ["2024-01-10", "2025-01-08"]),
        ("half-yearly", "10 June 2023", ["2024-01-10", "2024-06-12", "2025-01-08"]),
        ("yearly", "Feb 2024", ["2024-02-14"]),
        ("yearly", "9 Jan 2024", ["2024-01-10"]),
        ("yearly", "11 Jan 2024", ["2024-02-14"]),
        ("yearly", "Jan 2023", ["2024-01-10", "2025-01-08"]),
        ("one-off", "Feb 2024", ["2024-02-14"]),
        ("one-off", "14 June 2024", ["2025-01-08"]),
        ("one-off", "Feb 2025", []),
        ("", "Feb 2024", ["2024-02-14"]),
        ("live", "Feb 2024", []),
        ("live one-off", "Feb 2024", ["2024-02-14"]),
        ("one-off yearly", "Feb 2024", ["2024-02-14"]),
        ("quarterly half-yearly", "Jan 2024", ["2024-01-10", "2024-04-10", "2025-01-08"]),
        ("monthly", None, DAYS),
        ("weekly", None, DAYS),
        ("monthly quarterly", None, DAYS),
        ("live weekly", None, DAYS),
        ("quarterly", None, []),
        ("live", None, []),
        ("", None, []),
    ],
)
def test_a_report_is_due_at_the_first_meeting_on_or_after_each_of_its_days(
    cadence: str, first: str | None, days: list[str]
) -> None:
    assert _due(_report(cadence, first)) == days


@pytest.mark.parametrize(
    ("first", "meeting", "due"),
    [
        ("31 Jan 2024", "2024-02-29", 1),
        ("31 Jan 2024", "2024-02-28", 0),
        ("31 Jan 2024", "2024-03-30", 0),
        ("31 Jan 2024", "2024-03-31", 1),
        ("29 Feb 2024", "2024-03-29", 1),
    ],
)
def test_a_month_that_is_too_short_has_its_day_on_its_last(
    first: str, meeting: str, due: int
) -> None:
    before = date.fromisoformat(meeting).replace(day=1)
    calendar = Calendar.of([Meeting(before.year, before.month, before), _meeting(meeting)])
    found = reports_due([_report("monthly", first)], _meeting(meeting), calendar)
    assert len(found.due) == due


def test_a_meeting_known_only_by_its_month_gets_what_falls_in_that_month() -> None:
    march = Meeting(2024, 3)
    calendar = Calendar.of([_meeting("2024-02-14"), march])
    found = reports_due([_report("one-off", "31 March 2024")], march, calendar)
    assert len(found.due) == 1


def test_the_first_meeting_of_all_gets_what_was_due_before_it() -> None:
    assert _due(_report("one-off", "1 Jan 2020")) == ["2024-01-10"]


@pytest.mark.parametrize(
    ("cadence", "first", "undated"),
    [
        ("quarterly", None, 1),
        ("live quarterly", None, 1),
        ("one-off", None, 1),
        ("", None, 1),
        ("monthly quarterly", None, 0),
        ("live", None, 0),
        ("quarterly", "Jan 2024", 0),
    ],
)
def test_a_report_of_which_nobody_can_tell_is_listed_apart(
    cadence: str, first: str | None, undated: int
) -> None:
    found = reports_due([_report(cadence, first)], MEETINGS[0], CALENDAR)
    assert len(found.undated) == undated


def _missing(received: str, as_at: str, more: str = "") -> list[str]:
    """What did not come to the board of 14 February 2024, and to the one before it."""
    text = f"""\
board: {{papers_due: 7}}
reports:
  - {{id: monthly, title: Monthly, cadence: [monthly], received: [{received}]}}
  - {{id: other, title: Other, cadence: [monthly]{more}}}
"""
    governance = Governance.model_validate(parse_yaml(text))
    meeting, day = _meeting("2024-02-14"), date.fromisoformat(as_at)
    return [
        f"{missing.report.id} {missing.meeting.iso} {missing.due}"
        for missing in missing_reports(governance, meeting, CALENDAR, day)
    ]


def test_a_report_is_missing_that_was_due_and_is_not_recorded() -> None:
    both = "{on: 2024-01-03, meeting: 10 January 2024}, {on: 2024-02-07, meeting: Feb 2024}"
    lacking = ["other 2024-01-10 2024-01-03", "other 2024-02-14 2024-02-07"]
    assert _missing(both, "2024-02-08") == lacking


def test_a_report_that_came_later_than_the_day_of_the_judgement_is_missing_until_then() -> None:
    late = "{on: 2024-02-09, meeting: 14 February 2024}, {on: 2024-01-03, meeting: Jan 2024}"
    assert "monthly 2024-02-14 2024-02-07" in _missing(late, "2024-02-08")
    assert "monthly 2024-02-14 2024-02-07" not in _missing(late, "2024-02-09")


def test_until_the_day_on_which_its_papers_are_due_no_report_of_a_meeting_is_missing() -> None:
    came = "{on: 2024-01-03, meeting: 10 January 2024}"
    assert _missing(came, "2024-02-07") == ["other 2024-01-10 2024-01-03"]


def test_where_no_report_is_recorded_as_received_nobody_can_tell() -> None:
    assert _missing("", "2024-02-14") == []


def test_of_the_first_board_there_is_none_before() -> None:
    came = "{on: 2024-01-03, meeting: Jan 2024}"
    text = f"""\
reports:
  - {{id: one, title: One, cadence: [monthly], received: [{came}]}}
  - {{id: two, title: Two, cadence: [monthly]}}
"""
    governance = Governance.model_validate(parse_yaml(text))
    [missing] = missing_reports(governance, MEETINGS[0], CALENDAR, date(2024, 1, 11))
    assert (missing.report.id, missing.due) == ("two", date(2024, 1, 10))


def test_of_a_board_before_the_first_receipt_nobody_can_tell() -> None:
    came = "{on: 2024-02-07, meeting: 14 February 2024}"
    assert _missing(came, "2024-02-08") == ["other 2024-02-14 2024-02-07"]
