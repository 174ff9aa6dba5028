"""planctl status: where the plan stands, whole or cut down."""

from pathlib import Path
from typing import Any, Final

import pytest

from make import OUR_PLAN, small_plan
from running import planctl

# The days that the source promises, gone through by hand; 5.4 is complete.
LATE_IN_MARCH = [
    "1.1",
    "1.2",
    "2.1",
    "2.2",
    "2.3",
    "2.4",
    "2.6",
    "3.1",
    "3.2",
    "4.2",
    "4.3",
    "4.4",
    "5.1",
    "5.3",
    "6.3",
    "6.4",
]
LATE_IN_APRIL = sorted([*LATE_IN_MARCH, "1.3", "1.5", "2.7", "6.1"])
UNDATED = ["1.4", "2.5", "3.3", "3.4", "4.1", "5.2", "6.5", "7.2", "7.3"]


def _status(*words: str, as_at: str = "2024-03-01") -> Any:  # noqa: ANN401 - JSON holds anything
    ran = planctl("status", "--format", "json", "--plan", OUR_PLAN, "--as-at", as_at, *words)
    assert (ran.code, ran.err) == (0, "")
    return ran.json


def _refs(*words: str, as_at: str = "2024-03-01") -> list[str]:
    return [action["ref"] for action in _status(*words, as_at=as_at)["actions"]]


def test_our_plan_in_march_stands_as_was_counted_by_hand() -> None:
    totals = _status()["totals"]
    counted = ("actions", "overdue", "no_timescale", "complete", "no_lead", "disputed")
    assert [totals[key] for key in counted] == [33, 16, 9, 1, 0, 0]
    assert totals["impact_rag"] == {"blue": 0, "green": 0, "amber": 0, "red": 0, "grey": 33}
    assert sum(totals["progress_rag"].values()) == 33


@pytest.mark.parametrize(
    ("as_at", "refs"),
    [("2024-03-01", LATE_IN_MARCH), ("2024-04-01", LATE_IN_APRIL)],
    ids=["March", "April"],
)
def test_these_actions_and_no_others_are_overdue(as_at: str, refs: list[str]) -> None:
    seen = _status(as_at=as_at)
    assert [each["ref"] for each in seen["actions"] if each["overdue"]] == refs
    assert seen["totals"]["overdue"] == len(refs)
    assert _refs("--overdue", as_at=as_at) == refs


def test_these_actions_and_no_others_have_no_timescale() -> None:
    assert [each["ref"] for each in _status()["actions"] if each["timescale"] is None] == UNDATED


def test_the_areas_and_the_leads_add_up_to_the_whole() -> None:
    seen = _status()
    assert [area["ref"] for area in seen["areas"]] == list("1234567")
    assert sum(area["totals"]["actions"] for area in seen["areas"]) == 33
    assert sum(area["totals"]["overdue"] for area in seen["areas"]) == 16


def test_a_lead_is_counted_in_every_action_it_has_a_part_in() -> None:
    seen = _status()
    roles = {lead["role"]: lead["totals"]["actions"] for lead in seen["leads"]}
    assert (roles["SM QA"], roles["PIRO"], roles["SM CMT"]) == (13, 2, 6)


def test_the_plan_and_the_day_are_named() -> None:
    seen = _status()
    assert seen["as_at"] == "2024-03-01"
    assert seen["plan"]["organisation"] == "Shropshire Children's Services"
    assert seen["plan"]["version"] == "1.0 final"


def test_one_action_has_its_day_its_lateness_and_why() -> None:
    [action] = [each for each in _status("--area", "2")["actions"] if each["ref"] == "2.1"]
    assert action["leads"] == ["AD"]
    assert (action["due"], action["days_overdue"]) == ("2023-12-07", 85)
    assert (action["timescale"], action["slippage_days"]) == ("7/12/2023", 0)
    rag = action["progress_rag"]
    assert (rag["rating"], rag["standing"], rag["disputed"]) == ("red", "overdue", False)
    assert "85 days" in rag["why"]


def test_a_filter_by_area_keeps_that_area() -> None:
    assert _refs("--area", "5") == ["5.1", "5.2", "5.3", "5.4"]


@pytest.mark.parametrize("area", ["area 5", "Area 5", "area-5", "“5”", "'5'"])
def test_an_area_is_found_by_its_whole_name_and_in_quotation_marks(area: str) -> None:
    assert _refs("--area", area) == ["5.1", "5.2", "5.3", "5.4"]


def test_a_filter_by_lead_keeps_what_the_role_has_a_part_in() -> None:
    assert _refs("--lead", "PIRO") == ["1.5", "5.2"]
    assert _refs("--lead", "sm stepping stones") == ["5.3", "6.4"]
    assert _refs("--lead", "“PIRO”") == ["1.5", "5.2"]


@pytest.mark.parametrize("colour", ["red", "green", "grey", "amber", "blue"])
def test_a_filter_by_colour_keeps_that_colour(colour: str) -> None:
    rated = {each["ref"]: each["progress_rag"]["rating"] for each in _status()["actions"]}
    assert _refs("--rag", colour) == [ref for ref, rating in rated.items() if rating == colour]


