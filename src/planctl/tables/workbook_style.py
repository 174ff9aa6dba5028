"""The looks of a workbook: its colours, its tables and its pages, and the summary that it opens on.

The colours are those of the printed board pack.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, cast

from xlsxwriter import Workbook
from xlsxwriter.chart_bar import ChartBar
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from planctl.model.calendar import day_in_words
from planctl.model.rating import Rating, Standing
from planctl.model.words import RATINGS_WORST_FIRST, rating_in_words
from planctl.render.block.text_style import pack_colours
from planctl.render.brand import BrandLook, excel_margin, place_logo
from planctl.tables.plan_tables import PlanTables
from planctl.tables.schema import CellType, CellValue, TableColumn
from planctl.tables.workbook_layout import SUMMARY_SHEET


def _colour(name: str) -> str:
    return f"#{pack_colours()[name]}"


INK_HEX: Final = _colour("ink")
LINE_HEX: Final = _colour("line")
ACCENT_HEX: Final = _colour("accent")
SOFT_HEX: Final = _colour("soft")
# The colour of a rating, and that of the words on it.
RATING_HEX: Final = {rating: (_colour(rating), _colour(f"on-{rating}")) for rating in Rating}

_FONT: Final = {"font_name": "Arial", "font_size": 10, "font_color": INK_HEX, "valign": "top"}
_A4: Final = 9
_FORMS: Final[Mapping[CellType, Mapping[str, object]]] = {
    CellType.TEXT: {"num_format": "@", "text_wrap": True},
    CellType.FLAG: {"num_format": "@"},
    CellType.WHOLE: {"num_format": "0", "align": "left"},
    CellType.NUMBER: {"num_format": "General", "align": "right"},
    CellType.DAY: {"num_format": "d mmm yyyy", "align": "left"},
}
_AREA_HEADINGS: Final = ("Area", *(rating_in_words(r).capitalize() for r in RATINGS_WORST_FIRST))
_CHART: Final = {"width": 620, "height": 300}
_CHART_COLUMN: Final = 7
_CHART_COLUMNS: Final = 10  # that a chart takes, of Excel's own width
_CHART_ROWS: Final = 16
_CHART_SPARE: Final = 8  # rows below the charts, for programs whose rows are lower
_AREA_WIDTH: Final = 44
_TITLE_HEIGHT: Final = 24  # points
_LINE, _HIGHEST, _FULL = 13, 400, 1.05  # points of a line and a row; signs in a unit of width


class WorkbookStyle:
    """The looks of one workbook."""

    def __init__(self, book: Workbook, brand: BrandLook) -> None:
        """Make each look once."""
        self._book, self._brand = book, brand
        accent = brand.accent or ACCENT_HEX
        edge = {"bottom": 1, "bottom_color": LINE_HEX}
        self._bodies = {holds: self._look(**edge, **form) for holds, form in _FORMS.items()}
        self._count = self._look(**edge, num_format='0;-0;"-"', align="left")
        head = {"bold": True, "text_wrap": True, "bottom": 1, "bottom_color": SOFT_HEX}
        self.fact_heading = self._look(**head, bg_color=accent, font_color="#ffffff")
        self._number_heading = self._look(
            **head, bg_color=accent, font_color="#ffffff", align="right"
        )
        self._judged_heading = self._look(**head, bg_color=LINE_HEX, italic=True)
        self.text = self._bodies[CellType.TEXT]
        self.number = self._look(**edge, num_format="0", align="right")
        self.line = self._look()
        self.title = self._look(bold=True, font_size=16, font_color=accent)
        self.strong_line = self._look(bold=True)
        self.link = self._look(font_color="#1a5fa8", underline=1)
        self.ratings = {
            str(rating): book.add_format({"bg_color": back, "font_color": on, "bold": True})
            for rating, (back, on) in RATING_HEX.items()
        }

    def body(self, column: TableColumn) -> Format:
        """The look of the cells of a column."""
        is_count = column.is_worked_out and column.holds is CellType.WHOLE
        return self._count if is_count else self._bodies[column.holds]

    def heading(self, column: TableColumn) -> Format:
        """The look of a heading: grey for what is worked out and not read back."""
        return self._judged_heading if column.is_worked_out else self.fact_heading

    def count_headings(self, first: str, *counted: str) -> list[tuple[str, Format]]:
        """The headings of a table of numbers, each above its numbers."""
        return [(first, self.fact_heading), *((words, self._number_heading) for words in counted)]

    def write_title(self, sheet: Worksheet, of: PlanTables) -> None:
        """The two rows that head a sheet: the plan; whose it is, as at which day, for whom."""
        sheet.set_row(0, _TITLE_HEIGHT)
        sheet.write_string(0, 0, of.title, self.title)
        sheet.write_string(1, 0, _subtitle(of), self.strong_line)

    def table(
        self,
        sheet: Worksheet,
        name: str,
        rows: tuple[int, int],
        headings: Sequence[tuple[str, Format]],
    ) -> None:
        """Make rows, the first of them the headings, a table of Excel, which can be filtered."""
        first, last = rows[0], max(rows[1], rows[0] + 1)
        columns = [{"header": words, "header_format": look} for words, look in headings]
        options = {"name": name, "columns": columns, "style": "Table Style Light 1"}
        sheet.add_table(first, 0, last, len(headings) - 1, options)

    def page(self, sheet: Worksheet, title: str, columns: int, rows: int) -> None:
        """How a sheet is printed: the heading on each page, as wide as the page."""
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.print_area(0, 0, max(rows, 1), columns - 1)
        foot = ". ".join(filter(None, (title[:100], self._brand.footer)))
        sheet.set_footer(f"&L&9{excel_margin(foot, 160)}&C&9&A&R&9Page &P of &N")
        if self._brand.classification:
            sheet.set_header(f"&R&9{excel_margin(self._brand.classification)}")

    def _look(self, **extra: Any) -> Format:  # noqa: ANN401 - as the library has it
        font = {"font_name": self._brand.font} if self._brand.font else {}
        return self._book.add_format({**_FONT, **font, **extra})


def _subtitle(of: PlanTables) -> str:
    """Whose plan it is, as at which day, and for whom where it is an edition."""
    whose = f"{of.organisation}, as at {day_in_words(of.as_at)}".lstrip(", ")
    return f"{whose}. {of.edition}" if of.edition else whose


def row_height(cells: Iterable[tuple[CellValue, float]]) -> float:
    """How high a row is, in points: as many lines as its longest text takes in its width.

    Excel would find that out by itself; other programs would let lines run into each other.
    """
    lines = 1
    for cell, width in cells:
        if isinstance(cell, str) and (len(cell) > width * _FULL or "\n" in cell):
            ends = (-(-len(line) // int(width * _FULL)) or 1 for line in cell.split("\n"))
            lines = max(lines, sum(ends))
    return min(lines * _LINE + 2, _HIGHEST)


def write_summary(sheet: Worksheet, book: Workbook, style: WorkbookStyle, of: PlanTables) -> None:
    """What a lead sees first: how many actions stand how, in all and by area, as charts too."""
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, _AREA_WIDTH)
    sheet.set_column(1, len(_AREA_HEADINGS) - 1, 10)
    style.write_title(sheet, of)
    place_logo(sheet, (0, _CHART_COLUMN), of.brand)
    counts = _counts(of)
    heads = style.count_headings("Count", "Actions")
    style.table(sheet, "Counts", (3, 3 + len(counts)), heads)
    for at, (name, number) in enumerate(counts, 4):
        sheet.write_string(at, 0, name, style.text)
        sheet.write_number(at, 1, number, style.number)
    start = len(counts) + 6
    for place, rag in enumerate(("progress", "impact")):
        start = _ratings_by_area(sheet, book, style, (rag, start, _CHART_ROWS * place + 3), of)
    last = max(start, 2 * _CHART_ROWS + _CHART_SPARE)
    style.page(sheet, of.title, _CHART_COLUMN + _CHART_COLUMNS, last)
    sheet.fit_to_pages(1, 1)


def _counts(of: PlanTables) -> list[tuple[str, int]]:
    """How many actions there are, and how many stand how."""
    standings = Counter(_column(of, "action_status", "progress_standing"))
    overdue = sum(bool(flag) for flag in _column(of, "action_status", "is_overdue"))
    done = standings[Standing.COMPLETE] + standings[Standing.EMBEDDED]
    return [
        ("Actions", standings.total()),
        ("Complete", done),
        ("Overdue", overdue),
        ("Paused by the board", standings[Standing.PAUSED]),
        ("Withdrawn by the board", standings[Standing.WITHDRAWN]),
    ]


def _column(of: PlanTables, table: str, name: str) -> Iterator[CellValue]:
    filled = of.of(table)
    place = filled.table.number(name)
    return (row[place] for row in filled.rows)


def _ratings_by_area(
    sheet: Worksheet,
    book: Workbook,
    style: WorkbookStyle,
    place: tuple[str, int, int],
    of: PlanTables,
) -> int:
    """A table and a chart of one of the two ratings; gives the row below it."""
    rag, start, chart_row = place
    titles = dict(zip(_column(of, "areas", "ref"), _column(of, "areas", "title"), strict=True))
    areas = [f"{ref} {titles.get(ref, '')}".rstrip() for ref in _column(of, "actions", "area")]
    pairs = zip(areas, _column(of, "action_status", f"{rag}_rating"), strict=True)
    counts = Counter((area, str(rating)) for area, rating in pairs)
    names = list(dict.fromkeys(areas))
    last = start + max(len(names), 1)
    heads = style.count_headings(*_AREA_HEADINGS)
    sheet.write_string(start - 1, 0, f"{rag.capitalize()} ratings by area", style.strong_line)
    style.table(sheet, f"{rag.capitalize()}_by_area", (start, last), heads)
    for at, name in enumerate(names, start + 1):
        sheet.set_row(at, row_height([(name, _AREA_WIDTH)]))
        sheet.write_string(at, 0, name, style.text)
        for number, rating in enumerate(RATINGS_WORST_FIRST, 1):
            sheet.write_number(at, number, counts[name, str(rating)], style.number)
    chart = _area_chart(book, f"{rag.capitalize()} ratings by area", (SUMMARY_SHEET, start, last))
    words = f"How many actions of each area have each {rag} rating; the table says the same."
    sheet.insert_chart(chart_row, _CHART_COLUMN, chart, {"description": words})
    return last + 3


def _area_chart(book: Workbook, title: str, rows: tuple[str, int, int]) -> ChartBar:
    """A bar for each area, in parts by rating: the sheet, the row of its headings and the last."""
    chart = cast("ChartBar", book.add_chart({"type": "bar", "subtype": "stacked"}))
    sheet, start, last = rows
    for number, rating in enumerate(RATINGS_WORST_FIRST, 1):
        back, _ = RATING_HEX[rating]
        chart.add_series(
            {
                "name": [sheet, start, number],
                "categories": [sheet, start + 1, 0, last, 0],
                "values": [sheet, start + 1, number, last, number],
                "fill": {"color": back},
                "border": {"color": LINE_HEX},
                "gap": 60,
            }
        )
    chart.set_title({"name": title, "name_font": {"size": 12}})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"major_gridlines": {"visible": True, "line": {"color": LINE_HEX}}})
    chart.set_legend({"position": "bottom"})
    chart.set_size(_CHART)
    return chart
