"""What a meeting of the board will need: reports, dates, requests, decisions and escalations."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from planctl.assess.change.first_promise import BrokenPromise, broken_promises
from planctl.assess.escalation import (
    BoardChallenge,
    OpenEscalation,
    OpenFollowUp,
    open_challenges,
    open_escalations,
    open_follow_ups,
)
from planctl.assess.exceptions import board_exceptions
from planctl.assess.judgement import Judgement
from planctl.assess.reporting import (
    MissingReport,
    ReportsDue,
    missing_reports,
    report_received,
    reports_due,
)
from planctl.assess.scene import Scene
from planctl.model.calendar import Meeting
from planctl.model.governance import Received


class ActionEscalation(NamedTuple):
    """An open escalation with the action that it was raised about."""

    each: Judgement
    question: OpenEscalation


class Agenda(NamedTuple):
    """What a meeting will need, as far as the plan's own facts say; the longest late first."""

    meeting: Meeting
    papers: date | None  # the day the papers are due; none: it is not known
    reports: ReportsDue
    received: Mapping[str, Received]  # those of them that came, by their ids
    missing: tuple[MissingReport, ...]  # here and at the meeting before, by the day of the scene
    due: tuple[Judgement, ...]  # by the meeting, and not late yet
    overdue: tuple[Judgement, ...]
    asked: tuple[Judgement, ...]  # what they ask of the board waits for its answer
    broken: tuple[BrokenPromise, ...]  # first promises that were changed without the board
    follow_ups: tuple[OpenFollowUp, ...]  # late, due by the meeting, or without a day
    escalations: tuple[ActionEscalation, ...]
    challenges: tuple[BoardChallenge, ...]  # that are not closed


def meeting_agenda(scene: Scene, meeting: Meeting) -> Agenda:
    """What a meeting will need, judged on the day of the scene."""
    governance, calendar, as_at = scene.plan.governance, scene.by.calendar, scene.as_at
    reports = reports_due(governance.reports, meeting, calendar)
    lists = board_exceptions(scene, meeting.last)
    follow_ups = (
        follow_up
        for follow_up in open_follow_ups(scene.plan, scene.by)
        if follow_up.due is None or follow_up.is_due_by(meeting.last)
    )
    return Agenda(
        meeting,
        meeting.papers_due(governance.board.papers_due),
        reports,
        {it.id: receipt for it in reports.due if (receipt := report_received(it, meeting, as_at))},
        tuple(missing_reports(governance, meeting, calendar, as_at)),
        lists.due,
        lists.overdue,
        lists.asked,
        broken_promises(scene),
        tuple(sorted(follow_ups, key=lambda follow_up: follow_up.due or date.max)),
        tuple(sorted(action_escalations(scene), key=lambda item: item.question.due or date.max)),
        open_challenges(governance, as_at, calendar),
    )


def action_escalations(scene: Scene) -> Iterator[ActionEscalation]:
    """Every open escalation of the plan, in its order."""
    for judgement in scene.judged:
        for question in open_escalations(judgement.action, scene.as_at, scene.by.calendar):
            yield ActionEscalation(judgement, question)
