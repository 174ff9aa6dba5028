"""The fields of a form: how each is answered, and what an answer means in the plan's own words.

A form is filled in by hand, so it takes more than a plan file may say: a day as Excel writes it,
12-Mar-24, a word in any capitals, a rating by its letter.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Final, NamedTuple

from planctl.forms.leaf import Words
from planctl.forms.spec import AS_COMPUTED, Field, Kind, milestone_number, rating_word
from planctl.intake.read.parts import tidy
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
from planctl.update.news import NONE

_A_DAY: Final = "write the day, the month and the year, such as 3 August 2024"
_A_DATE: Final = (
    "write a day, a month or a quarter, such as 3 August 2024, August 2024 or Q3 2024-25"
)
_MONTH: Final = "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True))
_HYPHENS: Final = re.compile(rf"([0-9]{{1,2}})-({_MONTH})-([0-9]{{2}})", re.IGNORECASE | re.ASCII)
_NUMBER: Final = re.compile(r"[-+£]?[0-9][0-9., ]*%?")


class Standard(NamedTuple):
    """What a sheet is read by: the plan's names for things, and the day."""

    ratings: Mapping[str, Rating]  # as they are chosen on a form, worst first
    usual: frozenset[str]  # prints of what every sheet says around its rows
    as_at: date  # nothing can have been done after it
    words: Words  # by which each action is known


def answer_in_plan_words(item: str, text: str, by: Standard) -> str:
    """An answer in the plan's own words; raises Unreadable where it is none of them."""
    if milestone_number(item) is not None:
        return _day_done(text, by)
    return FIELDS[Field(item)].read(text, by)


def row_kind(item: str) -> Kind:
    """How the row of that name is answered."""
    if milestone_number(item) is not None:
        return Kind.DAY
    return FIELDS[Field(item)].kind if item in set(Field) else Kind.SHOWN


def _verbatim(text: str, _: Standard) -> str:
    return text


def _sentence(text: str, _: Standard) -> str:
    """Words of a sentence; a number or a day alone tells nothing."""
    hint = "write it in words, as a sentence or two"
    if _NUMBER.fullmatch(text.strip()):
        raise Unreadable("it is only a number", hint)
    if _is_day(text):
        raise Unreadable("it is only a day, and says nothing of what happened", hint)
    return text


def _day_done(text: str, by: Standard) -> str:
    """A day on which something was done."""
    try:
        day = read_day(_with_century(text))
    except NoSuchDay:
        raise
    except Unreadable as fault:
        raise Unreadable(fault.message, _A_DAY) from None
    return come(day, by.as_at).isoformat()


def _later_date(text: str, _: Standard) -> str:
    """A later date, in words that a plan may say: a month or a quarter does as well as a day."""
    plain = _with_century(text)
    try:
        reading = read_timescale(plain)
    except NoSuchDay:
        raise
    except Unreadable as fault:
        raise Unreadable(fault.message, _A_DATE) from None
    if isinstance(reading, Ongoing):
        raise Unreadable("“ongoing” is not a date", _A_DATE)
    return plain


def _is_day(text: str) -> bool:
    """Whether a text is a day and nothing besides."""
    try:
        read_day(_with_century(text))
    except Unreadable:
        return False
    return True


def _with_century(text: str) -> str:
    """A day with the year in full where Excel writes its last figures only; all else as it is."""
    plain = text.strip()
    short = _HYPHENS.fullmatch(plain)
    return f"{short[1]} {short[2]} {int(short[3]) + CENTURY}" if short else plain


def _rating(text: str, by: Standard) -> str:
    """A rating by what the form calls it, by its bare word, or by R, A, G or B."""
    colours = (Rating.RED, Rating.AMBER, Rating.GREEN, Rating.BLUE)
    known = {colour.value[0]: colour.value for colour in colours}
    known |= {NONE: NONE, AS_COMPUTED.casefold(): NONE}
    for choice, rating in by.ratings.items():
        for name in (choice, rating_word(rating), rating.value):
            known.setdefault(_small(name), rating.value)
    return _choice(text, known, ("rating", (*by.ratings, AS_COMPUTED)))


def _status(text: str, _: Standard) -> str:
    plain = _small(text)
    if plain in BY_BOARD:
        fields = f"“{Field.PAUSE}” and “{Field.PAUSE_REASON}”"
        hint = f"fill in {fields if plain == Status.PAUSED else f'“{Field.WITHDRAWAL}”'}"
        raise Unreadable(f"only the board can say that an action is {plain}", hint)
    return _word_of("status", text, (each.value for each in Status if each not in BY_BOARD))


def _evidence_kind(text: str, _: Standard) -> str:
    return _word_of("kind of evidence", text, (kind.value for kind in EvidenceKind))


def _word_of(what: str, text: str, words: Iterable[str]) -> str:
    known = {word: word for word in words}
    return _choice(text, known, (what, tuple(word.capitalize() for word in known)))


def _choice(text: str, known: Mapping[str, str], of: tuple[str, tuple[str, ...]]) -> str:
    """One of a closed list of words, whatever its capitals."""
    what, choices = of
    plain = _small(text)
    if plain in known:
        return known[plain]
    hint = suggestion(plain, choices) or f"choose one of: {'; '.join(choices)}"
    raise Unreadable(f"this is no {what} of the list", hint)


def _small(text: str) -> str:
    return tidy(text).casefold()


class FieldType(NamedTuple):
    """How a field is answered, and how its answer is read."""

    kind: Kind
    read: Callable[[str, Standard], str] = _verbatim
    has_words: bool = False  # whether an address may stand among its words


FIELDS: Final[Mapping[Field, FieldType]] = {
    Field.PROGRESS: FieldType(Kind.LONG, _sentence, has_words=True),
    Field.PROGRESS_DAY: FieldType(Kind.DAY, _day_done),
    Field.STATUS: FieldType(Kind.CHOICE, _status),
    Field.COMPLETED: FieldType(Kind.DAY, _day_done),
    Field.RATING: FieldType(Kind.CHOICE, _rating),
    Field.REASON: FieldType(Kind.TEXT, _sentence, has_words=True),
    Field.LATER: FieldType(Kind.TEXT, _later_date),
    Field.LATER_REASON: FieldType(Kind.TEXT, _sentence, has_words=True),
    Field.EVIDENCE: FieldType(Kind.TEXT, has_words=True),
    Field.KIND: FieldType(Kind.CHOICE, _evidence_kind),
    Field.PLACE: FieldType(Kind.TEXT),
    Field.SHOWS: FieldType(Kind.TEXT, has_words=True),
    Field.PAUSE: FieldType(Kind.TEXT, _later_date),
    Field.PAUSE_REASON: FieldType(Kind.TEXT, _sentence, has_words=True),
    Field.WITHDRAWAL: FieldType(Kind.TEXT, _sentence, has_words=True),
    Field.REPLACED_BY: FieldType(Kind.TEXT),
}
