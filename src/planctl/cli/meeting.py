"""The meeting of the board that a command is for: the one asked for, or the next one."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.edge import Stop

if TYPE_CHECKING:
    from planctl.model.calendar import Calendar, Meeting

For = Annotated[
    str | None,
    typer.Option(
        "--for",
        metavar="DAY",
        show_default=False,
        help="The meeting it is for, by its day or month. Without it: the next one recorded.",
    ),
]


def meeting_for(asked: str | None, calendar: "Calendar", as_at: date) -> "Meeting | None":
    """The meeting that was asked for, with its day where that is given, or the next one."""
    from planctl.model.timescale import OnDay
    from planctl.model.written import Unreadable, read_day_or_month

    if asked is None:
        return calendar.next_meeting(as_at)
    try:
        reading = read_day_or_month(asked)
    except Unreadable as fault:
        raise Stop(fault.message, fault.hint) from None
    if isinstance(reading, OnDay):
        found = calendar.meeting_on(reading.day)
        if found:
            return found._replace(day=reading.day)
    else:
        found = calendar.meeting_in(reading.year, reading.month)
        if found:
            return found
    known = ", ".join(meeting.words for meeting in calendar.meetings) or "none"
    message = f"governance.yaml has no meeting of the board on {asked}"
    raise Stop(message, f"add it under meetings; recorded so far: {known}")
