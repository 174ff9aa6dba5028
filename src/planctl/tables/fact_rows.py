"""The rows of what the files of a plan say, in the tables that are read off its models."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from planctl.model.calendar import Calendar, DayOfMonth
from planctl.model.field_types import Missing
from planctl.model.meeting_schedule import plan_calendar
from planctl.model.plan import Plan
from planctl.model.problem import At
from planctl.model.timescale import due_day
from planctl.tables.facts import fact_tables
from planctl.tables.schema import (
    CellValue,
    ItemCount,
    PlanTable,
    TableColumn,
    TableRow,
    ValuePart,
    with_child_tables,
)

_NO_FILES: Final[Mapping[At, str]] = MappingProxyType({})


class TableItem(NamedTuple):
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
    walk = _Walk(plan_calendar(plan.governance, plan.policy.year_starts))
    items = _items(plan, files)
    for table in fact_tables():
        walk.take(_prepare(table), items[table.name])
    [actions] = next(table.children for table in fact_tables() if table.name == "areas")
    refs = [row[0] for row in walk.rows["areas"]]
    walk.take(_prepare(actions), _actions(plan, files, refs))
    return walk.rows


def _items(plan: Plan, files: Mapping[At, str]) -> Mapping[str, Iterable[TableItem]]:
    """The items of each kind of file of a plan, by the names of their tables."""
    return {
        "plan": [TableItem(plan.plan)] if plan.plan else [],
        "governance": [TableItem(plan.governance)],
        "roles": _entry_items({**plan.roles, **plan.contacts}),
        "glossary": _entry_items(plan.glossary),
        "policy": [TableItem(plan.policy)],
        "decisions": _items_of(plan.decisions),
        "evidence_seals": _entry_items(plan.seals),
        "areas": _file_items("areas", plan.areas, files),
        "measures": _file_items("measures", plan.measures, files),
    }


def _file_items(
    name: str, values: Iterable[object], files: Mapping[At, str]
) -> Iterator[TableItem]:
    for number, value in enumerate(values):
        yield TableItem(value, file=files.get((name, number), ""))


def _actions(plan: Plan, files: Mapping[At, str], refs: Sequence[CellValue]) -> Iterator[TableItem]:
    for number, area in enumerate(plan.areas):
        for n, action in enumerate(area.actions):
            file = files.get(("areas", number, "actions", n), "")
            yield TableItem(action, file=file, parent=(refs[number],))


class _Prepared(NamedTuple):
    """What is to be done for each row of a table."""

    table: PlanTable
    cells: "Sequence[_Cell]"
    parents: Sequence[int]  # the places of the columns that name what it is a part of
    key: Sequence[int]
    is_natural: bool  # whether people know its items by a label that the plan gives them
    parts: "Sequence[_Prepared]"


def _prepare(table: PlanTable) -> _Prepared:
    [last_key] = table.key[-1:] or [""]
    parts = {ValuePart.VALUE, ValuePart.KEY}
    return _Prepared(
        table,
        [_cell(column) for column in table.columns],
        [table.number(name) for name in table.parent_key],
        [table.number(name) for name in table.key],
        len(table.key) == 1 and table.column(last_key).part in parts,
        [_prepare(part) for part in table.children if part.many is not ItemCount.ONE],
    )


class _Walk:
    """The rows that were gathered, and the keys that they are known by."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self.rows: dict[str, list[TableRow]] = {
            t.name: [] for t in with_child_tables(fact_tables())
        }
        self.taken: dict[str, set[CellValue]] = {}

    def take(self, table: _Prepared, items: Iterable[TableItem]) -> None:
        """Add the rows of items, and of all that is in them."""
        rows = self.rows[table.table.name]
        for item in items:
            row = [cell(item, self.calendar) for cell in table.cells]
            for number, value in zip(table.parents, item.parent, strict=True):
                row[number] = value
            if table.is_natural:
                [number] = table.key
                row[number] = self._unique_key(table.table.name, row[number])
            rows.append(tuple(row))
            key = tuple(row[number] for number in table.key)
            for part in table.parts:
                self.take(part, _items_within(part.table, item.value, key))

    def _unique_key(self, table: str, key: CellValue) -> CellValue:
        """A key that no other row has: the second 1.2 is 1.2 (2)."""
        taken = self.taken.setdefault(table, set())
        unique, count = key, 1
        while unique in taken:
            count += 1
            unique = f"{key} ({count})"
        taken.add(unique)
        return unique


def _items_within(
    table: PlanTable, value: object, key: tuple[CellValue, ...]
) -> Iterator[TableItem]:
    """The items of a list in an item."""
    value_list = _value_at(value, table.at)
    if value_list is None:
        return
    if table.many is ItemCount.ANY and not isinstance(value_list, tuple):
        value_list = (value_list,)
    items = _entry_items(value_list) if table.many is ItemCount.ENTRIES else _items_of(value_list)
    for item in items:
        yield item._replace(parent=key)


def _entry_items(entries: Mapping[Any, Any]) -> Iterator[TableItem]:
    for number, (key, value) in enumerate(entries.items(), 1):
        yield TableItem(value, _plain(key), number)


def _items_of(values: Iterable[object]) -> Iterator[TableItem]:
    for number, value in enumerate(values, 1):
        yield TableItem(value, None, number)


_Cell = Callable[[TableItem, Calendar], CellValue]


def _cell(column: TableColumn) -> _Cell:
    at, shown = column.at, _SHOWN.get(column.part)
    if shown is None:
        return _SHOWN_OF_ITEM[column.part]
    return lambda item, calendar: shown(_value_at(item.value, at), calendar)


def _value_at(value: Any, at: tuple[str, ...]) -> Any:  # noqa: ANN401 - any value of the plan's models
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


def _missing(value: object) -> str | None:
    """Why there is no figure, of the closed list; what an edition does not show is withheld."""
    if not isinstance(value, str):
        return None
    return str(value) if isinstance(value, Missing) else str(Missing.WITHHELD)


_SHOWN: Final[Mapping[ValuePart, Callable[[Any, Calendar], CellValue]]] = {
    ValuePart.VALUE: lambda value, _: _plain(value),
    ValuePart.DUE: lambda value, _: value.due if value else None,
    ValuePart.WORDS: lambda value, _: (
        value.written if value and value.written != value.due else None
    ),
    ValuePart.DAY: lambda value, calendar: due_day(value.reading, calendar) if value else None,
    ValuePart.FIGURE: lambda value, _: None if isinstance(value, str) else value,
    ValuePart.MISSING: lambda value, _: _missing(value),
    ValuePart.PLAIN: lambda value, _: value if isinstance(value, str) else None,
}
_SHOWN_OF_ITEM: Final[Mapping[ValuePart, _Cell]] = {
    ValuePart.KEY: lambda item, _: item.under,
    ValuePart.POSITION: lambda item, _: item.position,
    ValuePart.PARENT: lambda _item, _: None,
    ValuePart.FILE: lambda item, _: item.file or None,
}
