"""The rows of a workbook's sheets, each cell as a plan file would say it, and what is wrong there.

A ref that a spreadsheet turned into a number is refused where it may be another: as a number, 1.10
is 1.1.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

from pydantic import TypeAdapter, ValidationError

from planctl.model.character import plain_blanks
from planctl.model.choice import suggestion
from planctl.model.rating import Rating
from planctl.model.scalar import Count, Day, Figure, When
from planctl.model.written import WORDS_IN_A_FILE, shortened
from planctl.tables.fact import NATURAL_KEYS
from planctl.tables.spec import Column, Holds, Part, Table
from planctl.tables.workbook_in import (
    MISSING,
    UNKNOWN,
    Broken,
    Fault,
    PlanWorkbook,
    Raw,
    Row,
    cell_at,
    columns_of,
)
from planctl.tables.workbook_spec import (
    GOES_ON_FORM,
    LONG_TEXTS,
    NOT_RATED,
    RATING_WORDS,
    RECORD,
    Sheet,
    in_words,
    sheets,
)

_CONTINUED: Final = re.compile(GOES_ON_FORM)
_WORDS_IN_A_SHEET: Final = "in the column for the source’s words"
_KINDS: Final[Mapping[Holds, Any]] = {Holds.WHOLE: Count, Holds.NUMBER: Figure, Holds.DAY: Day}


_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_NAMING: Final = frozenset({Part.KEY, Part.PARENT})
_KEYS: Final = frozenset((key,) for key in NATURAL_KEYS)
_WRITE: Final = "write it, or delete the row"
Names = Mapping[float, set[str]]  # those that are one number, by that number


class Misfit(Exception):
    """Why a cell cannot be read: what is wrong with what it holds, and what to do."""

    def __init__(self, message: str, hint: str) -> None:
        """The message goes on from the place of the cell."""
        super().__init__(message)
        self.message, self.hint = message, hint


def said(value: Raw, column: Column, long: Mapping[int, str]) -> str | None:
    """The text that a plan file has for the cell of a column; none for an empty one.

    Raises Misfit.
    """
    if isinstance(value, Broken):
        raise Misfit(f"it holds {value}, which is an error", "write what it should say")
    text = in_full(value, long)
    if not text.strip():
        return None
    if column.choices:
        return _choice(text.strip(), column.choices)
    kind = When if column.part is Part.DUE else _KINDS.get(column.holds)
    if kind is None:
        return text
    if column.part is not Part.DUE:
        text = text.strip()
    _refuse_invalid(text, kind)
    return text


def in_full(value: Raw, long: Mapping[int, str]) -> str:
    """What a cell says, with the rest of a long text; raises Misfit where that is gone."""
    text = in_words(value)
    match = _CONTINUED.search(text)
    return text if match is None else text[: match.start()] + _long_text(int(match[1]), long)


def _long_text(number: int, long: Mapping[int, str]) -> str:
    if number not in long:
        message = f"its text goes on in the sheet “{LONG_TEXTS}”, which does not have text {number}"
        raise Misfit(message, "bring that sheet back, or write the whole text in the cell")
    return long[number]


def _choice(text: str, choices: tuple[str, ...]) -> str:
    """One of the choices, in whatever capitals it is written."""
    known = {choice.casefold(): choice for choice in choices}
    if choices == RATING_WORDS:
        known |= dict.fromkeys((NOT_RATED, Rating.GREY.value), Rating.GREY.value)
    choice = known.get(plain_blanks(text).casefold())
    if choice is None:
        hint = suggestion(text, choices) or f"write one of {', '.join(choices)}"
        raise Misfit(f"“{shortened(text)}” is none of its choices", hint)
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
        raise Misfit(context["message"], hint) from None


def _number_names(book: PlanWorkbook) -> Names:
    """The names in a workbook that look like numbers: those in it now, and when it was made."""
    names: dict[float, set[str]] = {}
    for name in (*_names_in_cells(book), *_names_in_record(book)):
        if _NUMBER.fullmatch(name):
            names.setdefault(float(name), set()).add(name)
    return names


def _refuse_ambiguous_number(value: Raw, column: Column, names: Names) -> None:
    """Raise Misfit for a number where a name is to be, unless it can be one name only."""
    if not _is_name(column) or isinstance(value, bool) or not isinstance(value, int | float):
        return
    text = in_words(value)
    candidates = names.get(float(value), set())
    if candidates == {text} or not (candidates or "." in text):
        return
    with_zero = {f"{text}0"} if "." in text else set()
    alternatives = " or ".join(sorted(candidates | {text} | with_zero))
    message = f"it is the number {text}, and nobody can tell which is meant: {alternatives}"
    raise Misfit(message, f"write it as text, with an apostrophe before it, such as '{text}")


def _is_name(column: Column) -> bool:
    """Whether a column says which item is meant, by its ref or by another name."""
    is_naming = column.part in _NAMING or column.of or column.at[-1:] in _KEYS
    return column.holds is Holds.TEXT and bool(is_naming)


def _names_in_cells(book: PlanWorkbook) -> Iterator[str]:
    for sheet in sheets():
        rows = book.rows(sheet.title)
        for number, _, column in columns_of(sheet, rows) if rows else ():
            if column and _is_name(column):
                cells = (cell_at(row, number) for row in rows[1:])
                yield from (cell.strip() for cell in cells if isinstance(cell, str))


def _names_in_record(book: PlanWorkbook) -> Iterator[str]:
    """The names that were there when the workbook was made, which its hidden sheet keeps."""
    for row in book.rows(RECORD):
        yield from str(cell_at(row, 1) or "").split()


class Taken(NamedTuple):
    """A row of a table of the plan: where it stands, and what its cells say."""

    sheet: str
    number: int
    cells: Mapping[str, str]  # empty cells are left out

    @property
    def place(self) -> str:
        """Where it stands, in words."""
        return f"row {self.number} of the sheet “{self.sheet}”"


def taken(book: PlanWorkbook) -> tuple[Mapping[str, Sequence[Taken]], Sequence[Fault]]:
    """The rows of each table of facts, and what of them does not fit.

    A sheet that is worked out has no such rows, but may have columns that a person added.
    """
    names = _number_names(book)
    readers = [_SheetReader(sheet, book, names) for sheet in sheets() if book.rows(sheet.title)]
    rows = {reader.sheet.table.name: list(reader.rows()) for reader in readers}
    return rows, [fault for reader in readers for fault in reader.faults]


class _SheetReader:
    """One sheet: which of its columns is which."""

    def __init__(self, sheet: Sheet, book: PlanWorkbook, names: Names) -> None:
        self.sheet, self.long, self.names = sheet, book.long, names
        self.faults: list[Fault] = []
        self.headings, *self.inside = book.rows(sheet.title)
        self.columns: list[tuple[int, Column]] = []
        columns = columns_of(sheet, book.rows(sheet.title))
        if any(column for _, _, column in columns):
            self._sort(columns)
        else:
            message = f"row {self.headings.number} of “{sheet.title}” holds none of its headings"
            first = ", ".join(column.heading for column in sheet.columns[:3])
            hint = f"bring back {first} and so on, and delete what stands above them"
            self.faults.append(Fault(message, hint))

    def _sort(self, columns: Sequence[tuple[int, str, Column | None]]) -> None:
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
                self.faults.append(Fault(message, MISSING))

    def _refuse_unknown(self, number: int, name: str) -> None:
        """A column that planctl does not know is no loss where there is nothing in it."""
        if any(cell_at(row, number) is not None for row in self.inside):
            subject = f"the column “{name}”" if name else f"column {number + 1}, without heading,"
            message = f"{subject} of the sheet “{self.sheet.title}” is none of planctl's"
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
                _refuse_ambiguous_number(value, column, self.names)
                text = said(value, column, self.long)
            except Misfit as fault:
                place = f"row {row.number} of the sheet “{self.sheet.title}”"
                message = f"{place}, column “{column.heading}”: {fault.message}"
                self.faults.append(Fault(message, fault.hint))
                continue
            if text is not None:
                yield column.name, text


def faults_of(table: Table, row: Taken) -> Iterator[Fault]:
    """What is wrong with a row."""
    if _is_in_words(table, row):
        if len(row.cells.keys() & {column.name for column in table.facts}) > 1:
            message = f"{row.place} says something in words and names a link too"
            yield Fault(message, "keep one of the two")
        return
    for at in dict.fromkeys(column.at for column in table.facts):
        yield from _faults_of_value(table, row, at)
    for column in table.facts:
        is_asked = len(column.at) <= 1 or _has_group(table, row, column.at[:-1])
        if column.is_required and is_asked and column.name not in row.cells:
            yield Fault(f"{row.place} has no “{column.heading}”", _WRITE)


def _is_in_words(table: Table, row: Taken) -> bool:
    return any(c.part is Part.PLAIN and c.name in row.cells for c in table.facts)


def _faults_of_value(table: Table, row: Taken, at: tuple[str, ...]) -> Iterator[Fault]:
    """What is wrong with the columns of one value together."""
    columns = [column for column in table.facts if column.at == at]
    parts = {column.part for column in columns if column.name in row.cells}
    heading = columns[0].heading
    if parts >= {Part.FIGURE, Part.MISSING}:
        message = f"{row.place} has a “{heading}” and a word for why there is none"
        yield Fault(message, "keep one of the two")
    if Part.WORDS in parts and Part.DUE not in parts:
        message = f"{row.place} has the source's words, and no “{heading}”"
        yield Fault(message, "write the date that they are taken to mean")


def _has_group(table: Table, row: Taken, group: tuple[str, ...]) -> bool:
    """Whether a row says anything of a group of keys."""
    columns = (column for column in table.facts if column.at[: len(group)] == group)
    return any(row.cells.get(column.name, column.default) != column.default for column in columns)
