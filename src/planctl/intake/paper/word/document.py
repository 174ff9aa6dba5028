"""The bytes of a Word document become a paper: its body in order, then what stands beside it."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from planctl.intake.paper.archive import Archive
from planctl.intake.paper.colour import theme_colours
from planctl.intake.paper.embedded import name_of_file
from planctl.intake.paper.grid import limited, squared
from planctl.intake.paper.part import Line, Paper, Part, Row, Unreadable
from planctl.intake.paper.word.control import fill_in
from planctl.intake.paper.word.flow import Aside, Flow, Notes
from planctl.intake.paper.word.name import RELATION, property_of, w
from planctl.intake.paper.word.story import Said, Story
from planctl.intake.paper.word.style import Styles
from planctl.intake.paper.word.table import Table
from planctl.intake.paper.wording import seen

_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DIAGRAM: Final = re.compile(r"word/diagrams/data\d*\.xml")


def word_paper(archive: Archive) -> Paper:
    """The lines and rows of a Word document; raises Unreadable."""
    main = archive.main_part("word/document.xml")
    document = archive.tree(main)
    body = None if document is None else property_of(document, "body")
    if document is None or body is None:
        message = "this is a Word document that has no text in it"
        raise Unreadable(message, "open it in Word and save it again as .docx")
    return list(limited(_Document(archive, main).parts(document, body)))


class _Document:
    """What is read of a document, and where it has been met."""

    def __init__(self, archive: Archive, main: str) -> None:
        self._archive, self._main = archive, main
        self._relations = archive.relations(main)
        self._theme = theme_colours(self._tree("theme"))
        self._styles = Styles(self._tree("styles"), self._tree("numbering"))
        self._asides: list[Line] = []
        self._called: dict[str, str] = {}  # where each comment is made
        self._names: dict[tuple[str, str], str] = {}  # of embedded files, by part and kind
        self._count = Counter[str]()
        self._notes: Notes = {
            **self._texts_of("footnote"),
            **self._texts_of("endnote"),
        }

    def parts(self, document: Element, body: Element) -> Iterator[Part]:
        """Everything of the document, in order."""
        fill_in(document)
        yield from self._holder(self._story(self._main), body)
        yield from self._margins(document, "header")
        yield from self._margins(document, "footer")
        yield from self._diagrams()
        yield from self._comments()
        yield from self._asides_met()

    def _part(self, kind: str) -> str:
        """The name of the one part that is to the document what a kind says."""
        return next((each.target for each in self._relations.values() if each.kind == kind), "")

    def _tree(self, kind: str) -> Element | None:
        return self._archive.tree(self._part(kind))

    def _story(self, part: str) -> Story:
        return Story(Flow(self._archive.relations(part), self._notes), self._styles)

    def _texts_of(self, kind: str) -> Notes:
        """The texts of the footnotes, the endnotes or the comments, by kind and number."""
        part = self._part(f"{kind}s")
        root = self._archive.tree(part)
        if root is None:
            return {}
        fill_in(root)
        story = Story(Flow(self._archive.relations(part), {}), self._styles)
        texts: dict[tuple[str, str], str] = {}
        for note in root.findall(w(kind)):
            words = (paragraph.text for paragraph in story.cell(note))
            texts[kind, note.get(w("id"), "")] = " ".join(words)
            self._put_aside(story, kind)
        return texts

    def _holder(self, story: Story, holder: Element, beside: str = "") -> Iterator[Part]:
        """The parts of a body, of a text box, or of a table that is only a frame."""
        for block in story.blocks(holder):
            place = self._next_place(beside)
            if isinstance(block, Said):
                yield from self._lines(block, beside)
            elif block.tag == w("altChunk"):
                target = story.flow.relations.get(block.get(RELATION, ""))
                story.flow.asides.append(Aside(part=target.target if target else ""))
            else:
                yield from self._table(story, Table(block, self._theme), beside)
            for box in story.boxes():
                yield from self._holder(story, box, "text box")
            self._put_aside(story, place)
            yield from self._asides_met()

    def _lines(self, said: Said, beside: str) -> Iterator[Line]:
        heading, number = said.standing.heading, said.standing.number
        beside = beside or ("table of contents" if said.standing.is_contents else "")
        if heading:
            said = said._replace(lines=[" ".join(said.lines)])
        for made in said.paragraphs():
            if made.text != number.rstrip("."):
                place = self._next_place(beside)
                self._count[beside] += 1
                yield Line(place, made.text, heading, made.is_item, beside, made.number)

    def _next_place(self, beside: str) -> str:
        return f"{beside or 'paragraph'} {self._count[beside] + 1}"

    def _table(self, story: Story, table: Table, beside: str) -> Iterator[Part]:
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
        cells = squared([ruling.cells for ruling in rulings])
        for number, (ruling, row_cells) in enumerate(zip(rulings, cells, strict=True), 1):
            if any(cell.paragraphs for cell in row_cells):
                yield Row(f"{name} row {number}", row_cells, name, ruling.is_header)

    def _margins(self, document: Element, kind: str) -> Iterator[Part]:
        """The headers or footers of the pages, each line once however many sections have it."""
        met: set[str] = set()
        names = (each.get(RELATION, "") for each in document.iter(w(f"{kind}Reference")))
        for name in dict.fromkeys(names):
            relation = self._relations.get(name)
            root = self._archive.tree(relation.target) if relation else None
            if relation is None or root is None:
                continue
            fill_in(root)
            story = self._story(relation.target)
            for made in story.cell(root):
                if made.text not in met:
                    met.add(made.text)
                    yield self._line(f"page {kind}", made.text)
            self._put_aside(story, f"the page {kind}")

    def _diagrams(self) -> Iterator[Part]:
        """The words of the diagrams that Office draws of a list."""
        for name in filter(_DIAGRAM.fullmatch, self._archive.names):
            root = self._archive.tree(name)
            for paragraph in () if root is None else root.iter(f"{_DRAWING}p"):
                if words := seen(
                    "".join(text.text or "" for text in paragraph.iter(f"{_DRAWING}t"))
                ):
                    yield self._line("diagram", words)

    def _comments(self) -> Iterator[Part]:
        for (_, number), words in self._texts_of("comment").items():
            if words:
                place = self._called.get(number, "")
                yield self._line("comment", words, f", at {place}" if place else "")

    def _line(self, beside: str, words: str, where: str = "") -> Line:
        self._count[beside] += 1
        return Line(f"{beside} {self._count[beside]}{where}", words, beside=beside)

    def _put_aside(self, story: Story, place: str) -> None:
        """Keep what was met beside the words of a block, until the block is given whole."""
        for number in story.flow.called:
            self._called.setdefault(number, place)
        for aside in story.flow.asides:
            words = seen(aside.words or self._name_of(aside.part, aside.kind))
            if words:
                self._asides.append(self._line(aside.beside, words, f", at {place}"))
        story.flow.called, story.flow.asides = [], []

    def _name_of(self, part: str, kind: str) -> str:
        """The name of an embedded file, which is looked for once."""
        if (part, kind) not in self._names:
            self._names[part, kind] = name_of_file(self._archive, part, kind)
        return self._names[part, kind]

    def _asides_met(self) -> list[Line]:
        met, self._asides = self._asides, []
        return met
