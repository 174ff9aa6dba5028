"""What a pack is made for: which state of the plan, which meeting, compared with which state."""

from collections.abc import Iterator
from datetime import date
from itertools import takewhile
from typing import NamedTuple, cast

from planctl import __version__
from planctl.assess.burn_up import boards_saw
from planctl.assess.change.compare import Comparison
from planctl.assess.change.first import broken_promises
from planctl.assess.change.rule import back_dated, is_recorded_falsely
from planctl.assess.judged import Judged
from planctl.assess.scene import Scene, scene
from planctl.load.git import Commit, GitFault, NoSuchRevision
from planctl.load.history import History
from planctl.model.calendar import Calendar, Meeting
from planctl.model.stop import Stop
from planctl.model.timescale import due_day
from planctl.model.words import visible
from planctl.model.written import Unreadable, read_day_or_month
from planctl.render.pack.occasion import BackDated, Occasion, Since
from planctl.workspace.meeting import meeting_for
from planctl.workspace.past import (
    LAST_BOARD,
    Moment,
    Unnamed,
    as_stop,
    at_boards,
    beside_first_promises,
    last_board,
    listed_in_time,
    moment,
    on_day,
    seen_on,
)
from planctl.workspace.plan import Desk
from planctl.workspace.softening import softened


class Asked(NamedTuple):
    """What was asked for on the command line, as it was written."""

    as_at: date
    meeting: str | None
    state: str | None  # of the plan; none: the files as they are now
    since: str | None  # what to compare with; none: the last board


def occasion(now: Desk, asked: Asked) -> Occasion:
    """What the pack is made for; a meeting that is over gets the plan as it was for it."""
    stage = scene(now.loaded.plan, asked.as_at)
    meeting = _meeting(now, asked, stage)
    is_over = meeting is not None and meeting.last < stage.as_at
    try:
        with now.history() as past:
            state, loaded = Moment("", stage), now.loaded
            if asked.state or is_over:
                state = _earlier_state(past, asked, stage, meeting)
                meeting = _meeting_in_state(asked, state.scene, meeting)
                loaded = past.plan_at(cast("Commit", state.commit))
            state = state._replace(scene=beside_first_promises(state.scene, past, loaded))
            since = _compare(past, asked, state)
            stage = since.compared.after if since.compared else state.scene
            return _build_occasion(now, stage, meeting, since, past)
    except GitFault as fault:
        if meeting and is_over and not asked.state:
            raise _no_reprint(fault, meeting) from None
        if asked.state:
            raise as_stop(fault) from None
        return _build_occasion(now, stage, meeting, _not_compared(fault, asked))


def _meeting(now: Desk, asked: Asked, stage: Scene) -> Meeting | None:
    """The meeting that was asked for; of one that the plan has no more, as it had it then.

    The rule by which a board meets may have been changed since, and the meeting was held.
    """
    try:
        return meeting_for(asked.meeting, stage.by.calendar, stage.as_at)
    except Stop:
        past_meeting = _meeting_of_past(now, asked.meeting or "", stage.as_at)
        if past_meeting is None:
            raise
        return past_meeting


def _meeting_of_past(now: Desk, asked: str, as_at: date) -> Meeting | None:
    """A meeting that is over, as the plan had it on its day; none: it had none, or nobody knows."""
    try:
        day = due_day(read_day_or_month(asked), Calendar())
        if day is None or day >= as_at:
            return None
        with now.history() as past:
            past_scene = on_day(past, day, "").scene
        return meeting_for(asked, past_scene.by.calendar, day)
    except (Unreadable, GitFault, Stop):
        return None


def _earlier_state(past: History, asked: Asked, now: Scene, meeting: Meeting | None) -> Moment:
    """The plan as it was, judged on its day; for a meeting, the day that its papers were due."""
    if asked.state is None and meeting is not None:
        return on_day(past, seen_on(past, meeting), "")
    return moment(past, asked.state or "", now.by.calendar, now.as_at)


def _meeting_in_state(asked: Asked, then: Scene, meeting: Meeting | None) -> Meeting | None:
    """The meeting as the plan had it then; as it has it now where it was not recorded yet."""
    try:
        return meeting_for(asked.meeting, then.by.calendar, then.as_at)
    except Stop:
        return meeting


