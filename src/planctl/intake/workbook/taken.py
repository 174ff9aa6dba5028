"""The rows of each sheet of a workbook of ours: cells by the names of their columns."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from planctl.intake.workbook.book import MISSING, UNKNOWN, Book, columns_of
from planctl.intake.workbook.cell import Misfit, said
from planctl.intake.workbook.fault import Fault
from planctl.intake.workbook.numbered import Names, names_of, refuse_number
from planctl.intake.workbook.opened import Row, cell_at
from planctl.model.table import Column
from planctl.model.workbook import Sheet, sheets


class Taken(NamedTuple):
    """A row of a table of the plan: where it stands, and what its cells say."""

    sheet: str
    number: int
    cells: Mapping[str, str]  # empty cells are left out

    @property
    def place(self) -> str:
        """Where it stands, in words."""
        return f"row {self.number} of the sheet “{self.sheet}”"


def taken(book: Book, faults: list[Fault]) -> Mapping[str, Sequence[Taken]]:
    """The rows of each table of facts; what of them does not fit is added to the faults.

    A sheet that is worked out has no such rows, but may have columns that a person added.
    """
    names = names_of(book)
    return {
        sheet.table.name: list(_SheetReader(sheet, book, names, faults).rows())
        for sheet in sheets()
        if book.rows(sheet.title)
    }


class _SheetReader:
    """One sheet: which of its columns is which."""

    def __init__(self, sheet: Sheet, book: Book, names: Names, faults: list[Fault]) -> None:
        self.sheet, self.long, self.names, self.faults = sheet, book.long, names, faults
        self.headings, *self.inside = book.rows(sheet.title)
        self.columns: list[tuple[int, Column]] = []
        columns = columns_of(sheet, book.rows(sheet.title))
        if any(column for _, _, column in columns):
            self._sort(columns)
        else:
            message = f"row {self.headings.number} of “{sheet.title}” holds none of its headings"
            first = ", ".join(column.heading for column in sheet.columns[:3])
            hint = f"bring back {first} and so on, and delete what stands above them"
            faults.append(Fault(message, hint))

    def _sort(self, columns: Sequence[tuple[int, str, Column | None]]) -> None:
        """Which columns are read, which are not known, and which are not there."""
        for number, name, column in columns:
            if column is None:
                self._refuse_unknown(number, name)
            elif not column.is_worked_out:
                self.columns.append((number, column))
        there = [column for _, column in self.columns]
        for column in self.sheet.columns:
            if not column.is_worked_out and column not in there:
                message = f"the sheet “{self.sheet.title}” has lost its column “{column.heading}”"
                self.faults.append(Fault(message, MISSING))

    def _refuse_unknown(self, number: int, name: str) -> None:
        """A column that planctl does not know is no loss where there is nothing in it."""
        if any(cell_at(row, number) is not None for row in self.inside):
            called = f"the column “{name}”" if name else f"column {number + 1}, without heading,"
            message = f"{called} of the sheet “{self.sheet.title}” is none of planctl's"
            self.faults.append(Fault(message, UNKNOWN))

    def rows(self) -> Iterator[Taken]:
        """What its rows say, without the cells that cannot be read."""
        for row in self.inside:
            cells = dict(self._cells(row))
            if cells:
                yield Taken(self.sheet.title, row.number, cells)

    def _cells(self, row: Row) -> Iterator[tuple[str, str]]:
        for number, column in self.columns:
            value = cell_at(row, number)
            try:
                refuse_number(value, column, self.names)
                text = said(value, column, self.long)
            except Misfit as fault:
                place = f"row {row.number} of the sheet “{self.sheet.title}”"
                message = f"{place}, column “{column.heading}”: {fault.message}"
                self.faults.append(Fault(message, fault.hint))
                continue
            if text is not None:
                yield column.name, text
