"""Times of a calendar that a plan does not have: school terms, quarters, weeks from a start.

A person may give their days once (`--term "autumn=2025-12-19"`); until then a term has but a
proposal, by the usual terms of English schools, and what counts from a start has none.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final, NamedTuple

from planctl.intake.lexicon.words import one_of, word_lists
from planctl.model.calendar import MONTHS, Calendar, add_months, day_in_words
from planctl.model.timescale import timescale_in_words
from planctl.model.timescale_grammar import read_timescale

START: Final = "start"  # from which months and weeks are counted
_FRIDAY: Final = 4
_SCHOOL_YEAR: Final = 8  # the month in which it begins
# The last day of each half of a term: the Friday on or before it, or the day itself.
_ENDS: Final[Mapping[str, tuple[int, int, bool]]] = {
    "autumn 1": (10, 25, True),
    "autumn 2": (12, 20, True),
    "spring 1": (2, 14, True),
    "spring 2": (3, 31, True),
    "summer 1": (5, 25, True),
    "summer 2": (7, 31, False),
}
_IN_YEAR: Final = r"(?:,? (?:of )?['’]?(?P<year>(?:20)?\d\d)(?: ?[/–-] ?(?P<second>(?:20)?\d\d))?)?"
_ALIASES: Final = tuple(
    (re.compile(rf"\b{one_of('calendar', name)}(?: (?:holidays?|break))?(?![\w-])\.?"), name)
    for name in word_lists("calendar")
)
_BY: Final = r"(?:(?:by|in|during|for) )?(?:the )?(?:end (?:of )?)?(?:the )?"
_TERM: Final = re.compile(
    rf"{_BY}(?:(?P<season>autumn|spring|summer)"
    r"(?: (?P<half>[12])(?: term)?| terms?(?: (?P<nth>[12]))?)?"
    rf"|term (?P<number>[1-6])){_IN_YEAR}"
)
_QUARTER: Final = re.compile(rf"{_BY}q(?:uarter |tr )?(?P<number>[1-4])(?: report)?{_IN_YEAR}")
_YEAR_OF_COUNT: Final = r"(?:year|yr|y) ?(?P<{}>\d)"
_COUNTED: Final = re.compile(
    rf"{_BY}(?:(?P<unit>day|week|wk|month|year) ?(?P<count>\d{{1,3}})"
    rf"|(?:q|quarter ?)(?P<quarter>[1-4]),? (?:of |in )?{_YEAR_OF_COUNT.format('of')}"
    rf"|{_YEAR_OF_COUNT.format('before')},? (?:q|quarter ?)(?P<last>[1-4]))"
)
_SEVERAL: Final = re.compile(r",? and | & |, ?|; ?|/")
_NAME: Final = re.compile(
    r"(?:(?:autumn|spring|summer)(?: [12])?|term [1-6]|q[1-4])(?: 20\d\d)?|start"
)
_UNITS: Final = {"day": 1, "week": 7, "wk": 7}
_MONTHS_OF: Final = {"month": 1, "year": 12}


class PaperMonth(NamedTuple):
    """A month, such as that of the paper: the dates that it names are near it."""

    year: int
    month: int


class TermCalendar(NamedTuple):
    """What is known of the years and terms of a paper."""

    near: PaperMonth | None = None
    year: int | None = None  # in which the school year, or the planning year, begins
    days: Mapping[str, date] = MappingProxyType({})  # the last days of terms, as a person said


class ParsedTerm(NamedTuple):
    """What the name of a time means; without a date where only a person can say."""

    why: str
    due: str = ""
    propose: str = ""


def term_name(text: str) -> str:
    """The name of a term whose last day a person says; empty for what is none."""
    plain = re.sub(r" terms?\b", "", " ".join(text.casefold().split()))
    return plain if _NAME.fullmatch(plain) else ""


def parse_term(text: str, calendar: TermCalendar) -> ParsedTerm | None:
    """What a text means that names a term, a quarter or a time from a start; none for others."""
    plain = " ".join(text.casefold().split()).replace("half term", "half-term")
    for alias, name in _ALIASES:
        plain = alias.sub(name, plain)
    if counted := _COUNTED.fullmatch(plain):
        return _count_from_start(counted, calendar)
    if term := _TERM.fullmatch(plain):
        return _parse_season(term, calendar)
    parts = _SEVERAL.split(plain)
    if len(parts) > 1 and all(map(_TERM.fullmatch, parts)):
        last = parse_term(parts[-1], calendar)
        why = "it names several terms: by the end of which is it to be done?"
        return ParsedTerm(why, propose=(last.propose or last.due) if last else "")
    quarter = _QUARTER.fullmatch(plain)
    return _parse_quarter(quarter, calendar) if quarter and not quarter["second"] else None


def _parse_season(term: re.Match[str], calendar: TermCalendar) -> ParsedTerm:
    """A term: its last day as a person said it, else the usual one is proposed."""
    half = term["half"] or term["nth"] or ""
    name = f"{term['season']} {half}".strip()
    if term["number"]:
        name = [*_ENDS][int(term["number"]) - 1]
    season, _, half = name.partition(" ")
    first = _first_year(term, season, calendar)
    year = first + (season != "autumn") if first else None
    names = [name, *([season] if half == "2" else []), *([f"{season} 2"] if not half else [])]
    if term["number"]:
        names.insert(0, f"term {term['number']}")
    if day := _day_said(names, year, calendar, is_written=bool(term["year"])):
        return ParsedTerm(f"you said that it ends on {day_in_words(day)}", day.isoformat())
    why = f'it is a term of a school: on which day does it end? --term "{names[0]}=DAY" says it'
    if not year:
        return ParsedTerm(f"{why}, for the whole paper")
    month, number, is_friday = _ENDS[f"{season} {half or 2}"]
    day = date(year, month, number)
    day -= timedelta((day.weekday() - _FRIDAY) % 7) if is_friday else timedelta()
    return ParsedTerm(f"{why}, for the whole paper", propose=day_in_words(day))


def _first_year(term: re.Match[str], season: str, calendar: TermCalendar) -> int | None:
    if term["year"]:
        is_later = season != "autumn" and not term["second"]
        return 2000 + int(term["year"]) % 100 - is_later
    if calendar.year or not calendar.near:
        return calendar.year
    return calendar.near.year - (calendar.near.month < _SCHOOL_YEAR)


def _day_said(
    names: list[str], year: int | None, calendar: TermCalendar, *, is_written: bool
) -> date | None:
    """The day that a person gave a term: of that year, or of any where none is written."""
    for name in names:
        if day := calendar.days.get(f"{name} {year}"):
            return day
    days = [calendar.days[name] for name in names if name in calendar.days]
    return next((day for day in days if not is_written or day.year == year), None)


def _parse_quarter(match: re.Match[str], calendar: TermCalendar) -> ParsedTerm:
    """A quarter without its planning year: only a person can say which, and of what year it is."""
    number, near = int(match["number"]), calendar.near
    year = 2000 + int(match["year"]) % 100 if match["year"] else calendar.year or 0
    if day := _day_said([f"q{number}"], year, calendar, is_written=bool(match["year"])):
        return ParsedTerm(f"you said that it ends on {day_in_words(day)}", day.isoformat())
    propose = quarter_of(number, year) if year else ""
    propose = nearest_quarter(number, near) if near else propose
    why = f"which year's quarter is it? Q{number} 2023-24 is one of a planning year from April on"
    if year:
        why = f"is it {' or '.join(quarter_readings(number, year))}?"
    return ParsedTerm(why, propose="" if match["year"] else propose)


def nearest_quarter(number: int, near: PaperMonth) -> str:
    """The quarter, of a planning year from April on, that ends nearest to a month."""
    # Quarter 1 ends in month 6 of its year, and quarter 4 in month 3 of the next, its month 15.
    years = (near.year - 1, near.year)
    last = number * 3 + 3
    first = min(years, key=lambda year: abs(last + (year - near.year) * 12 - near.month))
    return quarter_of(number, first)


def quarter_readings(number: int, year: int) -> tuple[str, ...]:
    """What a quarter of a year can be: of two planning years, and of the year by the calendar."""
    dues = [quarter_of(number, first) for first in (year - 1, year)]
    words = [timescale_in_words(read_timescale(due), Calendar()).partition("(")[2] for due in dues]
    planned = (f"{due} ({months}" for due, months in zip(dues, words, strict=True))
    return (*planned, f"{MONTHS[number * 3 - 1]} {year} (the quarter by the calendar)")


def quarter_of(number: int, first: int) -> str:
    """A quarter of the planning year that begins in a year."""
    return f"Q{number} {first}-{(first + 1) % 100:02}"


def _count_from_start(counted: re.Match[str], calendar: TermCalendar) -> ParsedTerm:
    """The last day of a month, a week or a quarter that is counted from a start."""
    start = calendar.days.get(START)
    if not start:
        why = f'it counts from a start that the paper does not say; --term "{START}=DAY" says it'
        return ParsedTerm(why)
    if counted["unit"] in _UNITS:
        after = start + timedelta(_UNITS[counted["unit"]] * int(counted["count"]))
    elif counted["unit"]:
        after = add_months(start, _MONTHS_OF[counted["unit"]] * int(counted["count"]))
    else:
        year = int(counted["of"] or counted["before"])
        after = add_months(start, (year - 1) * 12 + int(counted["quarter"] or counted["last"]) * 3)
    why = f"counted from {day_in_words(start)}, as you said"
    return ParsedTerm(why, (after - timedelta(1)).isoformat())
