"""Dates within other words: when a thing is due, when it was completed, and words that name no day.

A date is taken only where the words around it change nothing. Any other words may name another
day, such as “Reviewed 1 Oct 2025; due tbc”, and a person is asked.
"""

import re
from collections.abc import Callable, Collection
from datetime import date
from typing import Final, NamedTuple

from planctl.intake.account import MEDIUM
from planctl.intake.lexicon.date import (
    DATE_PATTERN,
    MONTH_PATTERN,
    REVIEW_WORDS,
    DateStyle,
    ParsedDate,
    parse_date,
)
from planctl.intake.lexicon.status import parse_status
from planctl.model.action import Status
from planctl.model.calendar import Calendar
from planctl.model.timescale import AtBoard, InMonth, due_day
from planctl.model.timescale_grammar import read_timescale

_NEVER: Final = date(9999, 12, 31)  # when what has no end is over
# Words that leave a date the day that it is due.
_DUE: Final = (
    r"(?:(?:to be )?completed? by|due(?: date| by| on| in| for)?|target(?: date)?|deadline|"
    r"(?:(?:expected|planned|target|for) )?completion(?: date| by| due)?|"
    r"(?:by )?no later than|at the latest|latest|by|on|in|the|end|of|date|is|"
    r"\d{1,2}:\d\d(?::\d\d)?)\b"  # a time of the day
)
_HARMLESS: Final = re.compile(rf"[\W_]*(?:{_DUE}[\W_]*)*", re.IGNORECASE)
# How often what has no end is looked at: ongoing, with monthly review.
_OFTEN: Final = re.compile(
    r"(?i)[\W_]*+(?:with )?(?:(?:to be )?(?:review|monitor)(?:ed)?)?[\W_]*+"
    rf"(?P<often>{'|'.join(REVIEW_WORDS)})"
    r"(?: reviews?| monitoring)?[\W_]*"
)
_REMARK: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_CHANGED: Final = re.compile(
    r"\b(?:was|previously|original(?:ly)?|extended|extension|revised|moved|slipped|delayed|"
    rf"brought forward|now(?=\W+(?:by )?(?:the )?(?:end (?:of )?)?(?:\d|{MONTH_PATTERN}\b)))\b",
    re.IGNORECASE,
)
# What stands between a promise and a later one, or after both.
_MOVES: Final = (
    r"\b(?:extended|extension|revised|moved|slipped|delayed|re-?scheduled|amended|changed|"
    r"new (?:target )?date|now)\b"
)
_MOVED: Final = re.compile(rf"{_MOVES}(?: from\b)?", re.IGNORECASE)
_EDGES: Final = " .,;:()[]"
_ONLY_APART: Final = re.compile(r"\s+(?:(?:->|=>|[→➔>/|])\s*)?|\s*(?:->|=>|[→➔>|])\s*")
_BEFORE: Final = re.compile(rf"(?i)\b(?:was|previously|original(?:ly)?|before)\b|{_MOVES} from\b")
# Words by which a date is another day than that by which a thing is due.
_ANOTHER: Final = re.compile(
    rf"{_CHANGED.pattern}|\b(?:not )?(?:from|after|since|before|until|w/?[ce]|week|"
    rf"within|completed|reviewed|began)\b|\b(?:early|mid|late)\b(?=\W*{DATE_PATTERN.pattern})",
    re.IGNORECASE,
)
# In brackets these, too, say so, or that it is not sure.
_DOUBTFUL: Final = re.compile(
    rf"(?i){_ANOTHER.pattern}|\b(?:early|mid|late|tb[acd]|to be \w+|draft|provisional\w*|interim|"
    r"review\w*|start\w*|commenc\w*|begin\w*|not|no|complete|done|closed|paused|overdue|missed)\b|\?"
)

