"""What is told to a meeting of the board, or written down of it, and the edits of governance.yaml.

What comes before a meeting belongs to the next one, what comes after it to the last that was held.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final, NamedTuple

from planctl.assess.escalation import closed_too_early
from planctl.assess.reporting import report_received
from planctl.assess.scene import Scene
from planctl.edit.splice import Add, Edit, Put
from planctl.model.calendar import Meeting, day_in_words
from planctl.model.governance import BoardMeeting, Confidence, Overall
from planctl.model.meeting_schedule import listed_meeting, listed_place
from planctl.model.nearest_name import suggest_name
from planctl.model.problem import PlanValue, Stop
from planctl.update.action_update import parse_choice, parse_day_done, parse_declared_rating
from planctl.workspace.meeting import meeting_for, read_meeting


class Told(NamedTuple):
    """What a meeting is told before it is held, in the words of whoever says so."""

    commentary: str | None = None
    by: str | None = None
    progress_rag: str | None = None
    progress_reason: str | None = None
    impact_rag: str | None = None
    impact_reason: str | None = None
    confidence: str | None = None
    confidence_reason: str | None = None
    good_news: tuple[str, ...] = ()
    risk: str | None = None
    likelihood: str | None = None
    effect: str | None = None
    owner: str | None = None
    response: str | None = None
    paper: str | None = None  # its file or address
    title: str | None = None
    received: str | None = None  # the id of a report
    place: str | None = None  # its file or address
    on: str | None = None


class Minuted(NamedTuple):
    """What is written down of a meeting after it was held."""

    attended: tuple[str, ...] = ()
    minutes: str | None = None  # their file or address
    challenge: str | None = None
    asked_by: str | None = None
    to: str | None = None
    needed_by: str | None = None
    number: int | None = None  # of a challenge of the meeting, from 1
    answer: str | None = None
    closed: str | None = None


class MeetingNews(NamedTuple):
    """What is said of meetings, and of which; without a name, of the next and of the last."""

    told: Told = Told()
    minuted: Minuted = Minuted()
    meeting: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said."""
        return self.told == Told() and self.minuted == Minuted()


# A flag that says more of another, by the name of its value, and the flags that it belongs to.
_DETAILS: Final[Mapping[str, tuple[str, ...]]] = {
    "told.by": ("told.commentary",),
    **{f"told.{name}": ("told.risk",) for name in ("likelihood", "effect", "owner", "response")},
    "told.title": ("told.paper",),
    "told.place": ("told.received",),
    "told.on": ("told.received",),
    **{f"minuted.{name}": ("minuted.challenge",) for name in ("asked_by", "to", "needed_by")},
    "minuted.number": ("minuted.answer", "minuted.closed"),
    "minuted.answer": ("minuted.number",),
    "minuted.closed": ("minuted.number",),
}


def meeting_edits(news: MeetingNews, scene: Scene) -> list[Edit]:
    """The edits of governance.yaml that say what is new; ends the run where they cannot."""
    _refuse_gaps(news)
    parts: dict[Meeting, list[Edit]] = {}
    if news.told != Told():
        meeting = next_board(news.meeting, scene)
        parts[meeting] = list(_told_edits(news.told, _record(meeting, scene)))
    if news.minuted != Minuted():
        meeting = last_board(news.meeting, scene)
        edits = _minuted_edits(news.minuted, _record(meeting, scene), scene)
        parts.setdefault(meeting, []).extend(edits)
    placed = [_placed(meeting, edits, scene) for meeting, edits in parts.items() if edits]
    received = _received_edits(news.told, next_board(news.meeting, scene), scene)
    return [edit for edits in (*placed, received) for edit in edits]


