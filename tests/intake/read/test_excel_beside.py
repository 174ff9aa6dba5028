"""What stands beside the cells of a workbook: links, comments, text boxes, other sheets."""

from io import BytesIO
from typing import Any

import xlsxwriter
from openpyxl.comments import Comment

from office import book, book_of, brief, changed, lines, relations, unzipped, zipped
from planctl.intake.read.formats import read_paper

Sheet = Any  # openpyxl's own kinds of sheet have no common name
SHEET = "xl/worksheets/sheet1.xml"


def _read(content: bytes) -> list[str | list[str]]:
    return brief(read_paper("a.xlsx", content))


def test_a_link_is_written_with_its_address() -> None:
    def make(sheet: Sheet) -> None:
        sheet.append(["here", "inside"])
        sheet["A1"].hyperlink = "http://a.b/"
        sheet["B1"].hyperlink = "#Actions!A1"

    content = book(make)
    assert _read(content) == [["[here](http://a.b/)", "inside"]]
    assert _read(changed(content, SHEET, 'ref="A1" r:id', 'ref="nowhere" r:id')) == [
        ["here", "inside"]
    ]


def test_a_link_to_a_part_that_is_not_there_is_none() -> None:
    def make(sheet: Sheet) -> None:
        sheet.append(["here"])
        sheet["A1"].hyperlink = "http://a.b/"

    files = unzipped(book(make))
    files["xl/worksheets/_rels/sheet1.xml.rels"] = relations({}).encode()
    assert _read(zipped(files)) == [["here"]]


def test_comments_and_threads_are_read_once() -> None:
    def make(sheet: Sheet) -> None:
        sheet.append(["a", "b"])
        sheet["A1"].comment = Comment("Why?", "A")
        sheet["B1"].comment = Comment("[Threaded comment] Your version of Excel", "A")

    files = unzipped(book(make))
    name = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    files["xl/threadedComments/t1.xml"] = (
        f'<ThreadedComments xmlns="{name}"><threadedComment ref="B1"><text>Who?</text>'
        '</threadedComment><threadedComment ref="B1"><text>AD</text></threadedComment>'
        '<threadedComment ref="B1"/></ThreadedComments>'
    ).encode()
    listed = files["xl/worksheets/_rels/sheet1.xml.rels"].decode()
    added = '<Relationship Id="t" Type="x/threadedComment" Target="../threadedComments/t1.xml"/>'
    added += '<Relationship Id="u" Type="x/comments" Target="nowhere.xml"/></Relationships>'
    listed = listed.replace("</Relationships>", added)
    files["xl/worksheets/_rels/sheet1.xml.rels"] = listed.encode()
    found = lines(read_paper("a.xlsx", zipped(files)), "comment")
    assert [(line.place, line.text) for line in found] == [
        ("sheet Actions, comment on A1", "Why?"),
        ("sheet Actions, comment on B1", "Who?"),
        ("sheet Actions, comment on B1", "AD"),
    ]


def test_text_boxes_pictures_and_headers_stand_beside_a_sheet() -> None:
    book = BytesIO()
    with xlsxwriter.Workbook(book, {"in_memory": True}) as made:
        sheet = made.add_worksheet("Actions")
        sheet.write("A1", "x")
        sheet.insert_textbox("C1", "boxed words\n\nmore")
        sheet.set_header('&L&"Arial,Bold"&12A council&R&P of &N && more')
        sheet.set_footer("&CPage &P&LA council")
    found = [each for each in read_paper("a.xlsx", book.getvalue()) if each.place != "x"]
    assert [(each.place, each.text) for each in lines(found, "text box")] == [
        ("sheet Actions, text box 1", "boxed words"),
        ("sheet Actions, text box 1", "more"),
    ]
    assert [line.text for line in lines(found, "page header")] == ["A council", "of & more"]
    assert [line.text for line in lines(found, "page footer")] == ["Page"]


def test_a_picture_and_an_embedded_file_are_named() -> None:
    book = BytesIO()
    with xlsxwriter.Workbook(book, {"in_memory": True}) as made:
        sheet = made.add_worksheet("Actions")
        sheet.write("A1", "x")
        for words in ("A chart of visits", ""):
            sheet.insert_textbox("C1", "", {"description": words})
    files = {**unzipped(book.getvalue()), "xl/embeddings/Terms.docx": b"PK"}
    found = lines(read_paper("a.xlsx", zipped(files)), "embedded file")
    assert [(line.place, line.text) for line in found] == [
        ("sheet Actions, picture", "A chart of visits"),
        ("in the workbook", "Terms.docx"),
    ]


def test_what_a_sheet_refers_to_and_is_not_there_is_nothing() -> None:
    files = unzipped(book_of(["a"]))
    files["xl/worksheets/_rels/sheet1.xml.rels"] = relations(
        {"a": ("drawing", "x.xml"), "b": ("table", "y.xml")}
    ).encode()
    assert _read(zipped(files)) == [["a"]]


def test_a_sheet_of_a_chart_and_an_empty_sheet_have_no_rows() -> None:
    book = BytesIO()
    with xlsxwriter.Workbook(book, {"in_memory": True}) as made:
        sheet = made.add_worksheet("Actions")
        sheet.write("A1", 1)
        chart = made.add_chart({"type": "bar"})
        chart.add_series({"values": "=Actions!$A$1:$A$1"})
        made.add_chartsheet("Chart").set_chart(chart)
        made.add_worksheet("Empty")
    assert _read(book.getvalue()) == [["1"]]


def test_a_sheet_that_openpyxl_does_not_know_has_no_rows() -> None:
    content = book_of(["a"])
    files = unzipped(content)
    book = files["xl/workbook.xml"].decode()
    added = book.replace("</sheets>", '<sheet name="B" sheetId="9" r:id="rId1"/></sheets>').replace(
        "<sheets>",
        '<sheets xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">',
    )
    assert _read(zipped({**files, "xl/workbook.xml": added}))[0] == ["a"]
