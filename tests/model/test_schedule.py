"""The meetings of a board: those that are listed, and those that its rule gives."""

from datetime import date

import pytest

from planctl.load.content import parse_yaml
from planctl.model.calendar import Meeting
from planctl.model.governance import Governance
from planctl.model.meeting_schedule import listed_months, plan_calendar


def _meetings(text: str) -> list[str]:
    """The meetings of a governance.yaml of this text, in words, earliest first."""
    governance = Governance.model_validate(parse_yaml(text))
    return [meeting.words for meeting in plan_calendar(governance, "April").meetings]


@pytest.mark.parametrize(
    ("rule", "meetings"),
    [
        pytest.param(
            "on: second Wednesday, starting: Jan 2024, until: March 2024",
            ["10 January 2024", "14 February 2024", "13 March 2024"],
            id="every month, unless it says otherwise",
        ),
        pytest.param(
            "every: two months, on: last Friday, starting: Nov 2023, until: March 2024",
            ["24 November 2023", "26 January 2024", "29 March 2024"],
            id="every two months, over the end of a year",
        ),
        pytest.param(
            "every: quarter, on: first Monday, starting: Jan 2024, until: July 2024",
            ["1 January 2024", "1 April 2024", "1 July 2024"],
            id="every quarter",
        ),
        pytest.param(
            "starting: Jan 2024, until: Feb 2024",
            ["January 2024 (day not recorded)", "February 2024 (day not recorded)"],
            id="only the month is known",
        ),
        pytest.param(
            "on: second Wednesday, starting: 10 January 2024, until: Jan 2024",
            ["10 January 2024"],
            id="from its first day",
        ),
        pytest.param(
            "on: second Wednesday, starting: 11 January 2024, until: Feb 2024",
            ["14 February 2024"],
            id="from the day after that of its first month",
        ),
        pytest.param(
            "starting: 11 January 2024, until: 1 February 2024",
            ["January 2024 (day not recorded)", "February 2024 (day not recorded)"],
            id="days that name only their months",
        ),
        pytest.param(
            "on: second Wednesday, starting: July 2024, until: Sept 2024, not_in: [Aug 2024]",
            ["10 July 2024", "11 September 2024"],
            id="not in August",
        ),
        pytest.param(
            "on: second Wednesday, starting: Jan 2024, until: 13 February 2024",
            ["10 January 2024"],
            id="until the day before a meeting",
        ),
        pytest.param(
            "on: second Wednesday, starting: Jan 2024, until: 14 February 2024",
            ["10 January 2024", "14 February 2024"],
            id="until the day of a meeting",
        ),
        pytest.param("starting: May 2024, until: April 2024", [], id="an end before the start"),
        pytest.param(
            "every: six weeks, starting: 3/6/2026, until: Dec 2026, not_in: [August, 18/11/2026]",
            ["3 June 2026", "15 July 2026", "7 October 2026", "30 December 2026"],
            id="every six weeks but August, and not on one day",
        ),
        pytest.param(
            "every: fortnight, starting: 3 June 2026, until: 1 July 2026",
            ["3 June 2026", "17 June 2026", "1 July 2026"],
            id="every fortnight, until a day",
        ),
        pytest.param("every: 4 weeks, starting: June 2026", [], id="weeks from no day"),
        pytest.param(
            "every: year, on: first Monday, starting: May 2026, until: May 2027",
            ["4 May 2026", "3 May 2027"],
            id="every year",
        ),
        pytest.param(
            "on: second Wednesday, starting: 1/7/2026, until: Sep 2027, not_in: [August, Jan 2027]",
            [
                *("8 July 2026", "9 September 2026", "14 October 2026", "11 November 2026"),
                *("9 December 2026", "10 February 2027", "10 March 2027", "14 April 2027"),
                *("12 May 2027", "9 June 2027", "14 July 2027", "8 September 2027"),
            ],
            id="August of any year",
        ),
    ],
)
def test_the_meetings_that_a_rule_gives(rule: str, meetings: list[str]) -> None:
    assert _meetings(f"board: {{meets: {{{rule}}}}}\n") == meetings


TERMS = """\
school_terms:
  - {name: Spring, starts: 2027-01-05, ends: 2027-03-25}
  - name: Autumn
    starts: 2026-09-02
    ends: 2026-12-18
    half_term: {starts: 2026-10-26, ends: 2026-10-30}
"""


