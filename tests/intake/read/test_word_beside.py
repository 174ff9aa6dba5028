"""What stands beside the text of a Word document: pages, comments, pictures, embedded files."""

from io import BytesIO

import docx
import pytest
from docx.enum.section import WD_SECTION

from imported import imported
from office import brief, lines, p, part, read, relations, run, tbl, tc, tr, types, word, zipped
from planctl.intake.account import Fate
from planctl.intake.read.formats import read_paper
from planctl.intake.read.paper import PaperLine, UnreadableFile


def _beside(content: bytes, beside: str) -> list[tuple[str, str]]:
    return [(line.place, line.text) for line in lines(read_paper("a.docx", content), beside)]


def _saved(made: docx.document.Document) -> bytes:
    content = BytesIO()
    made.save(content)
    return content.getvalue()


def test_the_pages_have_a_header_once_however_many_sections_there_are() -> None:
    made = docx.Document()
    for _ in range(2):
        section = made.add_section(WD_SECTION.NEW_PAGE)
        section.header.is_linked_to_previous = False
        section.header.paragraphs[0].text = "A council"
        section.footer.paragraphs[0].text = "Page 1"
    content = _saved(made)
    assert _beside(content, "page header") == [("page header 1", "A council")]
    assert _beside(content, "page footer") == [("page footer 1", "Page 1")]


def test_a_header_that_is_not_there_is_none() -> None:
    called = '<w:sectPr><w:headerReference r:id="r9"/><w:headerReference r:id="r1"/></w:sectPr>'
    assert read(word(p("x") + called, {"r1": ("header", "header1.xml")})) == ["x"]


def test_a_watermark_is_read() -> None:
    art = '<w:r><w:pict><v:shape><v:textpath string="DRAFT"/></v:shape></w:pict></w:r>'
    content = word(
        p("x") + '<w:sectPr><w:headerReference r:id="r1"/></w:sectPr>',
        {"r1": ("header", "header1.xml")},
        {"word/header1.xml": part("hdr", p(art))},
    )
    assert _beside(content, "text box") == [("text box 1, at the page header", "DRAFT")]


def test_comments_say_where_they_were_made() -> None:
    made = docx.Document()
    first = made.add_paragraph("one")
    made.add_comment(first.runs, "Who does\nthis?", author="A")
    cell = made.add_table(2, 1).cell(1, 0).paragraphs[0]
    made.add_comment([cell.add_run("two")], "When?", author="B")
    made.add_comment(first.runs, "", author="C")
    assert _beside(_saved(made), "comment") == [
        ("comment 1, at paragraph 1", "Who does this?"),
        ("comment 2, at table 1 row 2", "When?"),
    ]


def test_a_comment_on_nothing_is_read_too() -> None:
    comments = part("comments", f'<w:comment w:id="1">{p("Why?")}</w:comment>')
    content = word(p("x"), {"c": ("comments", "comments.xml")}, {"word/comments.xml": comments})
    assert _beside(content, "comment") == [("comment 1", "Why?")]


@pytest.mark.parametrize(
    "drawn",
    [
        '<w:drawing><wp:docPr id="1" descr="A chart of visits"/></w:drawing>',
        '<w:drawing><wp:docPr id="1" title="A chart of visits"/></w:drawing>',
        '<w:pict><v:shape alt="A chart of visits"/></w:pict>',
    ],
)
def test_what_stands_in_for_a_picture_is_read(drawn: str) -> None:
    content = word(p("x") + p(f"<w:r>{drawn}</w:r>"))
    assert _beside(content, "embedded file") == [
        ("embedded file 1, at paragraph 2", "A chart of visits")
    ]


WRAPPED = b"\0\x40\0\0\0\x02\0Terms of reference.pdf\0C:\\old\\Terms.pdf\0\0\0\x03\0"


@pytest.mark.parametrize(
    ("target", "content", "name"),
    [
        ("embeddings/oleObject1.bin", WRAPPED, "Terms of reference.pdf"),
        ("embeddings/oleObject1.bin", b"else", "oleObject1.bin (Package)"),
        ("embeddings/Slides.pptx", b"PK", "Slides.pptx (Package)"),
        ("file:///c:/old.xlsx", b"", "old.xlsx (Package)"),
    ],
)
def test_an_embedded_file_is_named(target: str, content: bytes, name: str) -> None:
    held = '<w:r><w:object><o:OLEObject ProgID="Package" r:id="r1"/></w:object></w:r>'
    made = word(p(held), {"r1": ("package", target)}, {f"word/{target}": content})
    assert _beside(made, "embedded file") == [("embedded file 1, at paragraph 1", name)]


def test_a_file_that_is_embedded_twice_is_named_twice() -> None:
    held = '<w:r><w:object><o:OLEObject ProgID="Package" r:id="r1"/></w:object></w:r>'
    made = word(p(held + held), {"r1": ("package", "a.pptx")}, {"word/a.pptx": b"PK"})
    assert [text for _, text in _beside(made, "embedded file")] == ["a.pptx (Package)"] * 2


