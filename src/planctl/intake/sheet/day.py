"""Days as people write them on a form, brought to what the grammar of timescales reads.

A form is filled in by hand, so that it takes more than a plan file may say: a weekday before a
day, “12th of March 2024”, and Excel’s own 12-Mar-24.
"""

import re
from datetime import date
from typing import Final

from planctl.model.calendar import WEEKDAYS, day_in_words
from planctl.model.timescale import OnDay, Ongoing
from planctl.model.written import CENTURY, MONTH_NUMBERS, Unreadable, come, read_day, read_timescale

_A_DAY: Final = "write the day, the month and the year, such as 3 August 2024"
_A_DATE: Final = (
    "write a day, a month or a quarter, such as 3 August 2024, August 2024 or Q3 2024-25"
)
_MONTH: Final = "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True))
_WEEKDAY: Final = re.compile(
    rf"({'|'.join(f'{day[:3]}(?:{day[3:]})?' for day in WEEKDAYS)})\.?,? +(?=[0-9])", re.IGNORECASE
)
_OF: Final = re.compile(rf"([0-9](?:st|nd|rd|th)?) of ({_MONTH})\b", re.IGNORECASE)
_HYPHENS: Final = re.compile(
    rf"([0-9]{{1,2}})-({_MONTH})-((?:20)?[0-9]{{2}})", re.IGNORECASE | re.ASCII
)


def day_done(wrote: str, as_at: date) -> str:
    """A day on which something was done; raises Unreadable for what is none."""
    weekday, plain = _plain(wrote)
    try:
        day = read_day(plain)
    except Unreadable as fault:
        raise Unreadable(fault.message, _A_DAY) from None
    _refuse_other_weekday(weekday, day)
    return come(day, as_at).isoformat()


def later_date(wrote: str) -> str:
    """A later date, in words that a plan may say: a month or a quarter does as well as a day."""
    weekday, plain = _plain(wrote)
    try:
        reading = read_timescale(plain)
    except Unreadable as fault:
        raise Unreadable(fault.message, _A_DATE) from None
    if isinstance(reading, Ongoing):
        raise Unreadable("“ongoing” is not a date", _A_DATE)
    if isinstance(reading, OnDay):
        _refuse_other_weekday(weekday, reading.day)
    return plain


def is_day(wrote: str) -> bool:
    """Whether a text is a day and nothing besides."""
    try:
        read_day(_plain(wrote)[1])
    except Unreadable:
        return False
    return True


def _plain(wrote: str) -> tuple[str, str]:
    """The weekday that was written, if any, and the rest in the grammar of timescales."""
    text = wrote.strip()
    found = _WEEKDAY.match(text)
    rest = _OF.sub(r"\1 \2", text[found.end() :] if found else text)
    in_hyphens = _HYPHENS.fullmatch(rest)
    if in_hyphens:
        day, month, year = in_hyphens.groups()
        rest = f"{day} {month} {int(year) % 100 + CENTURY}"
    return (found[1] if found else ""), rest


def _refuse_other_weekday(weekday: str, day: date) -> None:
    """Raise Unreadable where a day is not on the weekday that was written before it."""
    name = WEEKDAYS[day.weekday()]
    if weekday and name[:3].casefold() != weekday[:3].casefold():
        message = f"{day_in_words(day)} is a {name}, and not a {_whole(weekday)}"
        raise Unreadable(message, "see which of the two is right, and write the day alone")


def _whole(weekday: str) -> str:
    return next(each for each in WEEKDAYS if each[:3].casefold() == weekday[:3].casefold())
