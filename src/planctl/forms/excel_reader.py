"""A filled Excel sheet: every cell, and the comments on cells."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, time, timedelta
from typing import Final

from planctl.forms.layout import COLUMNS, RECORD_SHEET
from planctl.forms.sheet_rows import STRIKE_FAULT, FormContent, FormRow, PlacedText, plain_form_text
from planctl.intake.read.excel import cell_notes
from planctl.intake.read.excel_book import ExcelBook, ExcelSheet, open_book
from planctl.intake.read.excel_sheet import (
    CellPosition,
    ExcelCell,
    MergedCells,
    column_letters,
    read_sheet,
)
from planctl.intake.read.office import OfficeArchive
from planctl.intake.read.paper import UnreadableFile, split_omitted, without_marks
from planctl.model.calendar import month_in_words
from planctl.model.label import plain_blanks

_NO_PART_OF_A_DATE: Final = re.compile(r'\[[^\[\]]*\]|"[^"]*"|\\.')  # within a number format
_PLAIN_NUMBERS: Final = {"General", "@", "0"}
FILLED_LIMIT: Final = 50_000  # cells of a form that hold anything
LETTER_LIMIT: Final = 2_000_000
_FAULTS: Final = {
    "f": "it is a formula, and only words are read",
    "e": "it is an error of Excel’s",
    "b": "it is a truth value, and only words are read",
}


def read_excel_form(data: bytes) -> FormContent:
    """What is on the sheets of a workbook; raises UnreadableFile where it is damaged."""
    book = open_book(data, OfficeArchive(data))
    sheets = [sheet for sheet in book.sheets if sheet.name != RECORD_SHEET]
    pages = [_read_page(book, sheet) for sheet in sheets]
    comments = tuple(
        PlacedText(f"{sheet.name}, comment on cell {place}", text)
        for sheet in sheets
        for place, text in cell_notes(book.archive, sheet.part)
    )
    rows = tuple(row for page, _ in pages for row in page)
    return FormContent(
        rows, tuple(text for _, others in pages for text in others), comments, tuple(_pairs(book))
    )


def _pairs(book: ExcelBook) -> Iterator[tuple[str, str]]:
    """The names and values that the workbook carries."""
    yield from book.properties
    for sheet in (sheet for sheet in book.sheets if sheet.name == RECORD_SHEET):
        for _, cells in read_sheet(book, sheet).rows:
            values = {cell.column: str(cell.value or "") for cell in cells}
            yield values.get(1, ""), values.get(2, "")


def _read_page(book: ExcelBook, sheet: ExcelSheet) -> tuple[list[FormRow], list[PlacedText]]:
    """The rows below a header that is a form's, and every text that is in no such row."""
    rows: list[FormRow] = []
    others: list[PlacedText] = []
    columns: Mapping[int, str] = {}
    sheet_rows, layout = read_sheet(book, sheet)
    merged = MergedCells(layout)
    filled = letters = 0
    for number, row_cells in sheet_rows:
        hidden = merged.of_row(number)  # by the first cell of those that were made one
        cells = [cell for cell in row_cells if not any(hidden.get(cell.column, ()))]
        written = {
            cell.column: _read_cell(cell, sheet.name, layout.links)
            for cell in cells
            if cell.value is not None or cell.formula
        }
        filled += len(written)
        letters += sum(len(item.text) for item in written.values())
        if filled > FILLED_LIMIT or letters > LETTER_LIMIT:
            most = f"{FILLED_LIMIT:,} filled cells, or {LETTER_LIMIT:,} letters"
            message = f"the sheet {sheet.name} has more than {most}"
            raise UnreadableFile(message, "send back the form that was sent, with nothing added")
        heads = {column: plain_blanks(item.text) for column, item in written.items()}
        if set(COLUMNS) <= set(heads.values()):
            columns = {column: name for column, name in heads.items() if name in COLUMNS}
        elif columns and written:
            known = {columns[column]: item for column, item in written.items() if column in columns}
            is_number = any(_is_ref_number(cell, columns) for cell in cells)
            rows.append(_row(known, sheet.name, number)._replace(is_number=is_number))
            others += [item for column, item in written.items() if column not in columns]
        else:
            others += written.values()
    return rows, others


def _is_ref_number(cell: ExcelCell, columns: Mapping[int, str]) -> bool:
    """Whether a cell is a ref that Excel has made a number, or a day, of."""
    is_ref = columns.get(cell.column) == COLUMNS[0]
    return is_ref and cell.value is not None and not isinstance(cell.value, str)


def _row(cells: Mapping[str, PlacedText], page: str, number: int) -> FormRow:
    nothing = PlacedText(f"{page}, row {number}", "")
    ref, item, shown, answer = (cells.get(name, nothing) for name in COLUMNS)
    name = plain_blanks(item.text)
    reply = answer._replace(place=f"{answer.place}, “{name}”") if name else answer
    return FormRow(plain_blanks(ref.text), name, shown, reply)


def _read_cell(cell: ExcelCell, page: str, links: Mapping[CellPosition, str]) -> PlacedText:
    """What a cell says, as a text."""
    place = f"{page}, cell {column_letters(cell.column)}{cell.row}"
    if cell.formula:
        return PlacedText(place, cell.formula, _FAULTS["f"])
    value, fault = cell.value, _FAULTS.get(cell.kind, "") or _strike_fault(cell)
    if isinstance(value, date):
        return PlacedText(place, _day(value, cell.style.number_format), fault)
    if isinstance(value, time | timedelta):
        return PlacedText(place, str(value), "it is a time of day, and only words are read")
    if isinstance(value, int | float) and not isinstance(value, bool):
        form = cell.style.number_format
        if form not in _PLAIN_NUMBERS:
            fault = f"it is a number that is shown in a form of its own ({form})"
        return PlacedText(place, f"{value:.15g}", fault)
    text = plain_form_text(without_marks(str(value)))
    address = links.get((cell.row, cell.column))
    return PlacedText(place, text, fault, (address,) if address else ())


def _strike_fault(cell: ExcelCell) -> str:
    """What is wrong where words of a cell are struck through; empty where none are."""
    is_marked = isinstance(cell.value, str) and bool(split_omitted(cell.value)[1])
    return STRIKE_FAULT if cell.style.is_struck or is_marked else ""


def _day(value: date, form: str) -> str:
    """A day, or only its month where no more of it is shown; the hour of a day says nothing."""
    shown = _NO_PART_OF_A_DATE.sub("", form).casefold()
    if "d" not in shown and "y" in shown:
        return month_in_words(value.year, value.month) if "m" in shown else f"{value:%Y}"
    return f"{value:%Y-%m-%d}"
