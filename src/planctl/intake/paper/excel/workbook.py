"""The bytes of a workbook become a paper: every sheet a table, hidden ones too.

What is opened, and how the cells are read, is in book.py; what stands beside them in layout.py.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final
from xml.etree.ElementTree import Element

from planctl.intake.paper.archive import Archive
from planctl.intake.paper.colour import theme_colours
from planctl.intake.paper.embedded import name_of_file
from planctl.intake.paper.excel.beside import asides, heads
from planctl.intake.paper.excel.book import Book, Sheet, damaged, open_book
from planctl.intake.paper.excel.cell import Cells
from planctl.intake.paper.excel.layout import Layout, column_letters, layout, m
from planctl.intake.paper.grid import limited
from planctl.intake.paper.part import Cell, Line, Paper, Part, Row, Unreadable

_TITLE_ROWS: Final = re.compile(r"\$(\d{1,7}):\$(\d{1,7})")
_MOST_TITLES: Final = 10
_LONGEST: Final = 1_000  # characters of what a name stands for


def excel_paper(content: bytes, archive: Archive) -> Paper:
    """The rows and lines of a workbook; raises Unreadable."""
    try:
        return list(limited(_parts(open_book(content, archive))))
    except Unreadable:
        raise
    except Exception:  # noqa: BLE001 - openpyxl raises whatever its many parts do
        raise damaged() from None


def _parts(book: Book) -> Iterator[Part]:
    archive = book.archive
    theme = theme_colours(archive.tree("xl/theme/theme1.xml"))
    titles = _titles(archive.tree(book.main))
    for sheet in book.sheets:
        found = layout(archive.read(sheet.part))
        found.headers.update(titles.get(str(sheet.number), ()), heads(archive, sheet.part))
        relations = archive.relations(sheet.part)
        for place, name in found.relations.items():
            if (relation := relations.get(name)) and relation.is_outside:
                found.links[place] = relation.target
        yield from _rows(book, sheet, found, Cells(found, theme))
        yield from asides(archive, sheet.part, sheet.words, found)
    for name in archive.names:
        if name.startswith("xl/embeddings/"):
            words = name_of_file(archive, name, "")
            yield Line("in the workbook", words, beside="embedded file")


def _rows(book: Book, sheet: Sheet, found: Layout, cells: Cells) -> Iterator[Row]:
    for number, row in book.rows(sheet):
        made = cells.of_row(number, row)
        if any(cell.paragraphs for cell in made):
            place = f"{sheet.words} row {number}{_hidden(found, number, made)}"
            yield Row(place, made, sheet.name, number in found.headers)


def _hidden(found: Layout, number: int, cells: Sequence[Cell]) -> str:
    """What of a row a person does not see until they unhide it."""
    if number in found.hidden_rows:
        return " (hidden)"
    columns = [
        column_letters(column)
        for column, cell in zip(found.columns, cells, strict=True)
        if column in found.hidden_columns and cell.paragraphs
    ]
    return f" (hidden: column {', '.join(columns)})" if columns else ""


def _titles(book: Element | None) -> dict[str, set[int]]:
    """The rows that a sheet, by its number, repeats on every page that is printed."""
    found: dict[str, set[int]] = {}
    for name in () if book is None else book.iter(m("definedName")):
        if name.get("name") == "_xlnm.Print_Titles":
            rows = found.setdefault(name.get("localSheetId", ""), set())
            for first, last in _TITLE_ROWS.findall((name.text or "")[:_LONGEST]):
                rows.update(range(int(first), min(int(last), int(first) + _MOST_TITLES) + 1))
    return found
