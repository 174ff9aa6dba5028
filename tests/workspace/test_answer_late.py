"""An answer of the board is written down before the next board meets, or the next one is asked."""

from pathlib import Path
from typing import Final

import pytest

from make import ACTION_PATH, put
from repo import Repo, planned, titled
from running import planctl

pytestmark = pytest.mark.slow

FILE: Final = f"plan/{ACTION_PATH}"
POLICY: Final = "plan/policy.yaml"
MEETINGS: Final = (
    "meetings: [{on: 2024-02-14}, {on: 2024-03-13}, {on: 2024-04-10}, {on: 2024-06-12}]\n"
)
BOARD: Final = f"board: {{name: The board}}\n{MEETINGS}"
PAPERS: Final = f"board: {{name: The board, papers_due: 7}}\n{MEETINGS}"
OPEN: Final = "leads: [AD]\ntimescale: 30 Sep 2024\nimpact_measures: [Fewer delays]\n"
ASKED: Final = (
    f"{OPEN}withdrawals:\n  - reason: Another council does it\n    requested: 2024-02-05\n"
)
AGREED: Final = f"{ASKED}    agreed: 2024-03-13\n"


def _plan(root: Path, governance: str = BOARD) -> Repo:
    """A plan that asks the board on 6 February to let an action be given up."""
    made = planned(root)
    made.commit("2024-02-05", "The board", {"plan/governance.yaml": governance})
    made.commit("2024-02-06", "Asked", {FILE: titled("First", ASKED)})
    return made


def _late(made: Repo, as_at: str, since: str) -> list[str]:
    words = ("check", "--as-at", as_at, "--since", since, "--format", "json")
    problems = planctl(*words, cwd=made.root).json["problems"]
    return [each["message"] for each in problems if each["code"] == "T334"]


def _record(made: Repo, day: str) -> None:
    """Write down on a day, or in the files alone, what the board of 13 March agreed."""
    put(made.root, {FILE: titled("First", AGREED)})
    if day:
        made.commit(day, "Agreed")


@pytest.mark.parametrize(
    ("recorded", "as_at", "since"),
    [
        pytest.param("", "2024-03-13", "HEAD", id="on the day of the meeting"),
        pytest.param("", "2024-03-14", "last-board", id="on the day after it"),
        pytest.param("", "2024-03-14", "14 Feb 2024", id="on the day after it, since another"),
        pytest.param("", "2024-04-09", "last-board", id="on the day before the next"),
        pytest.param("", "2024-04-09", "HEAD", id="on the day before the next, since HEAD"),
        pytest.param("", "2024-04-10", "last-board", id="on the day of the next"),
        pytest.param("", "2024-04-10", "HEAD", id="on the day of the next, since HEAD"),
        pytest.param("2024-03-20", "2024-04-11", "last-board", id="in time, after the next"),
        pytest.param("2024-03-20", "2024-04-11", "HEAD~1", id="in time, since the commit before"),
        pytest.param("2024-03-20", "2024-06-20", "14 Feb 2024", id="in time, since long ago"),
        pytest.param("2024-04-10", "2024-04-11", "HEAD~1", id="committed on the day of the next"),
        pytest.param("2024-04-11", "2024-06-20", "last-board", id="late, and seen by a board"),
        pytest.param("2024-04-11", "2024-04-20", "HEAD", id="late, and committed before"),
    ],
)
@pytest.mark.parametrize("governance", [BOARD, PAPERS], ids=["", "papers"])
def test_an_answer_that_is_written_down_before_the_next_board_met_is_no_problem(
    governance: str, recorded: str, as_at: str, since: str, tmp_path: Path
) -> None:
    made = _plan(tmp_path, governance)
    _record(made, recorded)
    assert _late(made, as_at, since) == []


@pytest.mark.parametrize(
    ("recorded", "as_at", "since"),
    [
        pytest.param("", "2024-04-11", "last-board", id="on the day after the next"),
        pytest.param("", "2024-04-11", "HEAD", id="on the day after the next, since HEAD"),
        pytest.param("", "2024-04-11", "20 Mar 2024", id="on the day after the next, since a day"),
        pytest.param("2024-04-11", "2024-04-20", "last-board", id="committed on the day after"),
        pytest.param("2024-04-11", "2024-04-20", "HEAD~1", id="committed, since the commit before"),
    ],
)
@pytest.mark.parametrize("governance", [BOARD, PAPERS], ids=["", "papers"])
def test_an_answer_that_is_written_down_after_a_later_board_is_a_problem(
    governance: str, recorded: str, as_at: str, since: str, tmp_path: Path
) -> None:
    made = _plan(tmp_path, governance)
    _record(made, recorded)
    assert _late(made, as_at, since) == [
        (
            "agreed on 13 March 2024, and written down after the board of 10 April 2024 had seen "
            "the plan without it"
        )
    ]


def test_where_the_board_meets_in_a_month_without_a_day_that_meeting_is_no_later_one(
    tmp_path: Path,
) -> None:
    made = _plan(tmp_path, "board: {name: The board}\nmeetings: [{on: Feb 2024}, {on: Mar 2024}]\n")
    _record(made, "")
    assert _late(made, "2024-04-20", "last-board") == []


def test_a_policy_that_cannot_be_read_has_no_answer_to_compare(tmp_path: Path) -> None:
    made = _plan(tmp_path)
    put(made.root, {POLICY: "agreements: [\n"})
    assert _late(made, "2024-06-20", "last-board") == []


REQUESTS: Final = (
    "extensions: [{to: 31 Dec 2024, reason: r, agreed: 2024-03-13}]\n"
    "pauses: [{until: 31 Oct 2024, reason: r, refused: 2024-03-13}]\n"
    "corrections: [{was: 30 Sep 2024, to: 30 Nov 2024, reason: r, agreed: 2024-03-13}]\n"
)


