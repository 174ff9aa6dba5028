"""A plan's tables as CSV: tidy, described, and safe to open."""

import csv
import io
import json
from pathlib import Path

import pytest

from anyplan import HOSTILE
from everything import everything
from make import put
from planctl.edit.change import written
from planctl.tables.csv_out import csv_files
from planctl.tables.plan_tables import ORIGIN_COLUMNS
from tables import tabled_of


def _rows(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.fixture
def files(tmp_path: Path) -> dict[str, bytes]:
    return csv_files(tabled_of(everything(tmp_path)))


def test_each_table_is_a_file_with_the_plan_and_the_day_in_each_row(
    files: dict[str, bytes],
) -> None:
    headings, *rows = _rows(files["milestones.csv"])
    assert headings[:4] == ["plan", "as_at", "ref", "position"]
    origin = ["a-council-a-plan-with-one-of-everything", "2024-03-13"]
    assert rows[0] == [*origin, "1.3", "1", "First step", "Jan 2024", "", "2024-01-31", ""]


def test_numbers_days_and_truth_are_in_the_form_that_programs_read(
    files: dict[str, bytes],
) -> None:
    headings, row = _rows(files["observations.csv"])
    assert row[headings.index("value")] == "55"
    assert row[headings.index("on_day")] == "2024-02-01"
    headings, *rows = _rows(files["action_status.csv"])
    said = {row[headings.index("is_overdue")] for row in rows}
    assert said == {"true", "false"}


def test_a_text_like_a_formula_has_an_apostrophe_that_can_be_taken_off(tmp_path: Path) -> None:
    texts = [*HOSTILE, "\t=tab"]
    glossary: dict[str, object] = {str(n): text for n, text in enumerate(texts)}
    root = put(tmp_path, {"glossary.yaml": written("", "glossary", glossary).encode()})  # type: ignore[arg-type] # a group of texts
    _, *rows = _rows(csv_files(tabled_of(root))["glossary.csv"])
    cells = [row[3] for row in rows]
    assert not [cell for cell in cells if cell[:1] in {"=", "+", "-", "@", "\t"}]
    assert [cell.removeprefix("'") for cell in cells] == [
        text.removeprefix("'") if cell == text else text
        for cell, text in zip(cells, texts, strict=True)
    ]
    assert cells[texts.index("'quoted")] == "''quoted"


def test_a_number_below_nought_stays_a_number(tmp_path: Path) -> None:
    measure = "id: m\ntitle: M\nbaseline: {value: -1.5}\n"
    root = put(tmp_path, {"measures/m.yaml": measure})
    headings, row = _rows(csv_files(tabled_of(root))["measures.csv"])
    assert row[headings.index("baseline_value")] == "-1.5"


def test_the_dictionary_has_each_column_of_each_file(files: dict[str, bytes]) -> None:
    _, *said = _rows(files["data-dictionary.csv"])
    for name, data in files.items():
        if name.endswith(".csv") and name != "data-dictionary.csv":
            columns = [row[1] for row in said if f"{row[0]}.csv" == name]
            assert columns == _rows(data)[0]


def test_the_data_package_names_keys_that_are_there(files: dict[str, bytes]) -> None:
    package = json.loads(files["datapackage.json"])
    schemas = {each["name"]: each["schema"] for each in package["resources"]}
    assert {f"{name}.csv" for name in schemas} == {*files} - {
        "data-dictionary.csv",
        "datapackage.json",
    }
    for schema in schemas.values():
        fields = [field["name"] for field in schema["fields"]]
        assert fields[: len(ORIGIN_COLUMNS)] == ["plan", "as_at"]
        assert {*schema["primaryKey"]} <= {*fields}
        for key in schema.get("foreignKeys", ()):
            assert {*key["fields"]} <= {*fields}
            assert key["reference"]["fields"] == schemas[key["reference"]["resource"]]["primaryKey"]


def test_the_key_of_a_table_is_of_one_row(files: dict[str, bytes]) -> None:
    for each in json.loads(files["datapackage.json"])["resources"]:
        headings, *rows = _rows(files[each["path"]])
        places = [headings.index(name) for name in each["schema"]["primaryKey"]]
        keys = [tuple(row[n] for n in places) for row in rows]
        assert len({*keys}) == len(keys), each["name"]
