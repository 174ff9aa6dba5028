"""The groups of exceptions in the pack, each with its actions and the reason for each."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from planctl.assess.change.change_kind import Change, ChangeKind
from planctl.assess.change.first_promise import BrokenPromise
from planctl.assess.dependency import action_dependencies
from planctl.assess.escalation import open_escalations
from planctl.assess.exceptions import Exceptions
from planctl.assess.follow_up import OpenFollowUp
from planctl.assess.judgement import Judgement
from planctl.assess.promise import days_in_words
from planctl.assess.scene import Scene
from planctl.model.action import Extension, Pause, Request, Withdrawal
from planctl.model.calendar import day_in_words
from planctl.model.words import count_noun, rating_in_words
from planctl.render.action_columns import (
    PROMISE_KNOWN_FROM,
    completed_in_words,
    request_with_answer,
    timescale_with_day,
)
from planctl.render.pack.context import PackContext
from planctl.render.pack.decisions import escalation_state
from planctl.render.pack.pieces import action_row, action_rows, make_anchor
from planctl.render.pack.view import Group, Row

# What became so since the last board: the kinds of change, the heading, and what it means.
_NEWS: Final = {
    ChangeKind.NEWLY_OVERDUE: (
        {ChangeKind.NEWLY_OVERDUE},
        "Newly overdue",
        "They are among those above, and were not overdue then.",
    ),
    ChangeKind.COMPLETED: (
        {ChangeKind.COMPLETED, ChangeKind.EMBEDDED},
        "Completed or embedded",
        "They were not then. Complete is what the lead says; embedded has been checked.",
    ),
    ChangeKind.WITHDRAWN: (
        {ChangeKind.WITHDRAWN},
        "Withdrawn",
        "The board agreed that they will not be done.",
    ),
    ChangeKind.EXTENSION_REFUSED: (
        {
            ChangeKind.EXTENSION_REFUSED,
            ChangeKind.PAUSE_REFUSED,
            ChangeKind.WITHDRAWAL_REFUSED,
            ChangeKind.CORRECTION_REFUSED,
        },
        "Requests refused",
        "The board refused what was asked for, and what was agreed before stands.",
    ),
}


def exception_groups(exceptions: Exceptions, occasion: PackContext) -> Iterator[Group]:
    """Every kind of exception, in the order that a board takes them."""
    yield from _date_groups(exceptions, occasion)
    yield from _judgement_groups(exceptions, occasion)
    yield from _completion_groups(exceptions, occasion)


def _date_groups(exceptions: Exceptions, occasion: PackContext) -> Iterator[Group]:
    """What is late or due, and what became of first promises and later dates."""
    scene, (_, until) = occasion.scene, occasion.until
    yield _group(
        "overdue",
        "Overdue",
        "The date has passed and the action is not complete.",
        exceptions.overdue,
        occasion,
    )
    yield from _news_group(occasion, ChangeKind.NEWLY_OVERDUE)
    yield _group(
        "due", f"Due {until}", "Not late yet; open, and due by then.", exceptions.due, occasion
    )
    yield _late_steps(exceptions, occasion)
    yield Group(
        "extensions-requested",
        "Extensions requested",
        "A later date is asked for. Until the board agrees it, the earlier date stands.",
        tuple(_requests(exceptions.asked, (Extension,), occasion)),
        "No extension is waiting for the board.",
    )
    yield from _halt_groups(exceptions, occasion)
    yield Group(
        "extensions-agreed",
        "Extensions agreed",
        "Open actions that run on a later date than was first promised.",
        tuple(
            action_row(judged, occasion, _slip_in_words(judged, scene))
            for judged in exceptions.agreed
        ),
        "No open action runs on an agreed extension.",
    )
    yield from _news_group(occasion, ChangeKind.EXTENSION_REFUSED)
    yield from _changed_promise_group(occasion)
    yield Group(
        "first-promises-corrected",
        "First promises corrected",
        "The first promise was written down wrongly. A correction counts once the board has "
        "agreed it; a slip of the pen that no board had seen counts at once.",
        tuple(_corrections(exceptions.corrected, occasion)),
        "No first promise was corrected.",
    )
    yield Group(
        "extended-again",
        "Extended more than once",
        "The board has agreed a later date for these at least twice.",
        tuple(
            action_row(judged, occasion, _slip_in_words(judged, scene))
            for judged in exceptions.extended_again
        ),
        "No open action was extended more than once.",
    )


def _judgement_groups(exceptions: Exceptions, occasion: PackContext) -> Iterator[Group]:
    """What waits for others, is disputed, or lacks what it would be judged by."""
    scene = occasion.scene
    yield Group(
        "at-risk",
        "Dependencies at risk",
        "They wait for something that is overdue, or that comes after their own date.",
        tuple(action_row(judged, occasion, _risks(judged, scene)) for judged in exceptions.at_risk),
        "No open action waits for something that is late or comes too late.",
    )
    yield _late_decision_group(exceptions, occasion)
    yield _open_escalation_group(exceptions, occasion)
    yield Group(
        "disputed",
        "Disputed ratings",
        "The declared rating is better than the facts allow.",
        tuple(action_row(judged, occasion, _dispute(judged)) for judged in exceptions.disputed),
        "No declared rating is better than the facts allow.",
    )
    yield _group(
        "no-timescale",
        "No timescale",
        "Without a date an action can never be late.",
        exceptions.no_timescale,
        occasion,
    )
    yield _group(
        "no-lead", "No lead", "Nobody can be asked about these.", exceptions.no_lead, occasion
    )
    yield _group(
        "not-started",
        "Not started",
        "Their status is not started, whatever their dates and their rating.",
        exceptions.not_started,
        occasion,
    )


def _completion_groups(exceptions: Exceptions, occasion: PackContext) -> Iterator[Group]:
    """What was completed, and whether evidence and effect agree with that."""
    yield from _news_group(occasion, ChangeKind.COMPLETED)
    yield _back_dated_group(occasion)
    yield Group(
        "no-evidence",
        "Completed without evidence",
        "They are said to be complete, and nothing is named that shows it.",
        action_rows(exceptions.no_evidence, occasion),
        "Every complete action names evidence.",
    )
    yield Group(
        "no-effect",
        "Done, no effect shown",
        "Complete, while the impact is red or not rated, or the figures show no change.",
        tuple(action_row(judged, occasion, judged.impact.why) for judged in exceptions.no_effect),
        "No action is complete without its effect being shown.",
    )
    yield Group(
        "before-delivery",
        "Effect before delivery",
        "The effect is there, and the action is not complete: is it still needed, or is it "
        "something else that works?",
        tuple(
            action_row(judged, occasion, judged.impact.why) for judged in exceptions.before_delivery
        ),
        "No action shows its whole effect before it is delivered.",
    )


def _changed_promise_group(occasion: PackContext) -> Iterator[Group]:
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


def _late_decision_group(exceptions: Exceptions, occasion: PackContext) -> Group:
    """What decisions asked for and nobody did by its day, at each action that they are about."""
    refs = occasion.scene.names.refs
    late = [
        (refs[ref], task)
        for task in exceptions.follow_ups
        for ref in task.decision.about
        if ref in refs
    ]
    elsewhere = sum(refs.keys().isdisjoint(task.decision.about) for task in exceptions.follow_ups)
    more = count_noun(elsewhere, "more is", "more are")
    besides = f" {more} about no action of the plan: see the decisions." if elsewhere else ""
    return Group(
        "late-decisions",
        "Decisions past their day",
        f"What the board asked for, and what was not done by its day.{besides}",
        tuple(action_row(judged, occasion, _follow_up_in_words(task)) for judged, task in late),
        f"Nothing that a decision asked for is late at an action.{besides}",
    )


def _open_escalation_group(exceptions: Exceptions, occasion: PackContext) -> Group:
    """The escalations that are not closed, at the actions that they were raised about."""
    return Group(
        "escalated",
        "Open escalations",
        "A question was taken to those who can answer it, and is not closed.",
        tuple(
            action_row(judged, occasion, _questions(judged, occasion.scene))
            for judged in exceptions.escalated
        ),
        "No question is waiting for an answer.",
    )


def _broken_row(broken: BrokenPromise, occasion: PackContext) -> Row:
    calendar = occasion.scene.by.calendar
    was = timescale_with_day(broken.first, calendar)
    now = timescale_with_day(broken.each.promise.stated, calendar)
    changed = "changed since the last board"
    if broken.since:
        changed = f"changed on or before {day_in_words(broken.since)}"
    return action_row(broken.each, occasion, f"first promised for {was}; {changed}, to {now}")


def _follow_up_in_words(task: OpenFollowUp) -> str:
    request = f"{task.follow_up.who}: “{task.follow_up.what}”"
    return f"{request}, {days_in_words(task.days_overdue)} late"


def _questions(judged: Judgement, scene: Scene) -> str:
    questions = open_escalations(judged.action, scene.as_at, scene.by.calendar)
    return "; ".join(
        f"to {question.escalation.to}: “{question.escalation.asks}” "
        f"({escalation_state(question, scene)})"
        for question in questions
    )


def _late_steps(exceptions: Exceptions, occasion: PackContext) -> Group:
    number = sum(len(judged.late_milestones) for judged in exceptions.overdue)
    late = count_noun(number, "late milestone")
    verb = "is" if number == 1 else "are"
    rest = f" {late} of overdue actions {verb} not listed here." if number else ""
    return Group(
        "late-milestones",
        "Milestones overdue, of actions that are on time",
        f"The action itself is not late, and a step on its way is.{rest}",
        tuple(
            action_row(judged, occasion, _late_milestones(judged))
            for judged in exceptions.milestones
        ),
        f"No milestone of an action that is itself on time has passed its date.{rest}",
    )


def _news_group(occasion: PackContext, kind: ChangeKind) -> Iterator[Group]:
    """What became so since the last board; nothing where that cannot be told."""
    compared = occasion.since.compared
    if compared is None:
        return
    kinds, title, intro = _NEWS[kind]
    kept = (
        (judged, [change for change in changes if change.kind in kinds])
        for judged, changes in compared.kept
    )
    news = [
        action_row(judged, occasion, _refusals(judged, matching, occasion))
        for judged, matching in kept
        if matching
    ]
    added = action_rows((judged for judged in compared.added if _is_new_as(judged, kind)), occasion)
    heading = f"{title} since {occasion.since.words}"
    yield Group(make_anchor(kind.value), heading, intro, (*news, *added), f"{heading}: none.")


def _refusals(judged: Judgement, changes: Iterable[Change], occasion: PackContext) -> str:
    """What was refused, each with its reason; empty where it is other news."""
    refused: Iterator[Request] = (
        getattr(judged.action, str(change.at[0]))[int(change.at[1])]
        for change in changes
        if len(change.at) > 1
    )
    return _request_lines(refused, judged, occasion)


def _is_new_as(judged: Judgement, kind: ChangeKind) -> bool:
    """Whether an action that is new in the plan is so from the start."""
    if kind is ChangeKind.NEWLY_OVERDUE:
        return judged.is_overdue
    if kind is ChangeKind.WITHDRAWN:
        return judged.is_withdrawn
    return kind is ChangeKind.COMPLETED and judged.is_delivered


def _risks(judged: Judgement, scene: Scene) -> str:
    waits_for = action_dependencies(judged, scene.names.awaited, scene.as_at)
    return "; ".join(
        dependency.late or dependency.later for dependency in waits_for if dependency.risks
    )


def _group(
    name: str, title: str, intro: str, actions: tuple[Judgement, ...], occasion: PackContext
) -> Group:
    return Group(name, title, intro, action_rows(actions, occasion), f"{title}: none.")


def _late_milestones(judged: Judgement) -> str:
    late = (
        f"“{late.milestone.what}” was due {day_in_words(late.due)}"
        for late in judged.late_milestones
    )
    return "; ".join(late)


def _requests(
    actions: Iterable[Judgement], kinds: tuple[type[Request], ...], occasion: PackContext
) -> Iterator[Row]:
    """What waits for the board, of some kinds of requests."""
    for judged in actions:
        requests = [request for request in judged.asked if isinstance(request, kinds)]
        if requests:
            yield action_row(judged, occasion, _request_lines(requests, judged, occasion))


def _corrections(actions: Iterable[Judgement], occasion: PackContext) -> Iterator[Row]:
    """Every correction of a first promise, with its answer."""
    for judged in actions:
        yield action_row(
            judged, occasion, _request_lines(judged.action.corrections, judged, occasion)
        )


def _request_lines(requests: Iterable[Request], judged: Judgement, occasion: PackContext) -> str:
    by = occasion.scene.by
    return "; ".join(request_with_answer(request, judged, by) for request in requests)


def _halt_groups(exceptions: Exceptions, occasion: PackContext) -> Iterator[Group]:
    """What the board is asked to stop, and what it has stopped."""
    yield Group(
        "pauses-requested",
        "Pauses and withdrawals requested",
        "Until the board agrees it, an action stands as its dates have it.",
        tuple(_requests(exceptions.asked, (Pause, Withdrawal), occasion)),
        "No pause or withdrawal is waiting for the board.",
    )
    yield Group(
        "paused",
        "Paused",
        "The board agreed that they wait. From the day after, their dates count again.",
        action_rows(exceptions.paused, occasion),
        "No action is paused.",
    )
    if occasion.since.compared is None:
        withdrawn = [judged for judged in occasion.scene.judged if judged.is_withdrawn]
        yield _group(
            "withdrawn", "Withdrawn", _NEWS[ChangeKind.WITHDRAWN][2], tuple(withdrawn), occasion
        )
    else:
        yield from _news_group(occasion, ChangeKind.WITHDRAWN)


def _slip_in_words(judged: Judgement, scene: Scene) -> str:
    first, agreed = judged.promise.original, judged.promise.agreed
    how = PROMISE_KNOWN_FROM[scene.by.promised.known_from]
    was = f"first promised for {day_in_words(first)}{how}, " if first else ""
    when = f", agreed {day_in_words(agreed)}" if agreed else ""
    reasons = (
        extension.reason
        for extension in reversed(judged.action.extensions)
        if extension.agreed == agreed
    )
    why = next(reasons, "")
    return f"{was}now {days_in_words(judged.promise.slippage_days)} later{when}: {why}"


def _back_dated_group(occasion: PackContext) -> Group:
    """What is said to have been done before a board that saw it open, in the pack after that."""
    done = [judged for judged in occasion.scene.judged if judged.is_delivered]
    late = {action.each.at: action.recorded for action in occasion.since.back_dated}
    if occasion.since.compared is None:  # then only the plan itself can tell
        met = occasion.scene.by.calendar.last_meeting(occasion.scene.as_at)
        for judged in done:
            if judged.action.recorded and (not met or judged.action.recorded > met.last):
                late[judged.at] = judged.action.recorded
    return Group(
        "back-dated",
        "Completed on an earlier day",
        "They are said to have been done before a board that still saw them open.",
        tuple(
            action_row(judged, occasion, _completion_in_words(judged, late[judged.at]))
            for judged in done
            if judged.at in late
        ),
        "No action was completed on a day before a board that saw it open.",
    )


def _completion_in_words(judged: Judgement, day: date | None) -> str:
    action = judged.action.model_copy(update={"recorded": day})
    return completed_in_words(action)


def _dispute(judged: Judgement) -> str:
    ratings = (("progress", judged.progress), ("impact", judged.impact))
    words = (
        f"{name} declared {rating_in_words(rated.rating)}, the facts say "
        f"{rating_in_words(rated.computed)}: {rated.why}"
        for name, rated in ratings
        if rated.disputed
    )
    reason = f" (the lead's reason: {judged.action.rag_reason})" if judged.action.rag_reason else ""
    return "; ".join(words) + reason
