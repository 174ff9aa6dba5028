"""What a filled form asks for, each request by itself.

A request is a group of fields that say one thing, such as a status and the day of completion.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Final, NamedTuple

from planctl.forms.field import day_done
from planctl.forms.layout import FormField, milestone_number
from planctl.forms.reader import FieldAnswer, FilledSheet, UnreadItem
from planctl.model.action import Action, EvidenceKind, Status
from planctl.model.timescale_grammar import Unreadable
from planctl.update.action_update import NO_RATING, ActionUpdate

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


class FormSource(NamedTuple):
    """A filled form: its file, what it says, who says it, and the day that it is taken in."""

    file: str
    filled: FilledSheet
    by: str
    on: date
    as_at: date  # of the plan that takes it in: nothing was done after it


class RequestTopic(NamedTuple):
    """Fields that say one thing: what they ask for, and whether the plan says it already."""

    what: str
    fields: tuple[FormField, ...]
    read: "Callable[..., ReadRequests]"  # from the source, the action and its answers
    is_there: Callable[["FormRequest", Action], bool]
    rows: tuple[str, ...] = ()  # those that must say what they said; none for what is only added


class FormRequest(NamedTuple):
    """One thing that a form asks for, of an action."""

    source: FormSource
    ref: str
    topic: RequestTopic
    news: ActionUpdate
    answers: tuple[FieldAnswer, ...]

    @property
    def what(self) -> str:
        """What it is about, in words."""
        return f"milestone {self.news.done[0]}" if self.news.done else self.topic.what

    @property
    def rows(self) -> tuple[str, ...]:
        """The rows that must say what they said when the form was made."""
        if self.news.done:
            return (self.answers[0].item,)
        if (self.answers[0].ref, FormField.DATE) not in self.source.filled.shown:
            return self.topic.rows
        answered = {answer.item for answer in self.answers}
        rows = (SPREAD.get(row, row) for row in self.topic.rows if row in answered)  # type: ignore[call-overload]
        return tuple(rows)

    @property
    def wrote(self) -> str:
        """What was filled in."""
        return "; ".join(dict.fromkeys(answer.wrote for answer in self.answers))

    @property
    def place(self) -> str:
        """Where."""
        return self.answers[0].place

    @property
    def is_added(self) -> bool:
        """Whether it only adds to the record, and can contradict nothing."""
        return not self.rows


OptionalAnswer = FieldAnswer | None  # none where a field was left empty
ReadRequests = Iterator[
    tuple[ActionUpdate, tuple[FieldAnswer, ...]] | UnreadItem
]  # with the answers that say so


def answers_by_action(
    answers: Iterable[FieldAnswer],
) -> Iterator[tuple[str, Mapping[str, FieldAnswer]]]:
    """The answers of each action by their row; of a row that is there twice, one after another."""
    by_ref: dict[str, list[dict[str, FieldAnswer]]] = defaultdict(list)
    for answer in answers:
        ref_layers = by_ref[answer.ref]
        free = next((layer for layer in ref_layers if answer.item not in layer), None)
        if free is None:
            free = {}
            ref_layers.append(free)
        free[answer.item] = answer
    for ref, ref_layers in by_ref.items():
        yield from ((ref, layer) for layer in ref_layers)


def read_requests(
    source: FormSource, answers: Mapping[str, FieldAnswer], action: Action
) -> Iterator[FormRequest | UnreadItem]:
    """What the answers about an action ask for; what is half said is told instead."""
    form_unread = source.filled.unread
    answers, unread = spread_answers(answers, action, form_unread, source.as_at)
    yield from unread
    waiting = {answer.item: it for answer, it in _waiting(answers, (*form_unread, *unread))}
    yield from waiting.values()
    answers = {item: answer for item, answer in answers.items() if item not in waiting}
    milestones = [answer for item, answer in answers.items() if milestone_number(item) is not None]
    for topic in TOPICS:
        given = [answers.get(field) for field in topic.fields] or milestones
        for asked in topic.read(source, action, *given):
            if isinstance(asked, UnreadItem):
                yield asked
            else:
                yield FormRequest(source, action.ref, topic, *asked)


def _waiting(
    answers: Mapping[str, FieldAnswer], unread: Iterable[UnreadItem]
) -> Iterator[tuple[FieldAnswer, UnreadItem]]:
    """Answers that say one thing with another which could not be read: half would be a guess."""
    unreadable = {(item.ref, item.item) for item in unread if item.is_lost}
    for topic in TOPICS:
        fields = (*topic.fields, *(SPREAD[field] for field in topic.fields if field in SPREAD))
        for answer in _given(*map(answers.get, topic.fields)):
            other = next((item for item in fields if (answer.ref, item) in unreadable), None)
            if other:
                why = f"it goes with “{other}”, which could not be read"
                hint = "correct that on the form, and read the form again"
                yield answer, UnreadItem(answer.ref, answer.place, answer.wrote, why, hint)


def _progress(
    source: FormSource, _: Action, note: OptionalAnswer, day: OptionalAnswer
) -> ReadRequests:
    if note:
        on = day.said if day else source.on.isoformat()
        yield ActionUpdate(progress=note.said, on=on, by=source.by or None), _given(note, day)
    elif day:
        yield _half(day, "a day of progress, and nothing that was done", "say what was done")


def _has_note(wish: FormRequest, action: Action) -> bool:
    """Whether the same note is in the log: of a note without a day on the form, on any day."""
    has_day = any(answer.item == FormField.PROGRESS_DAY for answer in wish.answers)
    return any(
        note.note == wish.news.progress
        and note.by == wish.news.by
        and (not has_day or (note.date is not None and note.date.isoformat() == wish.news.on))
        for note in action.progress
    )


def _status(
    _: FormSource, action: Action, status: OptionalAnswer, completed: OptionalAnswer
) -> ReadRequests:
    given = _given(status, completed)
    if not given:
        return
    now = action.status.value
    if status and status.said in DONE and not completed and not action.completed:
        why = f"{status.said}, and no day of completion"
        yield _half(status, why, "fill in the date completed")
        return
    if completed and status and status.said not in DONE:
        why = f"a date completed, of an action that is {status.said}"
        yield _half(completed, why, "leave one of the two out")
        return
    kept = now if now in DONE else Status.COMPLETE.value
    wanted = status.said if status else kept
    yield ActionUpdate(status=wanted, complete=completed.said if completed else None), given


def _has_status(wish: FormRequest, action: Action) -> bool:
    completed = action.completed.isoformat() if action.completed else None
    return action.status == wish.news.status and wish.news.complete in {None, completed}


def _rating(
    _: FormSource, action: Action, rating: OptionalAnswer, reason: OptionalAnswer
) -> ReadRequests:
    declared = action.progress_rag.value if action.progress_rag else NO_RATING
    wanted = rating.said if rating else declared
    if reason and wanted == NO_RATING:
        yield _half(reason, "a reason, and no rating of your own", "choose the rating as well")
    if not rating and wanted == NO_RATING:
        return
    given = _given(rating, reason if wanted != NO_RATING else None)
    if not given:
        return
    kept = action.rag_reason if wanted == declared else None
    why = reason.said if reason else kept
    if wanted != NO_RATING and not why:
        hint = "fill in “Why that rating”; or leave the rating to the facts"
        yield _half(given[0], "a rating of your own, and no reason", hint)
        return
    yield ActionUpdate(rag=wanted, reason=why if wanted != NO_RATING else None), given


def _has_rating(wish: FormRequest, action: Action) -> bool:
    declared = action.progress_rag.value if action.progress_rag else NO_RATING
    return declared == wish.news.rag and (action.rag_reason or None) == wish.news.reason


def _milestones(_: FormSource, __: Action, *answers: FieldAnswer) -> ReadRequests:
    for answer in answers:
        yield ActionUpdate(done=(milestone_number(answer.item) or 0,), on=answer.said), (answer,)


def _has_milestone(wish: FormRequest, action: Action) -> bool:
    done = action.milestones[wish.news.done[0] - 1].done
    return done is not None and done.isoformat() == wish.news.on


def _put_off(
    source: FormSource, _: Action, day: OptionalAnswer, reason: OptionalAnswer
) -> ReadRequests:
    """A later date, or a pause until a day: the board is asked for both with a reason."""
    is_later = any(answer.item in _LATER for answer in _given(day, reason))
    day_field, reason_field = _LATER if is_later else _PAUSE
    if day and reason:
        later, pause = (day.said, None) if is_later else (None, day.said)
        on = source.on.isoformat()
        yield ActionUpdate(later=later, pause=pause, reason=reason.said, on=on), (day, reason)
    elif day:
        what = "a later date" if is_later else "a pause"
        why = f"{what}, and no reason for the board to read"
        yield _half(day, why, f"fill in “{reason_field}”")
    elif reason:
        why = "why it has to wait, and no day"
        why = "why more time is needed, and no date" if is_later else why
        yield _half(reason, why, f"fill in “{day_field}”")


def _has_put_off(wish: FormRequest, action: Action) -> bool:
    extensions = [(each.to.due, each.reason) for each in action.extensions]
    pauses = [(each.until.due, each.reason) for each in action.pauses]
    news = wish.news
    return (news.later or news.pause, news.reason) in (extensions if news.later else pauses)


def _withdrawal(
    source: FormSource, _: Action, reason: OptionalAnswer, others: OptionalAnswer
) -> ReadRequests:
    if reason:
        refs = tuple(ref.strip() for ref in re.split("[,;\n]", others.said)) if others else ()
        news = ActionUpdate(
            withdraw=True, reason=reason.said, replaced_by=refs, on=source.on.isoformat()
        )
        yield news, _given(reason, others)
    elif others:
        why = "what takes the place of the action, and not why it is given up"
        yield _half(others, why, f"fill in “{FormField.WITHDRAWAL}”")


def _has_withdrawal(wish: FormRequest, action: Action) -> bool:
    wanted = (wish.news.reason, wish.news.replaced_by)
    return any((each.reason, each.replaced_by) == wanted for each in action.withdrawals)


def _evidence(_: FormSource, __: Action, *answers: OptionalAnswer) -> ReadRequests:
    title, kind, place, shows = answers
    given = _given(*answers)
    if not given:
        return
    if not (title and kind):
        lacking = "the kind" if title else "what it is called"
        for answer in given:
            yield _half(answer, f"evidence without {lacking}", f"fill in {lacking} as well")
        return
    at = place.said if place else None
    is_address = at is not None and at.casefold().startswith(("http://", "https://"))
    news = ActionUpdate(
        evidence=title.said,
        kind=kind.said,
        url=at if is_address else None,
        file=None if is_address else at,
        shows=shows.said if shows else None,
    )
    yield news, given


def _has_evidence(wish: FormRequest, action: Action) -> bool:
    news = wish.news
    wanted = (news.evidence, news.kind, news.file, news.url, news.shows)
    return any((e.title, e.kind, e.file, e.url, e.shows) == wanted for e in action.evidence)


_STATE: Final = (FormField.STATUS, FormField.COMPLETED)
_RATING: Final = (FormField.RATING, FormField.REASON)
_LATER: Final = (FormField.LATER, FormField.LATER_REASON)
_PAUSE: Final = (FormField.PAUSE, FormField.PAUSE_REASON)
TOPICS: Final = (
    RequestTopic("progress", (FormField.PROGRESS, FormField.PROGRESS_DAY), _progress, _has_note),
    RequestTopic("status", _STATE, _status, _has_status, _STATE),
    RequestTopic("rating", _RATING, _rating, _has_rating, _RATING),
    RequestTopic("milestone", (), _milestones, _has_milestone),
    RequestTopic("later date", _LATER, _put_off, _has_put_off, _LATER[:1]),
    RequestTopic("pause", _PAUSE, _put_off, _has_put_off, _PAUSE[:1]),
    RequestTopic(
        "withdrawal",
        (FormField.WITHDRAWAL, FormField.REPLACED_BY),
        _withdrawal,
        _has_withdrawal,
        (FormField.WITHDRAWAL,),
    ),
    RequestTopic(
        "evidence",
        (FormField.EVIDENCE, FormField.KIND, FormField.PLACE, FormField.SHOWS),
        _evidence,
        _has_evidence,
    ),
)


def _given(*answers: FieldAnswer | None) -> tuple[FieldAnswer, ...]:
    return tuple(answer for answer in answers if answer)


def _half(answer: FieldAnswer, why: str, hint: str) -> UnreadItem:
    return UnreadItem(answer.ref, answer.place, answer.wrote, f"it is {why}", hint)
