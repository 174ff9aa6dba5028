"""Closed lists of words that people write: one is read in any capitals, with any blanks in it."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Self

from planctl.model.character import plain_blanks


class Choice(StrEnum):
    """One of a closed list of words, as a plan file or a flag names it."""

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        """The choice that is meant, in whatever capitals; none where no choice is."""
        meant = match_choice(value, [each.value for each in cls]) if isinstance(value, str) else ""
        return cls(meant) if meant else None


def match_choice(written: str, choices: Iterable[str]) -> str:
    """The choice that somebody wrote, in whatever capitals; empty where it is none of them."""
    plain = plain_blanks(written).casefold()
    return next((each for each in choices if each.casefold() == plain), "")
