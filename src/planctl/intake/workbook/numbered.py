"""Refs that a spreadsheet turned into numbers: as a number, 1.10 is 1.1, which may be another."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from planctl.intake.workbook.book import Book, columns_of
from planctl.intake.workbook.cell import Misfit
from planctl.intake.workbook.opened import Raw, cell_at
from planctl.model.fact_table import NATURAL_KEYS
from planctl.model.table import Column, Holds, Part
from planctl.model.workbook import sheets
from planctl.model.worked_out import RECORD, in_words

_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_NAMING: Final = frozenset({Part.KEY, Part.PARENT})
_KEYS: Final = frozenset((key,) for key in NATURAL_KEYS)

Names = Mapping[float, set[str]]  # those that are one number, by that number


def names_of(book: Book) -> Names:
    """The names in a workbook that look like numbers: those in it now, and when it was made."""
    found: dict[float, set[str]] = {}
    for name in (*_now(book), *_then(book)):
        if _NUMBER.fullmatch(name):
            found.setdefault(float(name), set()).add(name)
    return found


def refuse_number(value: Raw, column: Column, names: Names) -> None:
    """Raise Misfit for a number where a name is to be, unless it can be one name only."""
    if not _is_name(column) or isinstance(value, bool) or not isinstance(value, int | float):
        return
    text = in_words(value)
    could_be = names.get(float(value), set())
    if could_be == {text} or not (could_be or "." in text):
        return
    nought = {f"{text}0"} if "." in text else set()
    either = " or ".join(sorted(could_be | {text} | nought))
    message = f"it is the number {text}, and nobody can tell which is meant: {either}"
    raise Misfit(message, f"write it as text, with an apostrophe before it, such as '{text}")


def _is_name(column: Column) -> bool:
    """Whether a column says which item is meant, by its ref or by another name."""
    is_naming = column.part in _NAMING or column.of or column.at[-1:] in _KEYS
    return column.holds is Holds.TEXT and bool(is_naming)


def _now(book: Book) -> Iterator[str]:
    for sheet in sheets():
        rows = book.rows(sheet.title)
        for number, _, column in columns_of(sheet, rows) if rows else ():
            if column and _is_name(column):
                cells = (cell_at(row, number) for row in rows[1:])
                yield from (cell.strip() for cell in cells if isinstance(cell, str))


def _then(book: Book) -> Iterator[str]:
    """The names that were there when the workbook was made, which its hidden sheet keeps."""
    for row in book.rows(RECORD):
        yield from str(cell_at(row, 1) or "").split()
