"""Filled sheets: what stands where nothing is asked is told, and no unsafe file is opened."""

from base64 import b64decode
from collections.abc import Callable, Mapping
from copy import deepcopy
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from docx.document import Document as Paper
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

import sheets
from make import put, small_plan
from planctl.forms.field import SheetContext
from planctl.forms.layout import DATA_SHEET, MORE_SHEET
from planctl.forms.reader import SIZE_LIMIT, UNPACKED_LIMIT, FilledSheet, open_form, read_form
from planctl.forms.sheet_rows import STRIKE_FAULT
from planctl.intake.read.paper import UnreadableFile
from planctl.model.rating import Rating

pytestmark = pytest.mark.slow

Value = str | float | date | time  # what a cell may hold
BY: Final = SheetContext({"Red: Overdue": Rating.RED}, frozenset(), date(2024, 3, 13), {})
ACTION: Final = "ref: '1.1'\ntitle: First\nleads: [AD]\nactions: [Do it]\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return small_plan(tmp_path / "plan", ACTION)


def said(file: Path) -> FilledSheet:
    return read_form(open_form(file.name, file.read_bytes()), BY)


def told(file: Path) -> list[tuple[str, str, str]]:
    return [(each.place, each.text, each.why) for each in said(file).unread]


def in_cell(plan: Path, cell: str, value: Value, form: str = "General") -> Path:
    """A workbook with one cell written in."""

    def write(page: Worksheet) -> None:
        page[place] = value
        page[place].number_format = form

    sheet, place = _sheet(cell)
    return sheets.changed(sheets.made(plan, "xlsx"), write, sheet)


def _sheet(cell: str) -> tuple[str, str]:
    """The sheet of a cell, which is of the second part where M: stands before it."""
    return (MORE_SHEET if cell.startswith("M:") else DATA_SHEET), cell.removeprefix("M:")


def of_table(plan: Path, change: Callable[[Table], object]) -> Path:
    """A document with the table of its form changed."""
    return of_paper(plan, lambda paper: change(paper.tables[1]))


def of_paper(plan: Path, change: Callable[[Paper], object]) -> Path:
    file = sheets.made(plan, "docx")
    paper = Document(str(file))
    change(paper)
    paper.save(str(file))
    return file


@pytest.mark.parametrize("form", sheets.PATHS)
def test_of_a_form_as_it_was_made_nothing_is_told(plan: Path, form: str) -> None:
    assert said(sheets.made(plan, form))[1:3] == ((), ())


# Row 7 is the progress, 8 the status and 9 the date; of the second part, 5 is a day, 7 a text.
@pytest.mark.parametrize(
    ("cell", "value", "answer"),
    [
        ("D7", "a\r\nb_x000D_\nc\rd", "a\nb\nc\nd"),
        ("M:D9", 12, "12"),
        ("M:D9", 0.5, "0.5"),
        ("M:D5", date(2024, 3, 12), "2024-03-12"),
        ("M:D5", datetime(2024, 3, 12), "2024-03-12"),  # noqa: DTZ001 - a workbook has no zones
        ("M:D5", datetime(2024, 3, 12, 9, 30), "2024-03-12"),  # noqa: DTZ001 - as above
        ("M:D5", "12th March 2024", "2024-03-12"),
        ("M:D5", "12th of March 2024", "2024-03-12"),
        ("M:D5", "12-Mar-24", "2024-03-12"),
        ("M:D5", "Tuesday, 5 March 2024", "2024-03-05"),
        ("M:D5", "Tue. 5 March 2024", "2024-03-05"),
        ("D9", "12-Mar-25", "12 Mar 2025"),
        ("D9", "Wednesday 12th of March 2025", "Wednesday 12th of March 2025"),
        ("D7", "Type here QA group met", "QA group met"),
        ("M:D5", "12 March 2024Choose or type a day", "2024-03-12"),
        ("D8", "  in   PROGRESS ", "in progress"),
    ],
)
def test_a_cell_is_read_as_its_words(plan: Path, cell: str, value: Value, answer: str) -> None:
    form = "yyyy-mm-dd" if isinstance(value, date) else "General"
    filled = said(in_cell(plan, cell, value, form))
    assert ([each.said for each in filled.answers], filled.unread) == ([answer], ())


