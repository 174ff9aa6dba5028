"""What waits on a day: escalations, challenges of the board, and what decisions ask for."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from planctl.assess.judgement import Criteria
from planctl.assess.promise import days_overdue
from planctl.model.action import Action, Escalation
from planctl.model.calendar import Calendar, Meeting, day_in_words
from planctl.model.governance import Challenge, Governance
from planctl.model.meeting_schedule import listed_meeting, meeting_of
from planctl.model.plan import Plan
from planctl.model.problem import At
from planctl.model.timescale import due_day

if TYPE_CHECKING:  # a plan without decisions does not load their model
    from planctl.model.plan_record import Decision, FollowUp


class OpenEscalation(NamedTuple):
    """An escalation that is raised and not closed; answered, it is still to be closed."""

    number: int  # its place in the list, from nought
    escalation: Escalation
    due: date | None  # the day an answer is due; none: no later meeting is recorded
    days_overdue: int

    @property
    def is_overdue(self) -> bool:
        """Whether the day an answer was due has passed."""
        return self.days_overdue > 0

    @property
    def is_answered(self) -> bool:
        """Whether there is an answer, so that it only waits to be closed."""
        return self.escalation.decided is not None or self.escalation.decision is not None


def open_escalations(action: Action, as_at: date, calendar: Calendar) -> tuple[OpenEscalation, ...]:
    """The escalations of an action that are raised and not closed, in the order of its list."""
    return tuple(
        OpenEscalation(number, escalation, due, days_overdue(due, as_at))
        for number, escalation in enumerate(action.escalations)
        if escalation.raised <= as_at and not is_closed(escalation, as_at)
        for due in (answer_due(escalation, calendar),)
    )


def is_closed(escalation: Escalation, as_at: date) -> bool:
    """Whether an escalation is closed by that day."""
    return escalation.closed is not None and escalation.closed <= as_at


def answer_due(escalation: Escalation, calendar: Calendar) -> date | None:
    """The day an answer is due: the day it is needed, else that of the board's next meeting."""
    return escalation.needed_by or _meeting_after(escalation.raised, calendar)


def _meeting_after(day: date, calendar: Calendar) -> date | None:
    meeting = calendar.next_meeting(day + timedelta(days=1))
    return meeting.last if meeting else None


def closed_too_early(closed: date, meeting: Meeting) -> str:
    """That a challenge was closed before its meeting, in words; empty where it was not."""
    if closed >= meeting.first:
        return ""
    return f"closed on {day_in_words(closed)}, before the board of {meeting.name} asked it"


class BoardChallenge(NamedTuple):
    """A challenge of the board as it stands on a day."""

    meeting: Meeting  # that asked it
    challenge: Challenge
    at: At  # where in the plan it stands
    due: date | None  # the day an answer is due; none: no later meeting is recorded
    is_open: bool
    days_overdue: int  # of one that has no answer

    @property
    def is_answered(self) -> bool:
        """Whether there is an answer, so that it only waits to be closed."""
        return self.challenge.answer is not None

    @property
    def is_overdue(self) -> bool:
        """Whether the day an answer was due has passed."""
        return self.days_overdue > 0


def board_challenges(
    governance: Governance, as_at: date, calendar: Calendar
) -> tuple[BoardChallenge, ...]:
    """What the board has asked at its meetings by that day, the oldest meeting first."""
    challenges = _challenges(governance, as_at, calendar)
    return tuple(sorted(challenges, key=lambda asked: asked.meeting.last))


def open_challenges(
    governance: Governance, as_at: date, calendar: Calendar
) -> tuple[BoardChallenge, ...]:
    """What the board has asked, and what is not closed."""
    return tuple(asked for asked in board_challenges(governance, as_at, calendar) if asked.is_open)


def _challenges(
    governance: Governance, as_at: date, calendar: Calendar
) -> Iterator[BoardChallenge]:
    for n, listed in enumerate(governance.meetings):
        meeting = listed_meeting(listed)
        for k, challenge in enumerate(listed.challenges if meeting.first <= as_at else ()):
            at = ("governance", "meetings", n, "challenges", k)
            is_open = challenge.closed is None or challenge.closed > as_at
            needed = challenge.needed_by
            due = due_day(needed.reading, calendar) if needed else None
            due = due if needed else _meeting_after(meeting.last, calendar)
            late = days_overdue(due, as_at) if is_open and not challenge.answer else 0
            yield BoardChallenge(meeting, challenge, at, due, is_open, late)


class OpenFollowUp(NamedTuple):
    """Something that a decision asks of somebody, and that is not done."""

    decision: "Decision"
    follow_up: "FollowUp"
    at: At  # where in the plan it stands
    due: date | None  # none: no day is given, or its meeting is not recorded
    days_overdue: int

    @property
    def is_overdue(self) -> bool:
        """Whether its day has passed."""
        return self.days_overdue > 0

    def is_due_by(self, day: date) -> bool:
        """Whether it falls due by that day, or is late already."""
        return self.due is not None and self.due <= day


def open_follow_ups(plan: Plan, criteria: Criteria) -> tuple[OpenFollowUp, ...]:
    """What is still to be done of the decisions taken by the day, in the order of the plan."""
    return tuple(
        OpenFollowUp(decision, task, ("decisions", n, "follow_up", k), due, late)
        for n, decision in enumerate(plan.decisions)
        if is_decided_by(decision, criteria.as_at)
        for k, task in enumerate(decision.follow_up)
        if task.done is None or task.done > criteria.as_at
        for due in (due_day(task.by.reading, criteria.calendar) if task.by else None,)
        for late in (days_overdue(due, criteria.as_at),)
    )


def is_decided_by(decision: "Decision", as_at: date) -> bool:
    """Whether a decision was, or as far as is known could be, taken by that day."""
    return meeting_of(decision.meeting).first <= as_at
