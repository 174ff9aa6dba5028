"""Meetings of the board, and what was recorded of them, that changed after their day."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from planctl.assess.change.difference import Difference, differences
from planctl.model.calendar import Meeting
from planctl.model.governance import BoardMeeting, Governance
from planctl.model.meeting_schedule import listed_meeting, listed_place
from planctl.model.problem import At

if TYPE_CHECKING:
    from planctl.assess.change.comparison import Comparison
    from planctl.assess.scene import Scene

# What a meeting is told with its papers, and what it asks; what one of each is called.
_TOLD: Final = {
    "commentary": "the commentary for",
    "overall": "an overall rating for",
    "good_news": "the good news for",
    "risks": "a risk for",
}
_RECORDED: Final = {**_TOLD, "challenges": "a challenge of"}
_LISTS: Final = frozenset({"good_news", "risks", "challenges"})


class RecordChange(NamedTuple):
    """A part of what a board was told, asked or given that is not as a board has seen it."""

    name: str  # the commentary for the board of 9 October 2024
    difference: Difference


def changed_records(comparison: "Comparison") -> Iterator[RecordChange]:
    """What was changed, taken out or told too late of that which a board has seen.

    An answer to a challenge comes after it, and so does the day on which it was closed.
    """
    before, after = (scene.plan for scene in (comparison.before, comparison.after))
    if not (before.lacks("governance") or after.lacks("governance")):
        for number, listed in enumerate(before.governance.meetings):
            yield from _meeting_changes(listed_meeting(listed), number, comparison)
        yield from _received_changes(before.governance, after.governance)


def _meeting_changes(
    meeting: Meeting, number: int, comparison: "Comparison"
) -> Iterator[RecordChange]:
    """What changed of one meeting of the older state; of one whose papers were to come, nothing."""
    old, new = (scene.plan.governance for scene in (comparison.before, comparison.after))
    papers = meeting.papers_due(old.board.papers_due) or meeting.last
    if papers > comparison.stood_until:
        return
    place = listed_place(new, meeting)
    listed = None if place is None else new.meetings[place]
    for difference in differences(_record(old.meetings[number]), _record(listed)):
        key = str(difference.at[0])
        is_late = key in _TOLD and meeting.last <= comparison.stood_until
        if difference.old is not None or is_late:
            at = ("meetings",) if place is None else ("meetings", place, *difference.at)
            name = f"{_RECORDED[key]} the board of {meeting.name}"
            yield RecordChange(name, difference._replace(at=("governance", *at)))


def _record(listed: BoardMeeting | None) -> dict[str, object]:
    """What a meeting was told and asked, each thing once; nothing of one that is not listed."""
    if listed is None:
        return {key: [] if key in _LISTS else None for key in _RECORDED}
    record = listed.model_dump(mode="json", include=set(_RECORDED))
    for key in _LISTS:
        record[key] = [item for n, item in enumerate(record[key]) if item not in record[key][:n]]
    return record


def _received_changes(old: Governance, new: Governance) -> Iterator[RecordChange]:
    """The reports that had come, and are not recorded so any more."""
    places = {report.id: n for n, report in enumerate(new.reports)}
    for report in old.reports:
        place = places.get(report.id)
        at: At = ("governance", "reports") if place is None else ("governance", "reports", place)
        kept = () if place is None else new.reports[place].received
        before, after = (
            [each.model_dump(mode="json") for each in items] for items in (report.received, kept)
        )
        for difference in differences(before, after):
            if difference.old is not None:
                name = f"the receipt of “{report.title}”"
                yield RecordChange(name, difference._replace(at=at))


def lost_meetings(comparison: "Comparison") -> Iterator[Meeting]:
    """The meetings that were past in the older state and that the newer one does not have."""
    since = comparison.before.as_at
    return (meeting for meeting in _missing_meetings(comparison) if meeting.last <= since)


def dropped_meetings(comparison: "Comparison") -> Iterator[Meeting]:
    """The meetings that were to come in the older state, whose day is past, and that are gone."""
    since, as_at = comparison.before.as_at, comparison.after.as_at
    return (meeting for meeting in _missing_meetings(comparison) if since < meeting.last < as_at)


def late_meetings(comparison: "Comparison") -> Iterator[Meeting]:
    """The meetings that came into the plan after their day, as far as that is known.

    Of a day by the older state they are that which it does not know. Of a day since then they are
    those that no state of the plan had by that day; where no state in between is known, those
    that were put before a meeting that the older state had.
    """
    before = comparison.before
    listed: Collection[Meeting] | None = comparison.listed
    if listed is None:
        last = max((meeting.last for meeting in before.by.calendar.meetings), default=date.min)
        listed = [new for new in comparison.after.by.calendar.meetings if new.last > last]
    for meeting in new_meetings(before, comparison.after):
        if meeting.last <= before.as_at or meeting not in listed:
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
