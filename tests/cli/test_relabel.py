"""planctl new, move and rename: files and refs of actions, and every reference to them."""

from pathlib import Path
from typing import Final

import pytest

from make import small_plan
from running import Ran, planctl

FIRST: Final = '# yaml-language-server: $schema=x\nref: "1.1"\ntitle: First\ntimescale: Mar 2024\n'
SECOND: Final = 'ref: "1.2"\ntitle: Second\ndepends_on: ["1.1"]  # waits\nrag_reason: See 1.1.\n'
DECISIONS: Final = "- id: a\n  meeting: 14 February 2024\n  decided: x\n  about: ['1.1', '1.2']\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    more = {
        "areas__1-practice__1.2-second": SECOND,
        "areas__2-other__area": "ref: 2\ntitle: Other\n",
        "areas__2-other__2.1-third": "ref: '2.1'\ntitle: Third\n",
        "areas__CP-empty__area": "ref: CP\ntitle: Empty\n",
        "decisions": DECISIONS,
    }
    return small_plan(tmp_path, FIRST, **more)


def _run(plan: Path, *words: str) -> Ran:
    return planctl(*words, "--plan", plan, "--as-at", "2024-02-20")


def _names(plan: Path) -> list[str]:
    return sorted(file.name for file in plan.glob("areas/*/[!a]*.yaml"))


def test_a_new_action_gets_the_next_ref_and_the_keys_that_wait_for_it(plan: Path) -> None:
    ran = _run(plan, "new", "1", "Audit: of audits", "--lead", "AD", "--action", "Do it")
    assert ran.code == 0, ran.err
    text = (plan / "areas/1-practice/1.3-audit-of-audits.yaml").read_text("utf-8")
    assert text == (
        '# yaml-language-server: $schema=x\nref: "1.3"\ntitle: "Audit: of audits"\n'
        "actions:\n  - Do it\nexpected_impact:\nimpact_measures:\nreporting:\nleads: [AD]\n"
        "timescale:\nstatus: not started\nfindings:\n"
    )
    assert "1.3" not in planctl("fmt", "--check", "--plan", plan).out


@pytest.mark.parametrize(
    ("area", "title", "words", "name"),
    [
        ("area 2", "x" * 60, (), f"2.2-{'x' * 48}.yaml"),
        ("2", "one two " * 9, (), "2.2-one-two-one-two-one-two-one-two-one-two-one-two.yaml"),
        ("2", "Ŵyth’s £", ("--ref", "2 (i)"), "2-i-wyths.yaml"),
        ("2", "£", ("--ref", "SR (25/26) 01"), "SR-25-26-01-action.yaml"),
        ("cp", "First", (), "CP.1-first.yaml"),
    ],
)
def test_the_name_of_a_new_file_comes_from_ref_and_title(
    plan: Path, area: str, title: str, words: tuple[str, ...], name: str
) -> None:
    ran = _run(plan, "new", area, title, *words)
    assert ran.code == 0, ran.err
    assert name in _names(plan)
    assert "R209" not in _run(plan, "check").out


def test_a_ref_without_a_number_is_counted_on(plan: Path) -> None:
    assert _run(plan, "new", "cp", "A", "--ref", "CP a").code == 0
    assert _run(plan, "new", "cp", "B").code == 0
    assert "CP-a-2-b.yaml" in _names(plan)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("new", "9", "x"), "the plan has no area “9”"),
        (("new", "1", "x", "--ref", "2.1"), "2.1 is an action of area 2 already"),
        (("new", "1", " "), "the title is empty"),
        (("new", "1", "x\x1b"), "cannot hold a control character"),
        (("new", "1", "x", "--lead", "ad"), "is not a role"),
        (("rename", "1.1", "1.2"), "1.2 is an action of area 1 already"),
        (("rename", "1.1", " "), "the new ref is empty"),
        (("rename", "1.1", "2.7"), "lies in the folder of area 1"),
        (("rename", "1.9", "1.10"), "the plan has no action “1.9”"),
        (("move", "1.1", "2"), "such as --as 2.2"),
        (("move", "1.1", "2", "--as", "2.1"), "2.1 is an action of area 2 already"),
    ],
)
def test_what_cannot_be_done_is_refused(plan: Path, words: tuple[str, ...], why: str) -> None:
    before = _names(plan)
    ran = _run(plan, *words)
    assert ran.code == 2
    assert why in ran.err
    assert _names(plan) == before


