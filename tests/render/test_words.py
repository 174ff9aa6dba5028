"""Small pieces of plain English."""

import pytest

from planctl.model.rating import Rating
from planctl.model.words import (
    count_noun,
    count_with_verb,
    printable_text,
    rag_in_words,
    rating_in_words,
    sentence_list,
)


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 actions"), (1, "1 action"), (33, "33 actions")]
)
def test_a_number_has_its_noun(number: int, words: str) -> None:
    assert count_noun(number, "action") == words


@pytest.mark.parametrize(("number", "words"), [(1, "1 reply"), (2, "2 replies")])
def test_a_noun_may_have_a_plural_of_its_own(number: int, words: str) -> None:
    assert count_noun(number, "reply", "replies") == words


@pytest.mark.parametrize(("number", "words"), [(0, "none are"), (1, "1 is"), (16, "16 are")])
def test_how_many_are_so(number: int, words: str) -> None:
    assert count_with_verb(number) == words


@pytest.mark.parametrize(
    ("items", "words"), [("", ""), ("a", "a"), ("ab", "a and b"), ("abc", "a, b and c")]
)
def test_items_stand_in_a_row(items: str, words: str) -> None:
    assert sentence_list(list(items)) == words


def test_ratings_are_counted_the_worst_first() -> None:
    counts = dict(zip(Rating, (1, 3, 0, 2, 4), strict=True))
    assert rag_in_words(counts) == "2 red, 3 green, 1 blue and 4 not rated"
    assert rag_in_words(dict.fromkeys(Rating, 0)) == "none"


@pytest.mark.parametrize(
    ("rating", "word"), [(Rating.GREY, "not rated"), (Rating.RED, "red"), (Rating.BLUE, "blue")]
)
def test_grey_is_no_rating(rating: Rating, word: str) -> None:
    assert rating_in_words(rating) == word


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Café £5 “a” \U0001f389", "Café £5 “a” \U0001f389"),
        ("\x1b[31mred", "\ufffd[31mred"),
        ("a\nb\tc\r", "a b→c\ufffd"),
        ("\u202eabc\u2066", "\ufffdabc\ufffd"),
        ("a\u200bb\ufeff", "a\ufffdb\ufffd"),
    ],
)
def test_what_could_move_the_cursor_is_made_visible(text: str, shown: str) -> None:
    assert printable_text(text) == shown
