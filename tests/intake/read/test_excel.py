"""Excel workbooks: values as they are seen, merged cells, colours, and what is hidden."""

from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Color, Font, GradientFill, PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from office import book, book_of, brief, changed, omissions, rows, unzipped, zipped
from planctl.intake.read.excel import format_cell_value
from planctl.intake.read.formats import read_paper

Sheet = Any  # openpyxl's own kinds of sheet have no common name
SHEET = "xl/worksheets/sheet1.xml"


def _read(content: bytes) -> list[str | list[str]]:
    return brief(read_paper("a.xlsx", content))


def _moment(*parts: int) -> datetime:
    """A moment as Excel has them: of no time zone."""
    return datetime(*parts)  # type: ignore[arg-type] # noqa: DTZ001 - see above


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (1, "General", "1"),
        (2.0, "General", "2"),
        (0.1 + 0.2, "General", "0.3"),
        (1e21, "General", "1000000000000000000000"),
        (1e-7, "General", "0.0000001"),
        (100, "0", "100"),
        (-5, "General", "-5"),
        (float("inf"), "General", "Infinity"),
        (1.1, "0.00", "1.10"),
        (1.1234, "0.0", "1.1234"),
        (7, "000", "007"),
        (0.75, "0%", "75%"),
        (0.0774, "0.0%", "7.74%"),
        (-0.05, "0%", "-5%"),
        (1200, '"£"#,##0', "£1200"),
        (1200, "[$£-809]#,##0.00;[Red]-[$£-809]#,##0.00", "£1200.00"),
        (5, "£0", "£5"),
        (3, '"CP"0', "CP3"),
        (15, '0" days"', "15 days"),
        (15, "0\\d", "15d"),
        (15, "_-* #,##0_-", "15"),
        (1200, '0.0,"k"', "1200"),
        (0.5, "# ?/?", "0.5"),
        (1500, "0.00E+00", "1500"),
        (5, "", "5"),
        (True, "General", "TRUE"),
        (_moment(2024, 2, 29), "dd/mm/yyyy", "2024-02-29"),
        (_moment(2024, 2, 1), "mmm-yy", "February 2024"),
        (_moment(2024, 2, 2), "mmm-yy", "2024-02-02"),
        (_moment(2024, 2, 1), "d-mmm", "2024-02-01"),
        (_moment(2024, 2, 29, 14, 30), "dd/mm/yyyy hh:mm", "2024-02-29 14:30"),
        (_moment(2024, 2, 29, 14, 30, 5), "dd/mm/yyyy", "2024-02-29 14:30:05"),
        (time(9, 5), "h:mm", "09:05"),
        (timedelta(hours=30, minutes=5), "[h]:mm", "30:05"),
        ("text", "@", "text"),
    ],
)  # fmt: skip
def test_a_value_is_what_a_person_sees(value: object, form: str, text: str) -> None:
    assert format_cell_value(value, form) == text


def test_a_row_is_read_with_its_place_and_the_name_of_its_sheet() -> None:
    found = rows(read_paper("a.xlsx", book_of(["Ref", "By"], [], [1.5, date(2024, 2, 29)])))
    assert [row.place for row in found] == ["sheet Actions row 1", "sheet Actions row 3"]
    assert {row.table for row in found} == {"Actions"}
    assert brief(found) == [["Ref", "By"], ["1.5", "2024-02-29"]]


def test_lines_in_a_cell_are_paragraphs() -> None:
    assert _read(book_of(["one\n- two_x000D_"], ["x"])) == [["one / * two"], ["x"]]


def test_a_workbook_that_counts_from_1904_has_the_days_it_shows() -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.worksheets[0].append([date(2024, 2, 29)])
    content = BytesIO()
    book.save(content)
    assert _read(content.getvalue()) == [["2024-02-29"]]


def test_a_day_beyond_the_calendar_is_an_error_as_in_excel() -> None:
    def make(sheet: Sheet) -> None:
        sheet["A1"] = 99_999_999
        sheet["A1"].number_format = "dd/mm/yyyy"

    assert omissions(read_paper("a.xlsx", book(make))) == [("#VALUE!", "an error of Excel’s")]


LOST = "a formula that was saved without its value"
WRONG = "an error of Excel’s"


