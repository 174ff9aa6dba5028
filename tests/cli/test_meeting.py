"""The meeting that a command is for, and planctl meeting: what is told to it and asked there."""

from datetime import date
from io import StringIO
from pathlib import Path
from typing import Final

import pytest

from make import loaded, put, small_plan
from planctl.model.governance import BoardPaper, Commentary
from planctl.model.rating import Rating
from running import Ran, planctl
from terminal import at_terminal

RULE = "board: {meets: {on: second Wednesday, starting: Jan 2024, not_in: [Aug 2024]}}\n"


def _refused(root: Path, governance: str, asked: str, as_at: str = "2024-03-13") -> str:
    """What is said of a meeting that nobody knows."""
    small_plan(root, governance=governance)
    ran = planctl("agenda", "--plan", root, "--as-at", as_at, "--for", asked)
    assert (ran.code, ran.out) == (2, "")
    return ran.err


def test_what_is_no_day_is_refused_and_how_to_name_a_meeting_is_said(tmp_path: Path) -> None:
    assert _refused(tmp_path, RULE, "soon").endswith(
        "\n  hint: write a day (29 Feb 2024) or a month (Feb 2024); or “next board” or “last "
        "board”\n"
    )


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        (
            "14 August 2024",
            (
                "the nearest are 12 June 2024, 10 July 2024, 11 September 2024 and 9 October 2024; "
                "planctl add meeting '14 August 2024' adds it"
            ),
        ),
        (
            "7 January 2024",
            (
                "the nearest are 10 January 2024 and 14 February 2024; where the board met then, "
                "planctl add meeting '7 January 2024' adds it"
            ),
        ),
        (
            "3 Feb 2031",
            (
                "the nearest are 8 November 2028 and 13 December 2028; "
                "planctl add meeting '3 Feb 2031' adds it"
            ),
        ),
    ],
    ids=["on the way", "before the first", "after the last"],
)
def test_the_meetings_around_one_that_nobody_knows_are_named(
    asked: str, hint: str, tmp_path: Path
) -> None:
    assert _refused(tmp_path, RULE, asked).endswith(f"\n  hint: {hint}\n")


@pytest.mark.parametrize(
    ("asked", "as_at", "found"),
    [
        ("next board", "2024-03-14", "10 April 2024"),
        ("Last-board", "2024-03-14", "13 March 2024"),
        ("last", "2024-03-12", "14 February 2024"),
    ],
)
def test_the_next_and_the_last_board_may_be_named_so(
    asked: str, as_at: str, found: str, tmp_path: Path
) -> None:
    small_plan(tmp_path, governance=RULE)
    ran = planctl("agenda", "--plan", tmp_path, "--as-at", as_at, "--for", asked)
    assert found in ran.out.splitlines()[0]


def test_on_the_day_of_a_board_the_last_one_has_to_be_named_by_its_day(tmp_path: Path) -> None:
    assert "the board meets today, so “last” could be two" in _refused(tmp_path, RULE, "last")


@pytest.mark.parametrize(
    ("asked", "when"),
    [("Aug 2024", "in Aug 2024"), ("14/8/2024", "on 14/8/2024")],
    ids=["a month", "a day"],
)
def test_a_meeting_is_on_a_day_and_in_a_month(asked: str, when: str, tmp_path: Path) -> None:
    said = _refused(tmp_path, RULE, asked)
    assert said.startswith(f"planctl: governance.yaml has no meeting of the board {when}\n")


def test_where_no_meeting_is_recorded_it_says_so(tmp_path: Path) -> None:
    said = _refused(tmp_path, "terms: []\n", "May 2024")
    assert said.endswith(
        "\n  hint: recorded so far: none; planctl add meeting 'May 2024' adds it\n"
    )


BOARD: Final = """\
meetings:
  - on: 14 February 2024
    challenges:
      - {asks: Why?, to: AD}
      - {asks: How?, to: AD, answer: So.}
  - on: 20 March 2024
reports:
  - {id: qa-report, title: QA report}
"""
TOLD: Final = ("All is well.", "AD", "amber", "Late.", "", "low", "So.", "One", "Two", "")
RISK: Final = ("Posts", "likely", "high", "AD", "Ask")
MINUTED: Final = ("A post.", "13 March 2024", "", "AD", "", "https://example.org/m")
ASKED: Final = ("And when?", "Chair", "AD", "20 March 2024")


