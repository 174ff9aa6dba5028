"""The blocks of a paper as values of JSON, which is how the template of the PDF is given them."""

from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias, assert_never

from planctl.render.block.drawing import drawing
from planctl.render.block.part import (
    Block,
    Blocks,
    Cell,
    Group,
    Heading,
    Listing,
    Pairs,
    Paragraph,
    Picture,
    Row,
    Span,
    Spans,
    Table,
    within,
)
from planctl.render.width import widths

Set: TypeAlias = "str | int | float | bool | list[Set] | dict[str, Set] | None"

# How wide a picture is drawn, in its own units: its letters are 13 high, whatever its room.
_PAGE: Final = 640.0
_CELL: Final = 400.0


def setting(blocks: Blocks, room: float = _PAGE) -> list[Set]:
    """Each block with its kind, and all that it says; the room is what a picture of it has."""
    return [_block(block, room) for block in blocks]


def anchors(blocks: Iterable[Block]) -> Iterator[str]:
    """The places that a link can go to, each once."""
    yield from dict.fromkeys(anchor for anchor in _anchors(blocks) if anchor)


def _block(block: Block, room: float) -> Set:  # noqa: PLR0911 - a kind of block a line
    match block:
        case Heading():
            return {
                "kind": "heading",
                "level": block.level,
                "anchor": block.anchor,
                "spans": _spans(block.spans),
            }
        case Paragraph():
            return {
                "kind": "paragraph",
                "role": block.role,
                "anchor": block.anchor,
                "spans": _spans(block.spans),
            }
        case Listing():
            items: list[Set] = [setting(item, room) for item in block.items]
            return {"kind": "list", "role": block.role, "first": block.first, "items": items}
        case Pairs():
            return _pairs(block)
        case Table():
            return _table(block)
        case Picture():
            return {
                "kind": "picture",
                "source": drawing(block.source, room),
                "words": ". ".join(part for part in (block.title, block.words) if part),
            }
        case Group():
            return {
                "kind": "group",
                "role": block.role,
                "anchor": block.anchor,
                "blocks": setting(block.blocks, room),
            }
        case _:
            assert_never(block)


def _pairs(block: Pairs) -> Set:
    pairs: list[Set] = [
        {"name": _spans(pair.name), "meanings": [setting(each) for each in pair.meanings]}
        for pair in block.pairs
    ]
    return {"kind": "pairs", "role": block.role, "pairs": pairs}


def _table(block: Table) -> Set:
    return {
        "kind": "table",
        "role": block.role,
        "anchor": block.anchor,
        "caption": _spans(block.caption),
        "widths": [*widths(block)],
        "head": [_row(row) for row in block.head],
        "rows": [_row(row) for row in block.rows],
    }


def _row(row: Row) -> Set:
    return {"anchor": row.anchor, "cells": [_cell(cell) for cell in row.cells]}


def _cell(cell: Cell) -> Set:
    return {
        "blocks": setting(cell.blocks, _CELL),
        "is-head": cell.is_head,
        "role": cell.role,
        "across": cell.across,
        "down": cell.down,
    }


def _spans(spans: Spans) -> list[Set]:
    return [_span(span) for span in spans]


def _span(span: Span) -> Set:
    style = span.style
    return {
        "text": span.text,
        "strong": style.strong,
        "emphasis": style.emphasis,
        "target": style.target,
        "change": style.change,
        "rating": style.rating,
        "is-shape": style.is_shape,
        "role": style.role,
    }


def _anchors(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Table):
            yield from (row.anchor for row in block.rows)
        if isinstance(block, Heading | Paragraph | Table | Group):
            yield block.anchor
        if isinstance(block, Listing | Pairs | Table | Group):
            yield from _anchors(within(block))
