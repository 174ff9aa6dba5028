"""A table of figures becomes readings of measures; every row is one, or is refused with why.

Long form has a row for each figure: the measure, the day, the value. Wide form has a row for each
measure and a column for each month. Which it is, is seen from the headings.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from planctl.intake.figure import read_figure, read_on
from planctl.intake.table import NoTable, Row, Table
from planctl.model.measure import Measure
from planctl.model.nearest import suggestion
from planctl.model.scalar import Missing
from planctl.model.written import Unreadable, shortened

MORE: Final = ("source", "numerator", "denominator", "note")
_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("id", "measure", "measure id", "indicator", "kpi", "title"),
    "day": ("on", "day", "date", "month", "period", "as at"),
    "value": ("value", "figure", "result", "actual"),
    "source": ("source",),
    "numerator": ("numerator",),
    "denominator": ("denominator",),
    "note": ("note", "notes", "comment", "comments"),
}
_NO_FIGURE: Final = tuple(Missing)
_MOST: Final = 10  # rows in which headings are looked for: titles may stand above them


class Mapped(NamedTuple):
    """What somebody says of a table: the headings of its columns, or the one measure it is of."""

    id_column: str = ""
    day_column: str = ""
    value_column: str = ""
    measure: str = ""
    source: str = ""


class Reading(NamedTuple):
    """A figure of the table, as a plan file would hold it."""

    line: int
    measure: str  # its id
    on: date
    value: str
    more: Mapping[str, str]


class Refused(NamedTuple):
    """A row or a cell that is no reading, and why."""

    line: int
    what: str
    why: str


class Taken(NamedTuple):
    """What a table holds."""

    readings: tuple[Reading, ...]
    refused: tuple[Refused, ...]
    empty: int  # cells without a figure
    headings: int  # rows that repeat the headings
    remarks: tuple[str, ...]


class _Columns(NamedTuple):
    """Which column is what, by its number; days are those of wide form."""

    of: Mapping[str, int]
    days: Mapping[int, date]
    other: tuple[str, ...]
    width: int  # how many headings there are


def readings(found: Table, measures: Sequence[Measure], mapped: Mapped) -> Taken:
    """Every figure of a table; raises NoTable where its headings do not say what is what."""
    number, columns = _headings(found.rows, mapped)
    head = found.rows[number]
    known = _known(measures)
    taken: list[Reading] = []
    refused: list[Refused] = []
    empty = again = 0
    for row in found.rows[number + 1 :]:
        if row.cells == head.cells:
            again += 1
            continue
        for each in _of_row(row, columns, known, mapped):
            if isinstance(each, Reading):
                taken.append(each)
            elif each is None:
                empty += 1
            else:
                refused.append(each)
    remarks = list(found.remarks)
    if columns.other:
        remarks.append(f"left out, as columns of nothing that is known: {', '.join(columns.other)}")
    return Taken(tuple(taken), tuple(refused), empty, again, tuple(remarks))


def _headings(rows: Sequence[Row], mapped: Mapped) -> tuple[int, _Columns]:
    """The row of headings, and what they say."""
    for number, row in enumerate(rows[:_MOST]):
        columns = _columns(row, mapped)
        has_id = "id" in columns.of or mapped.measure
        is_long = {"day", "value"} <= columns.of.keys()
        if has_id and (is_long or columns.days):
            return number, columns
    message = "no row of headings says which column is the measure, the day and the value"
    odd = next((_columns(row, mapped).other for row in rows if _columns(row, mapped).of), ())
    if odd:
        message += f"; not read as a month or a day: {', '.join(odd)}"
    hint = (
        "call them id, day and value, or name them: --id-column, --day-column, --value-column; a "
        "file of one measure needs --measure ID"
    )
    raise NoTable(message, hint)


def _columns(row: Row, mapped: Mapped) -> _Columns:
    asked = {"id": mapped.id_column, "day": mapped.day_column, "value": mapped.value_column}
    of: dict[str, int] = {}
    days: dict[int, date] = {}
    other = []
    for number, cell in enumerate(row.cells):
        name = " ".join(cell.split()).casefold()
        kind = next((kind for kind in _NAMES if _is_called(name, kind, asked)), "")
        if kind and kind not in of:
            of[kind] = number
        elif name and (day := _day_in(cell)):
            days[number] = day
        elif name:
            other.append(shortened(cell))
    if "value" in of:
        other += [row.cells[number] for number in days]
        days = {}
    return _Columns(of, days, tuple(other), len(row.cells))


def _is_called(name: str, kind: str, asked: Mapping[str, str]) -> bool:
    wanted = asked.get(kind, "")
    return name == " ".join(wanted.split()).casefold() if wanted else name in _NAMES[kind]


def _day_in(cell: str) -> date | None:
    try:
        return read_on(cell)
    except Unreadable:
        return None


def _known(measures: Sequence[Measure]) -> dict[str, Measure]:
    """Measures by their id and by their title, whatever the capitals; the first of several."""
    known: dict[str, Measure] = {}
    for name in ("title", "id"):
        known |= {getattr(each, name).casefold(): each for each in reversed(measures)}
    return known


def _of_row(
    row: Row, columns: _Columns, known: Mapping[str, Measure], mapped: Mapped
) -> Iterator[Reading | Refused | None]:
    name = mapped.measure or _cell(row, columns.of.get("id"))
    measure = known.get(" ".join(name.split()).casefold())
    beyond = [cell for cell in row.cells[columns.width :] if cell.strip()]
    if beyond:
        words = f"more cells than headings: {', '.join(map(shortened, beyond))} stand beyond them"
        yield Refused(row.line, name, f"{words}; put 1,234 into quotation marks, or write 27.5")
        return
    if not name:
        yield Refused(row.line, "", "the row names no measure")
        return
    if measure is None:
        near = suggestion(name, known) or "add its file to measures/, or correct the name"
        yield Refused(row.line, name, f"the plan has no measure “{shortened(name)}”; {near}")
        return
    more = {key: _cell(row, columns.of.get(key)) for key in MORE}
    more["source"] = more["source"] or mapped.source
    if columns.days:
        for number, day in columns.days.items():
            yield _reading(row.line, measure, day, _cell(row, number), more)
        return
    try:
        day = read_on(_cell(row, columns.of["day"]))
    except Unreadable as fault:
        yield Refused(row.line, measure.id, f"{fault.message}; {fault.hint}")
        return
    yield _reading(row.line, measure, day, _cell(row, columns.of["value"]), more)


def _reading(
    line: int, measure: Measure, day: date, cell: str, more: Mapping[str, str]
) -> Reading | Refused | None:
    try:
        value = read_figure(cell, measure.unit)
        parts = {key: read_figure(more[key], None) for key in ("numerator", "denominator")}
    except Unreadable as fault:
        return Refused(line, measure.id, f"{fault.message}; {fault.hint}")
    if not value and any(parts.values()):
        return Refused(line, measure.id, "there are cases, and no figure")
    if not value:
        return None
    if value == Missing.WITHHELD:  # its cases would give it away
        parts = dict.fromkeys(parts, "")
    told = {**more, **{key: "" if said in _NO_FIGURE else said for key, said in parts.items()}}
    kept = {key: said for key, said in told.items() if said}
    return Reading(line, measure.id, day, value, kept)


def _cell(row: Row, number: int | None) -> str:
    """A cell of a row; a row that ends before it has nothing there."""
    return row.cells[number].strip() if number is not None and number < len(row.cells) else ""