@pytest.mark.parametrize(
    ("cell", "value", "form", "why"),
    [
        ("D7", "=1+1", "General", "it is a formula, and only words are read"),
        ("D7", "#VALUE!", "General", "it is an error of Excel’s"),
        ("D7", True, "General", "it is a truth value, and only words are read"),
        ("D7", 0.5, "0%", "it is a number that is shown in a form of its own (0%)"),
        ("D7", time(9, 30), "hh:mm", "it is a time of day, and only words are read"),
        ("M:D5", 45000, "General", "“45000” is not a form of date that planctl reads"),
        ("M:D5", date(2024, 3, 1), "[$-809]mmm-yy", "“March 2024” is not a day"),
        ("D9", date(2024, 6, 1), "yyyy", "“2024” is a year on its own"),
        ("D7", date(2024, 3, 12), "d mmm", "it is only a day, and says nothing of what happened"),
        ("D7", 45363, "General", "it is only a number"),
        ("M:D5", "Monday 5 March 2024", "@", "5 March 2024 is a Tuesday, and not a Monday"),
        ("D9", "Mon 5 March 2024", "@", "5 March 2024 is a Tuesday, and not a Monday"),
        ("M:D5", "12 3 2024", "@", "“12 3 2024” is not a form of date that planctl reads"),
        ("D2", "Typed", "General", "it stands where nothing is asked"),
        ("F3", "Aside", "General", "it stands where nothing is asked"),
        ("C3", "Do less", "General", "what the plan says was written over"),
        ("B40", "A row of mine", "General", "it is no row of the form"),
        ("A2", "9.9", "General", "what the plan says was written over"),
        ("C1", "Header", "General", "it stands where nothing is asked"),
    ],
)
def test_what_cannot_be_taken_from_a_cell_is_told_with_its_place(
    plan: Path, cell: str, value: Value, form: str, why: str
) -> None:
    found = told(in_cell(plan, cell, value, form))
    assert any(each.startswith(why) for _, _, each in found), found
    assert all(_sheet(cell)[0] in place for place, text, _ in found if text)


def test_a_comment_on_a_cell_is_told(plan: Path) -> None:
    def note(page: Worksheet) -> None:
        page["C8"].comment = Comment("Please ring me", "AD")

    place = "Your actions, comment on cell C8"
    assert told(sheets.changed(sheets.made(plan, "xlsx"), note)) == [
        (place, "Please ring me", "only the fields of the form are read")
    ]


def test_text_on_another_sheet_is_told(plan: Path) -> None:
    file = sheets.made(plan, "xlsx")
    book = load_workbook(file)
    book.worksheets[0]["A30"] = "See me"
    book.create_sheet("Other")["B2"] = "More of it"
    book.save(file)
    assert [text for _, text, _ in told(file)] == ["See me", "More of it"]


def test_a_workbook_that_has_lost_its_record_is_read_all_the_same(plan: Path) -> None:
    file = in_cell(plan, "D7", "Done.")
    book = load_workbook(file)
    del book["planctl"]
    for name in list(book.custom_doc_props.names):  # type: ignore[attr-defined]  # the stubs lack it
        del book.custom_doc_props[name]  # type: ignore[attr-defined]  # as above
    book.save(file)
    assert said(file).record is None
    assert [each.said for each in said(file).answers] == ["Done."]


def test_the_columns_of_a_workbook_may_have_been_moved(plan: Path) -> None:
    def move(page: Worksheet) -> None:
        page["D7"] = "Done."
        page.insert_cols(1)

    filled = said(sheets.changed(sheets.made(plan, "xlsx"), move))
    assert ([each.said for each in filled.answers], filled.unread) == (["Done."], ())


def test_the_same_row_twice_says_both(plan: Path) -> None:
    def again(page: Worksheet) -> None:
        for number, row in enumerate((7, 20)):
            for column in (1, 2, 3):
                page.cell(row, column).value = page.cell(7, column).value
            page.cell(row, 4).value = f"Note {number}"

    filled = said(sheets.changed(sheets.made(plan, "xlsx"), again))
    assert [each.said for each in filled.answers] == ["Note 0", "Note 1"]


