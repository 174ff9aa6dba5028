"""The sheets of a plan's workbook: which there are, their order and columns, and their record.

A workbook is written by this and read back by it. A hidden sheet keeps a print of each grey cell
(one that is worked out), so that a change there is noticed: those of an item together, by its
label, and those of rows without a label, such as the day of a milestone, by their column alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Final, NamedTuple
from zlib import crc32

from planctl.edit.block import MODELINE, comments
from planctl.load.content import decode_text
from planctl.load.loaded import LoadedPlan
from planctl.model.rating import Rating
from planctl.tables.facts import fact_tables
from planctl.tables.schema import (
    JUDGED_TABLES,
    RATING_NAMES,
    PlanTable,
    TableColumn,
    TableRow,
    ValuePart,
    with_child_tables,
)

SUMMARY_SHEET: Final = "Summary"
README_SHEET: Final = "Read me"
DICTIONARY_SHEET: Final = "Data dictionary"
LONG_TEXTS_SHEET: Final = "Long texts"
LONG_HEADINGS: Final = ("Text", "Part", "Words")
# Lines of the sheet that lists the others.
COMMENTS: Final = "Comments in the files"
UNREAD: Final = "Files that could not be read"
README_MARK: Final = "This workbook was made by planctl from the files of the plan."
WORKBOOK_MARK: Final = "planctl workbook"  # the property by which a workbook of ours is known
WORKBOOK_VERSION: Final = "1"  # the form of its sheets; another form would have another number
# How a cell ends whose text is too long for it; the number is that of the text in the last sheet.
GOES_ON: Final = "… goes on in “Long texts”, text {}"
GOES_ON_FORM: Final = r"… goes on in “Long texts”, text ([0-9]{1,9})\Z"

# The sheets that are seen, beside the summary and the one that lists them all.
SHOWN_SHEETS: Final = ("actions", "measures")
# What a lead opens first; the others come after these, in the order of the plan.
_FIRST: Final = (
    "actions milestones progress measures observations problems rag_key extensions escalations "
    "evidence leads what_will_be_done expected_impact impact_measures reporting"
).split()
_PAGE_COLUMNS: Final = 12
# The columns of a sheet that come first, and that are printed.
_COLUMNS: Final = {
    "actions": (
        (
            "ref title leads status progress_rating progress_why impact_rating timescale "
            "due_day days_overdue last_progress_day area"
        ).split()
    ),
    "measures": (
        "id title unit better baseline_value latest_day latest_value rating standing why".split()
    ),
}
# The tables whose columns stand beside those of another, and are worked out.
JUDGED_BESIDE: Final = {"actions": "action_status", "measures": "measure_status"}
LEADS_COLUMN: Final = TableColumn(
    "leads",
    "Leads",
    "The leads, the first accountable. They are kept in the sheet “Leads”.",
    part=ValuePart.JUDGED,
)


NOT_RATED: Final = "not rated"  # what a workbook says for grey, as the pack does
RATING_WORDS: Final = tuple(NOT_RATED if name == Rating.GREY else name for name in RATING_NAMES)
RECORD_SHEET_NAME: Final = "Worked out"
RECORD_HEADINGS: Final = ("Sheet", "Row", "Columns", "Prints")
NO_PRINT: Final = "-"  # of an empty cell


class OmittedContent(NamedTuple):
    """What of the files of a plan is not in its workbook."""

    comments: int = 0
    unread: str = ""  # the paths of the files that could not be read

    @classmethod
    def of(cls, loaded: LoadedPlan) -> "OmittedContent":
        """That of a plan; the line for editors at the head of a file is no comment."""
        texts = (decode_text(file.data) for file in loaded.parts.values() if b"#" in file.data)
        words = (words for text in texts for _, words in comments(text))
        count = sum(not item.startswith(MODELINE) for item in words)
        folder = f"{loaded.folder}/"
        unread = (item.path.removeprefix(folder) for item in loaded.plan.unread)
        return cls(count, ", ".join(unread))


class WorkbookSheet(NamedTuple):
    """A sheet: the table that it shows, and its columns in their order."""

    table: PlanTable
    columns: tuple[TableColumn, ...]

    @property
    def title(self) -> str:
        """Its name."""
        return self.table.title

    @property
    def printed(self) -> int:
        """How many of its columns fit a page in print."""
        return min(len(_COLUMNS.get(self.table.name, self.columns)), _PAGE_COLUMNS)

    @property
    def is_facts(self) -> bool:
        """Whether it holds what the files of the plan say, so that it is read back."""
        return self.table not in JUDGED_TABLES


@cache
def workbook_sheets() -> tuple[WorkbookSheet, ...]:
    """The sheets of a plan's tables, in their order."""
    tables = {table.name: table for table in (*with_child_tables(fact_tables()), *JUDGED_TABLES)}
    judged = set(JUDGED_BESIDE.values())
    names = dict.fromkeys([*_FIRST, *(name for name in tables if name not in judged)])
    return tuple(WorkbookSheet(tables[name], _columns(name, tables)) for name in names)


def _columns(name: str, tables: dict[str, PlanTable]) -> tuple[TableColumn, ...]:
    columns = [*tables[name].columns]
    if judged := tables.get(JUDGED_BESIDE.get(name, "")):
        columns += [column for column in judged.columns if column.name not in judged.key]
    if name == "actions":
        columns.append(LEADS_COLUMN)
    names = _COLUMNS.get(name, ())
    leading = (column for wanted in names for column in columns if column.name == wanted)
    ordered = (*leading, *(column for column in columns if column.name not in names))
    return tuple(
        column._replace(choices=RATING_WORDS) if column.choices == RATING_NAMES else column
        for column in ordered
    )


def sheet_prints(sheet: WorkbookSheet, rows: Sequence[TableRow]) -> Iterator[tuple[str, ...]]:
    """The record of a sheet: a row for each of its own."""
    names = [column.name for column in sheet.columns]
    judged = [column.name for column in sheet.columns if column.is_worked_out]
    for row in rows if judged else ():
        texts = dict(zip(names, map(cell_text, row), strict=True))
        row_prints = " ".join(cell_print(texts[name]) for name in judged)
        yield sheet.title, row_label(sheet, texts), " ".join(judged), row_prints


def row_label(sheet: WorkbookSheet, cells: Mapping[str, str]) -> str:
    """What tells a row from others, wherever it comes to stand; empty where nothing does.

    A place in a list does not: it changes as soon as a row is added above.
    """
    columns = [column for column in sheet.columns if column.name in sheet.table.key]
    if any(column.part is ValuePart.POSITION for column in columns):
        return ""
    return " ".join(cells.get(column.name, "") for column in columns)


def cell_print(text: str) -> str:
    """A few signs that another text would not have; ends of lines and spaces do not count."""
    plain = " ".join(text.split())
    return f"{crc32(plain.encode('utf-8', 'surrogatepass')):08x}" if plain else NO_PRINT


def cell_text(value: object) -> str:
    """What a cell says, as text: a day as 2024-02-29, a number in figures."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "yes" if value else "no"
        case int() | float() | Decimal():
            return f"{value:.6f}".rstrip("0").rstrip(".")
        case _:
            return str(value).removesuffix(" 00:00:00")  # of a day without an hour
