"""What a pack is made for: which state of the plan, which meeting, compared with which state."""

from typing import NamedTuple

from planctl import __version__
from planctl.assess.change.compare import Comparison
from planctl.assess.rule.scene import Scene, scene
from planctl.cli.edge import day_of, say
from planctl.cli.meeting import meeting_for
from planctl.cli.past import LAST_BOARD, Desk, as_stop, last_board, moment, on_day
from planctl.load.git import GitFault, NoSuchRevision
from planctl.load.history import History
from planctl.model.calendar import Meeting
from planctl.render.pack.occasion import Occasion, Since


class Asked(NamedTuple):
    """What was asked for on the command line, as it was written."""

    as_at: str | None
    meeting: str | None
    state: str | None  # of the plan; none: the files as they are now
    since: str | None  # what to compare with; none: the last board


def occasion(now: Desk, asked: Asked) -> Occasion:
    """What the pack is made for; a meeting that is over gets the plan as it was for it."""
    stage = scene(now.loaded.plan, day_of(asked.as_at))
    meeting = meeting_for(asked.meeting, stage.by.calendar, stage.as_at)
    is_over = meeting is not None and meeting.last < stage.as_at
    try:
        with now.history() as past:
            if asked.state or is_over:
                stage = _then(past, asked, stage, meeting)
                meeting = meeting_for(asked.meeting, stage.by.calendar, stage.as_at)
            return _made(stage, meeting, _compared(past, asked, stage))
    except GitFault as fault:
        if asked.state or is_over:
            raise as_stop(fault) from None
        return _made(stage, meeting, _nothing(fault, asked))


def _then(past: History, asked: Asked, now: Scene, meeting: Meeting | None) -> Scene:
    """The plan as it was, judged on its day; for a meeting, the day that its papers were due."""
    if asked.state is None and meeting is not None:
        due = meeting.papers_due(now.plan.governance.board.papers_due)
        return on_day(past, due or meeting.last, "").scene
    then = moment(past, asked.state or "", now.by.calendar, now.as_at).scene
    return scene(then.plan, now.as_at) if asked.as_at else then


def _made(stage: Scene, meeting: Meeting | None, since: Since) -> Occasion:
    return Occasion(stage, meeting, f"planctl {__version__}", since)


def _compared(past: History, asked: Asked, stage: Scene) -> Since:
    words = asked.since or LAST_BOARD
    try:
        before = moment(past, words, stage.by.calendar, stage.as_at)
    except GitFault as fault:
        return _nothing(fault, asked)
    name = before.name
    if words == LAST_BOARD:
        name = f"the board of {last_board(stage.by.calendar, stage.as_at).name}"
    return Since(name, Comparison(before.scene, stage))


def _nothing(fault: GitFault, asked: Asked) -> Since:
    """That there is nothing to compare with; whoever asked for it is told at once."""
    if isinstance(fault, NoSuchRevision):
        raise as_stop(fault)
    if asked.since:
        say(f"planctl: not compared with an earlier state: {fault.message}")
        say(f"  hint: {fault.hint}")
    return Since("the last board", None, f"Nothing is compared, because {fault.message}.")
