"""How wide the columns of a table are: as their longest words need, and as much as they hold."""

from collections.abc import Iterable, Iterator, Sequence
from math import sqrt
from typing import Final

from planctl.render.block.part import Block, Heading, Paragraph, Picture, Row, Table, within

_PLAN: Final = (9, 14.5, 14.5, 12.5, 9.5, 10, 14, 8, 8)  # hundredths, as in board.css
_PICTURE: Final = 30  # letters that stand in for a picture
_GROWTH: Final = 2.4  # four times the text makes a column twice as wide
_LINE_END: Final = 10  # letters that could stand in the rest of a last line
_MOST: Final = 15  # letters of one word that a column is made wide enough for


def widths(table: Table, whole: int) -> tuple[int, ...]:
    """The width of each column of a table, which all make the whole."""
    columns = max((sum(cell.across for cell in row.cells) for row in _rows(table)), default=0)
    if "plan" in table.role.split() and columns == len(_PLAN):
        shares: Sequence[float] = _PLAN
    else:
        shares = [_share(table, number) for number in range(columns)]
    made = [int(whole * share / sum(shares)) for share in shares]
    return (*made[:-1], whole - sum(made[:-1])) if made else ()


def letters(blocks: Iterable[Block]) -> int:
    """How many letters a cell holds, with the rest of each line that a paragraph ends."""
    return sum(len(text) + _LINE_END for text in _texts(blocks))


def _rows(table: Table) -> tuple[Row, ...]:
    return (*table.head, *table.rows)


def _share(table: Table, number: int) -> float:
    held = [_text(row, number) for row in table.rows]
    words = " ".join((*held, *(_text(row, number) for row in table.head))).split()
    longest = min(max(map(len, words), default=1), _MOST)
    mean = sum(map(len, held)) / max(len(held), 1)
    return max(longest + 2.0, _GROWTH * sqrt(mean) + 2)


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
