"""Terms, quarters and times from a start: proposed, read once their days are said, or asked."""

from datetime import date

import pytest

from planctl.intake.lexicon.term import (
    PaperMonth,
    TermCalendar,
    nearest_quarter,
    parse_term,
    term_name,
)

SCHOOL = TermCalendar(year=2025)
SAID = TermCalendar(
    year=2025,
    days={
        "autumn": date(2025, 12, 17),
        "spring 1": date(2026, 2, 6),
        "summer 2027": date(2027, 7, 21),
        "term 5": date(2026, 5, 21),
        "q3": date(2025, 12, 31),
        "start": date(2026, 1, 5),
    },
)


@pytest.mark.parametrize(
    ("written", "propose"),
    [
        ("Autumn 2", "19 December 2025"),
        ("Summer term", "31 July 2026"),
        ("Autumn 1", "24 October 2025"),
        ("end of the spring term", "27 March 2026"),
        ("Spring 1", "13 February 2026"),
        ("Summer term 1", "22 May 2026"),
        ("Term 2", "19 December 2025"),
        ("by the end of Term 6", "31 July 2026"),
        ("Autumn 2026", "18 December 2026"),
        ("Summer 2025", "31 July 2025"),
        ("Spring term 2026/27", "26 March 2027"),
        ("Autumn 2, Spring 2, Summer 2", "31 July 2026"),
        ("Aut 1", "24 October 2025"),
        ("Spr. 2", "27 March 2026"),
        ("by the end of Sum 1", "22 May 2026"),
        ("October half term", "24 October 2025"),
        ("Feb half-term 2027", "12 February 2027"),
        ("by May half term", "22 May 2026"),
        ("by Christmas", "19 December 2025"),
        ("Easter holidays 2026", "27 March 2026"),
        ("Summer ’26", "31 July 2026"),
        ("Autumn 26", "18 December 2026"),
        ("Autumn 1 and Spring 1", "13 February 2026"),
    ],
)
def test_a_term_of_a_school_is_proposed_by_the_usual_calendar(written: str, propose: str) -> None:
    parsed = parse_term(written, SCHOOL)
    assert parsed
    assert (parsed.due, parsed.propose) == ("", propose)
    assert "--term" in parsed.why or "several terms" in parsed.why


@pytest.mark.parametrize(
    ("near", "propose"),
    [
        (PaperMonth(2026, 3), "19 December 2025"),
        (PaperMonth(2026, 9), "18 December 2026"),
        (None, ""),
    ],
)
def test_the_school_year_is_that_of_the_day_of_the_paper(
    near: PaperMonth | None, propose: str
) -> None:
    parsed = parse_term("Autumn term", TermCalendar(near))
    assert parsed
    assert parsed.propose == propose


@pytest.mark.parametrize(
    ("written", "due"),
    [
        ("Autumn", "2025-12-17"),
        ("Autumn 2", "2025-12-17"),
        ("Autumn term 2025", "2025-12-17"),
        ("Autumn 2026", ""),
        ("Spring 1", "2026-02-06"),
        ("Spring", ""),
        ("Summer 2027", "2027-07-21"),
        ("Term 5", "2026-05-21"),
        ("Term 3", "2026-02-06"),
        ("Q3", "2025-12-31"),
        ("Q3 2025", "2025-12-31"),
        ("Q3 2026", ""),
        ("Month 3", "2026-04-04"),
        ("end of month 1", "2026-02-04"),
        ("Week 12", "2026-03-29"),
        ("Day 30", "2026-02-03"),
        ("Year 2", "2028-01-04"),
        ("Q2 of year 2", "2027-07-04"),
        ("Year 1 Q4", "2027-01-04"),
    ],
)
def test_a_day_that_a_person_said_once_is_read_everywhere(written: str, due: str) -> None:
    parsed = parse_term(written, SAID)
    assert parsed
    assert parsed.due == due


@pytest.mark.parametrize("written", ["Month 3", "Week 12", "Q2 of year 2", "Year 1, Q3", "Wk 4"])
def test_what_counts_from_a_start_says_that_it_needs_one(written: str) -> None:
    parsed = parse_term(written, SCHOOL)
    assert parsed
    assert (parsed.due, parsed.propose) == ("", "")
    assert "counts from a start" in parsed.why


@pytest.mark.parametrize(
    "written", ["Autumn leaves", "half term", "Q3 2025/26", "March 2026", "Term 7", "Q5"]
)
def test_what_is_no_term_is_read_as_something_else(written: str) -> None:
    assert parse_term(written, SCHOOL) is None


def test_a_quarter_is_proposed_by_the_year_of_the_paper_or_its_day() -> None:
    by_year, by_day = parse_term("Q3", SCHOOL), parse_term("Q3", TermCalendar(PaperMonth(2024, 3)))
    assert by_year
    assert by_day
    assert (by_year.propose, by_day.propose) == ("Q3 2025-26", "Q3 2023-24")
    assert nearest_quarter(1, PaperMonth(2024, 3)) == "Q1 2024-25"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Autumn", "autumn"),
        ("summer term 2", "summer 2"),
        ("Term 4", "term 4"),
        ("Q1 2026", "q1 2026"),
        ("start", "start"),
        ("winter", ""),
        ("", ""),
    ],
)
def test_a_term_has_a_name_by_which_a_person_says_its_day(text: str, name: str) -> None:
    assert term_name(text) == name
