"""Progress notes: a cell split into notes, each with the day that it begins with or stands below.

A note whose day is not plain is placed whole, and a person is asked for the day. A note can also
say how the action stands; whether a note of withdrawal is of the whole action is asked.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, islice, pairwise
from typing import Final, NamedTuple

from planctl.intake.account import HIGH, LOW, MEDIUM, DerivedText, Fate, GuessConfidence, TextPiece
from planctl.intake.lexicon.date import (
    DATE_PATTERN,
    NUMERIC_DATE,
    DateStyle,
    ParsedDate,
    month_of_due,
    parse_date,
)
from planctl.intake.lexicon.rating import UNRATED_WORDS
from planctl.intake.lexicon.short_name import short_title
from planctl.intake.plan.draft_action import DraftAction
from planctl.intake.plan.status import take_note_status
from planctl.model.problem import PlanValue
from planctl.model.timescale_grammar import Unreadable, read_day

_LABEL: Final = r"(?:(?:latest |progress |status )?(?:updated?|progress|position|as at)\b[\s:–-]*)?"
_OPENING: Final = re.compile(
    rf"{_LABEL}(?P<bracket>[\[(])?(?P<when>{DATE_PATTERN.pattern})", re.IGNORECASE
)
_SIGN: Final = re.compile(r"\s*(?:[:;–—-]|[.,](?=\s))+\s*(?=\S)")
_CLOSED: Final = re.compile(r"[\])]\s*[:;.,–—-]*\s*(?=\S)")
# What stands after a day that ends there, but for words that say what the day is of.
_SENTENCE: Final = re.compile(
    r"\s+(?!(?:Deadline|Target|Due|Review|Date|End|Start|Next|Completion)\b)(?=[A-Z“‘\"(\[])"
)
_ALONE: Final = re.compile(r"[\s\])]*+[:;.,–—-]*+\s*")
# After a sentence, and before a date that another note may begin with.
_NEXT: Final = re.compile(rf"(?<=[.!?;…)\]])\s+(?={_OPENING.pattern})", re.IGNORECASE)
_PLAIN: Final = re.compile(r"[:–—\])]\s*$|\s-\s+$")
_SEVERAL: Final = 2
_AHEAD: Final = 400  # characters, far beyond the date with which a sentence begins
_MOST: Final = 500  # notes of a paragraph; what follows stays with the last
_NONE_YET: Final = re.compile(
    r"(?i)(?:there (?:is|was|has been|have been) )?(?:no|nil|nothing)"
    r"(?: (?:further|new|other|change|changes|progress|updates?|comments?|news))*"
    r"(?: (?:yet|to date|to report|as yet|at present|at this time|made|received|provided|"
    r"this (?:month|quarter|period|time)|since last \w+))*"
    r"|tb[acd]|to be \w+|unknown|-+|–|—|\?+|…"
)
_FILE: Final = re.compile(r"(?i).{1,120}\.(?:pptx?|docx?|xlsx?|xlsm|pdf|msg|eml|csv|png|jpe?g|zip)")
_ENDLESS: Final = re.compile("on-?going|continuous", re.IGNORECASE)


class NoteOpening(NamedTuple):
    """The date with which a note begins, and what stands after it."""

    said: str  # the date, with the label before it and the sign after it
    rest: str
    when: ParsedDate
    sure: GuessConfidence | None = None  # medium where no sign tells that the date ends there
    is_plain: bool = True


def parse_note_opening(text: str, dates: DateStyle) -> NoteOpening | None:
    """The date that a note begins with, where it may be the day of the note."""
    match = _OPENING.match(text)
    if not match:
        return None
    parsed, end = parse_date(match["when"], dates), match.end()
    is_number = parsed.is_either or NUMERIC_DATE.fullmatch(parsed.written)
    if not (parsed.is_day or is_number or _is_day(parsed.propose)):
        return None
    if _ALONE.fullmatch(text, end):
        return NoteOpening(text, "", parsed, parsed.sure)
    after = _CLOSED.match(text, end) if match["bracket"] else _SIGN.match(text, end)
    sign = after or _SENTENCE.match(text, end)
    if not sign or DATE_PATTERN.match(text, sign.end()):  # to another day, or within a sentence
        return NoteOpening("", text, parsed, None, is_plain=False)
    sure = parsed.sure if after else MEDIUM
    return NoteOpening(text[: sign.end()], text[sign.end() :], parsed, sure)


def _is_day(text: str) -> bool:
    try:
        return bool(text and read_day(text))
    except Unreadable:
        return False


def split_notes(text: str, dates: DateStyle) -> list[str]:
    """The notes of a paragraph, of which two or more sentences plainly begin with a day."""
    first = parse_note_opening(text, dates)
    later = _later_openings(text, dates)
    plain = (at for at, opening in later if opening.rest and _PLAIN.search(opening.said))
    starts = list(islice(plain, _MOST))
    if len(starts) + bool(first and first.rest and first.is_plain) < _SEVERAL:
        return [text]
    return [text[start:end].strip() for start, end in pairwise([0, *starts, len(text)])]


def _later_openings(text: str, dates: DateStyle) -> Iterator[tuple[int, NoteOpening]]:
    """Where sentences but the first begin with a date, and how."""
    for match in _NEXT.finditer(text):
        opening = parse_note_opening(text[match.end() : match.end() + _AHEAD], dates)
        if opening:
            yield match.end(), opening


def take_progress(action: DraftAction, _: str, pieces: list[TextPiece]) -> None:
    """The notes of the log, each with its day where it begins with one or stands below one."""
    for _cell, group in groupby(pieces, key=lambda piece: (piece.place, piece.column)):
        notes = [p.part(note) for p in group for note in split_notes(p.text, action.how.dates)]
        for day, piece in _notes_with_days(action, notes):
            words = piece.text.casefold().strip(" .")
            if words in UNRATED_WORDS or _NONE_YET.fullmatch(words):
                action.note(piece, Fate.READ, "progress", "read as no progress")
            else:
                _take_note(action, piece, day)


def _notes_with_days(
    action: DraftAction, pieces: Sequence[TextPiece]
) -> Iterator[tuple[str, TextPiece]]:
    """The notes of a cell, each with the day that stands alone above it, if one does."""
    openings = [parse_note_opening(piece.text, action.how.dates) for piece in pieces]
    days_alone = [opening if opening and not opening.rest else None for opening in openings]
    day = month = ""
    for number, (piece, opening) in enumerate(zip(pieces, days_alone, strict=True)):
        if opening and days_alone[-1]:
            if number + 1 == len(pieces):
                why = "a date stands alone: which note is of that day?"
                action.want("progress", why, place=piece.place)
            yield "", piece
        elif opening:
            day, month = _day_of_note(action, piece, opening), ""
            why = f"the day {day} of what stands below it" if day else "no day that is read"
            action.note(piece, Fate.READ, "progress", why, HIGH)
        elif number + 1 < len(pieces) and (above := _month_alone(piece.text, action.how.dates)):
            day, month = "", above
            action.note(piece, Fate.READ, "progress", f"“{above}” goes before what stands below it")
        else:
            day = "" if openings[number] else day  # of a later day are those below it
            yield day, piece._replace(column=month or piece.column)


def _month_alone(text: str, dates: DateStyle) -> str:
    """The month that stands alone on a line; a note below it has no day, and has it in words."""
    match = DATE_PATTERN.fullmatch(text.strip(" .:;,–—-()[]"))
    due = parse_date(match[0], dates).due if match else ""
    return match[0] if match and due and month_of_due(due) else ""


def _day_of_note(action: DraftAction, piece: TextPiece, opening: NoteOpening) -> str:
    """The day of a note; asked where it is not plain."""
    parsed = opening.when
    if parsed.is_day and opening.is_plain:
        return parsed.iso
    why, propose = parsed.why, parsed.propose
    if parsed.is_day:
        why, propose = "is the date with which it begins the day of the note?", parsed.iso
    answer = action.want(f"“{short_title(piece.text)}” day of a note", why, propose, piece.place)
    return read_day(answer).isoformat() if answer else ""


def _take_note(action: DraftAction, piece: TextPiece, above: str) -> None:
    opening = parse_note_opening(piece.text, action.how.dates)
    opening = opening if opening and opening.rest else None
    day = _day_of_note(action, piece, opening) if opening else above
    if opening and opening.said and day:
        words = piece.part(opening.said)
        action.note(words, Fate.READ, "progress", f"the day {day}", opening.sure)
        piece = piece.part(opening.rest)
    for _, later in islice(_later_openings(piece.text, action.how.dates), 1) if opening else ():
        written = later.when.written
        why = f"“{written}” begins a sentence of the note: it may be the day of another one"
        action.tell("progress", why, LOW)
    _place_note(action, piece, day)
    if _FILE.fullmatch(piece.text):
        why = "it names a file; save the file under evidence/ and name it under evidence"
        action.want("progress", f"“{piece.text}”: {why}", place=piece.place)
    take_note_status(action, piece)


def _place_note(action: DraftAction, piece: TextPiece, day: str) -> None:
    """Add a note; without a day of its own it has that of its column, or the month in words."""
    column = "" if day else _dates_in_heading(piece.column)
    parsed = parse_date(column, action.how.dates) if column else None
    if parsed and parsed.is_day:
        day = parsed.iso
        action.tell("progress", f"the day {day} of “{short_title(piece.text)}”, as its column says")
    date: dict[str, PlanValue] = {"date": DerivedText(day)} if day else {}
    if column and not day:
        action.items("progress").append({"note": DerivedText(f"{column}: {piece.text}")})
        why = f"“{column}” is put before it, as it stands above it"
        action.note(piece, Fate.READ, "progress", why, MEDIUM)
    else:
        action.place("progress", piece, {**date, "note": piece.text})


def _dates_in_heading(heading: str) -> str:
    """The date in the heading of a column, from the first to the last of several."""
    dates = [date for date in DATE_PATTERN.finditer(heading) if not _ENDLESS.fullmatch(date[0])]
    return heading[dates[0].start() : dates[-1].end()] if dates else ""
