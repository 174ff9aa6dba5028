"""The headline of the one page: its counts in words."""

from pathlib import Path
from typing import Final

from everything import everything
from make import small_plan
from paper import asks_of, pack_of, reasons_of
from running import planctl


def test_the_headline_says_what_is_disputed_where_it_counts_the_ratings(tmp_path: Path) -> None:
    full = pack_of(everything(tmp_path))
    assert full.highlight.headline == (
        "Of 15 actions, 2 are complete, 2 are overdue, 1 has no timescale, 1 is paused by the "
        "board and 1 is withdrawn. The longest overdue is 1.6 Overdue, 73 days late (no lead)."
    )
    assert full.highlight.ratings == (
        "Progress of those that are not complete: 1 red, 4 amber, 4 green (1 disputed) and 4 "
        "not rated. Impact: 1 red, 1 amber, 1 green, 1 blue and 11 not rated. 1 action has a "
        "disputed rating (1 on progress): the facts say worse."
    )


TWO: Final = {
    "areas__1-practice__1.2": (
        'ref: "1.2"\ntitle: B\nleads: [AD]\ntimescale: Jan 2024\nstatus: in progress\n'
        "progress_rag: green\nrag_reason: It is near.\n"
        "impact_measures: [{measure: rate}]\nimpact_rag: blue\n"
    ),
    "areas__1-practice__1.3": (
        'ref: "1.3"\ntitle: C\nleads: [AD]\ntimescale: May 2024\nstatus: in progress\n'
        "impact_measures: [{measure: rate}]\nimpact_rag: green\n"
    ),
    "measures__rate": (
        "id: rate\ntitle: Rate\nbetter: higher\nbaseline: {value: 50, on: 2023-10-01}\n"
        "targets: [{value: 90, by: 2024-12-31}]\nobservations: [{on: 2024-03-01, value: 40}]\n"
    ),
}


def test_one_number_of_disputed_actions_stands_on_every_page(tmp_path: Path) -> None:
    root = small_plan(tmp_path / "plan", "ref: 1.1\ntitle: A\nleads: [AD]\n", **TWO)
    made = pack_of(root)
    status = planctl("status", "--as-at", "2024-03-13", "--format", "json", cwd=tmp_path)
    assert list(reasons_of(made, "Disputed")) == ["1.2", "1.3"]
    assert status.json["totals"]["disputed"] == 2
    assert "Settle the disputed rating of 2 actions: 1.2 and 1.3." in asks_of(made)
    assert made.highlight.ratings.endswith(
        "complete: 2 green (1 disputed) and 1 not rated. "
        "Impact: 1 green (1 disputed), 1 blue (1 disputed) and 1 not rated."
        " 2 actions have a disputed rating (1 on progress and 2 on impact): the facts say worse."
    )
    assert made.bars[-1].words.endswith(" 1 of these ratings is disputed.")


def test_the_headline_speaks_of_one_action_as_of_one(tmp_path: Path) -> None:
    made = pack_of(small_plan(tmp_path, "ref: 1.1\ntitle: A\nleads: [AD]\n"))
    assert made.highlight.headline == (
        "Of 1 action, none are complete, none are overdue and 1 has no timescale."
    )
    assert made.highlight.ratings.startswith(
        "Progress of those that are not complete: 1 not rated. "
    )
