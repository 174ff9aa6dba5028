"""A workbook of ours, opened: the rows of its sheets, with their texts to the character."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any, Final, NamedTuple
from zipfile import is_zipfile

from planctl.intake.paper.archive import Archive
from planctl.intake.paper.excel.book import Book, Sheet, open_book
from planctl.intake.paper.excel.layout import layout
from planctl.intake.paper.excel.workbook import excel_paper
from planctl.intake.paper.part import Line, Unreadable
from planctl.model.workbook import FORM, MARK, README, README_MARK

_ESCAPED: Final = re.compile("_x([0-9A-Fa-f]{4})_")
COLUMN_LIMIT: Final = 500  # the widest sheet of ours has less than a hundred
FILLED_LIMIT: Final = 500_000  # cells of a sheet that hold anything
LETTER_LIMIT: Final = 30_000_000  # of a sheet
_BOOK, _CUSTOM = "xl/workbook.xml", "docProps/custom.xml"
_BESIDE: Final = frozenset({"comment", "text box"})
_AGAIN: Final = "open it in Excel and save it as .xlsx, or export the plan again"


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
        return {sheet.name: list(_rows(book, sheet)) for sheet in book.sheets}
    except Unreadable:
        raise
    except Exception as fault:
        # The library ends in whatever way a damaged part leads to.
        raise Unreadable("this workbook is damaged, and cannot be read", _AGAIN) from fault


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
    for each in book.custom_doc_props.props:
        if each.name == MARK and str(each.value) != FORM:
            message = "this workbook was made by another version of planctl"
            raise Unreadable(message, "bring planctl up to date, or export the plan again")


def _rows(book: Book, sheet: Sheet) -> Iterator[Row]:
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
            value = _raw(cell)
            if value is None and (number, cell.column) in formulas:
                value = Broken(f"the formula {formulas[number, cell.column]} without a result")
            row[cell.column - 1] = value
            letters += len(value) if isinstance(value, str) else 0
        if any(value is not None for value in row):
            yield Row(number, row)


def _raw(cell: Any) -> Raw:  # noqa: ANN401 - see above
    """What a cell holds, as a person sees it."""
    value: Raw = cell.value
    if isinstance(value, str):
        return Broken(value) if cell.data_type == "e" else _ESCAPED.sub(_sign, value)
    if isinstance(value, float | int) and not isinstance(value, bool) and "%" in cell.number_format:
        return round(value * 100, 10)
    return value


def _sign(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))
