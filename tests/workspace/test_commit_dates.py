"""A commit whose day cannot be hides nothing: it is reported, and stands on the cover."""

from pathlib import Path
from typing import Final

import pytest

from make import ACTION_PATH, put
from repo import Repo, planned, titled
from running import planctl

FILE: Final = f"plan/{ACTION_PATH}"
NEW: Final = "plan/areas/1-practice/1.2-second.yaml"
GOVERNANCE: Final = {
    "plan/governance.yaml": "board: {name: The board}\nmeetings: [{on: 2024-02-14}]\n"
}
PROMISE: Final = "timescale: 31 Mar 2024\n"


def _committed(root: Path, *days: str) -> Repo:
    """A plan that a board saw on 14 February, and a commit of each of these days after it."""
    made = planned(root)
    made.commit("2024-02-05", "The board", GOVERNANCE)
    for n, day in enumerate(days):
        made.commit(day, f"Change {n}", {FILE: titled(f"Title {n}")})
    return made


def _messages(made: Repo, *words: str, code: str = "T337") -> list[str]:
    command = ("check", "--as-at", "2024-06-20", "--format", "json", *words)
    problems = planctl(*command, cwd=made.root).json["problems"]
    return [problem["message"] for problem in problems if problem["code"] == code]


def _name(made: Repo, revision: str) -> str:
    return made.git("rev-parse", revision)[:8]


@pytest.mark.parametrize(
    "days",
    [
        pytest.param(("2024-03-01", "2024-03-01", "2024-04-01"), id="in order"),
        pytest.param(("2024-03-02", "2024-03-01"), id="a day apart, as clocks of two places are"),
    ],
)
def test_days_in_order_are_no_problem(days: tuple[str, ...], tmp_path: Path) -> None:
    assert _messages(_committed(tmp_path, *days), "--since", "last-board") == []


@pytest.mark.parametrize(
    ("days", "ahead", "later", "words"),
    [
        pytest.param(
            ("2025-01-01", "2024-03-04", "2024-03-05"),
            "HEAD~2",
            "HEAD~1",
            ("1 January 2025", "4 March 2024"),
            id="dated ahead, and reported once for all that follow",
        ),
        pytest.param(
            ("2024-05-01", "2024-03-04"),
            "HEAD~1",
            "HEAD",
            ("1 May 2024", "4 March 2024"),
            id="dated back",
        ),
    ],
)
def test_a_day_that_is_later_than_that_of_a_commit_after_it_is_reported(
    days: tuple[str, ...], ahead: str, later: str, words: tuple[str, str], tmp_path: Path
) -> None:
    made = _committed(tmp_path, *days)
    expected = (
        f"the commit {_name(made, ahead)} says that it was made on {words[0]}, and "
        f"{_name(made, later)}, after it, says {words[1]}"
    )
    assert _messages(made, "--since", "last-board") == [expected]


def test_a_day_that_is_still_to_come_by_the_clock_is_reported(tmp_path: Path) -> None:
    made = _committed(tmp_path, "2024-03-04", "2090-01-01")
    expected = (
        f"the commit {_name(made, 'HEAD')} says that it was made on 1 January 2090, which is "
        "still to come"
    )
    assert _messages(made, "--since", "last-board") == [expected]


def test_a_commit_is_reported_since_a_state_before_it_alone(tmp_path: Path) -> None:
    made = _committed(tmp_path, "2025-01-01", "2024-03-04", "2024-03-05")
    assert _messages(made, "--since", "HEAD~1") == []


def test_a_promise_that_no_board_counts_as_having_seen_is_not_changed_unseen(
    tmp_path: Path,
) -> None:
    """The commit that is dated ahead is the alarm where the first promise cannot be one."""
    made = _committed(tmp_path, "2030-01-01")
    governance = GOVERNANCE["plan/governance.yaml"].replace("]", ", {on: 2024-05-08}]")
    second = titled("Second", PROMISE, ref="1.2")
    made.commit("2024-03-04", "A second", {NEW: second, "plan/governance.yaml": governance})
    put(made.root, {NEW: second.replace("31 Mar", "30 Sep")})
    words = ("--since", "last-board")
    assert _messages(made, *words, code="T312") == []
    assert len(_messages(made, *words)) == 2


def test_the_cover_of_the_pack_says_it_and_a_reprint_of_an_earlier_pack_does_not(
    tmp_path: Path,
) -> None:
    made = _committed(tmp_path, "2024-03-01", "2025-01-01", "2024-03-04")
    words = ("report", "--format", "md", "-o", "-", "--as-at", "2024-06-20")
    warning = "What was changed in between may be compared with no paper of a board."
    assert warning in planctl(*words, cwd=made.root).out
    assert warning not in planctl(*words, "--at", "HEAD~2", cwd=made.root).out
