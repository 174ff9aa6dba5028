"""A CSV table of figures to readings of measures; every row is a reading, or refused with why.

docs/figures.md states the rules. Nothing is guessed: a cell that could be read in two ways is
refused. Long form has a row for each figure: the measure, the day, the value. Wide form has a row
for each measure and a column for each month. The headings tell which it is.

Nothing that is written in the plan is overwritten unless somebody asks for it. Two rows that give
different values for one day are both refused, because nobody can tell which is true.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, NamedTuple

from planctl.assess.figure_format import plural_unit, singular_unit
from planctl.assess.rule.measure import figure_objections
from planctl.intake.read.code_page import decode_text
from planctl.intake.read.paper import UnreadableFile, refuse_above
from planctl.intake.read.plain_text import CsvRow, csv_delimiter, csv_rows
from planctl.intake.read.text import SIZE_LIMIT
from planctl.model.calendar import MONTHS, Calendar, day_in_words
from planctl.model.field_types import Missing
from planctl.model.measure import Measure, Observation
from planctl.model.nearest_name import suggest_name
from planctl.model.timescale import InMonth, InQuarter, OnDay, due_day
from planctl.model.timescale_grammar import (
    MONTH_NUMBERS,
    NoSuchDay,
    Unreadable,
    read_timescale,
    shorten,
)

_SPACES: Final = re.compile("[\\s\u00a0\u2007\u2009\u202f]+")
_WORDS: Final = {
    **dict.fromkeys(["n/a", "na", "-", "–", "..", "[x]", "x", "[z]", "z"], Missing.NOT_AVAILABLE),
    **dict.fromkeys(["[c]", "c", "*", "supp", "suppressed"], Missing.WITHHELD),
    **dict.fromkeys(["[p]", "p"], Missing.PROVISIONAL),
    **{each.value: each for each in Missing},
}
_SMALL: Final = re.compile("< ?[0-9]+")
_NUMBER: Final = re.compile(r"-?(?:[0-9]{1,12}|[0-9]{1,3}(?:[, ][0-9]{3}){1,3})(?:\.[0-9]+)?")
# What is counted one by one, of which there are never fewer than none.
_THINGS: Final = frozenset(
    "case child person family household home tenant resident patient pupil worker visit audit "
    "complaint referral repair assessment".split()
)
_DECIMALS: Final = 6  # as many as a plan file holds
_MONEY: Final = ("£", "$", "€")
_COMMA: Final = re.compile("-?[0-9]+,[0-9]+")
_SERIAL: Final = re.compile("[0-9]{5}")
_FIRST: Final = date(1899, 12, 30)  # day nought of a workbook
_SERIALS: Final = range(36526, 73051)  # 2000 to 2099
# As spreadsheets show a day or a month: 30-Nov-24, Nov-24, Nov 24, Nov-2024, 2024-11, 11/2024.
_MONTH_NAME_DATE: Final = re.compile("(?ai)(?:([0-9]{1,2})[- ])?([a-z]{3,9})[- ]((?:20)?[0-9]{2})")
_MONTH_NUMBER_DATE: Final = re.compile("(20[0-9]{2})-([0-9]{1,2})|([0-9]{1,2})/(20[0-9]{2})")
_ZIP: Final = b"PK\x03\x04"
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"
_SAVE: Final = "open it in Excel and save it as “CSV UTF-8”"
OPTIONAL_COLUMNS: Final = ("source", "numerator", "denominator", "note")
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


def read_figure(cell: str, unit: str | None) -> str:
    """A figure as a plan file holds it, or the word for why there is none; empty for nothing.

    Raises Unreadable for what is neither.
    """
    text = _SPACES.sub(" ", cell).strip()
    word = _WORDS.get(text.casefold())
    if word or not text:
        return word or ""
    if _SMALL.fullmatch(text):
        return Missing.WITHHELD
    number = _without_unit(text, unit)
    if not _NUMBER.fullmatch(number):
        hint = "write a number in figures, or n/a where there is none, or <5 where it is withheld"
        if _COMMA.fullmatch(number):
            hint = "a comma stands between thousands, as in 1,234; "
            hint += "write decimals with a point: 27.5"
        raise Unreadable(f"“{shorten(cell)}” is not a figure", hint)
    whole, _, decimals = number.replace(",", "").replace(" ", "").partition(".")
    if len(decimals) > _DECIMALS:
        rounded = f"{Decimal(f'{whole}.{decimals}'):.{_DECIMALS}f}"
        whole, _, decimals = rounded.partition(".")
    fraction = decimals.rstrip("0")
    sign, whole = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    whole = whole.lstrip("0") or "0"
    sign = sign if fraction or whole != "0" else ""
    if sign and unit and _THINGS & {*singular_unit(unit).casefold().split()}:
        message = f"“{shorten(cell)}” is less than nought, and the measure counts {unit}"
        raise Unreadable(message, "write how many there are, 0 or more")
    return f"{sign}{whole}.{fraction}" if fraction else f"{sign}{whole}"


def _without_unit(text: str, unit: str | None) -> str:
    """The text without the unit of its measure; another unit is refused."""
    if unit in _MONEY:
        return text.replace(unit, "", 1).strip()
    for form in (unit, singular_unit(unit), plural_unit(unit)) if unit else ():
        if text.casefold().endswith(form.casefold()):
            return text[: -len(form)].strip()
    if text.endswith("%"):
        counted = f"is counted in {unit}" if unit else "has no unit"
        message = f"“{shorten(text)}” is per cent, and the measure {counted}"
        raise Unreadable(message, "write the figure as the measure counts it")
    return text


def read_figure_day(cell: str) -> date:
    """The day of a figure: a day, or the last one of a month or quarter; raises Unreadable."""
    text = _SPACES.sub(" ", cell).strip()
    if _SERIAL.fullmatch(text) and int(text) in _SERIALS:
        return _FIRST + timedelta(days=int(text))
    hint = "write a day (29 Feb 2024), or the month that it is for (Feb 2024)"
    try:
        reading = read_timescale(_in_full(text))
    except NoSuchDay:
        raise
    except Unreadable as fault:
        raise Unreadable(fault.message, hint) from None
    day = due_day(reading, Calendar()) if isinstance(reading, OnDay | InMonth | InQuarter) else None
    if day is None:
        raise Unreadable(f"“{shorten(cell)}” is not a day", hint)
    return day


def _in_full(text: str) -> str:
    """A day or a month as spreadsheets show it, in the words of a plan; all else as it is."""
    named, numbered = _MONTH_NAME_DATE.fullmatch(text), _MONTH_NUMBER_DATE.fullmatch(text)
    if named and named[2].casefold() in MONTH_NUMBERS:
        return f"{named[1] or ''} {named[2]} 20{named[3][-2:]}".strip()
    if numbered:
        year, month = numbered[1] or numbered[4], int(numbered[2] or numbered[3])
        if 1 <= month <= len(MONTHS):
            return f"{MONTHS[month - 1]} {year}"
    return text


class FigureTable(NamedTuple):
    """The rows of a file that hold anything, and what had to be assumed to read them."""

    rows: tuple[CsvRow, ...]
    blank: int  # how many rows hold nothing
    remarks: tuple[str, ...]


def read_figure_table(data: bytes) -> FigureTable:
    """The rows of a CSV file; raises UnreadableFile."""
    text, remarks = _decode(data)
    all_rows = list(csv_rows(text, csv_delimiter(text)))
    rows = tuple(row for row in all_rows if any(cell.strip() for cell in row.cells))
    if not rows:
        hint = "give it a row of headings, and a row for each figure"
        raise UnreadableFile("the file is empty", hint)
    return FigureTable(rows, len(all_rows) - len(rows), remarks)


def _decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a file, in any of the ways in which Excel writes one."""
    message = f"the file is larger than {SIZE_LIMIT // 1_000_000} MB"
    refuse_above(len(data), SIZE_LIMIT, message, "split it")
    if data.startswith((_ZIP, _OLD_EXCEL)):
        raise UnreadableFile("this is a workbook, and not CSV", _SAVE)
    decoded = decode_text(data)
    if decoded is None:
        is_text = b"\0" not in data
        what = "the letters of this file cannot be read" if is_text else "this is not a text file"
        raise UnreadableFile(what, _SAVE)
    if not decoded.is_sure:
        words = ", ".join(decoded.words())
        raise UnreadableFile(f"nobody can tell which letters these are: {words}", _SAVE)
    remark = f"the file is not UTF-8: its letters were read as {decoded.page} writes them"
    return decoded.text, (remark,) if decoded.page else ()


