"""The blocks of a paper as JSON values, for the typst template of the PDF."""

from typing import Final, NamedTuple, TypeAlias, assert_never

from planctl.render.block.blocks import (
    Block,
    BlockHeading,
    BlockPicture,
    Blocks,
    BlockTable,
    Cell,
    Group,
    Listing,
    Pairs,
    Paragraph,
    Row,
    Span,
    Spans,
)
from planctl.render.block.svg import draw_svg
from planctl.render.block.text_style import fit_columns

JsonValue: TypeAlias = "str | int | float | bool | list[JsonValue] | dict[str, JsonValue] | None"


class _Room(NamedTuple):
    """Where a block stands: how wide it may be, and what it is part of."""

    picture: float  # of a picture, in its own units: its letters are 13 high, whatever its room
    table: int  # of a table, in twentieths of a point
    role: str = ""  # of the group around it


_UPRIGHT: Final = _Room(640, 9865)  # 17.4 cm
_ON_ITS_SIDE: Final = _Room(640, 15477)  # 27.3 cm
_CELL: Final = _Room(400, 2400)


def blocks_json(blocks: Blocks) -> list[JsonValue]:
    """Each block with its kind, and all that it says; widths are in twentieths of a point."""
    return _blocks(blocks, _UPRIGHT)


def _blocks(blocks: Blocks, room: _Room) -> list[JsonValue]:
    return [_block(block, room) for block in blocks]


def _block(block: Block, room: _Room) -> JsonValue:  # noqa: PLR0911 - a kind of block a line
    match block:
        case BlockHeading():
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
                "rating": block.rating,
                "spans": _spans(block.spans),
            }
        case Listing():
            items: list[JsonValue] = [_blocks(item, room) for item in block.items]
            return {"kind": "list", "role": block.role, "first": block.first, "items": items}
        case Pairs():
            return _pairs(block, room)
        case BlockTable():
            return _table(block, room)
        case BlockPicture():
            return {
                "kind": "picture",
                "source": draw_svg(block.source, block.role or room.role, room.picture).svg,
                "words": block.description,
            }
        case Group():
            return _group(block, room)
        case _:
            assert_never(block)


def _group(block: Group, room: _Room) -> JsonValue:
    """A group; one with the nine columns lies on its side."""
    inside = (_ON_ITS_SIDE if block.is_wide else room)._replace(role=block.role)
    return {
        "kind": "group",
        "role": block.role,
        "anchor": block.anchor,
        "is-wide": block.is_wide,
        "blocks": _blocks(block.blocks, inside),
    }


def _pairs(block: Pairs, room: _Room) -> JsonValue:
    pairs: list[JsonValue] = [
        {
            "name": _spans(pair.name),
            "meanings": [_blocks(meaning, room) for meaning in pair.meanings],
        }
        for pair in block.pairs
    ]
    return {"kind": "pairs", "role": block.role, "pairs": pairs}


def _table(block: BlockTable, room: _Room) -> JsonValue:
    return {
        "kind": "table",
        "role": block.role,
        "anchor": block.anchor,
        "caption": _spans(block.caption),
        "widths": [*fit_columns(block, room.table)],
        "head": [_row(row) for row in block.head],
        "rows": [_row(row) for row in block.rows],
    }


def _row(row: Row) -> JsonValue:
    return {"anchor": row.anchor, "cells": [_cell(cell) for cell in row.cells]}


def _cell(cell: Cell) -> JsonValue:
    return {
        "blocks": _blocks(cell.blocks, _CELL),
        "is-head": cell.is_head,
        "role": cell.role,
        "across": cell.across,
        "down": cell.down,
    }


def _spans(spans: Spans) -> list[JsonValue]:
    return [_span(span) for span in spans]


def _span(span: Span) -> JsonValue:
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
