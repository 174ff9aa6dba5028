"""How wide the columns of a table are: as their longest words need, and as much as they hold."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from planctl.render.block.part import Block, Heading, Paragraph, Picture, Row, Table, within

# Hundredths, by the role of a table whose columns are known, so that they stand alike on each page.
_KNOWN: Final[Mapping[str, Sequence[float]]] = {
    "plan": (9, 14.5, 14.5, 12.5, 9.5, 10, 14, 8, 8),
    "actions": (5.5, 18.5, 13.5, 12.5, 13, 12, 25),
    "matrix": (16, 10.5, 13, 10.5, 10, 8, 11, 21),
    "bars": (28, 35, 7, 7.5, 7.5, 7, 8),
}
_PICTURE: Final = 120  # letters that stand in for a picture
PADDING: Final = 130  # of a cell, left and right together
PER_LETTER: Final = 102  # about how wide a letter is in a table, in twentieths of a point
_SPARE: Final = 120  # so that a bold head of wide letters is not torn apart
_GROWTH: Final = 0.65  # four times the text makes a column more than twice as wide
_LINE_END: Final = 10  # letters that could stand in the rest of a last line
_MOST: Final = 15  # letters of one word that a column is made wide enough for


def widths(table: Table, whole: int) -> tuple[int, ...]:
    """The width of each column of a table, in all no more than the whole."""
    count = max((sum(cell.across for cell in row.cells) for row in _rows(table)), default=0)
    columns = range(count)
    known = next((_KNOWN[role] for role in table.role.split() if role in _KNOWN), ())
    if len(known) == count:
        return _whole([whole * share / sum(known) for share in known], whole)
    needed = [_needed(table, number) for number in columns]
    wished = [_longest(table, number) * PER_LETTER + PADDING + _SPARE for number in columns]
    if sum(wished) <= whole:
        return _whole(wished, sum(wished))
    left = max(whole - sum(needed), 0)
    growth = [max(wish - need, 0) ** _GROWTH for wish, need in zip(wished, needed, strict=True)]
    made = [
        need + left * share / (sum(growth) or 1) for need, share in zip(needed, growth, strict=True)
    ]
    return _whole([whole * width / sum(made) for width in made], whole)


def _whole(made: Sequence[float], whole: int) -> tuple[int, ...]:
    """Widths in whole units that make up the whole."""
    first = [int(width) for width in made[:-1]]
    return (*first, whole - sum(first)) if made else ()


def _needed(table: Table, number: int) -> int:
    """The room of the longest word in a column, unless it is no word any more."""
    words = (word for row in _rows(table) for word in _text(row, number).split())
    return min(max(map(len, words), default=1), _MOST) * PER_LETTER + PADDING


def _longest(table: Table, number: int) -> int:
    """The letters of the longest text in a column, which then stands on one line."""
    return max((len(_text(row, number)) for row in _rows(table)), default=0)


def letters(blocks: Iterable[Block]) -> int:
    """How many letters a cell holds, with the rest of each line that a paragraph ends."""
    return sum(len(text) + _LINE_END for text in _texts(blocks))


def _rows(table: Table) -> tuple[Row, ...]:
    return (*table.head, *table.rows)


def _text(row: Row, number: int) -> str:
    """What a cell says; one that takes several columns says nothing of any of them."""
    if number >= len(row.cells) or any(cell.across > 1 for cell in row.cells):
        return ""
    return " ".join(_texts(row.cells[number].blocks))


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                spans = block.spans
                # The words of a rating are kept on one line.
                yield "".join(s.text.replace(" ", "_") if s.style.rating else s.text for s in spans)
            case Picture():
                yield "x" * _PICTURE if block.words else ""
            case _:
                yield from _texts(within(block))
