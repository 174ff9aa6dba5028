"""What an editor underlines is what the reader refuses: two grammars of timescales agree."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.model.timescale_grammar import Unreadable, read_day, read_day_or_month, read_timescale
from planctl.model.timescale_pattern import DAY_FORM, DAY_OR_MONTH_FORM, TIMESCALE_FORM


def mostly(good: tuple[str, ...], odd: tuple[str, ...]) -> tuple[str, ...]:
    """Fragments of a text, some eight in nine of them good, so that whole texts often are."""
    return good * (8 * len(odd) // len(good) + 1) + odd


MONTHS = ("Jan", "february", "FEB", "MARCH", "apr", "May", "June", "jul", "Sept", "sep", "DEC")
DAYS = mostly(("1", "02", "9", "28", "29", "30", "31"), ("0", "00", "32", "031", "٣"))
NUMBERS = mostly(("1", "02", "2", "4", "06", "9", "11", "12"), ("0", "13", "012"))
YEARS = mostly(("2024", "2023", "2000", "2099"), ("1999", "2100", "24", "4"))
SHORT_YEARS = mostly(("24", "2024", "23", "00", "99", "2000"), ("4", "024", "1924"))
ORDINALS = mostly(("", "st", "nd", "Rd", "TH", " th", "\u00a0st"), ("\u017ft", "ths"))
GAPS = mostly((" ", "  ", "\u00a0", "\u202f\u2007", " \u00a0\n"), ("", "\t", "\u2009", "\r"))
EDGES = mostly(("", "", " ", "\n\u00a0"), ("\t", ".", "\ufeff"))
SEPARATORS = mostly(("/", ".", "-", "\u2011"), (" ", "/ ", "\u2e3a"))
BY = mostly(("", "by ", "By\u00a0", "on the ", "the "), ("by", "at ", "by by "))
WEEKDAYS = mostly(("", "", "Thu ", "fri, ", "Weds. the ", "SUNDAY\n"), ("Thursdays ", "Mon", "We "))
OF = mostly((" ", " of ", "-", "", ". ", " / "), ("of ", "--", ", ", " of the "))
IN = mostly((" ", "-", ". ", ".", "/", ", ", "\u2013", ".,\n"), ("", "--", "..", " of "))
MIDNIGHT = mostly(
    ("", "", "T00:00:00", " 00:00", "t00:00:00.000Z"), ("T10:00", " 0:00", "T00:00Z0")
)
END = mostly(("", "by ", "by the end of ", "End\n", "in ", "end-"), ("the ", "end\u00a0-", "at "))
BOARDS = mostly(("", " board", "\u00a0Board", "\nBOARD meeting"), (" boards", "board"))
TO_BOARD = mostly(("", "by the ", "Board ", "at the board of ", "for "), ("boards ", "on "))
JOINS = mostly(("-", "/", " to ", "\u00a0TO\n", "\u2013", " - "), ("to", " -to ", "\u2e3a"))
QUARTERS = mostly(("", "Q1 ", "q4, ", "Quarter 2 of the ", "third quarter "), ("Q0 ", "q5 ", "Q "))
YEAR_WORDS = mostly(("", "", "FY", "fy ", "financial year "), ("year", "FY FY ", "school year "))
YEAR_ENDS = mostly(("", "", " Q3", ", qtr. 4", " FY", " financial year"), ("FY", " year", "Q3 "))
ONGOING = mostly(
    ("ongoing", "ONGOING", "on\u2011going", "on going"), ("on - going", "ongo\u0131ng")
)
LOOSE = (*MONTHS, *DAYS, *YEARS, *ORDINALS, *GAPS, *SEPARATORS, *END, *BOARDS, *JOINS, "Q1")


def texts(*parts: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.tuples(*map(st.sampled_from, parts)).map("".join)


def with_one_separator(*parts: tuple[str, ...]) -> st.SearchStrategy[str]:
    each = st.tuples(*map(st.sampled_from, parts))
    return st.tuples(each, st.sampled_from(SEPARATORS)).map(lambda drawn: drawn[1].join(drawn[0]))


NEAR_MISSES = st.one_of(
    with_one_separator(DAYS, NUMBERS, SHORT_YEARS),
    with_one_separator(YEARS, NUMBERS, DAYS),
    texts(EDGES, DAYS, SEPARATORS, NUMBERS, SEPARATORS, SHORT_YEARS, EDGES),
    texts(BY, WEEKDAYS, DAYS, SEPARATORS, NUMBERS, SEPARATORS, YEARS, MIDNIGHT),
    texts(WEEKDAYS, YEARS, SEPARATORS, NUMBERS, SEPARATORS, DAYS, MIDNIGHT),
    texts(EDGES, BY, DAYS, ORDINALS, GAPS, MONTHS, GAPS, YEARS, EDGES),
    texts(BY, WEEKDAYS, DAYS, ORDINALS, OF, MONTHS, IN, YEARS, MIDNIGHT),
    texts(BY, WEEKDAYS, MONTHS, IN, DAYS, ORDINALS, IN, YEARS, MIDNIGHT),
    texts(EDGES, END, MONTHS, GAPS, YEARS, BOARDS, EDGES),
    texts(TO_BOARD, MONTHS, IN, YEARS, BOARDS),
    texts(TO_BOARD, MONTHS, BOARDS, IN, YEARS),
    texts(END, QUARTERS, YEAR_WORDS, SHORT_YEARS, JOINS, SHORT_YEARS, YEAR_ENDS),
    texts(END, YEARS, JOINS, SHORT_YEARS, EDGES),
    texts(EDGES, ONGOING, EDGES),
    st.lists(st.sampled_from(LOOSE), max_size=8).map("".join),
)

READERS = pytest.mark.parametrize(
    ("read", "form"),
    [
        pytest.param(read_timescale, TIMESCALE_FORM, id="timescale"),
        pytest.param(read_day, DAY_FORM, id="day"),
        pytest.param(read_day_or_month, DAY_OR_MONTH_FORM, id="day-or-month"),
    ],
)


def accepts(read: Callable[[str], object], text: str) -> bool:
    """Whether a reader takes a text, but for the weekday of a day, which no schema can know."""
    try:
        read(text)
    except Unreadable as fault:
        return " is a " in fault.message and "day, and not a " in fault.message
    return True


@READERS
@given(text=NEAR_MISSES)
def test_the_reader_accepts_exactly_what_the_schema_matches(
    read: Callable[[str], object], form: str, text: str
) -> None:
    assert accepts(read, text) == bool(re.search(form, text))


@pytest.mark.parametrize(
    ("read", "form"),
    [(read_day, DAY_FORM), (read_day_or_month, DAY_OR_MONTH_FORM)],
    ids=["day", "day-or-month"],
)
@given(data=st.data())
def test_the_reader_accepts_whatever_is_made_after_the_schema(
    read: Callable[[str], object], form: str, data: st.DataObject
) -> None:
    assert accepts(read, data.draw(st.from_regex(form)))


@given(text=st.text())
def test_no_text_whatever_makes_the_reader_fail_otherwise(text: str) -> None:
    assert accepts(read_timescale, text) == bool(re.search(TIMESCALE_FORM, text))


def test_the_last_of_february_is_the_same_to_both() -> None:
    for year in range(2000, 2100):
        forms = (f"29 Feb {year}", f"29/2/{year % 100:02}", f"{year}-02-29", f"29.02.{year}")
        leap = year % 4 == 0
        assert [accepts(read_day, text) for text in forms] == [leap] * 4, year
        assert [bool(re.search(DAY_FORM, text)) for text in forms] == [leap] * 4, year


@pytest.mark.parametrize("short", [True, False], ids=["24", "2024"])
def test_the_same_pairs_of_years_follow_each_other_for_both(*, short: bool) -> None:
    seconds = range(100) if short else range(2000, 2100)
    pairs = [f"{first}-{second:02}" for first in range(2000, 2100) for second in seconds]
    read = [text for text in pairs if accepts(read_timescale, text)]
    assert len(read) == (100 if short else 99)
    assert [text for text in pairs if re.search(TIMESCALE_FORM, text)] == read
