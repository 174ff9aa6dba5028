"""A filled Word sheet: every paragraph in its tables and outside them, and its comments."""

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from planctl.forms.layout import COLUMNS, is_row, ref_heading
from planctl.forms.sheet_rows import STRIKE_FAULT, FormContent, FormRow, PlacedText, plain_form_text
from planctl.intake.read.office import OfficeArchive
from planctl.intake.read.paper import (
    Omission,
    UnreadableFile,
    keep_omitted,
    split_omitted,
)
from planctl.intake.read.text import split_links
from planctl.intake.read.word_block import fill_controls
from planctl.intake.read.word_style import WordStyles, unwrapped_children, word_property, word_tag
from planctl.intake.read.word_text import TextFlow
from planctl.model.label import plain_blanks
from planctl.model.timescale_grammar import shorten

_DAMAGED: Final = (
    "the document is damaged and cannot be read",
    "open it, save it under another name, and send that",
)
_DEEPEST: Final = 3  # tables around one that may be a form
# What is told where words were taken out; those that a tracked change took out are gone.
_FAULTS: Final = {
    Omission.STRUCK: STRIKE_FAULT,
    Omission.HIDDEN: "words of it are hidden, and might be meant or not",
}
_MARGINS: Final = frozenset(("header", "footer"))
_BESIDE: Final = _MARGINS | {"comments", "footnotes", "endnotes"}
_PAGE: Final = re.compile("Page [0-9]+ of [0-9]+")
_PARAGRAPH, _TABLE, _ROW, _CELL, _CONTROL = map(word_tag, ("p", "tbl", "tr", "tc", "sdt"))


def read_word_form(data: bytes) -> FormContent:
    """What is in a document; raises UnreadableFile where it is damaged."""
    try:
        return _read_document(data)
    except RecursionError:
        raise UnreadableFile(*_DAMAGED) from None


def _read_document(data: bytes) -> FormContent:
    archive = OfficeArchive(data)
    main = archive.main_part("word/document.xml")
    document = archive.tree(main)
    body = None if document is None else word_property(document, "body")
    if document is None or body is None:
        raise UnreadableFile(*_DAMAGED)
    parts = {relation.target: relation.kind for relation in archive.relations(main).values()}
    styles = next((part for part, kind in parts.items() if kind == "styles"), "")
    form = _FormReader(archive, main, WordStyles(archive.tree(styles), None))
    fill_controls(document)
    form.read_blocks(body)
    besides: list[PlacedText] = []
    for part, kind in parts.items():
        root = archive.tree(part) if kind in _BESIDE else None
        if root is not None:
            reader = _FormReader(archive, part, form.styles)
            (form.others if kind in _MARGINS else besides).extend(reader.part_texts(root, kind))
    return FormContent(tuple(form.rows), tuple(form.others), tuple(besides), tuple(_pairs(archive)))


def _pairs(archive: OfficeArchive) -> Iterator[tuple[str, str]]:
    """The names and values that the document carries."""
    for relation in archive.relations("").values():
        if relation.kind == "custom-properties":
            root = archive.tree(relation.target)
            for item in () if root is None else root:
                yield item.get("name", ""), "".join(item.itertext())


