"""A paper as a tagged PDF, set by typst from its blocks.

typst refuses to write what breaks PDF/UA-1, such as a picture without words or a level of headings
that is left out; it reads nothing but what it is given here, and every text as text. How high a row
is is reckoned from the number of its letters: to lay it out for that, and then once more on its
page, would take typst twice the time and memory.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias, assert_never
from unicodedata import category, name

from planctl.render import template_folder
from planctl.render.block.blocks import (
    CARD_COLUMNS,
    Block,
    BlockHeading,
    BlockPaper,
    BlockPicture,
    Blocks,
    BlockTable,
    Cell,
    Group,
    Holder,
    Listing,
    Pairs,
    Paragraph,
    Row,
    Span,
    Spans,
    link_targets,
)
from planctl.render.block.svg import draw_svg
from planctl.render.block.text_style import (
    cell_lines,
    fit_columns,
    pack_colours,
    split_figure,
    split_lines,
)
from planctl.render.brand import PaperDetails

if TYPE_CHECKING:
    from typst import Fonts


_Writer: TypeAlias = Callable[[str], str]

_OUR_FONT: Final = "Atkinson Hyperlegible Next"
_LANGUAGE: Final = "en-GB"  # of a page that does not say its own
# Signs beyond ASCII that stand together, with the one that a mark among them may combine with.
_SIGNS: Final = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")
_VARIATIONS: Final = range(0xFE00, 0xFE10)  # choose the look of the sign before; never shown
_TRIAL: Final = b"""#let trial = json(bytes(sys.inputs.trial))
#set document(title: "Trial")
#set text(font: trial.fonts)
#if trial.drawing != "" { image(bytes(trial.drawing), alt: "Trial") }
#trial.text #strong(trial.text) #emph(trial.text) #strong(emph(trial.text))
"""
JsonValue: TypeAlias = "str | int | float | bool | list[JsonValue] | dict[str, JsonValue] | None"
_POINTS: Final = 0.75  # in a pixel of the page
_LINE_HEIGHT: Final = 240  # of a line of a table, in twentieths of a point
_CELL_EDGES: Final = 70  # above and below it
_FEW_ROWS: Final = 12  # of a table that stays on one page, where that leaves no hole in one
_HIGH_TABLE: Final = 3740  # 66 mm, a quarter of a page
_TALL_ROW: Final = 8500  # 150 mm; a row that is no higher stays on one page


class PdfFault(Exception):
    """A paper that cannot be written to the standard: why."""


def write_pdf(paper: BlockPaper, imprint: PaperDetails) -> bytes:
    """The PDF of a paper; the same paper comes out the same, byte for byte.

    Raises PdfFault for a paper that would break PDF/UA-1.
    """
    import typst

    fonts = typst.Fonts(
        include_system_fonts=bool(imprint.brand.font), font_paths=[template_folder() / "fonts"]
    )
    families = [*filter(None, [imprint.brand.font]), _OUR_FONT]

    def can_show(trial: _Trial) -> bool:
        return _can_show(trial._replace(fonts=families), fonts)

    shown = _sign_namer(lambda text: can_show(_Trial(text)))
    drawn = _sign_namer(lambda text: can_show(_Trial(drawing=text)))
    look = imprint.brand
    look = look._replace(footer=shown(look.footer), classification=shown(look.classification))
    imprint = imprint._replace(title=shown(imprint.title), brand=look)
    pack = _pack(_map_texts(paper, shown, drawn), imprint, families)
    try:
        file = typst.compile(
            template_folder() / "board.typ",
            sys_inputs={"pack": pack},
            format="pdf",
            font_paths=fonts,
            pdf_standards="ua-1",
        )
    except typst.TypstError as fault:
        raise PdfFault(str(fault).strip().partition("\n")[0]) from fault
    return file


def _pack(paper: BlockPaper, imprint: PaperDetails, families: list[str]) -> str:
    brand = imprint.brand
    accent = {"accent": brand.accent.removeprefix("#")} if brand.accent else {}
    content: dict[str, JsonValue] = {
        "title": paper.title,
        "author": imprint.author,
        "foot": imprint.footer,
        "day": [imprint.as_at.year, imprint.as_at.month, imprint.as_at.day],
        "language": paper.language or _LANGUAGE,
        "classification": brand.classification,
        "fonts": [*families],
        "colours": {**pack_colours(), **accent},
        "blocks": _blocks_json(paper.blocks, _PAGE),
        "anchors": [*link_targets(paper.blocks)],
    }
    return json.dumps(content, ensure_ascii=False)


class _Trial(NamedTuple):
    """Signs to be set: as a text or as a picture, for which typst looks up fonts in another way."""

    text: str = ""
    drawing: str = ""
    fonts: Sequence[str] = ()  # by their families, the first choice first


def _can_show(trial: _Trial, fonts: "Fonts") -> bool:
    """Whether the fonts that we give to typst have all these signs: it sets them.

    A sign for private use, such as a bullet of Wingdings, is another one in each font.
    """
    import typst

    if any(category(sign) == "Co" for sign in trial.text + trial.drawing):
        return False
    if trial.drawing:
        words = escape(trial.drawing)
        picture = f"<text>{words}</text><text font-weight='bold'>{words}</text>"
        drawing = draw_svg(f'<svg viewBox="0 0 9 9">{picture}</svg>', "", 9).svg
        trial = trial._replace(drawing=drawing)
    try:
        typst.compile(
            _TRIAL,
            sys_inputs={"trial": json.dumps(trial._asdict())},
            format="pdf",
            font_paths=fonts,
            pdf_standards="ua-1",
        )
    except typst.TypstError:
        return False
    return True


def _sign_namer(can_show: Callable[[str], bool]) -> _Writer:
    """A function that writes the name of each sign that cannot be shown."""
    can_show = cache(can_show)

    @cache
    def name_lacking(signs: str) -> str:
        if can_show(signs):
            return signs
        named = "".join(sign if can_show(sign) else _sign_name(sign) for sign in signs)
        if can_show(named):
            return named
        # A font may have a mark, but not together with the letter that it stands on.
        is_mark = [category(it)[0] == "M" and ord(it) not in _VARIATIONS for it in named]
        pairs = zip(named, is_mark, strict=True)
        return "".join(_sign_name(sign) if lone else sign for sign, lone in pairs)

    return lambda text: _SIGNS.sub(lambda match: name_lacking(match[0]), text)


def _sign_name(sign: str) -> str:
    """What stands for a sign that cannot be shown: its name, or its number where it has none."""
    return f"[{name(sign, '').lower() or f'sign U+{ord(sign):04X}'}]"


def _map_texts(part: Any, shown: _Writer, drawn: _Writer) -> Any:  # noqa: ANN401 - of a paper
    """A part of a paper with its texts and its pictures changed; links stay as they are."""
    match part:
        case Span():
            return part._replace(text=shown(part.text))
        case BlockPicture():
            return part._replace(source=drawn(part.source))
        case tuple():
            parts = [_map_texts(each, shown, drawn) for each in part]
            return type(part)(*parts) if hasattr(part, "_fields") else tuple(parts)
        case _:
            return part


class _Room(NamedTuple):
    """Where a block stands: how wide it may be, and what it is part of."""

    picture: float  # of a picture, in its own units: its letters are 13 high, whatever its room
    table: int  # of a table, in twentieths of a point
    role: str = ""  # of the group around it


_PAGE: Final = _Room(640, 9865)  # 17.4 cm
_CELL: Final = _Room(260, 2400)


def _blocks_json(blocks: Blocks, room: _Room) -> list[JsonValue]:
    return [_block_json(block, room) for block in blocks]


def _block_json(block: Block, room: _Room) -> JsonValue:  # noqa: PLR0911 - a kind of block a line
    match block:
        case BlockHeading():
            return _fields_json("heading", block, spans=_spans_json(block.spans))
        case Paragraph():
            # The head of every page has the classification; a link for the keyboard skips nothing.
            is_skipped = block.role == "classification" or all(
                span.style.role == "skip" for span in block.spans
            )
            role = "skip" if is_skipped else block.role
            return _fields_json("paragraph", block, role=role, spans=_spans_json(block.spans))
        case Listing():
            items = block.items
            if block.role == "figures":  # what a number counts begins its line
                items = tuple(_on_own_lines(_map_spans(item, _begin_line)) for item in items)
            return _fields_json("list", block, items=[_blocks_json(item, room) for item in items])
        case Pairs():
            pairs: list[JsonValue] = []
            for pair in block.pairs:
                meanings: list[JsonValue] = [_blocks_json(it, room) for it in pair.meanings]
                pairs.append({"name": _spans_json(pair.name), "meanings": meanings})
            return _fields_json("pairs", block, pairs=pairs)
        case BlockTable():
            return _cards_json(block, room) if block.is_plan else _table_json(block, room)
        case BlockPicture():
            drawing = draw_svg(block.source, block.role or room.role, room.picture)
            across = drawing.width * _POINTS if block.role == "image" else None
            words = block.description
            return _fields_json("picture", block, source=drawing.svg, words=words, across=across)
        case Group():
            inside = _blocks_json(block.blocks, room._replace(role=block.role))
            return _fields_json("group", block, blocks=inside)
        case _:
            assert_never(block)


def _fields_json(
    name: str, block: BlockHeading | Paragraph | Holder | BlockPicture, **own: JsonValue
) -> JsonValue:
    """The fields of a block, some of them in a way of their own."""
    return {"kind": name, **block._asdict(), **own}


def _begin_line(spans: Spans) -> Spans:
    number, words = split_figure(spans)
    return (number, *words) if number.style.strong else spans


def _map_spans(blocks: Blocks, change: Callable[[Spans], Iterable[Span]]) -> Blocks:
    """Blocks whose paragraphs have other runs of text."""
    return tuple(
        block._replace(spans=tuple(change(block.spans))) if isinstance(block, Paragraph) else block
        for block in blocks
    )


def _table_json(block: BlockTable, room: _Room) -> JsonValue:
    widths = fit_columns(block, room.table)
    heights = [_row_height(row, widths) for row in block.rows]
    sized = zip(block.rows, heights, strict=True)
    rows = [_row_json(row, is_whole=height <= _TALL_ROW) for row, height in sized]
    is_whole = len(heights) <= _FEW_ROWS and sum(heights) <= _HIGH_TABLE
    return {
        "kind": "table",
        "role": block.role,
        "anchor": block.anchor,
        "caption": _spans_json(block.caption),
        "widths": [*widths],
        "is-whole": is_whole,
        "head": [_row_json(row, is_whole=True) for row in block.head],
        "rows": rows,
    }


def _row_height(row: Row, widths: Sequence[int]) -> int:
    """About how high a row is, in twentieths of a point, from the number of its letters."""
    heights, at = [0], 0
    for cell in row.cells:
        width = sum(widths[at : at + cell.across])
        heights.append(cell_lines(cell, width) * _LINE_HEIGHT)
        at += cell.across
    return max(heights) + _CELL_EDGES


def _cards_json(block: BlockTable, room: _Room) -> JsonValue:
    names = [_cell_spans(cell) for row in block.head[:1] for cell in row.cells]
    cards: list[JsonValue] = [_card_json(row, names, room) for row in block.rows]
    caption = _spans_json(block.caption)
    return {"kind": "cards", "anchor": block.anchor, "caption": caption, "cards": cards}


def _card_json(row: Row, names: Sequence[JsonValue], room: _Room) -> JsonValue:
    columns: list[JsonValue] = [
        [
            {"name": names[at], "blocks": _blocks_json(_on_own_lines(row.cells[at].blocks), _CELL)}
            for at in column
        ]
        for column in CARD_COLUMNS
    ]
    lines = sum(cell_lines(cell, room.table // 2) + 1 for cell in row.cells)
    return {
        "anchor": row.anchor,
        "name": _cell_spans(row.cells[0]),
        "columns": columns,
        "is-whole": lines * _LINE_HEIGHT <= _TALL_ROW,
    }


def _cell_spans(cell: Cell) -> list[JsonValue]:
    """The words of a cell that holds nothing but words."""
    paragraphs = (block for block in cell.blocks if isinstance(block, Paragraph))
    return [span for paragraph in paragraphs for span in _spans_json(paragraph.spans)]


def _row_json(row: Row, *, is_whole: bool) -> JsonValue:
    return {
        "anchor": row.anchor,
        "is-whole": is_whole,
        "cells": [_cell_json(cell) for cell in row.cells],
    }


def _cell_json(cell: Cell) -> JsonValue:
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
            return {"spans": _spans_json(spans), **made}
        case _:
            return {"blocks": _blocks_json(blocks, _CELL), **made}


def _on_own_lines(blocks: Blocks) -> Blocks:
    """The blocks of a cell: what stands below a rating begins a line of its own."""

    def with_breaks(spans: Spans) -> Iterator[Span]:
        for number, line in enumerate(split_lines(spans)):
            yield from (Span("\n"), *line) if number else line

    return _map_spans(blocks, with_breaks)


def _spans_json(spans: Spans) -> list[JsonValue]:
    """Runs of text; those of one rating together, as they stand in one box."""
    made: list[JsonValue] = []
    for rating, run in groupby(spans, lambda span: span.style.rating):
        texts = [_span_json(span) for span in run]
        made += [{"rating": rating, "spans": texts}] if rating else texts
    return made


def _span_json(span: Span) -> JsonValue:
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
