"""The cells of a sheet as they are seen: their words, their colour, and how they are merged."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, Protocol

from planctl.intake.paper.colour import shade, tinted
from planctl.intake.paper.excel.book import Filled
from planctl.intake.paper.excel.layout import Layout, Merged
from planctl.intake.paper.excel.value import shown
from planctl.intake.paper.grid import EMPTY
from planctl.intake.paper.part import Cell
from planctl.intake.paper.symbol import drawn, is_pictorial
from planctl.intake.paper.wording import lines, link, paragraphs

if TYPE_CHECKING:
    from openpyxl.styles.colors import Color
    from openpyxl.styles.fonts import Font

# The colours of a theme by the numbers that Excel gives them.
_THEME: Final = ("lt1", "dk1", "lt2", "dk2", *(f"accent{number}" for number in range(1, 7)))


class _Read(Protocol):
    """A cell as openpyxl gives it, whether there is anything in it or not."""

    @property
    def value(self) -> object: ...
    @property
    def number_format(self) -> str | None: ...
    @property
    def font(self) -> "Font | None": ...
    @property
    def fill(self) -> object: ...


class Cells:
    """Makes the cells of one sheet; what is the same twice is made once."""

    def __init__(self, found: Layout, theme: Mapping[str, str]) -> None:
        """Take the layout of the sheet and the colours of the workbook's theme."""
        self._layout, self._theme = found, theme
        self._merged = Merged(found)
        self._number_of = {column: number for number, column in enumerate(found.columns)}
        self._shades: dict[int, str] = {}
        self._made: dict[tuple[str, str], Cell] = {}

    def of_row(self, number: int, row: Sequence[Filled]) -> tuple[Cell, ...]:
        """The cells of a row by its number, one for each column that has anything in it."""
        made = [EMPTY] * len(self._number_of)
        for cell, _ in row:
            if cell.column in self._number_of:
                made[self._number_of[cell.column]] = self._cell((number, cell.column), cell)
        for column, (above, left) in self._merged.of_row(number).items():
            at = self._number_of[column]
            made[at] = made[at]._replace(of_above=above, of_left=left)
        return tuple(made)

    def _cell(self, place: tuple[int, int], cell: _Read) -> Cell:
        text, colour = self._text(place, cell), self._shade(cell)
        made = self._made.get((text, colour))
        if made is None:
            made = Cell(paragraphs(lines([text])), colour) if text or colour else EMPTY
            self._made[text, colour] = made
        return made

    def _text(self, place: tuple[int, int], cell: _Read) -> str:
        value = cell.value
        if value is None:
            return self._layout.formulas.get(place, "")
        text = value if isinstance(value, str) else shown(value, cell.number_format or "")
        if "_x" in text:
            from openpyxl.utils.escape import unescape

            text = unescape(text)
        if (font := cell.font) is not None and is_pictorial(font.name or ""):
            text = drawn(text, font.name or "")
        address = self._layout.links.get(place)
        return link(text, address) if address else text

    def _shade(self, cell: _Read) -> str:
        fill = cell.fill
        key = id(fill)  # the workbook keeps each kind of fill once, as long as it is open
        if key not in self._shades:
            self._shades[key] = self._colour_of(fill)
        return self._shades[key]

    def _colour_of(self, fill: object) -> str:
        """The colour of a fill; of one that goes from colour to colour, the first."""
        from openpyxl.styles import GradientFill, PatternFill

        match fill:
            case PatternFill(fill_type="solid"):
                return self._colour(fill.fgColor)
            case GradientFill(stop=[first, *_]):
                return self._colour(first.color)
            case _:
                return ""

    def _colour(self, colour: "Color") -> str:
        match colour.type:
            case "rgb":
                return tinted(colour.rgb, colour.tint)
            case "theme" if colour.theme < len(_THEME):
                return tinted(self._theme.get(_THEME[colour.theme], ""), colour.tint)
            case "indexed":
                from openpyxl.styles.colors import COLOR_INDEX

                return shade(dict(enumerate(COLOR_INDEX)).get(colour.indexed, ""))
            case _:
                return ""