_UNSURE_DAY: Final = re.compile(r"(?<=\d)\W+tb[acd]\W*$", re.IGNORECASE)  # a day that is not sure
_AROUND: Final = " .,:;()[]–—-"
_BESIDE: Final = re.compile(r"(?i)^(?:action|now|all|fully) |(?<!\s)\s+(?:on|in|at|as at|as of)$")
_YEAR: Final = r"(?:,? (?:of )?20\d\d(?: ?[-/] ?(?:20)?\d\d)?)?"
_SEASON: Final = (
    r"(?:(?:early|mid|late|next)[ -])?(?:spring|summer|autumn|winter|easter|christmas|whitsun)"
    r"(?: half)?(?: terms?| holidays?| break)?(?: [12])?"
)
_SPAN: Final = (
    r"(?:within |in )?(?:the )?(?:next )?(?:\d+|one|two|three|four|six|nine|twelve) "
    r"(?:day|week|month|term|year)s?(?:['’]s? time)?"
)
_TIMES: Final = (
    _SEASON + _YEAR,
    rf"(?:next |this |half[ -])term{_YEAR}",
    rf"end of (?:the )?(?:school |academic )?(?:term|year){_YEAR}",
    _SPAN,
    r"asap|as soon as possible|immediate(?:ly)?|year[ -]end",
)
_OPEN: Final = r"(?:date |timescale )?(?:tb[acd]|to be (?:confirmed|agreed|decided))" + _YEAR
_BY: Final = r"(?:by |in |for )?(?:the )?(?:(?:start|beginning|end) of (?:the )?)?"
_WHEN: Final = rf"(?P<words>{_BY}(?:{'|'.join(_TIMES)}))"
# Such words are the last or the first of a cell, which they share with no role: the Summer Term
# Lead leads.
_AFTER: Final = r"(?:^|(?<=[\w)?])(?:\s*[,;:(–—-]\s*|\s+))"
_LAST: Final = r"(?=[\s.,;)\]]*$)"
_TIME: Final = re.compile(
    rf"(?i){_AFTER}{_WHEN}{_LAST}|^{_WHEN.replace('words', 'first')}\s*[,;:–—-]\s"
)
_UNSET: Final = re.compile(rf"(?!^)(?<!\band){_AFTER}(?P<words>{_OPEN}){_LAST}", re.IGNORECASE)


def parse_date_in_sentence(
    text: str, dates: DateStyle, leads: Collection[str] = ()
) -> ParsedDate | None:
    """The date that stands among other words; nothing where no date is read for sure."""
    readings = [parse_date(part[0], dates) for part in DATE_PATTERN.finditer(text)]
    dues = {reading.due for reading in readings}
    either = next((part for part in readings if part.is_either), None)
    is_changed = any(dues) and _CHANGED.search(text)
    if either or not dues or ("" in dues and not is_changed):
        return either
    if is_changed:
        why = "a promise was changed: the first date is the timescale, a later one an extension"
        # The only date of a text is a later one.
        first = min(filter(None, dues), key=due_sort_day) if len(dues) > 1 else ""
        return ParsedDate(text, "", why, propose=first)
    if len(dues) > 1:
        why = "it names several dates: which of them is the promise?"
        ending = [part.due for part in readings if part.ends]
        return ParsedDate(text, "", why, propose=max(ending, key=due_sort_day))
    due, words = readings[0].due, DATE_PATTERN.sub(" ", text)
    why = "the words beside the date may say that it is another day"
    parsed = ParsedDate(text, "", why, propose=due)
    often = None if readings[0].ends else _OFTEN.fullmatch(words)
    if often:
        review = REVIEW_WORDS[often["often"].casefold()]
        why = "it has no end, and is looked at so often"
        parsed = ParsedDate(text, due, why, MEDIUM, review=review)
    elif keeps_date_due(words, leads):
        parsed = ParsedDate(text, due, "the date among other words", MEDIUM)
    return parsed


