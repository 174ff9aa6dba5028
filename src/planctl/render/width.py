"""How wide the columns of a table should be: as their longest words need, and as they hold text."""

from collections.abc import Iterable, Iterator, Sequence
from math import sqrt
from typing import Final

from planctl.render.block.part import (
    Block,
    Heading,
    Paragraph,
    Picture,
    Row,
    Spans,
    Table,
    within,
)

_PER_LETTER: Final = 1.15  # a word needs a little more than its letters
_GROWTH: Final = 3.0  # four times the text makes a column twice as wide
_PICTURE: Final = 180  # letters whose room a picture takes


def widths(table: Table) -> tuple[float, ...]:
    """The width of each column, as a share of any sum."""
    rows = (*table.head, *table.rows)
    columns = max((sum(cell.across for cell in row.cells) for row in rows), default=0)
    return tuple(_width(table, number) for number in range(columns))


def _width(table: Table, number: int) -> float:
    head = [*_texts(table.head, number)]
    held = [*_texts(table.rows, number)]
    longest = max((len(word) for text in (*head, *held) for word in text.split()), default=1)
    mean = sum(map(len, held)) / max(1, len(table.rows))
    return round(max(longest * _PER_LETTER + 1, _GROWTH * sqrt(mean)), 2)


def _texts(rows: Sequence[Row], number: int) -> Iterator[str]:
    """The texts in a column; a cell that takes several columns says nothing of any of them."""
    for row in rows:
        if number < len(row.cells) and all(cell.across == 1 for cell in row.cells):
            yield from _of(row.cells[number].blocks)


def _of(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield _line(block.spans)
            case Picture():
                yield " ".join("x" * (_PICTURE // 2))
            case _:
                yield from _of(within(block))


def _line(spans: Spans) -> str:
    """A text; a rating keeps its words together, so it is one."""
    return "".join(
        span.text.replace(" ", "_") if span.style.rating else span.text for span in spans
    )
