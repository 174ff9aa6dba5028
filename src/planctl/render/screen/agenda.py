"""What the next board will need, on one screen of 80 columns."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from rich.console import RenderableType
from rich.text import Text

from planctl.assess.agenda import Agenda
from planctl.assess.escalation import BoardChallenge, OpenEscalation
from planctl.assess.judgement import Judgement
from planctl.assess.promise import due_in_words
from planctl.assess.scene import Scene
from planctl.model.board_record import Received
from planctl.model.calendar import day_in_words
from planctl.model.plan_files import Report
from planctl.model.words import sentence_list
from planctl.render.action_columns import changed_promise_in_words, request_in_words
from planctl.render.screen.parts import plain_grid, plain_text, titled_part, unread_warning
from planctl.render.screen.status import dated_actions

_NOTHING: Final[Mapping[str, Received]] = {}
_Row = tuple[str, str, str]  # what it is of, what it says, and whose it is


def agenda_screen(agenda: Agenda, scene: Scene) -> Iterator[RenderableType]:
    """The parts of the screen, from the top."""
    yield from _head(agenda, scene)
    due, undated = agenda.reports
    yield from _part("Reports due", len(due), _reports(due, agenda.received))
    if undated:
        yield from _part("Reports whose dates are not recorded", len(undated), _reports(undated))
    if agenda.missing:
        yield from _rows("Reports that were due and did not come", _missing_rows(agenda))
    yield from _rows("Requests to decide", _request_rows(agenda, scene))
    if agenda.broken:
        yield from _rows("First promises changed without the board", _broken_rows(agenda, scene))
    by = agenda.meeting.deadline
    yield from _part(f"Due {by}", len(agenda.due), dated_actions(agenda.due, late=False))
    late = agenda.overdue
    yield from _part("Overdue, longest first", len(late), dated_actions(late, late=True))
    yield from _rows("Decisions to follow up", _follow_up_rows(agenda, scene.as_at))
    yield from _rows("Escalations that are open", _escalation_rows(agenda, scene.as_at))
    if agenda.challenges:
        yield from _rows("Challenges of the board", _challenge_rows(agenda, scene.as_at))


def _head(agenda: Agenda, scene: Scene) -> Iterator[RenderableType]:
    meeting, board = agenda.meeting, scene.plan.governance.board
    yield plain_text(f"{board.name}, {meeting.words}: what it will need", "bold")
    yield plain_text(f"{scene.plan.title}, as at {day_in_words(scene.as_at)}.")
    yield from unread_warning(scene.plan)
    if agenda.papers:
        verb = "were" if agenda.papers < scene.as_at else "are"
        yield Text(f"Papers {verb} {due_in_words(agenda.papers, scene.as_at)}.")
    if meeting.last < scene.as_at:
        yield Text("This meeting is past; what is late is judged as at the day above.")
    if meeting.note:
        yield plain_text(f"Note: {meeting.note}")


def _part(title: str, number: int, body: RenderableType | None) -> Iterator[RenderableType]:
    return titled_part(f"{title} ({number})", body)


def _reports(
    reports: Sequence[Report], received: Mapping[str, Received] = _NOTHING
) -> RenderableType | None:
    table = plain_grid({"ratio": 1}, {"max_width": 32})
    for report in reports:
        receipt = received.get(report.id)
        title = f"{report.title}, received {day_in_words(receipt.on)}" if receipt else report.title
        table.add_row(plain_text(title), plain_text(_makers(report)))
    return table if reports else None


def _makers(report: Report) -> str:
    return sentence_list(report.by) or "nobody named"


def _rows(title: str, rows: Iterable[_Row]) -> Iterator[RenderableType]:
    """A part of rows under its title, with their number."""
    table = plain_grid({"no_wrap": True}, {"ratio": 1}, {"max_width": 22})
    for row in rows:
        table.add_row(*map(plain_text, row))
    return _part(title, table.row_count, table if table.rows else None)


def _missing_rows(agenda: Agenda) -> Iterator[_Row]:
    for report, meeting, due in agenda.missing:
        words = f"{report.title}, due {day_in_words(due)}, for the board of {meeting.name}"
        yield report.id, words, _makers(report)


def _request_rows(agenda: Agenda, scene: Scene) -> Iterator[_Row]:
    for judged in agenda.asked:
        for request in judged.asked:
            words = request_in_words(request, scene.by.calendar)
            yield judged.ref, f"{judged.action.title}, {words}: {request.reason}", _lead(judged)


def _broken_rows(agenda: Agenda, scene: Scene) -> Iterator[_Row]:
    for judged, first, _ in agenda.broken:
        promise = changed_promise_in_words(first, judged.promise.stated, scene.by.calendar)
        yield judged.ref, f"{judged.action.title}, {promise}", _lead(judged)


def _lead(judged: Judgement) -> str:
    return judged.action.leads[0] if judged.action.leads else "no lead"


def _follow_up_rows(agenda: Agenda, as_at: date) -> Iterator[_Row]:
    for task in agenda.follow_ups:
        when = due_in_words(task.due, as_at) if task.due else "no day"
        yield task.decision.id, f"{task.follow_up.what}, {when}", task.follow_up.who


def _escalation_rows(agenda: Agenda, as_at: date) -> Iterator[_Row]:
    for judged, question in agenda.escalations:
        escalation = question.escalation
        yield (
            judged.ref,
            _question_in_words(escalation.asks, question, as_at),
            f"to {escalation.to}",
        )


def _challenge_rows(agenda: Agenda, as_at: date) -> Iterator[_Row]:
    for asked in agenda.challenges:
        words = _question_in_words(asked.challenge.asks, asked, as_at)
        yield asked.meeting.name, words, f"to {asked.challenge.to or 'nobody named'}"


def _question_in_words(asks: str, question: OpenEscalation | BoardChallenge, as_at: date) -> str:
    """What was asked, whether it is answered, and by when it has to be."""
    state = "answered, to be closed" if question.is_answered else "no answer yet"
    when = f"; {due_in_words(question.due, as_at)}" if question.due else ""
    return f"{asks} ({state}{when})"
