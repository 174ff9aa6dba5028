"""The life of one action: what came into its file when, and its rating at each board.

Between two states both are judged on the newer one's day, so that only new facts show; what time
alone did shows in the ratings at the boards.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from planctl.assess.change.compare import changes_of, may_be_unread
from planctl.assess.change.kind import Change, Kind
from planctl.assess.change.moved import Movement
from planctl.assess.change.pair import Pair, paired
from planctl.assess.judged import Bench, Judged, bench, judge, judge_one, on_day
from planctl.model.calendar import Meeting
from planctl.model.plan import Plan


class State(NamedTuple):
    """A plan as it was from a day on, and who made it so."""

    plan: Plan
    day: date
    author: str


class Event(NamedTuple):
    """What came into the file of an action on a day, and who put it there."""

    day: date
    author: str
    changes: tuple[Change, ...]


class AtBoard(NamedTuple):
    """How an action stood on the day of a board; not in the plan yet: nothing."""

    meeting: Meeting
    judged: Judged | None


class Life(NamedTuple):
    """What happened to an action, the oldest first."""

    events: tuple[Event, ...]
    boards: tuple[AtBoard, ...]
    begins: date  # the day of the oldest state; nothing is known of the days before


class _Version(NamedTuple):
    """An action in a state of the plan, and what that state is judged by."""

    state: State
    number: tuple[int, int]
    by: Bench

    def on(self, day: date) -> Judged:
        """The action as these facts stand on a day."""
        criteria = on_day(self.by, self.state.plan, day)
        return judge_one(self.state.plan, self.number, criteria)


def life(judgement: Judged, states: Sequence[State], as_at: date) -> Life:
    """The life of an action of the newest state, through its refs and files; the newest first."""
    history = list(_find_versions(judgement, states))
    events = [_make_event(old, new) for new, old in zip(history, [*history[1:], None], strict=True)]
    meetings = (meeting for meeting in history[0].by.calendar.meetings if meeting.last <= as_at)
    return Life(
        tuple(event for event in reversed(events) if event.changes),
        tuple(AtBoard(meeting, _judge_at(meeting, history)) for meeting in meetings),
        states[-1].day,
    )


def _find_versions(judgement: Judged, states: Sequence[State]) -> Iterator[_Version]:
    """The action in each state, as far back as it can be found."""
    target, newer = judgement, states[0]
    for state in states:
        criteria = bench(state.plan, state.day)
        match = _find_action(target, newer, state, criteria)
        if match is None and may_be_unread(target.ref, state.plan.unread):
            continue
        if match is None:
            return
        target, newer = match, state
        _, area, _, action = match.at
        yield _Version(state, (int(area), int(action)), criteria)


def _find_action(judgement: Judged, newer: State, older: State, criteria: Bench) -> Judged | None:
    """The action as an older state has it; most often it has the same ref and the same title.

    Where it has not, all actions of both states are paired, so that none is taken for another.
    """
    label = (judgement.ref, judgement.action.title)
    for n, area in enumerate(older.plan.areas):
        for k, action in enumerate(area.actions):
            if (action.ref, action.title) == label:
                return judge_one(older.plan, (n, k), criteria)
    pairs = paired(
        judge(older.plan, criteria), judge(newer.plan, bench(newer.plan, newer.day))
    ).both
    return next((pair.old for pair in pairs if pair.new.at == judgement.at), None)


def _make_event(old: _Version | None, new: _Version) -> Event:
    return Event(new.state.day, new.state.author, tuple(_version_changes(old, new)))


def _version_changes(old: _Version | None, new: _Version) -> Iterator[Change]:
    new_judgement = new.on(new.state.day)
    if old is None:
        yield Change(
            Kind.ADDED,
            new_judgement.ref,
            new_judgement.area.ref,
            "action",
            None,
            new_judgement.action.title,
        )
        return
    old_judgement = old.on(new.state.day)
    before, after = (criteria._replace(as_at=new.state.day) for criteria in (old.by, new.by))
    movement = Movement(Pair(old_judgement, new_judgement), old_judgement, before, after)
    yield from sorted(changes_of(movement), key=lambda change: change.kind.rank)


def _judge_at(meeting: Meeting, history: Sequence[_Version]) -> Judged | None:
    """The action as the plan had it by the end of the day of a meeting."""
    version = next((item for item in history if item.state.day <= meeting.last), None)
    return version.on(meeting.last) if version else None
