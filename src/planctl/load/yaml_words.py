"""What a YAML parser complains of, in words for someone who does not program."""

import re
from typing import Final

# The parser's own words (libyaml's or PyYAML's), what they mean, and what to do.
_WORDS: Final = (
    (
        "mapping values are not allowed",
        "there is a colon with a space after it inside a text, or a line is indented too far",
        "put the whole text in double quotes, or line the key up with the ones above it",
    ),
    (
        "cannot start any token|character .* that cannot start",
        "a text cannot begin with this character unless it is in quotes",
        "put the whole text in double quotes",
    ),
    (
        (
            "unknown escape character|escape sequence|expected escape|escape code|hexdecimal number"
            r"|chr\(\) arg"
        ),
        "a backslash in double quotes means something else in YAML",
        "use single quotes around the text, or write two backslashes",
    ),
    (
        "quoted scalar|unexpected end of stream|found unexpected document indicator",
        "a quotation mark is opened here and not closed",
        "close it at the end of the text, or write ’ for an apostrophe",
    ),
    (
        "expected ',' or|flow (?:sequence|mapping|node)",
        "a bracket is opened here and not closed, or a text begins with one",
        "close the bracket, or put the whole text in double quotes",
    ),
    (
        "could not find expected ':'",
        "a key has no colon and space after it, or a text runs on at the wrong indent",
        "write key: value, or - item, with the space; indent the further lines of a text",
    ),
    (
        (
            "expected <block end>|did not find expected (?:key|'-' indicator)|block entries"
            "|sequence entries|bad indentation|expected the node content"
        ),
        "a line is not lined up with the others of its list or its key",
        "indent it like the lines above it; after text in quotes nothing may follow on the line",
    ),
    (
        "expected '?<document start>|did not find expected",
        "the text goes on where planctl expected a new key",
        "put the whole text in double quotes, or line the key up with the ones above it",
    ),
)


CURLY: Final = "it has to end with the straight mark it begins with, and ends with a curly one: "


def explain_yaml_error(problem: str, context: str) -> tuple[str, str]:
    """What is wrong and what to do; the parser's own words where we have none."""
    complaint = f"{context} {problem}"
    for pattern, meaning, hint in _WORDS:
        if re.search(pattern, complaint):
            return meaning, hint
    return f"this is not YAML: {problem.strip() or 'the file breaks off'}", ""
