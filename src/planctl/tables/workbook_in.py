"""A workbook that planctl made, opened: its sheets by name, with their texts to the character.

What cannot be read back is gathered first, and then said at once.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any, Final, NamedTuple
from zipfile import is_zipfile

from planctl.intake.read.excel import excel_paper
from planctl.intake.read.excel_book import Book, ExcelSheet, open_book
from planctl.intake.read.excel_layout import layout
from planctl.intake.read.office import Archive
from planctl.intake.read.parts import Line, Unreadable
from planctl.tables.spec import Column
from planctl.tables.workbook_spec import (
    COMMENTS,
    DICTIONARY,
    FORM,
    LONG_TEXTS,
    MARK,
    README,
    README_MARK,
    RECORD,
    UNREAD,
    LeftOut,
    Sheet,
    sheets,
)

_ESCAPED: Final = re.compile("_x([0-9A-Fa-f]{4})_")
COLUMN_LIMIT: Final = 500  # the widest sheet of ours has less than a hundred
FILLED_LIMIT: Final = 500_000  # cells of a sheet that hold anything
LETTER_LIMIT: Final = 30_000_000  # of a sheet
_BOOK, _CUSTOM = "xl/workbook.xml", "docProps/custom.xml"
_BESIDE: Final = frozenset({"comment", "text box"})
_AGAIN: Final = "open it in Excel and save it as .xlsx, or export the plan again"
UNKNOWN: Final = "take it out, or give it back the name that it had"
MISSING: Final = "bring it back under this name; a new export of the plan shows it"
_OURS: Final = frozenset({README, DICTIONARY, LONG_TEXTS, RECORD})


class Fault(NamedTuple):
    """What is wrong, with its place; and what to do."""

    message: str
    hint: str


def refuse(faults: Sequence[Fault]) -> None:
    """Raise Unreadable where anything is wrong: a line for each, where there are several."""
    if len(faults) == 1:
        raise Unreadable(*faults[0])
    if faults:
        lines = "".join(f"\n  {fault.message}; {fault.hint}" for fault in faults)
        message = f"{len(faults)} things in it cannot be read back, so nothing was written:{lines}"
        raise Unreadable(message, "put them right in the workbook, and import it again")


class Broken(str):
    """What stands in a cell that Excel could not work out, such as #REF!."""

    __slots__ = ()


Raw = str | int | float | bool | date | datetime | time | timedelta | None


class Row(NamedTuple):
    """A row of a sheet that holds anything, by the number that a person sees."""

    number: int
    cells: Sequence[Raw]


def cell_at(row: Row, number: int) -> Raw:
    """What stands in a column of a row; nothing beyond its last cell."""
    return row.cells[number] if number < len(row.cells) else None


def opened(content: bytes) -> Mapping[str, Sequence[Row]] | None:
    """The sheets of a workbook of ours, by their names; none for what is no workbook of ours.

    Raises Unreadable for one of ours that cannot be opened.
    """
    if not is_zipfile(BytesIO(content)):
        return None
    try:
        if not _has_mark(content):
            return None
        book = open_book(content, Archive(content))
        _refuse_other_form(book.workbook)
        return {sheet.name: list(_read_rows(book, sheet)) for sheet in book.sheets}
    except Unreadable:
        raise
    except Exception as error:
        # The library ends in whatever way a damaged part leads to.
        raise Unreadable("this workbook is damaged, and cannot be read", _AGAIN) from error


def is_ours(content: bytes) -> bool:
    """Whether a file is a workbook that planctl made, whole or damaged in its sheets."""
    try:
        return is_zipfile(BytesIO(content)) and _has_mark(content)
    except Unreadable:
        return False


def beside(content: bytes) -> Sequence[Line]:
    """The notes on cells and the text boxes of a workbook, which no cell holds."""
    archive = Archive(content)
    if not any("omment" in name or "drawings/" in name for name in archive.names):
        return ()
    parts = excel_paper(content, archive)
    return [part for part in parts if isinstance(part, Line) and part.beside in _BESIDE]


def _has_mark(content: bytes) -> bool:
    """Whether a workbook says that planctl made it, in its properties or in a sheet."""
    parts = Archive(content)
    if MARK.encode() in parts.read(_CUSTOM):
        return True
    if f'"{README}"'.encode() not in parts.read(_BOOK):
        return False
    sheets = (name for name in parts.names if name.startswith("xl/") and name.endswith(".xml"))
    return any(README_MARK.encode() in parts.read(name) for name in sheets)


def _refuse_other_form(book: Any) -> None:  # noqa: ANN401 - its stubs know it in part
    for property_ in book.custom_doc_props.props:
        if property_.name == MARK and str(property_.value) != FORM:
            message = "this workbook was made by another version of planctl"
            raise Unreadable(message, "bring planctl up to date, or export the plan again")


