"""How often a board meets, in words: every six weeks, each term, every quarter but August.

`every` of a rule holds such an interval. A whole rule in words becomes the keys of one.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from typing import Final, NamedTuple

from planctl.model.calendar import MONTHS, WEEKDAYS, WEEKS_OF_MONTH
from planctl.model.choice import match_choice
from planctl.model.label import plain_blanks
from planctl.model.timescale import EachYear, InMonth, OnDay, OutOfTerm
from planctl.model.timescale_grammar import Unreadable, read_day_or_month, shorten
from planctl.model.timescale_pattern import DAY_OR_MONTH_FORM, any_case, choice_form, whole_text

HOLIDAYS: Final = "holidays"


class Unit(StrEnum):
    """What the time between two meetings is counted in."""

    WEEK = "week"
    MONTH = "month"
    TERM = "term"
    HALF_TERM = "half term"


class Interval(NamedTuple):
    """The time from one meeting to the next."""

    number: int
    unit: Unit

    @property
    def words(self) -> str:
        """The interval as a board paper says it."""
        nth = _NTH.get(self.number, f"{self.number}th")
        return f"every {self.unit}" if self.number == 1 else f"every {nth} {self.unit}"

    @property
    def is_of_terms(self) -> bool:
        """Whether it needs the dates of school terms."""
        return self.unit in {Unit.TERM, Unit.HALF_TERM}


_ORDINALS: Final = {
    "two": "second",
    "three": "third",
    "four": "fourth",
    "five": "fifth",
    "six": "sixth",
    "seven": "seventh",
    "eight": "eighth",
    "nine": "ninth",
    "ten": "tenth",
    "eleven": "eleventh",
    "twelve": "twelfth",
}
_NUMBERS: Final = {word: number for number, word in enumerate(_ORDINALS, 2)}
_NTH: Final = dict(enumerate(_ORDINALS.values(), 2))
_UNITS: Final = {
    "week": (1, Unit.WEEK),
    "fortnight": (2, Unit.WEEK),
    "month": (1, Unit.MONTH),
    "quarter": (3, Unit.MONTH),
    "year": (12, Unit.MONTH),
    "half term": (1, Unit.HALF_TERM),
    "half-term": (1, Unit.HALF_TERM),
    "term": (1, Unit.TERM),
}
_EVERY: Final = f"(?:(?:{'|'.join(_NUMBERS)}|[1-9][0-9]?) )?(?:{'|'.join(_UNITS)})s?"
INTERVAL_FORM: Final = whole_text(any_case(_EVERY))
LEFT_OUT_FORM: Final = f"{DAY_OR_MONTH_FORM}|{choice_form([*MONTHS, HOLIDAYS])}"
_PARTS: Final = re.compile(f"(?:({'|'.join(_NUMBERS)}|[1-9][0-9]?) )?({'|'.join(_UNITS)})s?")
_INTERVAL_HINT: Final = "write it as month, two months, quarter, six weeks, term or half term"


@cache
def parse_interval(text: str) -> Interval:
    """The interval that is written; raises Unreadable for what is none."""
    match = _PARTS.fullmatch(plain_blanks(text).casefold())
    if not match:
        raise Unreadable(
            f"“{shorten(text)}” does not say how often the board meets", _INTERVAL_HINT
        )
    size, unit = _UNITS[match[2]]
    times = match[1] or "1"
    return Interval(size * (_NUMBERS.get(times) or int(times)), unit)


def read_left_out(text: str) -> OnDay | InMonth | EachYear | OutOfTerm:
    """The time in which a board does not meet; raises Unreadable for what is none."""
    month = match_choice(text, MONTHS)
    if month:
        return EachYear(MONTHS.index(month) + 1)
    if match_choice(text, [HOLIDAYS]):
        return OutOfTerm()
    try:
        return read_day_or_month(text)
    except Unreadable as fault:
        hint = "write a month (August, or Aug 2024 for that year alone) or holidays"
        raise Unreadable(fault.message, hint) from None


class MeetingRule(NamedTuple):
    """The keys of a rule that was said in words; empty where nothing was said of one."""

    every: str
    on: str = ""
    starting: str = ""
    until: str = ""
    not_in: tuple[str, ...] = ()


_HINT: Final = (
    "write it as “every month on the second Wednesday”, “every six weeks but August”, “every term "
    "on the first Monday” or “every quarter”"
)
_CLAUSE: Final = re.compile(
    r"[,;]? (but not in|but not|but|except in|except|excluding|not in|from|starting|until) "
)
_KEYS: Final = {"from": "starting", "starting": "starting", "until": "until"}
_NTH_DAY: Final = re.compile(
    f"(?:on )?(?:the )?({'|'.join(WEEKS_OF_MONTH)}) ({'|'.join(WEEKDAYS).casefold()})"
)
_ADVERBS: Final = {
    "weekly": "week",
    "fortnightly": "fortnight",
    "monthly": "month",
    "quarterly": "quarter",
    "yearly": "year",
    "annually": "year",
    "termly": "term",
    "half-termly": "half term",
    "once a term": "term",
    "once a half term": "half term",
    "once a month": "month",
    "once a quarter": "quarter",
}


def is_rule_in_words(text: str) -> bool:
    """Whether words speak of how often a board meets, and not of a day."""
    words = plain_blanks(text).casefold()
    return (
        words.startswith(("every", "each", *_ADVERBS))
        or " every " in f" {words} "
        or bool(re.match(r"(the )?(first|second|third|fourth|last) ", words))
    )


def parse_rule(text: str) -> MeetingRule:
    """The rule that somebody said in words; raises Unreadable where it could mean another.

    “Every second Wednesday” is such a one: it is in each month, or every two weeks.
    """
    head, *clauses = _CLAUSE.split(plain_blanks(text))
    keys: dict[str, str] = {}
    left_out: tuple[str, ...] = ()
    for word, said in zip(clauses[::2], clauses[1::2], strict=True):
        if word in _KEYS:
            read_day_or_month(said)
            keys[_KEYS[word]] = said
        else:
            left_out += tuple(_parse_left_out(said))
    nth_day = _NTH_DAY.search(head.casefold())
    rest = _NTH_DAY.sub("", head.casefold(), count=1) if nth_day else head.casefold()
    on = f"{nth_day[1]} {nth_day[2].capitalize()}" if nth_day else ""
    return MeetingRule(_parse_every(rest.strip(" ,"), text), on, not_in=left_out, **keys)


def _parse_every(rest: str, text: str) -> str:
    """How often, in what is left of a rule without its day."""
    words = re.sub("^(?:of |in )?(?:every|each|the) ", "", rest)
    words = _ADVERBS.get(words, words)
    if words == rest and rest not in _ADVERBS and not rest.startswith("of "):
        raise Unreadable(f"“{shorten(text)}” does not say for sure when the board meets", _HINT)
    words = re.sub("^(?:other|second) ", "two ", words)
    try:
        parse_interval(words)
    except Unreadable as fault:
        message = f"“{shorten(text)}” does not say for sure when the board meets"
        raise Unreadable(message, _HINT) from fault
    return f"{words}s" if re.match("two [a-z]+[^s]$", words) else words


def _parse_left_out(said: str) -> Iterator[str]:
    """The months in which a board does not meet, each as a file has it."""
    for part in re.split(r",? and |,? or |, ", said):
        words = re.sub("^(?:in |the |school )*", "", part.strip(), flags=re.IGNORECASE)
        read_left_out(words)
        yield match_choice(words, [*MONTHS, HOLIDAYS]) or words
