"""Days as people write them on a form, brought to what the grammar of timescales reads.

A form is filled in by hand, so that it takes more than a plan file may say: Excel’s own 12-Mar-24.
"""

import re
from datetime import date
from typing import Final

from planctl.model.timescale import Ongoing
from planctl.model.written import (
    CENTURY,
    MONTH_NUMBERS,
    NoSuchDay,
    Unreadable,
    come,
    read_day,
    read_timescale,
)

_A_DAY: Final = "write the day, the month and the year, such as 3 August 2024"
_A_DATE: Final = (
    "write a day, a month or a quarter, such as 3 August 2024, August 2024 or Q3 2024-25"
)
_MONTH: Final = "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True))
_HYPHENS: Final = re.compile(rf"([0-9]{{1,2}})-({_MONTH})-([0-9]{{2}})", re.IGNORECASE | re.ASCII)


def day_done(wrote: str, as_at: date) -> str:
    """A day on which something was done; raises Unreadable for what is none."""
    try:
        day = read_day(_in_full(wrote))
    except NoSuchDay:
        raise
    except Unreadable as fault:
        raise Unreadable(fault.message, _A_DAY) from None
    return come(day, as_at).isoformat()


def later_date(wrote: str) -> str:
    """A later date, in words that a plan may say: a month or a quarter does as well as a day."""
    plain = _in_full(wrote)
    try:
        reading = read_timescale(plain)
    except NoSuchDay:
        raise
    except Unreadable as fault:
        raise Unreadable(fault.message, _A_DATE) from None
    if isinstance(reading, Ongoing):
        raise Unreadable("“ongoing” is not a date", _A_DATE)
    return plain


def is_day(wrote: str) -> bool:
    """Whether a text is a day and nothing besides."""
    try:
        read_day(_in_full(wrote))
    except Unreadable:
        return False
    return True


def _in_full(wrote: str) -> str:
    """A day with the year in full where Excel writes its last figures only; all else as it is."""
    plain = wrote.strip()
    short = _HYPHENS.fullmatch(plain)
    return f"{short[1]} {short[2]} {int(short[3]) + CENTURY}" if short else plain
