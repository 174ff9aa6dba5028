"""A filled Word sheet: every paragraph in its tables and outside them, and its comments."""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Final

from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from planctl.forms.layout import COLUMNS, is_row, ref_heading
from planctl.forms.sheet_rows import STRIKE_FAULT, FormContent, FormRow, PlacedText, plain_form_text
from planctl.intake.read.paper import UnreadableFile, single_spaces
from planctl.model.timescale_grammar import shorten

if TYPE_CHECKING:
    from docx.document import Document as Paper

XmlElement = etree._Element  # noqa: SLF001 - lxml names the kind of its elements no other way

_PROPERTIES: Final = "/custom-properties"
_NOTES: Final = ("/footnotes", "/endnotes")
_MARGINS: Final = ("/header", "/footer")
_DEEPEST: Final = 3  # tables around one that may be a form
_PAGE: Final = re.compile("Page [0-9]+ of [0-9]+")
_CELLS: Final = "./w:tc | ./w:sdt/w:sdtContent/w:tc"
_ROWS: Final = "./w:tr | ./w:sdt/w:sdtContent/w:tr"
_DELETED: Final = (qn("w:del"), qn("w:moveFrom"))  # tracked changes are read as accepted
_ADDRESS: Final = "planctl-address"
_FIELD: Final = re.compile(r'HYPERLINK +"([^"]+)"')  # how some programs write a link
_STRIKES: Final = "./w:rPr/w:strike | ./w:rPr/w:dstrike"
_HEADING: Final = "./w:pPr/w:pStyle[starts-with(@w:val, 'Heading') or @w:val='Title']"
_OFF: Final = {"0", "false", "off"}
_NAMES: Final = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
_SIGNS: Final = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-"}


def read_word_form(data: bytes) -> FormContent:
    """What is in a document; raises UnreadableFile where it is damaged."""
    try:
        paper = Document(BytesIO(data))
        body: XmlElement = paper.element.body
        _store_addresses(paper)
        rows, forms = _tables(body)
        others = [*_texts_outside(body, forms), *_margins(paper)]
        return FormContent(tuple(rows), tuple(others), tuple(_notes(paper)), tuple(_pairs(paper)))
    except Exception as fault:  # whatever a library makes of a damaged file
        message = "the document is damaged and cannot be read"
        raise UnreadableFile(
            message, "open it, save it under another name, and send that"
        ) from fault


def _store_addresses(paper: "Paper") -> None:
    """Write beside each link of a document the address that it leads to."""
    for link in paper.element.body.iter(qn("w:hyperlink")):
        relation = paper.part.rels.get(link.get(qn("r:id"), ""))
        if relation and relation.is_external:
            anchor = link.get(qn("w:anchor"))
            link.set(_ADDRESS, f"{relation.target_ref}#{anchor}" if anchor else relation.target_ref)


def _links(cell: XmlElement) -> Iterator[str]:
    """The addresses that the words of a cell lead to."""
    for element in _live_elements(cell, qn("w:hyperlink")):
        if address := element.get(_ADDRESS):
            yield str(address)
    for element in _live_elements(cell, qn("w:instrText")):
        yield from _FIELD.findall(element.text or "")


def _strike_fault(cell: XmlElement) -> str:
    """What is wrong where words of a cell are struck through; empty where none are."""
    runs = (run for run in _live_elements(cell, qn("w:r")) if _paragraph(run).strip())
    marks = (mark for run in runs for mark in _find(run, _STRIKES))
    return STRIKE_FAULT if any(mark.get(qn("w:val")) not in _OFF for mark in marks) else ""


def _live_elements(cell: XmlElement, tag: str) -> Iterator[XmlElement]:
    """The elements of a name within a cell that were not deleted."""
    return (each for each in cell.iter(tag) if not any(True for _ in each.iterancestors(*_DELETED)))


def _tables(body: XmlElement) -> tuple[list[FormRow], dict[XmlElement, str]]:
    """The rows of the tables that are forms, and those tables with their last ref."""
    rows: list[FormRow] = []
    forms: dict[XmlElement, str] = {}
    for table in body.iter(qn("w:tbl")):
        if sum(1 for _ in table.iterancestors(qn("w:tbl"))) > _DEEPEST:
            continue
        form_rows = list(_form(table))
        if any(is_row(row.item) for row in form_rows):
            forms[table] = form_rows[-1].ref or "an action"
            rows += form_rows
    return rows, forms


