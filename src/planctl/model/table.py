"""A plan as tidy tables: what they are called, and what stands in each of their columns.

Every paper that is a set of tables is printed from these: workbook, CSV, SQLite and Parquet; and
a workbook of ours is read back by them. What the tables of a plan are is read off its models in
`fact_table`; what is judged on a day stands in `judged_table`.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Final, NamedTuple

CellValue = str | int | Decimal | bool | date | None
TableRow = tuple[CellValue, ...]


class Holds(StrEnum):
    """What the cells of a column hold, where they hold anything."""

    TEXT = "text"
    WHOLE = "whole number"
    NUMBER = "number"
    DAY = "day"
    FLAG = "yes or no"


class Part(Enum):
    """Which part of a value of the plan a column shows."""

    VALUE = 1
    DUE = 2  # of a timescale: the date as it is written
    WORDS = 3  # of a timescale: the source's own words, where they are others
    DAY = 4  # of a timescale: the day that it falls due, which is worked out
    FIGURE = 5  # of a reading: its figure
    MISSING = 6  # of a reading: the word for why there is no figure
    KEY = 7  # of an entry: what it stands under
    POSITION = 8  # of an item: its place in the list, from 1
    PARENT = 9  # what the item is a part of
    FILE = 10  # the file of the plan that it stands in
    PLAIN = 11  # of an item that is words or a link: the words
    JUDGED = 12  # of no value of the plan: it is judged on a day


_FACTS: Final = frozenset({Part.VALUE, Part.DUE, Part.WORDS, Part.FIGURE, Part.MISSING, Part.PLAIN})


class Column(NamedTuple):
    """One column of a table."""

    name: str  # as a query names it
    heading: str  # as people read it
    about: str
    holds: Holds = Holds.TEXT
    part: Part = Part.VALUE
    at: tuple[str, ...] = ()  # the keys that lead to it from the item that the row shows
    choices: tuple[str, ...] = ()
    is_required: bool = False  # of a group of keys: where the group has a value
    of: str = ""  # the table whose key it names
    default: str | None = None  # what an empty cell means, where that is not nothing

    @property
    def is_needed(self) -> bool:
        """Whether every row has it."""
        return self.is_required and len(self.at) < 2  # noqa: PLR2004 - a key of a group

    @property
    def is_worked_out(self) -> bool:
        """Whether it follows from other things, so that it is not read back."""
        return self.part in {Part.DAY, Part.JUDGED}


class Of(Enum):
    """How many items of a kind there are where they stand."""

    ONE = 1
    LIST = 2
    ENTRIES = 3  # a list in which each item stands under a key of its own
    ANY = 4  # a list that may also be its only item, without the list


class Table(NamedTuple):
    """One table: a row for each item of a kind."""

    name: str
    title: str  # as people read it; short enough for the name of a sheet
    about: str
    columns: tuple[Column, ...]
    noun: str = ""  # the column by which a part names the item that it is of
    key: tuple[str, ...] = ()  # the columns that tell its rows apart; none: there is one row
    parent: str = ""  # the table of what its items are a part of
    parent_key: tuple[str, ...] = ()  # the columns that name it, in the order of the parent's key
    at: tuple[str, ...] = ()  # the keys that lead from the parent's item to this list
    many: Of = Of.LIST
    children: "tuple[Table, ...]" = ()

    @property
    def facts(self) -> tuple[Column, ...]:
        """The columns that hold what the files of the plan say."""
        return tuple(column for column in self.columns if column.part in _FACTS)

    def column(self, name: str) -> Column:
        """The column of that name."""
        return next(column for column in self.columns if column.name == name)

    def number(self, name: str) -> int:
        """The place of the column of that name, from nought."""
        return next(n for n, column in enumerate(self.columns) if column.name == name)


def flat(tables: tuple[Table, ...]) -> Iterator[Table]:
    """The tables with those of their parts, each before its parts."""
    for table in tables:
        yield table
        yield from flat(table.children)
