"""How new figures, and figures that grow old, move the impact of an action."""

from datetime import date
from pathlib import Path
from typing import Final

import pytest

from make import AS_AT
from planctl.assess.change.action_history import PlanVersion, action_histories
from planctl.assess.change.change_kind import Change, ChangeCause, ChangeKind
from two_states import FIRST, compared, first, state

MEASURED: Final = {FIRST: first("timescale: Dec 2024\nimpact_measures: [{measure: agency}]")}
AGENCY: Final = """\
id: agency
title: Agency rate
unit: '%'
better: lower
frequency: monthly
baseline: {value: 31, on: 2023-09-01}
targets: [{value: 20, by: 2024-09-01}]
observations:
"""
JANUARY: Final = "  - {on: 2024-01-31, value: 29}\n"
WORSE: Final = "  - {on: 2024-02-29, value: 33}\n"
BETTER: Final = "  - {on: 2024-02-29, value: 25}\n"
WITHHELD: Final = "  - {on: 2024-02-29, value: withheld}\n"


def _moved(root: Path, old: str, new: str) -> list[Change]:
    was, now = ({**MEASURED, "measures/agency.yaml": AGENCY + seen} for seen in (old, new))
    found = compared(root, was, now)
    return [change for change in found.changes if change.field == "impact_rag"]


@pytest.mark.parametrize(
    ("seen", "kind", "now"),
    [
        pytest.param(WORSE, ChangeKind.RATED_WORSE, "red", id="worse"),
        pytest.param(BETTER, ChangeKind.RATED_BETTER, "green", id="better"),
    ],
)
def test_a_new_figure_moves_the_impact_by_new_facts(
    seen: str, kind: ChangeKind, now: str, tmp_path: Path
) -> None:
    (change,) = _moved(tmp_path, JANUARY, JANUARY + seen)
    assert (change.kind, change.old, change.new, change.cause) == (
        kind,
        "amber",
        now,
        ChangeCause.FACTS,
    )


def test_a_figure_that_is_withheld_moves_nothing(tmp_path: Path) -> None:
    assert _moved(tmp_path, JANUARY, JANUARY + WITHHELD) == []


def test_a_figure_that_grows_old_moves_the_impact_by_time_alone(tmp_path: Path) -> None:
    seen = "  - {on: 2024-01-10, value: 25}\n"
    (change,) = _moved(tmp_path, seen, seen)
    assert (change.kind, change.old, change.new) == (ChangeKind.RATED_WORSE, "green", "amber")
    assert change.cause is ChangeCause.TIME


def test_bad_news_that_grows_old_stays_bad(tmp_path: Path) -> None:
    seen = "  - {on: 2024-01-10, value: 33}\n"
    assert _moved(tmp_path, seen, seen) == []


def test_a_figure_written_down_before_its_day_moves_the_impact_by_time_alone(
    tmp_path: Path,
) -> None:
    (change,) = _moved(tmp_path, JANUARY + WORSE, JANUARY + WORSE)
    assert (change.old, change.new, change.cause) == ("amber", "red", ChangeCause.TIME)


def test_at_each_board_a_figure_was_as_old_as_it_was_then(tmp_path: Path) -> None:
    files = {
        **MEASURED,
        "measures/agency.yaml": f"{AGENCY}  - {{on: 2024-01-10, value: 25}}\n",
        "governance.yaml": "meetings: [{on: 14 February 2024}, {on: 13 March 2024}]\n",
    }
    now = state(tmp_path, files)
    versions = [PlanVersion(now.plan, date(2024, 2, 1), "Pat Lead")]
    (lived,) = action_histories(now.judged, versions, AS_AT)
    shown = [each.judged.impact.standing.value for each in lived.boards if each.judged]
    assert shown == ["on trajectory", "out of date"]


def test_a_new_figure_is_told_as_new_and_its_growing_old_is_not(tmp_path: Path) -> None:
    seen = "  - {on: 2024-01-02, value: 25}\n"
    old, new = (
        state(tmp_path / name, {**MEASURED, "measures/agency.yaml": AGENCY + text})
        for name, text in (("old", seen), ("new", seen + BETTER))
    )
    states = [
        PlanVersion(new.plan, date(2024, 3, 12), "Pat Lead"),
        PlanVersion(old.plan, date(2024, 3, 11), "Pat Lead"),
        PlanVersion(old.plan, date(2024, 2, 1), "Pat Lead"),
    ]
    (lived,) = action_histories(new.judged, states, AS_AT)
    told = [
        (event.day, change.field, change.old, change.new)
        for event in lived.events
        for change in event.changes
        if change.field == "impact_rag"
    ]
    assert told == [(date(2024, 3, 12), "impact_rag", "amber", "green")]
