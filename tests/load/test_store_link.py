"""The object store: links and submodules in a plan, which lead out of it or into another."""

from pathlib import Path

import pytest

from make import ACTION_PATH, put
from planctl.load.git_store import ObjectStore
from planctl.load.history import History
from planctl.load.source import PlanFile
from repo import Repo, planned, titled

ACTION = f"plan/{ACTION_PATH}"


def files(of: Repo) -> dict[str, PlanFile]:
    """The plan files of the newest commit, by their paths."""
    with History(of.root / "plan", "plan") as past, ObjectStore(of.root) as store:
        tree = store.plan_at(next(past.commits()))
        assert tree is not None
        return {file.path: file for file in store.files(tree)}


OUT = "link-out-of-the-plan"


@pytest.mark.parametrize(
    ("target", "trouble"),
    [
        ("1.1-first.yaml", ""),
        ("../../areas/1-practice/1.1-first.yaml", ""),
        ("./x/../1.1-first.yaml", ""),
        ("by-way-of.yaml", ""),
        ("../../../outside.yaml", OUT),
        ("/etc/hostname", OUT),
        ("no-such-file.yaml", OUT),
        ("..", OUT),
        ("../../areas", OUT),
        ("1.9-link.yaml", OUT),
        ("new\nline", OUT),
        ("\udcff", OUT),
    ],
)
def test_a_link_is_followed_within_the_plan_and_never_out_of_it(
    tmp_path: Path, target: str, trouble: str
) -> None:
    made = planned(tmp_path)
    put(made.root, {"outside.yaml": titled("Outside")})
    area = tmp_path / "plan/areas/1-practice"
    (area / "by-way-of.yaml").symlink_to("1.1-first.yaml")
    (area / "1.9-link.yaml").symlink_to(target)
    made.commit("2024-03-01")
    found = files(made)["areas/1-practice/1.9-link.yaml"]
    assert (found.trouble, found.data) == (trouble, b"" if trouble else titled("First").encode())


def test_a_link_to_what_changed_since_has_what_was_behind_it_then(tmp_path: Path) -> None:
    made = planned(tmp_path)
    (tmp_path / "plan/areas/1-practice/1.2-link.yaml").symlink_to("1.1-first.yaml")
    old = made.commit("2024-03-01")
    made.commit("2024-03-02", files={ACTION: titled("Second")})
    with History(tmp_path / "plan", "plan") as past:
        states = [past.plan_at(past.named(name)) for name in ("HEAD", old)]
    titles = [[each.title for each in state.plan.areas[0].actions] for state in states]
    assert titles == [["Second", "Second"], ["First", "First"]]


def test_a_submodule_in_the_plan_is_named_as_not_read(tmp_path: Path) -> None:
    other = planned(tmp_path / "other")
    made = planned(tmp_path / "ours")
    for path in ("plan/areas/2-theirs", "plan/evidence"):
        words = ("-c", "protocol.file.allow=always", "submodule", "add", "--quiet")
        made.git(*words, other.root.resolve().as_uri(), path)
    made.commit("2024-03-01")
    found = files(made)
    assert found["areas/2-theirs"].trouble == "unreadable-file"
    assert "evidence" not in found
