"""The text of a file becomes plain lists, mappings and texts, or the reason why it does not."""

from collections.abc import Hashable
from typing import Any

import pytest

from planctl.load.content import DEPTH_LIMIT, KEY, FileFault, Places, parse_yaml


def refused(text: str) -> tuple[str, str, int, int]:
    """Why a text is refused: the name of the rule, its detail, line and column."""
    with pytest.raises(FileFault) as fault:
        parse_yaml(text)
    return fault.value.rule, fault.value.detail, fault.value.line, fault.value.column


@pytest.mark.parametrize(
    "scalar", ["1.10", "NO", "yes", "0x1F", "2024-02-30", "1_000", "1e3", ".inf", "0o7", "<<", "="]
)
def test_a_value_is_the_text_that_was_written(scalar: str) -> None:
    assert parse_yaml(f"a: {scalar}") == {"a": scalar}


@pytest.mark.parametrize("scalar", ["", "~", "null", "Null", "NULL", "# only a comment", "!"])
def test_an_unquoted_empty_value_is_none(scalar: str) -> None:
    assert parse_yaml(f"a: {scalar}") == {"a": None}
    assert parse_yaml(f"- {scalar}") == [None]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("''", ""),
        ('"null"', "null"),
        ("'~'", "~"),
        ("|\n  null\n", "null\n"),
        ("|\n  one\n  two\n", "one\ntwo\n"),
        (">-\n  one\n  two\n", "one two"),
        ('"a\\tb\\u00e9"', "a\tb\u00e9"),
        ("'it''s'", "it's"),
        ("!!str 3", "3"),
        ("http://example.org:80/#a", "http://example.org:80/#a"),
    ],
    ids=repr,
)
def test_quotes_and_blocks_make_text(text: str, value: str) -> None:
    assert parse_yaml(f"a: {text}") == {"a": value}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("# a comment\n", None),
        ("---\n", None),
        ("---\na: 1\n...\n", {"a": "1"}),
        ("word\n", "word"),
        ("[]", []),
        ("{}", {}),
        ("a: []\nb: {}\n", {"a": [], "b": {}}),
        ("- [1, [2]]\n- - 3\n", [["1", ["2"]], ["3"]]),
        (
            "a:\n- b: 1\n  c: [2, {d: 3}]\ne: 4\n",
            {"a": [{"b": "1", "c": ["2", {"d": "3"}]}], "e": "4"},
        ),
        ("~: 1\n'': 2\n", {"~": "1", "": "2"}),
        ("? a\n: 1\n", {"a": "1"}),
        ("{a, b: 1}", {"a": None, "b": "1"}),
        ("a: 1\r\nb:\r\n- 2\r\n", {"a": "1", "b": ["2"]}),
    ],
    ids=repr,
)
def test_lists_and_mappings_are_as_they_stand(text: str, value: object) -> None:
    assert parse_yaml(text) == value


@pytest.mark.parametrize(
    ("text", "rule", "detail", "line", "column"),
    [
        ("a: 1\nb: 2\na: 3\n", "duplicate-key", "a", 3, 1),
        ("a: 1\n'a': 3\n", "duplicate-key", "a", 2, 1),
        ("a:\n- b: 1\n  b: 2\n", "duplicate-key", "b", 3, 3),
        ("{a: 1, a: 2}", "duplicate-key", "a", 1, 8),
        ("~: 1\n~: 2\n", "duplicate-key", "~", 2, 1),
        ("a: &x 1\n", "alias", "&x", 1, 4),
        ("a: &x [1]\n", "alias", "&x", 1, 4),
        ("&x a: 1\n", "alias", "&x", 1, 1),
        ("a: *x\n", "alias", "*x", 1, 4),
        ("*x : 1\n", "alias", "*x", 1, 1),
        ("a: *\n", "alias", "*", 1, 4),
        ("a: ** bold **\n", "alias", "*", 1, 4),
        ("a: & b\n", "alias", "&", 1, 4),
        ("a: !x 1\n", "tag", "!x", 1, 4),
        ("a: !!int 1\n", "tag", "tag:yaml.org,2002:int", 1, 4),
        ("a: !x {b: 1}\n", "tag", "!x", 1, 4),
        (
            "- !!python/object:os.system []\n",
            "tag",
            "tag:yaml.org,2002:python/object:os.system",
            1,
            3,
        ),
        ("a: 1\n---\nb: 2\n", "two-documents", "", 2, 1),
        ("a: 1\n---\n", "two-documents", "", 2, 1),
        ("---\n---\n", "two-documents", "", 2, 1),
        ("a: 1\n? [b]\n: 2\n", "not-yaml", "a list or a mapping stands where a key belongs", 2, 3),
        ("{a: 1}: 2\n", "not-yaml", "a list or a mapping stands where a key belongs", 1, 1),
    ],
    ids=repr,
)
def test_what_is_not_plain_yaml_is_refused_at_its_place(
    text: str, rule: str, detail: str, line: int, column: int
) -> None:
    assert refused(text) == (rule, detail, line, column)


def test_the_same_key_may_stand_in_two_mappings() -> None:
    assert parse_yaml("a: {b: 1}\nc: {b: 2}\n") == {"a": {"b": "1"}, "c": {"b": "2"}}


def test_lists_are_nested_to_the_limit_and_no_deeper() -> None:
    deepest: Any = parse_yaml("[" * DEPTH_LIMIT + "]" * DEPTH_LIMIT)
    for _ in range(DEPTH_LIMIT - 1):
        [deepest] = deepest
    assert deepest == []
    assert refused("[" * (DEPTH_LIMIT + 1)) == ("too-deep", "", 1, DEPTH_LIMIT + 1)


PLACED = """\
ref: 1.1
leads: [AD, SM QA]
milestones:
  - what: Report
    done:
  -
  - what: "Two"
    leads:
      - TM
title:   Last
"""


@pytest.mark.parametrize(
    ("at", "line", "column"),
    [
        ((), 1, 1),
        (("ref",), 1, 6),
        (("ref", KEY), 1, 1),
        (("leads",), 2, 8),
        (("leads", 0), 2, 9),
        (("leads", 1), 2, 13),
        (("milestones",), 4, 3),
        (("milestones", KEY), 3, 1),
        (("milestones", 0), 4, 5),
        (("milestones", 0, "what"), 4, 11),
        (("milestones", 0, "done"), 5, 5),
        (("milestones", 0, "done", KEY), 5, 5),
        (("milestones", 1), 6, 4),
        (("milestones", 2, "what"), 7, 11),
        (("milestones", 2, "leads", 0), 9, 9),
        (("title",), 10, 10),
    ],
    ids=repr,
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_every_key_and_value_has_its_place(
    at: tuple[Hashable, ...], line: int, column: int, line_end: str
) -> None:
    places: Places = {}
    parse_yaml(PLACED.replace("\n", line_end), places)
    assert places[at] == (line, column)


def test_asking_for_places_changes_no_value() -> None:
    assert parse_yaml(PLACED, {}) == parse_yaml(PLACED)


def test_columns_count_characters_and_not_bytes() -> None:
    places: Places = {}
    parse_yaml("{é: “x”, ü: 1}", places)
    assert places[("ü",)] == (1, 13)


def test_the_places_before_a_fault_are_known() -> None:
    places: Places = {}
    with pytest.raises(FileFault):
        parse_yaml("a: 1\nb: [", places)
    assert places[("a",)] == (1, 4)
