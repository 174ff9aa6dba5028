"""One side of a merge: the parts of a plan file, each with its lines whatever its indent."""

from collections.abc import Sequence
from typing import NamedTuple

from yaml import MappingNode

from planctl.edit.block import Block, tree
from planctl.model.said import Said


class Part(NamedTuple):
    """A key or an item with the comments above it, as lines without the indent of its place."""

    key: str
    said: Said
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
    found = []
    for line in _lines(text):
        spaces = len(line) - len(line.lstrip(" "))
        found.append(line[min(column, spaces) :])
    return found


def _lines(text: str) -> tuple[str, ...]:
    lines: Sequence[str] = text.replace("\r\n", "\n").split("\n")
    return tuple(lines[:-1] if lines[-1] == "" else lines)
