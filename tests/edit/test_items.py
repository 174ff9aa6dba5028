"""Items put into the lists of plan files, and changed there: all else stays to the character."""

from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.edit.items import Changed, New, Unwritable, with_items
from planctl.edit.splice import Cut, applied, scalar
from planctl.load.content import content

MARCH: Final = {"on": "2024-03-31", "value": "27.5"}
ONE: Final = "{on: 2024-03-31, value: 27.5}"


def _with(text: str, *new: New, changed: tuple[Changed, ...] = ()) -> str:
    return with_items(text, "seen", new, changed)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        pytest.param("id: a\n", f"id: a\nseen:\n  - {ONE}\n", id="no key"),
        pytest.param("id: a", f"id: a\nseen:\n  - {ONE}\n", id="no key and no last line end"),
        pytest.param("id: a\nseen:\n", f"id: a\nseen:\n  - {ONE}\n", id="an empty key"),
        pytest.param("id: a\nseen:", f"id: a\nseen:\n  - {ONE}\n", id="an empty key at the end"),
        pytest.param(
            "seen: # soon\nid: a\n", f"seen: # soon\n  - {ONE}\nid: a\n", id="a comment on the key"
        ),
        pytest.param("seen: []  # none\n", f"seen: [{ONE}]  # none\n", id="an empty list"),
        pytest.param(
            "id: a\r\nseen:\r\n", f"id: a\r\nseen:\r\n  - {ONE}\r\n", id="lines of Windows"
        ),
    ],
)
def test_a_list_begins_in_the_house_style(text: str, after: str) -> None:
    assert _with(text, New(0, MARCH)) == after


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        pytest.param(
            "seen:\n- {on: 1} # c\n# about\n- {on: 2}\nid: a\n",
            1,
            f"seen:\n- {{on: 1}} # c\n- {ONE}\n# about\n- {{on: 2}}\nid: a\n",
            id="after a line with a comment",
        ),
        pytest.param(
            "seen:\n  - {on: 1}\n", 0, f"seen:\n  - {ONE}\n  - {{on: 1}}\n", id="before the first"
        ),
        pytest.param("seen:\n  - {on: 1}", 1, f"seen:\n  - {{on: 1}}\n  - {ONE}", id="at the end"),
        pytest.param(
            "seen:\n  -   on: 1\n      value: 2\nid: a\n",
            1,
            "seen:\n  -   on: 1\n      value: 2\n  -   on: 2024-03-31\n      value: 27.5\nid: a\n",
            id="in lines, as deep as its neighbour",
        ),
        pytest.param(
            "seen:\n  - on: 1\n    note: |\n      Long\n      text\n\nid: a\n",
            1,
            "seen:\n  - on: 1\n    note: |\n      Long\n      text\n"
            "  - on: 2024-03-31\n    value: 27.5\n\nid: a\n",
            id="after a text in lines",
        ),
        pytest.param("seen: [{on: 1}]\n", 0, f"seen: [{ONE}, {{on: 1}}]\n", id="in brackets"),
        pytest.param("seen: [{on: 1}]\n", 1, f"seen: [{{on: 1}}, {ONE}]\n", id="last in brackets"),
    ],
)
def test_an_item_is_put_in_as_its_neighbours_are_written(
    text: str, before: int, after: str
) -> None:
    assert _with(text, New(before, MARCH)) == after


def test_several_items_are_put_into_an_empty_list() -> None:
    assert _with("seen: []\n", New(0, {"on": "1"}), New(0, {"on": "2"})) == (
        "seen: [{on: 1}, {on: 2}]\n"
    )


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("seen:\n  - {on: 1, value: 5} # c\n", "seen:\n  - {on: 1, value: 6, note: So} # c\n"),
        (
            "seen:\n  - on: 1\n    value: '5' # c\nid: a\n",
            "seen:\n  - on: 1\n    value: 6 # c\n    note: So\nid: a\n",
        ),
        ("seen:\n  - on: 1\n    value:\n", "seen:\n  - on: 1\n    value: 6\n    note: So\n"),
        ("seen: [{value: 5, on: 1}]\n", "seen: [{value: 6, on: 1, note: So}]\n"),
    ],
)
def test_a_value_is_replaced_and_a_missing_key_added(text: str, after: str) -> None:
    assert _with(text, changed=(Changed(0, {"value": "6", "note": "So"}),)) == after


def test_keys_added_to_an_item_stand_before_an_item_put_after_it() -> None:
    found = _with(
        "seen:\n  - on: 1\nid: a\n", New(1, {"on": "2"}), changed=(Changed(0, {"note": "So"}),)
    )
    assert found == "seen:\n  - on: 1\n    note: So\n  - on: 2\nid: a\n"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{id: a}\n", "a line for each key"),
        ("- id: a\n", "a line for each key"),
        ("seen: [1, 2]\n", "a group of keys"),
        ("seen: words\n", "has to be a list"),
        ("seen: ~\n", "has to be a list"),
    ],
)
def test_a_file_that_nothing_can_be_put_into_says_what_to_do(text: str, why: str) -> None:
    with pytest.raises(Unwritable, match=why):
        _with(text, New(0, MARCH))


def test_nothing_can_be_changed_in_a_list_that_is_not_there() -> None:
    with pytest.raises(Unwritable, match="nothing under seen"):
        _with("id: a\n", changed=(Changed(0, MARCH),))


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("27.5", "27.5"),
        ("not available", "not available"),
        ("2024-03-31", "2024-03-31"),
        ("HR: monthly", '"HR: monthly"'),
        ("a, b", '"a, b"'),
        ("- a", '"- a"'),
        ("#1", '"#1"'),
        ("null", '"null"'),
        ("No", '"No"'),
        ("", '""'),
        ("Café", '"Café"'),
        ('say "so"', '"say \\"so\\""'),
        ("two\nlines", '"two\\nlines"'),
    ],
)
def test_a_text_is_quoted_where_it_would_be_read_otherwise(value: str, written: str) -> None:
    assert scalar(value) == written


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40))
def test_a_text_that_was_written_is_read_as_it_was(text: str) -> None:
    try:
        read: Any = content(f"seen: [{{note: {scalar(text)}}}]\n")
    except Exception:  # noqa: BLE001 - what the reader refuses is never written
        return
    assert read == {"seen": [{"note": text}]}


def test_of_two_cuts_at_one_place_the_first_comes_first() -> None:
    assert applied("ad", [Cut(1, 1, "b"), Cut(1, 1, "c"), Cut(0, 1, "A")]) == "Abcd"


_ITEMS: Final = st.lists(st.integers(0, 9), max_size=4)
_STYLES: Final = st.sampled_from(["  - {{on: {0}}} # {0}\n", "# {0}\n- on: {0}\n  value: 1\n"])


@given(_ITEMS, _STYLES, st.lists(st.tuples(st.integers(0, 4), st.integers(10, 99)), max_size=4))
def test_what_was_there_stays_and_what_was_put_in_stands_at_its_place(
    days: list[int], style: str, more: list[tuple[int, int]]
) -> None:
    listed = "".join(style.format(day) for day in days)
    text = f"id: a\nseen:\n{listed}# end\nnote: z\n"
    new = [New(min(n, len(days)), {"on": str(day)}) for n, day in more]
    after = _with(text, *new)
    wanted: list[str] = []
    for n in range(len(days) + 1):
        wanted += [item.keys["on"] for item in new if item.before == n]
        wanted += [str(day) for day in days[n : n + 1]]
    read: Any = content(after)
    assert [item["on"] for item in read["seen"] or []] == wanted
    left = iter(after.splitlines())
    assert all(line in left for line in text.splitlines())
