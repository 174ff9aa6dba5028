"""planctl report on a plan with a history: what it is compared with, and what if with nothing."""

from pathlib import Path
from typing import Final

import pytest

from kept import (
    ACTION,
    DONE,
    GOVERNANCE,
    LATER,
    OPEN,
    SECOND,
    begun_later,
    kept,
    not_committed,
    not_kept,
    plain,
    report,
)
from make import put
from repo import Repo, clone, planned, titled

pytestmark = pytest.mark.slow


@pytest.fixture
def history(tmp_path: Path) -> Repo:
    """A plan with a change before and after the first of its boards."""
    return kept(tmp_path / "repo")


def test_a_pack_is_compared_with_the_last_board(history: Repo) -> None:
    ran = report(history)
    assert (ran.code, ran.err) == (0, "")
    assert "| Compared with | the papers for the board of 14 February 2024 |" in ran.out
    moved = "newly overdue, because the date passed and nothing else changed"
    assert f"- **1** {moved}\n- **1** new in the plan" in plain(ran)
    assert "| 1.2 | Second | SM QA | 30 June 2024 | Green (new) |" in plain(ran)
    assert "What moved since the papers for the board of 14 February 2024" in ran.out


def test_what_is_not_committed_counts_as_now(history: Repo) -> None:
    put(history.root, {SECOND: titled("Renamed", LATER, "1.2")})
    assert "New in the plan: “Renamed”." in report(history, "--size", "full").out


def test_a_day_is_named_by_its_end(history: Repo) -> None:
    ran = report(history, "--since", "20 Feb 2024")
    assert "| Compared with | the end of 20 February 2024 |" in ran.out


def test_a_revision_is_named_with_its_day(history: Repo) -> None:
    ran = report(history, "--since", "HEAD~1")
    name = f"HEAD~1 ({history.id('HEAD~1')[:8]}, committed 6 February 2024)"
    assert f"| Compared with | {name} |" in plain(ran)


def test_a_first_promise_that_was_changed_is_shown_at_every_later_board(history: Repo) -> None:
    history.commit("2024-03-15", "Later", {ACTION: titled("First", LATER)})
    for day, changed in (
        ("2024-04-03", "changed since the last board, to 30 June 2024"),
        ("2024-05-02", "changed on or before 15 March 2024, to 30 June 2024"),
    ):
        out = plain(report(history, as_at=day))
        assert (
            f"**Date changed without the board**: First promised for 1 March 2024; {changed}."
            in out
        )


def test_a_first_promise_that_no_board_has_seen_is_found_in_the_first_state(tmp_path: Path) -> None:
    made = begun_later(tmp_path)
    made.commit("2024-02-20", "Later", {ACTION: titled("First", LATER)})
    out = plain(report(made, as_at="2024-04-03"))
    changed = "changed on or before 20 February 2024, to 30 June 2024"
    assert f"First promised for 1 March 2024; {changed}." in out


def test_an_extension_that_the_board_refused_is_an_exception_until_the_next(history: Repo) -> None:
    refused = "extensions: [{to: 30 Jun 2024, reason: More time, refused: 2024-03-13}]\n"
    history.commit("2024-03-15", "Refused", {ACTION: titled("First", OPEN + refused)})
    refused_in_pack = "**Refused**: Extension to 30 June 2024, refused 13 March 2024"
    assert refused_in_pack in report(history, as_at="2024-04-03").out
    assert refused_in_pack not in report(history, as_at="2024-05-02").out


def test_what_came_between_the_papers_and_the_board_is_news_at_the_next(history: Repo) -> None:
    history.commit("2024-02-12", "Done", {ACTION: titled("First", DONE)})
    out = report(history, as_at="2024-03-06").out
    assert "- Completed: 1.1 First (" in out


def test_a_plan_that_was_begun_after_the_papers_is_compared_with_the_board_itself(
    tmp_path: Path,
) -> None:
    made = not_committed(tmp_path)
    made.commit("2024-02-12", "Begin")
    assert "| Compared with | the board of 14 February 2024 |" in report(made).out


