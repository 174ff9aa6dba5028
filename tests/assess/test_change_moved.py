"""What moved in the judgement of an action, from 14 February to 13 March 2024."""

from datetime import date
from pathlib import Path
from typing import Final

import pytest

from make import AS_AT
from planctl.assess.change.change_kind import ChangeCause, ChangeKind
from two_states import FIRST, compared, first, kinds, of_first

OPEN: Final = "timescale: 31 Mar 2024\nstatus: in progress\n"
LATE: Final = "timescale: 29 Feb 2024\nstatus: in progress\n"
DONE: Final = "timescale: 31 Mar 2024\nstatus: complete\ncompleted: 2024-02-01\n"
HELD: Final = (
    "timescale: 31 Mar 2024\nstatus: embedded\ncompleted: 2024-02-01\n"
    "evidence: [{title: A report, kind: data, shows: Less drift}]\n"
    "verified: {by: DCS, on: 2024-02-02, how: Ten records were read}\n"
)
PAUSED: Final = (
    "timescale: 31 Mar 2024\nstatus: in progress\n"
    "pauses: [{until: 30 Jun 2024, reason: It waits., agreed: 2024-02-14}]\n"
)
OUT: Final = (
    "timescale: 31 Mar 2024\nstatus: in progress\n"
    "withdrawals: [{reason: Not needed., agreed: 2024-02-14}]\n"
)
AGREED: Final = "extensions: [{to: 30 Apr 2024, reason: More time., agreed: 2024-02-14}]\n"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(OPEN, OPEN, [], id="nothing"),
        pytest.param(LATE, LATE, ["newly overdue", "rated worse"], id="overdue"),
        pytest.param(OPEN, DONE, ["completed"], id="completed"),
        pytest.param(
            OPEN,
            HELD,
            ["embedded", "verified", "rated better", "evidence added", "changed"],
            id="embedded",
        ),
        pytest.param(
            HELD,
            DONE,
            ["rated worse", "record taken out", "status changed", "changed"],
            id="only complete",
        ),
        pytest.param(DONE, OPEN, ["reopened"], id="reopened"),
        pytest.param(DONE, PAUSED, ["reopened", "paused", "rated worse"], id="paused again"),
        pytest.param(OPEN, PAUSED, ["paused", "rated worse"], id="paused"),
        pytest.param(
            PAUSED,
            PAUSED.replace("30 Jun", "12 Mar"),
            ["answer of the board changed", "pause ended", "rated better", "changed"],
            id="taken up again",
        ),
        pytest.param(OPEN, OUT, ["withdrawn", "rated otherwise"], id="withdrawn"),
        pytest.param(
            DONE, OUT, ["withdrawn", "rated otherwise", "changed"], id="withdrawn after all"
        ),
        pytest.param(DONE, DONE.replace("-01\n", "-02\n"), ["changed"], id="on another day"),
    ],
)
def test_the_standing_of_an_action_moves(
    old: str, new: str, expected: list[str], tmp_path: Path
) -> None:
    assert kinds(of_first(tmp_path, old, new).changes) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("impact_rag: red", "impact_rag: green", "rated better"),
        ("impact_rag: blue", "impact_rag: amber", "rated worse"),
        ("impact_rag: amber", "", "rated otherwise"),
        ("", "impact_rag: red", "rated otherwise"),
        ("", "impact_rag: grey", None),
        ("progress_rag: red", "progress_rag: amber", "rated better"),
        ("progress_rag: amber", "progress_rag: red", "rated worse"),
        ("progress_rag: amber", "progress_rag: grey", "rated otherwise"),
    ],
)
def test_a_rating_moves_as_the_lead_declares(
    old: str, new: str, expected: str | None, tmp_path: Path
) -> None:
    changes = of_first(tmp_path, OPEN + old, OPEN + new).changes
    rated = [expected] if expected else []
    declared = [] if expected and new else ["rating declared"]  # the rating itself says it
    assert kinds(changes) == [*rated, *declared]
    causes = [*[ChangeCause.FACTS for _ in rated], *[None for _ in declared]]
    assert [change.cause for change in changes] == causes


