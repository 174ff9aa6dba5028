"""A workbook, opened: its sheets, and of each the cells that hold anything, and no others.

openpyxl knows what a number, a day and a style are. It would fill up a sheet with empty cells to
its last corner, and read a workbook whose parts have no end; so what it reads is looked at first,
and rows are taken from the XML one by one.
"""

import warnings
from collections.abc import Iterator, Sequence
from io import BytesIO
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast
from xml.etree.ElementTree import Element

from planctl.intake.read.excel_layout import (
    drop_empty_rows,
    excel_tag,
    parse_cell_reference,
    sheet_elements,
)
from planctl.intake.read.office import RELATION_ID, OfficeArchive, refuse_unsafe_xml
from planctl.intake.read.paper import Omission, UnreadableFile, mark_omitted

if TYPE_CHECKING:
    from openpyxl.cell.read_only import ReadOnlyCell
    from openpyxl.reader.excel import ExcelReader
    from openpyxl.workbook import Workbook

MARK_LIMIT: Final = 400_000  # tags of a part that openpyxl reads whole, such as the styles
SHEETS_MARK_LIMIT: Final = 2_500_000
SHARED_TEXTS: Final = "xl/sharedStrings.xml"
TEXT_MARK_LIMIT: Final = 1_200_000  # tags of the texts
TEXT_LIMIT: Final = 30_000_000  # bytes of them
_STYLES: Final = "xl/styles.xml"
_LONGEST_FORMAT: Final = 1_000  # letters of a number format; Excel allows 255
STYLE_LIMIT: Final = 65_000  # as in Excel
SHEET_LIMIT: Final = 300
FORMAT_LIMIT: Final = 5_000  # number formats; Excel allows 250
_XML: Final = (".xml", ".rels", ".vml")
_STRICT: Final = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_STRANGE: Final = (
    "open it in Excel, copy what belongs to the plan into a new workbook, and save that"
)


class ExcelSheet(NamedTuple):
    """A sheet as the workbook lists it."""

    name: str
    part: str
    is_hidden: bool
    number: int  # from 0, as the names of the workbook count

    @property
    def words(self) -> str:
        """What to call it."""
        return f"{'hidden ' if self.is_hidden else ''}sheet {self.name}"


class FilledCell(NamedTuple):
    """A cell that holds anything, and its formula if it has one."""

    cell: "ReadOnlyCell"
    formula: str | None


class ExcelBook(NamedTuple):
    """A workbook, and how to read its sheets."""

    workbook: "Workbook"
    archive: OfficeArchive
    main: str  # the name of the part that lists the sheets
    sheets: Sequence[ExcelSheet]
    texts: Sequence[str]  # that cells share

    def rows(self, sheet: ExcelSheet) -> Iterator[tuple[int, list[FilledCell]]]:
        """The rows of a sheet that hold anything, by their numbers.

        Raises Unreadable, and of a damaged sheet whatever the many parts of openpyxl do: a cell
        looks for its style and its colour only when it is asked for them.
        """
        reader = _RowReader(self, sheet)
        for element in sheet_elements(drop_empty_rows(self.archive.read(sheet.part))):
            if element.tag == excel_tag("row"):
                with warnings.catch_warnings(action="ignore"):  # of days beyond the calendar
                    number, cells = reader.row(element)
                if cells:
                    yield number, cells


class _RowReader:
    """Takes the rows of one sheet."""

    def __init__(self, book: ExcelBook, sheet: ExcelSheet) -> None:
        from openpyxl.worksheet._reader import WorkSheetParser

        workbook = book.workbook
        self._page: Any = SimpleNamespace(parent=workbook, title=sheet.name)
        self._parser = WorkSheetParser(
            BytesIO(),
            cast("Any", book.texts),
            data_only=True,
            epoch=workbook.epoch,
            date_formats=workbook._date_formats,  # type: ignore[attr-defined] # noqa: SLF001
            timedelta_formats=workbook._timedelta_formats,  # type: ignore[attr-defined] # noqa: SLF001
        )
        self._shaded = _shaded(workbook)
        self._shared: dict[str, str] = {}  # the formulas that several cells have

    def row(self, row: Element) -> tuple[int, list[FilledCell]]:
        """The number of a row, and its cells that hold anything: words, or a colour."""
        from openpyxl.cell.read_only import ReadOnlyCell

        parser = self._parser
        parser.row_counter = int(row.get("r", parser.row_counter + 1))
        parser.col_counter = 0
        cells = []
        for element in row:
            if not len(element) and element.get("s", "0") not in self._shaded:
                place = parse_cell_reference(element.get("r", ""))
                parser.col_counter = place[1] if place else parser.col_counter + 1
                continue
            attributes = parser.parse_cell(element)
            if (
                element.get("t") == "inlineStr"
                and (text := element.find(excel_tag("is"))) is not None
            ):
                attributes["value"] = _run_text(text)
            cells.append(FilledCell(ReadOnlyCell(self._page, **attributes), self._formula(element)))
        return parser.row_counter, cells

    def _formula(self, cell: Element) -> str | None:
        formula = cell.find(excel_tag("f"))
        if formula is None:
            return None
        shared = formula.get("si", "")
        text = formula.text or self._shared.get(shared, "")
        if shared:
            self._shared[shared] = text
        return f"={text}"


def _shaded(workbook: "Workbook") -> frozenset[str]:
    """The styles that give a cell a colour."""
    fills = workbook._fills  # type: ignore[attr-defined] # noqa: SLF001 - no public name
    styles = enumerate(workbook._cell_styles)  # type: ignore[attr-defined] # noqa: SLF001
    return frozenset(str(n) for n, style in styles if fills[style.fillId].fill_type)


