"""planctl chase: one message a lead, as text and for programs."""

from pathlib import Path

import pytest

from cycle import AREA, GOVERNANCE, cycle
from make import put, small_plan
from running import Ran, planctl

OVERRIDE = "\N{RIGHT-TO-LEFT OVERRIDE}"
PRIVATE = "\ue000"  # a sign of no writing, which a label may hold and no terminal shows
NOTHING_OWED = "meetings: [{on: 20 March 2024}]\n"
NOT_ALL = "Part of the plan could not be read, so this may not be all."


def _chase(plan: Path, *words: object, as_at: str = "2024-03-13", cwd: Path | None = None) -> Ran:
    return planctl("chase", "--plan", plan, "--as-at", as_at, *words, cwd=cwd)


TO_AD = """\
To: AD
Subject: Improvement Board, 27 March 2024: due from AD

For AD, from “A small plan”, as at 13 March 2024.
This is what the plan has for you by the board of 27 March 2024.
The last board was on 14 February 2024.

Overdue:
- 1.1 Late: due 29 February 2024, 13 days late; no dated note of progress since the last board

Due:
- 1.2 Soon: due 20 March 2024, in 7 days

Steps on the way:
- 1.1 Late, “A first draft”: due 31 January 2024, 42 days late

From decisions of the board:
- 2024-02-a: Bring a paper on cases: due 1 March 2024, 12 days late

For information: what waits for the board:
- 1.1 Late: extension to 30 April 2024

Please say by 20 March 2024, when the papers are due, of each what was done and on which day, or \
what you need from the board.
Thank you.
"""
TO_SM_QA = """\
To: SM QA
Subject: Improvement Board, 27 March 2024: due from SM QA

For SM QA, from “A small plan”, as at 13 March 2024.
This is what the plan has for you by the board of 27 March 2024.
The last board was on 14 February 2024.

Steps on the way:
- 1.1 Late, “A second draft”: due 20 March 2024, in 7 days

No dated note of progress since the last board:
- 1.3 Silent

From decisions of the board:
- 2024-02-a: Look at ten cases: due 27 March 2024, in 14 days
- 2024-02-a: Count the others: no day set

Reports:
- QA report

Questions that wait for your answer:
- 1.2 Soon: Who audits the audits? (raised 1 February 2024, due 14 February 2024, 28 days late)

For information: actions that you support:
- 1.1 Late (lead: AD): due 29 February 2024, 13 days late
- 1.2 Soon (lead: AD): due 20 March 2024, in 7 days

Please say by 20 March 2024, when the papers are due, of each what was done and on which day, or \
what you need from the board.
Please send the reports by 20 March 2024, when the papers are due.
Thank you.
"""


def test_each_lead_is_written_one_message_of_facts(tmp_path: Path) -> None:
    between = f"\n{'=' * 72}\n\n"
    assert _chase(cycle(tmp_path)) == (0, f"{TO_SM_QA}{between}{TO_AD}", "")


@pytest.mark.parametrize("lead", ["AD", "ad"])
def test_one_lead_is_written_to_alone(lead: str, tmp_path: Path) -> None:
    assert _chase(cycle(tmp_path), "--lead", lead) == (0, TO_AD, "")


def test_an_unknown_lead_is_answered_with_the_nearest(tmp_path: Path) -> None:
    ran = _chase(cycle(tmp_path), "--lead", "SM QB")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "planctl: the plan has no role “SM QB”\n  hint: did you mean “SM QA”?\n"


def test_a_lead_who_owes_nothing_gets_no_message_and_it_is_said(tmp_path: Path) -> None:
    cycle(tmp_path, roles=f'SM QA: One\nAD: Two\n"SM {PRIVATE}CLA": Three\n')
    ran = _chase(tmp_path, "--lead", f"SM {PRIVATE}CLA")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == (
        "planctl: SM \N{REPLACEMENT CHARACTER}CLA owes nothing by the board of 27 March 2024\n"
    )


def test_where_nobody_owes_anything_it_is_said(tmp_path: Path) -> None:
    small_plan(tmp_path / "plan", governance=NOTHING_OWED)
    said = "planctl: nobody owes anything by the board of 20 March 2024\n"
    assert _chase(tmp_path / "plan") == (0, "", said)
    assert _chase(tmp_path / "plan", "--format", "eml", cwd=tmp_path) == (0, "", said)
    assert not (tmp_path / "chase").exists()
    assert _chase(tmp_path / "plan", "--format", "json").json["messages"] == []


