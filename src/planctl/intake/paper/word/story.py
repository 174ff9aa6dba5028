"""The blocks of a Word document: its paragraphs as they are read, and what is in a cell."""

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from planctl.intake.paper.part import Paragraph
from planctl.intake.paper.word.flow import Flow
from planctl.intake.paper.word.name import inside, property_of, w
from planctl.intake.paper.word.style import Standing, Styles
from planctl.intake.paper.wording import items, paragraph


class Said(NamedTuple):
    """A paragraph: what it is, and its lines."""

    standing: Standing
    lines: list[str]

    def paragraphs(self) -> Iterator[Paragraph]:
        """Its lines that have words; a number that stands alone is what the reader sees."""
        number, is_item = self.standing.number, self.standing.is_item
        before = f"{number} " if self.standing.heading else ""
        found = False
        for line in (part for each in self.lines for part in items(each)):
            if made := paragraph(before + line, is_item=is_item, number=number):
                yield made
                before, number, is_item, found = "", "", False, True
        if number and not found:
            yield Paragraph(number.rstrip("."), number=number)


class Story:
    """One part of a document, such as its body or a header."""

    def __init__(self, flow: Flow, styles: Styles) -> None:
        """Take what reads its words and what knows its styles."""
        self.flow, self._styles = flow, styles

    def blocks(self, holder: Element) -> Iterator[Said | Element]:
        """The paragraphs of a body, cell or text box, and its tables as they stand in the XML."""
        held: list[
            str
        ] = []  # what runs on into the next paragraph, as the mark between was deleted
        for block in inside(holder):
            if block.tag == w("p"):
                held.append("\n".join(self.flow.lines(block)))
                if not _runs_on(block):
                    yield Said(self._styles.standing(block), "".join(held).split("\n"))
                    held = []
            elif block.tag in {w("tbl"), w("altChunk")}:
                yield Said(Standing(), "".join(held).split("\n"))
                held = []
                yield block
        yield Said(Standing(), "".join(held).split("\n"))

    def boxes(self) -> list[Element]:
        """The text boxes that have been met since this was asked last."""
        met, self.flow.boxes = self.flow.boxes, []
        return met

    def cell(self, holder: Element) -> Iterator[Paragraph]:
        """The paragraphs of a cell, those of tables and text boxes within it among them."""
        for block in self.blocks(holder):
            if isinstance(block, Said):
                yield from block.paragraphs()
            else:
                for row in inside(block):
                    for cell in inside(row):
                        yield from self.cell(cell)
            for box in self.boxes():
                yield from self.cell(box)


def _runs_on(block: Element) -> bool:
    """Whether the end of a paragraph was deleted or moved away in a tracked change."""
    marks = ("del", "moveFrom")
    return any(property_of(block, "pPr", "rPr", mark) is not None for mark in marks)
