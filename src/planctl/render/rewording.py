"""Which words of a text were taken out and which were put in, for readers to see at a glance."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final, NamedTuple

_NEAR: Final = 5  # words that are shown on each side of a change
GAP: Final = "…"


class Part(StrEnum):
    """What became of some words."""

    KEPT = "kept"
    OUT = "out"
    IN = "in"


class Piece(NamedTuple):
    """Some words in a row, and what became of them."""

    part: Part
    text: str


def rewording(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces of a text that was reworded, in the order of reading; long rests are cut."""
    before, after = old.split(), new.split()
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    steps = matcher.get_opcodes()
    pieces: list[Piece] = []
    for n, (what, a, b, c, d) in enumerate(steps):
        if what == "equal":
            pieces.append(Piece(Part.KEPT, _cut(before[a:b], n == 0, n == len(steps) - 1)))
        else:
            pieces += _swapped(before[a:b], after[c:d])
    return tuple(pieces)


def marked(pieces: tuple[Piece, ...]) -> str:
    """The pieces on one line without colour: [-taken out-] and {+put in+}."""
    marks = {Part.KEPT: "{}", Part.OUT: "[-{}-]", Part.IN: "{{+{}+}}"}
    return " ".join(marks[piece.part].format(piece.text) for piece in pieces)


def _swapped(before: list[str], after: list[str]) -> Iterator[Piece]:
    if before:
        yield Piece(Part.OUT, " ".join(before))
    if after:
        yield Piece(Part.IN, " ".join(after))


def _cut(words: list[str], is_first: bool, is_last: bool) -> str:  # noqa: FBT001 - where it stands
    """Words that stayed, without those far from any change."""
    head = [] if is_first else words[:_NEAR]
    tail = [] if is_last else words[-_NEAR:]
    if len(head) + len(tail) + 1 >= len(words) and not (is_first or is_last):
        return " ".join(words)
    if len(words) <= _NEAR:
        return " ".join(words)
    return " ".join([*head, GAP, *tail])