class FigureMapping(NamedTuple):
    """What somebody says of a table: the headings of its columns, or the one measure it is of."""

    id_column: str = ""
    day_column: str = ""
    value_column: str = ""
    measure: str = ""
    source: str = ""


class FigureReading(NamedTuple):
    """A figure of the table, as a plan file would hold it."""

    line: int
    measure: str  # its id
    on: date
    value: str
    more: Mapping[str, str]


class RefusedRow(NamedTuple):
    """A row or a cell that is no reading, and why."""

    line: int
    what: str
    why: str


class FiguresRead(NamedTuple):
    """What a table holds."""

    readings: tuple[FigureReading, ...]
    refused: tuple[RefusedRow, ...]
    empty: int  # cells without a figure
    headings: int  # rows that repeat the headings
    remarks: tuple[str, ...]


class _Columns(NamedTuple):
    """Which column is what, by its number; days are those of wide form."""

    of: Mapping[str, int]
    days: Mapping[int, date]
    other: tuple[str, ...]
    width: int  # how many headings there are


def read_figures(
    figures: FigureTable, measures: Sequence[Measure], mapped: FigureMapping
) -> FiguresRead:
    """Every figure of a table; raises UnreadableFile where its headings are not clear."""
    number, columns = _headings(figures.rows, mapped)
    head = figures.rows[number]
    by_name = _measures_by_name(measures)
    accepted: list[FigureReading] = []
    refused: list[RefusedRow] = []
    empty = repeated = 0
    for row in figures.rows[number + 1 :]:
        if row.cells == head.cells:
            repeated += 1
            continue
        for result in _row_readings(row, columns, by_name, mapped):
            if isinstance(result, FigureReading):
                accepted.append(result)
            elif result is None:
                empty += 1
            else:
                refused.append(result)
    remarks = list(figures.remarks)
    if columns.other:
        remarks.append(f"left out, as columns of nothing that is known: {', '.join(columns.other)}")
    return FiguresRead(tuple(accepted), tuple(refused), empty, repeated, tuple(remarks))