def _no_reprint(fault: GitFault, meeting: Meeting) -> Stop:
    """That the pack of a meeting that is over cannot be made again, and what can be made."""
    why = as_stop(fault)
    day = meeting.last.isoformat()
    return Stop(
        f"the pack of a meeting that is over is made from the plan as it was, and {why.message}",
        f"{why.hint}; or make it from the files as they are now, with --as-at {day}",
    )


def _build_occasion(
    now: Desk, stage: Scene, meeting: Meeting | None, since: Since, past: History | None = None
) -> Occasion:
    softenings = softened(now, stage, past, since.compared)
    return Occasion(stage, meeting, f"planctl {__version__}", since, softenings)


def _compare(past: History, asked: Asked, state: Moment) -> Since:
    stage, words = state.scene, asked.since or LAST_BOARD
    try:
        before = moment(past, words, stage.by.calendar, stage.as_at)
    except GitFault as fault:
        return _not_compared(fault, asked)
    name = before.name
    if words == LAST_BOARD:
        name = _board_name(before, last_board(stage.by.calendar, stage.as_at))
    recorded_meetings = listed_in_time(past, before.scene, stage)
    compared = Comparison(before.scene, stage, before.stood_until, recorded_meetings)
    compared = _correct_completions(past, compared)
    stage = compared.after
    states = at_boards(past, stage.by.calendar, stage.as_at)
    promises, boards = broken_promises(stage), tuple(boards_saw(stage, states))
    late_records = tuple(_back_dated(past, compared))
    return Since(name, compared, broken=promises, seen=boards, back_dated=late_records)


def _correct_completions(past: History, compared: Comparison) -> Comparison:
    """The same, where a completion is not recorded on a day on which the plan did not have it.

    The day of its commit stands for that, and none where it is in no commit yet.
    """
    wrong = (
        judged
        for before, judged in back_dated(compared)
        if is_recorded_falsely(before, judged, compared)
    )
    days = {judged.at: _day_recorded(past, judged, compared) for judged in wrong}
    if not days:
        return compared
    after = compared.after
    areas = list(after.plan.areas)
    for (_, n, _, k), day in days.items():
        actions = list(areas[int(n)].actions)
        actions[int(k)] = actions[int(k)].model_copy(update={"recorded": day})
        areas[int(n)] = areas[int(n)]._replace(actions=tuple(actions))
    stage = scene(after.plan._replace(areas=tuple(areas)), after.as_at, after.by.promised)
    return Comparison(compared.before, stage, compared.stood_until, compared.listed)


def _back_dated(past: History, compared: Comparison) -> Iterator[BackDated]:
    """The actions that are said to be done before the older state, and the day that was written."""
    for _, judged in back_dated(compared):
        yield BackDated(judged, judged.action.recorded or _day_recorded(past, judged, compared))


def _day_recorded(past: History, judged: Judged, compared: Comparison) -> date | None:
    """The day of the first commit since the older state in which the action has its completion."""
    completion = (judged.ref, judged.action.completed)
    newer = takewhile(lambda state: state[0].day > compared.before.as_at, past.states())
    days = (
        commit.day
        for commit, loaded in newer
        if any((action.ref, action.completed) == completion for _, action in loaded.plan.actions)
    )
    return min(days, default=None)


def _board_name(before: Moment, meeting: Meeting) -> str:
    """The last board by its name, or its papers where the plan is compared with those."""
    board = f"the board of {meeting.name}"
    return board if before.scene.as_at == meeting.last else f"the papers for {board}"


def _not_compared(fault: GitFault, asked: Asked) -> Since:
    """That there is nothing to compare with; whoever asked for it is told at once."""
    words = asked.since or LAST_BOARD
    if isinstance(fault, NoSuchRevision) or (isinstance(fault, Unnamed) and words != LAST_BOARD):
        raise as_stop(fault)
    why_not = f"Nothing is compared, because {visible(fault.message)}."
    return Since(why_not=why_not, trouble=Stop(fault.message, fault.hint))
