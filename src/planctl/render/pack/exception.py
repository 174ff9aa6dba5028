"""The exceptions, each kind with its reason in words.

Exceptions of what was promised to the board: first dates, decisions and answers.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from planctl.assess.change.first import BrokenPromise
from planctl.assess.change.kind import Change, Kind
from planctl.assess.dependency import dependencies
from planctl.assess.escalation import open_escalations
from planctl.assess.exceptions import Exceptions
from planctl.assess.follow_up import OpenFollowUp
from planctl.assess.judged import Judged
from planctl.assess.promise import days
from planctl.assess.scene import Scene
from planctl.model.action import Extension, Pause, Request, Withdrawal
from planctl.model.calendar import day_in_words
from planctl.model.words import counted, rating_in_words
from planctl.render.column import HOW_KNOWN, completed_in_words, request_line, timescale_line
from planctl.render.pack.badge import anchor, row, rows
from planctl.render.pack.decided import waits
from planctl.render.pack.occasion import Occasion
from planctl.render.pack.view import Group, Row


def broken_promises(occasion: Occasion) -> Iterator[Group]:
    """The promises that somebody changed in the plan itself; nothing where history is unknown."""
    if occasion.since.compared is not None:
        yield Group(
            "first-promises",
            "First promises changed without the board",
            "The first promise is kept for ever: a later date is an extension, which the board "
            "agrees. The ratings of these follow the changed date, and not the first one.",
            tuple(_broken_row(broken, occasion) for broken in occasion.since.broken),
            "No first promise of an open action was changed.",
        )


def late_decisions(found: Exceptions, occasion: Occasion) -> Group:
    """What decisions asked for and nobody did by its day, at each action that they are about."""
    refs = occasion.scene.names.refs
    late = [
        (refs[ref], one) for one in found.follow_ups for ref in one.decision.about if ref in refs
    ]
    others = sum(refs.keys().isdisjoint(one.decision.about) for one in found.follow_ups)
    more = counted(others, "more is", "more are")
    besides = f" {more} about no action of the plan: see the decisions." if others else ""
    return Group(
        "late-decisions",
        "Decisions past their day",
        f"What the board asked for, and what was not done by its day.{besides}",
        tuple(row(each, occasion, _not_followed_up(one)) for each, one in late),
        f"Nothing that a decision asked for is late at an action.{besides}",
    )


def open_questions(found: Exceptions, occasion: Occasion) -> Group:
    """The escalations that are not closed, at the actions that they were raised about."""
    return Group(
        "escalated",
        "Open escalations",
        "A question was taken to those who can answer it, and is not closed.",
        tuple(row(each, occasion, _questions(each, occasion.scene)) for each in found.escalated),
        "No question is waiting for an answer.",
    )


def _broken_row(broken: BrokenPromise, occasion: Occasion) -> Row:
    calendar = occasion.scene.by.calendar
    was = timescale_line(broken.first, calendar)
    now = timescale_line(broken.each.promise.stated, calendar)
    changed = "changed since the last board"
    if broken.since:
        changed = f"changed on or before {day_in_words(broken.since)}"
    return row(broken.each, occasion, f"first promised for {was}; {changed}, to {now}")


def _not_followed_up(one: OpenFollowUp) -> str:
    asked = f"{one.follow_up.who}: “{one.follow_up.what}”"
    return f"{asked}, {days(one.days_overdue)} late"


def _questions(each: Judged, scene: Scene) -> str:
    still = open_escalations(each.action, scene.as_at, scene.by.calendar)
    return "; ".join(
        f"to {one.escalation.to}: “{one.escalation.asks}” ({waits(one, scene)})" for one in still
    )


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
    Kind.WITHDRAWN: (
        {Kind.WITHDRAWN},
        "Withdrawn",
        "The board agreed that they will not be done.",
    ),
    Kind.EXTENSION_REFUSED: (
        {
            Kind.EXTENSION_REFUSED,
            Kind.PAUSE_REFUSED,
            Kind.WITHDRAWAL_REFUSED,
            Kind.CORRECTION_REFUSED,
        },
        "Requests refused",
        "The board refused what was asked for, and what was agreed before stands.",
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
        tuple(_requests(found.asked, (Extension,), occasion)),
        "No extension is waiting for the board.",
    )
    yield from _halts(found, occasion)
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
        "first-promises-corrected",
        "First promises corrected",
        "The first promise was written down wrongly. A correction counts once the board has "
        "agreed it; a slip of the pen that no board had seen counts at once.",
        tuple(_corrections(found.corrected, occasion)),
        "No first promise was corrected.",
    )
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
        "Their status is not started, whatever their dates and their rating.",
        found.not_started,
        occasion,
    )
    yield from _newly(occasion, Kind.COMPLETED)
    yield _back_dated(occasion)
    yield Group(
        "no-evidence",
        "Completed without evidence",
        "They are said to be complete, and nothing is named that shows it.",
        rows(found.no_evidence, occasion),
        "Every complete action names evidence.",
    )
    yield Group(
        "no-effect",
        "Done, no effect shown",
        "Complete, while the impact is red or not rated, or the figures show no change.",
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
    others = sum(len(each.late_milestones) for each in found.overdue)
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
    told = ((e, [change for change in both if change.kind in kinds]) for e, both in compared.kept)
    news = [row(e, occasion, _refusals(e, changes, occasion)) for e, changes in told if changes]
    came = rows((each for each in compared.added if _is(each, kind)), occasion)
    whole = f"{title} since {occasion.since.words}"
    yield Group(anchor(kind.value), whole, intro, (*news, *came), f"{whole}: none.")


def _refusals(each: Judged, changes: Iterable[Change], occasion: Occasion) -> str:
    """What was refused, each with its reason; empty where it is other news."""
    refused: Iterator[Request] = (
        getattr(each.action, str(change.at[0]))[int(change.at[1])]
        for change in changes
        if len(change.at) > 1
    )
    return _lines(refused, each, occasion)


def _is(each: Judged, kind: Kind) -> bool:
    """Whether an action that is new in the plan is so from the start."""
    if kind is Kind.NEWLY_OVERDUE:
        return each.is_overdue
    if kind is Kind.WITHDRAWN:
        return each.is_withdrawn
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
        f"“{late.milestone.what}” was due {day_in_words(late.due)}" for late in each.late_milestones
    )
    return "; ".join(late)


def _requests(
    judged: Iterable[Judged], kinds: tuple[type[Request], ...], occasion: Occasion
) -> Iterator[Row]:
    """What waits for the board, of some kinds of requests."""
    for each in judged:
        asked = [request for request in each.asked if isinstance(request, kinds)]
        if asked:
            yield row(each, occasion, _lines(asked, each, occasion))


def _corrections(judged: Iterable[Judged], occasion: Occasion) -> Iterator[Row]:
    """Every correction of a first promise, with its answer."""
    for each in judged:
        yield row(each, occasion, _lines(each.action.corrections, each, occasion))


def _lines(requests: Iterable[Request], each: Judged, occasion: Occasion) -> str:
    by = occasion.scene.by
    return "; ".join(request_line(request, each, by) for request in requests)


def _halts(found: Exceptions, occasion: Occasion) -> Iterator[Group]:
    """What the board is asked to stop, and what it has stopped."""
    yield Group(
        "pauses-requested",
        "Pauses and withdrawals requested",
        "Until the board agrees it, an action stands as its dates have it.",
        tuple(_requests(found.asked, (Pause, Withdrawal), occasion)),
        "No pause or withdrawal is waiting for the board.",
    )
    yield Group(
        "paused",
        "Paused",
        "The board agreed that they wait. From the day after, their dates count again.",
        rows(found.paused, occasion),
        "No action is paused.",
    )
    if occasion.since.compared is None:
        gone = [each for each in occasion.scene.judged if each.is_withdrawn]
        yield _group("withdrawn", "Withdrawn", _NEWS[Kind.WITHDRAWN][2], tuple(gone), occasion)
    else:
        yield from _newly(occasion, Kind.WITHDRAWN)


def _slipped(each: Judged, scene: Scene) -> str:
    first, agreed = each.promise.original, each.promise.agreed
    how = HOW_KNOWN[scene.by.promised.known_from]
    was = f"first promised for {day_in_words(first)}{how}, " if first else ""
    when = f", agreed {day_in_words(agreed)}" if agreed else ""
    reasons = (e.reason for e in reversed(each.action.extensions) if e.agreed == agreed)
    why = next(reasons, "")
    return f"{was}now {days(each.promise.slippage_days)} later{when}: {why}"


def _back_dated(occasion: Occasion) -> Group:
    """What is said to have been done before a board that saw it open, in the pack after that."""
    done = [each for each in occasion.scene.judged if each.is_delivered]
    late = {of.each.at: of.recorded for of in occasion.since.back_dated}
    if occasion.since.compared is None:  # then only the plan itself can tell
        met = occasion.scene.by.calendar.last_meeting(occasion.scene.as_at)
        for each in done:
            if each.action.recorded and (not met or each.action.recorded > met.last):
                late[each.at] = each.action.recorded
    return Group(
        "back-dated",
        "Completed on an earlier day",
        "They are said to have been done before a board that still saw them open.",
        tuple(row(e, occasion, _recorded(e, late[e.at])) for e in done if e.at in late),
        "No action was completed on a day before a board that saw it open.",
    )


def _recorded(each: Judged, day: date | None) -> str:
    written = each.action.model_copy(update={"recorded": day})
    return completed_in_words(written)


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
