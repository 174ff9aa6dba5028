"""What a person reports about an action, and the edits of its file that record it."""

from collections.abc import Callable, Iterator
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple, TypeVar

from planctl.assess.judgement import Judgement
from planctl.assess.scene import Scene
from planctl.edit.splice import Add, Edit, Put
from planctl.model.action import BY_BOARD, REQUESTS, EvidenceKind, Request, Status
from planctl.model.calendar import Meeting, day_in_words
from planctl.model.choice import match_choice, quoted_list
from planctl.model.nearest_name import suggest_name
from planctl.model.problem import PlanValue, Stop
from planctl.model.rating import Rating, Standing
from planctl.model.timescale import due_day
from planctl.model.timescale_grammar import read_day, read_recent_day, read_timescale, require_past
from planctl.model.words import with_article
from planctl.workspace.meeting import meeting_for

NO_RATING: Final = "none"  # in the place of a rating: the computed one stands
AGREED: Final = "agreed"
WHICH_DAY: Final = "see that the year and the month are what was meant"
# How each kind of request is made.
_HOW_TO_ASK: Final = {
    "corrections": "planctl set {ref} timescale DAY --correct --reason TEXT",
    "extensions": "planctl update {ref} --request-extension DAY --reason TEXT",
    "pauses": "planctl update {ref} --request-pause DAY --reason TEXT",
    "withdrawals": "planctl update {ref} --request-withdrawal --reason TEXT",
}
_Choice = TypeVar("_Choice", bound=StrEnum)


class BoardAnswer(NamedTuple):
    """What the board answered to a request."""

    to: str  # the key of an action that it stands under: extensions
    word: str  # agreed or refused