def _form(table: XmlElement) -> Iterator[FormRow]:
    """The rows of a table; one that heads a form says whose those are that stand below it.

    Two tables become one where somebody deletes what stood between them.
    """
    ref = ""
    for number, row in enumerate(_find(table, _ROWS), 1):
        heads = [single_spaces(_text(cell)) for cell in _find(row, _CELLS)]
        if heads[1:] == list(COLUMNS[2:]) and heads[0].startswith(ref_heading("")):
            ref = heads[0].removeprefix(ref_heading(""))
        elif any(heads):
            yield _row(ref, number, row)


def _row(ref: str, number: int, row: XmlElement) -> FormRow:
    """A row of a form; one with more or fewer cells is none that can be told."""
    cells = _find(row, _CELLS)
    place = f"table of {ref}, row {number}" if ref else f"a table, row {number}"
    if len(cells) != len(COLUMNS) - 1:
        whole = "\n".join(_text(cell) for cell in cells)
        return FormRow(ref, "", PlacedText(place, whole), PlacedText(place, ""))
    item, shown, answer = (_text(cell) for cell in cells)
    has_field = cells[-1].find(f".//{qn('w:sdt')}") is not None or cells[-1].getparent() is not row
    named = f"{place}, “{' '.join(item.split())}”"
    reply = PlacedText(named, answer, _strike_fault(cells[-1]), tuple(_links(cells[-1])))
    return FormRow(ref, single_spaces(item), PlacedText(place, shown), reply, not has_field)


def _texts_outside(body: XmlElement, forms: Mapping[XmlElement, str]) -> Iterator[PlacedText]:
    """Every paragraph that is in no form; those of another table have one place."""
    places: dict[XmlElement, str] = {}
    above = "at the beginning of the document"
    for paragraph in body.iter(qn("w:p")):
        tables = list(paragraph.iterancestors(qn("w:tbl")))
        form = next((forms[table] for table in tables if table in forms), None)
        if form is not None:
            above = f"below the table of {form}"
            continue
        text = _paragraph(paragraph)
        place = places.setdefault(tables[-1], f"a table {above}") if tables else above
        yield PlacedText(place, text)
        if _find(paragraph, _HEADING):
            above = f"under the heading “{shorten(text)}”"


def _margins(paper: "Paper") -> Iterator[PlacedText]:
    """What stands at the head and the foot of pages, but for the number of the page."""
    for link in paper.part.rels.values():
        if link.reltype.endswith(_MARGINS) and not link.is_external:
            for paragraph in link.target_part.element.iter(qn("w:p")):
                text = _paragraph(paragraph)
                if not _PAGE.fullmatch(single_spaces(text)):
                    yield PlacedText("head or foot of a page", text)


def _notes(paper: "Paper") -> Iterator[PlacedText]:
    """Comments, footnotes and endnotes."""
    for comment in paper.comments:
        yield PlacedText(f"comment by {comment.author or 'somebody'}", comment.text)
    for link in paper.part.rels.values():
        if link.reltype.endswith(_NOTES):
            safe = etree.XMLParser(resolve_entities=False, no_network=True)
            root = etree.fromstring(link.target_part.blob, safe)
            for text in filter(None, map(_paragraph, root.iter(qn("w:p")))):
                yield PlacedText("footnote", text)


def _pairs(paper: "Paper") -> Iterator[tuple[str, str]]:
    """The names and values that the document carries."""
    for link in paper.part.package.rels.values():
        if link.reltype.endswith(_PROPERTIES):
            safe = etree.XMLParser(resolve_entities=False, no_network=True)
            for property_ in etree.fromstring(link.target_part.blob, safe):
                yield str(property_.get("name", "")), "".join(str(t) for t in property_.itertext())


def _text(cell: XmlElement) -> str:
    """The text of a cell, a line for each paragraph."""
    texts = [_paragraph(paragraph) for paragraph in cell.iter(qn("w:p"))]
    return plain_form_text("\n".join(texts).strip("\n"))


def _paragraph(paragraph: XmlElement) -> str:
    """The words that can be seen in a paragraph; the prompt of an empty field is none."""
    return plain_form_text("".join(_text_pieces(paragraph)))


def _text_pieces(parent: XmlElement) -> Iterator[str]:
    for child in parent:
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif (
            child.tag == qn("w:sdt")
            and child.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None
        ):
            continue
        elif child.tag not in {qn("w:p"), qn("w:pPr"), qn("w:sdtPr"), *_DELETED}:
            yield from _text_pieces(child)


def _find(element: XmlElement, path: str) -> list[XmlElement]:
    found: list[XmlElement] = etree.ElementBase.xpath(element, path, namespaces=_NAMES)
    return found
