"""Blocks as the paragraphs, tables and pictures of a Word document.

A picture is drawn as PNG, because not every Word draws SVG; one that cannot be drawn gives its
description as text.
"""

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import Final
from xml.sax.saxutils import quoteattr

from lxml import etree

from planctl.render.block.blocks import (
    Block,
    BlockHeading,
    BlockPicture,
    BlockTable,
    Group,
    Listing,
    Pairs,
    Paragraph,
    Spans,
)
from planctl.render.block.svg import SvgDrawing, draw_png, draw_svg
from planctl.render.block.text_style import split_lines
from planctl.render.word.table import (
    FIGURE_LISTS,
    figures_table,
    pairs_table,
    space_after_table,
    word_table,
)
from planctl.render.word.text import (
    BODY_LOOK,
    NOTE_LOOK,
    NOTE_ROLES,
    ROLE_STYLES,
    Mark,
    TextLook,
    WordCounters,
    keep_next,
    make_paragraph,
    text_element,
    w,
    xml_text,
)

_DEEPEST: Final = 3  # levels of lists that have a style
_LOWEST: Final = 4  # levels of headings below the title
_SHORT: Final = 70  # letters of a name that fits beside its meaning
_VERDICTS: Final = frozenset(("gap", "closed"))
_STEP: Final = 357  # how far a level of a list is set in
_PER_TWENTIETH: Final = 635  # of the units of a drawing
_PER_DOT: Final = 15  # twentieths of a point in one dot of the page
_SMALLER: Final = 4 / 3  # how much less room a picture takes in a table
_NAMES: Final = {
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
}
_NAMESPACES: Final = " ".join(f'xmlns:{name}="{uri}"' for name, uri in _NAMES.items())
# That a picture says nothing which the text does not, as Word marks it.
_DECORATES: Final = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative val="1"/></a:ext></a:extLst>'
)


class WordBody:
    """Writes blocks, one after another, with the count of one document."""

    def __init__(self, ledger: WordCounters) -> None:
        """Begin at the beginning of the document."""
        self._ledger = ledger
        self._role = ""  # of the group that is being written

    def bookmark(self, anchor: str) -> str:
        """The name of the place that an anchor of the page stands for; empty for none."""
        return self._ledger.bookmark(anchor)

    def marks(self, blocks: Iterable[Block], look: TextLook = BODY_LOOK) -> Iterator[Mark]:
        """The paragraphs and tables that blocks become."""
        every = [*blocks]
        for block, following in zip_longest(every, every[1:]):
            for mark in self._marks(block, look):
                if isinstance(block, Paragraph) and _continues(following):
                    keep_next(mark)
                yield mark

    def _marks(self, block: Block, look: TextLook) -> Iterator[Mark]:
        match block:
            case BlockHeading():
                level = min(block.level - 1, _LOWEST)
                style = f"Heading{level}" if level else "Title"
                yield self._line(style, block.spans, block.anchor, explains=False)
            case Paragraph():
                yield from self._paragraph(block, look)
            case Listing():
                yield from self._listing(block, look)
            case Pairs():
                yield from self._pairs(block, look)
            case BlockTable():
                yield from word_table(block, look, self._ledger, self.marks)
            case BlockPicture():
                yield from picture_paragraph(block, self._role, look, self._ledger)
            case _:
                yield from self._group(block, look)

    def _group(self, block: Group, look: TextLook) -> Iterator[Mark]:
        self._ledger.await_place(block.anchor)
        before, self._role = self._role, block.role
        if block.role in NOTE_ROLES:
            note = NOTE_LOOK._replace(width=look.width)
            yield from self.marks(block.blocks[:1], note._replace(text="NoteTitle"))
            yield from self.marks(block.blocks[1:], note)
            yield space_after_table()
        else:
            yield from self.marks(block.blocks, look)
        self._role = before

    def _paragraph(self, block: Paragraph, look: TextLook) -> Iterator[Mark]:
        if block.role == "classification":  # it stands at the head of every page
            return
        spans = tuple(span for span in block.spans if span.style.role != "skip")
        role = block.role or (self._role if self._role == "footer" else "")
        is_plain = look.text in {BODY_LOOK.text, NOTE_LOOK.text}
        style = ROLE_STYLES.get(role, look.text) if is_plain else look.text
        for number, line in enumerate(split_lines(spans, look.breaks)):
            anchor = "" if number else block.anchor
            yield self._line(style, line, anchor, explains=look.explains)

    def _line(self, style: str, spans: Spans, anchor: str = "", *, explains: bool) -> Mark:
        return make_paragraph(style, spans, self._ledger, anchor, explains=explains)

    def _listing(self, block: Listing, look: TextLook) -> Iterator[Mark]:
        if block.role in FIGURE_LISTS:
            yield from figures_table(block, look, self.marks)
            return
        number = self._ledger.numbering(block.first)
        for item in block.items:
            first = True
            for part in item:
                for mark in self._marks(part, look._replace(depth=look.depth + 1)):
                    if first and isinstance(part, Paragraph):
                        self._mark_item(mark, block, look, number)
                    first = False
                    yield mark

    def _mark_item(self, mark: Mark, block: Listing, look: TextLook, number: int) -> None:
        """Give the first paragraph of an item its bullet or number."""
        depth, style = min(look.depth, _DEEPEST - 1), look.bullet
        if style == "ListBullet" and (depth or block.first is not None):
            style = f"{style}{depth + 1}" if block.first is None else "ListNumber"
        properties = mark[0]
        properties[0].set(properties[0].keys()[0], style)
        if block.first is not None:
            properties.append(w("numPr", w("ilvl", val=depth), w("numId", val=number)))
            properties.append(w("ind", left=_STEP * (depth + 1), hanging=_STEP))

    def _pairs(self, block: Pairs, look: TextLook) -> Iterator[Mark]:
        are_short = all(
            len(meanings) <= 1 and sum(len(span.text) for span in name) <= _SHORT
            for name, meanings in block.pairs
        )
        if block.role != "changes" and are_short:
            yield from pairs_table(block, look, self._ledger, self.marks)
            return
        for pair in block.pairs:
            name = tuple(span._replace(style=span.style._replace(role="")) for span in pair.name)
            yield self._line("Term", name, explains=False)
            for meaning in pair.meanings:
                yield from self.marks(meaning, look._replace(text="TermText"))


