"""What a person has to say of an action, and the edits of its file that say it."""

from collections.abc import Callable, Iterator
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple, TypeVar

from planctl.assess.judged import Judged
from planctl.assess.rule.scene import Scene
from planctl.cli.edge import Stop
from planctl.cli.meeting import meeting_for
from planctl.edit.cut import Add, Edit, Put
from planctl.model.action import EvidenceKind, Status
from planctl.model.calendar import day_in_words
from planctl.model.choice import match_choice
from planctl.model.nearest import named, suggestion
from planctl.model.rating import Rating
from planctl.model.said import Said
from planctl.model.written import Unreadable, come, read_day

NONE: Final = "none"  # in the place of a rating: the computed one stands
_Choice = TypeVar("_Choice", bound=StrEnum)


class News(NamedTuple):
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
    answer: str = ""  # of the board to an extension: agreed or refused
    meeting: str | None = None
    evidence: str | None = None
    kind: str | None = None
    file: str | None = None
    url: str | None = None
    shows: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said."""
        return self == News()


def edits(each: Judged, news: News, scene: Scene) -> list[Edit]:
    """The edits of the file of an action that say what happened; ends the run where they cannot."""
    _refuse_strays(news)
    day = day_done(news.on, scene.as_at) if news.on else scene.as_at
    parts = (
        _state(news, scene.as_at),
        _ratings(news),
        _milestones(each, news, day),
        _extensions(each, news, scene, day),
        _log(each, news, day),
        _evidence(news, day),
    )
    return [edit for part in parts for edit in part]


def day_done(text: str, as_at: date) -> date:
    """The day on which something was done; ends the run where it is none, or is to come."""
    try:
        return come(read_day(text), as_at)
    except Unreadable as fault:
        raise Stop(fault.message, fault.hint) from None


def chosen(kind: type[_Choice], said: str, what: str) -> str:
    """One of a closed list of words, whatever its capitals."""
    known = [choice.value for choice in kind]
    meant = match_choice(said, known)
    if not meant:
        hint = suggestion(said, known) or f"it can be {named(known, last='or')}"
        raise Stop(f"“{said}” is no {what}", hint)
    return meant


def rated(said: str) -> str | None:
    """A rating, or none where the computed one is to stand."""
    return None if said.strip().casefold() == NONE else chosen(Rating, said, "rating")


# What says more of something else: the flag, and those that it belongs to.
_BELONGS: Final[tuple[tuple[str, Callable[[News], object], Callable[[News], object], str], ...]] = (
    ("--by", lambda news: news.by, lambda news: news.progress, "--progress"),
    (
        "--on",
        lambda news: news.on,
        lambda news: news.progress or news.done or news.later or news.evidence,
        "--progress, --milestone-done, --request-extension or --evidence",
    ),
    (
        "--reason",
        lambda news: news.reason,
        lambda news: news.rag or news.later,
        "--rag or --request-extension",
    ),
    (
        "--at",
        lambda news: news.meeting,
        lambda news: news.answer,
        "--agree-extension or --refuse-extension",
    ),
    ("--kind", lambda news: news.kind, lambda news: news.evidence, "--evidence"),
    ("--file", lambda news: news.file, lambda news: news.evidence, "--evidence"),
    ("--url", lambda news: news.url, lambda news: news.evidence, "--evidence"),
    ("--shows", lambda news: news.shows, lambda news: news.evidence, "--evidence"),
)


def _refuse_strays(news: News) -> None:
    """A flag that belongs to another is never left out of what is written in silence."""
    for flag, said, of, names in _BELONGS:
        if said(news) and not of(news):
            raise Stop(f"{flag} says more of something that was not given", f"give {names} too")
    if news.rag and news.later and news.reason:
        message = "--reason could be that of the rating or of the extension"
        raise Stop(message, "give the command twice, once for each")


def _state(news: News, as_at: date) -> Iterator[Edit]:
    if news.leads:
        yield Put(("leads",), [lead.strip() for lead in news.leads])
    status = chosen(Status, news.status, "status") if news.status else ""
    if news.complete:
        if status and status not in {Status.COMPLETE, Status.EMBEDDED}:
            raise Stop(f"an action that is {status} has no day of completion", "leave one out")
        yield Put(("status",), status or Status.COMPLETE.value)
        yield Put(("completed",), day_done(news.complete, as_at).isoformat())
    elif status:
        yield Put(("status",), status)


def _ratings(news: News) -> Iterator[Edit]:
    if news.rag:
        rating = rated(news.rag)
        if rating and not (news.reason or "").strip():
            message = "the board will ask why you declare a rating of your own"
            raise Stop(message, "say it with --reason; or leave the computed rating to stand")
        yield Put(("progress_rag",), rating)
        yield Put(("rag_reason",), news.reason if rating else None)
    if news.impact_rag:
        yield Put(("impact_rag",), rated(news.impact_rag))


def _milestones(each: Judged, news: News, day: date) -> Iterator[Edit]:
    milestones = each.action.milestones
    for number in news.done:
        if not 1 <= number <= len(milestones):
            listed = "; ".join(f"{n} {m.what}" for n, m in enumerate(milestones, 1))
            message = f"{each.ref} has no milestone {number}"
            raise Stop(message, f"its milestones are: {listed}" if listed else "it has none")
        there = milestones[number - 1].done
        if there and there != day:
            message = f"milestone {number} was done on {day_in_words(there)} already"
            hint = f"to correct the day: planctl set {each.ref} milestones.{number}.done DAY"
            raise Stop(message, hint)
        yield Put(("milestones", number - 1, "done"), day.isoformat())


def _extensions(each: Judged, news: News, scene: Scene, day: date) -> Iterator[Edit]:
    if news.later:
        if not (news.reason or "").strip():
            raise Stop("the board will ask why more time is needed", "say it with --reason")
        asked = {"to": news.later, "reason": news.reason, "requested": day.isoformat()}
        yield Add(("extensions",), {**asked})
    if news.answer:
        at = ("extensions", _open_request(each), news.answer)
        yield Put(at, _meeting_day(news, scene).isoformat())


def _open_request(each: Judged) -> int:
    """Which extension the board has not answered yet: the newest of them."""
    still = [n for n, e in enumerate(each.action.extensions) if not (e.agreed or e.refused)]
    if not still:
        hint = f"ask for one: planctl update {each.ref} --request-extension DAY --reason TEXT"
        raise Stop(f"{each.ref} has no extension that waits for an answer", hint)
    return still[-1]


def _meeting_day(news: News, scene: Scene) -> date:
    if not news.meeting:
        raise Stop(
            "which meeting of the board answered?", "name it with --at, such as 13 March 2024"
        )
    meeting = meeting_for(news.meeting, scene.by.calendar, scene.as_at)
    if meeting is None or meeting.day is None:
        message = f"the day of the meeting in {news.meeting} is not recorded"
        raise Stop(message, "write its day under meetings in governance.yaml")
    if meeting.day > scene.as_at:
        message = f"the meeting of {day_in_words(meeting.day)} has not come yet"
        raise Stop(f"{message}, as at {day_in_words(scene.as_at)}", "say it once the board has met")
    return meeting.day


def _log(each: Judged, news: News, day: date) -> Iterator[Edit]:
    """A note of progress, at its place in the order of days."""
    if news.progress is None:
        return
    if not news.progress.strip():
        raise Stop("the note of progress is empty", "say what was done")
    later = (n for n, note in enumerate(each.action.progress) if note.date and note.date > day)
    by = {"by": news.by.strip()} if news.by else {}
    note: Said = {"date": day.isoformat(), **by, "note": news.progress.strip()}
    yield Add(("progress",), note, next(later, None))


def _evidence(news: News, day: date) -> Iterator[Edit]:
    if not news.evidence:
        return
    kinds = ", ".join(EvidenceKind)
    if not news.kind:
        raise Stop("where does the evidence come from?", f"say it with --kind: {kinds}")
    said = {
        "title": news.evidence,
        "kind": chosen(EvidenceKind, news.kind, "kind of evidence"),
        "file": news.file,
        "url": news.url,
        "date": day.isoformat() if news.on else None,
        "shows": news.shows,
    }
    yield Add(("evidence",), {key: text.strip() for key, text in said.items() if text})
