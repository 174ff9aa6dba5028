"""planctl undo: what the last command wrote, said and taken back."""

from pathlib import Path
from typing import Final

import pytest

from make import ACTION_PATH, put, small_plan
from repo import planned
from running import Ran, planctl

ACTION: Final = 'ref: "1.1"\ntitle: First\nleads: [AD]\ntimescale: Mar 2024\n'
MEASURE: Final = "id: rate\ntitle: Rate\nbetter: lower\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return small_plan(tmp_path / "plan", ACTION, measures__rate=MEASURE)


def _run(plan: Path, *words: str) -> Ran:
    return planctl(*words, cwd=plan.parent, env={"PLANCTL_AS_AT": "2024-02-20"})


def _files(plan: Path) -> dict[str, bytes]:
    return {path.relative_to(plan).as_posix(): path.read_bytes() for path in plan.rglob("*.yaml")}


@pytest.mark.parametrize(
    "words",
    [
        ("set", "1.1", "title", "Second"),
        ("update", "1.1", "--progress", "Begun."),
        ("meeting", "--commentary", "All is well.", "--by", "AD", "--for", "Mar 2024"),
        ("new", "1", "Third"),
        ("rename", "1.1", "1.4"),
        ("fmt",),
        ("measure", "record", "rate", "5", "--on", "2024-01-31"),
        ("measure", "load", "figures.csv"),
        ("evidence", "lock"),
    ],
    ids=" ".join,
)
def test_every_command_that_writes_says_last_how_to_take_it_back(
    plan: Path, words: tuple[str, ...]
) -> None:
    put(plan.parent, {"figures.csv": "measure,day,value\nrate,2024-01-31,5\n"})
    put(plan, {"evidence/a.txt": "x", "governance.yaml": "meetings: [{on: 2024-03-13}]\n"})
    more = "evidence: [{title: A, kind: data, file: evidence/a.txt, date: 2024-02-01}]\n"
    put(plan, {ACTION_PATH: ACTION.replace("title: First", "title: 'First'") + more})
    before = _files(plan)
    ran = _run(plan, *words)
    assert ran.code == 0, ran.err
    assert ran.err.splitlines()[-1] == "planctl undo takes this back"
    assert _files(plan) != before
    back = _run(plan, "undo")
    assert back.code == 0, back.err
    assert back.out.startswith(f"the last change was: planctl {words[0]}")
    assert _files(plan) == before


def test_the_lines_are_shown_and_a_dry_run_takes_nothing_back(plan: Path) -> None:
    _run(plan, "set", "1.1", "title", "Second")
    ran = _run(plan, "undo", "--dry-run")
    assert ran.out == (
        "the last change was: planctl set 1.1 title Second\n"
        f'plan/{ACTION_PATH}\n  @@ -1,3 +1,3 @@\n   ref: "1.1"\n  -title: Second\n  +title: First\n'
        "   leads: [AD]\n"
    )
    assert ran.err == "planctl: a dry run: nothing was written\n"
    assert b"title: Second" in _files(plan)[ACTION_PATH]


def test_json_has_no_line_on_it(plan: Path) -> None:
    put(plan.parent, {"figures.csv": "measure,day,value\nrate,2024-01-31,5\n"})
    ran = _run(plan, "measure", "load", "figures.csv", "--format", "json")
    assert "undo" not in ran.out + ran.err


def test_from_elsewhere_the_plan_is_named_too(plan: Path) -> None:
    ran = planctl("set", "1.1", "title", "Second", "--plan", plan, cwd=plan.parent.parent)
    assert (
        ran.err.splitlines()[-1]
        == f"planctl undo takes this back, with --plan {plan.parent.name}/plan"
    )


def test_where_there_is_no_record_git_is_named(plan: Path) -> None:
    (plan / ".planctl").write_text("")
    ran = _run(plan, "set", "1.1", "title", "Second")
    assert "planctl undo cannot take this back" in ran.err.splitlines()[-1]
    assert (_run(plan, "undo").code, _run(plan, "undo").out) == (2, "")


def test_git_does_not_see_the_record(tmp_path: Path) -> None:
    made = planned(tmp_path)
    assert planctl("set", "plan", "version", "2", cwd=made.root).code == 0
    assert made.git("status", "--porcelain").split() == ["M", "plan/plan.yaml"]
