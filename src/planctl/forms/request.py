"""What a filled form asks for: each request by itself, whether it can be carried out, and why not.

A request is a group of fields that say one thing, such as a status and the day of completion. One
that the plan says already is not carried out again, so that a form read twice changes nothing; one
that was made from an earlier state of the plan is refused.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from planctl.assess.judgement import Judgement
from planctl.assess.obligations import Obligations
from planctl.assess.scene import Scene
from planctl.forms.layout import FormField, fingerprint, milestone_number
from planctl.forms.outcome import FormFate, FormOutcome
from planctl.forms.reader import FieldAnswer, FilledSheet, UnreadItem
from planctl.forms.sheet import build_form, milestone_words
from planctl.load.content import stray_character
from planctl.model.action import Action, Status
from planctl.model.calendar import day_in_words
from planctl.model.problem import Stop
from planctl.model.timescale import due_day
from planctl.model.timescale_grammar import read_timescale
from planctl.update.action_update import NO_RATING, ActionUpdate, update_edits

_DONE: Final = frozenset({Status.COMPLETE.value, Status.EMBEDDED.value})
_CHANGED: Final = "the plan has changed since the form was made"
_LOOK: Final = "see which of the two is right, and put it in with planctl update or on a new form"
_OWN: Final = re.compile(r"file:|[a-z]:[\\/]|[\\/]", re.IGNORECASE)
_HINT: Final = (
    "put it there and name it from that folder, such as evidence/report.pdf; an address begins "
    "with https://"
)


class FormSource(NamedTuple):
    """A filled form: its file, what it says, who says it, and the day that it is taken in."""

    file: str
    filled: FilledSheet
    by: str
    on: date


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
        return (self.answers[0].item,) if self.news.done else self.topic.rows

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
    waiting = {answer.item: unread for answer, unread in _waiting(answers, source.filled.unread)}
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
    unreadable = {(item.ref, item.item) for item in unread}
    for topic in TOPICS:
        for answer in _given(*map(answers.get, topic.fields)):
            other = next((item for item in topic.fields if (answer.ref, item) in unreadable), None)
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
    if status and status.said in _DONE and not completed and not action.completed:
        yield _half(status, f"{status.said}, and no day of completion", "fill in “Date completed”")
        return
    if completed and status and status.said not in _DONE:
        why = f"a date completed, of an action that is {status.said}"
        yield _half(completed, why, "leave one of the two out")
        return
    kept = now if now in _DONE else Status.COMPLETE.value
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


def _later(
    source: FormSource, _: Action, later: OptionalAnswer, reason: OptionalAnswer
) -> ReadRequests:
    if later and reason:
        news = ActionUpdate(later=later.said, reason=reason.said, on=source.on.isoformat())
        yield news, (later, reason)
    elif later:
        why = "a later date, and no reason for the board to read"
        yield _half(later, why, f"fill in “{FormField.LATER_REASON}”")
    elif reason:
        why = "why more time is needed, and no date"
        yield _half(reason, why, f"fill in “{FormField.LATER}”")


def _has_extension(wish: FormRequest, action: Action) -> bool:
    wanted = (wish.news.later, wish.news.reason)
    return any((each.to.due, each.reason) == wanted for each in action.extensions)


def _pause(
    source: FormSource, _: Action, until: OptionalAnswer, reason: OptionalAnswer
) -> ReadRequests:
    if until and reason:
        news = ActionUpdate(pause=until.said, reason=reason.said, on=source.on.isoformat())
        yield news, (until, reason)
    elif until:
        why = "a pause, and no reason for the board to read"
        yield _half(until, why, f"fill in “{FormField.PAUSE_REASON}”")
    elif reason:
        yield _half(reason, "why it has to wait, and no day", f"fill in “{FormField.PAUSE}”")


def _has_pause(wish: FormRequest, action: Action) -> bool:
    wanted = (wish.news.pause, wish.news.reason)
    return any((each.until.due, each.reason) == wanted for each in action.pauses)


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
TOPICS: Final = (
    RequestTopic("progress", (FormField.PROGRESS, FormField.PROGRESS_DAY), _progress, _has_note),
    RequestTopic("status", _STATE, _status, _has_status, _STATE),
    RequestTopic("rating", _RATING, _rating, _has_rating, _RATING),
    RequestTopic("milestone", (), _milestones, _has_milestone),
    RequestTopic(
        "later date",
        (FormField.LATER, FormField.LATER_REASON),
        _later,
        _has_extension,
        (FormField.LATER,),
    ),
    RequestTopic(
        "pause", (FormField.PAUSE, FormField.PAUSE_REASON), _pause, _has_pause, (FormField.PAUSE,)
    ),
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


def judge_requests(
    wanted: Iterable[FormRequest], scene: Scene, root: Path
) -> tuple[list[FormRequest], list[FormOutcome]]:
    """The wishes that can be carried out, each once, and what became of the others."""
    left: list[FormRequest] = []
    outcomes: list[FormOutcome] = []
    for asked in wanted:
        judged = scene.names.refs[asked.ref]
        wish, refused = _on_its_milestone(_with_its_file(asked, root), judged, scene)
        outcome = refused or _refusal(wish, judged, scene, root)
        if outcome:
            outcomes.append(outcome)
        else:
            left.append(wish)
    kept, contradictory = _without_contradictions(left)
    return kept, [*outcomes, *contradictory]


def _refusal(wish: FormRequest, judged: Judgement, scene: Scene, root: Path) -> FormOutcome | None:
    """What becomes of a wish that cannot be carried out; none for one that can."""
    if wish.topic.is_there(wish, judged.action):
        return request_outcome(wish, FormFate.THERE)
    return (
        _unfit_content(wish, root)
        or _changed_since(wish, judged, scene)
        or _not_later(wish, judged, scene)
        or _without_edits(wish, judged, scene)
    )


def _unfit_content(wish: FormRequest, root: Path) -> FormOutcome | None:
    """What no plan file may hold, or names a file of evidence that is not there."""
    for answer in wish.answers:
        if stray := stray_character(answer.said.replace("\t", " ")):
            why = f"it holds {stray[1]}, which no plan file may"
            return request_outcome(wish, FormFate.REFUSED, why, "take it out")
    file = wish.news.file
    fault = _unfit_file(file, root) if file else None
    return request_outcome(wish, FormFate.REFUSED, *fault) if fault else None


def _without_edits(wish: FormRequest, judged: Judgement, scene: Scene) -> FormOutcome | None:
    """A refusal of what planctl update would refuse."""
    try:
        update_edits(judged, wish.news, scene)
    except Stop as stop:
        return request_outcome(wish, FormFate.REFUSED, stop.message, stop.hint)
    return None


def request_outcome(
    wish: FormRequest, fate: FormFate, why: str = "", hint: str = ""
) -> FormOutcome:
    """What became of a wish."""
    file = wish.source.file
    return FormOutcome(fate, file, wish.ref, wish.what, wish.place, wish.wrote, why, hint)


def _with_its_file(wish: FormRequest, root: Path) -> FormRequest:
    """A wish with its file of evidence as the plan is to name it."""
    file = wish.news.file
    return wish._replace(news=wish.news._replace(file=_from_folder(file, root))) if file else wish


def _not_later(wish: FormRequest, judged: Judgement, scene: Scene) -> FormOutcome | None:
    """A refusal of a later date that is no later than the one that counts now."""
    now = judged.promise.due
    asked = wish.news.later and due_day(read_timescale(wish.news.later), scene.by.calendar)
    if not asked or not now or asked > now:
        return None
    why = f"{day_in_words(asked)} is not later than {day_in_words(now)}, when it is due now"
    return request_outcome(
        wish, FormFate.REFUSED, why, "see that the year and the month are what was meant"
    )


def _on_its_milestone(
    wish: FormRequest, judged: Judgement, scene: Scene
) -> tuple[FormRequest, FormOutcome | None]:
    """A wish about a milestone with the number that the milestone has now."""
    if not wish.news.done:
        return wish, None
    [number], [row] = wish.news.done, wish.rows
    calendar = scene.by.calendar
    milestones = judged.action.milestones
    still = [milestone_words(m.model_copy(update={"done": None}), calendar) for m in milestones]
    order = sorted(range(len(still)), key=lambda n: n != number - 1)
    same = next((n for n in order if _is_as_made(wish, row, still[n])), None)
    if same is not None:
        return wish._replace(news=wish.news._replace(done=(same + 1,))), None
    there = milestones[number - 1 : number]
    now = milestone_words(there[0], calendar) if there else "no such milestone"
    was = wish.source.filled.shown.get((wish.answers[0].ref, row), "")
    return wish, request_outcome(wish, FormFate.REFUSED, _CHANGED, _LOOK)._replace(was=was, now=now)


def _changed_since(wish: FormRequest, judged: Judgement, scene: Scene) -> FormOutcome | None:
    """A refusal where the plan says something else than when the form was made."""
    current = build_form(judged, Obligations.nothing(""), scene)
    now: Mapping[str, str] = {line.item: line.shown for line in current.lines}
    ref = wish.answers[0].ref
    changed = [row for row in wish.rows if row in now and not _is_as_made(wish, row, now[row])]
    if not changed or wish.news.done:
        return None
    shown = wish.source.filled.shown
    was = "; ".join(shown.get((ref, row), "") or "nothing" for row in changed)
    says = "; ".join(now[row] or "nothing" for row in changed)
    return request_outcome(wish, FormFate.REFUSED, _CHANGED, _LOOK)._replace(was=was, now=says)


def _is_as_made(wish: FormRequest, row: str, says: str) -> bool:
    """Whether the form was made when the plan said this, by its record or else by its words."""
    filled, ref = wish.source.filled, wish.answers[0].ref
    if filled.made:
        return fingerprint(ref, row, says) in filled.made
    shown = filled.shown.get((ref, row))
    return shown is None or shown.split() == says.split()


def _without_contradictions(
    wishes: Iterable[FormRequest],
) -> tuple[list[FormRequest], list[FormOutcome]]:
    """Each wish once; those that contradict each other are all refused, with both shown."""
    by_subject: dict[tuple[str, str], list[FormRequest]] = {}
    for wish in wishes:
        by_subject.setdefault((wish.ref, wish.what), []).append(wish)
    kept: list[FormRequest] = []
    outcomes: list[FormOutcome] = []
    for group in by_subject.values():
        different = list({wish.news: wish for wish in reversed(group)}.values())[::-1]
        if group[0].is_added or len(different) == 1:
            kept += different
            outcomes += [
                request_outcome(w, FormFate.THERE)
                for w in group
                if not any(w is k for k in different)
            ]
        else:
            listed = " and ".join(f"“{wish.wrote}” ({wish.source.file})" for wish in different)
            why = f"the forms contradict each other: {listed}"
            hint = "ask which is right, and leave the other out"
            outcomes += [request_outcome(wish, FormFate.REFUSED, why, hint) for wish in group]
    return kept, outcomes


def _from_folder(file: str, root: Path) -> str:
    """A file by its name from the plan’s folder, where it was named as Windows does or from above.

    One that is not there keeps the name that it was given.
    """
    plain = file.replace("\\", "/").removeprefix("./")
    named = (plain, plain.removeprefix(f"{root.resolve().name}/"))
    return next((each for each in named if _is_within(root, each)), file)


def _unfit_file(file: str, root: Path) -> tuple[str, str] | None:
    """Why a file can be no evidence of the plan, and what to do; none where it can."""
    if _OWN.match(file):
        why = "it is on somebody’s own computer or drive, where others cannot open it"
        return why, f"copy the file into the plan’s folder: {_HINT}"
    if file.casefold().startswith("mailto:"):
        return "it is the address of a mailbox, and shows nothing", "save the message as a file"
    if _is_within(root, file):
        return None
    if ".." in re.split(r"[\\/]", file):
        return "it is outside of the plan’s folder", f"copy the file into it: {_HINT}"
    return "there is no such file in the plan’s folder", _HINT


def _is_within(root: Path, file: str) -> bool:
    """Whether a file is in the plan's folder."""
    try:
        path = (root / file).resolve()
        return path.is_file() and path.is_relative_to(root.resolve())
    except (OSError, ValueError):  # it is no name of a file at all
        return False
