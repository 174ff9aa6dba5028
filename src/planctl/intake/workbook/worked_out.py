"""The grey cells of a workbook that say something else than planctl wrote there.

They are not taken into the plan, so whoever wrote there is to hear of it. A row that was moved,
copied or named anew still says what planctl wrote, and is passed over; so is an emptied cell.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from planctl.intake.workbook.book import Book, columns_of
from planctl.intake.workbook.cell import Misfit, in_full
from planctl.intake.workbook.opened import Row, cell_at
from planctl.model.workbook import Sheet, sheets
from planctl.model.worked_out import NO_PRINT, RECORD, label_of, print_of


class Overwritten(NamedTuple):
    """A grey cell in which a person wrote: where it is, and what it says now."""

    place: str
    text: str


def overwritten(book: Book) -> Sequence[Overwritten] | None:
    """The grey cells of all sheets in which a person wrote; none where nobody can tell."""
    if not book.rows(RECORD):
        return None
    known = _known(book.rows(RECORD))
    return [each for sheet in sheets() for each in _of_sheet(sheet, book, known)]


_ANY: Final = "\0"  # the label of no row: all of a column
_Known = Mapping[tuple[str, str], Mapping[str, set[str]]]  # prints by column, and then by row


def _known(rows: Sequence[Row]) -> _Known:
    known: dict[tuple[str, str], dict[str, set[str]]] = {}
    for row in rows:
        sheet, label, names, prints = (str(cell or "") for cell in (*row.cells, *[""] * 4)[:4])
        for name, each in zip(names.split(), prints.split(), strict=False):
            of_column = known.setdefault((sheet, name), {})
            for row_named in (label, _ANY):
                of_column.setdefault(row_named, set()).add(each)
    return known


def _of_sheet(sheet: Sheet, book: Book, known: _Known) -> Iterator[Overwritten]:
    rows = book.rows(sheet.title)
    found = [(n, column) for n, _, column in columns_of(sheet, rows) if column] if rows else []
    for row in rows[1:]:
        texts = {column.name: _text(row, number, book) for number, column in found}
        label = label_of(sheet, texts)
        for _, column in found:
            prints = known.get((sheet.title, column.name), {})
            text = texts[column.name]
            if column.is_worked_out and not _is_ours(print_of(text), label, prints):
                place = f"row {row.number} of the sheet “{sheet.title}”, column “{column.heading}”"
                yield Overwritten(place, text)


def _is_ours(made: str, label: str, prints: Mapping[str, set[str]]) -> bool:
    """Whether planctl wrote this, in this row or, if it did not know the row, in any."""
    return made == NO_PRINT or made in prints.get(label, prints.get(_ANY, set()))


def _text(row: Row, number: int, book: Book) -> str:
    """What a cell says; a text whose rest is gone is not what planctl wrote."""
    value = cell_at(row, number)
    try:
        return in_full(value, book.long)
    except Misfit:
        return str(value)
