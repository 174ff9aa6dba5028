"""An update sheet as an Excel workbook: a table with a row for each thing asked.

Only the cells to be filled in are unlocked; the protection has no password, so that whoever must
can lift it. Every text is written as text, whatever it begins with. The colours are those of the
board pack, each beside a word that says the same; behind words they are thinned, for a contrast of
more than 7 to 1.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from planctl.forms.layout import (
    ALSO_DUE,
    COLUMNS,
    DATA_SHEET,
    GUIDE_HEADINGS,
    GUIDE_TITLE,
    KEY_HEADINGS,
    LIST_HEADINGS,
    LISTS_TITLE,
    MORE_SHEET,
    RECORD_SHEET,
    FieldKind,
    ShownRow,
    count_lines,
)
from planctl.forms.sheet import FormLine, UpdateSheet
from planctl.model.rating import Rating
from planctl.render.block.text_style import light_colour, pack_colours
from planctl.render.brand import BrandLook, excel_margin, place_logo

INK_COLOUR: Final = f"#{pack_colours()['ink']}"
HEADING_COLOUR: Final = f"#{pack_colours()['accent']}"
LINE_COLOUR: Final = f"#{pack_colours()['line']}"
GREY_COLOUR: Final = f"#{pack_colours()['band']}"
SHADE_COLOUR: Final = f"#{light_colour('accent')}"
FIELD_COLOUR: Final = "#fffceb"  # where something can be written
RATING_TINTS: Final = {rating: f"#{light_colour(rating)}" for rating in Rating}

_WIDTHS: Final = (9, 29, 54, 54)
_PAIR: Final = (34, 104)
_FONT: Final = "Arial"
_SIZE: Final = 10
_UNIT: Final = 5.2  # points in the unit in which Excel measures the width of a column
_LINE: Final = 13.0  # points of a line of text
_TALLEST: Final = 400.0  # Excel allows 409
_AS_TEXT: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_DAYS: Final = (date(2000, 1, 1), "=TODAY()")  # what is asked for has happened
_ROOM: Final = {FieldKind.LONG: 3}  # lines of room to write in
_TABLES: Final = {DATA_SHEET: "Actions", MORE_SHEET: "More"}
_BEGINS: Final = frozenset({ShownRow.ACTION, ShownRow.NAME})  # the first row of an action


def excel_form(sheet: UpdateSheet) -> bytes:
    """The bytes of the workbook."""
    content = BytesIO()
    book = Workbook(content, _AS_TEXT)
    _describe(book, sheet)
    style = _Style(book, sheet.brand)
    _guide(book.add_worksheet(GUIDE_TITLE), sheet, style)
    asked = [(form.ref, line) for form in sheet.forms for line in form.lines]
    _actions(book.add_worksheet(DATA_SHEET), asked, sheet, style)
    more = [(form.ref, line) for form in sheet.forms for line in form.more]
    _actions(book.add_worksheet(MORE_SHEET), more, sheet, style)
    _words(book.add_worksheet(LISTS_TITLE), sheet, style)
    _record(book.add_worksheet(RECORD_SHEET), sheet, style)
    book.close()
    return content.getvalue()


class _Style:
    """The looks of a cell, each made once for a workbook."""

    def __init__(self, book: Workbook, brand: BrandLook) -> None:
        self.book, self.brand = book, brand
        self.made: dict[tuple[tuple[str, object], ...], Format] = {}

    def __call__(self, **extra: object) -> Format:
        plain = {
            "font_name": self.brand.font or _FONT,
            "font_size": _SIZE,
            "font_color": INK_COLOUR,
            "text_wrap": True,
            "valign": "top",
            **extra,
        }
        key = tuple(plain.items())
        if key not in self.made:
            self.made[key] = self.book.add_format(plain)
        return self.made[key]

    def framed(self, **more: object) -> Format:
        """A cell of a table."""
        return self(border=1, border_color=LINE_COLOUR, **more)

    @property
    def head(self) -> Format:
        """A cell of the row that heads a table."""
        return self.framed(
            bold=True,
            bg_color=self.brand.accent or HEADING_COLOUR,
            font_color="#FFFFFF",
            valign="vcenter",
        )


def _describe(book: Workbook, sheet: UpdateSheet) -> None:
    """The title of the file and whose it is, and no time that would make its bytes others."""
    day = date.fromisoformat(sheet.as_at)
    created = datetime(day.year, day.month, day.day, tzinfo=UTC).replace(tzinfo=None)
    about = {"title": sheet.title, "subject": sheet.plan.title, "company": sheet.plan.organisation}
    book.set_properties({**about, "author": "planctl", "created": created})
    for name, value in sheet.record.about():
        book.set_custom_property(name, value, "text")


def _guide(page: Worksheet, sheet: UpdateSheet, style: _Style) -> None:
    """Whose the form is, what else is due, and how it is filled in."""
    _lay_out(page, _PAIR, style)
    page.activate()
    row = 1 if sheet.brand.logo else 0
    if sheet.brand.logo:
        page.set_row(0, sheet.brand.height)
        place_logo(page, (0, 0), sheet.brand)
    page.write_string(row, 0, sheet.title, style(bold=True, font_size=18, text_wrap=False))
    page.set_row(row, 2 * _LINE)
    row += 1
    for text in sheet.opening:
        page.write_string(row, 0, text, style(text_wrap=False))
        row += 1
    if sheet.besides:
        page.write_string(row + 1, 0, ALSO_DUE, style(bold=True, font_size=13, text_wrap=False))
        row += 2
        for text in sheet.besides:
            page.write_string(row, 0, text, style(text_wrap=False))
            row += 1
    _table(page, row + 1, (GUIDE_HEADINGS, *sheet.guide), style)


def _words(page: Worksheet, sheet: UpdateSheet, style: _Style) -> None:
    """The lists that the fields choose from, and what each rating means."""
    _lay_out(page, (24, 34, 70, 24), style)
    columns = (sheet.statuses, [meaning.choice for meaning in sheet.key], sheet.kinds)
    for column, (head, words) in enumerate(zip(LIST_HEADINGS, columns, strict=True)):
        column_number = column if column < len(LIST_HEADINGS) - 1 else column + 1
        page.write_string(0, column_number, head, style.head)
        for row, word in enumerate(words, 1):
            page.write_string(row, column_number, word, style.framed())
    page.write_string(0, 2, KEY_HEADINGS[1], style.head)
    for row, meaning in enumerate(sheet.key, 1):
        tint = {"bg_color": RATING_TINTS[meaning.rating]} if meaning.rating else {}
        look = style.framed(**tint)
        page.write_string(row, 1, meaning.choice, look)
        page.write_string(row, 2, meaning.meaning, style.framed())
    page.freeze_panes(1, 0)


def _table(page: Worksheet, top: int, rows: Sequence[Sequence[str]], style: _Style) -> None:
    """A small table below a row that heads it."""
    for number, row in enumerate(rows):
        page.set_row(top + number, _height(list(zip(row, _PAIR, strict=True))))
        for column, text in enumerate(row):
            look = style.framed() if number else style.head
            page.write_string(top + number, column, text, look)


def _actions(
    page: Worksheet, rows: Sequence[tuple[str, FormLine]], sheet: UpdateSheet, style: _Style
) -> None:
    """One table: a row for each thing that is shown or asked of an action."""
    _lay_out(page, _WIDTHS, style)
    page.freeze_panes(1, 2)
    page.repeat_rows(0)
    heads: list[dict[str, Any]] = [{"header": n, "header_format": style.head} for n in COLUMNS]
    table = {"columns": heads, "autofilter": False, "style": None, "name": _TABLES[str(page.name)]}
    page.add_table(0, 0, max(len(rows), 1), len(COLUMNS) - 1, table)
    for number, (ref, line) in enumerate(rows, 1):
        _row(page, number, (ref, line), style)
        _add_validation(page, number, line, sheet)
    starts = [number for number, (_, line) in enumerate(rows, 1) if line.item in _BEGINS]
    page.set_h_pagebreaks(starts[1:1000])  # Excel takes no more than 1,023


def _row(page: Worksheet, number: int, entry: tuple[str, FormLine], style: _Style) -> None:
    """The cells of a row; what an action begins with stands out."""
    ref, line = entry
    heading = {"bold": True, "bg_color": SHADE_COLOUR, "top": 2} if line.item in _BEGINS else {}
    rating_tint = {"bg_color": RATING_TINTS[line.rating]} if line.rating else {}
    page.write_string(number, 0, ref, style.framed(**heading))
    page.write_string(number, 1, line.item, style.framed(**{"bold": True, **heading}))
    page.write_string(number, 2, line.shown, style.framed(**heading, **rating_tint))
    if line.kind is FieldKind.SHOWN:
        page.write_blank(number, 3, None, style.framed(**({"bg_color": GREY_COLOUR} | heading)))
    else:
        number_format = "d mmmm yyyy" if line.kind is FieldKind.DAY else "@"
        look = style.framed(
            locked=False, num_format=number_format, align="left", bg_color=FIELD_COLOUR
        )
        page.write_blank(number, 3, None, look)
    cells = ((line.shown, _WIDTHS[2]), (line.item, _WIDTHS[1]))
    page.set_row(number, _height(cells, _ROOM.get(line.kind, 1)))


def _height(cells: Sequence[tuple[str, int]], least: int = 1) -> float:
    """How tall a row has to be for its words, each in a column of some width."""
    lines = [count_lines(text, width * _UNIT, _SIZE) for text, width in cells]
    return min(_TALLEST, _LINE * max([*lines, least]) + 4)


def _add_validation(page: Worksheet, number: int, line: FormLine, sheet: UpdateSheet) -> None:
    """A list to choose from, or a rule for days, and a word of help beside the cell."""
    if line.kind is FieldKind.DAY:
        page.data_validation(
            f"D{number + 1}",
            {
                "validate": "date",
                "criteria": "between",
                "minimum": _DAYS[0],
                "maximum": _DAYS[1],
                "input_title": "A day",
                "input_message": "Such as 12 March 2024; the day stands before the month.",
                "error_title": "This is no day up to today",
                "error_message": "Write a day with its month and year, such as 12/03/2024.",
            },
        )
    elif line.kind is FieldKind.CHOICE:
        words = sheet.choices(line.item)
        column = {sheet.statuses: "A", sheet.kinds: "D"}.get(words, "B")
        page.data_validation(
            f"D{number + 1}",
            {
                "validate": "list",
                "source": f"='{LISTS_TITLE}'!${column}$2:${column}${len(words) + 1}",
                "input_title": "Choose from the list",
                "input_message": f"Leave it empty where nothing changes. See “{LISTS_TITLE}”.",
                "error_title": "This is not in the list",
                "error_message": "Choose one of the words in the list.",
            },
        )


def _record(page: Worksheet, sheet: UpdateSheet, style: _Style) -> None:
    """What the sheet says of itself, out of the way of those who fill it in."""
    _lay_out(page, _PAIR, style)
    _table(page, 0, list(sheet.record.pairs()), style)
    page.very_hidden()


def _lay_out(page: Worksheet, widths: Sequence[int], style: _Style) -> None:
    """How a sheet is printed, how wide its columns are, and that it is locked."""
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.set_margins(0.4, 0.4, 0.5, 0.5)
    page.set_footer(f"&L&A&C{excel_margin(style.brand.footer)}&RPage &P of &N")
    if style.brand.classification:
        page.set_header(f"&R{excel_margin(style.brand.classification)}")
    page.hide_gridlines(2)
    for column, width in enumerate(widths):
        page.set_column(column, column, width, style())
    page.protect("", {"format_rows": True, "format_columns": True})
