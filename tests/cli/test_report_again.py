"""planctl report for a meeting that is over, or of the plan as it was."""

from pathlib import Path
from typing import Final

import pytest

from kept import ACTION, GOVERNANCE, LATER, OPEN, SECOND, begun_later, kept, not_kept, plain, report
from make import put
from repo import Repo, planned, titled
from running import planctl

pytestmark = pytest.mark.slow

GOVERNED: Final = "plan/governance.yaml"
KNOWN: Final = '{"known": [{"code": "T301", "of": "1.1", "fingerprint": "a"}]}'
FORMS: Final = pytest.mark.parametrize("form", ["html", "md"])


@pytest.fixture
def history(tmp_path: Path) -> Repo:
    """A plan with a change before and after the first of its boards."""
    return kept(tmp_path / "repo")


# The pack of the board of 13 March, as it was made when its papers were due, and ways on from it.
def _commits(of: Repo) -> None:
    of.commit("2024-03-07", "A day late", {ACTION: titled("Later", LATER)})
    of.commit("2024-06-01", "Months later", {SECOND: None})


def _rules(of: Repo) -> None:
    text = GOVERNANCE.replace("papers_due: 7", "papers_due: 14")
    of.commit("2024-05-01", "New rules", {"plan/governance.yaml": text})


def _folder(of: Repo) -> None:
    of.move("2024-05-01", "plan", "improvement/our-plan")


def _uncommitted(of: Repo) -> None:
    put(of.root, {ACTION: titled("Not committed", LATER), SECOND: "ref: [\n"})
    put(of.root, {"known.json": KNOWN, "plan/known.json": KNOWN})


WAYS_ON: Final = {
    "the same files": lambda _: None,
    "later commits": _commits,
    "other rules": _rules,
    "another folder": _folder,
    "uncommitted changes": _uncommitted,
}


@pytest.mark.parametrize(
    ("way", "form"), [*((way, "md") for way in WAYS_ON), ("other rules", "html")]
)
def test_the_pack_of_a_meeting_that_is_over_comes_out_as_it_was_made(
    way: str, form: str, history: Repo
) -> None:
    made = report(history, "--for", "13 March 2024", form=form)
    WAYS_ON[way](history)
    again = report(
        history, "--plan", _plan(history), "--for", "13 March 2024", form=form, as_at="2024-07-01"
    )
    assert (again.code, again.err) == (0, "")
    assert again.out == made.out
    assert "6 March 2024" in again.out


def _plan(of: Repo) -> Path:
    moved = of.root / "improvement" / "our-plan"
    return moved if moved.is_dir() else of.root / "plan"


def test_it_is_compared_with_the_board_before_it_unless_told_otherwise(history: Repo) -> None:
    words = ("--for", "13 March 2024", "--since", "2024-02-13")
    made = report(history, *words)
    again = report(history, *words, as_at="2024-07-01")
    assert "| Compared with | the end of 13 February 2024 |" in again.out
    assert again.out == made.out


def test_a_board_without_papers_days_is_made_as_at_its_own(history: Repo) -> None:
    text = GOVERNANCE.replace(", papers_due: 7", "")
    history.commit("2024-03-01", "No papers day", {"plan/governance.yaml": text})
    history.commit("2024-03-13", "On the day", {ACTION: titled("On the day", OPEN)})
    ran = report(history, "--for", "13 March 2024", as_at="2024-07-01")
    assert "| Data as at | 13 March 2024 |" in ran.out
    assert "On the day" in ran.out


def test_a_board_known_by_its_month_is_made_as_at_the_end_of_it(history: Repo) -> None:
    ran = report(history, "--for", "May 2024", as_at="2024-07-01")
    assert "| Meeting | May 2024 (day not recorded) |" in plain(ran)
    assert "| Data as at | 31 May 2024 |" in ran.out


def test_a_meeting_that_was_not_recorded_then_is_known_from_now(history: Repo) -> None:
    text = GOVERNANCE.replace("{on: 13 Mar 2024}", "{on: 13 Mar 2024}, {on: 27 Mar 2024}")
    history.commit("2024-05-01", "It was held", {"plan/governance.yaml": text})
    ran = report(history, "--for", "27 March 2024", as_at="2024-07-01")
    assert "| Meeting | 27 March 2024 |" in ran.out
    assert "| Data as at | 20 March 2024 |" in ran.out


