"""Which items of two lists are the same, and in what order those of both stand together.

Where order says something it is merged like a value: what one side changed is taken, and what
both changed in two ways is a conflict. A log needs none, because it stands in the order of days.

A side of a merge is read as its parts, each with its lines whatever its indent.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from yaml import MappingNode

from planctl.edit.block import Block, tree
from planctl.model.action import REQUESTS
from planctl.model.calendar import Calendar
from planctl.model.problem import PlanValue
from planctl.model.timescale import due_day
from planctl.model.timescale_grammar import Unreadable, read_day_or_month


class Part(NamedTuple):
    """A key or an item with the comments above it, as lines without the indent of its place."""

    key: str
    said: PlanValue
    above: tuple[str, ...]
    head: str  # the line of a key whose value has parts of its own, up to them
    depth: int  # how much further in those stand
    lines: tuple[str, ...]  # all of it, comments above included
    inner: tuple["Part", ...]
    is_group: bool  # whether what is inner are keys


class Side(NamedTuple):
    """A whole file."""

    head: tuple[str, ...]
    parts: tuple[Part, ...]
    tail: tuple[str, ...]
    is_list: bool


def side(text: str) -> Side | None:
    """The parts of a file; none where it has no line for each of its keys.

    Raises load.text.FileFault for what is not plain YAML.
    """
    found = tree(text)
    if found.root is not None and not found.blocks:
        return None
    return Side(
        _lines(text[: found.head]),
        tuple(_part(text, block) for block in found.blocks),
        _lines(text[found.stop :]) if found.blocks else _lines(text),
        bool(found.blocks) and not found.blocks[0].key,
    )


def _part(text: str, block: Block) -> Part:
    above = _dedented(text[block.first : block.own], block.column)
    if above and not above[-1].strip():
        above = above[:-1]  # the indent of the key itself
    inner = block.inner
    head = text[block.own : inner[0].first].rstrip() if inner else ""
    own = _dedented(f"{' ' * block.column}{text[block.own : block.stop]}", block.column)
    return Part(
        block.key,
        block.said,
        tuple(above),
        head,
        inner[0].column - block.column if inner else 0,
        (*above, *own),
        tuple(_part(text, each) for each in inner),
        bool(inner) and isinstance(block.node, MappingNode),
    )


def _dedented(text: str, column: int) -> list[str]:
    """Lines without the indent of a column, or with less of it where they have less."""
    return [line[min(column, len(line) - len(line.lstrip(" "))) :] for line in _lines(text)]


def _lines(text: str) -> tuple[str, ...]:
    lines: Sequence[str] = text.replace("\r\n", "\n").split("\n")
    return tuple(lines[:-1] if lines[-1] == "" else lines)


# Lists whose items stand in the order of their days, and the keys of a day, the first that is set.
_DAYS: Final[Mapping[str, tuple[str, ...]]] = {
    "progress": ("date",),
    **dict.fromkeys(REQUESTS, ("agreed", "refused", "requested")),
    "escalations": ("raised",),
    "observations": ("on",),
    "received": ("on",),
    "targets": ("by",),
    "meetings": ("on",),
    "decisions": ("meeting",),
}
# What tells an item of a list from others, where it has such a key; else all that it says does.
_NAMES: Final = "id ref what title asks to until measure report on reason".split()
# Lists in which there is one item for a day: the day tells it, in whatever form it is written.
_ONE_A_DAY: Final = frozenset({"observations", "targets"})


def identified(parts: Sequence[Part], listed: str) -> dict[str, Part]:
    """The items of a list by what tells them apart; of two that are alike, by their number."""
    return dict(zip(named([part.said for part in parts], listed), parts, strict=True))


def named(items: Sequence[PlanValue], listed: str) -> dict[str, PlanValue]:
    """What each item of a list says, by what tells it from the others."""
    names = [_name(item, listed) for item in items]
    often = Counter(names)
    found: dict[str, PlanValue] = {}
    for name, item in zip(names, items, strict=True):
        key = repr(item) if often[name] > 1 else name
        while key in found:
            key += "+"
        found[key] = item
    return found


def _name(value: PlanValue, listed: str) -> str:
    if not isinstance(value, dict):
        return repr(value)
    day = _day(value, listed) if listed in _ONE_A_DAY else None
    if day:
        return f"day {day}"
    known = next((key for key in _NAMES if value.get(key)), None)
    return f"{known} {value[known]}" if known else repr(sorted(value.items(), key=str))


Items = Mapping[str, PlanValue]


def merged_order(base: Items, ours: Items, theirs: Items, listed: str) -> list[str] | None:
    """The items of both sides: in the order of the side that changed it, each new one in its place.

    That is by its day, or after the one that it follows on its side. None where both sides put
    the same items in two other orders.
    """
    sides = _leading(base, ours, theirs, listed)
    if sides is None:
        return None
    first, second = sides
    order = list(first)
    before = None
    for name in second:
        if name not in first:
            place = order.index(before) + 1 if before is not None else 0
            order.insert(_place(name, order, {**second, **first}, listed, place), name)
        before = name
    return order


def merged_labels(base: Items, ours: Items, theirs: Items, listed: str) -> list[str] | None:
    """The same of a list in one line, to the end of which new labels come."""
    sides = _leading(base, ours, theirs, listed)
    return None if sides is None else list({**sides[0], **sides[1]})


def _leading(base: Items, ours: Items, theirs: Items, listed: str) -> tuple[Items, Items] | None:
    """The side whose order stands, and the other; none where both have one of their own."""
    both = base.keys() & ours.keys() & theirs.keys()
    was, mine, other = ([name for name in side if name in both] for side in (base, ours, theirs))
    if listed not in _DAYS and was != mine != other != was:
        return None
    return (theirs, ours) if mine == was != other else (ours, theirs)


def led(
    names: Sequence[str], base: Iterable[str], ours: Iterable[str], theirs: Iterable[str]
) -> list[str] | None:
    """Names with the first of them as the side that changed it has it, because it is one value.

    None where both changed it in two ways, or where the other side took that one out.
    """
    b, o, t = (next(iter(side), None) for side in (base, ours, theirs))
    is_settled = b in {o, t} or o == t
    first = o if t in {b, o} else t
    if first not in names or not is_settled:
        return None
    return sorted(names, key=lambda name: name != first)


def is_agreed_otherwise(ours: Mapping[str, PlanValue], theirs: Mapping[str, PlanValue]) -> bool:
    """Whether two sides let one meeting agree two later dates, of which only one can count."""
    mine, other = _agreed(ours), _agreed(theirs)
    shared = mine.keys() & other.keys()
    return any(mine[day] - other[day] and other[day] - mine[day] for day in shared)


def _agreed(items: Mapping[str, PlanValue]) -> dict[date, set[str]]:
    """The items that each meeting has agreed, by its day."""
    found: dict[date, set[str]] = {}
    for name, item in items.items():
        day = _read(item.get("agreed")) if isinstance(item, dict) else None
        if day:
            found.setdefault(day, set()).add(name)
    return found


def _place(
    name: str, order: Sequence[str], items: Mapping[str, PlanValue], listed: str, otherwise: int
) -> int:
    """Where an item stands in the order of days; one without a day stays beside its neighbour."""
    mine = _day(items[name], listed)
    if mine is None:
        return otherwise
    days = (_day(items[each], listed) for each in order)
    later = (n for n, day in enumerate(days) if day and day > mine)
    return next(later, len(order))


def _day(value: PlanValue, listed: str) -> date | None:
    """The day of an item of a log."""
    keys = _DAYS.get(listed, ())
    known = (_read(value.get(key)) for key in keys) if isinstance(value, dict) else ()
    return next((day for day in known if day), None)


def _read(written: PlanValue) -> date | None:
    """The day that is written in any form, or the last of a month; none for all else."""
    if not isinstance(written, str):
        return None
    try:
        return due_day(read_day_or_month(written), Calendar())
    except Unreadable:
        return None
