"""The nine columns that people know the plan by, and the further record of an action.

An item is one paragraph of light Markdown. An empty column says so in its own words: "not set",
"none recorded" and "not rated" are different things.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from planctl.assess.judged import Judged
from planctl.assess.rule.scene import Scene
from planctl.model.action import Evidence, Extension, MeasureLink, Milestone, Progress, ReportLink
from planctl.model.calendar import Calendar, day_in_words
from planctl.model.scalar import Timescale
from planctl.model.timescale import OnDay, due_day, timescale_in_words
from planctl.render.words import in_a_row

PROGRESS: Final = "Progress to date"
COLUMN_NAMES: Final = (
    "Ref",
    "Actions",
    "Expected impact",
    "Impact measure",
    "Reporting mechanism",
    "Lead and timescale",
    PROGRESS,
    "Progress RAG",
    "Impact RAG",
)


class Column(NamedTuple):
    """A column of an action: its name, its items, and what stands there when it has none."""

    name: str
    items: tuple[str, ...]
    empty: str


def columns(each: Judged, scene: Scene) -> tuple[Column, ...]:
    """The columns between the ref and the ratings, in the order of the plan's own table."""
    held = (
        each.action.actions,
        each.action.expected_impact,
        tuple(_measures(each, scene)),
        tuple(_reporting(each, scene)),
        tuple(_lead_and_timescale(each, scene)),
        tuple(_progress(each, scene)),
    )
    names = COLUMN_NAMES[1:-2]
    return tuple(Column(*column, "None recorded") for column in zip(names, held, strict=True))


def record(each: Judged, scene: Scene) -> tuple[Column, ...]:
    """What else is recorded of an action; columns without anything stay out."""
    action, front = each.action, scene.plan.plan
    titles = {finding.id: finding.title for finding in (front.findings if front else ())}
    evidence = tuple(_evidence(item) for item in action.evidence)
    both = (
        Column("Evidence", evidence, ""),
        Column("Findings answered", tuple(titles.get(f, f) for f in action.findings), ""),
        Column("Depends on", tuple(_name_of(other, scene) for other in action.depends_on), ""),
    )
    return tuple(column for column in both if column.items)


def _evidence(item: Evidence) -> str:
    """A piece of evidence: what it is, where it is kept, and what it shows."""
    kept = ", ".join(place for place in (item.file, item.url) if place)
    where = f", kept at {kept}" if kept else ""
    shows = f": {item.shows}" if item.shows else ""
    return f"{item.title} ({item.kind}{_on(item.date)}{where}){shows}"


def _name_of(other: str, scene: Scene) -> str:
    """What an action waits for, by its name: another action, or a project."""
    waited = scene.names.refs.get(other)
    if waited:
        return f"{other} {waited.action.title}"
    projects = scene.plan.governance.projects
    return next((project.title for project in projects if project.id == other), other)


def _measures(each: Judged, scene: Scene) -> Iterator[str]:
    for item in each.action.impact_measures:
        if isinstance(item, MeasureLink):
            known = scene.by.measures.get(item.measure)
            yield _with_note(known.title if known else item.measure, item.note)
        else:
            yield item


def _reporting(each: Judged, scene: Scene) -> Iterator[str]:
    reports = {report.id: report for report in scene.plan.governance.reports}
    for item in each.action.reporting:
        if isinstance(item, ReportLink):
            known = reports.get(item.report)
            cadence = in_a_row([str(often) for often in known.cadence]) if known else ""
            title = known.title if known else item.report
            yield _with_note(f"{title} ({cadence})" if cadence else title, item.note)
        else:
            yield item


def _lead_and_timescale(each: Judged, scene: Scene) -> Iterator[str]:
    action, calendar = each.action, scene.by.calendar
    yield in_a_row(action.leads) or "No lead named"
    yield timescale_line(action.timescale, calendar)
    if action.review:
        yield f"Reviewed {action.review}"
    yield from (extension_line(extension, each, calendar) for extension in action.extensions)


def timescale_line(timescale: Timescale | None, calendar: Calendar) -> str:
    """A timescale with both its words and its day: Jan 2024 (due 31 January 2024)."""
    if timescale is None:
        return "Timescale not set"
    due = due_day(timescale.reading, calendar)
    if due is None:
        return timescale.written
    if timescale.written != timescale.due:
        return f"{timescale.written} (read as {timescale.due}, due {day_in_words(due)})"
    words = timescale_in_words(timescale.reading, calendar)
    is_day = isinstance(timescale.reading, OnDay)
    return words if is_day else f"{words} (due {day_in_words(due)})"


def extension_line(extension: Extension, each: Judged, calendar: Calendar) -> str:
    """An extension, agreed or only asked for, with its reason."""
    later = timescale_line(extension.to, calendar)
    if extension.agreed and extension not in each.promise.requests:
        return f"Extended to {later}, agreed {day_in_words(extension.agreed)}: {extension.reason}"
    if extension.refused:
        return (
            f"Extension to {later}, refused {day_in_words(extension.refused)}: {extension.reason}"
        )
    asked = f" on {day_in_words(extension.requested)}" if extension.requested else ""
    return f"Extension to {later}, asked for{asked}, not agreed by the board: {extension.reason}"


def _progress(each: Judged, scene: Scene) -> Iterator[str]:
    action = each.action
    if action.completed:
        yield f"Completed {day_in_words(action.completed)}."
    yield from (_note(note) for note in action.progress)
    yield from (_milestone(milestone, scene) for milestone in action.milestones)


def _note(note: Progress) -> str:
    day = day_in_words(note.date) if note.date else ""
    said = ", ".join(part for part in (day, note.by or "") if part)
    return f"{said}: {note.note}" if said else note.note


def _milestone(milestone: Milestone, scene: Scene) -> str:
    calendar, when = scene.by.calendar, ""
    if milestone.timescale:
        when = f", {timescale_line(milestone.timescale, calendar)}"
    leads = f" ({in_a_row(milestone.leads)})" if milestone.leads else ""
    state = f"done {day_in_words(milestone.done)}" if milestone.done else "not done"
    return f"Milestone: {milestone.what}{leads}{when}: {state}"


def _with_note(title: str, note: str | None) -> str:
    return f"{title}, {note}" if note else title


def _on(day: date | None) -> str:
    return f", {day_in_words(day)}" if day else ""
