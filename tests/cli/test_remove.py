"""planctl remove: what no board has seen goes; what one has seen, or what is named, stays."""

from pathlib import Path
from typing import Final

import pytest

from make import ACTION_PATH, put, small_plan
from repo import Repo, planned
from running import Ran, planctl
from terminal import at_terminal

NEW: Final = {
    "areas/2-new/area.yaml": "ref: 2\ntitle: New\n",
    "areas/2-new/2.1-one.yaml": 'ref: "2.1"\ntitle: One\nimpact_measures: [{measure: rate}]\n',
    "areas/2-new/2.2-two.yaml": 'ref: "2.2"\ntitle: Two\ndepends_on: ["2.1"]\nleads: [DCS]\n',
    "areas/3-empty/area.yaml": "ref: 3\ntitle: Empty\n",
    "measures/rate.yaml": "id: rate\ntitle: Rate\n",
    "measures/spare.yaml": "id: spare\ntitle: Spare\n",
    "roles.yaml": (
        "# Roles\nSM QA: Service manager   # of 2.2\nOld: An old one   # until May\n"
        "# a new one\nDCS: Director\nAD: Assistant director\n"
    ),
}


@pytest.fixture
def made(tmp_path: Path) -> Repo:
    """A plan that the boards of February and March have seen, and what came after it."""
    repo = planned(tmp_path)
    put(tmp_path / "plan", NEW)
    return repo


def _remove(made: Repo, *words: str, as_at: str = "2024-04-10") -> Ran:
    return planctl("remove", *words, "--yes", "--plan", made.root / "plan", "--as-at", as_at)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("finding", "Visits"), "finding visits"),
        (("report", "Audits"), "report audits"),
        (("project", "System"), "project system"),
    ],
)
def test_an_item_of_a_list_is_added_and_taken_out_again(
    words: tuple[str, ...], name: str, made: Repo
) -> None:
    plan = made.root / "plan"
    before = {path: path.read_bytes() for path in plan.glob("*.yaml")}
    assert planctl("add", *words, "--plan", plan, "--as-at", "2024-04-10").code == 0
    ran = _remove(made, *name.split())
    assert ran.code == 0, ran.err
    after = {path: path.read_bytes() for path in plan.glob("*.yaml")}
    changed = {path.name for path, text in after.items() if text != before[path]}
    assert changed <= {"governance.yaml"}  # where the list was not there, its key stays


@pytest.mark.parametrize(
    ("words", "gone"),
    [
        (("action", "2.2"), {"areas/2-new/2.2-two.yaml"}),
        (("area", "3"), {"areas/3-empty", "areas/3-empty/area.yaml"}),
        (("Measure", "spare"), {"measures/spare.yaml"}),
        (
            ("area", "area 2", "--with-actions"),
            {
                "areas/2-new",
                *(f"areas/2-new/{name}.yaml" for name in ("area", "2.1-one", "2.2-two")),
            },
        ),
    ],
)
def test_what_nobody_has_seen_is_taken_out(
    made: Repo, words: tuple[str, ...], gone: set[str]
) -> None:
    plan = made.root / "plan"
    before = {path.relative_to(plan).as_posix() for path in plan.rglob("*")}
    ran = _remove(made, *words)
    assert ran.code == 0, ran.err
    after = {path.relative_to(plan).as_posix() for path in plan.rglob("*")}
    assert before - after == gone
    assert all(f"{path} (take" in ran.out for path in gone if path.endswith(".yaml"))


