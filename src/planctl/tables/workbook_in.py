"""A workbook that planctl made, opened: its sheets by name, with their texts to the character.

What cannot be read back is gathered first, and then said at once.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Final, NamedTuple, cast
from zipfile import is_zipfile

from planctl.intake.read.excel import read_excel
from planctl.intake.read.excel_book import ExcelBook, ExcelSheet, open_book
from planctl.intake.read.excel_sheet import ExcelCell, read_sheet
from planctl.intake.read.office import OfficeArchive
from planctl.intake.read.paper import PaperLine, UnreadableFile, without_marks
from planctl.tables.schema import TableColumn
from planctl.tables.workbook_layout import (
    COMMENTS,
    DICTIONARY_SHEET,
    LONG_TEXTS_SHEET,
    README_MARK,
    README_SHEET,
    RECORD_SHEET_NAME,
    SUMMARY_SHEET,
    UNREAD,
    WORKBOOK_MARK,
    WORKBOOK_VERSION,
    OmittedContent,
    WorkbookSheet,
    workbook_sheets,
)

_ESCAPED: Final = re.compile("_x([0-9A-Fa-f]{4})_")
COLUMN_LIMIT: Final = 500  # the widest sheet of ours has less than a hundred
FILLED_LIMIT: Final = 500_000  # cells of a sheet that hold anything
LETTER_LIMIT: Final = 30_000_000  # of a sheet
_BOOK, _CUSTOM = "xl/workbook.xml", "docProps/custom.xml"
_BESIDE: Final = frozenset({"comment", "text box"})
_AGAIN: Final = "open it in Excel and save it as .xlsx, or export the plan again"
UNKNOWN_HINT: Final = "take it out, or give it back the name that it had"
MISSING_HINT: Final = "bring it back under this name; a new export of the plan shows it"
_OURS: Final = frozenset(
    {SUMMARY_SHEET, README_SHEET, DICTIONARY_SHEET, LONG_TEXTS_SHEET, RECORD_SHEET_NAME}
)


class WorkbookFault(NamedTuple):
    """What is wrong, with its place; and what to do."""

    message: str
    hint: str


def refuse_faults(faults: Sequence[WorkbookFault]) -> None:
    """Raise Unreadable where anything is wrong: a line for each, where there are several."""
    if len(faults) == 1:
        raise UnreadableFile(*faults[0])
    if faults:
        lines = "".join(f"\n  {fault.message}; {fault.hint}" for fault in faults)
        message = f"{len(faults)} things in it cannot be read back, so nothing was written:{lines}"
        raise UnreadableFile(message, "put them right in the workbook, and import it again")


class ErrorCell(str):
    """What stands in a cell that Excel could not work out, such as #REF!."""

    __slots__ = ()


RawCell = str | int | float | bool | date | datetime | time | timedelta | None


class RawRow(NamedTuple):
    """A row of a sheet that holds anything, by the number that a person sees."""

    number: int
    cells: Sequence[RawCell]


def cell_at(row: RawRow, number: int) -> RawCell:
    """What stands in a column of a row; nothing beyond its last cell."""
    return row.cells[number] if number < len(row.cells) else None


def open_plan_workbook(content: bytes) -> Mapping[str, Sequence[RawRow]] | None:
    """The sheets of a workbook of ours, by their names; none for what is no workbook of ours.

    Raises Unreadable for one of ours that cannot be opened.
    """
    if not is_zipfile(BytesIO(content)):
        return None
    try:
        if not _has_mark(content):
            return None
        book = open_book(content, OfficeArchive(content))
        _refuse_other_form(book)
        return {sheet.name: list(_read_rows(book, sheet)) for sheet in book.sheets}
    except UnreadableFile:
        raise
    except Exception as error:
        # The library ends in whatever way a damaged part leads to.
        raise UnreadableFile("this workbook is damaged, and cannot be read", _AGAIN) from error


def is_plan_workbook(content: bytes) -> bool:
    """Whether a file is a workbook that planctl made, whole or damaged in its sheets."""
    try:
        return is_zipfile(BytesIO(content)) and _has_mark(content)
    except UnreadableFile:
        return False


def workbook_notes(content: bytes) -> Sequence[PaperLine]:
    """The notes on cells and the text boxes of a workbook, which no cell holds."""
    archive = OfficeArchive(content)
    if not any("omment" in name or "drawings/" in name for name in archive.names):
        return ()
    parts = read_excel(content, archive)
    return [part for part in parts if isinstance(part, PaperLine) and part.beside in _BESIDE]


def _has_mark(content: bytes) -> bool:
    """Whether a workbook says that planctl made it, in its properties or in a sheet."""
    parts = OfficeArchive(content)
    if WORKBOOK_MARK.encode() in parts.read(_CUSTOM):
        return True
    if f'"{README_SHEET}"'.encode() not in parts.read(_BOOK):
        return False
    sheets = (name for name in parts.names if name.startswith("xl/") and name.endswith(".xml"))
    return any(README_MARK.encode() in parts.read(name) for name in sheets)


def _refuse_other_form(book: ExcelBook) -> None:
    for name, value in book.properties:
        if name == WORKBOOK_MARK and str(value).startswith(f"{WORKBOOK_VERSION} "):
            message = "this workbook is an edition of the plan, which lacks a part of it"
            raise UnreadableFile(message, "import the whole plan: export it without --edition")
        if name == WORKBOOK_MARK and value != WORKBOOK_VERSION:
            message = "this workbook was made by another version of planctl"
            raise UnreadableFile(message, "bring planctl up to date, or export the plan again")


