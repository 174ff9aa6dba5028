"""planctl report on a plan that is judged less strictly: it says so, and since when."""

import json
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from kept import kept, not_kept, plain, report
from planctl.load.history import History
from planctl.workspace import pack_occasion
from repo import Repo, planned, repo

pytestmark = pytest.mark.slow

POLICY: Final = "plan/policy.yaml"
LIST: Final = "known.json"
GRACE: Final = "overdue_grace_days: 14\n"
IS_SOFT: Final = "The days for which an overdue action is only a warning are 14, and not 0"
HAS_LIST: Final = "The known problems for which the check does not fail are 2, and not 0"
NO_LEAVE: Final = "; no agreement of the board is recorded."
NEW: Final = "Judged less strictly since the papers for the board of 14 February 2024: "
PROBLEMS: Final = json.dumps(
    {"known": [{"code": "T301", "of": "1.1", "fingerprint": each} for each in ("a", "b")]}
)


@pytest.fixture
def made(tmp_path: Path) -> Repo:
    """A plan with a change before and after the first of its boards."""
    return kept(tmp_path / "repo")


def test_a_pack_of_the_past_counts_the_known_problems_that_it_had_then(
    made: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pack_occasion, "_LIST_LIMIT", 4_000)
    lists = {
        LIST: PROBLEMS,
        "none.json": '{"known": []}',
        "notes.json": "[]",
        "long.json": PROBLEMS + " " * 4_000,
    }
    made.commit("2024-02-21", "Lists", lists)
    made.commit("2024-03-08", "Away", {LIST: None})
    past = ("--for", "13 March 2024")
    assert HAS_LIST in plain(report(made, *past, as_at="2024-04-05"))
    assert HAS_LIST not in plain(report(made, as_at="2024-04-05"))


def test_a_guard_that_was_softened_since_the_last_board_is_said_to_be_new(made: Repo) -> None:
    made.commit("2024-02-19", "Strict", {POLICY: "overdue_grace_days: 0\n"})
    made.commit("2024-02-21", "Soft", {POLICY: GRACE})
    told = plain(report(made))
    assert f"{IS_SOFT}, since 21 February 2024{NO_LEAVE}" in told
    assert f"{NEW}{IS_SOFT[0].lower()}{IS_SOFT[1:]}{NO_LEAVE}" in told


def test_another_start_of_the_year_since_the_last_board_is_said_to_be_new(made: Repo) -> None:
    made.commit("2024-02-21", "Year", {POLICY: "year_starts: July\n"})
    assert f"{NEW}the year, and its quarters, start in July, and not April{NO_LEAVE}" in plain(
        report(made)
    )


def test_a_guard_that_was_softened_before_the_last_board_is_no_news(made: Repo) -> None:
    made = planned(made.root.parent / "old")
    made.commit("2024-02-02", "Soft", {POLICY: GRACE})
    made.commit("2024-02-20", "More", {POLICY: f"{GRACE}due_soon_days: 40\n"})
    told = plain(report(made))
    assert f"{IS_SOFT}, since 2 February 2024{NO_LEAVE}" in told
    assert "Judged less strictly since" not in told


def test_a_guard_that_was_softer_once_counts_from_the_last_time_it_was_softened(
    made: Repo,
) -> None:
    for day, days in (("21", 14), ("22", 0), ("23", 14)):
        made.commit(f"2024-02-{day}", "Change", {POLICY: f"overdue_grace_days: {days}\n"})
    assert f"{IS_SOFT}, since 23 February 2024" in plain(report(made))


def test_what_was_committed_after_the_day_of_the_pack_does_not_count(made: Repo) -> None:
    made.commit("2024-02-21", "Soft", {POLICY: GRACE})
    made.commit("2024-03-20", "More", {POLICY: f"{GRACE}due_soon_days: 40\n"})
    assert f"{IS_SOFT}, since 21 February 2024" in plain(report(made))


def test_a_guard_that_is_softened_and_not_committed_is_told_without_a_day(made: Repo) -> None:
    (made.root / POLICY).write_text(GRACE, "utf-8")
    told = plain(report(made))
    assert f"{IS_SOFT}{NO_LEAVE}" in told
    assert NEW in told


