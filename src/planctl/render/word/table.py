"""Tables of a Word document: data tables with marked header rows, pairs, and rows of figures."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from planctl.render.block.blocks import (
    CARD_COLUMNS,
    Block,
    Blocks,
    BlockTable,
    Cell,
    Listing,
    Pair,
    Pairs,
    Paragraph,
    Row,
    Span,
    Spans,
)
from planctl.render.block.text_style import (
    CELL_PADDING,
    LETTER_WIDTH,
    fit_columns,
    letters_in,
    pack_colours,
    split_figure,
)
from planctl.render.word.text import (
    CELL_LOOK,
    HEAD_LOOK,
    PLAN_LOOK,
    Mark,
    TextLook,
    WordCounters,
    keep_next,
    make_paragraph,
    text_element,
    w,
    xml_text,
)

BlockWriter = Callable[[Iterable[Block], TextLook], Iterator[Mark]]

_SMALL: Final = 4  # rows of a table that stays on one page
_FIRST: Final = 1  # rows of any other that do not end a page
_TALLEST: Final = 24  # lines of a row that is kept on one page
_CARD_LEFT: Final = 0.62  # of the width, for what is done and why
_NAMES: Final = 0.28  # of the width, for names beside their meanings
_GRIDS: Final = {"facts": 4, "overall": 3}  # names in a row, each above what it means
_FIGURE: Final = CELL_LOOK._replace(text="FigureText")


class _Column(NamedTuple):
    """What stands in a column of a row: a cell, or the rest of one that began above."""

    cell: Cell | None
    width: int


def word_table(
    block: BlockTable, look: TextLook, ledger: WordCounters, write: BlockWriter
) -> Iterator[Mark]:
    """A table with its caption above it; of the nine columns, a card for each action."""
    ledger.await_place(block.anchor)
    if block.is_plan:
        yield from _cards(block, look, ledger, write)
        return
    if block.caption:
        yield make_paragraph("Caption", block.caption, ledger)
    across = fit_columns(block, look.width)
    mark = new_table("BoardTable", across, spans_text(block.caption))
    open_cells: dict[int, int] = {}
    for row in block.head:
        mark.append(_table_row([*_columns(row, across, open_cells)], HEAD_LOOK, write))
    for row in block.rows:
        ledger.await_place(row.anchor)
        mark.append(_table_row([*_columns(row, across, open_cells)], CELL_LOOK, write))
    _keep_together([*mark.iter("{*}tr")], len(block.head), len(block.rows))
    yield mark
    yield space_after_table()


def _cards(
    block: BlockTable, look: TextLook, ledger: WordCounters, write: BlockWriter
) -> Iterator[Mark]:
    """The heading of the area, and for each action its heading and two columns."""
    yield make_paragraph("Heading2", block.caption, ledger)
    left = round(look.width * _CARD_LEFT)
    widths = (left, look.width - left)
    for row in block.rows:
        ledger.await_place(row.anchor)
        parts = (part for part in row.cells[0].blocks if isinstance(part, Paragraph))
        name = tuple(Span(span.text) for part in parts for span in part.spans)  # alike throughout
        yield make_paragraph("Heading3", name, ledger)
        mark = new_table("BoardCard", widths, spans_text(name))
        columns = (
            _card_column([(block.head[0].cells[at], row.cells[at]) for at in places], width, write)
            for places, width in zip(CARD_COLUMNS, widths, strict=True)
        )
        mark.append(w("tr", w("trPr"), *columns))
        yield mark
        yield space_after_table()


def _card_column(parts: Sequence[tuple[Cell, Cell]], width: int, write: BlockWriter) -> Mark:
    inside: list[Mark] = []
    for head, cell in parts:
        names = [*write(head.blocks, HEAD_LOOK)]
        for name in names:
            keep_next(name)
        inside += [*names, *write(cell.blocks, PLAN_LOOK._replace(width=width - CELL_PADDING))]
    return word_cell(width, inside)


def new_table(style: str, across: Sequence[int], title: str) -> Mark:
    """A table of columns of these widths that has no rows yet, named for those who listen."""
    look = w("tblLook", firstRow=1, lastRow=0, firstColumn=1, lastColumn=0, noHBand=1, noVBand=1)
    properties = w(
        "tblPr",
        w("tblStyle", val=style),
        w("tblW", w=sum(across), type="dxa"),
        w("tblLayout", type="fixed"),
        look,
    )
    if title:
        properties.append(w("tblCaption", val=xml_text(title)))
    return w("tbl", properties, w("tblGrid", *(w("gridCol", w=width) for width in across)))


def space_after_table() -> Mark:
    """The room below a table."""
    return w("p", w("pPr", w("pStyle", val="AfterTable")))


def word_cell(width: int, inside: Iterable[Mark], *looks: Mark) -> Mark:
    """A cell; it ends with a paragraph, as Word will have it."""
    cell = w("tc", w("tcPr", w("tcW", w=width, type="dxa"), *looks), *inside)
    if len(cell) == 1:
        cell.append(w("p", w("pPr", w("pStyle", val="TableText"))))
    return cell


def spans_text(spans: Spans) -> str:
    """The words of a caption."""
    return "".join(span.text for span in spans)


def _columns(row: Row, across: Sequence[int], open_cells: dict[int, int]) -> Iterator[_Column]:
    """The row's cells in their columns, and between them those that reach into it from above."""
    at, cells = 0, iter(row.cells)
    while at < len(across):
        if open_cells.get(at):
            open_cells[at] -= 1
            yield _Column(None, across[at])
            at += 1
            continue
        cell = next(cells, Cell(()))
        open_cells[at] = cell.down - 1
        yield _Column(cell, sum(across[at : at + cell.across]))
        at += cell.across


