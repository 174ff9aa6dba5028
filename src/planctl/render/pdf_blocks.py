"""The blocks of a paper as JSON values, for the typst template of the PDF.

How high a row is is reckoned here from the number of its letters: to lay it out for that, and then
once more on its page, would take typst twice the time and memory.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple, TypeAlias, assert_never

from planctl.render.block.blocks import (
    CARD_COLUMNS,
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
from planctl.render.block.text_style import cell_lines, fit_columns

JsonValue: TypeAlias = "str | int | float | bool | list[JsonValue] | dict[str, JsonValue] | None"


class _Room(NamedTuple):
    """Where a block stands: how wide it may be, and what it is part of."""

    picture: float  # of a picture, in its own units: its letters are 13 high, whatever its room
    table: int  # of a table, in twentieths of a point
    role: str = ""  # of the group around it


_PAGE: Final = _Room(640, 9865)  # 17.4 cm
_CELL: Final = _Room(260, 2400)

_POINTS: Final = 0.75  # in a pixel of the page
_LINE_HEIGHT: Final = 240  # of a line of a table, in twentieths of a point
_CELL_EDGES: Final = 70  # above and below it
_FEW_ROWS: Final = 12  # of a table that stays on one page, where that leaves no hole in one
_HIGH_TABLE: Final = 3740  # 66 mm, a quarter of a page
_TALL_ROW: Final = 8500  # 150 mm; a row that is no higher stays on one page
_BELOW_RATINGS: Final = frozenset(("travel", "standing", "disputed"))


def blocks_json(blocks: Blocks) -> list[JsonValue]:
    """Each block with its kind, and all that it says; widths are in twentieths of a point."""
    return _blocks(blocks, _PAGE)


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
            # The head of every page has the classification; a link for the keyboard skips nothing.
            is_skipped = block.role == "classification" or all(
                span.style.role == "skip" for span in block.spans
            )
            return {
                "kind": "paragraph",
                "role": "skip" if is_skipped else block.role,
                "anchor": block.anchor,
                "rating": block.rating,
                "spans": _spans(block.spans),
            }
        case Listing():
            texts = map(_figure_lines, block.items) if block.role == "figures" else block.items
            items: list[JsonValue] = [_blocks(item, room) for item in texts]
            return {"kind": "list", "role": block.role, "first": block.first, "items": items}
        case Pairs():
            return _pairs(block, room)
        case BlockTable():
            return _cards(block, room) if block.is_plan else _table(block, room)
        case BlockPicture():
            drawing = draw_svg(block.source, block.role or room.role, room.picture)
            return {
                "kind": "picture",
                "source": drawing.svg,
                "words": block.description,
                "across": drawing.width * _POINTS if block.role == "image" else None,
            }
        case Group():
            return _group(block, room)
        case _:
            assert_never(block)


def _figure_lines(item: Blocks) -> Blocks:
    """What a number counts begins its line, without the space that is before it on the page."""
    return _on_own_lines(
        tuple(
            block._replace(
                spans=tuple(
                    span._replace(text=span.text.lstrip())
                    if number and block.spans[number - 1].style.strong
                    else span
                    for number, span in enumerate(block.spans)
                )
            )
            if isinstance(block, Paragraph)
            else block
            for block in item
        )
    )


def _group(block: Group, room: _Room) -> JsonValue:
    return {
        "kind": "group",
        "role": block.role,
        "anchor": block.anchor,
        "blocks": _blocks(block.blocks, room._replace(role=block.role)),
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
    widths = fit_columns(block, room.table)
    heights = [_row_height(row, widths) for row in block.rows]
    return {
        "kind": "table",
        "role": block.role,
        "anchor": block.anchor,
        "caption": _spans(block.caption),
        "widths": [*widths],
        "is-whole": len(heights) <= _FEW_ROWS and sum(heights) <= _HIGH_TABLE,
        "head": [_row(row, is_whole=True) for row in block.head],
        "rows": [
            _row(row, is_whole=height <= _TALL_ROW)
            for row, height in zip(block.rows, heights, strict=True)
        ],
    }


def _row_height(row: Row, widths: Sequence[int]) -> int:
    """About how high a row is, in twentieths of a point, from the number of its letters."""
    heights, at = [0], 0
    for cell in row.cells:
        width = sum(widths[at : at + cell.across])
        heights.append(cell_lines(cell, width) * _LINE_HEIGHT)
        at += cell.across
    return max(heights) + _CELL_EDGES


def _cards(block: BlockTable, room: _Room) -> JsonValue:
    """The nine columns as a card for each action: its name, and what each column says."""
    names = [_cell_spans(cell) for row in block.head[:1] for cell in row.cells]
    cards: list[JsonValue] = []
    for row in block.rows:
        columns: list[JsonValue] = []
        for column in CARD_COLUMNS:
            parts: list[JsonValue] = [
                {
                    "name": names[at],
                    "blocks": _blocks(_on_own_lines(row.cells[at].blocks), _CELL),
                }
                for at in column
            ]
            columns.append(parts)
        lines = sum(cell_lines(cell, room.table // 2) + 1 for cell in row.cells)
        is_whole = lines * _LINE_HEIGHT <= _TALL_ROW
        card: JsonValue = {
            "anchor": row.anchor,
            "name": _cell_spans(row.cells[0]),
            "columns": columns,
            "is-whole": is_whole,
        }
        cards.append(card)
    return {
        "kind": "cards",
        "anchor": block.anchor,
        "caption": _spans(block.caption),
        "cards": cards,
    }


def _cell_spans(cell: Cell) -> list[JsonValue]:
    """The words of a cell that holds nothing but words."""
    paragraphs = (block for block in cell.blocks if isinstance(block, Paragraph))
    return [span for paragraph in paragraphs for span in _spans(paragraph.spans)]


def _row(row: Row, *, is_whole: bool) -> JsonValue:
    return {
        "anchor": row.anchor,
        "is-whole": is_whole,
        "cells": [_cell(cell) for cell in row.cells],
    }


def _cell(cell: Cell) -> JsonValue:
    """A cell, with what sets it apart: most hold a few words, and a big pack has ten thousands."""
    looks: dict[str, tuple[JsonValue, JsonValue]] = {
        "is-head": (cell.is_head, False),
        "role": (cell.role, ""),
        "across": (cell.across, 1),
        "down": (cell.down, 1),
    }
    blocks = _on_own_lines(cell.blocks)
    made = {name: look for name, (look, usual) in looks.items() if look != usual}
    match blocks:
        case (Paragraph(spans=spans, role="", anchor=""),):
            return {"spans": _spans(spans), **made}
        case _:
            return {"blocks": _blocks(blocks, _CELL), **made}


def _on_own_lines(blocks: Blocks) -> Blocks:
    """The blocks of a cell: what stands below a rating begins a line of its own."""
    return tuple(
        block._replace(spans=tuple(_with_breaks(block.spans)))
        if isinstance(block, Paragraph)
        else block
        for block in blocks
    )


def _with_breaks(spans: Spans) -> Iterator[Span]:
    role = ""
    for number, span in enumerate(spans):
        following = spans[number + 1].style.role if number + 1 < len(spans) else ""
        if span.style.role in _BELOW_RATINGS and number and span.style.role != role:
            yield Span("\n")
        if span.text.strip() or following not in _BELOW_RATINGS:
            yield span
        role = span.style.role


def _spans(spans: Spans) -> list[JsonValue]:
    """Runs of text; those of one rating together, as they stand in one box."""
    made: list[JsonValue] = []
    for rating, run in groupby(spans, lambda span: span.style.rating):
        texts = [_span(span) for span in run]
        made += [{"rating": rating, "spans": texts}] if rating else texts
    return made


def _span(span: Span) -> JsonValue:
    """A text, with what sets it apart where anything does."""
    style = span.style
    looks: dict[str, JsonValue] = {
        "strong": style.strong,
        "emphasis": style.emphasis,
        "target": style.target,
        "change": style.change,
        "is-shape": style.is_shape,
        "role": style.role,
    }
    looks = {name: look for name, look in looks.items() if look}
    return {"text": span.text, **looks} if looks or "\n" in span.text else span.text
