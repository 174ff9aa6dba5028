"""Dates as papers write them, and the timescale that planctl reads from each.

A date is taken where the grammar of timescales, or a known variant of it, reads it for sure. Any
other date comes back without a due date: with the reason why a person is asked, and a proposal.

The day stands before the month unless the importer says otherwise. Where the dates of the paper
itself only fit different orders, a date that fits both is asked about.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple

from planctl.intake.account import HIGH, LOW, MEDIUM, AccountEntry, GuessConfidence, made_entry
from planctl.intake.lexicon.term import PaperMonth, TermCalendar, parse_term
from planctl.intake.read.paper import Paper, PaperRow
from planctl.model.calendar import day_in_words, month_in_words
from planctl.model.timescale import InMonth, OnDay, Ongoing
from planctl.model.timescale_grammar import (
    DASHES,
    MIDNIGHT,
    MONTH_NUMBERS,
    NoSuchDay,
    Unreadable,
    read_timescale,
    refuse_other_weekday,
)

NUMERIC_DATE: Final = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2((?:20)?\d{2})")
# A ref can be like a date with points, such as 1.15.02: only a whole year tells that it is none.
_NUMERIC_DATE_IN_TEXT: Final = re.compile(
    r"(?<![\w/.-])(?P<first>\d{1,2})(?:(?P<sign>[/-])|\.)(?P<second>\d{1,2})"
    r"(?(sign)(?P=sign)(?:20)?\d\d|\.20\d\d)(?![\w/-])"
)
_ISO_DATE: Final = re.compile(r"\d{4}-(\d\d)-(\d\d)")  # as the reader of workbooks writes a date
_MONTHS_OF_A_YEAR: Final = 12
_DAYS: Final = 31
MONTH_PATTERN: Final = f"(?:{'|'.join(sorted(MONTH_NUMBERS, key=len, reverse=True))})"
_NTH: Final = r"\d{1,2} ?(?:(?:st|nd|rd|th)\.?)?"
_BY: Final = r"(?:by )?(?:(?:the )?end (?:of )?)?"
_DAY_NAME: Final = "(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?"
_WEEKDAY: Final = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_BOARD: Final = r"(?: (?:[a-z]+ )?(?:board|meeting)(?: meeting)?| priority)"
_QUARTER: Final = "(?:q|quarter )"
# From one month to another, such as Apr-Jun 26: the end of the second is likely to be meant.
_MONTHS: Final = (
    rf"(?P<from>{MONTH_PATTERN}) ?(?:[-–—/]|to) ?(?P<until>{MONTH_PATTERN})"
    r"[ -]?['’]?(?:20)?(?P<short>\d\d)"
)
_FORMS: Final = (
    re.sub(r"\?P<\w+>", "?:", _MONTHS),
    rf"\d{{4}}[{DASHES}]\d{{1,2}}[{DASHES}]\d{{1,2}}",
    r"\d{1,2}(?P<sign>[/.-])\d{1,2}(?P=sign)(?:\d{4}|\d{2})",
    (
        rf"{_BY}{_DAY_NAME}(?:the )?{_NTH}(?: of)?[ /{DASHES}]?{MONTH_PATTERN}[.,]?"
        rf"[ /{DASHES}](?:20)?\d{{2}}"
    ),
    rf"{_BY}{MONTH_PATTERN}\.? {_NTH},? 20\d{{2}}",
    rf"{_BY}{MONTH_PATTERN}\.?[ {DASHES}](?:20\d{{2}}|['’]?\d{{2}}){_BOARD}?",
    rf"{_QUARTER}[1-4],? (?:of )?(?:fy ?)?(?:20)?\d{{2}} ?(?:[/{DASHES}]|to) ?(?:20)?\d{{2}}",
    rf"{_QUARTER}[1-4],? (?:of )?20\d{{2}}",
    rf"20\d{{2}} ?(?:[/{DASHES}]|to) ?(?:20)?\d{{2}}(?: {_QUARTER}[1-4])?",
    rf"{_BY}(?:{_NTH} (?:of )?)?{MONTH_PATTERN}{_BOARD}?",
    rf"{_QUARTER}[1-4](?: report)?",
    r"\d{1,2}[/.]\d{1,2}",
    "on-?going|continuous",
)
DATE_PATTERN: Final = re.compile(rf"(?<![\w/.])(?:{'|'.join(_FORMS)})(?![\w/])", re.IGNORECASE)
_OPEN: Final = re.compile(
    rf"(?i){_BY}(?:(?P<day>\d{{1,2}}) ?(?:st|nd|rd|th)? (?:of )?)?(?P<month>{MONTH_PATTERN})"
    rf"(?P<board>{_BOARD})?"
)
_DAY_AND_MONTH: Final = re.compile(
    rf"(?i){_BY}(?:the )?(?:{_NTH}(?: of)?[ -]?{MONTH_PATTERN}"
    rf"|{MONTH_PATTERN} \d{{1,2}}(?:st|nd|rd|th))"
)
SERIAL: Final = "its numbers are the day numbers of a spreadsheet"
TWO_FIGURES: Final = "the two figures after a month are its year"
_FIRST_SERIAL: Final = date(1899, 12, 30)  # as Excel counts
_SERIALS: Final = range(36526, 65746)  # of the years from 2000 to 2079
_NEAR: Final = 7  # years from that of the paper
_LIKELY_YEARS: Final = range(2018, 2046)
REVIEW_WORDS: Final = {"monthly": "monthly", "quarterly": "quarterly", "annually": "yearly"}
_EDGE: Final = " .,;:()"


# What the grammar of timescales refuses and papers write all the same, and how it is read.
_VARIANTS: Final[tuple[tuple[str, Callable[[re.Match[str]], str], str, GuessConfidence], ...]] = (
    (
        rf"{_BY}({_NTH})[ /-]?({MONTH_PATTERN})[ /-](?:20|['’])?(\d\d)",
        lambda match: f"{re.sub('[^0-9]', '', match[1])} {match[2]} 20{match[3]}",
        "a day, a month and a year",
        HIGH,
    ),
    (
        r"(\d{1,2})-(\d{1,2})-(\d\d)",
        lambda match: f"{match[1]}/{match[2]}/{match[3]}",
        "the day stands before the month",
        HIGH,
    ),
    (
        r"(20\d\d)[/.](\d{1,2})[/.](\d{1,2})",
        lambda match: f"{match[1]}-{match[2]:0>2}-{match[3]:0>2}",
        "the year stands first, and the month before the day",
        HIGH,
    ),
    (
        rf"{_BY}({MONTH_PATTERN} 20\d\d) (?:[a-z]+ )?(?:board|meeting)(?: meeting)?",
        lambda match: f"{match[1]} board",
        "the board's meeting in that month",
        MEDIUM,
    ),
    *(
        (
            form,
            lambda match: month_in_words(int(match["year"]), int(match["month"])),
            "a month in numbers, and its year",
            MEDIUM,
        )
        for form in (
            r"(?P<month>0?[1-9]|1[0-2])[/.-](?P<year>20\d\d)",
            r"(?P<year>20\d\d)-(?P<month>0[1-9]|1[0-2])",
        )
    ),
    ("continuous", lambda _: "ongoing", "it has no end", HIGH),
)


def nearest_year(month: int, near: PaperMonth) -> int:
    """The year in which a month is nearest to another."""
    years = (near.year - 1, near.year, near.year + 1)
    return min(years, key=lambda year: abs(month + (year - near.year) * 12 - near.month))


def month_of_due(due: str) -> PaperMonth | None:
    """The month that a date lies in, where it is a day or a month."""
    match read_timescale(due):
        case OnDay(day):
            return PaperMonth(day.year, day.month)
        case InMonth(year, month):
            return PaperMonth(year, month)
        case _:
            return None


def doubt_date_order(paper: Paper, *, month_first: bool) -> str:
    """Why dates that fit both orders are not to be read in the one that was said; or nothing."""
    examples = _order_examples(paper)
    fitting, other = examples.get(month_first, ""), examples.get(not month_first, "")
    if fitting and other:
        return f"the paper has {fitting} and {other}, which only fit different orders"
    remedy = "the month first: --dates mdy reads all dates so"
    if month_first:
        remedy = "the day first: leave --dates mdy out"
    return f"the paper has {other}, which only fits {remedy}" if other else ""


def swapped_date_entries(paper: Paper, in_doubt: str) -> list[AccountEntry]:
    """What is said of the dates of a workbook whose text has dates in another order.

    Excel leaves 12/31/2024 as text where it expects the day first, but has turned 04/05/2024 into
    a date, and whether that is the one that was meant can no longer be seen.
    """
    sheets = ("sheet ", "hidden sheet ")
    rows = (row for row in paper if isinstance(row, PaperRow) and row.place.startswith(sheets))
    days = (_ISO_DATE.fullmatch(cell.text) for row in rows for cell in row.cells)
    why = "Excel may have taken the day for the month in dates up to the 12th: look at each"
    is_so = in_doubt and any(int(d[1]) != int(d[2]) <= _MONTHS_OF_A_YEAR for d in days if d)
    return [made_entry("dates", "", why, LOW)] if is_so else []


def day_month_readings(first: str, second: str, year: str) -> tuple[str, ...]:
    """Both days that a date of three numbers can be, in words; nothing where it is but one."""
    one, two = int(first), int(second)
    if one == two or max(one, two) > _MONTHS_OF_A_YEAR or not min(one, two):
        return ()
    full = int(year) % 100 + 2000
    return day_in_words(date(full, two, one)), day_in_words(date(full, one, two))


def fits_only_month_first(numbers: re.Match[str]) -> bool:
    """Whether a date of three numbers can only be one that has its month first."""
    return 1 <= int(numbers[1]) <= _MONTHS_OF_A_YEAR < int(numbers[3]) <= _DAYS


def _order_examples(paper: Paper) -> dict[bool, str]:
    """The first date that only fits the month first, and the first that only fits the day."""
    examples: dict[bool, str] = {}
    for part in paper:
        for text in part.filled if isinstance(part, PaperRow) else (part.text,):
            for example in _NUMERIC_DATE_IN_TEXT.finditer(text):
                first, second = int(example["first"]), int(example["second"])
                low, high = sorted((first, second))
                if 1 <= low <= _MONTHS_OF_A_YEAR < high <= _DAYS:
                    examples.setdefault(first == low, example[0])
    return examples


class DateStyle(NamedTuple):
    """How the dates of a paper are read."""

    near: PaperMonth | None = None
    year: int | None = None  # of dates that are written without one, if somebody said it
    month_first: bool = False
    doubt: str = ""  # why that may be wrong of this paper
    has_days: bool = False  # whether the column has days of a month, so that Dec 25 may be one
    paper_year: int | None = None  # in which the school or planning year of the paper begins
    terms: Mapping[str, date] = MappingProxyType({})  # last days of terms, as a person said


class ParsedDate(NamedTuple):
    """A date that was found: as it is written, and what planctl is to read; empty where unknown."""

    written: str
    due: str
    why: str = ""  # the reason of a guess, or why nobody but a person can say
    sure: GuessConfidence | None = None
    propose: str = ""
    review: str = ""  # how often, of what has no end
    is_either: bool = False  # it fits both orders of day and month, and either may be meant
    rule: str = ""  # by which all dates of its column are read, which is told once

    @property
    def is_day(self) -> bool:
        """Whether it is one day."""
        return bool(self.due) and isinstance(read_timescale(self.due), OnDay)

    @property
    def ends(self) -> bool:
        """Whether there is an end to it."""
        return bool(self.due) and not isinstance(read_timescale(self.due), Ongoing)

    @property
    def iso(self) -> str:
        """The day as plan files write days; only for what is one day."""
        reading = read_timescale(self.due)
        return reading.day.isoformat() if isinstance(reading, OnDay) else self.due


def parse_date(text: str, dates: DateStyle) -> ParsedDate:
    """What a date of a paper means; a weekday beside it has to be that of its day."""
    result, weekday = _parse_unchecked(text, dates), _WEEKDAY.search(text)
    reading = read_timescale(result.due) if result.due and weekday else None
    if weekday and isinstance(reading, OnDay):
        try:
            refuse_other_weekday(weekday[0], reading.day)
        except NoSuchDay as fault:
            return ParsedDate(text, "", fault.message, propose=result.due)
    return result


def _parse_unchecked(text: str, dates: DateStyle) -> ParsedDate:
    plain = _normalize(text)
    numbers = NUMERIC_DATE.fullmatch(plain)
    if numbers and (dates.doubt or dates.month_first):
        return _parse_in_order(text, numbers, dates)
    try:
        reading = read_timescale(plain)
    except Unreadable as fault:
        return _parse_variant(text, plain, dates, fault)
    return ParsedDate(text, "ongoing" if isinstance(reading, Ongoing) else plain)


def _parse_in_order(text: str, numbers: re.Match[str], dates: DateStyle) -> ParsedDate:
    """A date in numbers, of a paper that does not simply write the day first."""
    first, _, second, year = numbers.groups()
    days = day_month_readings(first, second, year) if dates.doubt else ()
    if days:
        why = f"is it {' or '.join(days)}? {dates.doubt}"
        return ParsedDate(text, "", why, is_either=True)
    if not dates.month_first:
        return _parse_unchecked(text, dates._replace(doubt=""))
    if int(first) > _MONTHS_OF_A_YEAR:
        return ParsedDate(text, "", f"with the month first, as you said, there is no month {first}")
    iso = f"{int(year) % 100 + 2000}-{first:0>2}-{second:0>2}"
    return _parse_checked(text, iso, "read with the month first, as you said", HIGH)


@lru_cache(maxsize=4096)  # a paper has few dates, and many cells that hold one
def _normalize(text: str) -> str:
    """A date without what stands around it, without commas, and without the hour of midnight."""
    plain = " ".join(text.strip(_EDGE).replace(",", " ").split())
    plain = re.sub(f"(?i)(?<=[0-9]){MIDNIGHT}$", "", plain)
    plain = re.sub(
        f"(?i)^((?:by )?(?:the )?(?:end (?:of )?)?){_DAY_NAME.replace(',?', '')}", r"\1", plain
    )
    plain = re.sub(r"(?i)(?<=\d)( ?(?:st|nd|rd|th))\.", r"\1", plain)
    return re.sub(r"(?i)^(the )?(\d+ ?(?:st|nd|rd|th)?) of ", r"\2 ", plain)


def _parse_checked(text: str, due: str, why: str, sure: GuessConfidence) -> ParsedDate:
    try:
        read_timescale(due)
    except Unreadable as fault:
        return ParsedDate(text, "", fault.message)
    return ParsedDate(text, due, why, sure)


def _parse_variant(text: str, plain: str, dates: DateStyle, fault: Unreadable) -> ParsedDate:
    """What the grammar does not read: in another form, without a year, or only by a person."""
    for read in (
        *(_parse_serial, _parse_month_of_two_figures, _parse_form, _parse_months),
        *(_parse_calendar, _parse_without_year),
    ):
        if parsed := read(text, plain, dates):
            return parsed
    numbers, hint = NUMERIC_DATE.fullmatch(plain), ""
    if numbers and fits_only_month_first(numbers):
        hint = "; where a paper writes the month first, --dates mdy says so"
    return ParsedDate(text, "", fault.message + hint)


def _parse_form(text: str, plain: str, _: DateStyle) -> ParsedDate | None:
    """A form of the table of variants, or how often what has no end is looked at."""
    if review := REVIEW_WORDS.get(plain.casefold()):
        why = "it has no end, and is looked at so often"
        return ParsedDate(text, "ongoing", why, MEDIUM, review=review)
    for form, due, why, sure in _VARIANTS:
        if match := re.fullmatch(form, plain, re.IGNORECASE):
            return _parse_checked(text, due(match), why, sure)
    return None


def _parse_months(text: str, plain: str, _: DateStyle) -> ParsedDate | None:
    months = re.fullmatch(_MONTHS, plain, re.IGNORECASE)
    if not months:
        return None
    until = f"{months['until'].capitalize()} 20{months['short']}"
    why = f"it goes from {months['from']} to {until}: is it due by the end of {until}?"
    return ParsedDate(text, "", why, propose=until)


def _parse_calendar(text: str, _: str, dates: DateStyle) -> ParsedDate | None:
    calendar = TermCalendar(dates.near, dates.year or dates.paper_year, dates.terms)
    term = parse_term(text.strip(_EDGE), calendar)
    sure = HIGH if term and term.due else None
    return ParsedDate(text, term.due, term.why, sure, propose=term.propose) if term else None


def _parse_month_of_two_figures(text: str, plain: str, dates: DateStyle) -> ParsedDate | None:
    """Dec-25, Dec ’25 and Dec 25: the year, where the column has no days of a month."""
    match = re.fullmatch(rf"{_BY}({MONTH_PATTERN})\.?[ -]?['’]?(\d\d)", plain, re.IGNORECASE)
    if not match:
        return None
    due, year = f"{match[1]} 20{match[2]}", 2000 + int(match[2])
    is_year = abs(year - dates.near.year) <= _NEAR if dates.near else year in _LIKELY_YEARS
    if is_year and not dates.has_days and len(match[1]) > 1:
        return ParsedDate(text, due, TWO_FIGURES, MEDIUM, rule=TWO_FIGURES)
    why = f"is it {due}, or the day {int(match[2])} of {match[1]}?"
    return ParsedDate(text, "", why, propose=due)


def has_day_of_month(text: str) -> bool:
    """Whether a text is a day and a month without a year: in its column 25 can be a day."""
    return bool(_DAY_AND_MONTH.fullmatch(text.strip(_EDGE)))


def _parse_serial(text: str, plain: str, _: DateStyle) -> ParsedDate | None:
    """The day number of a spreadsheet, which stands in a file that a program wrote of it."""
    match = re.fullmatch(r"(\d{5})(?:\.0+)?", plain)
    if not match or int(match[1]) not in _SERIALS:
        return None
    day = _FIRST_SERIAL + timedelta(int(match[1]))
    return ParsedDate(text, day.isoformat(), SERIAL, MEDIUM, rule=SERIAL)


def _parse_without_year(text: str, plain: str, dates: DateStyle) -> ParsedDate | None:
    """A date without a year: in the year that was said, else one to propose."""
    match = _OPEN.fullmatch(plain)
    near = dates.near or (PaperMonth(dates.year, 0) if dates.year else None)
    if not match or not near:
        return None
    year = dates.year or nearest_year(MONTH_NUMBERS[match["month"].casefold()], near)
    day = f"{match['day']} " if match["day"] else ""
    is_board = not day and re.search("board|meeting", match["board"] or "", re.IGNORECASE)
    due = f"{day}{match['month'][:3].capitalize()} {year}{' board' if is_board else ''}"
    if not dates.year:
        why = "it has no year; --year says which, for the whole paper"
        return ParsedDate(text, "", why, propose=due)
    return _parse_checked(text, due, f"no year is written; {dates.year} was given", HIGH)
