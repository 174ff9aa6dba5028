"""The smallest pieces of a pack, which many parts of it are made of."""

from typing import NamedTuple


class Badge(NamedTuple):
    """A rating as it is shown: never by its colour alone."""

    rating: str  # blue, green, amber, red or grey: for the style of it
    word: str  # the word for it: Red, Not rated
    label: str  # what the plan's key calls it: Overdue
    disputed: str  # what the facts say, where the declared rating is better; else empty


class Entry(NamedTuple):
    """A name with what it means, or a fact with its value."""

    name: str
    meaning: str