def _continues(block: Block | None) -> bool:
    """Whether a block says more of the paragraph above it: what it shows, counts or leaves open."""
    is_verdict = isinstance(block, Paragraph) and block.role in _VERDICTS
    inner = block.blocks if isinstance(block, Group) else [block]
    has_picture = any(isinstance(part, BlockPicture) for part in inner)
    return is_verdict or has_picture or isinstance(block, BlockTable)


def picture_paragraph(
    picture: BlockPicture, role: str, look: TextLook, ledger: WordCounters
) -> Iterator[Mark]:
    """The picture on a line of its own; one that cannot be drawn gives its words."""
    words = xml_text(picture.description)
    is_small = look.text != BODY_LOOK.text
    width = look.width / _PER_DOT * (_SMALLER if is_small else 1)
    try:
        image = draw_svg(picture.source, picture.role or role, width)
        relation = ledger.picture(draw_png(image.svg))
    except ValueError:
        if words:
            yield w("p", w("pPr", w("pStyle", val=look.text)), w("r", text_element(words)))
        return
    style = look.text if is_small else "Picture"
    mark = w("drawing", _inline(image, words, look, (ledger.number(), relation)))
    yield w("p", w("pPr", w("pStyle", val=style)), w("r", mark))


def _inline(image: SvgDrawing, words: str, look: TextLook, identity: tuple[int, str]) -> Mark:
    across = round(min(image.width * _PER_DOT, look.width) * _PER_TWENTIETH)
    number, relation = identity
    size = f'cx="{across}" cy="{round(across * image.height / image.width)}"'
    name = f'id="{number}" name="Picture {number}"'
    description = f"descr={quoteattr(words)}"
    properties = f"{description}/>" if words else f">{_DECORATES}</wp:docPr>"
    return etree.fromstring(
        f'<wp:inline {_NAMESPACES} distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f"<wp:docPr {name} {properties}"
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="{_NAMES["pic"]}"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {name} {description}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relation}"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline>"
    )
