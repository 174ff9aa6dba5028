"""Which words of a text were taken out and which were put in, for readers to see at a glance."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Final, NamedTuple

from planctl.assess.change.match import matcher_of

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
    """The pieces of a text that was reworded, in the order of reading; long rests are cut.

    None where only spaces and line breaks changed.
    """
    before, after = old.split(), new.split()
    return tuple(_pieces(before, after)) if before != after else ()


def marked(pieces: tuple[Piece, ...]) -> str:
    """The pieces on one line without colour: [-taken out-] and {+put in+}."""
    marks = {Part.KEPT: "{}", Part.OUT: "[-{}-]", Part.IN: "{{+{}+}}"}
    return " ".join(marks[piece.part].format(piece.text) for piece in pieces)


def _pieces(before: list[str], after: list[str]) -> Iterator[Piece]:
    start = _same_at_start(before, after)
    end = _same_at_start(before[start:][::-1], after[start:][::-1])
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    if start:
        yield Piece(Part.KEPT, _cut([], before[:start][-_NEAR - 1 :], whole=start <= _NEAR + 1))
    yield from _within(old, new)
    if end:
        rest = before[len(before) - end :]
        yield Piece(Part.KEPT, _cut(rest[: _NEAR + 1], [], whole=end <= _NEAR + 1))


def _within(old: list[str], new: list[str]) -> Iterator[Piece]:
    """The pieces from the first word that changed to the last; of very long texts all of it."""
    matcher = matcher_of(old, new)
    if matcher is None:
        yield from _swapped(old, new)
        return
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            kept = old[a:b]
            yield Piece(Part.KEPT, _cut(kept, kept, whole=len(kept) <= 2 * _NEAR + 1))
        else:
            yield from _swapped(old[a:b], new[c:d])


def _same_at_start(one: list[str], other: list[str]) -> int:
    """How many words two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _swapped(before: list[str], after: list[str]) -> Iterator[Piece]:
    if before:
        yield Piece(Part.OUT, " ".join(before))
    if after:
        yield Piece(Part.IN, " ".join(after))


def _cut(head: list[str], tail: list[str], *, whole: bool) -> str:
    """Words that stayed, without those far from any change, unless they are few."""
    if whole:
        return " ".join(head or tail)
    return " ".join([*head[:_NEAR], GAP, *tail[-_NEAR:]])
