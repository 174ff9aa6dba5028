"""The parts of every paper: lines, and rows of tables; and the limits of what is read.

A reader of a format gives these in the order of the paper, each text once: of merged cells, in the
first. What they mean is decided from them alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

FILLED_LIMIT: Final = 80_000  # cells that hold anything, and lines: five thousand actions or more
LETTER_LIMIT: Final = 5_000_000  # in all of them
CELL_LIMIT: Final = 400_000  # cells of tables, whether they hold anything or not


class Paragraph(NamedTuple):
    """A paragraph as its reader sees it, its spaces made single.

    A link is written [words](address), and a footnote in [brackets] where it is called.
    """

    text: str
    is_item: bool = False  # of a list, whose own bullet or number is not of the text
    number: str = ""  # what the program counts it as, such as 1.1 or a, where it numbers it


class PaperLine(NamedTuple):
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


class PaperCell(NamedTuple):
    """A cell of a table."""

    paragraphs: tuple[Paragraph, ...] = ()
    shade: str = ""  # its colour as six hexadecimal digits, such as FF0000; empty for none
    of_above: bool = False  # a part of a merged cell that begins in a row above
    of_left: bool = False  # a part of a merged cell that begins in a column before

    @property
    def text(self) -> str:
        """All its words on one line."""
        return " ".join(paragraph.text for paragraph in self.paragraphs)


class PaperRow(NamedTuple):
    """A row of a table, with a cell for each column that the table has."""

    place: str  # table 3 row 4; of a workbook, sheet Actions row 7
    cells: tuple[PaperCell, ...]
    table: str  # which table of the paper it is of, or which sheet
    is_header: bool = False  # whether the paper itself says that it heads the table


def is_sheet_row(place: str, table: str) -> bool:
    """Whether a place is on a sheet of that name, and not in a table among others."""
    return place.removeprefix("hidden ").startswith(f"sheet {table} row ")


PaperPart = PaperLine | PaperRow
Paper = Sequence[PaperPart]


class UnreadableFile(Exception):
    """Why a file is no paper that can be taken in: what is wrong, and what to do."""

    def __init__(self, message: str, hint: str) -> None:
        """Keep the fault and the remedy apart."""
        super().__init__(message)
        self.message, self.hint = message, hint


def single_spaces(text: str) -> str:
    """A text with the spaces between its words made single, as its reader sees it."""
    return " ".join(text.split())


EMPTY_CELL: Final = PaperCell()
MERGED_LEFT: Final = PaperCell(of_left=True)
CellsByColumn = Mapping[int, PaperCell]  # the cells of a row by the column in which they stand


def align_columns(rows: Sequence[CellsByColumn]) -> Iterator[tuple[PaperCell, ...]]:
    """The rows of a table, each as wide as the table; a column in which no cell begins is none."""
    columns = sorted({at for row in rows for at, cell in row.items() if not cell.of_left})
    refuse_vast_table(len(rows) * len(columns))
    for row in rows:
        yield tuple(row.get(at, EMPTY_CELL) for at in columns)


def refuse_vast_table(cells: int) -> None:
    """Raise Unreadable for a table that nobody can have filled in by hand."""
    if cells > CELL_LIMIT:
        message = f"a table has more than {CELL_LIMIT:,} cells, which is more than is read"
        raise UnreadableFile(message, "take out the columns and rows that hold nothing")


def limit_parts(parts: Iterable[PaperPart]) -> Iterator[PaperPart]:
    """The parts of a paper; raises UnreadableFile as soon as there is more than is read."""
    filled = letters = 0
    for part in parts:
        if isinstance(part, PaperRow):
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


def _too_much(part: PaperPart, limit: str) -> UnreadableFile:
    message = f"down to {part.place} the paper has more than {limit}, which is more than is read"
    return UnreadableFile(
        message, "take out the sheets, pages and columns that are no part of the plan"
    )
