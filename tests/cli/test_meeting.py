"""The meeting that a command is for, and which are named to whoever asks for an unknown one."""

from pathlib import Path

import pytest

from make import small_plan
from running import planctl

RULE = "board: {meets: {on: second Wednesday, starting: Jan 2024, not_in: [Aug 2024]}}\n"


def _refused(root: Path, governance: str, asked: str, as_at: str = "2024-03-13") -> str:
    """What is said of a meeting that nobody knows."""
    small_plan(root, governance=governance)
    ran = planctl("agenda", "--plan", root, "--as-at", as_at, "--for", asked)
    assert (ran.code, ran.out) == (2, "")
    return ran.err


def test_what_is_no_day_is_refused_and_the_next_meeting_is_offered(tmp_path: Path) -> None:
    assert _refused(tmp_path, RULE, "next").endswith(
        "\n  hint: write a day (29 Feb 2024) or a month (Feb 2024); without --for it is the next "
        "one\n"
    )


@pytest.mark.parametrize(
    ("as_at", "nearest"),
    [
        (
            "2024-03-13",
            "are 14 February 2024, 13 March 2024, 10 April 2024, 8 May 2024, 12 June 2024",
        ),
        ("2023-12-31", "are 10 January 2024, 14 February 2024, 13 March 2024, 10 April 2024"),
        ("2028-11-30", "are 8 November 2028, 13 December 2028"),
        ("2029-01-01", "is 13 December 2028"),
    ],
    ids=["on the way", "before the first", "near the end", "after the last"],
)
def test_the_last_meeting_and_the_next_four_are_named(
    as_at: str, nearest: str, tmp_path: Path
) -> None:
    said = _refused(tmp_path, RULE, "14 August 2024", as_at)
    assert said.endswith(f"\n  hint: add it under meetings; the nearest {nearest}\n")


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
    assert said.endswith("\n  hint: add it under meetings; recorded so far: none\n")
