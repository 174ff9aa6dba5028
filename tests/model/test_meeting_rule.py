"""How often a board meets, in words."""

import pytest

from planctl.model.meeting_rule import (
    Interval,
    MeetingRule,
    Unit,
    is_rule_in_words,
    parse_interval,
    parse_rule,
)
from planctl.model.timescale_grammar import Unreadable


@pytest.mark.parametrize(
    ("text", "interval", "words"),
    [
        ("month", Interval(1, Unit.MONTH), "every month"),
        ("Two Months", Interval(2, Unit.MONTH), "every second month"),
        ("quarter", Interval(3, Unit.MONTH), "every third month"),
        ("two quarters", Interval(6, Unit.MONTH), "every sixth month"),
        ("year", Interval(12, Unit.MONTH), "every twelfth month"),
        ("six weeks", Interval(6, Unit.WEEK), "every sixth week"),
        ("13 weeks", Interval(13, Unit.WEEK), "every 13th week"),
        ("fortnight", Interval(2, Unit.WEEK), "every second week"),
        ("term", Interval(1, Unit.TERM), "every term"),
        ("half-term", Interval(1, Unit.HALF_TERM), "every half term"),
    ],
)
def test_an_interval_is_read_and_said(text: str, interval: Interval, words: str) -> None:
    assert parse_interval(text) == interval
    assert interval.words == words


@pytest.mark.parametrize("text", ["", "often", "0 weeks", "six", "moon", "every month"])
def test_what_is_no_interval_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match="does not say how often the board meets"):
        parse_interval(text)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("every six weeks but August", MeetingRule("six weeks", not_in=("August",))),
        (
            "every month but not in august and the school holidays",
            MeetingRule("month", not_in=("August", "holidays")),
        ),
        ("Every month on the second Wednesday", MeetingRule("month", "second Wednesday")),
        ("the second wednesday of every month", MeetingRule("month", "second Wednesday")),
        ("second Wednesday of the month", MeetingRule("month", "second Wednesday")),
        ("last Friday monthly", MeetingRule("month", "last Friday")),
        ("each term on the first Monday", MeetingRule("term", "first Monday")),
        ("termly", MeetingRule("term")),
        ("quarterly, from Jan 2027", MeetingRule("quarter", starting="Jan 2027")),
        ("every other month until Dec 2027", MeetingRule("two months", until="Dec 2027")),
        ("every second month", MeetingRule("two months")),
        (
            "every half term except Aug 2027, December",
            MeetingRule("half term", not_in=("Aug 2027", "December")),
        ),
    ],
)
def test_a_rule_is_read_from_words(text: str, rule: MeetingRule) -> None:
    assert is_rule_in_words(text)
    assert parse_rule(text) == rule


@pytest.mark.parametrize(
    "text",
    [
        "every second Wednesday",
        "second Wednesday",
        "every now and then",
        "bi-monthly",
        "every six weeks but summer",
        "every month from soon",
    ],
)
def test_a_rule_that_could_mean_two_things_or_none_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        parse_rule(text)


@pytest.mark.parametrize("text", ["14 Feb 2024", "May 2024", "31 Sept"])
def test_a_day_is_no_rule(text: str) -> None:
    assert not is_rule_in_words(text)