@pytest.mark.parametrize(
    ("rule", "meetings"),
    [
        pytest.param(
            "every: term, on: first Monday, starting: Sept 2026",
            ["7 September 2026", "11 January 2027"],
            id="each term, on its first Monday",
        ),
        pytest.param(
            "every: half term, on: last Friday, starting: 1 Oct 2026, until: Dec 2026",
            ["23 October 2026", "18 December 2026"],
            id="each half term, on its last Friday, since the rule starts and until it ends",
        ),
        pytest.param(
            "every: two terms, on: fourth Monday, starting: Sept 2026",
            ["28 September 2026"],
            id="every second term",
        ),
        pytest.param("every: term, starting: Sept 2026", [], id="on no day"),
        pytest.param(
            "on: last Wednesday, starting: Oct 2026, until: Jan 2027, not_in: [holidays]",
            ["25 November 2026", "27 January 2027"],
            id="every month but the holidays",
        ),
    ],
)
def test_the_meetings_that_go_by_school_terms(rule: str, meetings: list[str]) -> None:
    assert _meetings(f"board: {{meets: {{{rule}}}}}\n{TERMS}") == meetings


def test_a_term_that_is_too_short_for_its_weekday_has_no_meeting() -> None:
    terms = "school_terms: [{name: Summer, starts: 2027-04-12, ends: 2027-04-16}]\n"
    rule = "{every: term, on: second Monday, starting: Apr 2027}"
    assert _meetings(f"board: {{meets: {rule}}}\n{terms}") == []


def test_a_listed_day_stands_for_the_nearest_that_a_rule_of_weeks_gives_in_its_month() -> None:
    rule = "{every: two weeks, starting: 1 June 2026, until: 29 June 2026}"
    text = f"board: {{meets: {rule}}}\nmeetings: [{{on: 16 June 2026}}]\n"
    assert _meetings(text) == ["1 June 2026", "16 June 2026", "29 June 2026"]


OLD = "on: second Wednesday, starting: Jan 2024"
NEW = "on: first Monday, starting: {}, until: May 2024"


@pytest.mark.parametrize(
    ("rules", "meetings"),
    [
        pytest.param(
            [f"{OLD}, until: Feb 2024", NEW.format("Apr 2024")],
            ["10 January 2024", "14 February 2024", "1 April 2024", "6 May 2024"],
            id="one after the other, with a month between",
        ),
        pytest.param(
            [NEW.format("Apr 2024"), f"{OLD}, until: Feb 2024"],
            ["10 January 2024", "14 February 2024", "1 April 2024", "6 May 2024"],
            id="in whatever order they stand",
        ),
        pytest.param(
            [f"{OLD}, until: 14 Feb 2024", NEW.format("26 Feb 2024").replace("first", "last")],
            ["10 January 2024", "14 February 2024", "26 February 2024", "25 March 2024"],
            id="both in one month",
        ),
        pytest.param(
            [OLD, NEW.format("March 2024")],
            ["10 January 2024", "14 February 2024", "4 March 2024", "1 April 2024", "6 May 2024"],
            id="the old one without an end counts until the new one starts",
        ),
        pytest.param(
            [f"{OLD}, until: Dec 2024", NEW.format("1 April 2024")],
            [
                "10 January 2024",
                "14 February 2024",
                "13 March 2024",
                "1 April 2024",
                "6 May 2024",
            ],
            id="the old one ends too late",
        ),
        pytest.param(
            ["starting: Jan 2024", NEW.format("8 Feb 2024").replace("May", "March")],
            ["January 2024 (day not recorded)", "4 March 2024"],
            id="a month in which the new one starts is no meeting of the old one",
        ),
        pytest.param(
            [f"{OLD}, until: Feb 2024", f"{OLD}, until: Jan 2024"],
            ["10 January 2024"],
            id="of two with one start the last",
        ),
        pytest.param([], [], id="none"),
    ],
)
def test_several_rules_give_meetings_each_in_its_own_time(
    rules: list[str], meetings: list[str]
) -> None:
    text = ", ".join(f"{{{rule}}}" for rule in rules)
    found = _meetings(f"board: {{meets: [{text}]}}\n")
    assert found[: len(meetings) or None] == meetings


