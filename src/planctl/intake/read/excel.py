"""Read an Excel workbook: every sheet as a table, hidden ones too, and what is beside its cells.

A cell has the words and the colour that a person sees. Comments, text boxes, pictures and the
headers of pages are lines beside the table.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Final
from xml.etree.ElementTree import Element

from planctl.intake.read.excel_book import (
    ExcelBook,
    ExcelSheet,
    damaged_workbook,
    excel_tag,
    open_book,
)
from planctl.intake.read.excel_sheet import ExcelCell, MergedCells, SheetLayout, read_sheet
from planctl.intake.read.office import OfficeArchive, drawing_paragraphs, embedded_file_name
from planctl.intake.read.paper import (
    EMPTY_CELL,
    Omission,
    Paper,
    PaperCell,
    PaperLine,
    PaperPart,
    PaperRow,
    UnreadableFile,
    finish_parts,
    mark_omitted,
)
from planctl.intake.read.text import (
    is_symbol_font,
    markdown_link,
    split_lines,
    symbols_as_text,
    to_paragraphs,
    visible_text,
)
from planctl.model.calendar import month_in_words

_THREADED: Final = "{http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments}"
_SHEET_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
# What a header sets: a font, a colour, a size, and the page's number, date and the like.
_CODE: Final = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|\d+|[A-Za-z]|(&))')
_SIDES: Final = re.compile("&[LCR]")
_HYPERLINK: Final = re.compile(r'=\s*HYPERLINK\(\s*"([^"]+)"', re.IGNORECASE)
_BRACKETS: Final = re.compile(r"\[[^\[\]]*\]")
_SPACERS: Final = re.compile(r"[_*].")
# In quotation marks, after a backslash, a currency, or a currency with its country.
_LITERAL: Final = re.compile(r'\[\$([^\[\]-]*)(?:-[^\[\]]*)?\]|"([^"]*)"|\\(.)|([£€$])')
_DIGITS: Final = re.compile(r"(?<![#0?,])([#0?,]*[#0?])(?:\.([0#?]*))?(%?)")
_SHOWS_NOTHING: Final = ";;;"  # the format of a cell whose value is not seen
_LONGEST_FORMAT: Final = 255  # letters of a format, as in Excel itself
_MIDNIGHT: Final = time()
_TITLE_ROWS: Final = re.compile(r"\$(\d{1,7}):\$(\d{1,7})")
_MOST_TITLES: Final = 10
_LONGEST_NAME: Final = 1_000  # characters of what a name stands for


def lines_beside_cells(
    archive: OfficeArchive, part: str, sheet: str, sheet_layout: SheetLayout
) -> Iterator[PaperLine]:
    """The lines beside a sheet, of which the name is given as it is to be read."""
    for relation in archive.relations(part).values():
        if relation.kind == "drawing" and (drawing := archive.tree(relation.target)) is not None:
            yield from _drawing_lines(drawing, sheet)
    for place, text in cell_notes(archive, part):
        if words := visible_text(text):
            yield PaperLine(f"{sheet}, comment on {place}", words, beside="comment")
    seen_texts = {""}
    for kind, text in sheet_layout.margins:
        for side in _SIDES.split(text):
            words = visible_text(_CODE.sub(lambda code: code[1] or " ", side))
            if words not in seen_texts:
                seen_texts.add(words)
                yield PaperLine(f"{sheet}, {kind}", words, beside=kind)


def cell_notes(archive: OfficeArchive, part: str) -> Iterator[tuple[str, str]]:
    """The notes on cells, and what is said in threads, which Excel keeps a second time as notes."""
    roots: dict[str, list[Element]] = {"comments": [], "threadedComment": []}
    for relation in archive.relations(part).values():
        root = archive.tree(relation.target) if relation.kind in roots else None
        if root is not None:
            roots[relation.kind].append(root)
    threads = [
        (comment.get("ref", ""), comment.findtext(f"{_THREADED}text", ""))
        for root in roots["threadedComment"]
        for comment in root.iter(f"{_THREADED}threadedComment")
    ]
    threaded = {place for place, _ in threads}
    single = [
        (comment.get("ref", ""), "".join(text.text or "" for text in comment.iter(excel_tag("t"))))
        for root in roots["comments"]
        for comment in root.iter(excel_tag("comment"))
    ]
    yield from (note for note in single if note[0] not in threaded)
    yield from threads


def _drawing_lines(drawing: Element, sheet: str) -> Iterator[PaperLine]:
    for number, shape in enumerate(drawing.iter(f"{_SHEET_DRAWING}txBody"), 1):
        for words in drawing_paragraphs(shape):
            yield PaperLine(f"{sheet}, text box {number}", words, beside="text box")
    for picture in drawing.iter(f"{_SHEET_DRAWING}cNvPr"):
        if words := visible_text(picture.get("descr", "")):
            yield PaperLine(f"{sheet}, picture", words, beside="embedded file")


# A literal is kept in these while the rest of a format is looked at.
_OPEN, _CLOSE = "\x02\x03"
_KEPT: Final = re.compile(f"{_OPEN}([^{_OPEN}{_CLOSE}]*){_CLOSE}")


def format_cell_value(value: object, form: str) -> str:
    """A value as text: days as 2024-02-29, numbers in their format, TRUE and FALSE."""
    form = form[:_LONGEST_FORMAT]
    match value:
        case bool():
            return str(value).upper()
        case int() | float():
            return _number(value, form)
        case datetime():
            return _moment(value, form)
        case time():
            return _clock(value)
        case timedelta():
            minutes = round(value.total_seconds() / 60)
            return f"{minutes // 60}:{minutes % 60:02}"
        case _:
            return str(value)


def _moment(value: datetime, form: str) -> str:
    """A day, with its time if it has one; what is shown as a month alone is a month."""
    if value.time() != _MIDNIGHT:
        return f"{value.date().isoformat()} {_clock(value.time())}"
    signs = _BRACKETS.sub("", _LITERAL.sub("", form)).lower()
    if value.day == 1 and "d" not in signs and "m" in signs and "y" in signs:
        return month_in_words(value.year, value.month)
    return value.date().isoformat()


def _clock(value: time) -> str:
    return value.isoformat("seconds" if value.second else "minutes")


def _number(value: float, form: str) -> str:
    """A number with what its format sets before, after and within it: £5, 75%, 007, 1.10."""
    # The part for positive numbers, its literals marked, its spacing left out.
    marked = _LITERAL.sub(lambda m: f"{_OPEN}{next(filter(None, m.groups()), '')}{_CLOSE}", form)
    section = _SPACERS.sub("", _BRACKETS.sub("", marked.split(";")[0]))
    number, match = Decimal(f"{value:.15g}"), _DIGITS.search(section)
    if not match or "/" in section or section[match.end() :].startswith((",", "E", "e")):
        return _plain(number)
    whole_digits, decimals, percent = match[1], match[2] or "", match[3]
    number *= 100 if percent else 1
    digits, _, fraction = _plain(abs(number)).partition(".")
    fraction = fraction.ljust(decimals.count("0"), "0")
    digits = digits.zfill(whole_digits.count("0")) + (f".{fraction}" if fraction else "")
    around = section[: match.start()], section[match.end() :]
    before, after = ("".join(_KEPT.findall(part)) for part in around)
    return f"{before}{'-' if number < 0 else ''}{digits}{percent}{after}"


def _plain(number: Decimal) -> str:
    """A number without an exponent, and without noughts that say nothing."""
    if not number.is_finite():
        return str(number)
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


class ExcelCells:
    """Makes the cells of one sheet; what is the same twice is made once."""

    def __init__(self, sheet: ExcelSheet, sheet_layout: SheetLayout) -> None:
        """Take the sheet with its layout."""
        self._sheet, self._layout = sheet, sheet_layout
        self._merged = MergedCells(sheet_layout)
        self._number_of = {column: number for number, column in enumerate(sheet_layout.columns)}
        self._known_cells: dict[tuple[str, str], PaperCell] = {}

    def of_row(self, number: int, row: Sequence[ExcelCell]) -> tuple[PaperCell, ...]:
        """The cells of a row by its number, one for each column that has anything in it."""
        cells = [EMPTY_CELL] * len(self._number_of)
        for cell in row:
            if cell.column in self._number_of:
                cells[self._number_of[cell.column]] = self._cell(cell)
        for column, (above, left) in self._merged.of_row(number).items():
            at = self._number_of[column]
            cells[at] = cells[at]._replace(of_above=above, of_left=left)
        return tuple(cells)

    def _cell(self, cell: ExcelCell) -> PaperCell:
        text, colour = self._text(cell), cell.style.shade
        if text and (how := self._omission(cell)):
            text = mark_omitted(text, how)
        if not (text or colour):
            return EMPTY_CELL
        if (text, colour) not in self._known_cells:
            self._known_cells[text, colour] = PaperCell(to_paragraphs(split_lines([text])), colour)
        return self._known_cells[text, colour]

    def _text(self, cell: ExcelCell) -> str:
        value, style = cell.value, cell.style
        if value is None:
            return mark_omitted(cell.formula, Omission.FORMULA) if cell.is_lost else ""
        text = value if isinstance(value, str) else format_cell_value(value, style.number_format)
        if "_x" in text:
            from openpyxl.utils.escape import unescape

            text = unescape(text)
        if is_symbol_font(style.font):
            text = symbols_as_text(text, style.font)
        formula = _HYPERLINK.match(cell.formula)
        address = self._layout.links.get((cell.row, cell.column)) or (formula and formula[1])
        return markdown_link(text, address) if address else text

    def _omission(self, cell: ExcelCell) -> Omission | None:
        """How the whole of a cell was taken out or hidden."""
        if self._sheet.is_hidden:
            return Omission.HIDDEN_SHEET
        if cell.row in self._layout.hidden_rows:
            return self._layout.hidden_rows[cell.row]
        if cell.column in self._layout.hidden_columns:
            return Omission.HIDDEN_COLUMN
        if cell.style.number_format == _SHOWS_NOTHING:
            return Omission.HIDDEN
        return Omission.STRUCK if cell.style.is_struck else None


def read_excel(content: bytes, archive: OfficeArchive) -> Paper:
    """The rows and lines of a workbook; raises UnreadableFile."""
    try:
        return list(finish_parts(_parts(open_book(content, archive))))
    except UnreadableFile:
        raise
    except Exception:  # noqa: BLE001 - openpyxl raises whatever its many parts do
        raise damaged_workbook() from None


def _parts(book: ExcelBook) -> Iterator[PaperPart]:
    archive = book.archive
    titles = _print_title_rows(archive.tree(book.main))
    for sheet in book.sheets:
        rows, sheet_layout = read_sheet(book, sheet)
        sheet_layout.headers.update(titles.get(str(sheet.number), ()))
        cells = ExcelCells(sheet, sheet_layout)
        for number, row in rows:
            placed = PaperRow(f"{sheet.words} row {number}", cells.of_row(number, row), sheet.name)
            if any(cell.paragraphs for cell in placed.cells):
                yield placed._replace(is_header=number in sheet_layout.headers)
        yield from lines_beside_cells(archive, sheet.part, sheet.words, sheet_layout)
    for name in archive.names:
        if name.startswith("xl/embeddings/"):
            words = embedded_file_name(archive, name, "")
            yield PaperLine("in the workbook", words, beside="embedded file")


def _print_title_rows(book: Element | None) -> dict[str, set[int]]:
    """The rows that a sheet, by its number, repeats on every page that is printed."""
    title_rows: dict[str, set[int]] = {}
    for name in () if book is None else book.iter(excel_tag("definedName")):
        if name.get("name") == "_xlnm.Print_Titles":
            rows = title_rows.setdefault(name.get("localSheetId", ""), set())
            for first, last in _TITLE_ROWS.findall((name.text or "")[:_LONGEST_NAME]):
                rows.update(range(int(first), min(int(last), int(first) + _MOST_TITLES) + 1))
    return title_rows
