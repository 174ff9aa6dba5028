"""Read a PDF: ruled tables with the colours of their cells, and the lines around them.

A PDF knows letters and lines only. Cells are what ruling lines close; lines of a cell are one
paragraph where the next word would not have fitted; a table goes on over pages where its edges do.
What cannot be told so is refused, or named for a person: nothing is guessed into the wrong cell.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from heapq import nlargest
from itertools import groupby, pairwise
from typing import Any, Final, NamedTuple, cast

from pdfplumber.table import (
    cells_to_tables,
    edges_to_intersections,
    intersections_to_cells,
    merge_edges,
)

from planctl.intake.read.paper import (
    BROKEN_WORDS,
    CellsByColumn,
    Omission,
    Paper,
    PaperCell,
    PaperLine,
    PaperPart,
    PaperRow,
    UnreadableFile,
    align_columns,
    finish_parts,
)
from planctl.intake.read.pdf_page import LINE_THROUGH, LINK, Box, PdfPage, Shape, read_pages
from planctl.intake.read.pdf_text import (
    TextLine,
    TextWord,
    WordJoiner,
    box_around,
    ends_paragraph,
    is_list_sign,
    page_words,
    text_lines,
)
from planctl.intake.read.text import to_paragraphs, visible_text
from planctl.model.timescale_grammar import shorten

_SNAP: Final = 3.0  # points up to which two edges are one
_POINT_LIMIT: Final = 3_000  # where ruling lines of one page meet
_CROSSING_LIMIT: Final = 400_000  # pairs of ruling lines of one page
_FROM_WORD: Final = "ask for the Word or Excel file that it was made from, and import that"
_AS_RULED: Final = (
    f"{_FROM_WORD}; or open the PDF in Word, give the table all its borders, and save it as .docx"
)
_PICTURE: Final = 0.3  # of a page that pictures cover
_FEW: Final = 5  # letters of a page that is a picture
_UNREADABLE: Final = 0.02  # of the letters, whose text the PDF does not say
_MARGIN: Final = 0.12  # of the height of a page, at its top and bottom, for running heads
_PAGE_NUMBER: Final = re.compile(
    r"(?:page\s*)?(?:[-–]\s*)?\d{1,3}(?:\s*[-–])?(?:\s*(?:of|/|\|)\s*\d{1,3})?", re.IGNORECASE
)
_CONTENTS: Final = re.compile(r"(?<!\.)(?<!\.\s)(?:\.\s?){4,}\s*\d+$|(?<!…)…+\s*\d+$")
_LEAST: Final = 3  # lines in which words stand beneath each other
_COLUMNS: Final = 2  # further columns of a table without lines
_LABEL: Final = 40  # letters of a label on a cover
_HEADER_ROWS: Final = 3
_USUAL: Final = 0.8  # of the rows of a table, that fill a column which is always filled
_LONGEST_BOLD: Final = 120  # letters of a heading
_SIGNS: Final = frozenset("●■⬤◆▲▼•◼⚫⬛")
_COLOURFUL: Final = 40  # of 255, by which the parts of a colour differ
_FILLED: Final = 0.5  # of a cell, which its colour covers
_DOT: Final = 16  # square points of a coloured sign in a cell
_NARROW: Final = 0.6  # of a page: lines that reach no further do not say how far they may
_FRAMES: Final = 10  # borders around tables, at most
_SHAPE_LIMIT: Final = 2_000  # coloured shapes of a table, of which the largest are looked at
_GUTTER: Final = 1.0  # of the size of the letters, at least, between two columns
_SHORT_NAME: Final = 12  # letters of a short name that is explained
_NUMBER_IN_HEAD: Final = re.compile(
    r"(?:\bpage\s*)?(?<!\d)\d{1,4}\s*(?:of|/|\|)\s*\d{1,4}$|\bpage\s*\d+|^\d{1,3}(?=\s)|(?<=\s)\d{1,3}$",
    re.IGNORECASE,
)


class _Cell(NamedTuple):
    """A cell as ruling lines close it, or a part of one that begins in a row above."""

    box: Box
    lines: tuple[TextLine, ...] = ()
    shade: str = ""
    of_above: bool = False


class _Row(NamedTuple):
    """The cells of a row from the left."""

    pages: tuple[int, ...]
    cells: tuple[_Cell, ...]


class _Table(NamedTuple):
    """A table of one page, or of several."""

    box: Box  # on the last of its pages
    pages: tuple[int, ...]
    edges: tuple[float, ...]  # where its columns begin and end
    rows: tuple[_Row, ...]
    repeated: tuple[_Row, ...] = ()  # its header, once more at the top of further pages
    header_rows: int = 0


class _Page(NamedTuple):
    """What stands on a page: its tables, and the lines around them from the top down."""

    page: PdfPage
    tables: list[_Table]
    lines: list[TextLine]


def read_pdf(content: bytes, known_words: Collection[str] = ()) -> Paper:
    """The lines and rows of a PDF; raises UnreadableFile.

    The known words tell a word that a narrow column broke from two words.
    """
    pages = read_pages(content)
    _refuse_pictures(pages)
    layouts = [_lay_out(page) for page in pages]
    return list(finish_parts(_Reader(layouts, known_words).parts()))


def _refuse_pictures(pages: Sequence[PdfPage]) -> None:
    """Refuse a PDF without text, or whose letters have none."""
    if all(_is_picture(page) or not page.letters for page in pages):
        message = "the PDF is a picture of its pages, such as a scan, with no text in it"
        raise UnreadableFile(message, f"{_FROM_WORD}; text that a scanner recognised is not read")
    letters = [letter for page in pages for letter in page.letters]
    if sum(letter.text.startswith("(cid:") for letter in letters) > _UNREADABLE * len(letters):
        message = "the PDF does not say which letters its signs are, so its text cannot be read"
        raise UnreadableFile(message, _FROM_WORD)


def _is_picture(page: PdfPage) -> bool:
    """Whether nobody could read a page but as a picture."""
    seen = sum(letter.omission is not Omission.HIDDEN for letter in page.letters)
    covered = sum(_area(picture.box) for picture in page.pictures)
    return seen < _FEW and covered > _PICTURE * page.width * page.height


def _area(box: Box) -> float:
    return (box.x1 - box.x0) * (box.bottom - box.top)


def _lay_out(page: PdfPage) -> _Page:
    words = page_words(page)
    tables = [_table(cells, words, page) for cells in _grids(page)]
    loose = [word for word in words if not any(_begins_in(word, table.box) for table in tables)]
    lines = text_lines(loose, page.number)
    _refuse_unruled(lines, page.number)
    return _Page(page, tables, lines)


def _begins_in(word: TextWord, box: Box) -> bool:
    """Whether a word begins in a box; what is too long for its cell runs over the edge."""
    x, y = word.box.centre
    if not word.turn:
        x = min(x, word.box.x0 + word.size / 4)
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom


def _grids(page: PdfPage) -> list[list[Box]]:
    """The cells that ruling lines close, table by table; a frame around text is no table."""
    edges = merge_edges([*map(_edge, page.rules)], _SNAP, _SNAP, _SNAP, _SNAP)
    edges = merge_edges([*edges, *map(_edge, _open_sides(edges))], _SNAP, _SNAP, _SNAP, _SNAP)
    across = sum(edge["orientation"] == "h" for edge in edges)
    points = {}
    if across * (len(edges) - across) <= _CROSSING_LIMIT:
        points = edges_to_intersections(edges, _SNAP, _SNAP)
    if len(points) > _POINT_LIMIT or across * (len(edges) - across) > _CROSSING_LIMIT:
        message = f"page {page.number} has more lines than a table, as a drawing or a map has"
        raise UnreadableFile(message, "import the pages that hold the plan alone")
    cells = [Box(*cell) for cell in intersections_to_cells(points)]
    # A border around the page holds whole tables.
    largest = nlargest(_FRAMES, cells, key=_area)
    frames = {box for box in largest if any(box != cell and box.holds(cell) for cell in cells)}
    return [
        [Box(*cell) for cell in table]
        for table in cells_to_tables([cell for cell in cells if cell not in frames])
    ]


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
            if beside and all(sign * (rule.x0 - at) > -_SNAP for rule in beside):
                yield Box(at, one.top, at, other.top)


def _level_pairs(rules: Sequence[Box], end: str, along: str) -> Iterator[tuple[Box, Box]]:
    """Lines beside each other that end level."""
    ordered = sorted(
        rules, key=lambda rule: (round(getattr(rule, end) / _SNAP), getattr(rule, along))
    )
    return ((a, b) for a, b in pairwise(ordered) if abs(getattr(a, end) - getattr(b, end)) <= _SNAP)


def _spans(start: float, end: float, one: float, other: float) -> bool:
    return start <= one + _SNAP and other <= end + _SNAP


def _edge(rule: Box) -> dict[str, float | str]:
    """A ruling line as pdfplumber has it."""
    edge: dict[str, float | str] = dict(rule._asdict())
    return {
        **edge,
        "width": rule.x1 - rule.x0,
        "height": rule.bottom - rule.top,
        "doctop": rule.top,
        "orientation": "h" if rule.x1 > rule.x0 else "v",
    }


def _table(cells: Sequence[Box], words: Sequence[TextWord], page: PdfPage) -> _Table:
    """The rows of a table, each word in the cell in which it begins."""
    frame = box_around(cells)
    words = [word for word in words if _begins_in(word, frame)]
    shapes = [shape for shape in page.shapes if shape.fill and _overlap(shape.box, frame)]
    shapes = nlargest(_SHAPE_LIMIT, shapes, key=lambda shape: _area(shape.box))
    whole = {
        box: _cell(box, [word for word in words if _begins_in(word, box)], shapes, page.number)
        for box in cells
    }
    rows = []
    for top in sorted({box.top for box in cells}):
        across = sorted(box for box in cells if box.top <= top < box.bottom)
        row = (whole[box] if box.top == top else _Cell(box, of_above=True) for box in across)
        rows.append(_Row((page.number,), tuple(row)))
    edges = sorted({box.x0 for box in cells} | {frame.x1})
    return _Table(frame, (page.number,), tuple(edges), tuple(rows))


def _cell(box: Box, words: Sequence[TextWord], shapes: Sequence[Shape], page: int) -> _Cell:
    lines = text_lines(words, page)
    _refuse_unruled(lines, page)
    over = [shape for shape in shapes if _overlap(shape.box, box) > _FILLED * _area(box)]
    shade = max(over, key=lambda shape: shape.order).fill if over else ""
    shade = "" if shade == "FFFFFF" else shade
    if not shade and not words:
        signs = [e for e in shapes if box.holds(e.box) and _area(e.box) >= _DOT]
        shade = next((sign.fill for sign in signs if _is_colourful(sign.fill)), "")
    elif not shade and len(words) == 1 and words[0].text in _SIGNS:
        shade = words[0].colour if _is_colourful(words[0].colour) else ""
    return _Cell(box, tuple(lines), shade)


def _overlap(one: Box, other: Box) -> float:
    width = min(one.x1, other.x1) - max(one.x0, other.x0)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    return max(0.0, width) * max(0.0, height)


def _is_colourful(colour: str) -> bool:
    parts = [int(colour[n : n + 2], 16) for n in range(0, len(colour), 2)] or [0]
    return max(parts) - min(parts) > _COLOURFUL


def _refuse_unruled(lines: Sequence[TextLine], page: int, fewest: int = 1) -> None:
    """Refuse words that stand beneath each other in columns which no lines divide."""
    starts = sorted(
        (word.box.x0, number)
        for number, line in enumerate(lines)
        if not _CONTENTS.search(line.text)
        for word in _after_gaps(line)
    )
    columns: list[list[int]] = []
    for (before, _), (at, number) in pairwise([(-_SNAP * 2, 0), *starts]):
        if at - before > _SNAP:
            columns.append([])
        columns[-1].append(number)
    columns = [numbers for numbers in columns if len({*numbers}) >= _LEAST]
    beside = sorted({number for numbers in columns for number in numbers})
    if len(columns) < fewest or (len(columns) == 1 and _are_labels([lines[n] for n in beside])):
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
    labels = []
    for line in lines:
        value = next(_after_gaps(line))
        labels.append(" ".join(word.text for word in line.words if word.box.x0 < value.box.x0))
    return all(
        len(label) <= (_LABEL if label.endswith(":") else _SHORT_NAME) and label[:1].isalpha()
        for label in labels
    )


def _join(last: TextLine | _Table, table: TextLine | _Table) -> _Table | None:
    """A table with what stands of it on the next page; its header, once more, is set apart."""
    if not isinstance(last, _Table) or not isinstance(table, _Table) or not _are_one(last, table):
        return None
    header = 0
    for row, again in zip(last.rows[:_HEADER_ROWS], table.rows, strict=False):
        if _texts(row) != _texts(again) or not any(_texts(row)):
            break
        header += 1
    rows, more = list(last.rows), list(table.rows[header:])
    if more:
        more[0] = _below_merged(rows[-1], more)
    if more and len(rows) > header and _is_rest(rows, more[0]):
        rows[-1] = _join_rows(rows[-1], more.pop(0))
    return _Table(
        table.box,
        (*last.pages, *table.pages),
        _union([*last.edges, *table.edges]),
        (*rows, *more),
        (*last.repeated, *table.rows[:header]),
        max(last.header_rows, header),
    )


def _texts(row: _Row) -> list[str]:
    return [" ".join(line.text for line in cell.lines) for cell in row.cells]


def _union(edges: Sequence[float]) -> tuple[float, ...]:
    """Edges of which none is nearer to the next than two that are one."""
    union: list[float] = []
    for edge in sorted(edges):
        if not union or edge - union[-1] > _SNAP:
            union.append(edge)
    return tuple(union)


def _above(row: _Row, cell: _Cell) -> _Cell | None:
    """The cell of another row in the same column."""
    return next((c for c in row.cells if abs(c.box.x0 - cell.box.x0) <= _SNAP), None)


def _below_merged(last: _Row, rows: Sequence[_Row]) -> _Row:
    """The first row of a page, whose empty cells are merged with those of the page before."""
    cells = []
    for cell in rows[0].cells:
        above = _above(last, cell)
        further = _above(rows[1], cell) if len(rows) > 1 else None
        is_merged = bool((above and above.of_above) or (further and further.of_above))
        cells.append(cell._replace(of_above=is_merged and not cell.lines))
    return rows[0]._replace(cells=tuple(cells))


def _is_rest(rows: Sequence[_Row], row: _Row) -> bool:
    """Whether the first row of a page is the rest of the last row of the page before.

    It says more only where that row says something, on a full line, and not where rows have one
    line each. A text goes on in the middle of a sentence; or all go on, and it lacks what rows have
    and what stands first in a row.
    """
    pairs = [(_above(rows[-1], cell), cell) for cell in row.cells if cell.lines]
    texts = [(above.lines[-1], cell) for above, cell in pairs if above and above.lines]
    if len(texts) < len(pairs) or any(_has_line_each(rows, cell) for _, cell in texts):
        return False
    open_texts = [(line, cell) for line, cell in texts if line.text[-1] not in ".:;!?"]
    if any(ends_paragraph(line, cell.lines[0], _right(cell), 0) for line, cell in open_texts):
        return False
    if any(_begins_low(c) and _share(rows, c, _begins_low) <= 1 - _USUAL for _, c in open_texts):
        return True
    empty = [cell for cell in row.cells if not cell.lines and not cell.of_above]
    lacks = any(_share(rows, cell, _is_filled) >= _USUAL for cell in empty)
    return lacks and row.cells[0] in empty and len(open_texts) == len(texts) > 0


def _has_line_each(rows: Sequence[_Row], cell: _Cell) -> bool:
    """Whether a column has one line in nearly every row that is whole, of several."""
    return len(rows) > _HEADER_ROWS and _share(rows, cell, _is_line) >= _USUAL


def _share(rows: Sequence[_Row], cell: _Cell, is_so: Callable[[_Cell], bool]) -> float:
    """In how many whole rows, below the header, something is so of the cell in this column."""
    column = [above for row in rows[1:-1] if (above := _above(row, cell))]
    return sum(map(is_so, column)) / len(column) if column else 0


def _is_line(cell: _Cell) -> bool:
    return len(cell.lines) == 1


def _is_filled(cell: _Cell) -> bool:
    return bool(cell.lines or cell.of_above)


def _begins_low(cell: _Cell) -> bool:
    return bool(cell.lines) and cell.lines[0].text[0].islower()


def _join_rows(row: _Row, rest: _Row) -> _Row:
    cells = []
    for cell in row.cells:
        more = _above(rest, cell)
        lines = (*cell.lines, *more.lines) if more else cell.lines
        cells.append(cell._replace(lines=lines))
    return _Row((*row.pages, *rest.pages), tuple(cells))


def _right(cell: _Cell) -> float:
    """How far to the right the lines of a cell can reach: as far from its edge as on the left."""
    if not cell.lines:
        return cell.box.x1
    box = cell.box.turn(cell.lines[0].words[0].turn)
    left = min(line.box.x0 for line in cell.lines) - box.x0
    right = box.x1 - max(line.box.x1 for line in cell.lines)
    return box.x1 - max(0.0, min(left, right))


class _Headings(NamedTuple):
    """What sets headings apart: letters that are larger than most, or bold ones."""

    body: float
    sizes: tuple[float, ...]  # of the larger ones, the largest first

    @classmethod
    def of(cls, lines: Sequence[TextLine]) -> "_Headings":
        """The sizes of the lines around tables."""
        letters: Counter[float] = Counter()
        for line in lines:
            letters[_size(line)] += len(line.text)
        body = letters.most_common(1)[0][0] if letters else 0
        return cls(body, tuple(sorted((size for size in letters if size > body), reverse=True)))

    def level(self, line: TextLine) -> int:
        """The level of a line as a heading; 0 for what is none."""
        if _size(line) in self.sizes:
            return self.sizes.index(_size(line)) + 1
        is_bold = all(word.is_bold for word in line.words)
        is_short = len(line.text) <= _LONGEST_BOLD and line.text[-1] not in ".;,"
        return (
            len(self.sizes) + 1
            if is_bold and is_short and not is_list_sign(line.words[0].text)
            else 0
        )


def _size(line: TextLine) -> float:
    return round(line.size)


def _running(pages: Sequence[_Page], headings: _Headings) -> dict[int, dict[int, str]]:
    """By page, the numbers of the lines that are running heads or feet, and which of them.

    One that is set as a heading counts as one where it stands first.
    """
    places: dict[tuple[str, str, int], list[tuple[int, TextLine]]] = {}
    found: dict[int, dict[int, str]] = {page.page.number: {} for page in pages}
    for page, line in ((each.page, line) for each in pages for line in each.lines):
        top, bottom = page.height * _MARGIN, page.height * (1 - _MARGIN)
        kind = "header" if line.box.bottom < top else "footer" if line.box.top > bottom else ""
        if kind and _PAGE_NUMBER.fullmatch(line.text):
            found[page.number][line.number] = f"page {kind}"
        elif kind:
            words = _NUMBER_IN_HEAD.sub("#", line.text)
            places.setdefault((kind, words, round(line.box.top / _SNAP)), []).append(
                (page.number, line)
            )
    for (kind, *_), lines in places.items():
        if len({number for number, _ in lines}) > 1:
            for number, line in lines[bool(headings.level(lines[0][1])) :]:
                found[number][line.number] = f"page {kind}"
    return found


class _Reader:
    """Goes through the pages of a paper and gives its parts."""

    def __init__(self, pages: Sequence[_Page], known_words: Collection[str]) -> None:
        self._pages = pages
        self._headings = _Headings.of([line for page in pages for line in page.lines])
        self._running = _running(pages, self._headings)
        self._joiner = WordJoiner(_texts_of(pages), known_words)
        self._tables = 0

    def parts(self) -> Iterator[PaperPart]:
        """The parts of the paper in their order, and then what stands beside its text."""
        elements = self._elements()
        for is_table, group in groupby(elements, key=lambda part: isinstance(part, _Table)):
            if is_table:
                for table in cast("Iterator[_Table]", group):
                    yield from self._rows(table)
            else:
                yield from self._lines([*cast("Iterator[TextLine]", group)])
        yield from self._side_lines(elements)

    def _elements(self) -> list[TextLine | _Table]:
        """The lines and tables of all pages, those tables joined that go on over pages."""
        elements: list[TextLine | _Table] = []
        for page in self._pages:
            running = self._running[page.page.number]
            lines = (line for line in page.lines if line.number not in running)
            here: list[TextLine | _Table] = [*lines, *page.tables]
            here.sort(key=lambda part: part.box.top)
            last, first = elements[-1:], here[:1]
            if last and first and (joined := _join(last[0], first[0])):
                elements[-1:], here = [joined], here[1:]
            elements += here
        return elements

    def _rows(self, table: _Table) -> Iterator[PaperRow]:
        self._tables += 1
        columns = [self._by_column(row, table.edges) for row in table.rows]
        for number, (row, cells) in enumerate(
            zip(table.rows, align_columns(columns), strict=True), 1
        ):
            page = " and page ".join(map(str, row.pages))
            place = f"page {page} table {self._tables} row {number}"
            yield PaperRow(place, cells, f"table {self._tables}", number <= table.header_rows)

    def _by_column(self, row: _Row, edges: Sequence[float]) -> CellsByColumn:
        cells: dict[int, PaperCell] = {}
        for cell in row.cells:
            first, end = (_nearest(edges, edge) for edge in (cell.box.x0, cell.box.x1))
            texts = [text for _, text in self._joiner.paragraphs(cell.lines, _right(cell))]
            cells[first] = PaperCell(to_paragraphs(texts), cell.shade, cell.of_above)
            for column in range(first + 1, end):
                cells[column] = PaperCell(of_left=True, of_above=cell.of_above)
        return cells

    def _lines(self, lines: Sequence[TextLine]) -> Iterator[PaperLine]:
        widths = {page.page.number: page.page.width for page in self._pages}
        right = max(line.box.x1 for line in lines)
        margin = min(line.box.x0 for line in lines)
        if right < _NARROW * widths[lines[0].page]:
            right = widths[lines[0].page] - margin
        for level, group in groupby(lines, key=self._headings.level):
            for line, text in self._joiner.paragraphs([*group], right):
                for paragraph in to_paragraphs([text]):
                    kind = "contents" if _CONTENTS.search(text) else ""
                    place = f"page {line.page} line {line.number}"
                    is_item = paragraph.is_item and not level
                    yield PaperLine(place, paragraph.text, level, is_item, kind)

    def _side_lines(self, elements: Sequence[TextLine | _Table]) -> Iterator[PaperLine]:
        """What is not of the text: running heads, headers once more, comments, pictures, doubts."""
        for page in self._pages:
            number = page.page.number
            running = self._running[number]
            for line in page.lines:
                if line.number in running:
                    kind = running[line.number]
                    yield PaperLine(f"page {number} line {line.number}", line.text, beside=kind)
            for note in page.page.notes:
                if note.kind not in {LINK, LINE_THROUGH} and visible_text(note.text):
                    yield PaperLine(f"page {number}", visible_text(note.text), beside=note.kind)
            if _is_picture(page.page):
                yield PaperLine(f"page {number}", "(a picture)", beside="page that is a picture")
        for row in (row for part in elements if isinstance(part, _Table) for row in part.repeated):
            text = " | ".join(filter(None, _texts(row)))
            yield PaperLine(f"page {row.pages[0]}", text, beside="header of a table once more")
        if self._joiner.doubtful:
            yield PaperLine("", ", ".join(self._joiner.doubtful), beside=BROKEN_WORDS)


def _texts_of(pages: Sequence[_Page]) -> Iterator[Sequence[TextLine]]:
    """The lines of each cell, and those around the tables of each page."""
    for page in pages:
        yield page.lines
        yield from (cell.lines for table in page.tables for row in table.rows for cell in row.cells)


def _are_one(last: _Table, table: _Table) -> bool:
    """Whether a table at the top of a page is more of the one before it: it has its columns."""
    one, other = sorted((last.edges, table.edges), key=len)
    is_below = table.pages[0] == last.pages[-1] + 1
    is_as_wide = abs(one[0] - other[0]) <= _SNAP and abs(one[-1] - other[-1]) <= _SNAP
    return is_below and is_as_wide and all(_is_near(edge, other) for edge in one)


def _is_near(edge: float, edges: Sequence[float]) -> bool:
    return any(abs(edge - other) <= _SNAP for other in edges)


def _nearest(edges: Sequence[float], edge: float) -> int:
    return min(range(len(edges)), key=lambda n: abs(edges[n] - edge))
