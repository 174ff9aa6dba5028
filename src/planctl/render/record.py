"""Changes of the records of an action in words: requests, milestones, notes and the rest."""

from collections.abc import Callable, Mapping
from typing import Final

from planctl.assess.change.kind import Change, Kind
from planctl.model.action import REQUESTS
from planctl.model.calendar import Calendar
from planctl.model.timescale import timescale_in_words
from planctl.model.words import in_a_row
from planctl.model.written import read_timescale
from planctl.render.held import quoted, subject, value_in_words

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
    name = request_name(change)
    claimed = f" ({claim(change)})" if _value(change, "agreed") else ""
    return f"{name} was asked for, {change.why}{claimed}"


def request_name(change: Change) -> str:
    """What the board is asked, with its article: an extension."""
    name = REQUESTS[str(change.at[0])]
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def claim(change: Change) -> str:
    """That a request is said to be agreed, and does not count as that."""
    day = value_in_words(_value(change, "agreed"))
    return f"is written down as agreed on {day}, and does not count as agreed"


def _answer_words(key: str) -> Callable[[Change], str]:
    def words(change: Change) -> str:
        name = REQUESTS[str(change.at[0])]
        return f"{name} {key} on {value_in_words(_value(change, key))}, {change.why}"

    return words


def taken_out(change: Change) -> str:
    """What is gone, and what it was taken out of."""
    key = str(change.at[-2])
    name = quoted(change.old)
    if change.within:
        return f"taken out of {subject(change, whole=True)}: {name}"
    return f"{_GONE.get(key, key.replace('_', ' '))} taken out: {name}"


def _progress_noted(change: Change) -> str:
    source = (_value(change, "date"), _value(change, "by"))
    when = ", ".join(value_in_words(part) for part in source if part)
    return f"progress noted{f' ({when})' if when else ''}: {quoted(_value(change, 'note'))}"


def _milestone_done(change: Change) -> str:
    return f"milestone {quoted(change.why)} done on {value_in_words(_value(change, 'done'))}"


def _milestone_changed(change: Change) -> str:
    name = f"milestone {quoted(change.why)}"
    if isinstance(change.new, Mapping):
        return f"new {name}"
    if change.at[-1] == "done" and not change.new:
        return f"{name} is not done any more; it was on {value_in_words(change.old)}"
    part = str(change.at[-1])
    if not change.old:
        return f"{name}, {part} set: {quoted(change.new)}"
    return f"{name}, {part}: was {quoted(change.old)}, now {quoted(change.new)}"


def _evidence(change: Change) -> str:
    return f"evidence added: {quoted(change.why)}"


def _verified(change: Change) -> str:
    by, on, how = (_value(change, key) for key in ("by", "on", "how"))
    return f"verified by {by} on {value_in_words(on)}: {quoted(how)}"


def _escalated(change: Change) -> str:
    return f"escalated to {_value(change, 'to')}: {quoted(change.why)}"


def _escalation(change: Change) -> str:
    """Its answer, the decision that is its answer, or that it was closed without one."""
    part = change.at[-1]
    if isinstance(change.new, Mapping):
        part = next(key for key in _ANSWERS if change.new[key])
    answer = _value(change, str(part))
    ending = value_in_words(answer) if part == "closed" else quoted(answer)
    return f"escalation {quoted(change.why)} {_ANSWERS[str(part)]} {ending}"


def _decided(change: Change) -> str:
    about = _value(change, "about")
    refs = f", about {in_a_row(about)}" if isinstance(about, list) and about else ""
    meeting = timescale_in_words(read_timescale(str(_value(change, "meeting"))), Calendar())
    return f"the board decided ({meeting}{refs}): {quoted(_value(change, 'decided'))}"


def _followed_up(change: Change) -> str:
    *_, what = change.within
    return f"follow-up done on {value_in_words(change.new)}: {quoted(what)}"


def _seal_changed(change: Change) -> str:
    """That a file was sealed anew, or its seal taken out; the fingerprint tells nobody anything."""
    state = "taken out" if change.new is None else "changed: the file is not the one that it was"
    return f"seal of {quoted(change.at[-1])} {state}"


def _observed(change: Change) -> str:
    return f"measure {quoted(change.within[0])}: {value_in_words(change.new)}"


RECORD_WORDS: Final[Mapping[Kind, Callable[[Change], str]]] = {
    Kind.TAKEN_OUT: taken_out,
    Kind.ESCALATED: _escalated,
    Kind.CORRECTION_REQUESTED: _request_made,
    Kind.CORRECTION_REFUSED: _answer_words("refused"),
    Kind.CORRECTION_AGREED: _answer_words("agreed"),
    Kind.EXTENSION_REQUESTED: _request_made,
    Kind.EXTENSION_REFUSED: _answer_words("refused"),
    Kind.EXTENSION_AGREED: _answer_words("agreed"),
    Kind.PAUSE_REQUESTED: _request_made,
    Kind.PAUSE_REFUSED: _answer_words("refused"),
    Kind.PAUSE_AGREED: _answer_words("agreed"),
    Kind.WITHDRAWAL_REQUESTED: _request_made,
    Kind.WITHDRAWAL_REFUSED: _answer_words("refused"),
    Kind.WITHDRAWAL_AGREED: _answer_words("agreed"),
    Kind.DECIDED: _decided,
    Kind.ESCALATION_ANSWERED: _escalation,
    Kind.FOLLOWED_UP: _followed_up,
    Kind.MILESTONE_DONE: _milestone_done,
    Kind.MILESTONE_CHANGED: _milestone_changed,
    Kind.EVIDENCE_ADDED: _evidence,
    Kind.VERIFIED: _verified,
    Kind.MEASURE_OBSERVED: _observed,
    Kind.PROGRESS_NOTED: _progress_noted,
    Kind.SEAL_CHANGED: _seal_changed,
}
