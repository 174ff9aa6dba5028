"""A filled sheet of Excel: every cell of it, and the comments on cells."""

import re
import warnings
from collections.abc import Iterator, Mapping
from datetime import date, time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Final

from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock

from planctl.intake.paper.part import Unreadable
from planctl.intake.sheet.leaf import STRUCK, Leaves, Row, Written, plain
from planctl.model.calendar import month_in_words
from planctl.model.sheet import COLUMNS, RECORD_SHEET

if TYPE_CHECKING:
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_NO_PART_OF_A_DATE: Final = re.compile(r'\[[^\]]*\]|"[^"]*"|\\.')  # within a number format
_PLAIN_NUMBERS: Final = {"General", "@", "0"}
_FAULTS: Final = {
    "f": "it is a formula, and only words are read",
    "e": "it is an error of Excel’s",
    "b": "it is a truth value, and only words are read",
}


def leaves(data: bytes) -> Leaves:
    """What is on the sheets of a workbook; raises Unreadable where it is damaged."""
    try:
        with warnings.catch_warnings(action="ignore"):  # of what it leaves out of a copy
            book = load_workbook(BytesIO(data), keep_links=False, rich_text=True)
            pairs = tuple(_pairs(book))
            pages = [page for page in book.worksheets if page.title != RECORD_SHEET]
            read = [_page(page) for page in pages]
            notes = tuple(note for page in pages for note in _comments(page))
    except Exception as fault:  # whatever a library makes of a damaged file
        message = "the workbook is damaged and cannot be read"
        raise Unreadable(message, "open it, save it under another name, and send that") from fault
    rows = tuple(row for page, _ in read for row in page)
    return Leaves(rows, tuple(each for _, others in read for each in others), notes, pairs)


def _pairs(book: "Workbook") -> Iterator[tuple[str, str]]:
    """The names and values that the workbook carries."""
    for each in book.custom_doc_props.props:  # type: ignore[attr-defined]  # its stubs lack them
        yield str(each.name), str(each.value or "")
    if RECORD_SHEET in book.sheetnames:
        for name, value in book[RECORD_SHEET].iter_rows(max_col=2, values_only=True):
            yield str(name or ""), str(value or "")


def _page(page: "Worksheet") -> tuple[list[Row], list[Written]]:
    """The rows below a header that is a form's, and every text that is in no such row."""
    rows: list[Row] = []
    others: list[Written] = []
    columns: Mapping[int, str] = {}
    for number, cells in enumerate(page.iter_rows(), page.min_row):
        written = {cell.column: _written(cell) for cell in cells if cell.value is not None}
        heads = {column: " ".join(each.text.split()) for column, each in written.items()}
        if set(COLUMNS) <= set(heads.values()):
            columns = {column: name for column, name in heads.items() if name in COLUMNS}
        elif columns and written:
            of = {columns[column]: each for column, each in written.items() if column in columns}
            is_number = any(_is_ref_number(cell, columns) for cell in cells)
            rows.append(_row(of, page, number)._replace(is_number=is_number))
            others += [each for column, each in written.items() if column not in columns]
        else:
            others += written.values()
    return rows, others


def _is_ref_number(cell: "Cell | MergedCell", columns: Mapping[int, str]) -> bool:
    """Whether a cell is a ref that Excel has made a number, or a day, of."""
    is_ref = columns.get(cell.column or 0) == COLUMNS[0]
    return is_ref and cell.value is not None and not isinstance(cell.value, str | CellRichText)


def _row(of: Mapping[str, Written], page: "Worksheet", number: int) -> Row:
    nothing = Written(f"{page.title}, row {number}", "")
    ref, item, shown, answer = (of.get(name, nothing) for name in COLUMNS)
    name = " ".join(item.text.split())
    said = answer._replace(place=f"{answer.place}, “{name}”") if name else answer
    return Row(" ".join(ref.text.split()), name, shown, said)


def _comments(page: "Worksheet") -> Iterator[Written]:
    for cells in page.iter_rows():
        for cell in cells:
            if cell.comment:
                yield Written(f"{page.title}, comment on cell {cell.coordinate}", cell.comment.text)


def _written(cell: "Cell") -> Written:
    """What a cell says, as a text."""
    place = f"{cell.parent.title}, cell {cell.coordinate}"
    value, fault = cell.value, _FAULTS.get(cell.data_type, "") or _struck(cell)
    if isinstance(value, date):
        return Written(place, _day(value, cell.number_format), fault)
    if isinstance(value, time | timedelta):
        return Written(place, str(value), "it is a time of day, and only words are read")
    if isinstance(value, int | float) and not isinstance(value, bool):
        if cell.number_format not in _PLAIN_NUMBERS:
            fault = f"it is a number that is shown in a form of its own ({cell.number_format})"
        return Written(place, f"{value:.15g}", fault)
    return Written(place, plain(str(value)), fault, _links(cell))


def _struck(cell: "Cell") -> str:
    """What is wrong where words of a cell are struck through; empty where none are."""
    pieces = cell.value if isinstance(cell.value, CellRichText) else ()
    of_pieces = (each.font.strike for each in pieces if isinstance(each, TextBlock))
    return STRUCK if cell.font.strike or any(of_pieces) else ""


def _links(cell: "Cell") -> tuple[str, ...]:
    """The address that a cell leads to, where it is outside of the workbook."""
    link = cell.hyperlink
    if not link or not link.target:
        return ()
    return (f"{link.target}#{link.location}" if link.location else link.target,)


def _day(value: date, form: str) -> str:
    """A day, or only its month where no more of it is shown; the hour of a day says nothing."""
    shown = _NO_PART_OF_A_DATE.sub("", form).casefold()
    if "d" not in shown and "y" in shown:
        return month_in_words(value.year, value.month) if "m" in shown else f"{value:%Y}"
    return f"{value:%Y-%m-%d}"