def _meeting(plan: Path, *words: str) -> Ran:
    return planctl("meeting", *words, "--plan", plan, "--as-at", "2024-03-13")


def _asked(plan: Path, monkeypatch: pytest.MonkeyPatch, *answers: str, words: str = "") -> Ran:
    monkeypatch.setattr("planctl.cli.interview.can_ask", lambda: True)
    monkeypatch.setattr("sys.stdin", StringIO("".join(f"{answer}\n" for answer in answers)))
    return _meeting(plan, *words.split())


def test_what_a_meeting_is_told_is_shown_and_written(tmp_path: Path) -> None:
    plan = small_plan(tmp_path, governance=BOARD)
    ran = _meeting(plan, "--commentary", "All is well.", "--by", "AD", "--received", "qa-report")
    assert (ran.code, ran.told) == (0, "")
    assert "+      text: All is well." in ran.out
    assert "{on: 2024-03-13, meeting: 20 March 2024}" in (plan / "governance.yaml").read_text()


@pytest.mark.parametrize(
    "words", [("--risk", "Posts"), ("--challenge", "Why?"), ("--good-news", "A")]
)
def test_what_a_meeting_is_told_twice_is_written_once(
    words: tuple[str, str], tmp_path: Path
) -> None:
    plan = small_plan(tmp_path, governance=BOARD)
    assert _meeting(plan, *words).code == 0
    assert _meeting(plan, *words).out == "nothing changes: the plan says so already\n"


def test_a_dry_run_writes_nothing_of_a_meeting(tmp_path: Path) -> None:
    plan = small_plan(tmp_path, governance=BOARD)
    assert _meeting(plan, "--challenge", "What now?", "--dry-run").code == 0
    assert "What now?" not in (plan / "governance.yaml").read_text()


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("--challenge", "What now?", "--to", "ADD"), id="a challenge"),
        pytest.param(("--commentary", "All is well.", "--by", "ADD"), id="a commentary"),
        pytest.param(("--risk", "Snow", "--owner", "ADD"), id="a risk"),
    ],
)
def test_a_role_that_nobody_knows_is_not_written(words: tuple[str, ...], tmp_path: Path) -> None:
    plan = small_plan(tmp_path, governance=BOARD)
    ran = _meeting(plan, *words)
    assert (ran.code, "“ADD” is not a role in roles.yaml" in ran.err) == (2, True)
    assert (plan / "governance.yaml").read_text() == BOARD


def test_where_roles_cannot_be_read_no_commentary_is_written(tmp_path: Path) -> None:
    plan = put(small_plan(tmp_path, governance=BOARD), {"roles.yaml": "AD: ["})
    ran = _meeting(plan, "--commentary", "All is well.", "--by", "ADD")
    assert (ran.code, "roles.yaml could not be read" in ran.err) == (2, True)


def test_governance_that_cannot_be_read_is_not_written_over(tmp_path: Path) -> None:
    ran = _meeting(small_plan(tmp_path, governance="meetings: ["), "--challenge", "What now?")
    assert (ran.code, "governance.yaml could not be read" in ran.err) == (2, True)


def test_a_plan_without_governance_gets_it_with_its_first_meeting(tmp_path: Path) -> None:
    plan = small_plan(tmp_path)
    (plan / "governance.yaml").unlink()
    ran = _meeting(plan, "--commentary", "All is well.", "--by", "AD", "--for", "10 April 2024")
    assert (ran.code, ran.told) == (0, "")
    assert (plan / "governance.yaml").read_text() == (
        "meetings:\n  - on: 10 April 2024\n    commentary:\n      by: AD\n"
        "      text: All is well.\n"
    )


def test_a_person_is_asked_when_the_board_meets_where_no_meeting_is_recorded(
    tmp_path: Path,
) -> None:
    plan = small_plan(tmp_path)
    (plan / "governance.yaml").unlink()
    asked = ("What the director says", "Progress of", "Impact of", "Confidence", "What went well")
    rest = [(question, "\n") for question in (*asked, "A risk to delivery")]
    typed = [("When the board meets: ", "10 April 2024\n"), *rest]
    typed[5] = ("What went well", "All of it\n")
    words = ("meeting", "--plan", ".", "--as-at", "2024-03-13")
    typed.insert(6, ("What went well", "\n"))
    seen = at_terminal(*words, cwd=plan, typed=typed)
    assert seen.code == 0, seen.screen
    text = (plan / "governance.yaml").read_text()
    assert text == "meetings:\n  - on: 10 April 2024\n    good_news:\n      - All of it\n"