def _headings(rows: Sequence[CsvRow], mapped: FigureMapping) -> tuple[int, _Columns]:
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
    raise UnreadableFile(message, hint)


def _columns(row: CsvRow, mapped: FigureMapping) -> _Columns:
    named = {"id": mapped.id_column, "day": mapped.day_column, "value": mapped.value_column}
    of_name = {name: kind for kind, names in _NAMES.items() for name in names}
    of_name = {name: kind for name, kind in of_name.items() if not named.get(kind)}
    of_name |= {" ".join(name.split()).casefold(): kind for kind, name in named.items() if name}
    numbers: dict[str, int] = {}
    days: dict[int, date] = {}
    other = []
    for number, cell in enumerate(row.cells):
        name = " ".join(cell.split()).casefold()
        kind = of_name.get(name, "")
        if kind and kind not in numbers:
            numbers[kind] = number
            continue
        try:
            days |= {number: read_figure_day(cell)} if name else {}
        except Unreadable:
            other.append(shorten(cell))
    if "value" in numbers:
        other += [row.cells[number] for number in days]
        days = {}
    return _Columns(numbers, days, tuple(other), len(row.cells))


def _measures_by_name(measures: Sequence[Measure]) -> dict[str, Measure]:
    """Measures by their id and by their title, whatever the capitals; the first of several."""
    by_name: dict[str, Measure] = {}
    for name in ("title", "id"):
        by_name |= {getattr(measure, name).casefold(): measure for measure in reversed(measures)}
    return by_name


def _row_readings(
    row: CsvRow, columns: _Columns, by_name: Mapping[str, Measure], mapped: FigureMapping
) -> Iterator[FigureReading | RefusedRow | None]:
    name = mapped.measure or _cell(row, columns.of.get("id"))
    measure = by_name.get(" ".join(name.split()).casefold())
    why = "" if name else "the row names no measure"
    if beyond := [cell for cell in row.cells[columns.width :] if cell.strip()]:
        words = f"more cells than headings: {', '.join(map(shorten, beyond))} stand beyond them"
        why = f"{words}; put 1,234 into quotation marks, or write 27.5"
    elif name and measure is None:
        near = suggest_name(name, by_name) or "add its file to measures/, or correct the name"
        why = f"the plan has no measure “{shorten(name)}”; {near}"
    if why or measure is None:
        yield RefusedRow(row.line, name, why)
        return
    more = {key: _cell(row, columns.of.get(key)) for key in OPTIONAL_COLUMNS}
    more["source"] = more["source"] or mapped.source
    days = columns.days
    try:
        days = days or {columns.of["value"]: read_figure_day(_cell(row, columns.of["day"]))}
    except Unreadable as fault:
        yield RefusedRow(row.line, measure.id, f"{fault.message}; {fault.hint}")
        return
    for number, day in days.items():
        yield _reading(row.line, measure, day, _cell(row, number), more)