def _table_row(columns: Sequence[_Column], look: TextLook, write: BlockWriter) -> Mark:
    properties = w("trPr")
    lines = (letters_in(c.cell.blocks) * LETTER_WIDTH / c.width for c in columns if c.cell)
    if all(number <= _TALLEST for number in lines):
        properties.append(w("cantSplit"))
    if look == HEAD_LOOK:
        properties.append(w("tblHeader"))
    return w("tr", properties, *(_table_cell(column, look, write) for column in columns))


def _keep_together(rows: Sequence[Mark], heads: int, count: int) -> None:
    """Let no page end within a small table, nor after the first row of another."""
    kept = heads + (count - 1 if count <= _SMALL else _FIRST)
    for row in rows[:kept]:
        for mark in row.iter("{*}p"):
            keep_next(mark)


def _table_cell(column: _Column, look: TextLook, write: BlockWriter) -> Mark:
    cell, width = column
    if cell is None:
        return word_cell(width, (), w("vMerge"))
    if cell.role == "number":
        look = look._replace(text=f"{look.text.removesuffix('Text')}Number")
    looks = []
    if cell.across > 1:
        looks.append(w("gridSpan", val=cell.across))
    if cell.down > 1:
        looks.append(w("vMerge", val="restart"))
    return word_cell(width, write(cell.blocks, look._replace(width=width - CELL_PADDING)), *looks)


def pairs_table(
    block: Pairs, look: TextLook, ledger: WordCounters, write: BlockWriter
) -> Iterator[Mark]:
    """Names at the left, and what each means beside it; those of a grid stand above it."""
    if block.role in _GRIDS:
        width = look.width // min(_GRIDS[block.role], len(block.pairs))
        yield from _grid([_titled(pair, width, write) for pair in block.pairs], width, look.width)
        return
    left = round(look.width * _NAMES)
    right = look.width - left
    mark = new_table("BoardPairs", (left, right), "")
    for name, meanings in block.pairs:
        head = make_paragraph("TableText", name, ledger)
        meaning = write(next(iter(meanings), ()), CELL_LOOK._replace(width=right - CELL_PADDING))
        cells = (word_cell(left, [head]), word_cell(right, meaning))
        mark.append(w("tr", w("trPr", w("cantSplit")), *cells))
    if block.pairs:
        yield mark
        yield space_after_table()


def figures_table(block: Listing, look: TextLook, write: BlockWriter) -> Iterator[Mark]:
    """What the page shows in short lines beside each other, a few in a row."""
    most, draw = FIGURE_LISTS[block.role]
    width = look.width // max(min(len(block.items), most), 1)
    yield from _grid([draw(item, width, write) for item in block.items], width, look.width)


def _grid(cells: Sequence[Mark], width: int, whole: int) -> Iterator[Mark]:
    """Cells of one width, in rows beside each other."""
    if not cells:
        return
    count = whole // width
    mark = new_table("BoardFigures", (width,) * count, "")
    for at in range(0, len(cells), count):
        row = cells[at : at + count]
        rest = (word_cell(width, ()) for _ in range(count - len(row)))
        mark.append(w("tr", w("trPr", w("cantSplit")), *row, *rest))
    yield mark
    yield space_after_table()


def _titled(pair: Pair, width: int, write: BlockWriter) -> Mark:
    """A name, and what it means below it."""
    head, look = HEAD_LOOK, CELL_LOOK._replace(width=width - CELL_PADDING)
    meanings = (block for meaning in pair.meanings for block in meaning)
    return word_cell(width, [*write([Paragraph(pair.name)], head), *write(meanings, look)])


def _figure(item: Blocks, width: int, write: BlockWriter) -> Mark:
    """A number, large, and what it counts below it."""
    rating = next((block.rating for block in item if isinstance(block, Paragraph)), "")
    top = _edge("top", pack_colours().get(rating, pack_colours()["line"]))
    sides = (_edge(side, pack_colours()["paper"]) for side in ("left", "right"))
    ground = w("shd", val="clear", color="auto", fill=pack_colours()["band"])
    return word_cell(width, _paragraphs(item, width, write), w("tcBorders", top, *sides), ground)


def _edge(side: str, colour: str) -> Mark:
    return w(side, val="single", sz=24, space=0, color=colour)


FIGURE_LISTS: Final[Mapping[str, tuple[int, Callable[[Blocks, int, BlockWriter], Mark]]]] = {
    "figures": (5, _figure),
    "steps": (3, lambda item, width, write: word_cell(width, write(item, _look(width)))),
}


def _paragraphs(item: Blocks, width: int, write: BlockWriter) -> Iterator[Mark]:
    for block in item:
        if isinstance(block, Paragraph) and block.spans[0].style.strong:
            number, words = split_figure(block.spans)
            run = w("r", w("rPr", w("rStyle", val="Figure")), text_element(number.text))
            yield w("p", w("pPr", w("pStyle", val="FigureText")), run)
            if words:
                yield from write([Paragraph(words)], _look(width))
        else:
            yield from write([block], _look(width))


def _look(width: int) -> TextLook:
    return _FIGURE._replace(width=width - CELL_PADDING)
