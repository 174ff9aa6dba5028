"""The notes of a log, each with its day where it begins with one, or stands below one.

A note goes whole into the plan where its day is not plain, and a person is asked for the day.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from planctl.intake.paper.account import Entry, Fate, Made, Piece, Sure
from planctl.intake.paper.done import completed_on
from planctl.intake.paper.logged import Opening, later_day, opening_of, parted
from planctl.intake.paper.moment import WHEN, Dates, moment
from planctl.intake.paper.naming import short
from planctl.intake.paper.near import near_of
from planctl.intake.paper.promise import Growing
from planctl.intake.paper.rating import UNRATED, first_status
from planctl.intake.paper.stopped import ask_stopped
from planctl.model.action import Status
from planctl.model.said import Said
from planctl.model.written import read_day

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


def take_progress(action: Growing, _: str, pieces: list[Piece]) -> None:
    """The notes of the log, each with its day where it begins with one or stands below one."""
    for _cell, group in groupby(pieces, key=lambda piece: (piece.place, piece.column)):
        notes = [
            piece.part(note) for piece in group for note in parted(piece.text, action.how.dates)
        ]
        for day, piece in _below(action, notes):
            said = piece.text.casefold().strip(" .")
            if said in UNRATED or _NONE_YET.fullmatch(said):
                action.note(piece, Fate.READ, "progress", "read as no progress")
            else:
                _take_note(action, piece, day)


def _below(action: Growing, pieces: Sequence[Piece]) -> Iterator[tuple[str, Piece]]:
    """The notes of a cell, each with the day that stands alone above it, if one does."""
    openings = [opening_of(piece.text, action.how.dates) for piece in pieces]
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


def _day(action: Growing, piece: Piece, opening: Opening) -> str:
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
    opening = opening_of(piece.text, action.how.dates)
    opening = opening if opening and opening.rest else None
    day = _day(action, piece, opening) if opening else above
    if opening and opening.said and day:
        said = piece.part(opening.said)
        action.note(said, Fate.READ, "progress", f"the day {day}", opening.sure)
        piece = piece.part(opening.rest)
    if opening and (later := later_day(piece.text, action.how.dates)):
        why = f"“{later}” begins a sentence of the note: it may be the day of another one"
        action.tell("progress", why, Sure.LOW)
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
    if "status" in action.said or action.has_asked("status"):
        return
    word, done = first_status(piece.text), completed_on(piece.text, action.how.dates)
    if done:
        word = (piece.text, Status.COMPLETE)
        if done.is_day:
            action.make("completed", done.iso, f"as “{piece.text}” says", Sure.MEDIUM, piece.place)
    is_unbegun = word is not None and word[1] is Status.NOT_STARTED
    action.begun.add(not is_unbegun)
    if word and not is_unbegun:
        why = f"a note begins with “{word[0]}”"
        action.make("status", word[1].value, why, Sure.MEDIUM, piece.place)
    elif not word:
        ask_stopped(action, piece)
