"""The values, fields and records of a plan file in words, and what changed of the records."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from planctl.assess.change.change_kind import Change, ChangeKind, FieldValue
from planctl.assess.figure_format import format_figure
from planctl.model.action import REQUESTS
from planctl.model.calendar import Calendar, day_in_words
from planctl.model.problem import At
from planctl.model.timescale import timescale_in_words
from planctl.model.timescale_grammar import Unreadable, read_timescale, shorten
from planctl.model.words import sentence_list, with_article

_LENGTH: Final = 300  # of a quotation
_DATE_LENGTH: Final = 40  # a longer text is no date
_FIGURES: Final = frozenset({"value", "low", "high", "tolerance"})
_ISO: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Of a record, what says it best.
_MAIN: Final = ("title", "what", "asks", "decided", "on", "measure", "report", "note", "reason")
# Keys that do not read well as they stand.
_NAMES: Final[Mapping[str, str]] = {
    "actions": "what will be done",
    "completed": "day of completion",
    "recorded": "day on which the completion was recorded",
    "agreed_by": "role that agreed it",
    "recommended": "what is recommended",
    "replaced_by": "what takes its place",
    "clerical": "day on which the slip was written",
    "depends_on": "what it waits for",
    "split_from": "action that it was split from",
    "rag_reason": "reason for the declared rating",
    "url": "address",
    "decision": "name of the decision",
    "decided": "answer",
    "follow_up": "follow-up",
    "meets": "rule of meetings",
    "not_in": "months without a meeting",
    "papers_due": "days before a meeting that papers are due",
    "year_starts": "month that the year starts in",
    "due_soon_days": "days ahead that count as due soon",
    "overdue_grace_days": "days of grace for an overdue action",
    "stale_after_days": "days without a note before an action is stale",
    "progress_rag": "key of the progress ratings",
    "impact_rag": "key of the impact ratings",
    "severities": "weight of the rules",
    "share": "who alone may read it",
    "counts": "what it counts",
}
# One of what a list holds, before its name.
_ONE: Final[Mapping[str, str]] = {
    "milestones": "milestone",
    "corrections": "correction to",
    "extensions": "extension to",
    "pauses": "pause until",
    "withdrawals": "withdrawal",
    "progress": "progress note",
    "evidence": "evidence",
    "escalations": "escalation",
    "impact_measures": "impact measure",
    "reporting": "report",
    "agreements": "agreement on",
    "allow": "leave for",
    "case_references": "form of case numbers",
    "meetings": "meeting of",
    "meets": "rule of meetings",
    "reports": "report",
    "projects": "project",
    "findings": "finding",
    "decisions": "decision",
    "follow_up": "follow-up",
    "measures": "measure",
    "targets": "target for",
    "observations": "figure of",
    "challenges": "challenge",
    "risks": "risk",
    "papers": "paper",
    "received": "receipt of",
    "school_terms": "school term",
}
# Where the plan gives the keys itself.
_OWN_KEYS: Final = frozenset({"roles", "glossary", "severities", "evidence"})
# The keys that records are known by, and those of them that say nothing more than the name.
_NAMING: Final = frozenset(
    {"title", "what", "asks", "decided", "to", "until", "on", "by", "note", "reason"}
)
_NAME_ONLY: Final = frozenset({"what", "asks", "decided", "note"})
# How an escalation came to its end, what says most of it first.
_ANSWERS: Final = {
    "decided": "answered,",
    "decision": "answered by the decision",
    "closed": "closed on",
}


class _Figure(str):
    """A figure in words, with its unit, which stands without quotes."""

    __slots__ = ()


def with_figures(change: Change) -> Change:
    """A change of a measure with its figures as people read them: 1,150 cases, 96.1%."""
    if change.at[:1] != ("measures",):
        return change
    key = str(change.at[-1])
    old, new = (_with_unit(key, value, change.unit) for value in (change.old, change.new))
    return change._replace(old=old, new=new)


def _with_unit(key: str, value: FieldValue, unit: str) -> FieldValue:
    if isinstance(value, Mapping):
        is_range = value.get("high") is not None  # whose end has the unit: 15 to 18 cases
        return {
            name: _with_unit(name, part, "" if name == "low" and is_range else unit)
            for name, part in value.items()
        }
    if isinstance(value, int | float) and key in _FIGURES:
        return _Figure(format_figure(Decimal(str(value)), unit or None))
    return value


def value_in_words(value: object) -> str:
    """What a file held, as a person would write it."""
    match value:
        case None | []:
            return "nothing"
        case {"written": str(written), "due": str(due)}:
            return f"{written} (read as {_plain_value(due)})"
        case Mapping():
            return _record_in_words(value)
        case list():
            return sentence_list([value_in_words(item) for item in value])
        case _:
            return _plain_value(value)


def quote_value(value: object) -> str:
    """What a file held, its words in quotes; a date, a number and nothing have none."""
    match value:
        case {"written": str(written), "due": str(due)}:
            return f"{_quote(written)} (read as {_plain_value(due)})"
        case _Figure():
            return value
        case str() if not _is_date(value):
            return _quote(value)
        case list() if value:
            return sentence_list([quote_value(item) for item in value])
        case _:
            return value_in_words(value)


def _quote(text: str) -> str:
    """A text in quotes; one that is cut says that the plan has the rest."""
    words = shorten(text, _LENGTH)
    rest = "" if words == " ".join(text.split()) else " (whole in the plan)"
    return f"“{words}”{rest}"


def _is_date(text: str) -> bool:
    try:
        return len(text) <= _DATE_LENGTH and bool(read_timescale(text))
    except Unreadable:
        return False


def _plain_value(value: object) -> str:
    if isinstance(value, str) and _ISO.fullmatch(value):
        return day_in_words(date.fromisoformat(value))
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".")
    return str(value)


def _record_in_words(value: Mapping[str, object]) -> str:
    match value:
        case {"value": figure, **rest} if figure is not None:
            days = _day(" on ", rest.get("on")) + _day(" by ", rest.get("by"))
            return f"{_plain_value(figure)}{days}"
        case {"low": low, "high": high, "by": by} if low is not None or high is not None:
            ends = [_plain_value(end) for end in (low, high) if end is not None]
            return f"{' to '.join(ends)}{_day(' by ', by)}"
    key = next((word for word in ("to", "until") if word in value), "")
    if key and "reason" in value:
        return f"{key} {value_in_words(value[key])}, {quote_value(value['reason'])}"
    if "starting" in value:
        return _keys_in_words(value)
    main = next((key for key in _MAIN if value.get(key) is not None), None)
    if main is None:
        return _keys_in_words(value)
    note = value.get("note") if main != "note" else None
    match value.get("commentary"):
        case {"text": str(text)}:
            note = text
    return f"{quote_value(value[main])}{f' ({quote_value(note)})' if note else ''}"


def _day(word: str, day: object) -> str:
    return f"{word}{_plain_value(day)}" if day else ""


def _keys_in_words(value: Mapping[str, object]) -> str:
    parts = (f"{_key_name(str(key))} {quote_value(item)}" for key, item in value.items() if item)
    return ", ".join(parts) or "nothing"


def is_plan_key(at: At) -> bool:
    """Whether a key is one that the plan gives itself, such as a role."""
    return len(at) > 1 and at[-2] in _OWN_KEYS


def change_subject(change: Change, *, whole: bool = False) -> str:
    """The field of a change in plain words, with the names of the records that it is in.

    whole: without its last step, the one that came or went.
    """
    at = change.at[: len(change.at) - whole]
    names_itself = at[-1:] and at[-1] in _NAMING and change.within[-1:] == (change.new,)
    within = (*change.within[:-1], None) if names_itself else change.within
    steps = list(_key_steps(at[1:] if at[:1] == ("plan",) else at, within))
    if names_itself and at[-1] in _NAME_ONLY:
        steps.pop()
    return ", ".join(steps) or "front matter"


def _key_steps(at: At, within: Iterable[object]) -> Iterator[str]:
    """The steps in words, each record with its name; the last is no record."""
    names = iter(within)
    for n, step in enumerate(at):
        if isinstance(step, int):
            continue
        if is_plan_key(at[: n + 1]):
            yield quote_value(step)
        elif len(at) > n + 2 and isinstance(at[n + 1], int):
            yield _record_name(step, next(names))
        else:
            yield _key_name(step)


def _record_name(key: str, name: object) -> str:
    noun = _ONE.get(key, _key_name(key))
    return f"{noun} {quote_value(name)}" if name else re.sub(" (of|to|for|until|on)$", "", noun)


def _key_name(step: str) -> str:
    return _NAMES.get(step, step.replace("_", " "))


def _value(change: Change, key: str) -> object:
    """What a new record holds under a key, or what the key of a known record got."""
    return change.new.get(key) if isinstance(change.new, Mapping) else change.new


def _request_made(change: Change) -> str:
    name = request_with_article(change)
    claimed = f" ({unproven_agreement(change)})" if _value(change, "agreed") else ""
    return f"{name} was asked for, {change.why}{claimed}"


def request_with_article(change: Change) -> str:
    """What the board is asked, with its article: an extension."""
    return with_article(REQUESTS[str(change.at[0])])


def unproven_agreement(change: Change) -> str:
    """That a request is said to be agreed, and does not count as that."""
    day = value_in_words(_value(change, "agreed"))
    return f"is written down as agreed on {day}, and does not count as agreed"


def _request_answered(change: Change) -> str:
    answer = change.kind.rpartition(" ")[2]  # agreed or refused
    return f"{change.kind} on {value_in_words(_value(change, answer))}, {change.why}"


def removal_in_words(change: Change) -> str:
    """What is gone, and what it was taken out of."""
    key = str(change.at[-2])
    name = quote_value(change.old)
    if change.within:
        return f"taken out of {change_subject(change, whole=True)}: {name}"
    noun = "decision of the board" if key == "decisions" else _record_name(key, None)
    return f"{noun} taken out: {name}"


def _progress_noted(change: Change) -> str:
    source = (_value(change, "date"), _value(change, "by"))
    when = ", ".join(value_in_words(part) for part in source if part)
    return f"progress noted{f' ({when})' if when else ''}: {quote_value(_value(change, 'note'))}"


def _milestone_changed(change: Change) -> str:
    name = f"milestone {quote_value(change.why)}"
    if isinstance(change.new, Mapping):
        return f"new {name}"
    part = change.at[-1]
    if part == "done" and not change.new:
        return f"{name} is not done any more; it was on {value_in_words(change.old)}"
    if not change.old:
        return f"{name}, {part} set: {quote_value(change.new)}"
    return f"{name}, {part}: was {quote_value(change.old)}, now {quote_value(change.new)}"


def _escalation(change: Change) -> str:
    """Its answer, the decision that is its answer, or that it was closed without one."""
    part = str(change.at[-1])
    if isinstance(change.new, Mapping):
        part = next(key for key in _ANSWERS if change.new[key])
    answer = _value(change, part)
    ending = value_in_words(answer) if part == "closed" else quote_value(answer)
    return f"escalation {quote_value(change.why)} {_ANSWERS[part]} {ending}"


def _meeting_in_words(when: object) -> str:
    """A meeting by its day or month, however the file writes it."""
    return timescale_in_words(read_timescale(str(when)), Calendar())


def _decided(change: Change) -> str:
    about = _value(change, "about")
    refs = f", about {sentence_list(about)}" if isinstance(about, list) and about else ""
    meeting = _meeting_in_words(_value(change, "meeting"))
    return f"the board decided ({meeting}{refs}): {quote_value(_value(change, 'decided'))}"


def _challenged(change: Change) -> str:
    to = _value(change, "to")
    whom = f" of {to}" if to else ""
    meeting = _meeting_in_words(change.within[0])
    return f"the board of {meeting} asked{whom}: {quote_value(_value(change, 'asks'))}"


def _challenge_answered(change: Change) -> str:
    ending = f"closed on {value_in_words(change.new)}"
    if change.at[-1] == "answer":
        ending = f"answered: {quote_value(change.new)}"
    return f"challenge {quote_value(change.within[1])} {ending}"


RECORD_WORDS: Final[Mapping[ChangeKind, Callable[[Change], str]]] = {
    ChangeKind.TAKEN_OUT: removal_in_words,
    ChangeKind.ESCALATED: lambda change: (
        f"escalated to {_value(change, 'to')}: {quote_value(change.why)}"
    ),
    **{
        ChangeKind(f"{name} {word}"): words
        for name in REQUESTS.values()
        for word, words in (
            ("requested", _request_made),
            ("refused", _request_answered),
            ("agreed", _request_answered),
        )
    },
    ChangeKind.DECIDED: _decided,
    ChangeKind.ESCALATION_ANSWERED: _escalation,
    ChangeKind.FOLLOWED_UP: lambda change: (
        f"follow-up done on {value_in_words(change.new)}: {quote_value(change.within[-1])}"
    ),
    ChangeKind.CHALLENGED: _challenged,
    ChangeKind.CHALLENGE_ANSWERED: _challenge_answered,
    ChangeKind.REPORT_RECEIVED: lambda change: (
        f"report {quote_value(change.within[0])} received on "
        f"{value_in_words(_value(change, 'on'))}, "
        f"for the board of {_meeting_in_words(_value(change, 'meeting'))}"
    ),
    ChangeKind.MILESTONE_DONE: lambda change: (
        f"milestone {quote_value(change.why)} done on {value_in_words(_value(change, 'done'))}"
    ),
    ChangeKind.MILESTONE_CHANGED: _milestone_changed,
    ChangeKind.EVIDENCE_ADDED: lambda change: f"evidence added: {quote_value(change.why)}",
    ChangeKind.VERIFIED: lambda change: (
        f"verified by {_value(change, 'by')} on {value_in_words(_value(change, 'on'))}: "
        f"{quote_value(_value(change, 'how'))}"
    ),
    ChangeKind.MEASURE_OBSERVED: lambda change: (
        f"measure {quote_value(change.within[0])}: {value_in_words(change.new)}"
    ),
    ChangeKind.PROGRESS_NOTED: _progress_noted,
    # The fingerprint tells nobody anything.
    ChangeKind.SEAL_CHANGED: lambda change: (
        f"seal of {quote_value(change.at[-1])} "
        f"{'taken out' if change.new is None else 'changed: the file is not the one that it was'}"
    ),
}
