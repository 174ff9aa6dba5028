"""What decisions of the board ask somebody to do, as it stands on a day."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from planctl.assess.judgement import Criteria
from planctl.assess.promise import days_overdue
from planctl.model.meeting_schedule import meeting_of
from planctl.model.plan import Plan
from planctl.model.problem import At
from planctl.model.timescale import due_day

if TYPE_CHECKING:  # a plan without decisions does not load their model
    from planctl.model.plan_record import Decision, FollowUp


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
        _open_follow_up(decision, follow_up, ("decisions", n, "follow_up", k), criteria)
        for n, decision in enumerate(plan.decisions)
        if is_decided_by(decision, criteria.as_at)
        for k, follow_up in enumerate(decision.follow_up)
        if follow_up.done is None or follow_up.done > criteria.as_at
    )


def is_decided_by(decision: "Decision", as_at: date) -> bool:
    """Whether a decision was, or as far as is known could be, taken by that day."""
    return meeting_of(decision.meeting).first <= as_at


def _open_follow_up(
    decision: "Decision", follow_up: "FollowUp", at: At, criteria: Criteria
) -> OpenFollowUp:
    due = due_day(follow_up.by.reading, criteria.calendar) if follow_up.by else None
    return OpenFollowUp(decision, follow_up, at, due, days_overdue(due, criteria.as_at))
