"""The grammar of timescales: what people write for a day, a month, a board, a quarter or a year.

Day before month, always: nothing reads 3/8/2024 as March.
What has no year, or names a day that does not exist, is refused with what to write instead;
nothing is guessed, because a wrong date in a board paper is worse than a missing one.
`written_form` says the same grammar to an editor, and a test holds the two together.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, lru_cache
from typing import Final

from planctl.model.calendar import MONTHS, day_in_words, month_in_words
from planctl.model.character import ODD_BLANKS
from planctl.model.timescale import AtBoard, InMonth, InQuarter, InYear, OnDay, Ongoing, Reading

CENTURY: Final = 2000
GAP: Final = f"[ \n{ODD_BLANKS}]+"  # odd ones come with text pasted from Word or a web page

MONTH_NUMBERS: Final[Mapping[str, int]] = {
    **{name.lower(): number for number, name in enumerate(MONTHS, 1)},
    **{name[:3].lower(): number for number, name in enumerate(MONTHS, 1)},
    "sept": 9,
}

_MONTH = f"({'|'.join(sorted(MONTH_NUMBERS, key=len, reverse=True))})"
_YEARS = "(20[0-9]{2})(?:-|/| to )((?:20)?[0-9]{2})"


class Unreadable(ValueError):
    """A timescale that the rules do not read: what is wrong, and what to write instead."""

    def __init__(self, message: str, hint: str) -> None:
        """Keep the fault and the remedy apart."""
        super().__init__(message)
        self.message = message
        self.hint = hint


class NoSuchDay(Unreadable):
    """A day that no calendar has: the hint says how days are written, wherever it stands."""


@lru_cache(maxsize=4096)  # a plan writes the same dates again and again
def read_timescale(text: str) -> Reading:
    """What a written timescale means; raises Unreadable when the rules do not read it."""
    plain = re.sub(GAP, " ", text).strip(" ")
    for form, meaning in _forms():
        found = form.fullmatch(plain)
        if found:
            return meaning(found)
    raise _unreadable(plain)


def read_day(text: str) -> date:
    """The day that is written, in any form of a day; raises Unreadable for all else."""
    hint = "write the day, the month and the year, such as 2024-02-29"
    reading = _read_for(text, hint)
    if isinstance(reading, OnDay):
        return reading.day
    raise Unreadable(f"“{shortened(text)}” is not a day", hint)


def come(day: date, as_at: date) -> date:
    """The day of something that was done; raises Unreadable where it has not come yet."""
    if day > as_at:
        message = f"{day_in_words(day)} has not come yet, as at {day_in_words(as_at)}"
        raise Unreadable(message, "correct the day, or wait for it")
    return day


def read_day_or_month(text: str) -> OnDay | InMonth:
    """The day or the month that is written; raises Unreadable for all else."""
    hint = "write a day (29 Feb 2024) or a month (Feb 2024)"
    reading = _read_for(text, hint)
    if isinstance(reading, OnDay | InMonth):
        return reading
    raise Unreadable(f"“{shortened(text)}” is neither a day nor a month", hint)


def _read_for(text: str, hint: str) -> Reading:
    """What a written timescale means; when it is unreadable, with a hint that fits its place."""
    try:
        return read_timescale(text)
    except NoSuchDay:
        raise
    except Unreadable as fault:
        raise Unreadable(fault.message, hint) from None


def _iso(found: re.Match[str]) -> Reading:
    return OnDay(_day(found, day=3, month=int(found[2]), year=1))


def _in_numbers(found: re.Match[str]) -> Reading:
    return OnDay(_day(found, day=1, month=int(found[3]), year=4))


def _in_words(found: re.Match[str]) -> Reading:
    return OnDay(_day(found, day=1, month=MONTH_NUMBERS[found[2].lower()], year=3))


def _month(found: re.Match[str]) -> Reading:
    return InMonth(int(found[2]), MONTH_NUMBERS[found[1].lower()])


def _board(found: re.Match[str]) -> Reading:
    return AtBoard(int(found[2]), MONTH_NUMBERS[found[1].lower()])


def _quarter(found: re.Match[str]) -> Reading:
    return InQuarter(int(found[1]), _first_year(found, 2))


def _year(found: re.Match[str]) -> Reading:
    return InYear(_first_year(found, 1))


def _ongoing(_: re.Match[str]) -> Reading:
    return Ongoing()


# Each form in small letters with single spaces, and what it means.
_FORMS: Final[tuple[tuple[str, Callable[[re.Match[str]], Reading]], ...]] = (
    ("(20[0-9]{2})-([0-9]{1,2})-([0-9]{1,2})", _iso),
    (r"([0-9]{1,2})(/|\.)([0-9]{1,2})\2((?:20)?[0-9]{2})", _in_numbers),
    (rf"(?:by )?([0-9]{{1,2}}) ?(?:st|nd|rd|th)? ?{_MONTH} (20[0-9]{{2}})", _in_words),
    (rf"(?:by )?(?:(?:the )?end of )?{_MONTH} (20[0-9]{{2}})", _month),
    (rf"{_MONTH} (20[0-9]{{2}}) board", _board),
    (f"q([1-4]) {_YEARS}", _quarter),
    (_YEARS, _year),
    ("ongoing", _ongoing),
)


@cache
def _forms() -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Reading]], ...]:
    return tuple((re.compile(form, re.IGNORECASE | re.ASCII), what) for form, what in _FORMS)


def _day(found: re.Match[str], *, day: int, month: int, year: int) -> date:
    """The day that was found, the day and the year by group; a short year is of this century."""
    whole, number = int(found[year]) % 100 + CENTURY, int(found[day])
    if not 1 <= month <= len(MONTHS):
        message = f"“{found[0]}” names month {month}, and a year has 12"
        hint = "the day comes before the month; in words it is plain, such as 3 August 2024"
        raise NoSuchDay(message, hint)
    longest = monthrange(whole, month)[1]
    if not 1 <= number <= longest:
        named = month_in_words(whole, month)
        message = f"“{found[0]}” is a day that does not exist: {named} has {longest} days"
        raise NoSuchDay(message, "write the day that was meant")
    return date(whole, month, number)


def _first_year(found: re.Match[str], group: int) -> int:
    """The year in which a written pair of years, such as 2023-24, starts."""
    first = int(found[group])
    if found[group + 1] not in {str(first + 1), f"{(first + 1) % 100:02}"}:
        message = f"“{found[0]}” does not name two years that follow each other"
        raise Unreadable(message, "write the year as 2024-25")
    return first


_REFUSED: Final[tuple[tuple[str, str, str], ...]] = (
    (
        rf"(?:by )?(?:[0-9]{{1,2}} ?(?:st|nd|rd|th)? ?)?{_MONTH} [0-9]{{2}}",
        "could mean a day or a year of two figures",
        "write the year in full, such as 24 March 2024 or March 2024",
    ),
    (
        (
            rf"(?:.* )?(?:{_MONTH}|q[1-4]|end of year|[0-9]{{1,2}}(?:st|nd|rd|th)?)"
            r"(?: board| priority)?|[0-9]{1,2}[/.][0-9]{1,2}"
        ),
        "has no year",
        "write the year too, such as 29 Feb 2024, Feb 2024 board or Q3 2023-24",
    ),
    (
        "20[0-9]{2}",
        "is a year on its own, and could be a calendar or a financial one",
        "write 2024-25 for the financial year, or Dec 2024 for the end of the calendar one",
    ),
    (
        "q[1-4] 20[0-9]{2}",
        "does not say which planning year the quarter belongs to",
        "write both years, such as Q3 2024-25",
    ),
    (
        "(?:early |mid |late )?(?:spring|summer|autumn|winter|easter|christmas).*",
        "is a season, not a day",
        "write the month that it means, such as Aug 2024",
    ),
    (
        "(?:week|w/c|w/b|wk|w/e).*",
        "is a week, not a day",
        "write the last day of that week, such as 23 Feb 2024",
    ),
    (
        "(?:tbc|tba|tbd|to be .*|n/?a|none|not set|-)",
        "is not a timescale",
        "leave the timescale empty until it is agreed: planctl counts it as not set",
    ),
    (
        ".*[0-9]{4}.*",
        "is not a form of date that planctl reads",
        (
            "write a day (29 Feb 2024), a month (Feb 2024), a board (Feb 2024 board), a quarter "
            "(Q3 2023-24) or a year (2024-25), with a year from 2000 to 2099"
        ),
    ),
)
WORDS_IN_A_FILE: Final = "timescale: {written: ..., due: Feb 2024}"
_LOOSELY: Final = re.DOTALL | re.IGNORECASE | re.ASCII
_ANYTHING: Final = (
    "",
    "is not a form of date that planctl reads",
    (
        "write a day (29 Feb 2024), a month (Feb 2024), a board (Feb 2024 board), a quarter "
        "(Q3 2023-24), a year (2024-25) or ongoing; the source's own words can stand beside it: "
        f"{WORDS_IN_A_FILE}"
    ),
)


def _unreadable(plain: str) -> Unreadable:
    """Why no form reads this, in the words of the nearest mistake that people make."""
    if not plain:
        return Unreadable("there is no date here", _ANYTHING[2])
    known = (refusal for refusal in _REFUSED if re.fullmatch(refusal[0], plain, _LOOSELY))
    _, fault, hint = next(known, _ANYTHING)
    return Unreadable(f"“{shortened(plain)}” {fault}", hint)


def shortened(text: str, length: int = 60) -> str:
    """The beginning of a text on one line, for a message that quotes it."""
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 1]}…"
