"""Where a measure should be on a day: the trajectory from its baseline through its targets.

What should be reached is always a span of figures: open above where higher is better, open below
where lower is, closed where the figure should stay within a range. So one distance, that of a
figure from its span, says how far it is from where it should be, whichever way is better.

Figures are compared as the decimal numbers that they are, and rounded only where they are printed.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Final, NamedTuple

from planctl.model.measure import Better, Course, Measure, Target

_WHOLE: Final = 100  # from here on a worked-out figure is printed without decimals
_TENTH: Final = Decimal("0.1")  # from here on with one, and below that with two that count
_NOUGHT: Final = Decimal(0)


class Span(NamedTuple):
    """The figures that reach what is wanted, from low to high; None is without an end."""

    low: Decimal | None
    high: Decimal | None

    def miss(self, figure: Decimal) -> Decimal:
        """How far a figure lies outside the span; nought for one within it."""
        below = self.low - figure if self.low is not None else _NOUGHT
        above = figure - self.high if self.high is not None else _NOUGHT
        return max(below, above, _NOUGHT)

    def better_by(self, before: Decimal, after: Decimal) -> Decimal:
        """How much better a figure is than one before it; below nought for a worse one.

        Beyond its target too a figure can go up and down; within a range none is better.
        """
        if self.high is None:
            return after - before
        if self.low is None:
            return before - after
        return self.miss(before) - self.miss(after)

    def is_wider(self, than: "Span") -> bool:
        """Whether it asks for less: all that reaches the other reaches it, and more does."""
        low = self.low is None or (than.low is not None and self.low <= than.low)
        high = self.high is None or (than.high is not None and self.high >= than.high)
        return low and high and self != than

    @property
    def edge(self) -> Decimal | None:
        """The one figure that the span begins at; none for a range."""
        if self.low is None or self.low == self.high:
            return self.high
        return self.low if self.high is None else None


class TrajectoryPoint(NamedTuple):
    """Where a measure should be on a day; the first one is where it was at its baseline."""

    on: date
    span: Span


def better_direction(measure: Measure) -> Better | None:
    """Which way a measure should move: as it says, or as its baseline and its last target show.

    None: neither says it, and so no figure can be called better than another.
    """
    if measure.better or not measure.targets:
        return measure.better
    if any(target.low is not None and target.high is not None for target in measure.targets):
        return Better.WITHIN
    last, start = (
        _last_target([target for target in measure.targets if target.value is not None]),
        measure.baseline,
    )
    if last is None or last.value is None or start is None or last.value == start.value:
        return None
    return Better.HIGHER if last.value > start.value else Better.LOWER


def target_span(target: Target, direction: Better | None) -> Span | None:
    """What a target asks for; None where it gives no figure for that way."""
    match direction:
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
    """The target that the measure is to reach in the end."""
    direction = better_direction(measure)
    last = _last_target([target for target in measure.targets if target_span(target, direction)])
    span = target_span(last, direction) if last else None
    return (last, span) if last and span else None


def _last_target(targets: Sequence[Target]) -> Target | None:
    """The last of some targets by their days; one without a day comes last.

    Of several by one day, or without one, it is the last in the file.
    """
    return max(reversed(targets), key=lambda target: target.by or date.max, default=None)


def measure_trajectory(measure: Measure) -> tuple[TrajectoryPoint, ...]:
    """The baseline and the targets that have a day, in the order of their days.

    Of two by one day the later in the file counts. A target that is due before the baseline, or on
    its day, plans nothing; where there is no other, nothing is expected on any day.
    """
    direction, start = better_direction(measure), measure.baseline
    dated_spans = ((target.by, target_span(target, direction)) for target in measure.targets)
    spans = {day: span for day, span in dated_spans if day and span}
    stops = [TrajectoryPoint(day, spans[day]) for day in sorted(spans)]
    if start is None or start.on is None:
        return tuple(stops)
    later = [stop for stop in stops if stop.on > start.on]
    return (
        (TrajectoryPoint(start.on, _baseline_span(later[0].span, start.value)), *later)
        if later
        else ()
    )


def expected_span(measure: Measure, on: date) -> Span | None:
    """Where a measure should be on a day; None before its trajectory begins."""
    return span_along(measure_trajectory(measure), measure.course, on)


def span_along(stops: Sequence[TrajectoryPoint], course: Course, on: date) -> Span | None:
    """Where a trajectory is on a day: between two of its stops, or at the last one."""
    past = [stop for stop in stops if stop.on <= on]
    if not past:
        return None
    here, coming = past[-1], stops[len(past) :]
    if course is Course.STEPS or not coming:
        return here.span
    return _interpolate(here, coming[0], on)


def trajectory_corners(measure: Measure, since: date, until: date) -> Iterator[TrajectoryPoint]:
    """The trajectory as the corners of a line, in steps or straight, cut to the days asked for."""
    inside = [stop for stop in measure_trajectory(measure) if since < stop.on < until]
    for day in (since, *(stop.on for stop in inside), until):
        span = expected_span(measure, day)
        if span:
            yield TrajectoryPoint(day, span)


def round_span(measure: Measure, span: Span, value: Decimal | None = None) -> Span:
    """What was expected, as it is printed: figures that were worked out have few decimals.

    Beside a figure they have as many more as it takes for the words to say the same as the exact
    ones: on which side of them it lies, and whether it misses them by more than its tolerance.
    """
    stated_ends = {end for stop in measure_trajectory(measure) for end in stop.span}
    slack = measure.tolerance or _NOUGHT

    def printed(end: Decimal | None) -> Decimal | None:
        if end is None or end in stated_ends:
            return end
        candidates = (round(end, places) for places in count(_decimal_places(end)))
        return next(it for it in candidates if value is None or _is_faithful(end, it, value, slack))

    return Span(printed(span.low), printed(span.high))


def _decimal_places(figure: Decimal) -> int:
    """With how many decimals a worked-out figure is printed: without those that nobody measured."""
    size = abs(figure)
    if size >= _WHOLE or not size:
        return 0
    return 1 if size >= _TENTH else 1 - size.adjusted()


def _is_faithful(exact: Decimal, printed: Decimal, value: Decimal, slack: Decimal) -> bool:
    """Whether a figure lies as near to what is printed as to what is exact, and on its side."""

    def place(end: Decimal) -> tuple[int, int]:
        return _sign(value - end), _sign(abs(value - end) - slack)

    return place(exact) == place(printed)


def _sign(figure: Decimal) -> int:
    return (figure > 0) - (figure < 0)


def _baseline_span(first: Span, start: Decimal) -> Span:
    """What is expected on the day of the baseline: a figure there is where it should be."""
    low = None if first.low is None else start
    high = None if first.high is None else start
    if first.low is not None and first.high is not None:
        low, high = min(first.low, start), max(first.high, start)
    return Span(low, high)


def _interpolate(here: TrajectoryPoint, there: TrajectoryPoint, on: date) -> Span:
    days, total = (on - here.on).days, (there.on - here.on).days

    def at(first: Decimal | None, last: Decimal | None) -> Decimal | None:
        return None if first is None or last is None else first + (last - first) * days / total

    return Span(at(here.span.low, there.span.low), at(here.span.high, there.span.high))
