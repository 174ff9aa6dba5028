"""What the next board will need, as JSON; also the parts that other JSON outputs share."""

from collections.abc import Iterable
from datetime import date

from planctl.assess.agenda import ActionEscalation, Agenda
from planctl.assess.escalation import BoardChallenge, OpenFollowUp
from planctl.assess.judgement import Judgement
from planctl.model.action import REQUESTS, Correction, Extension, Pause, Request, request_key
from planctl.model.calendar import Meeting, iso_day
from planctl.model.governance import Report


def agenda_json(agenda: Agenda, as_at: date) -> dict[str, object]:
    """The agenda of a meeting; keys may be added, never changed."""
    return {
        "as_at": as_at.isoformat(),
        "meeting": meeting_json(agenda.meeting),
        "papers_due": iso_day(agenda.papers),
        "reports": [report_json(report) for report in agenda.reports.due],
        "reports_received": [
            {"id": name, **receipt.model_dump(mode="json", include={"on", "file", "url"})}
            for name, receipt in agenda.received.items()
        ],
        "reports_missing": [
            {**report_json(report), "meeting": meeting_json(meeting), "due": iso_day(due)}
            for report, meeting, due in agenda.missing
        ],
        "reports_without_dates": [report_json(report) for report in agenda.reports.undated],
        **requests_json(agenda.asked),
        "first_promises_changed": [
            {
                "ref": judged.ref,
                "title": judged.action.title,
                "first": first.written,
                "now": judged.action.timescale.written if judged.action.timescale else None,
            }
            for judged, first, _ in agenda.broken
        ],
        "due": [due_action_json(each) for each in agenda.due],
        "overdue": [due_action_json(each) for each in agenda.overdue],
        "follow_ups": [follow_up_json(each) for each in agenda.follow_ups],
        "escalations": [escalation_json(each) for each in agenda.escalations],
        "challenges": [challenge_json(each) for each in agenda.challenges],
    }


def meeting_json(meeting: Meeting | None) -> dict[str, object] | None:
    """A meeting by its month, and by its day where that is known."""
    if meeting is None:
        return None
    return {
        "month": f"{meeting.year}-{meeting.month:02}",
        "day": iso_day(meeting.day),
        "note": meeting.note or None,
    }


def report_json(report: Report) -> dict[str, object]:
    """A report and who makes it."""
    return {"id": report.id, "title": report.title, "by": list(report.by)}


def due_action_json(judged: Judgement) -> dict[str, object]:
    """An action and its day, in short."""
    return {
        "ref": judged.ref,
        "title": judged.action.title,
        "leads": list(judged.action.leads),
        "due": iso_day(judged.promise.due),
        "days_overdue": judged.days_overdue,
    }


def requests_json(actions: Iterable[Judgement]) -> dict[str, object]:
    """What some actions ask of the board and what is not answered, by the kind of request."""
    requests: dict[str, list[object]] = {name: [] for name in REQUESTS}
    for judged in actions:
        about = {"ref": judged.ref, "title": judged.action.title}
        for request in judged.asked:
            requests[request_key(request)].append({**about, **request_json(request)})
    return {**requests}


def request_json(request: Request) -> dict[str, object]:
    """What the board is asked."""
    own: dict[str, object]
    match request:
        case Extension():
            own = {"to": request.to.written}
        case Pause():
            own = {"until": request.until.written}
        case Correction():
            own = {"was": request.was.written, "to": request.to.written}
        case _:
            own = {"replaced_by": list(request.replaced_by)}
    return {**own, "requested": iso_day(request.requested), "reason": request.reason}


def follow_up_json(task: OpenFollowUp) -> dict[str, object]:
    """What a decision asks of somebody."""
    return {
        "decision": task.decision.id,
        "about": list(task.decision.about),
        "who": task.follow_up.who,
        "what": task.follow_up.what,
        "due": iso_day(task.due),
        "days_overdue": task.days_overdue,
    }


def escalation_json(escalated: ActionEscalation) -> dict[str, object]:
    """A question that was taken to somebody, and is not closed."""
    escalation = escalated.question.escalation
    return {
        "ref": escalated.each.ref,
        "title": escalated.each.action.title,
        "raised": iso_day(escalation.raised),
        "to": escalation.to,
        "asks": escalation.asks,
        "answered": escalated.question.is_answered,
        "due": iso_day(escalated.question.due),
        "days_overdue": escalated.question.days_overdue,
    }


def challenge_json(asked: BoardChallenge) -> dict[str, object]:
    """What the board asked at a meeting, and what is not closed."""
    return {
        "meeting": meeting_json(asked.meeting),
        "asks": asked.challenge.asks,
        "by": asked.challenge.by,
        "to": asked.challenge.to,
        "answer": asked.challenge.answer,
        "due": iso_day(asked.due),
        "days_overdue": asked.days_overdue,
    }
