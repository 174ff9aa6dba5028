"""Rows whose cells span columns and rows become rows with a cell for each column of the table.

And how much there may be of a paper: what a person can have written, and no more.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from planctl.intake.paper.part import Cell, Part, Row, Unreadable

FILLED_LIMIT: Final = 80_000  # cells that hold anything, and lines: five thousand actions or more
LETTER_LIMIT: Final = 5_000_000  # in all of them
CELL_LIMIT: Final = 400_000  # cells of tables, whether they hold anything or not
EMPTY: Final = Cell()
LEFT: Final = Cell(of_left=True)
Ruled = Mapping[int, Cell]  # the cells of a row by the column in which they stand


def squared(rows: Sequence[Ruled]) -> Iterator[tuple[Cell, ...]]:
    """The rows of a table, each as wide as the table; a column in which no cell begins is none."""
    columns = sorted({at for row in rows for at, cell in row.items() if not cell.of_left})
    refuse_vast(len(rows) * len(columns))
    for row in rows:
        yield tuple(row.get(at, EMPTY) for at in columns)


def refuse_vast(cells: int) -> None:
    """Raise Unreadable for a table that nobody can have filled in by hand."""
    if cells > CELL_LIMIT:
        message = f"a table has more than {CELL_LIMIT:,} cells, which is more than is read"
        raise Unreadable(message, "take out the columns and rows that hold nothing")


def limited(parts: Iterable[Part]) -> Iterator[Part]:
    """The parts of a paper; raises Unreadable as soon as there is more than is read."""
    filled = letters = 0
    for part in parts:
        if isinstance(part, Row):
            for cell in filter(None, (cell.paragraphs for cell in part.cells)):
                filled += 1
                letters += sum(len(words.text) for words in cell)
        else:
            filled += 1
            letters += len(part.text)
        if filled > FILLED_LIMIT:
            raise _too_much(part, f"{FILLED_LIMIT:,} filled cells and lines")
        if letters > LETTER_LIMIT:
            raise _too_much(part, f"{LETTER_LIMIT // 1_000_000} million letters")
        yield part


def _too_much(part: Part, what: str) -> Unreadable:
    message = f"down to {part.place} the paper has more than {what}, which is more than is read"
    return Unreadable(
        message, "take out the sheets, pages and columns that are no part of the plan"
    )
