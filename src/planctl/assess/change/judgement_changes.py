"""What moved in the judgement of one action: its rating, its standing and its dates.

Whether new facts moved a rating or only the passing of time is found by judging the older facts
on the newer day.

On whose authority the date of an action moved: the board's, or nobody's.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from planctl.assess.change.action_match import ActionPair
from planctl.assess.change.change_kind import Change, ChangeCause, ChangeKind
from planctl.assess.judgement import ActionRating, Criteria, Judgement
from planctl.assess.promise import (
    by_whom,
    days_in_words,
    is_agreed,
    is_refused,
    request_subject,
    timescale_meaning,
    valid_requests,
)
from planctl.assess.rag_key import RagKey, RatingWorth
from planctl.model.action import REQUESTS, Correction, Extension, Pause, Request, dated_answers
from planctl.model.calendar import Calendar, day_in_words, iso_day
from planctl.model.rating import Rating, Standing
from planctl.model.timescale import AtBoard, due_day

_NOBODY: Final = "without the board's agreement"


def date_authority(pair: ActionPair, before: Criteria, after: Criteria, *, original: bool) -> str:
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
    corrections = _counted_corrections(pair.new, after)
    if corrections and corrections[-1] not in _counted_corrections(pair.old, before):
        return f"the first promise was corrected, {_agreement_in_words(corrections[-1], after)}"
    timescale = latest.to if latest else pair.new.promise.stated
    at_board = timescale is not None and isinstance(timescale.reading, AtBoard)
    moved = "the board's meeting" if at_board else "the start of the year"
    return f"the words of the plan did not change: {moved} did"


def _agreement_in_words(request: Extension | Correction, criteria: Criteria) -> str:
    """Who agreed a request, when and why."""
    reason = f"“{' '.join(request.reason.split())}”"
    if request.agreed is None:
        return f"as a slip that no board had seen: {reason}"
    by = by_whom(request, criteria.calendar)
    return f"agreed{by} on {day_in_words(request.agreed)}: {reason}"


def _counted_corrections(judgement: Judgement, criteria: Criteria) -> list[Correction]:
    """The corrections that count: those that the board has agreed, and slips that none saw."""
    corrections = judgement.action.corrections
    agreed = valid_requests(corrections, criteria.as_at, criteria.calendar)
    valid = (*agreed, *judgement.promise.slips)
    return [correction for correction in corrections if correction in valid]


def changed_answers(
    pair: ActionPair, before: Criteria
) -> Iterator[tuple[str, Request, Request | None]]:
    """What the board had answered, with its key, and the other answer of now; none: it is gone."""
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
            yield name, request, new[number] if is_there else None


def was_refused(request: Request, pair: ActionPair, before: Criteria) -> bool:
    """Whether the board had refused the same, and that answer is no longer on record.

    Where it is on record still, the board has thought again, and may.
    """
    calendar = before.calendar
    answers = [_answer_key(each, calendar) for _, each in pair.new.action.requests]
    subject = request_subject(request, calendar)
    return any(
        request_subject(each, calendar) == subject
        and is_refused(each, before.as_at)
        and _answer_key(each, calendar) not in answers
        for _, each in pair.old.action.requests
    )


def _answer_key(request: Request, calendar: Calendar) -> object:
    return request_subject(request, calendar), request.agreed, request.agreed_by, request.refused


def _counted_extensions(judgement: Judgement, criteria: Criteria) -> list[Extension]:
    """The extensions that gave the action its day, one after the other."""
    agreed = valid_requests(judgement.action.extensions, criteria.as_at, criteria.calendar)
    return [extension for extension in agreed if due_day(extension.to.reading, criteria.calendar)]


_NEWS: Final = {
    Standing.OVERDUE: ChangeKind.NEWLY_OVERDUE,
    Standing.EMBEDDED: ChangeKind.EMBEDDED,
    Standing.COMPLETE: ChangeKind.COMPLETED,
    Standing.PAUSED: ChangeKind.PAUSED,
    Standing.WITHDRAWN: ChangeKind.WITHDRAWN,
}


class Movement(NamedTuple):
    """One action in two states, and the older facts as judged on the newer day."""

    pair: ActionPair
    passed: Judgement
    before: Criteria  # what the older state is judged by
    after: Criteria
    stood_until: date | None = None  # the last day of the older state, as a board saw it

    def change(self, kind: ChangeKind, field: str, old: object, new: object) -> Change:
        """A change of this action."""
        ref, area = self.pair.new.ref, self.pair.new.area.ref
        return Change(kind, ref, area, field, old, new, at=(field,))


def judgement_changes(movement: Movement) -> Iterator[Change]:
    """Every way in which the judgement of an action moved."""
    standing_changes = list(_standing_changes(movement))
    yield from standing_changes
    reasons = {change.why for change in standing_changes}
    for rating_change in _rating_changes(movement, "progress_rag"):
        yield rating_change._replace(why="") if rating_change.why in reasons else rating_change
    yield from _rating_changes(movement, "impact_rag")
    if is_original_changed(movement):
        first = (judgement.action.as_first_written for judgement in movement.pair)
        written = [timescale.as_in_file if timescale else None for timescale in first]
        yield movement.change(ChangeKind.ORIGINAL_CHANGED, "timescale", *written)
    for name, old_request, new_request in changed_answers(movement.pair, movement.before):
        had, has = _answer_in_words(old_request), new_request and _answer_in_words(new_request)
        yield movement.change(ChangeKind.ANSWER_CHANGED, name, had, has)
    yield from _due_changes(movement)


def _answer_in_words(request: Request) -> str:
    """What the board was asked, and what it answered, in words."""
    by = f" by {request.agreed_by}" if request.agreed_by else ""
    answers = [f"{word} {day_in_words(day)}" for word, day in dated_answers(request)]
    return ", ".join([request_words(request), *(answers or ["not answered"])]) + by


def request_words(request: Request) -> str:
    """What the board is asked, in the words of the plan: to 30 Apr 2024."""
    match request:
        case Extension():
            return f"to {request.to.written}"
        case Pause():
            return f"paused until {request.until.written}"
        case Correction():
            return f"{request.was.written} corrected to {request.to.written}"
        case _:
            return "withdrawn"


def _standing_changes(movement: Movement) -> Iterator[Change]:
    old, new = movement.pair
    old_standing, new_standing = old.progress.standing, new.progress.standing
    if old_standing is new_standing and not _is_overdue_again(movement):
        return
    is_by_time = movement.passed.progress.standing is new_standing
    cause = ChangeCause.TIME if is_by_time else ChangeCause.FACTS
    values = (old_standing.value, new_standing.value)
    change = movement.change(ChangeKind.REOPENED, "standing", *values)
    change = change._replace(why=new.progress.why, cause=cause)
    if new_standing in _NEWS and not (new_standing is Standing.COMPLETE and old.is_delivered):
        yield change._replace(kind=_NEWS[Standing(new_standing)])
    if not old.is_open and new.is_open:
        yield change
    if old.is_paused and new.is_under_way and not new.is_overdue:
        yield change._replace(kind=ChangeKind.RESUMED)


def _is_overdue_again(movement: Movement) -> bool:
    """Whether an overdue action got a later date since, and that has passed as well."""
    old, new = movement.pair
    due = new.promise.due
    if not new.is_overdue or due is None or due == old.promise.due:
        return False
    return due >= movement.before.as_at


def _rating_changes(movement: Movement, field: str) -> Iterator[Change]:
    is_progress = field == "progress_rag"
    old, new, aged = (
        it.progress if is_progress else it.impact for it in (*movement.pair, movement.passed)
    )
    if old.rating is new.rating:
        return
    criteria = (movement.before, movement.after)
    before, after = (by.progress_key if is_progress else by.impact_key for by in criteria)
    kind = rating_kind((old, new), (before, after))
    was, now = movement.pair
    is_halted = (now.is_paused and not was.is_paused) or (now.is_withdrawn and not was.is_withdrawn)
    if is_progress and is_halted and kind is ChangeKind.RATED_BETTER:  # to stop betters nothing
        kind = ChangeKind.RATED_OTHERWISE
    cause = ChangeCause.FACTS
    if aged.rating is new.rating:
        cause = ChangeCause.TIME
    elif (aged.declared or after.ratings[aged.standing]) is new.rating:
        cause = ChangeCause.KEY
    change = movement.change(kind, field, old.rating.value, new.rating.value)
    yield change._replace(why=_rating_reason(new), cause=cause)


def _rating_reason(rated: ActionRating) -> str:
    """Why a rating is what it is: what the lead declares, and what the facts say to that."""
    if rated.declared is None:
        return rated.why
    is_silent = rated.computed is Rating.GREY and not rated.disputed
    if rated.computed is rated.declared or is_silent:
        return "declared by the lead"
    return f"declared by the lead; the facts say {rated.computed.value}: {rated.why}"


def rating_kind(
    ratings: tuple[ActionRating, ActionRating], keys: tuple[RagKey, RagKey]
) -> ChangeKind:
    """Which way a rating went by what counts of it; where that is the same, by what is reported.

    The ratings are the older and the newer one, each with the key of its day. A newer one that is
    disputed never is for the better.
    """
    before, after = (_worths(*rated) for rated in zip(ratings, keys, strict=True))
    if before and after and after > before:
        return ChangeKind.RATED_WORSE
    if ratings[1].disputed:
        return ChangeKind.RATED_TOO_GOOD
    if before is None or after is None or before == after:
        return ChangeKind.RATED_OTHERWISE
    return ChangeKind.RATED_BETTER


def _worths(rated: ActionRating, key: RagKey) -> tuple[RatingWorth, RatingWorth] | None:
    """How good a rating is: what counts of it, and what is reported; none says nothing of that."""
    counted = key.worth(rated.counted, rated.standing)
    return counted and (counted, key.worth(rated.rating, rated.standing) or counted)


def is_original_changed(movement: Movement) -> bool:
    """Whether the first promise was changed; a first date where there was none is no change.

    A correction that stands beside it changes nothing in place.
    """
    old, new = (judgement.action.as_first_written for judgement in movement.pair)
    calendar = movement.after.calendar
    return old is not None and (
        new is None or timescale_meaning(old, calendar) != timescale_meaning(new, calendar)
    )


def _due_changes(movement: Movement) -> Iterator[Change]:
    old, new = movement.pair.old.promise.due, movement.pair.new.promise.due
    if old == new:
        return
    cause = ChangeCause.TIME if movement.passed.promise.due == new else ChangeCause.FACTS
    days = map(iso_day, (old, new))
    change = movement.change(ChangeKind.DATE_SET, "due", *days)._replace(cause=cause)
    if old is not None:
        kind = ChangeKind.SLIPPED if new is None or new > old else ChangeKind.BROUGHT_FORWARD
        criteria, original = (movement.before, movement.after), is_original_changed(movement)
        why = date_authority(movement.pair, *criteria, original=original)
        change = change._replace(kind=kind, why=why)
    yield change


def slip_in_words(old: date, new: date) -> str:
    """How far a date moved: by 61 days, from 29 February 2024 to 30 April 2024."""
    days = days_in_words(abs((new - old).days))
    return f"by {days}, from {day_in_words(old)} to {day_in_words(new)}"
