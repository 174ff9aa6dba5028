"""The plan's days as a calendar that Outlook and others take, by the icalendar library.

An entry keeps its id for as long as the plan names what it is of, whatever its title and its
day, so a calendar that takes the file twice has each entry once. A meeting is known by its
month, a step or a follow-up by its place in its list.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from icalendar import Calendar, Event, vText

from planctl.assess.follow_up import open_follow_ups
from planctl.assess.judged import Judged
from planctl.assess.reporting import reports_due
from planctl.assess.rule.scene import Scene
from planctl.model.calendar import Meeting, day_in_words
from planctl.model.schedule import listed_months
from planctl.model.timescale import due_day
from planctl.render.words import in_a_row

_MAKER: Final = "-//planctl//planctl//EN"
_AHEAD: Final = 400  # days, of meetings that only the rule gives: a year, and the board after it


class Entry(NamedTuple):
    """A day of the plan: what it is of, which day, and what a calendar shows."""

    key: tuple[object, ...]
    day: date
    title: str
    text: str


def as_ics(scene: Scene) -> bytes:
    """Every meeting, deadline and open promise whose day is known, as an iCalendar file."""
    calendar = Calendar()
    calendar.add("prodid", _MAKER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", vText(", ".join(_names(scene))))
    stamp = datetime.combine(scene.as_at, time(), UTC)  # of the day judged for, not of the clock
    for uid, entry in _with_ids(entries(scene), _names(scene)):
        calendar.add_component(_event(entry, uid, stamp))
    made: bytes = calendar.to_ical()
    return made


def entries(scene: Scene) -> Iterator[Entry]:
    """The days of the plan: the board's, then those of actions, then those of decisions."""
    for meeting in _meetings(scene):
        yield from _of_meeting(meeting, scene)
    for each in scene.judged:
        if each.is_open:
            yield from _of_action(each)
            yield from _of_pause(each)
            yield from _of_steps(each, scene)
    yield from _of_decisions(scene)


def without_day(scene: Scene) -> list[str]:
    """The meetings that are known only by their month, and so in no calendar."""
    return [meeting.name for meeting in _meetings(scene) if meeting.day is None]


def _meetings(scene: Scene) -> Iterator[Meeting]:
    """Every listed meeting, and those that only the rule gives as far as people plan ahead."""
    listed = listed_months(scene.plan.governance)
    for meeting in scene.by.calendar.meetings:
        is_near = (meeting.last - scene.as_at).days <= _AHEAD
        if is_near or (meeting.year, meeting.month) in listed:
            yield meeting


def _names(scene: Scene) -> list[str]:
    """What tells this plan from others."""
    front = scene.plan.plan
    return [scene.plan.title, front.organisation] if front else [scene.plan.title]


def _with_ids(all_of: Iterable[Entry], names: list[str]) -> Iterator[tuple[str, Entry]]:
    """Each entry with its id; of two with one key, such as a ref given twice, both have one."""
    plan = uuid5(NAMESPACE_URL, repr(("planctl", *names)))
    met: Counter[tuple[object, ...]] = Counter()
    for entry in all_of:
        yield str(uuid5(plan, repr((*entry.key, met[entry.key])))), entry
        met[entry.key] += 1


def _event(entry: Entry, uid: str, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", stamp)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("summary", entry.title)
    if entry.text:
        event.add("description", entry.text)
    event.add("transp", "TRANSPARENT")  # it leaves the day free
    return event


def _of_meeting(meeting: Meeting, scene: Scene) -> Iterator[Entry]:
    if meeting.day is None:
        return
    board, month = scene.plan.governance.board, (meeting.year, meeting.month)
    papers = meeting.papers_due(board.papers_due)
    yield Entry(("meeting", *month), meeting.day, board.name, "\n".join(_agenda(meeting, scene)))
    if papers:
        text = f"For the meeting of {meeting.name}."
        yield Entry(("papers", *month), papers, f"Papers due: {board.name}", text)


def _agenda(meeting: Meeting, scene: Scene) -> Iterator[str]:
    """What a calendar says of a meeting: its note, and the reports that it gets."""
    if meeting.note:
        yield meeting.note
    due = reports_due(scene.plan.governance.reports, meeting, scene.by.calendar).due
    for report in due:
        yield f"Report due: {report.title}" + (f" ({in_a_row(report.by)})" if report.by else "")


def _of_action(each: Judged) -> Iterator[Entry]:
    if each.promise.due:
        lines = (*_leads(each.action.leads), *_timescale(each), _area(each))
        title = f"{each.ref} due: {each.action.title}"
        yield Entry(("action", each.ref), each.promise.due, title, "\n".join(lines))


def _of_pause(each: Judged) -> Iterator[Entry]:
    """The last day of a pause, on which the board looks at the action again."""
    if each.halts.until:
        title = f"{each.ref} pause ends: {each.action.title}"
        lines = (*_leads(each.action.leads), _area(each))
        yield Entry(("pause", each.ref), each.halts.until, title, "\n".join(lines))


def _of_steps(each: Judged, scene: Scene) -> Iterator[Entry]:
    for number, step in enumerate(each.action.milestones):
        due = due_day(step.timescale.reading, scene.by.calendar) if step.timescale else None
        if step.timescale and due and not (step.done and step.done <= scene.as_at):
            lines = (
                f"On the way to: {each.action.title}",
                *_leads(step.leads or each.action.leads),
                f"Timescale: {step.timescale.written}",
                _area(each),
            )
            title = f"{each.ref} step due: {step.what}"
            yield Entry(("step", each.ref, number), due, title, "\n".join(lines))


def _of_decisions(scene: Scene) -> Iterator[Entry]:
    for each in open_follow_ups(scene.plan, scene.by):
        decision, asked = each.decision, each.follow_up
        if each.due:
            about = (f"About: {in_a_row(decision.about)}",) if decision.about else ()
            lines = (f"Who: {asked.who}", f"Decided: {decision.decided}", *about)
            key = ("follow-up", decision.id, each.at[-1])
            yield Entry(key, each.due, f"{decision.id} due: {asked.what}", "\n".join(lines))


def _leads(roles: tuple[str, ...]) -> Iterator[str]:
    yield f"Lead: {roles[0]}" if roles else "No lead named"
    if roles[1:]:
        yield f"Supported by: {in_a_row(roles[1:])}"


def _timescale(each: Judged) -> Iterator[str]:
    """The words of the first promise, and of the later date that the board agreed."""
    action, agreed = each.action, each.promise.agreed
    if each.promise.stated:
        yield f"Timescale: {each.promise.stated.written}"
    if each.promise.changed:
        yield f"First promised for: {each.promise.changed.timescale.written}"
    later = [one.to.written for one in action.extensions if agreed and one.agreed == agreed]
    if agreed and later:
        yield f"Extended to: {later[-1]}, agreed {day_in_words(agreed)}"


def _area(each: Judged) -> str:
    return f"Area {each.area.ref}: {each.area.title}"
