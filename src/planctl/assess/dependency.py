"""What an action waits for, an action or a project, and whether that puts it at risk."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from planctl.assess.judgement import Criteria, Judgement
from planctl.assess.promise import due_in_words
from planctl.model.calendar import day_in_words
from planctl.model.governance import Project
from planctl.model.plan import Plan
from planctl.model.timescale import due_day


class PrerequisiteState(StrEnum):
    """How far a thing is that others wait for."""

    DONE = "done"
    OPEN = "open"
    OVERDUE = "overdue"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"  # no action or project of this name could be read


class Prerequisite(NamedTuple):
    """An action or a project that actions wait for, as it stands on a day."""

    title: str  # with its ref, where it is an action
    due: date | None  # none: it has no day, or none that is known
    state: PrerequisiteState

    @property
    def is_open(self) -> bool:
        """Whether it is still to come."""
        return self.state in {PrerequisiteState.OPEN, PrerequisiteState.OVERDUE}


class Dependency(NamedTuple):
    """Something that an action waits for; `later` and `late` say in words what is amiss."""

    number: int  # its place in the list, from nought
    name: str  # the ref or id that the action gives
    awaited: Prerequisite
    later: str = ""  # how much too late it comes; empty when it does not
    late: str = ""  # since when it is overdue; empty when it is not

    @property
    def risks(self) -> tuple[str, ...]:
        """Why the action is at risk because of it, in words; often nothing."""
        return tuple(words for words in (self.later, self.late) if words)


def plan_prerequisites(
    plan: Plan, judged: Iterable[Judgement], criteria: Criteria
) -> Mapping[str, Prerequisite]:
    """Everything that some action waits for, by the name that it is waited for by."""
    judgements = tuple(judged)
    names = {name for judgement in judgements for name in judgement.action.depends_on}
    projects = {
        p.id: awaited_project(p, criteria) for p in plan.governance.projects if p.id in names
    }
    # Of two actions with one ref the first counts, and an action counts before a project.
    return projects | {
        judgement.ref: _awaited_action(judgement)
        for judgement in reversed(judgements)
        if judgement.ref in names
    }


def action_dependencies(
    judgement: Judgement, known: Mapping[str, Prerequisite], as_at: date
) -> tuple[Dependency, ...]:
    """What an action waits for, in the order of its list."""
    return tuple(
        _judge_dependency(judgement, number, known, as_at)
        for number, _ in enumerate(judgement.action.depends_on)
    )


def _judge_dependency(
    judgement: Judgement, number: int, known: Mapping[str, Prerequisite], as_at: date
) -> Dependency:
    name, ours = judgement.action.depends_on[number], judgement.promise.due
    other = known.get(name) or Prerequisite(name, None, PrerequisiteState.UNKNOWN)
    later = late = ""
    if judgement.is_open and other.is_open and other.due:
        waits_for = f"waits for “{other.title}”,"
        if ours and ours < other.due:
            later = f"due {day_in_words(ours)}, and {waits_for} due {day_in_words(other.due)}"
        if other.state is PrerequisiteState.OVERDUE:
            late = f"{waits_for} which was {due_in_words(other.due, as_at)}"
    return Dependency(number, name, other, later, late)


def _awaited_action(judgement: Judgement) -> Prerequisite:
    state = PrerequisiteState.OPEN
    if judgement.is_overdue:
        state = PrerequisiteState.OVERDUE
    elif not judgement.is_open:
        state = PrerequisiteState.DONE if judgement.is_delivered else PrerequisiteState.WITHDRAWN
    return Prerequisite(judgement.name, judgement.promise.due, state)


def awaited_project(project: Project, criteria: Criteria) -> Prerequisite:
    """A project as it stands on the day of the criteria."""
    due = due_day(project.timescale.reading, criteria.calendar) if project.timescale else None
    state = PrerequisiteState.OPEN
    if project.done and project.done <= criteria.as_at:
        state = PrerequisiteState.DONE
    elif due and due < criteria.as_at:
        state = PrerequisiteState.OVERDUE
    return Prerequisite(project.title, due, state)
