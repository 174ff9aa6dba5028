"""PDFs for tests, written operator by operator, so that each trait of one can be set alone.

A page is a list of operators; `table_pages` sets a table as a word processor does: it breaks lines
between words, a word that is wider than its column within it, and rows over pages.
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from pdfminer.fontmetrics import FONT_METRICS
from pypdfium2 import PdfDocument

PORTRAIT, LANDSCAPE = (595, 842), (842, 595)
_FONTS: Final = {"F1": "Helvetica", "F2": "Helvetica-Bold", "F3": "Symbol"}
_PAD: Final = 4
_LEADING: Final = 1.2
_FOOT: Final = 60


def text_width(text: str, size: float, font: str = "F1") -> float:
    """How wide a text is."""
    widths = FONT_METRICS[_FONTS[font]][1]
    return sum(widths.get(letter, 556) for letter in text) * size / 1000


def colour(shade: str) -> str:
    """A colour as the operands of an operator."""
    return " ".join(f"{int(shade[n : n + 2], 16) / 255:.4f}" for n in (0, 2, 4))


def pdf_text(data: bytes) -> str:
    """The words of a PDF, page by page."""
    with PdfDocument(data) as pdf:
        return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)


class Sheet:
    """A page on which things are painted, with distances from its top left."""

    def __init__(self, size: tuple[int, int] = PORTRAIT, *, rotate: int = 0) -> None:
        """Begin an empty page."""
        self.width, self.height = size
        self.rotate = rotate
        self.operators: list[str] = []
        self.annotations: list[str] = []

    def text(  # noqa: PLR0913 - each is a trait of its own
        self,
        x: float,
        top: float,
        words: str,
        *,
        size: float = 9,
        font: str = "F1",
        shade: str = "000000",
        mode: int = 0,
        matrix: str = "1 0 0 1",
    ) -> "Sheet":
        """Words that begin at a place."""
        plain = re.sub(r"([()\\])", r"\\\1", words)
        y = self.height - top - size * 0.8
        self.operators.append(
            f"BT /{font} {size} Tf {colour(shade)} rg {mode} Tr {matrix} {x:.2f} {y:.2f} Tm "
            f"({plain}) Tj ET"
        )
        return self

    def fill(self, x0: float, top: float, x1: float, bottom: float, shade: str) -> "Sheet":
        """A coloured rectangle."""
        place = f"{x0:.2f} {self.height - bottom:.2f} {x1 - x0:.2f} {bottom - top:.2f}"
        self.operators.append(f"{colour(shade)} rg {place} re f")
        return self

    def picture(self, x0: float, top: float, x1: float, bottom: float) -> "Sheet":
        """A picture."""
        place = f"{x1 - x0} 0 0 {bottom - top} {x0} {self.height - bottom}"
        self.operators.append(f"q {place} cm /Im1 Do Q")
        return self

    def rule(self, x0: float, top: float, x1: float, bottom: float) -> "Sheet":
        """A line."""
        ends = (f"{x0:.2f} {self.height - top:.2f} m", f"{x1:.2f} {self.height - bottom:.2f} l S")
        self.operators.append(" ".join(ends))
        return self

    def frame(self, x0: float, top: float, x1: float, bottom: float) -> "Sheet":
        """The four lines around a cell."""
        self.rule(x0, top, x1, top).rule(x0, bottom, x1, bottom)
        return self.rule(x0, top, x0, bottom).rule(x1, top, x1, bottom)

    def note(self, kind: str, more: str, box: tuple[float, float, float, float]) -> "Sheet":
        """Something laid over the page."""
        x0, top, x1, bottom = box
        rect = f"[{x0} {self.height - bottom} {x1} {self.height - top}]"
        self.annotations.append(f"<< /Type /Annot /Subtype /{kind} /Rect {rect} {more} >>")
        return self


def pdf_of(*sheets: Sheet, more: str = "") -> bytes:
    """A PDF of pages."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R %s >>" % more.encode(), b""]
    fonts = " ".join(f"/{name} {3 + n} 0 R" for n, name in enumerate([*_FONTS, "F4"]))
    for name in _FONTS.values():
        kind = "" if name == "Symbol" else "/Encoding /WinAnsiEncoding"
        objects.append(f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} {kind} >>".encode())
    objects.append(
        b"<< /Type /Font /Subtype /Type0 /BaseFont /None /Encoding /Identity-H /DescendantFonts "
        b"[<< /Type /Font /Subtype /CIDFontType2 /BaseFont /None /CIDSystemInfo << /Registry "
        b"(Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor << /Type /FontDescriptor "
        b"/FontName /None /Flags 4 >> >>] >>"
    )
    image = b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 "
    objects.append(image + b"/ColorSpace /DeviceGray /Length 1 >>\nstream\n\x80\nendstream")
    resources = (
        f"<< /Font << {fonts} >> /XObject << /Im1 {len(objects)} 0 R >> /ColorSpace << /Spot "
        "[/Separation /Spot /DeviceRGB << /FunctionType 2 /Domain [0 1] /N 1 >>] >> >>"
    )
    kids = []
    for sheet in sheets:
        content = zlib.compress("\n".join(sheet.operators).encode("cp1252"))
        objects.append(stream(content, "/Filter /FlateDecode"))
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {sheet.width} {sheet.height}] "
            f"/Rotate {sheet.rotate} /Resources {resources} /Contents {len(objects)} 0 R "
            f"/Annots [{' '.join(sheet.annotations)}] >>".encode("cp1252")
        )
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    return file_of(objects)


