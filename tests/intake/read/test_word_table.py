"""The tables of a Word document: merged cells, colours, headers, and tables within tables."""

import pytest

from office import omissions, p, read, rows, run, tbl, tc, tr, unzipped, word, zipped
from planctl.intake.read.formats import read_paper

DOWN = '<w:vMerge w:val="restart"/>'
ON = "<w:vMerge/>"
DELETED = "deleted in a tracked change"
WIDE = '<w:gridSpan w:val="2"/>'


def _shade(attributes: str) -> str:
    return f"<w:shd {attributes}/>"


def test_a_text_of_merged_cells_is_given_once() -> None:
    table = tbl(
        tr(tc("wide", WIDE), tc("c")),
        tr(tc("tall", DOWN), tc("x"), tc("y")),
        tr(tc("<w:p/>", ON), tc("z"), tc("q")),
    )
    assert read(word(table)) == [["wide", "<", "c"], ["tall", "x", "y"], ["^", "z", "q"]]


def test_a_cell_merged_both_ways_is_marked_both_ways() -> None:
    table = tbl(
        tr(tc("big", WIDE + DOWN), tc("a")),
        tr(tc("<w:p/>", WIDE + ON), tc("b")),
        tr(tc("1"), tc("2"), tc("3")),
    )
    assert read(word(table)) == [["big", "<", "a"], ["^", "^<", "b"], ["1", "2", "3"]]


def test_a_merge_that_begins_nowhere_begins_where_it_stands() -> None:
    assert read(word(tbl(tr(tc("a", ON)), tr(tc("b")), tr(tc("c", ON))))) == [["a"], ["b"], ["c"]]


def test_words_that_a_merge_hides_are_kept() -> None:
    assert read(word(tbl(tr(tc("a", DOWN)), tr(tc("b", ON))))) == [["a"], ["^b"]]


def test_cells_merged_in_the_old_way_are_merged() -> None:
    old = ['<w:hMerge w:val="restart"/>', '<w:hMerge w:val="continue"/>']
    table = tbl(tr(tc("a", old[0]), tc("<w:p/>", old[1])), tr(tc("b"), tc("c")))
    assert read(word(table)) == [["a", "<"], ["b", "c"]]


def test_a_row_without_words_is_left_out_and_counted() -> None:
    found = rows(read_paper("a.docx", word(tbl(tr(tc("a")), tr(tc("<w:p/>")), tr(tc("b"))))))
    assert [row.place for row in found] == ["table 1 row 1", "table 1 row 3"]


def test_a_row_may_begin_and_end_within_the_table() -> None:
    late = tr(tc("x"), properties='<w:gridBefore w:val="1"/>')
    assert read(word(tbl(tr(tc("a"), tc("b"), tc("c")), late))) == [["a", "b", "c"], ["", "x", ""]]


def test_columns_in_which_no_cell_begins_are_none() -> None:
    assert read(word(tbl(tr(tc("a", WIDE), tc("b")), tr(tc("c", WIDE), tc("d"))))) == [
        ["a", "b"],
        ["c", "d"],
    ]


def test_edges_that_are_off_by_a_hair_are_one_edge() -> None:
    table = tbl(
        tr(tc("a"), tc("b", WIDE)),
        tr(tc("c", WIDE), tc("d")),
        tr(tc("e"), tc("sliver"), tc("f")),
        widths=(2000, 30, 2000),
    )
    assert read(word(table)) == [["a", "b"], ["c", "d"], ["e", "sliver / f"]]


def test_the_rows_that_word_repeats_on_each_page_head_the_table() -> None:
    switched_off = tr(tc("b"), properties='<w:tblHeader w:val="false"/>')
    table = tbl(tr(tc("a"), properties="<w:tblHeader/>"), switched_off, tr(tc("c")))
    found = rows(read_paper("a.docx", word(table)))
    assert [row.is_header for row in found] == [True, False, False]
    assert [row.place for row in found] == ["table 1 row 1", "table 1 row 2", "table 1 row 3"]


def test_what_a_tracked_change_took_out_of_a_table_is_left_out() -> None:
    gone = tr(tc("gone"), tc("gone"), properties="<w:del/>")
    new = tr(tc("new"), tc("gone", "<w:cellDel/>"), properties="<w:ins/>")
    content = word(tbl(tr(tc("a"), tc("b")), gone, new))
    assert read(content) == [["a", "b"], ["", ""], ["new", ""]]
    assert omissions(read_paper("a.docx", content)) == [("gone", DELETED)] * 3


