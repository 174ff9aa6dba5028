"""planctl update of several actions: found by filters or named, shown, asked about and written."""

from io import StringIO
from pathlib import Path
from typing import Final

import pytest

from make import small_plan
from running import Ran, planctl

ACTIONS: Final = {
    "1-practice/1.1-a": 'ref: "1.1"\ntitle: A\nleads: [AD]\ntimescale: Jan 2024\n',
    "1-practice/1.2-b": 'ref: "1.2"\ntitle: B\nleads: [SM QA, AD]\ntimescale: Mar 2024\n',
    "2-other/area": 'ref: "2"\ntitle: Other\n',
    "2-other/2.1-c": 'ref: "2.1"\ntitle: C\nleads: [SM QA]\ntimescale: Dec 2024\n',
}


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return small_plan(
        tmp_path / "plan", **{f"areas__{path.replace('/', '__')}": t for path, t in ACTIONS.items()}
    )


def _update(plan: Path, *words: str) -> Ran:
    return planctl("update", *words, cwd=plan.parent, env={"PLANCTL_AS_AT": "2024-03-13"})


def _led_by_dcs(plan: Path) -> list[str]:
    files = sorted(plan.glob("areas/*/[0-9]*.yaml"))
    return [file.stem[:3] for file in files if "leads: [DCS]" in file.read_text("utf-8")]


@pytest.mark.parametrize(
    ("words", "refs"),
    [
        ("1.1 2.1", ["1.1", "2.1"]),
        ("1.1 1.1 1.2", ["1.1", "1.2"]),
        ("--where lead=ad", ["1.1", "1.2"]),
        ("--where area=2", ["2.1"]),
        ("--where area=2 --where area=1 --where lead=AD", ["1.1", "1.2"]),
        ("--where Standing=Starting-late --where rag=amber", ["1.2"]),
        ("--where due-within=30d", ["1.2"]),
        ("--where tag=overdue", ["1.1"]),
    ],
)
def test_the_actions_that_fit_or_are_named_are_written_at_once(
    plan: Path, words: str, refs: list[str]
) -> None:
    (plan / "roles.yaml").write_text("AD: Director\nSM QA: Manager\nDCS: Director of services\n")
    ran = _update(plan, *words.split(), "--lead", "DCS", *["--yes"] * ("--where" in words))
    assert ran.code == 0, ran.err
    assert _led_by_dcs(plan) == refs
    assert all(f"{ref}-" in ran.out for ref in refs)
    assert planctl("undo", cwd=plan.parent).code == 0
    assert _led_by_dcs(plan) == []


@pytest.mark.parametrize(
    ("answer", "is_written"), [("y", True), ("yes", True), ("no", False), ("", False)]
)
def test_one_question_is_asked_about_all(
    plan: Path, monkeypatch: pytest.MonkeyPatch, answer: str, *, is_written: bool
) -> None:
    monkeypatch.setattr("planctl.cli.ask.can_ask", lambda: True)
    monkeypatch.setattr("sys.stdin", StringIO(f"{answer}\n"))
    ran = _update(plan, "--where", "lead=AD", "--status", "in progress")
    assert ran.code == 0
    assert "Write this into 2 files? yes or no [no]: " in ran.err
    assert (
        "status: in progress" in (plan / "areas/1-practice/1.1-a.yaml").read_text()
    ) is is_written
    assert ("planctl: nothing was written" in ran.err) is not is_written


def test_where_nobody_can_be_asked_it_shows_all_and_writes_nothing(plan: Path) -> None:
    ran = _update(plan, "--where", "lead=AD", "--status", "in progress")
    assert ran.code == 2
    assert ran.out.count("+status: in progress") == 2
    assert ran.err == (
        "planctl: 2 fit: 1.1, 1.2\n"
        "planctl: nothing was written, because nobody is there to be asked\n"
        "  hint: look at what it would change, and add --yes to have it written\n"
    )
    assert "status" not in (plan / "areas/1-practice/1.1-a.yaml").read_text()


def test_a_dry_run_asks_nothing(plan: Path) -> None:
    ran = _update(plan, "--where", "lead=AD", "--status", "in progress", "--dry-run")
    assert (ran.code, ran.err.splitlines()[-1]) == (0, "planctl: a dry run: nothing was written")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("1.1 --where lead=AD --lead AD", "the actions are named twice"),
        ("--lead AD", "no action was named"),
        ("1.1 1.2", "nothing was said of these actions"),
        ("--where lead=AD", "nothing was said of these actions"),
        ("--where lead --lead AD", "“lead” does not say which actions"),
        ("--where leed=AD --lead AD", "there is no filter “leed”"),
        ("--where rag=pink --lead AD", "there is no rating “pink”"),
        ("--where lead=XY --lead AD", "the plan has no role “XY”"),
        ("--where due-within=3d --where due-within=4d --lead AD", "due-within is said twice"),
        ("--where rag=blue --lead AD", "no action fits: rated blue"),
        ("1.1 1.2 --milestone-done 1", "1.1 has no milestone 1"),
        ("1.1 1.2 --complete 2024-05-01", "1.1: 1 May 2024 has not come yet"),
        ("1.2 1.1 --lead XY", "nothing was written"),
    ],
)
def test_what_cannot_be_done_to_all_is_done_to_none(plan: Path, words: str, message: str) -> None:
    ran = _update(plan, *words.split())
    assert (ran.code, message in ran.err) == (2, True), ran.err
    assert not (plan / ".planctl").exists()