def test_a_role_goes_with_the_comment_on_its_line_and_no_other(made: Repo) -> None:
    ran = _remove(made, "role", "old")
    assert ran.code == 0, ran.err
    text = (made.root / "plan/roles.yaml").read_text("utf-8")
    assert text == NEW["roles.yaml"].replace("Old: An old one   # until May\n", "")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("action", "1.1"), "the board of March 2024 has seen action 1.1"),
        (("action", "1.1"), "planctl update 1.1 --request-withdrawal --reason TEXT"),
        (("area", "1", "--with-actions"), "planctl update 1.1 --request-withdrawal"),
        (("role", "AD"), "planctl set roles AD TEXT"),
        (("action", "2.1"), "action 2.1 is still named by 2.2 (depends_on)"),
        (("measure", "rate"), "measure rate is still named by 2.1 (impact_measures.measure)"),
        (("role", "DCS"), "role DCS is still named by 2.2 (leads)"),
        (("area", "2"), "area 2 has 2 actions: 2.1 and 2.2"),
        (("action", "9.9"), "the plan has no action “9.9”"),
        (("finding", "core-groups"), "the board of March 2024 has seen finding core-groups"),
        (("finding", "core-groups"), "planctl set finding core-groups title TEXT"),
        (("file", "9.9"), "there is no part of a plan “file”"),
    ],
)
def test_what_was_seen_or_is_named_stays(made: Repo, words: tuple[str, ...], why: str) -> None:
    ran = _remove(made, *words)
    assert (ran.code, ran.out) == (2, "")
    assert why in ran.err
    assert made.git("status", "--porcelain", "plan/areas/1-practice", "plan/governance.yaml") == ""


def test_an_area_without_actions_that_a_board_has_seen_stays_as_it_is(made: Repo) -> None:
    made.commit("2024-04-01", "An area without actions")
    made.git("tag", "v2")
    ran = _remove(made, "area", "3")
    assert "has seen area 3, so it is not taken out" in ran.err
    assert "hint: it stays, without actions, as the board knows it" in ran.err


def test_what_is_in_a_version_with_a_tag_stays(made: Repo) -> None:
    made.commit("2024-04-01", "More")
    made.git("tag", "v2")
    made.git("tag", "of-a-tree", "HEAD^{tree}")
    ran = _remove(made, "measure", "spare")
    assert "whoever has the version v2 has seen measure spare, so it is not taken out" in ran.err
    assert "planctl set spare note TEXT" in ran.err


def test_a_board_that_met_before_the_plan_was_committed_saw_nothing(made: Repo) -> None:
    put(made.root / "plan", {"governance.yaml": "meetings: [{on: 10 Jan 2024}]\n"})
    assert _remove(made, "measure", "spare").code == 0


def test_without_git_what_a_board_may_have_seen_stays(tmp_path: Path) -> None:
    plan = put(small_plan(tmp_path), NEW)
    words = ("remove", "measure", "spare", "--yes", "--plan", plan, "--as-at")
    assert "without git nobody can tell" in planctl(*words, "2024-04-10").err
    assert planctl(*words, "2024-01-10").code == 0


def test_two_of_one_ref_and_files_that_cannot_be_read_end_the_run(made: Repo) -> None:
    put(made.root / "plan", {"areas/2-new/2.3-again.yaml": 'ref: "2.2"\ntitle: Again\n'})
    assert "the plan has action 2.2 twice" in _remove(made, "action", "2.2").err
    put(made.root / "plan", {"areas/2-new/2.3-again.yaml": "ref: ["})
    assert "could not be read, and may name spare" in _remove(made, "measure", "spare").err


def test_a_role_that_stands_in_braces_is_left_to_a_person(made: Repo) -> None:
    put(made.root / "plan", {"roles.yaml": "{Old: An old one, AD: A, DCS: D, SM QA: S}\n"})
    assert "with a line for each key, and not in braces" in _remove(made, "role", "Old").err


def test_texts_that_mention_it_are_named(made: Repo) -> None:
    put(made.root / "plan", {ACTION_PATH: 'ref: "1.1"\ntitle: Like 2.2\n'})
    ran = _remove(made, "action", "2.2")
    assert (
        "texts that mention 2.2 stay as they are; look at roles.yaml:2, areas/1-practice/1.1"
        in ran.err
    )


def test_a_person_is_asked_first(made: Repo) -> None:
    words = ("remove", "measure", "spare", "--as-at", "2024-04-10")
    seen = at_terminal(*words, cwd=made.root, typed=[("Write this into 1 file?", "no\n")])
    assert "nothing was written" in seen.screen
    assert (made.root / "plan/measures/spare.yaml").exists()
