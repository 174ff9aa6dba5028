"""By whose leave the date of an action moved: the board's, or nobody's."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from planctl.assess.change.pair import Pair
from planctl.assess.judged import Bench, Judged
from planctl.assess.promise import counts, is_clerical, is_refused
from planctl.model.action import REQUESTS, Correction, Extension, Pause, Request
from planctl.model.calendar import day_in_words
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
    were, are = _counted(pair.old, before), _counted(pair.new, after)
    known = {extension.agreed for extension in were}
    now = are[-1] if are else None
    if now and was_refused(now, pair, before):
        return f"{_NOBODY}: a refusal of the board was changed"
    if now and now.agreed and now.agreed not in known:
        return _leave(now, after)
    to_nobody = (
        (len(are) < len(were), "an extension that it had agreed no longer counts"),
        (
            [extension.to for extension in were] != [extension.to for extension in are],
            "the date of an extension that it had agreed was changed",
        ),
        (original, "the original timescale was changed"),
    )
    for is_so, words in to_nobody:
        if is_so:
            return f"{_NOBODY}: {words}"
    corrected = _new_correction(pair, before, after)
    if corrected:
        return f"the first promise was corrected, {_leave(corrected, after)}"
    return f"the words of the plan did not change: {_calendar(pair.new, now)}"


def _leave(request: Extension | Correction, by: Bench) -> str:
    """Who agreed a request, when and why."""
    reason = f"“{shortened(request.reason, _REASON)}”"
    if request.agreed is None:
        return f"as a slip that no board had seen: {reason}"
    who = "the board" if by.calendar.meetings else request.agreed_by
    return f"agreed by {who} on {day_in_words(request.agreed)}: {reason}"


def _new_correction(pair: Pair, before: Bench, after: Bench) -> Correction | None:
    """The last correction that counts now and did not count before."""
    known = [c for c in pair.old.action.corrections if _is_corrected(c, before)]
    now = [c for c in pair.new.action.corrections if _is_corrected(c, after)]
    return now[-1] if now and now[-1] not in known else None


def _is_corrected(correction: Correction, by: Bench) -> bool:
    return _counts(correction, by) or is_clerical(correction, by.as_at, by.calendar)


def _calendar(new: Judged, extension: Extension | None) -> str:
    """What the same words mean another day by."""
    timescale = extension.to if extension else new.promise.stated
    at_board = timescale is not None and isinstance(timescale.reading, AtBoard)
    return "the board's meeting did" if at_board else "the start of the year did"


def changed_answers(pair: Pair, before: Bench) -> Iterator[Answer]:
    """What the board had answered and has another answer now, or is gone."""
    for name in REQUESTS:
        old: tuple[Request, ...] = getattr(pair.old.action, name)
        new: tuple[Request, ...] = getattr(pair.new.action, name)
        left, lost = [_answer(request) for request in new], []
        for number, request in enumerate(old):
            if not (_counts(request, before) or is_refused(request, before.as_at)):
                continue
            if _answer(request) in left:
                left.remove(_answer(request))
            else:
                lost.append((number, request))
        for number, request in lost:
            is_there = number < len(new) and _answer(new[number]) in left
            yield Answer(name, request, new[number] if is_there else None)


def was_refused(request: Request, pair: Pair, before: Bench) -> bool:
    """Whether the board had refused the same, and that answer is no longer on record.

    Where it is on record still, the board has thought again, and may.
    """
    kept = [_answer(each) for _, each in pair.new.action.requests]
    old = (each for _, each in pair.old.action.requests)
    same = (each for each in old if _asked(each) == _asked(request))
    return any(is_refused(each, before.as_at) and _answer(each) not in kept for each in same)


def _answer(request: Request) -> object:
    return _asked(request), request.agreed, request.agreed_by, request.refused


def _asked(request: Request) -> object:
    """What is asked, apart from its reason; two requests to withdraw an action ask the same."""
    match request:
        case Extension():
            return "extension", request.to.reading
        case Pause():
            return "pause", request.until.reading
        case Correction():
            return "correction", request.was.reading, request.to.reading
        case _:
            return ("withdrawal",)


def _counts(request: Request, by: Bench) -> bool:
    return counts(request, by.as_at, by.calendar)


def _counted(each: Judged, by: Bench) -> list[Extension]:
    """The extensions that gave the action its day, one after the other."""
    agreed = (extension for extension in each.action.extensions if _counts(extension, by))
    return [extension for extension in agreed if due_day(extension.to.reading, by.calendar)]
