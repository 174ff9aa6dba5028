"""Who the plan answers to, when, and by which reports."""

from collections.abc import Iterator
from typing import Final

from planctl.assess.scene import Scene
from planctl.model.calendar import Calendar, day_in_words
from planctl.model.document import BoardMeeting, Meets, MeetsEvery, Project, Report
from planctl.model.timescale import timescale_in_words
from planctl.model.words import in_a_row
from planctl.render.column import timescale_line
from planctl.render.pack.view import Entry, Governance, ReportView

_EVERY: Final = {
    MeetsEvery.MONTH: "every month",
    MeetsEvery.TWO_MONTHS: "every second month",
    MeetsEvery.QUARTER: "every third month",
}
_ANY: Final = Calendar()  # days and months mean the same in each


def governance(scene: Scene) -> Governance:
    """Who the plan answers to, when, and by which reports."""
    of = scene.plan.governance
    name = f"{of.board.name} ({of.board.short})" if of.board.short else of.board.name
    return Governance(
        f"{name}, {of.board.cadence}" if of.board.cadence else name,
        of.board.purpose,
        of.board.members or "",
        of.terms,
        of.accountability,
        (*(_meeting(meeting, scene) for meeting in of.meetings), *map(_rule, of.board.rules)),
        tuple(_report(report) for report in of.reports),
        tuple(_project(project, scene) for project in of.projects),
    )


def _meeting(meeting: BoardMeeting, scene: Scene) -> Entry:
    return Entry(timescale_in_words(meeting.on.reading, scene.by.calendar), meeting.note or "")


def _rule(meets: Meets) -> Entry:
    """A rule by which the board meets, for the meetings that are not listed."""
    on = f"The {meets.on.written} of" if meets.on else "On a day not recorded of"
    until = f" until {timescale_in_words(meets.until.reading, _ANY)}" if meets.until else ""
    first = timescale_in_words(meets.starting.reading, _ANY)
    left_out = [timescale_in_words(each.reading, _ANY) for each in meets.not_in]
    but = f", but not in {in_a_row(left_out)}" if left_out else ""
    words = f"{on} {_EVERY[meets.every]}, from {first}{until}{but}."
    return Entry("By rule, where none is listed", words)


def _report(report: Report) -> ReportView:
    cadence = in_a_row([str(often) for often in report.cadence]) or "not recorded"
    by = in_a_row(report.by) or "Not recorded"
    return ReportView(report.title, cadence.capitalize(), by, report.note or "")


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
        yield f"Starts {timescale_line(project.starts, calendar)}"
    if project.timescale:
        yield f"Promised for {timescale_line(project.timescale, calendar)}"
    if project.done and project.done <= scene.as_at:
        yield f"Delivered {day_in_words(project.done)}"
    waiting = [each.ref for each in scene.judged if project.id in each.action.depends_on]
    if waiting:
        yield f"Actions that depend on it: {in_a_row(waiting)}"
