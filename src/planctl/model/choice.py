"""Closed lists of words, matched in any capitals, and suggestions for a name that is unknown."""

from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum
from typing import Final, Self

from planctl.model.label import plain_blanks, strip_quotes

_FEW: Final = 5  # names that are listed of many


class Choice(StrEnum):
    """One of a closed list of words, as a plan file or a flag names it."""

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        """The choice that is meant, in whatever capitals; none where no choice is."""
        choice = (
            match_choice(value, [choice.value for choice in cls]) if isinstance(value, str) else ""
        )
        return cls(choice) if choice else None


def match_choice(text: str, choices: Iterable[str]) -> str:
    """The choice that somebody wrote, in whatever capitals; empty where it is none of them."""
    plain = plain_blanks(text).casefold()
    return next((choice for choice in choices if choice.casefold() == plain), "")


def nearest_names(name: str, known: Iterable[str], most: int = 3) -> list[str]:
    """The known names that look most like this one, nearest first; often none.

    One that differs in nothing but capitals, blanks and quotation marks is the only one. Where
    none is like it, those count of which it is a part: rag for progress_rag.
    """
    from difflib import get_close_matches

    by_letters = {other.casefold(): other for other in known}
    typed = strip_quotes(name).casefold()
    if typed in by_letters:
        return [by_letters[typed]]
    close = get_close_matches(name.casefold(), by_letters, n=most, cutoff=0.6)
    close = close or [word for word in by_letters if typed in word.split("_")][:most]
    return [by_letters[letters] for letters in close]


def suggest_name(name: str, known: Iterable[str]) -> str:
    """What to do about a name that nobody knows; empty when nothing known is like it."""
    close = nearest_names(name, known)
    return f"did you mean {quoted_list(close, last='or')}?" if close else ""


def quoted_list(names: Collection[str], last: str = "and") -> str:
    """The names in a sentence: a, b and c."""
    return join_words([f"“{name}”" for name in names], last)


def list_alternatives(words: Sequence[str]) -> str:
    """Words of which one may be meant, as they are typed: a, b or c."""
    return join_words(words, "or")


def join_words(items: Sequence[str], last: str) -> str:
    """Items as a sentence lists them: a, b and c."""
    if len(items) < 2:  # noqa: PLR2004 - one item needs no "and"
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def similar_names(name: str, known: Collection[str]) -> str:
    """The known names most like one that nobody knows, else some of all; empty without any."""
    near = nearest_names(name, known)
    if near:
        return f"the nearest {'is' if len(near) == 1 else 'are'} {', '.join(near)}"
    return f"there {'is' if len(known) == 1 else 'are'} {abridged_list(known)}" if known else ""


def abridged_list(names: Collection[str]) -> str:
    """The first few names, and how many more there are."""
    shown = list(names)[:_FEW]
    more = f" and {len(names) - _FEW} more" if len(names) > _FEW else ""
    return f"{', '.join(shown)}{more}"
