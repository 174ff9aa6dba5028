"""The grammar of timescales: every form that is read, and every one that is refused."""

from datetime import date

import pytest

from planctl.model.calendar import Calendar, Meeting
from planctl.model.timescale import (
    AtBoard,
    InMonth,
    InQuarter,
    InYear,
    OnDay,
    Ongoing,
    Reading,
    due_day,
)
from planctl.model.timescale_grammar import (
    Unreadable,
    read_day,
    read_day_or_month,
    read_timescale,
    require_past,
    shorten,
)

BOARD = Calendar.of((Meeting(2024, 2, date(2024, 2, 14)),))
LEAP_DAY = OnDay(date(2024, 2, 29))
LAST_OF_MARCH = OnDay(date(2024, 3, 31))

WRITTEN: tuple[tuple[str, Reading, date | None], ...] = (
    ("2024-02-29", LEAP_DAY, date(2024, 2, 29)),
    ("2024-2-9", OnDay(date(2024, 2, 9)), date(2024, 2, 9)),
    ("29 Feb 2024", LEAP_DAY, date(2024, 2, 29)),
    ("29 FEB 2024", LEAP_DAY, date(2024, 2, 29)),
    ("by 29 Feb 2024", LEAP_DAY, date(2024, 2, 29)),
    ("29\u00a0Feb\u00a02024", LEAP_DAY, date(2024, 2, 29)),
    ("\u00a0 29\n  Feb  2024 ", LEAP_DAY, date(2024, 2, 29)),
    ("29th February 2024", LEAP_DAY, date(2024, 2, 29)),
    ("31 st March 2024", LAST_OF_MARCH, date(2024, 3, 31)),
    ("31stMarch 2024", LAST_OF_MARCH, date(2024, 3, 31)),
    ("2nd Sept 2024", OnDay(date(2024, 9, 2)), date(2024, 9, 2)),
    ("3rd May 2024", OnDay(date(2024, 5, 3)), date(2024, 5, 3)),
    ("29/02/2024", LEAP_DAY, date(2024, 2, 29)),
    ("29/2/24", LEAP_DAY, date(2024, 2, 29)),
    ("3/8/2024", OnDay(date(2024, 8, 3)), date(2024, 8, 3)),
    ("02.02.2024", OnDay(date(2024, 2, 2)), date(2024, 2, 2)),
    ("Jan 2024", InMonth(2024, 1), date(2024, 1, 31)),
    ("January 2024", InMonth(2024, 1), date(2024, 1, 31)),
    ("Sept 2024", InMonth(2024, 9), date(2024, 9, 30)),
    ("end of March 2024", InMonth(2024, 3), date(2024, 3, 31)),
    ("by the end of March 2024", InMonth(2024, 3), date(2024, 3, 31)),
    ("by May 2024", InMonth(2024, 5), date(2024, 5, 31)),
    ("Feb 2024 board", AtBoard(2024, 2), date(2024, 2, 14)),
    ("March 2024 Board", AtBoard(2024, 3), None),
    ("Q3 2023-24", InQuarter(3, 2023), date(2023, 12, 31)),
    ("q3 2023/24", InQuarter(3, 2023), date(2023, 12, 31)),
    ("Q4 2023 to 2024", InQuarter(4, 2023), date(2024, 3, 31)),
    ("2024-25", InYear(2024), date(2025, 3, 31)),
    ("2024-2025", InYear(2024), date(2025, 3, 31)),
    ("2024 to 25", InYear(2024), date(2025, 3, 31)),
    ("2099/00", InYear(2099), date(2100, 3, 31)),
    ("Q3 2023–24", InQuarter(3, 2023), date(2023, 12, 31)),
    ("2023-24 Q3", InQuarter(3, 2023), date(2023, 12, 31)),
    ("by Q3 2023-24", InQuarter(3, 2023), date(2023, 12, 31)),
    ("end of the third quarter of 23/24", InQuarter(3, 2023), date(2023, 12, 31)),
    ("FY 2024-25", InYear(2024), date(2025, 3, 31)),
    ("24/25 FY", InYear(2024), date(2025, 3, 31)),
    ("by the end of the financial year 2024-25", InYear(2024), date(2025, 3, 31)),
    ("29-Feb-2024", LEAP_DAY, date(2024, 2, 29)),
    ("29. Feb. 2024", LEAP_DAY, date(2024, 2, 29)),
    ("29th of February, 2024", LEAP_DAY, date(2024, 2, 29)),
    ("February 29, 2024", LEAP_DAY, date(2024, 2, 29)),
    ("Thursday 29 February 2024", LEAP_DAY, date(2024, 2, 29)),
    ("by Thurs. the 29th Feb 2024", LEAP_DAY, date(2024, 2, 29)),
    ("2024-02-29T00:00:00", LEAP_DAY, date(2024, 2, 29)),
    ("2024-02-29 00:00:00", LEAP_DAY, date(2024, 2, 29)),
    ("29/02/2024 00:00", LEAP_DAY, date(2024, 2, 29)),
    ("2024\u201102\u201129", LEAP_DAY, date(2024, 2, 29)),
    ("3-8-2024", OnDay(date(2024, 8, 3)), date(2024, 8, 3)),
    ("30 Sept. 2027", OnDay(date(2027, 9, 30)), date(2027, 9, 30)),
    ("end March 2024", InMonth(2024, 3), date(2024, 3, 31)),
    ("in March, 2024", InMonth(2024, 3), date(2024, 3, 31)),
    ("by Feb 2024 board", AtBoard(2024, 2), date(2024, 2, 14)),
    ("Feb board meeting 2024", AtBoard(2024, 2), date(2024, 2, 14)),
    ("at the board in Feb 2024", AtBoard(2024, 2), date(2024, 2, 14)),
    ("on-going", Ongoing(), None),
    ("ongoing", Ongoing(), None),
    ("Ongoing", Ongoing(), None),
)


