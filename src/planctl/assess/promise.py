"""The dates of an action on a day: first promised, due now, late by how much.

The effective day is the last extension's that the board has agreed by then, else that of the
timescale in the file; a request changes nothing. Due today is on time.

The first promise is kept for ever, and slippage is counted from it. A file whose timescale was
changed in place does not have it any more: only the history of the plan does, where there is one.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple

from planctl.model.action import Action, Extension, Milestone
from planctl.model.calendar import Calendar, day_in_words
from planctl.model.problem import At
from planctl.model.scalar import Timescale
from planctl.model.timescale import KnownFrom, due_day


class Earliest(NamedTuple):
    """The first timescale that a board has seen of an action, or that its plan began with."""

    timescale: Timescale
    changed: date | None = None  # the day of the first state that had another; none: none had


class FirstPromises(NamedTuple):
    """What the history of a plan says of its first promises, by where each action stands now."""

    known_from: KnownFrom = KnownFrom.FILE
    of: Mapping[At, Earliest] = MappingProxyType({})


AS_IN_FILES: Final = FirstPromises()  # without a history they are what the files say now


class LateMilestone(NamedTuple):
    """A milestone that is not done though its day has passed."""

    number: int  # its place in the list, from nought
    milestone: Milestone
    due: date


class Promise(NamedTuple):
    """The dates of an action as they stand on a day; None where no day is known."""

    first: Timescale | None  # the first promise, as far as it is known
    original: date | None  # the day of the first promise
    written: date | None  # the day of the timescale that the file has now
    changed: Earliest | None  # the first promise, where the file has another in its place
    due: date | None
    agreed: date | None  # the meeting that agreed the date that is due now; none: the original
    requests: tuple[Extension, ...]  # asked for, and agreed by no meeting of the board yet
    late_milestones: tuple[LateMilestone, ...]
    last_progress: date | None
    agreed_count: int  # how many extensions the board has agreed

    @property
    def slippage_days(self) -> int:
        """Days between the first promise and the date that is due now."""
        return (self.due - self.original).days if self.due and self.original else 0


def promise(
    action: Action, as_at: date, calendar: Calendar, earliest: Earliest | None = None
) -> Promise:
    """The dates of an action as they stand on a day, and what its history says was first."""
    first = first_promise(action, earliest)
    written = due_day(action.timescale.reading, calendar) if action.timescale else None
    not_refused = [e for e in action.extensions if not is_refused(e, as_at)]
    agreed = [e for e in not_refused if is_agreed(e, as_at, calendar)]
    due, meeting = written, None
    for extension in agreed:
        later = due_day(extension.to.reading, calendar)
        if later:
            due, meeting = later, extension.agreed
    return Promise(
        first,
        due_day(first.reading, calendar) if first else None,
        written,
        earliest if earliest and not is_kept(action, earliest.timescale, calendar) else None,
        due,
        meeting,
        tuple(e for e in not_refused if e not in agreed and _is_asked(e, as_at)),
        tuple(_late(action, as_at, calendar)),
        max((n.date for n in action.progress if n.date and n.date <= as_at), default=None),
        len(agreed),
    )


def first_promise(action: Action, earliest: Earliest | None) -> Timescale | None:
    """What an action was first promised for: as its history has it, else as its file has it now."""
    return earliest.timescale if earliest else action.timescale


def is_kept(action: Action, first: Timescale, calendar: Calendar) -> bool:
    """Whether the file still says what was promised first, in these or in other words."""
    now = action.timescale
    return now is not None and means(now, calendar) == means(first, calendar)


def means(timescale: Timescale, calendar: Calendar) -> object:
    """What a timescale promises, whatever its words: a day, no end, or a meeting not recorded."""
    return due_day(timescale.reading, calendar) or timescale.reading


def is_agreed(extension: Extension, as_at: date, calendar: Calendar) -> bool:
    """Whether the board has agreed an extension by that day: at a meeting, not on some other day.

    It counts from its own day, whenever the file says that it was asked for. Where no meeting at
    all is recorded, nobody can tell, and the day is taken as it stands.
    """
    day = extension.agreed
    if day is None or day > as_at:
        return False
    return not calendar.meetings or calendar.meeting_on(day) is not None


def _is_asked(extension: Extension, as_at: date) -> bool:
    """Whether an extension is asked for by that day; one without a day is."""
    return extension.requested is None or extension.requested <= as_at


def is_refused(extension: Extension, as_at: date) -> bool:
    """Whether the board has refused an extension by that day; a refusal outweighs an agreement."""
    return extension.refused is not None and extension.refused <= as_at


def days_overdue(due: date | None, as_at: date) -> int:
    """Days past due on this day; nought when not yet due, or due today."""
    return max(0, (as_at - due).days) if due else 0


def _late(action: Action, as_at: date, calendar: Calendar) -> Iterator[LateMilestone]:
    for number, milestone in enumerate(action.milestones):
        due = due_day(milestone.timescale.reading, calendar) if milestone.timescale else None
        done = milestone.done is not None and milestone.done <= as_at
        if due and due < as_at and not done:
            yield LateMilestone(number, milestone, due)


def days(count: int) -> str:
    """A number of days in words."""
    return "1 day" if count == 1 else f"{count} days"


def due_in_words(due: date, as_at: date) -> str:
    """When something is due, and how far off that is: due 31 January 2024, 42 days ago."""
    gap = (due - as_at).days
    if gap == 0:
        return f"due {day_in_words(due)}, today"
    away = f"in {days(gap)}" if gap > 0 else f"{days(-gap)} ago"
    return f"due {day_in_words(due)}, {away}"
