"""The bytes of a CSV file become rows of cells, or the reason why they are none."""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Final, NamedTuple

SIZE_LIMIT: Final = 20_000_000  # bytes; ten thousand figures are well below one million
ROW_LIMIT: Final = 200_000  # also those that hold nothing
CELL_LIMIT: Final = 1_000_000
_DELIMITERS: Final = (",", ";", "\t")
_ZIP: Final = b"PK\x03\x04"
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"
_SAVE: Final = "open it in Excel and save it as “CSV UTF-8”"
_LONG_CELL: Final = (
    "shorten it; if nobody wrote so much, look for a quotation mark that is not closed there"
)


class NoTable(Exception):
    """Why a file is no table of ours: what is wrong, and what to do."""

    def __init__(self, message: str, hint: str) -> None:
        """Keep the fault and the remedy apart."""
        super().__init__(message)
        self.message, self.hint = message, hint


class Row(NamedTuple):
    """One row: the line on which it begins, and its cells."""

    line: int
    cells: tuple[str, ...]


class Table(NamedTuple):
    """The rows of a file that hold anything, and what had to be assumed to read them."""

    rows: tuple[Row, ...]
    blank: int  # how many rows hold nothing
    remarks: tuple[str, ...]


def table(data: bytes) -> Table:
    """The rows of a CSV file; raises NoTable."""
    text, remarks = decoded(data)
    found = list(rows_of(text, _delimiter(text)))
    rows = tuple(row for row in found if any(cell.strip() for cell in row.cells))
    if not rows:
        raise NoTable("the file is empty", "give it a row of headings, and a row for each figure")
    return Table(rows, len(found) - len(rows), remarks)


def decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a file, in any of the ways in which Excel writes one."""
    if len(data) > SIZE_LIMIT:
        raise NoTable(f"the file is larger than {SIZE_LIMIT // 1_000_000} MB", "split it")
    if data.startswith((_ZIP, _OLD_EXCEL)):
        raise NoTable("this is a workbook, and not CSV", _SAVE)
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            text = data.decode("utf-16")
        else:
            text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _in_windows_letters(data)
    if "\0" in text:
        raise NoTable("this is not a text file", _SAVE)
    return text, ()


def _in_windows_letters(data: bytes) -> tuple[str, tuple[str, ...]]:
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise NoTable("the letters of this file cannot be read", _SAVE) from None
    if "\0" in text:
        raise NoTable("this is not a text file", _SAVE)
    return text, ("the file is not UTF-8: its letters were read as Windows writes them",)


def rows_of(text: str, delimiter: str) -> Iterator[Row]:
    """Every row of a text, those that hold nothing too; raises NoTable."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line, laid = 1, 0
    try:
        for number, cells in enumerate(reader, 1):
            laid += len(cells)
            if number > ROW_LIMIT or laid > CELL_LIMIT:
                raise _vast(line)
            yield Row(line, tuple(cells))
            line = reader.line_num + 1
    except csv.Error as error:
        if "field limit" in str(error):
            message = f"line {line} has a cell of more than {csv.field_size_limit():,} characters"
            raise NoTable(message, _LONG_CELL) from None
        message = f"line {line} cannot be read: {error}"
        raise NoTable(message, "look for a quotation mark that is not closed there") from None


def _vast(line: int) -> NoTable:
    most = f"{ROW_LIMIT:,} rows or {CELL_LIMIT:,} cells"
    message = f"down to line {line} the file has more than {most}, which is more than is read"
    return NoTable(message, "take out the columns and rows that hold nothing, or split it")


def _delimiter(text: str) -> str:
    """What stands between cells: whichever sign is most often in the first line that has one."""
    for line in StringIO(text, newline=None):
        counts = {sign: line.count(sign) for sign in _DELIMITERS}
        if any(counts.values()):
            return max(counts, key=lambda sign: counts[sign])
    return ","
