"""The merge driver in real repositories: two people, one action."""

import sys
from pathlib import Path
from typing import Final

import pytest
from make import ACTION_PATH
from repo import Repo, planned, signed
from running import planctl

pytestmark = pytest.mark.slow

FILE: Final = f"plan/{ACTION_PATH}"
ACTION: Final = """\
ref: "1.1"
title: First
leads: [AD]
timescale: 30 Apr 2024
status: in progress
progress:
  - date: 2024-01-10
    note: Begun.
"""
MEASURE: Final = "id: rate\ntitle: Rate\nobservations:\n  - {on: 2024-01-31, value: 1}\n"
NOTE: Final = "  - date: 2024-02-{0}\n    note: {1}\n"


@pytest.fixture
def made(tmp_path: Path) -> Repo:
    """A repository with the driver installed, on its main branch."""
    repository = planned(tmp_path)
    driver = f"'{sys.executable}' -m planctl merge-driver %O %A %B %P %L"
    repository.git("config", "merge.planctl.driver", driver)
    files: dict[str, str | bytes | None] = {
        ".gitattributes": "plan/**/*.yaml merge=planctl\n",
        FILE: ACTION,
        "plan/measures/rate.yaml": MEASURE,
    }
    repository.commit("2024-02-01", "An action", files)
    return repository


def _two(made: Repo, ours: dict[str, str | None], theirs: dict[str, str | None]) -> None:
    """Two branches, each with its change; we are on main."""
    made.branch("theirs")
    made.commit("2024-02-10", "Theirs", {**theirs})
    made.go("main")
    made.commit("2024-02-11", "Ours", {**ours})


def _text(made: Repo, path: str = FILE) -> str:
    return (made.root / path).read_text("utf-8")


def test_notes_of_two_people_both_stay_in_the_order_of_days(made: Repo) -> None:
    _two(made, {FILE: ACTION + NOTE.format("09", "b")}, {FILE: ACTION + NOTE.format("05", "a")})
    made.merge("2024-02-12", "theirs")
    assert _text(made) == ACTION + NOTE.format("05", "a") + NOTE.format("09", "b")


def test_figures_and_ratings_of_two_people_both_stay(made: Repo) -> None:
    rate = "plan/measures/rate.yaml"
    ours: dict[str, str | None] = {
        FILE: ACTION + "progress_rag: green\n",
        rate: MEASURE + "  - {on: 2024-03-31, value: 3}\n",
    }
    theirs: dict[str, str | None] = {
        FILE: ACTION + NOTE.format("05", "a"),
        rate: MEASURE + "  - {on: 2024-02-29, value: 2}\n",
    }
    _two(made, ours, theirs)
    made.merge("2024-04-12", "theirs")
    assert _text(made) == ACTION + NOTE.format("05", "a") + "progress_rag: green\n"
    assert "value: 2}\n  - {on: 2024-03-31, value: 3}" in _text(made, rate)


def test_two_ratings_are_a_conflict_on_that_key_alone(made: Repo) -> None:
    more = NOTE.format("05", "a")
    _two(made, {FILE: ACTION + "impact_rag: red\n"}, {FILE: ACTION + more + "impact_rag: amber\n"})
    with pytest.raises(AssertionError, match="git merge"):
        made.merge("2024-02-12", "theirs")
    assert _text(made) == ACTION + more + (
        "<<<<<<< ours\nimpact_rag: red\n=======\nimpact_rag: amber\n>>>>>>> theirs\n"
    )
    ran = planctl("check", "--plan", made.root / "plan")
    assert f"{FILE}:11:1: F006" in ran.out.replace(f"{made.root}/", "")


def test_a_rebase_brings_both_together_too(made: Repo) -> None:
    _two(made, {FILE: ACTION + NOTE.format("09", "b")}, {FILE: ACTION + NOTE.format("05", "a")})
    made.git("rebase", "--quiet", "theirs", env=signed("2024-02-12"))
    assert _text(made) == ACTION + NOTE.format("05", "a") + NOTE.format("09", "b")


def test_a_change_picked_from_another_branch_is_brought_in(made: Repo) -> None:
    _two(made, {FILE: ACTION + NOTE.format("09", "b")}, {FILE: ACTION + NOTE.format("05", "a")})
    made.git("cherry-pick", "theirs", env=signed("2024-02-12"))
    assert _text(made) == ACTION + NOTE.format("05", "a") + NOTE.format("09", "b")


def test_a_file_that_one_side_renamed_keeps_the_note_of_the_other(made: Repo) -> None:
    made.branch("theirs")
    made.commit("2024-02-10", "Theirs", {FILE: ACTION + NOTE.format("05", "a")})
    made.go("main")
    new = FILE.replace("first", "renamed")
    made.move("2024-02-11", FILE, new)
    made.commit("2024-02-11", "Ours", {new: ACTION + NOTE.format("09", "b")})
    made.merge("2024-02-12", "theirs")
    assert _text(made, new) == ACTION + NOTE.format("05", "a") + NOTE.format("09", "b")


def test_the_same_new_file_of_both_sides_is_brought_together(made: Repo) -> None:
    new = "plan/glossary.yaml"
    _two(made, {new: "A: one\nB: two\n"}, {new: "A: one\nC: three\n"})
    made.merge("2024-02-12", "theirs")
    assert sorted(_text(made, new).splitlines()) == ["A: one", "B: two", "C: three"]


def test_a_file_that_cannot_be_read_is_left_to_a_person(made: Repo) -> None:
    _two(made, {FILE: ACTION + "a: [\n"}, {FILE: ACTION + NOTE.format("05", "a")})
    with pytest.raises(AssertionError, match="is not a plan file that can be read"):
        made.merge("2024-02-12", "theirs")
    assert _text(made) == ACTION + "a: [\n"


def _driven(root: Path, *, path: str = "areas/a/1.1-x.yaml", ours: bytes = b"title: b\n") -> int:
    for name, data in (("O", b"title: a\n"), ("A", ours), ("B", b"title: a\nref: c\n")):
        (root / name).write_bytes(data)
    return planctl("merge-driver", "O", "A", "B", path, "7", cwd=root).code


def test_the_result_takes_the_place_of_ours_with_its_mark_and_line_ends(tmp_path: Path) -> None:
    assert _driven(tmp_path, ours=b"\xef\xbb\xbftitle: b\r\n") == 0
    assert (tmp_path / "A").read_bytes() == b"\xef\xbb\xbfref: c\r\ntitle: b\r\n"


def test_a_file_that_is_none_of_a_plan_stays_as_ours(tmp_path: Path) -> None:
    assert _driven(tmp_path, path="notes/x.yaml") == 1
    assert (tmp_path / "A").read_bytes() == b"title: b\n"


def test_a_side_that_is_not_there_is_said(tmp_path: Path) -> None:
    ran = planctl("merge-driver", "O", "A", "B", "plan.yaml", cwd=tmp_path)
    assert (ran.code, "O could not be read" in ran.err) == (2, True)
