"""What is delivered over time, in words and as JSON."""

from typing import Final

import pytest

from deliveries import OLD, ONGOING, WITHDRAWN, burnt, done, due
from planctl.render.burn_up import (
    burn_up_headline,
    burn_up_json,
    burn_up_omissions,
    delivery_counts,
    forecast_assumptions,
    forecast_in_words,
    pace_in_words,
)

RECENT: Final = [done(f"2024-02-0{n}") for n in range(1, 7)]
OPEN: Final = due("31 Dec 2024", OLD)
AS_IN_FILES: Final = " (as the files have it now)"


@pytest.mark.parametrize(
    ("actions", "said"),
    [
        ((), "There are no actions to deliver"),
        ((WITHDRAWN,), "There are no actions to deliver"),
        ((OPEN,), "None of 1 action delivered, and none were due by 13 March 2024"),
        (
            (due("31 Jan 2024"), done("2024-02-01")),
            "1 of 2 actions delivered, and 1 was due by 13 March 2024",
        ),
    ],
)
def test_the_message_tells_what_is_delivered_and_what_was_due(
    actions: tuple[str, ...], said: str
) -> None:
    assert burn_up_headline(burnt(*actions)) == said


@pytest.mark.parametrize(
    ("actions", "said"),
    [
        (
            (due("31 Jan 2024", "extensions: [{to: 2024-05-01, reason: A, agreed: 2024-02-14}]"),),
            (
                f"1 action was due as first promised{AS_IN_FILES}, and none as the dates stand "
                "now; none were delivered."
            ),
        ),
        (
            (due("31 Jan 2024", done("2024-02-01")), due("29 Feb 2024")),
            (
                f"2 actions were due as first promised{AS_IN_FILES}, and 2 as the dates stand now; "
                "1 was delivered."
            ),
        ),
        (
            (OPEN,),
            (
                f"no actions were due as first promised{AS_IN_FILES}, and none as the dates stand "
                "now; none were delivered."
            ),
        ),
    ],
)
def test_the_counts_set_first_promises_beside_dates_as_they_stand(
    actions: tuple[str, ...], said: str
) -> None:
    assert delivery_counts(burnt(*actions)) == f"By 13 March 2024, {said}"


@pytest.mark.parametrize(
    ("actions", "said"),
    [
        pytest.param((), "", id="nothing to deliver"),
        pytest.param((done("2024-02-01"),), "Every action is delivered.", id="all done"),
        pytest.param(
            (due("31 Jan 2024"),),
            "The plan tells of nothing before 31 January 2024, less than three months ago: that "
            "is too little for a forecast.",
            id="too young",
        ),
        pytest.param(
            (OPEN, OPEN),
            "Nothing was delivered in the last three months; at that pace the remaining 2 actions "
            "would not be delivered.",
            id="no pace",
        ),
        pytest.param(
            (done("2023-12-13"), OPEN),
            "Nothing was delivered in the last three months; at that pace the remaining 1 action "
            "would not be delivered.",
            id="the last delivery a day too early",
        ),
        pytest.param(
            (*RECENT, OPEN),
            "At the pace of the last three months (2 a month), all 7 actions would be delivered by "
            "about March 2024, before the last date in the plan, 31 December 2024.",
            id="before the last date",
        ),
        pytest.param(
            (*RECENT, *[OPEN] * 30),
            "The plan would not be finished in time. "
            "At the pace of the last three months (2 a month), 25 of 36 actions would be delivered "
            "by 31 December 2024, the last date in the plan, and all 36 by about June 2025.",
            id="after the last date",
        ),
        pytest.param(
            (done("2024-02-01"), *[OPEN] * 30),
            "The plan would not be finished in time. "
            "At the pace of the last three months (1 in three months), 4 of 31 actions would be "
            "delivered by 31 December 2024, the last date in the plan, and not all 31 within five "
            "years.",
            id="beyond five years",
        ),
        pytest.param(
            (done("2024-02-01"), *[due("31 Jan 2024", OLD)] * 2),
            "At the pace of the last three months (1 in three months), 2 of 3 actions would be "
            "delivered by 13 June 2024, three months from now, and all 3 by about September 2024.",
            id="no date is to come",
        ),
        pytest.param(
            (done("2024-02-01"), *[due("30 Apr 2024", OLD)] * 30),
            "The plan would not be finished in time. "
            "At the pace of the last three months (1 in three months), no more than 1 of 31 "
            "actions would be delivered by 30 April 2024, the last date in the plan, and not all "
            "31 within five years.",
            id="not one more by the last date",
        ),
        pytest.param(
            (*RECENT, OLD),
            "At the pace of the last three months (2 a month), all 7 actions would be delivered by "
            "about March 2024.",
            id="no date at all",
        ),
    ],
)
def test_the_forecast(actions: tuple[str, ...], said: str) -> None:
    assert forecast_in_words(burnt(*actions)) == said


