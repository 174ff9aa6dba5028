"""The meeting of the board that a command is for, and what every role owes before it."""

import shlex
from datetime import date
from typing import TYPE_CHECKING, Final

from planctl.model.problem import Stop

if TYPE_CHECKING:
    from planctl.assess.scene import Scene
    from planctl.model.calendar import Calendar, Meeting
    from planctl.render.reminder import Reminders

_AROUND: Final = 2  # meetings before an unknown one, and after it, that are named
_NEXT: Final = frozenset({"next", "next board", "next meeting"})
_LAST: Final = frozenset({"last", "last board", "last meeting"})


def read_meeting(written: str, otherwise: str = "") -> "Meeting":
    """The meeting of a day or a month that somebody wrote, whether it is recorded or not."""
    from planctl.model.calendar import Meeting
    from planctl.model.timescale import OnDay
    from planctl.model.timescale_grammar import Unreadable, read_day_or_month

    try:
        reading = read_day_or_month(written)
    except Unreadable as fault:
        raise Stop(fault.message, f"{fault.hint}{otherwise}") from None
    if isinstance(reading, OnDay):
        return Meeting(reading.day.year, reading.day.month, reading.day)
    return Meeting(*reading)


def meeting_for(asked: str | None, calendar: "Calendar", as_at: date) -> "Meeting | None":
    """The meeting that was asked for, with its day where that is given, or the next one."""
    words = " ".join((asked or "next").casefold().replace("-", " ").split())
    if words in _NEXT:
        return calendar.next_meeting(as_at)
    if words in _LAST and calendar.meeting_on(as_at):
        raise Stop(f"the board meets today, so “{asked}” could be two", "name it by its day")
    if words in _LAST:
        return calendar.last_meeting(as_at)
    wanted = read_meeting(asked or "", "; or “next board” or “last board”")
    meeting = calendar.same_meeting(wanted)
    if meeting:
        return meeting._replace(day=wanted.day or meeting.day)
    calendar.require_meetings()
    message = f"governance.yaml has no meeting of the board {'on' if wanted.day else 'in'} {asked}"
    add = f"planctl add meeting {shlex.quote(asked or '')} adds it"
    add = add if wanted.last >= as_at else f"where the board met then, {add}"
    raise Stop(message, f"{_nearest_meetings(calendar, wanted)}; {add}")


def _nearest_meetings(calendar: "Calendar", wanted: "Meeting") -> str:
    """The meetings around another, of the many that a rule may give."""
    from planctl.model.words import sentence_list

    before = [meeting for meeting in calendar.meetings if meeting.last < wanted.first]
    after = [meeting for meeting in calendar.meetings if meeting.last >= wanted.first]
    nearest = [meeting.words for meeting in (*before[-_AROUND:], *after[:_AROUND])]
    if not nearest:
        return "recorded so far: none"
    return f"the nearest {'is' if len(nearest) == 1 else 'are'} {sentence_list(nearest)}"


def chase_for(scene: "Scene", asked: str | None) -> "Reminders":
    """What every role owes before the meeting that was asked for, or before the next one."""
    from planctl.assess.obligations import next_deadline, obligations_by_role
    from planctl.model.calendar import day_in_words
    from planctl.render.reminder import Reminders

    meeting = meeting_for(asked, scene.by.calendar, scene.as_at)
    if meeting and meeting.last < scene.as_at:
        message = f"the board of {meeting.name} is before {day_in_words(scene.as_at)}"
        raise Stop(message, "name a later meeting, or add --as-at with a day before it")
    by = next_deadline(scene, meeting)
    return Reminders(scene, by, obligations_by_role(scene, by))