def test_a_formula_is_its_value_and_without_one_it_is_lost() -> None:
    book = BytesIO()
    with xlsxwriter.Workbook(book, {"in_memory": True}) as made:
        sheet = made.add_worksheet("Actions")
        sheet.write_formula("A1", "=1+1", None, 2)
        sheet.write_formula("B1", "=1/0", None, "#DIV/0!")
        sheet.write_formula("C1", '=HYPERLINK("http://a.b/","here")', None, "here")
    content = book.getvalue()
    assert _read(content) == [["2", "", "[here](http://a.b/)"]]
    assert omissions(read_paper("a.xlsx", content)) == [("#DIV/0!", WRONG)]
    changed_book = changed(content, SHEET, "<v>2</v>", "")
    assert omissions(read_paper("a.xlsx", changed_book)) == [("=1+1", LOST), ("#DIV/0!", WRONG)]


def test_a_formula_beside_an_empty_value_is_lost_unless_it_gives_an_empty_text() -> None:
    content = book_of(["=F2", "x"])
    assert b"<f>F2</f><v></v>" in unzipped(content)[SHEET].replace(b"<v />", b"<v></v>")
    assert omissions(read_paper("a.xlsx", content)) == [("=F2", LOST)]
    empty = changed(content, SHEET, '<c r="A1">', '<c r="A1" t="str">')
    assert (_read(empty), omissions(read_paper("a.xlsx", empty))) == ([["", "x"]], [])


def test_a_formula_that_several_cells_share_is_given_for_each() -> None:
    content = book_of(["=A9+1", "x"])
    shared = '<f t="shared" si="0" ref="A1:B1">A9+1</f></c><c r="B1"><f t="shared" si="0"/></c>'
    files = unzipped(content)
    text = files[SHEET].decode()
    start, end = text.index("<f>"), text.index("</row>")
    found = read_paper("a.xlsx", zipped({**files, SHEET: text[:start] + shared + text[end:]}))
    assert omissions(found) == [("=A9+1", LOST)] * 2


@pytest.mark.parametrize(
    "text",
    ["#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#SPILL!", "Err:508", "####"],
)
def test_what_excel_shows_in_a_cell_that_it_cannot_work_out_is_no_text(text: str) -> None:
    read = read_paper("a.csv", f"a,{text}\n".encode())
    assert (brief(read), omissions(read)) == ([["a", ""]], [(text, WRONG)])


@pytest.mark.parametrize("text", ["#1", "# of actions", "Error", "Err: 508", "###", "#N/A yet"])
def test_what_only_begins_like_an_error_is_text(text: str) -> None:
    assert brief(read_paper("a.csv", f"a,{text}\n".encode())) == [["a", text]]


def test_an_error_leaves_the_colour_of_its_cell() -> None:
    def make(sheet: Sheet) -> None:
        sheet.append(["#N/A"])
        sheet["A1"].fill = PatternFill("solid", fgColor="FFC000")

    assert [cell.shade for cell in rows(read_paper("a.xlsx", book(make)))[0].cells] == ["FFC000"]


def test_the_text_of_merged_cells_is_given_once() -> None:
    def make(sheet: Sheet) -> None:
        sheet.append(["wide", None, "c"])
        sheet.append(["a", "b", "tall"])
        sheet.append(["d", "e", None])
        sheet.append(["f", "big", None])
        sheet.append(["g", None, None])
        for merged in ("A1:B1", "C2:C3", "B4:C5"):
            sheet.merge_cells(merged)

    vast = '<mergeCell ref="F1:XFD1048576"/></mergeCells>'
    assert _read(changed(book(make), SHEET, "</mergeCells>", vast)) == [
        ["wide", "<", "c"],
        ["a", "b", "tall"],
        ["d", "e", "^"],
        ["f", "big", "<"],
        ["g", "^", "^<"],
    ]


def test_a_merge_of_nothing_is_none() -> None:
    def make(sheet: Sheet) -> None:
        sheet.append(["a", "b"])
        sheet.merge_cells("A1:B1")

    assert _read(changed(book(make), SHEET, 'ref="A1:B1"', 'ref="A1"')) == [["a"]]


