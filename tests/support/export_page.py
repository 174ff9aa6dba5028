"""The tables of docs/export-tables.md, made from the models; `make docs` writes it."""

from collections.abc import Iterator
from typing import Final

from make import PROJECT
from planctl.tables.facts import fact_tables
from planctl.tables.judged_tables import JUDGED_TABLES
from planctl.tables.plan_tables import VIEWS
from planctl.tables.schema import PlanTable, TableColumn, with_child_tables

PAGE: Final = PROJECT / "docs/export-tables.md"


def page() -> str:
    """The whole page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Data dictionary"
    yield ""
    yield "This page is made from the program by `make docs`."
    yield "[export.md](export.md) says how the tables are made and asked."
    yield ""
    yield "Each table of CSV, SQLite and Parquet has two columns more: `plan`, the id of the plan,"
    yield "and `as_at`, the day that it is judged for."
    yield "In a workbook, `action_status` and `measure_status` stand beside their items."
    for table in (*with_child_tables(fact_tables()), *JUDGED_TABLES):
        yield from _table(table)
    yield from ("", "## Views of the database", "", "| view | answers |", "| --- | --- |")
    yield from (f"| `{view.name}` | {view.about} |" for view in VIEWS)


def _table(table: PlanTable) -> Iterator[str]:
    key = ", ".join(f"`{name}`" for name in table.key)
    yield from ("", f"## {table.name}", "", _sentence(table.about))
    yield f"Sheet “{table.title}”. " + (f"Its key is {key}." if key else "It has one row.")
    if table.parent:
        named = ", ".join(f"`{name}`" for name in table.parent_key)
        yield f"It names a row of `{table.parent}` by {named}."
    yield from ("", "| column | heading | holds | what it is |", "| --- | --- | --- | --- |")
    yield from (_row(column) for column in table.columns)


def _row(column: TableColumn) -> str:
    choices = f" One of: {', '.join(column.choices)}." if column.choices else ""
    about = f"{_sentence(column.about)}{choices}".replace("|", "\\|")
    return f"| `{column.name}` | {column.heading} | {column.holds} | {about} |"


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8", newline="\n")
