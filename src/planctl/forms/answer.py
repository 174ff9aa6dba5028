"""Days as people write them on a form, brought to what the grammar of timescales reads.

A form is filled in by hand, so that it takes more than a plan file may say: Excel’s own 12-Mar-24.

What an answer on a form means in the plan's own words.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final, NamedTuple

from planctl.forms.leaf import Words
from planctl.forms.spec import AS_COMPUTED, Field, milestone_number, rating_word
from planctl.model.action import BY_BOARD, EvidenceKind, Status
from planctl.model.choice import suggestion
from planctl.model.rating import Rating
from planctl.model.timescale import Ongoing
from planctl.model.written import (
    CENTURY,
    MONTH_NUMBERS,
    NoSuchDay,
    Unreadable,
    come,
    read_day,
    read_timescale,
)

_A_DAY: Final = "write the day, the month and the year, such as 3 August 2024"
_A_DATE: Final = (
    "write a day, a month or a quarter, such as 3 August 2024, August 2024 or Q3 2024-25"
)
_MONTH: Final = "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True))
_HYPHENS: Final = re.compile(rf"([0-9]{{1,2}})-({_MONTH})-([0-9]{{2}})", re.IGNORECASE | re.ASCII)


def day_done(wrote: str, as_at: date) -> str:
    """A day on which something was done; raises Unreadable for what is none."""
    try:
        day = read_day(_in_full(wrote))
    except NoSuchDay:
        raise
    except Unreadable as fault:
        raise Unreadable(fault.message, _A_DAY) from None
    return come(day, as_at).isoformat()


def later_date(wrote: str) -> str:
    """A later date, in words that a plan may say: a month or a quarter does as well as a day."""
    plain = _in_full(wrote)
    try:
        reading = read_timescale(plain)
    except NoSuchDay:
        raise
    except Unreadable as fault:
        raise Unreadable(fault.message, _A_DATE) from None
    if isinstance(reading, Ongoing):
        raise Unreadable("“ongoing” is not a date", _A_DATE)
    return plain


def is_day(wrote: str) -> bool:
    """Whether a text is a day and nothing besides."""
    try:
        read_day(_in_full(wrote))
    except Unreadable:
        return False
    return True


def _in_full(wrote: str) -> str:
    """A day with the year in full where Excel writes its last figures only; all else as it is."""
    plain = wrote.strip()
    short = _HYPHENS.fullmatch(plain)
    return f"{short[1]} {short[2]} {int(short[3]) + CENTURY}" if short else plain


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
