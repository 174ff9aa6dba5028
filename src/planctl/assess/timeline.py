"""Each action of a plan over time: from when to when it runs, and the days that mark its way.

A bar begins on the first day that the plan had the action, as far as git knows: where it was in
the first state already, nobody knows how long it had been, and it begins with the plan. It ends
on the day that the action was done or called off, or else is due.
"""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from planctl.assess.burn_up import plan_burn_up
from planctl.assess.judgement import Criteria, Judgement
from planctl.assess.promise import is_refused, valid_requests
from planctl.assess.scene import Scene
from planctl.model.action import Action
from planctl.model.timescale import due_day


class DayMark(StrEnum):
    """What happened, or is to happen, on a day of an action."""

    FIRST = "first"  # promised at first
    AGREED = "agreed"  # a later date that the board agreed
    ASKED = "asked"  # one that it is asked for
    REFUSED = "refused"  # one that it refused
    MILESTONE = "milestone"
    REACHED = "reached"  # a milestone on the day that it was done
    DELIVERED = "delivered"


class ActionSpan(NamedTuple):
    """An action over time; a day is None where it is not known."""

    judged: Judgement
    starts: date
    ends: date | None  # done, called off, or due; none: nobody knows, or it has no end
    marks: tuple[tuple[DayMark, date], ...]

    @property
    def is_later(self) -> bool:
        """Whether its end lies after its first promise."""
        original = self.judged.promise.original
        return original is not None and self.ends is not None and self.ends > original


class Timeline(NamedTuple):
    """All actions of a plan over time."""

    as_at: date
    first: date
    last: date
    spans: tuple[ActionSpan, ...]


def plan_timeline(scene: Scene) -> Timeline:
    """All actions of a plan over time, in its order."""
    begins = plan_burn_up(scene).begins
    spans = tuple(_action_span(judged, scene, begins) for judged in scene.judged)
    days = [scene.as_at]
    for span in spans:
        days += [span.starts, *filter(None, [span.ends]), *(day for _, day in span.marks)]
    return Timeline(scene.as_at, min(days), max(days), spans)


def span_parts(span: ActionSpan, timeline: Timeline) -> Iterator[tuple[str, date, date]]:
    """The time of an action that has run, and the time past its date or still to come.

    Each is named run, late or ahead, with its first and its last day.
    """
    judged, as_at = span.judged, timeline.as_at
    ends = span.ends or (timeline.last if judged.promise.is_endless else None)
    if ends is None:
        return
    run = min(ends, as_at) if judged.is_open else ends
    if run > span.starts:
        yield "run", span.starts, run
    if judged.is_overdue and ends < as_at:
        yield "late", ends, as_at
    if judged.is_open and ends > as_at:
        yield "ahead", as_at, ends


def _action_span(judged: Judgement, scene: Scene, begins: date) -> ActionSpan:
    promised = scene.by.promised.of
    first_state = min((promise.begun for promise in promised.values()), default=None)
    own = promised.get(judged.at)
    added = own.begun if own and first_state and own.begun > first_state else begins
    marks = tuple(_marks(judged, scene))
    starts = min(added, *(day for _, day in marks), scene.as_at)
    withdrawal, completed = judged.halts.withdrawal, judged.action.completed
    ends = withdrawal.agreed if withdrawal else judged.promise.due
    return ActionSpan(judged, starts, (judged.is_delivered and completed) or ends, marks)


def _marks(judged: Judgement, scene: Scene) -> Iterator[tuple[DayMark, date]]:
    """The days that mark the way of an action, in the order in which they are drawn."""
    action, original = judged.action, judged.promise.original
    yield from _milestone_marks(action, scene.by)
    yield from _later_dates(judged, scene.by)
    if original:
        yield DayMark.FIRST, original
    if judged.is_delivered and action.completed:
        yield DayMark.DELIVERED, action.completed


def _milestone_marks(action: Action, by: Criteria) -> Iterator[tuple[DayMark, date]]:
    """Each milestone on the day that it was done, else that it is due."""
    for milestone in action.milestones:
        due = due_day(milestone.timescale.reading, by.calendar) if milestone.timescale else None
        if milestone.done and milestone.done <= by.as_at:
            yield DayMark.REACHED, milestone.done
        elif due:
            yield DayMark.MILESTONE, due


def _later_dates(judged: Judgement, by: Criteria) -> Iterator[tuple[DayMark, date]]:
    """Each later date by what the board said to it; one asked for after the day is not there."""
    extensions = judged.action.extensions
    answers = {
        DayMark.AGREED: valid_requests(extensions, by.as_at, by.calendar),
        DayMark.REFUSED: [each for each in extensions if is_refused(each, by.as_at)],
        DayMark.ASKED: judged.promise.requests,
    }
    for mark, answered in answers.items():
        days = (due_day(each.to.reading, by.calendar) for each in answered)
        yield from ((mark, day) for day in days if day)
