"""Every key of every plan file is a column or a table of its own, by itself."""

import sqlite3

import duckdb
import pytest
from pydantic import Field

from planctl.model import action as of_action
from planctl.model.field_types import AnyTimescale, Text
from planctl.model.plan_files import KINDS
from planctl.tables.facts import fact_tables
from planctl.tables.schema import JUDGED_TABLES, ValuePart, with_child_tables
from planctl.tables.workbook_layout import JUDGED_BESIDE, workbook_sheets

TABLES = (*with_child_tables(fact_tables()), *JUDGED_TABLES)


def test_a_table_can_be_asked_without_quotes() -> None:
    for table in TABLES:
        names = ", ".join(column.name for column in table.columns)
        for connect in (sqlite3.connect, duckdb.connect):
            base = connect(":memory:")
            columns = ", ".join(f'"{column.name}" TEXT' for column in table.columns)
            base.execute(f'CREATE TABLE "{table.name}" ({columns})')
            assert base.execute(f"SELECT {names} FROM {table.name}").fetchall() == []  # noqa: S608
            base.close()


def test_a_table_says_what_it_and_its_columns_are() -> None:
    for table in TABLES:
        assert table.about, table.name
        assert all(len(column.about) > 2 for column in table.columns), table.name
        assert len({column.name for column in table.columns}) == len(table.columns), table.name


def test_a_key_and_a_parent_are_columns_of_the_table() -> None:
    for table in TABLES:
        columns = {column.name for column in table.columns}
        assert {*table.key, *table.parent_key} <= columns, table.name
        parent = next((each for each in TABLES if each.name == table.parent), None)
        assert len(table.parent_key) == len(parent.key if parent else ()), table.name
        targets = {column.of for column in table.columns} - {""}
        assert targets <= {each.name for each in TABLES}, table.name


def test_names_and_titles_are_each_of_one_table() -> None:
    assert len({table.name for table in TABLES}) == len(TABLES)
    assert len({table.title.casefold() for table in TABLES}) == len(TABLES)
    assert all(len(table.title) <= 31 and not {*table.title} & {*"[]:*?/\\"} for table in TABLES)


def test_each_kind_of_file_has_a_table() -> None:
    assert len(fact_tables()) == len(KINDS) - 1  # the actions stand within the areas


def test_a_new_key_is_in_the_tables_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    class Risk(of_action.Milestone):
        """Something that may go wrong."""

        chance: AnyTimescale | None = Field(None, description="By when it may.")
        owners: tuple[Text, ...] = Field((), description="Who looks after it.")

    class Action(of_action.Action):
        """An action with risks."""

        risks: tuple[Risk, ...] = Field((), description="What may go wrong.")

    monkeypatch.setattr(of_action, "Action", Action)
    fact_tables.cache_clear()
    try:
        made = {table.name: table for table in with_child_tables(fact_tables())}
    finally:
        monkeypatch.undo()
        fact_tables.cache_clear()
    risks, owners = made["action_risks"], made["action_risks_owners"]
    assert (risks.title, risks.about, risks.key) == (
        "Action risks",
        "What may go wrong.",
        ("ref", "position"),
    )
    names = [column.name for column in risks.columns]
    assert names[-3:] == ["chance", "chance_words", "chance_day"]
    assert owners.key == ("ref", "risks", "position")


def test_no_two_headings_of_a_sheet_are_the_same() -> None:
    for sheet in workbook_sheets():
        headings = [column.heading.casefold() for column in sheet.columns]
        assert len(set(headings)) == len(headings), sheet.title


def test_each_column_stands_in_a_sheet_once() -> None:
    shown = {sheet.table.name: sheet for sheet in workbook_sheets()}
    for table in TABLES:
        if table.name in shown:
            own, seen = (
                [c.name for c in each] for each in (table.columns, shown[table.name].columns)
            )
            assert {*own} <= {*seen}
            assert len({*seen}) == len(seen)
    assert {table.name for table in TABLES} == {*shown, *JUDGED_BESIDE.values()}


def test_what_is_worked_out_is_no_fact() -> None:
    for table in TABLES:
        worked_out = {column.name for column in table.columns if column.is_worked_out}
        assert not worked_out & {column.name for column in table.facts}
    assert all(
        column.part is not ValuePart.JUDGED
        for t in with_child_tables(fact_tables())
        for column in t.columns
    )
