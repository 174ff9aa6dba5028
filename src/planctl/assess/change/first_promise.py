"""The first promises of a plan, from every state that a board has seen, and which were changed.

The first promise is kept for ever. One that was changed in place would look kept in every later
comparison, so it is looked for in every state that a board has seen, and in the very first.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import is_
from typing import NamedTuple, cast

from planctl.assess.change.action_match import match_actions
from planctl.assess.change.comparison import may_be_unread
from planctl.assess.judgement import Judgement
from planctl.assess.promise import (
    EarliestPromise,
    UnreportedSlip,
    find_uncorrected_slips,
    timescale_meaning,
)
from planctl.assess.scene import Scene
from planctl.model.action import Action
from planctl.model.calendar import Calendar, Meeting
from planctl.model.field_types import Timescale
from planctl.model.plan import Plan, Unread
from planctl.model.problem import At


class SeenState(NamedTuple):
    """The actions of a plan as they were from a day on, and what could not be read of it."""

    day: date
    actions: Sequence[Action]
    unread: Sequence[Unread] = ()
    board: Meeting | None = None  # the last board that saw them so; none: no board did


class BrokenPromise(NamedTuple):
    """An action whose first promise is not in the plan any more."""

    each: Judgement
    first: Timescale
    since: date | None  # the day of the first of the states that had another; none: none had


def broken_promises(scene: Scene) -> tuple[BrokenPromise, ...]:
    """The open actions whose first promise was changed in place, as far as history is known."""
    return tuple(
        BrokenPromise(judged, earliest.timescale, earliest.changed)
        for judged in scene.judged
        if (earliest := judged.promise.changed) and judged.is_open
    )


def earliest_promises(
    plan: Plan, states: Iterable[SeenState], calendar: Calendar
) -> Mapping[At, EarliestPromise]:
    """What each action of a plan was first promised for; states come newest first.

    An action that no state gives a timescale is not in it: what its file says is the first.
    """
    ats = [
        ("areas", n, "actions", k)
        for n, area in enumerate(plan.areas)
        for k, _ in enumerate(area.actions)
    ]
    actions = [action for _, action in plan.actions]
    origins = {n: action.split_from for n, action in enumerate(actions) if action.split_from}
    promises: dict[int, list[tuple[date, Timescale]]] = {}
    unreported: dict[int, list[UnreportedSlip]] = {}
    for number, state, action in _trace_actions(actions, _merge_equal_states(states)):
        history = promises.setdefault(number, [])
        if action.split_from:  # also where the plan does not say so any more
            origins.setdefault(number, action.split_from)
        timescale = cast("Timescale", action.as_first_written)
        if history and history[-1][1] is timescale:
            history.pop()  # of the same promise the first day is enough
        history.append((state.day, timescale))
        if actions[number].corrections and state.board:
            corrections = unreported.setdefault(number, [])
            reported = [item.correction for item in corrections]
            slips = find_uncorrected_slips(action, actions[number], calendar)
            corrections += [UnreportedSlip(s, state.board) for s in slips if s not in reported]
    numbers = {action.ref: number for number, action in enumerate(actions)}
    lines = {
        number: _with_origin(number, promises, {n: numbers.get(ref) for n, ref in origins.items()})
        for number in {**promises, **origins}
    }
    return {
        ats[number]: _earliest_promise(history, calendar)._replace(
            unreported=tuple(unreported.get(number, ()))
        )
        for number, history in lines.items()
        if history
    }


def _with_origin(
    number: int,
    promises: Mapping[int, Sequence[tuple[date, Timescale]]],
    origins: Mapping[int, int | None],
) -> Sequence[tuple[date, Timescale]]:
    """What an action was promised for, and before that the one that it was split from."""
    history = list(promises.get(number, ()))
    seen = {number}
    while (origin := origins.get(number)) is not None and origin not in seen:
        seen.add(origin)
        begun = history[-1][0] if history else date.max
        history += [entry for entry in promises.get(origin, ()) if entry[0] < begun]
        number = origin
    return history


def _merge_equal_states(states: Iterable[SeenState]) -> Iterator[SeenState]:
    """The states without those in which no action changed: of a run of them the first day tells."""
    run: SeenState | None = None
    for state in states:
        if run:
            is_whole = not (run.unread or state.unread) and len(run.actions) == len(state.actions)
            if is_whole and all(map(is_, run.actions, state.actions)):
                run = run._replace(day=state.day, board=run.board or state.board)
                continue
            yield run
        run = state
    if run:
        yield run


def _earliest_promise(
    history: Sequence[tuple[date, Timescale]], calendar: Calendar
) -> EarliestPromise:
    *later, (begun, first) = history
    meanings = ((day, timescale_meaning(other, calendar)) for day, other in reversed(later))
    meaning = timescale_meaning(first, calendar)
    changed = next((day for day, other in meanings if other != meaning), None)
    return EarliestPromise(first, begun, changed)


def _trace_actions(
    actions: Sequence[Action], states: Iterable[SeenState]
) -> Iterator[tuple[int, SeenState, Action]]:
    """Each action that has a timescale in each state, by its number; each state follows the next.

    All of a state is paired, as in a comparison, so that no action is taken for another that had
    its ref before. One that is not in a state may have been in a file that could not be read, or
    was taken out and put back as it was: it is looked for in the state before.
    """
    newer: list[Action] = list(actions)
    numbers: list[int | None] = list(range(len(newer)))  # of those that are looked for
    absent: set[int] = set()
    for state in states:
        older = state.actions
        older_places = {
            n: k
            for k, n in match_actions(older, newer)
            if n not in absent or _label(older[k]) == _label(newer[n])  # came back as it was
        }
        older_numbers: list[int | None] = [None] * len(older)
        for n, k in older_places.items():
            older_numbers[k] = numbers[n]
        for action, number in zip(older, older_numbers, strict=True):
            if number is not None and action.as_first_written:
                yield number, state, action
        unmatched = [n for n, it in enumerate(numbers) if n not in older_places and it is not None]
        absent = {
            len(older) + place
            for place, n in enumerate(unmatched)
            if not may_be_unread(newer[n].ref, state.unread)
        }
        newer = [*older, *(newer[n] for n in unmatched)]
        numbers = [*older_numbers, *(numbers[n] for n in unmatched)]


def _label(action: Action) -> tuple[str, str]:
    return action.ref, action.title
