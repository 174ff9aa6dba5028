"""Meetings of the board that left a plan after their day, or were added to it after that."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planctl.model.calendar import Meeting

if TYPE_CHECKING:
    from planctl.assess.change.comparison import Comparison
    from planctl.assess.scene import Scene


def lost_meetings(comparison: "Comparison") -> Iterator[Meeting]:
    """The meetings that were past in the older state and that the newer one does not have."""
    for meeting in _missing_meetings(comparison):
        if meeting.last <= comparison.before.as_at:
            yield meeting


def dropped_meetings(comparison: "Comparison") -> Iterator[Meeting]:
    """The meetings that were to come in the older state, whose day is past, and that are gone."""
    for meeting in _missing_meetings(comparison):
        if comparison.before.as_at < meeting.last < comparison.after.as_at:
            yield meeting


def late_meetings(comparison: "Comparison") -> Iterator[Meeting]:
    """The meetings that came into the plan after their day, as far as that is known.

    Of a day by the older state they are that which it does not know. Of a day since then they are
    those that no state of the plan had by that day; where no state in between is known, those
    that were put before a meeting that the older state had.
    """
    before = comparison.before
    for meeting in new_meetings(before, comparison.after):
        if meeting.last <= before.as_at or not _is_listed(meeting, comparison):
            yield meeting


def new_meetings(before: "Scene", after: "Scene") -> Iterator[Meeting]:
    """The meetings that are past, and that the older state did not know of, though of others."""
    known = before.by.calendar
    for meeting in after.by.calendar.meetings if known.meetings else ():
        is_past = meeting.last <= before.as_at or meeting.last < after.as_at
        if is_past and not known.same_meeting(meeting):
            yield meeting


def _missing_meetings(comparison: "Comparison") -> Iterator[Meeting]:
    """The meetings that the older state had and the newer one has not; of unread files none."""
    before, after = comparison.before, comparison.after
    if not (before.plan.lacks("governance") or after.plan.lacks("governance")):
        meetings, new_calendar = before.by.calendar.meetings, after.by.calendar
        yield from (meeting for meeting in meetings if not new_calendar.same_meeting(meeting))


def _is_listed(meeting: Meeting, comparison: "Comparison") -> bool:
    """Whether a meeting since the older state stood in the plan by its day."""
    if comparison.listed is not None:
        return meeting in comparison.listed
    return all(other.last < meeting.last for other in comparison.before.by.calendar.meetings)
