"""Escalations: questions taken to those who can answer them, as they stand on a day."""

from datetime import date, timedelta
from typing import NamedTuple

from planctl.assess.promise import days_overdue
from planctl.model.action import Action, Escalation
from planctl.model.calendar import Calendar


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
        _open_escalation(number, escalation, as_at, calendar)
        for number, escalation in enumerate(action.escalations)
        if escalation.raised <= as_at and not is_closed(escalation, as_at)
    )


def is_closed(escalation: Escalation, as_at: date) -> bool:
    """Whether an escalation is closed by that day."""
    return escalation.closed is not None and escalation.closed <= as_at


def answer_due(escalation: Escalation, calendar: Calendar) -> date | None:
    """The day an answer is due: the day it is needed, else that of the board's next meeting."""
    if escalation.needed_by:
        return escalation.needed_by
    meeting = calendar.next_meeting(escalation.raised + timedelta(days=1))
    return meeting.last if meeting else None


def _open_escalation(
    number: int, escalation: Escalation, as_at: date, calendar: Calendar
) -> OpenEscalation:
    due = answer_due(escalation, calendar)
    return OpenEscalation(number, escalation, due, days_overdue(due, as_at))
