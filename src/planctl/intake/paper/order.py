"""Which of the day and the month a paper writes first, as far as its own dates tell."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from planctl.intake.paper.account import Entry, Fate, Sure
from planctl.intake.paper.part import Line, Paper, Row
from planctl.model.calendar import day_in_words

NUMBERS: Final = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2((?:20)?\d{2})")
# A ref can be like a date with points, such as 1.15.02: only a whole year tells that it is none.
_WITHIN: Final = re.compile(
    r"(?<![\w/.-])(?P<first>\d{1,2})(?:(?P<sign>[/-])|\.)(?P<second>\d{1,2})"
    r"(?(sign)(?P=sign)(?:20)?\d\d|\.20\d\d)(?![\w/-])"
)
_KEPT: Final = re.compile(r"\d{4}-(\d\d)-(\d\d)")  # as the reader of workbooks writes a date
MONTHS: Final = 12
_DAYS: Final = 31


def doubt(paper: Paper, *, month_first: bool) -> str:
    """Why dates that fit both orders are not to be read in the one that was said; or nothing."""
    found = _telling(_texts(paper))
    own, other = found.get(month_first, ""), found.get(not month_first, "")
    if not other:
        return ""
    if own:
        return f"the paper has {own} and {other}, which only fit different orders"
    if month_first:
        return f"the paper has {other}, which only fits the day first: leave --dates mdy out"
    return f"the paper has {other}, which only fits the month first: --dates mdy reads all dates so"


def _is_in_sheet(row: Row) -> bool:
    return row.place.removeprefix("hidden ").startswith("sheet ")


def turned(paper: Paper, in_doubt: str) -> tuple[Entry, ...]:
    """What is said of the dates of a workbook whose text has dates in another order.

    Excel leaves 12/31/2024 as text where it expects the day first, but has turned 04/05/2024 into
    a date, and whether that is the one that was meant can no longer be seen.
    """
    kept = (row for row in paper if isinstance(row, Row) and _is_in_sheet(row))
    days = (found for row in kept for cell in row.cells if (found := _KEPT.fullmatch(cell.text)))
    if not in_doubt or not any(int(day[1]) != int(day[2]) <= MONTHS for day in days):
        return ()
    why = "Excel may have taken the day for the month in dates up to the 12th: look at each"
    return (Entry("", "", Fate.MADE, "dates", why, Sure.LOW),)


def either(first: str, second: str, year: str) -> tuple[str, ...]:
    """Both days that a date of three numbers can be, in words; nothing where it is but one."""
    one, two = int(first), int(second)
    if one == two or max(one, two) > MONTHS or not min(one, two):
        return ()
    full = int(year) % 100 + 2000
    return day_in_words(date(full, two, one)), day_in_words(date(full, one, two))


def is_month_first(numbers: re.Match[str]) -> bool:
    """Whether a date of three numbers can only be one that has its month first."""
    return 1 <= int(numbers[1]) <= MONTHS < int(numbers[3]) <= _DAYS


def _telling(texts: Iterable[str]) -> dict[bool, str]:
    """The first date that only fits the month first, and the first that only fits the day."""
    found: dict[bool, str] = {}
    for text in texts:
        for each in _WITHIN.finditer(text):
            first, second = int(each["first"]), int(each["second"])
            low, high = min(first, second), max(first, second)
            if 1 <= low <= MONTHS < high <= _DAYS:
                found.setdefault(first == low, each[0])
    return found


def _texts(paper: Paper) -> Iterator[str]:
    for part in paper:
        if isinstance(part, Line):
            yield part.text
        else:
            yield from (cell.text for cell in part.cells)