def _read_rows(book: ExcelBook, sheet: ExcelSheet) -> Iterator[RawRow]:
    """The rows of a sheet that hold anything."""
    filled = letters = 0
    for number, cells in read_sheet(book, sheet).rows:
        width = max(cell.column for cell in cells)
        filled += len(cells)
        if width > COLUMN_LIMIT or filled > FILLED_LIMIT or letters > LETTER_LIMIT:
            place = f"row {number} of the sheet “{sheet.name}”"
            message = f"{place} goes on to column {width}, or the sheet holds more than is read"
            raise UnreadableFile(message, "clear what stands there, or export the plan again")
        row: list[RawCell] = [None] * width
        for cell in cells:
            value = _cell_value(cell)
            row[cell.column - 1] = value
            letters += len(value) if isinstance(value, str) else 0
        if any(value is not None for value in row):
            yield RawRow(number, row)


def _cell_value(cell: ExcelCell) -> RawCell:
    """What a cell holds, as a person sees it."""
    if cell.is_lost:
        return ErrorCell(f"the formula {cell.formula} without a result")
    value = cast("RawCell", cell.value)
    if isinstance(value, str):
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), without_marks(value))
        return ErrorCell(value) if cell.kind == "e" else text
    is_percentage = "%" in cell.style.number_format
    if is_percentage and isinstance(value, float | int) and not isinstance(value, bool):
        return round(value * 100, 10)
    return value


class PlanWorkbook(NamedTuple):
    """The sheets that hold anything, by their names in small letters."""

    sheets: Mapping[str, Sequence[RawRow]]
    long: Mapping[int, str]  # the rests of the long texts, by their numbers
    lines: Mapping[str, RawRow]  # of the sheet that lists the others, as the workbook was made

    def rows(self, title: str) -> Sequence[RawRow]:
        """The rows of a sheet."""
        return self.sheets.get(title.casefold(), ())

    def line(self, name: str) -> RawRow:
        """What the sheet that lists the others says under a name."""
        return self.lines.get(name, RawRow(0, ()))

    @property
    def left(self) -> OmittedContent:
        """What of the files was not in the workbook when it was made."""
        count = cell_at(self.line(COMMENTS), 1)
        unread = cell_at(self.line(UNREAD), 2)
        return OmittedContent(
            int(count) if isinstance(count, int | float) else 0, str(unread or "")
        )


def sort_sheets(
    sheets_found: Mapping[str, Sequence[RawRow]],
) -> tuple[PlanWorkbook, Sequence[WorkbookFault]]:
    """The sheets of a workbook that was opened, and what is wrong with them."""
    by_small = {name.strip().casefold(): rows for name, rows in sheets_found.items()}
    lines = {str(cell_at(row, 0)): row for row in by_small.get(README_SHEET.casefold(), ())}
    long, faults = _long_texts(by_small.get(LONG_TEXTS_SHEET.casefold(), ()))
    book = PlanWorkbook(by_small, long, lines)
    return book, [*_unknown_sheets(sheets_found), *faults, *_missing_sheets(book)]


def match_columns_of(
    sheet: WorkbookSheet, rows: Sequence[RawRow]
) -> Sequence[tuple[int, str, TableColumn | None]]:
    """Each column of a sheet: its place, what stands above it, and which it is of ours."""
    known = {column.heading.casefold(): column for column in sheet.columns}
    width = max(len(row.cells) for row in rows)
    names = [str(cell_at(rows[0], number) or "").strip() for number in range(width)]
    return [(n, name, known.pop(name.casefold(), None)) for n, name in enumerate(names)]


def _long_texts(rows: Sequence[RawRow]) -> tuple[Mapping[int, str], Sequence[WorkbookFault]]:
    """The rests of the long texts, by their numbers, without the signs around each part."""
    faults: list[WorkbookFault] = []
    parts: dict[int, list[tuple[int, str]]] = {}
    for row in rows[1:]:
        match row.cells:
            case [int() | float() as text, int() | float() as part, str() as words, *_]:
                parts.setdefault(int(text), []).append((int(part), words[1:-1]))
            case _:
                message = f"row {row.number} of the sheet “{LONG_TEXTS_SHEET}” is no part of a text"
                faults.append(WorkbookFault(message, "bring it back as it was"))
    long = {text: "".join(words for _, words in sorted(pieces)) for text, pieces in parts.items()}
    return long, faults


def _unknown_sheets(sheets_found: Mapping[str, Sequence[RawRow]]) -> Iterator[WorkbookFault]:
    known = {name.casefold() for name in (*_OURS, *(sheet.title for sheet in workbook_sheets()))}
    for name, rows in sheets_found.items():
        if rows and name.strip().casefold() not in known:
            yield WorkbookFault(f"the sheet “{name}” is none of planctl's", UNKNOWN_HINT)


def _missing_sheets(book: PlanWorkbook) -> Iterator[WorkbookFault]:
    """The sheets that held rows when the workbook was made, and are not there."""
    for sheet in workbook_sheets():
        row_count = cell_at(book.line(sheet.title), 1)
        is_there = sheet.title.casefold() in book.sheets
        if sheet.is_facts and not is_there and (row_count or not book.lines):
            yield WorkbookFault(f"the sheet “{sheet.title}” is missing", MISSING_HINT)
