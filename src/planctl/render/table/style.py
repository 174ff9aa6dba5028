"""How a workbook looks: the form of each kind of cell, and of a page."""

from collections.abc import Mapping
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from planctl.model.table import Column, Holds
from planctl.render.table.colour import ACCENT, INK, LINE, RATINGS, SOFT

_FONT: Final = {"font_name": "Arial", "font_size": 10, "font_color": INK, "valign": "top"}
_A4: Final = 9
_FORMS: Final[Mapping[Holds, Mapping[str, object]]] = {
    Holds.TEXT: {"num_format": "@", "text_wrap": True},
    Holds.FLAG: {"num_format": "@"},
    Holds.WHOLE: {"num_format": "0", "align": "left"},
    Holds.NUMBER: {"num_format": "General", "align": "right"},
    Holds.DAY: {"num_format": "d mmm yyyy", "align": "left"},
}


class Style:
    """The looks of one workbook."""

    def __init__(self, book: Workbook) -> None:
        """Make each look once."""
        self._book = book
        edge = {"bottom": 1, "bottom_color": LINE}
        self._bodies = {holds: self._look(**edge, **form) for holds, form in _FORMS.items()}
        self._count = self._look(**edge, num_format='0;-0;"-"', align="left")
        head = {"bold": True, "text_wrap": True, "bottom": 1, "bottom_color": SOFT}
        self.fact_heading = self._look(**head, bg_color=ACCENT, font_color="#ffffff")
        self._judged_heading = self._look(**head, bg_color=LINE, italic=True)
        self.text = self._bodies[Holds.TEXT]
        self.line = self._look()
        self.title = self._look(bold=True, font_size=16, font_color=ACCENT)
        self.strong_line = self._look(bold=True)
        self.link = self._look(font_color="#1a5fa8", underline=1)
        self.ratings = {
            str(rating): book.add_format({"bg_color": back, "font_color": on, "bold": True})
            for rating, (back, on) in RATINGS.items()
        }

    def body(self, column: Column) -> Format:
        """The look of the cells of a column."""
        is_count = column.is_worked_out and column.holds is Holds.WHOLE
        return self._count if is_count else self._bodies[column.holds]

    def heading(self, column: Column) -> Format:
        """The look of a heading: grey for what is worked out and not read back."""
        return self._judged_heading if column.is_worked_out else self.fact_heading

    def page(self, sheet: Worksheet, title: str, columns: int, rows: int) -> None:
        """How a sheet is printed: the heading on each page, as wide as the page."""
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.print_area(0, 0, max(rows, 1), columns - 1)
        plain = title.replace("&", "&&")[:100]
        sheet.set_footer(f"&L&9{plain}&C&9&A&R&9Page &P of &N")

    def _look(self, **more: Any) -> Format:  # noqa: ANN401 - as the library has it
        return self._book.add_format({**_FONT, **more})
