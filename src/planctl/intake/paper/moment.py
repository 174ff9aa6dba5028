"""Dates as papers write them, within other words, and what planctl writes for them.

The day stands before the month, unless whoever imports says otherwise. A date that the grammar of
timescales does not read for sure is not guessed: a person is asked, with a proposal.
"""

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from planctl.intake.paper.account import Sure
from planctl.intake.paper.near import Near, near_quarter, nearest_year, quarters
from planctl.intake.paper.order import MONTHS, NUMBERS, either, is_month_first
from planctl.model.timescale import OnDay, Ongoing
from planctl.model.written import (
    DASHES,
    MIDNIGHT,
    MONTH_NUMBERS,
    NoSuchDay,
    Unreadable,
    read_timescale,
    refuse_other_weekday,
)

MONTH: Final = f"(?:{'|'.join(sorted(MONTH_NUMBERS, key=len, reverse=True))})"
_NTH: Final = r"\d{1,2} ?(?:st|nd|rd|th)?"
_BY: Final = r"(?:by )?(?:(?:the )?end (?:of )?)?"
_DAY_NAME: Final = "(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?"
_WEEKDAY: Final = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_BOARD: Final = r"(?: (?:[a-z]+ )?(?:board|meeting)(?: meeting)?| priority)"
_QUARTER: Final = "(?:q|quarter )"
# From one month to another, such as Apr-Jun 26: the end of the second is likely to be meant.
_MONTHS: Final = (
    rf"(?P<from>{MONTH}) ?(?:[-–—/]|to) ?(?P<until>{MONTH})[ -]?['’]?(?:20)?(?P<short>\d\d)"
)
_FORMS: Final = (
    re.sub(r"\?P<\w+>", "?:", _MONTHS),
    rf"\d{{4}}[{DASHES}]\d{{1,2}}[{DASHES}]\d{{1,2}}",
    r"\d{1,2}(?P<sign>[/.-])\d{1,2}(?P=sign)(?:\d{4}|\d{2})",
    rf"{_BY}{_DAY_NAME}(?:the )?{_NTH}(?: of)?[ /{DASHES}]?{MONTH}[.,]?[ /{DASHES}](?:20)?\d{{2}}",
    rf"{_BY}{MONTH}\.? {_NTH},? 20\d{{2}}",
    rf"{_BY}{MONTH}\.?[ {DASHES}](?:20\d{{2}}|['’]?\d{{2}}){_BOARD}?",
    rf"{_QUARTER}[1-4],? (?:of )?(?:fy ?)?(?:20)?\d{{2}} ?(?:[/{DASHES}]|to) ?(?:20)?\d{{2}}",
    rf"{_QUARTER}[1-4],? (?:of )?20\d{{2}}",
    rf"20\d{{2}} ?(?:[/{DASHES}]|to) ?(?:20)?\d{{2}}(?: {_QUARTER}[1-4])?",
    rf"{_BY}(?:{_NTH} (?:of )?)?{MONTH}{_BOARD}?",
    rf"{_QUARTER}[1-4](?: report)?",
    r"\d{1,2}[/.]\d{1,2}",
    "on-?going|continuous",
)
WHEN: Final = re.compile(rf"(?<![\w/.])(?:{'|'.join(_FORMS)})(?![\w/])", re.IGNORECASE)
_OPEN: Final = re.compile(
    rf"{_BY}(?:(?P<day>\d{{1,2}}) ?(?:st|nd|rd|th)? (?:of )?)?(?P<month>{MONTH})"
    rf"(?P<board>{_BOARD})?",
    re.IGNORECASE,
)
_OPEN_QUARTER: Final = re.compile(
    rf"{_QUARTER}(?P<number>[1-4])(?: report)?(?: (?:of )?(?P<year>20\d\d))?", re.IGNORECASE
)
REVIEWS: Final = {"monthly": "monthly", "quarterly": "quarterly", "annually": "yearly"}
_EDGE: Final = " .,;:()"


class Dates(NamedTuple):
    """How the dates of a paper are read."""

    near: Near | None = None
    year: int | None = None  # of dates that are written without one, if somebody said it
    month_first: bool = False
    doubt: str = ""  # why that may be wrong of this paper


class Moment(NamedTuple):
    """A date that was found: as it is written, and what planctl is to read; empty where unknown."""

    written: str
    due: str
    why: str = ""  # the reason of a guess, or why nobody but a person can say
    sure: Sure | None = None
    propose: str = ""
    review: str = ""  # how often, of what has no end
    is_either: bool = False  # it fits both orders of day and month, and either may be meant

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


def moment(text: str, how: Dates) -> Moment:
    """What a date of a paper means; a weekday beside it has to be that of its day."""
    found, weekday = _moment(text, how), _WEEKDAY.search(text)
    reading = read_timescale(found.due) if found.due and weekday else None
    if weekday and isinstance(reading, OnDay):
        try:
            refuse_other_weekday(weekday[0], reading.day)
        except NoSuchDay as fault:
            return Moment(text, "", fault.message, propose=found.due)
    return found


def _moment(text: str, how: Dates) -> Moment:
    plain = _plain(text)
    numbers = NUMBERS.fullmatch(plain)
    if numbers and (how.doubt or how.month_first):
        return _ordered(text, numbers, how)
    try:
        reading = read_timescale(plain)
    except Unreadable as fault:
        return _otherwise(text, plain, how, fault)
    return Moment(text, "ongoing" if isinstance(reading, Ongoing) else plain)


