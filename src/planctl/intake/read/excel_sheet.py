"""Read a sheet of a workbook from its XML in one pass: its cells, and how they are laid out.

Merged, hidden and linked cells stand after the cells themselves, so a sheet is read whole.
"""

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element, ParseError, iterparse

from planctl.intake.read import paper
from planctl.intake.read.excel_book import (
    CellStyle,
    ExcelBook,
    ExcelSheet,
    damaged_workbook,
    drop_empty_rows,
    excel_tag,
    run_text,
)
from planctl.intake.read.office import RELATION_ID, OfficeArchive
from planctl.intake.read.paper import Omission

_PLACE: Final = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384
FILLED_LIMIT: Final = 600_000  # cells of a sheet that hold anything, or have a colour
_NARROW: Final = 100  # columns; of a wider sheet those that hold nothing may be passed over
_OF_ROW: Final = 4  # how deep a cell is: in a row of the data of the sheet
_MARGINS: Final = re.compile("(?:odd|even|first)(Header|Footer)")
_ON: Final = frozenset({"1", "true"})

CellPosition = tuple[int, int]  # row and column, both from 1


CellRange = tuple[int, int, int, int]  # first row and column, last row and column


class ExcelCell(NamedTuple):
    """A cell that holds anything, or has a colour."""

    row: int
    column: int
    value: object
    kind: str  # n for a number, d a day, s a text, b a truth value, e an error
    style: CellStyle
    formula: str = ""  # with the sign that it begins with
    is_lost: bool = False  # whether it is a formula that was saved without its value


@dataclass
class SheetLayout:
    """What there is to know of a sheet beside the values of its cells."""

    columns: list[int] = field(default_factory=list)  # those that the table has
    merges: list[CellRange] = field(default_factory=list)  # in the order of their first rows
    links: dict[CellPosition, str] = field(default_factory=dict)  # addresses
    hidden_rows: dict[int, Omission] = field(default_factory=dict)
    hidden_columns: set[int] = field(default_factory=set)
    headers: set[int] = field(default_factory=set)  # the rows that are set to head a table
    margins: list[tuple[str, str]] = field(default_factory=list)

    def filter_rows(self, reference: str) -> None:
        """Take the hidden rows of a range for those that a filter hides: Excel keeps both alike."""
        begin, end = _corners(reference)
        if begin and end:
            for row in set(self.hidden_rows) & set(range(begin[0] + 1, end[0] + 1)):
                self.hidden_rows[row] = Omission.FILTERED


class SheetContent(NamedTuple):
    """A sheet: its rows that hold anything, by their numbers, and its layout."""

    rows: Sequence[tuple[int, Sequence[ExcelCell]]]
    layout: SheetLayout


def read_sheet(book: ExcelBook, sheet: ExcelSheet) -> SheetContent:
    """The content of a sheet; raises UnreadableFile."""
    reader = _SheetReader(book)
    try:
        for element in _elements(drop_empty_rows(book.archive.read(sheet.part))):
            reader.take(element)
    except (ParseError, ValueError, LookupError, OverflowError):
        raise damaged_workbook() from None
    reader.take_relations(book.archive, sheet.part)
    return reader.whole()


def _parse_reference(reference: str) -> CellPosition | None:
    """The row and column of a reference such as B7; AA is the 27th column."""
    match = _PLACE.fullmatch(reference)
    column = 0
    for letter in match[1] if match else "":
        column = column * 26 + ord(letter) - ord("A") + 1
    return (int(match[2]), column) if match else None


def _corners(reference: str) -> tuple[CellPosition | None, CellPosition | None]:
    """The first and the last cell of a range such as B7:C9."""
    first, _, last = reference.partition(":")
    return _parse_reference(first), _parse_reference(last)


