"""Band T: what has become wrong, or is claimed, as of the day of the judgement."""

from collections.abc import Iterator
from datetime import date, timedelta

from planctl.assess.judged import Judged, Rated
from planctl.assess.promise import days, due_in_words, is_agreed, is_refused
from planctl.assess.rule.scene import Scene
from planctl.model.action import Status
from planctl.model.calendar import day_in_words
from planctl.model.problem import At, Fault, Severity
from planctl.model.timescale import due_day


def overdue(each: Judged, scene: Scene) -> Iterator[Fault]:
    """The day an action was due has passed, and it is not complete.

    Due today is on time. The day that counts is the original one, or the last extension that
    the board has agreed. `overdue_grace_days` in policy.yaml makes it a warning for the first
    days, so that the scheduled check says it before a build turns red.
    """
    if each.is_overdue:
        grace = each.days_overdue <= scene.plan.policy.overdue_grace_days
        severity = Severity.WARNING if grace else None
        agreed = each.promise.agreed
        of = [n for n, extension in enumerate(each.action.extensions) if extension.agreed == agreed]
        at: At = ("extensions", of[-1], "to") if agreed else ("timescale",)
        yield Fault(at, each.progress.why, severity=severity)


def milestone_overdue(each: Judged, scene: Scene) -> Iterator[Fault]:
    """The day of a milestone has passed, and it is not done, while its action is still open."""
    if each.is_open:
        for late in each.promise.late_milestones:
            words = f"“{late.milestone.what}” was {due_in_words(late.due, scene.as_at)}; not done"
            yield Fault(("milestones", late.number, "timescale"), words)


def disputed(each: Judged, scene: Scene) -> Iterator[Fault]:
    """A lead declares a rating that is better than the facts allow.

    The pack shows both, side by side. Ratings are not negotiated: either the facts in the file
    are not up to date, or the declared rating is not.
    """
    for field, rated, key in (
        ("progress_rag", each.progress, scene.by.progress_key),
        ("impact_rag", each.impact, scene.by.impact_key),
    ):
        if rated.disputed:
            yield Fault((field,), _dispute(rated, key.words[rated.computed][0]))


def stale(each: Judged, scene: Scene) -> Iterator[Fault]:
    """Nobody has noted progress on an open action for a long time.

    How long is `stale_after_days` in policy.yaml, 60 unless it says otherwise. Only notes with
    a day can be judged; an action whose notes have none has a problem of its own.
    """
    last = each.promise.last_progress
    limit = scene.plan.policy.stale_after_days
    if each.is_open and last and last + timedelta(days=limit) < scene.as_at:
        gap = days((scene.as_at - last).days)
        words = f"the last progress note with a day is of {day_in_words(last)}, {gap} ago"
        yield Fault(("progress",), words)


def complete_with_open_milestones(each: Judged, _: Scene) -> Iterator[Fault]:
    """An action says that it is complete while a milestone of it is still open.

    The claim may be right and the milestone forgotten, or the milestone may be what is left to
    do. The board should not have to ask.
    """
    if each.is_delivered:
        for n, milestone in enumerate(each.action.milestones):
            if milestone.done is None:
                yield Fault(("milestones", n), f"complete, but “{milestone.what}” is not done")


def done_in_future(each: Judged, scene: Scene) -> Iterator[Fault]:
    """A day on which something is said to have been done has not come yet.

    Until that day the action or the milestone counts as not done. Most often the year or the
    month is a slip of the keyboard.
    """
    action = each.action
    said: list[tuple[At, date | None]] = [(("completed",), action.completed)]
    said += [(("milestones", n, "done"), step.done) for n, step in enumerate(action.milestones)]
    for n, e in enumerate(action.extensions):
        said += [
            (("extensions", n, "requested"), e.requested),
            (("extensions", n, "agreed"), e.agreed),
        ]
    said += [(("extensions", n, "refused"), e.refused) for n, e in enumerate(action.extensions)]
    said += [(("progress", n, "date"), note.date) for n, note in enumerate(action.progress)]
    said += [(("escalations", n, "raised"), e.raised) for n, e in enumerate(action.escalations)]
    said += [(("escalations", n, "closed"), e.closed) for n, e in enumerate(action.escalations)]
    said += [(("evidence", n, "date"), item.date) for n, item in enumerate(action.evidence)]
    said += [(("verified", "on"), action.verified.on if action.verified else None)]
    for at, day in said:
        if day and day > scene.as_at:
            yield Fault(at, f"{day_in_words(day)} has not come yet")


def extension_not_agreed(each: Judged, _: Scene) -> Iterator[Fault]:
    """A later date has been asked for, and no meeting of the board has agreed it.

    Until then the earlier date stands, in every count and rating. A day on which the board did
    not meet, or which has not come yet, agrees nothing.
    """
    open_requests = each.open_requests
    for n, extension in enumerate(each.action.extensions):
        if extension in open_requests:
            words = f"a later date ({extension.to.written}) is asked for, but not agreed"
            yield Fault(("extensions", n), words)


def extension_out_of_order(each: Judged, scene: Scene) -> Iterator[Fault]:
    """An extension is to a day that is not later, or was answered before it was asked for.

    The date that stands before an extension is the first promise, or the extension before it that
    the board has agreed. Most often the year or the month is a slip of the keyboard. What the
    board answered counts from the day of its meeting, whatever day the request has.
    """
    calendar = scene.by.calendar
    before = each.promise.written
    for n, extension in enumerate(each.action.extensions):
        later = due_day(extension.to.reading, calendar)
        if before and later and later <= before:
            words = f"{day_in_words(later)} is not later than {day_in_words(before)}"
            yield Fault(("extensions", n, "to"), words)
        for word, day in (("agreed", extension.agreed), ("refused", extension.refused)):
            if extension.requested and day and day < extension.requested:
                asked, answered = day_in_words(extension.requested), day_in_words(day)
                words = f"asked for on {asked}, after it was {word} on {answered}"
                yield Fault(("extensions", n, "requested"), words)
        refused = is_refused(extension, scene.as_at)
        if is_agreed(extension, scene.as_at, calendar) and not refused and later:
            before = later


def complete_without_day(each: Judged, _: Scene) -> Iterator[Fault]:
    """An action says that it is complete, or embedded, and does not say since when.

    Without the day nobody can tell whether it was done on time.
    """
    claims = each.action.status in {Status.COMPLETE, Status.EMBEDDED}
    if claims and each.action.completed is None:
        yield Fault(("status",), f"{each.action.status}, but without the day it was completed")


def completed_while_open(each: Judged, _: Scene) -> Iterator[Fault]:
    """An action gives a day on which it was completed, and a status that says it is not.

    The status counts: until it says complete, the action is judged as open.
    """
    status = each.action.status
    if each.action.completed and status not in {Status.COMPLETE, Status.EMBEDDED}:
        yield Fault(("completed",), f"a day of completion is given, but the status is “{status}”")


def _dispute(rated: Rated, label: str) -> str:
    facts = f"{rated.computed} ({label.lower()})"
    return f"declared {rated.rating}, but the facts say {facts}: {rated.why}"
