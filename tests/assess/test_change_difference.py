"""The parts in which two states of a file differ, and which item of a list is which."""

from typing import Any, Final

import pytest

from planctl.assess.change.difference import (
    Difference,
    differences,
    item_title,
    match_items,
    word_matcher,
)

LONG: Final = [f"word{n}" for n in range(2001)]
A_STEP: Final = {"what": "A step", "done": None}
DONE: Final = {"what": "A step", "done": "2024-03-01"}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": 1}, {"a": 2}, [(("a",), 1, 2)]),
        ({"a": 1}, {"b": 1}, [(("a",), 1, None), (("b",), None, 1)]),
        ({"a": {"b": 1}}, {"a": {"b": 2}}, [(("a", "b"), 1, 2)]),
        ({"a": {"b": 1}}, {"a": None}, [(("a",), {"b": 1}, None)]),
        ({"a": ["x", "y"]}, {"a": ["z", "x", "y"]}, [(("a", 0), None, "z")]),
        ({"a": ["x", "x"]}, {"a": ["x"]}, [(("a", 1), "x", None)]),
        ({"a": ["x", "y"]}, {"a": ["y", "x"]}, [(("a",), ["x", "y"], ["y", "x"])]),
        (
            {"a": ["x", "y"]},
            {"a": ["y", "z", "x"]},
            [(("a", 1), None, "z"), (("a",), ["x", "y"], ["y", "x"])],
        ),
        ({"leads": ["x", "y"]}, {"leads": ["y"]}, [(("leads",), ["x", "y"], ["y"])]),
        (
            {"findings": [{"id": "x", "title": "X"}]},
            {"findings": [{"id": "x", "title": "Y"}]},
            [(("findings", 0, "title"), "X", "Y")],
        ),
        (
            {"timescale": {"written": "x", "due": "Feb 2024"}},
            {"timescale": {"written": "y", "due": "Feb 2024"}},
            [
                (
                    ("timescale",),
                    {"written": "x", "due": "Feb 2024"},
                    {"written": "y", "due": "Feb 2024"},
                )
            ],
        ),
        ({"measures": [1, 2]}, {"measures": [2, 1]}, []),
    ],
)
def test_every_part_that_differs_is_found_and_no_other(
    old: Any,  # noqa: ANN401 - what files hold
    new: Any,  # noqa: ANN401
    expected: list[tuple[Any, ...]],
) -> None:
    assert [(each.at, each.old, each.new) for each in differences(old, new)] == expected


def test_a_part_of_a_record_knows_what_names_the_record() -> None:
    (found,) = differences({"steps": [A_STEP]}, {"steps": [DONE]})
    assert found == Difference(("steps", 0, "done"), None, "2024-03-01", ("A step",))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (["a", "b"], ["b", "a"], {0: 1, 1: 0}),
        ([A_STEP], [DONE], {0: 0}),
        ([{"on": "1", "value": 2}, {"on": "2", "value": 3}], [{"on": "2", "value": 4}], {0: 1}),
        ([{"low": None, "by": "1"}], [{"low": 2, "by": "1"}], {0: 0}),
        ([{"low": None, "by": None, "value": 1}], [{"low": 1, "by": None, "value": 1}], {0: 0}),
        ([{"note": "x", "by": "AD"}], [{"note": "y", "by": "AD"}], {}),
        # of two that are alike, the one that is more so
        (["See each child soon", "See each child now"], ["See each child now."], {0: 0}),
        (
            ["See each child at once now", "See each child at once"],
            ["See every child at once now"],
            {0: 0},
        ),
        (["one two three"], ["four five six"], {}),
        (["one two three"], ["three four"], {}),
        (["a b c d e", "f"], ["f", "a b c d g", "a b c d h"], {0: 1, 1: 0}),
        ([{"a": ["x y z", None]}], [{"a": ["x y z w"]}], {0: 0}),
    ],
)
def test_an_item_of_a_list_is_known_again(
    old: list[object], new: list[object], expected: dict[int, int]
) -> None:
    assert match_items(old, new) == expected


def test_a_list_too_long_is_matched_by_its_same_items_only() -> None:
    old = [f"the words of item {n} as they were" for n in range(60)]
    new = [*old[:3], *(f"the words of item {n} as they are" for n in range(60))]
    assert match_items(old, new) == {0: 0, 1: 1, 2: 2}


def test_very_long_texts_are_alike_where_they_share_their_words() -> None:
    assert match_items([" ".join(LONG)], [" ".join([*LONG[1:], "more"])]) == {0: 0}
    assert word_matcher(LONG, LONG) is None


def test_in_long_texts_the_common_words_are_not_looked_for() -> None:
    matcher = word_matcher(["a"] * 1000 + ["b"], ["a"] * 1000 + ["c", "b"])
    assert matcher is not None
    assert vars(matcher)["bpopular"] == {"a"}


@pytest.mark.parametrize(
    ("item", "name"),
    [
        ({"title": "A", "note": "n"}, "A"),
        ({"what": "A step"}, "A step"),
        ({"low": 1, "by": "2024-03-31", "title": "A"}, "2024-03-31"),
        ({"low": 1, "by": None}, None),
        ({"note": "n", "by": "AD"}, "AD"),
        ({"on": "14 Feb 2024", "note": "n"}, "14 Feb 2024"),
    ],
)
def test_a_record_is_named_by_what_people_know_it_by(item: dict[str, object], name: object) -> None:
    assert item_title(item) == name


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [(["a", "b"], ["b", "a"], True), (["a"], ["b"], False), ("ab", ["a"], False)],
)
def test_a_list_whose_items_only_changed_places_differs_in_order(
    old: object,
    new: object,
    expected: bool,  # noqa: FBT001 - from the table
) -> None:
    assert Difference((), old, new).is_order is expected
