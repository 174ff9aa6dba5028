"""Texts without quotes where every reader of YAML takes them for the same text."""

from io import StringIO
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from planctl.edit.emit import pair, quoted_like, scalar
from planctl.load.content import FileFault, decode_text, parse_yaml


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("not available", "not available"),
        ("Café", "Café"),
        ("It’s so, “really”", "It’s so, “really”"),
        ("wide\u00a0space", "wide\u00a0space"),
        ("http://example.org/a", "http://example.org/a"),
        ("HR: monthly", '"HR: monthly"'),
        ("ends in a colon:", '"ends in a colon:"'),
        ("- a", '"- a"'),
        ("#1", '"#1"'),
        ("a #1", '"a #1"'),
        ("null", '"null"'),
        ("No", '"No"'),
        ("y", '"y"'),
        ("1.10", '"1.10"'),
        ("1e3", '"1e3"'),
        ("0o7", '"0o7"'),
        ("08", '"08"'),
        ("12:30", '"12:30"'),
        ("2024-03-31", '"2024-03-31"'),
        ("", '""'),
        (" a", '" a"'),
        ("\u00a0a", '"\u00a0a"'),
        ('"so"', '"\\"so\\""'),
        ("two\nlines", '"two\\nlines"'),
        ("---", '"---"'),
    ],
)
def test_a_text_is_quoted_where_it_would_be_read_otherwise(value: str, written: str) -> None:
    assert scalar(value) == written


def test_a_number_or_a_day_in_its_own_place_has_no_quotes() -> None:
    assert [scalar(text, bare=True) for text in ("27.5", "2024-03-31", "a: b")] == [
        "27.5",
        "2024-03-31",
        '"a: b"',
    ]


@pytest.mark.parametrize("value", ["a, b", "a]", "{a", "a:b", "-5", "?"])
def test_between_brackets_more_is_quoted(value: str) -> None:
    assert scalar(value, in_braces=True).startswith('"')


@pytest.mark.parametrize(
    ("style", "value", "written"),
    [
        ('"', "new", '"new"'),
        ("'", "it's", "'it''s'"),
        ("'", "two\nlines", "as usual"),
        (None, "new", "as usual"),
    ],
)
def test_a_text_gets_the_quotes_of_the_one_before_it(
    style: str | None, value: str, written: str
) -> None:
    assert quoted_like(style, value, "as usual") == written


_TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40) | st.from_regex(
    r"[-+.0-9eExXoO_:]{1,12}", fullmatch=True
)


@given(_TEXTS)
def test_our_reader_reads_what_was_written(text: str) -> None:
    for line in (f"a: {scalar(text)}\n", f"a: [{{b: {scalar(text, in_braces=True)}}}]\n"):
        try:
            decode_text(line.encode())
        except FileFault:
            return  # signs that no plan file may hold
        found = parse_yaml(line)["a"]
        assert (found if isinstance(found, str) else found[0]["b"]) == text


@given(_TEXTS)
def test_other_readers_of_yaml_take_it_for_the_same_text(text: str) -> None:
    line = f"a: {scalar(text)}\n"
    try:
        decode_text(line.encode())
    except FileFault:
        return
    read: list[Any] = [yaml.safe_load(line)["a"], YAML(typ="safe", pure=True).load(StringIO(line))]
    assert read[0] == text
    assert read[1]["a"] == text


@pytest.mark.parametrize(("letters", "lines"), [(84, 1), (85, 3)])
def test_a_list_stands_in_brackets_up_to_the_width_of_a_line(letters: int, lines: int) -> None:
    written = pair("action", ("leads",), ["SM QA", "x" * letters])
    assert len(written) == lines
    assert len(written[0]) == (100 if lines == 1 else len("leads:"))