def test_text_in_a_cell_of_word_whose_field_is_gone_is_read_and_said(plan: Path) -> None:
    def lose(table: Table) -> None:
        cell = table.rows[6].cells[2]
        for field in list(cell.paragraphs[0]._p):  # noqa: SLF001 - it has no fields
            cell.paragraphs[0]._p.remove(field)  # noqa: SLF001 - as above
        cell.paragraphs[0].add_run("Done.")

    file = of_table(plan, lose)
    assert [each.said for each in said(file).answers] == ["Done."]
    [(place, text, why)] = told(file)
    assert (text, why) == (
        "Done.",
        "the field itself was deleted; its words are read as they stand",
    )
    assert place == "table of 1.1, row 7, “Progress since the last note”"
    assert not any(each.is_lost for each in said(file).unread)


def test_text_beside_a_field_of_word_is_read_with_it(plan: Path) -> None:
    def beside(table: Table) -> None:
        table.rows[6].cells[2].add_paragraph("And more.")

    assert [each.said for each in said(of_table(plan, beside)).answers] == ["And more."]


@pytest.mark.parametrize(
    ("change", "text", "why"),
    [
        (
            lambda t: t.rows[1].cells[2].paragraphs[0].add_run("Typed"),
            "Typed",
            "it stands where nothing is asked",
        ),
        (
            lambda t: t.rows[2].cells[1].paragraphs[0].add_run(" less"),
            "Do it less",
            "what the plan says was written over",
        ),
        (
            lambda t: t.add_row().cells[0].paragraphs[0].add_run("Mine"),
            "Mine",
            "it is no row of the form",
        ),
        (
            lambda t: t.rows[2].cells[0].merge(t.rows[2].cells[2]),
            "In short\nDo it",
            "it is no row of the form",
        ),
    ],
    ids=["outside", "over", "row", "merged"],
)
def test_what_was_typed_beside_the_fields_of_word_is_told(
    plan: Path, change: Callable[[Table], None], text: str, why: str
) -> None:
    found = [(said, because) for _, said, because in told(of_table(plan, change))]
    assert (text, why) in found


def test_a_blank_row_in_a_table_of_word_is_nothing(plan: Path) -> None:
    assert told(of_table(plan, Table.add_row)) == []


def test_what_was_typed_around_the_table_of_word_is_told(plan: Path) -> None:
    def around(paper: Paper) -> None:
        paper.add_paragraph("Please ring me\tsoon")
        paper.sections[0].header.paragraphs[0].add_run("At the head")
        run = paper.paragraphs[0].runs[0]
        paper.add_comment(run, "What is this?", author="AD")

    assert told(of_paper(plan, around)) == [
        ("below the table of 1.1", "Please ring me\tsoon", "it stands where nothing is asked"),
        ("head or foot of a page", "At the head", "it stands where nothing is asked"),
        ("comment by AD", "What is this?", "only the fields of the form are read"),
    ]


def test_a_table_that_was_pasted_into_a_document_is_told_as_one(plan: Path) -> None:
    def paste(paper: Paper) -> None:
        table = paper.add_table(2, 2)
        for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
            cell.text = f"Cell {number}"

    place = "a table below the table of 1.1"
    text = "Cell 0\nCell 1\nCell 2\nCell 3"
    assert told(of_paper(plan, paste)) == [(place, text, "it stands where nothing is asked")]


def test_a_form_that_was_pasted_deep_within_other_tables_is_told_as_one_text(plan: Path) -> None:
    def paste(paper: Paper) -> None:
        form = deepcopy(paper.tables[1]._tbl)  # noqa: SLF001 - there is no public name
        cell = paper.add_table(1, 1).cell(0, 0)
        for _ in range(3):
            cell = cell.add_table(1, 1).cell(0, 0)
        cell._tc.insert(0, form)  # noqa: SLF001 - see above

    file = of_paper(plan, paste)
    ((place, text, why),) = told(file)
    assert (place, why) == ("a table below the table of 1.1", "it stands where nothing is asked")
    assert text.startswith("Ref 1.1\nFirst\n")
    assert text.endswith("None recorded")


