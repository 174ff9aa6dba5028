"""What every paper is made of, whatever program wrote it: lines, and the rows of tables.

A reader of a kind of paper gives these, in the order of the paper; what they mean is found out
from them alone. A text is given once, wherever it stands: of cells that are merged, in the first.
"""

from collections.abc import Sequence
from typing import NamedTuple


class Paragraph(NamedTuple):
    """A paragraph as its reader sees it, its spaces made single.

    A link is written [words](address), and a footnote in [brackets] where it is called.
    """

    text: str
    is_item: bool = False  # of a list, whose own bullet or number is not of the text
    number: str = ""  # what the program counts it as, such as 1.1 or a, where it numbers it


class Line(NamedTuple):
    """A paragraph outside tables."""

    place: str  # as a person would find it: line 12, paragraph 40, text box 2, comment 1
    text: str
    heading: int = 0  # its level from 1; 0 for what is no heading
    is_item: bool = False
    beside: str = (
        ""  # what it is, where it is not of the text: page header, text box, comment, file
    )
    number: str = (
        ""  # what the program counts it as, where it numbers it; a heading's is in its text
    )


class Cell(NamedTuple):
    """A cell of a table."""

    paragraphs: tuple[Paragraph, ...] = ()
    shade: str = ""  # its colour as six hexadecimal digits, such as FF0000; empty for none
    of_above: bool = False  # a part of a merged cell that begins in a row above
    of_left: bool = False  # a part of a merged cell that begins in a column before

    @property
    def text(self) -> str:
        """All its words on one line."""
        return " ".join(paragraph.text for paragraph in self.paragraphs)


class Row(NamedTuple):
    """A row of a table, with a cell for each column that the table has."""

    place: str  # table 3 row 4; of a workbook, sheet Actions row 7
    cells: tuple[Cell, ...]
    table: str  # which table of the paper it is of, or which sheet
    is_header: bool = False  # whether the paper itself says that it heads the table


def is_sheet(place: str, table: str) -> bool:
    """Whether a place is on a sheet of that name, and not in a table among others."""
    return place.removeprefix("hidden ").startswith(f"sheet {table} row ")


Part = Line | Row
Paper = Sequence[Part]


class Unreadable(Exception):
    """Why a file is no paper that can be taken in: what is wrong, and what to do."""

    def __init__(self, message: str, hint: str) -> None:
        """Keep the fault and the remedy apart."""
        super().__init__(message)
        self.message, self.hint = message, hint


def tidy(text: str) -> str:
    """A text with the spaces between its words made single, as its reader sees it."""
    return " ".join(text.split())
