"""Which lines of a paper head its tables of actions."""

from collections.abc import Iterator, Sequence
from typing import Final

from planctl.intake.paper.area import area_said
from planctl.intake.paper.part import Line
from planctl.intake.paper.record import Record
from planctl.intake.paper.rows import Step

_SHORT: Final = 80  # characters of a line that can head a table


def headings_of_tables(found: Sequence[Step]) -> frozenset[int]:
    """The lines that head a table of actions: headings, or where there are none the line above.

    Where lines say themselves that they head areas, only headings of their level do so too.
    """
    levels = [each.heading for each in _lines(found) if area_said(each.text)]
    if not levels:
        return frozenset(_heading_lines(found))
    return frozenset(n for n in _heading_lines(found) if 0 < _level(found[n]) <= max(levels))


def has_areas(found: Sequence[Step]) -> bool:
    """Whether lines of a paper head its areas, or a column names them.

    One heading alone may be the title.
    """
    in_lines = any(area_said(each.text) for each in _lines(found))
    in_column = any(isinstance(each, Record) and each.said("area") for each in found)
    return in_lines or in_column or len(headings_of_tables(found)) > 1


def are_headed(found: Sequence[Step]) -> bool:
    """Whether several lines say themselves that they head an area."""
    return len({each.text for each in _lines(found) if area_said(each.text)}) > 1


def _lines(found: Sequence[Step]) -> Iterator[Line]:
    return (each for each in found if isinstance(each, Line) and not each.beside)


def _heading_lines(found: Sequence[Step]) -> Iterator[int]:
    at: int | None = None  # the heading, or the short line, that a table would be of
    for number, step in enumerate(found):
        if isinstance(step, Line) and not step.beside:
            is_short = len(step.text) <= _SHORT and not step.text.endswith((".", ",", ";"))
            if step.heading or (is_short and not step.is_item):
                at = number
            elif at is not None and not _level(found[at]):
                at = None
        elif isinstance(step, Record) and at is not None:
            yield at
            at = None


def _level(step: Step) -> int:
    return step.heading if isinstance(step, Line) else 0
