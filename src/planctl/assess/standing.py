"""The standing of an action on a day: the first of a closed list that fits, with its reasons.

Each test says why it fits, in words for a board, or says nothing.
"""

from collections.abc import Callable
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple

from planctl.assess.evidence_seal import EvidenceFaults, embedding_gaps, evidence_up_to
from planctl.assess.pause import Halts, halt_in_words
from planctl.assess.promise import Promise, days_in_words, due_in_words
from planctl.model.action import BY_BOARD, Action, Status
from planctl.model.calendar import Calendar, day_in_words
from planctl.model.rating import Standing
from planctl.model.timescale import Ongoing

ONGOING: Final = "ongoing, without an end"
# Standings that no lead can claim wrongly: the board's own, and those that come before a pause.
_NOT_CLAIMABLE: Final = frozenset(
    {Standing.WITHDRAWN, Standing.EMBEDDED, Standing.COMPLETE, Standing.PAUSED}
)


class Facts(NamedTuple):
    """What a standing is judged from."""

    action: Action
    promise: Promise
    halts: Halts
    as_at: date
    calendar: Calendar
    due_soon_days: int
    faulty: EvidenceFaults = MappingProxyType({})

    @property
    def is_due_soon(self) -> bool:
        """Whether the day it is due is near, and has not passed."""
        due = self.promise.due
        return due is not None and 0 <= (due - self.as_at).days <= self.due_soon_days


def judge_standing(facts: Facts) -> tuple[Standing, str]:
    """Where an action stands, and why, in words; it also says what is claimed and not agreed."""
    name, why = next((name, why) for name, test in _TESTS if (why := test(facts)))
    claim = (
        "" if name in _NOT_CLAIMABLE else unfounded_claim(facts.action, facts.halts, facts.calendar)
    )
    other = "" if name in _NOT_CLAIMABLE else _date_in_file(facts)
    return name, "; ".join(part for part in (why, other, facts.halts.past, claim) if part)


def unfounded_claim(action: Action, halts: Halts, calendar: Calendar) -> str:
    """That an action is said to be paused or withdrawn, and is not; empty where it is not said."""
    status = action.status
    if status not in BY_BOARD:
        return ""
    if status is Status.PAUSED and halts.pause_ended:
        ended = day_in_words(halts.pause_ended)
        return f"said to be paused, but the pause that was agreed ended on {ended}"
    nobody = "no meeting of the board" if calendar.meetings else "nobody"
    return f"said to be {status}, which {nobody} has agreed"


def _date_in_file(facts: Facts) -> str:
    """The later date that the file has in place of the first promise; empty: it puts none off."""
    promise = facts.promise
    if not promise.changed or promise.agreed or promise.due == promise.written:
        return ""
    stated = f"“{' '.join(promise.stated.written.split())}”" if promise.stated else "no timescale"
    return f"the plan has {stated} now, which no meeting of the board has agreed"


def _on_track_reason(facts: Facts) -> str:
    going = "in progress; " if facts.action.status is Status.IN_PROGRESS else ""
    return f"{going}{_due_or_timescale(facts)}"


def _withdrawn_reason(facts: Facts) -> str:
    withdrawal = facts.halts.withdrawal
    if withdrawal is None:
        return ""
    others = withdrawal.replaced_by
    instead = f", replaced by {', '.join(others)}" if others else ""
    by = halt_in_words(withdrawal, facts.halts.days_late, facts.calendar)
    return f"{by}{instead}: “{' '.join(withdrawal.reason.split())}”"


def _embedded_reason(facts: Facts) -> str:
    action, as_at = facts.action, facts.as_at
    verified = action.verified
    if action.status is not Status.EMBEDDED or not action.is_complete(as_at):
        return ""
    if verified is None or any(embedding_gaps(action, as_at, facts.faulty)):
        return ""
    pieces = len(evidence_up_to(action, as_at, facts.faulty))
    evidence = "1 piece of evidence is" if pieces == 1 else f"{pieces} pieces of evidence are"
    verification = f"verified by {verified.by} on {day_in_words(verified.on)}"
    return f"embedded; {evidence} recorded, {verification}: {verified.how}"


