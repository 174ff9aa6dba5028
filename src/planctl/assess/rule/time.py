"""Band T: what is wrong on the day of the judgement.

Dates that have passed, claims that the facts contradict, dependencies that come too late, and
escalations without an answer.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from planctl.assess.dependency import action_dependencies
from planctl.assess.escalation import open_escalations
from planctl.assess.judgement import ActionRating, Judgement
from planctl.assess.promise import days_in_words, due_in_words
from planctl.assess.scene import Scene
from planctl.model.action import Status
from planctl.model.calendar import day_in_words
from planctl.model.problem import At, Fault, Severity
from planctl.model.timescale_grammar import shorten

# The lists of an action whose items have a day on which something was done, and its key.
_DAYS_DONE: Final = (
    ("milestones", "done"),
    ("progress", "date"),
    ("escalations", "raised"),
    ("escalations", "closed"),
    ("evidence", "date"),
)


def overdue(judgement: Judgement, scene: Scene) -> Iterator[Fault]:
    """The day an action was due has passed, and it is not complete.

    Due today is on time. The day that counts is the original one, or the last extension that
    the board has agreed. `overdue_grace_days` in policy.yaml makes it a warning for the first
    days, so that the scheduled check says it before a build turns red.
    """
    if judgement.is_overdue:
        grace = judgement.days_overdue <= scene.plan.policy.overdue_grace_days
        severity = Severity.WARNING if grace else None
        agreed, extensions = judgement.promise.agreed, judgement.action.extensions
        places = [n for n, extension in enumerate(extensions) if extension.agreed == agreed]
        at: At = ("extensions", places[-1], "to") if agreed else ("timescale",)
        yield Fault(at, judgement.progress.why, severity=severity)


def milestone_overdue(judgement: Judgement, scene: Scene) -> Iterator[Fault]:
    """The day of a milestone has passed, and it is not done, while its action is still open.

    While the board has paused the action, its milestones wait as well.
    """
    for step in judgement.late_milestones:
        words = f"“{step.milestone.what}” was {due_in_words(step.due, scene.as_at)}; not done"
        yield Fault(("milestones", step.number, "timescale"), words)


def disputed(judgement: Judgement, scene: Scene) -> Iterator[Fault]:
    """A lead declares a rating that is better than the facts allow.

    The pack shows both, side by side. Ratings are not negotiated: either the facts in the file
    are not up to date, or the declared rating is not.

    A rating is better than the facts allow where a better standing than the action's own earns
    it by the plan's key, or one that is as good, while worse ones share the colour of the
    action's own; what else the key calls by one colour changes nothing. "Not rated" is too good
    wherever the action's own standing is a worry. The rating that the worst standing earns
    (overdue, worse than baseline) never is.
    """
    for field, rated, key in (
        ("progress_rag", judgement.progress, scene.by.progress_key),
        ("impact_rag", judgement.impact, scene.by.impact_key),
    ):
        if rated.disputed:
            yield Fault((field,), dispute_in_words(rated, key.words[rated.computed][0]))


def stale(judgement: Judgement, scene: Scene) -> Iterator[Fault]:
    """Nobody has noted progress on an open action for a long time.

    How long is `stale_after_days` in policy.yaml, 60 unless it says otherwise. Only notes with
    a day can be judged; an action whose notes have none has a problem of its own. While the
    board has paused the action, no progress is expected.
    """
    last = judgement.promise.last_progress
    limit = scene.plan.policy.stale_after_days
    if judgement.is_under_way and last and last + timedelta(days=limit) < scene.as_at:
        gap = days_in_words((scene.as_at - last).days)
        words = f"the last progress note with a day is of {day_in_words(last)}, {gap} ago"
        yield Fault(("progress",), words)


def complete_with_open_milestones(judgement: Judgement, _: Scene) -> Iterator[Fault]:
    """An action says that it is complete while a milestone of it is still open.

    The claim may be right and the milestone forgotten, or the milestone may be what is left to
    do. The board should not have to ask.
    """
    if judgement.is_delivered:
        for n, milestone in enumerate(judgement.action.milestones):
            if milestone.done is None:
                yield Fault(("milestones", n), f"complete, but “{milestone.what}” is not done")


def done_in_future(judgement: Judgement, scene: Scene) -> Iterator[Fault]:
    """A day on which something is said to have been done has not come yet.

    Until that day the action or the milestone counts as not done. Most often the year or the
    month is a slip of the keyboard.
    """
    action = judgement.action
    days: list[tuple[At, date | None]] = [
        (("completed",), action.completed),
        (("recorded",), action.recorded),
        (("verified", "on"), action.verified.on if action.verified else None),
    ]
    days += [
        ((name, n, field), getattr(item, field))
        for name, field in _DAYS_DONE
        for n, item in enumerate(getattr(action, name))
    ]
    days += [
        ((*place, field), getattr(request, field))
        for place, request in action.requests
        for field in ("requested", "agreed", "refused")
    ]
    for at, day in days:
        if day and day > scene.as_at:
            yield Fault(at, f"{day_in_words(day)} has not come yet")


def complete_without_day(judgement: Judgement, _: Scene) -> Iterator[Fault]:
    """An action says that it is complete, or embedded, and does not say since when.

    Without the day nobody can tell whether it was done on time, and what was overdue is off the
    page all the same.
    """
    claims = judgement.action.status in {Status.COMPLETE, Status.EMBEDDED}
    if claims and judgement.action.completed is None:
        yield Fault(("status",), f"{judgement.action.status}, but without the day it was completed")


def completed_while_open(judgement: Judgement, _: Scene) -> Iterator[Fault]:
    """An action gives a day on which it was completed, and a status that says it is not.

    The status counts: until it says complete, the action is judged as open.
    """
    status = judgement.action.status
    if judgement.action.completed and status not in {Status.COMPLETE, Status.EMBEDDED}:
        yield Fault(("completed",), f"a day of completion is given, but the status is “{status}”")


def dispute_in_words(rated: ActionRating, label: str) -> str:
    """What is declared, and what the facts say: its rating, what the key calls it, and why."""
    facts = f"{rated.computed} ({label.lower()})"
    return f"declared {rated.rating}, but the facts say {facts}: {rated.why}"


def depends_on_later(judgement: Judgement, scene: Scene) -> Iterator[Fault]:
    """An open action is due before something that it waits for.

    What it waits for is another open action, or a project of governance.yaml that has a
    timescale and is not done. The day that counts is the one due now: the original one, or the
    last extension that the board has agreed.
    """
    for dependency in action_dependencies(judgement, scene.names.awaited, scene.as_at):
        if dependency.later:
            yield Fault(("depends_on", dependency.number), dependency.later)


def waits_for_overdue(judgement: Judgement, scene: Scene) -> Iterator[Fault]:
    """An open action waits for something that is overdue, so its own date is in doubt.

    It is an action that is overdue, or a project of governance.yaml whose timescale has passed
    and that is not done.
    """
    for dependency in action_dependencies(judgement, scene.names.awaited, scene.as_at):
        if dependency.late:
            yield Fault(("depends_on", dependency.number), dependency.late)


def escalation_overdue(judgement: Judgement, scene: Scene) -> Iterator[Fault]:
    """An escalation is open past the day that an answer was due.

    That is the day it was needed by, or that of the board's first meeting after it was raised.
    An answer alone does not close it: somebody looks whether it helped, and gives the day.
    """
    for question in open_escalations(judgement.action, scene.as_at, scene.by.calendar):
        if question.due and question.is_overdue:
            state = "answered, but not closed" if question.is_answered else "none is recorded"
            escalation = question.escalation
            words = f"“{shorten(escalation.asks)}”, asked of {shorten(escalation.to)}"
            at: At = ("escalations", question.number)
            field = (*at, "needed_by") if escalation.needed_by else at
            due = due_in_words(question.due, scene.as_at)
            yield Fault(field, f"{words}: the answer was {due}; {state}")