def test_where_the_older_policy_could_not_be_read_nothing_is_said_to_be_new(made: Repo) -> None:
    made = planned(made.root.parent / "old")
    made.commit("2024-02-06T13:00:00+00:00", "Break it", {POLICY: "overdue_grace_days: [\n"})
    made.commit("2024-02-21", "Mend it", {POLICY: GRACE})
    told = plain(report(made))
    assert f"{IS_SOFT}, since 21 February 2024" in told
    assert "Judged less strictly since" not in told


def test_where_the_policy_cannot_be_read_no_softening_is_told(made: Repo) -> None:
    made.commit("2024-02-21", "Break it", {POLICY: "overdue_grace_days: [\n", LIST: PROBLEMS})
    told = plain(report(made))
    assert f"{POLICY} was not read." in told
    assert "known problems for which" not in told


def test_a_plan_that_went_and_came_back_is_softer_since_it_came_back(made: Repo) -> None:
    made.commit("2024-02-21", "Soft", {POLICY: GRACE})
    made.move("2024-02-22", "plan", "elsewhere")
    made.move("2024-02-23", "elsewhere", "plan")
    told = plain(report(made))
    assert f"{IS_SOFT}, since 23 February 2024" in told
    assert "Nothing is compared" not in told


def test_without_git_nobody_knows_since_when(tmp_path: Path) -> None:
    made = not_kept(tmp_path)
    (made.root / POLICY).write_text(GRACE, "utf-8")
    (made.root / LIST).write_text(PROBLEMS, "utf-8")
    told = plain(report(made))
    assert f"{IS_SOFT}{NO_LEAVE}" in told
    assert f"{HAS_LIST}{NO_LEAVE}" in told


@pytest.mark.parametrize(("day", "is_new"), [("2024-02-14", False), ("2024-02-15", True)])
def test_a_list_of_known_problems_counts_since_it_came_into_the_repository(
    day: str, *, is_new: bool, tmp_path: Path
) -> None:
    made = planned(tmp_path)
    made.commit(day, "A list", {LIST: PROBLEMS, "other/empty.json": '{"known": []}'})
    made.commit("2024-02-22", "The same", {LIST: f"{PROBLEMS}\n", "notes.json": "[]"})
    told = plain(report(made))
    assert f"{HAS_LIST}, since {int(day[-2:])} February 2024{NO_LEAVE}" in told
    assert ("Judged less strictly since" in told) == is_new


def test_a_list_that_is_not_committed_is_new_on_the_day_of_the_pack(made: Repo) -> None:
    (made.root / LIST).write_text(PROBLEMS, "utf-8")
    told = plain(report(made))
    assert f"{HAS_LIST}, since 6 March 2024{NO_LEAVE}" in told
    assert NEW in told


def test_a_list_beside_the_repository_hides_nothing_of_its_history(tmp_path: Path) -> None:
    made = planned(tmp_path / "plan", "")
    (tmp_path / LIST).write_text(PROBLEMS, "utf-8")
    told = plain(report(made))
    assert f"{HAS_LIST}, since 6 March 2024{NO_LEAVE}" in told
    assert "Nothing is compared" not in told


def test_a_list_that_is_gone_or_too_large_is_passed_over(
    made: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pack_occasion, "_LIST_LIMIT", 4_000)
    made.commit("2024-02-21", "Lists", {LIST: PROBLEMS, "large.json": PROBLEMS + " " * 4_000})
    (made.root / LIST).unlink()
    assert "known problems for which" not in plain(report(made))


def test_the_changes_of_a_file_are_known_wherever_it_lies_in_the_repository(
    tmp_path: Path,
) -> None:
    made = repo(tmp_path / "repo")
    made.commit("2024-02-01", "Begin", {"a/plan/plan.yaml": "title: x\n", "b/list.json": "[]"})
    made.commit("2024-02-02", "Change", {"b/list.json": "[1]"})
    with History(made.root / "a/plan", "plan") as past:
        days = [each.day for each in past.changes_of(made.root / "b/list.json")]
        assert days == [date(2024, 2, 2), date(2024, 2, 1)]
        assert list(past.changes_of(made.root / "b/none.json")) == []
        assert list(past.changes_of(tmp_path / "list.json")) == []
