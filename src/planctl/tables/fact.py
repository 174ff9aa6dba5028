"""The rows of what the files of a plan say, for each of its tables.

The tables of what the files of a plan say, read off the models: a new key is in them by itself.

A group of keys becomes columns of its own table, a list becomes a table, with a row for each item.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from functools import cache
from types import MappingProxyType, UnionType
from typing import Annotated, Any, Final, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel, WithJsonSchema
from pydantic.fields import FieldInfo

from planctl.model.calendar import Calendar, DayOfMonth
from planctl.model.kind import KINDS, model_of
from planctl.model.plan import Plan
from planctl.model.problem import At
from planctl.model.scalar import Missing, Timescale
from planctl.model.schedule import calendar_from
from planctl.model.timescale import due_day
from planctl.tables.spec import (
    CellValue,
    Column,
    Holds,
    Of,
    Part,
    Table,
    TableName,
    TableRow,
    column_name,
    flat,
    in_words,
    points_to,
    table_name,
)

NATURAL_KEYS: Final = ("ref", "id")  # the fields that people know an item by
IN_FILES: Final = frozenset({"area", "action", "measure"})  # kinds with a file for each item
POSITION: Final = "position"
FILE: Final = "file"


class _Type(NamedTuple):
    """What a field holds, without what is said beside it."""

    base: Any
    said: tuple[object, ...] = ()
    may_be_one: bool = False  # of a list: whether its only item may stand without it

    @property
    def is_model(self) -> bool:
        return isinstance(self.base, type) and issubclass(self.base, BaseModel)

    @property
    def is_list(self) -> bool:
        return get_origin(self.base) in {tuple, dict}

    @property
    def link(self) -> type[BaseModel] | None:
        """The model of an item that is words or a link; none for what is not."""
        found = (_type(each) for each in get_args(self.base) if self._is_union)
        return next((each.base for each in found if each.is_model), None)

    @property
    def _is_union(self) -> bool:
        return get_origin(self.base) in {Union, UnionType}


class _Spot(NamedTuple):
    """A place in the models: the table that is made, and what is written of the place."""

    table: str
    path: tuple[str, ...]  # from the kind of the file
    at: tuple[str, ...] = ()  # from the item of the table
    is_file: bool = False  # whether the item is a whole file


@cache
def fact_tables() -> tuple[Table, ...]:
    """The tables of all the kinds of files, each with those of the lists in it."""
    made = {kind: _of_file(kind) for kind in KINDS}
    areas, actions = made["area"], made.pop("action")
    parent = _pointer("area", "areas", "The ref of the area that it belongs to.")
    columns = (actions.columns[0], parent, *actions.columns[1:])
    within = actions._replace(columns=columns, parent="areas", parent_key=("area",))
    made["area"] = areas._replace(children=(within,))
    return tuple(made.values())


def _of_file(kind: str) -> Table:
    """The table of a kind of file."""
    model = model_of(kind)
    about = (model.__doc__ or "").strip().partition("\n")[0]
    if "root" in model.model_fields:
        held = _type(model.model_fields["root"].annotation)
        return _listed(_Spot("", (kind,)), held, about, None)
    name = table_name((kind,))
    return _table(_Spot(name.name, (kind,), is_file=True), _Type(model), about, None)


def _listed(spot: _Spot, held: _Type, about: str, parent: Table | None) -> Table:
    """The table of a list, or of entries that stand each under its key."""
    arguments = get_args(held.base)
    name = table_name(spot.path)
    spot = _Spot(name.name, spot.path, spot.at)
    if get_origin(held.base) is dict:
        key = _columns_of(_type(arguments[0]), (), "", name.key)[0]
        own = key._replace(part=Part.KEY, is_required=True, about=f"{in_words(name.key)}.")
        return _table(spot, _type(arguments[1]), about, parent, own)
    return _table(spot, _type(arguments[0]), about, parent)


def _table(
    spot: _Spot, item: _Type, about: str, parent: Table | None, own: Column | None = None
) -> Table:
    """The table of items of a type, with those of the lists in them."""
    name, kind = table_name(spot.path), spot.path[0]
    is_one = spot.is_file
    columns = tuple(_columns(item, name))
    labels = (c for c in columns if c.at == (c.name,) and c.name in NATURAL_KEYS)
    natural = None if is_one and kind not in IN_FILES else next(labels, None)
    own = own or natural or (None if is_one else _position())
    of = _parents(parent)
    columns = tuple(c._replace(of=points_to(spot.table, c.name)) for c in columns if c is not own)
    more = [_file()] if kind in IN_FILES and is_one else []
    more += [_position()] if own and own.part is not Part.POSITION and not more else []
    count = Of.ENTRIES if own and own.part is Part.KEY else Of.ONE if is_one else Of.LIST
    owned = (*of, *([own] if own else []))
    made = Table(
        spot.table,
        name.title,
        about,
        (*owned, *columns, *more),
        name.noun,
        tuple(column.name for column in owned),
        parent.name if parent and of else "",
        tuple(column.name for column in of),
        spot.at,
        count,
    )
    return made._replace(children=tuple(_parts(spot.path, item, made)))


def _parts(path: tuple[str, ...], item: _Type, parent: Table) -> Iterator[Table]:
    """The tables of the lists in an item."""
    if not item.is_model:
        return
    for at, field in _fields(item.base):
        held = _type(field.annotation)
        if held.is_list:
            made = _listed(_Spot("", (*path, *at), at), held, field.description or "", parent)
            yield made._replace(many=Of.ANY) if held.may_be_one else made


def _fields(model: type[BaseModel], at: tuple[str, ...] = ()) -> Iterator[tuple[Any, FieldInfo]]:
    """Every field of a model and of the groups in it, with the keys that lead to it."""
    for name, field in model.model_fields.items():
        held = _type(field.annotation)
        if held.is_model:
            yield from _fields(held.base, (*at, name))
        else:
            yield (*at, name), field


def _columns(item: _Type, name: TableName) -> Iterator[Column]:
    """The columns of an item: one for each of its fields, or one for a plain value."""
    if item.link:
        words = _columns_of(_Type(str), (), "In words, where it is no link.", name.item)
        yield from (column._replace(part=Part.PLAIN) for column in words)
        for column in _columns(_Type(item.link), name):
            yield column._replace(is_required=False)
    elif item.is_model:
        for at, field in _fields(item.base):
            held = _type(field.annotation, tuple(field.metadata))
            if not held.is_list:
                for column in _columns_of(held, at, field.description or "", "_".join(at)):
                    needed = field.is_required() and column.part in {Part.VALUE, Part.DUE}
                    yield column._replace(is_required=needed, default=_default(field))
    else:
        for column in _columns_of(item, (), f"{in_words(name.item)}.", name.item):
            yield column._replace(is_required=column.part in {Part.VALUE, Part.DUE})


def _columns_of(held: _Type, at: tuple[str, ...], about: str, name: str) -> Sequence[Column]:
    """The columns of one value: a timescale and a reading have more than one."""
    heading = in_words(name)
    if held.base is Timescale:
        due = Column(column_name(name, "when"), heading, about, part=Part.DUE, at=at)
        words = Column(
            f"{name}_words", f"{heading}: source’s words", _WORDS, part=Part.WORDS, at=at
        )
        day = Column(f"{name}_day", f"{heading}: day", _DAY, Holds.DAY, Part.DAY, at)
        return (due, words, day) if _may_have_words(held) else (due, day)
    if get_args(held.base) and Missing in get_args(held.base):
        choices = tuple(str(word) for word in Missing)
        missing = Column(f"{name}_missing", f"{heading}: why none", _WHY_NONE, choices=choices)
        figure = Column(name, heading, about, Holds.NUMBER, Part.FIGURE, at)
        return figure, missing._replace(part=Part.MISSING, at=at)
    holds = _HOLDS.get(held.base, Holds.TEXT)
    ending = "day" if holds is Holds.DAY else _ENDINGS.get(held.base, "whom")
    choices = _choices(held.base)
    return (Column(column_name(name, ending), heading, about, holds, at=at, choices=choices),)


_WORDS: Final = "The source's own words, where the timescale is an interpretation of them."
_DAY: Final = "The day that it falls due by the plan's own calendar. Worked out."
_WHY_NONE: Final = "The word for why there is no figure; none of them is nought."
_ENDINGS: Final[Mapping[object, str]] = {DayOfMonth: "which"}
_HOLDS: Final[Mapping[object, Holds]] = {
    int: Holds.WHOLE,
    Decimal: Holds.NUMBER,
    date: Holds.DAY,
    bool: Holds.FLAG,
}


def _choices(base: Any) -> tuple[str, ...]:  # noqa: ANN401 - the type of a field can be anything
    if get_origin(base) is Literal:
        return tuple(get_args(base))
    is_closed = isinstance(base, type) and issubclass(base, StrEnum)
    return tuple(str(choice) for choice in base) if is_closed else ()


def _default(field: FieldInfo) -> str | None:
    """What an empty value of a field means, as a file says it; none for nothing at all."""
    given = field.get_default(call_default_factory=False)
    return None if field.is_required() or given is None else str(given)


def _may_have_words(held: _Type) -> bool:
    """Whether a timescale may have the source's own words beside it."""
    schemas = (said.json_schema or {} for said in held.said if isinstance(said, WithJsonSchema))
    return any("anyOf" in schema for schema in schemas)


