"""The exceptions that a board's paper lists, each for its own reason; worst first in each."""

from datetime import date, timedelta
from typing import NamedTuple

from planctl.assess.dependency import action_dependencies
from planctl.assess.escalation import OpenFollowUp, open_escalations, open_follow_ups
from planctl.assess.evidence_seal import evidence_up_to
from planctl.assess.judgement import Judgement
from planctl.assess.rag_key import RagKey
from planctl.assess.scene import Scene
from planctl.model.action import Status
from planctl.model.rating import ImpactStanding, Standing


class Exceptions(NamedTuple):
    """The actions that the board should look at; an action can stand in several lists."""

    overdue: tuple[Judgement, ...]
    due: tuple[Judgement, ...]  # before the next board
    milestones: tuple[Judgement, ...]  # with a late milestone, and itself expected and on time
    asked: tuple[
        Judgement, ...
    ]  # the board has to answer something: more time, a pause or the like
    paused: tuple[Judgement, ...]  # by the board, until a day that has not passed
    corrected: tuple[Judgement, ...]  # the first promise was corrected, or is to be
    agreed: tuple[Judgement, ...]  # runs on an agreed extension
    disputed: tuple[Judgement, ...]
    no_timescale: tuple[Judgement, ...]  # open, and no day can be told by which it is due
    no_lead: tuple[Judgement, ...]
    not_started: tuple[Judgement, ...]  # by their status, unless they are due later than two boards
    no_day: tuple[Judgement, ...]  # done, and nothing says on which day
    no_evidence: tuple[Judgement, ...]  # done, and nothing is named that shows it
    no_effect: tuple[Judgement, ...]  # done, no effect shown
    before_delivery: tuple[Judgement, ...]  # the effect is there, and the action is not delivered
    extended_again: tuple[Judgement, ...]  # open, and the board has agreed more than one later date
    at_risk: tuple[Judgement, ...]  # open, and waits for something that comes too late, or is late
    escalated: tuple[Judgement, ...]  # an escalation is open
    follow_ups: tuple[OpenFollowUp, ...]  # of decisions; past their day


def board_exceptions(scene: Scene, next_board: date) -> Exceptions:
    """The exceptions of a plan; `next_board` is the last day that counts as before it."""
    items, as_at = scene.judged, scene.as_at
    open_items = [item for item in items if item.is_open]
    none = Standing.NO_TIMESCALE
    undated = [it for it in open_items if it.lacks_timescale or it.progress.standing is none]
    late = [item for item in open_items if item.late_milestones and item.is_on_time(as_at)]
    due = [item for item in open_items if item.is_due_by(next_board, as_at)]
    awaited, faulty = scene.names.awaited, scene.by.faulty
    waits_for = ((item, action_dependencies(item, awaited, as_at)) for item in open_items)
    at_risk = [item for item, others in waits_for if any(other.risks for other in others)]
    delivered = [item for item in items if item.is_delivered]
    unproved = [it for it in delivered if not evidence_up_to(it.action, as_at, faulty)]
    after = _board_after(scene, next_board)
    follow_ups = [task for task in open_follow_ups(scene.plan, scene.by) if task.is_overdue]
    return Exceptions(
        tuple(sorted((i for i in items if i.is_overdue), key=lambda i: -i.days_overdue)),
        tuple(sorted(due, key=lambda item: item.promise.due or next_board)),
        tuple(late),
        tuple(item for item in open_items if item.asked),
        tuple(item for item in open_items if item.is_paused),
        tuple(item for item in items if item.action.corrections),
        tuple(item for item in open_items if item.promise.agreed),
        tuple(item for item in items if item.progress.disputed or item.impact.disputed),
        tuple(undated),
        tuple(item for item in open_items if item.lacks_lead),
        tuple(item for item in open_items if _should_begin(item, after)),
        tuple(item for item in delivered if item.action.completed is None),
        tuple(unproved),
        tuple(item for item in items if item.shows_no_effect),
        tuple(item for item in open_items if _is_before_delivery(item, scene.by.impact_key)),
        tuple(item for item in open_items if item.promise.agreed_count > 1),
        tuple(at_risk),
        tuple(i for i in items if open_escalations(i.action, as_at, scene.by.calendar)),
        tuple(sorted(follow_ups, key=lambda task: -task.days_overdue)),
    )


def _board_after(scene: Scene, next_board: date) -> date:
    """The last day of the board but one, or of what is due soon after the next."""
    meeting = scene.by.calendar.next_meeting(next_board + timedelta(days=1))
    return meeting.last if meeting else next_board + timedelta(days=scene.by.due_soon_days)


def _should_begin(item: Judgement, until: date) -> bool:
    """Whether an action is not started, and is late, due by a day or without one."""
    due, is_waiting = item.promise.due, item.progress.standing is Standing.NOT_STARTED
    is_far = is_waiting and due is not None and due > until
    return item.action.status is Status.NOT_STARTED and not is_far


def _is_before_delivery(item: Judgement, key: RagKey) -> bool:
    """Whether an action that is not delivered shows its whole effect already.

    The figures have reached their target, or the lead declares what the key gives for that and
    not for what they show.
    """
    reached = (ImpactStanding.TARGET_MET, ImpactStanding.SUSTAINED)
    declared = item.impact.declared
    if declared in {None, item.impact.computed}:
        return item.impact.standing in reached
    return declared in {key.ratings[standing] for standing in reached}
