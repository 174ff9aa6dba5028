"""What no keyboard types, in a text that others have to type again."""

import re

import pytest

from planctl.model.label import (
    NOT_FOREIGN,
    NOT_QUOTED,
    foreign_character,
    foreign_quote,
    plain_blanks,
    strip_quotes,
)


@pytest.mark.parametrize(
    ("text", "sign", "typed"),
    [
        ("“1.1”", "“", "1.1"),
        ("‘1.1’", "‘", "1.1"),
        ("«1.1»", "«", "1.1"),
        ("„1.1“", "„", "1.1"),
        ("\u20391.1\u203a", "\u2039", "1.1"),
        ('“1.1"', "“", "1.1"),
        ('"1.1”', "”", "1.1"),
        ("'1.1’", "’", "1.1"),
        ("’1.1`", "’", "1.1"),
        ("“SM QA", "“", "SM QA"),
        ("AD”", "”", "AD"),
        (" “1.1” ", "“", "1.1"),
        ("“", "“", "“"),
        ("SM\u00a0QA", "a no-break space", "SM QA"),
        ("SM\u202fQA", "a no-break space", "SM QA"),
        ("SM\u2007QA", "a blank that no keyboard types (U+2007)", "SM QA"),
        ("1.1\u200b", "an invisible sign (U+200B)", "1.1"),
        ("co\u00adre", "a soft hyphen", "core"),
        ("\u202e1.1", "an invisible sign (U+202E)", "1.1"),
    ],
)
def test_what_no_keyboard_types_is_named_and_left_out(text: str, sign: str, typed: str) -> None:
    assert foreign_character(text) == sign
    assert strip_quotes(text) == typed


@pytest.mark.parametrize(
    "text",
    ["1.1", "É", "Managers’", "’tis", "‘tis", "\"1.1'", "Children’s lead", "a “b” c", "naïve – ½"],
)
def test_what_a_keyboard_types_or_a_name_needs_is_not_foreign(text: str) -> None:
    assert foreign_character(text) == ""
    assert re.match(NOT_FOREIGN, text)


@pytest.mark.parametrize("text", ["“1.1”", "“1.1", "1.1”", "‘1.1'", "a\u00a0b", "a\u200b"])
def test_an_editor_refuses_the_same(text: str) -> None:
    assert not re.match(NOT_FOREIGN, text)


@pytest.mark.parametrize(
    ("path", "mark"),
    [
        ("“evidence/a.pdf”", "“"),
        ('"a.pdf”', "”"),
        ("“a” b.pdf", ""),
        ("a.pdf", ""),
        ("a\u202fb.pdf", ""),
    ],
)
def test_a_path_may_hold_what_a_file_is_called(path: str, mark: str) -> None:
    assert foreign_quote(path) == mark
    assert bool(re.match(NOT_QUOTED, path)) == (not mark)


def test_every_blank_becomes_a_space() -> None:
    assert plain_blanks("\u00a0in \u202f\u2007progress\u3000") == "in progress"