def _complete_reason(facts: Facts) -> str:
    action = facts.action
    if not action.is_complete(facts.as_at):
        return ""
    claim = ""
    if action.status is Status.EMBEDDED:
        gaps = " and ".join(embedding_gaps(action, facts.as_at, facts.faulty))
        claim = f" Said to be embedded, but {gaps}."
    if action.completed is None:
        return f"said to be complete, but no day is recorded.{claim}".rstrip(".")
    due = facts.promise.due
    late = (action.completed - due).days if due else 0
    recorded = f", recorded {day_in_words(action.recorded)}" if action.recorded else ""
    comma = ";" if recorded else ","
    after = f"{comma} {days_in_words(late)} after it was due" if late > 0 else ""
    return f"completed {day_in_words(action.completed)}{recorded}{after}.{claim}".rstrip(".")


def _paused_reason(facts: Facts) -> str:
    pause = facts.halts.pause
    if pause is None:
        return ""
    by = halt_in_words(pause, facts.halts.days_late, facts.calendar)
    until = facts.halts.until_in_words
    return f"{by}, {until}: “{' '.join(pause.reason.split())}”; {_due_or_timescale(facts)}"


def _overdue_reason(facts: Facts) -> str:
    due = facts.promise.due
    if due is None or due >= facts.as_at:
        return ""
    agreed = facts.promise.agreed
    extended = f" (extension agreed {day_in_words(agreed)})" if agreed else ""
    return f"{due_in_words(due, facts.as_at)}{extended}; not complete"


def _milestone_overdue_reason(facts: Facts) -> str:
    late = facts.promise.late_milestones
    if not late:
        return ""
    worst = min(late, key=lambda step: step.due)
    every = len(facts.action.milestones)
    count = f"1 of {every} milestones is late" if every > 1 else "the milestone is late"
    if len(late) > 1:
        count = f"{len(late)} of {every} milestones are late, the longest"
    return f"{count}: “{worst.milestone.what}”, {due_in_words(worst.due, facts.as_at)}"


def _extended_reason(facts: Facts) -> str:
    original, due, agreed = facts.promise.original, facts.promise.due, facts.promise.agreed
    if not (original and due and agreed) or original >= facts.as_at:
        return ""
    later = f"extended by {days_in_words((due - original).days)}"
    return f"promised for {day_in_words(original)}, {later}; {due_in_words(due, facts.as_at)}"


def _no_timescale_reason(facts: Facts) -> str:
    reason = "" if facts.promise.due else _due_or_timescale(facts)
    return "" if reason == ONGOING else reason


def _not_started_reason(facts: Facts) -> str:
    is_not_started = facts.action.status is Status.NOT_STARTED
    return f"not started; {_due_or_timescale(facts)}" if is_not_started else ""


def _due_or_timescale(facts: Facts) -> str:
    due, timescale = facts.promise.due, facts.promise.stated
    if due:
        return due_in_words(due, facts.as_at)
    if timescale is None:
        return "no timescale is set"
    if isinstance(timescale.reading, Ongoing):
        return ONGOING
    return f"“{timescale.due}” names a meeting of the board that is not recorded"


_TESTS: Final[tuple[tuple[Standing, Callable[[Facts], str]], ...]] = (
    (Standing.WITHDRAWN, _withdrawn_reason),
    (Standing.EMBEDDED, _embedded_reason),
    (Standing.COMPLETE, _complete_reason),
    (Standing.PAUSED, _paused_reason),
    (Standing.OVERDUE, _overdue_reason),
    (Standing.MILESTONE_OVERDUE, _milestone_overdue_reason),
    (Standing.EXTENDED, _extended_reason),
    (Standing.STARTING_LATE, lambda facts: _not_started_reason(facts) * facts.is_due_soon),
    (Standing.DUE_SOON, lambda facts: _due_or_timescale(facts) * facts.is_due_soon),
    (Standing.NO_TIMESCALE, _no_timescale_reason),
    (Standing.NOT_STARTED, _not_started_reason),
    (Standing.ON_TRACK, _on_track_reason),
)