def column_letters(number: int) -> str:
    """The letters of a column: A for 1, AA for 27."""
    letters = ""
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def _elements(content: bytes) -> Iterator[Element]:
    """What stands in the parts of a sheet, such as its rows: each as it is whole, and no longer."""
    open_elements: list[Element] = []
    for event, element in iterparse(BytesIO(content), ("start", "end")):  # noqa: S314 - it has no DOCTYPE
        if event == "start":
            open_elements.append(element)
            if len(open_elements) == _OF_ROW and len(open_elements[-2]) > LAST_COLUMN:
                raise ValueError
            continue
        open_elements.pop()
        if len(open_elements) < _OF_ROW - 1:
            yield element
        if len(open_elements) == _OF_ROW - 2:
            open_elements[-1].remove(element)


class MergedCells:
    """Which cells of a row are parts of merged ones, for rows in their order."""

    def __init__(self, sheet_layout: SheetLayout) -> None:
        """Begin above the first row."""
        self._columns = sheet_layout.columns
        self._ahead = deque(merge for merge in sheet_layout.merges if self._within(merge))
        self._open: list[CellRange] = []  # those that go on in the row that was asked for last
        self._marked = 0

    def of_row(self, row: int) -> dict[int, tuple[bool, bool]]:
        """By column, whether a cell is of one that begins in a row above, or in a column before."""
        while self._ahead and self._ahead[0][0] <= row:
            self._open.append(self._ahead.popleft())
        self._open = [merge for merge in self._open if merge[2] >= row]
        marks = {}
        for merge in self._open:
            first, left, *_ = merge
            columns = self._within(merge)
            self._marked += len(columns)
            paper.refuse_vast_table(self._marked)
            marks.update({column: (row > first, column > left) for column in columns})
        return marks

    def _within(self, merge: CellRange) -> Sequence[int]:
        _, left, _, right = merge
        return self._columns[bisect_left(self._columns, left) : bisect_right(self._columns, right)]


