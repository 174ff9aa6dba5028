"""Charts: plots with their scales, ticks and names; the chart of a measure, and its sparkline.

Across the page the chart is in hundredths of its width, and down it in pixels, so it is as wide as
its page and its words keep their size on a telephone. Lines lie on a plot 1000 units wide that is
stretched to its place. No meaning depends on colour alone: observations are a thick line with dots,
the expected course is dashed, and a target is a diamond with its figure.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import count, groupby, pairwise
from math import ceil, floor, log10
from typing import Final, NamedTuple

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

_ACROSS: Final = 1000  # how wide a plot is in its own units, whatever its room
_AXIS_ROOM: Final = 45  # pixels for the days below a plot
_NAME_FOOT: Final = 4  # pixels from the middle of a name to its foot
_NEAR: Final = 0.3  # of a plot, from either side
_NUMBERS: Final = 4  # distances between marks up the side of a measure, about
_NICE: Final = (1, 2, 2.5, 5, 10)
_FROM_NOUGHT: Final = 0.6  # figures that reach down to so much of the highest are seen from nought
_MONTHS: Final = 5  # marks along the bottom, at most
_STEPS: Final = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)  # in months
_SPARK_WIDTH, _SPARK_HEIGHT, _SPARK_EDGE = 96, 24, 3


class Tick(NamedTuple):
    """A mark on an axis."""

    words: str
    at: float
    more: str = ""  # a second line


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
    lines: tuple[Line, ...] = ()
    marks: tuple[Mark, ...] = ()
    labels: tuple[Label, ...] = ()
    numbers: tuple[Tick, ...] = ()
    months: tuple[Tick, ...] = ()
    now: float = 0  # where the day as at is; nought where it is not shown
    bars: tuple[BarPart, ...] = ()


class Plot(NamedTuple):
    """Where the plot of a picture is, and how a day and a number become a place on it."""

    left: float  # in hundredths of the width of the page; right of the plot stand names
    right: float
    top: int  # in pixels
    height: int
    first: date
    last: date
    low: float = 0
    high: float = 1

    @property
    def bottom(self) -> int:
        """How far down the picture the plot ends."""
        return self.top + self.height

    def x(self, day: date) -> float:
        """How far across the plot a day is; days before the first are at the start."""
        days = max((self.last - self.first).days, 1)
        return round(_ACROSS * max((day - self.first).days, 0) / days, 1)

    def share(self, day: date) -> float:
        """The same as a part of the whole."""
        return self.x(day) / _ACROSS

    def y(self, value: float) -> float:
        """How far down the plot a number is."""
        share = (value - self.low) / (self.high - self.low)
        return round(self.height * (1 - min(max(share, 0.0), 1.0)), 1)

    def across(self, day: date) -> float:
        """How far across the page a day is."""
        return round(self.left + (self.right - self.left) * self.share(day), 2)

    def down(self, value: float) -> float:
        """How far down the picture a number is."""
        return self.top + self.y(value)

    def path(self, points: Iterable[tuple[date, float]]) -> str:
        """A line from point to point."""
        return "M" + "L".join(f"{self.x(day):g} {self.y(value):g}" for day, value in points)

    def level(self, value: float) -> str:
        """A line right across the plot."""
        return f"M0 {self.y(value):g}H{_ACROSS}"

    def steps(self, counts: Iterable[tuple[date, int]], until: date) -> str:
        """A line in steps, from the first count to that of each day, as far as a day."""
        (day, count), *later = counts
        start = f"M{self.x(day):g} {self.y(count):g}"
        steps = "".join(f"H{self.x(on):g}V{self.y(number):g}" for on, number in later)
        return f"{start}{steps}H{self.x(until):g}"

    def line_names(
        self, names: Sequence[tuple[str, str, float]], gap: int, beside: float
    ) -> list[Label]:
        """Names right of the plot, at the ends of their lines, but so far apart that they are read.

        Each name comes with the line that it is of, and the number where that ends.
        """
        places = spread_labels([self.down(value) for _, _, value in names], gap, self.bottom)
        return [
            Label(name, words, self.right + beside, round(y + _NAME_FOOT, 1), "start")
            for (name, words, _), y in zip(names, places, strict=True)
        ]

    def day_label(self, name: str, as_at: date) -> Label:
        """The words over the line of the day as at, which stay within the plot."""
        share = self.share(as_at)
        anchor = "start" if share < _NEAR else "end" if share > 1 - _NEAR else "middle"
        words = f"As at {day_in_words(as_at)}"
        return Label(name, words, self.across(as_at), self.top - 12, anchor)

    def chart(self) -> Chart:
        """A picture with nothing on its plot yet."""
        width = round(self.right - self.left, 2)
        whole = self.bottom + _AXIS_ROOM
        return Chart(self.left, self.right, width, self.top, self.height, self.bottom, whole)


def axis_scale(low: float, high: float) -> tuple[float, float, float]:
    """A distance between marks that is easy to count in, and the lowest and highest mark."""
    if low >= 0 and low <= _FROM_NOUGHT * high:
        low = 0.0
    if low == high:
        low, high = low - (abs(low) / 10 or 1), high + (abs(high) / 10 or 1)
    rough = (high - low) / _NUMBERS
    ten = 10.0 ** floor(log10(rough))
    step = next(nice * ten for nice in _NICE if nice * ten >= rough * (1 - 1e-9))
    lowest, highest = floor(round(low / step, 6)) * step, ceil(round(high / step, 6)) * step
    return step, lowest, highest


def count_scale(most: int, marks: int) -> tuple[int, int]:
    """The distance between so many marks at most, 1, 2, 5, 10 and so on, and the highest mark."""
    steps = (nice * 10**power for power in count() for nice in (1, 2, 5))
    step = next(step for step in steps if -(-most // step) <= marks)
    return step, -(-most // step) * step


def count_ticks(plot: Plot, step: int) -> tuple[Tick, ...]:
    """The marks up the side of a plot of counts."""
    return tuple(Tick(str(n), plot.down(n)) for n in range(0, int(plot.high) + 1, step))


def tick_months(plot: Plot, most: int, steps: Sequence[int]) -> range:
    """Which months within the plot are marked, so many at most, counted from the year nought."""
    first, last = (day.year * 12 + day.month - 1 for day in (plot.first, plot.last))
    first += plot.first.day > 1
    step = next(n for n in steps if (last - first) // n < most)
    return range(first + -first % step, last + 1, step)


def month_tick(plot: Plot, month: int, *, has_year: bool = True) -> Tick:
    """The first day of a month, with its year."""
    day = date(month // 12, month % 12 + 1, 1)
    return Tick(MONTHS[day.month - 1][:3], plot.across(day), str(day.year) if has_year else "")


def month_ticks(plot: Plot) -> tuple[Tick, ...]:
    """The first of some months within the plot, each with its year."""
    return tuple(month_tick(plot, month) for month in tick_months(plot, _MONTHS, _STEPS))


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


def measure_chart(effect: Effect, as_at: date, run: RunChart | None = None) -> Chart:
    """The picture of a measure that has been observed, as at a day; with its median, if any."""
    observations = readings_by_day(effect.measure, as_at)
    plot, numbers = _plot(effect.measure, observations, as_at)
    level = float(run.median) if run else 0.0
    median = [Line("median", plot.path([(run.first, level), (run.last, level)]))] if run else []
    return plot.chart()._replace(
        lines=(*median, *_measure_lines(effect, observations, plot)),
        marks=tuple(_marks(effect, observations, plot)),
        labels=(*_measure_names(effect, plot, run), plot.day_label("day", as_at)),
        numbers=numbers,
        months=month_ticks(plot),
        now=plot.across(as_at),
    )


def measure_range(
    measure: Measure, observations: Sequence[Observation], as_at: date
) -> tuple[list[date], list[float]]:
    """The days and the figures that a picture of a measure has to reach over."""
    start, targets = measure.baseline, measure.targets
    days = [as_at, *(reading.on for reading in observations)]
    days += [day for day in (start and start.on, *(target.by for target in targets)) if day]
    ends = (end for target in targets for end in (target.value, target.low, target.high))
    values = [*(reading.figure for reading in observations), *ends, start.value if start else None]
    return days, [float(value) for value in values if value is not None]


def _plot(
    measure: Measure, observations: Sequence[Observation], as_at: date
) -> tuple[Plot, tuple[Tick, ...]]:
    days, values = measure_range(measure, observations, as_at)
    step, low, high = axis_scale(min(values, default=0.0), max(values, default=0.0))
    plot = Plot(12.0, 71.0, 30, 190, min(days), max(days), low, high)
    marks = [round(low + step * n, 9) for n in range(round((high - low) / step) + 1)]
    sign = "%" if measure.unit == "%" else ""
    names = (f"{format_number(Decimal(repr(mark)))}{sign}" for mark in marks)
    return plot, tuple(Tick(name, plot.down(mark)) for name, mark in zip(names, marks, strict=True))


def _measure_lines(
    effect: Effect, observations: Sequence[Observation], plot: Plot
) -> Iterator[Line]:
    """The band of a range, the trajectory, targets without a day, and what was observed."""
    measure = effect.measure
    corners = tuple(trajectory_corners(measure, plot.first, plot.last))
    if corners and effect.target:
        yield from _course(corners, measure, plot)
    elif effect.target:
        for value in dict.fromkeys(end for end in effect.target if end is not None):
            yield Line("expected", plot.level(float(value)))
    # A line may join figures of enough cases, and stops at the gaps between them.
    judged = (reading for reading in observations if not is_small(measure, reading))
    for is_gap, run in groupby(judged, key=lambda reading: reading.figure is None):
        points = [] if is_gap else [(it.on, float(it.figure or 0)) for it in run]
        if len(points) > 1:
            yield Line("seen", plot.path(points))


def _course(corners: Sequence[TrajectoryPoint], measure: Measure, plot: Plot) -> Iterator[Line]:
    """Where the measure should be: a line, or for a range the band between two lines."""
    in_steps = measure.course is Course.STEPS
    sides = [
        [(stop.on, float(end)) for stop in corners if (end := stop.span[side]) is not None]
        for side in (0, 1)
    ]
    lines = [_stairs(side) if in_steps else side for side in sides if side]
    if len(lines) == 2 and sides[0] != sides[1]:  # noqa: PLR2004 - both ends of a range
        around = [*lines[0], *reversed(lines[1])]
        yield Line("band", f"{plot.path(around)}Z")
    for side in lines:
        yield Line("expected", plot.path(side))


def _stairs(points: Sequence[tuple[date, float]]) -> list[tuple[date, float]]:
    """The corners of a line that stays where it is until the day of the next."""
    stairs = [points[0]]
    for day, value in points[1:]:
        stairs += [(day, stairs[-1][1]), (day, value)]
    return stairs


def _marks(effect: Effect, observations: Sequence[Observation], plot: Plot) -> Iterator[Mark]:
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
            yield Mark("missing", x, plot.bottom)
        else:
            name = "small" if is_small(measure, reading) else "seen"
            yield Mark(name, x, plot.down(float(level)))


def _target_points(measure: Measure) -> Iterator[tuple[date, float]]:
    way = better_direction(measure)
    for target in measure.targets:
        span = target_span(target, way)
        if span and target.by:
            for value in dict.fromkeys(end for end in span if end is not None):
                yield target.by, float(value)


def _measure_names(effect: Effect, plot: Plot, run: RunChart | None) -> list[Label]:
    measure, latest = effect.measure, effect.latest
    unit = "%" if measure.unit == "%" else None
    named: list[tuple[str, str, Decimal | None]] = [
        ("seen", "Latest", latest.figure if latest else None),
        *(("expected", "Target", end) for end in dict.fromkeys(effect.target or ())),
        ("baseline", "Baseline", effect.start.value if effect.start and measure.baseline else None),
        ("median", "Median", run.median if run else None),
    ]
    names = [
        (name, f"{noun} {format_figure(value, unit)}", float(value))
        for name, noun, value in named
        if value is not None
    ]
    return plot.line_names(names, gap=16, beside=2.5)


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
    points = [(it.on, float(it.figure)) for it in figures if it.figure is not None]
    if len(points) < 2:  # noqa: PLR2004 - one figure is no line
        return None
    (first, _), (last, _) = points[0], points[-1]
    ends = [float(end) for end in dict.fromkeys(target or ()) if end is not None]
    values = [*(value for _, value in points), *ends]
    low, high = min(values), max(values)
    days = max((last - first).days, 1)

    def down(value: float) -> float:
        share = (value - low) / (high - low) if high > low else 0.5
        return round(_SPARK_EDGE + (_SPARK_HEIGHT - 2 * _SPARK_EDGE) * (1 - share), 1)

    def across(day: date) -> float:
        return round(_SPARK_EDGE + (_SPARK_WIDTH - 2 * _SPARK_EDGE) * (day - first).days / days, 1)

    places = [(across(day), down(value)) for day, value in points]
    path = "M" + "L".join(f"{x:g} {y:g}" for x, y in places)
    return Spark(_SPARK_WIDTH, _SPARK_HEIGHT, path, *places[-1], tuple(map(down, ends)))
