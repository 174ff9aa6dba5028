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
from planctl.assess.figure_format import span_in_words
from planctl.assess.measure_effect import (
    Effect,
    cases_in_words,
    is_small,
    judgeable_readings,
    readings_by_day,
    rounded_expectation,
)
from planctl.assess.run_chart import run_chart
from planctl.assess.scene import Scene
from planctl.assess.trajectory import expected_span
from planctl.model.calendar import day_in_words
from planctl.model.measure import Measure, Observation
from planctl.model.words import sentence_list
from planctl.render.action_columns import standing_with_reason
from planctl.render.burn_up import PROMISES_KNOWN_FROM, forecast_in_words
from planctl.render.chart import axis_scale, measure_range
from planctl.render.measure import (
    RatedMeasure,
    baseline_in_words,
    latest_in_words,
    measure_counts,
    measure_facts,
    measure_headline,
    movement_in_words,
    readings_in_words,
    target_in_words,
)
from planctl.render.screen.parts import (
    RATING_LETTERS,
    RATING_STYLES,
    plain_grid,
    plain_line,
    rating_line,
    titled_part,
)

_LONGEST: Final = 34
_DONE, _LATER, _REST = "#", "-", "."
_FINE: Final = "▁▂▃▄▅▆▇█"
_PLAIN: Final = "_.-=^"
_MOST: Final = 12  # figures in a small line; the newest are shown
_ROWS: Final = 12
_COLUMNS: Final = 56
_SEEN, _FEW, _NONE, _EXPECTED, _TARGET, _NOW, _START = "*", "o", "x", ".", "T", "|", "B"
CHART_KEY: Final = (
    f"{_SEEN} figure, {_FEW} few cases, {_NONE} none, {_EXPECTED} expected, {_TARGET} target, "
    f"{_START} baseline, {_NOW} as at"
)
_BRIEF = 8  # measures on the screen of a whole plan


def delivery_bars(burn_up: BurnUp) -> RenderableType | None:
    """What was promised, is due and was delivered, each as a bar; none without actions."""
    if not burn_up.actions:
        return None
    now, end = burn_up.as_at, burn_up.ends
    more = burn_up.pace.more_by(end) if burn_up.pace else 0
    table = plain_grid()
    for name, by_now, by_end in (
        ("Promised at first", burn_up.promised_by(now), burn_up.promised_by(end)),
        ("Due now", burn_up.due_by(now), burn_up.due_by(end)),
        ("Delivered", burn_up.done, burn_up.done + more),
    ):
        forecast_words = f", then {by_end}" if by_end > by_now else ""
        # One part that is not nought is seen, and one that is not all is not.
        solid, until = (_length(number, burn_up.actions) for number in (by_now, by_end))
        bar = _DONE * solid + _LATER * (until - solid) + _REST * (_LONGEST - until)
        table.add_row(name, bar, f"{by_now}{forecast_words}")
    how = PROMISES_KNOWN_FROM[burn_up.known_from]
    source = [Text(f"Promised at first{how}.")] if how else []
    return Group(table, Text(_bar_key(burn_up)), *source, Text(forecast_in_words(burn_up)))