def _refuse_gaps(news: MeetingNews) -> None:
    """End the run where a flag has no words, or says more of one that was not given."""
    given = {
        f"{part}.{field}": value
        for part, values in (("told", news.told), ("minuted", news.minuted))
        for field, value in values._asdict().items()
        if value not in {None, ()}
    }
    for name, value in given.items():
        texts = value if isinstance(value, tuple) else (str(value),)
        if not all(text.strip() for text in texts):
            what = "the commentary" if name == "told.commentary" else _flag(name)
            raise Stop(f"{what} is empty", f"write words after {_flag(name)}, or leave it out")
    for name, owners in _DETAILS.items():
        if name in given and not any(owner in given for owner in owners):
            flags = " or ".join(map(_flag, owners))
            raise Stop(f"{_flag(name)} says more of something that was not given", f"give {flags}")


def parse_day_closed(text: str, meeting: Meeting, as_at: date) -> date:
    """The day a challenge was closed; ends the run where its meeting had not asked it by then."""
    day = parse_day_done(text, as_at)
    if words := closed_too_early(day, meeting):
        raise Stop(f"a challenge cannot be {words}", "correct the day")
    return day


def named_board(asked: str | None, scene: Scene) -> Meeting | None:
    """The meeting that was asked for, or the next one; a plan without any gets its first so."""
    if asked and not scene.by.calendar.meetings:
        return read_meeting(asked)
    return meeting_for(asked, scene.by.calendar, scene.as_at)


def next_board(asked: str | None, scene: Scene) -> Meeting:
    """The meeting that was asked for, or the next one; ends the run where there is none."""
    meeting = named_board(asked, scene)
    if meeting is None:
        message = f"no meeting of the board on or after {day_in_words(scene.as_at)} is recorded"
        raise Stop(message, "planctl add meeting DAY adds it; or name another with --for")
    return meeting


def last_board(asked: str | None, scene: Scene) -> Meeting:
    """The meeting that was asked for, or the last one that was held; it must have begun."""
    held = [meeting for meeting in scene.by.calendar.meetings if meeting.first <= scene.as_at]
    meeting = next(reversed(held), None)
    meeting = named_board(asked, scene) if asked else meeting
    if meeting is None or meeting.first > scene.as_at:
        name = f"the board of {meeting.name}" if meeting else "the board"
        message = f"{name} has not met yet, so nothing was asked or written down there"
        raise Stop(message, "name another meeting with --for")
    return meeting


def _flag(name: str) -> str:
    return "--" + name.partition(".")[2].replace("_", "-")


def _record(meeting: Meeting, scene: Scene) -> BoardMeeting:
    """What is recorded of a meeting so far; of one that only a rule gives, nothing."""
    governance = scene.plan.governance
    place = listed_place(governance, meeting)
    if place is None:
        return BoardMeeting.model_validate({"on": meeting.name})
    return governance.meetings[place]


def _placed(meeting: Meeting, edits: list[Edit], scene: Scene) -> list[Edit]:
    """Edits of what is recorded of a meeting, or the meeting with them where it is not listed."""
    governance = scene.plan.governance
    place = listed_place(governance, meeting)
    if place is not None:
        return [edit._replace(at=("meetings", place, *edit.at)) for edit in edits]
    item = {"on": meeting.name, **{str(edit.at[0]): edit.value for edit in edits}}
    days = [listed_meeting(listed).last for listed in governance.meetings]
    before = next((n for n, day in enumerate(days) if day > meeting.last), None)
    return [Add(("meetings",), item, before)]


def _told_edits(told: Told, record: BoardMeeting) -> Iterator[Edit]:
    if told.commentary:
        if not (told.by or record.commentary):
            raise Stop("whose commentary is it?", "say it with --by ROLE")
        said = {"by": told.by, "text": told.commentary}
        yield from _group_edits("commentary", _filled(said), record)
    yield from _group_edits("overall", _overall(told), record)
    yield from _list_edits("good_news", list(told.good_news), record)
    if told.risk:
        more = {key: getattr(told, key) for key in ("likelihood", "effect", "owner", "response")}
        yield from _list_edits("risks", [_filled({"what": told.risk, **more})], record)
    if told.paper:
        paper = {"title": told.title, **place_keys(told.paper)}
        yield from _list_edits("papers", [_filled(paper)], record)


