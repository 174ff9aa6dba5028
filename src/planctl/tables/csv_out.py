"""A plan's tables as CSV, one tidy table a file, with what describes them for other programs.

A text that begins like a formula has an apostrophe before it, so that no spreadsheet works it
out; so has one that begins with an apostrophe. To take one apostrophe off the beginning of a text
gives it back.
"""

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Final

from planctl.model.words import json_text
from planctl.tables.plan_tables import ORIGIN_COLUMNS, PlanTables
from planctl.tables.schema import CellType, CellValue, PlanTable, TableColumn

DICTIONARY_FILE: Final = "data-dictionary.csv"
PACKAGE_FILE: Final = "datapackage.json"
_BOM: Final = "\ufeff"  # by which Excel knows that a file is UTF-8
_LIKE_A_FORMULA: Final = frozenset("=+-@'")
_HEADINGS: Final = ("table", "column", "holds", "about", "choices", "required", "names_a_row_of")
_TYPES: Final = {
    CellType.TEXT: "string",
    CellType.WHOLE: "integer",
    CellType.NUMBER: "number",
    CellType.DAY: "date",
    CellType.FLAG: "boolean",
}


def csv_files(of: PlanTables) -> dict[str, bytes]:
    """The files by their names: a table each, the data dictionary and the data package."""
    files = {f"{table.name}.csv": _file(_table(table, rows, of)) for table, rows in of.filled}
    resources = [_resource(table, of) for table, _ in of.filled]
    names = {"name": of.plan, "title": of.title, "profile": "tabular-data-package"}
    package = json_text({**names, "resources": resources}) + "\n"  # of Frictionless Data
    dictionary_rows = [_HEADINGS, *data_dictionary_rows(of)]
    return {**files, DICTIONARY_FILE: _file(dictionary_rows), PACKAGE_FILE: package.encode("utf-8")}


def is_csv_dictionary(dictionary: bytes) -> bool:
    """Whether a file is the data dictionary of a folder that planctl made."""
    return dictionary.startswith(_file([_HEADINGS]))


def data_dictionary_rows(of: PlanTables) -> Iterator[tuple[str, ...]]:
    """What stands in each column of each table."""
    for table, _ in of.filled:
        for column in (*ORIGIN_COLUMNS, *table.columns):
            yield (
                table.name,
                column.name,
                column.holds.value,
                column.about,
                ", ".join(column.choices),
                "yes" if column.is_needed else "no",
                table.parent if column.name in table.parent_key else column.of,
            )


def _table(
    table: PlanTable, rows: Iterable[tuple[CellValue, ...]], of: PlanTables
) -> Iterator[Iterable[str]]:
    yield (column.name for column in (*ORIGIN_COLUMNS, *table.columns))
    for row in rows:
        yield (_cell(value) for value in (*of.origin, *row))


def csv_text(rows: Iterable[Iterable[CellValue]]) -> str:
    """Rows of values as CSV that Excel opens as it stands."""
    return _file([_cell(value) for value in row] for row in rows).decode()


def _file(rows: Iterable[Iterable[str]]) -> bytes:
    text = StringIO(newline="")
    csv.writer(text).writerows(rows)
    return f"{_BOM}{text.getvalue()}".encode()


def _cell(value: CellValue) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        # What a spreadsheet would take for a formula, or for an apostrophe of ours.
        is_misread = value[:1] in _LIKE_A_FORMULA or value[:1] < " "
        return f"'{value}" if is_misread else value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:.6f}".rstrip("0").rstrip(".") if isinstance(value, Decimal) else str(value)


def _resource(table: PlanTable, of: PlanTables) -> dict[str, object]:
    schema: dict[str, object] = {
        "fields": [_field(column) for column in (*ORIGIN_COLUMNS, *table.columns)],
        "primaryKey": ["plan", "as_at", *table.key],
        "missingValues": [""],
    }
    if table.parent:
        own = of.of(table.parent).table.key
        parent = {"resource": table.parent, "fields": ["plan", "as_at", *own]}
        fields = ["plan", "as_at", *table.parent_key]
        schema["foreignKeys"] = [{"fields": fields, "reference": parent}]
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": table.title,
        "description": table.about,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(column: TableColumn) -> dict[str, object]:
    rules: dict[str, object] = {"required": True} if column.is_needed else {}
    if column.choices:
        rules["enum"] = list(column.choices)
    field = {"name": column.name, "type": _TYPES[column.holds], "title": column.heading}
    return {**field, "description": column.about, **({"constraints": rules} if rules else {})}
