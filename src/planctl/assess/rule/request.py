"""Band T, for what the board is asked of an action: more time, a pause, a withdrawal, a correction.

Only the answer of a meeting changes anything; until then the action stands as its dates have it.
"""

from collections.abc import Iterator
from itertools import pairwise

from planctl.assess.judgement import Judgement
from planctl.assess.promise import refusal_since, timescale_meaning, valid_requests
from planctl.assess.scene import Scene
from planctl.assess.standing import unfounded_claim
from planctl.model.action import REQUESTS, Pause, Request, Withdrawal, dated_answers
from planctl.model.calendar import day_in_words
from planctl.model.problem import Fault, Severity
from planctl.model.timescale import due_day
from planctl.model.timescale_grammar import shorten


def extension_not_agreed(judgement: Judgement, _: Scene) -> Iterator[Fault]:
    """A later date has been asked for, and no meeting of the board has agreed it.

    Until then the earlier date stands, in every count and rating. A day on which the board did
    not meet, or which has not come yet, agrees nothing.
    """
    for n, extension in enumerate(judgement.action.extensions):
        if extension in judgement.asked:
            words = f"a later date ({extension.to.written}) is asked for, but not agreed"
            yield Fault(("extensions", n), words)


def halt_not_agreed(judgement: Judgement, _: Scene) -> Iterator[Fault]:
    """A pause or a withdrawal has been asked for, and no meeting of the board has agreed it.

    Until then the action stands as its dates have it, and is overdue where they say so. A day on
    which the board did not meet, or which has not come yet, agrees nothing.
    """
    for (name, n), request in judgement.action.requests:
        if isinstance(request, Pause | Withdrawal) and request in judgement.asked:
            asked = f"a {REQUESTS[name]} is asked for, but not agreed"
            yield Fault((name, n), f"{asked}: “{shorten(request.reason)}”")


def claimed_without_board(judgement: Judgement, scene: Scene) -> Iterator[Fault]:
    """The status says paused or withdrawn, and the board has not agreed that.

    Nobody stops an alarm alone. A pause or a withdrawal is asked for, with its reason, and
    counts once a meeting of the board has agreed it: a pause until its day. Until then, and
    after that day, the action stands as its dates have it. The status may say what it likes; a
    pause and a withdrawal need no status of their own.
    """
    claim = unfounded_claim(judgement.action, judgement.halts, scene.by.calendar)
    if claim and judgement.is_under_way:
        is_known = judgement.halts.is_asked or judgement.halts.pause_ended
        severity = Severity.WARNING if is_known else None
        hint = "ask the board again, or set the status back" if judgement.halts.pause_ended else ""
        yield Fault(("status",), claim, hint, severity)


def correction_not_agreed(judgement: Judgement, _: Scene) -> Iterator[Fault]:
    """The first promise is said to be wrong, and no meeting of the board has agreed that.

    Until then the old timescale counts. A slip of the pen needs no meeting while no board has
    seen it: its day stands under `clerical`, and no board met before the correction was
    reported.
    """
    for n, correction in enumerate(judgement.action.corrections):
        if correction in judgement.promise.corrections:
            words = f"“{correction.was.written}” is to be “{correction.to.written}”, not agreed"
            suffix = "; a board has met since it was written" if correction.clerical else ""
            yield Fault(("corrections", n), f"{words}{suffix}")


def correction_of_another_date(judgement: Judgement, scene: Scene) -> Iterator[Fault]:
    """A correction is of a timescale that the action did not have.

    The first correction says what the action was first promised for; each further one what the
    one before it made of that. `timescale` keeps the date as it was first written.
    """
    calendar = scene.by.calendar
    corrections = judgement.action.corrections
    meanings = {timescale_meaning(correction.to, calendar) for correction in corrections}
    for n, (before, correction) in enumerate(pairwise(corrections), 1):
        if timescale_meaning(correction.was, calendar) not in {
            timescale_meaning(before.was, calendar),
            timescale_meaning(before.to, calendar),
        }:
            words = f"“{correction.was.written}” is not what the correction before it was of"
            yield Fault(("corrections", n, "was"), words)
    first = judgement.action.timescale
    if not corrections or first is None:
        return
    if timescale_meaning(first, calendar) not in meanings | {
        timescale_meaning(corrections[0].was, calendar)
    }:
        words = f"the timescale is “{first.written}”, and no correction is of that or to that"
        yield Fault(("timescale",), words)


