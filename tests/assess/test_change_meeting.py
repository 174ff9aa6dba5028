"""Which meetings came into a plan or went out of it after their day; February to 13 March 2024."""

from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from make import AS_AT
from planctl.assess.change.board_meetings import (
    changed_records,
    dropped_meetings,
    late_meetings,
    lost_meetings,
)
from planctl.assess.change.board_rules import (
    completed_earlier,
    meeting_recorded_late,
    meeting_taken_out,
)
from planctl.assess.change.change_kind import ChangeFault
from planctl.assess.change.comparison import Comparison
from planctl.assess.change.since_rules import record_taken_out
from planctl.model.calendar import Meeting
from planctl.model.problem import Severity
from two_states import BEFORE, state

FEBRUARY: Final = "14 Feb 2024"
THE_SIXTH: Final = Meeting(2024, 3, date(2024, 3, 6))


def _meetings(*days: str) -> dict[str, str]:
    listed = "".join(f"- {{on: {day}}}\n" for day in days)
    return {"governance.yaml": f"meetings:\n{listed}"}


def _compared(
    root: Path,
    old: dict[str, str],
    new: dict[str, str],
    listed: Collection[Meeting] | None = None,
) -> Comparison:
    before, after = state(root / "old", old, BEFORE), state(root / "new", new, AS_AT)
    return Comparison(before, after, listed=listed)


def _names(meetings: Iterator[Meeting]) -> list[str]:
    return [meeting.name for meeting in meetings]


@pytest.mark.parametrize(
    ("was", "now", "lost", "dropped"),
    [
        pytest.param(
            ["10 Jan 2024", FEBRUARY], [FEBRUARY], ["10 January 2024"], [], id="past by then"
        ),
        pytest.param([FEBRUARY, "6 Mar 2024"], [FEBRUARY], [], ["6 March 2024"], id="past by now"),
        pytest.param(
            [FEBRUARY, "6 Mar 2024"], [FEBRUARY, "20 Mar 2024"], [], ["6 March 2024"], id="put off"
        ),
        pytest.param([FEBRUARY, "Feb 2024"], [FEBRUARY], [], [], id="its day was written in"),
        pytest.param([FEBRUARY, "13 Mar 2024"], [FEBRUARY], [], [], id="it is today"),
        pytest.param([FEBRUARY, "10 Apr 2024"], [FEBRUARY], [], [], id="still to come"),
    ],
)
def test_a_meeting_is_gone_that_was_past_then_or_is_past_by_now(
    was: list[str], now: list[str], lost: list[str], dropped: list[str], tmp_path: Path
) -> None:
    found = _compared(tmp_path, _meetings(*was), _meetings(*now))
    assert _names(lost_meetings(found)) == lost
    assert _names(dropped_meetings(found)) == dropped


@pytest.mark.parametrize(
    ("was", "listed", "late"),
    [
        pytest.param([FEBRUARY], None, [], id="the older state ends before it"),
        pytest.param([FEBRUARY, "10 Apr 2024"], None, ["6 March 2024"], id="put between others"),
        pytest.param([FEBRUARY], [], ["6 March 2024"], id="no state had it by its day"),
        pytest.param([FEBRUARY, "10 Apr 2024"], [THE_SIXTH], [], id="a state had it by its day"),
        pytest.param([FEBRUARY, "Mar 2024"], [], [], id="its month was known"),
    ],
)
def test_a_meeting_since_then_is_late_where_nothing_had_it_by_its_day(
    was: list[str], listed: list[Meeting] | None, late: list[str], tmp_path: Path
) -> None:
    days = [day for day in was if day != "Mar 2024"]
    found = _compared(tmp_path, _meetings(*was), _meetings(*days, "6 Mar 2024"), listed)
    assert _names(late_meetings(found)) == late


@pytest.mark.parametrize("day", ["13 Mar 2024", "20 Mar 2024"])
def test_a_meeting_that_is_not_over_is_not_late(day: str, tmp_path: Path) -> None:
    found = _compared(tmp_path, _meetings(FEBRUARY), _meetings(FEBRUARY, day), [])
    assert _names(late_meetings(found)) == []


def test_of_a_plan_that_knew_of_no_meeting_none_is_late(tmp_path: Path) -> None:
    found = _compared(tmp_path, {"governance.yaml": ""}, _meetings("10 Jan 2024"), [])
    assert _names(late_meetings(found)) == []


@pytest.mark.parametrize("which", ["old", "new"])
def test_where_the_meetings_cannot_be_read_none_is_gone(which: str, tmp_path: Path) -> None:
    files = {"old": _meetings("10 Jan 2024", "6 Mar 2024"), "new": _meetings(FEBRUARY)}
    files[which] = {"governance.yaml": "meetings: [\n"}
    found = _compared(tmp_path, files["old"], files["new"])
    assert _names(lost_meetings(found)) == []
    assert _names(dropped_meetings(found)) == []


def _told(found: Iterator[ChangeFault]) -> list[str]:
    return [changed.fault.message for changed in found]


