"""What the columns of a paper are called, for a person who has to name one of them."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from planctl.intake.paper.column import column_of, plain_heading
from planctl.intake.paper.part import Paper, Row

_LEAST: Final = 2  # headings of a table
_LONGEST: Final = 60  # characters of a heading that is worth naming


def headings(paper: Paper) -> tuple[str, ...]:
    """What stands above the columns of the tables, each once."""
    found: dict[str, None] = {}
    told: set[str] = set()
    for row in _rows(paper):
        texts = [cell.text for cell in row.cells if 0 < len(cell.text) <= _LONGEST]
        if row.table not in told and len(texts) >= _LEAST:
            told.add(row.table)
            found |= dict.fromkeys(texts)
    return tuple(found)


def likeliest(found: Sequence[str]) -> str:
    """The heading that a column of actions may well have; the first, where none is like that."""
    return next((each for each in found if column_of(each, {}).key == "actions"), found[0])


def names_of_columns(paper: Paper) -> frozenset[str]:
    """All that can be meant as the heading of a column, in the form in which it is looked up.

    Where a header has two rows, that is what either says, and both together.
    """
    rows = [[cell.text for cell in row.cells] for row in _rows(paper)]
    both = (f"{a} {b}" for one, two in pairwise(rows) for a, b in zip(one, two, strict=False))
    return frozenset(plain_heading(text) for text in (*both, *(t for row in rows for t in row)))


def _rows(paper: Paper) -> Iterator[Row]:
    return (part for part in paper if isinstance(part, Row))