class ParsedExtension(NamedTuple):
    """A first promise and a later one in one text, and the words of each."""

    first: ParsedDate
    words: str
    later: ParsedDate
    later_words: str


def parse_extension(text: str, dates: DateStyle) -> ParsedExtension | None:
    """The two promises of a text: 31/12/25 31/03/26; May 2024 (extended to July 2024)."""
    matches = [*DATE_PATTERN.finditer(text)]
    readings = [parse_date(match[0], dates) for match in matches]
    if len(matches) != len(("first", "later")) or not all(date.ends for date in readings):
        return None
    one, two = matches
    before, between, after = text[: one.start()], text[one.end() : two.start()], text[two.end() :]
    others = f"{_BEFORE.sub(' ', _MOVED.sub(' ', before))} {_MOVED.sub(' ', after)}"
    days = [due_sort_day(date.due) for date in readings]
    is_moved = _MOVED.search(f"{between} {after}") or (_MOVED.search(before) and "to" in between)
    parts = text[: one.end()].strip(_EDGES), text[one.end() :].strip(_EDGES)
    if not keeps_date_due(others) or days[0] == days[1]:
        return None
    if days[0] < days[1] and (is_moved or _ONLY_APART.fullmatch(between)):
        return ParsedExtension(readings[0], parts[0], readings[1], parts[1])
    if days[1] < days[0] and _BEFORE.search(between):
        return ParsedExtension(readings[1], parts[1], readings[0], parts[0])
    return None


def says_other_day(text: str) -> bool:
    """Whether a step that has a date in its words says that the date is not when it is due."""
    return bool(_ANOTHER.search(text))


def doubtful_part(text: str) -> str:
    """What of a text with leads and dates a person has to read; nothing where it is plain."""
    word, date_match = _ANOTHER.search(text) or _UNSURE_DAY.search(text), DATE_PATTERN.search(text)
    return text[min(word.start(), date_match.start()) :] if word and date_match else ""


def keeps_date_due(words: str, leads: Collection[str] = ()) -> bool:
    """Whether the words beside a date leave it the day that it is due: by, due, who leads."""
    unknown = _REMARK.sub(" ", words)
    for lead in sorted(leads, key=len, reverse=True):
        unknown = re.sub(rf"(?<!\w){re.escape(lead)}(?!\w)", " ", unknown)
    is_sure = not any(map(_DOUBTFUL.search, _REMARK.findall(words)))
    return is_sure and bool(_HARMLESS.fullmatch(unknown))


def due_sort_day(due: str) -> date:
    """The day by which dates are in order; a board is the last day of its month."""
    reading = read_timescale(due)
    if isinstance(reading, AtBoard):
        reading = InMonth(reading.year, reading.month)
    return due_day(reading, Calendar()) or _NEVER


def parse_completion(
    text: str, dates: DateStyle, reads: Callable[[str], Status | None] = parse_status
) -> ParsedDate | None:
    """When an action was completed whose status says so with a date: Completed 12/05/2024."""
    when = DATE_PATTERN.search(text)
    if not when or re.search(r"\bby\b", text, re.IGNORECASE):  # complete by: it is to be
        return None
    words = f"{text[: when.start()]} {text[when.end() :]}".strip(_AROUND)
    is_complete = reads(_BESIDE.sub("", words).strip(_AROUND)) is Status.COMPLETE
    return parse_date(when[0], dates) if is_complete else None


def has_vague_time(text: str) -> bool:
    """Whether words of time stand beside a role, and not only that something is to be told."""
    return bool(_TIME.search(text))


def split_vague_time(text: str) -> tuple[str, str]:
    """Who leads, and the words that say by when but name no day; those are empty without any."""
    unset = None if DATE_PATTERN.search(text) else _UNSET.search(text)
    match = unset or _TIME.search(text)
    if match and match["words"]:
        return text[: match.start()], match["words"]
    return (text[match.end() :], match["first"]) if match else (text, "")
