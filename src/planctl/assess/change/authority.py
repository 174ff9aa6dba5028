"""On whose authority the date of an action moved: the board's, or nobody's."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from planctl.assess.change.pair import Pair
from planctl.assess.judged import Bench, Judged
from planctl.assess.promise import asked, counted, is_agreed, is_refused
from planctl.model.action import REQUESTS, Correction, Extension, Request
from planctl.model.calendar import Calendar, day_in_words
from planctl.model.timescale import AtBoard, due_day
from planctl.model.written import shortened

_REASON: Final = 300
_NOBODY: Final = "without the board's agreement"


class Answer(NamedTuple):
    """What the board had answered to a request, and what the plan has in its place now."""

    name: str  # the key that it stands under: extensions
    had: Request
    has: Request | None  # none: it is gone


def authority(pair: Pair, before: Bench, after: Bench, *, original: bool) -> str:
    """By whose leave a date moved, or that nobody gave it; original: the first promise changed."""
    old, new = (_counted_extensions(pair.old, before), _counted_extensions(pair.new, after))
    agreed_days = {extension.agreed for extension in old}
    latest = new[-1] if new else None
    if latest and was_refused(latest, pair, before):
        return f"{_NOBODY}: a refusal of the board was changed"
    if latest and latest.agreed and latest.agreed not in agreed_days:
        return _agreement_in_words(latest, after)
    to_nobody = (
        (len(new) < len(old), "an extension that it had agreed no longer counts"),
        (
            [extension.to for extension in old] != [extension.to for extension in new],
            "the date of an extension that it had agreed was changed",
        ),
        (original, "the original timescale was changed"),
    )
    for is_so, words in to_nobody:
        if is_so:
            return f"{_NOBODY}: {words}"
    corrected = _new_correction(pair, before, after)
    if corrected:
        return f"the first promise was corrected, {_agreement_in_words(corrected, after)}"
    return f"the words of the plan did not change: {_calendar_reason(pair.new, latest)}"


def _agreement_in_words(request: Extension | Correction, criteria: Bench) -> str:
    """Who agreed a request, when and why."""
    reason = f"“{shortened(request.reason, _REASON)}”"
    if request.agreed is None:
        return f"as a slip that no board had seen: {reason}"
    authoriser = "the board" if criteria.calendar.meetings else request.agreed_by
    return f"agreed by {authoriser} on {day_in_words(request.agreed)}: {reason}"


def _new_correction(pair: Pair, before: Bench, after: Bench) -> Correction | None:
    """The last correction that counts now and did not count before."""
    old, new = (_counted_corrections(pair.old, before), _counted_corrections(pair.new, after))
    return new[-1] if new and new[-1] not in old else None


def _counted_corrections(judgement: Judged, criteria: Bench) -> list[Correction]:
    """The corrections that count: those that the board has agreed, and slips that none saw."""
    corrections = judgement.action.corrections
    agreed = counted(corrections, criteria.as_at, criteria.calendar)
    valid = (*agreed, *judgement.promise.slips)
    return [correction for correction in corrections if correction in valid]


def _calendar_reason(new: Judged, extension: Extension | None) -> str:
    """What the same words mean another day by."""
    timescale = extension.to if extension else new.promise.stated
    at_board = timescale is not None and isinstance(timescale.reading, AtBoard)
    return "the board's meeting did" if at_board else "the start of the year did"


def changed_answers(pair: Pair, before: Bench) -> Iterator[Answer]:
    """What the board had answered and has another answer now, or is gone."""
    for name in REQUESTS:
        old: tuple[Request, ...] = getattr(pair.old.action, name)
        new: tuple[Request, ...] = getattr(pair.new.action, name)
        calendar = before.calendar
        answers, unmatched = [_answer_key(request, calendar) for request in new], []
        for number, request in enumerate(old):
            day = before.as_at
            if not (is_agreed(request, day, calendar) or is_refused(request, day)):
                continue
            if _answer_key(request, calendar) in answers:
                answers.remove(_answer_key(request, calendar))
            else:
                unmatched.append((number, request))
        for number, request in unmatched:
            is_there = number < len(new) and _answer_key(new[number], calendar) in answers
            yield Answer(name, request, new[number] if is_there else None)


def was_refused(request: Request, pair: Pair, before: Bench) -> bool:
    """Whether the board had refused the same, and that answer is no longer on record.

    Where it is on record still, the board has thought again, and may.
    """
    calendar = before.calendar
    answers = [_answer_key(each, calendar) for _, each in pair.new.action.requests]
    requests = (each for _, each in pair.old.action.requests)
    same_requests = (each for each in requests if asked(each, calendar) == asked(request, calendar))
    refusals = (each for each in same_requests if is_refused(each, before.as_at))
    return any(_answer_key(each, calendar) not in answers for each in refusals)


def _answer_key(request: Request, calendar: Calendar) -> object:
    return asked(request, calendar), request.agreed, request.agreed_by, request.refused


def _counted_extensions(judgement: Judged, criteria: Bench) -> list[Extension]:
    """The extensions that gave the action its day, one after the other."""
    agreed = counted(judgement.action.extensions, criteria.as_at, criteria.calendar)
    return [extension for extension in agreed if due_day(extension.to.reading, criteria.calendar)]
