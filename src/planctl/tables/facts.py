"""The tables of what the files of a plan say, read off its models.

A group of keys becomes columns of its own table, a list becomes a table with a row for each item;
so a new key of the plan is in them by itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Annotated, Any, Final, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel, WithJsonSchema
from pydantic.fields import FieldInfo

from planctl.model.calendar import DayOfMonth
from planctl.model.choice import closed_words
from planctl.model.field_types import Missing, Timescale
from planctl.model.plan_files import KINDS, model_for_kind
from planctl.tables.schema import (
    CellType,
    ItemCount,
    PlanTable,
    TableColumn,
    TableName,
    ValuePart,
    column_name,
    heading_of,
    referenced_table,
    table_name,
)

NATURAL_KEYS: Final = ("ref", "id")  # the fields that people know an item by
IN_FILES: Final = frozenset({"area", "action", "measure"})  # kinds with a file for each item
POSITION_COLUMN: Final = "position"
FILE_COLUMN: Final = "file"
_WORDS: Final = "The source's own words, where the timescale is an interpretation of them."
_DAY: Final = "The day that it falls due by the plan's own calendar. Worked out."
_WHY_NONE: Final = "The word for why there is no figure; none of them is nought."
_ENDINGS: Final[Mapping[object, str]] = {DayOfMonth: "which"}
_HOLDS: Final[Mapping[object, CellType]] = {
    int: CellType.WHOLE,
    Decimal: CellType.NUMBER,
    date: CellType.DAY,
    bool: CellType.FLAG,
}


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
        parts = get_args(self.base) if get_origin(self.base) in {Union, UnionType} else ()
        return next((type_.base for type_ in map(_type, parts) if type_.is_model), None)


class _Place(NamedTuple):
    """A place in the models: the table that is made, and what is written of the place."""

    table: str
    path: tuple[str, ...]  # from the kind of the file
    at: tuple[str, ...] = ()  # from the item of the table
    is_file: bool = False  # whether the item is a whole file


@cache
def fact_tables() -> tuple[PlanTable, ...]:
    """The tables of all the kinds of files, each with those of the lists in it."""
    tables = {kind: _file_table(kind) for kind in KINDS}
    areas, actions = tables["area"], tables.pop("action")
    about = "The ref of the area that it belongs to."
    parent = TableColumn(
        "area", heading_of("area"), about, part=ValuePart.PARENT, of="areas", is_required=True
    )
    columns = (actions.columns[0], parent, *actions.columns[1:])
    own_actions = actions._replace(columns=columns, parent="areas", parent_key=("area",))
    tables["area"] = areas._replace(children=(own_actions,))
    return tuple(tables.values())


def _file_table(kind: str) -> PlanTable:
    """The table of a kind of file."""
    model = model_for_kind(kind)
    about = (model.__doc__ or "").strip().partition("\n")[0]
    if "root" in model.model_fields:
        type_ = _type(model.model_fields["root"].annotation)
        return _list_table(_Place("", (kind,)), type_, about, None)
    name = table_name((kind,))
    return _table(_Place(name.name, (kind,), is_file=True), _Type(model), about, None)


def _list_table(place: _Place, type_: _Type, about: str, parent: PlanTable | None) -> PlanTable:
    """The table of a list, or of entries that stand each under its key."""
    arguments = get_args(type_.base)
    name = table_name(place.path)
    place = _Place(name.name, place.path, place.at)
    if get_origin(type_.base) is dict:
        key = _columns_of(_type(arguments[0]), (), "", name.key)[0]
        key = key._replace(part=ValuePart.KEY, is_required=True, about=f"{heading_of(name.key)}.")
        return _table(place, _type(arguments[1]), about, parent, key)
    return _table(place, _type(arguments[0]), about, parent)


def _table(
    place: _Place, item: _Type, about: str, parent: PlanTable | None, key: TableColumn | None = None
) -> PlanTable:
    """The table of items of a type, with those of the lists in them."""
    name, kind = table_name(place.path), place.path[0]
    is_one = place.is_file
    columns = tuple(_columns(item, name))
    labels = (c for c in columns if c.at == (c.name,) and c.name in NATURAL_KEYS)
    natural = None if is_one and kind not in IN_FILES else next(labels, None)
    key = key or natural or (None if is_one else _position_column())
    parents = _parents(parent)
    columns = tuple(
        c._replace(of=referenced_table(place.table, c.name)) for c in columns if c is not key
    )
    file = TableColumn(FILE_COLUMN, "File", "Its file in the plan folder.", part=ValuePart.FILE)
    extra = [file] if kind in IN_FILES and is_one else []
    if key and key.part is not ValuePart.POSITION and not extra:
        extra = [_position_column()]
    count = ItemCount.ONE if is_one else ItemCount.LIST
    if key and key.part is ValuePart.KEY:
        count = ItemCount.ENTRIES
    owned = (*parents, *([key] if key else []))
    table = PlanTable(
        place.table,
        name.title,
        about,
        (*owned, *columns, *extra),
        name.noun,
        tuple(column.name for column in owned),
        parent.name if parent and parents else "",
        tuple(column.name for column in parents),
        place.at,
        count,
    )
    return table._replace(children=tuple(_part_tables(place.path, item, table)))


def _part_tables(path: tuple[str, ...], item: _Type, parent: PlanTable) -> Iterator[PlanTable]:
    """The tables of the lists in an item."""
    if not item.is_model:
        return
    for at, field in _fields(item.base):
        held = _type(field.annotation)
        if held.is_list:
            table = _list_table(_Place("", (*path, *at), at), held, field.description or "", parent)
            yield table._replace(many=ItemCount.ANY) if held.may_be_one else table


def _fields(model: type[BaseModel], at: tuple[str, ...] = ()) -> Iterator[tuple[Any, FieldInfo]]:
    """Every field of a model and of the groups in it, with the keys that lead to it."""
    for name, field in model.model_fields.items():
        type_ = _type(field.annotation)
        if type_.is_model:
            yield from _fields(type_.base, (*at, name))
        else:
            yield (*at, name), field


def _columns(item: _Type, name: TableName) -> Iterator[TableColumn]:
    """The columns of an item: one for each of its fields, or one for a plain value."""
    if item.link:
        words = _columns_of(_Type(str), (), "In words, where it is no link.", name.item)
        yield from (column._replace(part=ValuePart.PLAIN) for column in words)
        for column in _columns(_Type(item.link), name):
            yield column._replace(is_required=False)
    elif item.is_model:
        for at, field in _fields(item.base):
            type_ = _type(field.annotation, tuple(field.metadata))
            if not type_.is_list:
                for column in _columns_of(type_, at, field.description or "", "_".join(at)):
                    needed = field.is_required() and column.part in {ValuePart.VALUE, ValuePart.DUE}
                    yield column._replace(is_required=needed, default=_default(field))
    else:
        for column in _columns_of(item, (), f"{heading_of(name.item)}.", name.item):
            yield column._replace(is_required=column.part in {ValuePart.VALUE, ValuePart.DUE})


def _columns_of(type_: _Type, at: tuple[str, ...], about: str, name: str) -> Sequence[TableColumn]:
    """The columns of one value: a timescale and a reading have more than one."""
    heading = heading_of(name)
    if type_.base is Timescale:
        due = TableColumn(column_name(name, "when"), heading, about, part=ValuePart.DUE, at=at)
        words = TableColumn(
            f"{name}_words", f"{heading}: source’s words", _WORDS, part=ValuePart.WORDS, at=at
        )
        day = TableColumn(f"{name}_day", f"{heading}: day", _DAY, CellType.DAY, ValuePart.DAY, at)
        return (due, words, day) if _may_have_words(type_) else (due, day)
    if get_args(type_.base) and Missing in get_args(type_.base):
        choices = tuple(str(word) for word in Missing)
        missing = TableColumn(f"{name}_missing", f"{heading}: why none", _WHY_NONE, choices=choices)
        figure = TableColumn(name, heading, about, CellType.NUMBER, ValuePart.FIGURE, at)
        return figure, missing._replace(part=ValuePart.MISSING, at=at)
    holds = _HOLDS.get(type_.base, CellType.TEXT)
    ending = "day" if holds is CellType.DAY else _ENDINGS.get(type_.base, "whom")
    choices = closed_words(type_.base)
    return (TableColumn(column_name(name, ending), heading, about, holds, at=at, choices=choices),)


def _default(field: FieldInfo) -> str | None:
    """What an empty value of a field means, as a file says it; none for nothing at all."""
    default = field.get_default(call_default_factory=False)
    return None if field.is_required() or default is None else str(default)


def _may_have_words(type_: _Type) -> bool:
    """Whether a timescale may have the source's own words beside it."""
    schemas = (note.json_schema or {} for note in type_.said if isinstance(note, WithJsonSchema))
    return any("anyOf" in schema for schema in schemas)


