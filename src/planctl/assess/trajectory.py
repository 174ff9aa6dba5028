"""Where a measure should be on a day: the trajectory from its baseline through its targets.

What should be reached is always a span of figures: open above where higher is better, open below
where lower is, closed where the figure should stay within a range. So one distance, that of a
figure from its span, says how far it is from where it should be, whichever way is better.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from planctl.model.measure import Better, Course, Measure, Target

_WHOLE: Final = 100  # from here on a worked-out figure has no decimals
_TENTH: Final = 0.1  # from here on it has one, and below that two figures that count
DECIMALS: Final = 9  # beyond these, floating point speaks and not the figures


class Span(NamedTuple):
    """The figures that reach what is wanted, from low to high; None is without an end."""

    low: float | None
    high: float | None

    def miss(self, figure: float) -> float:
        """How far a figure lies outside the span; nought for one within it."""
        below = self.low - figure if self.low is not None else 0.0
        above = figure - self.high if self.high is not None else 0.0
        return round(max(below, above, 0.0), DECIMALS)

    def better_by(self, before: float, after: float) -> float:
        """How much better a figure is than one before it; below nought for a worse one.

        Beyond its target too a figure can go up and down; within a range none is better.
        """
        if self.high is None:
            change = after - before
        elif self.low is None:
            change = before - after
        else:
            change = self.miss(before) - self.miss(after)
        return round(change, DECIMALS)

    @property
    def edge(self) -> float | None:
        """The one figure that the span begins at; none for a range."""
        if self.low is None or self.low == self.high:
            return self.high
        return self.low if self.high is None else None


class Stop(NamedTuple):
    """Where a measure should be on a day; the first one is where it was at its baseline."""

    on: date
    span: Span


def better(measure: Measure) -> Better | None:
    """Which way a measure should move: as it says, or as its baseline and its targets show.

    None: neither says it, and so no figure can be called better than another.
    """
    if measure.better or not measure.targets:
        return measure.better
    if any(target.low is not None and target.high is not None for target in measure.targets):
        return Better.WITHIN
    last, start = measure.targets[-1].value, measure.baseline
    if last is None or start is None or last == start.value:
        return None
    return Better.HIGHER if last > start.value else Better.LOWER


def span_of(target: Target, way: Better | None) -> Span | None:
    """What a target asks for; None where it gives no figure for that way."""
    match way:
        case Better.HIGHER:
            low = target.low if target.value is None else target.value
            return None if low is None else Span(low, None)
        case Better.LOWER:
            high = target.high if target.value is None else target.value
            return None if high is None else Span(None, high)
        case Better.WITHIN:
            low = target.value if target.low is None else target.low
            high = target.value if target.high is None else target.high
            return None if low is None and high is None else Span(low, high)
        case _:
            return None


def final_target(measure: Measure) -> tuple[Target, Span] | None:
    """The target that the measure is to reach in the end; one without a day comes last.

    Of several by one day, or without one, it is the last.
    """
    way = better(measure)
    spans = [(target, span) for target in measure.targets if (span := span_of(target, way))]
    return max(reversed(spans), key=lambda each: each[0].by or date.max) if spans else None


def trajectory(measure: Measure) -> tuple[Stop, ...]:
    """The baseline and the targets that have a day, in the order of their days."""
    way = better(measure)
    wanted = ((target.by, span_of(target, way)) for target in measure.targets)
    stops = sorted((Stop(day, span) for day, span in wanted if day and span), key=_day)
    first = _start(measure, stops[0].span) if stops else None
    return (first, *(stop for stop in stops if stop.on > first.on)) if first else tuple(stops)


def expected(measure: Measure, on: date) -> Span | None:
    """Where a measure should be on a day; None before its trajectory begins."""
    return along(trajectory(measure), measure.course, on)


def along(stops: Sequence[Stop], course: Course, on: date) -> Span | None:
    """Where a trajectory is on a day: between two of its stops, or at the last one."""
    past = [stop for stop in stops if stop.on <= on]
    if not past:
        return None
    here, coming = past[-1], stops[len(past) :]
    if course is Course.STEPS or not coming:
        return here.span
    return _between(here, coming[0], on)


def bends(measure: Measure, since: date, until: date) -> Iterator[Stop]:
    """The trajectory as the corners of a line, in steps or straight, cut to the days asked for."""
    inside = [stop for stop in trajectory(measure) if since < stop.on < until]
    for day in (since, *(stop.on for stop in inside), until):
        span = expected(measure, day)
        if span:
            yield Stop(day, span)


def _start(measure: Measure, first: Span) -> Stop | None:
    """The baseline as the first stop: a figure there is where it is expected to be."""
    start = measure.baseline
    if start is None or start.on is None:
        return None
    low = None if first.low is None else start.value
    high = None if first.high is None else start.value
    if first.low is not None and first.high is not None:
        low, high = min(first.low, start.value), max(first.high, start.value)
    return Stop(start.on, Span(low, high))


def _between(here: Stop, there: Stop, on: date) -> Span:
    share = (on - here.on).days / (there.on - here.on).days

    def at(first: float | None, last: float | None) -> float | None:
        return None if first is None or last is None else _about(first + (last - first) * share)

    return Span(at(here.span.low, there.span.low), at(here.span.high, there.span.high))


def _about(value: float) -> float:
    """A worked-out figure as it is printed and compared: without decimals that nobody measured."""
    size = abs(value)
    if size >= _WHOLE:
        return float(round(value))
    return round(value, 1) if size >= _TENTH else float(f"{value:.2g}")


def _day(stop: Stop) -> date:
    return stop.on