def test_the_colours_of_our_plan_in_march_are_these() -> None:
    assert _refs("--rag", "red") == LATE_IN_MARCH
    assert _refs("--rag", "grey") == UNDATED
    assert _refs("--rag", "green") == ["1.3", "1.5", "1.6", "2.7", "5.4", "6.1", "6.2", "7.1"]


def test_filters_narrow_each_other() -> None:
    assert (
        _refs("--area", "4", "--lead", "SM QA", "--rag", "red", "--overdue") == LATE_IN_MARCH[9:12]
    )
    assert _refs("--area", "7", "--overdue") == []


def test_a_cut_counts_only_what_is_in_it() -> None:
    seen = _status("--area", "2", "--overdue")
    assert (seen["totals"]["actions"], seen["totals"]["overdue"]) == (5, 5)
    assert [area["ref"] for area in seen["areas"]] == ["2"]


def test_the_screen_says_what_was_asked_for() -> None:
    words = ("--area", "4", "--lead", "SM QA", "--rag", "red", "--overdue")
    ran = planctl("status", "--plan", OUR_PLAN, "--as-at", "2024-03-01", *words)
    asked = "area 4, actions led or supported by SM QA, rated red and overdue"
    assert asked in " ".join(ran.out.split())


def test_the_screen_says_the_counts_in_words() -> None:
    ran = planctl("status", "--plan", OUR_PLAN, "--as-at", "2024-03-01")
    said = "33 actions: 1 is complete, 16 are overdue and 4 are due by 31 March 2024. 9 have no"
    assert (ran.code, ran.err) == (0, "")
    assert said in " ".join(ran.out.split())
    assert "Next board: March 2024 (day not recorded)" in ran.out


def test_a_role_that_only_an_action_names_can_be_asked_for(tmp_path: Path) -> None:
    small_plan(tmp_path, 'ref: "1.1"\ntitle: First\nleads: [SM QA, Mayor]\n')
    ran = planctl("status", "--lead", "mayor", "--format", "json", cwd=tmp_path)
    assert [action["ref"] for action in ran.json["actions"]] == ["1.1"]


def test_an_unknown_name_with_nothing_like_it_is_told_what_there_is(tmp_path: Path) -> None:
    small_plan(tmp_path, 'ref: "1.1"\ntitle: First\n')
    ran = planctl("status", "--lead", "x", cwd=tmp_path)
    assert ran.err.endswith("\n  hint: the plan has “AD” and “SM QA”\n")


def test_a_file_that_could_not_be_read_is_said_and_fails(tmp_path: Path) -> None:
    small_plan(tmp_path / "plan", 'ref: "1.1"\ntitle: "First\n')
    ran = planctl("status", "--as-at", "2024-03-01", cwd=tmp_path)
    assert ran.code == 1
    assert "run planctl check" in ran.out
    said, hint = ran.err.splitlines()
    assert said.startswith("planctl: ")
    assert said.endswith(": plan/areas/1-practice/1.1-first.yaml")
    assert hint.startswith("  hint: run planctl check ")


AGREED: Final = """\
ref: "1.1"
title: x
leads: [AD]
status: in progress
timescale: 1 Mar 2024
extensions:
  - {{to: 1 Dec 2024, reason: r, {}}}
"""
ONE_RULE: Final = "board: {{meets: {{on: {}, starting: January 2024}}}}\n"
BOTH_RULES: Final = """\
board:
  meets:
    - {on: second Wednesday, starting: January 2024, until: May 2024}
    - {on: first Monday, starting: June 2024}
"""


@pytest.mark.parametrize(
    ("governance", "days", "standing", "due"),
    [
        pytest.param(
            ONE_RULE.format("second Wednesday"),
            "requested: 2025-02-01, agreed: 2024-02-14",
            "extended",
            "2024-12-01",
            id="asked for after it was agreed",
        ),
        pytest.param(
            ONE_RULE.format("first Monday"),
            "agreed: 2024-02-14",
            "overdue",
            "2024-03-01",
            id="the rule of meetings was changed",
        ),
        pytest.param(
            BOTH_RULES,
            "agreed: 2024-02-14",
            "extended",
            "2024-12-01",
            id="the old rule stands beside the new one",
        ),
    ],
)
def test_what_the_board_agreed_stays_agreed(
    governance: str, days: str, standing: str, due: str, tmp_path: Path
) -> None:
    small_plan(tmp_path, AGREED.format(days), governance=governance)
    words = ("--format", "json", "--plan", tmp_path, "--as-at", "2024-06-01")
    [action] = planctl("status", *words).json["actions"]
    assert (action["progress_rag"]["standing"], action["due"]) == (standing, due)


def test_a_meeting_of_a_rule_that_was_changed_says_how_to_keep_it(tmp_path: Path) -> None:
    rule = ONE_RULE.format("first Monday")
    small_plan(tmp_path, AGREED.format("agreed: 2024-02-14"), governance=rule)
    words = ("--format", "json", "--plan", tmp_path, "--as-at", "2024-06-01")
    [hint] = [p["hint"] for p in planctl("check", *words).json["problems"] if p["code"] == "R210"]
    assert hint == (
        "if the board met then by a rule that was changed since, write that rule beside the new "
        "one under meets, with until; or list the meeting under meetings; or correct the date"
    )
