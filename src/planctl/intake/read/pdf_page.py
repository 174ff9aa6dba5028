"""Open a PDF within limits: each page as its letters, ruling lines, coloured shapes and pictures.

Distances are in points from the top left of the page as it is read: a page whose text stands on
its side is turned. Letters that nobody sees, or that a line is drawn through, are marked.
"""

import logging
import re
import zlib
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import pairwise
from typing import Final, NamedTuple

import pdfplumber
from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTComponent, LTContainer, LTCurve, LTPage, LTRect
from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFTextSeq
from pdfminer.pdfdocument import PDFEncryptionError, PDFXRefFallback
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFResourceManager, PDFTextState
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, resolve1, stream_value
from pdfminer.psparser import LIT, literal_name
from pdfminer.utils import Matrix, PathSegment, Rect, apply_matrix_rect, decode_text
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import PdfminerException

from planctl.intake.read.paper import Omission, UnreadableFile
from planctl.intake.read.pdf_guard import STREAM_LIMIT, Budget, damaged_pdf, refuse_bomb

_WORD_STARTS: Final = re.compile(rb"[^\s()<>\[\]/]+|[(<\[/]")
_LOCKED: Final = (
    "the PDF is protected, with a password or against copying",
    "open it, and print or save it as a PDF without protection",
)
_UNPAINTED: Final = frozenset({3, 7})  # how text is painted that is not seen
_PAINTED_SPACES: Final = frozenset(
    "DeviceGray DeviceRGB DeviceCMYK CalGray CalRGB ICCBased G RGB CMYK".split()
)
_THIN: Final = 3.0  # a filled shape up to so thick is a line
_STRAIGHT: Final = 0.6
_MIDDLE: Final = 0.18  # of the height of a letter, from its middle: a line there strikes it out
_SMALLEST: Final = 1.0  # points of a letter that can be seen
_UP, _UPSIDE_DOWN, _DOWN = 90, 180, 270
_WHITE: Final = "FFFFFF"
_COVERS: Final = frozenset({_WHITE, "000000"})  # what hides the text that it is painted over
_ALIKE: Final = 12  # of 255, up to which two colours look the same
_TALLEST: Final = 12.0  # points from the middle of a letter to a line through it
LINK: Final = "link"
LINE_THROUGH: Final = "line through text"
_NOTE_LIMIT: Final = 5_000
_NOTES: Final = {
    "Link": LINK,
    "StrikeOut": LINE_THROUGH,
    "Text": "comment",
    "FreeText": "comment",
    "Widget": "field of a form",
    "FileAttachment": "embedded file",
}

# What pdfminer finds odd in a file is not for whoever imports it.
logging.getLogger("pdfminer").addHandler(logging.NullHandler())