@pytest.mark.parametrize(("text", "reading", "day"), WRITTEN)
def test_every_written_form_has_its_meaning_and_its_day(
    text: str, reading: Reading, day: date | None
) -> None:
    assert read_timescale(text) == reading
    assert due_day(reading, BOARD) == day


ADD_YEAR = "write the year too, such as 29 Feb 2024, Feb 2024 board or Q3 2023-24"
IN_FULL = "write the year in full, such as 24 March 2024 or March 2024"
EMPTY = "leave the timescale empty until it is agreed: planctl counts it as not set"
FORMS = (
    "write a day (29 Feb 2024), a month (Feb 2024), a board (Feb 2024 board), a quarter "
    "(Q3 2023-24)"
)
OTHER_YEAR = ", and planctl reads dates of the years 2000 to 2099"
MEANT_YEAR = "write the year that is meant"
WITH_YEAR = f"{FORMS} or a year (2024-25), with a year from 2000 to 2099"
WITHOUT_YEAR = (
    f"{FORMS}, a year (2024-25) or ongoing; the source's own words can stand beside it: "
    "timescale: {written: ..., due: Feb 2024}"
)
SUCH_AS = ", such as 29 Feb 2024"
ALONE = f"write the day alone{SUCH_AS}"
LAST = f"write the last day that is meant{SUCH_AS}"
BY_BOARD = "write the month of the board (Feb 2024 board), or the day alone (14 Feb 2024)"
PART = "write the last day that is meant, such as 15 March 2024"
STATUS = "write it under status, and here the date that was promised"
MANY = "write the last of them, and give each of the others a milestone of its own"
FOLLOW = "does not name two years that follow each other"