class _FormReader:
    """One part of a document: the rows of its forms, and the texts outside of them."""

    def __init__(self, archive: OfficeArchive, part: str, styles: WordStyles) -> None:
        self.styles = styles
        self._flow = TextFlow(archive.relations(part), {}, styles)
        self.rows: list[FormRow] = []
        self.others: list[PlacedText] = []
        self._above = "at the beginning of the document"

    def part_texts(self, root: Element, kind: str) -> Iterator[PlacedText]:
        """The texts of a part beside the body, but for the number of a page."""
        if kind in _MARGINS:
            for text in self._paragraphs(root):
                if not _PAGE.fullmatch(plain_blanks(text)):
                    yield PlacedText("head or foot of a page", text)
            return
        for note in root:
            texts = self._paragraphs(note)
            if kind == "comments":
                by = note.get(word_tag("author")) or "somebody"
                yield PlacedText(f"comment by {by}", "\n".join(texts))
            else:
                yield from (PlacedText("footnote", text) for text in texts if text)

    def read_blocks(self, holder: Element, place: str = "", depth: int = 0) -> None:
        """Take the paragraphs and tables of a body, or of a table that is no form."""
        for block in unwrapped_children(holder):
            if block.tag == _PARAGRAPH:
                text = self._flow.text(block)
                self.others.append(PlacedText(place or self._above, _plain(text)))
                if self.styles.standing(block).heading:
                    self._above = f"under the heading “{shorten(_plain(text))}”"
                boxes, self._flow.boxes = self._flow.boxes, []
                for box in boxes:
                    self.read_blocks(box, place, depth)
            elif block.tag == _TABLE:
                self._read_table(block, place or f"a table {self._above}", depth)

    def _read_table(self, table: Element, place: str, depth: int) -> None:
        rows = list(self._form_rows(table)) if depth <= _DEEPEST else []
        if any(is_row(row.item) for row in rows):
            self.rows += rows
            self._above = f"below the table of {rows[-1].ref or 'an action'}"
            return
        for row in unwrapped_children(table):
            for cell, _ in _cells(row):
                self.read_blocks(cell, place, depth + 1)

    def _form_rows(self, table: Element) -> Iterator[FormRow]:
        """The rows of a table; one that heads a form says whose those are that stand below it.

        Two tables become one where somebody deletes what stood between them.
        """
        ref = ""
        rows = (row for row in unwrapped_children(table) if row.tag == _ROW)
        for number, row in enumerate(rows, 1):
            cells = list(_cells(row))
            texts = ["\n".join(self._marked(cell)).strip("\n") for cell, _ in cells]
            heads = [plain_blanks(_plain(text)) for text in texts]
            if heads[1:] == list(COLUMNS[2:]) and heads[0].startswith(ref_heading("")):
                ref = heads[0].removeprefix(ref_heading(""))
            elif any(heads):
                last, is_field = cells[-1]
                has_field = is_field or last.find(f".//{_CONTROL}") is not None
                yield _form_row(ref, number, texts, lost_field=not has_field)

    def _marked(self, holder: Element) -> list[str]:
        """The paragraphs of a holder, those of tables and boxes within it among them."""
        texts: list[str] = []
        for block in unwrapped_children(holder):
            if block.tag == _PARAGRAPH:
                texts.append(self._flow.text(block))
                boxes, self._flow.boxes = self._flow.boxes, []
                for box in boxes:
                    texts += self._marked(box)
            elif block.tag in {_TABLE, _ROW, _CELL}:
                texts += self._marked(block)
        return texts

    def _paragraphs(self, holder: Element) -> list[str]:
        fill_controls(holder)
        return [_plain(text) for text in self._marked(holder)]


def _cells(row: Element) -> Iterator[tuple[Element, bool]]:
    """The cells of a row, and whether each stands in a field that is the whole cell."""
    for child in row:
        inside = [child] if child.tag == _CELL else unwrapped_children(child)
        yield from ((cell, cell is not child) for cell in inside if cell.tag == _CELL)


def _form_row(ref: str, number: int, texts: list[str], *, lost_field: bool) -> FormRow:
    """A row of a form; one with more or fewer cells is none that can be told."""
    place = f"table of {ref}, row {number}" if ref else f"a table, row {number}"
    if len(texts) != len(COLUMNS) - 1:
        whole = "\n".join(map(_plain, texts))
        return FormRow(ref, "", PlacedText(place, whole), PlacedText(place, ""))
    item, shown, answer = texts
    name = plain_blanks(_plain(item))
    _, links = split_links(keep_omitted(answer, _FAULTS))
    faults = (_FAULTS[how] for _, how in split_omitted(answer)[1] if how in _FAULTS)
    fault = next(faults, "")
    reply = PlacedText(f"{place}, “{name}”", _plain(answer), fault, links)
    return FormRow(ref, name, PlacedText(place, _plain(shown)), reply, lost_field)


def _plain(text: str) -> str:
    """A text as a plan has it: without links and what was deleted, and with what is struck out."""
    words, _ = split_links(text)
    return plain_form_text(keep_omitted(words, _FAULTS))
