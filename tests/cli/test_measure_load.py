"""planctl measure load, as a person runs it: every row is placed, there already, or reported."""

import json
from pathlib import Path
from typing import Final

import pytest

from make import put, small_plan
from running import Ran, planctl

AGENCY: Final = "id: agency\ntitle: Agency rate\nunit: '%'\n"
VISITS: Final = "id: visits\ntitle: Visits\nobservations:\n  - {on: 2024-01-31, value: 55}\n"
ROWS: Final = "id,day,value\nagency,Jan 2024,28\nvisits,Feb 2024,60\nagency,Feb 2024,27.5\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {"measures/agency.yaml": AGENCY, "measures/visits.yaml": VISITS}
    return put(small_plan(tmp_path / "plan"), files)


def _load(root: Path, text: str, *words: str) -> Ran:
    (root.parent / "figures.csv").write_text(text, "utf-8")
    env = {"PLANCTL_AS_AT": "2024-03-13"}
    return planctl("measure", "load", "figures.csv", *words, cwd=root.parent, env=env)


def test_every_figure_goes_into_the_file_of_its_measure(root: Path) -> None:
    ran = _load(root, ROWS, "--source", "Monthly return")
    assert (ran.code, ran.told) == (0, "")
    assert ran.out.splitlines() == [
        "agency: 28 on 31 January 2024",
        "visits: 60 on 29 February 2024",
        "agency: 27.5 on 29 February 2024",
        "3 figures written; 0 there already; 0 not placed",
    ]
    assert (root / "measures" / "agency.yaml").read_text("utf-8") == (
        f"{AGENCY}observations:\n"
        "  - {on: 2024-01-31, value: 28, source: Monthly return}\n"
        "  - {on: 2024-02-29, value: 27.5, source: Monthly return}\n"
    )


def test_to_load_a_file_twice_changes_nothing(root: Path) -> None:
    _load(root, ROWS)
    before = [path.read_bytes() for path in sorted((root / "measures").iterdir())]
    ran = _load(root, ROWS)
    assert (ran.code, ran.out) == (0, "0 figures written; 3 there already; 0 not placed\n")
    assert before == [path.read_bytes() for path in sorted((root / "measures").iterdir())]


def test_what_is_not_placed_is_reported_and_the_rest_is_written(root: Path) -> None:
    text = f"{ROWS}visits,Jan 2024,56\nbeds,Jan 2024,1\n\nid,day,value\nagency,Mar 2024,\n"
    ran = _load(root, text, "--format", "text")
    assert ran.code == 1
    assert "line 5 not placed: visits: 31 January 2024 has 55 already, and not 56" in ran.out
    assert "line 6 not placed: beds: the plan has no measure “beds”" in ran.out
    last = (
        "3 figures written; 0 there already; 2 not placed; 1 cell without a figure; "
        "1 row of headings passed over\n"
    )
    assert ran.out.endswith(last)


def test_a_figure_is_replaced_when_asked(root: Path) -> None:
    ran = _load(root, "id,day,value\nvisits,Jan 2024,56\n", "--replace")
    assert "visits: 56 on 31 January 2024, in place of 55\n" in ran.out
    assert "value: 56" in (root / "measures" / "visits.yaml").read_text("utf-8")


def test_a_dry_run_writes_nothing(root: Path) -> None:
    ran = _load(root, ROWS, "--dry-run")
    assert "3 figures would be written" in ran.out
    assert (root / "measures" / "agency.yaml").read_text("utf-8") == AGENCY


def test_a_file_of_one_measure_needs_no_ids(root: Path) -> None:
    ran = _load(root, "date,value\n31/01/2024,28\n", "--measure", "Agency")
    assert ran.out.startswith("agency: 28 on 31 January 2024\n")


def test_the_result_for_programs_says_what_became_of_each_row(root: Path) -> None:
    ran = _load(root, f"{ROWS}beds,Jan 2024,1\nvisits,Jan 2024,55\n", "--format", "json")
    made = json.loads(ran.out)
    assert made["placed"][1] == {
        "line": 3,
        "measure": "visits",
        "on": "2024-02-29",
        "value": "60",
        "instead_of": None,
    }
    assert [each["line"] for each in made["there_already"]] == [6]
    assert [each["line"] for each in made["refused"]] == [5]


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("figures.csv", b"", "figures.csv: the file is empty"),
        ("figures.csv", b"PK\x03\x04", "figures.csv: this is a workbook, and not CSV"),
        ("figures.csv", b"a,b\n1,2\n", "figures.csv: no row of headings"),
        ("other.csv", b"", "there is no file figures.csv"),
    ],
)
def test_a_file_that_is_no_table_is_refused(root: Path, name: str, data: bytes, why: str) -> None:
    (root.parent / name).write_bytes(data)
    ran = planctl("measure", "load", "figures.csv", cwd=root.parent)
    assert (ran.code, ran.out) == (2, "")
    assert why in ran.err
