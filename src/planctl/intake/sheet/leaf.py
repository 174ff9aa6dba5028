"""What is on a filled sheet, whatever program wrote it: rows, other texts, and its record."""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from planctl.model.sheet import PROMPTS

# How Excel keeps a sign that XML cannot hold, such as the first half of a line end of Windows.
_HELD: Final = re.compile("_x00([01][0-9A-Fa-f])_")
STRUCK: Final = "words of it are struck through, and might be meant or not"
_LINE_ENDS: Final = re.compile("\r\n?|\x0b|\u2028|\u2029")


class Written(NamedTuple):
    """What stands at a place; with a fault where it cannot be taken for a text."""

    place: str  # as a person would find it
    text: str
    fault: str = ""
    links: tuple[str, ...] = ()  # the addresses that its words lead to


class Row(NamedTuple):
    """A row of the table of a form, as it is now."""

    ref: str
    item: str
    shown: Written
    answer: Written
    lost_field: bool = False  # the answer stands where the field itself is gone
    is_number: bool = False  # the ref is a number, which may have lost a nought


class Leaves(NamedTuple):
    """All that a file holds."""

    rows: tuple[Row, ...]
    others: tuple[Written, ...]  # texts outside the tables
    besides: tuple[Written, ...]  # what no form is made with: comments, notes, pictures
    pairs: tuple[tuple[str, str], ...]  # names and values that may be a record


def without_prompt(text: str) -> str:
    """What was written beside the prompt of a field, where that was left standing."""
    for prompt in PROMPTS:
        text = text.removeprefix(prompt).removesuffix(prompt).strip()
    return text


def unsaid(links: Iterable[str], text: str) -> tuple[str, ...]:
    """The addresses behind some words that the words themselves do not say."""
    small = text.casefold()
    return tuple(
        link
        for link in dict.fromkeys(links)
        if link.casefold().removeprefix("mailto:").rstrip("/") not in small
    )


def plain(text: str) -> str:
    """A text with the line ends that plan files have; a prompt that was left is nothing."""
    text = _HELD.sub(lambda found: chr(int(found[1], 16)), text)
    text = _LINE_ENDS.sub("\n", text)
    return "" if " ".join(text.split()) in PROMPTS else text
