"""What an action waits for, an action or a project, and whether that puts it at risk."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from planctl.assess.judged import Bench, Judged
from planctl.assess.promise import due_in_words
from planctl.model.calendar import day_in_words
from planctl.model.document import Project
from planctl.model.plan import Plan
from planctl.model.timescale import due_day


class State(StrEnum):
    """How far a thing is that others wait for."""

    DONE = "done"
    OPEN = "open"
    OVERDUE = "overdue"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"  # no action or project of this name could be read


class Awaited(NamedTuple):
    """An action or a project that actions wait for, as it stands on a day."""

    title: str  # with its ref, where it is an action
    due: date | None  # none: it has no day, or none that is known
    state: State

    @property
    def is_open(self) -> bool:
        """Whether it is still to come."""
        return self.state in {State.OPEN, State.OVERDUE}


class Dependency(NamedTuple):
    """Something that an action waits for; `later` and `late` say in words what is amiss."""

    number: int  # its place in the list, from nought
    name: str  # the ref or id that the action gives
    awaited: Awaited
    later: str = ""  # how much too late it comes; empty when it does not
    late: str = ""  # since when it is overdue; empty when it is not

    @property
    def risks(self) -> tuple[str, ...]:
        """Why the action is at risk because of it, in words; often nothing."""
        return tuple(words for words in (self.later, self.late) if words)


def awaited(plan: Plan, judged: Iterable[Judged], criteria: Bench) -> Mapping[str, Awaited]:
    """Everything that some action waits for, by the name that it is waited for by."""
    judgements = tuple(judged)
    names = {name for judgement in judgements for name in judgement.action.depends_on}
    projects = {
        p.id: _awaited_project(p, criteria) for p in plan.governance.projects if p.id in names
    }
    # Of two actions with one ref the first counts, and an action counts before a project.
    return projects | {
        judgement.ref: _awaited_action(judgement)
        for judgement in reversed(judgements)
        if judgement.ref in names
    }


def dependencies(
    judgement: Judged, known: Mapping[str, Awaited], as_at: date
) -> tuple[Dependency, ...]:
    """What an action waits for, in the order of its list."""
    return tuple(
        _judge_dependency(
            judgement, number, known.get(name) or Awaited(name, None, State.UNKNOWN), as_at
        )
        for number, name in enumerate(judgement.action.depends_on)
    )


def _judge_dependency(judgement: Judged, number: int, other: Awaited, as_at: date) -> Dependency:
    name = judgement.action.depends_on[number]
    if not (judgement.is_open and other.is_open):
        return Dependency(number, name, other)
    later = _later_in_words(judgement.promise.due, other)
    return Dependency(number, name, other, later, _lateness_in_words(other, as_at))


def _later_in_words(ours: date | None, other: Awaited) -> str:
    if not (ours and other.due and ours < other.due):
        return ""
    return f"due {day_in_words(ours)}, and waits for “{other.title}”, due {day_in_words(other.due)}"


def _lateness_in_words(other: Awaited, as_at: date) -> str:
    if not (other.due and other.state is State.OVERDUE):
        return ""
    return f"waits for “{other.title}”, which was {due_in_words(other.due, as_at)}"


def _awaited_action(judgement: Judged) -> Awaited:
    state = State.OPEN
    if judgement.is_overdue:
        state = State.OVERDUE
    elif not judgement.is_open:
        state = State.DONE if judgement.is_delivered else State.WITHDRAWN
    return Awaited(f"{judgement.ref} {judgement.action.title}", judgement.promise.due, state)


def _awaited_project(project: Project, criteria: Bench) -> Awaited:
    due = due_day(project.timescale.reading, criteria.calendar) if project.timescale else None
    state = State.OPEN
    if project.done and project.done <= criteria.as_at:
        state = State.DONE
    elif due and due < criteria.as_at:
        state = State.OVERDUE
    return Awaited(project.title, due, state)
