"""The figures of a measure as a line of the size of a word; the words stand beside it."""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from planctl.model.measure import Observation

_WIDTH, _HEIGHT = 96, 24
_EDGE: Final = 3


class Spark(NamedTuple):
    """The figures of a measure as a small line; the words stand beside it."""

    width: int
    height: int
    path: str
    x: float  # of the newest figure
    y: float


def spark(figures: Sequence[Observation]) -> Spark | None:
    """A small line of figures in the order of their days; none where there are not two."""
    points = [(each.on, float(each.figure)) for each in figures if each.figure is not None]
    if len(points) < 2:  # noqa: PLR2004 - one figure is no line
        return None
    (first, _), (last, _) = points[0], points[-1]
    values = [value for _, value in points]
    low, high = min(values), max(values)
    days = max((last - first).days, 1)

    def place(day: date, value: float) -> tuple[float, float]:
        share = (value - low) / (high - low) if high > low else 0.5
        across, down = _WIDTH - 2 * _EDGE, _HEIGHT - 2 * _EDGE
        x = _EDGE + across * (day - first).days / days
        return round(x, 1), round(_EDGE + down * (1 - share), 1)

    places = [place(*point) for point in points]
    path = "M" + "L".join(f"{x:g} {y:g}" for x, y in places)
    return Spark(_WIDTH, _HEIGHT, path, *places[-1])
