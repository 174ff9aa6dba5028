"""Measures and delivery on the terminal: a list, one measure with its chart, and bars.

Charts are made of ASCII characters; only the sparkline has a finer form.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from planctl.assess.burn_up import BurnUp
from planctl.assess.effect import (
    Effect,
    as_printed,
    cases_in_words,
    is_small,
    judged_by,
    no_data,
    readings,
    seen_in_words,
)
from planctl.assess.figure import figure, wanted
from planctl.assess.scene import Scene
from planctl.assess.trajectory import expected, rounded
from planctl.model.calendar import day_in_words
from planctl.model.measure import Measure, Observation
from planctl.model.words import in_a_row, rating_in_words, visible
from planctl.render.burn_up import PROMISED, forecast
from planctl.render.chart import scale
from planctl.render.measure import Seen, baseline, facts, measure_counts, message, target_in_words
from planctl.render.screen.parts import COLOURS, LETTERS, grid, section

_LONGEST: Final = 34
_DONE, _LATER, _REST = "#", "-", "."
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
_BRIEF = 8  # measures on the screen of a whole plan


def delivery(burn_up: BurnUp) -> RenderableType | None:
    """What was promised, is due and was delivered, each as a bar; none without actions."""
    if not burn_up.actions:
        return None
    now, end = burn_up.as_at, burn_up.ends
    more = burn_up.pace.more_by(end) if burn_up.pace else 0
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for name, by_now, by_end in (
        ("Promised at first", burn_up.promised_by(now), burn_up.promised_by(end)),
        ("Due now", burn_up.due_by(now), burn_up.due_by(end)),
        ("Delivered", burn_up.done, burn_up.done + more),
    ):
        forecast_words = f", then {by_end}" if by_end > by_now else ""
        table.add_row(name, _bar(by_now, by_end, burn_up.actions), f"{by_now}{forecast_words}")
    how = PROMISED[burn_up.known_from]
    source = [Text(f"Promised at first{how}.")] if how else []
    return Group(table, Text(_key(burn_up)), *source, Text(forecast(burn_up)))


def _key(burn_up: BurnUp) -> str:
    """What the signs of the bars mean."""
    guess = " (delivered: forecast)" if burn_up.pace else ""
    later = f"; {_LATER} by {day_in_words(burn_up.ends)}{guess}"
    is_over = burn_up.ends == burn_up.as_at
    return f"{_DONE} by now{'' if is_over else later}; {_REST} the rest of {burn_up.actions}"


def _bar(done: int, later: int, total: int) -> str:
    """Parts of a whole in signs: one that is not nought is seen, and one that is not all is not."""
    solid, until = _length(done, total), _length(later, total)
    return _DONE * solid + _LATER * (until - solid) + _REST * (_LONGEST - until)


def _length(number: int, total: int) -> int:
    """How many signs a number takes; only all of them fill the bar, and only none leaves it."""
    if number in {0, total}:
        return _LONGEST if number else 0
    return min(max(round(_LONGEST * number / total), 1), _LONGEST - 1)


def sparkline(figures: Sequence[Observation], *, fine: bool) -> str:
    """The newest figures as a line of the height of a letter; empty where there are not two."""
    values = [float(reading.figure) for reading in figures if reading.figure is not None][-_MOST:]
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
    observations = readings(measure, as_at)
    if not any(reading.figure is not None for reading in observations):
        return
    sheet = _Sheet(_days(measure, observations, as_at), _value_range(measure, observations))
    _draw(sheet, effect, observations, as_at)
    yield from sheet.lines()


class _Sheet:
    """A field of characters that is written upon, the most telling sign last."""

    def __init__(self, days: tuple[date, date], figures: tuple[float, float]) -> None:
        self.first, self.last = days
        self.low, self.high = figures
        self.field = [[" "] * _COLUMNS for _ in range(_ROWS)]

    def column(self, day: date) -> int:
        """How far across a day is."""
        days = max((self.last - self.first).days, 1)
        return round((_COLUMNS - 1) * (day - self.first).days / days)

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


def _days(measure: Measure, observations: Sequence[Observation], as_at: date) -> tuple[date, date]:
    start = measure.baseline.on if measure.baseline else None
    days = [
        as_at,
        *(reading.on for reading in observations),
        *(t.by for t in measure.targets if t.by),
    ]
    days += [start] if start else []
    return min(days), max(days)


def _value_range(measure: Measure, observations: Sequence[Observation]) -> tuple[float, float]:
    start = measure.baseline.value if measure.baseline else None
    ends = (end for t in measure.targets for end in (t.value, t.low, t.high))
    values = list(_as_floats((*(reading.figure for reading in observations), *ends, start)))
    _, low, high = scale(min(values), max(values))
    return low, high


def _draw(sheet: _Sheet, effect: Effect, observations: Sequence[Observation], as_at: date) -> None:
    measure = effect.measure
    for row in sheet.field:
        row[sheet.column(as_at)] = _NOW
    _draw_course(sheet, measure)
    for reading in observations:
        if reading.figure is None:
            sheet.put(_NONE, reading.on, sheet.low)
        else:
            sheet.put(
                _FEW if is_small(measure, reading) else _SEEN, reading.on, float(reading.figure)
            )


def _draw_course(sheet: _Sheet, measure: Measure) -> None:
    """The baseline, the targets, and the line between them."""
    span = max((sheet.last - sheet.first).days, 1)
    for column in range(_COLUMNS):
        day = sheet.first + timedelta(days=round(span * column / (_COLUMNS - 1)))
        for value in _as_floats(expected(measure, day) or ()):
            sheet.put(_EXPECTED, day, value)
    start = measure.baseline
    if start and start.on:
        sheet.put(_START, start.on, float(start.value))
    for target in measure.targets:
        for value in _as_floats((target.value, target.low, target.high)):
            sheet.put(_TARGET, target.by or sheet.last, value)


def _as_floats(ends: Iterable[Decimal | None]) -> Iterator[float]:
    return (float(end) for end in ends if end is not None)


def _line(text: str) -> str:
    """A text of the plan on one line, whatever lines it was written in."""
    return visible(" ".join(text.split()))


def listed(measures: Sequence[Seen], scene: Scene, *, fine: bool) -> Iterator[RenderableType]:
    """Every measure: what it says in one line, its figures as a small one, and its target."""
    yield Text(_line(scene.plan.title), style="bold")
    yield Text(f"As at {day_in_words(scene.as_at)}. {_counts(measures)}")
    for rated in measures:
        yield Text()
        yield _head_line(rated, scene, fine=fine)
        yield Padding(Text(_line(_detail_line(rated, scene))), (0, 0, 0, 4))


def brief(measures: Sequence[Seen], scene: Scene, *, fine: bool) -> Iterator[RenderableType]:
    """The measures that have a figure, a line each, and how many have none."""
    with_figures = [rated for rated in measures if rated.effect.latest]
    for rated in with_figures[:_BRIEF]:
        yield _head_line(rated, scene, fine=fine)
    if len(with_figures) > _BRIEF:
        yield Text(f"and {len(with_figures) - _BRIEF} more: see planctl measure list")
    without = len(measures) - len(with_figures)
    if without:
        total = f" of {len(measures)}" if with_figures else ""
        yield Text(f"{without}{total} {'has' if without == 1 else 'have'} no figure yet")


def whole(rated: Seen, scene: Scene) -> Iterator[RenderableType]:
    """One measure: what it says and why, what it is, its chart, and every reading."""
    effect, measure = rated.effect, rated.effect.measure
    yield Text(_line(message(effect)), style="bold")
    yield Text(f"Measure {_line(measure.id)}, as at {day_in_words(scene.as_at)}")
    yield Text()
    yield _rating_line(rated, scene)
    yield from section("What it is", _facts(rated))
    chart = [Text(line) for line in picture(effect, scene.as_at)]
    if chart:
        yield Text("\nChart", style="bold")
        yield from (Padding(line, (0, 0, 0, 2)) for line in chart)
        yield Padding(Text(KEY), (0, 0, 0, 2))
    yield from section("Readings, the newest first", _readings(measure, scene))


def _counts(measures: Sequence[Seen]) -> str:
    return measure_counts([rated.effect for rated in measures])


def _head_line(rated: Seen, scene: Scene, *, fine: bool) -> RenderableType:
    line = grid({"no_wrap": True}, {"ratio": 1}, {"no_wrap": True, "justify": "right"})
    small = sparkline(judged_by(rated.effect.measure, scene.as_at), fine=fine)
    letter = Text(f" {LETTERS[rated.rating]} ", style=COLOURS[rated.rating])
    line.add_row(letter, Text(_line(message(rated.effect))), Text(small))
    return line


def _detail_line(rated: Seen, scene: Scene) -> str:
    """The id, the newest figure with its day, what was expected, the target, and whose it is."""
    effect, measure = rated.effect, rated.effect.measure
    latest = effect.latest
    figure_words = seen_in_words(measure, latest) if latest else no_data(measure, scene.as_at)
    parts = [rated.effect.standing.value, figure_words] if latest else [figure_words]
    printed = as_printed(effect)
    if printed:
        parts.append(f"expected then {wanted(printed[0], measure.unit)}")
    parts.append(f"target {target_in_words(measure)}" if measure.targets else "no target set")
    noun = "actions" if len(rated.actions) > 1 else "action"
    parts.append(f"{noun} {in_a_row(rated.actions)}" if rated.actions else "no action names it")
    return f"{measure.id}: {'; '.join(parts)}"


def _rating_line(rated: Seen, scene: Scene) -> Text:
    label, _ = scene.by.impact_key.words[rated.rating]
    line = Text("Impact: ").append(
        f" {rating_in_words(rated.rating)} ", style=COLOURS[rated.rating]
    )
    return line.append(f" {_line(label)}. {rated.effect.standing}: {_line(rated.effect.why)}")


def _facts(rated: Seen) -> Table:
    measure = rated.effect.measure
    table = grid({"no_wrap": True}, {"ratio": 1})
    rows = [
        ("Title", measure.title),
        ("Baseline", baseline(rated.effect) or "none recorded"),
        ("Target", target_in_words(measure) or "none set"),
        *facts(measure),
        ("Actions", in_a_row(rated.actions) or "none names it"),
    ]
    for name, value in rows:
        table.add_row(name, Text(_line(value)))
    return table


def _readings(measure: Measure, scene: Scene) -> Table | None:
    observations = readings(measure, scene.as_at)
    table = grid({"no_wrap": True}, {"no_wrap": True}, {"no_wrap": True}, {"ratio": 1})
    for reading in reversed(observations):
        table.add_row(*(Text(_line(cell)) for cell in _reading(measure, reading)))
    return table if observations else None


def _reading(measure: Measure, reading: Observation) -> tuple[str, str, str, str]:
    span = expected(measure, reading.on)
    value = str(reading.value) if reading.figure is None else figure(reading.figure, measure.unit)
    printed = rounded(measure, span, reading.figure) if span else None
    expected_words = f"expected {wanted(printed, measure.unit)}" if printed else ""
    notes = "; ".join(
        part for part in (expected_words, reading.source or "", reading.note or "") if part
    )
    return day_in_words(reading.on), value, cases_in_words(reading), notes
