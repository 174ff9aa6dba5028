"""planctl agenda: what the next board will need."""

from pathlib import Path
from typing import Final

import pytest

from cycle import AREA, cycle
from make import OUR_PLAN, put, small_plan
from running import Ran, planctl

NAME = "[red]{{ 7*7 }}"
HOSTILE = f"\N{RIGHT-TO-LEFT OVERRIDE}{NAME}"


def _agenda(plan: Path, *words: object) -> Ran:
    return planctl("agenda", "--plan", plan, "--as-at", "2024-03-13", *words)


SCREEN = """\
Improvement Board, 27 March 2024: what it will need
A small plan, as at 13 March 2024.
Papers are due 20 March 2024, in 7 days.

Reports due (1)
  QA report  SM QA

Reports whose dates are not recorded (1)
  Highlight report  AD and SM QA

Requests to decide (1)
  1.1  Late, extension to 30 April 2024: The framework is new  AD

Due by the board of 27 March 2024 (1)
  1.2  Soon  AD  20 March 2024

Overdue, longest first (1)
  1.1  Late  AD  29 February 2024  13 days

Decisions to follow up (3)
  2024-02-a  Bring a paper on cases, due 1 March 2024, 12 days ago  AD
  2024-02-a  Look at ten cases, due 27 March 2024, in 14 days       SM QA
  2024-02-a  Count the others, no day                               SM QA

Escalations that are open (2)
  1.2  Who audits the audits? (no answer yet; due 14 February     to SM QA
       2024, 28 days ago)
  1.2  May we hire? (answered, to be closed; due 27 March 2024,   to the council
       in 14 days)
"""


def test_the_screen_says_all_that_the_next_board_will_need(tmp_path: Path) -> None:
    ran = _agenda(cycle(tmp_path))
    assert ran == (0, SCREEN, "")
    assert max(map(len, ran.out.splitlines())) <= 80


def test_json_holds_the_same_for_programs(tmp_path: Path) -> None:
    made = _agenda(cycle(tmp_path), "--format", "json").json
    assert made["as_at"] == "2024-03-13"
    assert made["meeting"] == {"month": "2024-03", "day": "2024-03-27", "note": None}
    assert made["papers_due"] == "2024-03-20"
    assert made["reports"] == [{"id": "qa-report", "title": "QA report", "by": ["SM QA"]}]
    assert [report["id"] for report in made["reports_without_dates"]] == ["highlight"]
    assert made["extensions"] == [
        {
            "ref": "1.1",
            "title": "Late",
            "to": "30 Apr 2024",
            "requested": "2024-03-01",
            "reason": "The framework is new",
        }
    ]
    assert made["due"] == [
        {
            "ref": "1.2",
            "title": "Soon",
            "leads": ["AD", "SM QA"],
            "due": "2024-03-20",
            "days_overdue": 0,
        }
    ]
    assert [(each["ref"], each["days_overdue"]) for each in made["overdue"]] == [("1.1", 13)]
    assert made["follow_ups"][0] == {
        "decision": "2024-02-a",
        "about": ["1.1"],
        "who": "AD",
        "what": "Bring a paper on cases",
        "due": "2024-03-01",
        "days_overdue": 12,
    }
    assert made["follow_ups"][2]["due"] is None
    assert made["escalations"][0] == {
        "ref": "1.2",
        "title": "Soon",
        "raised": "2024-02-01",
        "to": "SM QA",
        "asks": "Who audits the audits?",
        "answered": False,
        "due": "2024-02-14",
        "days_overdue": 28,
    }


ASKS: Final = """\
ref: "1.3"
title: Stop it
leads: [AD]
timescale: Dec 2024
corrections: [{was: Dec 2024, to: Jan 2025, reason: A slip, by: AD, requested: 2024-03-01}]
pauses: [{until: 30 Jun 2024, reason: The court first, requested: 2024-03-01}]
withdrawals: [{reason: Done elsewhere, replaced_by: ["1.2"], requested: 2024-03-02}]
"""


