"""The fields of a form: how each is answered, and what an answer means in the plan's own words.

A form is filled in by hand, so it takes more than a plan file may say: a day as Excel writes it,
12-Mar-24, a word in any capitals, a rating by its letter.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Final, NamedTuple

from planctl.forms.layout import AS_COMPUTED, FieldKind, FormField, milestone_number, rating_word
from planctl.forms.sheet_rows import ActionWords
from planctl.model.action import BY_BOARD, EvidenceKind, Status
from planctl.model.label import plain_blanks
from planctl.model.nearest_name import suggest_name
from planctl.model.rating import Rating
from planctl.model.timescale import Ongoing
from planctl.model.timescale_grammar import (
    CENTURY,
    MONTH_NUMBERS,
    Unreadable,
    read_day,
    read_timescale,
    read_with_hint,
    require_past,
)
from planctl.update.action_update import NO_RATING

_A_DAY: Final = "write the day, the month and the year, such as 3 August 2024"
_A_DATE: Final = (
    "write a day, a month or a quarter, such as 3 August 2024, August 2024 or Q3 2024-25"
)
_MONTH: Final = "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True))
_HYPHENS: Final = re.compile(rf"([0-9]{{1,2}})-({_MONTH})-([0-9]{{2}})", re.IGNORECASE | re.ASCII)
_NUMBER: Final = re.compile(r"[-+£]?[0-9][0-9., ]*%?")


class SheetContext(NamedTuple):
    """What a sheet is read by: the plan's names for things, and the day."""

    ratings: Mapping[str, Rating]  # as they are chosen on a form, worst first
    usual: frozenset[str]  # prints of what every sheet says around its rows
    as_at: date  # nothing can have been done after it
    words: ActionWords  # by which each action is known


def parse_answer(item: str, text: str, by: SheetContext) -> str:
    """An answer in the plan's own words; raises Unreadable where it is none of them."""
    if milestone_number(item) is not None:
        return day_done(text, by.as_at)
    return FIELDS[FormField(item)].read(text, by)


def row_kind(item: str) -> FieldKind:
    """How the row of that name is answered."""
    if milestone_number(item) is not None:
        return FieldKind.DAY
    return FIELDS[FormField(item)].kind if item in set(FormField) else FieldKind.SHOWN


def _verbatim(text: str, _: SheetContext) -> str:
    return text


def _sentence(text: str, _: SheetContext) -> str:
    """Words of a sentence; a number or a day alone tells nothing."""
    hint = "write it in words, as a sentence or two"
    if _NUMBER.fullmatch(text.strip()):
        raise Unreadable("it is only a number", hint)
    if _is_day(text):
        raise Unreadable("it is only a day, and says nothing of what happened", hint)
    return text


def day_done(text: str, as_at: date) -> str:
    """A day on which something was done; raises Unreadable for one after the as-at day."""
    return require_past(read_with_hint(read_day, _with_century(text), _A_DAY), as_at).isoformat()


def _day_done(text: str, by: SheetContext) -> str:
    return day_done(text, by.as_at)


def _later_date(text: str, _: SheetContext) -> str:
    """A later date, in words that a plan may say: a month or a quarter does as well as a day."""
    if isinstance(read_with_hint(read_timescale, _with_century(text), _A_DATE), Ongoing):
        raise Unreadable("“ongoing” is not a date", _A_DATE)
    return _with_century(text)


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


def _rating(text: str, by: SheetContext) -> str:
    """A rating by what the form calls it, by its bare word, or by R, A, G or B."""
    colours = (Rating.RED, Rating.AMBER, Rating.GREEN, Rating.BLUE)
    known = {colour.value[0]: colour.value for colour in colours}
    known |= {NO_RATING: NO_RATING, AS_COMPUTED.casefold(): NO_RATING}
    for choice, rating in by.ratings.items():
        for name in (choice, rating_word(rating), rating.value):
            known.setdefault(_small(name), rating.value)
    return _choice(text, known, ("rating", (*by.ratings, AS_COMPUTED)))


def _status(text: str, _: SheetContext) -> str:
    plain = _small(text)
    if plain in BY_BOARD:
        fields = f"“{FormField.PAUSE}” and “{FormField.PAUSE_REASON}”"
        hint = f"fill in {fields if plain == Status.PAUSED else f'“{FormField.WITHDRAWAL}”'}"
        raise Unreadable(f"only the board can say that an action is {plain}", hint)
    return _word_of("status", text, (each.value for each in Status if each not in BY_BOARD))


def _evidence_kind(text: str, _: SheetContext) -> str:
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
    hint = suggest_name(plain, choices) or f"choose one of: {'; '.join(choices)}"
    raise Unreadable(f"this is no {what} of the list", hint)


def _small(text: str) -> str:
    return plain_blanks(text).casefold()


class FieldType(NamedTuple):
    """How a field is answered, and how its answer is read."""

    kind: FieldKind
    read: Callable[[str, SheetContext], str] = _verbatim
    has_words: bool = False  # whether an address may stand among its words


FIELDS: Final[Mapping[FormField, FieldType]] = {
    FormField.PROGRESS: FieldType(FieldKind.LONG, _sentence, has_words=True),
    FormField.PROGRESS_DAY: FieldType(FieldKind.DAY, _day_done),
    FormField.STATUS: FieldType(FieldKind.CHOICE, _status),
    FormField.DATE: FieldType(FieldKind.TEXT, _later_date),
    FormField.PIECE: FieldType(FieldKind.LONG, has_words=True),
    FormField.COMPLETED: FieldType(FieldKind.DAY, _day_done),
    FormField.RATING: FieldType(FieldKind.CHOICE, _rating),
    FormField.REASON: FieldType(FieldKind.TEXT, _sentence, has_words=True),
    FormField.LATER: FieldType(FieldKind.TEXT, _later_date),
    FormField.LATER_REASON: FieldType(FieldKind.TEXT, _sentence, has_words=True),
    FormField.EVIDENCE: FieldType(FieldKind.TEXT, has_words=True),
    FormField.KIND: FieldType(FieldKind.CHOICE, _evidence_kind),
    FormField.PLACE: FieldType(FieldKind.TEXT),
    FormField.SHOWS: FieldType(FieldKind.TEXT, has_words=True),
    FormField.PAUSE: FieldType(FieldKind.TEXT, _later_date),
    FormField.PAUSE_REASON: FieldType(FieldKind.TEXT, _sentence, has_words=True),
    FormField.WITHDRAWAL: FieldType(FieldKind.TEXT, _sentence, has_words=True),
    FormField.REPLACED_BY: FieldType(FieldKind.TEXT),
}
