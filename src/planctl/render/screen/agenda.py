"""What the next board will need, on one screen of 80 columns."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from rich.console import RenderableType
from rich.text import Text

from planctl.assess.agenda import ActionEscalation, Agenda
from planctl.assess.change.first_promise import BrokenPromise
from planctl.assess.escalation import BoardChallenge, OpenEscalation
from planctl.assess.follow_up import OpenFollowUp
from planctl.assess.judgement import Judgement
from planctl.assess.promise import due_in_words
from planctl.assess.reporting import MissingReport
from planctl.assess.scene import Scene
from planctl.model.board_record import Received
from planctl.model.calendar import day_in_words
from planctl.model.plan_files import Report
from planctl.model.words import printable_text, sentence_list
from planctl.render.action_columns import changed_promise_in_words, request_in_words
from planctl.render.screen.parts import plain_grid, titled_part, unread_warning
from planctl.render.screen.status import dated_actions

_NOTHING: Final[Mapping[str, Received]] = {}
_NAME: Final = {"no_wrap": True}
_WORDS: Final = {"ratio": 1}
_WHO: Final = {"max_width": 22}


def agenda_screen(agenda: Agenda, scene: Scene) -> Iterator[RenderableType]:
    """The parts of the screen, from the top."""
    yield from _head(agenda, scene)
    due, undated = agenda.reports
    yield from _part("Reports due", len(due), _reports(due, agenda.received))
    if undated:
        yield from _part("Reports whose dates are not recorded", len(undated), _reports(undated))
    if agenda.missing:
        missing = [_missing_report(item) for item in agenda.missing]
        yield from _part("Reports that were due and did not come", len(missing), _rows(missing))
    requests = [row for item in agenda.asked for row in _requests(item, scene)]
    yield from _part("Requests to decide", len(requests), _rows(requests))
    if agenda.broken:
        broken = [_changed_promise(item, scene) for item in agenda.broken]
        yield from _part("First promises changed without the board", len(broken), _rows(broken))
    by = agenda.meeting.deadline
    yield from _part(f"Due {by}", len(agenda.due), dated_actions(agenda.due, late=False))
    late = agenda.overdue
    yield from _part("Overdue, longest first", len(late), dated_actions(late, late=True))
    follow_ups = [_follow_up(item, scene.as_at) for item in agenda.follow_ups]
    yield from _part("Decisions to follow up", len(follow_ups), _rows(follow_ups))
    escalations = [_escalation(item, scene.as_at) for item in agenda.escalations]
    yield from _part("Escalations that are open", len(escalations), _rows(escalations))
    if agenda.challenges:
        challenges = [_challenge(item, scene.as_at) for item in agenda.challenges]
        yield from _part("Challenges of the board", len(challenges), _rows(challenges))


def _head(agenda: Agenda, scene: Scene) -> Iterator[RenderableType]:
    meeting, board = agenda.meeting, scene.plan.governance.board
    yield Text(printable_text(f"{board.name}, {meeting.words}: what it will need"), style="bold")
    yield Text(printable_text(f"{scene.plan.title}, as at {day_in_words(scene.as_at)}."))
    yield from unread_warning(scene.plan)
    if agenda.papers:
        verb = "were" if agenda.papers < scene.as_at else "are"
        yield Text(f"Papers {verb} {due_in_words(agenda.papers, scene.as_at)}.")
    if meeting.last < scene.as_at:
        yield Text("This meeting is past; what is late is judged as at the day above.")
    if meeting.note:
        yield Text(printable_text(f"Note: {meeting.note}"))


def _part(title: str, number: int, body: RenderableType | None) -> Iterator[RenderableType]:
    return titled_part(f"{title} ({number})", body)


def _reports(
    reports: Sequence[Report], received: Mapping[str, Received] = _NOTHING
) -> RenderableType | None:
    table = plain_grid(_WORDS, {"max_width": 32})
    for report in reports:
        receipt = received.get(report.id)
        title = f"{report.title}, received {day_in_words(receipt.on)}" if receipt else report.title
        table.add_row(Text(printable_text(title)), Text(printable_text(_makers(report))))
    return table if reports else None


def _makers(report: Report) -> str:
    return sentence_list(report.by) or "nobody named"


def _missing_report(missing: MissingReport) -> tuple[str, str, str]:
    due = f"due {day_in_words(missing.due)}, for the board of {missing.meeting.name}"
    return missing.report.id, f"{missing.report.title}, {due}", _makers(missing.report)


def _rows(rows: Iterable[tuple[str, str, str]]) -> RenderableType | None:
    table = plain_grid(_NAME, _WORDS, _WHO)
    for row in rows:
        table.add_row(*(Text(printable_text(cell)) for cell in row))
    return table if table.rows else None


def _requests(judged: Judgement, scene: Scene) -> Iterator[tuple[str, str, str]]:
    for request in judged.asked:
        words = request_in_words(request, scene.by.calendar)
        yield judged.ref, f"{judged.action.title}, {words}: {request.reason}", _lead(judged)


def _changed_promise(broken: BrokenPromise, scene: Scene) -> tuple[str, str, str]:
    judged, calendar = broken.each, scene.by.calendar
    promise = changed_promise_in_words(broken.first, judged.promise.stated, calendar)
    return judged.ref, f"{judged.action.title}, {promise}", _lead(judged)


def _lead(judged: Judgement) -> str:
    return judged.action.leads[0] if judged.action.leads else "no lead"


def _follow_up(task: OpenFollowUp, as_at: date) -> tuple[str, str, str]:
    when = due_in_words(task.due, as_at) if task.due else "no day"
    return task.decision.id, f"{task.follow_up.what}, {when}", task.follow_up.who


def _escalation(escalated: ActionEscalation, as_at: date) -> tuple[str, str, str]:
    question = escalated.question
    asks = _question(question.escalation.asks, question, as_at)
    return escalated.each.ref, asks, f"to {question.escalation.to}"


def _challenge(asked: BoardChallenge, as_at: date) -> tuple[str, str, str]:
    to = f"to {asked.challenge.to}" if asked.challenge.to else "to nobody named"
    return asked.meeting.name, _question(asked.challenge.asks, asked, as_at), to


def _question(asks: str, question: OpenEscalation | BoardChallenge, as_at: date) -> str:
    """What was asked, whether it is answered, and by when it has to be."""
    state = "answered, to be closed" if question.is_answered else "no answer yet"
    when = f"; {due_in_words(question.due, as_at)}" if question.due else ""
    return f"{asks} ({state}{when})"
