"""The layout of a sheet from its XML: what openpyxl leaves out when it reads row by row.

Merged, hidden and linked cells, and formulas that were saved without a value.
"""

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Final
from xml.etree.ElementTree import Element, ParseError, iterparse

from planctl.intake.read import paper
from planctl.intake.read.office import RELATION_ID
from planctl.intake.read.paper import Omission, UnreadableFile

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_PLACE: Final = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_HYPERLINK: Final = re.compile(r'\s*HYPERLINK\(\s*"([^"]+)"', re.IGNORECASE)
LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384
MARK_LIMIT: Final = 2_000_000  # tags of a sheet, without its empty rows
_NARROW: Final = 100  # columns; of a wider sheet those that hold nothing may be passed over
_OF_ROW: Final = 4  # how deep a cell is: in a row of the data of the sheet
_EMPTY_ROW: Final = re.compile(
    rb'<row r="\d{1,7}"[^<>]*+(?:(?<=/)>|>(?:<c r="[A-Z]{1,3}\d{1,7}"[^<>]*+(?<=/)>)*+</row>)'
)
_ON: Final = frozenset({"1", "true"})

CellPosition = tuple[int, int]  # row and column, both from 1


CellRange = tuple[
    int, int, int, int
]  # of rows and columns: first row and column, last row and column


@dataclass
class SheetLayout:
    """What there is to know of a sheet beside the values of its cells."""

    columns: list[int] = field(default_factory=list)  # those that the table has
    rows: int = 0  # how many rows have
    merges: list[CellRange] = field(default_factory=list)  # in the order of their first rows
    links: dict[CellPosition, str] = field(default_factory=dict)  # addresses
    relations: dict[CellPosition, str] = field(default_factory=dict)  # and short names for them
    anchors: dict[CellPosition, str] = field(default_factory=dict)  # where in an address
    formulas: dict[CellPosition, str] = field(default_factory=dict)  # those that have no value
    hidden_rows: dict[int, Omission] = field(default_factory=dict)
    hidden_columns: set[int] = field(default_factory=set)
    headers: set[int] = field(default_factory=set)  # the rows that are set to head a table
    margins: list[tuple[str, str]] = field(default_factory=list)

    def filter_rows(self, reference: str) -> None:
        """Take the hidden rows of a range for those that a filter hides: Excel keeps both alike."""
        first, _, last = reference.partition(":")
        begin, end = parse_cell_reference(first), parse_cell_reference(last)
        if begin and end:
            for row in set(self.hidden_rows) & set(range(begin[0] + 1, end[0] + 1)):
                self.hidden_rows[row] = Omission.FILTERED


def excel_tag(name: str) -> str:
    """A name of Excel's own."""
    return _MAIN + name


def parse_cell_reference(reference: str) -> CellPosition | None:
    """The row and column of a reference such as B7."""
    match = _PLACE.fullmatch(reference)
    return (int(match[2]), column_number(match[1])) if match else None


