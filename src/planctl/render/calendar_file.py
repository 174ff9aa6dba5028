"""The plan's days as a calendar that Outlook and others take, by the icalendar library.

An entry keeps its id for as long as it is the same to the plan, whatever its ref, its title and its
day, so a calendar that takes the file twice has each entry once. One that is gone is cancelled.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final, Literal, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from icalendar import Calendar, Event, vText

from planctl.assess.change.action_history import PlanVersion
from planctl.assess.change.action_match import match_judgements
from planctl.assess.change.comparison import may_be_unread
from planctl.assess.change.difference import match_items
from planctl.assess.escalation import open_follow_ups
from planctl.assess.judgement import Criteria, Judgement, criteria_for, judge_action_at
from planctl.assess.reporting import reports_due
from planctl.assess.scene import Scene
from planctl.model.calendar import Meeting, day_in_words
from planctl.model.meeting_schedule import listed_months
from planctl.model.plan import Plan
from planctl.model.timescale import due_day
from planctl.model.words import sentence_list

EntryOf = int | Literal["due", "pause"]  # of an action: a step by its number, or its own
DAYS_AHEAD: Final = 400  # of meetings that only the rule gives: a year, and the board after it
_HEAD: Final = {
    "prodid": "-//planctl//planctl//EN",
    "version": "2.0",
    "calscale": "GREGORIAN",
    "method": "PUBLISH",
}
_GONE: Final = "It stands in the plan no more, or is done."
# What an entry first was; the second of two that were the same ends in 1.
EntryKey = tuple[object, ...]


class CalendarEntry(NamedTuple):
    """A day of the plan, and what a calendar shows of it."""

    day: date
    title: str
    text: str


def calendar_meetings(plan: Plan, by: Criteria) -> Iterator[Meeting]:
    """Every listed meeting, and those that only the rule gives as far as people plan ahead."""
    months = listed_months(plan.governance)
    for meeting in by.calendar.meetings:
        is_near = (meeting.last - by.as_at).days <= DAYS_AHEAD
        if is_near or (meeting.year, meeting.month) in months:
            yield meeting


def meeting_entries(
    meeting: Meeting, plan: Plan, by: Criteria
) -> Iterator[tuple[str, CalendarEntry]]:
    """A meeting and the day its papers are due, each with what it is; none while it has no day."""
    if meeting.day is None:
        return
    board = plan.governance.board
    papers = meeting.papers_due(board.papers_due)
    yield "meeting", _entry(meeting.day, board.name, _agenda(meeting, plan, by))
    if papers:
        text = f"For the meeting of {meeting.name}."
        yield "papers", CalendarEntry(papers, f"Papers due: {board.name}", text)


def action_entries(judged: Judgement, by: Criteria) -> Iterator[tuple[EntryOf, CalendarEntry]]:
    """The deadline of an open action, the end of its pause, then its steps by their numbers."""
    if not judged.is_open:
        return
    action, area = judged.action, f"Area {judged.area.ref}: {judged.area.title}"
    if judged.promise.due:
        lines = (*_leads(action.leads), *_timescale(judged), area)
        yield "due", _entry(judged.promise.due, f"{judged.ref} due: {action.title}", lines)
    if judged.halts.until:  # on that day the board looks at it again
        title = f"{judged.ref} pause ends: {action.title}"
        yield "pause", _entry(judged.halts.until, title, (*_leads(action.leads), area))
    for number, step in enumerate(action.milestones):
        due = due_day(step.timescale.reading, by.calendar) if step.timescale else None
        if step.timescale and due and not (step.done and step.done <= by.as_at):
            on_the_way, leads = f"On the way to: {action.title}", _leads(step.leads or action.leads)
            lines = (on_the_way, *leads, f"Timescale: {step.timescale.written}", area)
            yield number, _entry(due, f"{judged.ref} step due: {step.what}", lines)


def decision_entries(plan: Plan, by: Criteria) -> Iterator[tuple[tuple[int, int], CalendarEntry]]:
    """What decisions ask for and is not done, each with the number of decision and follow-up."""
    for task in open_follow_ups(plan, by):
        decision, follow_up = task.decision, task.follow_up
        if task.due:
            about = (f"About: {sentence_list(decision.about)}",) if decision.about else ()
            lines = (f"Who: {follow_up.who}", f"Decided: {decision.decided}", *about)
            entry = _entry(task.due, f"{decision.id} due: {follow_up.what}", lines)
            yield (int(task.at[1]), int(task.at[-1])), entry


def _entry(day: date, title: str, lines: Iterable[str]) -> CalendarEntry:
    return CalendarEntry(day, title, "\n".join(lines))


def _agenda(meeting: Meeting, plan: Plan, by: Criteria) -> Iterator[str]:
    """What a calendar says of a meeting: its note, and the reports that it gets."""
    if meeting.note:
        yield meeting.note
    for report in reports_due(plan.governance.reports, meeting, by.calendar).due:
        makers = f" ({sentence_list(report.by)})" if report.by else ""
        yield f"Report due: {report.title}{makers}"


def _leads(roles: tuple[str, ...]) -> Iterator[str]:
    yield f"Lead: {roles[0]}" if roles else "No lead named"
    if roles[1:]:
        yield f"Supported by: {sentence_list(roles[1:])}"


def _timescale(judged: Judgement) -> Iterator[str]:
    """The words of the first promise, and of the later date that the board agreed."""
    action, agreed = judged.action, judged.promise.agreed
    if judged.promise.stated:
        yield f"Timescale: {judged.promise.stated.written}"
    if judged.promise.changed:
        yield f"First promised for: {judged.promise.changed.timescale.written}"
    later = [it.to.written for it in action.extensions if agreed and it.agreed == agreed]
    if agreed and later:
        yield f"Extended to: {later[-1]}, agreed {day_in_words(agreed)}"


class EntryHistory(NamedTuple):
    """An entry through the states of the plan: what it shows, or showed before it was gone."""

    entry: CalendarEntry
    sequence: int = 0  # how often what it shows was changed
    changed: date | None = None  # the day of the last change; none: it was never changed
    is_gone: bool = False
    was_ahead: bool = False  # whether its day was still to come when it was gone

    def shows(self, entry: CalendarEntry, day: date) -> "EntryHistory":
        """The same, where this is what it shows on a day."""
        if entry == self.entry and not self.is_gone:
            return self
        return EntryHistory(entry, self.sequence + 1, day)

    def goes(self, day: date) -> "EntryHistory":
        """The same, where it is not in the plan any more on a day."""
        if self.is_gone:
            return self
        is_ahead = self.entry.day >= day
        return EntryHistory(self.entry, self.sequence + 1, day, is_gone=True, was_ahead=is_ahead)


class _Known(NamedTuple):
    """An action as it was last seen, and the keys of its own entry and of those of its steps."""

    key: EntryKey
    judged: Judgement
    steps: tuple[EntryKey, ...]  # in the order of its milestones
    is_away: bool = False  # out of the plan: only what comes back with its ref and title is it

    @property
    def keys(self) -> tuple[EntryKey, ...]:
        """The keys of every entry that it can have."""
        return (self.key, self.of("pause"), *self.steps)

    def of(self, which: EntryOf) -> EntryKey:
        """The key of one of its entries."""
        if isinstance(which, int):
            return self.steps[which]
        return ("pause", *self.key[1:]) if which == "pause" else self.key


class CalendarHistory:
    """The entries of a plan's calendar, followed from its oldest state to now."""

    def __init__(self, now: Scene, states: Sequence[PlanVersion] = ()) -> None:
        """Follow them through these states, the oldest first, to the plan as it is now."""
        self._threads: dict[EntryKey, EntryHistory] = {}
        self._order: list[EntryKey] = []  # of what is shown now
        self._key_counts: Counter[EntryKey] = Counter()
        # By what tells it from others, and its file before.
        self._actions: dict[EntryKey, _Known] = {}
        self._missing: list[_Known] = []
        self._decisions: tuple[list[Any], list[list[EntryKey]]] = ([], [])
        self._days: dict[EntryKey, dict[int, date]] = {}  # of each month the days of its meetings
        self._before: Plan | None = None
        for state in states:
            if _is_dated(state.plan):
                self._add_state(state.plan, criteria_for(state.plan, state.day))
        self._before = None  # of the newest state all is looked at again, on its own day
        self._add_state(now.plan, now.by)
        self._now = now

    def entries(self) -> Iterator[tuple[EntryKey, EntryHistory]]:
        """The entries that stand in the calendar, in the order of the plan."""
        ahead = calendar_meetings(self._now.plan, self._now.by)
        near = {(meeting.year, meeting.month) for meeting in ahead}
        for key in self._order:
            if key[0] not in {"meeting", "papers"} or key[1:3] in near:
                yield key, self._threads[key]

    def cancellations(self) -> list[tuple[EntryKey, EntryHistory]]:
        """The entries that are gone, and whose day was still to come when they were, by day.

        What would have been long ago by now stands in nobody's way.
        """
        start = self._now.as_at - timedelta(days=DAYS_AHEAD)
        threads = ((k, t) for k, t in self._threads.items() if t.is_gone and t.was_ahead)
        recent = [(key, thread) for key, thread in threads if thread.entry.day >= start]
        return sorted(recent, key=lambda pair: (pair[1].entry.day, pair[1].entry.title))

    def _add_state(self, plan: Plan, by: Criteria) -> None:
        """Take in a state; what it shares with the one before is not looked at again."""
        before = self._before
        is_whole = before is None or _date_settings(before) != _date_settings(plan)
        self._order = []
        if is_whole:
            self._add_meetings(plan, by)
        self._add_actions(plan, by, is_whole=is_whole)
        if is_whole or before is None or before.decisions is not plan.decisions:
            self._add_decisions(plan, by)
        self._before = plan

    def _add_meetings(self, plan: Plan, by: Criteria) -> None:
        """A meeting is known by its month: on another day of it, it is the same."""
        entries: dict[EntryKey, CalendarEntry] = {}
        numbers = self._number_meetings(by.calendar.meetings)
        for meeting in by.calendar.meetings:
            for kind, entry in meeting_entries(meeting, plan, by):
                entries[kind, meeting.year, meeting.month, numbers[meeting.last]] = entry
        keys = [key for key in self._threads if key[0] in {"meeting", "papers"}]
        self._record(entries, keys if _is_dated(plan) else (), by.as_at)

    def _number_meetings(self, meetings: Iterable[Meeting]) -> Mapping[date, int]:
        """Which meeting of its month each is, by its day: those of the same day first."""
        by_month: dict[EntryKey, list[date]] = {}
        for meeting in meetings:
            by_month.setdefault((meeting.year, meeting.month), []).append(meeting.last)
        numbers: dict[date, int] = {}
        for month, days in by_month.items():
            old = self._days.setdefault(month, {})
            new = {day: number for number, day in old.items() if day in days}
            free = [number for number, day in old.items() if day not in days]
            for day in days:
                if day not in new:
                    new[day] = free.pop(0) if free else len(old)
                old[new[day]] = day
            numbers |= new
        return numbers

    def _add_actions(self, plan: Plan, by: Criteria, *, is_whole: bool) -> None:
        """What is in the same file as before is the same; all else is held against what is left."""
        # What tells each action from others, while it and its area stay as they are.
        places: dict[EntryKey, tuple[int, int]] = {
            (id(action), area.ref, area.title): (n, k)
            for n, area in enumerate(plan.areas)
            for k, action in enumerate(area.actions)
        }
        left = [known for mark, known in self._actions.items() if mark not in places]
        new = {
            mark: judge_action_at(plan, at, by)
            for mark, at in places.items()
            if mark not in self._actions
        }
        old = self._match_actions([*left, *self._missing], new)
        self._missing = [
            self._drop(known, plan, by.as_at)
            for known in (*left, *self._missing)
            if all(known is not before for before in old.values())
        ]
        actions: dict[EntryKey, _Known] = {}
        for mark, at in places.items():
            before = self._actions.get(mark) or old.get(mark)
            if mark in new:
                actions[mark] = self._keep_keys(new[mark], before)
            else:
                known = self._actions[mark]
                judged = judge_action_at(plan, at, by) if is_whole else known.judged
                actions[mark] = known._replace(judged=judged)
            if is_whole or mark in new:
                shown = actions[mark]
                entries = {shown.of(it): entry for it, entry in action_entries(shown.judged, by)}
                keys = (*shown.keys, *(before.steps if before else ()))
                self._record(entries, keys if _is_dated(plan) else (), by.as_at)
        self._actions = actions

    def _match_actions(
        self, old: Sequence[_Known], new: Mapping[EntryKey, Judgement]
    ) -> Mapping[EntryKey, _Known]:
        """Which of the actions that came is which of those that were."""
        by_id = {id(known.judged): known for known in old}
        marks = {id(known): mark for mark, known in new.items()}
        pairs = match_judgements((known.judged for known in old), new.values()).both
        return {
            marks[id(now)]: by_id[id(was)]
            for was, now in pairs
            if not by_id[id(was)].is_away
            or (was.ref, was.action.title) == (now.ref, now.action.title)
        }

    def _keep_keys(self, judged: Judgement, before: _Known | None) -> _Known:
        """An action with the keys that it has had, and new ones for what is new of it."""
        key = before.key if before else self._new_key("action", judged.ref)
        old = _dump(before.judged.action.milestones) if before else []
        same = match_items(old, _dump(judged.action.milestones))
        steps = (
            before.steps[same[n]] if before and n in same else self._new_key("step", key[1], n)
            for n in range(len(judged.action.milestones))
        )
        return _Known(key, judged, tuple(steps))

    def _drop(self, known: _Known, plan: Plan, day: date) -> _Known:
        """An action that is not in a state; it may be in a file that could not be read there."""
        if not known.is_away and may_be_unread(known.judged.ref, plan.unread):
            return known
        self._record({}, known.keys, day)
        return known._replace(is_away=True)

    def _add_decisions(self, plan: Plan, by: Criteria) -> None:
        """A decision is known by its id, and what it asks for by its words."""
        if plan.lacks("decisions"):
            return
        old, old_keys = self._decisions
        new = _dump(plan.decisions)
        same = match_items(old, new)
        keys: list[list[EntryKey]] = []
        for n, decision in enumerate(new):
            follow_ups = old[same[n]]["follow_up"] if n in same else []
            inner = match_items(follow_ups, decision["follow_up"])
            keys.append(
                [
                    old_keys[same[n]][inner[k]]
                    if k in inner
                    else self._new_key("follow-up", decision["id"], k)
                    for k in range(len(decision["follow_up"]))
                ]
            )
        entries = {keys[n][k]: entry for (n, k), entry in decision_entries(plan, by)}
        self._record(entries, [key for row in (*old_keys, *keys) for key in row], by.as_at)
        self._decisions = (new, keys)

    def _new_key(self, *name: object) -> EntryKey:
        """The key of what was not there before; a number tells two of one name apart."""
        key = (*name, self._key_counts[name])
        self._key_counts[name] += 1
        return key

    def _record(
        self, entries: Mapping[EntryKey, CalendarEntry], keys: Iterable[EntryKey], day: date
    ) -> None:
        """Take down what stands in the calendar on a day, and which of these keys does not."""
        self._order += entries
        for key, entry in entries.items():
            thread = self._threads.get(key)
            self._threads[key] = thread.shows(entry, day) if thread else EntryHistory(entry)
        for key in keys:
            if key not in entries and key in self._threads:
                self._threads[key] = self._threads[key].goes(day)


