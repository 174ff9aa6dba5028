"""Milestones, questions and projects in two states: late dates put off, and done too early.

Each has a day, and an alarm from the day after. The alarm is lost where that day is put off in
place, and where it is said to have been done while the plan still had it open.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from pydantic import BaseModel

from planctl.assess.change.action_match import ActionPair
from planctl.assess.change.difference import match_items
from planctl.assess.escalation import answer_due
from planctl.model.action import Milestone
from planctl.model.calendar import Calendar
from planctl.model.governance import Project
from planctl.model.problem import At
from planctl.model.timescale import due_day

if TYPE_CHECKING:
    from planctl.assess.change.comparison import Comparison

R = TypeVar("R", bound=BaseModel)


class StepDates(NamedTuple):
    """When something of an action or a decision is due, and when it was done."""

    due: date | None
    done: date | None

    def is_done(self, as_at: date) -> bool:
        """Whether it is done by that day."""
        return self.done is not None and self.done <= as_at


class StepPair(NamedTuple):
    """A step in two states of a plan, and where the newer one has it."""

    was: StepDates
    now: StepDates
    words: str  # what it is
    at: At
    ref: str = ""  # of its action; empty where it is of none

    @property
    def is_escalation(self) -> bool:
        """Whether it is a question, which is answered and closed."""
        return "escalations" in self.at or "challenges" in self.at


def postponed_late_steps(comparison: "Comparison") -> Iterator[StepPair]:
    """The steps whose day is past, that are not done, and that have a later day now, or none.

    One of an action that is complete or withdrawn waits for nobody. What follows a decision is a
    part of it, and its day is not changed without the decision being changed.
    """
    since, as_at = comparison.before.as_at, comparison.after.as_at
    of_actions = (
        step
        for pair in comparison.paired.both
        if pair.new.is_open
        for step in _action_steps(pair, comparison)
    )
    for step in (*of_actions, *_project_steps(comparison)):
        due = step.was.due
        is_open = not (step.was.is_done(since) or step.now.is_done(as_at))
        if due and due < as_at and is_open and (step.now.due is None or step.now.due > due):
            yield step


def back_dated_steps(comparison: "Comparison") -> Iterator[StepPair]:
    """The steps that were open in the older state, and are said to have been done before its day.

    What was done on that very day may have been done after the state was written down.
    """
    since = comparison.before.as_at
    of_actions = (step for it in comparison.paired.both for step in _action_steps(it, comparison))
    for step in (*of_actions, *_decision_steps(comparison), *_challenge_steps(comparison)):
        if not step.was.is_done(since) and step.now.done and step.now.done < since:
            yield step


def _action_steps(pair: ActionPair, comparison: "Comparison") -> Iterator[StepPair]:
    """The milestones and escalations of an action that are in both states."""
    before, after = comparison.before.by.calendar, comparison.after.by.calendar
    old, new = (judgement.action for judgement in pair)
    at, ref = pair.new.at, pair.new.ref
    for n, was, now in _match_records(old.milestones, new.milestones):
        steps = _milestone_step(was, before), _milestone_step(now, after)
        yield StepPair(*steps, now.what, (*at, "milestones", n), ref)
    for n, earlier, later in _match_records(old.escalations, new.escalations):
        days = StepDates(answer_due(earlier, before), earlier.closed)
        new_days = StepDates(answer_due(later, after), later.closed)
        yield StepPair(days, new_days, later.asks, (*at, "escalations", n), ref)


def _project_steps(comparison: "Comparison") -> Iterator[StepPair]:
    """The projects that are in both states: what waits for one that is late is in doubt."""
    old, new = (scene.plan.governance.projects for scene in (comparison.before, comparison.after))
    before, after = comparison.before.by.calendar, comparison.after.by.calendar
    for n, was, now in _match_records(old, new):
        steps = _milestone_step(was, before), _milestone_step(now, after)
        yield StepPair(*steps, now.title, ("governance", "projects", n))


def _decision_steps(comparison: "Comparison") -> Iterator[StepPair]:
    """What follows the decisions that are in both states; of its day nothing is asked here."""
    old, new = (scene.plan.decisions for scene in (comparison.before, comparison.after))
    for n, earlier, later in _match_records(old, new):
        for k, old_task, new_task in _match_records(earlier.follow_up, later.follow_up):
            steps = (StepDates(None, old_task.done), StepDates(None, new_task.done))
            yield StepPair(*steps, new_task.what, ("decisions", n, "follow_up", k))


def _challenge_steps(comparison: "Comparison") -> Iterator[StepPair]:
    """What the board asked at the meetings that are in both states."""
    old, new = (scene.plan.governance.meetings for scene in (comparison.before, comparison.after))
    for n, earlier, later in _match_records(old, new):
        for k, old_one, new_one in _match_records(earlier.challenges, later.challenges):
            steps = (StepDates(None, old_one.closed), StepDates(None, new_one.closed))
            yield StepPair(*steps, new_one.asks, ("governance", "meetings", n, "challenges", k))


def _milestone_step(milestone: Milestone | Project, calendar: Calendar) -> StepDates:
    return StepDates(
        due_day(milestone.timescale.reading, calendar) if milestone.timescale else None,
        milestone.done,
    )


def _match_records(old: Sequence[R], new: Sequence[R]) -> Iterator[tuple[int, R, R]]:
    """The records that are in both of two lists, each with its place in the newer one."""
    if old is new or old == new:
        places = {n: n for n, _ in enumerate(new)}
    else:
        dumps = ([record.model_dump(mode="json") for record in records] for records in (old, new))
        places = match_items(*dumps)
    for n, k in places.items():
        yield n, old[k], new[n]