class _SheetReader:
    """Gathers the cells and the layout from the elements of a sheet, each as it ends."""

    def __init__(self, book: ExcelBook) -> None:
        self._book = book
        self._layout = SheetLayout()
        self._rows: list[tuple[int, list[ExcelCell]]] = []
        self._row = self._filled = self._used_rows = 0
        self._columns: set[int] = set()
        self._shared: dict[str, str] = {}  # the formulas that several cells have
        self._hidden: list[tuple[int, int]] = []
        self._links: list[tuple[CellPosition, str, str]] = []  # where, by what name, and its anchor
        self._has_filter = False

    def whole(self) -> SheetContent:
        """The content, when all has been taken."""
        layout = self._layout
        last = max(self._columns, default=0)
        is_narrow = last <= _NARROW or last * self._used_rows <= paper.CELL_LIMIT
        layout.columns = list(range(1, last + 1)) if is_narrow else sorted(self._columns)
        layout.merges.sort()
        for first, last in _merge_ranges(self._hidden):
            begin, end = bisect_left(layout.columns, first), bisect_right(layout.columns, last)
            layout.hidden_columns.update(layout.columns[begin:end])
        paper.refuse_vast_table(self._used_rows * len(layout.columns))
        return SheetContent(self._rows, layout)

    def take(self, element: Element) -> None:
        """Take what there is to know of an element."""
        tag = element.tag.removeprefix(excel_tag(""))
        match tag:
            case "row":
                self._take_row(element)
            case "col" if element.get("hidden") in _ON:
                self._hidden.append((int(element.get("min", "0")), int(element.get("max", "0"))))
            case "mergeCell":
                begin, end = _corners(element.get("ref", ""))
                if begin and end:
                    self._layout.merges.append((*begin, *end))
            case "hyperlink":
                place, _ = _corners(element.get("ref", ""))
                if place:
                    name, anchor = element.get(RELATION_ID, ""), element.get("location", "")
                    self._links.append((place, name, anchor))
            case "filterColumn":
                self._has_filter |= len(element) > 0
            case "autoFilter":
                self._take_filter(element.get("ref", ""), is_used=self._has_filter)
            case _ if margin := _MARGINS.fullmatch(tag):
                self._layout.margins.append((f"page {margin[1].lower()}", element.text or ""))

    def take_relations(self, archive: OfficeArchive, part: str) -> None:
        """Take the addresses of links, and the tables that Excel keeps as such."""
        relations = archive.relations(part)
        for place, name, anchor in self._links:
            if (relation := relations.get(name)) and relation.is_outside:
                self._layout.links[place] = relation.target + (f"#{anchor}" if anchor else "")
        for relation in relations.values():
            table = archive.tree(relation.target) if relation.kind == "table" else None
            if table is not None and table.get("headerRowCount") != "0":
                is_used = table.find(f".//{excel_tag('filterColumn')}/*") is not None
                self._take_filter(table.get("ref", ""), is_used=is_used)

    def _take_filter(self, reference: str, *, is_used: bool) -> None:
        place, _ = _corners(reference)
        self._layout.headers.update(place[:1] if place else ())
        if is_used:
            self._layout.filter_rows(reference)

    def _take_row(self, row: Element) -> None:
        self._row = int(row.get("r", self._row + 1))
        if self._row > LAST_ROW:
            raise ValueError
        if row.get("hidden") in _ON:
            is_folded = row.get("outlineLevel", "0") != "0"
            how = Omission.FOLDED if is_folded else Omission.HIDDEN_ROW
            self._layout.hidden_rows[self._row] = how
        column, cells, is_used = 0, [], False
        for element in row:
            place = _parse_reference(element.get("r", ""))
            column = place[1] if place else column + 1
            style = self._book.styles[int(element.get("s", "0"))] if self._book.styles else None
            if len(element):
                is_used = True
                self._columns.add(column)
            if len(element) or (style and style.shade):
                cells.append(self._cell(element, column, style or CellStyle()))
        self._used_rows += is_used
        self._filled += len(cells)
        message = f"a sheet has more than {FILLED_LIMIT:,} cells that hold anything"
        hint = "take out the sheets that are no part of the plan"
        paper.refuse_above(self._filled, FILLED_LIMIT, message, hint)
        self._rows += [(self._row, cells)] if cells else []

    def _cell(self, element: Element, column: int, style: CellStyle) -> ExcelCell:
        kind, written = element.get("t", "n"), element.findtext(excel_tag("v")) or ""
        formula = self._formula(element)
        # Excel writes an empty value where a formula gives an empty text, and says that it is one.
        is_lost = bool(formula) and not written and kind != "str"
        value: object = written or None
        match kind:
            case "inlineStr":
                text = element.find(excel_tag("is"))
                value, kind = None if text is None else run_text(text), "s"
            case "str":
                kind = "s"
            case "s" if written:
                value = self._book.texts[int(written)]
            case "b" if written:
                value = bool(int(written))
            case "d" if written:
                value = datetime.fromisoformat(written)
            case "n" if written:
                value, kind = self._number(written, style)
        return ExcelCell(self._row, column, value, kind, style, formula, is_lost)

    def _number(self, written: str, style: CellStyle) -> tuple[object, str]:
        number = float(written) if set(written) & set(".eE") else int(written)
        if not style.is_date:
            return number, "n"
        from openpyxl.utils.datetime import from_excel

        try:
            epoch, is_duration = self._book.epoch, style.is_duration
            return from_excel(number, epoch, timedelta=is_duration), "d"
        except (OverflowError, ValueError):
            return "#VALUE!", "e"  # a day beyond the calendar, as in Excel itself

    def _formula(self, cell: Element) -> str:
        formula = cell.find(excel_tag("f"))
        if formula is None:
            return ""
        shared = formula.get("si", "")
        text = f"={formula.text}" if formula.text else self._shared.get(shared, "=")
        if shared:
            self._shared[shared] = text
        return text


def _merge_ranges(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges of columns in their order, those that touch as one."""
    merged: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = merged[-1][0], max(last, merged[-1][1])
        else:
            merged.append((first, last))
    return merged