def test_the_cover_asks_the_board_to_confirm_what_was_written_down_late(tmp_path: Path) -> None:
    made = _plan(tmp_path)
    policy = "agreements: [{setting: baseline, to: 3, reason: r, agreed: 2024-02-14}]\n"
    put(made.root, {FILE: titled("First", AGREED + REQUESTS), POLICY: policy})
    words = ("report", "--format", "md", "-o", "-", "--as-at", "2024-06-20")
    pack = planctl(*words, cwd=made.root).out
    after = "it was written into the plan after the board of 12 June 2024 had seen it without."
    warnings = [
        line.partition(" ")[2]
        for line in pack.splitlines()
        if line.startswith("**Warning:** Confirm")
    ]
    assert warnings == [
        f"Confirm that {what}: {after}"
        for what in (
            (
                "the correction of the first promise of 1.1 First from 30 September 2024 to "
                "30 November 2024 was agreed on 13 March 2024"
            ),
            "the extension of 1.1 First to 31 December 2024 was agreed on 13 March 2024",
            "the pause of 1.1 First until 31 October 2024 was refused on 13 March 2024",
            "the withdrawal of 1.1 First was agreed on 13 March 2024",
            "3 for the setting baseline was agreed on 14 February 2024",
        )
    ]


def test_a_comparison_says_after_which_board_an_answer_was_recorded(tmp_path: Path) -> None:
    made = _plan(tmp_path)
    policy = "agreements: [{setting: baseline, to: 3, reason: r, agreed: 2024-06-12}, "
    late = "{setting: due_soon_days, to: 9, reason: r, agreed: 2024-02-14}]\n"
    put(made.root, {FILE: titled("First", AGREED), POLICY: policy + late})
    said = planctl("diff", "--as-at", "2024-06-20", cwd=made.root).out
    flat = " ".join(said.split())
    after = "recorded after the board of 12 June 2024 had seen the plan without it"
    assert f"“Another council does it”; {after}" in flat
    assert f"agreements: to 9, “r”; {after}" in flat
    assert said.count("recorded") == 2


@pytest.mark.parametrize(
    ("as_at", "told"),
    [
        ("2024-03-20", ""),
        ("2024-04-10", ""),
        (
            "2024-04-11",
            (
                "planctl: to be seen to: T334 1.1: agreed on 13 March 2024, and written down "
                "after the board of 10 April 2024 had seen the plan without it\n"
                "  hint: take it out where the board did not answer so; the next pack asks the "
                "board to confirm it\n"
            ),
        ),
    ],
)
def test_an_update_says_that_a_later_board_has_seen_the_plan_without_the_answer(
    as_at: str, told: str, tmp_path: Path
) -> None:
    made = _plan(tmp_path)
    words = ("update", "1.1", "--agree-withdrawal", "--at", "13 Mar 2024", "--as-at", as_at)
    assert planctl(*words, cwd=made.root).told == told


def test_an_agreement_that_comes_after_the_refusal_of_the_same_does_not_count(
    tmp_path: Path,
) -> None:
    made = _plan(tmp_path)
    more = f"{OPEN}extensions:\n  - {{to: 31 Dec 2024, reason: r, refused: 2024-06-12}}\n"
    made.commit("2024-06-13", "Refused", {FILE: titled("First", more)})
    again = f"{more}  - {{to: 31 Dec 2024, reason: r, agreed: 2024-04-10}}\n"
    put(made.root, {FILE: titled("First", again)})
    assert len(_late(made, "2024-06-20", "last-board")) == 1
    shown = " ".join(planctl("show", "1.1", "--as-at", "2024-06-20", cwd=made.root).out.split())
    assert "agreed 10 April 2024, and the same refused 12 June 2024: r" in shown
    status = planctl("status", "--format", "json", "--as-at", "2024-06-20", cwd=made.root).json
    assert status["actions"][0]["due"] == "2024-09-30"
    said = planctl("diff", "--as-at", "2024-06-20", cwd=made.root).out
    assert "does not count as agreed" in " ".join(said.split())


DONE: Final = OPEN + "status: complete\ncompleted: 2024-03-30\nrecorded: "


@pytest.mark.parametrize("day", ["", "2024-06-15"])
def test_a_completion_is_not_recorded_on_a_day_on_which_the_plan_did_not_have_it(
    day: str, tmp_path: Path
) -> None:
    made = _plan(tmp_path)
    put(made.root, {FILE: titled("First", f"{DONE}2024-03-30\n")})
    if day:
        made.commit(day, "Done")
    words = ("--as-at", "2024-06-20")
    checked = planctl("check", "--since", "last-board", *words, cwd=made.root).out
    assert (
        "T330 not started on 12 June 2024, and now completed on an earlier day, not recorded on "
        "30 March 2024: the plan of 12 June 2024 did not have it"
    ) in checked
    pack = planctl("report", "--format", "md", "-o", "-", *words, cwd=made.root).out
    assert "recorded 30 March" not in pack
    assert "**Back-dated**" in pack
    assert ("Completed 30 March 2024, recorded 15 June 2024" in pack) is bool(day)


def test_a_completion_that_a_board_saw_open_is_back_dated_since_head_too(tmp_path: Path) -> None:
    made = _plan(tmp_path)
    put(made.root, {FILE: titled("First", f"{DONE}2024-06-20\n")})
    words = ("check", "--since", "HEAD", "--as-at", "2024-06-20")
    assert "T330" not in planctl(*words, cwd=made.root).out
    put(made.root, {FILE: titled("First", DONE.removesuffix("recorded: "))})
    assert "T330 not started on 12 June 2024, and now" in planctl(*words, cwd=made.root).out
