"""Text with tabs between the cells, and CSV."""

import pytest

from office import brief, lines, rows
from planctl.intake.read.formats import read_paper
from planctl.intake.read.paper import PaperLine, UnreadableFile


def _text(text: str, name: str = "a.txt") -> list[str | list[str]]:
    return brief(read_paper(name, text.encode()))


def test_lines_with_tabs_are_rows_and_others_are_lines() -> None:
    found = read_paper("a.txt", b"A plan\n\nRef\tAction\tLead\n1\tDo it\n\nAfter\n")
    assert brief(found) == ["A plan", ["Ref", "Action", "Lead"], ["1", "Do it", ""], "After"]
    assert [each.place for each in found] == ["line 1", "line 3", "line 4", "line 6"]


def test_rows_that_a_line_parts_are_of_two_tables() -> None:
    found = rows(read_paper("a.txt", b"a\tb\tc\n\nd\te\tf\n"))
    assert [row.table for row in found] == ["table 1", "table 2"]


def test_a_row_may_begin_with_empty_cells() -> None:
    assert _text("a\tb\tc\n\t\tgoes on\n") == [["a", "b", "c"], ["", "", "goes on"]]


def test_two_lines_with_one_tab_are_a_table_and_one_is_not() -> None:
    assert _text("QA\tQuality\nTM\tTeam\n") == [["QA", "Quality"], ["TM", "Team"]]
    assert _text("A heading\tpage 3\n") == ["A heading page 3"]


def test_a_tab_that_sets_a_line_in_makes_no_table() -> None:
    assert _text("\tset in\n\tset in too\n") == ["set in", "set in too"]


def test_a_bullet_before_a_tab_makes_an_item() -> None:
    assert _text("•\tone\n-\ttwo\n* three\n") == ["* one", "* two", "* three"]


def test_the_marks_of_paragraphs_in_a_cell_are_paragraphs() -> None:
    text = "<p>One.</p> <p>Two.</p>\tb\tc\n"
    assert _text(text) == [["One. / Two.", "b", "c"]]


def test_a_heading_is_marked_with_hashes() -> None:
    found = lines(read_paper("a.txt", b"## Area 1\n#1 is no heading\n###\n"))
    assert [(line.text, line.heading) for line in found] == [
        ("Area 1", 2),
        ("#1 is no heading", 0),
        ("###", 0),
    ]


def test_a_quoted_cell_may_go_over_lines() -> None:
    text = 'a\tb\tc\n1\t"one\ntwo ""so"""\t3\nend\n'
    assert _text(text) == [["a", "b", "c"], ["1", 'one / two "so"', "3"], "end"]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ('a\t"b\tc\n', [["a", '"b', "c"]]),
        ('a\t"b\tc\nx" y\n', [["a", '"b', "c"], 'x" y']),
        ('"a\nb" c\n', ['"a', 'b" c']),
        ('"a\nb"\n', ['"a', 'b"']),
        ('a\t"b" c\td\n', [["a", '"b" c', "d"]]),
    ],
)
def test_a_quotation_mark_that_closes_no_cell_is_a_letter(
    text: str, read: list[str | list[str]]
) -> None:
    assert _text(text) == read


def test_a_line_break_within_a_cell_begins_a_paragraph() -> None:
    assert _text("a\tone\x0btwo\tc\r\nnext\r") == [["a", "one / two", "c"], "next"]


@pytest.mark.parametrize(
    "content",
    [
        "café\tb\tc\n".encode("cp1252"),
        "café\tb\tc\n".encode("utf-16"),
        "\ufeffcafé\tb\tc\n".encode(),
    ],
)
def test_letters_are_read_however_they_are_kept(content: bytes) -> None:
    assert brief(rows(read_paper("a.txt", content))) == [["café", "b", "c"]]


def test_letters_that_nobody_can_read_are_refused_with_what_to_do() -> None:
    with pytest.raises(UnreadableFile, match="letters of this file") as fault:
        read_paper("a.txt", b"a\x81\x8d\x8f")
    assert "UTF-8" in fault.value.hint


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_the_rows_of_a_csv_are_read_by_their_own_sign(sign: str) -> None:
    text = f'A plan, of ours\nRef{sign}Action\n1{sign}"one\n- two"\n\n2{sign}x\n'
    found = read_paper("a.csv", text.encode())
    assert brief(found)[1:] == [["Ref", "Action"], ["1", "one / * two"], ["2", "x"]]
    assert [each.place for each in found] == ["row 1", "row 2", "row 3", "row 5"]


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("• one • two • three", "* one / * two / * three"),
        ("So far: • one •two", "So far: / * one / * two"),
        ("• only one", "* only one"),
        ("so far • only one", "so far • only one"),
        ("●●○○", "* ●○○"),
        ("a•b•c", "a•b•c"),
    ],
)
def test_items_that_were_run_together_are_items_again(cell: str, read: str) -> None:
    assert _text(f"Ref,Action\n1,{cell}\n", "a.csv")[1] == ["1", read]


def test_a_row_of_empty_cells_is_left_out() -> None:
    assert _text("a,b\n,\n1,\n", "a.csv") == [["a", "b"], ["1", ""]]


def test_a_file_of_blanks_holds_nothing() -> None:
    assert _text("\n \n", "a.csv") == _text(" \n", "a.txt") == []


def test_a_quotation_mark_that_is_not_closed_is_said_with_its_line() -> None:
    with pytest.raises(UnreadableFile, match="line 2 cannot be read") as fault:
        read_paper("a.csv", b'a,b\n1,"two\n')
    assert "quotation mark" in fault.value.hint


def test_a_text_of_more_lines_than_are_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planctl.intake.read.plain_text.LINE_LIMIT", 3)
    with pytest.raises(
        UnreadableFile, match="the file has more than 3 lines, which is more than is"
    ):
        read_paper("a.txt", b"one\n\ntwo\r\nthree\n")


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ('"=""1.10"""', "1.10"),
        ('="1.10"', "1.10"),
        ('"=""he said """"no"""""""', 'he said "no"'),
        ("=1.10", "=1.10"),
    ],
)
def test_a_text_that_excel_is_kept_from_reading_as_a_number_is_that_text(
    cell: str, read: str
) -> None:
    assert _text(f"Ref,Action\n{cell},Do\n", "a.csv")[1] == [read, "Do"]


def test_the_letters_of_a_file_are_told_where_they_are_not_unicode() -> None:
    found = read_paper("a.csv", "Ref,Action\n1,Write the child’s plan\n".encode("mac_roman"))
    assert brief(found)[1] == ["1", "Write the child’s plan"]
    assert lines(found, "letters")[0].text == "read as a Mac writes them, such as child’s"


def test_letters_in_doubt_are_marked_as_such() -> None:
    found = read_paper("a.md", "Ask the childâ€™s mother\n".encode())
    assert [line.beside for line in found if isinstance(line, PaperLine)] == [
        "",
        "letters in doubt",
    ]


def test_a_text_that_is_larger_than_any_paper_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planctl.intake.read.text.SIZE_LIMIT", 3)
    with pytest.raises(UnreadableFile, match="the file is larger than 0 MB"):
        read_paper("a.txt", b"four")
