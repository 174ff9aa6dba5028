"""No timescale is read with a wrong day: thousands of forms, each made of parts that tell its day.

A second reader, as simple as can be, has to come to the same day for all that is read. It takes no
care of what is to be refused; that is in the tables.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Final

import pytest

from planctl.model.calendar import MONTHS, WEEKDAYS, Calendar, Meeting
from planctl.model.timescale import due_day
from planctl.model.timescale_grammar import Unreadable, read_timescale

pytestmark = pytest.mark.slow

DAYS: Final = (
    date(2024, 2, 29),
    date(2024, 8, 3),
    date(2025, 3, 8),
    date(2026, 11, 30),
    date(2027, 9, 30),
    date(2030, 12, 12),
)
BOARDS: Final = Calendar(
    tuple(Meeting(year, month, date(year, month, 14)) for year in (2024, 2025) for month in (2, 9))
)
DASHES: Final = ("-", "\u2010", "\u2011", "\u2013", "\u2014", "\u2212")
BY: Final = ("", "by ", "By the ", "on ")
ENDS: Final = ("", "by ", "in ", "end ", "end of ", "by the end of ", "by end ", "end-", "By end-")
YEARS: Final = ((2023, "2023", "24"), (2023, "2023", "2024"), (2024, "2024", "25"))
JOINS: Final = (*DASHES, "/", " / ", " to ", " \u2013 ", "\u00a0to\u202f")
REFUSED: Final = "refused"


def _ordinal(day: int) -> str:
    return {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}.get(day, "th")


def _month_names(month: int) -> tuple[str, ...]:
    name = MONTHS[month - 1]
    short = (name[:3], f"{name[:3]}.", name[:3].upper())
    return (name, name.lower(), *short, *(("Sept", "Sept.") if month == 9 else ()))


def _weekdays(day: date) -> tuple[str, ...]:
    name = WEEKDAYS[day.weekday()]
    return ("", f"{name} ", f"{name[:3]} ", f"{name}, ", f"{name[:3].lower()}. the ")


def _cores(day: date) -> Iterator[str]:
    """A day in every order and with every sign between its parts."""
    d, m, y = day.day, day.month, day.year
    for number, month in product({f"{d}", f"{d:02}"}, {f"{m}", f"{m:02}"}):
        yield from (f"{number}{sign}{month}{sign}{y}" for sign in ("/", ".", *DASHES))
        yield from (f"{number}{sign}{month}{sign}{y % 100}" for sign in "/.")
        yield from (f"{y}{sign}{month}{sign}{number}" for sign in DASHES)
    numbers = (f"{d}", f"{d:02}", f"{d}{_ordinal(d)}", f"{d} {_ordinal(d)}", f"{d}{_ordinal(d)} of")
    for number, name in product(numbers, _month_names(m)):
        yield from (f"{number} {name}{sign}{y}" for sign in (" ", ", ", "-", "\u00a0"))
    for name, sign in product(_month_names(m), ("-", "/", ".", " - ", "\u2011")):
        yield f"{d}{sign}{name.rstrip('.') if sign == '.' else name}{sign}{y}"
    yield from (f"{name} {d}, {y}" for name in _month_names(m))
    yield from (f"{name} {d}{_ordinal(d)} {y}" for name in _month_names(m))


def _of_days() -> Iterator[tuple[str, date]]:
    for day in DAYS:
        for core in _cores(day):
            yield from ((f"{by}{core}", day) for by in BY)
            yield from ((f"{weekday}{core}", day) for weekday in _weekdays(day))
            yield from (
                (f"{core}{hour}", day) for hour in ("T00:00:00", " 00:00", "T00:00:00.000Z")
            )
            yield f"by {_weekdays(day)[1]}{core} 00:00:00", day


def _of_months() -> Iterator[tuple[str, date]]:
    for year, month in ((2024, 2), (2025, 9), (2099, 12)):
        last = date(year, month, monthrange(year, month)[1])
        joins = (" ", "-", "/", ".", ", ", "\u2013", "\u00a0")
        for end, name, sign in product(ENDS, _month_names(month), joins):
            yield f"{end}{name.rstrip('.') if sign == '.' else name}{sign}{year}", last


def _of_boards() -> Iterator[tuple[str, date]]:
    for year, month in ((2024, 2), (2025, 9)):
        day = date(year, month, 14)
        for by, name in product(("", "by ", "at the ", "for ", "By the "), _month_names(month)):
            yield f"{by}{name} {year} board", day
            yield f"{by}{name}\u00a0{year} Board meeting", day
            yield f"{by}{name} board {year}", day
            yield f"{by}board of {name} {year}", day


def _of_quarters() -> Iterator[tuple[str, date]]:
    ends = {1: (0, 6, 30), 2: (0, 9, 30), 3: (0, 12, 31), 4: (1, 3, 31)}
    nth = {1: "first", 2: "2nd", 3: "Third", 4: "4th"}
    for (year, first, second), join, number in product(YEARS, JOINS, ends):
        later, month, day = ends[number]
        last = date(year + later, month, day)
        pair = f"{first}{join}{second}"
        names = (f"Q{number}", f"q{number}", f"Qtr. {number}", f"Quarter {number}")
        for name, end in product((*names, f"{nth[number]} quarter"), ("", "by ", "by the end of ")):
            yield f"{end}{name} {pair}", last
            yield f"{end}{name} of {pair}", last
            yield f"{end}{name}, FY {pair}", last
            yield f"{end}{pair} {name}", last
            yield f"{end}{name} {first[2:]}/{second[-2:]}", last


def _of_years() -> Iterator[tuple[str, date]]:
    for (year, first, second), join in product(YEARS, JOINS):
        last = date(year + 1, 3, 31)
        for end in ("", "by ", "end of ", "by the end of ", "in "):
            yield f"{end}{first}{join}{second}", last
            yield f"{end}FY{first}{join}{second}", last
            yield f"{end}the financial year {first}{join}{second}", last
            yield f"{end}{first}{join}{second} financial year", last
            yield f"{end}FY {first[2:]}/{second[-2:]}", last


def _refused() -> Iterator[str]:
    """What names no day, or could mean two."""
    for name in ("Feb", "February", "Sept.", "may"):
        yield from (f"{by}{day}{name}" for by in BY for day in ("", "29 ", "29th ", "Thu 29 "))
        for year in ("24", "'24", "-24", " 24", "/24", ". 24", "\u201324", "\u00a024"):
            yield from (f"{end}{name}{year}" for end in ENDS)
            yield from (f"29{sign}{name}{year}" for sign in (" ", "-", "/", "."))
        yield from (f"{part}{name} 2024" for part in ("mid ", "mid-", "early ", "late ", "before "))
        yield from (
            f"{name}{join}April 2024" for join in ("-", " - ", "/", " to ", " or ", " and ")
        )
        yield from (f"{name} 2024{join}April 2024" for join in ("-", " - ", " to ", " or "))
        yield from (f"1{join}5 {name} 2024" for join in ("-", " to ", "/", " or ", " & "))
        yield from (f"{name} {year}" for year in ("1999", "2100", "202", "20245"))
        yield from (f"week of 3 {name} 2024", f"w/c 3 {name} 2024", f"second week of {name} 2024")
        yield from (f"29 {name} 2024{hour}" for hour in (" 17:00", ", 5pm", "T10:00", " 00:01"))
        yield from (
            f"{name} 2024 {what}" for what in ("meeting", "panel", "boards", "tbc", "(late)")
        )
    for a, b in ((3, 8), (13, 8), (3, 24), (24, 24), (1, 1)):
        yield from (f"{a}{sign}{b}" for sign in ("/", ".", "-", " "))
        yield from (f"{a}{sign}{b}{sign}24" for sign in DASHES)
        yield f"{a}{b}24"
    yield from (f"3{one}8{two}2024" for one, two in ("/.", "./", "/-", "-/", " -"))
    yield from ("2024/02/29", "2024.2.29", "20240229", "02/2024", "2-2024", "2024-2", "2024-02")
    yield from (
        "30/02/2024",
        "2023-02-29",
        "31 June 2024",
        "June 31, 2024",
        "0/1/2024",
        "32.1.2024",
    )
    yield from ("3/13/2024", "3-13-2024", "2024-13-03", "3.0.2024", "12/31/2024")
    yield from (f"{weekday} 29 February 2024" for weekday in ("Fri", "Monday", "Weds.", "sunday,"))
    for year in ("2024", "FY 2024", "year 2024", "calendar year 2024", "the end of 2024"):
        yield from (year, f"by {year}")
    yield from (f"Q3{join}{year}" for join in (" ", " of ", " FY ") for year in ("2024", "24", ""))
    yield from ("Q5 2024-25", "Q0 2024-25", "Q 2024-25", "Q1-Q2 2024-25", "Q1 and Q2 2024-25")
    yield from (
        "2023-25",
        "2024-24",
        "24-25",
        "24/25",
        "2024 25",
        "2024-2026",
        "Q3 2023-25",
        "FY 24",
    )
    yield from ("academic year 2024-25", "2024-25 school year", "2024-25 to 2025-26")
    yield from (
        f"{part}summer{end}" for part in ("", "by ", "late ") for end in ("", " 2024", " term")
    )
    yield from ("within 6 months", "in 3 weeks", "6 weeks", "two years", "next month", "a year")
    yield from (
        "tbc",
        "n/a",
        "-",
        "",
        " ",
        "asap",
        "done",
        "continuous",
        "soon",
        "tomorrow",
        "Thursday",
    )
    yield from (
        "\uff12\uff19 Feb 2024",
        "29\tFeb 2024",
        "29 Feb\u2028 2024",
        "29 F\u00e9v 2024",
        "29 Februwary 2024",
    )


def _table() -> Iterator[tuple[str, date | str]]:
    yield from _of_days()
    yield from _of_months()
    yield from _of_boards()
    yield from _of_quarters()
    yield from _of_years()
    yield from ((text, REFUSED) for text in _refused())


def _read(text: str) -> date | str | None:
    try:
        return due_day(read_timescale(text), BOARDS)
    except Unreadable:
        return REFUSED


def _simply(text: str) -> date | None:
    """The day that a text means if it means any: by its words and numbers, one after the other."""
    words = re.findall("[a-z]+|[0-9]+", re.sub("t?00:00.*", "", text.lower()))
    numbers = [word for word in words if word.isdigit()]
    names = [name[:3].lower() for name in MONTHS]
    months = [names.index(word[:3]) + 1 for word in words if word[:3] in names]
    nth = {"first": 1, "second": 2, "third": 3, "fourth": 4}
    if any(word.startswith("q") for word in words):
        quarter = next((nth[word] for word in words if word in nth), 0)
        quarter = quarter or int(next(number for number in numbers if len(number) == 1))
        year = 2000 + int(next(number for number in numbers if len(number) > 1)) % 100
        month = 3 + 3 * quarter
        year, month = (year, month) if month <= 12 else (year + 1, month - 12)
        return date(year, month, monthrange(year, month)[1])
    if not months and len(numbers) == 2:
        return date(2001 + int(numbers[0]) % 100, 3, 31)
    if not months:
        if len(numbers[0]) == 4:
            numbers.reverse()
        return date(2000 + int(numbers[2]) % 100, int(numbers[1]), int(numbers[0]))
    year = int(next(number for number in numbers if len(number) == 4))
    rest = [int(number) for number in numbers if len(number) < 4]
    if "board" in words:
        return date(year, months[-1], 14)
    return date(year, months[-1], rest[0] if rest else monthrange(year, months[-1])[1])


def test_every_form_is_read_as_the_day_that_it_was_made_of_or_refused() -> None:
    table = dict(_table())
    wrong = {text: (read, day) for text, day in table.items() if (read := _read(text)) != day}
    assert wrong == {}
    assert len(table) > 9_000
    assert sum(day == REFUSED for day in table.values()) > 400


def test_a_second_reader_comes_to_the_same_day() -> None:
    read = {text: day for text, _ in _table() if isinstance(day := _read(text), date)}
    assert {text: day for text, day in read.items() if _simply(text) != day} == {}


PARTS: Final = (
    ("", "by ", "end of ", "Thu ", "Q2 ", "FY ", "board "),
    ("", "3", "2024", "Feb", "sept."),
    (" ", "-", "/", " of "),
    ("8", "25", "2024", "May", "third quarter"),
    (" ", "-", "/"),
    ("", "25", "2025", "Aug"),
    ("", " board", " Q3", " FY"),
)


def test_whatever_is_read_of_parts_in_any_order_is_the_day_that_the_second_reader_finds() -> None:
    texts = map("".join, product(*PARTS))
    read = {text: day for text in texts if isinstance(day := _read(text), date)}
    assert {text: day for text, day in read.items() if _simply(text) != day} == {}
    assert len(read) > 150


@pytest.mark.parametrize("text", ["3 Aug 2024", "2024-25", "Q3 2023-24", "Feb 2024 board"])
def test_the_second_reader_reads_at_all(text: str) -> None:
    assert _simply(text) == _read(text) != REFUSED
