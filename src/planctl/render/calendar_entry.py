"""The entries of the plan's calendar: the days they fall on, and what they say."""

from collections.abc import Iterator
from datetime import date
from typing import Final, Literal, NamedTuple

from planctl.assess.follow_up import open_follow_ups
from planctl.assess.judgement import Criteria, Judgement
from planctl.assess.reporting import reports_due
from planctl.model.calendar import Meeting, day_in_words
from planctl.model.meeting_schedule import listed_months
from planctl.model.plan import Plan
from planctl.model.timescale import due_day
from planctl.model.words import sentence_list

EntryOf = int | Literal["due", "pause"]  # of an action: a step by its number, or its own
DAYS_AHEAD: Final = (
    400  # days, of meetings that only the rule gives: a year, and the board after it
)


class CalendarEntry(NamedTuple):
    """A day of the plan, and what a calendar shows of it."""

    day: date
    title: str
    text: str


def calendar_meetings(plan: Plan, by: Criteria) -> Iterator[Meeting]:
    """Every listed meeting, and those that only the rule gives as far as people plan ahead."""
    months = listed_months(plan.governance)
    for meeting in by.calendar.meetings:
        is_near = (meeting.last - by.as_at).days <= DAYS_AHEAD
        if is_near or (meeting.year, meeting.month) in months:
            yield meeting


def meeting_entries(
    meeting: Meeting, plan: Plan, by: Criteria
) -> Iterator[tuple[str, CalendarEntry]]:
    """A meeting and the day its papers are due, each with what it is; none while it has no day."""
    if meeting.day is None:
        return
    board = plan.governance.board
    papers = meeting.papers_due(board.papers_due)
    yield "meeting", CalendarEntry(meeting.day, board.name, "\n".join(_agenda(meeting, plan, by)))
    if papers:
        text = f"For the meeting of {meeting.name}."
        yield "papers", CalendarEntry(papers, f"Papers due: {board.name}", text)


def action_entries(judged: Judgement, by: Criteria) -> Iterator[tuple[EntryOf, CalendarEntry]]:
    """The deadline of an open action, the end of its pause, then its steps by their numbers."""
    if not judged.is_open:
        return
    if judged.promise.due:
        lines = (*_leads(judged.action.leads), *_timescale(judged), _area(judged))
        title = f"{judged.ref} due: {judged.action.title}"
        yield "due", CalendarEntry(judged.promise.due, title, "\n".join(lines))
    if judged.halts.until:  # on that day the board looks at it again
        lines = (*_leads(judged.action.leads), _area(judged))
        title = f"{judged.ref} pause ends: {judged.action.title}"
        yield "pause", CalendarEntry(judged.halts.until, title, "\n".join(lines))
    for number, step in enumerate(judged.action.milestones):
        due = due_day(step.timescale.reading, by.calendar) if step.timescale else None
        if step.timescale and due and not (step.done and step.done <= by.as_at):
            lines = (
                f"On the way to: {judged.action.title}",
                *_leads(step.leads or judged.action.leads),
                f"Timescale: {step.timescale.written}",
                _area(judged),
            )
            yield (
                number,
                CalendarEntry(due, f"{judged.ref} step due: {step.what}", "\n".join(lines)),
            )


def decision_entries(plan: Plan, by: Criteria) -> Iterator[tuple[tuple[int, int], CalendarEntry]]:
    """What decisions ask for and is not done, each with the number of decision and follow-up."""
    for task in open_follow_ups(plan, by):
        decision, follow_up = task.decision, task.follow_up
        if task.due:
            about = (f"About: {sentence_list(decision.about)}",) if decision.about else ()
            lines = (f"Who: {follow_up.who}", f"Decided: {decision.decided}", *about)
            title = f"{decision.id} due: {follow_up.what}"
            yield (
                (int(task.at[1]), int(task.at[-1])),
                CalendarEntry(task.due, title, "\n".join(lines)),
            )


def _agenda(meeting: Meeting, plan: Plan, by: Criteria) -> Iterator[str]:
    """What a calendar says of a meeting: its note, and the reports that it gets."""
    if meeting.note:
        yield meeting.note
    due = reports_due(plan.governance.reports, meeting, by.calendar).due
    for report in due:
        yield f"Report due: {report.title}" + (
            f" ({sentence_list(report.by)})" if report.by else ""
        )


def _leads(roles: tuple[str, ...]) -> Iterator[str]:
    yield f"Lead: {roles[0]}" if roles else "No lead named"
    if roles[1:]:
        yield f"Supported by: {sentence_list(roles[1:])}"


def _timescale(judged: Judgement) -> Iterator[str]:
    """The words of the first promise, and of the later date that the board agreed."""
    action, agreed = judged.action, judged.promise.agreed
    if judged.promise.stated:
        yield f"Timescale: {judged.promise.stated.written}"
    if judged.promise.changed:
        yield f"First promised for: {judged.promise.changed.timescale.written}"
    later = [
        extension.to.written
        for extension in action.extensions
        if agreed and extension.agreed == agreed
    ]
    if agreed and later:
        yield f"Extended to: {later[-1]}, agreed {day_in_words(agreed)}"


def _area(judged: Judgement) -> str:
    return f"Area {judged.area.ref}: {judged.area.title}"
