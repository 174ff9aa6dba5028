"""The paragraphs and tables of one part of a Word document, such as its body or a header.

Content controls are read as text. The grid of a table may be finer than it looks: columns whose
edges are a sliver apart are one.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element

from planctl.intake.read.hex_colour import hex_colour, tint_colour
from planctl.intake.read.office import RELATION_ID
from planctl.intake.read.paper import (
    MERGED_LEFT,
    Omission,
    PaperCell,
    Paragraph,
    RawRow,
    mark_omitted,
    refuse_vast_table,
    split_omitted,
)
from planctl.intake.read.text import checkbox_sign, split_items, to_paragraph
from planctl.intake.read.word_style import (
    ParagraphRole,
    is_switched_on,
    parse_whole_number,
    property_number,
    property_value,
    run_style,
    unwrapped_children,
    word_property,
    word_tag,
)
from planctl.intake.read.word_text import SideText, TextFlow

_WORD_2010: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_SHOWN: Final = (word_tag("t"), word_tag("sym"))
_ENDS_OMITTED: Final = ("del", "moveFrom")  # of a paragraph, in a tracked change
_SLIVER: Final = 120  # twentieths of a point: 2 mm, by which edges are off that look the same
_WIDEST: Final = 1_000  # columns; Word itself allows 63
_THEME_NAMES: Final = {
    f"{name}{number}": f"{short}{number}"
    for name, short in (("background", "lt"), ("text", "dk"), ("light", "lt"), ("dark", "dk"))
    for number in (1, 2)
}


def fill_controls(root: Element) -> None:
    """Put boxes as ☑ or ☐; take out what a field that is not filled in asks for."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if element.tag != word_tag("sdt") or not _fill_control(element):
            waiting.extend(element)


def _fill_control(control: Element) -> bool:
    """Put a control as text, where it is a box or is not filled in; what is in it goes with it."""
    content = word_property(control, "sdtContent")
    if content is None:
        return False
    ticked = control.find(f"{word_tag('sdtPr')}/{_WORD_2010}checkbox")
    if ticked is not None:
        state = ticked.find(f"{_WORD_2010}checked")
        value = "0" if state is None else state.get(f"{_WORD_2010}val", "1")
        _replace_text(content, checkbox_sign(is_ticked=value in {"1", "true", "on"}))
        return True
    is_empty = is_switched_on(word_property(control, "sdtPr", "showingPlcHdr"))
    if is_empty:
        _replace_text(content, "")
    return is_empty


def _replace_text(content: Element, words: str) -> None:
    """Let the content of a control be these words alone."""
    for element in [element for element in content.iter() if element.tag in _SHOWN]:
        element.tag, element.text, words = word_tag("t"), words, ""


class WordParagraph(NamedTuple):
    """A paragraph: what it is, and its lines."""

    standing: ParagraphRole
    lines: list[str]
    omission: Omission | None = None  # how its mark was taken out, and so its number

    def paragraphs(self) -> Iterator[Paragraph]:
        """Its lines that have words; a number that stands alone is what the reader sees."""
        number, is_item = self.standing.number, self.standing.is_item
        before = f"{number} " if self.standing.heading else ""
        has_words = False
        for line in (part for text in self.lines for part in split_items(text)):
            is_live = bool(split_omitted(line)[0])
            text, own_number = (before + line, number) if is_live else (line, "")
            if paragraph := to_paragraph(text, is_item=is_item, number=own_number):
                yield paragraph
                has_words = True
                if is_live:
                    before, number, is_item = "", "", False
        if number and not has_words:
            text = number.rstrip(".")
            text = mark_omitted(text, self.omission) if self.omission else text
            yield Paragraph(text, number=number)


class StoryReader:
    """One part of a document, such as its body or a header."""

    def __init__(self, flow: TextFlow) -> None:
        """Take what reads its words, and knows its styles."""
        self.flow, self._styles = flow, flow.styles

    def blocks(self, holder: Element) -> Iterator[WordParagraph | Element]:
        """The paragraphs of a body, cell or text box, and its tables as they stand in the XML."""
        # What runs on into the next paragraph, as the mark between was deleted or moved away.
        texts: list[str] = []
        for block in unwrapped_children(holder):
            if block.tag == word_tag("p"):
                texts.append("\n".join(self.flow.lines(block)))
                if all(word_property(block, "pPr", "rPr", mark) is None for mark in _ENDS_OMITTED):
                    lines = "".join(texts).split("\n")
                    yield WordParagraph(self._styles.standing(block), lines, self._mark(block))
                    texts = []
            elif block.tag in {word_tag("tbl"), word_tag("altChunk")}:
                yield WordParagraph(ParagraphRole(), "".join(texts).split("\n"))
                texts = []
                yield block
        yield WordParagraph(ParagraphRole(), "".join(texts).split("\n"))

    def inserted_part(self, block: Element) -> str:
        """The name of the part that is read in the place of an altChunk."""
        relation = self.flow.relations.get(block.get(RELATION_ID, ""))
        return relation.target if relation else ""

    def _mark(self, block: Element) -> Omission | None:
        """How the mark at the end of a paragraph was taken out, with its number."""
        properties = word_property(block, "pPr")
        how = properties is not None and self._styles.run_omission(
            properties, run_style(properties, "pStyle")
        )
        return self.flow.omission or how or None

    def boxes(self) -> list[Element]:
        """The text boxes that have been met since this was asked last."""
        boxes, self.flow.boxes = self.flow.boxes, []
        return boxes

    def cell(self, holder: Element) -> Iterator[Paragraph]:
        """The paragraphs of a cell, those of tables and text boxes within it among them."""
        for block in self.blocks(holder):
            if isinstance(block, WordParagraph):
                yield from block.paragraphs()
            elif block.tag == word_tag("altChunk"):
                self.flow.asides.append(SideText(self.inserted_part(block), "inserted file"))
            else:
                before = self.flow.omission
                for row in unwrapped_children(block):
                    self.flow.omission = before or _row_omission(row)
                    for cell in unwrapped_children(row):
                        yield from self.cell(cell)
                self.flow.omission = before
            for box in self.boxes():
                yield from self.cell(box)


