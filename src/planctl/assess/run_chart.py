"""Whether the figures of a measure changed, or only vary: a run chart on the median.

Two rules tell change from chance at a false alarm of about one in twenty, however many figures
there are: a run on one side of the median that is longer than log2(n) + 3, rounded, and fewer
crossings of the median than the fifth percentile of a binomial of n - 1 and one half, n being the
figures that do not lie on it (Anhøj and Olesen 2014, PLoS ONE 9(11) e113825). That figures rise
five times running is no rule: it finds nothing.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import accumulate, groupby
from math import comb, log2
from statistics import fmean, median
from typing import Final, NamedTuple

from planctl.assess.measure_effect import Effect, judgeable_readings

LEAST_FIGURES: Final = 12  # of a run chart
_LEAST_OFF_MEDIAN: Final = 10  # that the rules need
_ONE_IN: Final = 20  # the fifth percentile


class RunChart(NamedTuple):
    """The figures of a measure about their median, and what the two rules say of them."""

    median: Decimal
    first: date
    last: date
    figures: int  # that do not lie on the median
    longest_run: int
    crossings: int
    since: date | None  # the first figure after the change; none: no more than chance
    gain: Decimal | None  # by how much the median is better since; none: nobody says what is

    @property
    def is_testable(self) -> bool:
        """Whether enough figures lie off the median to tell change from chance."""
        return self.figures >= _LEAST_OFF_MEDIAN

    @property
    def longest_by_chance(self) -> int:
        """The longest run that is no more than chance."""
        return longest_run_limit(self.figures)

    @property
    def crossings_by_chance(self) -> int:
        """The fewest crossings that are no more than chance."""
        return crossings_limit(self.figures)


def run_chart(effect: Effect, as_at: date) -> RunChart | None:
    """The run chart of a measure as at a day; none where it has fewer than twelve figures."""
    readings = judgeable_readings(effect.measure, as_at)
    points = [(reading.on, reading.figure) for reading in readings if reading.figure is not None]
    if len(points) < LEAST_FIGURES:
        return None
    middle = median(value for _, value in points)
    sides = [value > middle for _, value in points if value != middle]
    runs = [len(list(run)) for _, run in groupby(sides)]
    longest, crossings = max(runs, default=0), max(len(runs) - 1, 0)
    days = (points[0][0], points[-1][0])
    chart = RunChart(middle, *days, len(sides), longest, crossings, None, None)
    if not chart.is_testable:
        return chart
    if longest <= chart.longest_by_chance and crossings >= chart.crossings_by_chance:
        return chart
    values = [value for _, value in points]
    start = _change_point(values)
    before, after = median(values[:start]), median(values[start:])
    gain = effect.target.better_by(before, after) if effect.target else None
    return chart._replace(since=points[start][0], gain=gain)


def longest_run_limit(figures: int) -> int:
    """The longest run of so many figures that is no more than chance."""
    return round(log2(figures) + 3)


def crossings_limit(figures: int) -> int:
    """The fewest crossings of so many figures that are no more than chance."""
    total = 2 ** (figures - 1)
    below = accumulate(comb(figures - 1, crossings) for crossings in range(figures))
    return next(number for number, ways in enumerate(below) if ways * _ONE_IN >= total)


def _change_point(values: Sequence[Decimal]) -> int:
    """The place from which on the figures are another lot; of two such places the later.

    It parts them into two that vary least, each about its own mean.
    """
    figures = [float(value) for value in values]

    def spread(lot: Sequence[float]) -> float:
        middle = fmean(lot)
        return sum((figure - middle) ** 2 for figure in lot)

    places = reversed(range(1, len(figures)))
    return min(places, key=lambda at: round(spread(figures[:at]) + spread(figures[at:]), 9))