@pytest.mark.parametrize(
    ("fill", "shade"),
    [
        (PatternFill("solid", fgColor="FFFF0000"), "FF0000"),
        (PatternFill("solid", fgColor="00FFFFFF"), ""),
        (PatternFill("solid", fgColor=Color(theme=4)), "4F81BD"),
        (PatternFill("solid", fgColor=Color(theme=0, tint=-0.5)), "808080"),
        (PatternFill("solid", fgColor=Color(theme=99)), ""),
        (PatternFill("solid", fgColor=Color(indexed=10)), "FF0000"),
        (PatternFill("solid", fgColor=Color(indexed=64)), ""),
        (PatternFill("solid", fgColor=Color(auto=True)), ""),
        (PatternFill("gray125"), ""),
        (GradientFill(stop=["FF00B050", "FFFFFFFF"]), "00B050"),
        (GradientFill(), ""),
    ],
)  # fmt: skip
def test_the_colour_of_a_cell_is_known(fill: PatternFill | GradientFill, shade: str) -> None:
    def make(sheet: Sheet) -> None:
        sheet.append(["x", None, "y"])
        sheet["A1"].fill = fill
        sheet["B1"].fill = fill

    (row,) = rows(read_paper("a.xlsx", book(make)))
    assert [cell.shade for cell in row.cells] == [shade, shade, ""]


def test_a_colour_to_the_right_of_all_words_makes_no_column() -> None:
    def make(sheet: Sheet) -> None:
        sheet.append(["a", "b"])
        sheet["C1"].fill = PatternFill("solid", fgColor="FFFF0000")

    assert _read(book(make)) == [["a", "b"]]


def test_the_pictures_of_wingdings_are_signs() -> None:
    def make(sheet: Sheet) -> None:
        sheet.append(["\u00fc", "\u00fc"])
        sheet["A1"].font = Font(name="Wingdings")
        sheet["B1"].font = Font(name=None)

    assert _read(book(make)) == [["✓", "\u00fc"]]


def test_what_is_hidden_is_set_apart_from_what_is_live() -> None:
    def make(sheet: Sheet) -> None:
        sheet.append(["a", "b"])
        sheet.append(["c", None])
        sheet.append(["d", "e"])
        sheet.append(["g"])
        sheet.row_dimensions[3].hidden = True
        sheet.row_dimensions[4].hidden = True
        sheet.row_dimensions[4].outlineLevel = 1
        sheet.column_dimensions["B"].hidden = True
        sheet.column_dimensions["AB"].hidden = True
        other = sheet.parent.create_sheet("Old")
        other.append(["f"])
        other.sheet_state = "veryHidden"

    read = read_paper("a.xlsx", book(make))
    assert brief(read) == [["a", ""], ["c", ""], ["", ""], ["", ""], [""]]
    assert omissions(read) == [
        ("b", "in a hidden column"),
        ("d", "in a hidden row"),
        ("e", "in a hidden row"),
        ("g", "in a row of a group that is folded away"),
        ("f", "on a hidden sheet"),
    ]
    assert rows(read)[-1].place == "hidden sheet Old row 1"


def test_rows_that_a_filter_hides_are_told_from_those_that_somebody_hid() -> None:
    def make(sheet: Sheet) -> None:
        for text in ("Status", "Open", "Closed", "note"):
            sheet.append([text])
        sheet.row_dimensions[3].hidden = sheet.row_dimensions[4].hidden = True
        sheet.auto_filter.ref = "A1:A3"
        sheet.auto_filter.add_filter_column(0, ["Open"])

    assert omissions(read_paper("a.xlsx", book(make))) == [
        ("Closed", "in a row that a filter hides"),
        ("note", "in a hidden row"),
    ]


def test_a_filter_that_hides_nothing_leaves_hidden_rows_to_whoever_hid_them() -> None:
    def make(sheet: Sheet) -> None:
        sheet.append(["Status"])
        sheet.append(["Open"])
        sheet.row_dimensions[2].hidden = True
        sheet.auto_filter.ref = "A1:A2"

    assert omissions(read_paper("a.xlsx", book(make))) == [("Open", "in a hidden row")]


STRUCK = InlineFont(strike=True)


