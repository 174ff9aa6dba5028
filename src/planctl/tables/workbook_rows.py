"""The rows of a workbook's sheets, each cell as a plan file would say it, and what is wrong there.

A ref that a spreadsheet turned into a number is refused where it may be another: as a number, 1.10
is 1.1.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

from pydantic import TypeAdapter, ValidationError

from planctl.model.field_types import AnyTimescale, Count, Day, Figure, LeftOut
from planctl.model.label import plain_blanks
from planctl.model.nearest_name import suggest_name
from planctl.model.problem import Trouble
from planctl.model.rating import Rating
from planctl.model.timescale_grammar import WORDS_IN_A_FILE, shorten
from planctl.tables.facts import NATURAL_KEYS
from planctl.tables.schema import CellType, PlanTable, TableColumn, ValuePart
from planctl.tables.workbook_in import (
    MISSING_HINT,
    UNKNOWN_HINT,
    ErrorCell,
    PlanWorkbook,
    RawCell,
    RawRow,
    WorkbookFault,
    cell_at,
    match_columns_of,
)
from planctl.tables.workbook_layout import (
    GOES_ON_FORM,
    LONG_TEXTS_SHEET,
    NOT_RATED,
    RATING_WORDS,
    RECORD_SHEET_NAME,
    WorkbookSheet,
    cell_text,
    workbook_sheets,
)

_CONTINUED: Final = re.compile(GOES_ON_FORM)
_WORDS_IN_A_SHEET: Final = "in the column for the source’s words"
_KINDS: Final[Mapping[CellType, Any]] = {
    CellType.WHOLE: Count,
    CellType.NUMBER: Figure,
    CellType.DAY: Day,
}


_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_NAMING: Final = frozenset({ValuePart.KEY, ValuePart.PARENT})
_KEYS: Final = frozenset((key,) for key in NATURAL_KEYS)
_WRITE: Final = "write it, or delete the row"
NumberNames = Mapping[float, set[str]]  # those that are one number, by that number


class CellFault(Trouble):
    """Why a cell cannot be read; the message goes on from the place of the cell."""


def parse_cell_value(value: RawCell, column: TableColumn, long: Mapping[int, str]) -> str | None:
    """The text that a plan file has for the cell of a column; none for an empty one.

    Raises Misfit.
    """
    if isinstance(value, ErrorCell):
        raise CellFault(f"it holds {value}, which is an error", "write what it should say")
    text = full_cell_text(value, long)
    if not text.strip():
        return None
    if column.choices:
        return _choice(text.strip(), column.choices)
    kind = _KINDS.get(column.holds)
    if column.part is ValuePart.DUE:  # of the months without a board, some are of every year
        kind = LeftOut if column.name == "month" else AnyTimescale
    if kind is None:
        return text
    if column.part is not ValuePart.DUE:
        text = text.strip()
    _refuse_invalid(text, kind)
    return text


def full_cell_text(value: RawCell, long: Mapping[int, str]) -> str:
    """What a cell says, with the rest of a long text; raises CellFault where that is gone."""
    text = cell_text(value)
    match = _CONTINUED.search(text)
    if match is None:
        return text
    number = int(match[1])
    if number not in long:
        message = (
            f"its text goes on in the sheet “{LONG_TEXTS_SHEET}”, which does not have text {number}"
        )
        raise CellFault(message, "bring that sheet back, or write the whole text in the cell")
    return text[: match.start()] + long[number]


def _choice(text: str, choices: tuple[str, ...]) -> str:
    """One of the choices, in whatever capitals it is written."""
    known = {choice.casefold(): choice for choice in choices}
    if choices == RATING_WORDS:
        known |= dict.fromkeys((NOT_RATED, Rating.GREY.value), Rating.GREY.value)
    choice = known.get(plain_blanks(text).casefold())
    if choice is None:
        hint = suggest_name(text, choices) or f"write one of {', '.join(choices)}"
        raise CellFault(f"“{shorten(text)}” is none of its choices", hint)
    return choice


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:  # noqa: ANN401 - any type of a field
    return TypeAdapter(kind)


def _refuse_invalid(text: str, kind: Any) -> None:  # noqa: ANN401 - see above
    """Refuse what the field of the plan would, in the same words."""
    try:
        _adapter(kind).validate_python(text)
    except ValidationError as error:
        context = error.errors(include_url=False)[0]["ctx"]
        hint = context["hint"].replace(WORDS_IN_A_FILE, _WORDS_IN_A_SHEET)
        raise CellFault(context["message"], hint) from None


def _number_names(book: PlanWorkbook) -> NumberNames:
    """The names in a workbook that look like numbers: those in it now, and when it was made."""
    names: dict[float, set[str]] = {}
    for name in (*_names_in_cells(book), *_names_in_record(book)):
        if _NUMBER.fullmatch(name):
            names.setdefault(float(name), set()).add(name)
    return names


def _refuse_ambiguous_number(value: RawCell, column: TableColumn, names: NumberNames) -> None:
    """Raise Misfit for a number where a name is to be, unless it can be one name only."""
    if not _is_name(column) or isinstance(value, bool) or not isinstance(value, int | float):
        return
    text = cell_text(value)
    candidates = names.get(float(value), set())
    if candidates == {text} or not (candidates or "." in text):
        return
    with_zero = {f"{text}0"} if "." in text else set()
    alternatives = " or ".join(sorted(candidates | {text} | with_zero))
    message = f"it is the number {text}, and nobody can tell which is meant: {alternatives}"
    raise CellFault(message, f"write it as text, with an apostrophe before it, such as '{text}")


def _is_name(column: TableColumn) -> bool:
    """Whether a column says which item is meant, by its ref or by another name."""
    is_naming = column.part in _NAMING or column.of or column.at[-1:] in _KEYS
    return column.holds is CellType.TEXT and bool(is_naming)


def _names_in_cells(book: PlanWorkbook) -> Iterator[str]:
    for sheet in workbook_sheets():
        rows = book.rows(sheet.title)
        for number, _, column in match_columns_of(sheet, rows) if rows else ():
            if column and _is_name(column):
                cells = (cell_at(row, number) for row in rows[1:])
                yield from (cell.strip() for cell in cells if isinstance(cell, str))


def _names_in_record(book: PlanWorkbook) -> Iterator[str]:
    """The names that were there when the workbook was made, which its hidden sheet keeps."""
    for row in book.rows(RECORD_SHEET_NAME):
        yield from str(cell_at(row, 1) or "").split()


class WorkbookRow(NamedTuple):
    """A row of a table of the plan: where it stands, and what its cells say."""

    sheet: str
    number: int
    cells: Mapping[str, str]  # empty cells are left out

    @property
    def place(self) -> str:
        """Where it stands, in words."""
        return f"row {self.number} of the sheet “{self.sheet}”"


def read_table_rows(
    book: PlanWorkbook,
) -> tuple[Mapping[str, Sequence[WorkbookRow]], Sequence[WorkbookFault]]:
    """The rows of each table of facts, and what of them does not fit.

    A sheet that is worked out has no such rows, but may have columns that a person added.
    """
    names = _number_names(book)
    readers = [_SheetReader(s, book, names) for s in workbook_sheets() if book.rows(s.title)]
    rows = {reader.sheet.table.name: list(reader.rows()) for reader in readers}
    return rows, [fault for reader in readers for fault in reader.faults]


class _SheetReader:
    """One sheet: which of its columns is which."""

    def __init__(self, sheet: WorkbookSheet, book: PlanWorkbook, names: NumberNames) -> None:
        self.sheet, self.long, self.names = sheet, book.long, names
        self.faults: list[WorkbookFault] = []
        self.headings, *self.inside = book.rows(sheet.title)
        self.columns: list[tuple[int, TableColumn]] = []
        columns = match_columns_of(sheet, book.rows(sheet.title))
        if any(column for _, _, column in columns):
            self._sort(columns)
        else:
            message = f"row {self.headings.number} of “{sheet.title}” holds none of its headings"
            first = ", ".join(column.heading for column in sheet.columns[:3])
            hint = f"bring back {first} and so on, and delete what stands above them"
            self.faults.append(WorkbookFault(message, hint))

    def _sort(self, columns: Sequence[tuple[int, str, TableColumn | None]]) -> None:
        """Which columns are read, which are not known, and which are not there."""
        for number, name, column in columns:
            if column is None:
                self._refuse_unknown(number, name)
            elif not column.is_worked_out:
                self.columns.append((number, column))
        read = [column for _, column in self.columns]
        for column in self.sheet.columns:
            if not column.is_worked_out and column not in read:
                message = f"the sheet “{self.sheet.title}” has lost its column “{column.heading}”"
                self.faults.append(WorkbookFault(message, MISSING_HINT))

    def _refuse_unknown(self, number: int, name: str) -> None:
        """A column that planctl does not know is no loss where there is nothing in it."""
        if any(cell_at(row, number) is not None for row in self.inside):
            subject = f"the column “{name}”" if name else f"column {number + 1}, without heading,"
            message = f"{subject} of the sheet “{self.sheet.title}” is none of planctl's"
            self.faults.append(WorkbookFault(message, UNKNOWN_HINT))

    def rows(self) -> Iterator[WorkbookRow]:
        """What its rows say, without the cells that cannot be read."""
        for row in self.inside:
            cells = dict(self._cells(row))
            if cells:
                yield WorkbookRow(self.sheet.title, row.number, cells)

    def _cells(self, row: RawRow) -> Iterator[tuple[str, str]]:
        for number, column in self.columns:
            value = cell_at(row, number)
            try:
                _refuse_ambiguous_number(value, column, self.names)
                text = parse_cell_value(value, column, self.long)
            except CellFault as fault:
                place = f"row {row.number} of the sheet “{self.sheet.title}”"
                message = f"{place}, column “{column.heading}”: {fault.message}"
                self.faults.append(WorkbookFault(message, fault.hint))
                continue
            if text is not None:
                yield column.name, text


def row_faults_of(table: PlanTable, row: WorkbookRow) -> Iterator[WorkbookFault]:
    """What is wrong with a row."""
    if any(c.part is ValuePart.PLAIN and c.name in row.cells for c in table.facts):
        if len(row.cells.keys() & {column.name for column in table.facts}) > 1:
            message = f"{row.place} says something in words and names a link too"
            yield WorkbookFault(message, "keep one of the two")
        return
    plain = next((column for column in table.facts if column.part is ValuePart.PLAIN), None)
    if plain and next(c for c in table.facts if c is not plain).name not in row.cells:
        yield WorkbookFault(f"{row.place} has no “{plain.heading}”", _WRITE)
    for at in dict.fromkeys(column.at for column in table.facts):
        yield from _faults_of_value(table, row, at)
    for column in table.facts:
        is_asked = len(column.at) <= 1 or _has_group(table, row, column.at[:-1])
        if column.is_required and is_asked and column.name not in row.cells:
            yield WorkbookFault(f"{row.place} has no “{column.heading}”", _WRITE)


def _faults_of_value(
    table: PlanTable, row: WorkbookRow, at: tuple[str, ...]
) -> Iterator[WorkbookFault]:
    """What is wrong with the columns of one value together."""
    columns = [column for column in table.facts if column.at == at]
    parts = {column.part for column in columns if column.name in row.cells}
    heading = columns[0].heading
    if parts >= {ValuePart.FIGURE, ValuePart.MISSING}:
        message = f"{row.place} has a “{heading}” and a word for why there is none"
        yield WorkbookFault(message, "keep one of the two")
    if ValuePart.WORDS in parts and ValuePart.DUE not in parts:
        message = f"{row.place} has the source's words, and no “{heading}”"
        yield WorkbookFault(message, "write the date that they are taken to mean")


def _has_group(table: PlanTable, row: WorkbookRow, group: tuple[str, ...]) -> bool:
    """Whether a row says anything of a group of keys."""
    columns = (column for column in table.facts if column.at[: len(group)] == group)
    return any(row.cells.get(column.name, column.default) != column.default for column in columns)
