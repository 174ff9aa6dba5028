"""Whether a row of a workbook says what its item cannot be without, and nothing twice."""

from collections.abc import Iterator
from typing import Final

from planctl.intake.workbook.fault import Fault
from planctl.intake.workbook.taken import Taken
from planctl.model.table import Part, Table

_WRITE: Final = "write it, or delete the row"


def faults_of(table: Table, row: Taken) -> Iterator[Fault]:
    """What is wrong with a row."""
    if _is_in_words(table, row):
        if len(row.cells.keys() & {column.name for column in table.facts}) > 1:
            message = f"{row.place} says something in words and names a link too"
            yield Fault(message, "keep one of the two")
        return
    for at in dict.fromkeys(column.at for column in table.facts):
        yield from _faults_of_value(table, row, at)
    for column in table.facts:
        is_asked = len(column.at) <= 1 or _has_group(table, row, column.at[:-1])
        if column.is_required and is_asked and column.name not in row.cells:
            yield Fault(f"{row.place} has no “{column.heading}”", _WRITE)


def _is_in_words(table: Table, row: Taken) -> bool:
    return any(c.part is Part.PLAIN and c.name in row.cells for c in table.facts)


def _faults_of_value(table: Table, row: Taken, at: tuple[str, ...]) -> Iterator[Fault]:
    """What is wrong with the columns of one value together."""
    columns = [column for column in table.facts if column.at == at]
    held = {column.part for column in columns if column.name in row.cells}
    heading = columns[0].heading
    if held >= {Part.FIGURE, Part.MISSING}:
        message = f"{row.place} has a “{heading}” and a word for why there is none"
        yield Fault(message, "keep one of the two")
    if Part.WORDS in held and Part.DUE not in held:
        message = f"{row.place} has the source's words, and no “{heading}”"
        yield Fault(message, "write the date that they are taken to mean")


def _has_group(table: Table, row: Taken, group: tuple[str, ...]) -> bool:
    """Whether a row says anything of a group of keys."""
    within = (column for column in table.facts if column.at[: len(group)] == group)
    return any(row.cells.get(column.name, column.default) != column.default for column in within)
