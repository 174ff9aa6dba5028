"""Which report is due at which meeting: its cadence counts from its first day.

A report is due at the first meeting on or after its day, and once at most at each.
What is looked at live is no paper. A date that is not recorded is said to be so, never guessed.
From the first meeting for which a report is recorded as received, one that is not is missing.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from planctl.model.calendar import Calendar, Meeting, add_months
from planctl.model.governance import Cadence, Governance, Received, Report
from planctl.model.meeting_schedule import is_same_meeting, meeting_of

_MONTHS: Final = {
    Cadence.MONTHLY: 1,
    Cadence.QUARTERLY: 3,
    Cadence.HALF_YEARLY: 6,
    Cadence.YEARLY: 12,
}
_AT_EVERY_MEETING: Final = {Cadence.WEEKLY, Cadence.MONTHLY}


class ReportsDue(NamedTuple):
    """The reports that a meeting gets, and those of which nobody can tell."""

    due: tuple[Report, ...]
    undated: tuple[Report, ...]  # when they are due is not recorded


def reports_due(reports: Iterable[Report], meeting: Meeting, calendar: Calendar) -> ReportsDue:
    """The reports that are due at a meeting, in the order of the plan."""
    papers = [it for it in reports if not it.cadence or set(it.cadence) != {Cadence.LIVE}]
    before = calendar.last_meeting(meeting.last)
    after = before.last if before else date.min
    return ReportsDue(
        tuple(report for report in papers if _is_due(report, after, meeting.last)),
        tuple(report for report in papers if not report.first and not _is_regular(report)),
    )


class MissingReport(NamedTuple):
    """A report that was due at a meeting, and did not come."""

    report: Report
    meeting: Meeting
    due: date  # with the papers of the meeting, or at it where their day is not known


def report_received(report: Report, meeting: Meeting, as_at: date) -> Received | None:
    """How a report came to a meeting, by that day; none: it did not, as far as recorded."""
    receipts = (
        received
        for received in report.received
        if received.on <= as_at and is_same_meeting(meeting_of(received.meeting), meeting)
    )
    return next(receipts, None)


def missing_reports(
    governance: Governance, meeting: Meeting, calendar: Calendar, as_at: date
) -> Iterator[MissingReport]:
    """What was due at a meeting, or at the one before it, before that day and did not come."""
    before = calendar.last_meeting(meeting.last)
    receipts = [received for report in governance.reports for received in report.received]
    first = min((meeting_of(received.meeting).first for received in receipts), default=date.max)
    for board in (before, meeting) if before else (meeting,):
        due = board.papers_due(governance.board.papers_due) or board.last
        if due < as_at and first <= board.last:  # from then on it is recorded which reports come
            for report in reports_due(governance.reports, board, calendar).due:
                if report_received(report, board, as_at) is None:
                    yield MissingReport(report, board, due)


def _is_regular(report: Report) -> bool:
    """Whether it comes so often that every meeting gets it."""
    return not _AT_EVERY_MEETING.isdisjoint(report.cadence)


def _is_due(report: Report, after: date, until: date) -> bool:
    """Whether an occurrence of it falls after the meeting before, and by this one."""
    if report.first is None:
        return _is_regular(report)
    first = meeting_of(report.first).first
    latest = (
        _last_occurrence(first, cadence, until) for cadence in report.cadence or (Cadence.ONE_OFF,)
    )
    return any(day and after < day <= until for day in latest)


def _last_occurrence(first: date, cadence: Cadence, until: date) -> date | None:
    """The last occurrence by a day, or the first one of all where that is later."""
    if cadence is Cadence.LIVE:
        return None
    if cadence is Cadence.ONE_OFF or until < first:
        return first
    if cadence is Cadence.WEEKLY:
        return until - timedelta(days=(until - first).days % 7)
    months = (until.year - first.year) * 12 + until.month - first.month
    count = months // _MONTHS[cadence] * _MONTHS[cadence]
    day = add_months(first, count)
    return day if day <= until else add_months(first, count - _MONTHS[cadence])