def test_what_was_typed_in_word_is_placed_by_the_heading_above_it(plan: Path) -> None:
    def around(paper: Paper) -> None:
        paper.paragraphs[0].insert_paragraph_before("First of all")
        heading = next(p for p in paper.paragraphs if p.text == "How to fill this in")
        heading._p.addnext(paper.add_paragraph("Why so?")._p)  # noqa: SLF001 - it moves none

    assert [(place, text) for place, text, _ in told(of_paper(plan, around))] == [
        ("at the beginning of the document", "First of all"),
        ("under the heading “How to fill this in”", "Why so?"),
    ]


LINK: Final = "https://example.org/a.pdf"


def linked_cell(plan: Path, cell: str, text: str, link: Hyperlink) -> Path:
    sheet, place = _sheet(cell)

    def write(page: Worksheet) -> None:
        page[place] = text
        page[place].hyperlink = link

    return sheets.changed(sheets.made(plan, "xlsx"), write, sheet)


@pytest.mark.parametrize(
    ("cell", "text", "answer"),
    [
        ("D7", "See the report", f"See the report ({LINK})"),
        ("M:D8", "Audit report.pdf", LINK),
        ("M:D8", LINK, LINK),
        ("D8", "Not started", "not started"),
    ],
)
def test_a_link_of_excel_is_taken_with_its_words(
    plan: Path, cell: str, text: str, answer: str
) -> None:
    file = linked_cell(plan, cell, text, Hyperlink(ref=cell.removeprefix("M:"), target=LINK))
    assert [each.said for each in said(file).answers] == [answer]
    notes = [(each.why, each.is_lost) for each in said(file).unread]
    fate = "which is left out" if text == "Not started" else "and the address is taken"
    assert notes == ([] if text == LINK else [(f"the words lead to {LINK}, {fate}", False)])


@pytest.mark.parametrize(
    ("link", "answer"),
    [
        (Hyperlink(ref="D7", target=LINK, location="p2"), f"See ({LINK}#p2)"),
        (Hyperlink(ref="D7", location="'Summary'!A1"), "See"),
    ],
)
def test_a_link_within_a_paper_is_taken_with_its_place(
    plan: Path, link: Hyperlink, answer: str
) -> None:
    assert [each.said for each in said(linked_cell(plan, "D7", "See", link)).answers] == [answer]


def link_in(paper: Paper, row: int, text: str, **names: str) -> etree._Element:
    """A link at the end of the answer of a row."""
    paragraph = paper.tables[1].rows[row].cells[2].paragraphs[0]._p  # noqa: SLF001 - it has no links
    link = OxmlElement("w:hyperlink")
    for name, value in names.items():
        link.set(qn(name.replace("_", ":")), value)
    run = OxmlElement("w:r")
    words = OxmlElement("w:t")
    words.text = text
    run.append(words)
    link.append(run)
    paragraph.append(link)
    return link


def test_hidden_words_of_word_are_not_taken(plan: Path) -> None:
    def hide(table: Table) -> None:
        run = table.rows[6].cells[2].paragraphs[0].add_run("QA group met")
        run.font.hidden = True

    assert [(text, why) for _, text, why in told(of_table(plan, hide))] == [
        ("QA group met", "words of it are hidden, and might be meant or not")
    ]


def put_box(paragraph: Paragraph, words: str) -> None:
    """Put a text box with words into a paragraph."""
    run: Any = paragraph.add_run()._r  # noqa: SLF001 - python-docx has no name for it
    for name in ("w:txbxContent", "w:p", "w:r", "w:t"):
        run.append(OxmlElement(name))
        run = run[-1]
    run.text = words


def test_a_text_box_in_a_field_is_of_its_answer(plan: Path) -> None:
    def box(table: Table) -> None:
        put_box(table.rows[6].cells[2].paragraphs[0], "QA group met")

    assert [each.said for each in said(of_table(plan, box)).answers] == ["QA group met"]


