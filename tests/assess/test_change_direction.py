"""The direction of travel since the older state."""

from pathlib import Path
from typing import Final

import pytest

from make import AS_AT
from planctl.assess.change.direction import Direction, direction, directions
from planctl.model.rating import Rating
from two_states import FIRST, action, compared, first

OPEN: Final = "timescale: 31 Mar 2024\nstatus: in progress\n"


@pytest.mark.parametrize(
    ("old", "new", "expected", "was"),
    [
        (OPEN, OPEN, Direction.SAME, Rating.GREEN),
        (OPEN, f"{OPEN}progress_rag: red", Direction.WORSE, Rating.GREEN),
        (f"{OPEN}progress_rag: red", OPEN, Direction.BETTER, Rating.RED),
        (OPEN, "status: in progress", Direction.OTHERWISE, Rating.GREEN),
        ("", OPEN, Direction.NEW, None),
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


def test_directions_are_counted(tmp_path: Path) -> None:
    files = {FIRST: first(OPEN), "areas/1-practice/1.2-b.yaml": action("1.2", "Second")}
    found = compared(tmp_path, {FIRST: first(OPEN)}, files, AS_AT, AS_AT)
    counts = directions(found.after.judged, found)
    assert counts == {Direction.SAME: 1, Direction.NEW: 1}
