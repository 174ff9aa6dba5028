"""The plan as it was: what a person calls a state of it, and that state, read and judged."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, Final, NamedTuple

import typer

from planctl.assess.rule.scene import Scene, scene
from planctl.cli.edge import Stop, folder_name
from planctl.load.git import Commit, GitFault
from planctl.load.history import History
from planctl.load.loaded import Loaded
from planctl.load.reader import load
from planctl.load.reading import Read
from planctl.load.source import SourceFile, from_folder
from planctl.model.calendar import Calendar, day_in_words
from planctl.model.timescale import InMonth, OnDay, due_day

LAST_BOARD: Final = "last-board"
Since = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="WHEN",
        show_default=False,
        help="What to compare with: last-board, a day such as 14 Feb 2024, or a git revision.",
    ),
]


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

    It can be named by `last-board`, by a day or a month, or as git names a revision. Raises
    GitFault where there is no such state.
    """
    if asked == LAST_BOARD:
        day = last_board(calendar, as_at)
        return on_day(past, day, f"the last board, {day_in_words(day)}")
    day_asked = _day(asked)
    if day_asked:
        day = min(day_asked, as_at)
        return on_day(past, day, f"the end of {day_in_words(day)}")
    commit = past.named(asked)
    name = f"{asked} ({commit.id[:8]}, committed {day_in_words(commit.day)})"
    return Moment(name, scene(past.plan_at(commit).plan, min(commit.day, as_at)), commit)


def on_day(past: History, day: date, name: str) -> Moment:
    """The plan as committed by the end of a day, judged on that day."""
    commit = past.by(day)
    return Moment(name, scene(past.plan_at(commit).plan, day), commit)


def last_board(calendar: Calendar, as_at: date) -> date:
    """The day of the last meeting before a day; raises GitFault where none is recorded."""
    meeting = calendar.last_meeting(as_at)
    if meeting is None:
        raise Unnamed(
            f"no meeting of the board before {day_in_words(as_at)} is recorded",
            "add it to governance.yaml, or name a day or a revision",
        )
    return meeting.last


def as_stop(fault: GitFault) -> Stop:
    """The end of a run for want of a history."""
    return Stop(fault.message, fault.hint)


def _day(asked: str) -> date | None:
    """The day that somebody means, or the last day of a month; none where it is no day."""
    from planctl.model.written import Unreadable, read_timescale

    try:
        reading = read_timescale(asked)
    except Unreadable:
        return None
    return due_day(reading, Calendar()) if isinstance(reading, OnDay | InMonth) else None