def test_a_text_box_outside_the_forms_is_told(plan: Path) -> None:
    def box(paper: Paper) -> None:
        put_box(paper.add_paragraph(), "Call me")

    assert [text for _, text, _ in told(of_paper(plan, box))] == ["Call me"]


def test_a_picture_in_a_form_is_named(plan: Path, tmp_path: Path) -> None:
    picture = tmp_path / "dot.png"
    picture.write_bytes(DOT)

    def draw(paper: Paper) -> None:
        paper.add_picture(str(picture))

    assert [text for _, text, _ in told(of_paper(plan, draw))] == ["a picture or an embedded file"]


def test_tables_within_tables_without_end_are_refused() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 3_000 + "</w:tc></w:tr></w:tbl>" * 3_000
    body = f'<w:document xmlns:w="{W}"><w:body>{deep}</w:body></w:document>'
    data = zipped("wordprocessingml.document", {"word/document.xml": body.encode()})
    assert refused(data) == "the document is damaged and cannot be read"


def test_a_document_without_a_body_is_damaged() -> None:
    data = zipped("wordprocessingml.document", {})
    assert refused(data) == "the document is damaged and cannot be read"


def test_links_of_word_are_taken_with_their_words(plan: Path) -> None:
    def link(paper: Paper) -> None:
        report = paper.part.relate_to(LINK, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link_in(paper, 6, "See the report", r_id=report)
        link_in(paper, 6, " and page 2", r_id=report, w_anchor="p2")
        link_in(paper, 6, " and below", w_anchor="below")
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), ' HYPERLINK "https://example.org/b" ')
        field.append(OxmlElement("w:r"))
        field[0].append(OxmlElement("w:t"))
        field[0][0].text = ", or b"
        paper.tables[1].rows[6].cells[2].paragraphs[0]._p.append(field)  # noqa: SLF001 - as above
        gone = link_in(
            paper, 6, "gone", r_id=paper.part.relate_to("https://gone", "x", is_external=True)
        )
        deleted = OxmlElement("w:del")
        gone.addprevious(deleted)
        deleted.append(gone)
        link_in(paper, 9, "Audit report", r_id=report)

    note, piece = (each.said for each in said(of_paper(plan, link)).answers)
    links = f"{LINK}, {LINK}#p2, https://example.org/b"
    assert note == f"See the report and page 2 and below, or b ({links})"
    assert piece == f"Audit report ({LINK})"


def test_words_of_word_that_are_struck_through_are_not_taken(plan: Path) -> None:
    def strike(table: Table) -> None:
        for row, mark in ((6, "strike"), (8, "double_strike"), (9, "bold")):
            run = table.rows[row].cells[2].paragraphs[0].add_run("QA group met")
            setattr(run.font, mark, True)
        table.rows[9].cells[2].paragraphs[0].add_run(" again").font.strike = False

    file = of_table(plan, strike)
    assert [why for _, _, why in told(file)] == [STRIKE_FAULT, STRIKE_FAULT]
    assert [each.said for each in said(file).answers] == ["QA group met again"]


@pytest.mark.parametrize("whole", [True, False])
def test_words_of_excel_that_are_struck_through_are_not_taken(plan: Path, *, whole: bool) -> None:
    def strike(page: Worksheet) -> None:
        if whole:
            page["D7"] = "QA group met"
            page["D7"].font = Font(strike=True)
        else:
            page["D7"] = CellRichText("QA group ", TextBlock(InlineFont(strike=True), "met"))
        page["D10"] = CellRichText("QA group ", TextBlock(InlineFont(b=True), "met"))

    file = sheets.changed(sheets.made(plan, "xlsx"), strike)
    assert [(text, why) for _, text, why in told(file)] == [("QA group met", STRIKE_FAULT)]
    assert [each.said for each in said(file).answers] == ["QA group met"]


def test_a_list_is_told_in_the_words_of_the_form(plan: Path) -> None:
    file = sheets.fill(
        sheets.made(plan, "xlsx"),
        {("1.1", "Your progress rating"): "Purple", ("1.1", "Status"): "x"},
    )
    assert [each.hint for each in said(file).unread] == [
        "choose one of: Not started; In progress; Complete; Embedded",
        "choose one of: Red: Overdue; As the facts say",
    ]


