"""The bytes of a CSV file, in any of the ways in which it is written, and what is none."""

import pytest

from planctl.intake.figures import read_figure_table
from planctl.intake.read.paper import UnreadableFile
from planctl.intake.read.text import SIZE_LIMIT


@pytest.mark.parametrize(
    "data",
    [
        b"a,b\n1,2\n",
        b"a;b\r\n1;2\r\n",
        b"a\tb\n1\t2",
        b"\xef\xbb\xbfa,b\n1,2\n",
        "a,b\n1,2\n".encode("utf-16"),
        b'"a","b"\n1,"2"\n',
    ],
)
def test_a_table_is_read_however_it_was_saved(data: bytes) -> None:
    assert [row.cells for row in read_figure_table(data).rows] == [("a", "b"), ("1", "2")]


def test_a_row_knows_the_line_on_which_it_begins() -> None:
    found = read_figure_table(b'a,b\n"two\nlines",1\n\n3,4\n')
    assert [(row.line, row.cells[0]) for row in found.rows] == [
        (1, "a"),
        (2, "two\nlines"),
        (5, "3"),
    ]
    assert found.blank == 1


def test_letters_of_windows_are_read_and_said() -> None:
    found = read_figure_table(b"a,b\ncaf\xe9,1\n")
    assert found.rows[1].cells == ("café", "1")
    assert "as Windows writes them" in found.remarks[0]


def test_a_file_of_one_column_is_a_table_too() -> None:
    assert [row.cells for row in read_figure_table(b"a\n1\n").rows] == [("a",), ("1",)]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "the file is empty"),
        (b",,\n\n", "the file is empty"),
        (b"PK\x03\x04rest", "a workbook"),
        (b"\xd0\xcf\x11\xe0rest", "a workbook"),
        (b"a,b\n1,\x00\n", "not a text file"),
        (b"a,\xe9\n1,\x00\n", "not a text file"),
        (b"a,\x81\n", "cannot be read"),
        (b'a,"b\n1,2\n', "line 1 cannot be read"),
        (b"a,b\n" + b"x" * 200_000, "line 2 has a cell of more than 131,072 characters"),
        (b"a" * (SIZE_LIMIT + 1), "larger than 20 MB"),
    ],
)
def test_what_is_no_table_is_refused_with_what_to_do(data: bytes, why: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_figure_table(data)
    assert why in refused.value.message
    assert refused.value.hint


@pytest.mark.parametrize(
    ("limit", "most"),
    [("ROW_LIMIT", "3 rows or 1,000,000 cells"), ("CSV_CELL_LIMIT", "200,000 rows or 3 cells")],
)
def test_more_rows_or_cells_than_are_read_are_refused_with_their_line(
    limit: str, most: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"planctl.intake.read.plain_text.{limit}", 3)
    with pytest.raises(UnreadableFile) as refused:
        read_figure_table(b"a\nb\n\nc,d\n")
    assert refused.value.message == (
        f"down to line 4 the file has more than {most}, which is more than is read"
    )
