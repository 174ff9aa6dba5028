"""The parts of every paper: lines, and rows of tables; and the limits of what is read.

A reader of a format gives these in the order of the paper, each text once: of merged cells, in the
first. What they mean is decided from them alone.

Words that the author of a paper took out or hid are marked by the reader of the format, word by
word, with characters that no text holds; `finish_parts` sets them apart from what is live.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import groupby
from typing import Final, NamedTuple

from planctl.model.label import plain_blanks
from planctl.model.problem import Trouble

FILLED_LIMIT: Final = 200_000  # cells that hold anything, and lines: ten thousand actions or more
LETTER_LIMIT: Final = 5_000_000  # in all of them
CELL_LIMIT: Final = 400_000  # cells of tables, whether they hold anything or not


# Words of which nobody but a person can say whether they are two, beside the text of a PDF.
BROKEN_WORDS: Final = "words that a narrow column may have broken"


class Omission(StrEnum):
    """How words of a paper were taken out or hidden by whoever wrote it, or lost in Excel."""

    STRUCK = "crossed out"
    DELETED = "deleted in a tracked change"
    MOVED = "moved away in a tracked change"
    HIDDEN = "hidden"
    HIDDEN_ROW = "in a hidden row"
    FILTERED = "in a row that a filter hides"
    FOLDED = "in a row of a group that is folded away"
    HIDDEN_COLUMN = "in a hidden column"
    HIDDEN_SHEET = "on a hidden sheet"
    ERROR = "an error of Excel’s"  # such as #REF!
    FORMULA = "a formula that was saved without its value"


LOST: Final = frozenset({Omission.ERROR, Omission.FORMULA})  # by Excel, and not by the author


class OmittedText(NamedTuple):
    """Words that were taken out or hidden, and how."""

    text: str
    how: Omission


_MARK_OF: Final = {how: chr(0xFDD0 + number) for number, how in enumerate(Omission)}
_ERROR_STARTS: Final = frozenset("#E")
_HOW: Final = {mark: how for how, mark in _MARK_OF.items()}
_MARK_END: Final = "\ufdef"
_MARKS: Final = re.compile("[\ufdd0-\ufdef]")
_OMITTED: Final = re.compile(
    rf"([{''.join(_HOW)}])[^\ufdd0-\ufdef]*\ufdef(?:\s*\1[^\ufdd0-\ufdef]*\ufdef)*"
)
_OMITTED_WITH_SPACE: Final = re.compile(rf"(?:(?<![ \t])[ \t]++)?{_OMITTED.pattern}")
_WORD: Final = re.compile(r"\S+")
# What Excel and its kin show in a cell that they cannot work out, or that is too narrow.
_ERROR: Final = re.compile(r"#[A-Z][A-Z/0-9_]*[!?]|#N/A|#NV|#GETTING_DATA|Err:\d{3}|#{4,}")


def mark_omitted(text: str, how: Omission) -> str:
    """A text each of whose words is marked as taken out; what else was marked in it is no more."""
    mark = _MARK_OF[how]
    return _WORD.sub(lambda word: f"{mark}{word[0]}{_MARK_END}", _MARKS.sub("", text))


def without_marks(text: str) -> str:
    """A text with all its words, whether they are marked as taken out or not."""
    return _OMITTED.sub(lambda match: _MARKS.sub("", match[0]), text)


def split_omitted(text: str) -> tuple[str, tuple[OmittedText, ...]]:
    """What of a text is live, and what is marked in it as taken out."""
    if _MARK_END not in text:
        return text, ()
    omitted = tuple(
        OmittedText(plain_blanks(without_marks(match[0])), _HOW[match[1]])
        for match in _OMITTED.finditer(text)
    )
    return plain_blanks(_OMITTED.sub("", text)), omitted


def keep_omitted(text: str, kept: Collection[Omission]) -> str:
    """A text with what was taken out of it in some ways, and without what was in any other."""
    return _OMITTED_WITH_SPACE.sub(
        lambda match: without_marks(match[0]) if _HOW[match[1]] in kept else "", text
    )


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
    beside: str = ""  # what stands beside the text: page header, text box, comment, file
    number: str = ""  # what the program counts it as; that of a heading is in its text


class PaperCell(NamedTuple):
    """A cell of a table."""

    paragraphs: tuple[Paragraph, ...] = ()
    shade: str = ""  # its colour as six hexadecimal digits, such as FF0000; empty for none
    of_above: bool = False  # a part of a merged cell that begins in a row above
    of_left: bool = False  # a part of a merged cell that begins in a column before
    omitted: tuple[OmittedText, ...] = ()  # no part of its text

    @property
    def text(self) -> str:
        """All its words on one line."""
        if len(self.paragraphs) == 1:
            return self.paragraphs[0].text
        return " ".join(paragraph.text for paragraph in self.paragraphs)


class PaperRow(NamedTuple):
    """A row of a table, with a cell for each column that the table has."""

    place: str  # table 3 row 4; of a workbook, sheet Actions row 7
    cells: tuple[PaperCell, ...]
    table: str  # which table of the paper it is of, or which sheet
    is_header: bool = False  # whether the paper itself says that it heads the table

    @property
    def filled(self) -> list[str]:
        """The texts of the cells in which any stands."""
        return [cell.text for cell in self.cells if cell.text]


def is_sheet_row(place: str, table: str) -> bool:
    """Whether a place is on a sheet of that name, and not in a table among others."""
    return place.removeprefix("hidden ").startswith(f"sheet {table} row ")


PaperPart = PaperLine | PaperRow
Paper = Sequence[PaperPart]


def paper_blocks(paper: Iterable[PaperPart]) -> Iterator[tuple[list[PaperRow], list[PaperLine]]]:
    """The tables of a paper, and the lines between them: of each pair one is empty."""
    for _, group in groupby(paper, key=lambda part: getattr(part, "table", None)):
        parts = list(group)
        rows = [part for part in parts if isinstance(part, PaperRow)]
        yield rows, [part for part in parts if isinstance(part, PaperLine)]


class UnreadableFile(Trouble):
    """Why a file is no paper that can be taken in."""


EMPTY_CELL: Final = PaperCell()
MERGED_LEFT: Final = PaperCell(of_left=True)
CellsByColumn = Mapping[int, PaperCell]  # the cells of a row by the column in which they stand


def align_columns(rows: Sequence[CellsByColumn]) -> Iterator[tuple[PaperCell, ...]]:
    """The rows of a table, each as wide as the table; a column in which no cell begins is none."""
    columns = sorted({at for row in rows for at, cell in row.items() if not cell.of_left})
    refuse_vast_table(len(rows) * len(columns))
    for row in rows:
        yield tuple(row.get(at, EMPTY_CELL) for at in columns)


class RawRow(NamedTuple):
    """A row as it stands: its cells by column, whether it heads the table, its place if known."""

    cells: CellsByColumn
    is_header: bool = False
    place: str = ""


def table_rows(name: str, rows: Sequence[RawRow]) -> Iterator[PaperRow]:
    """The rows of a table that say anything, each as wide as the table."""
    aligned = align_columns([row.cells for row in rows])
    for number, (row, cells) in enumerate(zip(rows, aligned, strict=True), 1):
        if any(cell.paragraphs for cell in cells):
            place = row.place or f"{name} row {number}"
            yield PaperRow(place, cells, name, row.is_header)


def refuse_above(count: int, limit: int, message: str, hint: str) -> None:
    """Raise UnreadableFile where there is more than is read."""
    if count > limit:
        raise UnreadableFile(message, hint)


def refuse_vast_table(cells: int) -> None:
    """Raise UnreadableFile for a table that nobody can have filled in by hand."""
    message = f"a table has more than {CELL_LIMIT:,} cells, which is more than is read"
    refuse_above(cells, CELL_LIMIT, message, "take out the columns and rows that hold nothing")


def finish_parts(parts: Iterable[PaperPart]) -> Iterator[PaperPart]:
    """The parts of a paper, what was taken out of each set apart.

    Raises UnreadableFile as soon as there is more than is read.
    """
    filled = letters = 0
    for part in parts:
        texts = part.filled if isinstance(part, PaperRow) else [part.text]
        filled += len(texts)
        letters += sum(map(len, texts))
        if filled > FILLED_LIMIT:
            raise _too_much(part, f"{FILLED_LIMIT:,} filled cells and lines")
        if letters > LETTER_LIMIT:
            raise _too_much(part, f"{LETTER_LIMIT // 1_000_000} million letters")
        if isinstance(part, PaperRow):
            yield part._replace(cells=tuple(map(_live_cell, part.cells)))
        else:
            yield from _live_line(part)


def _live_cell(cell: PaperCell) -> PaperCell:
    """A cell without errors and words that were taken out; with all of them goes its colour."""
    if not any(_MARK_END in p.text or p.text[:1] in _ERROR_STARTS for p in cell.paragraphs):
        return cell
    live: list[Paragraph] = []
    omitted: list[OmittedText] = []
    for paragraph in cell.paragraphs:
        text, words = split_omitted(paragraph.text)
        if _ERROR.fullmatch(text):
            text, words = "", (OmittedText(text, Omission.ERROR),)
        live += [paragraph._replace(text=text)] if text else []
        omitted += words
    shade = cell.shade if live or all(item.how in LOST for item in omitted) else ""
    return cell._replace(paragraphs=tuple(live), omitted=tuple(omitted), shade=shade)


def _live_line(line: PaperLine) -> Iterator[PaperLine]:
    """A line without the words that were taken out, and each of those as a line beside it."""
    text, omitted = split_omitted(line.text)
    if text:
        yield line._replace(text=text)
    for words, how in omitted:
        yield PaperLine(line.place, words, beside=how)


def _too_much(part: PaperPart, limit: str) -> UnreadableFile:
    message = f"down to {part.place} the paper has more than {limit}, which is more than is read"
    hint = "take out the sheets, pages and columns that are no part of the plan"
    return UnreadableFile(message, hint)
