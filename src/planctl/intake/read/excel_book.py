"""Open a workbook: its sheets as it lists them, its styles, and the texts that cells share.

openpyxl knows what a style is, and would read a workbook whose parts have no end; so what it reads
is looked at first, and sheets are read from their XML.
"""

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from xml.etree.ElementTree import Element

from planctl.intake.read.hex_colour import hex_colour, theme_colours, tint_colour
from planctl.intake.read.office import RELATION_ID, OfficeArchive, refuse_unsafe_xml
from planctl.intake.read.paper import Omission, UnreadableFile, mark_omitted, refuse_above

if TYPE_CHECKING:
    from openpyxl.reader.excel import ExcelReader
    from openpyxl.styles.colors import Color

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
MARK_LIMIT: Final = 400_000  # tags of a part that openpyxl reads whole, such as the styles
SHEET_MARK_LIMIT: Final = 2_000_000  # tags of a sheet, without its empty rows
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
_EMPTY_ROW: Final = re.compile(
    rb'<row r="\d{1,7}"[^<>]*+(?:(?<=/)>|>(?:<c r="[A-Z]{1,3}\d{1,7}"[^<>]*+(?<=/)>)*+</row>)'
)
_STRANGE: Final = (
    "open it in Excel, copy what belongs to the plan into a new workbook, and save that"
)
# The colours of a theme by the numbers that Excel gives them.
_THEME: Final = ("lt1", "dk1", "lt2", "dk2", *(f"accent{number}" for number in range(1, 7)))


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


class CellStyle(NamedTuple):
    """What the style of a cell says of it."""

    number_format: str = "General"
    shade: str = ""  # the colour of its fill, as six hexadecimal digits
    font: str = ""
    is_struck: bool = False
    is_date: bool = False
    is_duration: bool = False


class ExcelBook(NamedTuple):
    """A workbook, and what its sheets share."""

    archive: OfficeArchive
    main: str  # the name of the part that lists the sheets
    sheets: Sequence[ExcelSheet]
    texts: Sequence[str]
    styles: Sequence[CellStyle]
    epoch: datetime  # the day from which days are counted
    properties: Sequence[tuple[str, str]]  # that somebody gave it, with their values


def excel_tag(name: str) -> str:
    """A name of Excel's own."""
    return _MAIN + name


def open_book(content: bytes, archive: OfficeArchive) -> ExcelBook:
    """A workbook whose parts are such as Excel writes; raises UnreadableFile."""
    main = archive.main_part("xl/workbook.xml")
    sheets = list(_sheets(archive, main))
    _refuse_heavy(archive, main, sheets)
    theme = theme_colours(archive.tree("xl/theme/theme1.xml"))
    try:
        with warnings.catch_warnings(action="ignore"):  # of what openpyxl would not write again
            reader = _read_workbook(content)
            workbook: Any = reader.wb  # its stubs know it in part
            given = workbook.custom_doc_props.props
            properties = [(str(item.name), str(item.value or "")) for item in given]
            texts, styles = list(_texts(reader)), _cell_styles(workbook, theme)
    except Exception:  # noqa: BLE001 - openpyxl raises whatever its many parts do
        raise damaged_workbook() from None
    return ExcelBook(archive, main, sheets, texts, styles, workbook.epoch, properties)


def drop_empty_rows(content: bytes) -> bytes:
    """The XML of a sheet without the rows that only have a style; raises UnreadableFile."""
    if content.count(b"<row ") == content.count(b'<row r="') and b"<row>" not in content:
        content = _EMPTY_ROW.sub(b"", content)
    message = f"a sheet has more than {SHEET_MARK_LIMIT:,} tags, which is more than is read"
    hint = "clear the cells that hold nothing, and take out other sheets"
    refuse_above(content.count(b"<"), SHEET_MARK_LIMIT, message, hint)
    return content