class Box(NamedTuple):
    """A rectangle of a page; one without width or height is a line."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """Its extent from the left."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Its extent from the top."""
        return self.bottom - self.top

    @property
    def area(self) -> float:
        """What it covers."""
        return self.width * self.height

    def overlap(self, box: "Box") -> float:
        """What it covers of another box."""
        width = min(self.x1, box.x1) - max(self.x0, box.x0)
        height = min(self.bottom, box.bottom) - max(self.top, box.top)
        return max(0.0, width) * max(0.0, height)

    @property
    def centre(self) -> tuple[float, float]:
        """Its middle."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2

    def holds(self, box: "Box") -> bool:
        """Whether the middle of another box is in it."""
        x, y = box.centre
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom

    def turn(self, turn: int, width: float = 0, height: float = 0) -> "Box":
        """Where it is on the page turned so that text at this angle stands upright."""
        x0, top, x1, bottom = self
        if turn == _UP:
            return Box(height - bottom, x0, height - top, x1)
        if turn == _DOWN:
            return Box(top, width - x1, bottom, width - x0)
        if turn == _UPSIDE_DOWN:
            return Box(width - x1, height - bottom, width - x0, height - top)
        return self


class Letter(NamedTuple):
    """A letter and where it stands."""

    text: str
    box: Box
    font: str
    colour: str  # six hexadecimal digits; empty where it cannot be told
    turn: int  # the angle at which it is read
    order: int  # of all that is painted
    omission: Omission | None = None

    @property
    def size(self) -> float:
        """Its height, or its width where it stands on its side."""
        box = self.box
        return box.width if self.turn in {_UP, _DOWN} else box.height


class Shape(NamedTuple):
    """A coloured shape."""

    box: Box
    fill: str
    order: int


class SideNote(NamedTuple):
    """What is laid over a page: a link, a comment, a field of a form, a file."""

    kind: str
    text: str
    box: Box


class PdfPage(NamedTuple):
    """A page as its reader sees it."""

    number: int
    width: float
    height: float
    letters: Sequence[Letter]  # from the top down
    rules: Sequence[Box]
    shapes: Sequence[Shape]
    pictures: Sequence[Shape]
    notes: Sequence[SideNote]


def read_pages(content: bytes) -> list[PdfPage]:
    """The pages of a PDF; raises UnreadableFile, and nothing else."""
    try:
        refuse_bomb(content)
        with pdfplumber.open(BytesIO(content)) as pdf:
            pages = list(_read(pdf))
    except (UnreadableFile, RecursionError):
        raise
    except PdfminerException as error:
        if isinstance(error.args[0], PDFEncryptionError):
            raise UnreadableFile(*_LOCKED) from None
        raise damaged_pdf() from None
    except Exception:  # noqa: BLE001 - pdfminer raises whatever its many parts do
        raise damaged_pdf() from None
    if not pages:
        raise damaged_pdf()
    return pages


def _read(pdf: PDF) -> Iterator[PdfPage]:
    if pdf.doc.encryption:
        raise UnreadableFile(*_LOCKED)
    if any(isinstance(table, PDFXRefFallback) for table in pdf.doc.xrefs):
        raise damaged_pdf()
    budget = Budget()
    for number, page in enumerate(PDFPage.create_pages(pdf.doc), 1):
        budget.begin_page(number)
        yield _read_page(number, page, pdf.rsrcmgr, budget)


class _Device(PDFPageAggregator):
    """Takes down what is painted on a page, within what it may cost."""

    def __init__(self, manager: PDFResourceManager, budget: Budget) -> None:
        super().__init__(manager)
        self.budget = budget
        self.page_matrix: Matrix = (1, 0, 0, 1, 0, 0)

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        self.page_matrix = ctm
        super().begin_page(page, ctm)

    def begin_figure(self, name: str, bbox: Rect, matrix: Matrix) -> None:
        self.budget.spend(shapes=1)
        super().begin_figure(name, bbox, matrix)

    def render_string(
        self,
        textstate: PDFTextState,
        seq: PDFTextSeq,
        ncs: PDFColorSpace,
        graphicstate: PDFGraphicState,
    ) -> None:
        seq = [*seq]
        self.budget.spend(letters=sum(len(part) for part in seq if isinstance(part, bytes)))
        if textstate.render in _UNPAINTED:
            graphicstate.ncolor = ""
        super().render_string(textstate, seq, ncs, graphicstate)

    def paint_path(
        self,
        gstate: PDFGraphicState,
        stroke: bool,  # noqa: FBT001 - as the library has it
        fill: bool,  # noqa: FBT001
        evenodd: bool,  # noqa: FBT001
        path: Sequence[PathSegment],
    ) -> None:
        self.budget.spend(shapes=1)
        if gstate.ncs.name not in _PAINTED_SPACES:
            gstate = gstate.copy()
            gstate.ncolor = ""
        super().paint_path(gstate, stroke, fill, evenodd, path)


class _Interpreter(PDFPageInterpreter):
    """Paints a page, and the figures within it, in no more steps than it may take."""

    device: _Device

    def execute(self, streams: Sequence[object]) -> None:
        """Count the words of what is to be painted before it is."""
        for stream in streams:
            content = stream_value(stream).get_data()
            self.device.budget.spend(steps=sum(1 for _ in _WORD_STARTS.finditer(content)))
        super().execute(streams)


def _read_page(number: int, page: PDFPage, manager: PDFResourceManager, budget: Budget) -> PdfPage:
    for stream in page.contents:
        _refuse_broken(stream_value(stream))
    device = _Device(manager, budget)
    _Interpreter(manager, device).process_page(page)
    layout = device.get_result()
    letters: list[Letter] = []
    rules: list[Box] = []
    shapes: list[Shape] = []
    pictures: list[Shape] = []
    for order, item in enumerate(_items(layout)):
        box = _box(item.bbox, layout.height)
        if isinstance(item, LTChar):
            letters.append(_letter(item, box, order))
        elif isinstance(item, LTCurve):
            rules += _rules(item, box, layout.height)
            if item.fill and min(box.width, box.height) > _THIN:
                shapes.append(Shape(box, _digits(item.non_stroking_color), order))
        else:
            pictures.append(Shape(box, "", order))
    notes = _annotations(page, device.page_matrix, layout.height)
    struck = [*rules, *(note.box for note in notes if note.kind == LINE_THROUGH)]
    paper = Box(0, 0, layout.width, layout.height)
    painted = sorted([*shapes, *pictures], key=lambda shape: shape.order)
    letters = _mark_omitted(letters, budget.watch(struck), budget.watch(painted), paper)
    found = PdfPage(number, layout.width, layout.height, letters, rules, shapes, pictures, notes)
    return _upright(found)


def _refuse_broken(stream: PDFStream) -> None:
    """Raise UnreadableFile for the content of a page that only partly unpacks."""
    if [name for name, _ in stream.get_filters()] != [LIT("FlateDecode")]:
        return
    unpacking = zlib.decompressobj()
    try:
        unpacking.decompress(stream.get_rawdata() or b"", STREAM_LIMIT)
    except zlib.error:
        raise damaged_pdf() from None
    if not unpacking.eof:
        raise damaged_pdf()


def _items(container: LTContainer[LTComponent] | LTPage) -> Iterator[LTComponent]:
    for item in container:
        if isinstance(item, LTContainer):
            yield from _items(item)
        else:
            yield item


def _box(bounds: Rect, height: float) -> Box:
    x0, y0, x1, y1 = bounds
    return Box(x0, height - y1, x1, height - y0)


def _letter(item: LTChar, box: Box, order: int) -> Letter:
    a, b, *_ = item.matrix
    turn = (0 if a >= 0 else _UPSIDE_DOWN) if abs(a) >= abs(b) else (_UP if b > 0 else _DOWN)
    state = item.graphicstate
    is_unseen = state.ncolor == "" or min(item.width, item.height) < _SMALLEST
    colour = _digits(state.ncolor) if item.ncs.name in _PAINTED_SPACES else ""
    font, how = item.fontname.rpartition("+")[2], Omission.HIDDEN if is_unseen else None
    return Letter(item.get_text(), box, font, colour, turn, order, how)


def _digits(colour: object) -> str:
    """A colour as six hexadecimal digits; empty for one of a space that is not known."""
    parts = colour if isinstance(colour, tuple | list) else (colour,)
    if not all(isinstance(part, int | float) for part in parts):
        return ""
    shares = [min(1.0, max(0.0, float(part))) for part in parts]
    if len(shares) == len("cmyk"):
        *inks, black = shares
        shares = [(1 - ink) * (1 - black) for ink in inks]
    shares *= len("rgb") if len(shares) == 1 else 1
    digits = "".join(f"{round(share * 255):02X}" for share in shares)
    return digits if len(shares) == len("rgb") else ""


def _rules(item: LTCurve, box: Box, height: float) -> Iterator[Box]:
    """The straight lines that a path draws: along its stroke, or as a shape that is no more."""
    width, depth = box.width, box.height
    x, y = box.centre
    if item.fill and min(width, depth) <= _THIN < max(width, depth):
        yield Box(box.x0, y, box.x1, y) if width > depth else Box(x, box.top, x, box.bottom)
    elif item.stroke:
        points = [(x, height - y) for x, y in item.pts]
        if isinstance(item, LTRect):
            points.append(points[0])
        for (x0, y0), (x1, y1) in pairwise(points):
            line = Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
            if abs(y1 - y0) <= _STRAIGHT < abs(x1 - x0):
                yield line._replace(bottom=line.top)
            elif abs(x1 - x0) <= _STRAIGHT < abs(y1 - y0):
                yield line._replace(x1=line.x0)


def _mark_omitted(
    letters: Sequence[Letter], struck: Iterable[Box], shapes: Iterable[Shape], paper: Box
) -> list[Letter]:
    """The letters of a page, those marked that are crossed out or not to be seen."""
    found = sorted(letters, key=lambda letter: letter.box.centre[1])
    middles = [letter.box.centre[1] for letter in found]
    ground = dict.fromkeys(range(len(found)), _WHITE)
    hidden = {n for n, letter in enumerate(found) if letter.omission or not paper.holds(letter.box)}

    def across(box: Box, margin: float) -> Iterator[int]:
        for n in range(
            bisect_left(middles, box.top - margin), bisect_right(middles, box.bottom + margin)
        ):
            if box.x0 <= found[n].box.centre[0] <= box.x1:
                yield n

    for shape in shapes:
        for n in across(shape.box, 0):
            if shape.order < found[n].order:
                ground[n] = shape.fill
            elif shape.fill in _COVERS:
                hidden.add(n)
    hidden |= {n for n, fill in ground.items() if fill and _is_same(found[n].colour, fill)}
    crossed = {
        n
        for box in struck
        for n in across(box, _TALLEST)
        if box.top - box.bottom or abs(box.top - middles[n]) <= _MIDDLE * found[n].size
    }
    omitted = {**dict.fromkeys(crossed, Omission.STRUCK), **dict.fromkeys(hidden, Omission.HIDDEN)}
    return [
        letter._replace(omission=omitted[n]) if n in omitted else letter
        for n, letter in enumerate(found)
    ]


def _is_same(colour: str, fill: str) -> bool:
    """Whether nobody tells a colour from the one that it stands on."""
    pairs = zip(bytes.fromhex(colour), bytes.fromhex(fill), strict=bool(colour))
    return bool(colour) and max(abs(one - other) for one, other in pairs) < _ALIKE


def _annotations(page: PDFPage, matrix: Matrix, height: float) -> list[SideNote]:
    """What is laid over a page: links, comments, lines through text, fields of a form, files.

    Only what is asked for is resolved: a link to a page leads to that page, and so to itself.
    """
    notes = []
    for reference in (resolve1(page.annots) or [])[:_NOTE_LIMIT]:
        entry = resolve1(reference)
        kind = literal_name(resolve1(entry.get("Subtype", "")))
        action = resolve1(entry.get("A")) or {}
        texts = {"Widget": entry.get("V"), "Link": action.get("URI")}
        text = resolve1(texts.get(kind, entry.get("Contents")))
        corners = (resolve1(number) for number in resolve1(entry.get("Rect", (0, 0, 0, 0))))
        box = _box(apply_matrix_rect(matrix, tuple(corners)), height)
        if kind in _NOTES and (text or kind == "StrikeOut"):
            words = decode_text(text) if isinstance(text, bytes) else str(text or "")
            notes.append(SideNote(_NOTES[kind], words, box))
    return notes


def _upright(page: PdfPage) -> PdfPage:
    """A page turned as most of its text is to be read."""
    turns = Counter(letter.turn for letter in page.letters if letter.text.strip())
    turn = next(iter(turns.most_common(1)), (0, 0))[0]
    if not turn:
        return page
    width, height = page.width, page.height
    if turn != _UPSIDE_DOWN:
        width, height = height, width

    def placed(box: Box) -> Box:
        return box.turn(turn, page.width, page.height)

    return page._replace(
        width=width,
        height=height,
        letters=[e._replace(box=placed(e.box), turn=(e.turn - turn) % 360) for e in page.letters],
        rules=[placed(box) for box in page.rules],
        shapes=[e._replace(box=placed(e.box)) for e in page.shapes],
        pictures=[e._replace(box=placed(e.box)) for e in page.pictures],
        notes=[e._replace(box=placed(e.box)) for e in page.notes],
    )