def test_the_words_say_which_state_had_the_meeting(tmp_path: Path) -> None:
    was, now = (_meetings(FEBRUARY, "4 Mar 2024"), _meetings(FEBRUARY, "6 Mar 2024"))
    assert _told(meeting_recorded_late(_compared(tmp_path, was, now, []))) == [
        (
            "a meeting of 6 March 2024 was added after its day: it was not in the plan of "
            "14 February 2024"
        ),
        (
            "the meeting of 4 March 2024, which is past by now, is no longer in the plan: it was "
            "in the plan of 14 February 2024"
        ),
    ]


EXTENDED: Final = {
    "areas/1-practice/1.1-first.yaml": (
        'ref: "1.1"\ntitle: First\nextensions: [{to: May 2024, reason: R., agreed: 2024-03-06}]\n'
    )
}


@pytest.mark.parametrize(
    ("action", "policy", "about"),
    [
        pytest.param(EXTENDED, "", "1.1", id="a later date"),
        pytest.param({}, "2024-03-06", "policy.yaml", id="a setting"),
        pytest.param(EXTENDED, "2024-03-06", "1.1 and policy.yaml", id="both"),
        pytest.param({}, "2024-02-14", "", id="a setting, at another meeting"),
    ],
)
def test_a_late_meeting_that_answered_something_is_an_error(
    action: dict[str, str], policy: str, about: str, tmp_path: Path
) -> None:
    agreement = f"agreements: [{{setting: due_soon_days, to: 7, reason: R., agreed: {policy}}}]\n"
    now = {**_meetings(FEBRUARY, "6 Mar 2024"), **action}
    now |= {"policy.yaml": agreement} if policy else {}
    (found,) = meeting_recorded_late(_compared(tmp_path, _meetings(FEBRUARY), now, []))
    assert (found.fault.severity is Severity.ERROR) == bool(about)
    words = f"; it is said to have answered about {about}" if about else "14 February 2024"
    assert found.fault.message.endswith(words)


def test_a_board_that_is_gone_with_all_its_meetings_is_told_once(tmp_path: Path) -> None:
    nothing = {"governance.yaml": "board: {name: No board}\n"}
    found = _compared(tmp_path, _meetings(FEBRUARY, "4 Mar 2024"), nothing)
    assert _told(meeting_taken_out(found)) == ["the board and its meetings were taken out"]
    assert _told(meeting_recorded_late(found)) == []


SAID: Final = {"governance.yaml": "meetings: [{on: 10 Jan 2024, good_news: [One]}]"}
SILENT: Final = {"governance.yaml": "meetings: [{on: 10 Jan 2024}]"}
UNREAD: Final = {"governance.yaml": "meetings: ["}
TWICE: Final = {"governance.yaml": "meetings: [{on: 10 Jan 2024, good_news: [One, One]}]"}


@pytest.mark.parametrize(
    ("old", "new", "number"),
    [(SAID, SILENT, 1), (SAID, UNREAD, 0), (UNREAD, SAID, 0), (TWICE, SAID, 0), (TWICE, SILENT, 1)],
)
def test_what_a_board_was_told_is_missed_where_both_files_can_be_read(
    tmp_path: Path, old: dict[str, str], new: dict[str, str], number: int
) -> None:
    assert len(list(changed_records(_compared(tmp_path, old, new)))) == number


def test_a_challenge_that_stood_open_was_not_closed_before_that(tmp_path: Path) -> None:
    asked = "meetings: [{{on: 10 Jan 2024, challenges: [{{asks: Why?{}}}]}}]"
    old = {"governance.yaml": asked.format("")}
    new = {"governance.yaml": asked.format(", closed: 2024-01-20")}
    [fault] = completed_earlier(_compared(tmp_path, old, new))
    assert fault.fault.message == (
        "“Why?” stood open on 14 February 2024, and is now closed on 20 January 2024"
    )


def test_a_finding_is_taken_out_of_the_priorities(tmp_path: Path) -> None:
    plan = "title: T\norganisation: O\nfindings: [{{id: one, title: One}}]\ninspection: {}\n"
    old = {"plan.yaml": plan.format("{priority_findings: [one]}")}
    [fault] = record_taken_out(_compared(tmp_path, old, {"plan.yaml": plan.format("{}")}))
    assert fault.fault.message == "“one” was taken out of the priority findings"


@pytest.mark.parametrize(
    ("until", "number"),
    [
        pytest.param(date(2024, 3, 5), 0, id="it was changed before the papers were out"),
        pytest.param(date(2024, 3, 6), 1, id="it stood as the papers went out"),
    ],
)
def test_what_is_changed_by_the_end_of_the_day_of_the_papers_no_board_has_seen(
    until: date, number: int, tmp_path: Path
) -> None:
    said = "board: {{papers_due: 7}}\nmeetings: [{{on: 13 Mar 2024, good_news: [{}]}}]"
    old, new = ({"governance.yaml": said.format(word)} for word in ("One", "Two"))
    before, after = state(tmp_path / "old", old, BEFORE), state(tmp_path / "new", new, AS_AT)
    compared = Comparison(before, after, stood_until=until)
    assert len(list(changed_records(compared))) == number
