"""The tables of a PDF: cells that ruling lines close, with their words and colours, over pages.

Lines of a cell are one paragraph where the next word would not have fitted. A table goes on over
pages where its edges do. Words in columns that no lines divide are refused.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from heapq import nlargest
from itertools import pairwise, takewhile
from typing import Any, Final, NamedTuple

from pdfplumber.table import (
    cells_to_tables,
    edges_to_intersections,
    intersections_to_cells,
    merge_edges,
)

from planctl.intake.read.paper import UnreadableFile
from planctl.intake.read.pdf_page import Box, PdfPage, Shape
from planctl.intake.read.pdf_text import (
    TextLine,
    TextWord,
    box_around,
    ends_paragraph,
    is_list_sign,
    text_lines,
)
from planctl.model.timescale_grammar import shorten

SNAP: Final = 3.0  # points up to which two edges are one
FROM_WORD: Final = "ask for the Word or Excel file that it was made from, and import that"
_POINT_LIMIT: Final = 3_000  # where ruling lines of one page meet
_CROSSING_LIMIT: Final = 400_000  # pairs of ruling lines of one page
_AS_RULED: Final = (
    f"{FROM_WORD}; or open the PDF in Word, give the table all its borders, and save it as .docx"
)
CONTENTS: Final = re.compile(r"(?<!\.)(?<!\.\s)(?:\.\s?){4,}\s*\d+$|(?<!…)…+\s*\d+$")
_LEAST: Final = 3  # lines in which words stand beneath each other
_LABEL: Final = 40  # letters of a label on a cover
_HEADER_ROWS: Final = 3
_USUAL: Final = 0.8  # of the rows of a table, that fill a column which is always filled
_SIGNS: Final = frozenset("●■⬤◆▲▼•◼⚫⬛")
_COLOURFUL: Final = 40  # of 255, by which the parts of a colour differ
_FILLED: Final = 0.5  # of a cell, which its colour covers
_DOT: Final = 16  # square points of a coloured sign in a cell
_FRAMES: Final = 10  # borders around tables, at most
_SHAPE_LIMIT: Final = 2_000  # coloured shapes of a table, of which the largest are looked at
_GUTTER: Final = 1.0  # of the size of the letters, at least, between two columns
_SHORT_NAME: Final = 12  # letters of a short name that is explained


class PdfCell(NamedTuple):
    """A cell as ruling lines close it, or a part of one that begins in a row above."""

    box: Box
    lines: tuple[TextLine, ...] = ()
    shade: str = ""
    of_above: bool = False

    @property
    def right(self) -> float:
        """How far to the right its lines can reach: as far from its edge as on the left."""
        if not self.lines:
            return self.box.x1
        box = self.box.turn(self.lines[0].words[0].turn)
        left = min(line.box.x0 for line in self.lines) - box.x0
        right = box.x1 - max(line.box.x1 for line in self.lines)
        return box.x1 - max(0.0, min(left, right))

    def is_filled(self) -> bool:
        """Whether it says anything, itself or in a row above."""
        return bool(self.lines or self.of_above)

    def begins_low(self) -> bool:
        """Whether its text begins in small letters."""
        return bool(self.lines) and self.lines[0].text[0].islower()


class PdfRow(NamedTuple):
    """The cells of a row from the left."""

    pages: tuple[int, ...]
    cells: tuple[PdfCell, ...]

    @property
    def texts(self) -> list[str]:
        """The words of each cell."""
        return [" ".join(line.text for line in cell.lines) for cell in self.cells]

    def above(self, cell: PdfCell) -> PdfCell | None:
        """Its cell in the column of a cell of another row."""
        return next((c for c in self.cells if abs(c.box.x0 - cell.box.x0) <= SNAP), None)


class PdfTable(NamedTuple):
    """A table of one page, or of several."""

    box: Box  # on the last of its pages
    pages: tuple[int, ...]
    edges: tuple[float, ...]  # where its columns begin and end
    rows: tuple[PdfRow, ...]
    repeated: tuple[PdfRow, ...] = ()  # its header, once more at the top of further pages
    header_rows: int = 0


def page_tables(page: PdfPage, words: Sequence[TextWord]) -> list[PdfTable]:
    """The tables of a page, each word in the cell in which it begins."""
    return [_table(cells, words, page) for cells in _grids(page)]


def begins_in(word: TextWord, box: Box) -> bool:
    """Whether a word begins in a box; what is too long for its cell runs over the edge."""
    x, y = word.box.centre
    if not word.turn:
        x = min(x, word.box.x0 + word.size / 4)
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom


def _grids(page: PdfPage) -> list[list[Box]]:
    """The cells that ruling lines close, table by table; a frame around text is no table."""
    edges = merge_edges([*map(_edge, page.rules)], SNAP, SNAP, SNAP, SNAP)
    edges = merge_edges([*edges, *map(_edge, _open_sides(edges))], SNAP, SNAP, SNAP, SNAP)
    across = sum(edge["orientation"] == "h" for edge in edges)
    crossings = across * (len(edges) - across)
    points = edges_to_intersections(edges, SNAP, SNAP) if crossings <= _CROSSING_LIMIT else {}
    if len(points) > _POINT_LIMIT or crossings > _CROSSING_LIMIT:
        message = f"page {page.number} has more lines than a table, as a drawing or a map has"
        raise UnreadableFile(message, "import the pages that hold the plan alone")
    cells = [Box(*cell) for cell in intersections_to_cells(points)]
    # A border around the page holds whole tables.
    largest = nlargest(_FRAMES, cells, key=lambda box: box.area)
    frames = {box for box in largest if any(box != cell and box.holds(cell) for cell in cells)}
    tables = cells_to_tables([cell for cell in cells if cell not in frames])
    return [[Box(*cell) for cell in table] for table in tables]


def _open_sides(edges: Sequence[Mapping[str, Any]]) -> Iterator[Box]:
    """The lines that would close a row that a page cuts, or a table that has no frame."""
    rules = [Box(edge["x0"], edge["top"], edge["x1"], edge["bottom"]) for edge in edges]
    across = [rule for rule in rules if rule.x1 > rule.x0]
    down = [rule for rule in rules if rule.bottom > rule.top]
    for end in ("top", "bottom"):
        for one, other in _level_pairs(down, end, "x0"):
            if any(_spans(rule.x0, rule.x1, one.x0, other.x0) for rule in across):
                yield Box(one.x0, getattr(one, end), other.x0, getattr(one, end))
    for end, sign in (("x0", 1), ("x1", -1)):
        for one, other in _level_pairs(across, end, "top"):
            at = getattr(one, end)
            beside = [rule for rule in down if _spans(rule.top, rule.bottom, one.top, other.top)]
            if beside and all(sign * (rule.x0 - at) > -SNAP for rule in beside):
                yield Box(at, one.top, at, other.top)


def _level_pairs(rules: Sequence[Box], end: str, along: str) -> Iterator[tuple[Box, Box]]:
    """Lines beside each other that end level."""
    ordered = sorted(rules, key=lambda r: (round(getattr(r, end) / SNAP), getattr(r, along)))
    return ((a, b) for a, b in pairwise(ordered) if abs(getattr(a, end) - getattr(b, end)) <= SNAP)


def _spans(start: float, end: float, one: float, other: float) -> bool:
    return start <= one + SNAP and other <= end + SNAP


def _edge(rule: Box) -> dict[str, float | str]:
    """A ruling line as pdfplumber has it."""
    edge: dict[str, float | str] = {**rule._asdict(), "width": rule.width, "height": rule.height}
    return {**edge, "doctop": rule.top, "orientation": "h" if rule.width > 0 else "v"}


def _table(cells: Sequence[Box], words: Sequence[TextWord], page: PdfPage) -> PdfTable:
    frame = box_around(cells)
    words = [word for word in words if begins_in(word, frame)]
    shapes = [shape for shape in page.shapes if shape.fill and shape.box.overlap(frame)]
    shapes = nlargest(_SHAPE_LIMIT, shapes, key=lambda shape: shape.box.area)
    whole = {
        box: _cell(box, [word for word in words if begins_in(word, box)], shapes, page.number)
        for box in cells
    }
    rows = []
    for top in sorted({box.top for box in cells}):
        across = sorted(box for box in cells if box.top <= top < box.bottom)
        row = (whole[box] if box.top == top else PdfCell(box, of_above=True) for box in across)
        rows.append(PdfRow((page.number,), tuple(row)))
    edges = sorted({box.x0 for box in cells} | {frame.x1})
    return PdfTable(frame, (page.number,), tuple(edges), tuple(rows))


def _cell(box: Box, words: Sequence[TextWord], shapes: Sequence[Shape], page: int) -> PdfCell:
    lines = text_lines(words, page)
    refuse_unruled(lines, page)
    over = [shape for shape in shapes if shape.box.overlap(box) > _FILLED * box.area]
    shade = max(over, key=lambda shape: shape.order).fill if over else ""
    shade = "" if shade == "FFFFFF" else shade
    signs: list[str] = []
    if not shade and not words:
        signs = [e.fill for e in shapes if box.holds(e.box) and e.box.area >= _DOT]
    elif not shade and len(words) == 1 and words[0].text in _SIGNS:
        signs = [words[0].colour]
    return PdfCell(box, tuple(lines), shade or next(filter(_is_colourful, signs), ""))


def _is_colourful(colour: str) -> bool:
    parts = bytes.fromhex(colour) or b"0"
    return max(parts) - min(parts) > _COLOURFUL


def refuse_unruled(lines: Sequence[TextLine], page: int) -> None:
    """Refuse words that stand beneath each other in columns which no lines divide."""
    starts = sorted(
        (word.box.x0, number)
        for number, line in enumerate(lines)
        if not CONTENTS.search(line.text)
        for word in _after_gaps(line)
    )
    columns: list[list[int]] = []
    for (before, _), (at, number) in pairwise([(-SNAP * 2, 0), *starts]):
        if at - before > SNAP:
            columns.append([])
        columns[-1].append(number)
    columns = [numbers for numbers in columns if len({*numbers}) >= _LEAST]
    beside = sorted({number for numbers in columns for number in numbers})
    if not columns or (len(columns) == 1 and _are_labels([lines[n] for n in beside])):
        return
    words = shorten(lines[beside[0]].text, _LABEL)
    message = f"page {page} has text in columns without lines between them, at “{words}”"
    raise UnreadableFile(f"{message}, so nobody can tell what belongs together", _AS_RULED)


def _after_gaps(line: TextLine) -> Iterator[TextWord]:
    """The words of a line before which there is more room than between words."""
    for before, word in pairwise(line.words):
        is_apart = word.box.x0 - before.box.x1 > _GUTTER * line.size
        if is_apart and not is_list_sign(before.text):
            yield word


def _are_labels(lines: Sequence[TextLine]) -> bool:
    """Whether lines are labels with their values, as on a cover or in a list of short names."""
    for line in lines:
        value = next(_after_gaps(line))
        label = " ".join(word.text for word in line.words if word.box.x0 < value.box.x0)
        most = _LABEL if label.endswith(":") else _SHORT_NAME
        if len(label) > most or not label[:1].isalpha():
            return False
    return True


def join_tables(last: object, table: object) -> PdfTable | None:
    """A table with what stands of it on the next page; its header, once more, is set apart."""
    if not isinstance(last, PdfTable) or not isinstance(table, PdfTable):
        return None
    if not _are_one(last, table):
        return None
    pairs = zip(last.rows[:_HEADER_ROWS], table.rows, strict=False)
    same = takewhile(lambda pair: pair[0].texts == pair[1].texts and any(pair[0].texts), pairs)
    header = len(list(same))
    rows, more = list(last.rows), list(table.rows[header:])
    if more:
        more[0] = _below_merged(rows[-1], more)
    if more and len(rows) > header and _is_rest(rows, more[0]):
        rows[-1] = _join_rows(rows[-1], more.pop(0))
    edges = sorted([*last.edges, *table.edges])
    apart = (edge for before, edge in pairwise([-SNAP * 2, *edges]) if edge - before > SNAP)
    return PdfTable(
        table.box,
        (*last.pages, *table.pages),
        tuple(apart),
        (*rows, *more),
        (*last.repeated, *table.rows[:header]),
        max(last.header_rows, header),
    )


def _are_one(last: PdfTable, table: PdfTable) -> bool:
    """Whether a table at the top of a page is more of the one before it: it has its columns."""
    one, other = sorted((last.edges, table.edges), key=len)
    is_below = table.pages[0] == last.pages[-1] + 1
    is_as_wide = abs(one[0] - other[0]) <= SNAP and abs(one[-1] - other[-1]) <= SNAP
    near = (any(abs(edge - at) <= SNAP for at in other) for edge in one)
    return is_below and is_as_wide and all(near)


def _below_merged(last: PdfRow, rows: Sequence[PdfRow]) -> PdfRow:
    """The first row of a page, whose empty cells are merged with those of the page before."""
    cells = []
    for cell in rows[0].cells:
        beside = [row.above(cell) for row in (last, *rows[1:2])]
        is_merged = any(other and other.of_above for other in beside)
        cells.append(cell._replace(of_above=is_merged and not cell.lines))
    return rows[0]._replace(cells=tuple(cells))


def _is_rest(rows: Sequence[PdfRow], row: PdfRow) -> bool:
    """Whether the first row of a page is the rest of the last row of the page before.

    It says more only where that row says something, on a full line, and not where rows have one
    line each. A text goes on in the middle of a sentence; or all go on, and it lacks what rows have
    and what stands first in a row.
    """

    def share(cell: PdfCell, is_so: Callable[[PdfCell], bool]) -> float:
        """In how many whole rows, below the header, something is so of this column."""
        column = [above for other in rows[1:-1] if (above := other.above(cell))]
        return sum(map(is_so, column)) / len(column) if column else 0

    pairs = [(rows[-1].above(cell), cell) for cell in row.cells if cell.lines]
    texts = [(above.lines[-1], cell) for above, cell in pairs if above and above.lines]
    have_lines = len(rows) > _HEADER_ROWS
    if len(texts) < len(pairs) or any(
        have_lines and share(cell, lambda other: len(other.lines) == 1) >= _USUAL
        for _, cell in texts
    ):
        return False
    open_texts = [(line, cell) for line, cell in texts if line.text[-1] not in ".:;!?"]
    if any(ends_paragraph(line, cell.lines[0], cell.right, 0) for line, cell in open_texts):
        return False
    low = [cell for _, cell in open_texts if cell.begins_low()]
    if any(share(cell, PdfCell.begins_low) <= 1 - _USUAL for cell in low):
        return True
    empty = [cell for cell in row.cells if not cell.is_filled()]
    lacks = any(share(cell, PdfCell.is_filled) >= _USUAL for cell in empty)
    return lacks and row.cells[0] in empty and len(open_texts) == len(texts) > 0


def _join_rows(row: PdfRow, rest: PdfRow) -> PdfRow:
    more = [rest.above(cell) for cell in row.cells]
    cells = (
        cell._replace(lines=(*cell.lines, *(other.lines if other else ())))
        for cell, other in zip(row.cells, more, strict=True)
    )
    return PdfRow((*row.pages, *rest.pages), tuple(cells))