def _date_settings(plan: Plan) -> tuple[object, ...]:
    """What the days of entries depend on beside the entries themselves."""
    return plan.governance, plan.policy


def _is_dated(plan: Plan) -> bool:
    """Whether the days of a state can be told: without its meetings “Feb 2024 board” is none."""
    return not (plan.lacks("governance") or plan.lacks("policy"))


def _dump(items: Iterable[Any]) -> list[Any]:
    return [item.model_dump(mode="json") for item in items]


def calendar_file(scene: Scene, states: Sequence[PlanVersion] = ()) -> bytes:
    """Every meeting, deadline and open promise whose day is known, as an iCalendar file.

    By the earlier states of the plan, the oldest first, entries are known again, and those that
    are gone are cancelled.
    """
    calendar = Calendar()
    for name, value in _HEAD.items():
        calendar.add(name, value)
    calendar.add("x-wr-calname", vText(", ".join(_names(scene.plan))))
    plans = (state.plan for state in states if state.plan.plan)
    namespace = uuid5(NAMESPACE_URL, repr(("planctl", *_names(next(plans, scene.plan)))))
    history = CalendarHistory(scene, states)
    for key, thread in (*history.entries(), *history.cancellations()):
        uid = str(uuid5(namespace, repr(key)))
        calendar.add_component(_event(uid, thread, scene.as_at))
    file: bytes = calendar.to_ical()
    return file


def undated_meetings(scene: Scene) -> list[str]:
    """The meetings that are known only by their month, and so in no calendar."""
    meetings = calendar_meetings(scene.plan, scene.by)
    return [meeting.name for meeting in meetings if meeting.day is None]


def _names(plan: Plan) -> list[str]:
    return [plan.title, plan.plan.organisation] if plan.plan else [plan.title]


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
