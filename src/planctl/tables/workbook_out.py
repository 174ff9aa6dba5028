"""A plan's tables as an Excel workbook: typed, filtered, and without a formula anywhere.

The same plan on the same day gives the same bytes. A text that is too long for a cell begins there
and goes on in a sheet of its own. The colours are those of the printed board pack.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from io import BytesIO
from itertools import pairwise
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from planctl.model.rating import Rating
from planctl.tables.plan_tables import FilledTable, PlanTables
from planctl.tables.schema import (
    RATING_NAMES,
    CellType,
    CellValue,
    TableColumn,
    TableRow,
    ValuePart,
)
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
    SHOWN_SHEETS,
    SUMMARY_SHEET,
    UNREAD,
    WORKBOOK_MARK,
    WORKBOOK_VERSION,
    OmittedContent,
    WorkbookSheet,
    sheet_prints,
    workbook_sheets,
)
from planctl.tables.workbook_style import WorkbookStyle, row_height, write_summary

_PART: Final = 16_000  # signs; Excel counts to 32,767, and some signs as two
_CONTINUED: Final = re.compile(GOES_ON_FORM)
# Marks of an escape that share a sign, which the program that writes the workbook would spoil.
_SHARED: Final = re.compile("_x[0-9a-fA-F]{4}(?=_x[0-9a-fA-F]{4}_)")
_LINES: Final = (
    README_MARK,
    (
        "Columns with a dark heading hold what the plan says. Change them, add rows below or "
        "delete rows, and planctl import reads the workbook back."
    ),
    (
        "Columns with a grey heading are worked out on the day: a change there is not read back. "
        "Nor are the sheets Summary, Problems, RAG key, Read me and Data dictionary."
    ),
    "A row belongs to the action whose ref it has; “No.” is its place among the rows of that ref.",
    (
        "All other sheets are hidden, and listed here: right-click any sheet’s name and choose "
        "Unhide."
    ),
    (
        "It holds what the plan says: no comments of its files, no files that evidence names, and "
        "no history. An import into a new folder leaves those behind, and says which."
    ),
    "Dates are real dates, and refs are text: 1.10 stays 1.10.",
)
_LIST_HEADINGS: Final = ("Sheet", "Rows", "What it holds", "Shown")
_HEADINGS: Final = ("Sheet", "Column", "Holds", "What it is", "Choices", "Read back")
_WIDTHS: Final = (26, 30, 14, 70, 50, 11)
_ABOUT_WIDTH: Final = 80
_OPTIONS: Final = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_MORE: Final = 500  # rows below the last for which a cell still offers its choices
_WIDEST, _SHORT, _NARROW = 70, 24, 6
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


def plan_workbook(
    of: PlanTables, left: OmittedContent = _NOTHING, watch: RowWatcher = lambda rows, _: rows
) -> bytes:
    """The tables as a workbook, which says what of the files it does not hold."""
    content = BytesIO()
    book = Workbook(content, _OPTIONS)
    _set_properties(book, of)
    writer = _Writer(book, of, watch)
    write_summary(book.add_worksheet(SUMMARY_SHEET), book, writer.style, of)
    shown = [sheet for sheet in workbook_sheets() if sheet.table.name in SHOWN_SHEETS]
    for sheet in shown:
        writer.sheet(sheet)
    _write_readme(book, writer.style, of, left)
    for sheet in workbook_sheets():
        if sheet not in shown:
            writer.sheet(sheet).hide()
    _write_dictionary(book, writer.style).hide()
    writer.long_texts()
    writer.record()
    book.close()
    return content.getvalue()


def _set_properties(book: Workbook, of: PlanTables) -> None:
    """What the workbook says of itself; its day is that of the judgement, not of the clock."""
    created = datetime.combine(of.as_at, time(), UTC).replace(tzinfo=None)
    words = {"title": of.title, "company": of.organisation, "author": "planctl"}
    book.set_properties({**words, "created": created, "comments": f"As at {of.as_at.isoformat()}"})
    version = f"{WORKBOOK_VERSION} edition" if of.edition else WORKBOOK_VERSION
    book.set_custom_property(WORKBOOK_MARK, version, "text")


def _write_readme(
    book: Workbook, style: WorkbookStyle, of: PlanTables, left: OmittedContent
) -> None:
    """What this workbook is, and what each of its sheets holds."""
    sheet = book.add_worksheet(README_SHEET)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 10)
    sheet.set_column(2, 2, _ABOUT_WIDTH)
    sheet.set_column(3, 3, 10)
    listed = workbook_sheets()
    start = len(_LINES) + 4
    last = start + len(listed) + 2
    style.page(sheet, of.title, len(_LIST_HEADINGS), last)
    style.write_title(sheet, of)
    for at, line in enumerate(_LINES, 3):
        sheet.write_string(at, 0, line, style.line)
    headings = [(heading, style.fact_heading) for heading in _LIST_HEADINGS]
    style.table(sheet, "Sheets", (start, last), headings)
    for at, entry in enumerate(listed, start + 1):
        is_shown = entry.table.name in SHOWN_SHEETS
        sheet.set_row(at, row_height([(entry.table.about, _ABOUT_WIDTH)]))
        if is_shown:
            sheet.write_url(at, 0, f"internal:'{entry.title}'!A1", style.link, entry.title)
        else:
            sheet.write_string(at, 0, entry.title, style.text)
        sheet.write_number(at, 1, len(of.of(entry.table.name).rows), style.text)
        sheet.write_string(at, 2, entry.table.about, style.text)
        sheet.write_string(at, 3, "yes" if is_shown else "hidden", style.text)
    sheet.write_string(last - 1, 0, COMMENTS, style.text)
    sheet.write_number(last - 1, 1, left.comments, style.text)
    sheet.write_string(last - 1, 2, "They are not in this workbook.", style.text)
    sheet.write_string(last, 0, UNREAD, style.text)
    sheet.write_string(last, 2, left.unread, style.text)
    sheet.set_row(last, row_height([(left.unread, _ABOUT_WIDTH)]))


def _row_sheet(book: Workbook, title: str) -> Worksheet:
    """A sheet whose rows leave the memory as they are written, so it can hold no table of Excel."""
    book.constant_memory = True
    sheet: Worksheet = book.add_worksheet(title)
    book.constant_memory = False
    return sheet


def _write_dictionary(book: Workbook, style: WorkbookStyle) -> Worksheet:
    """What stands in each column of each sheet."""
    sheet = _row_sheet(book, DICTIONARY_SHEET)
    entries = [(listed, column) for listed in workbook_sheets() for column in listed.columns]
    for number, (heading, width) in enumerate(zip(_HEADINGS, _WIDTHS, strict=True)):
        sheet.set_column(number, number, width)
        sheet.write_string(0, number, heading, style.fact_heading)
    style.page(sheet, DICTIONARY_SHEET, len(_HEADINGS), len(entries))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(entries), len(_HEADINGS) - 1)
    for at, (listed, column) in enumerate(entries, 1):
        words_of = _dictionary_row(listed, column)
        sheet.set_row(at, row_height(zip(words_of, _WIDTHS, strict=True)))
        for number, words in enumerate(words_of):
            sheet.write_string(at, number, words, style.text)
    return sheet


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
        self.style = WorkbookStyle(book, of.brand)
        self.long = LongTexts()
        self.prints: list[tuple[str, ...]] = []  # of the cells that are worked out

    def sheet(self, sheet: WorkbookSheet) -> Worksheet:
        """Write one sheet."""
        rows = _sheet_rows(sheet, self.of)
        is_table = sheet.table.name in SHOWN_SHEETS
        add_sheet = Workbook.add_worksheet if is_table else _row_sheet
        worksheet: Worksheet = add_sheet(self.book, sheet.title)
        columns = sheet.columns
        widths = [_width(column, [row[n] for row in rows]) for n, column in enumerate(columns)]
        looks = [self.style.body(column) for column in columns]
        for number, (look, width) in enumerate(zip(looks, widths, strict=True)):
            worksheet.set_column(number, number, width, look)
        self.style.page(worksheet, self.of.title, sheet.printed, len(rows))
        worksheet.freeze_panes(1, 2 if columns[1].name == "title" else 1)
        headings = [(column.heading, self.style.heading(column)) for column in columns]
        if is_table:
            self.style.table(worksheet, sheet.title, (0, len(rows)), headings)
        else:
            worksheet.autofilter(0, 0, len(rows), len(columns) - 1)
            for number, heading in enumerate(headings):
                worksheet.write_string(0, number, *heading)
        for number, column in enumerate(columns):
            self._add_validation(worksheet, number, column, len(rows))
        self.prints += sheet_prints(sheet, rows)
        for at, row in enumerate(self.watch(rows, f"writing {sheet.title}"), 1):
            worksheet.set_row(at, row_height(zip(row, widths, strict=True)))
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
        sheet = _row_sheet(self.book, LONG_TEXTS_SHEET)
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
        sheet = _row_sheet(self.book, RECORD_SHEET_NAME)
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
    greys = {n for n, column in order if column.choices == RATING_WORDS}  # grey is no rating at all
    return [
        tuple(NOT_RATED if n in greys and row[n] == Rating.GREY else row[n] for n, _ in order)
        for row in rows
    ]


def _joined_leads(leads: FilledTable) -> dict[CellValue, str]:
    """The leads of each action, with commas between them."""
    joined: dict[CellValue, str] = {}
    for ref, _, lead in leads.rows:
        joined[ref] = f"{joined[ref]}, {lead}" if ref in joined else str(lead)
    return joined


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
