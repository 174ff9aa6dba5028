"""An update sheet as a Word document: a heading and a plain table for each action.

The fields are content controls, which screen readers know. Each has a title and a tag, is chosen
from a list or a calendar where there is one, and cannot be deleted by accident. A text field is of
rich text, because LibreOffice loses the line ends of a plain one. What the sheet was made from is
kept in the document's custom properties (File, Info, Properties, Custom).
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from itertools import count
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from lxml import etree

from planctl.forms.excel_writer import (
    FIELD_COLOUR,
    GREY_COLOUR,
    HEADING_COLOUR,
    INK_COLOUR,
    LINE_COLOUR,
    RATING_TINTS,
    SHADE_COLOUR,
)
from planctl.forms.layout import (
    ALSO_DUE,
    COLUMNS,
    GUIDE_HEADINGS,
    GUIDE_TITLE,
    KEY_HEADINGS,
    MORE_INTRO,
    MORE_SHEET,
    PROMPT_BY_KIND,
    FieldKind,
    ShownRow,
    ref_heading,
)
from planctl.forms.sheet import LETTER_SIZE, FormLine, UpdateSheet
from planctl.render.brand import BrandLook

if TYPE_CHECKING:
    from docx.document import Document as Paper
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.table import Table, _Cell, _Row

PROMPT_STYLE: Final = "PlaceholderText"
_LONGEST: Final = 64  # characters of a title or a tag, in Word
_KIND: Final = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_OF: Final = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # that of properties made by people
_FONT: Final = "Arial"
_A4: Final = (Cm(21.0), Cm(29.7))
_FORM: Final = (Cm(3.7), Cm(7.3), Cm(7.0))
_POINTS: Final = 0.75  # in a dot of a screen
_WORD_2013: Final = "http://schemas.microsoft.com/office/word/2012/wordml"
_PAIR: Final = (Cm(4.8), Cm(13.2))


class ContentControl(NamedTuple):
    """A field of a form."""

    number: int  # its own in the document
    title: str  # what a screen reader says of it
    kind: FieldKind
    choices: Sequence[str] = ()


def word_form(sheet: UpdateSheet) -> bytes:
    """The bytes of the document."""
    paper = Document()
    _set_styles(paper, sheet.brand)
    _describe(paper, sheet)
    if sheet.brand.logo:
        _add_logo(paper, sheet.brand)
    paper.add_paragraph(sheet.title, style="Title")
    for text in sheet.opening:
        paper.add_paragraph(text)
    if sheet.besides:
        paper.add_heading(ALSO_DUE, 1)
        for text in sheet.besides:
            paper.add_paragraph(text, style="List Bullet")
    paper.add_heading(GUIDE_TITLE, 1)
    _pair_table(paper, (GUIDE_HEADINGS, *sheet.guide), sheet.brand)
    numbers = count(1001)
    for form in sheet.forms:
        paper.add_heading(form.heading, 1)
        _keep_together(_form(paper, form.ref, form.lines, _Asked(sheet, numbers)))
    _more(paper, sheet, numbers)
    _declare_folding(paper)
    made = BytesIO()
    paper.save(made)
    return made.getvalue()


class _Asked(NamedTuple):
    """What the table of an action is made with."""

    sheet: UpdateSheet
    numbers: "count[int]"  # of the fields


def _more(paper: "Paper", sheet: UpdateSheet, numbers: "count[int]") -> None:
    """The second part: a heading for each action, which is folded until somebody opens it."""
    paper.add_heading(MORE_SHEET, 1).paragraph_format.page_break_before = True
    paper.add_paragraph(MORE_INTRO)
    key = [(meaning.choice, meaning.meaning) for meaning in sheet.key]
    table = _pair_table(paper, (KEY_HEADINGS, *key), sheet.brand)
    for row, meaning in zip(list(table.rows)[1:], sheet.key, strict=True):
        if meaning.rating:
            _shade(row.cells[0], RATING_TINTS[meaning.rating])
    for form in sheet.forms:
        heading = paper.add_heading(form.heading, 2)
        properties = heading._p.get_or_add_pPr()  # noqa: SLF001 - python-docx folds no heading
        folded = etree.SubElement(
            properties, f"{{{_WORD_2013}}}collapsed", nsmap={"w15": _WORD_2013}
        )
        properties.append(folded)
        _form(paper, form.ref, form.more, _Asked(sheet, numbers))


def _declare_folding(paper: "Paper") -> None:
    """Say that a program which knows no folded headings can pass them over."""
    old = paper.part.element
    names = {**old.nsmap, "w15": _WORD_2013}
    root = OxmlElement("w:document", dict(old.attrib), names)
    ignorable = f"{{{names['mc']}}}Ignorable"
    root.set(ignorable, f"{root.get(ignorable, '')} w15".strip())
    root.extend(list(old))
    paper.part._element = cast("BaseOxmlElement", root)  # noqa: SLF001 - as above


def _keep_together(table: "Table") -> None:
    """Have a table go on to the next page whole where this one has no room for it."""
    for row in list(table.rows)[:-1]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def _add_logo(paper: "Paper", look: BrandLook) -> None:
    """The logo at the head of the paper, with its words for a screen reader."""
    size = {"width": Pt(look.width * _POINTS), "height": Pt(look.height * _POINTS)}
    picture = paper.add_picture(BytesIO(look.png), **size)
    picture._inline.docPr.set("descr", look.logo_words)  # noqa: SLF001 - as above


def _set_styles(paper: "Paper", look: BrandLook) -> None:
    """The page, the styles, and the language that a screen reader speaks."""
    page = paper.sections[0]
    page.page_width, page.page_height = _A4
    page.left_margin = page.right_margin = Cm(1.5)
    page.top_margin = page.bottom_margin = Cm(1.6)
    for name, size in (
        ("Normal", LETTER_SIZE),
        ("Title", 22),
        ("Heading 1", 15),
        ("Heading 2", 12),
    ):
        style = paper.styles[name]
        style.font.size, style.font.name = Pt(size), look.font or _FONT
        style.font.color.rgb = RGBColor.from_string(INK_COLOUR[1:])
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in list(fonts.attrib):
            del fonts.attrib[key]
        for key in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{key}"), look.font or _FONT)
    paper.styles["Normal"].paragraph_format.space_after = Pt(4)
    prompt = paper.styles.add_style(PROMPT_STYLE, WD_STYLE_TYPE.CHARACTER)
    prompt.font.color.rgb = RGBColor.from_string("5A6675")
    prompt.font.italic = True
    for language in paper.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")


def _describe(paper: "Paper", sheet: UpdateSheet) -> None:
    """The title of the file, whose it is, and what it says of itself to whoever reads it."""
    day = date.fromisoformat(sheet.as_at)
    core = paper.core_properties
    core.title, core.subject, core.author = (sheet.title[:255], sheet.plan.title, "planctl")
    core.comments, core.language = "", "en-GB"
    core.created = core.modified = datetime(day.year, day.month, day.day, tzinfo=UTC)
    _add_properties(paper, sheet.record.pairs())
    foot = paper.sections[0].footer.paragraphs[0]
    foot.add_run(sheet.foot)
    if sheet.brand.classification:
        head = paper.sections[0].header.paragraphs[0]
        head.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        head.add_run(sheet.brand.classification).bold = True
    foot = paper.sections[0].footer.add_paragraph("Page ")
    for name, after in (("PAGE", " of "), ("NUMPAGES", "")):
        field = _element(foot._p, "w:fldSimple", instr=name)  # noqa: SLF001 - python-docx has no fields
        _element(_element(field, "w:r"), "w:t").text = "1"
        foot.add_run(after)


def _pair_table(paper: "Paper", rows: Iterable[Sequence[str]], look: BrandLook) -> "Table":
    """A table of two columns below its header row."""
    (heads, *pairs) = rows
    table = _table(paper, heads, _PAIR, look)
    for pair in pairs:
        row = _add_row(table, _PAIR)
        for cell, text, is_bold in zip(row.cells, pair, (True, False), strict=True):
            _write(cell, text, bold=is_bold)
    return table


def _form(paper: "Paper", ref: str, lines: Iterable[FormLine], asked: _Asked) -> "Table":
    """The table of an action."""
    sheet, numbers = asked
    table = _table(paper, (ref_heading(ref), *COLUMNS[2:]), _FORM, sheet.brand)
    for line in lines:
        row = _add_row(table, _FORM)
        begins = line.item in {ShownRow.ACTION, ShownRow.NAME}
        _write(row.cells[0], line.item, bold=True)
        _write(row.cells[1], line.shown, bold=begins)
        if line.rating:
            _shade(row.cells[1], RATING_TINTS[line.rating])
        title, choices = f"{ref} {line.item}", sheet.choices(line.item)
        _add_answer(row.cells[2], ContentControl(next(numbers), title, line.kind, choices))
        if begins:
            for cell in row.cells:
                _shade(cell, SHADE_COLOUR)
    return table


def _add_answer(cell: "_Cell", control: ContentControl) -> None:
    """Where an answer goes; grey where none is asked."""
    _shade(cell, GREY_COLOUR if control.kind is FieldKind.SHOWN else FIELD_COLOUR)
    if control.kind is not FieldKind.SHOWN:
        _add_control(cell.paragraphs[0]._p, control)  # noqa: SLF001 - python-docx has no content controls


def _table(paper: "Paper", heads: Sequence[str], widths: Sequence[Cm], look: BrandLook) -> "Table":
    """A table with a row that heads it, on each page that it goes on to."""
    table: Table = paper.add_table(1, len(heads), style="Table Grid")
    table.autofit = False
    frame = _element(table._tblPr, "w:tblBorders")  # noqa: SLF001 - as above
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        _element(frame, f"w:{side}", val="single", sz="4", space="0", color=LINE_COLOUR[1:])
    after = ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    table._tblPr.insert_element_before(frame, *after)  # noqa: SLF001 - Word wants its own order
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    top = table.rows[0]
    _set_widths(top, widths)
    for cell, text in zip(top.cells, heads, strict=True):
        _write(cell, text, bold=True, colour="FFFFFF")
        _shade(cell, look.accent or HEADING_COLOUR)
    _element(top._tr.get_or_add_trPr(), "w:tblHeader")  # noqa: SLF001 - as above
    return table


def _add_row(table: "Table", widths: Sequence[Cm]) -> "_Row":
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]  # python-docx leaves its type out
    _set_widths(row, widths)
    return row


def _set_widths(row: "_Row", widths: Sequence[Cm]) -> None:
    """The widths of a row's cells; a row is not cut by the end of a page."""
    for cell, width in zip(row.cells, widths, strict=True):
        cell.width = width
    _element(row._tr.get_or_add_trPr(), "w:cantSplit")  # noqa: SLF001 - as above


