"""What moved in the dates of an action, and by whose leave; 14 February to 13 March 2024."""

from pathlib import Path
from typing import Final

import pytest

from make import AS_AT
from planctl.assess.change.change_kind import ChangeCause, ChangeKind
from two_states import BEFORE, FIRST, compared, first, kinds, of_first

OPEN: Final = "timescale: 31 Mar 2024\nstatus: in progress\n"
AGREED: Final = "extensions: [{to: 30 Apr 2024, reason: More time., agreed: 2024-02-14}]\n"
AGREED_NOW: Final = "extensions: [{to: 30 Apr 2024, reason: More time., agreed: 2024-03-13}]\n"
ANOTHER: Final = AGREED.replace("30 Apr", "30 Jun")
BOTH: Final = (
    "extensions:\n- {to: 30 Apr 2024, reason: More time., agreed: 2024-02-14}\n"
    "- {to: 30 Jun 2024, reason: Still more., agreed: 2024-03-13}\n"
)
MOVED_BOARD: Final = "meetings: [{on: 14 Feb 2024}, {on: 20 Mar 2024}]\n"


@pytest.mark.parametrize(
    ("old", "new", "expected", "why"),
    [
        pytest.param(
            OPEN,
            OPEN + AGREED_NOW,
            "date slipped",
            "agreed by the board on 13 March 2024: “More time.”",
            id="agreed",
        ),
        pytest.param(
            OPEN + AGREED,
            OPEN + BOTH,
            "date slipped",
            "agreed by the board on 13 March 2024: “Still more.”",
            id="agreed again",
        ),
        pytest.param(
            OPEN,
            OPEN.replace("31 Mar", "30 Apr"),
            "date slipped",
            "without the board's agreement: the original timescale was changed",
            id="changed in place",
        ),
        pytest.param(
            OPEN,
            OPEN.replace("31 Mar", "20 Mar"),
            "brought forward",
            "without the board's agreement: the original timescale was changed",
            id="changed to an earlier day",
        ),
        pytest.param(
            OPEN,
            "status: in progress\n",
            "date slipped",
            "without the board's agreement: the original timescale was changed",
            id="no date any more",
        ),
        pytest.param(
            OPEN,
            OPEN.replace("31 Mar 2024", "ongoing"),
            "date slipped",
            "without the board's agreement: the original timescale was changed",
            id="without an end",
        ),
        pytest.param(
            OPEN + AGREED,
            OPEN + ANOTHER,
            "date slipped",
            "without the board's agreement: the date of an extension that it had agreed was "
            "changed",
            id="an agreed extension changed in place",
        ),
        pytest.param(
            OPEN + AGREED,
            OPEN,
            "brought forward",
            "without the board's agreement: an extension that it had agreed no longer counts",
            id="an agreed extension taken out",
        ),
        pytest.param(
            OPEN + BOTH.replace("03-13", "02-14"),
            OPEN + AGREED,
            "brought forward",
            "without the board's agreement: an extension that it had agreed no longer counts",
            id="the last of two taken out",
        ),
    ],
)
def test_a_date_moves_by_the_leave_of_the_board_or_without_it(
    old: str, new: str, expected: str, why: str, tmp_path: Path
) -> None:
    found = of_first(tmp_path, old, new)
    (moved,) = (change for change in found.changes if change.field == "due")
    assert (moved.kind.value, moved.why, moved.cause) == (expected, why, ChangeCause.FACTS)


def test_a_date_set_is_no_slip(tmp_path: Path) -> None:
    changes = of_first(tmp_path, "status: in progress", OPEN).changes
    assert kinds(changes) == ["rated otherwise", "date set"]
    assert changes[1].new == "2024-03-31"


