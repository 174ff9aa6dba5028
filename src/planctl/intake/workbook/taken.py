"""The rows of each sheet of a workbook of ours: cells by the names of their columns."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from planctl.intake.workbook.cell import Misfit, said
from planctl.intake.workbook.fault import Fault, refuse
from planctl.intake.workbook.opened import Raw, Row
from planctl.model.table import Column, Part
from planctl.model.workbook import DICTIONARY, LONG_TEXTS, README, Sheet, sheets

_OURS: Final = frozenset({README, DICTIONARY, LONG_TEXTS})
_READ: Final = frozenset(Part) - {Part.DAY, Part.JUDGED}
_LOST: Final = "take it out, or bring back what is missing"


class Taken(NamedTuple):
    """A row of a table of the plan: where it stands, and what its cells say."""

    place: str
    cells: Mapping[str, str]  # empty cells are left out


def taken(found: Mapping[str, Sequence[Row]]) -> Mapping[str, Sequence[Taken]]:
    """The rows of each table of facts of a workbook that was opened.

    Raises Unreadable with every sheet, column and cell that does not fit.
    """
    by_small = {name.strip().casefold(): rows for name, rows in found.items()}
    faults = [Fault(each, _LOST) for each in (*_unknown_sheets(found), *_missing_sheets(by_small))]
    long = _long_texts(by_small.get(LONG_TEXTS.casefold(), ()), faults)
    rows = {}
    for sheet in sheets():
        of = by_small.get(sheet.title.casefold(), ())
        if sheet.is_facts and of:
            rows[sheet.table.name] = list(_SheetReader(sheet, of, long, faults).rows())
    refuse(faults)
    return rows


class _SheetReader:
    """One sheet: which of its columns is which."""

    def __init__(
        self, sheet: Sheet, rows: Sequence[Row], long: Mapping[int, str], faults: list[Fault]
    ) -> None:
        self.sheet, self.long, self.faults = sheet, long, faults
        headings, *self.inside = rows
        known = {column.heading.casefold(): column for column in sheet.columns}
        width = max(len(row.cells) for row in rows)
        names = [str(_cell(headings, number) or "").strip() for number in range(width)]
        self.columns: list[tuple[int, Column]] = []
        if not any(name.casefold() in known for name in names):
            message = f"row {headings.number} of “{sheet.title}” holds none of its headings"
            hint = f"the first row is {', '.join(c.heading for c in sheet.columns[:3])} and so on"
            faults.append(Fault(message, hint))
            return
        for number, name in enumerate(names):
            column = known.pop(name.casefold(), None)
            if column is None:
                self._refuse_unknown(number, name)
            elif column.part in _READ:
                self.columns.append((number, column))
        for column in known.values():
            if column.part in _READ:
                message = f"the sheet “{sheet.title}” has lost its column “{column.heading}”"
                faults.append(Fault(message, _LOST))

    def _refuse_unknown(self, number: int, name: str) -> None:
        """A column that planctl does not know is no loss where there is nothing in it."""
        if any(_cell(row, number) is not None for row in self.inside):
            called = f"the column “{name}”" if name else f"column {number + 1}, without heading,"
            message = f"{called} of the sheet “{self.sheet.title}” is none of planctl's"
            self.faults.append(Fault(message, _LOST))

    def rows(self) -> Iterator[Taken]:
        """What its rows say, without the cells that cannot be read."""
        for row in self.inside:
            place = f"row {row.number} of the sheet “{self.sheet.title}”"
            cells = dict(self._cells(row, place))
            if cells:
                yield Taken(place, cells)

    def _cells(self, row: Row, place: str) -> Iterator[tuple[str, str]]:
        for number, column in self.columns:
            try:
                text = said(_cell(row, number), column, self.long)
            except Misfit as fault:
                message = f"{place}, column “{column.heading}”: {fault.message}"
                self.faults.append(Fault(message, fault.hint))
                continue
            if text is not None:
                yield column.name, text


def _cell(row: Row, number: int) -> Raw:
    return row.cells[number] if number < len(row.cells) else None


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


def _missing_sheets(found: Mapping[str, Sequence[Row]]) -> Iterator[str]:
    """The sheets that held rows when the workbook was made, and are not there."""
    counts = {
        str(row.cells[0]): row.cells[1]
        for row in found.get(README.casefold(), ())
        if len(row.cells) > 1
    }
    for sheet in sheets():
        held = counts.get(sheet.title, counts.get(f"{sheet.title} (hidden)"))
        if sheet.is_facts and sheet.title.casefold() not in found and (held or not counts):
            yield f"the sheet “{sheet.title}” is missing"