def _ordered(text: str, numbers: re.Match[str], how: Dates) -> Moment:
    """A date in numbers, of a paper that does not simply write the day first."""
    first, _, second, year = numbers.groups()
    days = either(first, second, year) if how.doubt else ()
    if days:
        why = f"is it {' or '.join(days)}? {how.doubt}"
        return Moment(text, "", why, is_either=True)
    if not how.month_first:
        return _moment(text, how._replace(doubt=""))
    if int(first) > MONTHS:
        return Moment(text, "", f"with the month first, as you said, there is no month {first}")
    iso = f"{int(year) % 100 + 2000}-{first:0>2}-{second:0>2}"
    return _checked(text, iso, "read with the month first, as you said", Sure.HIGH)


def _plain(text: str) -> str:
    """A date without what stands around it, without commas, and without the hour of midnight."""
    plain = " ".join(text.strip(_EDGE).replace(",", " ").split())
    plain = re.sub(f"(?i)(?<=[0-9]){MIDNIGHT}$", "", plain)
    plain = re.sub(
        f"(?i)^((?:by )?(?:the )?(?:end (?:of )?)?){_DAY_NAME.replace(',?', '')}", r"\1", plain
    )
    return re.sub(r"(?i)^(the )?(\d+ ?(?:st|nd|rd|th)?) of ", r"\2 ", plain)


def _checked(text: str, due: str, why: str, sure: Sure) -> Moment:
    try:
        read_timescale(due)
    except Unreadable as fault:
        return Moment(text, "", fault.message)
    return Moment(text, due, why, sure)


def _otherwise(text: str, plain: str, how: Dates, fault: Unreadable) -> Moment:
    """What the grammar does not read: in another form, without a year, or only by a person."""
    for form, due, why, sure in _VARIANTS:
        found = re.fullmatch(form, plain, re.IGNORECASE)
        if found:
            return _checked(text, due(found), why, sure)
    if plain.casefold() in REVIEWS:
        why = "it has no end, and is looked at so often"
        return Moment(text, "ongoing", why, Sure.MEDIUM, review=REVIEWS[plain.casefold()])
    if months := re.fullmatch(_MONTHS, plain, re.IGNORECASE):
        until = f"{months['until'].capitalize()} 20{months['short']}"
        why = f"it goes from {months['from']} to {until}: is it due by the end of {until}?"
        return Moment(text, "", why, propose=until)
    if quarter := _OPEN_QUARTER.fullmatch(plain):
        return _asked_quarter(text, quarter, how)
    found = _OPEN.fullmatch(plain)
    near = how.near or (Near(how.year, 0) if how.year else None)
    if found and near:
        return _without_year(text, found, how, near)
    why = fault.message
    if (numbers := NUMBERS.fullmatch(plain)) and is_month_first(numbers):
        why += "; where a paper writes the month first, --dates mdy says so"
    return Moment(text, "", why, propose=_month_of_two_figures(plain))


def _month_of_two_figures(plain: str) -> str:
    found = re.fullmatch(rf"({MONTH}) (\d\d)", plain, re.IGNORECASE)
    return f"{found[1]} 20{found[2]}" if found else ""


def _without_year(text: str, found: re.Match[str], how: Dates, near: Near) -> Moment:
    """A date without a year: in the year that was said, else one to propose."""
    month = MONTH_NUMBERS[found["month"].casefold()]
    year = how.year or nearest_year(month, near)
    day = f"{found['day']} " if found["day"] else ""
    board = " board" if re.search("board|meeting", found["board"] or "", re.IGNORECASE) else ""
    due = f"{day}{found['month'][:3].capitalize()} {year}{'' if day else board}"
    if not how.year:
        why = "it has no year; --year says which, for the whole paper"
        return Moment(text, "", why, propose=due)
    return _checked(text, due, f"no year is written; {how.year} was given", Sure.HIGH)


def _asked_quarter(text: str, found: re.Match[str], how: Dates) -> Moment:
    """A quarter without its planning year: only a person can say which, and of what year it is."""
    number, year = int(found["number"]), int(found["year"] or how.year or 0)
    propose = near_quarter(number, how.near) if how.near and not found["year"] else ""
    why = f"which year's quarter is it? Q{number} 2023-24 is one of a planning year from April on"
    if year:
        why = f"is it {' or '.join(quarters(number, year))}?"
    return Moment(text, "", why, propose=propose)


# What the grammar of timescales refuses and papers write all the same, and how it is read.
_VARIANTS: Final[tuple[tuple[str, Callable[[re.Match[str]], str], str, Sure], ...]] = (
    (
        rf"{_BY}({_NTH})[ /-]?({MONTH})[ /-](?:20)?(\d\d)",
        lambda found: f"{re.sub('[^0-9]', '', found[1])} {found[2]} 20{found[3]}",
        "a day, a month and a year",
        Sure.HIGH,
    ),
    (
        r"(\d{1,2})-(\d{1,2})-(\d\d)",
        lambda found: f"{found[1]}/{found[2]}/{found[3]}",
        "the day stands before the month",
        Sure.HIGH,
    ),
    (
        rf"{_BY}({MONTH})(?:-|[ ]?['’])(\d\d)",
        lambda found: f"{found[1]} 20{found[2]}",
        "a month and the last figures of its year",
        Sure.MEDIUM,
    ),
    (
        rf"{_BY}({MONTH} 20\d\d) (?:[a-z]+ )?(?:board|meeting)(?: meeting)?",
        lambda found: f"{found[1]} board",
        "the board's meeting in that month",
        Sure.MEDIUM,
    ),
    ("continuous", lambda _: "ongoing", "it has no end", Sure.HIGH),
)
