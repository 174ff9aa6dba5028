"""What a YAML parser complains of, in words for someone who does not program."""

import pytest

from planctl.load.content import FileFault, explain_yaml_error, parse_yaml

COLON = "there is a colon with a space after it inside a text, or a line is indented too far"
FIRST = "a text cannot begin with this character unless it is in quotes"
BACKSLASH = "a backslash in double quotes means something else in YAML"
QUOTE = "a quotation mark is opened here and not closed"
BRACKET = "a bracket is opened here and not closed, or a text begins with one"
NO_COLON = "a key has no colon and space after it, or a text runs on at the wrong indent"
OUT_OF_LINE = "a line is not lined up with the others of its list or its key"
BLANK = "a blank is missing after the"
AFTER_QUOTE = "the text goes on after its closing quotation mark"
DASH = "a text cannot begin with a dash unless it is in quotes"
GOES_ON = "the text goes on where planctl expected a new key"


@pytest.mark.parametrize(
    ("text", "why", "hint", "line", "column"),
    [
        ("title: How: a plan\n", COLON, "put the whole text in double quotes", 1, 11),
        ("a: 1\n  b: 2\n", COLON, "line the key up with the ones above it", 2, 4),
        ("title: @home\n", FIRST, "put the whole text in double quotes", 1, 8),
        ("title: `x`\n", FIRST, "put the whole text in double quotes", 1, 8),
        ("title: 100\nb: %x\n", FIRST, "put the whole text in double quotes", 2, 4),
        ('a: "C:\\plans"\n', BACKSLASH, "write two backslashes", 1, 7),
        ('a: "\\x4"\n', BACKSLASH, "use single quotes around the text", 1, 7),
        ('a: "\\uD800"\n', BACKSLASH, "use single quotes around the text", 1, 7),
        ('a: 1\nb: "open\nc: 2\n', QUOTE, "close it at the end of the text", 2, 4),
        ("a: 'tis\nb: 2\n", QUOTE, "write ’ for an apostrophe", 1, 4),
        ('a: "x”\nb: 2\n', QUOTE, 'ends with a curly one: write " in the place of ”', 1, 4),
        ("a: 'x’  # y\nb: 2\n", QUOTE, "ends with a curly one: write ' in the place of ’", 1, 4),
        ("a: 'x\n---\ny'\n", QUOTE, "close it at the end of the text", 1, 4),
        ("a: 1\nb: [x, y\nc: 2\n", BRACKET, "put the whole text in double quotes", 2, 4),
        ("a: {x: 1\n", BRACKET, "close the bracket", 1, 4),
        ("a: [\n", BRACKET, "close the bracket", 2, 1),
        ("a: [", BRACKET, "close the bracket", 2, 1),
        ("a: [x, y}\n", BRACKET, "close the bracket", 1, 4),
        ("a: 1\nkey\nb: 2\n", NO_COLON, "write key: value", 2, 1),
        ("a: 1\nb:2\nc: 3\n", f"{BLANK} colon of “b”", "write b: 2", 2, 1),
        (
            "a:\n  - b:c\n    d: e\n",
            f"{BLANK} colon of “b”",
            "write b: c",
            2,
            5,
        ),
        ("a:b\nc: d\n", f"{BLANK} colon of “a”", "write a: b", 1, 1),
        ("a:\n-b\nc: 2\n", f"{BLANK} dash", "write - b", 2, 1),
        ("a: 1\nhttps://x.org\nc: 2\n", NO_COLON, "write key: value", 2, 1),
        ("a:\n - 1\n b: 2\n", OUT_OF_LINE, "indent it like the lines above", 3, 2),
        ("a: 1\n- b\n", OUT_OF_LINE, "indent it like the lines above", 2, 1),
        ('a: "x" y\n', AFTER_QUOTE, "put the whole text in quotes", 1, 8),
        ("a:\n  - 'x' y\n", AFTER_QUOTE, "write “ and ” for the marks within it", 2, 9),
        ('a: [x, "y" z]\n', AFTER_QUOTE, "put the whole text in quotes", 1, 12),
        ("a: - b\n", DASH, "put the whole text in double quotes", 1, 4),
        ("a: 1\n b\nc: - d\n", DASH, "items of a list have lines of their own", 3, 4),
        ("  a: 1\n b: 2\n", GOES_ON, "line the key up with the ones above it", 2, 2),
    ],
    ids=repr,
)
def test_a_slip_is_named_where_it_was_made_with_its_remedy(
    text: str, why: str, hint: str, line: int, column: int
) -> None:
    with pytest.raises(FileFault) as refused:
        parse_yaml(text)
    fault = refused.value
    assert (fault.rule, fault.detail) == ("not-yaml", why)
    assert hint in fault.hint
    assert (fault.line, fault.column) == (line, column)


def test_what_has_no_words_of_ours_keeps_those_of_the_parser() -> None:
    words = explain_yaml_error("the moon is full", "while scanning")
    assert words == ("this is not YAML: the moon is full", "")


def test_a_parser_that_says_nothing_is_taken_to_mean_the_end() -> None:
    assert explain_yaml_error("", "") == ("this is not YAML: the file breaks off", "")
