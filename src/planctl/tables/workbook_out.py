"""A plan's tables as an Excel workbook: typed, filtered, and without a formula anywhere.

The same plan on the same day gives the same bytes. A text that is too long for a cell begins there
and goes on in a sheet of its own. The colours are those of the printed board pack.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from io import BytesIO
from itertools import pairwise
from typing import Any, Final, NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from planctl.model.calendar import day_in_words
from planctl.model.rating import Rating
from planctl.render.block.text_style import pack_colours
from planctl.tables.judged_tables import RATING_NAMES
from planctl.tables.plan_tables import FilledTable, PlanTables
from planctl.tables.schema import CellType, CellValue, TableColumn, TableRow, ValuePart
from planctl.tables.workbook_layout import (
    COMMENTS,
    DICTIONARY_SHEET,
    GOES_ON,
    GOES_ON_FORM,
    JUDGED_BESIDE,
    LONG_HEADINGS,
    LONG_TEXTS_SHEET,
    NOT_RATED,
    RATING_WORDS,
    README_MARK,
    README_SHEET,
    RECORD_HEADINGS,
    RECORD_SHEET_NAME,
    UNREAD,
    WORKBOOK_MARK,
    WORKBOOK_VERSION,
    OmittedContent,
    WorkbookSheet,
    sheet_prints,
    workbook_sheets,
)


def _colour(name: str) -> str:
    return f"#{pack_colours()[name]}"


INK_HEX: Final = _colour("ink")
LINE_HEX: Final = _colour("line")
ACCENT_HEX: Final = _colour("accent")
SOFT_HEX: Final = _colour("soft")
# The colour of a rating, and that of the words on it.
RATING_HEX: Final = {rating: (_colour(rating), _colour(f"on-{rating}")) for rating in Rating}

_PART: Final = 16_000  # signs; Excel counts to 32,767, and some signs as two
_CONTINUED: Final = re.compile(GOES_ON_FORM)
# Marks of an escape that share a sign, which the program that writes the workbook would spoil.
_SHARED: Final = re.compile("_x[0-9a-fA-F]{4}(?=_x[0-9a-fA-F]{4}_)")
_FONT: Final = {"font_name": "Arial", "font_size": 10, "font_color": INK_HEX, "valign": "top"}
_A4: Final = 9
_FORMS: Final[Mapping[CellType, Mapping[str, object]]] = {
    CellType.TEXT: {"num_format": "@", "text_wrap": True},
    CellType.FLAG: {"num_format": "@"},
    CellType.WHOLE: {"num_format": "0", "align": "left"},
    CellType.NUMBER: {"num_format": "General", "align": "right"},
    CellType.DAY: {"num_format": "d mmm yyyy", "align": "left"},
}
_LINES: Final = (
    README_MARK,
    (
        "Columns with a dark heading hold what the plan says. Change them, add rows below or "
        "delete rows, and planctl import reads the workbook back."
    ),
    (
        "Columns with a grey heading are worked out on the day: a change there is not read back. "
        "Nor are the sheets Problems, RAG key, Read me and Data dictionary."
    ),
    "A row belongs to the action whose ref it has; “No.” is its place among the rows of that ref.",
    (
        "Sheets of lists that are empty in this plan are hidden: right-click any sheet’s name and "
        "choose Unhide."
    ),
    (
        "It holds what the plan says: no comments of its files, no files that evidence names, and "
        "no history. An import into a new folder leaves those behind, and says which."
    ),
    "Dates are real dates, and refs are text: 1.10 stays 1.10.",
)
_HEADINGS: Final = ("Sheet", "Column", "Holds", "What it is", "Choices", "Read back")
_WIDTHS: Final = (26, 30, 14, 70, 50, 11)
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
RowWatcher = Callable[[Sequence[TableRow], str], Iterable[TableRow]]
_NOTHING: Final = OmittedContent()


class LongTexts:
    """The texts that did not fit, in the order in which they were met."""

    def __init__(self) -> None:
        """No text yet."""
        self.rows: list[tuple[int, int, str]] = []
        self._count = 0

    def short(self, text: str) -> str:
        """The text as its cell holds it.

        A text that would be taken for the beginning of another, or that the program which writes
        the workbook would take for marks of its own, is cut as well.
        """
        if len(text) <= _PART and not _is_misread(text):
            return text
        self._count += 1
        first, *parts = _parts(text)
        self.rows += [(self._count, number, f"[{part}]") for number, part in enumerate(parts, 1)]
        return first + GOES_ON.format(self._count)


def _is_misread(text: str) -> bool:
    is_rich = text.startswith("<r>") and text.endswith("</r>")
    return is_rich or bool(_CONTINUED.search(text) or _SHARED.search(text))


def _parts(text: str) -> Iterator[str]:
    """The pieces of a text, of which there are at least two."""
    cuts = {match.end() for match in _SHARED.finditer(text)}
    ends = sorted({*cuts, *range(_PART, len(text), _PART), len(text) - 1, len(text)})
    for start, end in pairwise((0, *ends)):
        yield text[start:end]


class WorkbookStyle:
    """The looks of one workbook."""

    def __init__(self, book: Workbook) -> None:
        """Make each look once."""
        self._book = book
        edge = {"bottom": 1, "bottom_color": LINE_HEX}
        self._bodies = {holds: self._look(**edge, **form) for holds, form in _FORMS.items()}
        self._count = self._look(**edge, num_format='0;-0;"-"', align="left")
        head = {"bold": True, "text_wrap": True, "bottom": 1, "bottom_color": SOFT_HEX}
        self.fact_heading = self._look(**head, bg_color=ACCENT_HEX, font_color="#ffffff")
        self._judged_heading = self._look(**head, bg_color=LINE_HEX, italic=True)
        self.text = self._bodies[CellType.TEXT]
        self.line = self._look()
        self.title = self._look(bold=True, font_size=16, font_color=ACCENT_HEX)
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

    def _look(self, **extra: Any) -> Format:  # noqa: ANN401 - as the library has it
        return self._book.add_format({**_FONT, **extra})


def _in_turn(rows: Sequence[TableRow], _: str) -> Iterable[TableRow]:
    return rows


def plan_workbook(
    of: PlanTables, left: OmittedContent = _NOTHING, watch: RowWatcher = _in_turn
) -> bytes:
    """The tables as a workbook, which says what of the files it does not hold."""
    content = BytesIO()
    book = Workbook(content, _OPTIONS)
    _set_properties(book, of)
    writer = _Writer(book, of, watch)
    shown = [sheet for sheet in workbook_sheets() if _is_shown(sheet, of)]
    for sheet in shown:
        writer.sheet(sheet)
    _write_readme(book, writer.style, of, WorkbookScope(shown, left))
    _write_dictionary(book, writer.style)
    for sheet in workbook_sheets():
        if sheet not in shown:
            writer.sheet(sheet).hide()
    writer.long_texts()
    writer.record()
    book.close()
    return content.getvalue()


def _is_shown(sheet: WorkbookSheet, of: PlanTables) -> bool:
    """Whether a lead needs a sheet: empty ones are there for what may come, and hidden."""
    return bool(of.of(sheet.table.name).rows) or sheet.table.name in {"milestones", "progress"}


def _set_properties(book: Workbook, of: PlanTables) -> None:
    """What the workbook says of itself; its day is that of the judgement, not of the clock."""
    created = datetime.combine(of.as_at, time(), UTC).replace(tzinfo=None)
    words = {"title": of.title, "company": of.organisation, "author": "planctl"}
    book.set_properties({**words, "created": created, "comments": f"As at {of.as_at.isoformat()}"})
    book.set_custom_property(WORKBOOK_MARK, WORKBOOK_VERSION, "text")


class WorkbookScope(NamedTuple):
    """What a workbook shows of a plan, and what it does not hold."""

    sheets: Sequence[WorkbookSheet]
    left: OmittedContent


def _write_readme(
    book: Workbook, style: WorkbookStyle, of: PlanTables, shown: WorkbookScope
) -> None:
    """What this workbook is, and what each of its sheets holds."""
    sheet = book.add_worksheet(README_SHEET)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 10)
    sheet.set_column(2, 2, 80)
    style.page(sheet, of.title, 3, len(_LINES) + len(shown.sheets) + 8)
    sheet.write_string(0, 0, of.title, style.title)
    subtitle = f"{of.organisation}, as at {day_in_words(of.as_at)}".lstrip(", ")
    sheet.write_string(1, 0, subtitle, style.strong_line)
    for at, line in enumerate(_LINES, 3):
        sheet.write_string(at, 0, line, style.line)
    start = len(_LINES) + 4
    for number, heading in enumerate(("Sheet", "Rows", "What it holds")):
        sheet.write_string(start, number, heading, style.fact_heading)
    for at, listed in enumerate(workbook_sheets(), start + 1):
        rows = len(of.of(listed.table.name).rows)
        if listed in shown.sheets:
            sheet.write_url(at, 0, f"internal:'{listed.title}'!A1", style.link, listed.title)
        else:
            sheet.write_string(at, 0, f"{listed.title} (hidden)", style.text)
        sheet.write_number(at, 1, rows, style.text)
        sheet.write_string(at, 2, listed.table.about, style.text)
    last = start + len(workbook_sheets()) + 1
    sheet.write_string(last, 0, COMMENTS, style.text)
    sheet.write_number(last, 1, shown.left.comments, style.text)
    sheet.write_string(last, 2, "They are not in this workbook.", style.text)
    sheet.write_string(last + 1, 0, UNREAD, style.text)
    sheet.write_string(last + 1, 2, shown.left.unread, style.text)


def _write_dictionary(book: Workbook, style: WorkbookStyle) -> None:
    """What stands in each column of each sheet."""
    sheet = book.add_worksheet(DICTIONARY_SHEET)
    entries = [(listed, column) for listed in workbook_sheets() for column in listed.columns]
    for number, (heading, width) in enumerate(zip(_HEADINGS, _WIDTHS, strict=True)):
        sheet.set_column(number, number, width)
        sheet.write_string(0, number, heading, style.fact_heading)
    style.page(sheet, DICTIONARY_SHEET, len(_HEADINGS), len(entries))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(entries), len(_HEADINGS) - 1)
    for at, (listed, column) in enumerate(entries, 1):
        for number, words in enumerate(_dictionary_row(listed, column)):
            sheet.write_string(at, number, words, style.text)


def _dictionary_row(sheet: WorkbookSheet, column: TableColumn) -> tuple[str, ...]:
    is_read = sheet.is_facts and not column.is_worked_out
    return (
        sheet.title,
        column.heading,
        column.holds.value,
        column.about,
        ", ".join(column.choices),
        "yes" if is_read else "no",
    )


class _Writer:
    """A workbook that is being written, sheet after sheet."""

    def __init__(self, book: Workbook, of: PlanTables, watch: RowWatcher) -> None:
        self.book, self.of, self.watch = book, of, watch
        self.style = WorkbookStyle(book)
        self.long = LongTexts()
        self.prints: list[tuple[str, ...]] = []  # of the cells that are worked out

    def sheet(self, sheet: WorkbookSheet) -> Worksheet:
        """Write one sheet."""
        rows = _sheet_rows(sheet, self.of)
        worksheet = self.book.add_worksheet(sheet.title)
        columns = sheet.columns
        widths = [_width(column, [row[n] for row in rows]) for n, column in enumerate(columns)]
        looks = [self.style.body(column) for column in columns]
        for number, (look, width) in enumerate(zip(looks, widths, strict=True)):
            worksheet.set_column(number, number, width, look)
        self.style.page(worksheet, self.of.title, sheet.printed, len(rows))
        worksheet.freeze_panes(1, 2 if columns[1].name == "title" else 1)
        worksheet.autofilter(0, 0, len(rows), len(columns) - 1)
        for number, column in enumerate(columns):
            worksheet.write_string(0, number, column.heading, self.style.heading(column))
            self._add_validation(worksheet, number, column, len(rows))
        self.prints += sheet_prints(sheet, rows)
        for at, row in enumerate(self.watch(rows, f"writing {sheet.title}"), 1):
            worksheet.set_row(at, _height(row, widths))
            for number, (look, value) in enumerate(zip(looks, row, strict=True)):
                if value is not None:
                    self._cell(worksheet, (at, number), look, value)
        return worksheet

    def _cell(self, sheet: Worksheet, at: tuple[int, int], body: Format, value: CellValue) -> None:
        if isinstance(value, date):
            sheet.write_datetime(*at, datetime.combine(value, time()), body)
        elif isinstance(value, bool):
            sheet.write_string(*at, "yes" if value else "no", body)
        elif isinstance(value, int | Decimal) and Decimal(f"{float(value):.16G}") == value:
            sheet.write_number(*at, float(value), body)
        else:
            sheet.write_string(*at, self.long.short(str(value)), body)

    def _add_validation(
        self, sheet: Worksheet, number: int, column: TableColumn, rows: int
    ) -> None:
        """The choices of a cell, and the colours of ratings."""
        area = (1, number, rows + _MORE, number)
        if column.is_worked_out:
            alert = {"error_title": "Worked out", "error_message": _NOT_READ_BACK}
            sheet.data_validation(*area, {"validate": "custom", "value": "=FALSE()", **alert})
        elif column.choices and len(",".join(column.choices)) <= _LONGEST_LIST:
            alert = {"error_title": column.heading, "error_message": "Choose one of the list."}
            choices = list(column.choices)
            sheet.data_validation(*area, {"validate": "list", "source": choices, **alert})
        if column.choices == RATING_WORDS:
            for word, rating in zip(RATING_WORDS, RATING_NAMES, strict=True):
                look = self.style.ratings[rating]
                test = {"type": "cell", "criteria": "==", "value": f'"{word}"'}
                sheet.conditional_format(*area, {**test, "format": look})

    def long_texts(self) -> None:
        """The rest of what is too long for a cell."""
        if not self.long.rows:
            return
        sheet = self.book.add_worksheet(LONG_TEXTS_SHEET)
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
        sheet = self.book.add_worksheet(RECORD_SHEET_NAME)
        sheet.very_hidden()
        for at, row in enumerate((RECORD_HEADINGS, *self.prints)):
            for number, words in enumerate(row):
                sheet.write_string(at, number, words)


def _sheet_rows(sheet: WorkbookSheet, of: PlanTables) -> list[TableRow]:
    """The rows of a sheet: those of its table, with what is judged of them beside it."""
    filled = of.of(sheet.table.name)
    judged_name = JUDGED_BESIDE.get(sheet.table.name)
    rows: Sequence[TableRow] = filled.rows
    names = [column.name for column in filled.table.columns]
    if judged_name:
        judged = of.of(judged_name)
        rows = [(*a, *b[1:]) for a, b in zip(rows, judged.rows, strict=True)]
        names += [column.name for column in judged.table.columns[1:]]
    if sheet.table.name == "actions":
        leads = _joined_leads(of.of("leads"))
        rows = [(*row, leads.get(row[0])) for row in rows]
        names.append("leads")
    order = [(names.index(column.name), column) for column in sheet.columns]
    return [tuple(_in_words(column, row[n]) for n, column in order) for row in rows]


def _in_words(column: TableColumn, value: CellValue) -> CellValue:
    """A cell as a person reads it: grey is no rating at all."""
    return NOT_RATED if column.choices == RATING_WORDS and value == Rating.GREY else value


def _joined_leads(leads: FilledTable) -> dict[CellValue, str]:
    """The leads of each action, with commas between them."""
    joined: dict[CellValue, str] = {}
    for ref, _, lead in leads.rows:
        joined[ref] = f"{joined[ref]}, {lead}" if ref in joined else str(lead)
    return joined


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


def _width(column: TableColumn, cells: Sequence[CellValue]) -> float:
    """How wide a column is: its longest text in one line, or enough for several."""
    if column.holds is CellType.DAY:
        return 13
    if column.part is ValuePart.POSITION:
        return 7
    longest = max((len(str(cell)) for cell in cells if cell is not None), default=0)
    heading = max(map(len, column.heading.split())) + 4
    width = longest * 1.05 + 2
    if width > _SHORT:
        width = max(_SHORT, min(width / 2, _WIDEST))
    return max(width, heading, _NARROW)
