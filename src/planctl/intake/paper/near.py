"""What a date that says too little is likely to mean: whatever is near the month of its paper."""

from typing import NamedTuple

from planctl.intake.paper.order import MONTHS
from planctl.model.timescale import InMonth, OnDay
from planctl.model.written import read_timescale


class Near(NamedTuple):
    """A month, such as that of the paper: the dates that it names are near it."""

    year: int
    month: int


def nearest_year(month: int, near: Near) -> int:
    """The year in which a month is nearest to another."""
    years = (near.year - 1, near.year, near.year + 1)
    return min(years, key=lambda year: abs(month + (year - near.year) * MONTHS - near.month))


def quarter(number: int, said: int | None, near: Near) -> str:
    """A quarter of a planning year from April on, that ends nearest to a month."""
    year = said or near.year
    # Quarter 1 ends in month 6 of its year, and quarter 4 in month 3 of the next, its month 15.
    month = near.month + (near.year - year) * MONTHS
    first = min((year - 1, year), key=lambda y: abs(number * 3 + 3 + (y - year) * MONTHS - month))
    return f"Q{number} {first}-{(first + 1) % 100:02}"


def near_of(due: str) -> Near | None:
    """The month that a date lies in, where it is a day or a month."""
    match read_timescale(due):
        case OnDay(day):
            return Near(day.year, day.month)
        case InMonth(year, month):
            return Near(year, month)
        case _:
            return None