def test_an_object_without_a_file_is_nothing() -> None:
    held = '<w:r><w:object><o:OLEObject r:id="r9"/></w:object></w:r>'
    assert read(word(p(held) + '<w:altChunk r:id="r9"/>')) == []


INSERTED = '<w:altChunk r:id="r1"/>'


def _with_inserted(name: str, content: bytes, body: str = INSERTED) -> bytes:
    return word(p("x") + body, {"r1": ("aFChunk", name)}, {f"word/{name}": content})


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("chunk1.html", b"<html><p>y<table><tr><td>a<td>b</table>"),
        ("chunk1.docx", word(p("y") + tbl(tr(tc("a"), tc("b"))))),
        ("chunk1.md", b"y\n\n| a | b |\n|---|---|\n"),
    ],
)
def test_another_file_that_word_puts_in_is_read(name: str, content: bytes) -> None:
    found = read_paper("a.docx", _with_inserted(name, content))
    assert brief(found) == ["x", "y", ["a", "b"]]
    assert found[-1].place.endswith(f" of {name}")


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("chunk1.html", b"", "the file is empty"),
        ("chunk1.mht", b"MIME-Version: 1.0", "the file is a web archive or a mail"),
        ("chunk1.rtf", b"{\\rtf1 y}", "the file is a rich text file"),
    ],
)
def test_another_file_that_cannot_be_read_is_named(name: str, content: bytes, why: str) -> None:
    assert _beside(_with_inserted(name, content), "inserted file") == [
        ("inserted file 1, at paragraph 2", f"{name}: {why}")
    ]


def test_a_file_within_a_file_that_word_puts_in_is_named() -> None:
    within = _with_inserted("chunk2.html", b"<html>y")
    assert _beside(_with_inserted("chunk1.docx", within), "inserted file") == [
        (
            "inserted file 1, at paragraph 2 of chunk1.docx",
            "chunk2.html: the file is put into a file that is itself put into the document",
        )
    ]


def test_another_file_within_a_cell_is_named_and_asked_about() -> None:
    content = _with_inserted("chunk1.html", b"<p>y", tbl(tr(tc(INSERTED + p("z")))))
    assert _beside(content, "inserted file") == [
        ("inserted file 1, at table 1 row 1", "word/chunk1.html")
    ]
    asked = imported(read_paper("a.docx", content)).of(Fate.ASKED)
    assert "open the document in Word, save it" in asked[0].why


def test_the_words_of_a_diagram_are_read() -> None:
    inner = "<a:p><a:r><a:t>Plan</a:t></a:r><a:r><a:t>, do</a:t></a:r></a:p><a:p/>"
    diagram = part("x", inner)
    content = word(p("x"), more={"word/diagrams/data1.xml": diagram})
    assert _beside(content, "diagram") == [("diagram 1", "Plan, do")]


def test_an_empty_diagram_has_no_words() -> None:
    assert read(word(p("x"), more={"word/diagrams/data1.xml": b""})) == ["x"]


def test_the_main_part_may_have_any_name() -> None:
    content = zipped(
        {
            "[Content_Types].xml": types(),
            "_rels/.rels": relations({"r": ("officeDocument", "/word/document2.xml")}),
            "word/document2.xml": part("document", f"<w:body>{p('words')}</w:body>"),
        }
    )
    assert read(content) == ["words"]


@pytest.mark.parametrize("files", [{}, {"word/document.xml": part("document", "")}])
def test_a_document_without_a_body_is_refused(files: dict[str, str]) -> None:
    with pytest.raises(UnreadableFile, match="no text in it"):
        read_paper("a.docx", zipped({"[Content_Types].xml": types(), **files}))


def test_nothing_that_is_elsewhere_is_looked_for() -> None:
    inner = '<w:r><w:drawing><a:blip r:link="r1"/></w:drawing></w:r>' + run("x")
    listed = {
        "r1": ("image", "http://192.0.2.1/picture.png"),
        "r2": ("attachedTemplate", "http://192.0.2.1/evil.dotm"),
        "r3": ("styles", "http://192.0.2.1/styles.xml"),
    }
    assert read(word(p(inner) + tbl(tr(tc("y"))), listed)) == ["x", ["y"]]


def test_a_whole_document_of_python_docx_is_read_in_order() -> None:
    made = docx.Document()
    made.add_heading("A plan", 0)
    made.add_heading("Area 1", 1)
    made.add_paragraph("First", "List Bullet")
    made.add_paragraph("Then", "List Number")
    table = made.add_table(1, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "both"
    found = read_paper("a.docx", _saved(made))
    assert [each for each in found if isinstance(each, PaperLine)] == [
        PaperLine("paragraph 1", "A plan", 1),
        PaperLine("paragraph 2", "Area 1", 1),
        PaperLine("paragraph 3", "First", is_item=True),
        PaperLine("paragraph 4", "Then", is_item=True, number="1."),
    ]
    assert read(_saved(made))[-1] == ["both"]
