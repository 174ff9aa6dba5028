"""The life of one action: what came into its file when, and its rating at each board.

Between two states both are judged on the newer one's day, so that only new facts show; what time
alone did shows in the ratings at the boards.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from planctl.assess.change.action_match import ActionPair, match_judgements
from planctl.assess.change.change_kind import Change
from planctl.assess.change.comparison import action_changes, addition, may_be_unread
from planctl.assess.change.judgement_changes import Movement
from planctl.assess.judgement import (
    Judgement,
    criteria_for,
    criteria_on_day,
    judge_action_at,
    judge_actions,
)
from planctl.model.calendar import Meeting
from planctl.model.plan import Plan
from planctl.model.problem import At


class PlanVersion(NamedTuple):
    """A plan as it was from a day on, and who made it so."""

    plan: Plan
    day: date
    author: str


class ActionEvent(NamedTuple):
    """What came into the file of an action on a day, and who put it there."""

    day: date
    author: str
    changes: tuple[Change, ...]


class BoardStanding(NamedTuple):
    """How an action stood on the day of a board; not in the plan yet: nothing."""

    meeting: Meeting
    judged: Judgement | None


class ActionHistory(NamedTuple):
    """What happened to an action, the oldest first."""

    events: tuple[ActionEvent, ...]
    boards: tuple[BoardStanding, ...]
    begins: date  # the day of the oldest state; nothing is known of the days before


class _State:
    """A state of the plan, what it is judged by, and where its actions stand."""

    def __init__(self, version: PlanVersion) -> None:
        self.plan, self.day, self.author = version
        self.criteria = criteria_for(version.plan, version.day)
        self._criteria_on = {version.day: self.criteria}
        self._paired: dict[int, dict[At, Judgement]] = {}
        self.numbers: dict[tuple[str, str], tuple[int, int]] = {}
        for n, area in enumerate(version.plan.areas):
            for k, action in enumerate(area.actions):
                self.numbers.setdefault((action.ref, action.title), (n, k))

    @cached_property
    def judged(self) -> tuple[Judgement, ...]:
        """Every action of the state, as judged on its day."""
        return judge_actions(self.plan, self.criteria)

    def as_paired_with(self, newer: "_State") -> dict[At, Judgement]:
        """The actions that a newer state has too, by where they stand in it."""
        if id(newer) not in self._paired:
            pairs = match_judgements(self.judged, newer.judged).both
            self._paired[id(newer)] = {pair.new.at: pair.old for pair in pairs}
        return self._paired[id(newer)]

    def judge(self, number: tuple[int, int], day: date) -> Judgement:
        """An action as the facts of the state stand on a day."""
        if day not in self._criteria_on:
            self._criteria_on[day] = criteria_on_day(self.criteria, self.plan, day)
        return judge_action_at(self.plan, number, self._criteria_on[day])


class _Version(NamedTuple):
    """An action in a state of the plan."""

    state: _State
    number: tuple[int, int]

    def on(self, day: date) -> Judgement:
        """The action as these facts stand on a day."""
        return self.state.judge(self.number, day)


def action_histories(
    judgements: Iterable[Judgement], versions: Sequence[PlanVersion], as_at: date
) -> Iterator[ActionHistory]:
    """The lives of actions of the newest version, through their refs and files.

    Versions come newest first. What they are judged by is worked out once for all actions.
    """
    states = [_State(version) for version in versions]
    for judgement in judgements:
        yield _action_history(list(_find_versions(judgement, states)), versions[-1].day, as_at)


def _action_history(history: Sequence[_Version], begins: date, as_at: date) -> ActionHistory:
    events = [
        ActionEvent(new.state.day, new.state.author, tuple(_version_changes(old, new)))
        for new, old in zip(history, [*history[1:], None], strict=True)
    ]
    calendar = history[0].state.criteria.calendar
    boards = []
    for meeting in calendar.meetings:
        if meeting.last <= as_at:  # as the plan had it by the end of the day of the meeting
            version = next((item for item in history if item.state.day <= meeting.last), None)
            boards.append(BoardStanding(meeting, version.on(meeting.last) if version else None))
    return ActionHistory(tuple(it for it in reversed(events) if it.changes), tuple(boards), begins)


def _find_versions(judgement: Judgement, states: Sequence[_State]) -> Iterator[_Version]:
    """The action in each state, as far back as it can be found."""
    target, newer = judgement, states[0]
    for state in states:
        match = _find_action(target, newer, state)
        if match is None and may_be_unread(target.ref, state.plan.unread):
            continue
        if match is None:
            return
        target, newer = match, state
        _, area, _, action = match.at
        yield _Version(state, (int(area), int(action)))


def _find_action(judgement: Judgement, newer: _State, older: _State) -> Judgement | None:
    """The action as an older state has it; most often it has the same ref and the same title.

    Where it has not, all actions of both states are paired, so that none is taken for another.
    """
    number = older.numbers.get((judgement.ref, judgement.action.title))
    if number:
        return older.judge(number, older.day)
    return older.as_paired_with(newer).get(judgement.at)


def _version_changes(old: _Version | None, new: _Version) -> Iterator[Change]:
    new_judgement = new.on(new.state.day)
    if old is None:
        yield addition(new_judgement)
        return
    day, old_judgement = new.state.day, old.on(new.state.day)
    before, after = (state.criteria._replace(as_at=day) for state in (old.state, new.state))
    movement = Movement(ActionPair(old_judgement, new_judgement), old_judgement, before, after)
    yield from sorted(action_changes(movement), key=lambda change: change.kind.rank)