REFUSED = (
    ("Feb Priority", "has no year", ADD_YEAR),
    ("Feb board", "has no year", ADD_YEAR),
    ("March", "has no year", ADD_YEAR),
    ("by the end of March", "has no year", ADD_YEAR),
    ("31 March", "has no year", ADD_YEAR),
    ("the 3rd", "has no year", ADD_YEAR),
    ("31/3", "has no year", ADD_YEAR),
    ("31.3", "has no year", ADD_YEAR),
    ("Q3", "has no year", ADD_YEAR),
    ("end of year", "has no year", ADD_YEAR),
    (
        "2024",
        "is a year on its own, and could be a calendar or a financial one",
        "write 2024-25 for the financial year, or Dec 2024 for the end of the calendar one",
    ),
    (
        "Q3 2024",
        "does not say which planning year the quarter belongs to",
        "write both years, such as Q3 2024-25",
    ),
    *(
        (season, "is a season, not a day", "write the month that it means, such as Aug 2024")
        for season in ("summer 2024", "late Autumn 2024", "Easter")
    ),
    *(
        (
            week,
            "is a week, not a day",
            "write the last day of that week, such as 23 Feb 2024",
        )
        for week in ("week of 22/2/2024", "w/c 3 June 2024", "w/e 7 June 2024")
    ),
    *((unset, "is not a timescale", EMPTY) for unset in ("TBC", "to be agreed", "n/a", "-")),
    *(
        (short, "could mean a day or a year of two figures", IN_FULL)
        for short in ("29 Feb 24", "March 24", "by March 24", "29-Feb-24", "Mar '24", "Mar-24")
    ),
    (
        "3-8-24",
        "does not say which of its figures is the year",
        "write the year in full, such as 3 Aug 2024",
    ),
    *(
        (several, "names more than one date", MANY)
        for several in (
            "Jan-Mar 2024",
            "March 2024 or May 2024",
            "1 to 5 March 2024",
            "Q1 and Q2 2024-25",
            "2024-25 to 2025-26",
        )
    ),
    ("before 1 March 2024", "does not name the day itself", LAST),
    ("mid-March 2024", "is a part of a month or a year, not a day", PART),
    (
        "within 6 months",
        "counts from a day that it does not name",
        f"write the day that it comes to{SUCH_AS}",
    ),
    (
        "school year 2024-25",
        "is a school year, and not the planning year",
        "write the month that it ends in, such as Aug 2025",
    ),
    ("completed", "is a status, not a timescale", STATUS),
    (
        "continuous",
        "is not a form of date that planctl reads",
        "write ongoing, with review: monthly or the like; or the date of the next step",
    ),
    ("Februwary 2024", "is not a form of date that planctl reads", "did you mean “February”?"),
    ("May panel 2024", "is not a form of date that planctl reads", BY_BOARD),
    (
        "02/2024",
        "is not a form of date that planctl reads",
        "write the month in words, such as Feb 2024",
    ),
    (
        "2024/02/29",
        "is not a form of date that planctl reads",
        "where the year comes first, write it with hyphens, such as 2024-02-29",
    ),
    ("3 Aug 1999", f"is of the year 1999{OTHER_YEAR}", MEANT_YEAR),
    ("9999-12-31", f"is of the year 9999{OTHER_YEAR}", MEANT_YEAR),
    ("31 Aug 1999 or so", "is not a form of date that planctl reads", WITH_YEAR),
    ("Feb 2024 meeting", "is not a form of date that planctl reads", BY_BOARD),
    ("14 Feb 2024 board", "is not a form of date that planctl reads", BY_BOARD),
    ("1 Feb 2100", f"is of the year 2100{OTHER_YEAR}", MEANT_YEAR),
    ("29.2/2024", "is not a form of date that planctl reads", WITH_YEAR),
    ("2024-02-29T10:00", "names an hour, and a date here is a whole day", ALONE),
    ("29 Feb 2024, 5 pm", "names an hour, and a date here is a whole day", ALONE),
    ("as soon as can be", "is not a day", f"write the day by which it has to be done{SUCH_AS}"),
    ("soon", "is not a form of date that planctl reads", WITHOUT_YEAR),
    (
        "3/13/2024",
        "names month 13, and a year has 12",
        "the day comes before the month; in words it is plain, such as 3 August 2024",
    ),
    (
        "3/0/2024",
        "names month 0, and a year has 12",
        "the day comes before the month; in words it is plain, such as 3 August 2024",
    ),
    (
        "2023-02-29",
        "is a day that does not exist: February 2023 has 28 days",
        "write the day that was meant",
    ),
    (
        "31/06/24",
        "is a day that does not exist: June 2024 has 30 days",
        "write the day that was meant",
    ),
    (
        "0/1/2024",
        "is a day that does not exist: January 2024 has 31 days",
        "write the day that was meant",
    ),
    ("2023-25", FOLLOW, "write the year as 2024-25"),
    ("2024/24", FOLLOW, "write the year as 2024-25"),
    ("2024-2026", FOLLOW, "write the year as 2024-25"),
    ("2024-02", FOLLOW, "write a month in words, such as Feb 2024; a year as 2024-25"),
)


