"""The rows of a workbook grow together again: each list into the item that it is a part of."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from planctl.intake.workbook.fault import Fault
from planctl.intake.workbook.fit import faults_of
from planctl.intake.workbook.taken import Taken
from planctl.model.fact_table import NATURAL_KEYS
from planctl.model.said import Said
from planctl.model.table import Column, Of, Part, Table

Key = tuple[str, ...]


class Grown(NamedTuple):
    """An item with all that is in it, and the row that it comes from."""

    said: Said
    row: Taken


class Rows:
    """The rows of every table, by what they are a part of, and which of them have found it."""

    def __init__(self, rows: Mapping[str, Sequence[Taken]]) -> None:
        """Nothing has found its place yet."""
        self.faults: list[Fault] = []  # of the rows that have
        self._rows = rows
        self._sorted: dict[str, dict[Key, list[Taken]]] = {}

    def items(self, table: Table, parent: Key = ()) -> Iterator[Grown]:
        """The items of a list in its order, with all that is in them."""
        for key, row in self._keyed(table, parent, self._of(table).pop(parent, [])):
            self.faults += faults_of(table, row)
            yield Grown(self._said(table, row, key), row)

    def nothing(self, table: Table) -> Grown:
        """An item without a row of its own; the lists in it may have rows all the same."""
        row = Taken("", 0, {})
        return Grown(self._said(table, row, ()), row)

    def left(self, table: Table) -> Iterator[Taken]:
        """The rows that are a part of nothing which is there."""
        yield from (row for rows in self._of(table).values() for row in rows)

    def _of(self, table: Table) -> dict[Key, list[Taken]]:
        if table.name not in self._sorted:
            found: dict[Key, list[Taken]] = {}
            names = [] if table.many is Of.ONE else table.parent_key
            for row in self._rows.get(table.name, ()):
                found.setdefault(tuple(_plain(row, name) for name in names), []).append(row)
            self._sorted[table.name] = found
        return self._sorted[table.name]

    def _said(self, table: Table, row: Taken, key: Key) -> Said:
        """What an item says."""
        plain = [column for column in table.facts if not column.at]
        in_words = next((c.name for c in plain if c.part is Part.PLAIN), None)
        if in_words and in_words in row.cells:
            return row.cells[in_words]
        if plain and in_words is None:
            return _value(plain, row)
        found: dict[str, Said] = {}
        for at in dict.fromkeys(column.at for column in table.facts if column.at):
            value = _value([column for column in table.facts if column.at == at], row)
            if value is not None:
                _put(found, at, value)
        for part in table.children:
            if part.many is not Of.ONE:
                self._put_part(found, part, key)
        return found

    def _keyed(
        self, table: Table, parent: Key, rows: Sequence[Taken]
    ) -> Iterator[tuple[Key, Taken]]:
        """The rows in their order, each with the key by which its parts name it."""
        column = table.column(table.key[-1]) if table.key else None
        is_numbered = any(each.part is Part.POSITION for each in table.columns)
        seen: dict[str, Taken] = {}
        for row in sorted(rows, key=_position) if is_numbered else rows:
            label = _plain(row, column.name) if column else ""
            if column and column.part is not Part.POSITION and not label:
                message = f"{row.place} has no “{column.heading}”"
                self.faults.append(Fault(message, "write it, or delete the row"))
                continue
            if column and label in seen and (column.part is not Part.POSITION or table.children):
                message = f"{row.place} has the same “{column.heading}” as {seen[label].place}"
                self.faults.append(Fault(message, "each is to be another"))
            seen[label] = row
            is_whole = table.parent_key and not _is_natural(column)
            yield (*parent, label) if is_whole else (label,), row

    def _put_part(self, found: dict[str, Said], part: Table, key: Key) -> None:
        parent = key if part.parent_key else ()
        items = list(self.items(part, parent))
        if not items:
            return
        if part.many is Of.ENTRIES:
            _put(found, part.at, entries(part, items))
        elif part.many is Of.ANY and len(items) == 1:
            _put(found, part.at, items[0].said)
        else:
            _put(found, part.at, [item.said for item in items])


def entries(table: Table, items: Sequence[Grown]) -> dict[str, Said]:
    """A group of entries, each under its key."""
    return {item.row.cells[table.key[-1]]: item.said for item in items}


def _is_natural(column: Column | None) -> bool:
    return column is not None and column.name in NATURAL_KEYS


def _position(row: Taken) -> float:
    """The place of a row in its list; one without a number comes last."""
    number = row.cells.get("position")
    return float(number) if number else float("inf")


def _plain(row: Taken, name: str) -> str:
    return row.cells.get(name, "").strip()


def _value(columns: Sequence[Column], row: Taken) -> Said:
    """What the columns of one value say together."""
    held = {column.part: row.cells[column.name] for column in columns if column.name in row.cells}
    if not held:
        return None
    if Part.WORDS in held:
        return {"written": held[Part.WORDS], "due": held.get(Part.DUE)}
    value = next(iter(held.values()))
    return None if value == columns[0].default and columns[0].at else value


def _put(found: dict[str, Said], at: tuple[str, ...], value: Said) -> None:
    """Write a value at keys, in groups that are made on the way."""
    for step in at[:-1]:
        inner = found.setdefault(step, {})
        assert isinstance(inner, dict)  # noqa: S101 - a group of the model
        found = inner
    found[at[-1]] = value
