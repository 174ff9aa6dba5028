"""The tables of a Word document, whose grid may be finer than it looks."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element

from planctl.intake.paper.colour import shade, tinted
from planctl.intake.paper.grid import LEFT, refuse_vast
from planctl.intake.paper.part import Cell
from planctl.intake.paper.word.name import inside, is_on, number_of, property_of, value_of, w, whole
from planctl.intake.paper.word.story import Story

_SLIVER: Final = 120  # twentieths of a point: 2 mm, by which edges are off that look the same
_WIDEST: Final = 1_000  # columns; Word itself allows 63
_THEME_NAMES: Final = {
    "background1": "lt1",
    "text1": "dk1",
    "background2": "lt2",
    "text2": "dk2",
    "light1": "lt1",
    "dark1": "dk1",
    "light2": "lt2",
    "dark2": "dk2",
}


class Ruling(NamedTuple):
    """A row as it stands: its cells by column, and whether it is set to head the table."""

    cells: Mapping[int, Cell]
    is_header: bool


class Table:
    """A table in a part of a document."""

    def __init__(self, element: Element, theme: Mapping[str, str]) -> None:
        """Take the table and the colours of the document's theme."""
        self._element, self._theme = element, theme
        columns = element.findall(f"{w('tblGrid')}/{w('gridCol')}")
        widths = [whole(column.get(w("w"), "")) for column in columns[:_WIDEST]]
        steps = (int(not 0 < width < _SLIVER) for width in widths)
        self._column_of: Sequence[int] = list(accumulate(steps, initial=0))
        self._laid = 0  # how many columns its cells span in all
        self._open: set[int] = set()  # columns in which a cell goes on downwards

    @property
    def is_frame(self) -> bool:
        """Whether it is but one column around tables, which makes them no part of a cell."""
        cells = [list(_cells(row)) for row in self.rows()]
        holds_table = any(
            block.tag == w("tbl") for row in cells for one in row for block in inside(one)
        )
        return holds_table and all(len(row) == 1 for row in cells)

    def rows(self) -> list[Element]:
        """Its rows, without those that a tracked change took out."""
        rows = (row for row in inside(self._element) if row.tag == w("tr"))
        return [row for row in rows if property_of(row, "trPr", "del") is None]

    def holders(self) -> Iterator[Element]:
        """Its cells as they stand in the XML."""
        for row in self.rows():
            yield from _cells(row)

    def ruling(self, row: Element, story: Story) -> Ruling:
        """A row, each text in the first of the columns that its cell spans."""
        at = min(number_of(property_of(row, "trPr", "gridBefore")), _WIDEST)
        cells: dict[int, Cell] = {}
        going_on: set[int] = set()
        for holder in _cells(row):
            span = max(1, min(number_of(property_of(holder, "tcPr", "gridSpan"), 1), _WIDEST))
            self._laid += span
            refuse_vast(self._laid)
            begin = self._column(at)
            cell = self._cell(holder, begin, story)
            if _is_merged_down(holder):
                going_on.add(begin)
            cells[begin] = _together(cells[begin], cell) if begin in cells else cell
            for column in range(begin + 1, self._column(at + span)):
                cells[column] = LEFT._replace(of_above=cell.of_above, shade=cell.shade)
            at += span
        self._open = going_on
        return Ruling(cells, is_on(property_of(row, "trPr", "tblHeader")))

    def _column(self, at: int) -> int:
        """The column in which something stands that begins at a line of the grid."""
        known = len(self._column_of) - 1
        return self._column_of[at] if at <= known else self._column_of[known] + at - known

    def _cell(self, holder: Element, column: int, story: Story) -> Cell:
        words = () if property_of(holder, "tcPr", "cellDel") is not None else story.cell(holder)
        merge = property_of(holder, "tcPr", "vMerge")
        of_above = merge is not None and value_of(merge) != "restart" and column in self._open
        of_left = value_of(property_of(holder, "tcPr", "hMerge"), "restart") != "restart"
        return Cell(tuple(words), self._shade(holder), of_above, of_left)

    def _shade(self, holder: Element) -> str:
        shading = property_of(holder, "tcPr", "shd")
        if shading is None:
            return ""
        is_solid = value_of(shading) == "solid"
        fill = shading.get(w("color" if is_solid else "fill"), "auto")
        if fill != "auto":
            return shade(fill)
        name = shading.get(w("themeColor" if is_solid else "themeFill"), "")
        colour = self._theme.get(_THEME_NAMES.get(name, name), "")
        return tinted(colour, _tint(shading))


def _cells(row: Element) -> Iterator[Element]:
    return (cell for cell in inside(row) if cell.tag == w("tc"))


def _is_merged_down(holder: Element) -> bool:
    return property_of(holder, "tcPr", "vMerge") is not None


def _together(first: Cell, second: Cell) -> Cell:
    """Two cells between which there is but a sliver, as the one cell that they look like."""
    return Cell(first.paragraphs + second.paragraphs, first.shade or second.shade)


def _tint(shading: Element) -> float:
    """How much lighter or darker than the theme's a colour is; both are written as 00 to FF."""
    for name, sign in (("themeFillTint", 1), ("themeFillShade", -1)):
        written = shading.get(w(name), "")
        if len(written) == len("FF") and all(
            digit in "0123456789ABCDEFabcdef" for digit in written
        ):
            return sign * (1 - int(written, 16) / 255)
    return 0.0