@pytest.mark.parametrize(("by", "words"), [("", ""), (", agreed_by: AD", " by AD")])
def test_of_a_plan_without_a_board_only_who_agreed_is_said(
    by: str, words: str, tmp_path: Path
) -> None:
    files = {"governance.yaml": "", FIRST: first(OPEN)}
    agreed = AGREED_NOW.replace("2024-03-13", f"2024-03-13{by}")
    changes = compared(tmp_path, files, {**files, FIRST: first(OPEN + agreed)}).changes
    (moved,) = (change for change in changes if change.field == "due")
    assert moved.why == f"agreed{words} on 13 March 2024: “More time.”"


@pytest.mark.parametrize(
    ("timescale", "files", "why"),
    [
        ("Mar 2024 board", {"governance.yaml": MOVED_BOARD}, "the board's meeting did"),
        ("Q3 2023-24", {"policy.yaml": "year_starts: May\n"}, "the start of the year did"),
    ],
)
def test_a_date_moves_where_the_calendar_does(
    timescale: str, files: dict[str, str], why: str, tmp_path: Path
) -> None:
    text = {FIRST: first(f"timescale: {timescale}\nstatus: in progress")}
    old = {**text, "governance.yaml": MOVED_BOARD.replace("20 Mar", "13 Mar")}
    changes = compared(tmp_path, old, {**old, **files}).changes
    (moved,) = (change for change in changes if change.field == "due")
    assert moved.kind is ChangeKind.SLIPPED
    assert moved.why == f"the words of the plan did not change: {why}"
    assert ChangeKind.ORIGINAL_CHANGED not in {change.kind for change in changes}


def test_an_extension_to_a_board_that_was_moved_moves_with_it(tmp_path: Path) -> None:
    asked = "extensions: [{to: Mar 2024 board, reason: Time., agreed: 2024-02-14}]\n"
    text = {FIRST: first(f"timescale: Jan 2024\nstatus: in progress\n{asked}")}
    old = {**text, "governance.yaml": MOVED_BOARD.replace("20 Mar", "13 Mar")}
    changes = compared(tmp_path, old, {**text, "governance.yaml": MOVED_BOARD}).changes
    (moved,) = (change for change in changes if change.field == "due")
    assert moved.why == "the words of the plan did not change: the board's meeting did"


def test_an_extension_agreed_for_a_day_to_come_counts_as_that_day_comes(tmp_path: Path) -> None:
    text = OPEN + AGREED_NOW
    changes = of_first(tmp_path, text, text).changes
    assert [(change.kind, change.cause) for change in changes] == [
        (ChangeKind.SLIPPED, ChangeCause.TIME)
    ]
    assert changes[0].why == "agreed by the board on 13 March 2024: “More time.”"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("29 Feb 2024", "2024-02-29"),
        ("29 Feb 2024", "Feb 2024"),
        ("14 Feb 2024", "Feb 2024 board"),
        ("Feb 2024", "{written: by spring, due: 29/02/2024}"),
        ("Dec 2024 board", "December 2024 board"),
    ],
)
def test_the_same_promise_in_other_words_is_only_a_wording(
    old: str, new: str, tmp_path: Path
) -> None:
    found = of_first(tmp_path, f"timescale: {old}", f"timescale: {new}", AS_AT, AS_AT)
    assert kinds(found.changes) == ["wording changed"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("ongoing", "31 Mar 2024", ["date set"]),
        ("31 Mar 2024", "ongoing", ["date slipped"]),
        ("Dec 2024 board", "Nov 2024 board", []),
        ("31 Mar 2024", "", ["date slipped"]),
        ("31 Mar 2024", "31 Mar 2025", ["date slipped"]),
    ],
)
def test_another_promise_is_an_original_changed(
    old: str, new: str, expected: list[str], tmp_path: Path
) -> None:
    before, after = (f"timescale: {each}\nstatus: in progress" for each in (old, new))
    found = kinds(of_first(tmp_path, before, after, BEFORE, BEFORE).changes)
    assert [kind for kind in found if "rated" not in kind] == [
        "original timescale changed",
        *expected,
    ]
