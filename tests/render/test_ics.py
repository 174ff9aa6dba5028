"""The plan's days as a calendar: what stands in it, and the ids of its entries."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from icalendar import Calendar, Event

from cycle import AREA, GOVERNANCE, LATE, cycle
from make import AS_AT, OUR_PLAN, put, small_plan
from paper import scene_of
from planctl.render.calendar_file import calendar_file, undated_meetings


def _made(root: Path, as_at: date = AS_AT) -> bytes:
    return calendar_file(scene_of(root, as_at))


def _events(root: Path, as_at: date = AS_AT) -> list[Event]:
    """The events of the calendar of a plan, as its library reads them back."""
    read = Calendar.from_ical(_made(root, as_at))
    assert isinstance(read, Calendar)
    return read.events


def _days(root: Path, as_at: date = AS_AT) -> list[tuple[str, str]]:
    return [(e.decoded("dtstart").isoformat(), str(e["summary"])) for e in _events(root, as_at)]


def _ids(root: Path, as_at: date = AS_AT) -> dict[str, str]:
    return {str(event["summary"]): str(event["uid"]) for event in _events(root, as_at)}


def _text(root: Path, title: str) -> str:
    [text] = [str(e.get("description", "")) for e in _events(root) if e["summary"] == title]
    return text


def test_a_calendar_has_every_meeting_deadline_and_open_promise_with_a_day(
    tmp_path: Path,
) -> None:
    assert _days(cycle(tmp_path)) == [
        ("2024-02-14", "Improvement Board"),
        ("2024-02-07", "Papers due: Improvement Board"),
        ("2024-03-27", "Improvement Board"),
        ("2024-03-20", "Papers due: Improvement Board"),
        ("2024-02-29", "1.1 due: Late"),
        ("2024-01-31", "1.1 step due: A first draft"),
        ("2024-03-20", "1.1 step due: A second draft"),
        ("2024-06-30", "1.1 step due: A third draft"),
        ("2024-03-20", "1.2 due: Soon"),
        ("2024-05-31", "1.3 due: Silent"),
        ("2024-03-01", "2024-02-a due: Bring a paper on cases"),
        ("2024-03-27", "2024-02-a due: Look at ten cases"),
        ("2024-05-31", "2024-02-a due: Tell the inspectors"),
    ]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("1.1 due: Late", "Lead: AD\nSupported by: SM QA\nTimescale: Feb Priority\n"),
        (
            "1.2 due: Soon",
            "Lead: AD\nSupported by: SM QA\nTimescale: 31 Jan 2024\nExtended to: 20 Mar 2024, ",
        ),
        ("1.3 due: Silent", "Lead: SM QA\nTimescale: May 2024 board\n"),
        ("1.1 step due: A second draft", "On the way to: Late\nLead: SM QA\nTimescale: 20 March"),
        ("1.1 step due: A first draft", "On the way to: Late\nLead: AD\nSupported by: SM QA\n"),
        ("2024-02-a due: Look at ten cases", "Who: SM QA\nDecided: Cases are to be looked at"),
    ],
)
def test_an_entry_says_who_and_by_when_as_written(title: str, text: str, tmp_path: Path) -> None:
    assert _text(cycle(tmp_path), title).startswith(text)


def test_an_entry_of_an_action_names_its_area(tmp_path: Path) -> None:
    cycle(tmp_path)
    assert _text(tmp_path, "1.1 due: Late").endswith("\nArea 1: Practice")
    assert _text(tmp_path, "1.1 step due: A third draft").endswith("\nArea 1: Practice")


@pytest.mark.parametrize(("done", "is_there"), [("2024-03-13", False), ("2024-03-14", True)])
def test_a_step_leaves_the_calendar_on_the_day_that_it_is_done(
    done: str, tmp_path: Path, *, is_there: bool
) -> None:
    step = f"milestones: [{{what: A draft, timescale: 30 Jun 2024, done: {done}}}]\n"
    small_plan(tmp_path, f'ref: "1.1"\ntitle: First\nstatus: in progress\n{step}')
    titles = [title for _, title in _days(tmp_path)]
    assert ("1.1 step due: A draft" in titles) is is_there


def test_an_entry_of_a_decision_names_what_it_is_about(tmp_path: Path) -> None:
    about_all = (
        "- {id: a, meeting: Feb 2024, decided: D, follow_up: [{who: W, what: X, by: May 2024}]}"
    )
    cycle(tmp_path / "one")
    title = "2024-02-a due: Look at ten cases"
    assert _text(tmp_path / "one", title).endswith("\nAbout: 1.1")
    cycle(tmp_path / "two", decisions=about_all)
    assert _text(tmp_path / "two", "a due: X") == "Who: W\nDecided: D"


def test_the_end_of_a_pause_is_a_day_of_its_own(tmp_path: Path) -> None:
    paused = "pauses: [{until: 30 Jun 2024, reason: It waits, agreed: 2024-02-14}]"
    root = small_plan(tmp_path, f"ref: 1.1\ntitle: First\ntimescale: Dec 2024\n{paused}\n")
    assert ("2024-06-30", "1.1 pause ends: First") in _days(root)


def test_an_action_that_nobody_leads_says_so(tmp_path: Path) -> None:
    small_plan(tmp_path, 'ref: "1.1"\ntitle: Unled\ntimescale: May 2024\n')
    assert _text(tmp_path, "1.1 due: Unled").startswith("No lead named\n")


def test_a_first_day_that_only_an_extension_gives_has_no_words_of_its_own(tmp_path: Path) -> None:
    later = "extensions: [{to: May 2024, reason: R, agreed: 2024-02-14}]"
    small_plan(tmp_path, f'ref: "1.1"\ntitle: T\nleads: [AD]\n{later}\n')
    said = "Lead: AD\nExtended to: May 2024, agreed 14 February 2024\nArea 1: Practice"
    assert _text(tmp_path, "1.1 due: T") == said


def test_a_meeting_has_its_note_and_the_reports_that_are_due_at_it(tmp_path: Path) -> None:
    governance = GOVERNANCE.replace("first: Jan 2024, by: [AD]", "first: Feb 2024")
    cycle(tmp_path, governance=governance)
    february, march = (e for e in _events(tmp_path) if e["summary"] == "Improvement Board")
    said = "the first\nReport due: QA report (SM QA)\nReport due: Finance report"
    assert str(february["description"]) == said
    assert str(march["description"]) == "Report due: QA report (SM QA)"


def test_a_meeting_of_which_nothing_is_known_has_no_description(tmp_path: Path) -> None:
    small_plan(tmp_path, governance="meetings: [{on: 20 March 2024}]\n")
    [event] = _events(tmp_path)
    assert "description" not in event


def test_a_meeting_known_only_by_its_month_is_not_in_it(tmp_path: Path) -> None:
    assert undated_meetings(scene_of(cycle(tmp_path))) == ["May 2024"]


RULE = "board: {papers_due: 7, meets: {on: second Wednesday, starting: Jan 2024}}\n"


def test_meetings_that_only_a_rule_gives_end_400_days_ahead(tmp_path: Path) -> None:
    small_plan(tmp_path, governance=RULE)
    assert _days(tmp_path, date(2024, 3, 9))[-2:] == [
        ("2025-04-09", "Board"),
        ("2025-04-02", "Papers due: Board"),
    ]
    assert _days(tmp_path, date(2024, 3, 5))[-2:] == [
        ("2025-04-09", "Board"),
        ("2025-04-02", "Papers due: Board"),
    ]
    assert _days(tmp_path, date(2024, 3, 4))[-2:] == [
        ("2025-03-12", "Board"),
        ("2025-03-05", "Papers due: Board"),
    ]
    assert _days(tmp_path)[0] == ("2024-01-10", "Board")


def test_a_meeting_that_is_listed_is_in_it_however_far_ahead(tmp_path: Path) -> None:
    small_plan(tmp_path, governance=f"{RULE}meetings: [{{on: 2 June 2027}}, {{on: July 2027}}]\n")
    assert [day for day, title in _days(tmp_path) if title == "Board"][-3:] == [
        "2025-04-09",
        "2027-06-02",
        "2027-07-14",
    ]


def test_months_of_a_rule_that_are_far_ahead_are_not_said_to_be_missing(tmp_path: Path) -> None:
    rule = "board: {meets: {every: quarter, starting: Jan 2024}}\n"
    small_plan(tmp_path, governance=f"{rule}meetings: [{{on: May 2028}}]\n")
    assert undated_meetings(scene_of(tmp_path)) == [
        "January 2024",
        "April 2024",
        "July 2024",
        "October 2024",
        "January 2025",
        "May 2028",
    ]


def test_every_entry_is_a_whole_day_that_stays_free(tmp_path: Path) -> None:
    for event in _events(cycle(tmp_path)):
        assert (event.decoded("dtend") - event.decoded("dtstart")).days == 1
        assert type(event.decoded("dtstart")) is date
        assert event["transp"] == "TRANSPARENT"
        assert event.decoded("dtstamp") == datetime(2024, 3, 13, tzinfo=UTC)


def test_the_same_plan_on_the_same_day_gives_the_same_bytes() -> None:
    assert _made(OUR_PLAN) == _made(OUR_PLAN)
    assert len(_events(OUR_PLAN)) > 30


def test_an_entry_keeps_its_id_when_the_day_of_judgement_the_title_or_the_day_changes(
    tmp_path: Path,
) -> None:
    before = _ids(cycle(tmp_path / "one"))
    governance = GOVERNANCE.replace("27 March", "20 March").replace(
        "papers_due: 7", "papers_due: 2"
    )
    late = LATE.replace("title: Late", "title: Later").replace("due: 29 Feb", "due: 1 Mar")
    later = late.replace(
        "A second draft, leads: [SM QA], timescale: 20", "A new one, timescale: 21"
    )
    put(cycle(tmp_path / "two", governance=governance), {f"{AREA}/1.1-first.yaml": later})
    after = _ids(tmp_path / "two", date(2024, 3, 1))
    assert before["1.1 due: Late"] == after["1.1 due: Later"]
    assert before["1.1 step due: A second draft"] == after["1.1 step due: A new one"]
    same = before.keys() & after.keys()
    assert len(same) == len(before) - 2
    assert {title: before[title] for title in same} == {title: after[title] for title in same}


def test_an_entry_keeps_its_id_when_others_come_and_go(tmp_path: Path) -> None:
    before = _ids(cycle(tmp_path))
    new = {f"{AREA}/1.0-new": "ref: '1.0'\ntitle: New\ntimescale: May 2024\n"}
    after = _ids(cycle(tmp_path, **new, **{f"{AREA}/1.2-soon": "ref: '1.2'\ntitle: Undated\n"}))
    assert after.keys() - before.keys() == {"1.0 due: New"}
    assert before.keys() - after.keys() == {"1.2 due: Soon"}
    assert {**before, **after} == {**after, **before}


def test_two_entries_of_one_name_have_two_ids(tmp_path: Path) -> None:
    twice = "ref: '1.1'\ntitle: Twin\ntimescale: 29 Feb 2024\n"
    decision = (
        "- {id: a, meeting: Feb 2024, decided: D, follow_up: [{who: W, what: X, by: May 2024}]}"
    )
    cycle(
        tmp_path,
        governance="meetings: [{on: 6 March 2024}, {on: 20 March 2024}]\n",
        decisions=f"{decision}\n{decision}\n",
        **{f"{AREA}/1.1-second": twice},
    )
    uids = [str(event["uid"]) for event in _events(tmp_path)]
    assert len(set(uids)) == len(uids)
    titles = [str(event["summary"]) for event in _events(tmp_path)]
    assert (titles.count("Board"), titles.count("a due: X")) == (2, 2)


def test_two_plans_in_one_calendar_keep_apart(tmp_path: Path) -> None:
    other = "title: Another plan\norganisation: A council\n"
    one, two = _ids(cycle(tmp_path / "one")), _ids(cycle(tmp_path / "two", plan=other))
    assert one.keys() == two.keys()
    assert set(one.values()).isdisjoint(two.values())


def test_a_plan_whose_front_could_not_be_read_still_has_its_calendar(tmp_path: Path) -> None:
    put(cycle(tmp_path), {"plan.yaml": '"'})
    assert len(_events(tmp_path)) == 13
    assert b"X-WR-CALNAME:Plan\r\n" in _made(tmp_path)
