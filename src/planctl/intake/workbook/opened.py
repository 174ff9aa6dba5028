"""A workbook of ours, opened: the rows of its sheets, with their texts to the character."""

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any, Final, NamedTuple
from zipfile import is_zipfile

from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from planctl.intake.paper.archive import Archive
from planctl.intake.paper.excel.workbook import excel_paper
from planctl.intake.paper.part import Line, Unreadable
from planctl.model.workbook import FORM, MARK, README, README_MARK

_ESCAPED: Final = re.compile("_x([0-9A-Fa-f]{4})_")
_FORMULA: Final = re.compile(rb"<(?:[a-z]+:)?f[ >/]")
_ITEM: Final = f"{{{SHEET_MAIN_NS}}}si"
_BOOK, _CUSTOM = "xl/workbook.xml", "docProps/custom.xml"
_BESIDE: Final = frozenset({"comment", "text box"})
_AGAIN: Final = "open it in Excel and save it as .xlsx, or export the plan again"


class Broken(str):
    """What stands in a cell that Excel could not work out, such as #REF!."""

    __slots__ = ()


Raw = str | int | float | bool | date | datetime | time | timedelta | None


class Row(NamedTuple):
    """A row of a sheet that holds anything, by the number that a person sees."""

    number: int
    cells: Sequence[Raw]


def cell_at(row: Row, number: int) -> Raw:
    """What stands in a column of a row; nothing beyond its last cell."""
    return row.cells[number] if number < len(row.cells) else None


def opened(content: bytes) -> Mapping[str, Sequence[Row]] | None:
    """The sheets of a workbook of ours, by their names; none for what is no workbook of ours.

    Raises Unreadable for one of ours that cannot be opened.
    """
    if not is_zipfile(BytesIO(content)):
        return None
    try:
        if not _has_mark(content):
            return None
        book = _book(content)
        _refuse_other_form(book)
        formulas = _formulas(content)
        return {
            sheet.title: list(_rows(sheet, formulas.get(sheet.title, {})))
            for sheet in book.worksheets
        }
    except Unreadable:
        raise
    except Exception as fault:
        # The library ends in whatever way a damaged part leads to.
        raise Unreadable("this workbook is damaged, and cannot be read", _AGAIN) from fault


def is_ours(content: bytes) -> bool:
    """Whether a file is a workbook that planctl made, whole or damaged in its sheets."""
    try:
        return is_zipfile(BytesIO(content)) and _has_mark(content)
    except Unreadable:
        return False


def beside(content: bytes) -> Sequence[Line]:
    """The notes on cells and the text boxes of a workbook, which no cell holds."""
    archive = Archive(content)
    if not any("omment" in name or "drawings/" in name for name in archive.names):
        return ()
    parts = excel_paper(content, archive)
    return [part for part in parts if isinstance(part, Line) and part.beside in _BESIDE]


def _has_mark(content: bytes) -> bool:
    """Whether a workbook says that planctl made it, in its properties or in a sheet."""
    parts = Archive(content)
    if MARK.encode() in parts.read(_CUSTOM):
        return True
    if f'"{README}"'.encode() not in parts.read(_BOOK):
        return False
    sheets = (name for name in parts.names if name.startswith("xl/") and name.endswith(".xml"))
    return any(README_MARK.encode() in parts.read(name) for name in sheets)


class _Reader(ExcelReader):
    """The library's own reader, but for texts: it would take marks of an escape out of them."""

    def read_strings(self) -> None:
        """Read the texts of the workbook as they stand in it."""
        parts = (part for part in self.package.Override if part.ContentType == SHARED_STRINGS)
        part = next(parts, None)
        if part is None:
            return
        with self.archive.open(part.PartName[1:]) as source:
            for _, node in iterparse(source):
                if node.tag == _ITEM:
                    text = Text.from_tree(node)
                    self.shared_strings.append(text.content if text else "")
                    node.clear()


def _book(content: bytes, *, of_results: bool = True) -> Any:  # noqa: ANN401 - a class that the library's stubs know in part
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what it does not show, such as lists of choices
        reader = _Reader(BytesIO(content), read_only=True, data_only=of_results, keep_links=False)
        reader.read()
    return reader.wb


def _refuse_other_form(book: Any) -> None:  # noqa: ANN401 - see above
    for each in book.custom_doc_props.props:
        if each.name == MARK and str(each.value) != FORM:
            message = "this workbook was made by another version of planctl"
            raise Unreadable(message, "bring planctl up to date, or export the plan again")


_Formulas = Mapping[tuple[int, int], str]  # by the number of the row and the place of the column


def _formulas(content: bytes) -> Mapping[str, _Formulas]:
    """The formulas of each sheet, which a workbook has none of when it is made."""
    archive = Archive(content)
    names = (name for name in archive.names if name.startswith("xl/worksheets/"))
    if not any(_FORMULA.search(archive.read(name)) for name in names):
        return {}
    sheets = _book(content, of_results=False).worksheets
    return {sheet.title: dict(_formulas_of(sheet)) for sheet in sheets}


def _formulas_of(sheet: Any) -> Iterator[tuple[tuple[int, int], str]]:  # noqa: ANN401 - see below
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(), 1):
        for at, cell in enumerate(cells):
            if cell.data_type == "f":
                yield (number, at), str(cell.value)


def _rows(sheet: Any, formulas: _Formulas) -> Iterator[Row]:  # noqa: ANN401 - a class of the library without a public name
    """The rows of a sheet that hold anything."""
    sheet.reset_dimensions()  # what a sheet says of its own size is not always so
    for number, cells in enumerate(sheet.iter_rows(), 1):
        row = [_raw(cell) for cell in cells]
        for at, value in enumerate(row):
            if value is None and (number, at) in formulas:
                row[at] = Broken(f"the formula {formulas[number, at]} without a result")
        if any(value is not None for value in row):
            yield Row(number, row)


def _raw(cell: Any) -> Raw:  # noqa: ANN401 - see above
    """What a cell holds, as a person sees it."""
    value: Raw = cell.value
    if isinstance(value, str):
        return Broken(value) if cell.data_type == "e" else _ESCAPED.sub(_sign, value)
    if isinstance(value, float | int) and not isinstance(value, bool) and "%" in cell.number_format:
        return round(value * 100, 10)
    return value


def _sign(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))
