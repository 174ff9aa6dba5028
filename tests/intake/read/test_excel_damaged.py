"""Workbooks that are damaged, vast, or written with less than Excel writes."""

from typing import Any

import pytest

from office import book_of, brief, changed, rows, unzipped, zipped
from planctl.intake.read.formats import read_paper
from planctl.intake.read.paper import UnreadableFile

Sheet = Any  # openpyxl's own kinds of sheet have no common name
SHEET = "xl/worksheets/sheet1.xml"


def _read(content: bytes) -> list[str | list[str]]:
    return brief(read_paper("a.xlsx", content))


def test_cells_and_rows_may_leave_out_where_they_stand() -> None:
    content = book_of(["a", "b"])
    files = unzipped(content)
    bare = files[SHEET].decode().replace(' r="A1"', "").replace(' r="B1"', "")
    assert _read(zipped({**files, SHEET: bare.replace('<row r="1">', "<row>")})) == [["a", "b"]]


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        (SHEET, "</row>", "", "the workbook is damaged"),
        (SHEET, 'r="1"', 'r="1048577"', "the workbook is damaged"),
        (SHEET, 'r="1"', 'r="x"', "the workbook is damaged"),
        (SHEET, 't="inlineStr"', 't="s"', "the workbook is damaged"),
        (SHEET, '<c r="A1"', '<c r="A1" s="99"', "the workbook is damaged"),
        (SHEET, "<v>1</v>", f"<v>{'9' * 400}</v>", "the workbook is damaged"),
        ("xl/workbook.xml", "<sheets>", "<nothing>", "a part of the file is damaged"),
        ("xl/styles.xml", "<styleSheet", "<!DOCTYPE x><styleSheet", "DOCTYPE"),
        (
            "xl/workbook.xml",
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            "http://purl.oclc.org/ooxml/spreadsheetml/main",
            "Strict Open XML",
        ),
    ],
)  # fmt: skip
def test_a_workbook_that_is_damaged_is_refused(name: str, old: str, new: str, message: str) -> None:
    content = changed(book_of([1, "a"]), name, old, new)
    if new == 't="s"':
        content = changed(content, SHEET, "<is><t>a</t></is>", "<v>99</v>")
    with pytest.raises(UnreadableFile, match=message) as fault:
        read_paper("a.xlsx", content)
    assert fault.value.hint


FAR = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>far</t></is></c></row></sheetData>'


def test_a_cell_in_the_last_corner_makes_no_vast_table() -> None:
    far = changed(book_of(["a", "b"], ["c", "d"]), SHEET, "</sheetData>", FAR)
    read = rows(read_paper("a.xlsx", far))
    assert [[cell.text for cell in row.cells][:2] for row in read[:2]] == [["a", "b"], ["c", "d"]]
    assert read[-1].place == "sheet Actions row 1048576"
    assert read[-1].cells[-1].text == "far"


def test_of_a_vast_sheet_the_columns_that_hold_nothing_are_passed_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("planctl.intake.read.paper.CELL_LIMIT", 10_000)
    far = changed(book_of(["a", "b"]), SHEET, "</sheetData>", FAR)
    assert [[cell.text for cell in row.cells] for row in rows(read_paper("a.xlsx", far))] == [
        ["a", "b", ""],
        ["", "", "far"],
    ]


@pytest.mark.parametrize("merge", ["A1:XFD1048576", "A2:XFD1048576", "XFD1:XFD1048576"])
def test_a_merge_over_all_of_a_sheet_marks_only_what_is_there(merge: str) -> None:
    content = book_of(["a", "b"], ["c", "d"])
    merged = f'</sheetData><mergeCells count="1"><mergeCell ref="{merge}"/></mergeCells>'
    read = rows(read_paper("a.xlsx", changed(content, SHEET, "</sheetData>", merged)))
    assert [[cell.text for cell in row.cells] for row in read] == [["a", "b"], ["c", "d"]]


def test_more_filled_cells_than_are_read_end_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planctl.intake.read.paper.FILLED_LIMIT", 3)
    with pytest.raises(
        UnreadableFile, match="down to sheet Actions row 2 the paper has more than 3 f"
    ):
        read_paper("a.xlsx", book_of(["a", "b"], ["c", "d"]))


def test_more_letters_than_are_read_end_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planctl.intake.read.paper.LETTER_LIMIT", 3)
    with pytest.raises(UnreadableFile, match="than 0 million letters, which is more than is read"):
        read_paper("a.xlsx", book_of(["abcd"]))


