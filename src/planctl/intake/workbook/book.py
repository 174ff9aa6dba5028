"""The sheets of a workbook of ours by their names, and what stands around them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from planctl.intake.workbook.fault import Fault
from planctl.intake.workbook.opened import Row, cell_at
from planctl.model.table import Column
from planctl.model.workbook import (
    COMMENTS,
    DICTIONARY,
    LONG_TEXTS,
    README,
    UNREAD,
    LeftOut,
    Sheet,
    sheets,
)
from planctl.model.worked_out import RECORD

UNKNOWN: Final = "take it out, or give it back the name that it had"
MISSING: Final = "bring it back under this name; a new export of the plan shows it"
_OURS: Final = frozenset({README, DICTIONARY, LONG_TEXTS, RECORD})


class Book(NamedTuple):
    """The sheets that hold anything, by their names in small letters."""

    sheets: Mapping[str, Sequence[Row]]
    long: Mapping[int, str]  # the rests of the long texts, by their numbers
    lines: Mapping[str, Row]  # of the sheet that lists the others, as the workbook was made

    def rows(self, title: str) -> Sequence[Row]:
        """The rows of a sheet."""
        return self.sheets.get(title.casefold(), ())

    def line(self, *names: str) -> Row:
        """What the sheet that lists the others says under the first name that it has."""
        return next((self.lines[name] for name in names if name in self.lines), Row(0, ()))

    @property
    def left(self) -> LeftOut:
        """What of the files was not in the workbook when it was made."""
        count = cell_at(self.line(COMMENTS), 1)
        unread = cell_at(self.line(UNREAD), 2)
        return LeftOut(int(count) if isinstance(count, int | float) else 0, str(unread or ""))


def book_of(found: Mapping[str, Sequence[Row]], faults: list[Fault]) -> Book:
    """The sheets of a workbook that was opened; what is wrong with them is added to the faults."""
    by_small = {name.strip().casefold(): rows for name, rows in found.items()}
    faults += (Fault(each, UNKNOWN) for each in _unknown_sheets(found))
    lines = {str(cell_at(row, 0)): row for row in by_small.get(README.casefold(), ())}
    long = _long_texts(by_small.get(LONG_TEXTS.casefold(), ()), faults)
    book = Book(by_small, long, lines)
    faults += (Fault(each, MISSING) for each in _missing_sheets(book))
    return book


def columns_of(sheet: Sheet, rows: Sequence[Row]) -> Sequence[tuple[int, str, Column | None]]:
    """Each column of a sheet: its place, what stands above it, and which it is of ours."""
    known = {column.heading.casefold(): column for column in sheet.columns}
    width = max(len(row.cells) for row in rows)
    names = [str(cell_at(rows[0], number) or "").strip() for number in range(width)]
    return [(n, name, known.pop(name.casefold(), None)) for n, name in enumerate(names)]


def _long_texts(rows: Sequence[Row], faults: list[Fault]) -> Mapping[int, str]:
    """The rests of the long texts, by their numbers, without the signs around each part."""
    parts: dict[int, list[tuple[int, str]]] = {}
    for row in rows[1:]:
        match row.cells:
            case [int() | float() as text, int() | float() as part, str() as words, *_]:
                parts.setdefault(int(text), []).append((int(part), words[1:-1]))
            case _:
                message = f"row {row.number} of the sheet “{LONG_TEXTS}” is no part of a text"
                faults.append(Fault(message, "bring it back as it was"))
    return {text: "".join(words for _, words in sorted(of)) for text, of in parts.items()}


def _unknown_sheets(found: Mapping[str, Sequence[Row]]) -> Iterator[str]:
    known = {name.casefold() for name in (*_OURS, *(sheet.title for sheet in sheets()))}
    for name, rows in found.items():
        if rows and name.strip().casefold() not in known:
            yield f"the sheet “{name}” is none of planctl's"


def _missing_sheets(book: Book) -> Iterator[str]:
    """The sheets that held rows when the workbook was made, and are not there."""
    for sheet in sheets():
        held = cell_at(book.line(sheet.title, f"{sheet.title} (hidden)"), 1)
        is_there = sheet.title.casefold() in book.sheets
        if sheet.is_facts and not is_there and (held or not book.lines):
            yield f"the sheet “{sheet.title}” is missing"