def request_out_of_order(judgement: Judgement, scene: Scene) -> Iterator[Fault]:
    """What was agreed was asked for later, or is to a day that makes no sense.

    An extension is to a later day than the date before it, which is the first promise, or the
    extension before it that the board has agreed. A pause is until a day after the meeting that
    agreed it. A request comes before its answer; what the board answered counts all the same, from
    the day of its meeting. Most often the year or the month is a slip of the keyboard. Of two
    answers to the same request the later one counts, so that what the board has refused is not
    agreed by an answer of an earlier day. An escalation is closed once it was raised, not before.
    """
    yield from _extensions_out_of_order(judgement, scene)
    for n, pause in enumerate(judgement.action.pauses):
        until = due_day(pause.until.reading, scene.by.calendar)
        if until and pause.agreed and until <= pause.agreed:
            words = f"until {day_in_words(until)}, and agreed {day_in_words(pause.agreed)}"
            yield Fault(("pauses", n, "until"), words)
    for at, request in judgement.action.requests:
        for field, answered in dated_answers(request):
            if request.requested and answered < request.requested:
                asked, day = day_in_words(request.requested), day_in_words(answered)
                words = f"asked for on {asked}, after it was {field} on {day}"
                yield Fault((*at, "requested"), words)
    for n, escalation in enumerate(judgement.action.escalations):
        if escalation.closed and escalation.closed < escalation.raised:
            closed, raised = day_in_words(escalation.closed), day_in_words(escalation.raised)
            words = f"closed on {closed}, before it was raised on {raised}"
            yield Fault(("escalations", n, "closed"), words)
    yield from _agreements_before_a_refusal(judgement, scene)


def _agreements_before_a_refusal(judgement: Judgement, scene: Scene) -> Iterator[Fault]:
    """The agreements after which the board has refused the same, and which count no more."""
    for (name, n), request in judgement.action.requests:
        requests: tuple[Request, ...] = getattr(judgement.action, name)
        refused = refusal_since(request, requests, scene.as_at, scene.by.calendar)
        if request.agreed and refused:
            agreed, later = day_in_words(request.agreed), day_in_words(refused)
            words = f"agreed on {agreed}, and the board refused the same on {later}, which counts"
            hint = "take out the answer that the board did not give"
            yield Fault((name, n, "agreed"), words, hint)


def _extensions_out_of_order(judgement: Judgement, scene: Scene) -> Iterator[Fault]:
    calendar = scene.by.calendar
    before = judgement.promise.written
    agreed = valid_requests(judgement.action.extensions, scene.as_at, calendar)
    for n, extension in enumerate(judgement.action.extensions):
        later = due_day(extension.to.reading, calendar)
        if before and later and later <= before:
            words = f"{day_in_words(later)} is not later than {day_in_words(before)}"
            yield Fault(("extensions", n, "to"), words)
        if extension in agreed and later:
            before = later


def agreed_by_nobody(judgement: Judgement, scene: Scene) -> Iterator[Fault]:
    """Something is agreed in a plan that has no board, and it is not said by which role.

    Where no meeting of a board is recorded, nothing shows who gave leave. The role that did
    stands under `agreed_by`, and it is not one that leads the action. Better still, record the
    meetings of the board in governance.yaml.
    """
    if scene.by.calendar.meetings or scene.plan.lacks("governance"):
        return
    for at, request in judgement.action.requests:
        if request.agreed and request.agreed_by is None:
            words = "it is agreed, but the plan has no board, and no role is named that agreed it"
            yield Fault((*at, "agreed"), words)
        elif request.agreed_by in judgement.action.leads:
            words = f"“{shorten(request.agreed_by or '')}” leads the action, and so cannot agree it"
            yield Fault((*at, "agreed_by"), words)
