"""Read a PDF: its ruled tables, and the lines around them as headings, paragraphs and margins.

A PDF knows letters and lines only. What cannot be told from them is refused, or named for a person:
nothing is guessed into the wrong cell.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import chain, groupby
from typing import Final, NamedTuple, cast

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
from planctl.intake.read.pdf_page import LINE_THROUGH, LINK, PdfPage, read_pages
from planctl.intake.read.pdf_table import (
    CONTENTS,
    FROM_WORD,
    SNAP,
    PdfRow,
    PdfTable,
    begins_in,
    join_tables,
    page_tables,
    refuse_unruled,
)
from planctl.intake.read.pdf_text import TextLine, WordJoiner, is_list_sign, page_words, text_lines
from planctl.intake.read.text import to_paragraphs, visible_text

_PICTURE: Final = 0.3  # of a page that pictures cover
_FEW: Final = 5  # letters of a page that is a picture
_UNREADABLE: Final = 0.02  # of the letters, whose text the PDF does not say
_MARGIN: Final = 0.12  # of the height of a page, at its top and bottom, for running heads
_PAGE_NUMBER: Final = re.compile(
    r"(?i)(?:page\s*)?(?:[-–]\s*)?\d{1,3}(?:\s*[-–])?(?:\s*(?:of|/|\|)\s*\d{1,3})?"
)
_LONGEST_BOLD: Final = 120  # letters of a heading
_NARROW: Final = 0.6  # of a page: lines that reach no further do not say how far they may
_NUMBER_IN_HEAD: Final = re.compile(
    r"(?i)(?:\bpage\s*)?(?<!\d)\d{1,4}\s*(?:of|/|\|)\s*\d{1,4}$|\bpage\s*\d+|^\d{1,3}(?=\s)|(?<=\s)\d{1,3}$"
)


class _Page(NamedTuple):
    """What stands on a page: its tables, and the lines around them from the top down."""

    page: PdfPage
    tables: list[PdfTable]
    lines: list[TextLine]

    @classmethod
    def of(cls, page: PdfPage) -> "_Page":
        """Lay out a page; raises UnreadableFile for columns without lines."""
        words = page_words(page)
        tables = page_tables(page, words)
        loose = [word for word in words if not any(begins_in(word, table.box) for table in tables)]
        lines = text_lines(loose, page.number)
        refuse_unruled(lines, page.number)
        return cls(page, tables, lines)


def read_pdf(content: bytes, known_words: Collection[str] = ()) -> Paper:
    """The lines and rows of a PDF; raises UnreadableFile.

    The known words tell a word that a narrow column broke from two words.
    """
    pages = read_pages(content)
    _refuse_pictures(pages)
    layouts = [_Page.of(page) for page in pages]
    return list(finish_parts(_Reader(layouts, known_words).parts()))


def _refuse_pictures(pages: Sequence[PdfPage]) -> None:
    """Refuse a PDF without text, or whose letters have none."""
    if all(_is_picture(page) or not page.letters for page in pages):
        message = "the PDF is a picture of its pages, such as a scan, with no text in it"
        raise UnreadableFile(message, f"{FROM_WORD}; text that a scanner recognised is not read")
    letters = [letter for page in pages for letter in page.letters]
    if sum(letter.text.startswith("(cid:") for letter in letters) > _UNREADABLE * len(letters):
        message = "the PDF does not say which letters its signs are, so its text cannot be read"
        raise UnreadableFile(message, FROM_WORD)


def _is_picture(page: PdfPage) -> bool:
    """Whether nobody could read a page but as a picture."""
    seen = sum(letter.omission is not Omission.HIDDEN for letter in page.letters)
    covered = sum(picture.box.area for picture in page.pictures)
    return seen < _FEW and covered > _PICTURE * page.width * page.height


class _Headings(NamedTuple):
    """What sets headings apart: letters that are larger than most, or bold ones."""

    body: float
    sizes: tuple[float, ...]  # of the larger ones, the largest first

    @classmethod
    def of(cls, lines: Sequence[TextLine]) -> "_Headings":
        """The sizes of the lines around tables."""
        letters: Counter[float] = Counter()
        for line in lines:
            letters[round(line.size)] += len(line.text)
        body = letters.most_common(1)[0][0] if letters else 0
        return cls(body, tuple(sorted((size for size in letters if size > body), reverse=True)))

    def level(self, line: TextLine) -> int:
        """The level of a line as a heading; 0 for what is none."""
        if round(line.size) in self.sizes:
            return self.sizes.index(round(line.size)) + 1
        is_bold = all(word.is_bold for word in line.words)
        is_short = len(line.text) <= _LONGEST_BOLD and line.text[-1] not in ".;,"
        is_heading = is_bold and is_short and not is_list_sign(line.words[0].text)
        return len(self.sizes) + 1 if is_heading else 0


def _running(pages: Sequence[_Page], headings: _Headings) -> dict[int, dict[int, str]]:
    """By page, the numbers of the lines that are running heads or feet, and which of them.

    One that is set as a heading counts as one where it stands first.
    """
    places: dict[tuple[str, str, int], list[tuple[int, TextLine]]] = {}
    running: dict[int, dict[int, str]] = {page.page.number: {} for page in pages}
    for page, line in ((each.page, line) for each in pages for line in each.lines):
        top, bottom = page.height * _MARGIN, page.height * (1 - _MARGIN)
        kind = "header" if line.box.bottom < top else "footer" if line.box.top > bottom else ""
        if kind and _PAGE_NUMBER.fullmatch(line.text):
            running[page.number][line.number] = f"page {kind}"
        elif kind:
            key = kind, _NUMBER_IN_HEAD.sub("#", line.text), round(line.box.top / SNAP)
            places.setdefault(key, []).append((page.number, line))
    for (kind, *_), lines in places.items():
        if len({number for number, _ in lines}) > 1:
            for number, line in lines[bool(headings.level(lines[0][1])) :]:
                running[number][line.number] = f"page {kind}"
    return running


class _Reader:
    """Goes through the pages of a paper and gives its parts."""

    def __init__(self, pages: Sequence[_Page], known_words: Collection[str]) -> None:
        self._pages = pages
        self._headings = _Headings.of([line for page in pages for line in page.lines])
        self._running = _running(pages, self._headings)
        rows = [row for page in pages for table in page.tables for row in table.rows]
        texts = [page.lines for page in pages], (cell.lines for row in rows for cell in row.cells)
        self._joiner = WordJoiner(chain(*texts), known_words)
        self._tables = 0

    def parts(self) -> Iterator[PaperPart]:
        """The parts of the paper in their order, and then what stands beside its text."""
        elements = self._elements()
        for is_table, group in groupby(elements, key=lambda part: isinstance(part, PdfTable)):
            if is_table:
                for table in cast("Iterator[PdfTable]", group):
                    yield from self._rows(table)
            else:
                yield from self._lines([*cast("Iterator[TextLine]", group)])
        yield from self._side_lines(elements)

    def _elements(self) -> list[TextLine | PdfTable]:
        """The lines and tables of all pages, those tables joined that go on over pages."""
        elements: list[TextLine | PdfTable] = []
        for page in self._pages:
            running = self._running[page.page.number]
            lines = (line for line in page.lines if line.number not in running)
            here: list[TextLine | PdfTable] = [*lines, *page.tables]
            here.sort(key=lambda part: part.box.top)
            if elements and here and (joined := join_tables(elements[-1], here[0])):
                elements[-1], here = joined, here[1:]
            elements += here
        return elements

    def _rows(self, table: PdfTable) -> Iterator[PaperRow]:
        self._tables += 1
        name = f"table {self._tables}"
        columns = [self._by_column(row, table.edges) for row in table.rows]
        placed = zip(table.rows, align_columns(columns), strict=True)
        for number, (row, cells) in enumerate(placed, 1):
            place = f"page {' and page '.join(map(str, row.pages))} {name} row {number}"
            yield PaperRow(place, cells, name, number <= table.header_rows)

    def _by_column(self, row: PdfRow, edges: Sequence[float]) -> CellsByColumn:
        cells: dict[int, PaperCell] = {}
        for cell in row.cells:
            near = [[abs(edge - at) for edge in edges] for at in (cell.box.x0, cell.box.x1)]
            first, end = (distances.index(min(distances)) for distances in near)
            texts = [text for _, text in self._joiner.paragraphs(cell.lines, cell.right)]
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
                    kind = "contents" if CONTENTS.search(text) else ""
                    place = f"page {line.page} line {line.number}"
                    is_item = paragraph.is_item and not level
                    yield PaperLine(place, paragraph.text, level, is_item, kind)

    def _side_lines(self, elements: Sequence[TextLine | PdfTable]) -> Iterator[PaperLine]:
        """What is not of the text: running heads, headers once more, comments, pictures, doubts."""
        for page in self._pages:
            number = page.page.number
            running = self._running[number]
            for line in (line for line in page.lines if line.number in running):
                place = f"page {number} line {line.number}"
                yield PaperLine(place, line.text, beside=running[line.number])
            for note in page.page.notes:
                if note.kind not in {LINK, LINE_THROUGH} and visible_text(note.text):
                    yield PaperLine(f"page {number}", visible_text(note.text), beside=note.kind)
            if _is_picture(page.page):
                yield PaperLine(f"page {number}", "(a picture)", beside="page that is a picture")
        for row in (
            row for part in elements if isinstance(part, PdfTable) for row in part.repeated
        ):
            text = " | ".join(filter(None, row.texts))
            yield PaperLine(f"page {row.pages[0]}", text, beside="header of a table once more")
        if self._joiner.doubtful:
            yield PaperLine("", ", ".join(self._joiner.doubtful), beside=BROKEN_WORDS)
