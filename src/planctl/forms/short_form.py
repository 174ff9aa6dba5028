"""The two fields of a form that each stand for several: one date, and one line of evidence.

A form asks four things of an action. Its date is the day of completion or a later date wanted,
by the status beside it; its evidence may hold a name and an address or file at once.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final, NamedTuple

from planctl.forms.field import day_done
from planctl.forms.layout import FormField
from planctl.forms.reader import FieldAnswer, UnreadItem
from planctl.model.action import Action, EvidenceKind, Status
from planctl.model.timescale_grammar import Unreadable

DONE: Final = frozenset({Status.COMPLETE.value, Status.EMBEDDED.value})
_ADDRESS: Final = re.compile(r"\(?(https?://[^\s()<>]*[^\s()<>.,;:])\)?", re.IGNORECASE)
_FILE: Final = re.compile(
    r"(?:^|[,;:(\n]|\s[-–—]\s)[^\S\n]*([^\s,;:()\n]+\.[A-Za-z][A-Za-z0-9]{1,4})\)?\s*$"
)
_EDGES: Final = " \t\n,;:-–—"
_REASON_NOTED: Final = "the progress note is what the board reads as the reason for the later date"
_KIND_NOTED: Final = "no kind of evidence was chosen, so that it is taken as a document"
_NO_STATUS: Final = "it is a day that has been, and the status beside it is not complete"
_NO_STATUS_HINT: Final = "choose Complete in “Status”, or write a later date that is yet to come"

# The fields that each stand for others, by those others.
SPREAD: Final[Mapping[FormField, FormField]] = {
    FormField.COMPLETED: FormField.DATE,
    FormField.LATER: FormField.DATE,
    FormField.EVIDENCE: FormField.PIECE,
}

Answers = Mapping[str, FieldAnswer]  # of one action, by their field


class PlainAnswers(NamedTuple):
    """Answers, each in the field that says just that, and what is to be said of them."""

    answers: Answers
    unread: tuple[UnreadItem, ...] = ()


def spread_answers(
    answers: Answers, action: Action, unread: Iterable[UnreadItem], as_at: date
) -> PlainAnswers:
    """The answers of an action with its one date and its one line of evidence put apart."""
    refs = {answer.ref for answer in answers.values()}
    unreadable = {each.item for each in unread if each.ref in refs}
    dated = _spread_date(answers, action, unreadable, as_at)
    proved = _spread_evidence(dated.answers, unreadable)
    return PlainAnswers(proved.answers, (*dated.unread, *proved.unread))


def _spread_date(
    answers: Answers, action: Action, unreadable: set[str], as_at: date
) -> PlainAnswers:
    rest = {item: answer for item, answer in answers.items() if item != FormField.DATE}
    day = answers.get(FormField.DATE)
    if day is None:
        return PlainAnswers(rest)
    status = answers.get(FormField.STATUS)
    is_done = (status.said if status else action.status.value) in DONE
    has_status = status is not None or FormField.STATUS in unreadable
    try:
        done = day_done(day.said, as_at)
    except Unreadable as fault:
        if is_done:
            return PlainAnswers(rest, (_unread(day, fault.message, fault.hint),))
        return _with_later(rest, day._replace(item=FormField.LATER), unreadable)
    if not is_done and not has_status:
        return PlainAnswers(rest, (_unread(day, _NO_STATUS, _NO_STATUS_HINT),))
    completed = day._replace(item=FormField.COMPLETED, said=done)
    return PlainAnswers({**rest, FormField.COMPLETED: completed})


def _with_later(rest: Answers, later: FieldAnswer, unreadable: set[str]) -> PlainAnswers:
    """A later date; the note of progress is its reason where no other is given."""
    spread = {**rest, FormField.LATER: later}
    note, reason = rest.get(FormField.PROGRESS), FormField.LATER_REASON
    if note is None or reason in spread or reason in unreadable:
        return PlainAnswers(spread)
    told = _unread(later, _REASON_NOTED)._replace(is_lost=False)
    return PlainAnswers({**spread, reason: note._replace(item=reason)}, (told,))


def _spread_evidence(answers: Answers, unreadable: set[str]) -> PlainAnswers:
    piece = answers.get(FormField.PIECE)
    if piece is None:
        return PlainAnswers(answers)
    spread = {item: answer for item, answer in answers.items() if item != FormField.PIECE}
    title, place = (piece.said, "") if FormField.PLACE in spread else split_evidence(piece.said)
    spread[FormField.EVIDENCE] = piece._replace(item=FormField.EVIDENCE, said=title)
    if place:
        spread[FormField.PLACE] = piece._replace(item=FormField.PLACE, said=place)
    if {FormField.KIND} & {*spread, *unreadable}:
        return PlainAnswers(spread)
    document = piece._replace(item=FormField.KIND, said=EvidenceKind.DOCUMENT.value)
    told = _unread(piece, _KIND_NOTED)._replace(is_lost=False)
    return PlainAnswers({**spread, FormField.KIND: document}, (told,))


def split_evidence(text: str) -> tuple[str, str]:
    """What a piece of evidence is called, and its address or file where one stands with it."""
    match = _ADDRESS.search(text) or _FILE.search(text)
    if match is None:
        return text.strip(), ""
    title = f"{text[: match.start()]}{text[match.end() :]}".strip(_EDGES)
    return title or match[1], match[1]


def _unread(answer: FieldAnswer, why: str, hint: str = "") -> UnreadItem:
    return UnreadItem(answer.ref, answer.place, answer.wrote, why, hint, item=answer.item)