class WordTable:
    """A table in a part of a document."""

    def __init__(self, element: Element, theme: Mapping[str, str]) -> None:
        """Take the table and the colours of the document's theme."""
        self._element, self._theme = element, theme
        columns = element.findall(f"{word_tag('tblGrid')}/{word_tag('gridCol')}")
        widths = [parse_whole_number(column.get(word_tag("w"), "")) for column in columns[:_WIDEST]]
        steps = (int(not 0 < width < _SLIVER) for width in widths)
        self._column_of: Sequence[int] = list(accumulate(steps, initial=0))
        self._laid = 0  # how many columns its cells span in all
        self._open: set[int] = set()  # columns in which a cell goes on downwards

    @property
    def is_frame(self) -> bool:
        """Whether it is but one column around tables, which makes them no part of a cell."""
        cells = [list(_cells(row)) for row in self.rows()]
        blocks = (b for row in cells for cell in row for b in unwrapped_children(cell))
        holds_table = any(block.tag == word_tag("tbl") for block in blocks)
        return holds_table and all(len(row) == 1 for row in cells)

    def rows(self) -> list[Element]:
        """Its rows."""
        return [row for row in unwrapped_children(self._element) if row.tag == word_tag("tr")]

    def holders(self) -> Iterator[Element]:
        """Its cells as they stand in the XML."""
        for row in self.rows():
            yield from _cells(row)

    def ruling(self, row: Element, story: StoryReader) -> RawRow:
        """A row, each text in the first of the columns that its cell spans."""
        style = run_style(self._element, "tblPr", "tblStyle")
        story.flow.omission = _row_omission(row) or story.flow.styles.style_omission(style)
        at = min(property_number(word_property(row, "trPr", "gridBefore")), _WIDEST)
        cells: dict[int, PaperCell] = {}
        going_on: set[int] = set()
        for holder in _cells(row):
            span = property_number(word_property(holder, "tcPr", "gridSpan"), 1)
            span = max(1, min(span, _WIDEST))
            self._laid += span
            refuse_vast_table(self._laid)
            begin = self._column(at)
            cell = self._cell(holder, begin, story)
            if word_property(holder, "tcPr", "vMerge") is not None:
                going_on.add(begin)
            if before := cells.get(begin):  # between the two there is but a sliver
                shade = before.shade or cell.shade
                cells[begin] = PaperCell(before.paragraphs + cell.paragraphs, shade)
            else:
                cells[begin] = cell
            for column in range(begin + 1, self._column(at + span)):
                cells[column] = MERGED_LEFT._replace(of_above=cell.of_above, shade=cell.shade)
            at += span
        self._open = going_on
        story.flow.omission = None
        return RawRow(cells, is_switched_on(word_property(row, "trPr", "tblHeader")))

    def _column(self, at: int) -> int:
        """The column in which something stands that begins at a line of the grid."""
        last = len(self._column_of) - 1
        return self._column_of[at] if at <= last else self._column_of[last] + at - last

    def _cell(self, holder: Element, column: int, story: StoryReader) -> PaperCell:
        before = story.flow.omission
        if word_property(holder, "tcPr", "cellDel") is not None:
            story.flow.omission = Omission.DELETED
        words = tuple(story.cell(holder))
        story.flow.omission = before
        merge = word_property(holder, "tcPr", "vMerge")
        of_above = merge is not None and property_value(merge) != "restart" and column in self._open
        of_left = property_value(word_property(holder, "tcPr", "hMerge"), "restart") != "restart"
        return PaperCell(words, self._shade(holder), of_above, of_left)

    def _shade(self, holder: Element) -> str:
        shading = word_property(holder, "tcPr", "shd")
        if shading is None:
            return ""
        is_solid = property_value(shading) == "solid"
        fill = shading.get(word_tag("color" if is_solid else "fill"), "auto")
        if fill != "auto":
            return hex_colour(fill)
        name = shading.get(word_tag("themeColor" if is_solid else "themeFill"), "")
        colour = self._theme.get(_THEME_NAMES.get(name, name), "")
        return tint_colour(colour, _tint(shading))


def _row_omission(row: Element) -> Omission | None:
    if word_property(row, "trPr", "del") is not None:
        return Omission.DELETED
    return Omission.HIDDEN if is_switched_on(word_property(row, "trPr", "hidden")) else None


def _cells(row: Element) -> Iterator[Element]:
    return (cell for cell in unwrapped_children(row) if cell.tag == word_tag("tc"))


def _tint(shading: Element) -> float:
    """How much lighter or darker than the theme's a colour is; both are written as 00 to FF."""
    for name, sign in (("themeFillTint", 1), ("themeFillShade", -1)):
        written = shading.get(word_tag(name), "")
        if re.fullmatch("[0-9A-Fa-f]{2}", written):
            return sign * (1 - int(written, 16) / 255)
    return 0.0
