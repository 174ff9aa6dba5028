"""The nine columns that people know the plan by, and the further record of an action.

An item is one paragraph of light Markdown. An empty column says so in its own words: "not set",
"none recorded" and "not rated" are different things.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from planctl.assess.dependency import action_dependencies
from planctl.assess.escalation import is_decided_by, open_escalations
from planctl.assess.judgement import ActionRating, Criteria, Judgement
from planctl.assess.promise import days_in_words, due_in_words, is_agreed, is_refused, refusal_since
from planctl.assess.scene import Scene
from planctl.model.action import (
    REQUESTS,
    Action,
    Correction,
    Escalation,
    Evidence,
    Extension,
    MeasureLink,
    Milestone,
    Pause,
    Progress,
    ReportLink,
    Request,
    Withdrawal,
    request_key,
)
from planctl.model.calendar import Calendar, day_in_words
from planctl.model.field_types import Timescale
from planctl.model.meeting_schedule import meeting_of
from planctl.model.timescale import KnownFrom, OnDay, due_day, timescale_in_words
from planctl.model.words import COLUMN_NAMES, NONE_RECORDED, sentence_list

if TYPE_CHECKING:  # a plan without decisions does not load their model
    from planctl.model.plan_record import Decision

FOLLOW_UPS_COLUMN: Final = "To follow up"
# How far back a first promise is known, where that is not from its first day.
PROMISE_KNOWN_FROM: Final = {
    KnownFrom.GIT: "",
    KnownFrom.SHALLOW: " (as far back as this clone goes)",
    KnownFrom.FILE: " (as the file has it now)",
}


class ActionColumn(NamedTuple):
    """A column of an action: its name, its items, and what stands there when it has none."""

    name: str
    items: tuple[str, ...]
    empty: str


def action_columns(judged: Judgement, scene: Scene) -> tuple[ActionColumn, ...]:
    """The columns between the ref and the ratings, in the order of the plan's own table."""
    cells = (
        judged.action.actions,
        judged.action.expected_impact,
        tuple(_measures(judged, scene)),
        tuple(_reporting(judged, scene)),
        tuple(_lead_and_timescale(judged, scene)),
        tuple(_progress(judged, scene)),
    )
    names = COLUMN_NAMES[1:-2]
    return tuple(ActionColumn(*column, NONE_RECORDED) for column in zip(names, cells, strict=True))


def record_columns(judged: Judgement, scene: Scene) -> tuple[ActionColumn, ...]:
    """What else is recorded of an action; columns without anything stay out."""
    action, as_at = judged.action, scene.as_at
    titles = {finding.id: finding.title for finding in scene.plan.findings}
    waits_for = action_dependencies(judged, scene.names.awaited, as_at)
    about = scene.names.about.get(judged.ref, ())
    decisions = [decision for decision in about if is_decided_by(decision, as_at)]
    check, origin = action.verified, action.split_from
    columns = {
        "Evidence": (_evidence_item(item, scene) for item in action.evidence),
        "Verified": (f"By {check.by} on {day_in_words(check.on)}: {check.how}",) if check else (),
        "Findings answered": (titles.get(finding, finding) for finding in action.findings),
        "Depends on": (dependency.awaited.title for dependency in waits_for),
        "Split": (f"{origin} was split into {origin} and {judged.ref}",) if origin else (),
        "Escalations": _escalation_items(judged, scene),
        "Decisions": (f"{meeting_of(made.meeting).name}: {made.decided}" for made in decisions),
        FOLLOW_UPS_COLUMN: _follow_ups(decisions, scene),
    }
    every = (ActionColumn(name, tuple(items), "") for name, items in columns.items())
    return tuple(column for column in every if column.items)


def _evidence_item(item: Evidence, scene: Scene) -> str:
    places = ", ".join(place for place in (item.file, item.url) if place)
    fault = scene.by.faulty.get(item.file or "")
    day = f", {day_in_words(item.date)}" if item.date else ""
    where = (f", kept at {places}" if places else "") + (f", {fault}" if fault else "")
    shows = f": {item.shows}" if item.shows else ""
    return f"{item.title} ({item.kind}{day}{where}){shows}"


