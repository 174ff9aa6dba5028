"""Workbooks that are damaged, vast, or written with less than Excel writes."""

from typing import Any

import pytest

from office import book, book_of, brief, changed, rows, unzipped, zipped
from planctl.intake.paper.opening import paper
from planctl.intake.paper.part import Unreadable

Sheet = Any  # openpyxl's own kinds of sheet have no common name
SHEET = "xl/worksheets/sheet1.xml"


def _read(content: bytes) -> list[str | list[str]]:
    return brief(paper("a.xlsx", content))


def test_cells_and_rows_may_leave_out_where_they_stand() -> None:
    content = book_of(["a", "b"])
    files = unzipped(content)
    bare = files[SHEET].decode().replace(' r="A1"', "").replace(' r="B1"', "")
    assert _read(zipped({**files, SHEET: bare.replace('<row r="1">', "<row>")})) == [["a", "b"]]


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        (SHEET, "</row>", "", "sheet of the workbook is damaged"),
        (SHEET, 'r="1"', 'r="1048577"', "sheet of the workbook is damaged"),
        (SHEET, 'r="1"', 'r="x"', "sheet of the workbook is damaged"),
        (SHEET, 't="inlineStr"', 't="s"', "the workbook is damaged"),
        ("xl/workbook.xml", "<sheets>", "<nothing>", "the workbook is damaged"),
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
    with pytest.raises(Unreadable, match=message) as fault:
        paper("a.xlsx", content)
    assert fault.value.hint


def test_a_cell_far_away_makes_no_vast_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planctl.intake.paper.grid.CELL_LIMIT", 30_000)
    far = book(lambda sheet: sheet.append(["a"]) or sheet.cell(1, 16_384, "b"))
    assert len(rows(paper("a.xlsx", far))) == 1
    with pytest.raises(Unreadable, match="a table has 32768 cells"):
        paper(
            "a.xlsx",
            changed(
                far, SHEET, "</sheetData>", '<row r="2"><c r="A2"><v>1</v></c></row></sheetData>'
            ),
        )


def test_a_sheet_whose_styles_go_down_to_its_end_is_read() -> None:
    content = book_of(["a"])
    end = '<row r="1048576" s="0"><c r="A1048576" s="0"/></row></sheetData>'
    assert _read(changed(content, SHEET, "</sheetData>", end)) == [["a"]]
