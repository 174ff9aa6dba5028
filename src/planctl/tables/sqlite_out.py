"""A plan's tables as one SQLite database, whose keys hold and whose cells are of one kind.

What one item says of another, such as the role that leads an action, is a foreign key where every
such name is one that the plan has; where some are not, `problems` says which.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from decimal import Decimal
from typing import Final

from planctl.tables.csv_out import data_dictionary_rows
from planctl.tables.plan_tables import ORIGIN_COLUMNS, FilledTable, PlanTables, database_views
from planctl.tables.schema import CellType, CellValue, TableColumn

_APPLICATION: Final = 0x706C616E  # "plan", by which `file` and others may know it
_FORMAT, _APPLICATION_SLICE = b"SQLite format 3\0", slice(68, 72)  # in the head of every database
_KINDS: Final = {
    CellType.TEXT: ("TEXT", "typeof({0}) = 'text'"),
    CellType.WHOLE: ("INTEGER", "typeof({0}) = 'integer'"),
    CellType.NUMBER: ("REAL", "typeof({0}) = 'real'"),
    CellType.DAY: ("TEXT", "{0} IS date({0})"),
    CellType.FLAG: ("INTEGER", "{0} IN (0, 1)"),
}
_DICTIONARY: Final = """CREATE TABLE data_dictionary (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, holds TEXT NOT NULL, about TEXT NOT NULL,
  choices TEXT NOT NULL, required TEXT NOT NULL, names_a_row_of TEXT NOT NULL,
  PRIMARY KEY (table_name, column_name))"""


def sqlite_database(of: PlanTables) -> bytes:
    """The tables as a database, with views of the usual questions."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        database.execute(f"PRAGMA application_id = {_APPLICATION}")
        database.execute("BEGIN")
        for filled in of.filled:
            database.execute(_create(filled, of))
        for filled in of.filled:
            columns = len(ORIGIN_COLUMNS) + len(filled.table.columns)
            places = ", ".join("?" * columns)
            rows = ([_cell(value) for value in (*of.origin, *row)] for row in filled.rows)
            database.executemany(f'INSERT INTO "{filled.table.name}" VALUES ({places})', rows)  # noqa: S608
        database.execute(_DICTIONARY)
        words = "INSERT INTO data_dictionary VALUES (?, ?, ?, ?, ?, ?, ?)"
        database.executemany(words, data_dictionary_rows(of))
        for view in database_views():
            database.execute(f'CREATE VIEW "{view.name}" AS {view.query}')
        database.execute("COMMIT")
        return database.serialize()


def is_plan_database(content: bytes) -> bool:
    """Whether a file is a database that planctl made."""
    return content.startswith(_FORMAT) and content[_APPLICATION_SLICE] == _APPLICATION.to_bytes(4)


def _create(filled: FilledTable, of: PlanTables) -> str:
    """What makes a table."""
    lines = [*map(_column, (*ORIGIN_COLUMNS, *filled.table.columns)), *_keys(filled, of)]
    return f'CREATE TABLE "{filled.table.name}" (\n  ' + ",\n  ".join(lines) + "\n)"


def _column(column: TableColumn) -> str:
    kind, test = _KINDS[column.holds]
    tests = [test.format(f'"{column.name}"')]
    if column.choices:
        choices = ", ".join(f"'{choice}'" for choice in column.choices)
        tests.append(f'"{column.name}" IN ({choices})')
    needed = " NOT NULL" if column.is_needed else ""
    test_text = " AND ".join(tests)
    or_none = "" if column.is_needed else f'"{column.name}" IS NULL OR '
    return f'"{column.name}" {kind}{needed} CHECK ({or_none}{test_text})'


def _keys(filled: FilledTable, of: PlanTables) -> Iterator[str]:
    table = filled.table
    yield f"PRIMARY KEY ({_names(table.key or ('plan',))})"
    if table.parent:
        parent = of.of(table.parent).table
        columns, key = _names(table.parent_key), _names(parent.key)
        yield f'FOREIGN KEY ({columns}) REFERENCES "{parent.name}" ({key})'
    for column in table.columns:
        if column.of and column.name not in table.parent_key and _all_known(filled, column, of):
            target = of.of(column.of).table
            key = _names(target.key)
            yield f'FOREIGN KEY ("{column.name}") REFERENCES "{target.name}" ({key})'


def _all_known(filled: FilledTable, column: TableColumn, of: PlanTables) -> bool:
    """Whether each name in a column is one that the plan has."""
    target = of.of(column.of)
    [key] = target.table.key
    place, number = target.table.number(key), filled.table.number(column.name)
    known = {row[place] for row in target.rows}
    return {row[number] for row in filled.rows} - {None} <= known


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _cell(value: CellValue) -> str | int | float | None:
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, date) else value