def test_a_row_that_word_hides_is_set_apart() -> None:
    content = word(tbl(tr(tc("a"), properties="<w:hidden/>"), tr(tc("b"))))
    assert read(content) == [[""], ["b"]]
    assert omissions(read_paper("a.docx", content)) == [("a", "hidden")]


@pytest.mark.parametrize(
    ("attributes", "shade"),
    [
        ('w:val="clear" w:fill="ff0000"', "FF0000"),
        ('w:val="clear" w:fill="auto"', ""),
        ('w:val="clear" w:fill="FFFFFF"', ""),
        ('w:val="solid" w:color="00B050" w:fill="auto"', "00B050"),
        ('w:fill="auto" w:themeFill="accent1"', "4472C4"),
        ('w:fill="auto" w:themeFill="text1" w:themeFillTint="80"', "7F7F7F"),
        ('w:fill="auto" w:themeFill="background2" w:themeFillShade="80"', "767171"),
        ('w:fill="auto" w:themeFill="accent1" w:themeFillTint="+8"', "4472C4"),
        ('w:fill="auto" w:themeFill="accent9"', ""),
        ('w:fill="auto" w:themeFill="accent2"', ""),
    ],
)
def test_the_colour_of_a_cell_is_known(attributes: str, shade: str) -> None:
    theme = (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:clrScheme>'
        '<a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1>'
        '<a:lt2><a:srgbClr val="E7E6E6"/></a:lt2>'
        '<a:accent1><a:srgbClr val="4472C4"/></a:accent1><a:accent2/></a:clrScheme></a:theme>'
    )
    table = tbl(tr(tc("x", _shade(attributes)), tc("y")))
    content = word(table, {"t": ("theme", "theme/theme1.xml")}, {"word/theme/theme1.xml": theme})
    (row,) = rows(read_paper("a.docx", content))
    assert [cell.shade for cell in row.cells] == [shade, ""]


def test_a_merged_cell_has_its_colour_in_every_part() -> None:
    table = tbl(tr(tc("x", WIDE + _shade('w:fill="FF0000"'))), tr(tc("a"), tc("b")))
    found = rows(read_paper("a.docx", word(table)))
    assert [cell.shade for cell in found[0].cells] == ["FF0000", "FF0000"]


def test_a_table_in_a_cell_stays_in_the_cell() -> None:
    inner = tbl(tr(tc("in"), tc("ner")))
    table = tbl(tr(tc(p("before") + inner + p("after")), tc("b")))
    assert read(word(table)) == [["before / in / ner / after", "b"]]


def test_a_frame_around_tables_is_no_table() -> None:
    frame = tbl(tr(tc(p("before") + tbl(tr(tc("a"), tc("b"))) + p("after"))))
    assert read(word(frame)) == ["before", ["a", "b"], "after"]


def test_a_text_box_in_a_cell_stays_in_the_cell() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{p('boxed')}</w:txbxContent></w:pict></w:r>"
    assert read(word(tbl(tr(tc(p(run("a") + box)), tc("b"))))) == [["a / boxed", "b"]]


def test_a_break_in_a_cell_begins_a_paragraph_and_only_the_first_is_the_item() -> None:
    broken = run("- one") + "<w:r><w:cr/></w:r>" + run("two")
    assert read(word(tbl(tr(tc(p(broken)), tc("b"))))) == [["* one / two", "b"]]


def test_what_stands_beside_a_table_is_given_after_it_with_its_place() -> None:
    picture = '<w:r><w:drawing><wp:docPr id="1" descr="A chart"/></w:drawing></w:r>'
    found = read_paper(
        "a.docx", word(tbl(tr(tc("a"), tc("b")), tr(tc(p(picture)), tc("c"))) + p("x"))
    )
    assert [each.place for each in found] == [
        "table 1 row 1",
        "table 1 row 2",
        "embedded file 1, at table 1 row 2",
        "paragraph 1",
    ]


def test_the_strict_kind_of_file_is_read_as_the_usual_kind() -> None:
    usual, strict = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    files = {
        name: content.replace(usual + b"wordprocessingml/2006/", strict + b"wordprocessingml/")
        .replace(usual + b"officeDocument/2006/", strict + b"officeDocument/")
        .replace(usual + b"drawingml/2006/", strict + b"drawingml/else/")
        for name, content in unzipped(word(p("words") + tbl(tr(tc("a"))))).items()
    }
    assert strict in files["word/document.xml"]
    assert read(zipped(files)) == ["words", ["a"]]
