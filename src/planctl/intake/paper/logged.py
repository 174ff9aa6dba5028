"""Where the notes of a log begin: with a day, at the beginning of a paragraph or of a sentence."""

import re
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Final, NamedTuple

from planctl.intake.paper.account import Sure
from planctl.intake.paper.moment import WHEN, Dates, Moment, moment
from planctl.intake.paper.order import NUMBERS
from planctl.model.written import Unreadable, read_day

_LABEL: Final = r"(?:(?:latest |progress |status )?(?:updated?|progress|position|as at)\b[\s:–-]*)?"
_OPENING: Final = re.compile(rf"{_LABEL}(?P<bracket>[\[(])?(?P<when>{WHEN.pattern})", re.IGNORECASE)
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


class Opening(NamedTuple):
    """The date with which a note begins, and what stands after it."""

    said: str  # the date, with the label before it and the sign after it
    rest: str
    when: Moment
    sure: Sure | None = None  # medium where no sign tells that the date ends there
    is_plain: bool = True


def opening_of(text: str, how: Dates) -> Opening | None:
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
        return Opening(text, "", when, when.sure)
    end = after or sentence
    if not end or WHEN.match(text, end.end()):  # from one day to another, or within a sentence
        return Opening("", text, when, None, is_plain=False)
    sure = when.sure if after else Sure.MEDIUM
    return Opening(text[: end.end()], text[end.end() :], when, sure)


def _is_day(when: Moment) -> bool:
    """Whether it is proposed to be a day: 12 May, without a year."""
    try:
        return bool(when.propose and read_day(when.propose))
    except Unreadable:
        return False


def parted(text: str, how: Dates) -> list[str]:
    """The notes of a paragraph, of which two or more sentences plainly begin with a day."""
    first = opening_of(text, how)
    starts = list(islice(_plain_starts(text, how), _MOST))
    if len(starts) + bool(first and first.rest and first.is_plain) < _SEVERAL:
        return [text]
    joints = pairwise([0, *starts, len(text)])
    return [text[start:end].strip() for start, end in joints]


def _plain_starts(text: str, how: Dates) -> Iterator[int]:
    """Where sentences begin that plainly are notes of a day."""
    return (at for at in _sentences(text) if _is_plain(opening_of(text[at : at + _AHEAD], how)))


def later_day(text: str, how: Dates) -> str:
    """A date with which a later sentence of a note begins: it may be the day of another one."""
    found = (opening_of(text[at : at + _AHEAD], how) for at in _sentences(text))
    return next((each.when.written for each in found if each), "")


def _sentences(text: str) -> Iterator[int]:
    """Where a sentence begins with a date, but for the first."""
    return (each.end() for each in _NEXT.finditer(text))


def _is_plain(found: Opening | None) -> bool:
    """Whether a sign after a day says that the note of that day follows."""
    return bool(found and found.rest and _PLAIN.search(found.said))
