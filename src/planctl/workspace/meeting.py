"""The meeting of the board that a command is for: the one asked for, or the next one."""

from datetime import date
from typing import TYPE_CHECKING, Final

from planctl.model.problem import Stop

if TYPE_CHECKING:
    from planctl.model.calendar import Calendar, Meeting

_COMING_MEETINGS: Final = (
    4  # meetings after the day that are named to whoever asks for an unknown one
)


def meeting_for(asked: str | None, calendar: "Calendar", as_at: date) -> "Meeting | None":
    """The meeting that was asked for, with its day where that is given, or the next one."""
    from planctl.model.timescale import OnDay
    from planctl.model.timescale_grammar import Unreadable, read_day_or_month

    if asked is None:
        return calendar.next_meeting(as_at)
    try:
        reading = read_day_or_month(asked)
    except Unreadable as fault:
        raise Stop(fault.message, f"{fault.hint}; without --for it is the next one") from None
    if isinstance(reading, OnDay):
        meeting = calendar.meeting_on(reading.day)
        if meeting:
            return meeting._replace(day=reading.day)
    else:
        meeting = calendar.meeting_in(reading.year, reading.month)
        if meeting:
            return meeting
    when = f"on {asked}" if isinstance(reading, OnDay) else f"in {asked}"
    message = f"governance.yaml has no meeting of the board {when}"
    raise Stop(message, f"add it under meetings; {_nearest_meetings(calendar, as_at)}")


def _nearest_meetings(calendar: "Calendar", as_at: date) -> str:
    """The meetings around a day, of the many that a rule may give."""
    last = calendar.last_meeting(as_at)
    coming = [meeting for meeting in calendar.meetings if meeting.last >= as_at]
    nearest = [meeting.words for meeting in (last, *coming[:_COMING_MEETINGS]) if meeting]
    if not nearest:
        return "recorded so far: none"
    return f"the nearest {'is' if len(nearest) == 1 else 'are'} {', '.join(nearest)}"