def test_pauses_withdrawals_and_corrections_are_to_be_decided(tmp_path: Path) -> None:
    root = cycle(tmp_path, **{f"{AREA}/1.3-silent": ASKS})
    shown = _agenda(root).out
    assert "Requests to decide (4)\n  1.1  Late, extension to 30 April 2024" in shown
    assert "  1.3  Stop it, pause until 30 June 2024: The court first" in shown
    made = _agenda(root, "--format", "json").json
    about = {"ref": "1.3", "title": "Stop it"}
    assert made["pauses"] == [
        {
            **about,
            "until": "30 Jun 2024",
            "requested": "2024-03-01",
            "reason": "The court first",
        }
    ]
    assert made["withdrawals"] == [
        {
            **about,
            "replaced_by": ["1.2"],
            "requested": "2024-03-02",
            "reason": "Done elsewhere",
        }
    ]
    assert made["corrections"] == [
        {
            **about,
            "was": "Dec 2024",
            "to": "Jan 2025",
            "requested": "2024-03-01",
            "reason": "A slip",
        }
    ]


@pytest.mark.parametrize(
    ("asked", "head", "reports"),
    [
        ("March 2024", "Improvement Board, March 2024 (day not recorded): what it will need", 6),
        ("20 March 2024", "Improvement Board, 20 March 2024: what it will need", 6),
        ("14/2/2024", "Improvement Board, 14 February 2024: what it will need", 7),
    ],
)
def test_the_agenda_of_our_plan_is_for_the_meeting_that_was_asked_for(
    asked: str, head: str, reports: int
) -> None:
    ran = _agenda(OUR_PLAN, "--for", asked)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"{head}\n")
    assert f"Reports due ({reports})" in ran.out
    assert "Overdue, longest first (16)" in ran.out


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        ("soon", "planctl: “soon” "),
        ("April 2024", "planctl: governance.yaml has no meeting of the board in April 2024\n"),
        ("2024-03-26", "planctl: governance.yaml has no meeting of the board on 2024-03-26\n"),
    ],
    ids=["unreadable", "another month", "another day"],
)
def test_a_meeting_that_nobody_knows_is_refused(asked: str, fault: str, tmp_path: Path) -> None:
    ran = _agenda(cycle(tmp_path), "--for", asked)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(fault)


def test_a_past_meeting_is_said_to_be_past_with_its_note(tmp_path: Path) -> None:
    ran = _agenda(cycle(tmp_path), "--for", "14 Feb 2024")
    assert "\nThis meeting is past; what is late is judged as at the day above.\n" in ran.out
    assert "\nNote: the first\n" in ran.out


@pytest.mark.parametrize("form", ["text", "json"])
def test_without_a_later_meeting_it_says_what_to_do(form: str, tmp_path: Path) -> None:
    small_plan(tmp_path, governance="terms: []\n")
    assert _agenda(tmp_path, "--format", form) == (
        2,
        "",
        (
            "planctl: governance.yaml has no meeting of the board on or after 13 March 2024\n"
            "  hint: list it under meetings, or say under board when it meets\n"
        ),
    )


def test_a_meeting_that_needs_nothing_says_so(tmp_path: Path) -> None:
    ran = _agenda(small_plan(tmp_path, governance="meetings: [{on: 20 March 2024}]\n"))
    assert ran.out.count("  none\n") == 6
    assert "whose dates" not in ran.out


def test_a_report_that_nobody_makes_and_an_action_that_nobody_leads_say_so(
    tmp_path: Path,
) -> None:
    action = """\
        ref: "1.1"
        title: Unled
        extensions: [{to: May 2024, reason: Work}]
        """
    ran = _agenda(small_plan(tmp_path, action))
    assert "Quality assurance report  nobody named\n" in ran.out
    assert "Unled, extension to May 2024 (due 31 May 2024): Work  no lead\n" in ran.out


