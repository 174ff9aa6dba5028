"""The grammar of timescales: what people write for a day, a month, a board, a quarter or a year.

Day before month, always: nothing reads 3/8/2024 as March. A weekday has to be that of its day.
What has no year, names a day that does not exist, or could mean two things, is refused with what
to write instead; nothing is guessed, because a wrong date in a board paper is worse than a missing
one. `written_form` says the same grammar to an editor, of the same fragments, and a test holds the
two together.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, TypeVar

from planctl.model.calendar import MONTHS, WEEKDAYS, day_in_words, month_in_words
from planctl.model.label import ODD_BLANKS
from planctl.model.nearest_name import suggest_name
from planctl.model.problem import Stop
from planctl.model.timescale import AtBoard, InMonth, InQuarter, InYear, OnDay, Ongoing, Reading

_Read = TypeVar("_Read")

CENTURY: Final = 2000
# What stands between words; Word and web pages put odd blanks there.
GAP: Final = f"[ \n{ODD_BLANKS}]+"
# A hyphen, and what Word and web pages make of it: hyphens that do not break a line, and dashes.
DASHES: Final = "\u2010-\u2015\u2212-"

MONTH_NUMBERS: Final[Mapping[str, int]] = {
    **{name.lower(): number for number, name in enumerate(MONTHS, 1)},
    **{name[:3].lower(): number for number, name in enumerate(MONTHS, 1)},
    "sept": 9,
}
NTH_QUARTERS: Final[Mapping[str, int]] = {
    name: number
    for number, names in enumerate(
        (("first", "1st"), ("second", "2nd"), ("third", "3rd"), ("fourth", "4th")), 1
    )
    for name in names
}

# The fragments of both grammars, in small letters; a space, in no class of signs, is any gap.
WEEKDAY: Final = (
    "(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?"
    "|sat(?:urday)?|sun(?:day)?)"
)
BY_DAY: Final = "(?:(?:by|on) )?(?:the )?"
AFTER_WEEKDAY: Final = r"\.?,? (?:the )?"
ORDINAL: Final = "(?: ?(?:st|nd|rd|th))?"
TO_MONTH: Final = f"(?: of | ?[/.{DASHES}]? ?)"  # from a day to its month
TO_DAY: Final = r"\.? "  # from a month to its day
TO_YEAR: Final = f"(?: ?[.] ?|[.]? ?[,/{DASHES}] ?|[.]?,? )"  # from a month to its year
AFTER_DAY: Final = "(?:, ?| )"  # from a day to its year
MIDNIGHT: Final = r"(?:(?:t| )00:00(?::00(?:\.0{1,9})?)?(?:z|\+00:00)?)?"
END: Final = f"(?:(?:the )?end(?: of | |[{DASHES}]))?"
BY: Final = f"(?:(?:by|in|during) )?{END}"
BY_YEAR: Final = f"{BY}(?:the )?"
BY_BOARD: Final = "(?:(?:by|at|for) )?(?:the )?"
BOARD: Final = "board(?: meeting)?"
OF_MONTH: Final = "(?:,| of| in)? "  # from a board to its month
QUARTER: Final = r"(?:q|qtr|quarter)\.? ?"
NTH_QUARTER: Final = f"(?:{'|'.join(NTH_QUARTERS)})"
OF_YEAR: Final = "(?:,? (?:of )?(?:the )?)"  # from a quarter to its year
YEAR: Final = "(?:(?:fy|(?:financial |planning )?year) ?)"  # before a pair of years
IS_YEAR: Final = " (?:fy|(?:financial |planning )year)"  # after one
SPLIT: Final = f"(?: ?[/{DASHES}] ?| to )"  # between two years
ONGOING: Final = f"on(?: |[{DASHES}])?going"

_MONTH: Final = f"(?P<month>{'|'.join(sorted(MONTH_NUMBERS, key=len, reverse=True))})"
_NUMBER: Final = "(?P<month>[0-9]{1,2})"  # of a month
_DAY: Final = "(?P<day>[0-9]{1,2})"
_BEFORE_DAY: Final = f"{BY_DAY}(?:(?P<weekday>{WEEKDAY}){AFTER_WEEKDAY})?"
_DAY_WITHOUT_YEAR: Final = (
    f"{_BEFORE_DAY}{_DAY}(?:{ORDINAL}{TO_MONTH}{_MONTH}|/(?P<number>[0-9]{{1,2}}))"
)
_LEAP_YEAR: Final = 2024
_RECENT_DAYS: Final = {"today": 0, "yesterday": 1, "the day before yesterday": 2}
_IN_YEAR: Final = "(?P<year>20[0-9]{2})"
_ANY_YEAR: Final = "(?P<year>(?:20)?[0-9]{2})"
_QUARTER: Final = f"(?:{QUARTER}(?P<quarter>[1-4])|(?P<nth>{NTH_QUARTER}) quarter)"
_YEARS: Final = f"(?P<first>20[0-9]{{2}}){SPLIT}(?P<second>(?:20)?[0-9]{{2}})"
# Two years of two figures each could be a day and a month, but for words that say what they are.
_ANY_YEARS: Final = _YEARS.replace("20", "(?:20)?", 1)


class Unreadable(Stop, ValueError):
    """A timescale that the rules do not read: what is wrong, and what to write instead."""


class NoSuchDay(Unreadable):
    """A day that does not exist, or that is not on the weekday that is written beside it."""


@lru_cache(maxsize=4096)  # a plan writes the same dates again and again
def read_timescale(text: str) -> Reading:
    """What a written timescale means; raises Unreadable when the rules do not read it."""
    plain = re.sub(GAP, " ", text).strip(" ")
    for form, meaning in _FORMS:
        match = re.fullmatch(form, plain, _FLAGS)
        if match:
            return meaning(match)
    raise _explain_refusal(plain)


def read_day(text: str) -> date:
    """The day that is written, in any form of a day; raises Unreadable for all else."""
    hint = "write the day, the month and the year, such as 2024-02-29"
    reading = read_with_hint(read_timescale, text, hint)
    if isinstance(reading, OnDay):
        return reading.day
    raise Unreadable(f"“{shorten(text)}” is not a day", hint)


def read_recent_day(text: str, as_at: date) -> date | None:
    """The nearest past day that is meant by yesterday, last Friday or 31 Oct; none: it is not so.

    Today counts for a date, and not for a weekday. Raises NoSuchDay for a day that does not exist.
    """
    plain = re.sub(GAP, " ", text).strip(" ")
    if plain.casefold() in _RECENT_DAYS:
        return as_at - timedelta(days=_RECENT_DAYS[plain.casefold()])
    weekday = re.fullmatch(f"(?:last |on )?(?P<weekday>{WEEKDAY})", plain, _FLAGS)
    if weekday:
        names = [name[:3].lower() for name in WEEKDAYS]
        number = names.index(weekday[1][:3].lower())
        return as_at - timedelta(days=(as_at.weekday() - number - 1) % 7 + 1)
    match = re.fullmatch(_DAY_WITHOUT_YEAR, plain, _FLAGS)
    return _nearest_past(match, as_at) if match else None


def _nearest_past(match: re.Match[str], as_at: date) -> date:
    """The last day of that number and month by a day; of 29 February, in a leap year."""
    month = MONTH_NUMBERS.get((match["month"] or "").lower()) or int(match["number"])
    number = int(match["day"])
    _existing_day(match[0], _LEAP_YEAR, month, number)
    years = (year for year in range(as_at.year, 0, -1) if number <= monthrange(year, month)[1])
    day = next(day for year in years if (day := date(year, month, number)) <= as_at)
    if match["weekday"]:
        refuse_other_weekday(match["weekday"], day)
    return day


def require_past(day: date, as_at: date) -> date:
    """The day of something that was done; raises Unreadable where it has not come yet."""
    if day > as_at:
        message = f"{day_in_words(day)} has not come yet, as at {day_in_words(as_at)}"
        raise Unreadable(message, "correct the day, or wait for it")
    return day


def read_day_or_month(text: str) -> OnDay | InMonth:
    """The day or the month that is written; raises Unreadable for all else."""
    hint = "write a day (29 Feb 2024) or a month (Feb 2024)"
    reading = read_with_hint(read_timescale, text, hint)
    if isinstance(reading, OnDay | InMonth):
        return reading
    raise Unreadable(f"“{shorten(text)}” is neither a day nor a month", hint)


def read_with_hint(read: Callable[[str], _Read], text: str, hint: str) -> _Read:
    """What a written date means; when it is unreadable, with a hint that fits its place."""
    try:
        return read(text)
    except NoSuchDay:
        raise
    except Unreadable as fault:
        raise Unreadable(fault.message, hint) from None


def refuse_other_weekday(weekday: str, day: date) -> None:
    """Raise NoSuchDay where a day is not on the weekday that was written beside it."""
    is_on = WEEKDAYS[day.weekday()]
    written = next(name for name in WEEKDAYS if name[:3].casefold() == weekday[:3].casefold())
    if written != is_on:
        message = f"{day_in_words(day)} is a {is_on}, and not a {written}"
        raise NoSuchDay(message, "see which of the two is right, and write the day alone")


def _parse_day(match: re.Match[str]) -> Reading:
    """A day; a short year is of this century."""
    year, number = int(match["year"]) % 100 + CENTURY, int(match["day"])
    month = MONTH_NUMBERS.get(match["month"].lower()) or int(match["month"])
    day = _existing_day(match[0], year, month, number)
    if match["weekday"]:
        refuse_other_weekday(match["weekday"], day)
    return OnDay(day)


_DAY_FIRST: Final = "the day comes before the month"


def _existing_day(written: str, year: int, month: int, number: int) -> date:
    if not 1 <= month <= len(MONTHS):
        message = f"“{written}” names month {month}, and a year has 12"
        order = "the month comes before the day" if written[:4].isdecimal() else _DAY_FIRST
        hint = f"{order}; in words it is plain, such as 3 August 2024"
        raise NoSuchDay(message, hint)
    longest = monthrange(year, month)[1]
    if not 1 <= number <= longest:
        named = month_in_words(year, month)
        message = f"“{written}” is a day that does not exist: {named} has {longest} days"
        raise NoSuchDay(message, "write the day that was meant")
    return date(year, month, number)


def _parse_month(match: re.Match[str]) -> Reading:
    return InMonth(int(match["year"]), MONTH_NUMBERS[match["month"].lower()])


def _parse_board(match: re.Match[str]) -> Reading:
    return AtBoard(int(match["year"]), MONTH_NUMBERS[match["month"].lower()])


def _parse_quarter(match: re.Match[str]) -> Reading:
    nth = match["nth"]
    number = NTH_QUARTERS[nth.lower()] if nth else int(match["quarter"])
    return InQuarter(number, _parse_year_pair(match))


def _parse_year(match: re.Match[str]) -> Reading:
    return InYear(_parse_year_pair(match))


def _parse_year_pair(match: re.Match[str]) -> int:
    """The year in which a written pair of years, such as 2023-24, starts."""
    first, second = int(match["first"]) % 100 + CENTURY, match["second"]
    if second not in {str(first + 1), f"{(first + 1) % 100:02}"}:
        message = f"“{match[0]}” does not name two years that follow each other"
        if len(second) == 2 and 1 <= int(second) <= len(MONTHS):  # noqa: PLR2004 - two figures
            month = f"{MONTHS[int(second) - 1][:3]} {first}"
            raise Unreadable(message, f"write a month in words, such as {month}; a year as 2024-25")
        raise Unreadable(message, "write the year as 2024-25")
    return first


# Each form in small letters with single spaces, and what it means. No text fits two of them; those
# that plans use most come first, because an expression is made when it is first tried.
_FORMS: Final[tuple[tuple[str, Callable[[re.Match[str]], Reading]], ...]] = (
    (f"{_BEFORE_DAY}{_IN_YEAR}[{DASHES}]{_NUMBER}[{DASHES}]{_DAY}{MIDNIGHT}", _parse_day),
    (f"{_BEFORE_DAY}{_DAY}{ORDINAL}{TO_MONTH}{_MONTH}{TO_YEAR}{_IN_YEAR}{MIDNIGHT}", _parse_day),
    (f"{BY}{_MONTH}{TO_YEAR}{_IN_YEAR}", _parse_month),
    (ONGOING, lambda _: Ongoing()),
    (f"{_BEFORE_DAY}{_DAY}/{_NUMBER}/{_ANY_YEAR}{MIDNIGHT}", _parse_day),
    (rf"{_BEFORE_DAY}{_DAY}\.{_NUMBER}\.{_ANY_YEAR}{MIDNIGHT}", _parse_day),
    (f"{BY_BOARD}{_MONTH}{TO_YEAR}{_IN_YEAR} {BOARD}", _parse_board),
    (f"{BY_YEAR}{_QUARTER}{OF_YEAR}{YEAR}?{_ANY_YEARS}", _parse_quarter),
    (f"{BY_YEAR}{_YEARS}", _parse_year),
    (f"{_BEFORE_DAY}{_DAY}[{DASHES}]{_NUMBER}[{DASHES}]{_IN_YEAR}{MIDNIGHT}", _parse_day),
    (f"{_BEFORE_DAY}{_MONTH}{TO_DAY}{_DAY}{ORDINAL}{AFTER_DAY}{_IN_YEAR}{MIDNIGHT}", _parse_day),
    (rf"{BY_BOARD}{_MONTH}\.? {BOARD}{AFTER_DAY}{_IN_YEAR}", _parse_board),
    (f"{BY_BOARD}{BOARD}{OF_MONTH}{_MONTH}{TO_YEAR}{_IN_YEAR}", _parse_board),
    (f"{BY_YEAR}{YEAR}?{_ANY_YEARS},? {_QUARTER}", _parse_quarter),
    (f"{BY_YEAR}{YEAR}{_ANY_YEARS}", _parse_year),
    (f"{BY_YEAR}{YEAR}?{_ANY_YEARS}{IS_YEAR}", _parse_year),
)
_FLAGS: Final = re.IGNORECASE | re.ASCII


_A_MONTH: Final = _MONTH.replace("?P<month>", "?:")
_UNIT: Final = "(?:working )?(?:days?|weeks?|months?|years?)"
_MANY: Final = "(?:[0-9]+|an?|one|two|three|four|five|six|nine|ten|twelve|few|next|coming)"
# The nearest mistake comes first: what is written, what is wrong with it, what to write instead.
_REFUSED: Final[tuple[tuple[str, str, str], ...]] = (
    (
        f"(?:.*[^a-z])?{_A_MONTH}[ .,'’/{DASHES}]*[0-9]{{2}}",
        "could mean a day or a year of two figures",
        "write the year in full, such as 24 March 2024 or March 2024",
    ),
    (
        f"[0-9]{{1,2}}[{DASHES}][0-9]{{1,2}}[{DASHES}][0-9]{{2}}",
        "does not say which of its figures is the year",
        "write the year in full, such as 3 Aug 2024",
    ),
    (
        (
            rf".*\b{_A_MONTH}\b.*\b{_A_MONTH}\b.*"
            rf"|.*[0-9](?:st|nd|rd|th)? ?(?:[/&,{DASHES}]|to|or|and) ?[0-9]{{1,2}}(?:st|nd|rd|th)?"
            rf"[ {DASHES}]?{_A_MONTH}\b.*"
            r"|.*q[1-4]\b.*[1-4][ ,].*20.*|20.* (?:and|or|to) .*20[0-9]{2}.*"
        ),
        "names more than one date",
        "write the last of them, and give each of the others a milestone of its own",
    ),
    (
        r"(?:.* )?(?:week\b|w/c|w/b|wk\b|w/e).*",
        "is a week, not a day",
        "write the last day of that week, such as 23 Feb 2024",
    ),
    (
        (
            r"(?!.*20[0-9]{2})(?:"
            rf"(?:.* )?(?:{_A_MONTH}|{QUARTER}[1-4]|{NTH_QUARTER} quarter"
            rf"|end of (?:the )?(?:financial )?year|[0-9]{{1,2}}(?:st|nd|rd|th)?)"
            rf"(?: {BOARD}| priority)?|(?:by )?[0-9]{{1,2}}[/.][0-9]{{1,2}}[.]?)"
        ),
        "has no year",
        "write the year too, such as 29 Feb 2024, Feb 2024 board or Q3 2023-24",
    ),
    (
        f"{BY_YEAR}(?:(?:fy|(?:(?:financial|calendar) )?year) ?)?20[0-9]{{2}}",
        "is a year on its own, and could be a calendar or a financial one",
        "write 2024-25 for the financial year, or Dec 2024 for the end of the calendar one",
    ),
    (
        (
            f"{BY_YEAR}(?:{QUARTER}[1-4]|{NTH_QUARTER} quarter){OF_YEAR}{YEAR}?20[0-9]{{2}}"
            f"|20[0-9]{{2}} ?{QUARTER}[1-4]"
        ),
        "does not say which planning year the quarter belongs to",
        "write both years, such as Q3 2024-25",
    ),
    (
        "(?:.* )?(?:academic|school) year.*",
        "is a school year, and not the planning year",
        "write the month that it ends in, such as Aug 2025",
    ),
    (
        "(?:.* )?(?:spring|summer|autumn|winter|easter|christmas).*",
        "is a season, not a day",
        "write the month that it means, such as Aug 2024",
    ),
    (
        f"(?:.* )?(?:early|mid|late|start of|beginning of|middle of)[ {DASHES}].*",
        "is a part of a month or a year, not a day",
        "write the last day that is meant, such as 15 March 2024",
    ),
    (
        "(?:before|after|since|from|until|till|prior to) .*",
        "does not name the day itself",
        "write the last day that is meant, such as 29 Feb 2024",
    ),
    (
        f"(?:within|in|after|over)?(?: the)?(?: next)? ?{_MANY} {_UNIT}.*",
        "counts from a day that it does not name",
        "write the day that it comes to, such as 29 Feb 2024",
    ),
    (
        r".*[0-9]:[0-9]{2}.*|.*[0-9] ?[ap]m\b.*",
        "names an hour, and a date here is a whole day",
        "write the day alone, such as 29 Feb 2024",
    ),
    (
        f"[0-9]{{1,2}} ?[/.{DASHES}] ?20[0-9]{{2}}",
        "is not a form of date that planctl reads",
        "write the month in words, such as Feb 2024",
    ),
    (
        "20[0-9]{2}[/.][0-9]{1,2}[/.][0-9]{1,2}",
        "is not a form of date that planctl reads",
        "where the year comes first, write it with hyphens, such as 2024-02-29",
    ),
    (
        "(?:tbc|tba|tbd|to be .*|n/?a|none|not set|-)",
        "is not a timescale",
        "leave the timescale empty until it is agreed: planctl counts it as not set",
    ),
    (
        "(?:complete|completed|done|achieved|closed|overdue|in progress|started)[.]?",
        "is a status, not a timescale",
        "write it under status, and here the date that was promised",
    ),
    (
        "(?:continuous|continual|continuing|always|rolling|permanent)(?:ly)?",
        "is not a form of date that planctl reads",
        "write ongoing, with review: monthly or the like; or the date of the next step",
    ),
    (
        "(?:asap|as soon as .*|immediate(?:ly)?|urgent(?:ly)?)",
        "is not a day",
        "write the day by which it has to be done, such as 29 Feb 2024",
    ),
    (
        r".*\b(?:board|meeting|committee|panel)\b.*",
        "is not a form of date that planctl reads",
        "write the month of the board (Feb 2024 board), or the day alone (14 Feb 2024)",
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
_OTHER_YEAR: Final = r"(?<![0-9])(?!20)[0-9]{4}(?![0-9])"
_LONGEST: Final = 200  # signs of a text in which a mistake is looked for
# What may be a month that is not spelt as it should be.
_NEAR_A_MONTH: Final = (
    "(?:.{0,40} )?([a-z]{3,12})[.,]? (?:[0-9]{1,2}(?:st|nd|rd|th)?,? )?20[0-9]{2}"
)
_LOOSELY: Final = re.DOTALL | _FLAGS
_ANYTHING: Final = (
    "",
    "is not a form of date that planctl reads",
    (
        "write a day (29 Feb 2024), a month (Feb 2024), a board (Feb 2024 board), a quarter "
        "(Q3 2023-24), a year (2024-25) or ongoing; the source's own words can stand beside it: "
        f"{WORDS_IN_A_FILE}"
    ),
)


def _explain_refusal(plain: str) -> Unreadable:
    """Why no form reads this, in the words of the nearest mistake that people make."""
    if not plain:
        return Unreadable("there is no date here", _ANYTHING[2])
    candidates = _REFUSED if len(plain) <= _LONGEST else ()
    year = re.search(_OTHER_YEAR, plain)
    if candidates and year and _is_date(f"{plain[: year.start()]}2024{plain[year.end() :]}"):
        fault = f"is of the year {year[0]}, and planctl reads dates of the years 2000 to 2099"
        return Unreadable(f"“{plain}” {fault}", "write the year that is meant")
    refusals = (refusal for refusal in candidates if re.fullmatch(refusal[0], plain, _LOOSELY))
    _, fault, hint = next(refusals, _ANYTHING)
    word = re.fullmatch(_NEAR_A_MONTH, plain, _LOOSELY)
    near = suggest_name(word[1], MONTHS) if word and word[1].lower() not in MONTH_NUMBERS else ""
    return Unreadable(f"“{shorten(plain)}” {fault}", near or hint)


def _is_date(text: str) -> bool:
    """Whether the rules read a date."""
    return any(re.fullmatch(form, text, _FLAGS) for form, _ in _FORMS)


def shorten(text: str, length: int = 60) -> str:
    """The beginning of a text on one line, for a message that quotes it."""
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 1]}…"
