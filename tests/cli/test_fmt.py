"""planctl fmt: every file of a plan in one form, and none that loses a word."""

from pathlib import Path
from shutil import copytree

import pytest

from make import OUR_PLAN, small_plan
from running import planctl

PLAIN = 'ref: "1.1"\ntitle: First\n'


def _formed(tmp_path: Path, action: str) -> Path:
    plan = small_plan(tmp_path, action)
    for name in ("plan.yaml", "governance.yaml", "areas/1-practice/area.yaml"):
        (plan / name).write_text((plan / name).read_text("utf-8").replace("ref: 1", 'ref: "1"'))
    return plan


def test_our_plan_is_in_the_house_form() -> None:
    ran = planctl("fmt", "--check", "--plan", OUR_PLAN)
    assert (ran.code, ran.out) == (0, "")
    assert "all in the house form" in ran.err


def test_a_file_that_is_not_in_the_form_is_named_and_then_brought_to_it(tmp_path: Path) -> None:
    plan = _formed(tmp_path, "title: First\nref: 1.1 # short\n")
    name = "areas/1-practice/1.1-first.yaml"
    file = plan / name
    before = file.read_bytes()
    ran = planctl("fmt", "--check", "--plan", plan)
    assert (ran.code, name in ran.out) == (1, True)
    shown = planctl("fmt", "--dry-run", "--plan", plan)
    assert (shown.code, '  +ref: "1.1"  # short\n' in shown.out) == (0, True)
    assert file.read_bytes() == before
    assert planctl("fmt", "--plan", plan).code == 0
    assert file.read_text("utf-8") == 'ref: "1.1"  # short\ntitle: First\n'
    assert planctl("fmt", "--check", "--plan", plan).code == 0


def test_a_file_that_cannot_be_read_is_left_and_named(tmp_path: Path) -> None:
    plan = _formed(tmp_path, "ref: [\n")
    (plan / "odd.yaml").write_text("a: 1\n")
    (plan / "roles.yaml").write_text("AD: {a: \n  # c\n  1}\n")
    ran = planctl("fmt", "--plan", plan)
    assert ran.code == 1
    assert ran.err.count("left as it is") == 2
    assert (plan / "odd.yaml").read_text() == "a: 1\n"


def test_a_file_that_would_lose_something_is_left_and_named(tmp_path: Path) -> None:
    plan = _formed(tmp_path, PLAIN)
    (plan / "roles.yaml").write_text("? AD # who\n: Assistant director\n")
    ran = planctl("fmt", "--plan", plan)
    assert ran.code in {0, 1}
    assert "# who" in (plan / "roles.yaml").read_text()


def test_a_plan_with_lines_of_windows_keeps_them(tmp_path: Path) -> None:
    plan = copytree(OUR_PLAN, tmp_path / "plan")
    for file in plan.rglob("*.yaml"):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert planctl("fmt", "--check", "--plan", plan).code == 0


def test_a_file_that_cannot_be_brought_to_the_form_is_left_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = _formed(tmp_path, "title: First\nref: '1.1'\n")
    monkeypatch.setattr("planctl.edit.form._whole", lambda _text, _kind: ["title: lost"])
    ran = planctl("fmt", "--plan", plan)
    assert ran.code == 1
    assert "plan.yaml cannot be brought to the house form without losing something; " in ran.err
    assert (plan / "areas/1-practice/1.1-first.yaml").read_text() == "title: First\nref: '1.1'\n"