def _reading(
    line: int, measure: Measure, day: date, cell: str, more: Mapping[str, str]
) -> FigureReading | RefusedRow | None:
    try:
        value = read_figure(cell, measure.unit)
        parts = {key: read_figure(more[key], None) for key in ("numerator", "denominator")}
    except Unreadable as fault:
        return RefusedRow(line, measure.id, f"{fault.message}; {fault.hint}")
    if not value and any(parts.values()):
        return RefusedRow(line, measure.id, "there are cases, and no figure")
    if not value:
        return None
    if value == Missing.WITHHELD:  # its cases would give it away
        parts = dict.fromkeys(parts, "")
    texts = {**more, **{key: "" if text in _NO_FIGURE else text for key, text in parts.items()}}
    given = {key: text for key, text in texts.items() if text}
    return FigureReading(line, measure.id, day, value, given)


def _cell(row: CsvRow, number: int | None) -> str:
    """A cell of a row; a row that ends before it has nothing there."""
    return row.cells[number].strip() if number is not None and number < len(row.cells) else ""


class PlacedReading(NamedTuple):
    """A reading that is to be written, and the value that it replaces; empty for none."""

    reading: FigureReading
    instead_of: str


class SortedReadings(NamedTuple):
    """What becomes of every row of a table."""

    placed: tuple[PlacedReading, ...]
    there: tuple[FigureReading, ...]  # in the plan already, with the same value
    refused: tuple[RefusedRow, ...]
    empty: int
    headings: int
    remarks: tuple[str, ...]


def sort_readings(
    figures: FiguresRead, measures: Sequence[Measure], as_at: date, *, replace: bool
) -> SortedReadings:
    """What becomes of each reading, in the order of the table."""
    by_id = {item.id: item for item in reversed(measures)}
    written = {(m.id, seen.on): seen for m in by_id.values() for seen in m.observations}
    by_day: dict[tuple[str, date], list[FigureReading]] = {}
    for reading in figures.readings:
        by_day.setdefault((reading.measure, reading.on), []).append(reading)
    placed: list[PlacedReading] = []
    present: list[FigureReading] = []
    refused: list[RefusedRow] = [*figures.refused]
    for day, (first, *others) in by_day.items():
        if any(other._replace(line=first.line) != first for other in others):
            refused += _refuse_contradictions((first, *others))
            continue
        present += others
        old = written.get(day)
        # What the reading says, over what is written for its day.
        keys = {"value": first.value, **first.more}
        new = Observation.model_validate({"on": first.on.isoformat(), **keys})
        if old:
            new = old.model_copy(update={key: getattr(new, key) for key in keys})
        objections = figure_objections(by_id[first.measure], new, as_at)
        if (old and old.value == new.value and not replace) or old == new:
            present.append(first)
        elif why := _refusal(first, old, replace=replace) or next(objections, ""):
            refused.append(RefusedRow(first.line, first.measure, why))
        else:
            placed.append(PlacedReading(first, _value(old) if old else ""))
    refused.sort(key=lambda row: row.line)
    return SortedReadings(tuple(placed), tuple(present), tuple(refused), *figures[2:])


def _refusal(reading: FigureReading, old: Observation | None, *, replace: bool) -> str:
    """Why a reading may not stand in the place of an old one; empty where it may."""
    day = day_in_words(reading.on)
    if old and not replace:
        return f"{day} has {_value(old)} already, and not {reading.value}; --replace takes the new"
    if old and old.denominator is not None and "denominator" not in reading.more:
        return f"{day} has cases beside the old figure; give the new ones"
    return ""


def _refuse_contradictions(readings: Sequence[FigureReading]) -> Iterator[RefusedRow]:
    values = " and ".join(dict.fromkeys(reading.value for reading in readings))
    lines = ", ".join(dict.fromkeys(str(reading.line) for reading in readings))
    lines = f"lines {lines}" if "," in lines else f"line {lines}"
    for reading in readings:
        words = f"{lines}: {values} for {day_in_words(reading.on)}; take out what is not so"
        yield RefusedRow(reading.line, reading.measure, words)


def _value(seen: Observation) -> str:
    return str(seen.value) if seen.figure is None else f"{seen.figure:.6f}".rstrip("0").rstrip(".")
