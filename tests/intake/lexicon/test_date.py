"""Dates as papers write them, and what is never guessed."""

import pytest

from imported import lines, table
from planctl.intake.lexicon.date import (
    DATE_PATTERN,
    DateStyle,
    doubt_date_order,
    month_of_due,
    parse_date,
    swapped_date_entries,
)
from planctl.intake.lexicon.date_in_sentence import due_sort_day
from planctl.intake.lexicon.term import PaperMonth

MARCH = DateStyle(PaperMonth(2024, 3))
SAID = DateStyle(PaperMonth(2024, 3), 2024)
US = DateStyle(month_first=True)
DOUBTED = DateStyle(doubt="doubtful")


@pytest.mark.parametrize(
    ("written", "due"),
    [
        ("29/02/2024", "29/02/2024"),
        ("31 st March 2024", "31 st March 2024"),
        ("Jan 2024.", "Jan 2024"),
        ("by end of May 2024", "by end of May 2024"),
        ("end March 2024", "end March 2024"),
        ("12-Jan-24", "12 Jan 2024"),
        ("12 Jan 24", "12 Jan 2024"),
        ("Friday 12 January 2024", "12 January 2024"),
        ("12th of January 2024", "12th January 2024"),
        ("March 3, 2024", "March 3 2024"),
        ("12-01-2024", "12-01-2024"),
        ("12-01-24", "12/01/24"),
        ("2024-01-12 00:00:00", "2024-01-12"),
        ("Jan-24", "Jan 2024"),
        ("Jan '24", "Jan 2024"),
        ("Jan 24", "Jan 2024"),
        ("end of Sept 25", "Sept 2025"),
        ("31st. March 2026", "31st March 2026"),
        ("the 3rd. of May 2026", "3rd May 2026"),
        ("31 Mar '26", "31 Mar 2026"),
        ("2026/03/31", "2026-03-31"),
        ("2026.3.1", "2026-03-01"),
        ("03/2026", "March 2026"),
        ("2026-03", "March 2026"),
        ("13/2026", ""),
        ("Feb 2024 Improvement Board", "Feb 2024 board"),
        ("Feb 2024 board meeting", "Feb 2024 board meeting"),
        ("Q3 23/24", "Q3 23/24"),
        ("Quarter 3 2023/24", "Quarter 3 2023/24"),
        ("Q3 FY 23–24", "Q3 FY 23–24"),
        ("2023/24 Q3", "2023/24 Q3"),
        ("FY23/24", "FY23/24"),
        ("Q3 of 2023 to 2024", "Q3 of 2023 to 2024"),
        ("2024/5", ""),
        ("2024/25", "2024/25"),
        ("On-going", "ongoing"),
        ("Continuous", "ongoing"),
        ("Ongoing", "ongoing"),
        ("Monthly", "ongoing"),
        ("3/25/2024", ""),
        ("31-02-2024", ""),
        ("summer 2024", ""),
        ("week of 22/2/2024", ""),
        ("Feb Board", ""),
    ],
)
def test_a_date_is_read_as_people_write_it(written: str, due: str) -> None:
    assert parse_date(written, MARCH).due == due


@pytest.mark.parametrize(
    ("written", "due"),
    [("3/8/2024", "2024-03-08"), ("03/08/24", "2024-03-08"), ("13/8/2024", "")],
)
def test_the_month_stands_first_only_where_somebody_said_so(written: str, due: str) -> None:
    assert parse_date(written, US).due == due
    assert parse_date(written, MARCH).due == written


@pytest.mark.parametrize(
    ("written", "propose"),
    [("Friday 11 January 2024", "11 January 2024"), ("by Friday, 11-Jan-24", "11 Jan 2024")],
)
def test_a_weekday_that_is_not_that_of_its_day_is_asked_about(written: str, propose: str) -> None:
    found = parse_date(written, MARCH)
    assert (found.due, found.propose) == ("", propose)
    assert found.why == "11 January 2024 is a Thursday, and not a Friday"


@pytest.mark.parametrize(
    ("written", "due"),
    [
        ("Feb Board", "Feb 2024 board"),
        ("Feb Priority", "Feb 2024"),
        ("Dec", "Dec 2024"),
        ("12 May", "12 May 2024"),
        ("12 May board", "12 May 2024"),
        ("31 Feb", ""),
    ],
)
def test_a_date_without_a_year_has_the_one_that_was_said(written: str, due: str) -> None:
    assert parse_date(written, SAID).due == due


@pytest.mark.parametrize(
    ("written", "propose"),
    [
        ("Feb Board", "Feb 2024 board"),
        ("Nov", "Nov 2023"),
        ("Q4", "Q4 2023-24"),
        ("soon", ""),
        ("Q3, ", "Q3 2023-24"),
        ("Autumn 1, Summer 2", "31 July 2024"),
    ],
)
def test_a_date_that_only_a_person_can_say_comes_with_a_proposal(
    written: str, propose: str
) -> None:
    found = parse_date(written, MARCH)
    assert (found.due, found.propose) == ("", propose)
    assert found.why


def test_a_date_without_a_year_has_no_proposal_where_nothing_tells_the_year() -> None:
    assert parse_date("Feb Board", DateStyle()).propose == ""


def test_a_year_that_was_said_serves_where_the_paper_has_no_date() -> None:
    assert parse_date("May", DateStyle(year=2024)).due == "May 2024"


