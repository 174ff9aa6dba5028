"""What the board is asked to decide, as far as the plan's own facts say."""

from collections.abc import Iterator

from planctl.assess.change.kind import Kind
from planctl.assess.escalation import open_escalations
from planctl.assess.exceptions import Exceptions
from planctl.assess.judged import Judged
from planctl.assess.promise import days
from planctl.assess.rule.scene import Scene
from planctl.render.column import timescale_line
from planctl.render.pack.badge import sentence
from planctl.render.pack.occasion import Occasion
from planctl.render.words import counted, in_a_row


def asks(found: Exceptions, occasion: Occasion) -> Iterator[str]:
    """Each thing that the board is asked, what only it can give first."""
    scene = occasion.scene
    yield from _extensions(found, scene)
    yield from _broken_promises(occasion)
    yield from _answers(found, scene)
    yield from _challenges(found)
    yield from _findings(scene)
    if found.no_lead:
        yield f"Name a lead for {_without(found.no_lead)}."


def _extensions(found: Exceptions, scene: Scene) -> Iterator[str]:
    for each in found.requested:
        for extension in each.open_requests:
            later = timescale_line(extension.to, scene.by.calendar)
            what = f"Decide on a later date for {each.ref} {each.action.title}: {later}"
            yield sentence(f"{what}. Reason given: {extension.reason}")


def _broken_promises(occasion: Occasion) -> Iterator[str]:
    """The first promises that were changed since the last board, without its leave."""
    compared = occasion.since.compared
    changed = [
        change.ref
        for change in (compared.changes if compared else ())
        if change.kind is Kind.ORIGINAL_CHANGED
    ]
    if changed:
        many = counted(len(changed), "first promise")
        yield f"Decide on {many} changed without its agreement: {in_a_row(changed)}."


def _answers(found: Exceptions, scene: Scene) -> Iterator[str]:
    """The questions that wait for an answer, and what was to be done and is not."""
    for each in found.escalated:
        for one in open_escalations(each.action, scene.as_at, scene.by.calendar):
            if not one.is_answered:
                asked = f"Answer what was put to {one.escalation.to} about {each.ref}"
                yield sentence(f"{asked}: {one.escalation.asks}")
    for late in found.follow_ups:
        asked = f"Ask {late.follow_up.who} what became of “{late.follow_up.what}”"
        yield f"{asked}, {days(late.days_overdue)} past its day."


def _challenges(found: Exceptions) -> Iterator[str]:
    if found.overdue:
        many = counted(len(found.overdue), "overdue action")
        yield f"Challenge the {many}: {_refs(found.overdue)}."
    if found.disputed:
        yield f"Settle {counted(len(found.disputed), 'disputed rating')}: {_refs(found.disputed)}."
    if found.no_timescale:
        yield f"Set a date for {_without(found.no_timescale)}."


def _findings(scene: Scene) -> Iterator[str]:
    front = scene.plan.plan
    answered = {finding for each in scene.judged for finding in each.action.findings}
    for finding in front.findings if front else ():
        if finding.id not in answered:
            yield f"Decide what answers the finding “{finding.title}”: no action does."


def _without(judged: tuple[Judged, ...]) -> str:
    return f"{counted(len(judged), 'action')} without one: {_refs(judged)}"


def _refs(judged: tuple[Judged, ...]) -> str:
    return in_a_row([each.ref for each in judged])
