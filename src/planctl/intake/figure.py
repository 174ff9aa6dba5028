"""One cell of somebody's table becomes a figure or a day, by stated rules, or is refused.

docs/figures.md states the rules. Nothing is guessed: what could be read in two ways is refused.
"""

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from planctl.assess.figure import in_plural, in_singular
from planctl.model.calendar import MONTHS, Calendar
from planctl.model.scalar import Missing
from planctl.model.timescale import InMonth, InQuarter, OnDay, due_day
from planctl.model.written import MONTH_NUMBERS, NoSuchDay, Unreadable, read_timescale, shortened

_SPACES: Final = re.compile("[\\s\u00a0\u2007\u2009\u202f]+")
_WORDS: Final = {
    **dict.fromkeys(
        ("n/a", "na", "-", "\N{EN DASH}", "..", "[x]", "x", "[z]", "z"), Missing.NOT_AVAILABLE
    ),
    **dict.fromkeys(("[c]", "c", "*", "supp", "suppressed"), Missing.WITHHELD),
    **dict.fromkeys(("[p]", "p"), Missing.PROVISIONAL),
    **{each.value: each for each in Missing},
}
_SMALL: Final = re.compile("< ?[0-9]+")
_NUMBER: Final = re.compile(r"-?(?:[0-9]{1,12}|[0-9]{1,3}(?:[, ][0-9]{3}){1,3})(?:\.[0-9]+)?")
_DECIMALS: Final = 6  # as many as a plan file holds
_MONEY: Final = ("£", "$", "€")
_COMMA: Final = re.compile("-?[0-9]+,[0-9]+")
_SERIAL: Final = re.compile("[0-9]{5}")
_FIRST: Final = date(1899, 12, 30)  # day nought of a workbook
_SERIALS: Final = range(36526, 73051)  # 2000 to 2099
# As spreadsheets show a day or a month: 30-Nov-24, Nov-24, Nov 24, Nov-2024, 2024-11, 11/2024.
_NAMED: Final = re.compile(
    "(?:([0-9]{1,2})[- ])?([a-z]{3,9})[- ]((?:20)?[0-9]{2})", re.IGNORECASE | re.ASCII
)
_NUMBERED: Final = re.compile("(20[0-9]{2})-([0-9]{1,2})|([0-9]{1,2})/(20[0-9]{2})", re.ASCII)


def read_figure(cell: str, unit: str | None) -> str:
    """A figure as a plan file holds it, or the word for why there is none; empty for nothing.

    Raises Unreadable for what is neither.
    """
    text = _SPACES.sub(" ", cell).strip()
    known = _WORDS.get(text.casefold())
    if known or not text:
        return known or ""
    if _SMALL.fullmatch(text):
        return Missing.WITHHELD
    number = _without_unit(text, unit)
    if not _NUMBER.fullmatch(number):
        raise Unreadable(f"“{shortened(cell)}” is not a figure", _hint(number))
    whole, _, decimals = number.replace(",", "").replace(" ", "").partition(".")
    if len(decimals) > _DECIMALS:
        rounded = f"{Decimal(f'{whole}.{decimals}'):.{_DECIMALS}f}"
        whole, _, decimals = rounded.partition(".")
    kept = decimals.rstrip("0")
    sign, whole = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    whole = whole.lstrip("0") or "0"
    sign = sign if kept or whole != "0" else ""
    return f"{sign}{whole}.{kept}" if kept else f"{sign}{whole}"


def _without_unit(text: str, unit: str | None) -> str:
    """The text without the unit of its measure; another unit is refused."""
    if unit in _MONEY:
        return text.replace(unit, "", 1).strip()
    for said in (unit, in_singular(unit), in_plural(unit)) if unit else ():
        if text.casefold().endswith(said.casefold()):
            return text[: -len(said)].strip()
    if text.endswith("%"):
        counted = f"is counted in {unit}" if unit else "has no unit"
        message = f"“{shortened(text)}” is per cent, and the measure {counted}"
        raise Unreadable(message, "write the figure as the measure counts it")
    return text


def _hint(number: str) -> str:
    if _COMMA.fullmatch(number):
        return "a comma stands between thousands, as in 1,234; write decimals with a point: 27.5"
    return "write a number in figures, or n/a where there is none, or <5 where it is withheld"


def read_on(cell: str) -> date:
    """The day of a figure: a day, or the last one of a month or quarter; raises Unreadable."""
    text = _SPACES.sub(" ", cell).strip()
    if _SERIAL.fullmatch(text) and int(text) in _SERIALS:
        return _FIRST + timedelta(days=int(text))
    hint = "write a day (29 Feb 2024), or the month that it is for (Feb 2024)"
    try:
        reading = read_timescale(_in_full(text))
    except NoSuchDay:
        raise
    except Unreadable as fault:
        raise Unreadable(fault.message, hint) from None
    day = due_day(reading, Calendar()) if isinstance(reading, OnDay | InMonth | InQuarter) else None
    if day is None:
        raise Unreadable(f"“{shortened(cell)}” is not a day", hint)
    return day


def _in_full(text: str) -> str:
    """A day or a month as spreadsheets show it, in the words of a plan; all else as it is."""
    named, numbered = _NAMED.fullmatch(text), _NUMBERED.fullmatch(text)
    if named and named[2].casefold() in MONTH_NUMBERS:
        return f"{named[1] or ''} {named[2]} 20{named[3][-2:]}".strip()
    if numbered:
        year, month = numbered[1] or numbered[4], int(numbered[2] or numbered[3])
        if 1 <= month <= len(MONTHS):
            return f"{MONTHS[month - 1]} {year}"
    return text