def _escalation_items(judged: Judgement, scene: Scene) -> Iterator[str]:
    """Each escalation of an action, with what became of it by the day."""
    still_open = open_escalations(judged.action, scene.as_at, scene.by.calendar)
    states = {}
    for question in still_open:
        waits = "overdue" if question.is_overdue else "open"
        state = "answered, not closed" if question.is_answered else waits
        due = f", answer {due_in_words(question.due, scene.as_at)}" if question.due else ""
        states[question.number] = f"{state}{due}"
    for number, escalation in enumerate(judged.action.escalations):
        closed = f"closed {day_in_words(escalation.closed)}" if escalation.closed else ""
        by = f" by {escalation.by}" if escalation.by else ""
        raised = f"{day_in_words(escalation.raised)}{by} to {escalation.to}"
        answer = f" (answer: {escalation.decided})" if escalation.decided else ""
        asks = f"{escalation.asks}{_recommended(escalation)}"
        if escalation.raised > scene.as_at:
            yield f"To be raised {raised}: {asks}"
        else:
            yield f"Raised {raised}, {states.get(number) or closed}: {asks}{answer}"


def _follow_ups(decisions: "Iterable[Decision]", scene: Scene) -> Iterator[str]:
    calendar = scene.by.calendar
    for decision in decisions:
        meeting = meeting_of(decision.meeting).name
        for task in decision.follow_up:
            when = f", {timescale_with_day(task.by, calendar)}" if task.by else ""
            is_done = task.done is not None and task.done <= scene.as_at
            state = f"done {day_in_words(task.done)}" if task.done and is_done else "not done"
            yield f"From {meeting}: {task.what} ({task.who}){when}: {state}"


def _measures(judged: Judgement, scene: Scene) -> Iterator[str]:
    for item in judged.action.impact_measures:
        if isinstance(item, MeasureLink):
            effect = scene.by.effects.get(item.measure)
            title = effect.measure.title if effect else item.measure
            yield f"{title}: {item.note}" if item.note else title
        else:
            yield item


def _reporting(judged: Judgement, scene: Scene) -> Iterator[str]:
    reports = {listed.id: listed for listed in scene.plan.governance.reports}
    for item in judged.action.reporting:
        if isinstance(item, ReportLink):
            report = reports.get(item.report)
            cadence = sentence_list([str(often) for often in report.cadence]) if report else ""
            title = report.title if report else item.report
            words = f"{title} ({cadence})" if cadence else title
            yield f"{words}, {item.note}" if item.note else words
        else:
            yield item


def _lead_and_timescale(judged: Judgement, scene: Scene) -> Iterator[str]:
    action, calendar = judged.action, scene.by.calendar
    yield sentence_list(action.leads) or "No lead named"
    yield timescale_with_day(judged.promise.stated, calendar)
    if judged.promise.changed:
        first = timescale_with_day(judged.promise.first, calendar)
        yield f"First promised for {first}; changed in the file without the board's agreement"
    if action.review:
        yield f"Reviewed {action.review}"
    for _, request in action.requests:
        yield f"{request_with_answer(request, judged, scene.by)}{_recommended(request)}"


def standing_with_reason(standing: str, why: str) -> str:
    """How something stands and why; a reason that begins with the standing says both."""
    return why if why.startswith(standing) else f"{standing}: {why}"


def declared_in_words(rated: ActionRating) -> str:
    """What to say before the reason that the facts give, where the lead declared the rating."""
    return "declared by the lead; " if rated.declared else ""


def timescale_with_day(timescale: Timescale | None, calendar: Calendar) -> str:
    """A timescale with both its words and its day: Jan 2024 (due 31 January 2024)."""
    if timescale is None:
        return "Timescale not set"
    due = due_day(timescale.reading, calendar)
    if due is None:
        return timescale.written
    if timescale.written != timescale.due:
        return f"{timescale.written} (read as {timescale.due}, due {day_in_words(due)})"
    words = timescale_in_words(timescale.reading, calendar)
    return words if isinstance(timescale.reading, OnDay) else f"{words} (due {day_in_words(due)})"


def changed_promise_in_words(
    first: Timescale | None, now: Timescale | None, calendar: Calendar
) -> str:
    """A first promise that was changed in the plan, before and after."""
    return f"first {timescale_with_day(first, calendar)}, now {timescale_with_day(now, calendar)}"


def first_promise_in_words(judged: Judgement, scene: Scene) -> str:
    """What an action was first promised for, how that is known, and how far its date has moved."""
    dates = judged.promise
    how = PROMISE_KNOWN_FROM[scene.by.promised.known_from] if dates.first else ""
    direction = "later" if dates.slippage_days > 0 else "earlier"
    moved = f"{days_in_words(abs(dates.slippage_days))} {direction}"
    now = f"; due {moved} now" if dates.slippage_days else ""
    return f"{timescale_with_day(dates.first, scene.by.calendar)}{how}{now}"


