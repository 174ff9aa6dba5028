"""A change of the plan in words, as a lead or a board reads it."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from planctl.assess.change.kind import Cause, Change, Kind
from planctl.assess.change.moved import slip_in_words
from planctl.model.calendar import day_in_words
from planctl.model.rating import Rating
from planctl.model.written import shortened
from planctl.render.rewording import Piece, rewording
from planctl.render.words import in_a_row, rating_in_words

_ISO: Final = re.compile("20[0-9]{2}-[0-9]{2}-[0-9]{2}")
# Of a record, what says it best.
_MAIN: Final = ("note", "decided", "asks", "what", "title", "value", "on", "name", "id")
_LENGTH: Final = 300


def in_words(change: Change) -> str:
    """What changed, in one sentence without its full stop; what it is about stands beside it."""
    return _WORDS.get(change.kind, _other)(change)


def pieces(change: Change) -> tuple[Piece, ...]:
    """Of a text that was reworded, which words went and which came; of all else nothing."""
    if change.kind is not Kind.WORDING or not (change.old and change.new):
        return ()
    return rewording(value_in_words(change.old), value_in_words(change.new))


def value_in_words(value: object) -> str:
    """What a file held, as a person would write it."""
    match value:
        case None:
            return "nothing"
        case {"written": str(written), "due": str(due)}:
            return f"{written} (read as {due})"
        case Mapping():
            main = next((value[key] for key in _MAIN if value.get(key) is not None), None)
            return value_in_words(main) if main is not None else _pairs(value)
        case list():
            return in_a_row([value_in_words(each) for each in value]) or "nothing"
        case _:
            return _plain(value)


def _plain(value: object) -> str:
    if isinstance(value, str) and _ISO.fullmatch(value):
        return day_in_words(date.fromisoformat(value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def _pairs(value: Mapping[str, object]) -> str:
    return ", ".join(f"{key} {value_in_words(each)}" for key, each in value.items() if each)


def _quoted(value: object) -> str:
    return f"“{shortened(value_in_words(value), _LENGTH)}”"


def _field(change: Change) -> str:
    """The field in plain words: the impact measures for impact_measures[1]."""
    name = re.sub(r"\[[0-9]+\]", "", change.field).replace("_", " ").replace(".", ", ")
    return name.replace("progress rag", "progress rating").replace("impact rag", "impact rating")


def _original(change: Change) -> str:
    became = f"to {_quoted(change.new)}" if change.new else "to nothing"
    return f"the original timescale was changed in place, from {_quoted(change.old)} {became}"


def _added(change: Change) -> str:
    return f"new in the plan: {_quoted(_name(change.new))}"


def _removed(change: Change) -> str:
    return f"taken out of the plan: {_quoted(_name(change.old))}"


def _name(value: object) -> object:
    return value.get("title") or value if isinstance(value, Mapping) else value


def _overdue(change: Change) -> str:
    return f"newly overdue ({change.cause}): {change.why}"


def _standing(change: Change) -> str:
    return f"{change.kind}: {change.why}"


def _rated(change: Change) -> str:
    old, new = (rating_in_words(Rating(str(each))) for each in (change.old, change.new))
    way = {Kind.RATED_WORSE: " worse", Kind.RATED_BETTER: " better"}.get(change.kind, "")
    cause = "" if change.cause is Cause.FACTS else f" ({change.cause})"
    why = f": {change.why}" if change.why else ""
    return f"{_field(change).removesuffix(' rating')} rated{way}, {old} to {new}{cause}{why}"


def _slipped(change: Change) -> str:
    old = date.fromisoformat(str(change.old))
    if change.new is None:
        return f"no longer has a date: it was {day_in_words(old)}, {change.why}"
    new = date.fromisoformat(str(change.new))
    way = "date slipped" if new > old else "date brought forward"
    return f"{way} {slip_in_words(old, new)}; {change.why}"


def _date_set(change: Change) -> str:
    return f"a date was set: {value_in_words(change.new)}"


def _requested(change: Change) -> str:
    return f"an extension was asked for, {change.why}"


def _answered(change: Change) -> str:
    day = change.new if isinstance(change.new, str) else None
    if isinstance(change.new, Mapping):
        day = change.new["agreed" if change.kind is Kind.EXTENSION_AGREED else "refused"]
    word = "agreed" if change.kind is Kind.EXTENSION_AGREED else "refused"
    return f"extension {word} {value_in_words(day)}, {change.why}"


def _taken_out(change: Change) -> str:
    return f"taken out of {_field(change)}: {_quoted(change.old)}"


def _from_to(what: str) -> Callable[[Change], str]:
    def words(change: Change) -> str:
        return f"{what} from {value_in_words(change.old)} to {value_in_words(change.new)}"

    return words


def _noted(change: Change) -> str:
    if not isinstance(change.new, Mapping):
        return _other(change)
    said = (change.new.get("date"), change.new.get("by"))
    when = ", ".join(value_in_words(each) for each in said if each)
    return f"progress noted{f' ({when})' if when else ''}: {_quoted(change.new)}"


def _milestone(change: Change) -> str:
    day = change.new["done"] if isinstance(change.new, Mapping) else change.new
    if change.kind is Kind.MILESTONE_DONE:
        return f"milestone “{change.why}” done {value_in_words(day)}"
    if change.old is None and isinstance(change.new, Mapping):
        return f"new milestone: “{change.why}”"
    part = _field(change).rpartition(", ")[2]
    return f"milestone “{change.why}”, {part}{_was(change)}"


def _evidence(change: Change) -> str:
    return f"evidence added: “{change.why}”"


def _escalated(change: Change) -> str:
    to = change.new["to"] if isinstance(change.new, Mapping) else ""
    return f"escalated to {to}: “{change.why}”"


def _escalation(change: Change) -> str:
    answer = change.new
    if isinstance(answer, Mapping):
        answer = answer["decided"] or answer["closed"]
    part = "closed" if change.field.endswith("closed") else "answered"
    return f"escalation {part}, {value_in_words(answer)}: “{change.why}”"


def _decided(change: Change) -> str:
    about = change.new["about"] if isinstance(change.new, Mapping) else ()
    refs = f" (about {in_a_row(list(about))})" if about else ""
    return f"the board decided{refs}: {_quoted(change.new)}"


def _observed(change: Change) -> str:
    day = change.new.get("on") if isinstance(change.new, Mapping) else None
    when = f" on {value_in_words(day)}" if day else ""
    return f"measured{when}: {value_in_words(change.new)}"


def _wording(change: Change) -> str:
    if change.old is None:
        return f"put into {_field(change)}: {_quoted(change.new)}"
    if change.new is None:
        return f"taken out of {_field(change)}: {_quoted(change.old)}"
    return f"{_field(change)} reworded"


def _other(change: Change) -> str:
    return f"{_field(change)}{_was(change)}"


def _was(change: Change) -> str:
    return f": was {_quoted(change.old)}, now {_quoted(change.new)}"


_WORDS: Final[Mapping[Kind, Callable[[Change], str]]] = {
    Kind.ORIGINAL_CHANGED: _original,
    Kind.REMOVED: _removed,
    Kind.NEWLY_OVERDUE: _overdue,
    Kind.REOPENED: _standing,
    Kind.RATED_WORSE: _rated,
    Kind.SLIPPED: _slipped,
    Kind.TAKEN_OUT: _taken_out,
    Kind.ESCALATED: _escalated,
    Kind.EXTENSION_REQUESTED: _requested,
    Kind.EXTENSION_REFUSED: _answered,
    Kind.EXTENSION_AGREED: _answered,
    Kind.DECIDED: _decided,
    Kind.EMBEDDED: _standing,
    Kind.COMPLETED: _standing,
    Kind.RATED_BETTER: _rated,
    Kind.RATED_OTHERWISE: _rated,
    Kind.BROUGHT_FORWARD: _slipped,
    Kind.DATE_SET: _date_set,
    Kind.ADDED: _added,
    Kind.REFERENCED: _from_to("has another ref:"),
    Kind.MOVED: _from_to("moved to another area:"),
    Kind.LEAD_CHANGED: _from_to("lead changed"),
    Kind.STATUS_CHANGED: _from_to("status changed"),
    Kind.ESCALATION_ANSWERED: _escalation,
    Kind.MILESTONE_DONE: _milestone,
    Kind.MILESTONE_CHANGED: _milestone,
    Kind.EVIDENCE_ADDED: _evidence,
    Kind.MEASURE_OBSERVED: _observed,
    Kind.PROGRESS_NOTED: _noted,
    Kind.WORDING: _wording,
}
