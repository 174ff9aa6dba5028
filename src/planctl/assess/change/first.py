"""The first promises of a plan, from every state that a board has seen, and which were changed.

The first promise is kept for ever. One that was changed in place would look kept in every later
comparison, so it is looked for in every state that a board has seen, and in the very first.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from planctl.assess.change.compare import may_be_unread
from planctl.assess.change.life import State
from planctl.assess.change.pair import Pair, paired
from planctl.assess.judged import Judged, bench, judge
from planctl.assess.promise import means
from planctl.assess.rule.scene import Scene
from planctl.model.action import Action
from planctl.model.problem import At
from planctl.model.scalar import Timescale


class BrokenPromise(NamedTuple):
    """An action whose first promise is not in the plan any more."""

    each: Judged
    first: Timescale
    since: date | None  # the day of the first of these states that had another; none: none had


def broken_promises(now: Scene, states: Sequence[State]) -> tuple[BrokenPromise, ...]:
    """The open actions whose first promise was changed in place; states come newest first."""
    was: dict[At, list[tuple[date, Timescale]]] = {}
    for at, day, action in _traced(now, states):
        if action.timescale:
            was.setdefault(at, []).append((day, action.timescale))
    found = (_broken(each, was[each.at], now) for each in now.judged if each.at in was)
    return tuple(each for each in found if each)


def _broken(
    each: Judged, was: Sequence[tuple[date, Timescale]], now: Scene
) -> BrokenPromise | None:
    calendar, current = now.by.calendar, each.action.timescale
    first = was[-1][1]
    is_kept = current is not None and means(current, calendar) == means(first, calendar)
    if is_kept or not each.is_open:
        return None
    others = [day for day, of in was if means(of, calendar) != means(first, calendar)]
    return BrokenPromise(each, first, others[-1] if others else None)


def _traced(now: Scene, states: Sequence[State]) -> Iterator[tuple[At, date, Action]]:
    """Each action in each state, by where it stands now; each state is paired with the next.

    All of a state is paired, as in a comparison, so that no action is taken for another that had
    its ref before. One that is not in a state may have been in a file that could not be read, or
    was taken out and put back as it was: it is looked for in the state before.
    """
    newer: list[Judged] = list(now.judged)
    place = {id(each): each.at for each in newer}
    absent: set[int] = set()
    for state in states:
        older = judge(state.plan, bench(state.plan, state.day))
        found = paired(older, newer)
        pairs = [pair for pair in found.both if _is_itself(pair, absent)]
        seen = {id(pair.new) for pair in pairs}
        lost = [each for each in newer if id(each) not in seen and id(each) in place]
        absent = {id(each) for each in lost if not may_be_unread(each.ref, state.plan)}
        known = {id(pair.old): place[id(pair.new)] for pair in pairs if id(pair.new) in place}
        yield from (
            (known[id(each)], state.day, each.action) for each in older if id(each) in known
        )
        place = known | {id(each): place[id(each)] for each in lost}
        newer = [*older, *lost]


def _is_itself(pair: Pair, absent: Collection[int]) -> bool:
    """Whether an action that was away came back with the same ref and title; others are paired."""
    old, new = pair.old.action, pair.new.action
    return id(pair.new) not in absent or (old.ref, old.title) == (new.ref, new.title)
