"""Columns are as wide as their longest words need, and as they hold text."""

from typing import Final

from planctl.render.block.part import Table
from planctl.render.block.reading import paper
from planctl.render.width import widths

LONG: Final = "words " * 40


def _widths(rows: str) -> tuple[float, ...]:
    (table,) = paper(f"<table>{rows}</table>").blocks
    assert isinstance(table, Table)
    return widths(table)


def test_a_column_of_much_text_is_wider_and_one_of_long_words_wide_enough() -> None:
    short, word, much = _widths(f"<tr><td>a</td><td>{'a' * 20}</td><td>{LONG}</td></tr>")
    assert short < word < much
    assert word > 20


def test_four_times_the_text_makes_a_column_twice_as_wide() -> None:
    one, four = _widths(f"<tr><td>{LONG}</td><td>{LONG * 4}</td></tr>")
    assert round(four / one, 1) == 2.0


def test_a_rating_keeps_its_words_together() -> None:
    rated, plain = _widths('<tr><td><b class="rag red">Not rated</b></td><td>Not rated</td></tr>')
    assert rated > plain


def test_a_picture_takes_room_and_a_list_counts_as_its_items() -> None:
    drawn, listed, paired = _widths(
        f"<tr><td><svg></svg></td><td><ul><li>{LONG}</li></ul></td>"
        f"<td><dl><dt>{LONG}</dt></dl></td></tr>"
    )
    assert drawn > 30
    assert listed == paired


def test_a_cell_over_several_columns_says_nothing_of_one() -> None:
    rows = f'<tr><td colspan="2">{LONG}</td></tr><tr><td>a</td><td>b</td></tr>'
    first, second = _widths(rows)
    assert first == second


def test_a_table_without_rows_has_no_columns() -> None:
    assert _widths("") == ()