def _type(annotation: Any, said: tuple[object, ...] = ()) -> _Type:  # noqa: ANN401 - see above
    """The type of a field, without None and without what is said beside it."""
    if get_origin(annotation) is Annotated:
        base, *more = get_args(annotation)
        return _type(base, (*more, *said))
    if get_origin(annotation) in {Union, UnionType}:
        kinds = [_type(each) for each in get_args(annotation) if each is not type(None)]
        if len(kinds) == 1:
            return kinds[0]._replace(said=(*kinds[0].said, *said))
        lists = [each._replace(may_be_one=True) for each in kinds if each.is_list]
        return lists[0] if lists else _Type(annotation, said)
    return _Type(annotation, said)


def _parents(parent: Table | None) -> tuple[Column, ...]:
    """The columns by which an item names what it is a part of."""
    if parent is None or not parent.key:
        return ()
    *above, own = (parent.column(name) for name in parent.key)
    noun = parent.noun
    about = f"Which of “{parent.title}” it is a part of."
    named = own._replace(name=noun, heading=in_words(noun), about=about)
    return (*above, named._replace(part=Part.PARENT, is_required=True))


def _pointer(name: str, of: str, about: str) -> Column:
    return Column(name, in_words(name), about, part=Part.PARENT, of=of, is_required=True)


def _position() -> Column:
    about = "Its place in the list, from 1."
    return Column(POSITION, "No.", about, Holds.WHOLE, Part.POSITION, is_required=True)


def _file() -> Column:
    return Column(FILE, "File", "Its file in the plan folder.", part=Part.FILE)


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
        "decisions": _items_of(plan.decisions),
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
    items = _entries(held) if table.many is Of.ENTRIES else _items_of(held)
    for item in items:
        yield item._replace(parent=key)


def _entries(held: Mapping[Any, Any]) -> Iterator[Item]:
    for number, (key, value) in enumerate(held.items(), 1):
        yield Item(value, _plain(key), number)


def _items_of(held: Iterable[object]) -> Iterator[Item]:
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
