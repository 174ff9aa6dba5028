"""The rows of what the files of a plan say, for each of its tables."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from planctl.model.calendar import Calendar, DayOfMonth
from planctl.model.fact_table import fact_tables
from planctl.model.plan import Plan
from planctl.model.problem import At
from planctl.model.scalar import Missing, Timescale
from planctl.model.schedule import calendar_from
from planctl.model.table import CellValue, Column, Of, Part, Table, TableRow, flat
from planctl.model.timescale import due_day

_NO_FILES: Final[Mapping[At, str]] = MappingProxyType({})


class Item(NamedTuple):
    """An item of a table: its value, what it stands under or its place, and its file."""

    value: Any  # of any of the plan's models, or a plain value
    under: CellValue = None
    position: int = 1
    file: str = ""
    parent: tuple[CellValue, ...] = ()


def fact_rows(plan: Plan, files: Mapping[At, str] = _NO_FILES) -> dict[str, list[TableRow]]:
    """The rows of every table of facts, in the order of the plan.

    The files are those that the parts of the plan come from, by where in the plan they stand.
    """
    walk = _Walk(calendar_from(plan.governance, plan.policy.year_starts))
    items = _items(plan, files)
    for table in fact_tables():
        walk.take(_ready(table), items[table.name])
    [actions] = next(table.children for table in fact_tables() if table.name == "areas")
    refs = [row[0] for row in walk.rows["areas"]]
    walk.take(_ready(actions), _actions(plan, files, refs))
    return walk.rows


def _items(plan: Plan, files: Mapping[At, str]) -> Mapping[str, Iterable[Item]]:
    """The items of each kind of file of a plan, by the names of their tables."""
    return {
        "plan": [Item(plan.plan)] if plan.plan else [],
        "governance": [Item(plan.governance)],
        "roles": _entries(plan.roles),
        "glossary": _entries(plan.glossary),
        "policy": [Item(plan.policy)],
        "decisions": _listed(plan.decisions),
        "evidence_seals": _entries(plan.seals),
        "areas": _filed("areas", plan.areas, files),
        "measures": _filed("measures", plan.measures, files),
    }


def _filed(name: str, values: Iterable[object], files: Mapping[At, str]) -> Iterator[Item]:
    for number, value in enumerate(values):
        yield Item(value, file=files.get((name, number), ""))


def _actions(plan: Plan, files: Mapping[At, str], refs: Sequence[CellValue]) -> Iterator[Item]:
    for number, area in enumerate(plan.areas):
        for n, action in enumerate(area.actions):
            file = files.get(("areas", number, "actions", n), "")
            yield Item(action, file=file, parent=(refs[number],))


class _Ready(NamedTuple):
    """What is to be done for each row of a table."""

    table: Table
    cells: "Sequence[_Cell]"
    parents: Sequence[int]  # the places of the columns that name what it is a part of
    key: Sequence[int]
    is_natural: bool  # whether people know its items by a label that the plan gives them
    parts: "Sequence[_Ready]"


def _ready(table: Table) -> _Ready:
    [own] = table.key[-1:] or [""]
    parts = {Part.VALUE, Part.KEY}
    return _Ready(
        table,
        [_cell(column) for column in table.columns],
        [table.number(name) for name in table.parent_key],
        [table.number(name) for name in table.key],
        len(table.key) == 1 and table.column(own).part in parts,
        [_ready(part) for part in table.children if part.many is not Of.ONE],
    )


class _Walk:
    """The rows that were gathered, and the keys that they are known by."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self.rows: dict[str, list[TableRow]] = {t.name: [] for t in flat(fact_tables())}
        self.taken: dict[str, set[CellValue]] = {}

    def take(self, ready: _Ready, items: Iterable[Item]) -> None:
        """Add the rows of items, and of all that is in them."""
        rows = self.rows[ready.table.name]
        for item in items:
            row = [cell(item, self.calendar) for cell in ready.cells]
            for number, value in zip(ready.parents, item.parent, strict=True):
                row[number] = value
            if ready.is_natural:
                [own] = ready.key
                row[own] = self._told_apart(ready.table.name, row[own])
            rows.append(tuple(row))
            key = tuple(row[number] for number in ready.key)
            for part in ready.parts:
                self.take(part, _within(part.table, item.value, key))

    def _told_apart(self, table: str, key: CellValue) -> CellValue:
        """A key that no other row has: the second 1.2 is 1.2 (2)."""
        taken = self.taken.setdefault(table, set())
        found, count = key, 1
        while found in taken:
            count += 1
            found = f"{key} ({count})"
        taken.add(found)
        return found


def _within(table: Table, value: object, key: tuple[CellValue, ...]) -> Iterator[Item]:
    """The items of a list in an item."""
    held = _at(value, table.at)
    if held is None:
        return
    if table.many is Of.ANY and not isinstance(held, tuple):
        held = (held,)
    items = _entries(held) if table.many is Of.ENTRIES else _listed(held)
    for item in items:
        yield item._replace(parent=key)


def _entries(held: Mapping[Any, Any]) -> Iterator[Item]:
    for number, (key, value) in enumerate(held.items(), 1):
        yield Item(value, _plain(key), number)


def _listed(held: Iterable[object]) -> Iterator[Item]:
    for number, value in enumerate(held, 1):
        yield Item(value, None, number)


_Cell = Callable[[Item, Calendar], CellValue]


def _cell(column: Column) -> _Cell:
    at, shown = column.at, _SHOWN.get(column.part)
    if shown is None:
        return _BESIDE[column.part]
    return lambda item, calendar: shown(_at(item.value, at), calendar)


def _at(value: Any, at: tuple[str, ...]) -> Any:  # noqa: ANN401 - any value of the plan's models
    """What stands at keys below a value; none where a group on the way is not there.

    An item that is words has no keys.
    """
    for step in at:
        if value is None or isinstance(value, str):
            return None
        value = getattr(value, step)
    return value


def _plain(value: Any) -> CellValue:  # noqa: ANN401 - see above
    """A value as a cell holds it."""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, DayOfMonth):
        return value.written
    plain: CellValue = value
    return plain


def _value(value: Any, _: Calendar) -> CellValue:  # noqa: ANN401 - see above
    return _plain(value)


def _due(value: Timescale | None, _: Calendar) -> str | None:
    return value.due if value else None


def _words(value: Timescale | None, _: Calendar) -> str | None:
    return value.written if value and value.written != value.due else None


def _day(value: Timescale | None, calendar: Calendar) -> date | None:
    return due_day(value.reading, calendar) if value else None


def _figure(value: Decimal | Missing, _: Calendar) -> Decimal | None:
    return None if isinstance(value, Missing) else value


def _missing(value: Decimal | Missing, _: Calendar) -> str | None:
    return value.value if isinstance(value, Missing) else None


def _item_in_words(value: object, _: Calendar) -> str | None:
    return value if isinstance(value, str) else None


_SHOWN: Final[Mapping[Part, Callable[[Any, Calendar], CellValue]]] = {
    Part.VALUE: _value,
    Part.DUE: _due,
    Part.WORDS: _words,
    Part.DAY: _day,
    Part.FIGURE: _figure,
    Part.MISSING: _missing,
    Part.PLAIN: _item_in_words,
}
_BESIDE: Final[Mapping[Part, _Cell]] = {
    Part.KEY: lambda item, _: item.under,
    Part.POSITION: lambda item, _: item.position,
    Part.PARENT: lambda _item, _: None,
    Part.FILE: lambda item, _: item.file or None,
}
