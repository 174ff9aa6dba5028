"""The direction of travel since the older state."""

from pathlib import Path
from typing import Final

import pytest

from make import AS_AT
from planctl.assess.change.change_kind import ChangeKind
from planctl.assess.change.direction import Direction, direction, directions
from planctl.model.rating import Rating
from two_states import FIRST, action, compared, first

LATE: Final = "timescale: Jan 2024\nstatus: in progress\n"
WAITS: Final = f"{LATE}extensions: [{{to: 30 Apr 2024, reason: R., agreed: 2024-02-14}}]\n"
GREEN: Final = "progress_rag: green"
PAUSED: Final = "pauses: [{until: 30 Jun 2024, reason: It waits., agreed: 2024-02-14}]"
OPEN: Final = "timescale: 31 Mar 2024\nstatus: in progress\n"


@pytest.mark.parametrize(
    ("old", "new", "expected", "was"),
    [
        (OPEN, OPEN, Direction.SAME, Rating.GREEN),
        (OPEN, f"{OPEN}progress_rag: red", Direction.WORSE, Rating.GREEN),
        (f"{OPEN}progress_rag: red", OPEN, Direction.BETTER, Rating.RED),
        (OPEN, "status: in progress", Direction.OTHERWISE, Rating.GREEN),
        ("", OPEN, Direction.NEW, None),
        (LATE, f"{LATE}{GREEN}", Direction.TOO_GOOD, Rating.RED),
        (LATE, f"{LATE}progress_rag: grey", Direction.TOO_GOOD, Rating.RED),
        (LATE, f"{WAITS}{GREEN}", Direction.TOO_GOOD, Rating.RED),
        ("status: in progress", f"{LATE}{GREEN}", Direction.TOO_GOOD, Rating.GREY),
        (OPEN, f"{LATE}{GREEN}", Direction.WORSE, Rating.GREEN),
        (f"{WAITS}{GREEN}", f"{LATE}{GREEN}", Direction.WORSE, Rating.AMBER),
        (f"{LATE}{GREEN}", LATE, Direction.WORSE, Rating.GREEN),
        (f"{LATE}{GREEN}", f"{LATE}{GREEN}", Direction.SAME, Rating.GREEN),
        (f"{LATE}{GREEN}", f"{OPEN}{GREEN}", Direction.LATER, Rating.RED),
    ],
)
def test_an_action_goes_one_way(
    old: str, new: str, expected: Direction, was: Rating | None, tmp_path: Path
) -> None:
    before = {FIRST: first(old)} if old else {}
    found = compared(tmp_path, before, {FIRST: first(new)}, AS_AT, AS_AT)
    (only,) = found.after.judged
    assert direction(only, found) == (expected, was)


def test_each_rating_is_held_against_the_key_of_its_own_day(tmp_path: Path) -> None:
    other = "progress_rag: {green: {standings: [overdue]}, red: {standings: [on track]}}\n"
    late = first("timescale: Jan 2024\nstatus: in progress")
    new = {FIRST: late, "policy.yaml": other}
    found = compared(tmp_path, {FIRST: first(OPEN)}, new, AS_AT, AS_AT)
    (only,) = found.after.judged
    assert direction(only, found) == (Direction.SAME, Rating.GREEN)


STEP: Final = (
    "timescale: 29 Feb 2024\nstatus: in progress\nmilestones: [{what: A, timescale: Jan 2024}]"
)


@pytest.mark.parametrize(
    ("key", "old", "new", "expected"),
    [
        pytest.param("red: {standings: [extended]}", STEP, STEP, Direction.WORSE, id="overdue now"),
        pytest.param("amber: {standings: [due soon]}", OPEN, STEP, Direction.WORSE, id="late"),
        pytest.param(
            "amber: {standings: [due soon]}",
            "timescale: 30 Apr 2024\nstatus: in progress",
            "timescale: 30 Apr 2024\nstatus: complete\ncompleted: 2024-03-01",
            Direction.SAME,
            id="both green",
        ),
        pytest.param(
            "blue: {standings: [complete, paused]}",
            "timescale: 30 Apr 2024\nstatus: in progress",
            "timescale: 30 Apr 2024\nstatus: complete\ncompleted: 2024-03-01",
            Direction.BETTER,
            id="done, in a colour that paused has too",
        ),
        pytest.param(
            "blue: {standings: [complete, paused]}",
            "timescale: 30 Apr 2024\nstatus: in progress",
            f"timescale: 30 Apr 2024\n{PAUSED}",
            Direction.WORSE,
            id="paused, in a colour that complete has too",
        ),
        pytest.param(
            "grey: {standings: [overdue]}", STEP, STEP, Direction.WORSE, id="overdue in grey"
        ),
    ],
)
def test_a_rating_goes_the_way_of_the_actions_own_standing(
    key: str, old: str, new: str, expected: Direction, tmp_path: Path
) -> None:
    policy = {"policy.yaml": f"progress_rag: {{{key}}}\n"}
    were, are = ({FIRST: first(text), **policy} for text in (old, new))
    found = compared(tmp_path, were, are)
    (only,) = found.after.judged
    assert direction(only, found)[0] is expected
    said = {change.kind for change in found.changes} & {
        ChangeKind.RATED_WORSE,
        ChangeKind.RATED_BETTER,
    }
    ways = {Direction.WORSE: {ChangeKind.RATED_WORSE}, Direction.BETTER: {ChangeKind.RATED_BETTER}}
    assert said == ways.get(expected, set())


def test_directions_are_counted(tmp_path: Path) -> None:
    files = {FIRST: first(OPEN), "areas/1-practice/1.2-b.yaml": action("1.2", "Second")}
    found = compared(tmp_path, {FIRST: first(OPEN)}, files, AS_AT, AS_AT)
    counts = directions(found.after.judged, found)
    assert counts == {Direction.SAME: 1, Direction.NEW: 1}
