"""The exceptions, each kind with its reason in words, and what the board is asked to decide."""

from collections.abc import Iterator

from planctl.assess.exceptions import Exceptions
from planctl.assess.judged import Judged
from planctl.assess.promise import days
from planctl.assess.rule.scene import Scene
from planctl.model.calendar import day_in_words
from planctl.render.column import extension_line, timescale_line
from planctl.render.pack.badge import row, rows, sentence
from planctl.render.pack.view import Group, Row
from planctl.render.words import counted, in_a_row, rating_in_words


def groups(found: Exceptions, scene: Scene, until: str) -> Iterator[Group]:
    """Every kind of exception, in the order that a board takes them."""
    yield _group(
        "overdue",
        "Overdue",
        "The date has passed and the action is not complete.",
        found.overdue,
        scene,
    )
    yield _group("due", f"Due {until}", "Not late yet; open, and due by then.", found.due, scene)
    yield _late_steps(found, scene)
    yield Group(
        "extensions-requested",
        "Extensions requested",
        "A later date is asked for. Until the board agrees it, the earlier date stands.",
        tuple(_requests(found, scene)),
        "No extension is waiting for the board.",
    )
    yield Group(
        "extensions-agreed",
        "Extensions agreed",
        "Open actions that run on a later date than was first promised.",
        tuple(row(each, scene, _slipped(each)) for each in found.agreed),
        "No open action runs on an agreed extension.",
    )
    yield Group(
        "disputed",
        "Disputed ratings",
        "The declared rating is better than the facts allow.",
        tuple(row(each, scene, _dispute(each)) for each in found.disputed),
        "No declared rating is better than the facts allow.",
    )
    yield _group(
        "no-timescale",
        "No timescale",
        "Without a date an action can never be late.",
        found.no_timescale,
        scene,
    )
    yield _group("no-lead", "No lead", "Nobody can be asked about these.", found.no_lead, scene)
    yield _group(
        "not-started",
        "Not started",
        "They have a date, and are not rated until they start.",
        found.not_rated,
        scene,
    )
    yield Group(
        "no-effect",
        "Done, no effect shown",
        "Complete, while the impact is red or not rated.",
        tuple(row(each, scene, each.impact.why) for each in found.no_effect),
        "No action is complete without its effect being shown.",
    )


def _late_steps(found: Exceptions, scene: Scene) -> Group:
    others = sum(len(each.promise.late_milestones) for each in found.overdue)
    late = counted(others, "late milestone")
    belong = f" {late} of overdue actions are not listed here." if others else ""
    return Group(
        "late-milestones",
        "Milestones overdue, of actions that are on time",
        f"The action itself is not late, and a step on its way is.{belong}",
        tuple(row(each, scene, _late_milestones(each)) for each in found.milestones),
        f"No milestone of an action that is itself on time has passed its date.{belong}",
    )


def asks(found: Exceptions, scene: Scene) -> Iterator[str]:
    """What the board is asked to decide, as far as the plan's own facts say."""
    for each in found.requested:
        for extension in each.open_requests:
            later = timescale_line(extension.to, scene.by.calendar)
            what = f"Decide on a later date for {each.ref} {each.action.title}: {later}"
            yield sentence(f"{what}. Reason given: {extension.reason}")
    if found.overdue:
        many = counted(len(found.overdue), "overdue action")
        yield f"Challenge the {many}: {_refs(found.overdue)}."
    if found.disputed:
        yield f"Settle {counted(len(found.disputed), 'disputed rating')}: {_refs(found.disputed)}."
    if found.no_timescale:
        many = counted(len(found.no_timescale), "action")
        yield f"Set a date for {many} without one: {_refs(found.no_timescale)}."
    front = scene.plan.plan
    answered = {finding for each in scene.judged for finding in each.action.findings}
    for finding in front.findings if front else ():
        if finding.id not in answered:
            yield f"Decide what answers the finding “{finding.title}”: no action does."
    if found.no_lead:
        many = counted(len(found.no_lead), "action")
        yield f"Name a lead for {many} without one: {_refs(found.no_lead)}."


def _group(name: str, title: str, intro: str, judged: tuple[Judged, ...], scene: Scene) -> Group:
    return Group(name, title, intro, rows(judged, scene), f"{title}: none.")


def _refs(judged: tuple[Judged, ...]) -> str:
    return in_a_row([each.ref for each in judged])


def _late_milestones(each: Judged) -> str:
    late = (
        f"“{late.milestone.what}” was due {day_in_words(late.due)}"
        for late in each.promise.late_milestones
    )
    return "; ".join(late)


def _requests(found: Exceptions, scene: Scene) -> Iterator[Row]:
    for each in found.requested:
        asked = (extension_line(e, each, scene.by.calendar) for e in each.open_requests)
        yield row(each, scene, "; ".join(asked))


def _slipped(each: Judged) -> str:
    first, agreed = each.promise.original, each.promise.agreed
    was = f"first promised for {day_in_words(first)}, " if first else ""
    when = f", agreed {day_in_words(agreed)}" if agreed else ""
    reasons = (e.reason for e in reversed(each.action.extensions) if e.agreed == agreed)
    why = next(reasons, "")
    return f"{was}now {days(each.promise.slippage_days)} later{when}: {why}"


def _dispute(each: Judged) -> str:
    both = ((name, of) for name, of in (("progress", each.progress), ("impact", each.impact)))
    words = (
        f"{name} declared {rating_in_words(of.rating)}, the facts say "
        f"{rating_in_words(of.computed)}: {of.why}"
        for name, of in both
        if of.disputed
    )
    reason = f" (the lead's reason: {each.action.rag_reason})" if each.action.rag_reason else ""
    return "; ".join(words) + reason