def _overall(told: Told) -> dict[str, PlanValue]:
    """The keys of the overall ratings that were given; none takes a declared one away."""
    readers: dict[str, Callable[[str], str | None]] = {
        "progress_rag": parse_declared_rating,
        "impact_rag": parse_declared_rating,
        "confidence": lambda text: parse_choice(Confidence, text, "confidence"),
    }
    given = {key: getattr(told, key) for key in Overall.model_fields if getattr(told, key)}
    return {key: readers.get(key, str.strip)(text) for key, text in given.items()}


def _minuted_edits(minuted: Minuted, record: BoardMeeting, scene: Scene) -> Iterator[Edit]:
    new = [role for role in minuted.attended if role not in record.attendance]
    yield from _list_edits("attendance", list(new), record)
    if minuted.minutes:
        yield Put(("minutes",), {**place_keys(minuted.minutes)})
    if minuted.number is not None:
        yield from _answer_edits(minuted, record, scene.as_at)
    if minuted.challenge:
        who = {"by": minuted.asked_by, "to": minuted.to, "needed_by": minuted.needed_by}
        challenge = _filled({"asks": minuted.challenge, **who})
        yield from _list_edits("challenges", [challenge], record)


def _answer_edits(minuted: Minuted, record: BoardMeeting, as_at: date) -> Iterator[Edit]:
    number, challenges = minuted.number or 0, record.challenges
    if not 0 < number <= len(challenges):
        names = "; ".join(f"{n} {each.asks}" for n, each in enumerate(challenges, 1)) or "none"
        raise Stop(f"that meeting has no challenge {number}", f"there is: {names}")
    at, challenge = ("challenges", number - 1), challenges[number - 1]
    if minuted.answer and challenge.answer:
        message = f"“{challenge.asks}” is answered already: “{challenge.answer}”"
        raise Stop(message, "an answer that was given stays; what is new is told to the next board")
    if minuted.answer:
        yield Put((*at, "answer"), minuted.answer.strip())
    if minuted.closed:
        day = parse_day_closed(minuted.closed, listed_meeting(record), as_at)
        yield Put((*at, "closed"), day.isoformat())


def _received_edits(told: Told, meeting: Meeting, scene: Scene) -> list[Edit]:
    """That a report came, written beside it."""
    if not told.received:
        return []
    reports = scene.plan.governance.reports
    ids = [report.id for report in reports]
    if told.received not in ids:
        hint = suggest_name(told.received, ids) or f"the reports are {', '.join(ids) or 'none'}"
        raise Stop(f"governance.yaml has no report “{told.received}”", hint)
    number = ids.index(told.received)
    day = parse_day_done(told.on, scene.as_at) if told.on else scene.as_at
    if report_received(reports[number], meeting, scene.as_at):
        message = f"{told.received} is recorded as received for the board of {meeting.name}"
        raise Stop(message, "name another meeting with --for")
    item = {"on": day.isoformat(), "meeting": meeting.name}
    item |= place_keys(told.place) if told.place else {}
    return [Add(("reports", number, "received"), {**item})]


def place_keys(place: str) -> dict[str, str]:
    """Where something is: its address, or its file from the plan folder."""
    return {"url" if place.startswith(("http://", "https://")) else "file": place.strip()}


def _filled(values: Mapping[str, str | None]) -> dict[str, PlanValue]:
    """The values that say anything, without blanks at the ends of their lines."""
    texts = {key: text.strip().splitlines() for key, text in values.items() if text}
    return {key: "\n".join(map(str.rstrip, lines)) for key, lines in texts.items() if lines}


def _group_edits(key: str, values: Mapping[str, PlanValue], record: BoardMeeting) -> Iterator[Edit]:
    """The keys of a group, or the group with them where it is not there."""
    if getattr(record, key):
        yield from (Put((key, name), value) for name, value in values.items())
    elif values:
        yield Put((key,), {name: value for name, value in values.items() if value})


def _list_edits(key: str, values: list[PlanValue], record: BoardMeeting) -> Iterator[Edit]:
    """New items of a list, or the list with them where it is not there."""
    if getattr(record, key):
        yield from (Add((key,), value) for value in values)
    elif values:
        yield Put((key,), values)
