"""A plan of which git put only a part there: nothing is said of it as if it were the whole."""

from pathlib import Path

import pytest
from repo import UNCONFIGURED, Repo, clone, planned, repo
from running import Ran, planctl

from planctl.load import git
from planctl.load.git import GitFault

LEFT = (
    "planctl: git left 1 file of the plan out of this checkout: areas/1-practice/1.1-first.yaml\n"
)


@pytest.fixture
def part(tmp_path: Path) -> Repo:
    """A plan of one action, whose file is left out."""
    made = planned(tmp_path / "a")
    made.git("sparse-checkout", "set", "--no-cone", "/*", "!/plan/areas/1-practice/1*")
    return made


def _run(of: Repo, *words: str) -> Ran:
    return planctl(*words, cwd=of.root, env=UNCONFIGURED)


@pytest.mark.parametrize(
    "words",
    [
        ("check",),
        ("status", "--format", "json"),
        ("report",),
        ("export", "--format", "ics"),
        ("show", "1.1"),
        ("update", "1.1", "--progress", "x"),
    ],
)
def test_every_command_says_that_files_were_left_out_and_ends(
    words: tuple[str, ...], part: Repo
) -> None:
    ran = _run(part, *words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(
        f"{LEFT}  hint: git sparse-checkout disable brings them back; in CI, "
    )
    part.git("sparse-checkout", "disable")
    assert LEFT not in _run(part, *words).err


def test_a_plan_that_is_left_out_as_a_whole_is_said_to_be(part: Repo) -> None:
    part.git("sparse-checkout", "set", "--no-cone", "/nothing")
    ran = _run(part, "check")
    assert ran.code == 2
    assert ran.err.startswith("planctl: there is no plan here: git left plan/plan.yaml out of this")


def test_a_sparse_checkout_that_has_every_file_of_the_plan_is_no_trouble(part: Repo) -> None:
    part.commit("2024-02-02", "Other", {"other/file.txt": "x"})
    part.git("sparse-checkout", "set", "--no-cone", "/*", "!/other/")
    assert not (part.root / "other/file.txt").exists()
    ran = _run(part, "show", "1.1")
    assert (ran.code, ran.err) == (0, "")


def test_a_sparse_checkout_of_a_repository_without_a_plan_hides_none(tmp_path: Path) -> None:
    made = repo(tmp_path)
    made.commit("2024-02-02", "Other", {"a/file.txt": "x", "b/file.txt": "x"})
    made.git("sparse-checkout", "set", "--no-cone", "/a/")
    ran = _run(made, "check")
    assert ran.code == 2
    assert ran.err.startswith("planctl: there is no plan here: no plan/plan.yaml in ")


def test_where_git_does_not_answer_nobody_can_tell(
    part: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> str:
        raise GitFault("it will not", "ask it")

    monkeypatch.setattr(git, "git", refuse)
    ran = _run(part, "check")
    said = "planctl: git may have left files of the plan out of this checkout: it will not\n"
    assert (ran.code, ran.err) == (2, f"{said}  hint: ask it\n")
    part.git("sparse-checkout", "set", "--no-cone", "/nothing")
    assert _run(part, "check").err.startswith("planctl: there is no plan here: no plan/plan.yaml")


def test_the_life_of_an_action_in_a_shallow_clone_says_that_it_begins_late(
    tmp_path: Path,
) -> None:
    made = planned(tmp_path / "a")
    made.commit("2024-02-02", "More", {"plan/glossary.yaml": "A: b\n"})
    short = clone(made, tmp_path / "short", "--depth", "1")
    said = "planctl: this clone is shallow, so the history begins late: git fetch --unshallow"
    assert _run(short, "show", "1.1", "--history").err.startswith(said)
    assert _run(made, "show", "1.1", "--history").err == ""