def _read_rows(book: Book, sheet: ExcelSheet) -> Iterator[Row]:
    """The rows of a sheet that hold anything."""
    formulas = layout(book.archive.read(sheet.part)).formulas
    filled = letters = 0
    for number, cells in book.rows(sheet):
        width = max(cell.column for cell, _ in cells)
        filled += len(cells)
        if width > COLUMN_LIMIT or filled > FILLED_LIMIT or letters > LETTER_LIMIT:
            place = f"row {number} of the sheet “{sheet.name}”"
            message = f"{place} goes on to column {width}, or the sheet holds more than is read"
            raise Unreadable(message, "clear what stands there, or export the plan again")
        row: list[Raw] = [None] * width
        for cell, _ in cells:
            value = _cell_value(cell)
            if value is None and (number, cell.column) in formulas:
                value = Broken(f"the formula {formulas[number, cell.column]} without a result")
            row[cell.column - 1] = value
            letters += len(value) if isinstance(value, str) else 0
        if any(value is not None for value in row):
            yield Row(number, row)


def _cell_value(cell: Any) -> Raw:  # noqa: ANN401 - see above
    """What a cell holds, as a person sees it."""
    value: Raw = cell.value
    if isinstance(value, str):
        return (
            Broken(value)
            if cell.data_type == "e"
            else _ESCAPED.sub(lambda match: chr(int(match[1], 16)), value)
        )
    if isinstance(value, float | int) and not isinstance(value, bool) and "%" in cell.number_format:
        return round(value * 100, 10)
    return value


class PlanWorkbook(NamedTuple):
    """The sheets that hold anything, by their names in small letters."""

    sheets: Mapping[str, Sequence[Row]]
    long: Mapping[int, str]  # the rests of the long texts, by their numbers
    lines: Mapping[str, Row]  # of the sheet that lists the others, as the workbook was made

    def rows(self, title: str) -> Sequence[Row]:
        """The rows of a sheet."""
        return self.sheets.get(title.casefold(), ())

    def line(self, *names: str) -> Row:
        """What the sheet that lists the others says under the first name that it has."""
        return next((self.lines[name] for name in names if name in self.lines), Row(0, ()))

    @property
    def left(self) -> LeftOut:
        """What of the files was not in the workbook when it was made."""
        count = cell_at(self.line(COMMENTS), 1)
        unread = cell_at(self.line(UNREAD), 2)
        return LeftOut(int(count) if isinstance(count, int | float) else 0, str(unread or ""))


def book_of(sheets_found: Mapping[str, Sequence[Row]]) -> tuple[PlanWorkbook, Sequence[Fault]]:
    """The sheets of a workbook that was opened, and what is wrong with them."""
    by_small = {name.strip().casefold(): rows for name, rows in sheets_found.items()}
    lines = {str(cell_at(row, 0)): row for row in by_small.get(README.casefold(), ())}
    long, faults = _long_texts(by_small.get(LONG_TEXTS.casefold(), ()))
    book = PlanWorkbook(by_small, long, lines)
    return book, [*_unknown_sheets(sheets_found), *faults, *_missing_sheets(book)]


def columns_of(sheet: Sheet, rows: Sequence[Row]) -> Sequence[tuple[int, str, Column | None]]:
    """Each column of a sheet: its place, what stands above it, and which it is of ours."""
    known = {column.heading.casefold(): column for column in sheet.columns}
    width = max(len(row.cells) for row in rows)
    names = [str(cell_at(rows[0], number) or "").strip() for number in range(width)]
    return [(n, name, known.pop(name.casefold(), None)) for n, name in enumerate(names)]


def _long_texts(rows: Sequence[Row]) -> tuple[Mapping[int, str], Sequence[Fault]]:
    """The rests of the long texts, by their numbers, without the signs around each part."""
    faults: list[Fault] = []
    parts: dict[int, list[tuple[int, str]]] = {}
    for row in rows[1:]:
        match row.cells:
            case [int() | float() as text, int() | float() as part, str() as words, *_]:
                parts.setdefault(int(text), []).append((int(part), words[1:-1]))
            case _:
                message = f"row {row.number} of the sheet “{LONG_TEXTS}” is no part of a text"
                faults.append(Fault(message, "bring it back as it was"))
    long = {text: "".join(words for _, words in sorted(pieces)) for text, pieces in parts.items()}
    return long, faults


def _unknown_sheets(sheets_found: Mapping[str, Sequence[Row]]) -> Iterator[Fault]:
    known = {name.casefold() for name in (*_OURS, *(sheet.title for sheet in sheets()))}
    for name, rows in sheets_found.items():
        if rows and name.strip().casefold() not in known:
            yield Fault(f"the sheet “{name}” is none of planctl's", UNKNOWN)


def _missing_sheets(book: PlanWorkbook) -> Iterator[Fault]:
    """The sheets that held rows when the workbook was made, and are not there."""
    for sheet in sheets():
        row_count = cell_at(book.line(sheet.title, f"{sheet.title} (hidden)"), 1)
        is_there = sheet.title.casefold() in book.sheets
        if sheet.is_facts and not is_there and (row_count or not book.lines):
            yield Fault(f"the sheet “{sheet.title}” is missing", MISSING)