def test_what_nobody_leads_is_said_because_nobody_is_asked(tmp_path: Path) -> None:
    unled = f'ref: "1{PRIVATE}3"\ntitle: Unled\ntimescale: Jan 2024\n'
    ran = _chase(cycle(tmp_path, **{f"{AREA}/1.3-silent": unled}))
    assert ran.code == 0
    assert ran.err == (
        "planctl: late or due, and led by nobody, so that nobody is asked: "
        "1\N{REPLACEMENT CHARACTER}3\n"
    )


@pytest.mark.parametrize(
    ("governance", "words"),
    [
        ("meetings: [{on: 20 March 2024}]\n", "by the board of 20 March 2024."),
        ("meetings: [{on: March 2024}]\n", "by the end of March 2024 (day of the board not "),
        ("terms: []\n", "by 12 April 2024."),
        ("{board: {papers_due: 9}, meetings: [{on: 20 March 2024}]}\n", "by the board of 20 March"),
    ],
    ids=["day", "month", "no meeting", "papers past"],
)
def test_a_message_says_by_when_and_why_then(governance: str, words: str, tmp_path: Path) -> None:
    ran = _chase(cycle(tmp_path, governance=governance), "--lead", "AD")
    assert f"\nThis is what the plan has for you {words}" in ran.out


@pytest.mark.parametrize(
    ("last", "said"),
    [("14 Feb 2024", "on 14 February 2024"), ("Feb 2024", "in February 2024")],
)
def test_a_message_says_when_the_last_board_was(last: str, said: str, tmp_path: Path) -> None:
    governance = GOVERNANCE.replace("14 Feb 2024", last)
    assert f"\nThe last board was {said}.\n" in _chase(cycle(tmp_path, governance=governance)).out


def test_without_a_meeting_the_subject_is_the_plan(tmp_path: Path) -> None:
    ran = _chase(cycle(tmp_path, governance="terms: []\n"), "--lead", "AD")
    assert ran.out.startswith("To: AD\nSubject: A small plan: due from AD\n\n")
    assert "last board" not in ran.out


def test_a_later_meeting_can_be_asked_for(tmp_path: Path) -> None:
    ran = _chase(cycle(tmp_path), "--for", "May 2024", "--lead", "AD")
    assert "\nReports:\n- Finance report\n" in ran.out
    assert "Subject: Improvement Board, May 2024: due from AD\n" in ran.out


def test_a_past_meeting_is_refused(tmp_path: Path) -> None:
    assert _chase(cycle(tmp_path), "--for", "14 Feb 2024") == (
        2,
        "",
        (
            "planctl: the board of 14 February 2024 is before 13 March 2024\n"
            "  hint: name a later meeting, or add --as-at with a day before it\n"
        ),
    )


def test_json_holds_the_messages_and_the_facts_in_them(tmp_path: Path) -> None:
    made = _chase(cycle(tmp_path), "--format", "json").json
    assert [made[key] for key in ("as_at", "papers_due", "until")] == [
        "2024-03-13",
        "2024-03-20",
        "2024-03-27",
    ]
    assert made["meeting"]["day"] == "2024-03-27"
    to_qa, to_ad = made["messages"]
    assert f"To: AD\nSubject: {to_ad['subject']}\n\n{to_ad['text']}" == TO_AD
    assert to_ad["overdue"] == [
        {
            "ref": "1.1",
            "title": "Late",
            "leads": ["AD", "SM QA"],
            "due": "2024-02-29",
            "days_overdue": 13,
            "without_progress": True,
        }
    ]
    assert [each["ref"] for each in to_ad["due"]] == ["1.2"]
    assert to_ad["steps"] == [
        {"ref": "1.1", "what": "A first draft", "due": "2024-01-31", "days_overdue": 42}
    ]
    assert [each["what"] for each in to_ad["follow_ups"]] == ["Bring a paper on cases"]
    assert [each["to"] for each in to_ad["extensions"]] == ["30 Apr 2024"]
    assert [each["ref"] for each in to_qa["without_progress"]] == ["1.3"]
    assert [each["id"] for each in to_qa["reports"]] == ["qa-report"]
    assert [each["asks"] for each in to_qa["questions"]] == ["Who audits the audits?"]
    assert [each["ref"] for each in to_qa["supported"]] == ["1.1", "1.2"]


