"""planctl measure list and show, as a person runs them; as at 13 March 2024."""

import json
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Final

import pytest

from make import put, small_plan
from planctl.cli.screen import draws_blocks
from running import planctl

AGENCY: Final = """\
id: agency
title: Agency rate
unit: "%"
better: lower
frequency: monthly
baseline: {value: 31, on: 2023-09-01}
targets:
  - {value: 25, by: 2024-06-30}
  - {value: 20, by: 2024-09-01}
source: Workforce return
observations:
  - {on: 2023-12-31, value: 30}
  - {on: 2024-01-31, value: withheld}
  - {on: 2024-02-29, value: 26, numerator: 52, denominator: 200, note: After the fair}
  - {on: 2024-03-01, value: 0, numerator: 0, denominator: 3}
"""
EMPTY: Final = "id: visits\ntitle: Visits judged good\ntargets: [{value: 90}]\nbetter: higher\n"
FIRST: Final = 'ref: "1.1"\ntitle: First\nimpact_measures: [{measure: agency}]\n'
AT: Final = {"PLANCTL_AS_AT": "2024-03-13"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {"measures/agency.yaml": AGENCY, "measures/visits.yaml": EMPTY}
    return put(small_plan(tmp_path / "plan", FIRST), files)


def _run(root: Path, *words: str) -> str:
    ran = planctl("measure", *words, cwd=root.parent, env=AT)
    assert (ran.code, ran.err) == (0, "")
    return ran.out


def test_every_measure_is_listed_those_with_figures_first(root: Path) -> None:
    shown = _run(root, "list")
    assert "2 measures: 1 without data yet and 1 on trajectory." in shown
    assert shown.index("Agency rate 26%") < shown.index("Visits judged good: no data")
    assert "action 1.1" in shown
    assert "no action names it" in shown
    assert all(len(line) <= 80 for line in shown.splitlines())


def test_a_plan_without_measures_says_so(tmp_path: Path) -> None:
    assert "No measures yet." in _run(small_plan(tmp_path / "plan"), "list")


def test_the_list_for_programs_has_each_measure_and_its_standing(root: Path) -> None:
    made = json.loads(_run(root, "list", "--format", "json"))
    assert made["as_at"] == "2024-03-13"
    agency, visits = made["measures"]
    assert agency["standing"] == "on trajectory"
    assert (agency["latest"]["value"], agency["expected"]["high"]) == (26.0, 27.4)
    assert (agency["ahead"], agency["gain"], agency["actions"]) == (1.4, 5.0, ["1.1"])
    assert (visits["standing"], visits["latest"], visits["ahead"]) == ("no data", None, None)
    assert (visits["expected"], visits["gain"], visits["rating"]) == (None, None, "grey")


def test_one_measure_is_shown_whole(root: Path) -> None:
    shown = _run(root, "show", "AGENCY")
    assert "Agency rate 26%, 1.4 points better than planned" in shown
    assert "T target, B baseline, | as at" in shown
    assert "0% " in shown
    assert "29 February 2024  26%" in shown
    assert "31 January 2024   withheld" in shown
    assert "Source          Workforce" in shown
    assert all(len(line) <= 80 for line in shown.splitlines())


def test_a_measure_of_twelve_figures_says_whether_it_moved(root: Path) -> None:
    figures = (f"  - {{on: 2023-{n:02}-28, value: {30 - n}}}\n" for n in range(1, 13))
    start = "id: many\ntitle: Many\nbetter: lower\nobservations:\n"
    put(root, {"measures/many.yaml": start + "".join(figures)})
    assert "12 figures off the median" in " ".join(_run(root, "show", "many").split())


def test_one_measure_is_given_to_programs(root: Path) -> None:
    (only,) = json.loads(_run(root, "show", "agency", "--format", "json"))["measures"]
    assert (only["id"], len(only["observations"])) == ("agency", 4)


def test_a_measure_without_figures_has_no_chart(root: Path) -> None:
    shown = _run(root, "show", "visits")
    assert "Chart" not in shown
    assert "Readings, the newest first\n  none" in shown


def test_a_measure_that_is_not_there_is_answered_with_the_nearest(root: Path) -> None:
    ran = planctl("measure", "show", "agncy", cwd=root.parent)
    assert (ran.code, ran.out) == (2, "")
    assert "the plan has no measure “agncy”\n  hint: the nearest is agency\n" in ran.err


def test_a_measure_whose_file_is_broken_may_be_the_one(root: Path) -> None:
    put(root, {"measures/beds.yaml": "id: beds\n"})
    ran = planctl("measure", "show", "beds", cwd=root.parent)
    assert "or it is in a file that could not be read: run planctl check" in ran.err


def test_a_plan_without_measures_has_none_to_show(tmp_path: Path) -> None:
    ran = planctl("measure", "show", "a", cwd=small_plan(tmp_path / "plan").parent)
    assert "hint: the plan has no measures yet" in ran.err


@pytest.mark.parametrize(
    ("encoding", "fine"), [("utf-8", True), ("ascii", False), ("cp1252", False)]
)
def test_a_terminal_without_block_characters_is_known(
    encoding: str, *, fine: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout", TextIOWrapper(BytesIO(), encoding=encoding))
    assert draws_blocks() is fine


def test_the_status_has_a_line_for_each_measure_with_figures(root: Path) -> None:
    ran = planctl("status", cwd=root.parent, env=AT)
    assert "Agency rate 26%, 1.4 points better than planned" in ran.out
    assert "1 of 2 has no figure yet" in ran.out


def test_the_status_shows_only_the_worst_of_many_measures(root: Path) -> None:
    more = {f"measures/a{n}.yaml": AGENCY.replace("id: agency", f"id: a{n}") for n in range(9)}
    ran = planctl("status", cwd=put(root, more).parent, env=AT)
    assert "and 2 more: see planctl measure list" in ran.out
