"""The life of one action: what came into its file when, and its rating at each board.

Between two states both are judged on the newer one's day, so that only new facts show; what time
alone did shows in the ratings at the boards.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from planctl.assess.change.action_match import ActionPair, match_judgements
from planctl.assess.change.change_kind import Change, ChangeKind
from planctl.assess.change.comparison import action_changes, may_be_unread
from planctl.assess.change.judgement_changes import Movement
from planctl.assess.judgement import (
    Criteria,
    Judgement,
    criteria_for,
    criteria_on_day,
    judge_action_at,
    judge_actions,
)
from planctl.model.calendar import Meeting
from planctl.model.plan import Plan


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


class _Version(NamedTuple):
    """An action in a state of the plan, and what that state is judged by."""

    state: PlanVersion
    number: tuple[int, int]
    by: Criteria

    def on(self, day: date) -> Judgement:
        """The action as these facts stand on a day."""
        criteria = criteria_on_day(self.by, self.state.plan, day)
        return judge_action_at(self.state.plan, self.number, criteria)


def action_history(
    judgement: Judgement, states: Sequence[PlanVersion], as_at: date
) -> ActionHistory:
    """The life of an action of the newest state, through its refs and files; the newest first."""
    history = list(_find_versions(judgement, states))
    events = [_make_event(old, new) for new, old in zip(history, [*history[1:], None], strict=True)]
    meetings = (meeting for meeting in history[0].by.calendar.meetings if meeting.last <= as_at)
    return ActionHistory(
        tuple(event for event in reversed(events) if event.changes),
        tuple(BoardStanding(meeting, _judge_at(meeting, history)) for meeting in meetings),
        states[-1].day,
    )


def _find_versions(judgement: Judgement, states: Sequence[PlanVersion]) -> Iterator[_Version]:
    """The action in each state, as far back as it can be found."""
    target, newer = judgement, states[0]
    for state in states:
        criteria = criteria_for(state.plan, state.day)
        match = _find_action(target, newer, state, criteria)
        if match is None and may_be_unread(target.ref, state.plan.unread):
            continue
        if match is None:
            return
        target, newer = match, state
        _, area, _, action = match.at
        yield _Version(state, (int(area), int(action)), criteria)


def _find_action(
    judgement: Judgement, newer: PlanVersion, older: PlanVersion, criteria: Criteria
) -> Judgement | None:
    """The action as an older state has it; most often it has the same ref and the same title.

    Where it has not, all actions of both states are paired, so that none is taken for another.
    """
    label = (judgement.ref, judgement.action.title)
    for n, area in enumerate(older.plan.areas):
        for k, action in enumerate(area.actions):
            if (action.ref, action.title) == label:
                return judge_action_at(older.plan, (n, k), criteria)
    pairs = match_judgements(
        judge_actions(older.plan, criteria),
        judge_actions(newer.plan, criteria_for(newer.plan, newer.day)),
    ).both
    return next((pair.old for pair in pairs if pair.new.at == judgement.at), None)


def _make_event(old: _Version | None, new: _Version) -> ActionEvent:
    return ActionEvent(new.state.day, new.state.author, tuple(_version_changes(old, new)))


def _version_changes(old: _Version | None, new: _Version) -> Iterator[Change]:
    new_judgement = new.on(new.state.day)
    if old is None:
        yield Change(
            ChangeKind.ADDED,
            new_judgement.ref,
            new_judgement.area.ref,
            "action",
            None,
            new_judgement.action.title,
        )
        return
    old_judgement = old.on(new.state.day)
    before, after = (criteria._replace(as_at=new.state.day) for criteria in (old.by, new.by))
    movement = Movement(ActionPair(old_judgement, new_judgement), old_judgement, before, after)
    yield from sorted(action_changes(movement), key=lambda change: change.kind.rank)


def _judge_at(meeting: Meeting, history: Sequence[_Version]) -> Judgement | None:
    """The action as the plan had it by the end of the day of a meeting."""
    version = next((item for item in history if item.state.day <= meeting.last), None)
    return version.on(meeting.last) if version else None