@pytest.mark.parametrize(
    ("written", "how", "propose"),
    [
        ("Q3 report.", SAID, "Q3 2023-24"),
        ("Q3 2024", MARCH, ""),
        ("quarter 3, 2024", DateStyle(), ""),
    ],
)
def test_a_quarter_of_one_year_can_be_three(written: str, how: DateStyle, propose: str) -> None:
    found = parse_date(written, how)
    assert (found.due, found.propose) == ("", propose)
    assert found.why == (
        "is it Q3 2023-24 (Oct to Dec 2023) or Q3 2024-25 (Oct to Dec 2024) "
        "or September 2024 (the quarter by the calendar)?"
    )


def test_a_quarter_without_any_year_is_asked_of_a_person() -> None:
    assert parse_date("Q3", DateStyle()).why.startswith("which year's quarter is it?")
    assert parse_date("Q1", DateStyle(PaperMonth(2024, 3))).propose == "Q1 2024-25"


def test_a_quarter_of_one_year_is_one_date_among_other_words() -> None:
    assert [found[0] for found in DATE_PATTERN.finditer("by Q3 2024, or in Quarter 4 2024/25")] == [
        "Q3 2024",
        "Quarter 4 2024/25",
    ]


def test_what_has_no_end_says_how_often_it_is_looked_at() -> None:
    found = parse_date("Quarterly", MARCH)
    assert (found.due, found.review, found.ends) == ("ongoing", "quarterly", False)


def test_a_day_is_written_as_plan_files_write_days() -> None:
    assert parse_date("26/2/24", MARCH).iso == "2024-02-26"
    assert parse_date("Feb 2024", MARCH).iso == "Feb 2024"


@pytest.mark.parametrize(
    ("due", "near"),
    [("3 May 2024", PaperMonth(2024, 5)), ("May 2024", PaperMonth(2024, 5)), ("2024-25", None)],
)
def test_a_date_is_near_its_month(due: str, near: PaperMonth | None) -> None:
    assert month_of_due(due) == near


@pytest.mark.parametrize(
    ("texts", "month_first", "is_doubtful"),
    [
        ("12/31/2024", False, True),
        ("due 1-25-24, or later", False, True),
        ("31/12/2024", False, False),
        ("31/12/2024", True, True),
        ("12/31/2024", True, False),
        ("12/31/2024 // 31/12/2024", False, True),
        ("12/31/2024 // 31/12/2024", True, True),
        ("1.15.02", False, False),
        ("1.15.2024", False, True),
        ("04/05/2024", False, False),
        ("0/31/2024 and 99/31/2024", False, False),
    ],
)
def test_a_date_that_fits_only_the_other_order_makes_the_order_of_a_paper_doubtful(
    texts: str,
    is_doubtful: bool,  # noqa: FBT001 - of a table
    month_first: bool,  # noqa: FBT001 - of a table
) -> None:
    paper = [*lines(texts), *table(texts)]
    assert bool(doubt_date_order(paper, month_first=month_first)) is is_doubtful


@pytest.mark.parametrize(
    ("text", "name", "is_told"),
    [
        ("a | 12/31/2024 | 2024-05-04", "sheet A", True),
        ("a | 12/31/2024 | 2024-05-14", "sheet A", False),
        ("a | 12/31/2024 | 2024-05-05", "sheet A", False),
        ("a | 12/31/2024 | 2024-05-04", "table 1", False),
        ("a | 31/12/2024 | 2024-05-04", "sheet A", False),
    ],
)
def test_dates_that_a_workbook_may_have_turned_round_are_told(
    text: str,
    name: str,
    is_told: bool,  # noqa: FBT001 - of a table
) -> None:
    paper = table(text, name)
    assert bool(swapped_date_entries(paper, doubt_date_order(paper, month_first=False))) is is_told


def test_a_date_that_fits_both_orders_is_not_read_where_the_order_is_doubtful() -> None:
    found = parse_date("04/05/2024", DOUBTED)
    assert (found.due, found.is_either, found.propose) == ("", True, "")
    assert found.why == "is it 4 May 2024 or 5 April 2024? doubtful"


@pytest.mark.parametrize("written", ["25/12/2024", "05/05/2024", "4 May 2024"])
def test_a_date_that_can_only_be_one_day_is_read_in_any_paper(written: str) -> None:
    assert parse_date(written, DOUBTED).due == written


def test_a_date_that_does_not_fit_the_order_that_was_said_is_asked_of_a_person() -> None:
    found = parse_date("25/12/2024", DateStyle(month_first=True, doubt="doubtful"))
    assert (found.due, found.is_either) == ("", False)
    assert found.why == "with the month first, as you said, there is no month 25"


@pytest.mark.parametrize(("written", "is_told"), [("12/31/2024", True), ("31/11/2025", False)])
def test_the_other_order_is_proposed_only_where_it_can_help(
    written: str,
    is_told: bool,  # noqa: FBT001 - of a table
) -> None:
    assert ("--dates mdy" in parse_date(written, DateStyle()).why) is is_told


def test_a_board_is_in_order_by_the_last_day_of_its_month_and_what_goes_on_comes_last() -> None:
    dues = ["ongoing", "March 2024 board", "Feb 2024 BOARD", "5 March 2024"]
    assert sorted(dues, key=due_sort_day) == [dues[2], dues[3], dues[1], dues[0]]
