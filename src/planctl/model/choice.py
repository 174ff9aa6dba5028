"""Closed lists of words, matched in any capitals, and words in a sentence."""

from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum
from typing import Any, Final, Literal, Self, get_args, get_origin

from planctl.model.label import plain_blanks

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


def closed_words(kind: Any) -> tuple[str, ...]:  # noqa: ANN401 - a type can be anything
    """The words of a closed list; none for a type of any other kind."""
    if get_origin(kind) is Literal:
        return get_args(kind)
    is_choice = isinstance(kind, type) and issubclass(kind, Choice)
    return tuple(choice.value for choice in kind) if is_choice else ()


def match_choice(text: str, choices: Iterable[str]) -> str:
    """The choice that somebody wrote, in whatever capitals; empty where it is none of them."""
    plain = plain_blanks(text).casefold()
    return next((choice for choice in choices if choice.casefold() == plain), "")


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


def abridged_list(names: Collection[str]) -> str:
    """The first few names, and how many more there are."""
    shown = list(names)[:_FEW]
    more = f" and {len(names) - _FEW} more" if len(names) > _FEW else ""
    return f"{', '.join(shown)}{more}"