def request_term(request: Request, calendar: Calendar) -> str:
    """Until when something is asked for, or from what to what; empty for a withdrawal."""
    match request:
        case Extension():
            return f"to {timescale_with_day(request.to, calendar)}"
        case Pause():
            return f"until {timescale_with_day(request.until, calendar)}"
        case Correction():
            was, now = (timescale_with_day(it, calendar) for it in (request.was, request.to))
            return f"from {was} to {now}"
        case _:
            return ""


def request_in_words(request: Request, calendar: Calendar) -> str:
    """What the board is asked of an action, without its answer: paused until 30 June 2024."""
    if isinstance(request, Correction):
        was, now = (timescale_with_day(it, calendar) for it in (request.was, request.to))
        by = f", reported by {request.by}" if request.by else ""
        return f"first promise corrected, was {was}, now {now}{by}"
    if isinstance(request, Withdrawal):
        others = sentence_list(request.replaced_by)
        return f"withdrawal, replaced by {others}" if others else "withdrawal"
    return f"{REQUESTS[request_key(request)]} {request_term(request, calendar)}"


def request_with_answer(request: Request, judged: Judgement, by: Criteria) -> str:
    """A request with what became of it by the day, and its reason."""
    words = request_in_words(request, by.calendar)
    return f"{words[:1].upper()}{words[1:]}, {_answer(request, judged, by)}: {request.reason}"


def _recommended(request: Request | Escalation) -> str:
    """What was recommended, and by whom; empty where nothing was."""
    return f" (recommended: {request.recommended})" if request.recommended else ""


def _answer(request: Request, judged: Judgement, by: Criteria) -> str:
    """What became of a request: agreed or refused, by whom and when; or that it waits."""
    as_at, calendar = by.as_at, by.calendar
    requested = f" on {day_in_words(request.requested)}" if request.requested else ""
    board = "the board" if calendar.meetings else "anybody"
    if request in judged.waiting:
        return f"asked for{requested}, not agreed by {board}"
    if request.refused and is_refused(request, as_at):
        return f"refused {day_in_words(request.refused)}"
    if request.agreed and is_agreed(request, as_at, calendar):
        who = f" by {request.agreed_by}" if request.agreed_by else ""
        others = getattr(judged.action, request_key(request))
        refused = refusal_since(request, others, as_at, calendar)
        since = f", and the same refused {day_in_words(refused)}" if refused else ""
        return f"agreed {day_in_words(request.agreed)}{who}{since}"
    if isinstance(request, Correction) and request in judged.promise.slips:
        days = (request.clerical or date.min, request.requested or date.max)
        written, reported = (day_in_words(day) for day in days)
        return f"a slip of {written} that no board had seen, reported {reported}"
    return f"to be asked for{requested}, not agreed by {board}"


def _progress(judged: Judgement, scene: Scene) -> Iterator[str]:
    action = judged.action
    if action.completed:
        yield f"{completed_in_words(action)}."
    yield from (note_in_words(note) for note in action.progress)
    for milestone in action.milestones:
        yield f"Milestone: {milestone_in_words(milestone, scene.by.calendar)}"


def completed_in_words(action: Action) -> str:
    """When an action was completed, and when that was written down if a board met in between."""
    completed, recorded = action.completed, action.recorded
    later = f", recorded {day_in_words(recorded)}" if recorded else ""
    return f"Completed {day_in_words(completed)}{later}" if completed else ""


def note_in_words(note: Progress) -> str:
    """A note of the log with its day and whose it is."""
    day = day_in_words(note.date) if note.date else ""
    source = ", ".join(part for part in (day, note.by or "") if part)
    return f"{source}: {note.note}" if source else note.note


def milestone_in_words(milestone: Milestone, calendar: Calendar) -> str:
    """A milestone with its leads, its date, and whether it is done."""
    stated = milestone.timescale
    when = f", {timescale_with_day(stated, calendar)}" if stated else ""
    leads = f" ({sentence_list(milestone.leads)})" if milestone.leads else ""
    state = f"done {day_in_words(milestone.done)}" if milestone.done else "not done"
    return f"{milestone.what}{leads}{when}: {state}"
