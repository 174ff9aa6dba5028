"""The exceptions that a board's paper lists, each for its own reason; worst first in each."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from planctl.assess.dependency import dependencies
from planctl.assess.escalation import open_escalations
from planctl.assess.follow_up import OpenFollowUp, open_follow_ups
from planctl.assess.judged import Judged
from planctl.assess.key import Key
from planctl.assess.scene import Scene
from planctl.assess.seal import evidence_by
from planctl.model.action import Status
from planctl.model.rating import ImpactStanding, Standing


class Exceptions(NamedTuple):
    """The actions that the board should look at; an action can stand in several lists."""

    overdue: tuple[Judged, ...]
    due: tuple[Judged, ...]  # before the next board
    milestones: tuple[Judged, ...]  # with a late milestone, and itself expected and on time
    asked: tuple[Judged, ...]  # the board has to answer something: more time, a pause or the like
    paused: tuple[Judged, ...]  # by the board, until a day that has not passed
    corrected: tuple[Judged, ...]  # the first promise was corrected, or is to be
    agreed: tuple[Judged, ...]  # runs on an agreed extension
    disputed: tuple[Judged, ...]
    no_timescale: tuple[Judged, ...]  # open, and no day can be told by which it is due
    no_lead: tuple[Judged, ...]
    not_started: tuple[Judged, ...]  # by their status, whatever their dates and their rating
    no_evidence: tuple[Judged, ...]  # done, and nothing is named that shows it
    no_effect: tuple[Judged, ...]  # done, no effect shown
    before_delivery: tuple[Judged, ...]  # the effect is there, and the action is not delivered
    extended_again: tuple[Judged, ...]  # open, and the board has agreed more than one later date
    at_risk: tuple[Judged, ...]  # open, and waits for something that comes too late, or is late
    escalated: tuple[Judged, ...]  # an escalation is open
    follow_ups: tuple[OpenFollowUp, ...]  # of decisions; past their day


def exceptions(scene: Scene, next_board: date) -> Exceptions:
    """The exceptions of a plan; `next_board` is the last day that counts as before it."""
    all_of, as_at = scene.judged, scene.as_at
    waiting = [each for each in all_of if each.is_open]
    undated = [
        e for e in waiting if e.lacks_timescale or e.progress.standing is Standing.NO_TIMESCALE
    ]
    late = [e for e in waiting if e.late_milestones and e.is_on_time(as_at)]
    return Exceptions(
        tuple(sorted((e for e in all_of if e.is_overdue), key=lambda e: -e.days_overdue)),
        tuple(sorted((e for e in waiting if e.is_due_by(next_board, as_at)), key=_due)),
        tuple(late),
        tuple(each for each in waiting if each.asked),
        tuple(each for each in waiting if each.is_paused),
        tuple(each for each in all_of if each.action.corrections),
        tuple(each for each in waiting if each.promise.agreed),
        tuple(each for each in all_of if each.progress.disputed or each.impact.disputed),
        tuple(undated),
        tuple(each for each in waiting if each.lacks_lead),
        tuple(each for each in waiting if each.action.status is Status.NOT_STARTED),
        tuple(each for each in all_of if _lacks_evidence(each, scene)),
        tuple(each for each in all_of if each.shows_no_effect),
        tuple(each for each in waiting if _is_before_delivery(each, scene.by.impact_key)),
        tuple(each for each in waiting if each.promise.agreed_count > 1),
        tuple(each for each in waiting if _is_at_risk(each, scene)),
        tuple(e for e in all_of if open_escalations(e.action, as_at, scene.by.calendar)),
        tuple(sorted(_late_follow_ups(scene), key=lambda e: -e.days_overdue)),
    )


def _lacks_evidence(each: Judged, scene: Scene) -> bool:
    return each.is_delivered and not evidence_by(each.action, scene.as_at, scene.by.faulty)


def _is_before_delivery(each: Judged, key: Key) -> bool:
    """Whether an action that is not delivered shows its whole effect already.

    The figures have reached their target, or the lead declares what the key gives for that and
    not for what they show.
    """
    reached = (ImpactStanding.TARGET_MET, ImpactStanding.SUSTAINED)
    declared = each.impact.declared
    if declared in {None, each.impact.computed}:
        return each.impact.standing in reached
    return declared in {key.ratings[standing] for standing in reached}


def _is_at_risk(each: Judged, scene: Scene) -> bool:
    return any(one.risks for one in dependencies(each, scene.names.awaited, scene.as_at))


def _late_follow_ups(scene: Scene) -> Iterator[OpenFollowUp]:
    return (each for each in open_follow_ups(scene.plan, scene.by) if each.is_overdue)


def _due(each: Judged) -> date:
    return each.promise.due or date.max
