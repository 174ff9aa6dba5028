"""What a date that says too little is likely to mean: whatever is near the month of its paper."""

from typing import NamedTuple

from planctl.model.calendar import MONTHS, Calendar
from planctl.model.timescale import InMonth, OnDay, timescale_in_words
from planctl.model.written import read_timescale


class Near(NamedTuple):
    """A month, such as that of the paper: the dates that it names are near it."""

    year: int
    month: int


def nearest_year(month: int, near: Near) -> int:
    """The year in which a month is nearest to another."""
    years = (near.year - 1, near.year, near.year + 1)
    return min(years, key=lambda year: abs(month + (year - near.year) * 12 - near.month))


def near_quarter(number: int, near: Near) -> str:
    """The quarter, of a planning year from April on, that ends nearest to a month."""
    # Quarter 1 ends in month 6 of its year, and quarter 4 in month 3 of the next, its month 15.
    years = (near.year - 1, near.year)
    last = number * 3 + 3
    first = min(years, key=lambda year: abs(last + (year - near.year) * 12 - near.month))
    return _quarter(number, first)


def quarters(number: int, year: int) -> tuple[str, ...]:
    """What a quarter of a year can be: of two planning years, and of the year by the calendar."""
    planned = (_with_months(_quarter(number, first)) for first in (year - 1, year))
    return (*planned, f"{MONTHS[number * 3 - 1]} {year} (the quarter by the calendar)")


def _with_months(due: str) -> str:
    _, _, months = timescale_in_words(read_timescale(due), Calendar()).partition("(")
    return f"{due} ({months}"


def _quarter(number: int, first: int) -> str:
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
