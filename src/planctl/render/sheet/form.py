"""The rows of an action on an update sheet.

What a row to be filled in shows of the plan does not depend on the day, so that a row which would
show something else now is of an action that has changed.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from planctl.assess.judged import Judged
from planctl.assess.owed import Owed
from planctl.assess.promise import due_in_words
from planctl.assess.rule.scene import Scene
from planctl.model.action import (
    Action,
    Extension,
    Milestone,
    Pause,
    Request,
    Withdrawal,
)
from planctl.model.calendar import Calendar, day_in_words
from planctl.model.column_name import NONE_RECORDED
from planctl.model.sheet import AS_COMPUTED, Asked, Field, milestone_row, rating_choice
from planctl.render.chase import due_from
from planctl.render.column import by_lead, note_line, request_in_words, timescale_line
from planctl.render.sheet.view import Form, Kind, Line
from planctl.render.words import counted, in_a_row, visible

NOT_RECORDED: Final = "Not recorded"
_LONGEST: Final = 20_000  # characters; a cell of Excel holds 32,767


def form(each: Judged, owed: Owed, scene: Scene) -> Form:
    """The form of one action for one role."""
    asked = _asked(each, owed, scene)
    fields = _fields(each, scene)
    lines = (line._replace(shown=_clean(line.shown)) for part in (asked, fields) for line in part)
    return Form(_clean(each.ref), _clean(" ".join(each.action.title.split())), tuple(lines))


def _clean(text: str) -> str:
    """A text that every program can hold: visible signs, and lines."""
    lines = (visible(line.rstrip()) for line in text.strip().splitlines())
    whole = "\n".join(lines)
    return whole if len(whole) <= _LONGEST else f"{whole[:_LONGEST]}… (goes on in the plan)"


def _asked(each: Judged, owed: Owed, scene: Scene) -> Iterator[Line]:
    """What is only shown."""
    action, rated = each.action, each.progress
    first, *others = action.leads or ("No lead named",)
    with_ = f", supported by {in_a_row(others)}" if others else ""
    label = rating_choice(rated.rating, scene.by.progress_key.words[rated.rating][0])
    disputed = f" (disputed: the facts say {rated.computed})" if rated.disputed else ""
    due = list(due_from(owed, each, scene.as_at))
    yield Line(Asked.ACTION, action.title)
    yield Line(Asked.TASKS, _items(action.actions) or NOT_RECORDED)
    yield Line(Asked.LEADS, f"{first}{with_}")
    yield Line(Asked.WHEN, _when(each, scene))
    same = rated.standing.casefold() in label.casefold()
    why = f"{by_lead(rated)}{'' if same else f'{rated.standing}; '}{rated.why}"
    yield Line(Asked.STANDING, f"{label}{disputed}\n{_sentence(why)}", rating=rated.rating)
    yield Line(Asked.OWED, _items([_sentence(one) for one in due]) or "Nothing is due yet")


def _fields(each: Judged, scene: Scene) -> Iterator[Line]:
    """What can be answered, beside what the plan says of it now."""
    action = each.action
    words = scene.by.progress_key.words
    declared = action.progress_rag
    rating = rating_choice(declared, words[declared][0]) if declared else AS_COMPUTED
    note = note_line(action.progress[-1]) if action.progress else "No note yet"
    done = day_in_words(action.completed) if action.completed else "No day recorded"
    yield Line(Field.PROGRESS, note, Kind.LONG)
    yield Line(Field.PROGRESS_DAY, "", Kind.DAY)
    yield Line(Field.STATUS, action.status.value.capitalize(), Kind.CHOICE)
    yield Line(Field.COMPLETED, done, Kind.DAY)
    yield from _milestones(action, scene.by.calendar)
    yield Line(Field.RATING, rating, Kind.CHOICE)
    yield Line(Field.REASON, action.rag_reason or "", Kind.TEXT)
    yield Line(Field.LATER, _dates(each, scene.by.calendar), Kind.TEXT)
    yield Line(Field.LATER_REASON, "", Kind.TEXT)
    yield Line(Field.EVIDENCE, _evidence(action), Kind.TEXT)
    yield Line(Field.KIND, "", Kind.CHOICE)
    yield Line(Field.PLACE, "", Kind.TEXT)
    yield Line(Field.SHOWS, "", Kind.TEXT)
    yield Line(Field.PAUSE, _answers(action.pauses, scene.by.calendar), Kind.TEXT)
    yield Line(Field.PAUSE_REASON, "", Kind.TEXT)
    yield Line(Field.WITHDRAWAL, _answers(action.withdrawals, scene.by.calendar), Kind.TEXT)
    yield Line(Field.REPLACED_BY, "", Kind.TEXT)


def _milestones(action: Action, calendar: Calendar) -> Iterator[Line]:
    """The milestones that are not done, by their number among all."""
    for number, milestone in enumerate(action.milestones, 1):
        if not milestone.done:
            yield Line(milestone_row(number), milestone_words(milestone, calendar), Kind.DAY)


def milestone_words(milestone: Milestone, calendar: Calendar) -> str:
    """A milestone as its row shows it, done or not."""
    when = f", {timescale_line(milestone.timescale, calendar)}" if milestone.timescale else ""
    state = f"done {day_in_words(milestone.done)}" if milestone.done else "not done"
    return _clean(f"{milestone.what}{when}: {state}")


def _when(each: Judged, scene: Scene) -> str:
    """The promise in its words, the day that counts, and how far off it is."""
    due, words = each.promise.due, timescale_line(each.promise.stated, scene.by.calendar)
    if due is None:
        return words
    first = f"{words}, extended" if each.promise.agreed_count else words
    return f"{first}\n{_sentence(due_in_words(due, scene.as_at))}"


def _dates(each: Judged, calendar: Calendar) -> str:
    """The first promise, and each correction and later date with what the board said to it."""
    lines = [timescale_line(each.action.timescale, calendar)]
    if each.promise.changed:
        first = timescale_line(each.promise.first, calendar)
        lines.append(f"First promised for {first}; changed without the board's agreement")
    requests: tuple[Request, ...] = (*each.action.corrections, *each.action.extensions)
    lines.append(_answers(requests, calendar))
    return "\n".join(line for line in lines if line)


def _answers(requests: Iterable[Request], calendar: Calendar) -> str:
    """What was asked of the board, a line each, with what it said."""
    return "\n".join(f"{_brief(each, calendar)}, {_answer(each)}" for each in requests)


def _brief(request: Request, calendar: Calendar) -> str:
    """What was asked, as far as the name of the row does not say it."""
    match request:
        case Extension():
            return timescale_line(request.to, calendar)
        case Pause():
            return timescale_line(request.until, calendar)
        case Withdrawal():
            return request.reason
        case _:
            return request_in_words(request, calendar)


def _answer(request: Request) -> str:
    refused = f"refused {day_in_words(request.refused)}" if request.refused else ""
    agreed = f"agreed {day_in_words(request.agreed)}" if request.agreed else ""
    return refused or agreed or "asked for, not answered"


def _evidence(action: Action) -> str:
    count = len(action.evidence)
    if not count:
        return NONE_RECORDED
    titles = "; ".join(each.title for each in action.evidence)
    return f"{counted(count, 'piece')} recorded: {titles}"


def _items(texts: "list[str] | tuple[str, ...]") -> str:
    """Texts as a list, a line each; one alone stands without a bullet."""
    if len(texts) == 1:
        return texts[0]
    return "\n".join(f"• {text}" for text in texts)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
