"""The first promises of a plan, from every state that a board has seen, and which were changed.

The first promise is kept for ever. One that was changed in place would look kept in every later
comparison, so it is looked for in the whole history and not only since the last board.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from planctl.assess.change.life import State
from planctl.assess.change.moved import means
from planctl.assess.judged import Judged
from planctl.assess.rule.scene import Scene
from planctl.model.action import Action
from planctl.model.plan import Plan
from planctl.model.scalar import Timescale

# The states of a plan: the day of each, and its actions by ref and title.
Indexes = Sequence[tuple[date, Mapping[object, Action]]]


class BrokenPromise(NamedTuple):
    """An action whose first promise is not in the plan any more."""

    each: Judged
    first: Timescale
    since: date | None  # the day of the first of these states that had another; none: none had


def broken_promises(now: Scene, states: Sequence[State]) -> tuple[BrokenPromise, ...]:
    """The open actions whose first promise was changed in place; states come newest first."""
    indexes = [(state.day, _index(state.plan)) for state in states]
    found = (_broken(each, indexes, now) for each in now.judged if each.is_open)
    return tuple(each for each in found if each)


def _broken(each: Judged, indexes: Indexes, now: Scene) -> BrokenPromise | None:
    was = [(day, of.timescale) for day, of in _followed(each.action, indexes) if of.timescale]
    calendar, current = now.by.calendar, each.action.timescale
    if not was or (current and means(current, calendar) == means(was[-1][1], calendar)):
        return None
    first = was[-1][1]
    others = [day for day, of in was if means(of, calendar) != means(first, calendar)]
    return BrokenPromise(each, first, others[-1] if others else None)


def _followed(action: Action, indexes: Indexes) -> Iterator[tuple[date, Action]]:
    """The action in each state, as far back as it can be told by its ref or its title."""
    for day, index in indexes:
        names = ((action.ref, action.title), (None, action.title), (action.ref, None))
        seen = next((index[name] for name in names if name in index), None)
        if seen is None:
            return
        action = seen
        yield day, action


def _index(plan: Plan) -> Mapping[object, Action]:
    """Every action by its ref and its title, and by each alone; the first of that name."""
    index: dict[object, Action] = {}
    for _, action in plan.actions:
        for name in ((action.ref, action.title), (None, action.title), (action.ref, None)):
            index.setdefault(name, action)
    return index