@pytest.mark.parametrize(
    ("runs", "live", "omitted"),
    [
        ((TextBlock(STRUCK, "Team Manager "), "Head of HR"), "Head of HR", ["Team Manager"]),
        (("Six. ", TextBlock(STRUCK, "All\ntwelve.")), "Six.", ["All", "twelve."]),
        ((TextBlock(InlineFont(strike=False), "Kept"),), "Kept", []),
        (("time", TextBlock(STRUCK, "s"), "scale"), "timescale", ["s"]),
    ],
)
def test_crossed_out_words_of_a_cell_are_set_apart(
    runs: tuple[str | TextBlock, ...], live: str, omitted: list[str]
) -> None:
    read = read_paper("a.xlsx", book(lambda sheet: sheet.append([CellRichText(*runs)])))
    assert brief(read) == [[live]]
    assert omissions(read) == [(text, "crossed out") for text in omitted]


def test_crossed_out_words_of_a_text_that_cells_share_are_set_apart() -> None:
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as made:
        struck = made.add_format({"font_strikeout": True})
        made.add_worksheet().write_rich_string(0, 0, struck, "Team Manager ", "Head of HR")
    read = read_paper("a.xlsx", content.getvalue())
    assert (brief(read), omissions(read)) == ([["Head of HR"]], [("Team Manager", "crossed out")])


def test_rows_that_the_filter_of_a_table_hides_are_known() -> None:
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as made:
        sheet = made.add_worksheet()
        data = [["open", "a"], ["closed", "b"]]
        sheet.add_table("A1:B3", {"columns": [{"header": "S"}, {"header": "T"}], "data": data})
        sheet.set_row(2, options={"hidden": True})
    files = unzipped(content.getvalue())
    name = "xl/tables/table1.xml"
    column = b'><filterColumn colId="0"><filters><filter val="open"/></filters></filterColumn>'
    files[name] = files[name].replace(
        b'<autoFilter ref="A1:B3"/>', b'<autoFilter ref="A1:B3"' + column + b"</autoFilter>"
    )
    assert omissions(read_paper("a.xlsx", zipped(files))) == [
        ("closed", "in a row that a filter hides"),
        ("b", "in a row that a filter hides"),
    ]


def test_a_cell_that_is_crossed_out_is_set_apart_with_its_colour() -> None:
    def make(sheet: Sheet) -> None:
        sheet.append([date(2026, 7, 31), "Amber", "live"])
        for cell in (sheet["A1"], sheet["B1"]):
            cell.font = Font(strike=True)
            cell.fill = PatternFill("solid", fgColor="FFC000")

    read = read_paper("a.xlsx", book(make))
    assert omissions(read) == [("2026-07-31", "crossed out"), ("Amber", "crossed out")]
    assert [cell.shade for cell in rows(read)[0].cells] == ["", "", ""]


def test_rows_that_head_a_table_are_known_by_filters_tables_and_print_titles() -> None:
    book = BytesIO()
    with xlsxwriter.Workbook(book, {"in_memory": True}) as made:
        for number, name in enumerate(("Filter", "Table", "Bare", "Print", "Plain")):
            sheet = made.add_worksheet(name)
            for row in range(3):
                sheet.write_row(row, 0, ["a", "b"])
            if number == 0:
                sheet.autofilter("A2:B3")
            if number in {1, 2}:
                sheet.add_table("A2:B3", {"header_row": number == 1, "data": [["a", "b"]]})
            if number == 3:
                sheet.repeat_rows(0, 1)
    found = rows(read_paper("a.xlsx", book.getvalue()))
    assert [row.place for row in found if row.is_header] == [
        "sheet Filter row 2",
        "sheet Table row 2",
        "sheet Print row 1",
        "sheet Print row 2",
    ]


def test_a_cell_whose_format_shows_nothing_is_hidden() -> None:
    def make(sheet: Sheet) -> None:
        sheet.append(["seen", "unseen"])
        sheet["B1"].number_format = ";;;"

    assert omissions(read_paper("a.xlsx", book(make))) == [("unseen", "hidden")]


def test_a_day_that_another_program_wrote_in_words_is_a_day() -> None:
    content = changed(
        book_of([1]), SHEET, '<c r="A1" t="n"><v>1</v>', '<c r="A1" t="d"><v>2024-02-29</v>'
    )
    assert _read(content) == [["2024-02-29"]]
