"""Small pieces of plain English that every output shares."""

from collections.abc import Mapping, Sequence
from typing import Final

from planctl.model.rating import Rating

# How a board reads ratings: what needs it most comes first, what cannot be rated last.
WORST_FIRST: Final = (Rating.RED, Rating.AMBER, Rating.GREEN, Rating.BLUE, Rating.GREY)


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: 1 action, 33 actions."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def are(number: int) -> str:
    """How many are so: none are, 1 is, 16 are."""
    return f"{number or 'none'} {'is' if number == 1 else 'are'}"


def in_a_row(items: Sequence[str]) -> str:
    """Items as a sentence lists them: a, b and c."""
    if len(items) < 2:  # noqa: PLR2004 - one item needs no "and"
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def rag_in_words(counts: Mapping[Rating, int]) -> str:
    """How many of each rating, the worst first: 2 red, 3 green and 1 not rated."""
    named = (
        f"{counts[rating]} {rating_in_words(rating)}" for rating in WORST_FIRST if counts[rating]
    )
    return in_a_row(list(named)) or "none"


def rating_in_words(rating: Rating) -> str:
    """A rating as a word; grey is no rating at all."""
    return "not rated" if rating is Rating.GREY else rating.value


def visible(text: str) -> str:
    """A text without anything that could move the cursor or turn the writing round."""
    if text.isprintable():
        return text
    text = text.replace("\t", "→")
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
