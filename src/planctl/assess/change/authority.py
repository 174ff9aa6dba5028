"""By whose leave the date of an action moved: the board's, or nobody's."""

from collections.abc import Iterator
from typing import Final

from planctl.assess.change.pair import Pair
from planctl.assess.judged import Bench, Judged
from planctl.assess.promise import is_agreed, is_refused
from planctl.model.action import Extension
from planctl.model.calendar import day_in_words
from planctl.model.timescale import AtBoard, due_day
from planctl.model.written import shortened

_REASON: Final = 300
_NOBODY: Final = "without the board's agreement"


def authority(pair: Pair, before: Bench, after: Bench, *, original: bool) -> str:
    """By whose leave a date moved, or that nobody gave it; original: the first promise changed."""
    were, are = _counted(pair.old, before), _counted(pair.new, after)
    known = {extension.agreed for extension in were}
    now = are[-1] if are else None
    if now and was_refused(now, pair, before):
        return f"{_NOBODY}: a refusal of the board was changed"
    if now and now.agreed and now.agreed not in known:
        reason = shortened(now.reason, _REASON)
        return f"agreed by the board on {day_in_words(now.agreed)}: “{reason}”"
    if len(are) < len(were):
        return f"{_NOBODY}: an extension that it had agreed no longer counts"
    if [extension.to for extension in were] != [extension.to for extension in are]:
        return f"{_NOBODY}: the date of an extension that it had agreed was changed"
    if original:
        return f"{_NOBODY}: the original timescale was changed"
    return f"the words of the plan did not change: {_calendar(pair.new, now)}"


def _calendar(new: Judged, extension: Extension | None) -> str:
    """What the same words mean another day by."""
    timescale = extension.to if extension else new.action.timescale
    at_board = timescale is not None and isinstance(timescale.reading, AtBoard)
    return "the board's meeting did" if at_board else "the start of the year did"


def changed_answers(pair: Pair, before: Bench) -> Iterator[tuple[Extension, Extension | None]]:
    """The extensions that the board had answered and whose answer is another now, or gone."""
    old, new = pair.old.action.extensions, pair.new.action.extensions
    left, lost = [_answer(extension) for extension in new], []
    for number, extension in enumerate(old):
        if not (counts(extension, before) or is_refused(extension, before.as_at)):
            continue
        if _answer(extension) in left:
            left.remove(_answer(extension))
        else:
            lost.append((number, extension))
    for number, extension in lost:
        is_there = number < len(new) and _answer(new[number]) in left
        yield extension, new[number] if is_there else None


def was_refused(extension: Extension, pair: Pair, before: Bench) -> bool:
    """Whether the board had refused the same date, and that answer is no longer on record.

    Where it is on record still, the board has thought again, and may.
    """
    kept = [_answer(each) for each in pair.new.action.extensions]
    old = pair.old.action.extensions
    same = (each for each in old if each.to.reading == extension.to.reading)
    return any(is_refused(each, before.as_at) and _answer(each) not in kept for each in same)


def _answer(extension: Extension) -> object:
    return extension.to.reading, extension.agreed, extension.refused


def counts(extension: Extension, by: Bench) -> bool:
    """Whether the board has agreed an extension by the day of the judgement."""
    return is_agreed(extension, by.as_at, by.calendar) and not is_refused(extension, by.as_at)


def _counted(each: Judged, by: Bench) -> list[Extension]:
    """The extensions that gave the action its day, one after the other."""
    agreed = (extension for extension in each.action.extensions if counts(extension, by))
    return [extension for extension in agreed if due_day(extension.to.reading, by.calendar)]