def test_a_lead_hears_of_a_pause_that_ends_by_the_board(tmp_path: Path) -> None:
    silent = (
        "ref: '1.3'\ntitle: Silent\nleads: [SM QA]\ntimescale: 1 Mar 2024\n"
        "pauses: [{until: 20 March 2024, reason: The court first, agreed: 2024-02-14}]\n"
    )
    plan = cycle(tmp_path, **{f"{AREA}/1.3-silent": silent})
    out = _chase(plan, "--lead", "SM QA").out
    assert (
        "Pauses that end:\n- 1.3 Silent: paused until 20 March 2024; due 1 March 2024, 12 days "
        "late\n"
    ) in out
    assert "Overdue:" not in out
    (to_qa,) = _chase(plan, "--lead", "SM QA", "--format", "json").json["messages"]
    assert [(each["ref"], each["until"]) for each in to_qa["pauses_ending"]] == [
        ("1.3", "2024-03-20")
    ]
    assert to_qa["without_progress"] == []


def test_json_without_a_meeting_says_so(tmp_path: Path) -> None:
    made = _chase(cycle(tmp_path, governance="terms: []\n"), "--format", "json").json
    assert (made["meeting"], made["papers_due"], made["until"]) == (None, None, "2024-04-12")


def test_no_message_is_written_with_what_turns_the_writing_round(tmp_path: Path) -> None:
    action = f'ref: "1.1"\ntitle: "{OVERRIDE}x"\nleads: ["{PRIVATE}y"]\ntimescale: Jan 2024\n'
    ran = _chase(small_plan(tmp_path, action))
    assert OVERRIDE not in ran.out
    assert "To: \N{REPLACEMENT CHARACTER}y\n" in ran.out


def test_a_chase_without_a_broken_file_says_so(tmp_path: Path) -> None:
    put(cycle(tmp_path), {f"{AREA}/1.9-broken.yaml": '"'})
    ran = _chase(tmp_path)
    assert ran.code == 1
    assert "not read, and in no count: " in ran.err
    messages = ran.out.split("=" * 72)
    assert [message.count(NOT_ALL) for message in messages] == [1, 1]
    assert f"\nThe last board was on 14 February 2024.\n{NOT_ALL}\n\nOverdue:\n" in messages[1]


def test_a_role_that_owes_only_a_report_is_asked_for_that_alone(tmp_path: Path) -> None:
    cycle(tmp_path, governance=GOVERNANCE.replace("by: [SM QA]}", "by: [PMO]}", 1))
    out = _chase(tmp_path, "--lead", "PMO").out
    assert out.endswith(
        "Reports:\n- QA report\n\n"
        "Please send the reports by 20 March 2024, when the papers are due.\nThank you.\n"
    )
    assert "Please say" not in out


ASKED = """\
meetings:
  - on: 14 February 2024
    challenges:
      - {asks: Why are they late?, by: Chair, to: AD}
      - {asks: How?, to: AD, answer: So.}
      - {asks: Of nobody?}
  - on: 20 March 2024
reports:
  - {id: qa, title: QA report, cadence: [monthly], by: [SM QA]}
  - id: here
    title: Report that came
    cadence: [monthly]
    by: [SM QA]
    received: [{on: 2024-03-12, meeting: 20 March 2024}]
"""


def test_a_role_is_asked_for_its_answer_to_the_board(tmp_path: Path) -> None:
    plan = small_plan(tmp_path, governance=ASKED)
    words = "- Why are they late? (asked by the board of 14 February 2024, due 20 March 2024, in 7"
    assert f"Questions that wait for your answer:\n{words} days)\n\n" in _chase(plan).out
    [to_qa, to_ad] = _chase(plan, "--format", "json").json["messages"]
    assert [asked["asks"] for asked in to_ad["challenges"]] == ["Why are they late?"]
    assert [report["id"] for report in to_qa["reports"]] == ["qa"]
