"""What governance.yaml says that a paper makes: the board, its meetings, who answers for what."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from planctl.intake.paper.account import Entry, Fate, Made, Sure
from planctl.intake.paper.moment import WHEN, Dates, moment
from planctl.intake.paper.whole import Taken
from planctl.model.calendar import day_in_words
from planctl.model.said import Said
from planctl.model.timescale import AtBoard, OnDay
from planctl.model.written import Unreadable, read_timescale

_BOARD: Final = re.compile(r"\b((?:[A-Z][\w'’&]*,? ){1,4}Board)\b")
_AT_BOARD: Final = re.compile(r"\bboard(?: meeting)?,?(?: on| of)? (?=\d)", re.IGNORECASE)
# What stands before a board that has no name beside it; any other word is that of another board.
_NAMELESS: Final = re.compile(
    r"(?:^|[.,;:(“–—-]|\b(?:to|the|a|at|by|our|this|next|last|each|every|from|with|for|of|and|in|"
    r"on|after|before|first|inaugural|monthly|quarterly))$"
)


def governance_said(found: Taken, entries: list[Entry]) -> dict[str, Said]:
    """What governance.yaml says: the board by its name, its meetings, who answers for what."""
    texts = found.front.texts
    said: dict[str, Said] = {}
    names = Counter(
        each.removeprefix("The ")
        for text in found.front.paragraphs()
        for each in _BOARD.findall(text)
    )
    name = names.most_common(1)[0][0] if names else ""
    if name:
        said["board"] = {"name": Made(name)}
        why = "it is the board that the text names most"
        entries.append(Entry("", name, Fate.MADE, "name of the board", why, Sure.MEDIUM))
    for key in ("terms", "accountability"):
        if texts[key]:
            said[key] = [*texts[key]]
    meetings: list[Said] = [{"on": Made(on)} for on in _meetings(found, name, entries)]
    if meetings:
        said["meetings"] = meetings
    return said


def _meetings(found: Taken, name: str, entries: list[Entry]) -> Iterator[str]:
    """The meetings that texts give a day of, and those that timescales name by their month."""
    days = dict(_days(found, name))
    for day, text in days.items():
        why = f"from “{text}”"
        entries.append(
            Entry("", day_in_words(day), Fate.MADE, "meeting of the board", why, Sure.MEDIUM)
        )
    known = {(day.year, day.month, day.day): day_in_words(day) for day in days}
    by_month = {key[:2] for key in known}
    months = {
        (reading.year, reading.month, 0): when.due.removesuffix(" board")
        for action in found.all_actions
        for when in action.whens
        if isinstance(reading := read_timescale(when.due), AtBoard)
        and (reading.year, reading.month) not in by_month
    }
    yield from (on for _, on in sorted({**months, **known}.items()))


def _days(found: Taken, name: str) -> Iterator[tuple[date, str]]:
    """The days that texts give the board, and the words that do."""
    held = [each for text in _texts(found) for each in _held(text, found.front.dates)]
    kinds = [_kind(each.before, name) for each in held]
    for each, kind in zip(held, kinds, strict=True):
        if kind is _Kind.OURS or (kind is _Kind.ANY and _Kind.OTHER not in kinds):
            yield each.day, each.text


class _Kind(StrEnum):
    """Which board a text speaks of."""

    OURS = "ours"
    ANY = "any"  # the board, without a name
    OTHER = "other"


class _Held(NamedTuple):
    """A day of a board, and the words before it."""

    before: str
    day: date
    text: str


def _held(text: str, how: Dates) -> Iterator[_Held]:
    for start in _AT_BOARD.finditer(text):
        when = WHEN.match(text, start.end())
        reading = _read(when[0], how) if when else None
        if isinstance(reading, OnDay) and when:
            yield _Held(text[: start.start()], reading.day, text[start.start() : when.end()])


def _kind(before: str, name: str) -> _Kind:
    """Whose board it is, by the words before it."""
    words = before.casefold().rstrip()
    own = name.casefold().removesuffix("board").rstrip()
    if words.endswith("improvement") or (own and words.endswith(own)):
        return _Kind.OURS
    return _Kind.ANY if _NAMELESS.search(words) else _Kind.OTHER


def _read(text: str, how: Dates) -> object:
    due = moment(text, how).due
    try:
        return read_timescale(due)
    except Unreadable:
        return None


def _texts(found: Taken) -> Iterator[str]:
    """The prose, and the notes of all actions."""
    yield from found.front.paragraphs()
    for action in found.all_actions:
        notes = action.said.get("progress")
        for note in notes if isinstance(notes, list) else []:
            yield str(note["note"]) if isinstance(note, dict) else ""
