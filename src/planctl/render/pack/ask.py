"""What the board is asked to decide, as far as the plan's own facts say."""

from collections.abc import Iterator

from planctl.assess.change.kind import Kind
from planctl.assess.escalation import OpenEscalation, open_escalations
from planctl.assess.exceptions import Exceptions
from planctl.assess.judged import Judged
from planctl.assess.promise import days
from planctl.assess.rule.scene import Scene
from planctl.model.action import Correction, Extension, Pause, Request
from planctl.model.calendar import Calendar
from planctl.model.document import Board
from planctl.render.column import timescale_line
from planctl.render.pack.badge import sentence
from planctl.render.pack.occasion import Occasion
from planctl.render.record import request_name
from planctl.render.words import counted, in_a_row


def asks(found: Exceptions, occasion: Occasion) -> Iterator[str]:
    """Each thing that the board is asked, what only it can give first."""
    scene = occasion.scene
    yield from _requests(found, scene)
    yield from _broken_promises(occasion)
    yield from _changed_answers(occasion)
    yield from _answers(found, scene)
    yield from _challenges(found)
    yield from _findings(scene)
    if found.no_lead:
        yield f"Name a lead for {_without(found.no_lead)}."


def _requests(found: Exceptions, scene: Scene) -> Iterator[str]:
    for each in found.asked:
        for request in each.asked:
            what, detail = _request(request, scene.by.calendar)
            detail += _seen_by_a_board(request, each)
            about = f"Decide on {what} {each.ref} {each.action.title}{detail}"
            yield sentence(f"{about}. Reason given: {request.reason}")


def _request(request: Request, calendar: Calendar) -> tuple[str, str]:
    """What is to be decided, up to the name of the action, and what follows that."""
    match request:
        case Extension():
            return "a later date for", f": {timescale_line(request.to, calendar)}"
        case Pause():
            return "a pause of", f": until {timescale_line(request.until, calendar)}"
        case Correction():
            was, to = (timescale_line(each, calendar) for each in (request.was, request.to))
            return "a correction of the first promise of", f": from {was} to {to}"
        case _:
            others = in_a_row(request.replaced_by)
            return "the withdrawal of", f", replaced by {others}" if others else ""


def _seen_by_a_board(request: Request, each: Judged) -> str:
    """Which board saw the date that is called a slip which none had seen; empty: none did."""
    boards = (one.board for one in each.promise.unreported if one.correction == request)
    board = next(boards, None)
    called = ". It is called a slip that no board had seen, and the board of"
    return f"{called} {board.name} saw the date without it" if board else ""


def _broken_promises(occasion: Occasion) -> Iterator[str]:
    """The first promises that were changed in the plan, without the board's leave."""
    calendar = occasion.scene.by.calendar
    for each, first, _ in occasion.since.broken:
        name = f"{each.ref} {each.action.title}"
        was = timescale_line(first, calendar)
        now = timescale_line(each.promise.stated, calendar)
        why = "the first promise was changed without the board's agreement"
        yield f"Decide whether the date of {name}, first {was} and now {now}, stands: {why}."


def _changed_answers(occasion: Occasion) -> Iterator[str]:
    """What the board itself had answered, and the plan has otherwise now."""
    compared = occasion.since.compared
    for each, changes in compared.kept if compared else ():
        for change in changes:
            if change.kind is Kind.ANSWER_CHANGED:
                now = f"“{change.new}”" if change.new else "gone"
                was = f"its answer to {request_name(change)} was “{change.old}”, and is now {now}"
                yield f"Put right the record of {each.ref} {each.action.title}: {was}."


def _answers(found: Exceptions, scene: Scene) -> Iterator[str]:
    """The questions that wait for an answer, and what was to be done and is not."""
    for each in found.escalated:
        for one in open_escalations(each.action, scene.as_at, scene.by.calendar):
            yield from _question(each, one, scene)
    for late in found.follow_ups:
        asked = f"Ask {late.follow_up.who} what became of “{late.follow_up.what}”"
        yield f"{asked}, which is {days(late.days_overdue)} late."


def _question(each: Judged, one: OpenEscalation, scene: Scene) -> Iterator[str]:
    """What is asked of the board itself; of anybody else, once the answer is late."""
    late = f" ({days(one.days_overdue)} late)" if one.is_overdue else ""
    about = f"about {each.ref} {each.action.title}{late}: {one.escalation.asks}"
    if one.is_answered:
        return
    if _is_the_board(one.escalation.to, scene.plan.governance.board):
        yield sentence(f"Answer the question {about}")
    elif one.is_overdue:
        yield sentence(f"Press {one.escalation.to} to answer the question {about}")


def _is_the_board(to: str, board: Board) -> bool:
    """Whether a question was put to the board, by whatever it is called."""
    names = {"board", board.name.casefold(), (board.short or "").casefold()}
    return to.casefold().removeprefix("the ") in {name.removeprefix("the ") for name in names}


def _challenges(found: Exceptions) -> Iterator[str]:
    if found.overdue:
        many = counted(len(found.overdue), "overdue action")
        yield f"Challenge the {many}: {_refs(found.overdue)}."
    if found.disputed:
        of = counted(len(found.disputed), "action")
        yield f"Settle the disputed rating of {of}: {_refs(found.disputed)}."
    if found.no_timescale:
        yield f"Set a date for {_without(found.no_timescale)}."


def _findings(scene: Scene) -> Iterator[str]:
    front = scene.plan.plan
    answering = (each.action for each in scene.judged if not each.is_withdrawn)
    answered = {finding for action in answering for finding in action.findings}
    for finding in front.findings if front else ():
        if finding.id not in answered:
            yield f"Decide what answers the finding “{finding.title}”: no action does."


def _without(judged: tuple[Judged, ...]) -> str:
    return f"{counted(len(judged), 'action')} without one: {_refs(judged)}"


def _refs(judged: tuple[Judged, ...]) -> str:
    return in_a_row([each.ref for each in judged])
