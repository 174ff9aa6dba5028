"""The plan as it was, where its history is no straight line: branches, merges, rewritten days."""

from datetime import date
from pathlib import Path

import pytest
from make import ACTION_PATH
from repo import Repo, planned, titled

from planctl.load.history import History

ACTION = f"plan/{ACTION_PATH}"


def on(of: Repo, day: str, folder: str = "plan") -> str:
    """The title of the action by the end of a day."""
    with History(of.root / folder, "plan") as past:
        plan = past.plan_at(past.by(date.fromisoformat(day))).plan
    return plan.areas[0].actions[0].title


def told(of: Repo, folder: str = "plan") -> list[str]:
    """What the commits of the history say of themselves, the newest first."""
    with History(of.root / folder, "plan") as past:
        return [commit.subject for commit in past.commits()]


def test_what_was_made_on_a_branch_came_into_the_plan_when_it_was_merged(tmp_path: Path) -> None:
    made = planned(tmp_path)
    made.branch("leads")
    made.commit("2024-02-10", "On a branch", {ACTION: titled("Branch")})
    made.go("main")
    made.commit("2024-02-12", "On main", {"plan/roles.yaml": "X: Y\n"})
    made.merge("2024-02-20", "leads")
    assert on(made, "2024-02-14") == "First"
    assert on(made, "2024-02-20") == "Branch"
    assert told(made) == ["Merge leads", "On main", "Begin"]


def test_where_a_plan_moved_on_a_branch_its_history_goes_on_behind_the_merge(
    tmp_path: Path,
) -> None:
    made = planned(tmp_path)
    made.branch("tidy")
    made.move("2024-02-10", "plan", "new")
    made.go("main")
    made.commit("2024-02-12", "On main", {"README.md": "x"})
    made.merge("2024-02-20", "tidy")
    assert told(made, "new") == ["Merge tidy", "Begin"]
    assert on(made, "2024-02-14", "new") == "First"


def test_a_foxtrot_merge_leads_back_through_its_first_parent(tmp_path: Path) -> None:
    made = planned(tmp_path)
    made.branch("local")
    made.commit("2024-02-12", "Local", {"plan/roles.yaml": "X: Y\n"})
    made.go("main")
    made.commit("2024-02-10", "Shared", {ACTION: titled("Shared")})
    made.go("local")
    made.merge("2024-02-20", "main")
    made.go("main")
    made.git("merge", "--quiet", "--ff-only", "local")
    assert told(made) == ["Merge main", "Local", "Begin"]
    assert on(made, "2024-02-14") == "First"


def test_two_branches_that_merged_each_other_have_one_history_each(tmp_path: Path) -> None:
    made = planned(tmp_path)
    other = "plan/roles.yaml"
    made.branch("side")
    made.commit("2024-02-10", "Side", {other: "X: Y\n"})
    side = made.id()
    made.go("main")
    made.commit("2024-02-11", "Main", {ACTION: titled("Main")})
    trunk = made.id()
    made.merge("2024-02-20", side)
    made.go("side")
    made.merge("2024-02-21", trunk)
    made.commit("2024-02-22", "Side again", {other: "X: Z\n"})
    assert told(made) == ["Side again", f"Merge {trunk}", "Side", "Begin"]
    made.go("main")
    made.merge("2024-02-25", "side")
    assert told(made) == ["Merge side", f"Merge {side}", "Main", "Begin"]


def test_a_rewritten_history_is_of_the_days_on_which_it_was_rewritten(tmp_path: Path) -> None:
    made = planned(tmp_path)
    made.commit("2024-02-10", "Noted", {ACTION: titled("Second")})
    env = {"GIT_COMMITTER_DATE": "2024-02-20T12:00:00+00:00"}
    names = {"GIT_COMMITTER_NAME": "x", "GIT_COMMITTER_EMAIL": "x@example.org"}
    made.git("commit", "--quiet", "--amend", "--no-edit", env={**env, **names})
    assert on(made, "2024-02-14") == "First"
    assert on(made, "2024-02-20") == "Second"


def out_of_order(root: Path) -> Repo:
    """A commit of 13 June, and after it one that says that it is of 10 June."""
    made = planned(root)
    made.commit("2024-06-13", "After the board", {ACTION: titled("After the board")})
    made.commit("2024-06-10", "Dated back", {ACTION: titled("Dated back")})
    return made


@pytest.mark.parametrize(
    ("day", "title"),
    [
        ("2024-06-09", "First"),
        ("2024-06-10", "First"),
        ("2024-06-12", "First"),
        ("2024-06-13", "Dated back"),
        ("2024-06-20", "Dated back"),
    ],
)
def test_no_commit_counts_as_of_a_day_before_that_of_its_parent(
    day: str, title: str, tmp_path: Path
) -> None:
    assert on(out_of_order(tmp_path), day) == title


def test_a_commit_after_one_that_is_dated_back_has_its_own_day(tmp_path: Path) -> None:
    made = out_of_order(tmp_path)
    made.commit("2024-06-11", "Dated back too", {ACTION: titled("Dated back too")})
    made.commit("2024-06-15", "In order", {ACTION: titled("In order")})
    assert [on(made, day) for day in ("2024-06-12", "2024-06-13", "2024-06-15")] == [
        "First",
        "Dated back too",
        "In order",
    ]


def test_what_came_by_a_merge_is_of_the_day_of_the_merge_whatever_its_own(tmp_path: Path) -> None:
    made = planned(tmp_path)
    made.branch("side")
    made.commit("2024-06-30", "A clock that ran ahead", {ACTION: titled("Side")})
    made.go("main")
    made.commit("2024-06-01", "Main", {"plan/roles.yaml": "X: Y\n"})
    made.merge("2024-06-13", "side")
    assert [on(made, day) for day in ("2024-06-12", "2024-06-13")] == ["First", "Side"]


def test_a_revision_that_is_dated_back_is_of_the_day_of_what_it_follows(tmp_path: Path) -> None:
    made = out_of_order(tmp_path)
    made.commit("2024-06-11", "Beside the plan", {"beside.txt": "Not the plan"})
    with History(made.root / "plan", "plan") as past:
        days = [past.named(each).day.isoformat() for each in ("HEAD~3", "HEAD~1", "HEAD")]
    assert days == ["2024-02-01", "2024-06-13", "2024-06-13"]


@pytest.mark.parametrize(
    ("revision", "day"),
    [
        pytest.param("HEAD~4", "2024-03-02", id="until the day before the next"),
        pytest.param("HEAD~3", "2024-03-31", id="of a commit between two others"),
        pytest.param("HEAD~2", "2024-06-12", id="of the last but one"),
        pytest.param("HEAD~1", "2024-06-19", id="of the last that changed the plan"),
        pytest.param("HEAD", "2024-06-19", id="of one after it, beside the plan"),
        pytest.param("draft", "2024-05-01", id="of a branch that is not in it"),
    ],
)
def test_until_which_day_the_plan_was_as_a_commit_has_it(
    revision: str, day: str, tmp_path: Path
) -> None:
    made = planned(tmp_path)
    made.branch("draft")
    made.commit("2024-05-01", "Draft", {ACTION: titled("Draft")})
    made.go("main")
    for on_day in ("2024-03-03", "2024-04-01", "2024-06-13"):
        made.commit(on_day, on_day, {ACTION: titled(on_day)})
    made.commit("2024-06-14", "Beside the plan", {"beside.txt": "Not the plan"})
    with History(made.root / "plan", "plan") as past:
        found = past.stood_until(past.named(revision), date(2024, 6, 20))
    assert found.isoformat() == day