def test_a_hostile_text_is_shown_as_text(tmp_path: Path) -> None:
    governance = f"""\
        board: {{name: "{NAME}"}}
        meetings: [{{on: 20 March 2024, note: "{HOSTILE}"}}]
        reports: [{{id: r, title: "{HOSTILE}", cadence: [monthly], by: ["{NAME}"]}}]
        """
    action = f"""\
        ref: "1.1"
        title: "{HOSTILE}"
        leads: ["{NAME}"]
        timescale: Jan 2024
        extensions: [{{to: May 2024, reason: "{HOSTILE}"}}]
        escalations: [{{raised: 2024-03-01, to: "{NAME}", asks: "{HOSTILE}"}}]
        """
    ran = _agenda(small_plan(tmp_path, action, governance=governance))
    assert ran.code == 0
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in ran.out
    assert "[red]{{ 7*7 }}" in ran.out


@pytest.mark.parametrize(
    ("as_at", "said"),
    [
        ("2024-03-19", "are due 20 March 2024, in 1 day"),
        ("2024-03-20", "are due 20 March 2024, today"),
        ("2024-03-21", "were due 20 March 2024, 1 day ago"),
    ],
)
def test_papers_are_due_until_their_day_is_over(as_at: str, said: str, tmp_path: Path) -> None:
    ran = planctl("agenda", "--plan", cycle(tmp_path), "--as-at", as_at, "--for", "27 March 2024")
    assert f"\nPapers {said}.\n" in ran.out


def test_an_agenda_without_a_broken_file_says_so(tmp_path: Path) -> None:
    put(cycle(tmp_path), {"areas/1-practice/1.9-broken.yaml": '"'})
    ran = _agenda(tmp_path)
    assert ran.code == 1
    assert "not read, and in no count: " in ran.err
    assert ran.out.splitlines()[1:3] == [
        "A small plan, as at 13 March 2024.",
        "1 file not read, and in no count: run planctl check.",
    ]


SAID: Final = """\
board: {papers_due: 8}
meetings:
  - on: 14 February 2024
    challenges:
      - {asks: Why?, by: Chair, to: AD}
      - {asks: How?, answer: So.}
  - on: 20 March 2024
reports:
  - id: qa-report
    title: QA report
    cadence: [monthly]
    by: [SM QA]
    received:
      - {on: 2024-03-12, meeting: 20 March 2024, url: "https://example.org/qa"}
  - {id: other, title: Other report, cadence: [monthly]}
"""
SHOWN: Final = """\
Reports due (2)
  QA report, received 12 March 2024  SM QA
  Other report                       nobody named

Reports that were due and did not come (1)
  other  Other report, due 12 March 2024, for the board of 20       nobody named
         March 2024
"""
CHALLENGES: Final = """\
Challenges of the board (2)
  14 February 2024  Why? (no answer yet; due 20 March 2024, in   to AD
                    7 days)
  14 February 2024  How? (answered, to be closed; due 20 March   to nobody named
                    2024, in 7 days)
"""


def test_reports_that_did_not_come_and_challenges_of_the_board_are_on_the_screen(
    tmp_path: Path,
) -> None:
    out = _agenda(small_plan(tmp_path, governance=SAID)).out
    assert SHOWN in out
    assert out.endswith(CHALLENGES)


def test_programs_get_reports_that_came_or_did_not_and_challenges(tmp_path: Path) -> None:
    made = _agenda(small_plan(tmp_path, governance=SAID), "--format", "json").json
    assert made["reports_received"] == [
        {"id": "qa-report", "on": "2024-03-12", "file": None, "url": "https://example.org/qa"}
    ]
    assert made["reports_missing"] == [
        {
            "id": "other",
            "title": "Other report",
            "by": [],
            "meeting": {"month": "2024-03", "day": "2024-03-20", "note": None},
            "due": "2024-03-12",
        }
    ]
    assert made["challenges"][0] == {
        "meeting": {"month": "2024-02", "day": "2024-02-14", "note": None},
        "asks": "Why?",
        "by": "Chair",
        "to": "AD",
        "answer": None,
        "due": "2024-03-20",
        "days_overdue": 0,
    }