@pytest.mark.parametrize("text", ["", " ", "\u00a0"])
def test_nothing_is_no_date(text: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_timescale(text)
    assert (refused.value.message, refused.value.hint) == ("there is no date here", WITHOUT_YEAR)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (
            "3/13/2024",
            "the day comes before the month; in words it is plain, such as 3 August 2024",
        ),
        ("31/2/2024", "write the day that was meant"),
        ("Feb board", "write the day, the month and the year, such as 2024-02-29"),
    ],
)
def test_of_a_day_that_does_not_exist_the_hint_says_so_wherever_it_stands(
    text: str, hint: str
) -> None:
    with pytest.raises(Unreadable) as refused:
        read_day(text)
    assert refused.value.hint == hint


@pytest.mark.parametrize(("text", "fault", "hint"), REFUSED)
def test_what_is_refused_says_why_and_what_to_write_instead(
    text: str, fault: str, hint: str
) -> None:
    with pytest.raises(Unreadable) as refused:
        read_timescale(text)
    assert refused.value.message == f"“{text}” {fault}"
    assert refused.value.hint == hint


def test_a_quarter_of_two_years_that_do_not_follow_is_refused() -> None:
    with pytest.raises(Unreadable, match=FOLLOW):
        read_timescale("Q3 2023-25")


@pytest.mark.parametrize("text", ["Friday 29 February 2024", "by Fri, 29/2/24", "Fri 2024-02-29"])
def test_a_weekday_that_is_not_that_of_its_day_is_refused(text: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_timescale(text)
    assert refused.value.message == "29 February 2024 is a Thursday, and not a Friday"
    assert refused.value.hint == "see which of the two is right, and write the day alone"


def test_no_mistake_is_looked_for_in_a_text_that_is_far_too_long_for_a_date() -> None:
    with pytest.raises(Unreadable) as refused:
        read_timescale("Feb 2024 - " * 3_000)
    assert refused.value.hint == WITHOUT_YEAR


def test_a_tab_is_no_gap() -> None:
    with pytest.raises(Unreadable):
        read_timescale("29\tFeb 2024")


def test_a_day_is_read_in_any_form_of_a_day() -> None:
    assert read_day("29th February 2024") == date(2024, 2, 29)


@pytest.mark.parametrize("text", ["Feb 2024", "Feb 2024 board", "2024-25", "ongoing"])
def test_a_day_is_asked_for_and_something_longer_is_refused(text: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_day(text)
    assert refused.value.message == f"“{text}” is not a day"
    assert refused.value.hint == "write the day, the month and the year, such as 2024-02-29"


@pytest.mark.parametrize(
    ("text", "reading"), [("14 Feb 2024", OnDay(date(2024, 2, 14))), ("Feb 2024", InMonth(2024, 2))]
)
def test_a_day_or_a_month_is_read(text: str, reading: Reading) -> None:
    assert read_day_or_month(text) == reading


@pytest.mark.parametrize("text", ["Feb 2024 board", "Q3 2023-24", "2024-25", "ongoing"])
def test_a_day_or_a_month_is_asked_for_and_something_else_is_refused(text: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_day_or_month(text)
    assert refused.value.message == f"“{text}” is neither a day nor a month"
    assert refused.value.hint == "write a day (29 Feb 2024) or a month (Feb 2024)"


def test_a_message_quotes_a_text_on_one_line() -> None:
    with pytest.raises(Unreadable) as refused:
        read_day("Feb\n   2024")
    assert refused.value.message == "“Feb 2024” is not a day"


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("as it is", "as it is"),
        ("a\n  b\u00a0c", "a b c"),
        ("x" * 60, "x" * 60),
        ("x" * 61, "x" * 59 + "…"),
    ],
)
def test_a_shortened_text_is_one_line_of_sixty_at_most(text: str, short: str) -> None:
    assert shorten(text) == short


def test_something_can_have_been_done_today_and_not_tomorrow() -> None:
    today = date(2024, 3, 13)
    assert require_past(today, today) == today
    with pytest.raises(Unreadable, match="14 March 2024 has not come yet, as at 13 March 2024"):
        require_past(date(2024, 3, 14), today)
