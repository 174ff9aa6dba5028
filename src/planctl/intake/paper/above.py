"""Which lines of a paper head its tables of actions."""

from collections.abc import Sequence
from typing import Final

from planctl.intake.paper.area import area_said
from planctl.intake.paper.part import Line
from planctl.intake.paper.record import Record
from planctl.intake.paper.rows import Step

_SHORT: Final = 80  # characters of a line that can head a table


def headings_of_tables(found: Sequence[Step]) -> frozenset[int]:
    """The lines that head a table of actions: headings, or where there are none the line above."""
    heads: set[int] = set()
    lines = [
        (n, each) for n, each in enumerate(found) if isinstance(each, Line) and not each.beside
    ]
    if any(area_said(line.text) for _, line in lines):
        return frozenset()
    at: int | None = None  # the heading, or the short line, that a table would be of
    for number, step in enumerate(found):
        if isinstance(step, Line) and not step.beside:
            is_short = len(step.text) <= _SHORT and not step.text.endswith((".", ",", ";"))
            if step.heading or (is_short and not step.is_item):
                at = number
            elif at is not None and not _heading(found[at]):
                at = None
        elif isinstance(step, Record) and at is not None:
            heads.add(at)
            at = None
    return frozenset(heads)


def _heading(step: Step) -> bool:
    return isinstance(step, Line) and bool(step.heading)
