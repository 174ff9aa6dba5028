"""The chart of a measure, its sparkline, and the scale and the ticks of axes.

Across the page the chart is in hundredths of its width, and down it in pixels, so it is as wide as
its page and its words keep their size on a telephone. Lines lie on a plot 1000 units wide that is
stretched to its place. No meaning depends on colour alone: observations are a thick line with dots,
the expected course is dashed, and a target is a diamond with its figure.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby, pairwise
from math import ceil, floor, log10
from typing import Final, NamedTuple, Protocol

from planctl.assess.figure_format import format_figure, format_number
from planctl.assess.measure_effect import Effect, is_small, readings_by_day
from planctl.assess.run_chart import RunChart
from planctl.assess.trajectory import (
    Span,
    TrajectoryPoint,
    better_direction,
    target_span,
    trajectory_corners,
)
from planctl.model.calendar import MONTHS, day_in_words
from planctl.model.measure import Course, Measure, Observation

PLOT_LEFT, PLOT_RIGHT = 12.0, 71.0  # where the plot begins and ends; right of it stand the names
PLOT_TOP, PLOT_HEIGHT = 30, 190
PLOT_BOTTOM: Final = PLOT_TOP + PLOT_HEIGHT
PLOT_ACROSS: Final = 1000
_NUMBERS: Final = 4  # distances between marks up the side, about
_MONTHS: Final = 5  # marks along the bottom, at most
_STEPS: Final = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)  # in months
_NICE: Final = (1, 2, 2.5, 5, 10)
_FROM_NOUGHT: Final = 0.6  # figures that reach down to so much of the highest are seen from nought
_BELOW: Final = 45  # room for the days below the plot
_GAP: Final = 16  # from one name to the next, so that both can be read
_NEAR: Final = 0.3  # of the plot, from either side
_WIDTH, _HEIGHT = 96, 24
_EDGE: Final = 3


class Tick(NamedTuple):
    """A mark on an axis."""

    words: str
    at: float
    more: str = ""  # a second line


class MeasurePlot(NamedTuple):
    """How a day and a figure become a place."""

    first: date
    last: date
    low: float
    high: float

    def x(self, day: date) -> float:
        """How far across the plot a day is."""
        return round(
            PLOT_ACROSS * (day - self.first).days / max((self.last - self.first).days, 1), 1
        )

    def y(self, value: float) -> float:
        """How far down the plot a figure is."""
        share = (value - self.low) / (self.high - self.low)
        return round(PLOT_HEIGHT * (1 - min(max(share, 0.0), 1.0)), 1)

    def across(self, day: date) -> float:
        """How far across the page a day is."""
        return round(PLOT_LEFT + (PLOT_RIGHT - PLOT_LEFT) * self.x(day) / PLOT_ACROSS, 2)

    def path(self, points: Iterable[tuple[date, float]]) -> str:
        """A line from point to point."""
        return "M" + "L".join(f"{self.x(day):g} {self.y(value):g}" for day, value in points)

    def down(self, value: float) -> float:
        """How far down the picture a figure is."""
        return PLOT_TOP + self.y(value)


def axis_scale(low: float, high: float) -> tuple[float, float, float]:
    """A distance between marks that is easy to count in, and the lowest and highest mark."""
    if low >= 0 and low <= _FROM_NOUGHT * high:
        low = 0.0
    if low == high:
        low, high = low - (abs(low) / 10 or 1), high + (abs(high) / 10 or 1)
    rough = (high - low) / _NUMBERS
    ten = 10.0 ** floor(log10(rough))
    step = next(nice * ten for nice in _NICE if nice * ten >= rough * (1 - 1e-9))
    lowest, highest = (
        floor(round(low / step, 6)) * step,
        ceil(round(high / step, 6)) * step,
    )
    return step, lowest, highest


class Axis(Protocol):
    """How a day becomes a place across the page."""

    @property
    def first(self) -> date:
        """The first day."""

    @property
    def last(self) -> date:
        """The last day."""

    def across(self, day: date) -> float:
        """How far across the page a day is."""


def month_ticks(plot: Axis) -> Iterator[Tick]:
    """The first of some months within the plot, each with its year."""
    first, last = (day.year * 12 + day.month - 1 for day in (plot.first, plot.last))
    first += plot.first.day > 1
    step = next(n for n in _STEPS if (last - first) // n < _MONTHS)
    for month in range(first + -first % step, last + 1, step):
        day = date(month // 12, month % 12 + 1, 1)
        yield Tick(MONTHS[day.month - 1][:3], plot.across(day), str(day.year))


def spread_labels(wanted: Sequence[float], gap: float, lowest: float) -> list[float]:
    """Places near those that are wanted, each a gap from the next, and none below the lowest."""
    order = sorted(range(len(wanted)), key=lambda n: wanted[n])
    places = list(wanted)
    for above, below in pairwise(order):
        places[below] = max(places[below], places[above] + gap)
    for n in reversed(order):
        places[n] = min(places[n], lowest)
        lowest = places[n] - gap
    return places


class Line(NamedTuple):
    """A line or an area on the plot."""

    name: str  # for the style of it: of what it shows: seen, expected, band, promised, due
    path: str


class Mark(NamedTuple):
    """A sign at one figure, or at a day without one."""

    name: str  # seen, small, missing, target or baseline
    x: float  # in hundredths of the width of the page
    y: float  # in pixels


class Label(NamedTuple):
    """Words in the picture."""

    name: str  # of what they name
    words: str
    x: float
    y: float
    anchor: str  # start, middle or end: which part of the words stands there


class BarPart(NamedTuple):
    """A part of the bar of an action: the time that has run, is past its date, or is to come."""

    rating: str  # red to grey, for the style of it
    name: str  # run, late or ahead
    start: float  # in hundredths of the width of the page
    end: float
    y: float  # in pixels


class Chart(NamedTuple):
    """A picture: the plot, what lies on it, and all the words around it."""

    left: float
    right: float
    width: float
    top: int
    height: int
    bottom: int
    whole: int  # the height with its words
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]
    numbers: tuple[Tick, ...]
    months: tuple[Tick, ...]
    now: float  # where the day as at is; nought where it is not shown
    bars: tuple[BarPart, ...] = ()


def measure_chart(effect: Effect, as_at: date, run: RunChart | None = None) -> Chart:
    """The picture of a measure that has been observed, as at a day; with its median, if any."""
    measure = effect.measure
    observations = readings_by_day(measure, as_at)
    plot, numbers = _plot(measure, observations, as_at)
    return Chart(
        PLOT_LEFT,
        PLOT_RIGHT,
        round(PLOT_RIGHT - PLOT_LEFT, 2),
        PLOT_TOP,
        PLOT_HEIGHT,
        PLOT_TOP + PLOT_HEIGHT,
        PLOT_TOP + PLOT_HEIGHT + _BELOW,
        (*_median(run, plot), *_lines(effect, observations, plot)),
        tuple(_marks(effect, observations, plot)),
        tuple(_labels(effect, plot, as_at, run)),
        numbers,
        tuple(month_ticks(plot)),
        plot.across(as_at),
    )


def _plot(
    measure: Measure, observations: Sequence[Observation], as_at: date
) -> tuple[MeasurePlot, tuple[Tick, ...]]:
    """The days and the figures that the picture reaches over, and the marks up its side."""
    start, targets = measure.baseline, measure.targets
    days = [
        as_at,
        *(reading.on for reading in observations),
        *(target.by for target in targets if target.by),
    ]
    days += [start.on] if start and start.on else []
    ends = (end for target in targets for end in (target.value, target.low, target.high))
    values = [*(reading.figure for reading in observations), *ends, start.value if start else None]
    numbers = [float(value) for value in values if value is not None] or [0.0]
    step, low, high = axis_scale(min(numbers), max(numbers))
    count = round((high - low) / step)
    plot = MeasurePlot(min(days), max(days), low, high)
    marks = [round(low + step * n, 9) for n in range(count + 1)]
    sign = "%" if measure.unit == "%" else ""
    names = (f"{format_number(Decimal(repr(mark)))}{sign}" for mark in marks)
    return plot, tuple(Tick(name, plot.down(mark)) for name, mark in zip(names, marks, strict=True))


def _median(run: RunChart | None, plot: MeasurePlot) -> Iterator[Line]:
    """The median of the figures, from the first of them to the last."""
    if run:
        level = float(run.median)
        yield Line("median", plot.path([(run.first, level), (run.last, level)]))


def _lines(
    effect: Effect, observations: Sequence[Observation], plot: MeasurePlot
) -> Iterator[Line]:
    """The band of a range, the trajectory, targets without a day, and what was observed."""
    measure = effect.measure
    corners = tuple(trajectory_corners(measure, plot.first, plot.last))
    if corners and effect.target:
        yield from _course(corners, measure, plot)
    elif effect.target:
        for value in dict.fromkeys(end for end in effect.target if end is not None):
            yield Line("expected", f"M0 {plot.y(float(value)):g}H{PLOT_ACROSS}")
    for is_gap, run in groupby(
        _judged_readings(measure, observations), key=lambda reading: reading.figure is None
    ):
        points = [] if is_gap else list(run)
        if len(points) > 1:
            yield Line(
                "seen", plot.path((reading.on, float(reading.figure or 0)) for reading in points)
            )


def _judged_readings(
    measure: Measure, observations: Iterable[Observation]
) -> Iterator[Observation]:
    """The readings that a line may join: figures of enough cases, and the gaps between them."""
    return (reading for reading in observations if not is_small(measure, reading))


def _course(
    corners: Sequence[TrajectoryPoint], measure: Measure, plot: MeasurePlot
) -> Iterator[Line]:
    """Where the measure should be: a line, or for a range the band between two lines."""
    in_steps = measure.course is Course.STEPS
    sides = [
        [(stop.on, float(end)) for stop in corners if (end := stop.span[side]) is not None]
        for side in (0, 1)
    ]
    lines = [_steps(side) if in_steps else side for side in sides if side]
    if len(lines) == 2 and sides[0] != sides[1]:  # noqa: PLR2004 - both ends of a range
        around = [*lines[0], *reversed(lines[1])]
        yield Line("band", f"{plot.path(around)}Z")
    for side in lines:
        yield Line("expected", plot.path(side))


def _steps(points: Sequence[tuple[date, float]]) -> list[tuple[date, float]]:
    """The corners of a line that stays where it is until the day of the next."""
    stairs = [points[0]]
    for day, value in points[1:]:
        stairs += [(day, stairs[-1][1]), (day, value)]
    return stairs


def _marks(
    effect: Effect, observations: Sequence[Observation], plot: MeasurePlot
) -> Iterator[Mark]:
    """A sign for the baseline, for each target, and for each reading; one without a figure too."""
    measure = effect.measure
    start = measure.baseline
    if start and start.on:
        yield Mark("baseline", plot.across(start.on), plot.down(float(start.value)))
    for day, value in _target_points(measure):
        yield Mark("target", plot.across(day), plot.down(value))
    for reading in observations:
        x, level = plot.across(reading.on), reading.figure
        if level is None:
            yield Mark("missing", x, PLOT_TOP + PLOT_HEIGHT)
        else:
            name = "small" if is_small(measure, reading) else "seen"
            yield Mark(name, x, plot.down(float(level)))


def _target_points(measure: Measure) -> Iterator[tuple[date, float]]:
    """The figure of each target that has a day; of a range, both ends."""
    way = better_direction(measure)
    for target in measure.targets:
        span = target_span(target, way)
        if span and target.by:
            for value in dict.fromkeys(end for end in span if end is not None):
                yield target.by, float(value)


def _labels(
    effect: Effect, plot: MeasurePlot, as_at: date, run: RunChart | None
) -> Iterator[Label]:
    """What is what: the latest figure, the target and the baseline, and the day above them."""
    measure, unit = effect.measure, "%" if effect.measure.unit == "%" else None
    names: list[tuple[str, str, float]] = []
    latest = effect.latest
    if latest and latest.figure is not None:
        names.append(("seen", f"Latest {format_figure(latest.figure, unit)}", float(latest.figure)))
    if effect.target:
        names += [
            ("expected", f"Target {words}", end)
            for words, end in _target_labels(effect.target, unit)
        ]
    if effect.start and measure.baseline:
        start = effect.start.value
        names.append(("baseline", f"Baseline {format_figure(start, unit)}", float(start)))
    if run:
        median = format_figure(run.median, unit)
        names.append(("median", f"Median {median}", float(run.median)))
    places = spread_labels(
        [plot.down(value) for _, _, value in names], _GAP, PLOT_TOP + PLOT_HEIGHT
    )
    for (name, words, _value), y in zip(names, places, strict=True):
        yield Label(name, words, PLOT_RIGHT + 2.5, round(y + 4, 1), "start")
    across = plot.x(as_at) / PLOT_ACROSS
    yield day_label("day", as_at, plot.across(as_at), across)


def day_label(name: str, as_at: date, x: float, share: float) -> Label:
    """The words over the line of the day as at, which stay within the plot."""
    anchor = "start" if share < _NEAR else "end" if share > 1 - _NEAR else "middle"
    return Label(name, f"As at {day_in_words(as_at)}", x, PLOT_TOP - 12, anchor)


def _target_labels(target: Span, unit: str | None) -> Iterator[tuple[str, float]]:
    for value in dict.fromkeys(end for end in target if end is not None):
        yield format_figure(value, unit), float(value)


class Spark(NamedTuple):
    """The figures of a measure as a small line beside its target; the words stand beside it."""

    width: int
    height: int
    path: str
    x: float  # of the newest figure
    y: float
    targets: tuple[float, ...]  # where the target is, down; two for a range


def draw_sparkline(figures: Sequence[Observation], target: Span | None = None) -> Spark | None:
    """A small line of figures in the order of their days; none where there are not two."""
    points = [
        (reading.on, float(reading.figure)) for reading in figures if reading.figure is not None
    ]
    if len(points) < 2:  # noqa: PLR2004 - one figure is no line
        return None
    (first, _), (last, _) = points[0], points[-1]
    ends = [float(end) for end in dict.fromkeys(target or ()) if end is not None]
    values = [*(value for _, value in points), *ends]
    low, high = min(values), max(values)
    days = max((last - first).days, 1)

    def down(value: float) -> float:
        share = (value - low) / (high - low) if high > low else 0.5
        return round(_EDGE + (_HEIGHT - 2 * _EDGE) * (1 - share), 1)

    def across(day: date) -> float:
        return round(_EDGE + (_WIDTH - 2 * _EDGE) * (day - first).days / days, 1)

    places = [(across(day), down(value)) for day, value in points]
    path = "M" + "L".join(f"{x:g} {y:g}" for x, y in places)
    return Spark(_WIDTH, _HEIGHT, path, *places[-1], tuple(map(down, ends)))
