"""What a sheet's XML says that openpyxl does not when it reads a sheet as it goes.

Which cells are merged, hidden or linked, and what a formula is that has never been worked out.
"""

import re
from dataclasses import dataclass, field
from io import BytesIO
from typing import Final
from xml.etree.ElementTree import Element, ParseError, iterparse

from planctl.intake.paper.grid import refuse_vast
from planctl.intake.paper.part import Unreadable

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PLACE: Final = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_HYPERLINK: Final = re.compile(r'\s*HYPERLINK\(\s*"([^"]+)"', re.IGNORECASE)
LAST_ROW: Final = 1_048_576
_ON: Final = frozenset({"1", "true"})

At = tuple[int, int]  # row and column, both from 1


@dataclass
class Layout:
    """What there is to know of a sheet beside the values of its cells."""

    width: int = 0  # the last column that has anything in it
    rows: int = 0  # how many rows have
    merged: dict[At, tuple[bool, bool]] = field(default_factory=dict)  # of above, of left
    links: dict[At, str] = field(default_factory=dict)  # addresses
    relations: dict[At, str] = field(default_factory=dict)  # and short names for them
    formulas: dict[At, str] = field(default_factory=dict)  # those that have no value
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    headers: set[int] = field(default_factory=set)  # the rows that are set to head a table
    margins: list[tuple[str, str]] = field(default_factory=list)


def m(name: str) -> str:
    """A name of Excel's own."""
    return _MAIN + name


def at(reference: str) -> At | None:
    """The row and column of a reference such as B7."""
    found = _PLACE.fullmatch(reference)
    return (int(found[2]), column_number(found[1])) if found else None


def column_number(letters: str) -> int:
    """The number of the column that letters name: 1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    """The letters of a column: A for 1, AA for 27."""
    letters = ""
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def layout(content: bytes) -> Layout:
    """The layout of a sheet from its XML; raises Unreadable."""
    sheet = _Sheet()
    try:
        for _, element in iterparse(BytesIO(content)):  # noqa: S314 - it has no DOCTYPE
            sheet.take(element)
    except (ParseError, ValueError, LookupError):
        message = "a sheet of the workbook is damaged: its XML cannot be read"
        hint = "open it in Excel, let it be repaired, and save it again"
        raise Unreadable(message, hint) from None
    refuse_vast(sheet.layout.rows * sheet.layout.width)
    sheet.merge()
    return sheet.layout


class _Sheet:
    """Gathers a layout from the elements of a sheet, each as it ends."""

    def __init__(self) -> None:
        self.layout = Layout()
        self._row = self._last = 0
        self._shared: dict[str, str] = {}  # the formulas that several cells have
        self._merges: list[str] = []

    def take(self, element: Element) -> None:
        """Take what there is to know of an element."""
        match element.tag.removeprefix(_MAIN):
            case "row":
                self._take_row(element)
                element.clear()
            case "col" if element.get("hidden") in _ON:
                first, last = int(element.get("min", "0")), int(element.get("max", "0"))
                self.layout.hidden_columns.update(range(first, min(last, first + 16_384) + 1))
            case "mergeCell":
                self._merges.append(element.get("ref", ""))
            case "hyperlink":
                self._take_link(element)
            case "autoFilter":
                self.layout.headers.update(first_row(element.get("ref", "")))
            case "oddHeader" | "evenHeader" | "firstHeader":
                self._take_margin("page header", element)
            case "oddFooter" | "evenFooter" | "firstFooter":
                self._take_margin("page footer", element)

    def _take_row(self, row: Element) -> None:
        self._row = int(row.get("r", self._row + 1))
        if self._row > LAST_ROW:
            raise ValueError
        if row.get("hidden") in _ON:
            self.layout.hidden_rows.add(self._row)
        column = used = 0
        for cell in row:
            place = at(cell.get("r", ""))
            column = place[1] if place else column + 1
            if len(cell):
                used = column
                self._take_formula(cell, (self._row, column))
        if used:
            self._last = self._row
            self.layout.rows += 1
            self.layout.width = max(self.layout.width, used)

    def _take_formula(self, cell: Element, place: At) -> None:
        formula = cell.find(m("f"))
        if formula is None:
            return
        shared = formula.get("si", "")
        text = formula.text or self._shared.get(shared, "")
        if shared:
            self._shared[shared] = text
        # Excel writes an empty value where a formula gives an empty text, and says that it is one.
        if not cell.findtext(m("v")) and cell.get("t") != "str":
            self.layout.formulas[place] = f"={text}"
        if found := _HYPERLINK.match(text):
            self.layout.links[place] = found[1]

    def _take_link(self, link: Element) -> None:
        place = at(link.get("ref", "").partition(":")[0])
        if place and (name := link.get(RELATION)):
            self.layout.relations[place] = name

    def _take_margin(self, beside: str, element: Element) -> None:
        self.layout.margins.append((beside, element.text or ""))

    def merge(self) -> None:
        """Mark the cells of each merged range, as far as the sheet is used."""
        marked = 0
        for reference in self._merges:
            first, _, last = reference.partition(":")
            begin, end = at(first), at(last)
            if not begin or not end:
                continue
            rows = range(begin[0], min(end[0], self._last) + 1)
            columns = range(begin[1], min(end[1], self.layout.width) + 1)
            marked += len(rows) * len(columns)
            refuse_vast(marked)
            for row in rows:
                for column in columns:
                    self.layout.merged[row, column] = row > begin[0], column > begin[1]


def first_row(reference: str) -> tuple[int, ...]:
    """The row in which a range begins, if it is one."""
    place = at(reference.partition(":")[0])
    return place[:1] if place else ()
