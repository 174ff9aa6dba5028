"""Changes of the records of an action in words: requests, milestones, notes and the rest."""

from collections.abc import Callable, Mapping
from typing import Final

from planctl.assess.change.change_kind import Change, ChangeKind
from planctl.model.action import REQUESTS
from planctl.model.calendar import Calendar
from planctl.model.timescale import timescale_in_words
from planctl.model.timescale_grammar import read_timescale
from planctl.model.words import sentence_list
from planctl.render.value_in_words import change_subject, quote_value, value_in_words

_GONE: Final = {
    **REQUESTS,
    "milestones": "milestone",
    "progress": "progress note",
    "escalations": "escalation",
    "findings": "finding",
    "decisions": "decision of the board",
    "measures": "measure",
    "follow_up": "follow-up",
    "targets": "target",
    "observations": "figure",
}

# How an escalation came to its end, what says most of it first.
_ANSWERS: Final = {
    "decided": "answered,",
    "decision": "answered by the decision",
    "closed": "closed on",
}


def _value(change: Change, key: str) -> object:
    """What a new record holds under a key, or what the key of a known record got."""
    return change.new.get(key) if isinstance(change.new, Mapping) else change.new


def _request_made(change: Change) -> str:
    name = request_with_article(change)
    claimed = f" ({unproven_agreement(change)})" if _value(change, "agreed") else ""
    return f"{name} was asked for, {change.why}{claimed}"


def request_with_article(change: Change) -> str:
    """What the board is asked, with its article: an extension."""
    name = REQUESTS[str(change.at[0])]
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def unproven_agreement(change: Change) -> str:
    """That a request is said to be agreed, and does not count as that."""
    day = value_in_words(_value(change, "agreed"))
    return f"is written down as agreed on {day}, and does not count as agreed"


def _answer_words(key: str) -> Callable[[Change], str]:
    def words(change: Change) -> str:
        name = REQUESTS[str(change.at[0])]
        return f"{name} {key} on {value_in_words(_value(change, key))}, {change.why}"

    return words


def removal_in_words(change: Change) -> str:
    """What is gone, and what it was taken out of."""
    key = str(change.at[-2])
    name = quote_value(change.old)
    if change.within:
        return f"taken out of {change_subject(change, whole=True)}: {name}"
    return f"{_GONE.get(key, key.replace('_', ' '))} taken out: {name}"


def _progress_noted(change: Change) -> str:
    source = (_value(change, "date"), _value(change, "by"))
    when = ", ".join(value_in_words(part) for part in source if part)
    return f"progress noted{f' ({when})' if when else ''}: {quote_value(_value(change, 'note'))}"


def _milestone_changed(change: Change) -> str:
    name = f"milestone {quote_value(change.why)}"
    if isinstance(change.new, Mapping):
        return f"new {name}"
    if change.at[-1] == "done" and not change.new:
        return f"{name} is not done any more; it was on {value_in_words(change.old)}"
    part = str(change.at[-1])
    if not change.old:
        return f"{name}, {part} set: {quote_value(change.new)}"
    return f"{name}, {part}: was {quote_value(change.old)}, now {quote_value(change.new)}"


def _escalation(change: Change) -> str:
    """Its answer, the decision that is its answer, or that it was closed without one."""
    part = change.at[-1]
    if isinstance(change.new, Mapping):
        part = next(key for key in _ANSWERS if change.new[key])
    answer = _value(change, str(part))
    ending = value_in_words(answer) if part == "closed" else quote_value(answer)
    return f"escalation {quote_value(change.why)} {_ANSWERS[str(part)]} {ending}"


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


def _seal_changed(change: Change) -> str:
    """That a file was sealed anew, or its seal taken out; the fingerprint tells nobody anything."""
    state = "taken out" if change.new is None else "changed: the file is not the one that it was"
    return f"seal of {quote_value(change.at[-1])} {state}"


RECORD_WORDS: Final[Mapping[ChangeKind, Callable[[Change], str]]] = {
    ChangeKind.TAKEN_OUT: removal_in_words,
    ChangeKind.ESCALATED: lambda change: (
        f"escalated to {_value(change, 'to')}: {quote_value(change.why)}"
    ),
    ChangeKind.CORRECTION_REQUESTED: _request_made,
    ChangeKind.CORRECTION_REFUSED: _answer_words("refused"),
    ChangeKind.CORRECTION_AGREED: _answer_words("agreed"),
    ChangeKind.EXTENSION_REQUESTED: _request_made,
    ChangeKind.EXTENSION_REFUSED: _answer_words("refused"),
    ChangeKind.EXTENSION_AGREED: _answer_words("agreed"),
    ChangeKind.PAUSE_REQUESTED: _request_made,
    ChangeKind.PAUSE_REFUSED: _answer_words("refused"),
    ChangeKind.PAUSE_AGREED: _answer_words("agreed"),
    ChangeKind.WITHDRAWAL_REQUESTED: _request_made,
    ChangeKind.WITHDRAWAL_REFUSED: _answer_words("refused"),
    ChangeKind.WITHDRAWAL_AGREED: _answer_words("agreed"),
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
    ChangeKind.SEAL_CHANGED: _seal_changed,
}
