"""A paper as a Word document: its pages, contents, page footers and the bytes of the file.

The same paper gives the same bytes. The table of contents is a field of Word that is filled in
already, so that it can be read before Word updates it.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.oxml import parse_xml
from docx.parts.document import DocumentPart

from planctl.model.calendar import day_in_words
from planctl.render import template_folder
from planctl.render.block.blocks import Block, BlockHeading, BlockPaper, Blocks, Group, Paragraph
from planctl.render.block.text_style import fill_colours
from planctl.render.brand import BrandLook, PaperDetails
from planctl.render.word.body import WordBody
from planctl.render.word.reference import take_heading_styles
from planctl.render.word.text import (
    Mark,
    WordCounters,
    is_paragraph,
    relation_element,
    text_element,
    w,
    xml_text,
)

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_FIELD: Final = ' TOC \\o "1-1" \\h \\z \\u '
_LEVEL: Final = 2  # of the page's headings: level 1 is the title
_LONG_EDGE: Final = 16838  # of A4, in twentieths of a point
_SHORT_EDGE: Final = 11906
_SIDE: Final = 1134  # the margins at the left and the right
# Sections of the pack that begin no page of their own; those of another template do.
_RUNS_ON: Final = frozenset(
    (
        *("highlight", "areas", "exceptions", "delivery", "measures", "closing-the-loop"),
        *("decisions", "forward", "unjudged", "key", "governance", "glossary"),
    )
)
_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)  # the earliest that a file's entries can be dated


def contents_list(part: Group, blocks: Blocks, body: WordBody) -> Iterator[Mark]:
    """The name of the contents, and a line for each section."""
    yield from body.marks([block for block in part.blocks if isinstance(block, Paragraph)])
    lines = [
        w("p", w("pPr", w("pStyle", val="TOC1")), _link(heading, body))
        for heading in outer_headings(blocks)
        if heading.level == _LEVEL
    ]
    if lines:
        begin, code, separate, end = _field(_FIELD)
        lines[0][1:1] = [begin, code, separate]
        lines[-1].append(end)
    yield from lines


def _link(heading: BlockHeading, body: WordBody) -> Mark:
    words = w("r", text_element("".join(span.text for span in heading.spans)))
    name = body.bookmark(heading.anchor)
    if not name:
        return words
    page = _field(f" PAGEREF {name} \\h ")
    return w("hyperlink", words, w("r", w("tab")), *page, anchor=name)


def outer_headings(blocks: Iterable[Block]) -> Iterator[BlockHeading]:
    """Every heading outside tables and lists, in order."""
    for block in blocks:
        if isinstance(block, BlockHeading):
            yield block
        elif isinstance(block, Group):
            yield from outer_headings(block.blocks)


def page_header(part: DocumentPart, classification: str) -> str:
    """The relation of the head of each page, which says how it is to be handled; empty for none."""
    if not classification:
        return ""
    head, relation = part.add_header_part()  # type: ignore[no-untyped-call]  # python-docx
    looks = w("pPr", w("pStyle", val="Footer"), w("jc", val="right"))
    words = w("r", w("rPr", w("b")), text_element(classification))
    _replace_inside(head.element, [w("p", looks, words)])
    return str(relation)


def page_footer(part: DocumentPart, imprint: PaperDetails) -> str:
    """The relation of the foot of each page."""
    foot, relation = part.add_footer_part()  # type: ignore[no-untyped-call]  # python-docx
    line = w(
        "p",
        w("pPr", w("pStyle", val="Footer")),
        w("r", text_element(imprint.footer)),
        w("r", w("tab"), text_element("Page ")),
        *_field(" PAGE ", w("r", text_element("1"))),
        w("r", text_element(" of ")),
        *_field(" NUMPAGES ", w("r", text_element("1"))),
    )
    _replace_inside(foot.element, [line])
    return str(relation)


def _field(instruction: str, *shown: Mark) -> list[Mark]:
    """A field that Word works out, and what it shows until then."""
    code = w("r", text_element(instruction, "instrText"))
    kinds = ("begin", "separate", "end")
    begin, separate, end = (w("r", w("fldChar", fldCharType=kind)) for kind in kinds)
    return [begin, code, separate, *shown, end]


def _replace_inside(root: Mark, inside: Iterable[Mark]) -> None:
    """Put these in the place of all that an element holds."""
    for old in list(root):
        root.remove(old)
    root.extend(inside)


def write_word(paper: BlockPaper, imprint: PaperDetails, reference: bytes = b"") -> bytes:
    """The document of a paper; the same paper gives the same document, byte for byte.

    reference: a document whose heading styles it takes; raises ReferenceFault for another file.
    """
    document = Document()
    _set_styles(document, imprint.brand)
    if reference:
        take_heading_styles(document.styles.element, reference)
    _set_properties(document, paper, imprint)
    ledger = WordCounters(document.part, paper.blocks)
    body = document.element.body
    _replace_inside(body, _sections(WordBody(ledger), paper.blocks))
    head = page_header(document.part, imprint.brand.classification)
    body.append(_page(page_footer(document.part, imprint), head))
    return _file_bytes(document)


def _sections(body: WordBody, blocks: Blocks) -> Iterator[Mark]:
    for block in blocks:  # whatever holds all of the sections together
        is_main = isinstance(block, Group) and block.anchor == "main"
        for part in block.blocks if isinstance(block, Group) and is_main else [block]:
            if isinstance(part, Group) and part.role == "nav":
                yield from contents_list(part, blocks, body)
            else:
                yield from _section(part, body)


def _section(part: Block, body: WordBody) -> Iterator[Mark]:
    begins_page = isinstance(part, Group) and part.role == "section" and part.anchor not in _RUNS_ON
    for mark in body.marks([part]):
        if begins_page and is_paragraph(mark):
            mark[0][1:1] = [w("pageBreakBefore"), w("spacing", before=0)]
        elif begins_page:
            yield w("p", w("pPr", w("pStyle", val="AfterTable"), w("pageBreakBefore")))
        begins_page = False
        yield mark


def _page(foot: str, head: str) -> Mark:
    """What the pages are like: upright A4, with their foot, and their head if they have one."""
    size = w("pgSz", w=_SHORT_EDGE, h=_LONG_EDGE)
    edges_of_page = [relation_element("headerReference", head)] if head else []
    edges_of_page.append(relation_element("footerReference", foot))
    for reference in edges_of_page:
        reference.set(size.keys()[0].replace("}w", "}type"), "default")
    edges = {"top": 850, "bottom": 850, "left": _SIDE, "right": _SIDE}
    return w(
        "sectPr",
        *edges_of_page,
        w("type", val="nextPage"),
        size,
        w("pgMar", **edges, header=567, footer=454, gutter=0),
    )


def _set_styles(document: "WordDocument", brand: BrandLook) -> None:
    """Give it the styles of the pack in place of those that python-docx begins with."""
    part = document.part
    for relation, target in list(part.rels.items()):
        if target.reltype.rpartition("/")[2] in {"customXml", "stylesWithEffects"}:
            del part.rels[relation]
    for relation, target in list(part.package.rels.items()):
        if target.reltype.endswith("thumbnail"):
            del part.package.rels[relation]
    folder = template_folder() / "word"
    for name, root in (
        ("styles", document.styles.element),
        ("numbering", part.numbering_part.element),
        ("settings", document.settings.element),
    ):
        text = fill_colours(folder / f"{name}.xml", brand.accent)
        text = text.replace('"Arial"', f'"{brand.font}"') if brand.font else text
        _replace_inside(root, parse_xml(text.encode("utf-8")))


def _set_properties(document: "WordDocument", paper: BlockPaper, imprint: PaperDetails) -> None:
    """Say what it is, whose, and of which day."""
    about = document.core_properties
    day = datetime.combine(imprint.as_at, time(), UTC)
    about.title, about.author = xml_text(paper.title)[:255], xml_text(imprint.author)[:255]
    about.last_modified_by, about.language = about.author, paper.language
    about.created = about.modified = day
    about.subject = f"As at {day_in_words(imprint.as_at)}"
    about.comments = about.keywords = about.category = ""
    about.revision = 1
    for lang in document.styles.element.iter("{*}lang"):
        lang.set(lang.keys()[0], paper.language or "en-GB")


def _file_bytes(document: "WordDocument") -> bytes:
    """The file of it, with nothing in it that tells one making from another."""
    draft, final = BytesIO(), BytesIO()
    document.save(draft)
    with ZipFile(draft) as old, ZipFile(final, "w", ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(ZipInfo(entry, _FIRST_DAY), old.read(entry), ZIP_DEFLATED)
    return final.getvalue()
