"""New parts of a plan file, written in the house form: lines without a line end or an indent."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from planctl.edit.emit import WIDTH, scalar, slot
from planctl.model.problem import At
from planctl.model.said import Said

STEP: Final = "  "
# Lines of a text that cannot stand as they are: an indent on the first, or only spaces, or a space
# at the end that an editor takes away; and what the loader takes for a slip of the pen.
_UNTIDY: Final = re.compile(r"\A\s|[ \t]$|^ *-\u00a0|\n\n\Z|[\t\r]", re.MULTILINE)


def pair(kind: str, at: At, value: Said, width: int = WIDTH) -> list[str]:
    """A key with its value."""
    return _under(f"{name(kind, at)}:", kind, at, value, width)


def item(kind: str, at: At, value: Said, width: int = WIDTH) -> list[str]:
    """An item of a list with a line for each."""
    if isinstance(value, dict) and value:
        braces = in_one_line(kind, at, value)
        if slot(kind, at).in_braces and len(braces) + len("- ") <= width:
            return [f"- {braces}"]
        return dashed(_group(kind, at, value, width))
    return _under("-", kind, at, value, width)


def in_order(kind: str, at: At, keys: Iterable[str]) -> list[str]:
    """The keys of a group in the order of its model; those it does not know come last."""
    order = {key: n for n, key in enumerate(slot(kind, at).keys)}
    return sorted(keys, key=lambda key: order.get(key, len(order)))


def in_one_line(kind: str, at: At, value: Said) -> str:
    """A value in brackets or braces, or a text that stands between them."""
    if value is None:
        return "null"
    if isinstance(value, str):
        return scalar(value, in_braces=True, bare=slot(kind, at).is_bare)
    if isinstance(value, list):
        parts = (in_one_line(kind, (*at, n), each) for n, each in enumerate(value))
        return f"[{', '.join(parts)}]"
    order = in_order(kind, at, value)
    pairs = (
        f"{name(kind, (*at, key))}: {in_one_line(kind, (*at, key), value[key])}" for key in order
    )
    return f"{{{', '.join(pairs)}}}"


def on_one_line(kind: str, at: At, value: Said) -> str | None:
    """What stands after a key or a dash on the same line; none for what needs lines of its own."""
    if value is None:
        return ""
    if isinstance(value, str):
        is_block = "\n" in value and not _UNTIDY.search(value)
        return None if is_block else scalar(value, bare=slot(kind, at).is_bare)
    house = slot(kind, at)
    if not value:
        return "[]" if isinstance(value, list) else "{}"
    is_short = house.in_brackets and all(isinstance(each, str) for each in value)
    return in_one_line(kind, at, value) if is_short or house.in_braces else None


def lines_of(kind: str, at: At, value: Said, width: int = WIDTH) -> list[str]:
    """A list, a group or a text of several lines, as it stands under its key."""
    if isinstance(value, str):
        return indented(value.removesuffix("\n").split("\n"))
    if isinstance(value, list):
        items = (item(kind, (*at, n), each, width - len(STEP)) for n, each in enumerate(value))
        return indented([line for lines in items for line in lines])
    return indented(_group(kind, at, value or {}, width - len(STEP)))


def _under(start: str, kind: str, at: At, value: Said, width: int) -> list[str]:
    short = on_one_line(kind, at, value)
    fits = short is not None and (
        not isinstance(value, list | dict) or len(start) + 1 + len(short) <= width
    )
    if fits:
        return [f"{start} {short}" if short else start]
    if isinstance(value, str):
        start = f"{start} {'|' if value.endswith(chr(10)) else '|-'}"
    elif start == "-":  # a list within a list
        return dashed([line[len(STEP) :] for line in lines_of(kind, at, value, width)])
    return [start, *lines_of(kind, at, value, width)]


def _group(kind: str, at: At, group: Mapping[str, Said], width: int) -> list[str]:
    """The keys of a group with their values."""
    order = in_order(kind, at, group)
    return [line for key in order for line in pair(kind, (*at, key), group[key], width)]


def indented(lines: Sequence[str], indent: str = STEP) -> list[str]:
    """Lines further in; one that is empty stays so."""
    return [line and f"{indent}{line}" for line in lines]


def dashed(lines: Sequence[str]) -> list[str]:
    """The lines of an item behind its dash."""
    return [f"- {lines[0]}", *indented(lines[1:])]


def name(kind: str, at: At) -> str:
    """A key as it stands before its colon; one that the model knows needs no quotes."""
    key = str(at[-1])
    return scalar(key, in_braces=True, bare=key in slot(kind, at[:-1]).keys)