@pytest.mark.parametrize(
    ("declared", "why"),
    [
        ("progress_rag: amber", "declared by the lead; the facts say green: due 31 March 2024, in"),
        ("impact_rag: red", "declared by the lead"),
        ("progress_rag: red", "declared by the lead; the facts say green: due 31 March 2024, in"),
    ],
)
def test_a_declared_rating_says_who_declared_it_and_what_the_facts_say(
    declared: str, why: str, tmp_path: Path
) -> None:
    first_change, *_ = of_first(tmp_path, OPEN, OPEN + declared).changes
    assert first_change.why.removesuffix(" 18 days") == why


def test_a_declared_rating_never_silences_facts_that_the_key_leaves_grey(tmp_path: Path) -> None:
    policy = {"policy.yaml": "progress_rag: {grey: {standings: [overdue]}}\n"}
    old = {FIRST: first(OPEN), **policy}
    new = {FIRST: first(f"{LATE}progress_rag: blue"), **policy}
    found = compared(tmp_path, old, new)
    why = next(change.why for change in found.changes if change.field == "progress_rag")
    assert why.startswith("declared by the lead; the facts say grey: due 29 February 2024")


def test_a_rating_declared_as_the_facts_have_it_is_declared(tmp_path: Path) -> None:
    old, new = (f"{OPEN}progress_rag: {rating}" for rating in ("red", "green"))
    first_change, *_ = of_first(tmp_path, old, new).changes
    assert first_change.why == "declared by the lead"


@pytest.mark.parametrize(
    ("old", "new", "cause"),
    [
        pytest.param(LATE, LATE, ChangeCause.TIME, id="nobody touched it"),
        pytest.param(
            LATE, f"{LATE}leads: [AD]\n", ChangeCause.TIME, id="time alone would have done it"
        ),
        pytest.param(LATE + AGREED, LATE, ChangeCause.FACTS, id="the extension is gone"),
        pytest.param(
            PAUSED.replace("31 Mar", "29 Feb"), LATE, ChangeCause.FACTS, id="taken up again"
        ),
        pytest.param(OPEN, LATE, ChangeCause.FACTS, id="the original was changed"),
    ],
)
def test_an_action_is_newly_overdue_by_time_or_by_facts(
    old: str, new: str, cause: ChangeCause, tmp_path: Path
) -> None:
    found = of_first(tmp_path, old, new).changes
    causes = {each.kind: each.cause for each in found if each.cause}
    assert causes[ChangeKind.NEWLY_OVERDUE] is causes[ChangeKind.RATED_WORSE] is cause


def test_what_was_overdue_already_is_not_newly_so(tmp_path: Path) -> None:
    found = of_first(tmp_path, LATE, LATE, date(2024, 3, 1), AS_AT)
    assert found.changes == ()


SUSPENDED: Final = (
    "progress_rag:\n  blue: {label: Suspended, standings: [paused]}\n"
    "  green: {label: Holds, standings: [embedded]}\n"
)


def test_in_a_key_where_blue_means_suspended_it_is_no_better_than_green(tmp_path: Path) -> None:
    old, new = ({FIRST: first(text), "policy.yaml": SUSPENDED} for text in (OPEN, PAUSED))
    rated = compared(tmp_path, old, new).changes[-1]
    assert (rated.kind, rated.old, rated.new) == (ChangeKind.RATED_WORSE, "green", "blue")


def test_a_rating_that_only_another_key_moved_is_no_news_of_facts(tmp_path: Path) -> None:
    text = {FIRST: first(PAUSED)}
    changes = compared(tmp_path, text, {**text, "policy.yaml": SUSPENDED}).changes
    (rated,) = (change for change in changes if change.field == "progress_rag")
    assert (rated.kind, rated.cause) == (ChangeKind.RATED_OTHERWISE, ChangeCause.KEY)