@pytest.mark.parametrize(
    ("name", "old", "new", "limit", "message"),
    [
        ("xl/styles.xml", "<cellXfs", "<xf/><xf/><xf/><cellXfs", "STYLE_LIMIT", "more styles than"),
        ("xl/styles.xml", "<fonts", "<numFmt/>" * 4 + "<fonts", "FORMAT_LIMIT", "more styles than"),
        ("xl/styles.xml", "<fonts", "<x/>" * 200 + "<fonts", "MARK_LIMIT", "more than 3 tags"),
    ],
)
def test_a_part_that_takes_too_long_to_read_is_refused(  # noqa: PLR0913, PLR0917
    name: str, old: str, new: str, limit: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"planctl.intake.read.excel_book.{limit}", 3)
    content = changed(book_of(["a"]), name, old, new)
    with pytest.raises(UnreadableFile, match=message):
        read_paper("a.xlsx", content)


def test_a_workbook_of_very_many_sheets_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planctl.intake.read.excel_book.SHEET_LIMIT", 0)
    with pytest.raises(UnreadableFile, match="the workbook has more than 0 sheets"):
        read_paper("a.xlsx", book_of(["a"]))


def test_sheets_of_very_many_tags_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planctl.intake.read.excel_book.SHEETS_MARK_LIMIT", 10)
    with pytest.raises(
        UnreadableFile, match="the sheets of the workbook have more than 10 tags in"
    ):
        read_paper("a.xlsx", book_of(["a", "b", "c"]))


def test_texts_that_are_too_large_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planctl.intake.read.excel_book.TEXT_LIMIT", 1_000_000)
    texts = f"<sst>{('<t>' + 'a' * 99_000 + '</t>') * 11}</sst>"
    content = zipped({**unzipped(book_of(["a"])), "xl/sharedStrings.xml": texts})
    with pytest.raises(UnreadableFile, match="the texts of the workbook are more than 1 MB"):
        read_paper("a.xlsx", content)


def test_formulas_of_very_many_letters_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planctl.intake.read.paper.LETTER_LIMIT", 6)
    with pytest.raises(UnreadableFile, match="than 0 million letters"):
        read_paper("a.xlsx", book_of(["=A9+1", "=A9+2"]))


def test_a_sheet_of_very_many_tags_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planctl.intake.read.excel_book.SHEET_MARK_LIMIT", 10)
    with pytest.raises(UnreadableFile, match="a sheet has more than 10 tags"):
        read_paper("a.xlsx", book_of(["a", "b", "c"]))


def test_a_row_of_more_cells_than_excel_has_columns_is_damaged() -> None:
    content = changed(book_of(["a"]), SHEET, "</row>", "<c/>" * 16_400 + "</row>")
    with pytest.raises(UnreadableFile, match="the workbook is damaged"):
        read_paper("a.xlsx", content)


def test_columns_that_are_hidden_over_and_over_are_hidden_once() -> None:
    content = book_of(["a", "b", "c"])
    hidden = '<col min="2" max="16384" hidden="1"/><col min="1" max="1"/>' * 50
    read = rows(
        read_paper(
            "a.xlsx", changed(content, SHEET, "<sheetData>", f"<cols>{hidden}</cols><sheetData>")
        )
    )
    assert [bool(cell.omitted) for cell in read[0].cells] == [False, True, True]


def test_a_sheet_whose_styles_go_down_to_its_end_is_read() -> None:
    content = book_of(["a"])
    end = '<row r="1048576" s="0"><c r="A1048576" s="0"/></row></sheetData>'
    assert _read(changed(content, SHEET, "</sheetData>", end)) == [["a"]]


def test_a_filter_without_a_range_and_the_sound_of_a_text_are_passed_over() -> None:
    content = book_of(["a"])
    spoken = "<is><t>a</t><rPh sb='0' eb='1'><t>spoken</t></rPh></is>"
    content = changed(content, SHEET, "<is><t>a</t></is>", spoken)
    odd = '</sheetData><autoFilter ref="?"><filterColumn colId="0"><filters/></filterColumn>'
    content = changed(content, SHEET, "</sheetData>", f"{odd}</autoFilter>")
    assert _read(content) == [["a"]]


def test_a_sheet_of_very_many_cells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planctl.intake.read.excel_sheet.FILLED_LIMIT", 1)
    with pytest.raises(UnreadableFile, match="a sheet has more than 1 cells that hold anything"):
        read_paper("a.xlsx", book_of(["a", "b"]))
