"""What an answer on a form means in the plan's own words."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final, NamedTuple

from planctl.intake.sheet.astray import Words
from planctl.intake.sheet.day import day_done, is_day, later_date
from planctl.model.action import BY_BOARD, EvidenceKind, Status
from planctl.model.nearest import suggestion
from planctl.model.rating import Rating
from planctl.model.sheet import AS_COMPUTED, Field, milestone_number, rating_word
from planctl.model.written import Unreadable

NONE: Final = "none"  # in the place of a rating: the computed one stands
_DAYS: Final = frozenset({Field.PROGRESS_DAY, Field.COMPLETED})
_NUMBER: Final = re.compile(r"[-+£]?[0-9][0-9., ]*%?")


class Standard(NamedTuple):
    """By what a sheet is read: what the plan that it is for calls things, and on which day."""

    ratings: Mapping[str, Rating]  # as they are chosen on a form, worst first
    usual: frozenset[str]  # prints of what every sheet says around its rows
    as_at: date  # nothing can have been done after it
    words: Words  # by which each action is known


def said(item: str, wrote: str, by: Standard) -> str:
    """An answer in the plan's own words; raises Unreadable where it is none of them."""
    if item in _DAYS or milestone_number(item) is not None:
        return day_done(wrote, by.as_at)
    if item == Field.RATING:
        return _rating(wrote, by.ratings)
    read = _READERS.get(Field(item))
    return read(wrote) if read else wrote


def _rating(wrote: str, ratings: Mapping[str, Rating]) -> str:
    """A rating by what the form calls it, by its bare word, or by R, A, G or B."""
    known = {each.value[0]: each.value for each in (Rating.RED, Rating.AMBER, Rating.GREEN)}
    known |= {Rating.BLUE.value[0]: Rating.BLUE.value, NONE: NONE, AS_COMPUTED.casefold(): NONE}
    for choice, rating in ratings.items():
        for name in (choice, rating_word(rating), rating.value):
            known.setdefault(_small(name), rating.value)
    return _chosen(wrote, known, ("rating", (*ratings, AS_COMPUTED)))


def _status(wrote: str) -> str:
    plain = _small(wrote)
    if plain in BY_BOARD:
        fields = f"“{Field.PAUSE}” and “{Field.PAUSE_REASON}”"
        hint = f"fill in {fields if plain == Status.PAUSED else f'“{Field.WITHDRAWAL}”'}"
        raise Unreadable(f"only the board can say that an action is {plain}", hint)
    known = [each.value for each in Status if each not in BY_BOARD]
    return _chosen(wrote, {each: each for each in known}, ("status", _capitals(known)))


def _kind(wrote: str) -> str:
    known = [each.value for each in EvidenceKind]
    return _chosen(wrote, {each: each for each in known}, ("kind of evidence", _capitals(known)))


def _chosen(wrote: str, known: Mapping[str, str], of: tuple[str, tuple[str, ...]]) -> str:
    """One of a closed list of words, whatever its capitals."""
    what, choices = of
    plain = _small(wrote)
    if plain in known:
        return known[plain]
    hint = suggestion(plain, choices) or f"choose one of: {'; '.join(choices)}"
    raise Unreadable(f"this is no {what} of the list", hint)


def _words(wrote: str) -> str:
    """Words of a sentence; a number or a day alone tells nothing."""
    hint = "write it in words, as a sentence or two"
    if _NUMBER.fullmatch(wrote.strip()):
        raise Unreadable("it is only a number", hint)
    if is_day(wrote):
        raise Unreadable("it is only a day, and says nothing of what happened", hint)
    return wrote


def _capitals(words: list[str]) -> tuple[str, ...]:
    return tuple(word.capitalize() for word in words)


def _small(text: str) -> str:
    return " ".join(text.split()).casefold()


_READERS: Final[Mapping[Field, Callable[[str], str]]] = {
    Field.PROGRESS: _words,
    Field.STATUS: _status,
    Field.REASON: _words,
    Field.LATER: later_date,
    Field.LATER_REASON: _words,
    Field.PAUSE: later_date,
    Field.PAUSE_REASON: _words,
    Field.WITHDRAWAL: _words,
    Field.KIND: _kind,
}
