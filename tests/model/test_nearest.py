"""The names nearest to one that nobody knows."""

import pytest

from planctl.model.choice import quoted_list
from planctl.model.nearest_name import nearest_names, similar_names, suggest_name

ROLES = ("SM QA", "SM CLA", "AD", "TM")


def test_the_nearest_name_comes_first() -> None:
    assert nearest_names("SM QAA", ROLES) == ["SM QA", "SM CLA"]


@pytest.mark.parametrize("name", ["sm qa", "“SM QA”", "SM\u00a0QA", "'SM QA'"])
def test_what_differs_only_in_how_it_is_typed_is_the_only_one(name: str) -> None:
    assert nearest_names(name, ROLES) == ["SM QA"]


def test_no_more_names_are_given_than_asked_for() -> None:
    assert nearest_names("SM QAA", ROLES, most=1) == ["SM QA"]


def test_where_nothing_is_like_a_name_those_count_of_which_it_is_a_part() -> None:
    keys = ("title", "progress_rag", "rag_reason", "impact_rag", "status")
    assert nearest_names("rag", keys) == ["progress_rag", "rag_reason", "impact_rag"]
    assert nearest_names("r", keys) == []


def test_a_name_that_nothing_is_like_has_no_nearest() -> None:
    assert nearest_names("Headteacher", ROLES) == []


def test_a_suggestion_asks_whether_one_of_the_near_names_is_meant() -> None:
    assert suggest_name("timescales", ("timescale", "title")) == "did you mean “timescale”?"
    assert suggest_name("SM QAA", ROLES) == "did you mean “SM QA” or “SM CLA”?"


def test_there_is_no_suggestion_where_nothing_is_near() -> None:
    assert suggest_name("Headteacher", ROLES) == ""


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        ((), ""),
        (("a",), "“a”"),
        (("a", "b"), "“a” and “b”"),
        (("a", "b", "c"), "“a”, “b” and “c”"),
    ],
)
def test_names_stand_in_a_sentence(names: tuple[str, ...], sentence: str) -> None:
    assert quoted_list(names) == sentence


@pytest.mark.parametrize(
    ("name", "known", "said"),
    [
        ("agncy", ["agency", "visits"], "the nearest is agency"),
        ("1.l", ["1.1", "1.2"], "the nearest are 1.2, 1.1"),
        ("9", ["1.1", "1.2"], "there are 1.1, 1.2"),
        ("9", ["1.1"], "there is 1.1"),
        ("9", ["a", "b", "c", "d", "e"], "there are a, b, c, d, e"),
        ("9", ["a", "b", "c", "d", "e", "f", "g"], "there are a, b, c, d, e and 2 more"),
        ("9", [], ""),
    ],
)
def test_the_neighbours_of_a_name_are_those_like_it_or_the_first(
    name: str, known: list[str], said: str
) -> None:
    assert similar_names(name, known) == said
