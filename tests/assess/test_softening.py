"""What makes a plan less strict than it was, or than what is built in."""

from datetime import date
from typing import Final

import pytest

from make import AS_AT
from planctl.assess.softening import (
    default_settings,
    find_softenings,
    match_agreements,
    policy_settings,
    softening_in_words,
)
from planctl.load.content import parse_yaml
from planctl.model.calendar import Calendar, Meeting
from planctl.model.policy import Policy
from planctl.workspace.plan import all_rules

CALENDAR: Final = Calendar.of([Meeting(2024, 2, date(2024, 2, 14))])


def _policy(text: str) -> Policy:
    return Policy.model_validate(parse_yaml(text) or {})


def _softer(old: str, new: str) -> list[str]:
    was, now = (policy_settings(_policy(text), all_rules()) for text in (old, new))
    return [softening_in_words(each) for each in find_softenings(was, now)]


GRACE: Final = "overdue_grace_days: 7"
LATE_IS_AMBER: Final = "progress_rag: {amber: {standings: [overdue]}}"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("", GRACE, "the days for which an overdue action is only a warning are 7, and not 0"),
        (
            "",
            "stale_after_days: 90",
            "the days after which an action without a note is stale are 90, and not 60",
        ),
        ("", "due_soon_days: 7", "the days ahead that count as due soon are 7, and not 30"),
        ("", "severities: {T301: warning}", "the rule T301 is a warning, and not an error"),
        ("", 'severities: {T304: "off"}', "the rule T304 is off, and not a warning"),
        ("severities: {T304: error}", "", "the rule T304 is a warning, and not an error"),
        ("", LATE_IS_AMBER, "“overdue” is rated amber on progress, and not red"),
        (
            "",
            "progress_rag: {grey: {standings: [overdue]}}",
            "“overdue” is rated grey on progress, and not red",
        ),
        (
            "",
            "overall: {progress: {red_from: 40}}",
            "overall progress is rated red from 40 per cent, and not 25",
        ),
        (
            "",
            "overall: {impact: {green_below: 30}}",
            "overall impact is rated green below 30 per cent, and not 10",
        ),
        (
            "",
            "impact_rag: {green: {standings: [no change]}}",
            "“no change” is rated green on impact, and not red",
        ),
        ("", "year_starts: July", "the year, and its quarters, start in July, and not April"),
    ],
)
def test_a_setting_that_is_less_strict_is_told(old: str, new: str, words: str) -> None:
    assert _softer(old, new) == [words]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (GRACE, ""),
        (GRACE, GRACE),
        ("", "due_soon_days: 60"),
        ("", "stale_after_days: 30"),
        ("", "severities: {T304: error}"),
        (LATE_IS_AMBER, ""),
        ("", "progress_rag: {amber: {standings: [on track]}}"),
        ("", "progress_rag: {red: {label: Late}}"),
    ],
)
def test_a_setting_that_is_as_strict_or_stricter_is_not(old: str, new: str) -> None:
    assert _softer(old, new) == []


def test_more_known_problems_than_there_were_are_less_strict() -> None:
    was, now = (policy_settings(Policy(), (), number) for number in (2, 3))
    (found,) = find_softenings(was, now)
    assert (found.name, found.was, found.now) == ("baseline", "2", "3")
    assert found.at == ("policy", "baseline")


def test_when_a_plan_starts_its_year_is_no_softening_by_itself() -> None:
    policy = _policy("year_starts: July")
    assert not list(
        find_softenings(default_settings(policy, all_rules()), policy_settings(policy, all_rules()))
    )


AGREEMENT: Final = "{setting: overdue_grace_days, to: 7, reason: Late reports., agreed: 2024-02-14}"


@pytest.mark.parametrize(
    ("agreement", "is_agreed"),
    [
        (AGREEMENT, True),
        (AGREEMENT.replace("to: 7", "to: 8"), False),
        (AGREEMENT.replace("02-14", "02-15"), False),
        (AGREEMENT.replace("02-14", "03-14"), False),
        (AGREEMENT.replace("overdue_grace_days", "stale_after_days"), False),
    ],
)
def test_an_agreement_is_of_one_setting_one_value_and_one_meeting(
    agreement: str, *, is_agreed: bool
) -> None:
    policy = _policy(f"{GRACE}\nagreements: [{agreement}]")
    found = find_softenings(default_settings(policy, ()), policy_settings(policy, ()))
    (told,) = match_agreements(found, policy, AS_AT, CALENDAR)
    assert (told.agreement is not None) is is_agreed
