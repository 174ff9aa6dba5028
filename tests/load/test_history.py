"""The plan as it was: which state was the plan's on which day, wherever the plan lay then."""

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from make import ACTION_PATH, SMALL, put
from planctl.load.git import GitFault
from planctl.load.history import History
from planctl.load.loaded import LoadedPlan
from planctl.load.plan_reader import load_plan
from planctl.load.source import read_folder
from repo import BEGUN, Repo, planned, repo, titled

pytestmark = pytest.mark.slow

ACTION = f"plan/{ACTION_PATH}"


def history(of: Repo, folder: str = "plan") -> History:
    return History(of.root / folder, "plan")


def title(found: LoadedPlan) -> str:
    """The title of the first action, by which these tests know a state."""
    return found.plan.areas[0].actions[0].title


def on(of: Repo, day: str, folder: str = "plan") -> str:
    """The state by the end of a day."""
    with history(of, folder) as past:
        return title(past.plan_at(past.by(date.fromisoformat(day))))


def told(of: Repo, folder: str = "plan") -> list[str]:
    """What the commits of the history say of themselves, the newest first."""
    with history(of, folder) as past:
        return [commit.subject for commit in past.commits()]


def fault(of: Repo, day: str, folder: str = "plan") -> tuple[str, str]:
    with pytest.raises(GitFault) as raised:
        on(of, day, folder)
    return raised.value.message, raised.value.hint


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2024-02-01", "First"),
        ("2024-02-13", "First"),
        ("2024-02-14", "Second"),
        ("2024-03-12", "Second"),
        ("2024-03-13", "Third"),
        ("2030-01-01", "Third"),
    ],
)
def test_the_state_of_a_day_is_the_last_one_committed_by_its_end(
    tmp_path: Path, day: str, expected: str
) -> None:
    made = planned(tmp_path)
    made.commit("2024-02-14T09:00:00+00:00", "Early", {ACTION: titled("Draft")})
    made.commit("2024-02-14T23:59:59+00:00", "Late", {ACTION: titled("Second")})
    made.commit("2024-03-13", "March", {ACTION: titled("Third")})
    assert on(made, day) == expected


def test_a_day_is_that_of_the_place_where_the_commit_was_made(tmp_path: Path) -> None:
    made = planned(tmp_path)
    made.commit("2024-02-14T23:30:00-05:00", "West", {ACTION: titled("West")})
    assert on(made, "2024-02-14") == "West"


def test_a_state_has_all_that_its_files_say_and_nothing_of_what_came_later(tmp_path: Path) -> None:
    made = planned(tmp_path)
    late = "plan/areas/1-practice/1.2-late.yaml"
    made.commit("2024-03-01", files={late: titled("Late", ref="1.2"), "plan/roles.yaml": "X: Y\n"})
    with history(made) as past:
        old = past.plan_at(past.by(date(2024, 2, 14)))
    then = put(tmp_path / "then", {**SMALL, ACTION_PATH: titled("First")})
    assert old.plan == load_plan(read_folder(then, "plan")).plan
    assert old.problems == ()


def test_what_is_not_committed_is_in_no_state(tmp_path: Path) -> None:
    made = planned(tmp_path)
    put(made.root, {ACTION: titled("Not committed")})
    assert on(made, "2030-01-01") == "First"


def test_a_commit_that_leaves_the_plan_alone_is_no_part_of_its_history(tmp_path: Path) -> None:
    made = planned(tmp_path)
    made.commit("2024-02-05", "Elsewhere", {"README.md": "x"})
    made.commit("2024-02-06", "Here", {ACTION: titled("Second")})
    assert told(made) == ["Here", "Begin"]


def test_a_plan_may_lie_at_the_top_of_its_repository(tmp_path: Path) -> None:
    made = repo(tmp_path)
    made.commit("2024-01-10", "A note of no plan", {"README.md": "x"})
    files = {**SMALL, ACTION_PATH: titled("First")}
    made.commit(BEGUN, "Begin", files)
    made.commit("2024-02-14", "Second", {ACTION_PATH: titled("Second")})
    assert on(made, "2024-02-13", "") == "First"
    assert told(made, "") == ["Second", "Begin"]
    assert fault(made, "2024-01-15", "")[0].startswith("the history of the plan begins on 1 Feb")


