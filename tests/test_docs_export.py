"""What docs/analyst.md says of exports is so, and its query is run as it stands there."""

import csv
import re
import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any, Final

import duckdb
import pytest

from make import PROJECT, small_plan
from planctl.cli.export import ExportFormat
from planctl.tables.parquet_out import parquet_files
from planctl.tables.plan_tables import database_views
from planctl.tables.workbook_out import LongTexts
from running import planctl
from tables import tabled_of

pytestmark = pytest.mark.slow

PAGE: Final = (PROJECT / "docs/analyst.md").read_text("utf-8")
[TYPED, ALL_TEXT, ASKED, QUERY] = re.findall(r"^```sql\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
COMMANDS: Final = re.findall(r"^planctl (export .*)$", PAGE, re.MULTILINE)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, demonstration: Path) -> Path:
    """A folder with the demonstration in it, and what the commands of the page make there."""
    root = tmp_path_factory.mktemp("desk")
    shutil.copytree(demonstration, root / "demo")
    for command in COMMANDS:
        ran = planctl(*command.split(), cwd=root)
        assert (ran.code, ran.err) == (0, "")
    return root


def _overdue(root: Path) -> list[tuple[Any, ...]]:
    with duckdb.connect() as base:
        return base.execute(QUERY.replace("demo/all-plans", f"{root}")).fetchall()


def test_the_page_names_each_form() -> None:
    named = re.findall(r"^\| `([a-z]+)` \|", PAGE, re.MULTILINE)
    assert named == [form.value for form in ExportFormat]


@pytest.mark.parametrize("query", [TYPED, ALL_TEXT], ids=["typed", "all text"])
def test_a_ref_is_read_from_a_csv_as_the_text_that_it_is(query: str, tmp_path: Path) -> None:
    text = 'ref: "1.10"\ntitle: Tenth\n'
    small_plan(tmp_path / "plan", **{"areas__1-practice__1.10-tenth": text})
    words = ("--format", "csv", "--out", "tables", "--as-at", "2024-11-06")
    assert planctl("export", *words, cwd=tmp_path).code == 0
    with duckdb.connect() as base:
        path = (tmp_path / "tables").as_posix()
        asked = query.replace("demo/tables", path)
        assert base.execute(asked).fetchall() == [("VARCHAR", "1.10")]
        spoilt = base.execute(f"SELECT ref FROM read_csv('{path}/actions.csv')").fetchall()  # noqa: S608
        assert spoilt == [(1.1,)]


def test_the_columns_that_the_page_sets_to_text_are_text_in_the_dictionary(desk: Path) -> None:
    with (desk / "demo/tables/data-dictionary.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    holds = {row["column"]: row["holds"] for row in rows}
    assert {holds[name] for name in ("ref", "area", "waits_for", "version")} == {"text"}


def test_the_page_asks_the_database_that_it_makes(desk: Path) -> None:
    with closing(sqlite3.connect(desk / "demo/plan.sqlite")) as base:
        rows = base.execute(ASKED).fetchall()
    status = planctl(
        *("status", "--plan", desk / "demo/plan", "--as-at", "2024-11-06", "--format", "json")
    )
    overdue = [each for each in status.json["actions"] if each["overdue"]]
    assert {row[0] for row in rows} <= {each["ref"] for each in overdue}
    assert len(rows) == min(len(overdue), 10) > 0
    assert {f"`{name}`" for name in re.findall("`([a-z_]+)`", PAGE)} & {
        f"`{view.name}`" for view in database_views()
    }


def test_the_query_counts_the_overdue_of_the_demonstration(desk: Path) -> None:
    status = planctl(
        *("status", "--plan", desk / "demo/plan", "--as-at", "2024-11-06", "--format", "json")
    )
    [row] = _overdue(desk / "demo/all-plans")
    assert row[1:3] == (date(2024, 11, 1), date(2024, 11, 6))
    assert row[3:] == (status.json["totals"]["actions"], status.json["totals"]["overdue"])


def test_the_query_follows_hundreds_of_plans(tmp_path: Path) -> None:
    overdue = "ref: 1.1\ntitle: A\ntimescale: 31 Jan 2024\nstatus: in progress\n"
    root = small_plan(tmp_path / "plan", overdue)
    days = (date(2024, 1, 10), date(2024, 1, 31), date(2024, 2, 14))
    for day in days:
        tables = tabled_of(root, day)
        files = parquet_files(tables)
        for number in range(300):
            into = tmp_path / f"all/action_status/plan=council-{number:03}"
            into.mkdir(parents=True, exist_ok=True)
            (into / f"as_at={day.isoformat()}.parquet").write_bytes(files["action_status"])
    rows = _overdue(tmp_path / "all")
    assert len(rows) == 600
    assert [row[1:] for row in rows[:2]] == [
        (date(2024, 1, 1), date(2024, 1, 31), 1, 0),
        (date(2024, 2, 1), date(2024, 2, 14), 1, 1),
    ]
    assert rows[-1][0] == "council-299"


def test_a_text_is_cut_where_the_page_says() -> None:
    texts = LongTexts()
    assert texts.short("a" * 16_000) == "a" * 16_000
    assert texts.short("a" * 16_001) != "a" * 16_001
    assert "more than 16,000 characters" in PAGE


def test_a_set_can_be_sent_as_a_folder(desk: Path, tmp_path: Path) -> None:
    shutil.copytree(desk / "demo/all-plans", tmp_path / "copy")
    assert _overdue(tmp_path / "copy") == _overdue(desk / "demo/all-plans")