def test_an_answer_of_the_board_that_was_changed_is_for_it_to_put_right(history: Repo) -> None:
    asked = "extensions: [{to: 30 Jun 2024, reason: More time, agreed: 2024-02-14}]\n"
    history.commit("2024-03-05", "Agreed", {ACTION: titled("First", OPEN + asked)})
    later = asked.replace("30 Jun", "30 Dec")
    history.commit("2024-03-15", "Later", {ACTION: titled("First", OPEN + later)})
    out = plain(report(history, as_at="2024-04-03"))
    assert "- **1** answer of the board changed in the plan" in out
    assert (
        "| Put right the record of 1.1 First: its answer to an extension was “to 30 Jun 2024, "
        "agreed 14 February 2024”, and is now “to 30 Dec 2024, agreed 14 February 2024”."
    ) in out
    history.commit("2024-03-16", "Gone", {ACTION: titled("First", OPEN)})
    assert "agreed 14 February 2024”, and is now gone." in report(history, as_at="2024-04-03").out


def test_a_revision_that_is_not_there_ends_the_run(history: Repo) -> None:
    ran = report(history, "--since", "no-such-branch")
    assert (ran.code, ran.out) == (2, "")
    assert "no-such-branch" in ran.err


def test_a_day_that_does_not_exist_ends_the_run(history: Repo) -> None:
    ran = report(history, "--since", "31 Feb 2024")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("planctl: ")


# Where there is nothing to compare with: the plan, and why.
def _no_meeting_before(root: Path) -> Repo:
    made = planned(root)
    made.commit("2024-02-01", "None", {"plan/governance.yaml": "meetings: [{on: Apr 2024}]\n"})
    return made


def _shallow(root: Path) -> Repo:
    whole = begun_later(root / "whole")
    whole.commit("2024-02-20", "More", {SECOND: titled("Second", LATER, "1.2")})
    return clone(whole, root / "part", "--depth=1")


def _begun_after_the_meeting(root: Path) -> Repo:
    made = not_committed(root)
    made.commit("2024-05-01", "Begin")
    return made


NOTHING: Final = {
    "no git": (not_kept, "the plan is not in a git repository"),
    "no commit": (not_committed, "nothing has been committed yet"),
    "no meeting": (
        _no_meeting_before,
        "no meeting of the board before 6 March 2024 is recorded",
    ),
    "begun later": (
        begun_later,
        "the history of the plan begins on 15 February 2024, after 14 February 2024",
    ),
    "begun after the meeting": (
        _begun_after_the_meeting,
        "the history of the plan begins on 1 May 2024, after 14 February 2024",
    ),
    "shallow": (
        _shallow,
        "this clone is shallow: in it, the history of the plan begins on 20 February 2024",
    ),
}


@pytest.mark.parametrize("name", NOTHING)
def test_a_pack_that_can_be_compared_with_nothing_is_made_and_says_why(
    name: str, tmp_path: Path
) -> None:
    made, why = NOTHING[name]
    ran = report(made(tmp_path))
    assert (ran.code, ran.err) == (0, "")
    assert plain(ran).count(f"Nothing is compared, because {why}.") == 2
    assert "### What moved since the last board\n" in ran.out
    assert "Compared with" not in ran.out


@pytest.mark.parametrize("name", NOTHING)
def test_whoever_asked_for_the_comparison_is_told_at_once(name: str, tmp_path: Path) -> None:
    made, why = NOTHING[name]
    ran = report(made(tmp_path), "--since", "last-board")
    assert ran.code == 0
    assert ran.err.startswith(f"planctl: not compared with an earlier state: {why}\n  hint: ")
    assert f"because {why}." in plain(ran)


def test_a_file_that_could_not_be_read_then_is_named(tmp_path: Path) -> None:
    history = planned(tmp_path)
    files = {"plan/governance.yaml": GOVERNANCE, ACTION: titled("First", OPEN), SECOND: "ref: [\n"}
    history.commit("2024-02-06", "For the board", files)
    history.commit("2024-02-21", "Mend it", {SECOND: titled("Second", LATER, "1.2")})
    ran = report(history)
    assert ran.code == 0
    assert (
        f"**{SECOND}:** The file as it was could not be read (the papers for the board of"
        in plain(ran)
    )
    assert "- **1** not compared, because a file could not be read then" in plain(ran)
    assert "Green (not compared)" in plain(ran)
