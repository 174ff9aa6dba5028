"""planctl update: what happened to an action is written into its file, and nothing else."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pytest

from make import ACTION_PATH, put, small_plan
from running import Ran, planctl
from terminal import Seen, at_terminal

pytestmark = pytest.mark.slow

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
    ("file", "command"),
    [
        *(
            ("governance", words)
            for words in (
                "update 1.1 --agree-extension --at 2024-03-12",
                "update 1.1 --progress x",
                "split 1.1 --title x --step 1",
                "set 1.1 title x",
                "new 1 Second",
                "add meeting 2025-01-05",
                "meeting --commentary x --by AD",
                "agenda",
                "chase --for 2024-04-10",
                "move 1.1 1 --as 1.2",
                "remove action 1.1",
            )
        ),
        *((file, "update 1.1 --progress x") for file in ("roles", "policy", "plan", "decisions")),
        ("roles", "add role DCS Director"),
    ],
)
def test_a_file_that_cannot_be_read_is_the_reason_and_nothing_is_written(
    file: str, command: str, plan: Path
) -> None:
    (plan / f"{file}.yaml").write_text("a: [\n")
    before = {path: path.read_bytes() for path in plan.rglob("*.yaml")}
    ran = planctl(*command.split(), "--plan", plan, "--as-at", "2024-03-13")
    assert (ran.code, ran.out) == (2, "")
    assert f"{file}.yaml could not be read" in ran.err
    assert "planctl check says what is wrong" in ran.err
    assert {path: path.read_bytes() for path in plan.rglob("*.yaml")} == before


def test_a_lead_that_is_named_twice_is_written_once(plan: Path) -> None:
    assert _update(plan, "--lead", "SM QA", "--lead", "SM QA").code == 0
    assert _changed(plan) == ["- leads: [AD]", "+ leads: [SM QA]"]


def test_files_whose_names_no_other_needs_may_wait_to_be_mended(plan: Path) -> None:
    (plan / "glossary.yaml").write_text("a: [\n")
    put(plan, {"areas/1-practice/1.2-second.yaml": "ref: [\n", "measures/a.yaml": "id: [\n"})
    assert _update(plan, "--progress", "x").code == 0


@pytest.mark.parametrize(
    ("words", "changed"),
    [
        (
            ("--progress", "Seen: all.", "--on", "12 March 2024", "--by", "SM QA"),
            ["+ - date: 2024-03-12", "+ by: SM QA", '+ note: "Seen: all."'],
        ),
        (("--progress", "x"), ["+ - date: 2024-03-13", "+ note: x"]),
        (("--status", "Not started"), ["- status: in progress", "+ status: not started"]),
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
    ran = _update(plan, "--status", "not started", "--dry-run")
    assert ran.code == 0
    assert "  -status: in progress\n  +status: not started\n" in ran.out
    assert "nothing was written" in ran.err
    assert _changed(plan) == []


def test_what_the_plan_says_already_changes_nothing(plan: Path) -> None:
    ran = _update(plan, "--rag", "none", "--status", "in progress")
    assert (ran.code, ran.out) == (0, "nothing changes: the plan says so already\n")
    assert _changed(plan) == []


@pytest.mark.parametrize(
    "words",
    [
        ("--progress", "Two lines.\nOf one note."),
        ("--request-extension", "Dec 2024", "--reason", "Ill"),
        ("--evidence", "Audit", "--kind", "document", "--url", "https://example.org/a"),
    ],
)
def test_what_is_told_twice_is_written_once(words: tuple[str, ...], plan: Path) -> None:
    assert _update(plan, *words).code == 0
    assert _update(plan, *words).out == "nothing changes: the plan says so already\n"
    assert _update(plan, *words, "--on", "2024-03-12").out.count("\n  +") > 1


def test_a_rating_that_was_declared_is_taken_back(plan: Path) -> None:
    assert _update(plan, "--rag", "amber", "--reason", "x").code == 0
    assert _update(plan, "--rag", "none").code == 0
    assert _changed(plan) == ["+ progress_rag:", "+ rag_reason:"]


def test_a_file_with_a_text_that_is_cut_by_a_comment_can_be_written_into(tmp_path: Path) -> None:
    plan = small_plan(tmp_path, 'ref: "1.1"\ntitle: Visits #1\n')
    assert _update(plan, "--progress", "Seen.").code == 0
    assert (plan / ACTION_PATH).read_text("utf-8").startswith('ref: "1.1"\ntitle: Visits #1\n')


def test_lines_of_windows_and_their_mark_stay(plan: Path) -> None:
    before = b"\xef\xbb\xbf" + ACTION.encode().replace(b"\n", b"\r\n")
    (plan / FILE).write_bytes(before)
    assert _update(plan, "--status", "not started").code == 0
    assert (plan / FILE).read_bytes() == before.replace(b"in progress", b"not started")


@pytest.mark.parametrize(
    ("words", "added"),
    [
        (
            ("--request-pause", "30 Jun 2024", "--reason", "Court first"),
            [
                "+ pauses:",
                "+ - until: 30 Jun 2024",
                "+ reason: Court first",
                "+ requested: 2024-03-13",
            ],
        ),
        (
            (
                *("--request-withdrawal", "--reason", "Done elsewhere", "--on", "2024-03-01"),
                *("--replaced-by", "1.2"),
            ),
            [
                "+ withdrawals:",
                "+ - reason: Done elsewhere",
                '+ replaced_by: ["1.2"]',
                "+ requested: 2024-03-01",
            ],
        ),
    ],
)
def test_a_pause_and_a_withdrawal_are_asked_for(
    plan: Path, words: tuple[str, ...], added: list[str]
) -> None:
    small_plan(plan, **{"areas__1-practice__1.2-b": 'ref: "1.2"\ntitle: Second\n'})
    ran = _update(plan, *words)
    assert ran.code == 0, ran.err
    assert sorted(_changed(plan)) == sorted(added)


@pytest.mark.parametrize(
    ("ask", "flag", "line"),
    [
        (("--request-pause", "30 Jun 2024"), "--agree-pause", "+ agreed: 2024-02-14"),
        (("--request-pause", "30 Jun 2024"), "--refuse-pause", "+ refused: 2024-02-14"),
        (("--request-withdrawal",), "--agree-withdrawal", "+ agreed: 2024-02-14"),
        (("--request-withdrawal",), "--refuse-withdrawal", "+ refused: 2024-02-14"),
    ],
)
def test_the_answer_of_the_board_is_written_beside_what_it_was_asked(
    plan: Path, ask: tuple[str, ...], flag: str, line: str
) -> None:
    assert _update(plan, *ask, "--reason", "x", "--on", "2024-02-01").code == 0
    ran = _update(plan, flag, "--at", "Feb 2024")
    assert ran.code == 0, ran.err
    assert line in _changed(plan)


def test_without_a_board_a_role_agrees_on_a_day(plan: Path) -> None:
    put(plan, {"governance.yaml": "board: {name: None yet}\n"})
    assert _update(plan, "--request-pause", "30 Jun 2024", "--reason", "x").code == 0
    ran = _update(plan, "--agree-pause", "--at", "12 March 2024")
    assert (ran.code, "the plan records no meeting of a board: who answered" in ran.err) == (
        2,
        True,
    )
    ran = _update(plan, "--agree-pause", "--at", "12 March 2024", "--agreed-by", "SM QA")
    assert ran.code == 0, ran.err
    assert {"+ agreed: 2024-03-12", "+ agreed_by: SM QA"} <= {*_changed(plan)}


def test_without_a_board_a_refusal_needs_only_its_day(plan: Path) -> None:
    put(plan, {"governance.yaml": "board: {name: None yet}\n"})
    assert _update(plan, "--request-withdrawal", "--reason", "x").code == 0
    assert _update(plan, "--refuse-withdrawal").code == 2
    assert _update(plan, "--refuse-withdrawal", "--at", "12 March 2024").code == 0
    assert "+ refused: 2024-03-12" in _changed(plan)


def test_a_completion_before_a_board_that_saw_it_open_is_written_with_the_day_of_today(
    plan: Path,
) -> None:
    ran = _update(plan, "--complete", "20 January 2024")
    assert (
        "planctl: completed 20 January 2024, and open at the board of 14 February 2024: the pack "
        "will say that it was recorded on 13 March 2024\n"
    ) in ran.err
    assert {"+ completed: 2024-01-20", "+ recorded: 2024-03-13"} <= {*_changed(plan)}


def test_a_completion_that_no_board_has_missed_has_no_day_of_recording(plan: Path) -> None:
    ran = _update(plan, "--complete", "14 February 2024")
    assert "recorded" not in ran.err
    assert not any("recorded" in line for line in _changed(plan))


def test_a_completion_that_is_corrected_loses_the_day_of_recording(plan: Path) -> None:
    assert _update(plan, "--complete", "20 January 2024").code == 0
    assert _update(plan, "--complete", "1 March 2024").code == 0
    assert "+ recorded:" in _changed(plan)


def test_a_declared_rating_that_no_complete_action_has_falls_away(plan: Path) -> None:
    assert _update(plan, "--rag", "red", "--reason", "x").code == 0
    ran = _update(plan, "--complete", "1 March 2024")
    assert "the declared rating red falls away: the action is complete" in ran.err
    assert {"+ progress_rag:", "+ rag_reason:"} <= {*_changed(plan)}


def test_a_declared_rating_that_a_complete_action_may_have_stays(plan: Path) -> None:
    assert _update(plan, "--rag", "green", "--reason", "x").code == 0
    ran = _update(plan, "--complete", "1 March 2024")
    assert "falls away" not in ran.err
    assert "+ progress_rag: green" in _changed(plan)


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
        (("--rag", "red", "--request-extension", "May 2024", "--reason", "x"), "of more than one"),
        (("--complete", "soon"), "“soon”"),
        (("--complete", "2099-01-01"), "1 January 2099 has not come yet, as at 13 March 2024"),
        (("--milestone-done", "1", "--on", "2024-03-14"), "14 March 2024 has not come yet"),
        (("--progress", "x", "--on", "2024-03-14"), "14 March 2024 has not come yet"),
        (("--complete", "2024-03-01", "--status", "not started"), "has no day of completion"),
        (("--milestone-done", "3"), "1.1 has no milestone 3"),
        (("--milestone-done", "2"), "was done on 20 February 2024 already"),
        (
            ("--request-extension", "1 Feb 2024", "--reason", "x"),
            "1 February 2024 is not later than 29 February 2024, when it is due now",
        ),
        (
            ("--request-extension", "29 Feb 2024", "--reason", "x"),
            "29 February 2024 is not later than 29 February 2024, when it is due now",
        ),
        (("--request-extension", "31 May 2024"), "why more time is needed"),
        (("--request-extension", "May", "--reason", "x"), "“May” has no year"),
        (("--request-pause", "31 May 2024"), "why it has to wait"),
        (("--request-pause", "13 March 2024", "--reason", "x"), "would be over already"),
        (("--request-pause", "soon", "--reason", "x"), "“soon”"),
        (("--request-pause", "May 2024 board", "--reason", "x"), "names no day until which"),
        (("--request-withdrawal",), "why it is given up"),
        (
            ("--request-withdrawal", "--reason", "x", "--replaced-by", "9.9"),
            "“9.9” is no other action of the plan",
        ),
        (
            ("--request-withdrawal", "--reason", "x", "--replaced-by", "1.1"),
            "“1.1” is no other action of the plan",
        ),
        (("--replaced-by", "1.2"), "--replaced-by says more"),
        (("--agreed-by", "AD"), "--agreed-by says more"),
        (("--agree-pause", "--at", "Feb 2024"), "1.1 has no pause that waits for an answer"),
        (("--refuse-withdrawal", "--at", "Feb 2024"), "1.1 has no withdrawal that waits"),
        (("--agree-correction", "--at", "Feb 2024"), "1.1 has no correction that waits"),
        (("--agree-pause", "--refuse-pause", "--at", "Feb 2024"), "a pause is agreed or refused"),
        (("--status", "paused"), "only the board can say that an action is paused"),
        (("--status", "Withdrawn"), "only the board can say that an action is withdrawn"),
        (("--agree-extension",), "which meeting"),
        (("--agree-extension", "--at", "March 2024"), "the day of the meeting"),
        (("--agree-extension", "--at", "May 2024"), "has no meeting of the board"),
        (("--agree-extension", "--refuse-extension", "--at", "Feb 2024"), "agreed or refused"),
        (("--progress", " "), "the note of progress is empty"),
        (("--by", "AD"), "--by says more of something that was not given"),
        (("--on", "2024-03-01", "--status", "not started"), "--on says more"),
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


def test_a_problem_that_a_change_brings_is_said_of_the_action_that_has_it(tmp_path: Path) -> None:
    done = "status: complete\ncompleted: 2024-03-01\n"
    actions = {
        "areas/1-practice/1.1-first.yaml": 'ref: "1.1"\ntitle: First\nleads: [AD]\n',
        "areas/1-practice/1.2-second.yaml": f'ref: "1.2"\ntitle: Second\nleads: [AD]\n{done}',
    }
    plan = put(small_plan(tmp_path), actions)
    ran = planctl("update", "1.1", "--complete", "2024-03-01", "--as-at", "2024-03-13", cwd=plan)
    told = [line for line in ran.err.splitlines() if "Q423" in line]
    assert [line.partition("Q423 ")[2].partition(":")[0] for line in told] == ["1.1"]


def test_an_answer_that_is_there_is_corrected_and_not_asked_for_again(plan: Path) -> None:
    agree = ("--agree-extension", "--at", "Feb 2024")
    assert _update(plan, *agree).code == 0
    told = _update(plan, *agree).err
    assert "or correct the answer: planctl set 1.1 extensions.1.agreed DAY" in told


def test_without_a_request_there_is_nothing_to_agree(tmp_path: Path) -> None:
    plan = small_plan(tmp_path, 'ref: "1.1"\ntitle: First\n')
    ran = _update(plan, "--agree-extension", "--at", "Feb 2024")
    assert "no extension that waits for an answer" in ran.err
    assert "it has none" in _update(plan, "--milestone-done", "1").err


def test_two_actions_of_one_ref_are_not_told_apart_by_guessing(plan: Path) -> None:
    small_plan(plan, ACTION, **{"areas__1-practice__1.1-second": 'ref: "1.1"\ntitle: Second\n'})
    ran = _update(plan, "--status", "not started")
    assert "two actions have the ref “1.1”: " in ran.err


ANSWERS: Final = [
    ("since the last note", "?\n"),
    ("Enter alone leaves it", "Seen.\n"),
    ("On which day [13 March 2024]", "the other day\n"),
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
        ("Status", "not started\n"),
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
        "+ status: not started",
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
        ("Ask the board to stop it", "\n"),
        ("New evidence", "\n"),
    ]
    assert _asked(plan, typed).code == 0
    assert _changed(plan) == ["+ progress_rag:", "+ rag_reason:"]


@pytest.mark.parametrize(
    ("answers", "lines"),
    [
        (
            [
                ("Ask the board to stop it", "pause\n"),
                ("Why it has to stop", "Court\n"),
                ("Until which day", "30 June 2024\n"),
            ],
            ["+ - until: 30 June 2024", "+ reason: Court"],
        ),
        (
            [
                ("Ask the board to stop it", "withdraw\n"),
                ("Why it has to stop", "Moot\n"),
                ("What replaces it", "1.2\n"),
            ],
            ["+ - reason: Moot", '+ replaced_by: ["1.2"]'],
        ),
    ],
)
def test_a_pause_and_a_withdrawal_are_asked_for_at_the_prompt(
    plan: Path, answers: list[tuple[str, str]], lines: list[str]
) -> None:
    small_plan(plan, **{"areas__1-practice__1.2-b": 'ref: "1.2"\ntitle: Second\n'})
    typed = [
        ("since the last note", "\n"),
        ("Status", "\n"),
        ("Your progress rating", "\n"),
        ("Your impact rating", "\n"),
        ("by its number", "\n"),
        ("to ask the board for", "\n"),
        *answers,
        ("New evidence", "\n"),
    ]
    seen = _asked(plan, typed)
    assert seen.code == 0, seen.screen
    assert {*lines} <= {*_changed(plan)}


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
