"""planctl update: what happened to an action is written into its file, and nothing else."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pytest

from make import small_plan
from running import Ran, planctl
from terminal import Seen, at_terminal

ACTION: Final = """\
# about the action
ref: "1.1"
title: First   # short
leads: [AD]
timescale: 29 Feb 2024
extensions:
  - to: 30 Apr 2024
    reason: staff
    requested: 2024-02-01
status: in progress
milestones:
  # the first of two
  - what: One
  - what: Two
    done: 2024-02-20
progress:
  - date: 2024-01-10
    note: Begun.
  - date: 2024-02-20
    note: Two is done.
"""
FILE: Final = "areas/1-practice/1.1-first.yaml"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return small_plan(tmp_path, ACTION)


def _update(plan: Path, *words: str) -> Ran:
    return planctl("update", "1.1", *words, "--plan", plan, "--as-at", "2024-03-13")


def _changed(plan: Path) -> list[str]:
    """The lines that were not there before, and those that are gone, with a sign for which."""
    before, after = ACTION.splitlines(), (plan / FILE).read_text("utf-8").splitlines()
    gone = [f"- {line.strip()}" for line in before if line not in after]
    return [*gone, *(f"+ {line.strip()}" for line in after if line not in before)]


@pytest.mark.parametrize(
    ("words", "changed"),
    [
        (
            ("--progress", "Seen: all.", "--on", "12 March 2024", "--by", "SM QA"),
            ["+ - date: 2024-03-12", "+ by: SM QA", '+ note: "Seen: all."'],
        ),
        (("--progress", "x"), ["+ - date: 2024-03-13", "+ note: x"]),
        (("--status", "Paused"), ["- status: in progress", "+ status: paused"]),
        (
            ("--complete", "1 March 2024"),
            ["- status: in progress", "+ status: complete", "+ completed: 2024-03-01"],
        ),
        (
            ("--complete", "1 March 2024", "--status", "embedded"),
            ["- status: in progress", "+ status: embedded", "+ completed: 2024-03-01"],
        ),
        (
            ("--rag", "Amber", "--reason", "Two posts are vacant"),
            ["+ progress_rag: amber", "+ rag_reason: Two posts are vacant"],
        ),
        (("--impact-rag", "red"), ["+ impact_rag: red"]),
        (("--lead", "SM QA", "--lead", "AD"), ["- leads: [AD]", "+ leads: [SM QA, AD]"]),
        (("--milestone-done", "1"), ["+ done: 2024-03-13"]),
        (("--milestone-done", "1", "--on", "2024-03-01"), ["+ done: 2024-03-01"]),
        (
            ("--request-extension", "31 May 2024", "--reason", "ill"),
            ["+ - to: 31 May 2024", "+ reason: ill", "+ requested: 2024-03-13"],
        ),
        (("--agree-extension", "--at", "14 Feb 2024"), ["+ agreed: 2024-02-14"]),
        (("--refuse-extension", "--at", "Feb 2024"), ["+ refused: 2024-02-14"]),
        (
            ("--evidence", "Audit", "--kind", "Data", "--url", "https://example.org/a"),
            ["+ evidence:", "+ - title: Audit", "+ kind: data", "+ url: https://example.org/a"],
        ),
        (
            ("--evidence", "A", "--kind", "feedback", "--shows", "Better", "--on", "2024-03-01"),
            [
                "+ evidence:",
                "+ - title: A",
                "+ kind: feedback",
                "+ date: 2024-03-01",
                "+ shows: Better",
            ],
        ),
    ],
)
def test_what_is_said_by_a_flag_is_written(
    plan: Path, words: tuple[str, ...], changed: list[str]
) -> None:
    assert _update(plan, *words).code == 0
    assert _changed(plan) == changed


def test_a_note_stands_in_the_order_of_days(plan: Path) -> None:
    assert _update(plan, "--progress", "Between.", "--on", "2024-02-01").code == 0
    notes = [line for line in (plan / FILE).read_text("utf-8").splitlines() if "note:" in line]
    assert notes == ["    note: Begun.", "    note: Between.", "    note: Two is done."]


def test_the_change_is_shown_and_a_dry_run_writes_nothing(plan: Path) -> None:
    ran = _update(plan, "--status", "paused", "--dry-run")
    assert ran.code == 0
    assert "  -status: in progress\n  +status: paused\n" in ran.out
    assert "nothing was written" in ran.err
    assert _changed(plan) == []


def test_what_the_plan_says_already_changes_nothing(plan: Path) -> None:
    ran = _update(plan, "--rag", "none", "--status", "in progress")
    assert (ran.code, ran.out) == (0, "nothing changes: the plan says so already\n")
    assert _changed(plan) == []


def test_a_rating_that_was_declared_is_taken_back(plan: Path) -> None:
    assert _update(plan, "--rag", "amber", "--reason", "x").code == 0
    assert _update(plan, "--rag", "none").code == 0
    assert _changed(plan) == ["+ progress_rag:", "+ rag_reason:"]


def test_lines_of_windows_and_their_mark_stay(plan: Path) -> None:
    before = b"\xef\xbb\xbf" + ACTION.encode().replace(b"\n", b"\r\n")
    (plan / FILE).write_bytes(before)
    assert _update(plan, "--status", "paused").code == 0
    assert (plan / FILE).read_bytes() == before.replace(b"in progress", b"paused")


def test_a_new_problem_is_told_and_the_change_is_written(plan: Path) -> None:
    ran = _update(plan, "--rag", "blue", "--reason", "x")
    assert ran.code == 0
    assert "to be seen to: T303 1.1: declared blue" in ran.err


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--lead", "SM QX"), "“SM QX” is not a role"),
        (("--status", "done"), "“done” is no status"),
        (("--rag", "yellow", "--reason", "x"), "“yellow” is no rating"),
        (("--rag", "red"), "why you declare a rating"),
        (("--rag", "red", "--request-extension", "May 2024", "--reason", "x"), "of the rating or"),
        (("--complete", "soon"), "“soon”"),
        (("--complete", "2099-01-01"), "1 January 2099 has not come yet, as at 13 March 2024"),
        (("--milestone-done", "1", "--on", "2024-03-14"), "14 March 2024 has not come yet"),
        (("--progress", "x", "--on", "2024-03-14"), "14 March 2024 has not come yet"),
        (("--complete", "2024-03-01", "--status", "paused"), "has no day of completion"),
        (("--milestone-done", "3"), "1.1 has no milestone 3"),
        (("--milestone-done", "2"), "was done on 20 February 2024 already"),
        (("--request-extension", "31 May 2024"), "why more time is needed"),
        (("--request-extension", "May", "--reason", "x"), "“May” has no year"),
        (("--agree-extension",), "which meeting"),
        (("--agree-extension", "--at", "March 2024"), "the day of the meeting"),
        (("--agree-extension", "--at", "May 2024"), "has no meeting of the board"),
        (("--agree-extension", "--refuse-extension", "--at", "Feb 2024"), "agreed or refused"),
        (("--progress", " "), "the note of progress is empty"),
        (("--by", "AD"), "--by says more of something that was not given"),
        (("--on", "2024-03-01", "--status", "paused"), "--on says more"),
        (("--at", "Feb 2024"), "--at says more"),
        (("--evidence", "A"), "where does the evidence come from?"),
        (("--evidence", "A", "--kind", "audit"), "“audit” is no kind of evidence"),
        (("--evidence", "A", "--kind", "data", "--file", "evidence/x.pdf"), "there is no file"),
        (("--progress", "\x1b[31m"), "cannot hold a control character"),
        ((), "there is nobody to ask"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_is_written(
    plan: Path, words: tuple[str, ...], why: str
) -> None:
    ran = _update(plan, *words)
    assert (ran.code, ran.out) == (2, "")
    assert why in ran.err
    assert _changed(plan) == []


@pytest.mark.parametrize("typed", ["evidence/a.pdf", "plan/evidence/a.pdf"])
def test_a_file_of_evidence_may_be_named_from_where_one_stands(tmp_path: Path, typed: str) -> None:
    plan = small_plan(tmp_path / "plan", ACTION)
    (plan / "evidence").mkdir()
    (plan / "evidence/a.pdf").write_bytes(b"a")
    words = ("--evidence", "A", "--kind", "data", "--file", typed, "--as-at", "2024-03-13")
    assert planctl("update", "1.1", *words, cwd=tmp_path).code == 0
    assert "+ file: evidence/a.pdf" in _changed(plan)


def test_a_meeting_that_is_to_come_has_answered_nothing(plan: Path) -> None:
    words = ("--agree-extension", "--at", "Feb 2024", "--plan", plan, "--as-at", "2024-02-13")
    ran = planctl("update", "1.1", *words)
    said = "planctl: the meeting of 14 February 2024 has not come yet, as at 13 February 2024"
    assert (ran.code, ran.err.splitlines()[0]) == (2, said)
    assert _changed(plan) == []


def test_without_a_request_there_is_nothing_to_agree(tmp_path: Path) -> None:
    plan = small_plan(tmp_path, 'ref: "1.1"\ntitle: First\n')
    ran = _update(plan, "--agree-extension", "--at", "Feb 2024")
    assert "no extension that waits for an answer" in ran.err
    assert "it has none" in _update(plan, "--milestone-done", "1").err


def test_two_actions_of_one_ref_are_not_told_apart_by_guessing(plan: Path) -> None:
    small_plan(plan, ACTION, **{"areas__1-practice__1.1-second": 'ref: "1.1"\ntitle: Second\n'})
    ran = _update(plan, "--status", "paused")
    assert "two actions have the ref “1.1”: " in ran.err


ANSWERS: Final = [
    ("since the last note", "?\n"),
    ("Enter alone leaves it", "Seen.\n"),
    ("On which day [13 March 2024]", "yesterday\n"),
    ("On which day [13 March 2024]", "12 March 2024\n"),
    ("Who says so", "sm qa\n"),
    ("Status [in progress]", "?\n"),
    ("one of: not started, in progress", "done\n"),
    ("is none of", "complete\n"),
    ("Complete since", "12/3/2099\n"),
    ("12 March 2099 has not come yet", "12/3/2024\n"),
    ("Your progress rating [none]", "green\n"),
    ("Why", "All seen\n"),
    ("Your impact rating [none]", "\n"),
    ("New evidence", "Audit\n"),
    ("Where it comes from", "data\n"),
    ("Its file", "\n"),
    ("What it shows", "Visits in time\n"),
]


def _asked(plan: Path, typed: Sequence[tuple[str, str]]) -> Seen:
    words = ("update", "1.1", "--plan", ".", "--as-at", "2024-03-13")
    return at_terminal(*words, cwd=plan, typed=typed)


def test_at_a_terminal_it_asks_a_question_at_a_time(plan: Path) -> None:
    seen = at_terminal(
        "update", "1.1", "--plan", ".", "--as-at", "2024-03-13", cwd=plan, typed=ANSWERS
    )
    assert seen.code == 0, seen.screen
    assert _changed(plan) == [
        "- status: in progress",
        "+ status: complete",
        "+ completed: 2024-03-12",
        "+ - date: 2024-03-12",
        "+ by: SM QA",
        "+ note: Seen.",
        "+ progress_rag: green",
        "+ rag_reason: All seen",
        "+ evidence:",
        "+ - title: Audit",
        "+ kind: data",
        "+ date: 2024-03-12",
        "+ shows: Visits in time",
    ]


def test_milestones_and_later_dates_are_asked_for(plan: Path) -> None:
    typed = [
        ("since the last note", "\n"),
        ("Status", "paused\n"),
        ("Your progress rating", "\n"),
        ("Your impact rating", "amber\n"),
        ("1 One", ""),
        ("by its number", "1\n"),
        ("On which day", "1 March 2024\n"),
        ("to ask the board for", "summer\n"),
        ("is a season", "31 May 2024\n"),
        ("Why more time", "Ill\n"),
        ("New evidence", "\n"),
    ]
    seen = _asked(plan, typed)
    assert seen.code == 0, seen.screen
    assert _changed(plan) == [
        "- status: in progress",
        "+ - to: 31 May 2024",
        "+ reason: Ill",
        "+ requested: 2024-03-01",
        "+ status: paused",
        "+ done: 2024-03-01",
        "+ impact_rag: amber",
    ]


def test_a_declared_rating_is_taken_back_at_the_prompt(plan: Path) -> None:
    assert _update(plan, "--rag", "amber", "--reason", "x").code == 0
    typed = [
        ("since the last note", "\n"),
        ("Status", "\n"),
        ("Your progress rating [amber]", "none\n"),
        ("Your impact rating", "\n"),
        ("by its number", "\n"),
        ("to ask the board for", "\n"),
        ("New evidence", "\n"),
    ]
    assert _asked(plan, typed).code == 0
    assert _changed(plan) == ["+ progress_rag:", "+ rag_reason:"]


@pytest.mark.parametrize("prompt", range(4))
def test_ctrl_c_at_any_prompt_writes_nothing(plan: Path, prompt: int) -> None:
    prompts = ["since the last note", "Status", "Your progress", "Your impact"]
    typed = [(words, "\n") for words in prompts[:prompt]]
    seen = at_terminal(
        "update", "1.1", "--plan", ".", cwd=plan, typed=[*typed, (prompts[prompt], "\x03")]
    )
    assert seen.code == 130
    assert "\nplanctl: nothing was written\nplanctl: stopped\n" in seen.screen
    assert _changed(plan) == []


def test_the_end_of_the_answers_is_a_sentence(plan: Path) -> None:
    seen = at_terminal("update", "1.1", "--plan", ".", cwd=plan, typed=[("last note", "\x04")])
    assert seen.code == 2
    assert "so nothing was written" in seen.screen
    assert _changed(plan) == []
