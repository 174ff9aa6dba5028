"""A plan's tables as an Excel workbook: typed, filtered, and without a formula anywhere.

The same plan on the same day gives the same bytes.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from planctl.model.judged_table import RATING_NAMES
from planctl.model.rating import Rating
from planctl.model.table import CellValue, Column, Holds, Part, TableRow
from planctl.model.workbook import (
    BESIDE,
    FORM,
    LONG_HEADINGS,
    LONG_TEXTS,
    MARK,
    NOT_RATED,
    RATING_WORDS,
    LeftOut,
    Sheet,
    sheets,
)
from planctl.model.worked_out import RECORD, RECORD_HEADINGS, prints
from planctl.render.table.guide import Shown, write_dictionary, write_readme
from planctl.render.table.long_text import LongTexts
from planctl.render.table.style import Style
from planctl.render.table.tabled import Filled, Tabled

_OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_MORE: Final = 500  # rows below the last for which a cell still offers its choices
_WIDEST, _SHORT, _NARROW = 70, 24, 6
_LINE, _HIGHEST, _FULL = 13, 400, 1.05  # points of a line and a row; signs in a unit of width
_LONGEST_LIST: Final = 255  # signs of the choices that a cell can offer
_NOT_READ_BACK: Final = "planctl works this out. A change here would not be read back."
# Rows in turn, as somebody looks on; the words say what is done with them.
Watch = Callable[[Sequence[TableRow], str], Iterable[TableRow]]


_NOTHING: Final = LeftOut()


def _unwatched(rows: Sequence[TableRow], _: str) -> Iterable[TableRow]:
    return rows


def as_xlsx(of: Tabled, left: LeftOut = _NOTHING, watch: Watch = _unwatched) -> bytes:
    """The tables as a workbook, which says what of the files it does not hold."""
    made = BytesIO()
    book = Workbook(made, _OPTIONS)
    _name(book, of)
    writer = _Writer(book, of, watch)
    shown = [sheet for sheet in sheets() if _is_shown(sheet, of)]
    for sheet in shown:
        writer.sheet(sheet)
    write_readme(book, writer.style, of, Shown(shown, left))
    write_dictionary(book, writer.style)
    for sheet in sheets():
        if sheet not in shown:
            writer.sheet(sheet).hide()
    writer.long_texts()
    writer.record()
    book.close()
    return made.getvalue()


def _is_shown(sheet: Sheet, of: Tabled) -> bool:
    """Whether a lead needs a sheet: empty ones are there for what may come, and hidden."""
    return bool(of.of(sheet.table.name).rows) or sheet.table.name in {"milestones", "progress"}


def _name(book: Workbook, of: Tabled) -> None:
    """What the workbook says of itself; its day is that of the judgement, not of the clock."""
    made = datetime.combine(of.as_at, time(), UTC).replace(tzinfo=None)
    words = {"title": of.title, "company": of.organisation, "author": "planctl"}
    book.set_properties({**words, "created": made, "comments": f"As at {of.as_at.isoformat()}"})
    book.set_custom_property(MARK, FORM, "text")


class _Writer:
    """A workbook that is being written, sheet after sheet."""

    def __init__(self, book: Workbook, of: Tabled, watch: Watch) -> None:
        self.book, self.of, self.watch = book, of, watch
        self.style = Style(book)
        self.long = LongTexts()
        self.prints: list[tuple[str, ...]] = []  # of the cells that are worked out

    def sheet(self, sheet: Sheet) -> Worksheet:
        """Write one sheet."""
        rows = combined(sheet, self.of)
        made = self.book.add_worksheet(sheet.title)
        columns = sheet.columns
        widths = [_width(column, [row[n] for row in rows]) for n, column in enumerate(columns)]
        looks = [self.style.body(column) for column in columns]
        for number, (look, width) in enumerate(zip(looks, widths, strict=True)):
            made.set_column(number, number, width, look)
        self.style.page(made, self.of.title, sheet.printed, len(rows))
        made.freeze_panes(1, 2 if columns[1].name == "title" else 1)
        made.autofilter(0, 0, len(rows), len(columns) - 1)
        for number, column in enumerate(columns):
            made.write_string(0, number, column.heading, self.style.heading(column))
            self._offer(made, number, column, len(rows))
        self.prints += prints(sheet, rows)
        for at, row in enumerate(self.watch(rows, f"writing {sheet.title}"), 1):
            made.set_row(at, _height(row, widths))
            for number, (look, value) in enumerate(zip(looks, row, strict=True)):
                if value is not None:
                    self._cell(made, (at, number), look, value)
        return made

    def _cell(self, sheet: Worksheet, at: tuple[int, int], body: Format, value: CellValue) -> None:
        if isinstance(value, date):
            sheet.write_datetime(*at, datetime.combine(value, time()), body)
        elif isinstance(value, bool):
            sheet.write_string(*at, "yes" if value else "no", body)
        elif isinstance(value, int | Decimal) and Decimal(f"{float(value):.16G}") == value:
            sheet.write_number(*at, float(value), body)
        else:
            sheet.write_string(*at, self.long.short(str(value)), body)

    def _offer(self, sheet: Worksheet, number: int, column: Column, rows: int) -> None:
        """The choices of a cell, and the colours of ratings."""
        area = (1, number, rows + _MORE, number)
        if column.is_worked_out:
            said = {"error_title": "Worked out", "error_message": _NOT_READ_BACK}
            sheet.data_validation(*area, {"validate": "custom", "value": "=FALSE()", **said})
        elif column.choices and len(",".join(column.choices)) <= _LONGEST_LIST:
            said = {"error_title": column.heading, "error_message": "Choose one of the list."}
            choices = list(column.choices)
            sheet.data_validation(*area, {"validate": "list", "source": choices, **said})
        if column.choices == RATING_WORDS:
            for word, rating in zip(RATING_WORDS, RATING_NAMES, strict=True):
                look = self.style.ratings[rating]
                test = {"type": "cell", "criteria": "==", "value": f'"{word}"'}
                sheet.conditional_format(*area, {**test, "format": look})

    def long_texts(self) -> None:
        """The rest of what is too long for a cell."""
        if not self.long.rows:
            return
        sheet = self.book.add_worksheet(LONG_TEXTS)
        sheet.set_column(0, 1, _NARROW)
        sheet.set_column(2, 2, 2 * _WIDEST)
        for number, heading in enumerate(LONG_HEADINGS):
            sheet.write_string(0, number, heading, self.style.fact_heading)
        for at, (text, part, words) in enumerate(self.long.rows, 1):
            sheet.write_number(at, 0, text)
            sheet.write_number(at, 1, part)
            sheet.write_string(at, 2, words, self.style.text)

    def record(self) -> None:
        """What stands in the cells that are worked out, so that a change there is noticed."""
        sheet = self.book.add_worksheet(RECORD)
        sheet.very_hidden()
        for at, row in enumerate((RECORD_HEADINGS, *self.prints)):
            for number, words in enumerate(row):
                sheet.write_string(at, number, words)


def combined(sheet: Sheet, of: Tabled) -> list[TableRow]:
    """The rows of a sheet: those of its table, with what is judged of them beside it."""
    filled = of.of(sheet.table.name)
    other = BESIDE.get(sheet.table.name)
    rows: Sequence[TableRow] = filled.rows
    names = [column.name for column in filled.table.columns]
    if other:
        beside = of.of(other)
        rows = [(*a, *b[1:]) for a, b in zip(rows, beside.rows, strict=True)]
        names += [column.name for column in beside.table.columns[1:]]
    if sheet.table.name == "actions":
        leads = _in_a_row(of.of("leads"))
        rows = [(*row, leads.get(row[0])) for row in rows]
        names.append("leads")
    order = [(names.index(column.name), column) for column in sheet.columns]
    return [tuple(_in_words(column, row[n]) for n, column in order) for row in rows]


def _in_words(column: Column, value: CellValue) -> CellValue:
    """A cell as a person reads it: grey is no rating at all."""
    return NOT_RATED if column.choices == RATING_WORDS and value == Rating.GREY else value


def _in_a_row(leads: Filled) -> dict[CellValue, str]:
    """The leads of each action, with commas between them."""
    found: dict[CellValue, str] = {}
    for ref, _, lead in leads.rows:
        found[ref] = f"{found[ref]}, {lead}" if ref in found else str(lead)
    return found


def _height(row: TableRow, widths: Sequence[float]) -> float:
    """How high a row is: as many lines as its longest text takes.

    Excel would find that out by itself; other programs would let lines run into each other.
    """
    lines = 1
    for cell, width in zip(row, widths, strict=True):
        if isinstance(cell, str) and (len(cell) > width * _FULL or "\n" in cell):
            ends = (-(-len(line) // int(width * _FULL)) or 1 for line in cell.split("\n"))
            lines = max(lines, sum(ends))
    return min(lines * _LINE + 2, _HIGHEST)


def _width(column: Column, cells: Sequence[CellValue]) -> float:
    """How wide a column is: its longest text in one line, or enough for several."""
    if column.holds is Holds.DAY:
        return 13
    if column.part is Part.POSITION:
        return 7
    longest = max((len(str(cell)) for cell in cells if cell is not None), default=0)
    heading = max(map(len, column.heading.split())) + 4
    wanted = longest * 1.05 + 2
    if wanted > _SHORT:
        wanted = max(_SHORT, min(wanted / 2, _WIDEST))
    return max(wanted, heading, _NARROW)
