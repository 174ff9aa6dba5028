"""What a pack prints in its nine columns comes back as what an action says, and prints the same."""

import tempfile
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from hypothesis import given

from anyplan import actions
from everything import everything
from make import OUR_PLAN, put
from paper import columns_of
from planctl.edit.change import written
from planctl.intake.plan.own_pack import (
    parse_printed_roles,
    parse_printed_timescale,
    parse_progress_column,
    parse_promise_column,
)
from planctl.model.plan_value import PlanValue
from tables import written_into


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("29 February 2024", "29 February 2024"),
        ("January 2024 (due 31 January 2024)", "January 2024"),
        ("February 2024 board (due 14 February 2024)", "February 2024 board"),
        ("Q3 2023 to 2024 (Oct to Dec 2023) (due 31 December 2023)", "Q3 2023 to 2024"),
        ("2024 to 2025 (due 31 March 2025)", "2024 to 2025"),
        ("Ongoing", "Ongoing"),
        (
            "Feb Board (read as Feb 2024 board, due 14 February 2024)",
            {"written": "Feb Board", "due": "Feb 2024 board"},
        ),
    ],
)
def test_a_timescale_is_read_from_its_line(line: str, said: object) -> None:
    assert parse_printed_timescale(line) == said


def _read_back(root: Path, printed: dict[str, dict[str, tuple[str, ...]]]) -> Path:
    """The plan of a folder, with each action only as its columns say."""
    for file in root.glob("areas/*/*.yaml"):
        if file.name != "area.yaml":
            file.unlink()
    for ref, held in printed.items():
        actions, impact, measures, reporting, lead, done = held.values()
        said: dict[str, PlanValue] = {
            "ref": ref,
            "title": "As it was called",
            "actions": [*actions],
            "expected_impact": [*impact],
            "impact_measures": [*measures],
            "reporting": [*reporting],
            **parse_promise_column(lead).said,
            **parse_progress_column(done),
        }
        path = f"areas/1-quality-of-practice/{ref}-a.yaml"
        put(root, {path: written("", "action", said).encode("utf-8")})
    return root


@pytest.mark.parametrize("plan", ["ours", "everything"])
def test_the_columns_that_were_read_back_print_the_same(plan: str, tmp_path: Path) -> None:
    root = tmp_path / "plan"
    if plan == "ours":
        copytree(OUR_PLAN, root)
    else:
        everything(root)
    printed = columns_of(root)
    assert len(printed) > 12
    assert columns_of(_read_back(root, printed)) == printed


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        (
            {"agreed": "14 February 2024", "agreed_by": "Chair"},
            (
                "First promise corrected, was January 2024 (due 31 January 2024), now June 2024 "
                "(due 30 June 2024), reported by AD, agreed 14 February 2024 by Chair: A slip."
            ),
        ),
        (
            {"clerical": "15 February 2024", "requested": "16 February 2024"},
            (
                "First promise corrected, was January 2024 (due 31 January 2024), now June 2024 "
                "(due 30 June 2024), reported by AD, a slip of 15 February 2024 that no board had "
                "seen, reported 16 February 2024: A slip."
            ),
        ),
    ],
    ids=["agreed", "clerical"],
)
def test_a_correction_that_was_read_back_prints_the_same(
    answer: dict[str, PlanValue], line: str, tmp_path: Path
) -> None:
    record: dict[str, PlanValue] = {
        "was": "January 2024",
        "to": "June 2024",
        "reason": "A slip.",
        "by": "AD",
    }
    correction = {**record, **answer}
    files: dict[str, PlanValue] = {
        "plan.yaml": {"title": "A plan", "organisation": "A council"},
        "governance.yaml": {"meetings": [{"on": "14 February 2024"}]},
        "areas/1-quality-of-practice/area.yaml": {"ref": "1", "title": "Practice"},
        "areas/1-quality-of-practice/1.1-a.yaml": {
            "ref": "1.1",
            "title": "As it was called",
            "actions": ["Do it"],
            "leads": ["AD"],
            "timescale": "January 2024",
            "corrections": [correction],
        },
    }
    written_into(tmp_path, files)
    printed = columns_of(tmp_path)
    items = [*printed["1.1"].values()][4]
    assert items[2:] == (line,)
    assert parse_promise_column(items).said == {
        "leads": ["AD"],
        "timescale": "January 2024",
        "corrections": [correction],
    }
    assert columns_of(_read_back(tmp_path, printed)) == printed


def test_a_board_that_is_named_by_its_month_gives_its_day() -> None:
    found = parse_promise_column(
        (
            "AD",
            "Feb Board (read as Feb 2024 board, due 14 February 2024)",
            "Extended to March 2024 board (due 13 March 2024), agreed 14 February 2024: busy",
            "Extension to summer, asked for, not agreed by the board: a, b: c",
        )
    )
    assert found.meetings == ("14 February 2024", "13 March 2024")
    assert found.said["extensions"] == [
        {"to": "March 2024 board", "reason": "busy", "agreed": "14 February 2024"},
        {"to": "summer", "reason": "a, b: c"},
    ]


def test_what_is_no_lead_and_no_date_is_left() -> None:
    found = parse_promise_column(
        ("No lead named", "Timescale not set", "Reviewed monthly", "and so on")
    )
    assert found.said == {"leads": None, "review": "monthly"}
    assert (found.left, found.meetings) == (("and so on",), ())


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ("Milestone: Ask, then wait: not done", {"what": "Ask, then wait"}),
        (
            "Milestone: Ask (AD, SM and TM), 4 June 2024: done 3 June 2024",
            {
                "what": "Ask",
                "leads": ["AD", "SM", "TM"],
                "timescale": "4 June 2024",
                "done": "3 June 2024",
            },
        ),
    ],
)
def test_a_milestone_is_read_from_its_line(item: str, said: object) -> None:
    assert parse_progress_column((item,)) == {"milestones": [said]}


def test_a_note_has_its_day_and_its_role_before_the_colon() -> None:
    found = parse_progress_column(
        ("Completed 4 June 2024.", "3 June 2024, AD: Done: all of it", "So: far")
    )
    assert found == {
        "status": "complete",
        "completed": "4 June 2024",
        "progress": [
            {"date": "3 June 2024", "by": "AD", "note": "Done: all of it"},
            {"note": "So: far"},
        ],
    }


def test_roles_are_read_as_a_sentence_lists_them() -> None:
    assert parse_printed_roles("AD") == ["AD"]
    assert parse_printed_roles("AD, SM QA and PIRO") == ["AD", "SM QA", "PIRO"]
    assert parse_printed_roles("AD, CSC") == ["AD, CSC"]


@given(actions())
def test_the_columns_of_any_action_come_back(action: dict[str, Any]) -> None:
    for each in action.get("extensions") or ():  # that was answered before it was asked for
        if each.get("agreed") or each.get("refused"):
            each.pop("requested", None)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "plan"
        files: dict[str, PlanValue] = {
            "plan.yaml": {"title": "A plan", "organisation": "A council"},
            "governance.yaml": {"meetings": [{"on": "14 February 2024"}]},
            "areas/1-a/area.yaml": {"ref": "1", "title": "Practice"},
            "areas/1-a/1-a.yaml": action,
        }
        written_into(root, files)
        printed = columns_of(root)
        (root / "areas/1-a/1-a.yaml").unlink()
        assert columns_of(_read_back(root, {"1.1": next(iter(printed.values()))})) == {
            "1.1": next(iter(printed.values()))
        }