def test_every_reference_follows_a_ref(plan: Path) -> None:
    ran = _run(plan, "rename", "1.1", "1.10")
    assert ran.code == 0, ran.err
    assert _names(plan) == ["1.10-first.yaml", "1.2-second.yaml", "2.1-third.yaml"]
    assert (plan / "areas/1-practice/1.2-second.yaml").read_text("utf-8") == SECOND.replace(
        '["1.1"]', '["1.10"]'
    )
    assert (plan / "decisions.yaml").read_text("utf-8") == DECISIONS.replace("'1.1'", '"1.10"')
    assert "becomes" in ran.out
    assert (
        "texts that mention 1.1 stay as they are; look at areas/1-practice/1.2-second.yaml"
        in ran.err
    )


def test_a_dry_run_of_a_rename_changes_nothing(plan: Path) -> None:
    before = {file: file.read_bytes() for file in plan.rglob("*.yaml")}
    assert _run(plan, "rename", "1.1", "1.10", "--dry-run").code == 0
    assert {file: file.read_bytes() for file in plan.rglob("*.yaml")} == before


def test_an_action_moves_into_another_area_with_a_ref_of_that(plan: Path) -> None:
    assert _run(plan, "move", "1.1", "2", "--as", "2.2").code == 0
    assert (plan / "areas/2-other/2.2-first.yaml").is_file()
    assert not (plan / "areas/1-practice/1.1-first.yaml").exists()


def test_a_ref_that_names_no_area_stays_when_its_action_moves(plan: Path) -> None:
    assert _run(plan, "rename", "2.1", "X1").code == 0
    assert _run(plan, "move", "X1", "1").code == 0
    assert (plan / "areas/1-practice/X1-third.yaml").is_file()


def test_an_action_that_is_there_already_does_not_move(plan: Path) -> None:
    assert _run(plan, "move", "1.1", "1").out.startswith("nothing changes")


def test_a_file_whose_name_says_something_else_gets_one_of_ref_and_title(plan: Path) -> None:
    (plan / "areas/1-practice/1.1-first.yaml").rename(plan / "areas/1-practice/odd.yaml")
    assert _run(plan, "rename", "1.1", "1.7").code == 0
    assert "1.7-first.yaml" in _names(plan)


def test_a_file_that_is_in_the_way_stays(plan: Path) -> None:
    (plan / "areas/2-other/2.2-first.yaml").write_text("ref: '2.9'\ntitle: Odd\n")
    ran = _run(plan, "move", "1.1", "2", "--as", "2.2")
    assert "there is a file areas/2-other/2.2-first.yaml already" in ran.err
    ran = _run(plan, "new", "2", "First", "--ref", "2.2")
    assert "there is a file areas/2-other/2.2-first.yaml already" in ran.err


def test_with_a_file_that_cannot_be_read_no_reference_is_guessed(plan: Path) -> None:
    (plan / "areas/2-other/2.1-third.yaml").write_text("ref: [\n")
    assert "could not be read, and may name 1.1" in _run(plan, "rename", "1.1", "1.7").err


def test_a_link_is_not_moved(plan: Path) -> None:
    file = plan / "areas/1-practice/1.1-first.yaml"
    file.rename(plan / "kept.txt")
    file.symlink_to(plan / "kept.txt")
    assert "is a link to another file" in _run(plan, "rename", "1.1", "1.7").err


def test_capitals_alone_can_be_renamed(plan: Path) -> None:
    assert _run(plan, "rename", "2.1", "X1").code == 0
    assert _run(plan, "rename", "x1", "x1").code == 0
    assert "x1-third.yaml" in _names(plan)


def test_a_ref_that_another_area_has_is_passed_over(plan: Path) -> None:
    small_plan(plan, FIRST, **{"areas__2-other__1.3-odd": "ref: '1.3'\ntitle: Odd\n"})
    assert _run(plan, "new", "1", "Next").code == 0
    assert "1.4-next.yaml" in _names(plan)