class ActionUpdate(NamedTuple):
    """What happened to an action, in the words of whoever says so; empty for what did not."""

    progress: str | None = None
    on: str | None = None
    by: str | None = None
    status: str | None = None
    complete: str | None = None
    rag: str | None = None
    reason: str | None = None
    impact_rag: str | None = None
    leads: tuple[str, ...] = ()
    done: tuple[int, ...] = ()  # milestones, by their number from 1
    later: str | None = None  # the day of an extension to ask for
    pause: str | None = None  # the last day of a pause to ask for
    withdraw: bool = False  # to be asked for
    replaced_by: tuple[str, ...] = ()
    answers: tuple[BoardAnswer, ...] = ()
    meeting: str | None = None
    agreed_by: str | None = None  # the role that answered, in a plan without a board
    evidence: str | None = None
    kind: str | None = None
    file: str | None = None
    url: str | None = None
    shows: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said."""
        return self == ActionUpdate()


def update_edits(judged: Judgement, news: ActionUpdate, scene: Scene) -> list[Edit]:
    """The edits of the file of an action that say what happened; ends the run where they cannot."""
    _refuse_strays(news)
    day = parse_day_done(news.on, scene.as_at) if news.on else scene.as_at
    parts = (
        _state_edits(judged, news, scene),
        _rating_edits(news),
        _milestone_edits(judged, news, day),
        _request_edits(judged, news, scene, day),
        _answer_edits(judged, news, scene),
        _progress_edits(judged, news, day),
        _evidence_edits(news, day),
    )
    return [edit for part in parts for edit in part]


def parse_day_done(text: str, as_at: date) -> date:
    """The day on which something was done; ends the run where it is none, or is to come."""
    return require_past(read_recent_day(text, as_at) or read_day(text), as_at)


def parse_choice(kind: type[_Choice], text: str, what: str) -> str:
    """One of a closed list of words, whatever its capitals."""
    known = [choice.value for choice in kind]
    choice = match_choice(text, known)
    if not choice:
        hint = suggest_name(text, known) or f"it can be {quoted_list(known, last='or')}"
        raise Stop(f"“{text}” is no {what}", hint)
    return choice


def parse_declared_rating(text: str) -> str | None:
    """A rating, or none where the computed one is to stand."""
    return None if text.strip().casefold() == NO_RATING else parse_choice(Rating, text, "rating")


class _Detail(NamedTuple):
    """A flag that says more of something else, and the flags that it belongs to."""

    name: str  # of its value in the update
    owner: Callable[[ActionUpdate], object]
    owner_flags: str


_DETAILS: Final = (
    _Detail("by", lambda news: news.progress, "--progress"),
    _Detail(
        "on",
        lambda news: news.progress or news.done or news.evidence or _requests_made(news),
        "--progress, --milestone-done, --evidence or what is asked of the board",
    ),
    _Detail(
        "reason",
        lambda news: news.rag or _requests_made(news),
        "--rag, --request-extension, --request-pause or --request-withdrawal",
    ),
    _Detail(
        "meeting", lambda news: news.answers, "--agree-extension, --refuse-extension or the like"
    ),
    _Detail(
        "agreed_by",
        lambda news: any(answer.word == AGREED for answer in news.answers),
        "--agree-extension or the like",
    ),
    _Detail("replaced_by", lambda news: news.withdraw, "--request-withdrawal"),
    *(
        _Detail(name, lambda news: news.evidence, "--evidence")
        for name in ("kind", "file", "url", "shows")
    ),
)


def _refuse_strays(news: ActionUpdate) -> None:
    """A flag that belongs to another is never left out of what is written in silence."""
    for name, owner, names in _DETAILS:
        if getattr(news, name) and not owner(news):
            flag = "--at" if name == "meeting" else f"--{name.replace('_', '-')}"
            raise Stop(f"{flag} says more of something that was not given", f"give {names} too")
    if news.reason and bool(news.rag) + len(_requests_made(news)) > 1:
        message = "--reason could be that of more than one thing"
        raise Stop(message, "give the command twice, once for each")
    answered = [answer.to for answer in news.answers]
    for key in answered:
        if answered.count(key) > 1:
            message = f"{with_article(REQUESTS[key])} is agreed or refused, not both"
            raise Stop(message, "leave one of the two out")


def _requests_made(news: ActionUpdate) -> list[object]:
    """What is asked of the board."""
    return [request for request in (news.later, news.pause, news.withdraw) if request]


def _state_edits(judged: Judgement, news: ActionUpdate, scene: Scene) -> Iterator[Edit]:
    if news.leads:
        yield Put(("leads",), [*dict.fromkeys(lead.strip() for lead in news.leads)])
    status = parse_choice(Status, news.status, "status") if news.status else ""
    if status in BY_BOARD and status != judged.action.status:
        flag = "--request-pause DAY" if status == Status.PAUSED else "--request-withdrawal"
        message = f"only the board can say that an action is {status}"
        raise Stop(message, f"ask it: planctl update {judged.ref} {flag} --reason TEXT")
    if news.complete:
        if status and status not in {Status.COMPLETE, Status.EMBEDDED}:
            raise Stop(f"an action that is {status} has no day of completion", "leave one out")
        yield from _completion(judged, news, status or Status.COMPLETE.value, scene)
    elif status:
        yield Put(("status",), status)


def _completion(judged: Judgement, news: ActionUpdate, status: str, scene: Scene) -> Iterator[Edit]:
    """The day of completion, and the day of today where a board saw the action open since then."""
    day = parse_day_done(news.complete or "", scene.as_at)
    yield Put(("status",), status)
    yield Put(("completed",), day.isoformat())
    if _saw_open(judged, day, scene):
        yield Put(("recorded",), scene.as_at.isoformat())
    elif judged.action.recorded:
        yield Put(("recorded",), None)
    if _drops_rating(judged, news, scene):
        yield Put(("progress_rag",), None)
        yield Put(("rag_reason",), None)


def update_warnings(judged: Judgement, news: ActionUpdate, scene: Scene) -> Iterator[str]:
    """What the board will see of a completion that is written down late, or changes a rating."""
    if not news.complete:
        return
    day = parse_day_done(news.complete, scene.as_at)
    meeting = _saw_open(judged, day, scene)
    if meeting:
        yield (
            f"completed {day_in_words(day)}, and open at the board of {meeting.name}: the pack "
            f"will say that it was recorded on {day_in_words(scene.as_at)}"
        )
    if _drops_rating(judged, news, scene):
        yield f"the declared rating {judged.action.progress_rag} falls away: the action is complete"


def _saw_open(judged: Judgement, day: date, scene: Scene) -> Meeting | None:
    """The first board since a day of completion to which the action was shown as open."""
    meetings = (m for m in scene.by.calendar.meetings if day < m.last < scene.as_at)
    return next((m for m in meetings if not judged.action.is_complete(m.last)), None)


def _drops_rating(judged: Judgement, news: ActionUpdate, scene: Scene) -> bool:
    """Whether a declared rating falls away, because it is not that of a complete action."""
    declared = judged.action.progress_rag
    done = {scene.by.progress_key.ratings[of] for of in (Standing.COMPLETE, Standing.EMBEDDED)}
    return bool(news.complete and not news.rag and declared and declared not in done)


def _rating_edits(news: ActionUpdate) -> Iterator[Edit]:
    if news.rag:
        rating = parse_declared_rating(news.rag)
        if rating and not (news.reason or "").strip():
            message = "the board will ask why you declare a rating of your own"
            raise Stop(message, "say it with --reason; or leave the computed rating to stand")
        yield Put(("progress_rag",), rating)
        yield Put(("rag_reason",), news.reason if rating else None)
    if news.impact_rag:
        yield Put(("impact_rag",), parse_declared_rating(news.impact_rag))


def _milestone_edits(judged: Judgement, news: ActionUpdate, day: date) -> Iterator[Edit]:
    milestones = judged.action.milestones
    for number in news.done:
        if not 1 <= number <= len(milestones):
            listed = "; ".join(f"{n} {m.what}" for n, m in enumerate(milestones, 1))
            message = f"{judged.ref} has no milestone {number}"
            raise Stop(message, f"its milestones are: {listed}" if listed else "it has none")
        done_on = milestones[number - 1].done
        if done_on and done_on != day:
            message = f"milestone {number} was done on {day_in_words(done_on)} already"
            hint = f"to correct the day: planctl set {judged.ref} milestones.{number}.done DAY"
            raise Stop(message, hint)
        yield Put(("milestones", number - 1, "done"), day.isoformat())


def _request_edits(
    judged: Judgement, news: ActionUpdate, scene: Scene, day: date
) -> Iterator[Edit]:
    """What the board is asked, with its reason and the day."""
    if not _requests_made(news):
        return
    if not (news.reason or "").strip():
        more = "it is given up" if news.withdraw else "it has to wait" if news.pause else ""
        what = more or "more time is needed"
        raise Stop(f"the board will ask why {what}", "say it with --reason")
    why: dict[str, PlanValue] = {"reason": news.reason, "requested": day.isoformat()}
    if news.later:
        if fault := not_later_in_words(judged, news.later, scene):
            raise Stop(fault, WHICH_DAY)
        yield Add(("extensions",), {"to": news.later, **why})
    if news.pause:
        _refuse_past(news.pause, scene)
        yield Add(("pauses",), {"until": news.pause, **why})
    if news.withdraw:
        others: dict[str, PlanValue] = {"replaced_by": [*_replacements(judged, news, scene)]}
        yield Add(("withdrawals",), {**why, **(others if news.replaced_by else {})})


def not_later_in_words(judged: Judgement, later: str, scene: Scene) -> str:
    """Why a day is no extension of an action: it is not after the one that counts; else empty."""
    asked, now = due_day(read_timescale(later), scene.by.calendar), judged.promise.due
    if not asked or not now or asked > now:
        return ""
    return f"{day_in_words(asked)} is not later than {day_in_words(now)}, when it is due now"


def _refuse_past(until: str, scene: Scene) -> None:
    """A pause ends on a day that is still to come."""
    day = due_day(read_timescale(until), scene.by.calendar)
    if day is None:
        raise Stop(f"“{until}” names no day until which to wait", "write a day or a month")
    if day <= scene.as_at:
        raise Stop(f"a pause until {day_in_words(day)} would be over already", WHICH_DAY)


def _replacements(judged: Judgement, news: ActionUpdate, scene: Scene) -> Iterator[str]:
    """The refs of the actions that take the place of one."""
    known = {ref.casefold(): ref for ref in scene.names.actions}
    for ref in news.replaced_by:
        match = known.get(ref.strip().casefold())
        if match is None or match == judged.ref:
            message = f"“{ref}” is no other action of the plan"
            raise Stop(message, "name it by its ref, or add it first with planctl new")
        yield match


def _answer_edits(judged: Judgement, news: ActionUpdate, scene: Scene) -> Iterator[Edit]:
    for key, word in news.answers:
        at = (key, _open_request(judged, key))
        yield Put((*at, word), _answer_day(news, scene).isoformat())
        if news.agreed_by and word == AGREED:
            yield Put((*at, "agreed_by"), news.agreed_by.strip())


def _open_request(judged: Judgement, key: str) -> int:
    """Which request the board has not answered yet: the newest of them."""
    records: tuple[Request, ...] = getattr(judged.action, key)
    unanswered = [n for n, record in enumerate(records) if not (record.agreed or record.refused)]
    if not unanswered:
        hint = f"ask for one: {_HOW_TO_ASK[key].format(ref=judged.ref)}"
        if records:
            command = f"planctl set {judged.ref} {key}.{len(records)}.agreed DAY"
            hint += f"; or correct the answer: {command}"
        raise Stop(f"{judged.ref} has no {REQUESTS[key]} that waits for an answer", hint)
    return unanswered[-1]


def _answer_day(news: ActionUpdate, scene: Scene) -> date:
    """The day of the meeting that answered; of the role, where no meeting is recorded."""
    scene.by.calendar.require_meetings()
    if scene.by.calendar.meetings:
        return _meeting_day(news, scene)
    is_agreed = any(answer.word == AGREED for answer in news.answers)
    if not news.meeting or (is_agreed and not news.agreed_by):
        message = "the plan records no meeting of a board: who answered, and on which day?"
        hint = (
            "say it with --agreed-by ROLE --at DAY; or record when the board meets, as in planctl "
            'set governance board.meets on="second Wednesday" every=month starting="January 2025"'
        )
        raise Stop(message, hint)
    return parse_day_done(news.meeting, scene.as_at)


def _meeting_day(news: ActionUpdate, scene: Scene) -> date:
    if not news.meeting:
        hint = "name it with --at, such as 13 March 2024"
        raise Stop("which meeting of the board answered?", hint)
    meeting = meeting_for(news.meeting, scene.by.calendar, scene.as_at)
    if meeting is None or meeting.day is None:
        message = f"the day of the meeting in {news.meeting} is not recorded"
        raise Stop(message, "write its day under meetings in governance.yaml")
    if meeting.day > scene.as_at:
        message = f"the meeting of {day_in_words(meeting.day)} has not come yet"
        raise Stop(f"{message}, as at {day_in_words(scene.as_at)}", "say it once the board has met")
    return meeting.day


def _progress_edits(judged: Judgement, news: ActionUpdate, day: date) -> Iterator[Edit]:
    """A note of progress, at its place in the order of days."""
    if news.progress is None:
        return
    if not news.progress.strip():
        raise Stop("the note of progress is empty", "say what was done")
    later = (n for n, note in enumerate(judged.action.progress) if note.date and note.date > day)
    by = {"by": news.by.strip()} if news.by else {}
    note: PlanValue = {"date": day.isoformat(), **by, "note": news.progress.strip()}
    yield Add(("progress",), note, next(later, None))


def _evidence_edits(news: ActionUpdate, day: date) -> Iterator[Edit]:
    if not news.evidence:
        return
    kinds = ", ".join(EvidenceKind)
    if not news.kind:
        raise Stop("where does the evidence come from?", f"say it with --kind: {kinds}")
    item = {
        "title": news.evidence,
        "kind": parse_choice(EvidenceKind, news.kind, "kind of evidence"),
        "file": news.file,
        "url": news.url,
        "date": day.isoformat() if news.on else None,
        "shows": news.shows,
    }
    yield Add(("evidence",), {key: text.strip() for key, text in item.items() if text})
