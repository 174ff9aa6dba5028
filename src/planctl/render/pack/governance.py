"""Who the plan answers to, when, and by which reports."""

from collections.abc import Iterable, Iterator
from typing import Final

from planctl.assess.scene import Scene
from planctl.model.board_record import BoardPaper, Received
from planctl.model.calendar import Calendar, day_in_words
from planctl.model.plan_files import BoardMeeting, Meets, MeetsEvery, Project, Report
from planctl.model.timescale import timescale_in_words
from planctl.model.words import sentence_list
from planctl.render.action_columns import timescale_with_day
from planctl.render.pack.pieces import as_sentence
from planctl.render.pack.view import Entry, Governance, ReportView

_EVERY: Final = {
    MeetsEvery.MONTH: "every month",
    MeetsEvery.TWO_MONTHS: "every second month",
    MeetsEvery.QUARTER: "every third month",
}
_ANY: Final = Calendar()  # days and months mean the same in each


def governance_view(scene: Scene) -> Governance:
    """Who the plan answers to, when, and by which reports."""
    rules = scene.plan.governance
    name = f"{rules.board.name} ({rules.board.short})" if rules.board.short else rules.board.name
    return Governance(
        f"{name}, {rules.board.cadence}" if rules.board.cadence else name,
        rules.board.purpose,
        rules.board.members or "",
        rules.terms,
        rules.accountability,
        (*(_meeting(meeting, scene) for meeting in rules.meetings), *map(_rule, rules.board.rules)),
        tuple(_report(report) for report in rules.reports),
        tuple(_project(project, scene) for project in rules.projects),
    )


def _meeting(meeting: BoardMeeting, scene: Scene) -> Entry:
    when = timescale_in_words(meeting.on.reading, scene.by.calendar)
    return Entry(when, _with_note(meeting.note, _meeting_parts(meeting)))


def _with_note(note: str | None, parts: Iterable[str]) -> str:
    """A note as it is written, and what else is known, a sentence each."""
    sentences = list(map(as_sentence, parts))
    stop = "" if not sentences or (note or "").endswith((".", "?", "!")) else "."
    return " ".join([f"{note}{stop}", *sentences] if note else sentences)


def _meeting_parts(meeting: BoardMeeting) -> Iterator[str]:
    if meeting.attendance:
        yield f"Present: {sentence_list(meeting.attendance)}"
    if meeting.papers:
        yield f"Papers: {'; '.join(map(_place, meeting.papers))}"
    if meeting.minutes:
        yield f"Minutes: {_place(meeting.minutes)}"


def _place(paper: BoardPaper | Received) -> str:
    """What a paper is called, and where it is."""
    title = paper.title if isinstance(paper, BoardPaper) else None
    return ", ".join(text for text in (title, paper.file, paper.url) if text)


def _rule(meets: Meets) -> Entry:
    """A rule by which the board meets, for the meetings that are not listed."""
    on = f"The {meets.on.written} of" if meets.on else "On a day not recorded of"
    until = f" until {timescale_in_words(meets.until.reading, _ANY)}" if meets.until else ""
    first = timescale_in_words(meets.starting.reading, _ANY)
    left_out = [timescale_in_words(month.reading, _ANY) for month in meets.not_in]
    but = f", but not in {sentence_list(left_out)}" if left_out else ""
    words = f"{on} {_EVERY[meets.every]}, from {first}{until}{but}."
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


def _project(project: Project, scene: Scene) -> Entry:
    parts = _project_parts(project, scene)
    return Entry(project.title, " ".join(f"{part.rstrip('.')}." for part in parts))


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