def _write(cell: "_Cell", text: str, *, bold: bool = False, colour: str = "") -> None:
    """A text in a cell, a line of it on each."""
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(2)
    run = paragraph.add_run(text)
    run.bold = bold or None
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour)


def _shade(cell: "_Cell", colour: str) -> None:
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001 - as above
    for shading in properties.findall(qn("w:shd")):
        properties.remove(shading)
    _element(properties, "w:shd", val="clear", color="auto", fill=colour[1:])


def _add_control(paragraph: "BaseOxmlElement", control: ContentControl) -> None:
    """Put a field into a paragraph, with nothing written in it yet."""
    sdt = _element(paragraph, "w:sdt")
    _describe_control(_element(sdt, "w:sdtPr"), control)
    run = _element(_element(sdt, "w:sdtContent"), "w:r")
    _element(_element(run, "w:rPr"), "w:rStyle", val=PROMPT_STYLE)
    _element(run, "w:t").text = PROMPT_BY_KIND[control.kind]


def _describe_control(control: "BaseOxmlElement", field: ContentControl) -> None:
    """What the field is called, and what can be written in it."""
    _element(control, "w:alias", val=field.title[:_LONGEST])
    _element(control, "w:tag", val=field.title[:_LONGEST])
    _element(control, "w:id", val=str(field.number))
    _element(control, "w:lock", val="sdtLocked")
    _element(control, "w:showingPlcHdr")
    if field.kind is FieldKind.CHOICE:
        choices = _element(control, "w:dropDownList")
        for word in field.choices:
            _element(choices, "w:listItem", displayText=word, value=word)
    elif field.kind is FieldKind.DAY:
        day = _element(control, "w:date")
        _element(day, "w:dateFormat", val="d MMMM yyyy")
        _element(day, "w:lid", val="en-GB")
        _element(day, "w:storeMappedDataAs", val="dateTime")
        _element(day, "w:calendar", val="gregorian")


def _element(parent: "BaseOxmlElement", name: str, **values: str) -> "BaseOxmlElement":
    """A new element at the end of another, with these values."""
    element = cast("BaseOxmlElement", OxmlElement(name))
    for key, value in values.items():
        element.set(qn(f"w:{key}"), value)
    parent.append(element)
    return element


def _add_properties(paper: "Paper", pairs: Iterable[tuple[str, str]]) -> None:
    """Give a document these properties of its own."""
    root = etree.Element(f"{{{_OF}}}Properties", nsmap={None: _OF, "vt": _VALUES})
    for number, (name, value) in enumerate(pairs, 2):  # the first is not for use
        element = etree.SubElement(
            root, f"{{{_OF}}}property", fmtid=_FORMAT, pid=str(number), name=name
        )
        etree.SubElement(element, f"{{{_VALUES}}}lpwstr").text = value
    blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    part = Part(PackURI("/docProps/custom.xml"), _KIND, blob, paper.part.package)
    paper.part.package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