def open_book(content: bytes, archive: OfficeArchive) -> ExcelBook:
    """A workbook whose parts are such as Excel writes; raises UnreadableFile."""
    main = archive.main_part("xl/workbook.xml")
    sheets = list(_sheets(archive, main))
    _refuse_heavy(archive, main, sheets)
    try:
        with warnings.catch_warnings(action="ignore"):  # of what openpyxl would not write again
            workbook, texts = _workbook(content)
    except Exception:  # noqa: BLE001 - openpyxl raises whatever its many parts do
        raise damaged_workbook() from None
    return ExcelBook(workbook, archive, main, sheets, texts)


def _refuse_heavy(archive: OfficeArchive, main: str, sheets: Sequence[ExcelSheet]) -> None:
    """Refuse what openpyxl would read whole, and be at it for too long."""
    parts = {sheet.part for sheet in sheets}
    if len(sheets) > SHEET_LIMIT:
        raise UnreadableFile(f"the workbook has more than {SHEET_LIMIT} sheets", _STRANGE)
    tags = 0
    for name in archive.names:
        if not name.endswith(_XML):
            continue
        content = archive.read(name)
        refuse_unsafe_xml(content)
        tags += drop_empty_rows(content).count(b"<") if name in parts else 0
        if tags > SHEETS_MARK_LIMIT:
            message = f"the sheets of the workbook have more than {SHEETS_MARK_LIMIT:,} tags in all"
            raise UnreadableFile(message, "take out the sheets that are no part of the plan")
        if name == main and _STRICT in content:
            message = "the workbook is saved as “Strict Open XML”, which few programs read"
            raise UnreadableFile(
                message, "open it in Excel and save it as “Excel Workbook (.xlsx)”"
            )
        most = TEXT_MARK_LIMIT if name == SHARED_TEXTS else MARK_LIMIT
        if name not in parts and content.count(b"<") > most:
            message = f"the part {name} of the workbook has more than {most:,} tags"
            raise UnreadableFile(message, _STRANGE)
        if name == SHARED_TEXTS and len(content) > TEXT_LIMIT:
            message = f"the texts of the workbook are more than {TEXT_LIMIT // 1_000_000} MB"
            raise UnreadableFile(message, _STRANGE)
    _refuse_styles(archive)


def _refuse_styles(archive: OfficeArchive) -> None:
    content = archive.read(_STYLES)
    formats = content.count(b"<numFmt")
    is_vast = content.count(b"<xf") > STYLE_LIMIT or formats > FORMAT_LIMIT
    styles = archive.tree(_STYLES) if formats and not is_vast else None
    for number_format in () if styles is None else styles.iter(excel_tag("numFmt")):
        is_vast |= len(number_format.get("formatCode", "")) > _LONGEST_FORMAT
    if is_vast:
        raise UnreadableFile("the workbook has more styles than Excel writes", _STRANGE)


def _workbook(content: bytes) -> tuple["Workbook", list[str]]:
    """The workbook without its sheets, and the texts that their cells share."""
    from openpyxl.reader.excel import ExcelReader
    from openpyxl.styles.stylesheet import apply_stylesheet

    reader = ExcelReader(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_workbook()
    reader.read_custom()
    apply_stylesheet(reader.archive, reader.wb)
    return reader.wb, list(_texts(reader))


def _texts(reader: "ExcelReader") -> Iterator[str]:
    """The texts as they stand: openpyxl would take the marks of an escape out of them."""
    from openpyxl.xml.constants import SHARED_STRINGS
    from openpyxl.xml.functions import iterparse

    part = next((p for p in reader.package.Override if p.ContentType == SHARED_STRINGS), None)
    if part is None:
        return
    with reader.archive.open(part.PartName[1:]) as source:
        for _, node in iterparse(source):
            if node.tag == excel_tag("si"):
                yield _run_text(node)
                node.clear()


def _run_text(node: Element) -> str:
    """The runs of a text, marked where one is crossed out; how it is spoken is none of it."""
    pieces = []
    for child in node:
        if child.tag == excel_tag("t"):
            pieces.append(child.text or "")
        elif child.tag == excel_tag("r"):
            text = child.findtext(excel_tag("t")) or ""
            strike = child.find(f"{excel_tag('rPr')}/{excel_tag('strike')}")
            is_struck = strike is not None and strike.get("val", "1") not in {"0", "false"}
            pieces.append(mark_omitted(text, Omission.STRUCK) if is_struck else text)
    return "".join(pieces)


def _sheets(archive: OfficeArchive, main: str) -> Iterator[ExcelSheet]:
    """The sheets that have cells, in the order of the workbook; one that is listed twice, once."""
    book = archive.tree(main)
    relations = archive.relations(main)
    elements_of_sheets = (
        [] if book is None else book.findall(f"{excel_tag('sheets')}/{excel_tag('sheet')}")
    )
    parts: set[str] = set()
    for number, element in enumerate(elements_of_sheets):
        relation = relations.get(element.get(RELATION_ID, ""))
        if relation and relation.kind == "worksheet" and relation.target not in parts:
            parts.add(relation.target)
            is_hidden = element.get("state", "visible") != "visible"
            yield ExcelSheet(element.get("name", ""), relation.target, is_hidden, number)


def damaged_workbook() -> UnreadableFile:
    """That a workbook cannot be read."""
    message = "the workbook is damaged, or was not written by Excel: a part of it cannot be read"
    return UnreadableFile(message, "open it in Excel, let it be repaired, and save it again")
