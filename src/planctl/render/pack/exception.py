"""The exceptions, each kind with its reason in words."""

from collections.abc import Iterable, Iterator
from typing import Final

from planctl.assess.change.kind import Change, Kind
from planctl.assess.dependency import dependencies
from planctl.assess.exceptions import Exceptions
from planctl.assess.judged import Judged
from planctl.assess.promise import days
from planctl.assess.rule.scene import Scene
from planctl.model.calendar import Calendar, day_in_words
from planctl.render.column import HOW_KNOWN, extension_line
from planctl.render.pack.badge import anchor, row, rows
from planctl.render.pack.kept import broken_promises, late_decisions, open_questions
from planctl.render.pack.occasion import Occasion
from planctl.render.pack.view import Group, Row
from planctl.render.words import counted, rating_in_words

# What became so since the last board: the kinds of change, the heading, and what it means.
_NEWS: Final = {
    Kind.NEWLY_OVERDUE: (
        {Kind.NEWLY_OVERDUE},
        "Newly overdue",
        "They are among those above, and were not overdue then.",
    ),
    Kind.COMPLETED: (
        {Kind.COMPLETED, Kind.EMBEDDED},
        "Completed or embedded",
        "They were not then. Complete is what the lead says; embedded has been checked.",
    ),
    Kind.EXTENSION_REFUSED: (
        {Kind.EXTENSION_REFUSED},
        "Extensions refused",
        "The board refused a later date, and the earlier one stands.",
    ),
}


def groups(found: Exceptions, occasion: Occasion) -> Iterator[Group]:
    """Every kind of exception, in the order that a board takes them."""
    scene, (_, until) = occasion.scene, occasion.until
    yield _group(
        "overdue",
        "Overdue",
        "The date has passed and the action is not complete.",
        found.overdue,
        occasion,
    )
    yield from _newly(occasion, Kind.NEWLY_OVERDUE)
    yield _group("due", f"Due {until}", "Not late yet; open, and due by then.", found.due, occasion)
    yield _late_steps(found, occasion)
    yield Group(
        "extensions-requested",
        "Extensions requested",
        "A later date is asked for. Until the board agrees it, the earlier date stands.",
        tuple(_requests(found, occasion)),
        "No extension is waiting for the board.",
    )
    yield Group(
        "extensions-agreed",
        "Extensions agreed",
        "Open actions that run on a later date than was first promised.",
        tuple(row(each, occasion, _slipped(each, scene)) for each in found.agreed),
        "No open action runs on an agreed extension.",
    )
    yield from _newly(occasion, Kind.EXTENSION_REFUSED)
    yield from broken_promises(occasion)
    yield Group(
        "extended-again",
        "Extended more than once",
        "The board has agreed a later date for these at least twice.",
        tuple(row(each, occasion, _slipped(each, scene)) for each in found.extended_again),
        "No open action was extended more than once.",
    )
    yield Group(
        "at-risk",
        "Dependencies at risk",
        "They wait for something that is overdue, or that comes after their own date.",
        tuple(row(each, occasion, _risks(each, scene)) for each in found.at_risk),
        "No open action waits for something that is late or comes too late.",
    )
    yield late_decisions(found, occasion)
    yield open_questions(found, occasion)
    yield Group(
        "disputed",
        "Disputed ratings",
        "The declared rating is better than the facts allow.",
        tuple(row(each, occasion, _dispute(each)) for each in found.disputed),
        "No declared rating is better than the facts allow.",
    )
    yield _group(
        "no-timescale",
        "No timescale",
        "Without a date an action can never be late.",
        found.no_timescale,
        occasion,
    )
    yield _group("no-lead", "No lead", "Nobody can be asked about these.", found.no_lead, occasion)
    yield _group(
        "not-started",
        "Not started",
        "They have a date, and are not rated until they start.",
        found.not_rated,
        occasion,
    )
    yield from _newly(occasion, Kind.COMPLETED)
    yield Group(
        "no-effect",
        "Done, no effect shown",
        "Complete, while the impact is red or not rated.",
        tuple(row(each, occasion, each.impact.why) for each in found.no_effect),
        "No action is complete without its effect being shown.",
    )
    yield Group(
        "before-delivery",
        "Effect before delivery",
        "The effect is there, and the action is not complete: is it still needed, or is it "
        "something else that works?",
        tuple(row(each, occasion, each.impact.why) for each in found.before_delivery),
        "No action shows its whole effect before it is delivered.",
    )


def _late_steps(found: Exceptions, occasion: Occasion) -> Group:
    others = sum(len(each.promise.late_milestones) for each in found.overdue)
    late = counted(others, "late milestone")
    verb = "is" if others == 1 else "are"
    belong = f" {late} of overdue actions {verb} not listed here." if others else ""
    return Group(
        "late-milestones",
        "Milestones overdue, of actions that are on time",
        f"The action itself is not late, and a step on its way is.{belong}",
        tuple(row(each, occasion, _late_milestones(each)) for each in found.milestones),
        f"No milestone of an action that is itself on time has passed its date.{belong}",
    )


def _newly(occasion: Occasion, kind: Kind) -> Iterator[Group]:
    """What became so since the last board; nothing where that cannot be told."""
    compared = occasion.since.compared
    if compared is None:
        return
    kinds, title, intro = _NEWS[kind]
    calendar = occasion.scene.by.calendar
    told = ((e, [change for change in both if change.kind in kinds]) for e, both in compared.kept)
    news = [row(e, occasion, _refusals(e, changes, calendar)) for e, changes in told if changes]
    came = rows((each for each in compared.added if _is(each, kind)), occasion)
    whole = f"{title} since {occasion.since.words}"
    yield Group(anchor(kind.value), whole, intro, (*news, *came), f"{whole}: none.")


def _refusals(each: Judged, changes: Iterable[Change], calendar: Calendar) -> str:
    """The later dates that were refused, each with its reason; empty where it is other news."""
    refused = (
        each.action.extensions[int(change.at[1])]
        for change in changes
        if change.kind is Kind.EXTENSION_REFUSED
    )
    return "; ".join(extension_line(extension, each, calendar) for extension in refused)


def _is(each: Judged, kind: Kind) -> bool:
    """Whether an action that is new in the plan is so from the start."""
    if kind is Kind.NEWLY_OVERDUE:
        return each.is_overdue
    return kind is Kind.COMPLETED and each.is_delivered


def _risks(each: Judged, scene: Scene) -> str:
    known = dependencies(each, scene.names.awaited, scene.as_at)
    return "; ".join(one.late or one.later for one in known if one.risks)


def _group(
    name: str, title: str, intro: str, judged: tuple[Judged, ...], occasion: Occasion
) -> Group:
    return Group(name, title, intro, rows(judged, occasion), f"{title}: none.")


def _late_milestones(each: Judged) -> str:
    late = (
        f"“{late.milestone.what}” was due {day_in_words(late.due)}"
        for late in each.promise.late_milestones
    )
    return "; ".join(late)


def _requests(found: Exceptions, occasion: Occasion) -> Iterator[Row]:
    calendar = occasion.scene.by.calendar
    for each in found.requested:
        asked = (extension_line(e, each, calendar) for e in each.open_requests)
        yield row(each, occasion, "; ".join(asked))


def _slipped(each: Judged, scene: Scene) -> str:
    first, agreed = each.promise.original, each.promise.agreed
    how = HOW_KNOWN[scene.by.promised.known_from]
    was = f"first promised for {day_in_words(first)}{how}, " if first else ""
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
