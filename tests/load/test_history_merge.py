"""The plan as it was, where its history is no straight line: branches, merges, rewritten days."""

from datetime import date
from pathlib import Path

from make import ACTION_PATH
from planctl.load.history import History
from repo import Repo, planned, titled

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


def test_of_days_out_of_order_the_newest_commit_by_the_day_counts(tmp_path: Path) -> None:
    made = planned(tmp_path)
    made.commit("2024-03-20", "A clock that ran ahead", {ACTION: titled("Ahead")})
    made.commit("2024-03-01", "After it", {ACTION: titled("After")})
    assert on(made, "2024-03-10") == "After"
    assert on(made, "2024-02-10") == "First"