def test_without_a_history_it_is_refused_with_what_can_be_made(tmp_path: Path) -> None:
    ran = report(not_kept(tmp_path), "--for", "14 February 2024")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "planctl: the pack of a meeting that is over is made from the plan as it was, and the plan "
        "is not in a git repository\n"
        "  hint: git init makes one; or make it from the files as they are now, with --as-at "
        "2024-02-14\n"
    )


def test_a_meeting_before_the_first_commit_is_refused(tmp_path: Path) -> None:
    ran = report(begun_later(tmp_path), "--for", "14 February 2024")
    assert (ran.code, ran.out) == (2, "")
    assert "the history of the plan begins on 15 February 2024" in ran.err


AT: Final = {
    "a day": ("--at", "15 Feb 2024"),
    "a revision": ("--at", "HEAD~1"),
}


@pytest.mark.parametrize("words", AT.values(), ids=AT)
def test_a_pack_can_be_made_of_the_plan_as_it_was(words: tuple[str, ...], history: Repo) -> None:
    ran = planctl("report", "--format", "md", "-o", "-", *words, cwd=history.root)
    assert (ran.code, ran.err) == (0, "")
    assert "Second" not in ran.out
    day = "15 February 2024" if "15 Feb 2024" in words else "6 February 2024"
    assert f"| Data as at | {day} |" in ran.out


def test_the_plan_as_it_was_is_judged_on_its_own_day_whatever_today_is(history: Repo) -> None:
    ran = report(history, "--at", "14 Feb 2024", as_at="2024-03-31")
    assert "| Data as at | 14 February 2024 |" in ran.out
    assert "Second" not in ran.out
    assert "| Meeting | 14 February 2024 |" in ran.out
    assert ran.out == report(history, "--at", "14 Feb 2024", as_at="2024-09-01").out


def test_a_state_that_is_not_there_ends_the_run(history: Repo) -> None:
    ran = report(history, "--at", "no-such-tag")
    assert (ran.code, ran.out) == (2, "")
    assert "no-such-tag" in ran.err


def test_a_state_of_a_plan_without_a_history_ends_the_run(tmp_path: Path) -> None:
    ran = report(not_kept(tmp_path), "--at", "14 Feb 2024")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == ("planctl: the plan is not in a git repository\n  hint: git init makes one\n")


def test_the_file_is_named_after_the_meeting_that_it_was_made_for(history: Repo) -> None:
    words = ("--as-at", "2024-07-01", "--for", "13 March 2024", "--format", "md")
    ran = planctl("report", *words, cwd=history.root)
    assert ran.out == "board-pack/board-pack-a-council-2024-03-13.md\n"


def test_a_meeting_that_a_changed_rule_gives_no_more_is_known_from_then(tmp_path: Path) -> None:
    rule = "board: {{meets: {{on: {}, starting: Jan 2024}}}}\n"
    root = planned(tmp_path)
    root.commit("2024-02-02", "A rule", {GOVERNED: rule.format("second Wednesday")})
    root.commit("2024-05-01", "Another", {GOVERNED: rule.format("first Monday")})
    ran = report(root, "--for", "14 February 2024", as_at="2024-07-01")
    assert "| Meeting | 14 February 2024 |" in ran.out
    for day in ("15 February 2024", "15 July 2024", "3 January 2024"):
        none = report(root, "--for", day, as_at="2024-07-01")
        assert (none.code, f"no meeting of the board on {day}" in none.err) == (2, True)


def test_an_old_meeting_stands_in_a_list_of_rules(tmp_path: Path) -> None:
    rules = (
        "board:\n  meets:\n"
        "    - {on: second Wednesday, starting: Jan 2024, until: May 2024}\n"
        "    - {on: first Monday, starting: June 2024}\n"
    )
    root = planned(tmp_path)
    root.commit("2024-06-01", "Both rules", {GOVERNED: rules})
    ran = report(root, "--for", "14 February 2024", as_at="2024-07-01")
    assert (ran.code, "| Meeting | 14 February 2024 |" in ran.out) == (0, True)
