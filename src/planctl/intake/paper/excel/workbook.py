"""The bytes of a workbook become a paper: every sheet a table, hidden ones too.

openpyxl knows what a number and a style mean, and reads sheets as it goes; what it does not tell
while it does so is in layout.py.
"""

import re
import warnings
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Final, NamedTuple
from xml.etree.ElementTree import Element

from planctl.intake.paper.archive import Archive
from planctl.intake.paper.colour import theme_colours
from planctl.intake.paper.embedded import name_of_file
from planctl.intake.paper.excel.beside import asides, heads
from planctl.intake.paper.excel.cell import Cells
from planctl.intake.paper.excel.layout import LAST_ROW, RELATION, Layout, column_letters, layout, m
from planctl.intake.paper.part import Cell, Line, Paper, Part, Row, Unreadable
from planctl.intake.paper.tree import refuse_entities

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

_XML: Final = (".xml", ".rels", ".vml")
_TITLE_ROWS: Final = re.compile(r"\$(\d{1,7}):\$(\d{1,7})")
_MOST_TITLES: Final = 10
_STRICT: Final = b"http://purl.oclc.org/ooxml/spreadsheetml/main"


class _Sheet(NamedTuple):
    """A sheet as the workbook lists it."""

    name: str
    part: str
    is_hidden: bool
    titles: frozenset[int]  # the rows that are printed on every page

    @property
    def words(self) -> str:
        """What to call it."""
        return f"{'hidden ' if self.is_hidden else ''}sheet {self.name}"


def excel_paper(content: bytes, archive: Archive) -> Paper:
    """The rows and lines of a workbook; raises Unreadable."""
    for name in archive.names:
        if name.endswith(_XML):
            refuse_entities(archive.read(name))
    main = archive.main_part("xl/workbook.xml")
    if _STRICT in archive.read(main):
        message = "the workbook is saved as “Strict Open XML”, which few programs read"
        raise Unreadable(message, "open it in Excel and save it as “Excel Workbook (.xlsx)”")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what openpyxl would not write again
        return list(_parts(_opened(content), archive, main))


def _opened(content: bytes) -> "Workbook":
    from openpyxl import load_workbook

    try:
        return load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    except Exception:  # noqa: BLE001 - openpyxl raises whatever its many parts do
        raise _damaged() from None


def _parts(workbook: "Workbook", archive: Archive, main: str) -> Iterator[Part]:
    theme = theme_colours(archive.tree("xl/theme/theme1.xml"))
    for sheet in _sheets(archive, main):
        found = layout(archive.read(sheet.part))
        found.headers.update(sheet.titles, heads(archive, sheet.part))
        relations = archive.relations(sheet.part)
        for place, name in found.relations.items():
            if (relation := relations.get(name)) and relation.is_outside:
                found.links[place] = relation.target
        try:
            yield from _rows(workbook, sheet, found, Cells(found, theme))
        except Exception:  # noqa: BLE001 - likewise, while it reads a sheet
            raise _damaged() from None
        yield from asides(archive, sheet.part, sheet.words, found)
    for name in archive.names:
        if name.startswith("xl/embeddings/"):
            words = name_of_file(archive, name, "")
            yield Line("in the workbook", words, beside="embedded file")


def _rows(workbook: "Workbook", sheet: _Sheet, found: Layout, cells: Cells) -> Iterator[Row]:
    read = next((each for each in workbook.worksheets if each.title == sheet.name), None)
    if read is None or not found.width:
        return
    rows = read.iter_rows(max_row=LAST_ROW, max_col=found.width)
    for number, row in enumerate(rows, 1):
        made = cells.of_row(number, row)  # type: ignore[arg-type] # none is merged as it is read
        if any(cell.paragraphs for cell in made):
            place = f"{sheet.words} row {number}{_hidden(found, number, made)}"
            yield Row(place, made, sheet.name, number in found.headers)


def _hidden(found: Layout, number: int, cells: Sequence[Cell]) -> str:
    """What of a row a person does not see until they unhide it."""
    if number in found.hidden_rows:
        return " (hidden)"
    columns = [
        column_letters(column)
        for column in sorted(found.hidden_columns)
        if column <= len(cells) and cells[column - 1].paragraphs
    ]
    return f" (hidden: column {', '.join(columns)})" if columns else ""


def _sheets(archive: Archive, main: str) -> Iterator[_Sheet]:
    """The sheets that have cells, in the order of the workbook."""
    book = archive.tree(main)
    relations = archive.relations(main)
    listed = [] if book is None else book.findall(f"{m('sheets')}/{m('sheet')}")
    for number, each in enumerate(listed):
        relation = relations.get(each.get(RELATION, ""))
        if book is not None and relation and relation.kind == "worksheet":
            is_hidden = each.get("state", "visible") != "visible"
            titles = frozenset(_titles(book, str(number)))
            yield _Sheet(each.get("name", ""), relation.target, is_hidden, titles)


def _titles(book: Element, sheet: str) -> Iterator[int]:
    """The rows that a sheet repeats on every page that is printed."""
    for name in book.iter(m("definedName")):
        if name.get("name") == "_xlnm.Print_Titles" and name.get("localSheetId") == sheet:
            for first, last in _TITLE_ROWS.findall(name.text or ""):
                yield from range(int(first), min(int(last), int(first) + _MOST_TITLES) + 1)


def _damaged() -> Unreadable:
    message = "the workbook is damaged, or was not written by Excel: a part of it cannot be read"
    return Unreadable(message, "open it in Excel, let it be repaired, and save it again")
