"""planctl report on an action that is said to have been done before a board that saw it open."""

from pathlib import Path
from typing import Final

import pytest

from kept import ACTION, DONE, GOVERNANCE, OPEN, kept, plain, report
from make import ACTION_PATH, SMALL
from repo import Repo, repo, titled

EARLY: Final = DONE.replace("2024-02-12", "2024-01-20")
TITLE: Final = "**Back-dated**"


@pytest.fixture
def made(tmp_path: Path) -> Repo:
    """A plan whose action was open for the papers of 7 February."""
    return kept(tmp_path / "repo")


def test_a_completion_of_an_earlier_day_has_the_day_that_was_recorded(made: Repo) -> None:
    text = f"{EARLY}recorded: 2024-02-21\n"
    made.commit("2024-02-23", "Done", {ACTION: titled("First", text)})
    told = plain(report(made))
    assert TITLE in told
    assert "Completed 20 January 2024, recorded 21 February 2024." in told


def test_without_a_day_that_was_recorded_it_has_the_day_of_the_commit(made: Repo) -> None:
    made.commit("2024-02-21", "Half done", {ACTION: titled("First", f"{OPEN}completed:\n")})
    made.commit("2024-02-22", "Done", {ACTION: titled("First", EARLY)})
    made.commit("2024-02-23", "In other words", {ACTION: titled("Renamed", EARLY)})
    told = plain(report(made))
    assert TITLE in told
    assert "Completed 20 January 2024, recorded 22 February 2024." in told


def test_a_completion_of_an_earlier_day_that_is_not_committed_has_no_other_day(made: Repo) -> None:
    (made.root / ACTION).write_text(titled("First", EARLY), "utf-8")
    told = plain(report(made))
    assert TITLE in told
    assert "Completed 20 January 2024." in told


def test_the_day_of_the_commit_is_found_where_the_older_state_is_on_another_branch(
    tmp_path: Path,
) -> None:
    made = repo(tmp_path)
    made.commit("2024-01-02", "A note of no plan", {"README.md": "x"})
    made.branch("draft")
    files = {f"plan/{path}": text for path, text in SMALL.items()}
    board = {"plan/governance.yaml": GOVERNANCE, f"plan/{ACTION_PATH}": titled("First", OPEN)}
    made.commit("2024-02-01", "Begin", {**files, **board})
    made.go("main")
    made.merge("2024-02-20", "draft")
    made.commit("2024-02-22", "Done", {ACTION: titled("First", EARLY)})
    told = plain(report(made, "--since", "draft"))
    assert "Completed 20 January 2024, recorded 22 February 2024." in told