def column_number(letters: str) -> int:
    """The number of the column that letters name: 1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def drop_empty_rows(content: bytes) -> bytes:
    """The XML of a sheet without the rows that only have a style; raises UnreadableFile."""
    if content.count(b"<row ") == content.count(b'<row r="') and b"<row>" not in content:
        content = _EMPTY_ROW.sub(b"", content)
    if content.count(b"<") > MARK_LIMIT:
        message = f"a sheet has more than {MARK_LIMIT:,} tags, which is more than is read"
        raise UnreadableFile(
            message, "clear the cells that hold nothing, and take out other sheets"
        )
    return content


def sheet_elements(content: bytes) -> Iterator[Element]:
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


def read_layout(content: bytes) -> SheetLayout:
    """The layout of a sheet from its XML; raises UnreadableFile."""
    sheet = _Sheet()
    try:
        for element in sheet_elements(drop_empty_rows(content)):
            sheet.take(element)
    except (ParseError, ValueError, LookupError):
        message = "a sheet of the workbook is damaged: its XML cannot be read"
        hint = "open it in Excel, let it be repaired, and save it again"
        raise UnreadableFile(message, hint) from None
    result = sheet.whole()
    paper.refuse_vast_table(result.rows * len(result.columns))
    return result


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
        for first, left, _, right in self._open:
            columns = self._columns[slice(*self._span(left, right))]
            self._marked += len(columns)
            paper.refuse_vast_table(self._marked)
            marks.update({column: (row > first, column > left) for column in columns})
        return marks

    def _span(self, left: int, right: int) -> tuple[int, int]:
        return bisect_left(self._columns, left), bisect_right(self._columns, right)

    def _within(self, merge: CellRange) -> bool:
        begin, end = self._span(merge[1], merge[3])
        return begin < end


class _Sheet:
    """Gathers a layout from the elements of a sheet, each as it ends."""

    def __init__(self) -> None:
        self._layout = SheetLayout()
        self._row = self._letters = 0
        self._has_filter = False
        self._columns: set[int] = set()
        self._shared: dict[str, str] = {}  # the formulas that several cells have
        self._hidden: list[tuple[int, int]] = []

    def whole(self) -> SheetLayout:
        """The layout, when all has been taken."""
        result = self._layout
        last = max(self._columns, default=0)
        is_narrow = last <= _NARROW or last * result.rows <= paper.CELL_LIMIT
        result.columns = list(range(1, last + 1)) if is_narrow else sorted(self._columns)
        result.merges.sort()
        for first, last in _merge_ranges(self._hidden):
            begin, end = bisect_left(result.columns, first), bisect_right(result.columns, last)
            result.hidden_columns.update(result.columns[begin:end])
        return result

    def take(self, element: Element) -> None:
        """Take what there is to know of an element."""
        match element.tag.removeprefix(_MAIN):
            case "row":
                self._take_row(element)
            case "col" if element.get("hidden") in _ON:
                self._hidden.append((int(element.get("min", "0")), int(element.get("max", "0"))))
            case "mergeCell":
                self._take_merge(element.get("ref", ""))
            case "hyperlink":
                self._take_link(element)
            case "autoFilter":
                self._layout.headers.update(first_row_of_range(element.get("ref", "")))
                if self._has_filter:
                    self._layout.filter_rows(element.get("ref", ""))
            case "filterColumn":
                self._has_filter |= len(element) > 0
            case "oddHeader" | "evenHeader" | "firstHeader":
                self._take_margin("page header", element)
            case "oddFooter" | "evenFooter" | "firstFooter":
                self._take_margin("page footer", element)

    def _take_row(self, row: Element) -> None:
        self._row = int(row.get("r", self._row + 1))
        if self._row > LAST_ROW:
            raise ValueError
        if row.get("hidden") in _ON:
            level = row.get("outlineLevel", "0")
            how = Omission.HIDDEN_ROW if level == "0" else Omission.FOLDED
            self._layout.hidden_rows[self._row] = how
        column, is_used = 0, False
        for cell in row:
            place = parse_cell_reference(cell.get("r", ""))
            column = place[1] if place else column + 1
            if len(cell):
                is_used = True
                self._columns.add(column)
                self._take_formula(cell, (self._row, column))
        self._layout.rows += is_used

    def _take_formula(self, cell: Element, place: CellPosition) -> None:
        formula = cell.find(excel_tag("f"))
        if formula is None:
            return
        shared = formula.get("si", "")
        text = formula.text or self._shared.get(shared, "")
        if shared:
            self._shared[shared] = text
        self._letters += len(text)
        if self._letters > paper.LETTER_LIMIT:
            message = f"the formulas of a sheet have more than {paper.LETTER_LIMIT:,} letters"
            raise UnreadableFile(message, "take out the sheets that are no part of the plan")
        # Excel writes an empty value where a formula gives an empty text, and says that it is one.
        if not cell.findtext(excel_tag("v")) and cell.get("t") != "str":
            self._layout.formulas[place] = f"={text}"
        if hyperlink := _HYPERLINK.match(text):
            self._layout.links[place] = hyperlink[1]

    def _take_merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        begin, end = parse_cell_reference(first), parse_cell_reference(last)
        if begin and end:
            self._layout.merges.append((*begin, *end))

    def _take_link(self, link: Element) -> None:
        place = parse_cell_reference(link.get("ref", "").partition(":")[0])
        if place and (name := link.get(RELATION_ID)):
            self._layout.relations[place] = name
            if anchor := link.get("location"):
                self._layout.anchors[place] = anchor

    def _take_margin(self, kind: str, element: Element) -> None:
        self._layout.margins.append((kind, element.text or ""))


def _merge_ranges(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges of columns in their order, those that touch as one."""
    merged: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = merged[-1][0], max(last, merged[-1][1])
        else:
            merged.append((first, last))
    return merged


def first_row_of_range(reference: str) -> tuple[int, ...]:
    """The row in which a range begins, if it is one."""
    place = parse_cell_reference(reference.partition(":")[0])
    return place[:1] if place else ()
