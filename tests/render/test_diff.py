"""What changed between two states, on the terminal and as JSON."""

from pathlib import Path
from typing import Final

import pytest
from rich.console import Console

from planctl.render.change import DiffEnd, PlanDiff, diff_json
from planctl.render.screen.diff import diff_screen
from two_states import FIRST, Files, compared, first

LATE: Final = first("timescale: 29 Feb 2024\nstatus: in progress\ntitle: Each child")
REWORDED: Final = LATE.replace("Each", "Every")
AREA: Final = "areas/2-people/area.yaml"


def _diff(root: Path, old: Files, new: Files) -> PlanDiff:
    return PlanDiff(
        DiffEnd("the last board", "abc"), DiffEnd("now\x1b[31m", None), compared(root, old, new)
    )


def _shown(diff: PlanDiff, capsys: pytest.CaptureFixture[str]) -> list[str]:
    console = Console(width=100, color_system=None)
    for part in diff_screen(diff):
        console.print(part)
    return [line.rstrip() for line in capsys.readouterr().out.splitlines()]


def test_the_screen_counts_what_was_sealed_and_programs_get_every_seal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seals = "".join(f"evidence/{name}.txt: {'0' * 64}\n" for name in "ab")
    made = _diff(tmp_path, {}, {"evidence.yaml": seals, "policy.yaml": "due_soon_days: 20"})
    assert _shown(made, capsys)[4:] == [
        "The plan as a whole",
        "  -  policy, days ahead that count as due soon: was 30, now 20",
        "  -  2 files of evidence sealed",
        "",
        "2 changes",
    ]
    listed = diff_json(made)["changes"]
    assert isinstance(listed, list)
    assert [each["new"] for each in listed if each["field"].startswith("evidence")] == [
        "0" * 64
    ] * 2


def test_the_screen_lists_the_changes_by_area(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {FIRST: REWORDED, "policy.yaml": "due_soon_days: 20", AREA: "ref: 2\ntitle: People"}
    assert _shown(_diff(tmp_path, {FIRST: LATE}, files), capsys) == [
        "What changed",
        "From: the last board, as at 14 February 2024",
        "To:   now�[31m, as at 13 March 2024",
        "",
        "The plan as a whole",
        "  -  policy, days ahead that count as due soon: was 30, now 20",
        "",
        "Area 1: Practice",
        "  - 1.1 newly overdue (only time passed): due 29 February 2024, 13 days ago; not complete",
        "  - 1.1 progress rated worse, from green to red (only time passed)",
        "  - 1.1 title reworded: [-Each-] {+Every+} child",
        "",
        "Area 2: People",
        "  -  new in the plan: “People”",
        "",
        "In a new wording, [-these words went-] and {+these words came+}.",
        "5 changes",
    ]


def test_the_screen_names_what_could_not_be_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = _shown(_diff(tmp_path, {"roles.yaml": "[\n"}, {}), capsys)
    assert shown[-2:] == [
        "Not compared, because it could not be read: plan/roles.yaml",
        "Nothing changed in the rest.",
    ]


def test_the_legend_stands_only_where_words_are_marked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {FIRST: LATE + "actions: [Visit each child.]\n"}
    shown = _shown(_diff(tmp_path, {FIRST: LATE}, files), capsys)
    assert not any("In a new wording" in line for line in shown)


def test_json_holds_both_ends_each_change_and_what_was_not_compared(tmp_path: Path) -> None:
    files = {FIRST: REWORDED, "roles.yaml": "[\n"}
    found = diff_json(_diff(tmp_path, {FIRST: LATE}, files))
    assert found["from"] == {"rev": "abc", "as_at": "2024-02-14", "name": "the last board"}
    assert found["not_compared"] == [{"path": "plan/roles.yaml", "holds": "roles", "name": "roles"}]
    changes = found["changes"]
    assert isinstance(changes, list)
    assert changes[-1] == {
        "ref": "1.1",
        "area": "1",
        "kind": "wording changed",
        "field": "title",
        "old": "Each child",
        "new": "Every child",
        "cause": None,
        "words": "title reworded: [-Each-] {+Every+} child",
    }
    assert changes[0]["cause"] == "only time passed"


def test_json_has_null_where_a_change_is_of_no_action_and_no_area(tmp_path: Path) -> None:
    (change,) = compared(tmp_path, {}, {"policy.yaml": "due_soon_days: 20"}).changes
    assert (change.ref, change.area) == ("", "")
    changes = diff_json(_diff(tmp_path / "j", {}, {"policy.yaml": "due_soon_days: 20"}))["changes"]
    assert isinstance(changes, list)
    assert (changes[0]["ref"], changes[0]["area"]) == (None, None)
