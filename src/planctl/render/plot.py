"""Where a day and a figure lie on a plot, and the marks along its axes.

Across the page all is in hundredths of its width, and down it in pixels: so a picture is as wide
as its page, and its words keep their size on a telephone. Lines lie on a plot of their own, a
thousand wide, that is drawn out to its place.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from math import ceil, floor, log10
from typing import Final, NamedTuple

from planctl.model.calendar import MONTHS

LEFT, RIGHT = 12.0, 71.0  # where the plot begins and ends; right of it stand the names
TOP, HEIGHT = 30, 190
BOTTOM: Final = TOP + HEIGHT
ACROSS: Final = 1000
_NUMBERS: Final = 4  # distances between marks up the side, about
_MONTHS: Final = 5  # marks along the bottom, at most
_STEPS: Final = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)  # in months
_NICE: Final = (1, 2, 2.5, 5, 10)
_FROM_NOUGHT: Final = 0.6  # figures that reach down to so much of the highest are seen from nought


class Tick(NamedTuple):
    """A mark on an axis."""

    words: str
    at: float
    more: str = ""  # a second line


class Plot(NamedTuple):
    """How a day and a figure become a place."""

    first: date
    last: date
    low: float
    high: float

    def x(self, day: date) -> float:
        """How far across the plot a day is."""
        return round(ACROSS * (day - self.first).days / max((self.last - self.first).days, 1), 1)

    def y(self, value: float) -> float:
        """How far down the plot a figure is."""
        share = (value - self.low) / (self.high - self.low)
        return round(HEIGHT * (1 - min(max(share, 0.0), 1.0)), 1)

    def across(self, day: date) -> float:
        """How far across the page a day is."""
        return round(LEFT + (RIGHT - LEFT) * self.x(day) / ACROSS, 2)

    def path(self, points: Iterable[tuple[date, float]]) -> str:
        """A line from point to point."""
        return "M" + "L".join(f"{self.x(day):g} {self.y(value):g}" for day, value in points)

    def down(self, value: float) -> float:
        """How far down the picture a figure is."""
        return TOP + self.y(value)


def scale(low: float, high: float) -> tuple[float, float, float]:
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


def months(plot: Plot) -> Iterator[Tick]:
    """The first of some months within the plot, each with its year."""
    first, last = (day.year * 12 + day.month - 1 for day in (plot.first, plot.last))
    first += plot.first.day > 1
    step = next(n for n in _STEPS if (last - first) // n < _MONTHS)
    for month in range(first + -first % step, last + 1, step):
        day = date(month // 12, month % 12 + 1, 1)
        yield Tick(MONTHS[day.month - 1][:3], plot.across(day), str(day.year))


def spread(wanted: Sequence[float], gap: float, lowest: float) -> list[float]:
    """Places near those that are wanted, each a gap from the next, and none below the lowest."""
    order = sorted(range(len(wanted)), key=lambda n: wanted[n])
    places = list(wanted)
    for above, below in pairwise(order):
        places[below] = max(places[below], places[above] + gap)
    for n in reversed(order):
        places[n] = min(places[n], lowest)
        lowest = places[n] - gap
    return places