@pytest.mark.parametrize(
    ("wrote", "rating"),
    [
        ("R", "red"),
        ("a", "amber"),
        ("G", "green"),
        ("B", "blue"),
        ("red", "red"),
        ("As the facts say", "none"),
    ],
)
def test_a_rating_may_be_a_bare_word_or_a_letter(plan: Path, wrote: str, rating: str) -> None:
    file = sheets.fill(sheets.made(plan, "xlsx"), {("1.1", "Your progress rating"): wrote})
    assert [each.said for each in said(file).answers] == [rating]


def test_a_footnote_and_a_picture_are_told(plan: Path) -> None:
    file = sheets.made(plan, "docx")
    name = "word/footnotes.xml"
    note = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:footnote><w:p><w:r><w:t>A note</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    of = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    link = f'<Relationship Id="rX" Type="{of}" Target="footnotes.xml"/></Relationships>'
    rewrite(
        file,
        {name: note.encode(), "word/media/image1.png": b"PNG"},
        {
            "[Content_Types].xml": (
                b"</Types>",
                f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'.encode(),
            ),
            "word/_rels/document.xml.rels": (
                b"</Relationships>",
                link.encode(),
            ),
        },
    )
    assert [(place, text) for place, text, _ in told(file)] == [
        ("footnote", "A note"),
        ("word/media/image1.png", "a picture or an embedded file"),
    ]


def rewrite(
    file: Path,
    more: Mapping[str, bytes],
    changes: Mapping[str, tuple[bytes, bytes]] | None = None,
) -> Path:
    """An Office file with further parts, and with some words in others changed."""
    with ZipFile(file) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    for name, (before, after) in (changes or {}).items():
        parts[name] = parts[name].replace(before, after)
    with ZipFile(file, "w", ZIP_DEFLATED) as new:
        for name, data in {**parts, **more}.items():
            new.writestr(name, data)
    return file


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as fault:
        read_form(open_form("form.xlsx", data), BY)
    assert fault.value.hint
    return fault.value.message


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b"a,b\n", "the file is no Word or Excel file"),
        (b"PK\x03\x04 cut short", "the file is damaged or cut short"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "the file is an old Office file"),
        (b"x" * (SIZE_LIMIT + 1), "the file is larger than any form"),
    ],
    ids=["empty", "text", "cut", "old", "large"],
)
def test_a_file_that_is_no_paper_is_refused(data: bytes, message: str) -> None:
    assert refused(data) == message


