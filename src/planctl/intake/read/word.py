"""Read a Word document: its body in order, then headers, footers, diagrams and comments."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final
from xml.etree.ElementTree import Element

from planctl.intake.read.hex_colour import theme_colours
from planctl.intake.read.office import (
    RELATION_ID,
    OfficeArchive,
    drawing_paragraphs,
    embedded_file_name,
)
from planctl.intake.read.paper import (
    Paper,
    PaperLine,
    PaperPart,
    PaperRow,
    UnreadableFile,
    finish_parts,
    table_rows,
    without_marks,
)
from planctl.intake.read.text import visible_text
from planctl.intake.read.word_block import StoryReader, WordParagraph, WordTable, fill_controls
from planctl.intake.read.word_style import WordStyles, word_property, word_tag
from planctl.intake.read.word_text import NoteTexts, SideText, TextFlow

ReadFile = Callable[[str, bytes], Paper]
_DIAGRAM: Final = re.compile(r"word/diagrams/data\d*\.xml")


def read_word(_: bytes, archive: OfficeArchive, read_inserted: ReadFile) -> Paper:
    """The lines and rows of a Word document; raises UnreadableFile.

    Another file that it has Word put in is read by what is given for that.
    """
    main = archive.main_part("word/document.xml")
    document = archive.tree(main)
    body = None if document is None else word_property(document, "body")
    if document is None or body is None:
        message = "this is a Word document that has no text in it"
        raise UnreadableFile(message, "open it in Word and save it again as .docx")
    return list(finish_parts(_Document(archive, main, read_inserted).parts(document, body)))


class _Document:
    """What is read of a document, and where it has been met."""

    def __init__(self, archive: OfficeArchive, main: str, read_inserted: ReadFile) -> None:
        self._archive, self._main, self._read_inserted = archive, main, read_inserted
        self._relations = archive.relations(main)
        # The first part of each kind.
        relations = reversed([*self._relations.values()])
        self._part_of = {relation.kind: relation.target for relation in relations}
        self._theme = theme_colours(self._tree("theme"))
        self._styles = WordStyles(self._tree("styles"), self._tree("numbering"))
        self._asides: list[PaperLine] = []
        self._called: dict[str, str] = {}  # where each comment is made
        self._names: dict[tuple[str, str], str] = {}  # of embedded files, by part and kind
        self._count = Counter[str]()
        self._notes: NoteTexts = {**self._texts_of("footnote"), **self._texts_of("endnote")}

    def parts(self, document: Element, body: Element) -> Iterator[PaperPart]:
        """Everything of the document, in order."""
        fill_controls(document)
        yield from self._holder(self._story(self._main), body)
        yield from self._margins(document, "header")
        yield from self._margins(document, "footer")
        yield from self._diagrams()
        yield from self._comments()
        yield from self._flush_asides()

    def _tree(self, kind: str) -> Element | None:
        return self._archive.tree(self._part_of.get(kind, ""))

    def _story(self, part: str) -> StoryReader:
        return StoryReader(TextFlow(self._archive.relations(part), self._notes, self._styles))

    def _texts_of(self, kind: str) -> NoteTexts:
        """The texts of the footnotes, the endnotes or the comments, by kind and number."""
        part = self._part_of.get(f"{kind}s", "")
        root = self._archive.tree(part)
        if root is None:
            return {}
        fill_controls(root)
        story = StoryReader(TextFlow(self._archive.relations(part), {}, self._styles))
        texts: dict[tuple[str, str], str] = {}
        for note in root.findall(word_tag(kind)):
            words = (paragraph.text for paragraph in story.cell(note))
            texts[kind, note.get(word_tag("id"), "")] = " ".join(words)
            self._put_aside(story, kind)
        return texts

    def _holder(self, story: StoryReader, holder: Element, beside: str = "") -> Iterator[PaperPart]:
        """The parts of a body, of a text box, or of a table that is only a frame."""
        for block in story.blocks(holder):
            place = self._next_place(beside)
            if isinstance(block, WordParagraph):
                yield from self._lines(block, beside)
            elif block.tag == word_tag("altChunk"):
                yield from self._inserted(story, story.inserted_part(block))
            else:
                yield from self._table(story, WordTable(block, self._theme), beside)
            for box in story.boxes():
                yield from self._holder(story, box, "text box")
            self._put_aside(story, place)
            yield from self._flush_asides()

    def _inserted(self, story: StoryReader, part: str) -> Iterator[PaperPart]:
        """The parts of a file that Word puts in as it opens the document, or why they are not."""
        name = part.rpartition("/")[2]
        try:
            parts = self._read_inserted(name, self._archive.read(part)) if part else ()
        except UnreadableFile as fault:
            story.flow.asides.append(SideText(f"{name}: {fault.message}", "inserted file"))
            return
        for inserted in parts:
            placed = inserted._replace(place=f"{inserted.place} of {name}")
            if isinstance(placed, PaperRow):
                placed = placed._replace(table=f"{placed.table} of {name}")
            yield placed

    def _lines(self, block: WordParagraph, beside: str) -> Iterator[PaperLine]:
        role = block.standing
        beside = beside or ("table of contents" if role.is_contents else "")
        lines = [" ".join(block.lines)] if role.heading else block.lines
        for paragraph in block._replace(lines=lines).paragraphs():
            if without_marks(paragraph.text) != role.number.rstrip("."):
                place = self._next_place(beside)
                self._count[beside] += 1
                text, is_item, number = paragraph
                yield PaperLine(place, text, role.heading, is_item, beside, number)

    def _next_place(self, beside: str) -> str:
        return f"{beside or 'paragraph'} {self._count[beside] + 1}"

    def _table(self, story: StoryReader, table: WordTable, beside: str) -> Iterator[PaperPart]:
        if table.is_frame:
            for holder in table.holders():
                yield from self._holder(story, holder, beside)
            return
        self._count["table"] += 1
        name = f"table {self._count['table']}"
        rulings = []
        for number, row in enumerate(table.rows(), 1):
            rulings.append(table.ruling(row, story))
            self._put_aside(story, f"{name} row {number}")
        yield from table_rows(name, rulings)

    def _margins(self, document: Element, kind: str) -> Iterator[PaperPart]:
        """The headers or footers of the pages, each line once however many sections have it."""
        seen_texts: set[str] = set()
        references = document.iter(word_tag(f"{kind}Reference"))
        for name in dict.fromkeys(reference.get(RELATION_ID, "") for reference in references):
            relation = self._relations.get(name)
            root = self._archive.tree(relation.target) if relation else None
            if relation is None or root is None:
                continue
            fill_controls(root)
            story = self._story(relation.target)
            for paragraph in story.cell(root):
                if paragraph.text not in seen_texts:
                    seen_texts.add(paragraph.text)
                    yield self._line(f"page {kind}", paragraph.text)
            self._put_aside(story, f"the page {kind}")

    def _diagrams(self) -> Iterator[PaperPart]:
        """The words of the diagrams that Office draws of a list."""
        for name in filter(_DIAGRAM.fullmatch, self._archive.names):
            root = self._archive.tree(name)
            for words in () if root is None else drawing_paragraphs(root):
                yield self._line("diagram", words)

    def _comments(self) -> Iterator[PaperPart]:
        for (_, number), words in self._texts_of("comment").items():
            if words:
                place = self._called.get(number, "")
                yield self._line("comment", words, f", at {place}" if place else "")

    def _line(self, beside: str, words: str, where: str = "") -> PaperLine:
        self._count[beside] += 1
        return PaperLine(f"{beside} {self._count[beside]}{where}", words, beside=beside)

    def _put_aside(self, story: StoryReader, place: str) -> None:
        """Keep what was met beside the words of a block, until the block is given whole."""
        for number in story.flow.called:
            self._called.setdefault(number, place)
        for side in story.flow.asides:
            key = side.part, side.kind
            if not side.words and key not in self._names:
                self._names[key] = embedded_file_name(self._archive, *key)
            if words := visible_text(side.words or self._names[key]):
                self._asides.append(self._line(side.beside, words, f", at {place}"))
        story.flow.called, story.flow.asides = [], []

    def _flush_asides(self) -> list[PaperLine]:
        lines, self._asides = self._asides, []
        return lines
