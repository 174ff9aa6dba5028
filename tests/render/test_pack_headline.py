"""The headline of the one page: its counts in words."""

from pathlib import Path

from everything import everything
from make import small_plan
from paper import pack_of


def test_the_headline_says_what_is_disputed_where_it_counts_the_ratings(tmp_path: Path) -> None:
    full = pack_of(everything(tmp_path))
    assert full.summary.headline == (
        "Of 15 actions, 2 are complete, 2 are overdue, 1 has no timescale, 1 is paused by the "
        "board and 1 is withdrawn. On progress, 1 red, 4 amber, 5 green, 1 blue and 4 not rated. "
        "1 of these is disputed: the facts say worse. On impact, 1 red, 1 amber, 1 green, 1 blue "
        "and 11 not rated."
    )


def test_the_headline_speaks_of_one_action_as_of_one(tmp_path: Path) -> None:
    made = pack_of(small_plan(tmp_path, "ref: 1.1\ntitle: A\nleads: [AD]\n"))
    assert made.summary.headline.startswith(
        "Of 1 action, none are complete, none are overdue and 1 has no timescale. On progress, "
    )
