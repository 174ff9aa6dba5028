"""Read CSV, and plain text with tabs between cells, as tables come out of a PDF or a document."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import chain, groupby, islice
from typing import Final, NamedTuple

from planctl.intake.read.paper import (
    EMPTY_CELL,
    Paper,
    PaperCell,
    PaperLine,
    PaperPart,
    PaperRow,
    UnreadableFile,
    finish_parts,
    refuse_above,
    refuse_vast_table,
)
from planctl.intake.read.text import decode_paper_text, split_lines, to_paragraph, to_paragraphs

_LINE_END: Final = re.compile("\r\n|\r|\n")
_MARK: Final = re.compile(r"</?p>")  # what some programs leave of paragraphs in a cell
_TEXT_FORMULA: Final = re.compile(r'\s*="((?:[^"]|"")*)"\s*')
_ITEM: Final = re.compile(r"\s*[-–•·▪o*]\t")
_HASHES: Final = re.compile(r"(#{1,6})\s+(?=\S)")
_SIGNS: Final = "\t;,"
_LOOKED_AT: Final = 200  # lines of a CSV, from which its sign is known
ROW_LIMIT: Final = 200_000  # also those that hold nothing
CSV_CELL_LIMIT: Final = 1_000_000
LINE_LIMIT: Final = 500_000  # also those that hold nothing
_LONGEST: Final = 100  # lines that a cell in quotation marks may have


class _Record(NamedTuple):
    """A line of a text, or as many as the quoted cells of a row take."""

    line: int
    text: str

    @property
    def has_tabs(self) -> bool:
        """Whether it can be a row; a tab after a bullet only sets the words of an item in."""
        return "\t" in self.text and not _ITEM.match(self.text)


def read_plain_text(content: bytes) -> Paper:
    """The lines and rows of a text file; raises UnreadableFile."""
    text, letters = decode_paper_text(content)
    message = f"the file has more than {LINE_LIMIT:,} lines, which is more than is read"
    hint = "take out the lines that hold nothing, or split it"
    refuse_above(text.count("\n") + text.count("\r"), LINE_LIMIT, message, hint)
    return [*finish_parts(_parts(_records(_LINE_END.split(text)))), *letters]


def read_csv_paper(content: bytes) -> Paper:
    """The rows of a CSV or TSV file; raises UnreadableFile."""
    text, letters = decode_paper_text(content)
    numbered_rows = enumerate(csv_rows(text, csv_delimiter(text)), 1)
    rows = [(number, row.cells) for number, row in numbered_rows if any(row.cells)]
    width = max((len(cells) for _, cells in rows), default=0)
    refuse_vast_table(len(rows) * width)
    placed_rows = ((f"row {number}", map(text_cell, cells)) for number, cells in rows)
    return [*finish_parts(_rows(placed_rows, width, 1)), *letters]


class CsvRow(NamedTuple):
    """A row of a CSV file: the line on which it begins, and its cells."""

    line: int
    cells: tuple[str, ...]


def csv_rows(text: str, delimiter: str) -> Iterator[CsvRow]:
    """Every row of a text, those that hold nothing too; raises UnreadableFile."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    most = f"{ROW_LIMIT:,} rows or {CSV_CELL_LIMIT:,} cells"
    vast_hint = "take out the columns and rows that hold nothing, or split it"
    line, cell_count = 1, 0
    try:
        for number, cells in enumerate(reader, 1):
            cell_count += len(cells)
            if number > ROW_LIMIT or cell_count > CSV_CELL_LIMIT:
                message = f"down to line {line} the file has more than {most}"
                raise UnreadableFile(f"{message}, which is more than is read", vast_hint)
            yield CsvRow(line, tuple(cells))
            line = reader.line_num + 1
    except csv.Error as error:
        message = f"line {line} cannot be read: {error}"
        hint = "look for a quotation mark that is not closed there"
        if "field limit" in str(error):
            message = f"line {line} has a cell of more than {csv.field_size_limit():,} characters"
            hint = f"shorten it; if nobody wrote so much, {hint}"
        raise UnreadableFile(message, hint) from None


def text_cell(text: str) -> PaperCell:
    """A cell with its paragraphs: by line, or by the marks that some programs leave in.

    ="1.10" is how a text is written that Excel is not to take for a number.
    """
    if formula := _TEXT_FORMULA.fullmatch(text):
        text = formula[1].replace('""', '"')
    return PaperCell(to_paragraphs(split_lines(_MARK.split(text)))) if text else EMPTY_CELL


def csv_delimiter(text: str) -> str:
    """What stands between cells: whichever sign cuts the first lines into the most even rows."""
    first = list(islice(StringIO(text, newline=None), _LOOKED_AT))

    def evenness(sign: str) -> tuple[int, int]:
        counts = [count for line in first if (count := line.count(sign))]
        usual = max(set(counts), key=counts.count, default=0)
        return counts.count(usual), usual

    return max(_SIGNS, key=evenness)


def _records(texts: Sequence[str]) -> Iterator[_Record]:
    """The lines of a text, those together that one quoted cell holds."""
    at = 0
    while at < len(texts):
        end = _end(texts, at)
        yield _Record(at + 1, "\n".join(texts[at:end]))
        at = end


def _end(texts: Sequence[str], at: int) -> int:
    """Where the row ends that begins at a line: after it, unless a quoted cell runs on."""
    if not re.search(r'(?:^|\t)"', texts[at]) or texts[at].count('"') % 2 == 0:
        return at + 1
    for end in range(at + 1, min(at + _LONGEST, len(texts))):
        if texts[end].count('"') % 2:
            closes = re.search(r'"(?:\t|$)', texts[end])
            return end + 1 if closes and "\t" in "".join(texts[at : end + 1]) else at + 1
    return at + 1


def _parts(records: Iterator[_Record]) -> Iterator[PaperPart]:
    table = 0
    for has_tabs, group in groupby(records, lambda record: record.has_tabs):
        block = list(group)
        # One line with two tabs is a row, as are two with a tab within.
        inner = sum("\t" in record.text.strip() for record in block)
        is_table = inner > 1 or any(record.text.count("\t") > 1 for record in block)
        if has_tabs and is_table:
            table += 1
            width = max(row.text.count("\t") for row in block) + 1
            refuse_vast_table(len(block) * width)
            placed_rows = ((f"line {row.line}", _cells(row.text)) for row in block)
            yield from _rows(placed_rows, width, table)
        else:
            yield from chain.from_iterable(map(_lines, block))


def _cells(text: str) -> Iterator[PaperCell]:
    cells = text.split("\t")
    if "\n" in text:  # only a cell in quotation marks holds a line break
        cells = next(csv.reader([text], delimiter="\t"))
    return map(text_cell, cells)


def _rows(
    placed_rows: Iterable[tuple[str, Iterable[PaperCell]]], width: int, table: int
) -> Iterator[PaperRow]:
    """The rows that hold anything, each as wide as the table."""
    for place, row_cells in placed_rows:
        cells = tuple(row_cells)
        if any(cell.paragraphs for cell in cells):
            yield PaperRow(place, cells + (EMPTY_CELL,) * (width - len(cells)), f"table {table}")


def _lines(record: _Record) -> Iterator[PaperLine]:
    """The line of a record that is no row; a heading is marked as in Markdown."""
    text = record.text.strip()
    hashes = _HASHES.match(text)
    level = len(hashes[1]) if hashes else 0
    if paragraph := to_paragraph(text[hashes.end() :] if hashes else text):
        is_item = paragraph.is_item and not level
        yield PaperLine(f"line {record.line}", paragraph.text, level, is_item)
