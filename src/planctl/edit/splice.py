"""Changes to a text at exact places: every character that is not meant stays as it was."""

import re
from collections.abc import Iterable
from json import dumps
from typing import Final, NamedTuple

# What YAML reads as the same text without quotes, in a line or between braces.
_PLAIN: Final = re.compile(
    r"[0-9A-Za-z£][0-9A-Za-z£%()/.;-]*(?: [0-9A-Za-z£(][0-9A-Za-z£%()/.;-]*)*"
)
_NOT_TEXT: Final = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})


class Cut(NamedTuple):
    """A part of a text, from one character to before another, and what is to stand there."""

    start: int
    end: int
    text: str


def applied(text: str, cuts: Iterable[Cut]) -> str:
    """A text after its cuts, which do not overlap; of two at one place the first comes first."""
    parts, at = [], 0
    for cut in sorted(cuts, key=lambda each: (each.start, each.end)):
        parts += [text[at : cut.start], cut.text]
        at = cut.end
    return "".join([*parts, text[at:]])


def scalar(value: str) -> str:
    """A text as a YAML file holds it on one line: quoted where it would be read otherwise."""
    is_plain = _PLAIN.fullmatch(value) and value.casefold() not in _NOT_TEXT
    return value if is_plain else dumps(value, ensure_ascii=False)
