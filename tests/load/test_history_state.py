"""The plan as it was: what a revision names, and what is read of a state and how often."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from make import ACTION_PATH, SMALL, put
from planctl.load.file_reader import ReadFile
from planctl.load.git import GitFault
from planctl.load.history import History
from planctl.load.loaded import LoadedPlan
from planctl.load.plan_reader import load_plan
from planctl.load.source import PlanFile, read_folder
from repo import BEGUN, Repo, clone, planned, repo, titled

pytestmark = pytest.mark.slow

ACTION = f"plan/{ACTION_PATH}"


def three_states(root: Path) -> Repo:
    """First on 1 February, Second on the 14th with a tag, Third on 13 March."""
    made = planned(root)
    made.commit("2024-02-14", "Second", {ACTION: titled("Second")})
    made.git("tag", "board-feb")
    made.git("-c", "user.name=x", "-c", "user.email=x", "tag", "-a", "-m", "Signed", "papers/feb")
    made.commit("2024-03-13", "Third", {ACTION: titled("Third")})
    return made


def title(found: LoadedPlan) -> str:
    """The title of the first action, by which these tests know a state."""
    return found.plan.areas[0].actions[0].title


def named(of: Repo, revision: str, folder: str = "plan") -> str:
    """The state that a revision names."""
    with History(of.root / folder, "plan") as past:
        return title(past.plan_at(past.named(revision)))


@pytest.mark.parametrize(
    "revision",
    ["board-feb", "papers/feb", "HEAD~1", "HEAD^", "main~1", "main@{0}~1", "HEAD^{/Second}"],
)
def test_a_revision_is_named_as_git_does(tmp_path: Path, revision: str) -> None:
    assert named(three_states(tmp_path), revision) == "Second"


def test_a_revision_is_named_by_its_id_whole_or_short(tmp_path: Path) -> None:
    made = three_states(tmp_path)
    whole = made.id("HEAD~1")
    assert [named(made, each) for each in (whole, whole[:7], whole.upper())] == ["Second"] * 3


def test_a_branch_elsewhere_is_named_and_so_is_a_detached_head(tmp_path: Path) -> None:
    made = three_states(tmp_path)
    made.branch("draft", "board-feb")
    made.commit("2024-02-20", "Draft", {ACTION: titled("Draft")})
    made.go(made.id("main"))
    assert named(made, "draft") == "Draft"
    assert named(made, "HEAD") == "Third"


@pytest.mark.parametrize(
    "revision",
    [
        "",
        " ",
        "no-such-branch",
        "-n",
        "--all",
        "--output=x",
        "main..board-feb",
        "main...board-feb",
        "^main",
        "main board-feb",
        "main\nboard-feb",
        "main\0",
        "HEAD:plan",
        "HEAD~99",
        "HEAD^{tree}",
        ":/nobody wrote this",
        "f" * 40,
        "x" * 2000,
        "caf\udce9",
    ],
)
def test_what_names_no_one_revision_is_answered_with_a_sentence(
    tmp_path: Path, revision: str
) -> None:
    with pytest.raises(GitFault) as raised:
        named(three_states(tmp_path), revision)
    assert raised.value.message == f"git knows no revision “{revision}” here"
    assert raised.value.hint.startswith("name a commit, a tag or a branch, or a day")
    assert not (tmp_path / "x").exists()


def test_a_revision_from_before_a_move_has_the_plan_where_it_was_then(tmp_path: Path) -> None:
    made = three_states(tmp_path)
    made.move("2024-04-01", "plan", "new")
    made.move("2024-05-01", "new", "improvement/plan")
    assert [named(made, f"main~{n}", "improvement/plan") for n in range(4)] == [
        "Third",
        "Third",
        "Third",
        "Second",
    ]


def test_a_revision_without_the_plan_is_answered_with_a_sentence(tmp_path: Path) -> None:
    made = repo(tmp_path)
    made.commit("2024-01-01", "Nothing yet", {"README.md": "x"})
    made.commit(BEGUN, "Begin", {f"plan/{path}": text for path, text in SMALL.items()})
    with pytest.raises(GitFault) as raised:
        named(made, "HEAD~1")
    short = made.id("HEAD~1")[:8]
    assert raised.value.message == f"the plan was not in the repository at {short}, 1 January 2024"


def test_a_folder_of_the_same_name_that_is_no_plan_is_not_read_as_one(tmp_path: Path) -> None:
    made = repo(tmp_path)
    made.commit("2024-01-01", "Files for it", {"plan/evidence/a.txt": "x", "plan/notes.yaml": "x"})
    made.commit(BEGUN, "Begin", {f"plan/{path}": text for path, text in SMALL.items()})
    with History(tmp_path / "plan", "plan") as past:
        assert [commit.subject for commit in past.commits()] == ["Begin"]
        with pytest.raises(GitFault, match="the plan was not in the repository at"):
            past.named("HEAD~1")


def test_a_file_that_does_not_change_is_read_once_however_many_states_hold_it(
    tmp_path: Path,
) -> None:
    made = planned(tmp_path)
    made.pour(
        (f"2024-03-{n + 1:02}", {ACTION: titled(f"State {n % 3}", "status: in progress\n")})
        for n in range(12)
    )
    known: dict[PlanFile, ReadFile] = {}
    now = load_plan(read_folder(tmp_path / "plan", "plan"), known)
    with History(tmp_path / "plan", "plan", known) as past:
        states = [state for _, state in past.states()]
    assert len(states) == 13
    assert len(known) == len(SMALL) + 4
    assert all(state.plan.plan is now.plan.plan for state in states)


def test_commits_may_be_asked_for_while_others_go_through_them(tmp_path: Path) -> None:
    made = three_states(tmp_path)
    with History(made.root / "plan", "plan") as past:
        seen = []
        for commit in past.commits():
            seen.append(commit.subject)
            past.by(date(2024, 2, 1))
    assert seen == ["Third", "Second", "Begin"]


UNFIT: Mapping[str, bytes] = {
    "not what the schema knows": b'ref: "1.1"\ntitle: First\ncolour: red\n',
    "not YAML": b'ref: "1.1\n',
    "not text": b"ref: \xff\xfe\n",
    "in conflict": b"<<<<<<< HEAD\nref: '1.1'\n=======\n>>>>>>> side\n",
    "too large": b"# " + b"x" * 1_000_000,
    "empty": b"",
}


@pytest.mark.parametrize("why", UNFIT)
def test_a_file_that_does_not_fit_is_named_and_hides_no_other(tmp_path: Path, why: str) -> None:
    made = planned(tmp_path)
    second = "plan/areas/1-practice/1.2-second.yaml"
    made.commit("2024-03-01", "Odd", {ACTION: UNFIT[why], second: titled("Second", ref="1.2")})
    made.commit("2024-04-01", "Mended", {ACTION: titled("First")})
    with History(made.root / "plan", "plan") as past:
        old = past.plan_at(past.by(date(2024, 3, 15)))
    assert title(old) == "Second"
    assert [(each.path, each.name) for each in old.plan.unread] == [(ACTION, "1.1")]


def test_a_plan_in_folders_that_planctl_no_longer_knows_is_read_as_far_as_it_can_be(
    tmp_path: Path,
) -> None:
    made = repo(tmp_path)
    made.commit(
        BEGUN, "Begin", {"plan/plan.yaml": "heading: x\n", "plan/actions/1.yaml": "ref: 1\n"}
    )
    put(tmp_path / "plan", SMALL)
    with History(tmp_path / "plan", "plan") as past:
        old = past.plan_at(past.by(date(2024, 3, 15)))
    assert old.plan.plan is None
    assert [each.path for each in old.plan.unread] == ["plan/plan.yaml", "plan/actions/1.yaml"]


def test_a_shallow_clone_says_where_its_history_begins_and_how_to_have_the_rest(
    tmp_path: Path,
) -> None:
    made = clone(three_states(tmp_path / "whole"), tmp_path / "shallow", "--depth=1")
    with History(made.root / "plan", "plan") as past:
        assert title(past.plan_at(past.by(date(2024, 3, 13)))) == "Third"
        with pytest.raises(GitFault) as early:
            past.by(date(2024, 3, 12))
        with pytest.raises(GitFault) as unknown:
            past.named("HEAD~1")
    assert early.value.message == (
        "this clone is shallow: in it, the history of the plan begins on 13 March 2024"
    )
    assert early.value.hint.startswith("fetch the rest with git fetch --unshallow; in CI")
    assert unknown.value.hint.endswith(
        "; this clone is shallow, so it may be in the rest: "
        "git fetch --unshallow; in CI, check out with fetch-depth: 0"
    )
