"""Exceptions of what was promised to the board: first dates, decisions and answers."""

from collections.abc import Iterator

from planctl.assess.change.first import BrokenPromise
from planctl.assess.escalation import open_escalations
from planctl.assess.exceptions import Exceptions
from planctl.assess.follow_up import OpenFollowUp
from planctl.assess.judged import Judged
from planctl.assess.promise import days
from planctl.assess.rule.scene import Scene
from planctl.model.calendar import day_in_words
from planctl.render.column import timescale_line
from planctl.render.pack.badge import row
from planctl.render.pack.decided import waits
from planctl.render.pack.occasion import Occasion
from planctl.render.pack.view import Group, Row
from planctl.render.words import counted


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
