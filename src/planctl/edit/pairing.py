"""Which items of two lists are the same, and in what order those of both stand together."""

from collections.abc import Mapping, Sequence
from typing import Final

from planctl.edit.side import Part
from planctl.model.said import Said

# What tells an item of a list from others, where it has such a key; else all that it says does.
_NAMES: Final = ("id", "ref", "what", "title", "to", "measure", "report")


def identified(parts: Sequence[Part]) -> dict[str, Part]:
    """The items of a list by what tells them apart; of two that are alike, by their number."""
    names = [_name(part.said) for part in parts]
    found: dict[str, Part] = {}
    for name, part in zip(names, parts, strict=True):
        key = repr(part.said) if names.count(name) > 1 else name
        while key in found:
            key += "+"
        found[key] = part
    return found


def _name(value: Said) -> str:
    if isinstance(value, dict):
        known = next((key for key in (*_NAMES, "on") if value.get(key)), None)
        return f"{known} {value[known]}" if known else repr(sorted(value.items(), key=str))
    return repr(value)


def merged_order(ours: Mapping[str, Part], theirs: Mapping[str, Part], day: str) -> list[str]:
    """The items as our side has them, and each of the other's after the one it follows there."""
    order = list(ours)
    before = None
    for name, part in theirs.items():
        if name not in order:
            place = order.index(before) + 1 if before is not None else 0
            order.insert(_by_day(order, {**theirs, **ours}, part, day, place), name)
        before = name
    return order


def _by_day(
    order: Sequence[str], parts: Mapping[str, Part], part: Part, day: str, otherwise: int
) -> int:
    """Where an item stands in the order of days; one without a day stays beside its neighbour."""
    mine = _day(part, day)
    if not mine:
        return otherwise
    later = (n for n, name in enumerate(order) if _day(parts[name], day) > mine)
    return next(later, len(order))


def _day(part: Part, key: str) -> str:
    """The day of an item as it sorts, where it is written so."""
    value = part.said.get(key) if key and isinstance(part.said, dict) else None
    is_iso = isinstance(value, str) and value[:4].isdecimal() and value[4:5] == "-"
    return str(value) if is_iso else ""