def test_a_month_in_which_two_rules_give_a_meeting_tells_no_day() -> None:
    rules = (
        "{on: first Monday, starting: Jan 2024, until: 1 Jan 2024}, "
        "{on: last Monday, starting: 29 Jan 2024, until: Jan 2024}"
    )
    listed = "meetings: [{on: Jan 2024}]\n"
    assert _meetings(f"board: {{meets: [{rules}]}}\n") == ["1 January 2024", "29 January 2024"]
    both = _meetings(f"board: {{meets: [{rules}]}}\n{listed}")
    assert both == ["January 2024 (day not recorded)"]


def test_a_rule_without_an_end_gives_meetings_for_five_years() -> None:
    found = _meetings("board: {meets: {on: second Wednesday, starting: Jan 2024}}\n")
    assert (len(found), found[-1]) == (60, "13 December 2028")


def test_a_listed_meeting_stands_for_the_one_of_its_month() -> None:
    rule = "board: {meets: {on: second Wednesday, starting: Jan 2024, until: March 2024}}\n"
    listed = "meetings: [{on: 21 February 2024}, {on: 1 March 2024}, {on: 8 March 2024}]\n"
    assert _meetings(rule + listed) == [
        "10 January 2024",
        "21 February 2024",
        "1 March 2024",
        "8 March 2024",
    ]


@pytest.mark.parametrize(
    ("listed", "meetings"),
    [
        ("{on: Jan 2024}", ["10 January 2024"]),
        ("{on: Dec 2023}", ["December 2023 (day not recorded)", "10 January 2024"]),
        ("{on: Feb 2024}", ["10 January 2024", "February 2024 (day not recorded)"]),
        ("{on: Mar 2024}", ["10 January 2024", "March 2024 (day not recorded)"]),
        (
            "{on: 17 Jan 2024}, {on: Jan 2024}",
            ["17 January 2024", "January 2024 (day not recorded)"],
        ),
    ],
    ids=["in its months", "before it starts", "not in February", "after it ends", "moved already"],
)
def test_a_meeting_listed_by_its_month_is_on_the_day_of_the_rule_where_that_gives_one(
    listed: str, meetings: list[str]
) -> None:
    rule = "{on: second Wednesday, starting: Jan 2024, until: Feb 2024, not_in: [Feb 2024]}"
    assert _meetings(f"board: {{meets: {rule}}}\nmeetings: [{listed}]\n") == meetings


def test_a_meeting_that_takes_the_day_of_the_rule_keeps_its_note() -> None:
    rule = "{on: second Wednesday, starting: Jan 2024, until: Jan 2024}"
    text = f"board: {{meets: {rule}}}\nmeetings: [{{on: Jan 2024, note: the first}}]\n"
    calendar = plan_calendar(Governance.model_validate(parse_yaml(text)), "April")
    assert calendar.meetings == (Meeting(2024, 1, date(2024, 1, 10), "the first"),)


def test_a_meeting_listed_by_its_month_has_no_day_where_the_rule_has_none() -> None:
    rule = "board: {meets: {starting: Jan 2024, until: Jan 2024}}\n"
    assert _meetings(f"{rule}meetings: [{{on: Jan 2024}}]\n") == ["January 2024 (day not recorded)"]


def test_the_months_of_the_listed_meetings_are_told_from_those_of_the_rule() -> None:
    rule = "board: {meets: {on: second Wednesday, starting: Jan 2024}}\n"
    text = f"{rule}meetings: [{{on: 14 Feb 2024}}, {{on: May 2024}}]\n"
    assert listed_months(Governance.model_validate(parse_yaml(text))) == {(2024, 2), (2024, 5)}


def test_a_board_without_a_rule_has_the_listed_meetings_only() -> None:
    listed = "meetings: [{on: 14 February 2024, note: agreed}, {on: March 2024}]\n"
    calendar = plan_calendar(Governance.model_validate(parse_yaml(listed)), "January")
    assert calendar.meetings == (
        Meeting(2024, 2, date(2024, 2, 14), "agreed"),
        Meeting(2024, 3, None, ""),
    )
    assert calendar.year_starts == 1


def test_nothing_recorded_is_no_meeting() -> None:
    assert _meetings("board: {name: A board}\n") == []
