"""The dates of an action on a day: first promised, due now, late by how much.

The effective day is the last extension's that the board has agreed by then, else that of the
first promise; a request changes nothing. Due today is on time. What the board has agreed and
refused is decided here for every kind of request: extensions, pauses, withdrawals, corrections.

The first promise is kept for ever, and slippage is counted from it. A file whose timescale was
changed in place does not have it any more: only the history of the plan does, where there is one.
Once a board has seen it, a later day in its place puts nothing off.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple, TypeVar

from planctl.model.action import (
    Action,
    Correction,
    Extension,
    Milestone,
    Pause,
    Request,
    Withdrawal,
)
from planctl.model.calendar import Calendar, Meeting, day_in_words
from planctl.model.field_types import Timescale
from planctl.model.policy import Agreement
from planctl.model.problem import At
from planctl.model.timescale import KnownFrom, Ongoing, due_day

AnyRequest = TypeVar("AnyRequest", Extension, Pause, Withdrawal, Correction)


class UnreportedSlip(NamedTuple):
    """A correction that is called a slip, and the last board that saw the date without it."""

    correction: Correction
    board: Meeting


class EarliestPromise(NamedTuple):
    """The first timescale that a board has seen of an action, or that its plan began with."""

    timescale: Timescale
    begun: date  # the day of the first state that has it
    changed: date | None = None  # the day of the first state that had another; none: none had
    unreported: tuple[UnreportedSlip, ...] = ()

    def was_seen(self, as_at: date, calendar: Calendar) -> bool:
        """Whether a board met while the plan had it."""
        until = self.changed or as_at  # what was changed on the day of a board was in its papers
        return any(self.begun <= it.last <= until and it.last < as_at for it in calendar.meetings)


class FirstPromises(NamedTuple):
    """What the history of a plan says of its first promises, by where each action stands now."""

    known_from: KnownFrom = KnownFrom.FILE
    of: Mapping[At, EarliestPromise] = MappingProxyType({})


AS_IN_FILES: Final = FirstPromises()  # without a history they are what the files say now


class LateMilestone(NamedTuple):
    """A milestone that is not done though its day has passed."""

    number: int  # its place in the list, from nought
    milestone: Milestone
    due: date


class Promise(NamedTuple):
    """The dates of an action as they stand on a day; None where no day is known."""

    first: Timescale | None  # the first promise, as far as it is known
    original: date | None  # the day of the first promise
    stated: Timescale | None  # what the file promises now: as written, or as it was corrected
    written: date | None  # the day of that
    changed: EarliestPromise | None  # the first promise, where the file has another in its place
    due: date | None
    agreed: date | None  # the meeting that agreed the date that is due now; none: the original
    requests: tuple[Extension, ...]  # asked for, and agreed by no meeting of the board yet
    corrections: tuple[Correction, ...]  # of the first promise, likewise
    late_milestones: tuple[LateMilestone, ...]
    last_progress: date | None
    agreed_count: int  # how many extensions the board has agreed
    slips: tuple[Correction, ...] = ()  # corrections that count without an answer of the board
    unreported: tuple[
        UnreportedSlip, ...
    ] = ()  # those that would, had no board seen the wrong date

    @property
    def is_endless(self) -> bool:
        """Whether the action is promised as ongoing, and nothing gives it an end."""
        is_ongoing = self.stated is not None and isinstance(self.stated.reading, Ongoing)
        return is_ongoing and self.due is None

    @property
    def slippage_days(self) -> int:
        """Days between the first promise and the date that is due now."""
        return (self.due - self.original).days if self.due and self.original else 0


def action_promise(
    action: Action, as_at: date, calendar: Calendar, earliest: EarliestPromise | None = None
) -> Promise:
    """The dates of an action as they stand on a day, and what its history says was first."""
    slips = tuple(it for it in action.corrections if is_clerical(it, as_at, calendar, earliest))
    stated = promise_in_file(action, as_at, calendar, slips)
    is_changed = earliest and not is_kept(action, earliest.timescale, calendar)
    first = earliest.timescale if earliest and is_changed else stated
    written = due_day(stated.reading, calendar) if stated else None
    original = due_day(first.reading, calendar) if first and is_changed else written
    due = written
    if earliest and is_changed and original and earliest.was_seen(as_at, calendar):
        due = min(original, written or original)
    extensions = valid_requests(action.extensions, as_at, calendar)
    # An extension to a meeting that is not recorded gives no day.
    dated = [extension for extension in extensions if due_day(extension.to.reading, calendar)]
    last = dated[-1] if dated else None
    return Promise(
        first,
        original,
        stated,
        written,
        earliest if is_changed else None,
        due_day(last.to.reading, calendar) if last else due,
        last.agreed if last else None,
        open_requests(action.extensions, as_at, calendar),
        tuple(it for it in open_requests(action.corrections, as_at, calendar) if it not in slips),
        tuple(_late_milestones(action, as_at, calendar)),
        max((n.date for n in action.progress if n.date and n.date <= as_at), default=None),
        len(extensions),
        slips,
        earliest.unreported if earliest else (),
    )


def promise_in_file(
    action: Action, as_at: date, calendar: Calendar, slips: Collection[Correction]
) -> Timescale | None:
    """What the file of an action promises, by that day: as written, or as last corrected.

    A correction stands beside what it corrects, and counts once the board has agreed it. A slip
    of the pen that no board has seen counts without that.
    """
    first = action.as_first_written
    agreed = valid_requests(action.corrections, as_at, calendar)
    for correction in action.corrections:
        if correction in slips or correction in agreed:
            first = correction.to
    return first


def is_kept(action: Action, first: Timescale, calendar: Calendar) -> bool:
    """Whether the file still says what was promised first, in these or in other words."""
    current, meaning = action.as_first_written, timescale_meaning(first, calendar)
    return current is not None and timescale_meaning(current, calendar) == meaning


def is_clerical(
    correction: Correction, as_at: date, calendar: Calendar, earliest: EarliestPromise | None = None
) -> bool:
    """Whether a correction is of a slip that no board saw: none met before it was reported.

    earliest: since when the plan had the wrong date, and which boards saw it uncorrected, as far
    as its history is known, whatever the correction says.
    """
    written, reported = correction.clerical, correction.requested
    if not written or not reported or reported > as_at or is_refused(correction, as_at):
        return False
    if earliest and any(item.correction == correction for item in earliest.unreported):
        return False
    since = min(written, earliest.begun) if earliest else written
    return not any(since <= meeting.last <= reported for meeting in calendar.meetings)


def find_uncorrected_slips(
    earlier: Action, current: Action, calendar: Calendar
) -> Iterator[Correction]:
    """The slips of an action as it is now that its earlier state has wrong, and not corrected."""
    first = earlier.as_first_written
    written = {
        timescale_meaning(timescale, calendar)
        for timescale in (first, *(c.to for c in earlier.corrections))
        if timescale
    }
    reported = [request_subject(each, calendar) for each in earlier.corrections if each.clerical]
    for correction in current.corrections:
        is_there = request_subject(correction, calendar) in reported
        if (
            correction.clerical
            and not is_there
            and timescale_meaning(correction.was, calendar) in written
        ):
            yield correction


def due_day_on(
    action: Action, day: date, calendar: Calendar, earliest: EarliestPromise | None = None
) -> date | None:
    """The day that an action was due by, as it stood on an earlier day."""
    return action_promise(action, day, calendar, earliest).due


def valid_requests(
    requests: Sequence[AnyRequest], as_at: date, calendar: Calendar
) -> tuple[AnyRequest, ...]:
    """Those of a list that are agreed by that day, and neither refused then nor later.

    They come in the order of the meetings that agreed them, whatever their order in the file.
    """
    valid = (it for it in requests if is_valid_request(it, requests, as_at, calendar))
    return tuple(sorted(valid, key=lambda request: request.agreed or date.min))


def is_valid_request(
    request: Request, requests: Iterable[Request], as_at: date, calendar: Calendar
) -> bool:
    """Whether a request is agreed by that day, and the board has not refused the same since."""
    if not is_agreed(request, as_at, calendar) or is_refused(request, as_at):
        return False
    return refusal_since(request, requests, as_at, calendar) is None


def refusal_since(
    request: Request, requests: Iterable[Request], as_at: date, calendar: Calendar
) -> date | None:
    """The day on which the board refused what it is said to have agreed before; none: it did not.

    Of two answers to the same the later one counts.
    """
    refusals = (
        other.refused
        for other in requests
        if other.refused
        and request.agreed
        and request.agreed < other.refused <= as_at
        and request_subject(other, calendar) == request_subject(request, calendar)
    )
    return max(refusals, default=None)


def request_subject(request: Request, calendar: Calendar) -> object:
    """What is asked, apart from its reason; two requests to withdraw an action ask the same."""
    match request:
        case Extension():
            return "extension", timescale_meaning(request.to, calendar)
        case Pause():
            return "pause", timescale_meaning(request.until, calendar)
        case Correction():
            return (
                "correction",
                timescale_meaning(request.was, calendar),
                timescale_meaning(request.to, calendar),
            )
        case _:
            return ("withdrawal",)


def open_requests(
    requests: Iterable[AnyRequest], as_at: date, calendar: Calendar
) -> tuple[AnyRequest, ...]:
    """Those that are asked for by that day, and neither agreed nor refused."""
    return tuple(
        request
        for request in requests
        if (request.requested is None or request.requested <= as_at)
        and not is_refused(request, as_at)
        and not is_agreed(request, as_at, calendar)
    )


def is_agreed(request: Request | Agreement, as_at: date, calendar: Calendar) -> bool:
    """Whether a request is agreed by that day: at a meeting of the board, not on some other day.

    It counts from its own day, whenever the file says that it was asked for. Where no meeting at
    all is recorded, it takes the name of the role that agreed it; only a later date is taken as
    it stands, because it stays in sight.
    """
    day = request.agreed
    if day is None or day > as_at:
        return False
    if not calendar.meetings:
        return isinstance(request, Extension) or request.agreed_by is not None
    return calendar.meeting_on(day) is not None


def by_whom(request: Request, calendar: Calendar) -> str:
    """By whom an agreed request was agreed, after a verb; empty where the plan does not say."""
    authoriser = "the board" if calendar.meetings else request.agreed_by
    return f" by {authoriser}" if authoriser else ""


def is_refused(request: Request, as_at: date) -> bool:
    """Whether the board has refused a request by that day; a refusal outweighs an agreement."""
    return request.refused is not None and request.refused <= as_at


def timescale_meaning(timescale: Timescale, calendar: Calendar) -> object:
    """What a timescale promises, whatever its words: a day, no end, or a meeting not recorded."""
    return due_day(timescale.reading, calendar) or timescale.reading


def days_overdue(due: date | None, as_at: date) -> int:
    """Days past due on this day; nought when not yet due, or due today."""
    return max(0, (as_at - due).days) if due else 0


def _late_milestones(action: Action, as_at: date, calendar: Calendar) -> Iterator[LateMilestone]:
    for number, milestone in enumerate(action.milestones):
        due = due_day(milestone.timescale.reading, calendar) if milestone.timescale else None
        done = milestone.done is not None and milestone.done <= as_at
        if due and due < as_at and not done:
            yield LateMilestone(number, milestone, due)


def days_in_words(count: int) -> str:
    """A number of days in words."""
    return "1 day" if count == 1 else f"{count} days"


def due_in_words(due: date, as_at: date) -> str:
    """When something is due, and how far off that is: due 31 January 2024, 42 days ago."""
    gap = (due - as_at).days
    if gap == 0:
        return f"due {day_in_words(due)}, today"
    distance = f"in {days_in_words(gap)}" if gap > 0 else f"{days_in_words(-gap)} ago"
    return f"due {day_in_words(due)}, {distance}"
