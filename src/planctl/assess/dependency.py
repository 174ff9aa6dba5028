"""What an action waits for, another action or a project, and whether that puts it at risk."""

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


def awaited(plan: Plan, judged: Iterable[Judged], by: Bench) -> Mapping[str, Awaited]:
    """Everything that some action waits for, by the name that it is waited for by."""
    all_of = tuple(judged)
    names = {name for each in all_of for name in each.action.depends_on}
    found = {p.id: _project(p, by) for p in plan.governance.projects if p.id in names}
    # Of two actions with one ref the first counts, and an action counts before a project.
    return found | {each.ref: _action(each) for each in reversed(all_of) if each.ref in names}


def dependencies(each: Judged, known: Mapping[str, Awaited], as_at: date) -> tuple[Dependency, ...]:
    """What an action waits for, in the order of its list."""
    return tuple(
        _dependency(each, number, known.get(name) or Awaited(name, None, State.UNKNOWN), as_at)
        for number, name in enumerate(each.action.depends_on)
    )


def _dependency(each: Judged, number: int, other: Awaited, as_at: date) -> Dependency:
    name = each.action.depends_on[number]
    if not (each.is_open and other.is_open):
        return Dependency(number, name, other)
    return Dependency(number, name, other, _later(each.promise.due, other), _late(other, as_at))


def _later(ours: date | None, other: Awaited) -> str:
    if not (ours and other.due and ours < other.due):
        return ""
    return f"due {day_in_words(ours)}, and waits for “{other.title}”, due {day_in_words(other.due)}"


def _late(other: Awaited, as_at: date) -> str:
    if not (other.due and other.state is State.OVERDUE):
        return ""
    return f"waits for “{other.title}”, which was {due_in_words(other.due, as_at)}"


def _action(each: Judged) -> Awaited:
    state = State.OPEN
    if each.is_overdue:
        state = State.OVERDUE
    elif not each.is_open:
        state = State.DONE if each.is_delivered else State.WITHDRAWN
    return Awaited(f"{each.ref} {each.action.title}", each.promise.due, state)


def _project(project: Project, by: Bench) -> Awaited:
    due = due_day(project.timescale.reading, by.calendar) if project.timescale else None
    state = State.OPEN
    if project.done and project.done <= by.as_at:
        state = State.DONE
    elif due and due < by.as_at:
        state = State.OVERDUE
    return Awaited(project.title, due, state)
