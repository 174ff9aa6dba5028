"""Rows whose cells span columns and rows become rows with a cell for each column of the table."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from planctl.intake.paper.part import Cell, Unreadable

CELL_LIMIT: Final = 4_000_000
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
        message = f"a table has {cells} cells, which is more than is read"
        raise Unreadable(message, "take out the columns and rows that hold nothing")
