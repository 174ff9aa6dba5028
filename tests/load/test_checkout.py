"""Which files of a plan git left out of the working tree."""

import os
from pathlib import Path

import pytest

from make import ACTION_PATH
from planctl.load.source import can_be_sparse, sparse_files, sparse_plans
from repo import Repo, clone, planned

SECOND = "areas/2-people/2.1-second.yaml"


@pytest.fixture
def whole(tmp_path: Path) -> Repo:
    """A plan of two areas in git, with a letter as evidence."""
    made = planned(tmp_path / "whole")
    files = {f"plan/{SECOND}": 'ref: "2.1"\ntitle: B\n', "plan/evidence/a.txt": "A letter\n"}
    made.commit("2024-02-02", "More", {**files, "other/a.yaml": "a: b\n"})
    return made


def _sparse(of: Repo, *patterns: str) -> Repo:
    of.git("sparse-checkout", "set", "--no-cone", *patterns)
    return of


def test_of_a_whole_checkout_nothing_is_left_out(whole: Repo) -> None:
    assert sparse_files(whole.root / "plan") == []
    assert not can_be_sparse(whole.root / "plan")


@pytest.mark.parametrize(
    ("patterns", "files"),
    [
        (("/*", "!/plan/areas/2-people"), [SECOND]),
        (("/*", "!/plan/areas"), [ACTION_PATH, "areas/1-practice/area.yaml", SECOND]),
        (("/*", "!/other", "!*.txt"), []),
    ],
)
def test_plan_files_that_a_sparse_checkout_leaves_out_are_named(
    whole: Repo, patterns: tuple[str, ...], files: list[str]
) -> None:
    root = _sparse(whole, *patterns).root / "plan"
    assert can_be_sparse(root)
    assert sparse_files(root) == files


def test_a_file_that_is_marked_and_there_all_the_same_is_not_left_out(whole: Repo) -> None:
    whole.git("update-index", "--skip-worktree", f"plan/{SECOND}")
    assert sparse_files(whole.root / "plan") == []
    (whole.root / "plan" / SECOND).unlink()
    assert sparse_files(whole.root / "plan") == [SECOND]


def test_a_file_that_somebody_deleted_is_not_left_out_by_git(whole: Repo) -> None:
    (whole.root / "plan" / SECOND).unlink()
    assert sparse_files(whole.root / "plan") == []


def test_a_plan_that_is_left_out_as_a_whole_is_found(whole: Repo) -> None:
    assert sparse_plans(whole.root) == []
    _sparse(whole, "/other")
    assert sparse_plans(whole.root) == ["plan/plan.yaml"]
    assert sparse_plans(whole.root / "other") == ["../plan/plan.yaml"]


def test_of_a_worktree_of_its_own_the_index_is_elsewhere(whole: Repo, tmp_path: Path) -> None:
    whole.git("worktree", "add", "-q", str(tmp_path / "second"), "-b", "second")
    second = _sparse(Repo(tmp_path / "second"), "/*", "!/plan/areas/2-people")
    assert can_be_sparse(second.root / "plan")
    assert sparse_files(second.root / "plan") == [SECOND]
    assert not can_be_sparse(whole.root / "plan")
    assert sparse_files(whole.root / "plan") == []


def test_a_partial_clone_has_every_file_of_today(whole: Repo, tmp_path: Path) -> None:
    whole.git("config", "uploadpack.allowFilter", "true")
    part = clone(whole, tmp_path / "part", "--filter=blob:none")
    assert sparse_files(part.root / "plan") == []


@pytest.mark.parametrize("data", [b"other\0\0\3", b"", b"DIRC\0\0\0\2", b"DIRC"])
def test_an_index_without_marks_is_known_by_its_first_bytes(data: bytes, whole: Repo) -> None:
    (whole.root / ".git/index").write_bytes(data)
    assert not can_be_sparse(whole.root / "plan")


def test_without_an_index_to_read_nothing_is_asked(whole: Repo) -> None:
    index = whole.root / ".git/index"
    index.unlink()
    assert not can_be_sparse(whole.root / "plan")
    os.mkfifo(index)  # which nobody writes to
    assert not can_be_sparse(whole.root / "plan")
    (whole.root / ".git").rename(whole.root / "git")
    assert not can_be_sparse(whole.root / "plan")
    (whole.root / ".git").write_text("no pointer to a folder")
    assert not can_be_sparse(whole.root / "plan")
