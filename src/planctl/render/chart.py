"""Where the points, the lines and the words of a measure's chart lie.

Nothing is told by colour alone: what is observed is a thick line with dots, what is expected a
dashed one, a target a diamond with its figure.

It is drawn by a template of our own: the libraries that were weighed bring a script with them, a
hundred megabytes, or pictures that nothing reads out.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Final, NamedTuple

from planctl.assess.effect import Effect, is_small, readings
from planctl.assess.figure import figure, plain
from planctl.assess.trajectory import Span, Stop, bends, better, span_of
from planctl.model.calendar import day_in_words
from planctl.model.measure import Course, Measure, Observation
from planctl.render.plot import (
    ACROSS,
    HEIGHT,
    LEFT,
    RIGHT,
    TOP,
    Plot,
    Tick,
    months,
    scale,
    spread,
)

_BELOW: Final = 45  # room for the days below the plot
_GAP: Final = 16  # from one name to the next, so that both can be read
_NEAR: Final = 0.3  # of the plot, from either side


class Line(NamedTuple):
    """A line or an area on the plot."""

    name: str  # for the style of it: seen, expected, band or target
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


class Chart(NamedTuple):
    """A measure as a picture: the plot, what lies on it, and all the words around it."""

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
    now: float  # where the day as at is


def chart(effect: Effect, as_at: date) -> Chart:
    """The picture of a measure that has been observed, as at a day."""
    measure = effect.measure
    seen = readings(measure, as_at)
    plot, numbers = _plot(measure, seen, as_at)
    return Chart(
        LEFT,
        RIGHT,
        round(RIGHT - LEFT, 2),
        TOP,
        HEIGHT,
        TOP + HEIGHT,
        TOP + HEIGHT + _BELOW,
        tuple(_lines(effect, seen, plot)),
        tuple(_marks(effect, seen, plot)),
        tuple(_labels(effect, plot, as_at)),
        numbers,
        tuple(months(plot)),
        plot.across(as_at),
    )


def _plot(
    measure: Measure, seen: Sequence[Observation], as_at: date
) -> tuple[Plot, tuple[Tick, ...]]:
    """The days and the figures that the picture reaches over, and the marks up its side."""
    start, targets = measure.baseline, measure.targets
    days = [as_at, *(each.on for each in seen), *(target.by for target in targets if target.by)]
    days += [start.on] if start and start.on else []
    ends = (end for target in targets for end in (target.value, target.low, target.high))
    values = [*(each.figure for each in seen), *ends, start.value if start else None]
    known = [float(value) for value in values if value is not None] or [0.0]
    step, low, high = scale(min(known), max(known))
    count = round((high - low) / step)
    plot = Plot(min(days), max(days), low, high)
    marks = [round(low + step * n, 9) for n in range(count + 1)]
    sign = "%" if measure.unit == "%" else ""
    names = (f"{plain(Decimal(repr(mark)))}{sign}" for mark in marks)
    return plot, tuple(Tick(name, plot.down(mark)) for name, mark in zip(names, marks, strict=True))


def _lines(effect: Effect, seen: Sequence[Observation], plot: Plot) -> Iterator[Line]:
    """The band of a range, the trajectory, targets without a day, and what was observed."""
    measure = effect.measure
    corners = tuple(bends(measure, plot.first, plot.last))
    if corners and effect.target:
        yield from _course(corners, measure, plot)
    elif effect.target:
        for value in dict.fromkeys(end for end in effect.target if end is not None):
            yield Line("expected", f"M0 {plot.y(float(value)):g}H{ACROSS}")
    for is_gap, run in groupby(_judged(measure, seen), key=lambda each: each.figure is None):
        points = [] if is_gap else list(run)
        if len(points) > 1:
            yield Line("seen", plot.path((each.on, float(each.figure or 0)) for each in points))


def _judged(measure: Measure, seen: Iterable[Observation]) -> Iterator[Observation]:
    """The readings that a line may join: figures of enough cases, and the gaps between them."""
    return (each for each in seen if not is_small(measure, each))


def _course(corners: Sequence[Stop], measure: Measure, plot: Plot) -> Iterator[Line]:
    """Where the measure should be: a line, or for a range the band between two lines."""
    in_steps = measure.course is Course.STEPS
    sides = [
        [(stop.on, float(end)) for stop in corners if (end := stop.span[side]) is not None]
        for side in (0, 1)
    ]
    drawn = [_steps(side) if in_steps else side for side in sides if side]
    if len(drawn) == 2 and sides[0] != sides[1]:  # noqa: PLR2004 - both ends of a range
        around = [*drawn[0], *reversed(drawn[1])]
        yield Line("band", f"{plot.path(around)}Z")
    for side in drawn:
        yield Line("expected", plot.path(side))


def _steps(points: Sequence[tuple[date, float]]) -> list[tuple[date, float]]:
    """The corners of a line that stays where it is until the day of the next."""
    stairs = [points[0]]
    for day, value in points[1:]:
        stairs += [(day, stairs[-1][1]), (day, value)]
    return stairs


def _marks(effect: Effect, seen: Sequence[Observation], plot: Plot) -> Iterator[Mark]:
    """A sign for the baseline, for each target, and for each reading; one without a figure too."""
    measure = effect.measure
    start = measure.baseline
    if start and start.on:
        yield Mark("baseline", plot.across(start.on), plot.down(float(start.value)))
    for day, value in _aims(measure):
        yield Mark("target", plot.across(day), plot.down(value))
    for each in seen:
        x, found = plot.across(each.on), each.figure
        if found is None:
            yield Mark("missing", x, TOP + HEIGHT)
        else:
            name = "small" if is_small(measure, each) else "seen"
            yield Mark(name, x, plot.down(float(found)))


def _aims(measure: Measure) -> Iterator[tuple[date, float]]:
    """The figure of each target that has a day; of a range, both ends."""
    way = better(measure)
    for target in measure.targets:
        span = span_of(target, way)
        if span and target.by:
            for value in dict.fromkeys(end for end in span if end is not None):
                yield target.by, float(value)


def _labels(effect: Effect, plot: Plot, as_at: date) -> Iterator[Label]:
    """What is what: the latest figure, the target and the baseline, and the day above them."""
    measure, unit = effect.measure, "%" if effect.measure.unit == "%" else None
    names: list[tuple[str, str, float]] = []
    latest = effect.latest
    if latest and latest.figure is not None:
        names.append(("seen", f"Latest {figure(latest.figure, unit)}", float(latest.figure)))
    if effect.target:
        names += [("expected", f"Target {words}", end) for words, end in _ends(effect.target, unit)]
    if effect.start and measure.baseline:
        was = effect.start.value
        names.append(("baseline", f"Baseline {figure(was, unit)}", float(was)))
    places = spread([plot.down(value) for _, _, value in names], _GAP, TOP + HEIGHT)
    for (name, words, _value), y in zip(names, places, strict=True):
        yield Label(name, words, RIGHT + 2.5, round(y + 4, 1), "start")
    across = plot.x(as_at) / ACROSS
    anchor = "start" if across < _NEAR else "end" if across > 1 - _NEAR else "middle"
    yield Label("day", f"As at {day_in_words(as_at)}", plot.across(as_at), TOP - 12, anchor)


def _ends(target: Span, unit: str | None) -> Iterator[tuple[str, float]]:
    for value in dict.fromkeys(end for end in target if end is not None):
        yield figure(value, unit), float(value)