def test_without_flags_and_without_a_person_it_says_how_to_tell(tmp_path: Path) -> None:
    ran = _meeting(small_plan(tmp_path, governance=BOARD))
    assert "nothing was said of the board of 20 March 2024, and there is nobody to ask" in ran.err


def test_it_asks_for_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = small_plan(tmp_path, governance=BOARD)
    ran = _asked(plan, monkeypatch, *TOLD, *RISK, *MINUTED, *ASKED)
    assert ran.code == 0, ran.err
    assert "By the rule" not in ran.err
    governance = loaded(plan).plan.governance
    last, coming = governance.meetings
    assert coming.commentary == Commentary(by="AD", text="All is well.")
    assert coming.overall
    assert (coming.overall.progress_rag, coming.overall.impact_rag) == (Rating.AMBER, None)
    assert (coming.overall.confidence, coming.overall.confidence_reason) == ("low", "So.")
    assert coming.good_news == ("One", "Two")
    assert coming.risks[0].response == "Ask"
    assert [challenge.answer for challenge in last.challenges] == ["A post.", "So.", None]
    assert last.challenges[0].closed == date(2024, 3, 13)
    assert last.attendance == ("AD",)
    assert last.minutes == BoardPaper.model_validate({"url": "https://example.org/m"})
    assert last.challenges[2].needed_by


def test_nothing_is_asked_twice_of_a_meeting_that_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = small_plan(tmp_path, governance=BOARD)
    assert _asked(plan, monkeypatch, *TOLD, *RISK, *MINUTED, *ASKED).code == 0
    ran = _asked(plan, monkeypatch, words="--for 2024-03-20")
    assert ran.out == "nothing changes: the plan says so already\n"
    ran = _asked(plan, monkeypatch, *("",) * 4, words="--for 2024-02-14")
    assert ran.out == "nothing changes: the plan says so already\n"


def test_a_plan_whose_board_has_not_met_is_asked_for_what_it_is_told_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = small_plan(tmp_path, governance="meetings: [{on: 20 March 2024}]")
    ran = _asked(plan, monkeypatch, *("",) * 6)
    assert ran.out == "nothing changes: the plan says so already\n"


def test_of_a_board_without_a_meeting_to_come_its_last_one_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = small_plan(tmp_path, governance="meetings: [{on: 14 February 2024}]")
    assert "What else the board asked" in _asked(plan, monkeypatch, "", "", "").err


def test_a_day_before_the_challenge_was_asked_is_asked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = small_plan(tmp_path, governance=BOARD)
    answers = ("So.", "13 February 2024", "14 February 2024", *("",) * 6)
    ran = _asked(plan, monkeypatch, *answers, words="--for 2024-02-14")
    assert ran.code == 0, ran.err
    assert "closed on 13 February 2024, before the board of 14 February 2024 asked it" in ran.err
    assert "closed: 2024-02-14" in (plan / "governance.yaml").read_text()


@pytest.mark.parametrize(
    ("words", "answers", "lines"),
    [
        pytest.param(
            "--commentary Well. --good-news One", ("AD",), ["by: AD", "text: Well."], id="whose"
        ),
        pytest.param(
            "--risk Snow --likelihood rare",
            ("", "AD", "Salt"),
            ["what: Snow", "likelihood: rare", "owner: AD", "response: Salt"],
            id="a risk",
        ),
        pytest.param(
            "--challenge Where? --to AD",
            ("Chair", "20 March 2024"),
            ["asks: Where?", "by: Chair", "to: AD", "needed_by: 20 March 2024"],
            id="a challenge",
        ),
        pytest.param("--commentary Well. --by AD", (), ["by: AD", "text: Well."], id="nothing"),
    ],
)
def test_what_flags_leave_out_is_asked_for(
    words: str,
    answers: tuple[str, ...],
    lines: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plan = small_plan(tmp_path, governance=BOARD)
    ran = _asked(plan, monkeypatch, *answers, words=words)
    assert ran.code == 0, ran.err
    shown = ran.out.replace('"', "")
    assert [line for line in lines if line not in shown] == []