def _refuse_heavy(archive: OfficeArchive, main: str, sheets: Sequence[ExcelSheet]) -> None:
    """Refuse what openpyxl would read whole, and be at it for too long."""
    parts = {sheet.part for sheet in sheets}
    message = f"the workbook has more than {SHEET_LIMIT} sheets"
    refuse_above(len(sheets), SHEET_LIMIT, message, _STRANGE)
    tags = 0
    for name in (name for name in archive.names if name.endswith(_XML)):
        content = archive.read(name)
        refuse_unsafe_xml(content)
        tags += drop_empty_rows(content).count(b"<") if name in parts else 0
        message = f"the sheets of the workbook have more than {SHEETS_MARK_LIMIT:,} tags in all"
        hint = "take out the sheets that are no part of the plan"
        refuse_above(tags, SHEETS_MARK_LIMIT, message, hint)
        if name == main and _STRICT in content:
            message = "the workbook is saved as “Strict Open XML”, which few programs read"
            hint = "open it in Excel and save it as “Excel Workbook (.xlsx)”"
            raise UnreadableFile(message, hint)
        most = TEXT_MARK_LIMIT if name == SHARED_TEXTS else MARK_LIMIT
        message = f"the part {name} of the workbook has more than {most:,} tags"
        refuse_above(0 if name in parts else content.count(b"<"), most, message, _STRANGE)
        message = f"the texts of the workbook are more than {TEXT_LIMIT // 1_000_000} MB"
        size = len(content) if name == SHARED_TEXTS else 0
        refuse_above(size, TEXT_LIMIT, message, _STRANGE)
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


def _read_workbook(content: bytes) -> "ExcelReader":
    from openpyxl.reader.excel import ExcelReader
    from openpyxl.styles.stylesheet import apply_stylesheet

    reader = ExcelReader(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_workbook()
    reader.read_custom()
    apply_stylesheet(reader.archive, reader.wb)
    return reader


def _cell_styles(workbook: Any, theme: Mapping[str, str]) -> list[CellStyle]:  # noqa: ANN401 - its stubs lack what is private
    """The styles of cells, in the order in which cells name them."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

    shades = [_fill_shade(fill, theme) for fill in workbook._fills]  # noqa: SLF001
    formats = dict(enumerate(workbook._number_formats, BUILTIN_FORMATS_MAX_SIZE))  # noqa: SLF001
    formats = {**BUILTIN_FORMATS, **formats}
    styles = []
    for number, style in enumerate(workbook._cell_styles):  # noqa: SLF001
        font = workbook._fonts[style.fontId]  # noqa: SLF001
        is_date = number in workbook._date_formats  # noqa: SLF001
        is_duration = number in workbook._timedelta_formats  # noqa: SLF001
        form, shade = formats.get(style.numFmtId, "General"), shades[style.fillId]
        name, is_struck = font.name or "", bool(font.strike)
        styles.append(CellStyle(form, shade, name, is_struck, is_date, is_duration))
    return styles


def _fill_shade(fill: object, theme: Mapping[str, str]) -> str:
    """The colour of a fill; of one that goes from colour to colour, the first."""
    from openpyxl.styles import GradientFill, PatternFill

    match fill:
        case PatternFill(fill_type="solid"):
            return _shade(fill.fgColor, theme)
        case GradientFill(stop=[first, *_]):
            return _shade(first.color, theme)
        case _:
            return ""


def _shade(colour: "Color", theme: Mapping[str, str]) -> str:
    match colour.type:
        case "rgb":
            return tint_colour(colour.rgb, colour.tint)
        case "theme" if colour.theme < len(_THEME):
            return tint_colour(theme.get(_THEME[colour.theme], ""), colour.tint)
        case "indexed":
            from openpyxl.styles.colors import COLOR_INDEX

            return hex_colour(dict(enumerate(COLOR_INDEX)).get(colour.indexed, ""))
        case _:
            return ""


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
                yield run_text(node)
                node.clear()


def run_text(node: Element) -> str:
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
    book, relations = archive.tree(main), archive.relations(main)
    path = f"{excel_tag('sheets')}/{excel_tag('sheet')}"
    parts: set[str] = set()
    for number, element in enumerate(() if book is None else book.findall(path)):
        relation = relations.get(element.get(RELATION_ID, ""))
        if relation and relation.kind == "worksheet" and relation.target not in parts:
            parts.add(relation.target)
            is_hidden = element.get("state", "visible") != "visible"
            yield ExcelSheet(element.get("name", ""), relation.target, is_hidden, number)


def damaged_workbook() -> UnreadableFile:
    """That a workbook cannot be read."""
    message = "the workbook is damaged, or was not written by Excel: a part of it cannot be read"
    return UnreadableFile(message, "open it in Excel, let it be repaired, and save it again")
