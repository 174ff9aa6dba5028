"""What a filled form wants of an action: each thing that can be taken or refused by itself."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final, NamedTuple

from planctl.cli.news import NONE, News
from planctl.intake.sheet.filled import Answer, Filled, Unread
from planctl.model.action import Action, Status
from planctl.model.sheet import Field, milestone_number

_NOTE: Final = (Field.PROGRESS, Field.PROGRESS_DAY)
_STATE: Final = (Field.STATUS, Field.COMPLETED)
_RATING: Final = (Field.RATING, Field.REASON)
_LATER: Final = (Field.LATER, Field.LATER_REASON)
_PAUSE: Final = (Field.PAUSE, Field.PAUSE_REASON)
_WITHDRAWAL: Final = (Field.WITHDRAWAL, Field.REPLACED_BY)
_PIECE: Final = (Field.EVIDENCE, Field.KIND, Field.PLACE, Field.SHOWS)
# Fields that say one thing.
_TOGETHER: Final = (_NOTE, _STATE, _RATING, _LATER, _PAUSE, _WITHDRAWAL, _PIECE)
_DONE: Final = frozenset({Status.COMPLETE.value, Status.EMBEDDED.value})


class Source(NamedTuple):
    """A filled form: its file, what it says, who says it, and the day that it is taken in."""

    file: str
    filled: Filled
    by: str
    on: date


class Wish(NamedTuple):
    """One thing that a form wants of an action."""

    source: Source
    ref: str
    what: str
    news: News
    answers: tuple[Answer, ...]
    rows: tuple[str, ...] = ()  # those that must say what they said; none for what is only added

    @property
    def wrote(self) -> str:
        """What was filled in."""
        return "; ".join(answer.wrote for answer in self.answers)

    @property
    def place(self) -> str:
        """Where."""
        return self.answers[0].place

    @property
    def is_added(self) -> bool:
        """Whether it only adds to the record, and can contradict nothing."""
        return not self.rows


def layers(answers: Iterable[Answer]) -> Iterator[tuple[str, Mapping[str, Answer]]]:
    """The answers of each action by their row; of a row that is there twice, one after another."""
    found: dict[str, list[dict[str, Answer]]] = defaultdict(list)
    for answer in answers:
        of = found[answer.ref]
        free = next((layer for layer in of if answer.item not in layer), None)
        if free is None:
            free = {}
            of.append(free)
        free[answer.item] = answer
    for ref, of in found.items():
        yield from ((ref, layer) for layer in of)


def wishes(source: Source, said: Mapping[str, Answer], action: Action) -> Iterator[Wish | Unread]:
    """What the answers about an action come to; what is half said is told instead."""
    held = {each.item: unread for each, unread in _held(said, source.filled.unread)}
    yield from held.values()
    said = {item: answer for item, answer in said.items() if item not in held}
    yield from _progress(source, said, action)
    yield from _state(source, said, action)
    yield from _rating(source, said, action)
    yield from _milestones(source, said, action)
    yield from _later(source, said, action)
    yield from _pause(source, said, action)
    yield from _withdrawal(source, said, action)
    yield from _evidence(source, said, action)


def _held(said: Mapping[str, Answer], unread: Iterable[Unread]) -> Iterator[tuple[Answer, Unread]]:
    """Answers that say one thing with another which could not be read: half would be a guess."""
    lost = [(each.ref, each.item) for each in unread]
    for fields in _TOGETHER:
        given = _given(*(said.get(item) for item in fields))
        for answer in given:
            other = next((item for item in fields if (answer.ref, item) in lost), None)
            if other:
                why = f"it goes with “{other}”, which could not be read"
                hint = "correct that on the form, and read the form again"
                yield answer, Unread(answer.ref, answer.place, answer.wrote, why, hint)


def _progress(
    source: Source, said: Mapping[str, Answer], action: Action
) -> Iterator[Wish | Unread]:
    note, day = (said.get(each) for each in _NOTE)
    if note:
        on = day.said if day else source.on.isoformat()
        news = News(progress=note.said, on=on, by=source.by or None)
        yield Wish(source, action.ref, "progress", news, _given(note, day))
    elif day:
        yield _half(day, "a day of progress, and nothing that was done", "say what was done")


def _state(source: Source, said: Mapping[str, Answer], action: Action) -> Iterator[Wish | Unread]:
    status, completed = (said.get(each) for each in _STATE)
    given = _given(status, completed)
    if not given:
        return
    now = action.status.value
    if status and status.said in _DONE and not completed and not action.completed:
        yield _half(status, f"{status.said}, and no day of completion", "fill in “Date completed”")
        return
    if completed and status and status.said not in _DONE:
        why = f"a date completed, of an action that is {status.said}"
        yield _half(completed, why, "leave one of the two out")
        return
    kept = now if now in _DONE else Status.COMPLETE.value
    news = News(
        status=status.said if status else kept, complete=completed.said if completed else None
    )
    yield Wish(source, action.ref, "status", news, given, _STATE)


def _rating(source: Source, said: Mapping[str, Answer], action: Action) -> Iterator[Wish | Unread]:
    rating, reason = (said.get(each) for each in _RATING)
    declared = action.progress_rag.value if action.progress_rag else NONE
    wanted = rating.said if rating else declared
    if reason and wanted == NONE:
        yield _half(reason, "a reason, and no rating of your own", "choose the rating as well")
    if not rating and wanted == NONE:
        return
    given = _given(rating, reason if wanted != NONE else None)
    if not given:
        return
    kept = action.rag_reason if wanted == declared else None
    why = reason.said if reason else kept
    if wanted != NONE and not why:
        hint = "fill in “Why that rating”; or leave the rating to the facts"
        yield _half(given[0], "a rating of your own, and no reason", hint)
        return
    news = News(rag=wanted, reason=why if wanted != NONE else None)
    yield Wish(source, action.ref, "rating", news, given, _RATING)


def _milestones(source: Source, said: Mapping[str, Answer], action: Action) -> Iterator[Wish]:
    for item, answer in said.items():
        number = milestone_number(item)
        if number is not None:
            news = News(done=(number,), on=answer.said)
            yield Wish(source, action.ref, f"milestone {number}", news, (answer,), (item,))


def _later(source: Source, said: Mapping[str, Answer], action: Action) -> Iterator[Wish | Unread]:
    later, reason = (said.get(each) for each in _LATER)
    if later and reason:
        news = News(later=later.said, reason=reason.said, on=source.on.isoformat())
        yield Wish(source, action.ref, "later date", news, (later, reason), (Field.LATER,))
    elif later:
        why = "a later date, and no reason for the board to read"
        yield _half(later, why, "fill in “Why more time is needed”")
    elif reason:
        yield _half(reason, "why more time is needed, and no date", "fill in “Later date wanted”")


def _pause(source: Source, said: Mapping[str, Answer], action: Action) -> Iterator[Wish | Unread]:
    until, reason = (said.get(each) for each in _PAUSE)
    if until and reason:
        news = News(pause=until.said, reason=reason.said, on=source.on.isoformat())
        yield Wish(source, action.ref, "pause", news, (until, reason), (Field.PAUSE,))
    elif until:
        why = "a pause, and no reason for the board to read"
        yield _half(until, why, f"fill in “{Field.PAUSE_REASON}”")
    elif reason:
        yield _half(reason, "why it has to wait, and no day", f"fill in “{Field.PAUSE}”")


def _withdrawal(
    source: Source, said: Mapping[str, Answer], action: Action
) -> Iterator[Wish | Unread]:
    reason, other = (said.get(each) for each in _WITHDRAWAL)
    if reason:
        refs = tuple(ref.strip() for ref in re.split("[,;\n]", other.said)) if other else ()
        news = News(withdraw=True, reason=reason.said, replaced_by=refs, on=source.on.isoformat())
        given, rows = _given(reason, other), (Field.WITHDRAWAL,)
        yield Wish(source, action.ref, "withdrawal", news, given, rows)
    elif other:
        why = "what takes the place of the action, and not why it is given up"
        yield _half(other, why, f"fill in “{Field.WITHDRAWAL}”")


def _evidence(
    source: Source, said: Mapping[str, Answer], action: Action
) -> Iterator[Wish | Unread]:
    title, kind, place, shows = (said.get(each) for each in _PIECE)
    given = _given(title, kind, place, shows)
    if not given:
        return
    if not (title and kind):
        lacking = "the kind" if title else "what it is called"
        for each in given:
            yield _half(each, f"evidence without {lacking}", f"fill in {lacking} as well")
        return
    at = place.said if place else None
    is_address = at is not None and at.casefold().startswith(("http://", "https://"))
    news = News(
        evidence=title.said,
        kind=kind.said,
        url=at if is_address else None,
        file=None if is_address else at,
        shows=shows.said if shows else None,
    )
    yield Wish(source, action.ref, "evidence", news, given)


def _given(*answers: Answer | None) -> tuple[Answer, ...]:
    return tuple(answer for answer in answers if answer)


def _half(answer: Answer, why: str, hint: str) -> Unread:
    return Unread(answer.ref, answer.place, answer.wrote, f"it is {why}", hint)