@pytest.mark.parametrize(
    "folders",
    [
        ("plan", "improvement"),
        ("plan", "council/children/2024/plan"),
        ("plan", "children/plan", "council/children/improvement plan"),
        ("plan", "other", "plan"),
        ("plan", "a/plan", "plan", "b", "plan"),
        ('a\'b "c"', "über é", "e\u0301*[x]?"),
    ],
)
def test_the_history_goes_back_through_each_move_of_the_folder(
    tmp_path: Path, folders: tuple[str, ...]
) -> None:
    made = planned(tmp_path, folders[0])
    for month, (old, new) in enumerate(pairwise(folders), 3):
        changed = {f"{old}/{ACTION_PATH}": titled(f"In {month}")}
        made.commit(f"2024-{month:02}-01", f"Change {month}", changed)
        made.move(f"2024-{month:02}-10", old, new)
    last = len(folders) + 1
    assert on(made, BEGUN, folders[-1]) == "First"
    for month in range(3, last + 1):
        assert on(made, f"2024-{month:02}-05", folders[-1]) == f"In {month}"
        assert on(made, f"2024-{month:02}-15", folders[-1]) == f"In {month}"
    assert len(told(made, folders[-1])) == 2 * len(folders) - 1


def test_a_plan_may_move_out_of_the_top_of_a_repository_and_back(tmp_path: Path) -> None:
    made = planned(tmp_path, "")
    for path in (*SMALL, ACTION_PATH):
        (made.root / "plan" / path).parent.mkdir(parents=True, exist_ok=True)
        made.git("mv", path, f"plan/{path}")
    made.commit("2024-03-01", "In", {ACTION: titled("Inside")})
    assert on(made, "2024-02-10") == "First"
    assert on(made, "2024-03-10") == "Inside"
    for path in (*SMALL, ACTION_PATH):
        (made.root / path).parent.mkdir(parents=True, exist_ok=True)
        made.git("mv", f"plan/{path}", path)
    made.commit("2024-04-01", "Out")
    assert told(made, "") == ["Out", "In", "Begin"]
    assert [on(made, f"2024-0{month}-10", "") for month in (2, 3, 4)] == [
        "First",
        "Inside",
        "Inside",
    ]


def test_files_that_change_a_little_in_a_move_are_known_all_the_same(tmp_path: Path) -> None:
    made = planned(tmp_path)
    made.git("mv", "plan", "new")
    more = "actions:\n  - One\n"
    made.commit("2024-03-01", "Move", {f"new/{ACTION_PATH}": titled("First, moved", more)})
    assert on(made, "2024-02-10", "new") == "First"


def test_a_file_of_another_name_that_comes_in_is_no_move_of_the_folder(tmp_path: Path) -> None:
    made = repo(tmp_path)
    made.commit("2024-01-01", "Draft", {"draft.yaml": SMALL["plan.yaml"]})
    (made.root / "plan").mkdir()
    made.git("mv", "draft.yaml", "plan/plan.yaml")
    made.commit(BEGUN, "Begin", {ACTION: titled("First")})
    assert told(made) == ["Begin"]


def test_a_plan_that_went_and_came_back_was_not_there_between(tmp_path: Path) -> None:
    made = planned(tmp_path)
    gone: Mapping[str, None] = dict.fromkeys(f"plan/{path}" for path in (*SMALL, ACTION_PATH))
    made.commit("2024-03-01", "Gone", gone)
    back = {f"plan/{path}": text for path, text in SMALL.items()}
    made.commit("2024-04-01", "Back", {**back, ACTION: titled("Again")})
    assert on(made, "2024-02-10") == "First"
    assert on(made, "2024-04-10") == "Again"
    said, hint = fault(made, "2024-03-10")
    assert said.startswith("the plan was not in the repository at ")
    assert said.endswith(", 1 March 2024")
    assert hint == "name a later day or a revision"
    with history(made) as past:
        assert [title(state) for _, state in past.states()] == ["Again", "First"]


def test_a_long_history_is_whole(tmp_path: Path) -> None:
    made = planned(tmp_path)
    made.move("2024-02-02", "plan", "new")
    made.pour(
        ("2024-03-01", {f"new/{ACTION_PATH}": titled(f"State {number}")}) for number in range(250)
    )
    with history(made, "new") as past:
        assert next(past.commits()).subject == "Number 249"
        subjects = [commit.subject for commit in past.commits()]
    assert subjects == [*(f"Number {n}" for n in reversed(range(250))), "Move plan to new", "Begin"]
