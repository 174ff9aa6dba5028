"""The notes of a log, each with its day where it begins with one, or stands below one.

A note goes whole into the plan where its day is not plain, and a person is asked for the day.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from planctl.intake.paper.account import Entry, Fate, Made, Piece, Sure
from planctl.intake.paper.done import completed_on
from planctl.intake.paper.moment import WHEN, Dates, Moment, moment
from planctl.intake.paper.naming import short
from planctl.intake.paper.near import near_of
from planctl.intake.paper.order import NUMBERS
from planctl.intake.paper.promise import Growing
from planctl.intake.paper.rating import UNRATED, first_status
from planctl.model.action import Status
from planctl.model.said import Said
from planctl.model.written import Unreadable, read_day

_LABEL: Final = r"(?:(?:latest |progress |status )?(?:updated?|progress|position|as at)\b[\s:–-]*)?"
_OPENING: Final = re.compile(rf"{_LABEL}(?P<bracket>[\[(])?(?P<when>{WHEN.pattern})", re.IGNORECASE)
_SIGN: Final = re.compile(r"\s*(?:[:;–—-]|[.,](?=\s))+\s*(?=\S)")
_CLOSED: Final = re.compile(r"[\])]\s*[:;.,–—-]*\s*(?=\S)")
# What stands after a day that ends there, but for words that say what the day is of.
_SENTENCE: Final = re.compile(
    r"\s+(?!(?:Deadline|Target|Due|Review|Date|End|Start|Next|Completion)\b)(?=[A-Z“‘\"(\[])"
)
_ALONE: Final = re.compile(r"[\s\])]*[:;.,–—-]*\s*")
_NONE_YET: Final = re.compile(
    r"(?:there (?:is|was|has been|have been) )?(?:no|nil|nothing)"
    r"(?: (?:further|new|other|change|changes|progress|updates?|comments?|news))*"
    r"(?: (?:yet|to date|to report|as yet|at present|at this time|made|received|provided|"
    r"this (?:month|quarter|period|time)|since last \w+))*"
    r"|tb[acd]|to be \w+|unknown|-+|–|—|\?+|…",
    re.IGNORECASE,
)
_FILE: Final = re.compile(
    r".{1,120}\.(?:pptx?|docx?|xlsx?|xlsm|pdf|msg|eml|csv|png|jpe?g|zip)", re.IGNORECASE
)
_ENDLESS: Final = re.compile("on-?going|continuous", re.IGNORECASE)


class _Opening(NamedTuple):
    """The date with which a note begins, and what stands after it."""

    said: str  # the date, with the label before it and the sign after it
    rest: str
    when: Moment
    sure: Sure | None = None  # medium where no sign tells that the date ends there
    is_plain: bool = True


def take_progress(action: Growing, _: str, pieces: list[Piece]) -> None:
    """The notes of the log, each with its day where it begins with one or stands below one."""
    for _cell, group in groupby(pieces, key=lambda piece: (piece.place, piece.column)):
        for day, piece in _below(action, list(group)):
            said = piece.text.casefold().strip(" .")
            if said in UNRATED or _NONE_YET.fullmatch(said):
                action.note(piece, Fate.READ, "progress", "read as no progress")
            else:
                _take_note(action, piece, day)


def _below(action: Growing, pieces: Sequence[Piece]) -> Iterator[tuple[str, Piece]]:
    """The notes of a cell, each with the day that stands alone above it, if one does."""
    openings = [_opening(piece.text, action.how.dates) for piece in pieces]
    alone = [opening if opening and not opening.rest else None for opening in openings]
    day = month = ""
    for number, (piece, opening) in enumerate(zip(pieces, alone, strict=True)):
        if opening and alone[-1]:
            if number + 1 == len(pieces):
                why = "a date stands alone: which note is of that day?"
                to = f"{action.ref} progress"
                action.entries.append(Entry(piece.place, "", Fate.ASKED, to, why))
            yield "", piece
        elif opening:
            day, month = _day(action, piece, opening), ""
            why = f"the day {day} of what stands below it" if day else "no day that is read"
            action.note(piece, Fate.READ, "progress", why, Sure.HIGH)
        elif number + 1 < len(pieces) and (above := _month(piece.text, action.how.dates)):
            day, month = "", above
            action.note(piece, Fate.READ, "progress", f"“{above}” goes before what stands below it")
        else:
            day = "" if openings[number] else day  # of a later day are those below it
            yield day, piece._replace(column=month or piece.column)


def _month(text: str, how: Dates) -> str:
    """The month that stands alone on a line; a note below it has no day, and has it in words."""
    found = WHEN.fullmatch(text.strip(" .:;,–—-()[]"))
    due = moment(found[0], how).due if found else ""
    return found[0] if found and due and near_of(due) else ""


def _opening(text: str, how: Dates) -> _Opening | None:
    """The date that a note begins with, where it may be the day of the note."""
    found = _OPENING.match(text)
    if not found:
        return None
    when = moment(found["when"], how)
    if not (when.is_day or when.is_either or NUMBERS.fullmatch(when.written) or _is_day(when)):
        return None
    at = found.end()
    after = _CLOSED.match(text, at) if found["bracket"] else _SIGN.match(text, at)
    sentence = _SENTENCE.match(text, at)
    if _ALONE.fullmatch(text, at):
        return _Opening(text, "", when, when.sure)
    end = after or sentence
    if not end or WHEN.match(text, end.end()):  # from one day to another, or within a sentence
        return _Opening("", text, when, None, is_plain=False)
    sure = when.sure if after else Sure.MEDIUM
    return _Opening(text[: end.end()], text[end.end() :], when, sure)


def _is_day(when: Moment) -> bool:
    """Whether it is proposed to be a day: 12 May, without a year."""
    try:
        return bool(when.propose and read_day(when.propose))
    except Unreadable:
        return False


def _day(action: Growing, piece: Piece, opening: _Opening) -> str:
    """The day of a note; asked where it is not plain."""
    when = opening.when
    if when.is_day and opening.is_plain:
        return when.iso
    why = when.why
    propose = when.propose
    if when.is_day:
        why, propose = "is the date with which it begins the day of the note?", when.iso
    answer = action.want(f"“{short(piece.text)}” day of a note", why, propose, piece.place)
    return read_day(answer).isoformat() if answer else ""


def _take_note(action: Growing, piece: Piece, above: str) -> None:
    opening = _opening(piece.text, action.how.dates)
    opening = opening if opening and opening.rest else None
    day = _day(action, piece, opening) if opening else above
    if opening and opening.said and day:
        said = piece.part(opening.said)
        action.note(said, Fate.READ, "progress", f"the day {day}", opening.sure)
        piece = piece.part(opening.rest)
    _place(action, piece, day)
    if _FILE.fullmatch(piece.text):
        why = "it names a file; save the file under evidence/ and name it under evidence"
        entry = Entry(
            piece.place, "", Fate.ASKED, f"{action.ref} progress", f"“{piece.text}”: {why}"
        )
        action.entries.append(entry)
    _take_first_status(action, piece)


def _place(action: Growing, piece: Piece, day: str) -> None:
    """Add a note; without a day of its own it has that of its column, or the month in words."""
    column = "" if day else _dated(piece.column)
    when = moment(column, action.how.dates) if column else None
    if when and when.is_day:
        day = when.iso
        action.tell("progress", f"the day {day} of “{short(piece.text)}”, as its column says")
    date: dict[str, Said] = {"date": Made(day)} if day else {}
    if column and not day:
        action.items("progress").append({"note": Made(f"{column}: {piece.text}")})
        why = f"“{column}” is put before it, as it stands above it"
        action.note(piece, Fate.READ, "progress", why, Sure.MEDIUM)
    else:
        action.place("progress", piece, {**date, "note": piece.text})


def _dated(heading: str) -> str:
    """The date in the heading of a column, from the first to the last of several."""
    found = [each for each in WHEN.finditer(heading) if not _ENDLESS.fullmatch(each[0])]
    return heading[found[0].start() : found[-1].end()] if found else ""


def _take_first_status(action: Growing, piece: Piece) -> None:
    if "status" in action.said:
        return
    word, done = first_status(piece.text), completed_on(piece.text, action.how.dates)
    if done:
        word = (piece.text, Status.COMPLETE)
        if done.is_day:
            action.make("completed", done.iso, f"as “{piece.text}” says", Sure.MEDIUM, piece.place)
    if word:
        why = f"a note begins with “{word[0]}”"
        action.make("status", word[1].value, why, Sure.MEDIUM, piece.place)
