"""Charts of characters for a terminal: a small line of figures, and a whole picture of a measure.

The picture is made of signs that every terminal has; the small line has a plain form as well.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from planctl.assess.effect import Effect, is_small, readings
from planctl.assess.trajectory import expected
from planctl.model.calendar import day_in_words
from planctl.model.measure import Measure, Observation
from planctl.render.plot import scale

_FINE: Final = "▁▂▃▄▅▆▇█"
_PLAIN: Final = "_.-=^"
_MOST: Final = 12  # figures in a small line; the newest are shown
_ROWS: Final = 12
_COLUMNS: Final = 56
_SEEN, _FEW, _NONE, _EXPECTED, _TARGET, _NOW, _START = "*", "o", "x", ".", "T", "|", "B"
KEY: Final = (
    f"{_SEEN} figure, {_FEW} few cases, {_NONE} none, {_EXPECTED} expected, {_TARGET} target, "
    f"{_START} baseline, {_NOW} as at"
)


def sparkline(figures: Sequence[Observation], *, fine: bool) -> str:
    """The newest figures as a line of the height of a letter; empty where there are not two."""
    values = [float(each.figure) for each in figures if each.figure is not None][-_MOST:]
    if len(values) < 2:  # noqa: PLR2004 - one figure is no line
        return ""
    signs = _FINE if fine else _PLAIN
    low, high = min(values), max(values)
    middle = len(signs) // 2
    top = len(signs) - 1
    return "".join(
        signs[round((value - low) / (high - low) * top) if high > low else middle]
        for value in values
    )


def picture(effect: Effect, as_at: date) -> Iterator[str]:
    """The chart of a measure in lines of characters, its axes labelled; nothing without a figure.

    Where two signs fall on one place, what was observed is shown.
    """
    measure = effect.measure
    seen = readings(measure, as_at)
    if not any(each.figure is not None for each in seen):
        return
    sheet = _Sheet(_days(measure, seen, as_at), _reach(measure, seen))
    _draw(sheet, effect, seen, as_at)
    yield from sheet.lines()


class _Sheet:
    """A field of characters that is written upon, the most telling sign last."""

    def __init__(self, days: tuple[date, date], figures: tuple[float, float]) -> None:
        self.first, self.last = days
        self.low, self.high = figures
        self.field = [[" "] * _COLUMNS for _ in range(_ROWS)]

    def column(self, day: date) -> int:
        """How far across a day is."""
        whole = max((self.last - self.first).days, 1)
        return round((_COLUMNS - 1) * (day - self.first).days / whole)

    def row(self, value: float) -> int:
        """How far down a figure is."""
        share = (value - self.low) / (self.high - self.low)
        return round((_ROWS - 1) * (1 - min(max(share, 0.0), 1.0)))

    def put(self, sign: str, day: date, value: float) -> None:
        """Write one sign."""
        self.field[self.row(value)][self.column(day)] = sign

    def lines(self) -> Iterator[str]:
        """The field with its axes."""
        names = {0: f"{self.high:g}", _ROWS - 1: f"{self.low:g}"}
        width = max(map(len, names.values()))
        for number, row in enumerate(self.field):
            yield f"{names.get(number, ''):>{width}} |{''.join(row)}".rstrip()
        yield f"{'':>{width}} +{'-' * _COLUMNS}"
        start, end = day_in_words(self.first), day_in_words(self.last)
        yield f"{'':>{width}}  {start}{end:>{max(_COLUMNS - len(start), len(end) + 1)}}"


def _days(measure: Measure, seen: Sequence[Observation], as_at: date) -> tuple[date, date]:
    start = measure.baseline.on if measure.baseline else None
    known = [as_at, *(each.on for each in seen), *(t.by for t in measure.targets if t.by)]
    known += [start] if start else []
    return min(known), max(known)


def _reach(measure: Measure, seen: Sequence[Observation]) -> tuple[float, float]:
    start = measure.baseline.value if measure.baseline else None
    ends = (end for t in measure.targets for end in (t.value, t.low, t.high))
    known = list(_known((*(each.figure for each in seen), *ends, start)))
    _, low, high = scale(min(known), max(known))
    return low, high


def _draw(sheet: _Sheet, effect: Effect, seen: Sequence[Observation], as_at: date) -> None:
    measure = effect.measure
    for row in sheet.field:
        row[sheet.column(as_at)] = _NOW
    _draw_course(sheet, measure)
    for each in seen:
        if each.figure is None:
            sheet.put(_NONE, each.on, sheet.low)
        else:
            sheet.put(_FEW if is_small(measure, each) else _SEEN, each.on, float(each.figure))


def _draw_course(sheet: _Sheet, measure: Measure) -> None:
    """The baseline, the targets, and the line between them."""
    span = max((sheet.last - sheet.first).days, 1)
    for column in range(_COLUMNS):
        day = sheet.first + timedelta(days=round(span * column / (_COLUMNS - 1)))
        for value in _known(expected(measure, day) or ()):
            sheet.put(_EXPECTED, day, value)
    start = measure.baseline
    if start and start.on:
        sheet.put(_START, start.on, float(start.value))
    for target in measure.targets:
        for value in _known((target.value, target.low, target.high)):
            sheet.put(_TARGET, target.by or sheet.last, value)


def _known(ends: Iterable[Decimal | None]) -> Iterator[float]:
    return (float(end) for end in ends if end is not None)