@pytest.mark.parametrize(
    ("many", "said"), [(1, "1 in three months"), (3, "1 a month"), (4, "4 in three months")]
)
def test_a_pace_is_told_by_the_month_only_where_that_is_a_whole_number(
    many: int, said: str
) -> None:
    pace = burnt(*RECENT[:many], OPEN).pace
    assert pace
    assert pace_in_words(pace) == said


def test_the_assumptions_are_said_and_a_pace_of_few_is_called_a_hint() -> None:
    assert list(forecast_assumptions(burnt(*RECENT[:4], OPEN))) == [
        "The last three months are 14 December 2023 to 13 March 2024.",
        (
            "It is taken that actions go on being delivered at this pace, and that none is "
            "added, withdrawn or reopened. Nothing is known of how hard the remaining ones are, "
            "and this is no promise."
        ),
        "It rests on 4 deliveries only: take it as a hint, and no more.",
    ]
    assert len(list(forecast_assumptions(burnt(*RECENT[:5], OPEN)))) == 2


def test_no_pace_says_only_which_months_it_was_looked_for_in() -> None:
    assert list(forecast_assumptions(burnt(OPEN))) == [
        "The last three months are 14 December 2023 to 13 March 2024."
    ]
    assert list(forecast_assumptions(burnt(due("31 Jan 2024")))) == []


@pytest.mark.parametrize(
    ("actions", "inspected", "said"),
    [
        ((OPEN, done("2024-02-01", "timescale: 31 Jan 2024")), "", []),
        (
            (OPEN, OLD),
            "",
            ["1 of 2 actions has no day to be due by, and so no place among what is due."],
        ),
        (
            ("", "", ONGOING, WITHDRAWN, WITHDRAWN),
            "",
            [
                "2 of 2 actions have no day to be due by, and so no place among what is due.",
                "1 is ongoing, without an end, and left out of these counts.",
                "2 are withdrawn, and left out of these counts.",
            ],
        ),
        (
            (done("", "timescale: 31 Jan 2024"),),
            "",
            [
                (
                    "1 is said to be complete, but nobody wrote down when. It counts from 13 March "
                    "2024 on; no pace can be told from it."
                )
            ],
        ),
        (
            (done("", "timescale: 31 Jan 2024"), done("", "timescale: 31 Jan 2024")),
            "",
            [
                (
                    "2 are said to be complete, but nobody wrote down when. They count from 13 "
                    "March 2024 on; no pace can be told from them."
                )
            ],
        ),
        (
            (done("2014-02-01", "timescale: 31 Jan 2024"),),
            "Nov 2023",
            ["1 delivery before the inspection, 1 November 2023, counted from the start."],
        ),
    ],
)
def test_what_the_lines_cannot_show_is_said(
    actions: tuple[str, ...], inspected: str, said: list[str]
) -> None:
    assert list(burn_up_omissions(burnt(*actions, inspected=inspected))) == said


def test_programs_get_the_numbers_and_nothing_delivered_on_a_day_to_come() -> None:
    made = burn_up_json(
        burnt(done("2024-02-01"), done(), due("30 Apr 2024", OLD), WITHDRAWN, ONGOING)
    )
    marks = made.pop("by")
    told = made.pop("forecast")
    assert made == {
        "begins": "2023-01-01",
        "actions": 3,
        "delivered": 2,
        "delivered_without_day": 1,
        "undated": 2,
        "ongoing": 1,
        "promised_known_from": "file",
        "withdrawn": 1,
    }
    assert isinstance(marks, list)
    assert marks[-3:] == [
        {"day": "2024-03-13", "promised": 0, "due": 0, "delivered": 2},
        {"day": "2024-03-31", "promised": 0, "due": 0, "delivered": None},
        {"day": "2024-04-30", "promised": 1, "due": 1, "delivered": None},
    ]
    assert isinstance(told, dict)
    assert told.pop("words").startswith("The plan would not be finished in time. At the pace")
    assert told == {
        "from": "2023-12-14",
        "to": "2024-03-13",
        "delivered": 1,
        "by": "2024-04-30",
        "would_be_delivered": 2,
        "all_by": "2024-06-12",
    }


def test_programs_are_told_that_there_is_no_forecast_or_no_end() -> None:
    assert burn_up_json(burnt())["forecast"] is None
    endless = burn_up_json(burnt(OPEN))["forecast"]
    assert isinstance(endless, dict)
    assert endless["all_by"] is None


def test_of_an_edition_it_is_the_edition_that_tells_of_nothing_before_a_day() -> None:
    words = forecast_in_words(burnt(due("31 Jan 2024"))._replace(is_edition=True))
    assert words.startswith("This edition tells of nothing before 31 January 2024, ")
