"""Who the plan answers to, by which reports, what was decided and asked, and what is ahead."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from planctl.assess.agenda import meeting_agenda
from planctl.assess.dependency import action_dependencies
from planctl.assess.escalation import (
    OpenEscalation,
    is_closed,
    is_decided_by,
    open_escalations,
    open_follow_ups,
)
from planctl.assess.promise import days_in_words, due_in_words
from planctl.assess.reporting import reports_due
from planctl.assess.scene import Scene
from planctl.model.calendar import Calendar, Meeting, day_in_words
from planctl.model.governance import BoardMeeting, BoardPaper, Meets, Project, Received, Report
from planctl.model.meeting_rule import Unit, parse_interval
from planctl.model.meeting_schedule import meeting_of
from planctl.model.problem import At
from planctl.model.timescale import timescale_in_words
from planctl.model.words import count_noun, sentence_list
from planctl.render.action_columns import timescale_with_day
from planctl.render.pack.pieces import Entry, Link, PackContext, action_link, as_sentence, cut_words

if TYPE_CHECKING:  # a plan without decisions does not load their model
    from planctl.model.plan_record import Decision as DecisionRecord


_ANY: Final = Calendar()  # days and months mean the same in each
_AHEAD: Final = 4  # meetings of the forward plan
_LISTED: Final = 8  # things of one kind that the highlight names
_LONGEST: Final = 110  # letters of one of them
_NOT_RECORDED: Final = "not recorded"


class Dependency(NamedTuple):
    """Something that an open action waits for, and what of it is at risk."""

    link: Link
    waits_for: str
    risk: str


class FollowUp(NamedTuple):
    """What a decision asks of somebody."""

    who: str
    what: str
    by: str
    state: str  # done on a day, open, or late by how much


class Decision(NamedTuple):
    """A decision of the board."""

    meeting: str
    decided: str
    about: tuple[Link, ...]
    follow_ups: tuple[FollowUp, ...]


class Escalation(NamedTuple):
    """A question that was taken to those who can answer it."""

    link: Link
    raised: str  # the day, and by whom
    to: str
    asks: str
    answer: str
    state: str  # open, by when an answer is due, late by how much, or closed


class Decisions(NamedTuple):
    """What is decided, what is asked, and what waits for what."""

    dependencies: tuple[Dependency, ...]
    decisions: tuple[Decision, ...]
    earlier: str  # how many older decisions are not listed, because nothing of them is open
    escalations: tuple[Escalation, ...]


class Ahead(NamedTuple):
    """A meeting to come, and what is due at it."""

    meeting: str
    papers: str
    reports: tuple[str, ...]
    due: str  # the actions that fall due by then, by their refs
    follow_ups: tuple[str, ...]


class Forward(NamedTuple):
    """The forward plan."""

    words: str  # why there is no meeting to plan for; else empty
    meetings: tuple[Ahead, ...]
    undated: str  # reports of which nobody can tell when they are due; else empty


class ReportView(NamedTuple):
    """A report that the board gets."""

    title: str
    cadence: str
    by: str
    note: str


class Governance(NamedTuple):
    """Who the plan answers to, when, and by which reports."""

    board: str  # its name, its short name, and how often it meets
    purpose: tuple[str, ...]
    members: str
    terms: tuple[str, ...]
    accountability: tuple[str, ...]
    meetings: tuple[Entry, ...]
    reports: tuple[ReportView, ...]
    projects: tuple[Entry, ...]


def governance_view(scene: Scene) -> Governance:
    """Who the plan answers to, when, and by which reports."""
    rules = scene.plan.governance
    name = f"{rules.board.name} ({rules.board.short})" if rules.board.short else rules.board.name
    meetings = (
        Entry(
            timescale_in_words(meeting.on.reading, scene.by.calendar),
            _with_note(meeting.note, _meeting_parts(meeting)),
        )
        for meeting in rules.meetings
    )
    return Governance(
        f"{name}, {rules.board.cadence}" if rules.board.cadence else name,
        rules.board.purpose,
        rules.board.members or "",
        rules.terms,
        rules.accountability,
        (*meetings, *map(_rule, rules.board.rules)),
        tuple(map(_report, rules.reports)),
        tuple(
            Entry(project.title, " ".join(f"{part.rstrip('.')}." for part in parts))
            for project in rules.projects
            for parts in (_project_parts(project, scene),)
        ),
    )


def _with_note(note: str | None, parts: Iterable[str]) -> str:
    """A note as it is written, and what else is known, a sentence each."""
    sentences = list(map(as_sentence, parts))
    stop = "" if not sentences or (note or "").endswith((".", "?", "!")) else "."
    return " ".join([f"{note}{stop}", *sentences] if note else sentences)


def _meeting_parts(meeting: BoardMeeting) -> Iterator[str]:
    facts = (
        ("Present", sentence_list(meeting.attendance)),
        ("Papers", "; ".join(map(_place, meeting.papers))),
        ("Minutes", _place(meeting.minutes) if meeting.minutes else ""),
    )
    return (f"{name}: {words}" for name, words in facts if words)


def _place(paper: BoardPaper | Received) -> str:
    title = paper.title if isinstance(paper, BoardPaper) else None
    return ", ".join(text for text in (title, paper.file, paper.url) if text)


def _rule(meets: Meets) -> Entry:
    """A rule by which the board meets, for the meetings that are not listed."""
    every = parse_interval(meets.every)
    on = f"The {meets.on.written} of" if meets.on else "On a day not recorded of"
    on = "On the same weekday of" if every.unit is Unit.WEEK else on
    until = f" until {timescale_in_words(meets.until.reading, _ANY)}" if meets.until else ""
    first = timescale_in_words(meets.starting.reading, _ANY)
    left_out = [timescale_in_words(month.reading, _ANY) for month in meets.not_in]
    but = f", but not in {sentence_list(left_out)}" if left_out else ""
    words = f"{on} {every.words}, from {first}{until}{but}."
    return Entry("By rule, where none is listed", words)


def _report(report: Report) -> ReportView:
    cadence = sentence_list([str(often) for often in report.cadence]) or "not recorded"
    by = sentence_list(report.by) or "Not recorded"
    note = _with_note(report.note, map(_receipt, report.received[-1:]))
    return ReportView(report.title, cadence.capitalize(), by, note)


def _receipt(received: Received) -> str:
    """When a report came last, for which board, and where it is."""
    meeting = timescale_in_words(received.meeting.reading, _ANY)
    where = _place(received)
    came = f"last received {day_in_words(received.on)}, for the board of {meeting}"
    return f"{came} ({where})" if where else came


def _project_parts(project: Project, scene: Scene) -> Iterator[str]:
    calendar = scene.by.calendar
    if project.note:
        yield project.note
    if project.overseen_by:
        yield f"Overseen by {project.overseen_by}"
    if project.starts:
        yield f"Starts {timescale_with_day(project.starts, calendar)}"
    if project.timescale:
        yield f"Promised for {timescale_with_day(project.timescale, calendar)}"
    if project.done and project.done <= scene.as_at:
        yield f"Delivered {day_in_words(project.done)}"
    waiting = [judged.ref for judged in scene.judged if project.id in judged.action.depends_on]
    if waiting:
        yield f"Actions that depend on it: {sentence_list(waiting)}"


def decisions_view(occasion: PackContext) -> Decisions:
    """What waits for what, what the board decided, and what it was or is asked."""
    scene = occasion.scene
    # Things are news from the day of the last board on, or from that of what it saw before.
    before, compared = scene.by.calendar.last_meeting(scene.as_at), occasion.since.compared
    recent = before.last if before else date.min
    recent = min(recent, compared.before.as_at) if compared else recent
    numbered = enumerate(scene.plan.decisions)
    made = [(n, decision) for n, decision in numbered if is_decided_by(decision, scene.as_at)]
    # A decision is listed while it or what was done because of it is news, or there is work left.
    listed = [
        (n, decision)
        for n, decision in made
        if meeting_of(decision.meeting).last >= recent
        or any(task.done is None or task.done >= recent for task in decision.follow_up)
    ]
    # The latest meeting first; what one meeting decided, as it was written down.
    listed.sort(key=lambda numbered: meeting_of(numbered[1].meeting).last, reverse=True)
    late = {task.at: task.days_overdue for task in open_follow_ups(scene.plan, scene.by)}
    rest = len(made) - len(listed)
    verb, earlier = "is" if rest == 1 else "are", count_noun(rest, "earlier decision")
    return Decisions(
        tuple(_dependencies(scene)),
        tuple(_decision(n, decision, late, scene) for n, decision in listed),
        f"{earlier} with nothing left to do {verb} not listed here." if rest else "",
        tuple(_escalations(scene, recent)),
    )


def forward_plan(occasion: PackContext) -> Forward:
    """What is due at the meetings to come."""
    scene = occasion.scene
    coming = [m for m in scene.by.calendar.meetings if m.last >= scene.as_at][:_AHEAD]
    if not coming:
        day = day_in_words(scene.as_at)
        return Forward(f"No meeting of the board on or after {day} is recorded.", (), "")
    given = occasion.meeting  # with its day, where whoever makes the pack has said it
    agreed = [
        given if given and not it.day and (given.year, given.month) == (it.year, it.month) else it
        for it in coming
    ]
    undated = reports_due(scene.plan.governance.reports, coming[0], scene.by.calendar).undated
    unknown = sentence_list([report.title for report in undated])
    starts = (scene.as_at, *(meeting.last + timedelta(days=1) for meeting in agreed))
    return Forward(
        "",
        tuple(
            _forward_meeting(meeting, start, scene)
            for meeting, start in zip(agreed, starts, strict=False)
        ),
        f"When these reports are next due is not recorded: {unknown}." if undated else "",
    )


def ahead_of_next(occasion: PackContext, place: str) -> tuple[str, tuple[Entry, ...]]:
    """What comes until the board after this one, under its heading."""
    scene, this = occasion.scene, occasion.meeting
    after = max(this.last, scene.as_at) if this else scene.as_at
    meeting = next((m for m in scene.by.calendar.meetings if m.last > after), None)
    if meeting is None:
        return "What comes next: no later meeting of the board is recorded", ()
    start = after + timedelta(days=1) if this else scene.as_at
    ahead = _forward_meeting(meeting, start, scene)
    due = [
        f"{judged.name}, {day_in_words(judged.promise.due)}"
        for judged in meeting_agenda(scene, meeting).due
        if judged.promise.due and judged.promise.due >= start
    ]
    facts = (
        ("Papers are due", ahead.papers if ahead.papers != _NOT_RECORDED else ""),
        ("Actions that fall due", _some(due, place)),
        ("Reports that are due", _some(ahead.reports, place)),
        ("Decisions to follow up", _some(ahead.follow_ups, place)),
    )
    entries = tuple(Entry(name, words) for name, words in facts if words)
    return f"Before the next board, {ahead.meeting}", entries


def _some(items: Sequence[str], place: str) -> str:
    more = [f"{len(items) - _LISTED} more, {place}"] if len(items) > _LISTED else []
    return "; ".join([*(cut_words(item, _LONGEST, place) for item in items[:_LISTED]), *more])


def _forward_meeting(meeting: Meeting, start: date, scene: Scene) -> Ahead:
    """What falls due between the meeting before, or today, and this one."""
    needs = meeting_agenda(scene, meeting)
    due = [judged.ref for judged in needs.due if judged.promise.due and judged.promise.due >= start]
    tasks = (
        (task, f" ({days_in_words(task.days_overdue)} late)" if task.is_overdue else "")
        for task in needs.follow_ups
        if task.due and (task.due >= start or start == scene.as_at)
    )
    reports = (
        f"{report.title} ({sentence_list(report.by)})" if report.by else report.title
        for report in needs.reports.due
    )
    return Ahead(
        meeting.words,
        day_in_words(needs.papers) if needs.papers else _NOT_RECORDED,
        tuple(reports),
        sentence_list(due) or "none",
        tuple(f"{task.follow_up.who}: {task.follow_up.what}{late}" for task, late in tasks),
    )


def _dependencies(scene: Scene) -> Iterator[Dependency]:
    for judged in scene.judged:
        for dependency in action_dependencies(judged, scene.names.awaited, scene.as_at):
            if dependency.risks:
                risk = as_sentence(dependency.late or dependency.later)
                yield Dependency(action_link(judged), dependency.awaited.title, risk)


def _decision(
    number: int, decision: "DecisionRecord", late: Mapping[At, int], scene: Scene
) -> Decision:
    refs, calendar = scene.names.refs, scene.by.calendar
    follow_ups = []
    for n, task in enumerate(decision.follow_up):
        by = timescale_with_day(task.by, calendar) if task.by else "no day given"
        days = late.get(("decisions", number, "follow_up", n))
        state = f"{days_in_words(days)} late" if days else "open"
        if days is None and task.done:
            state = f"done {day_in_words(task.done)}"
        follow_ups.append(FollowUp(task.who, task.what, by, state))
    about = scene.names.decided_about(decision)
    links = (action_link(refs[ref]) if ref in refs else Link(ref, "", "") for ref in about)
    meeting = meeting_of(decision.meeting).name
    return Decision(meeting, decision.decided, tuple(links), tuple(follow_ups))


def _escalations(scene: Scene, recent: date) -> Iterator[Escalation]:
    """The questions that are open, and those that were closed since the last board."""
    decisions = scene.names.decisions or {}
    for judged in scene.judged:
        waiting = open_escalations(judged.action, scene.as_at, scene.by.calendar)
        states = {question.number: escalation_state(question, scene) for question in waiting}
        for n, escalation in enumerate(judged.action.escalations):
            closed = escalation.closed
            if closed and is_closed(escalation, scene.as_at) and closed >= recent:
                states.setdefault(n, f"closed {day_in_words(closed)}")
            if n in states:
                decision = decisions.get(escalation.decision or "")
                by = f", by {escalation.by}" if escalation.by else ""
                yield Escalation(
                    action_link(judged),
                    f"{day_in_words(escalation.raised)}{by}",
                    escalation.to,
                    escalation.asks,
                    escalation.decided or (decision.decided if decision else "none yet"),
                    states[n],
                )


def escalation_state(question: OpenEscalation, scene: Scene) -> str:
    """How an open escalation stands: answered, or until when an answer is due."""
    if question.is_answered:
        return "answered, to be closed"
    if question.due is None:
        return "open"
    verb = "was" if question.is_overdue else "is"
    return f"open; an answer {verb} {due_in_words(question.due, scene.as_at)}"
