"""A filled sheet of Excel: every cell of it, and the comments on cells."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Final

from openpyxl.cell.rich_text import CellRichText, TextBlock

from planctl.forms.leaf import STRUCK, Leaves, Row, Written, plain
from planctl.forms.spec import COLUMNS, RECORD_SHEET
from planctl.intake.read.excel import notes
from planctl.intake.read.excel_book import Book, ExcelSheet, Filled, open_book
from planctl.intake.read.excel_layout import At, Layout, Merged, layout
from planctl.intake.read.office import Archive
from planctl.intake.read.parts import Unreadable
from planctl.model.calendar import month_in_words

if TYPE_CHECKING:
    from openpyxl.cell.read_only import ReadOnlyCell

_NO_PART_OF_A_DATE: Final = re.compile(r'\[[^\[\]]*\]|"[^"]*"|\\.')  # within a number format
_PLAIN_NUMBERS: Final = {"General", "@", "0"}
FILLED_LIMIT: Final = 50_000  # cells of a form that hold anything
LETTER_LIMIT: Final = 2_000_000
_FAULTS: Final = {
    "f": "it is a formula, and only words are read",
    "e": "it is an error of Excel’s",
    "b": "it is a truth value, and only words are read",
}


def leaves(data: bytes) -> Leaves:
    """What is on the sheets of a workbook; raises Unreadable where it is damaged."""
    try:
        book = open_book(data, Archive(data), has_runs=True)
        pairs = tuple(_pairs(book))
        sheets = [sheet for sheet in book.sheets if sheet.name != RECORD_SHEET]
        read = [_page(book, sheet) for sheet in sheets]
        said = tuple(note for sheet in sheets for note in _comments(book, sheet))
    except Unreadable:
        raise
    except Exception as fault:  # whatever a library makes of a damaged file
        message = "the workbook is damaged and cannot be read"
        raise Unreadable(message, "open it, save it under another name, and send that") from fault
    rows = tuple(row for page, _ in read for row in page)
    return Leaves(rows, tuple(each for _, others in read for each in others), said, pairs)


def _pairs(book: Book) -> Iterator[tuple[str, str]]:
    """The names and values that the workbook carries."""
    for each in book.workbook.custom_doc_props.props:  # type: ignore[attr-defined]  # its stubs lack them
        yield str(each.name), str(each.value or "")
    for sheet in (each for each in book.sheets if each.name == RECORD_SHEET):
        for _, cells in book.rows(sheet):
            said = {cell.column: str(cell.value or "") for cell, _ in cells}
            yield said.get(1, ""), said.get(2, "")


def _page(book: Book, sheet: ExcelSheet) -> tuple[list[Row], list[Written]]:
    """The rows below a header that is a form's, and every text that is in no such row."""
    rows: list[Row] = []
    others: list[Written] = []
    columns: Mapping[int, str] = {}
    found = layout(book.archive.read(sheet.part))
    merged, links = Merged(found), _links(book, sheet, found)
    filled = letters = 0
    for number, every in book.rows(sheet):
        hidden = merged.of_row(number)  # by the first cell of those that were made one
        cells = [each for each in every if not any(hidden.get(each.cell.column, ()))]
        written = {each.cell.column: _written(each, links) for each in cells if _says(each)}
        filled += len(written)
        letters += sum(len(each.text) for each in written.values())
        if filled > FILLED_LIMIT or letters > LETTER_LIMIT:
            most = f"{FILLED_LIMIT:,} filled cells, or {LETTER_LIMIT:,} letters"
            message = f"the sheet {sheet.name} has more than {most}"
            raise Unreadable(message, "send back the form that was sent, with nothing added")
        heads = {column: " ".join(each.text.split()) for column, each in written.items()}
        if set(COLUMNS) <= set(heads.values()):
            columns = {column: name for column, name in heads.items() if name in COLUMNS}
        elif columns and written:
            of = {columns[column]: each for column, each in written.items() if column in columns}
            is_number = any(_is_ref_number(each.cell, columns) for each in cells)
            rows.append(_row(of, sheet.name, number)._replace(is_number=is_number))
            others += [each for column, each in written.items() if column not in columns]
        else:
            others += written.values()
    return rows, others


def _says(each: Filled) -> bool:
    return each.cell.value is not None or each.formula is not None


def _is_ref_number(cell: "ReadOnlyCell", columns: Mapping[int, str]) -> bool:
    """Whether a cell is a ref that Excel has made a number, or a day, of."""
    is_ref = columns.get(cell.column) == COLUMNS[0]
    return is_ref and cell.value is not None and not isinstance(cell.value, str | CellRichText)


def _row(of: Mapping[str, Written], page: str, number: int) -> Row:
    nothing = Written(f"{page}, row {number}", "")
    ref, item, shown, answer = (of.get(name, nothing) for name in COLUMNS)
    name = " ".join(item.text.split())
    said = answer._replace(place=f"{answer.place}, “{name}”") if name else answer
    return Row(" ".join(ref.text.split()), name, shown, said)


def _comments(book: Book, sheet: ExcelSheet) -> Iterator[Written]:
    for place, text in notes(book.archive, sheet.part):
        yield Written(f"{sheet.name}, comment on cell {place}", text)


def _written(each: Filled, links: Mapping[At, str]) -> Written:
    """What a cell says, as a text."""
    cell = each.cell
    place = f"{cell.parent.title}, cell {cell.coordinate}"
    if each.formula is not None:
        return Written(place, each.formula, _FAULTS["f"])
    value, fault = cell.value, _FAULTS.get(cell.data_type, "") or _struck(cell)
    if isinstance(value, date):
        return Written(place, _day(value, cell.number_format), fault)
    if isinstance(value, time | timedelta):
        return Written(place, str(value), "it is a time of day, and only words are read")
    if isinstance(value, int | float) and not isinstance(value, bool):
        if cell.number_format not in _PLAIN_NUMBERS:
            fault = f"it is a number that is shown in a form of its own ({cell.number_format})"
        return Written(place, f"{value:.15g}", fault)
    address = links.get((cell.row, cell.column))
    return Written(place, plain(str(value)), fault, (address,) if address else ())


def _struck(cell: "ReadOnlyCell") -> str:
    """What is wrong where words of a cell are struck through; empty where none are."""
    pieces = cell.value if isinstance(cell.value, CellRichText) else ()
    of_pieces = (each.font.strike for each in pieces if isinstance(each, TextBlock))
    return STRUCK if cell.font.strike or any(of_pieces) else ""


def _links(book: Book, sheet: ExcelSheet, found: Layout) -> Mapping[At, str]:
    """The addresses that cells lead to, where those are outside of the workbook."""
    relations = book.archive.relations(sheet.part)
    known = {place: relations.get(name) for place, name in found.relations.items()}
    targets = {place: each.target for place, each in known.items() if each}
    anchors = {place: f"#{found.anchors[place]}" for place in targets if place in found.anchors}
    return {place: f"{target}{anchors.get(place, '')}" for place, target in targets.items()}


def _day(value: date, form: str) -> str:
    """A day, or only its month where no more of it is shown; the hour of a day says nothing."""
    shown = _NO_PART_OF_A_DATE.sub("", form).casefold()
    if "d" not in shown and "y" in shown:
        return month_in_words(value.year, value.month) if "m" in shown else f"{value:%Y}"
    return f"{value:%Y-%m-%d}"
