"""The plan as it was: what a person calls a state of it, and that state, read and judged."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from planctl.assess.rule.scene import Scene, scene
from planctl.cli.edge import Stop, folder_name
from planctl.load.git import Commit, GitFault
from planctl.load.history import History
from planctl.load.loaded import Loaded
from planctl.load.reader import load
from planctl.load.reading import Read
from planctl.load.source import SourceFile, from_folder
from planctl.model.calendar import Calendar, Meeting, day_in_words
from planctl.model.timescale import InMonth, OnDay, due_day
from planctl.render.words import visible

LAST_BOARD: Final = "last-board"


class Moment(NamedTuple):
    """A state of the plan as judged on its day; no commit: the files as they are now."""

    name: str  # how to say which state it is
    scene: Scene
    commit: Commit | None = None


class Desk(NamedTuple):
    """A plan folder as it is now, beside all that was read of it."""

    root: Path
    loaded: Loaded
    known: dict[SourceFile, Read]

    @contextmanager
    def history(self) -> Iterator[History]:
        """The states that git has of the plan, which share what was read already."""
        with History(self.root, folder_name(self.root), self.known) as past:
            yield past


def desk(root: Path) -> Desk:
    """Read the plan folder as it is now."""
    known: dict[SourceFile, Read] = {}
    return Desk(root, load(from_folder(root, folder_name(root)), known), known)


class Unnamed(GitFault):
    """That the plan itself does not say which state is meant."""


def moment(past: History, asked: str, calendar: Calendar, as_at: date) -> Moment:
    """The state that somebody asked for, judged on its own day, or as at an earlier one.

    It can be named by `last-board`, by a day, a month or a board, or as git names a revision. What
    reads as a day is one, also where a branch is called so: refs/heads/2024-02-14 is the branch. Raises
    GitFault where there is no such state.
    """
    if asked == LAST_BOARD:
        meeting = last_board(calendar, as_at)
        return on_day(past, meeting.last, f"the last board, {meeting.words}")
    day_asked = _day(asked, calendar)
    if day_asked:
        day = min(day_asked, as_at)
        return on_day(past, day, f"the end of {day_in_words(day)}")
    commit = _named(past, asked)
    name = f"{asked} ({commit.id[:8]}, committed {day_in_words(commit.day)})"
    return Moment(name, scene(past.plan_at(commit).plan, min(commit.day, as_at)), commit)


def on_day(past: History, day: date, name: str) -> Moment:
    """The plan as committed by the end of a day, judged on that day."""
    commit = past.by(day)
    return Moment(name, scene(past.plan_at(commit).plan, day), commit)


def last_board(calendar: Calendar, as_at: date) -> Meeting:
    """The last meeting before a day; raises GitFault where none is recorded."""
    meeting = calendar.last_meeting(as_at)
    if meeting is None:
        raise Unnamed(
            f"no meeting of the board before {day_in_words(as_at)} is recorded",
            "add it to governance.yaml, or name a day or a revision",
        )
    return meeting


def earlier(now: Desk, asked: str, than: Scene) -> Moment:
    """The state of a plan that somebody asked for, before this one; ends the run without it."""
    try:
        with now.history() as past:
            return moment(past, asked, than.by.calendar, than.as_at)
    except GitFault as fault:
        raise as_stop(fault) from None


def as_stop(fault: GitFault) -> Stop:
    """The end of a run for want of a history."""
    return Stop(visible(fault.message), visible(fault.hint))


def _named(past: History, asked: str) -> Commit:
    """The commit of that name; where there is none, a day written wrongly is said to be that."""
    from planctl.model.written import Unreadable, read_timescale

    try:
        return past.named(asked)
    except NoSuchRevision:
        if not _LIKE_A_DAY.fullmatch(asked.strip()):
            raise
    try:
        read_timescale(asked)
    except Unreadable as fault:
        raise Unnamed(fault.message, fault.hint) from None
    raise Unnamed(f"no meeting of the board in {asked} is recorded", _ADD_MEETING)


def _day(asked: str, calendar: Calendar) -> date | None:
    """The day that somebody means, the last one of a month, or a board's; none: it is no day."""
    from planctl.model.written import Unreadable, read_timescale

    try:
        reading = read_timescale(asked)
    except Unreadable:
        return None
    return due_day(reading, calendar) if isinstance(reading, OnDay | InMonth | AtBoard) else None
