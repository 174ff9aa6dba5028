"""What a workbook said in its grey cells when it was made, so that a change there is noticed.

A hidden sheet keeps a print of each of these cells: those of an item together, by its label, and
those of rows without a label, such as the day of a milestone, by their column alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final
from zlib import crc32

from planctl.model.table import Part, TableRow
from planctl.model.workbook import Sheet

RECORD: Final = "Worked out"
RECORD_HEADINGS: Final = ("Sheet", "Row", "Columns", "Prints")
NO_PRINT: Final = "-"  # of an empty cell


def prints(sheet: Sheet, rows: Sequence[TableRow]) -> Iterator[tuple[str, ...]]:
    """The record of a sheet: a row for each of its own."""
    names = [column.name for column in sheet.columns]
    own = [column.name for column in sheet.columns if column.is_worked_out]
    for row in rows if own else ():
        texts = dict(zip(names, map(in_words, row), strict=True))
        made = " ".join(print_of(texts[name]) for name in own)
        yield sheet.title, label_of(sheet, texts), " ".join(own), made


def label_of(sheet: Sheet, cells: Mapping[str, str]) -> str:
    """What tells a row from others, wherever it comes to stand; empty where nothing does.

    A place in a list does not: it changes as soon as a row is added above.
    """
    columns = [column for column in sheet.columns if column.name in sheet.table.key]
    if any(column.part is Part.POSITION for column in columns):
        return ""
    return " ".join(cells.get(column.name, "") for column in columns)


def print_of(text: str) -> str:
    """A few signs that another text would not have; ends of lines and spaces do not count."""
    plain = " ".join(text.split())
    return f"{crc32(plain.encode('utf-8', 'surrogatepass')):08x}" if plain else NO_PRINT


def in_words(value: object) -> str:
    """What a cell says, as text: a day as 2024-02-29, a number in figures."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "yes" if value else "no"
        case int() | float() | Decimal():
            return f"{value:.6f}".rstrip("0").rstrip(".")
        case _:
            return str(value).removesuffix(" 00:00:00")  # of a day without an hour