def zipped(kind: str, parts: Mapping[str, bytes]) -> bytes:
    """A zip that says it is of a kind of Office file, with these parts."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as new:
        new.writestr("[Content_Types].xml", f"{kind}.main+xml")
        for name, data in parts.items():
            new.writestr(name, data)
    return made.getvalue()


ENTITIES: Final = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DOT: Final = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
)
TRAP: Final = "the XML within the file has a DOCTYPE, which can hold a trap"
LOOSE: Final = bytes(range(256)) * 4096


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"xl/vbaProject.bin": b"a"}, "the file has macros in it, which no form has"),
        ({"a.xml": ENTITIES.encode()}, TRAP),
        ({"a.rels": ENTITIES.encode("utf-16")}, TRAP),
        (
            {f"{n}": LOOSE for n in range(UNPACKED_LIMIT // len(LOOSE) + 1)},
            "the file unpacks to more than any form holds",
        ),
        (
            {},
            "the workbook is damaged, or was not written by Excel: a part of it cannot be read",
        ),
    ],
    ids=["macros", "entities", "wide", "bomb", "damaged"],
)
def test_a_zip_that_is_no_safe_paper_is_refused(parts: Mapping[str, bytes], message: str) -> None:
    assert refused(zipped("spreadsheetml.sheet", parts)) == message


def test_a_damaged_document_is_refused() -> None:
    data = zipped("wordprocessingml.document", {"word/document.xml": b"<"})
    assert refused(data) == "a part of the file is damaged: its XML cannot be read"


NOTE: Final = "Progress since the last note"


@pytest.fixture
def both(tmp_path: Path) -> Path:
    """A plan with two actions that say the same."""
    second = {"areas__1-practice__1.2-second": ACTION.replace("1.1", "1.2")}
    return small_plan(tmp_path / "plan", ACTION, **second)


def answered(file: Path) -> list[tuple[str, str]]:
    return [(each.ref, each.said) for each in said(file).answers]


def _refs_out(page: Worksheet, rows: range) -> None:
    for number in rows:
        page.cell(number, 1).value = None


def test_a_row_whose_ref_was_taken_out_is_of_the_action_above_it(both: Path) -> None:
    def take_out(page: Worksheet) -> None:
        _refs_out(page, range(3, 20))
        _refs_out(page, range(21, 38))

    answers = {("1.1", NOTE): "One", ("1.2", NOTE): "Two"}
    file = sheets.changed(sheets.fill(sheets.made(both, "xlsx"), answers), take_out)
    assert answered(file) == [("1.1", "One"), ("1.2", "Two")]
    assert said(file).unread == ()


def test_a_row_without_a_ref_that_may_be_of_two_actions_is_told(both: Path) -> None:
    form = sheets.fill(sheets.made(both, "xlsx"), {("1.1", NOTE): "One"})
    file = sheets.changed(form, lambda page: _refs_out(page, range(2, 38)))
    assert answered(file) == []
    assert ("the row has no ref, and may be of any action", True) in [
        (each.why, "One" in each.text) for each in said(file).unread
    ]


def _joined(paper: Paper) -> None:
    """The table of the second action becomes a part of that of the first."""
    first, second = paper.tables[-2:]
    for row in second.rows:
        first._tbl.append(row._tr)  # noqa: SLF001 - it moves no rows


def _headless(paper: Paper) -> None:
    """The table of the second action loses the row that heads it."""
    table = paper.tables[1]._tbl  # noqa: SLF001 - it deletes no rows
    [head, *_] = table.iterchildren(qn("w:tr"))
    table.remove(head)


@pytest.mark.parametrize("change", [_joined, _headless])
def test_the_rows_of_a_table_of_word_that_was_damaged_are_of_their_own_action(
    both: Path, change: Callable[[Paper], None]
) -> None:
    second = ACTION.replace("1.1", "1.2").replace("First", "Second")
    put(both, {"areas/1-practice/1.2-second.yaml": second})
    file = sheets.fill(sheets.made(both, "docx"), {("1.1", NOTE): "One", ("1.2", NOTE): "Two"})
    paper = Document(str(file))
    change(paper)
    paper.save(str(file))
    assert answered(file) == [("1.1", "One"), ("1.2", "Two")]


def test_a_form_without_its_prints_is_taken_for_one_that_lost_its_record(plan: Path) -> None:
    file = in_cell(plan, "D7", "Done.")
    book = load_workbook(file)
    del book["planctl"]
    book.save(file)
    assert answered(file) == [("1.1", "Done.")]
    assert {each.why[:30] for each in said(file).unread} == {"the form has lost its record, "}


def test_a_table_of_other_columns_is_no_form(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["Ref", "Item"])
    book.save(tmp_path / "a.xlsx")
    assert said(tmp_path / "a.xlsx").shown == {}


@pytest.mark.parametrize(
    ("limit", "most"),
    [
        ("FILLED_LIMIT", "3 filled cells, or 2,000,000 letters"),
        ("LETTER_LIMIT", "50,000 filled cells, or 3 letters"),
    ],
)
def test_a_workbook_with_more_than_any_form_holds_is_refused(
    plan: Path, limit: str, most: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"planctl.forms.excel_reader.{limit}", 3)
    data = sheets.made(plan, "xlsx").read_bytes()
    assert refused(data) == f"the sheet How to fill this in has more than {most}"


def test_a_workbook_with_a_style_that_it_does_not_have_is_damaged(plan: Path) -> None:
    odd = {"xl/worksheets/sheet1.xml": (b' s="', b' s="99')}
    data = rewrite(sheets.made(plan, "xlsx"), {}, odd).read_bytes()
    assert refused(data).startswith("the workbook is damaged, or was not written by Excel")
