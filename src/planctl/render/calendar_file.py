"""The plan's days as a calendar that Outlook and others take, by the icalendar library.

An entry keeps its id for as long as it is the same to the plan, whatever its ref, its title and its
day, so a calendar that takes the file twice has each entry once. One that is gone is cancelled.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from icalendar import Calendar, Event, vText

from planctl.assess.change.action_history import PlanVersion
from planctl.assess.scene import Scene
from planctl.model.plan import Plan
from planctl.render.calendar_entry import calendar_meetings
from planctl.render.calendar_history import CalendarHistory, EntryHistory, EntryKey

_MAKER: Final = "-//planctl//planctl//EN"
_GONE: Final = "It stands in the plan no more, or is done."


def calendar_file(scene: Scene, states: Sequence[PlanVersion] = ()) -> bytes:
    """Every meeting, deadline and open promise whose day is known, as an iCalendar file.

    By the earlier states of the plan, the oldest first, entries are known again, and those that
    are gone are cancelled.
    """
    calendar = Calendar()
    calendar.add("prodid", _MAKER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", vText(", ".join(_names(scene.plan))))
    plans = (state.plan for state in states if state.plan.plan)
    namespace = uuid5(NAMESPACE_URL, repr(("planctl", *_names(next(plans, scene.plan)))))
    history = CalendarHistory(scene, states)
    for key, thread in (*history.entries(), *history.cancellations()):
        calendar.add_component(_event(_uid(namespace, key), thread, scene.as_at))
    file: bytes = calendar.to_ical()
    return file


def undated_meetings(scene: Scene) -> list[str]:
    """The meetings that are known only by their month, and so in no calendar."""
    meetings = calendar_meetings(scene.plan, scene.by)
    return [meeting.name for meeting in meetings if meeting.day is None]


def _names(plan: Plan) -> list[str]:
    """What tells this plan from others."""
    return [plan.title, plan.plan.organisation] if plan.plan else [plan.title]


def _uid(namespace: UUID, key: EntryKey) -> str:
    return str(uuid5(namespace, repr(key)))


def _event(uid: str, thread: EntryHistory, as_at: date) -> Event:
    entry, is_gone = thread.entry, thread.is_gone
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", _moment(as_at))  # of the day judged for, not of the clock
    event.add("sequence", thread.sequence)
    if thread.changed:
        event.add("last-modified", _moment(thread.changed))
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("summary", f"Cancelled: {entry.title}" if is_gone else entry.title)
    if entry.text or is_gone:
        event.add("description", _GONE if is_gone else entry.text)
    event.add("transp", "TRANSPARENT")  # it leaves the day free
    if is_gone:
        event.add("status", "CANCELLED")
    return event


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