def stream(content: bytes, more: str = "") -> bytes:
    """An object that holds bytes."""
    return f"<< /Length {len(content)} {more} >>\nstream\n".encode() + content + b"\nendstream"


def file_of(objects: Sequence[bytes], trailer: str = "") -> bytes:
    """The objects of a PDF, the first of which is its catalogue, as a file."""
    content, places = bytearray(b"%PDF-1.7\n"), []
    for number, item in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    start = len(content)
    content += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    content += b"".join(b"%010d 00000 n \n" % place for place in places)
    ends = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n"
    return bytes(content + ends.encode() + b"%%EOF\n")


class Block(NamedTuple):
    """A cell of a table that is set."""

    lines: list[str]
    shade: str = ""
    of_above: bool = False
    of_left: bool = False


def wrap(text: str, width: float, size: float) -> Iterator[str]:
    """The lines of a text in a column, a word that does not fit broken within."""
    line = ""
    for word in text.split():
        if line and text_width(f"{line} {word}", size) > width:
            yield line
            line = ""
        line = f"{line} {word}".strip()
        while text_width(line, size) > width:
            end = max(1, sum(text_width(line[:n], size) <= width for n in range(1, len(line))))
            yield line[:end]
            line = line[end:]
    if line:
        yield line


class Setting(NamedTuple):
    """How a table is set."""

    widths: Sequence[float]
    size: float = 9
    page: tuple[int, int] = LANDSCAPE
    top: float = 60
    repeats: bool = True  # its first row on each page
    breaks: bool = True  # a row over the end of a page
    margin: float = 40


def table_pages(text: str, setting: Setting) -> list[Sheet]:
    """Pages of a table: a line for each row, cells between bars, paragraphs between //.

    A cell of ^ is merged with the one above, of < with the one before; #FF0000 at its end is its
    shade.
    """
    rows = [_blocks(line, setting) for line in text.strip().splitlines()]
    return list(_Setter(setting).pages(rows))


def _blocks(line: str, setting: Setting) -> list[Block]:
    blocks = []
    cells = [cell.strip() for cell in line.split("|")]
    for n, cell in enumerate(cells):
        following = next((k for k in range(n + 1, len(cells)) if cells[k] != "<"), len(cells))
        width = sum(setting.widths[n:following]) - 2 * _PAD
        found = re.search("#([0-9A-F]{6})$", cell)
        words = cell[: found.start()] if found else cell
        lines = [line for part in words.split("//") for line in wrap(part, width, setting.size)]
        marks = (cell == "^", cell == "<")
        blocks.append(Block([] if any(marks) else lines, found[1] if found else "", *marks))
    return blocks


class _Setter:
    """Sets rows on pages."""

    def __init__(self, setting: Setting) -> None:
        self._set = setting
        self._edges = [
            setting.margin + sum(setting.widths[:n]) for n in range(len(setting.widths) + 1)
        ]
        self._step = setting.size * _LEADING

    def pages(self, rows: list[list[Block]]) -> Iterator[Sheet]:
        """Pages that hold the rows, each full before the next."""
        sheet, top = Sheet(self._set.page), self._set.top
        for number, row in enumerate(rows):
            blocks, below = row, rows[number + 1] if number + 1 < len(rows) else None
            while not self._fits(blocks, top):
                room = self._room(top)
                if self._set.breaks and room > 0:
                    self._row(sheet, [b._replace(lines=b.lines[:room]) for b in blocks], None, top)
                    blocks = [b._replace(lines=b.lines[room:]) for b in blocks]
                yield sheet
                sheet, top = Sheet(self._set.page), self._set.top
                if self._set.repeats and number:
                    top = self._row(sheet, rows[0], None, top)
            top = self._row(sheet, blocks, below, top)
        yield sheet

    def _room(self, top: float) -> int:
        return int((self._set.page[1] - _FOOT - top - 2 * _PAD) / self._step)

    def _fits(self, blocks: list[Block], top: float) -> bool:
        return max(1, *(len(block.lines) for block in blocks)) <= self._room(top)

    def _row(
        self, sheet: Sheet, blocks: list[Block], below: list[Block] | None, top: float
    ) -> float:
        end = top + 2 * _PAD + self._step * max(1, *(len(block.lines) for block in blocks))
        for n, block in enumerate(blocks):
            x0, x1 = self._edges[n], self._edges[n + 1]
            if block.shade:
                sheet.fill(x0, top, x1, end, block.shade)
            if not block.of_above:
                sheet.rule(x0, top, x1, top)
            if not (below and below[n].of_above):
                sheet.rule(x0, end, x1, end)
            if not block.of_left:
                sheet.rule(x0, top, x0, end)
            for at, line in enumerate(block.lines):
                sheet.text(x0 + _PAD, top + _PAD + at * self._step, line, size=self._set.size)
        sheet.rule(self._edges[-1], top, self._edges[-1], end)
        return end
