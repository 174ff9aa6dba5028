"""Whole papers in which things were crossed out, hidden or broken by Excel, as they came in."""

from pathlib import Path
from typing import Final

import pytest

from imported import actions, imported
from planctl.intake.account import Fate
from planctl.intake.read.formats import read_paper

PAPERS: Final = Path(__file__).parents[1] / "omissions"
FIRST: Final = ("Head of Service", "30 Sept 2026", "Drafted.")
SECOND: Final = ("Team Manager", "31 Oct 2026", "Six trained.")
THIRD: Final = ("QA Lead", "30 Nov 2026", "Not started.")
# Of each paper the lead, date and note of its actions, and what is asked.
RIGHT: Final[dict[str, tuple[dict[str, tuple[str, str, str]], list[str]]]] = {
    "cells.docx": ({"1.1": FIRST, "1.2": SECOND}, ["actions crossed out"]),
    "row.docx": ({"1.1": FIRST, "1.3": THIRD}, ["actions crossed out"]),
    "plan.xlsx": (
        {
            "1.1": (FIRST[0], "2026-09-30", FIRST[2]),
            "1.2": (SECOND[0], "2026-10-31", SECOND[2]),
        },
        ["actions crossed out"],
    ),
    "plan.html": ({"1.1": FIRST, "1.2": SECOND}, ["actions hidden"]),
    "plan.md": ({"1.1": FIRST, "1.3": (*THIRD[:2], "Begun.")}, ["actions crossed out"]),
    "hidden-words.docx": ({"1.1": FIRST, "1.2": SECOND, "1.3": THIRD}, []),
    "hidden-row.docx": ({"1.1": FIRST, "1.3": THIRD}, ["actions hidden"]),
    "dated-refs.xlsx": (
        {
            "1-1": (FIRST[0], "2026-09-30", FIRST[2]),
            "1-2": (SECOND[0], "2026-10-31", SECOND[2]),
            "13-1": (THIRD[0], "2026-11-30", "Begun."),
        },
        ["1-1 ref"],
    ),
}


@pytest.mark.parametrize("name", RIGHT)
def test_what_was_taken_out_of_a_paper_is_not_live_and_what_is_meant_is_asked(name: str) -> None:
    right, asked = RIGHT[name]
    paper = read_paper(name, (PAPERS / name).read_bytes())
    values = {
        ref: (action["leads"][0], action["timescale"], action["progress"][0]["note"])
        for ref, action in actions(paper).items()
    }
    assert values == right
    assert [entry.to for entry in imported(paper).of(Fate.ASKED)] == asked


def test_every_paper_is_looked_at() -> None:
    assert {path.name for path in PAPERS.iterdir()} == set(RIGHT)