def _type(annotation: Any, said: tuple[object, ...] = ()) -> _Type:  # noqa: ANN401 - see above
    """The type of a field, without None and without what is said beside it."""
    if get_origin(annotation) is Annotated:
        base, *notes = get_args(annotation)
        return _type(base, (*notes, *said))
    if get_origin(annotation) in {Union, UnionType}:
        kinds = [_type(each) for each in get_args(annotation) if each is not type(None)]
        if len(kinds) == 1:
            return kinds[0]._replace(said=(*kinds[0].said, *said))
        lists = [each._replace(may_be_one=True) for each in kinds if each.is_list]
        return lists[0] if lists else _Type(annotation, said)
    return _Type(annotation, said)


def _parents(parent: PlanTable | None) -> tuple[TableColumn, ...]:
    """The columns by which an item names what it is a part of."""
    if parent is None or not parent.key:
        return ()
    *above, own = (parent.column(name) for name in parent.key)
    noun = parent.noun
    about = f"Which of “{parent.title}” it is a part of."
    column = own._replace(name=noun, heading=heading_of(noun), about=about)
    return (*above, column._replace(part=ValuePart.PARENT, is_required=True))


def _position_column() -> TableColumn:
    about = "Its place in the list, from 1."
    return TableColumn(
        POSITION_COLUMN, "No.", about, CellType.WHOLE, ValuePart.POSITION, is_required=True
    )
