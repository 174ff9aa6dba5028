"""The account of an import: what became of every piece of text, so that nothing vanishes silently.

A value that is not in the words of the paper, such as a title that was made, is a `DerivedText`:
that tells the paper's words from planctl's in what is written.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final, NamedTuple, TypeAlias

from planctl.model.problem import At, PlanValue, walk_value


class DerivedText(str):
    """A text that planctl made: a title from the first words, a day that was read, a status."""

    __slots__ = ()


class Fate(StrEnum):
    """What became of a piece of text."""

    PLACED = "placed"  # it stands in the plan, word for word
    READ = "read"  # it was taken for a value, such as R for red
    STRUCTURE = "structure"  # a heading of a column, the number of an area, an “and” between roles
    ASKED = "needs a person"
    LEFT = "not placed"
    MADE = "made"  # it is not of the paper: planctl made it


class GuessConfidence(StrEnum):
    """How sure a guess is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


HIGH: Final = GuessConfidence.HIGH
MEDIUM: Final = GuessConfidence.MEDIUM
LOW: Final = GuessConfidence.LOW


class AccountEntry(NamedTuple):
    """One piece of text of the paper, and where it went; or a value that was made."""

    place: str
    text: str
    fate: Fate
    to: str = ""  # such as 1.2 progress
    why: str = ""  # the reason of a guess, what a person has to decide, what it was read as
    sure: GuessConfidence | None = None  # only a guess is more or less sure
    propose: str = ""  # what a person may want to say
    meanwhile: str = ""  # the value that stands until a person has said


class TextPiece(NamedTuple):
    """A paragraph of the paper, and where it stands."""

    place: str
    text: str
    is_item: bool = False
    shade: str = ""  # the colour of its cell, as six hexadecimal digits
    is_again: bool = False  # of a merged cell that began in a row above
    column: str = ""  # the words above it
    step: int = 0  # which of the steps of its action says it

    def entry(
        self, fate: Fate, target: str, why: str = "", sure: GuessConfidence | None = None
    ) -> AccountEntry:
        """What became of all of it."""
        is_made = self.is_again or isinstance(self.text, DerivedText)
        fate = Fate.MADE if is_made else fate
        return AccountEntry(self.place, self.text, fate, target, why, sure)

    def part(self, text: str) -> "TextPiece":
        """A part of it."""
        return self._replace(text=DerivedText(text) if isinstance(self.text, DerivedText) else text)


def made_entry(
    to: str, text: str, why: str, sure: GuessConfidence | None, place: str = ""
) -> AccountEntry:
    """A value that planctl made, and the reason."""
    return AccountEntry(place, text, Fate.MADE, to, why, sure)


class Account:
    """What a reader of a part of the paper says of its words, entry by entry."""

    def __init__(self, prefix: str = "") -> None:
        """Begin with nothing said; where words go is named after the prefix, such as a ref."""
        self.entries: list[AccountEntry] = []
        self._prefix = prefix

    def note(
        self,
        piece: TextPiece,
        fate: Fate,
        to: str,
        why: str = "",
        sure: GuessConfidence | None = None,
    ) -> None:
        """Say what became of a piece."""
        self.entries.append(piece.entry(fate, f"{self._prefix}{to}" if to else "", why, sure))


def derived_paths(value: PlanValue) -> Iterator[At]:
    """Where, in a file, the values stand that planctl made."""
    return (at for at, part in walk_value(value) if isinstance(part, DerivedText))


def plain_value(value: PlanValue) -> PlanValue:
    """A value whose texts are texts and nothing more."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, list):
        return [plain_value(item) for item in value]
    return {key: plain_value(item) for key, item in value.items()} if value is not None else None


Answers: TypeAlias = Mapping[str, str]  # by what was asked, such as 4.2 timescale “Feb Board”