def _bar_key(burn_up: BurnUp) -> str:
    guess = " (delivered: forecast)" if burn_up.pace else ""
    later = f"; {_LATER} by {day_in_words(burn_up.ends)}{guess}"
    is_over = burn_up.ends == burn_up.as_at
    return f"{_DONE} by now{'' if is_over else later}; {_REST} the rest of {burn_up.actions}"


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
    if low == high:
        return signs[len(signs) // 2] * len(values)
    top = len(signs) - 1
    return "".join(signs[round((value - low) / (high - low) * top)] for value in values)


def character_chart(effect: Effect, as_at: date) -> Iterator[str]:
    """The chart of a measure in lines of characters, its axes labelled; nothing without a figure.

    Where two signs fall on one place, what was observed is shown.
    """
    measure = effect.measure
    observations = readings_by_day(measure, as_at)
    if not any(reading.figure is not None for reading in observations):
        return
    days, values = measure_range(measure, observations, as_at)
    _, *ends = axis_scale(min(values), max(values))
    sheet = _Sheet((min(days), max(days)), (ends[0], ends[1]))
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


def _draw(sheet: _Sheet, effect: Effect, observations: Sequence[Observation], as_at: date) -> None:
    measure = effect.measure
    for row in sheet.field:
        row[sheet.column(as_at)] = _NOW
    _draw_course(sheet, measure)
    for reading in observations:
        sign = _FEW if is_small(measure, reading) else _SEEN
        if reading.figure is None:
            sheet.put(_NONE, reading.on, sheet.low)
        else:
            sheet.put(sign, reading.on, float(reading.figure))


def _draw_course(sheet: _Sheet, measure: Measure) -> None:
    span = max((sheet.last - sheet.first).days, 1)
    for column in range(_COLUMNS):
        day = sheet.first + timedelta(days=round(span * column / (_COLUMNS - 1)))
        for value in _as_floats(expected_span(measure, day) or ()):
            sheet.put(_EXPECTED, day, value)
    start = measure.baseline
    if start and start.on:
        sheet.put(_START, start.on, float(start.value))
    for target in measure.targets:
        for value in _as_floats((target.value, target.low, target.high)):
            sheet.put(_TARGET, target.by or sheet.last, value)


def _as_floats(ends: Iterable[Decimal | None]) -> Iterator[float]:
    return (float(end) for end in ends if end is not None)


def measure_list_screen(
    measures: Sequence[RatedMeasure], scene: Scene, *, fine: bool
) -> Iterator[RenderableType]:
    """Every measure: what it says in one line, its figures as a small one, and its target."""
    yield plain_line(scene.plan.title, "bold")
    counts = measure_counts([rated.effect for rated in measures])
    yield Text(f"As at {day_in_words(scene.as_at)}. {counts}")
    for rated in measures:
        yield Text()
        yield _head_line(rated, scene, fine=fine)
        yield Padding(plain_line(_detail_line(rated, scene)), (0, 0, 0, 4))


def measure_lines(
    measures: Sequence[RatedMeasure], scene: Scene, *, fine: bool
) -> Iterator[RenderableType]:
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


def measure_screen(rated: RatedMeasure, scene: Scene) -> Iterator[RenderableType]:
    """One measure: what it says and why, what it is, its chart, and every reading."""
    effect, measure = rated.effect, rated.effect.measure
    yield plain_line(measure_headline(effect), "bold")
    yield plain_line(f"Measure {measure.id}, as at {day_in_words(scene.as_at)}")
    yield Text()
    yield _rating_line(rated, scene)
    if movement := run_chart(effect, scene.as_at):
        yield plain_line(movement_in_words(movement, measure.unit))
    yield from titled_part("What it is", _measure_table(rated))
    chart = [Text(line) for line in character_chart(effect, scene.as_at)]
    if chart:
        yield Text("\nChart", style="bold")
        yield from (Padding(line, (0, 0, 0, 2)) for line in chart)
        yield Padding(Text(CHART_KEY), (0, 0, 0, 2))
    yield from titled_part("Readings, the newest first", _readings(measure, scene))


def _head_line(rated: RatedMeasure, scene: Scene, *, fine: bool) -> RenderableType:
    line = plain_grid({"no_wrap": True}, {"ratio": 1}, {"no_wrap": True, "justify": "right"})
    small = sparkline(judgeable_readings(rated.effect.measure, scene.as_at), fine=fine)
    letter = Text(f" {RATING_LETTERS[rated.rating]} ", style=RATING_STYLES[rated.rating])
    line.add_row(letter, plain_line(measure_headline(rated.effect)), Text(small))
    return line


def _detail_line(rated: RatedMeasure, scene: Scene) -> str:
    """The id, the newest figure with its day, what was expected, the target, and whose it is."""
    effect, measure = rated.effect, rated.effect.measure
    printed = rounded_expectation(effect)
    noun = "actions" if len(rated.actions) > 1 else "action"
    parts = (
        effect.words if effect.latest else "",
        latest_in_words(effect, scene.as_at),
        f"expected then {span_in_words(printed[0], measure.unit)}" if printed else "",
        f"target {target_in_words(measure)}" if measure.targets else "no target set",
        f"{noun} {sentence_list(rated.actions)}" if rated.actions else "no action names it",
    )
    return f"{measure.id}: {'; '.join(filter(None, parts))}"


def _rating_line(rated: RatedMeasure, scene: Scene) -> Text:
    label, _ = scene.by.impact_key.words[rated.rating]
    line = rating_line("Impact", rated.rating)
    why = plain_line(f"{label}. {standing_with_reason(rated.effect.words, rated.effect.why)}")
    return line.append(" ").append_text(why)


def _measure_table(rated: RatedMeasure) -> Table:
    measure = rated.effect.measure
    table = plain_grid({"no_wrap": True}, {"ratio": 1})
    rows = [
        ("Title", measure.title),
        ("Baseline", baseline_in_words(rated.effect) or "none recorded"),
        ("Target", target_in_words(measure) or "none set"),
        *measure_facts(measure),
        ("Actions", sentence_list(rated.actions) or "none names it"),
    ]
    for name, value in rows:
        table.add_row(name, plain_line(value))
    return table


def _readings(measure: Measure, scene: Scene) -> Table | None:
    table = plain_grid({"no_wrap": True}, {"no_wrap": True}, {"no_wrap": True}, {"ratio": 1})
    for reading, value, expected in readings_in_words(measure, scene.as_at):
        words = f"expected {expected}" if expected else ""
        notes = "; ".join(filter(None, (words, reading.source, reading.note)))
        cells = (day_in_words(reading.on), value, cases_in_words(reading), notes)
        table.add_row(*map(plain_line, cells))
    return table if table.rows else None
