"""Which words of a text went and which came."""

import pytest

from planctl.render.change import Piece, WordChange, compare_words, mark_pieces


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("a b", "a b", ""),
        ("a  b\n", "a b", ""),
        ("a b c", "a x c", "a [-b-] {+x+} c"),
        ("a b", "a b c", "a b {+c+}"),
        ("a b c", "b c", "[-a-] b c"),
        ("a", "b", "[-a-] {+b+}"),
        ("a b c d e", "a X c Y e", "a [-b-] {+X+} c [-d-] {+Y+} e"),
        # long rests at the ends are cut, but not a single word
        ("1 2 3 4 5 6 a", "1 2 3 4 5 6 b", "1 2 3 4 5 6 [-a-] {+b+}"),
        ("0 1 2 3 4 5 6 a", "0 1 2 3 4 5 6 b", "… 2 3 4 5 6 [-a-] {+b+}"),
        ("a 1 2 3 4 5 6 7", "b 1 2 3 4 5 6 7", "[-a-] {+b+} 1 2 3 4 5 …"),
        ("a 1 2 3 4 5 6", "b 1 2 3 4 5 6", "[-a-] {+b+} 1 2 3 4 5 6"),
        # and so are those in the middle
        (
            "a 1 2 3 4 5 6 7 8 9 10 11 b",
            "A 1 2 3 4 5 6 7 8 9 10 11 B",
            "[-a-] {+A+} 1 2 3 4 5 6 7 8 9 10 11 [-b-] {+B+}",
        ),
        (
            "a 1 2 3 4 5 6 7 8 9 10 11 12 b",
            "A 1 2 3 4 5 6 7 8 9 10 11 12 B",
            "[-a-] {+A+} 1 2 3 4 5 … 8 9 10 11 12 [-b-] {+B+}",
        ),
        # marks in a text are text
        ("[-a-] b", "[-a-] {+c+}", "[-a-] [-b-] {+{+c+}+}"),
    ],
)
def test_which_words_went_and_which_came(old: str, new: str, expected: str) -> None:
    assert mark_pieces(compare_words(old, new)) == expected


def test_the_pieces_stand_in_the_order_of_reading() -> None:
    assert [*compare_words("See each child", "See every child soon")] == [
        Piece(WordChange.KEPT, "See"),
        Piece(WordChange.OUT, "each"),
        Piece(WordChange.IN, "every"),
        Piece(WordChange.KEPT, "child"),
        Piece(WordChange.IN, "soon"),
    ]


def test_of_very_long_texts_all_that_is_between_the_first_change_and_the_last_went() -> None:
    words = [f"word{n}" for n in range(2100)]
    pieces = compare_words(" ".join(["a", *words, "z"]), " ".join(["b", *words, "z", "end"]))
    assert [piece.part for piece in pieces] == [WordChange.OUT, WordChange.IN]
