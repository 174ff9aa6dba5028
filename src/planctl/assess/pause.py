"""The pauses and withdrawals of an action, as they stand on a day.

Both are asked for, and agreed or refused at a meeting of the board, as extensions are. Only an
agreed one stops the clock: the last pause agreed until its day, a withdrawal for good. What was
past its date when it was stopped says so for ever.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from planctl.assess.promise import (
    EarliestPromise,
    by_whom,
    days_in_words,
    due_day_on,
    open_requests,
    valid_requests,
)
from planctl.model.action import Action, Pause, Withdrawal
from planctl.model.calendar import Calendar, day_in_words
from planctl.model.timescale import due_day


class Halts(NamedTuple):
    """The pauses and withdrawals of an action on a day."""

    pause: Pause | None = None  # agreed, and its day has not passed
    until: date | None = None  # the last day of that pause
    withdrawal: Withdrawal | None = None  # agreed
    days_late: int = 0  # how far past its date it was when that pause or withdrawal was agreed
    pauses_asked: tuple[Pause, ...] = ()
    withdrawals_asked: tuple[Withdrawal, ...] = ()
    pause_ended: date | None = None  # the last day of the last agreed pause, where it has passed
    past: str = ""  # pauses that are over, in words, where its date had passed at their beginning

    @property
    def is_asked(self) -> bool:
        """Whether the board is asked to stop the action."""
        return bool(self.pauses_asked or self.withdrawals_asked)

    @property
    def until_in_words(self) -> str:
        """Until when the pause that runs is: until 30 September 2024."""
        return f"until {day_in_words(self.until)}" if self.until else ""


def action_halts(
    action: Action, as_at: date, calendar: Calendar, earliest: EarliestPromise | None = None
) -> Halts:
    """The pauses and withdrawals of an action, as they stand on a day."""
    if not (action.pauses or action.withdrawals):
        return Halts()
    pauses = valid_requests(action.pauses, as_at, calendar)
    withdrawals = valid_requests(action.withdrawals, as_at, calendar)
    until = due_day(pauses[-1].until.reading, calendar) if pauses else None
    runs = until is not None and as_at <= until
    over = pauses[:-1] if runs else pauses
    pause = pauses[-1] if runs else None
    withdrawal = withdrawals[-1] if withdrawals else None
    stop = withdrawal or pause
    return Halts(
        pause,
        until if runs else None,
        withdrawal,
        _days_late(stop, action, calendar, earliest) if stop else 0,
        open_requests(action.pauses, as_at, calendar),
        open_requests(action.withdrawals, as_at, calendar),
        None if runs else until,
        "; ".join(_past_pauses(over, action, calendar, earliest)),
    )


def halt_in_words(halt: Pause | Withdrawal, late: int, calendar: Calendar) -> str:
    """Who stopped an action and when: paused by the board on 12 June 2024, 97 days after its date.

    It is of an agreed one; late: how many days past its date the action was then.
    """
    day = halt.agreed or date.max
    word = "paused" if isinstance(halt, Pause) else "withdrawn"
    after = f", {days_in_words(late)} after its date" if late else ""
    return f"{word}{by_whom(halt, calendar)} on {day_in_words(day)}{after}"


def _days_late(
    halt: Pause | Withdrawal, action: Action, calendar: Calendar, earliest: EarliestPromise | None
) -> int:
    """How many days past its date an action was when it was stopped."""
    day = halt.agreed or date.min
    due = due_day_on(action, day, calendar, earliest)
    if due is None or action.is_complete(day):
        return 0
    return max(0, (day - due).days)


def _past_pauses(
    pauses: Iterable[Pause], action: Action, calendar: Calendar, earliest: EarliestPromise | None
) -> Iterator[str]:
    for pause in pauses:
        late = _days_late(pause, action, calendar, earliest)
        if late:
            until = due_day(pause.until.reading, calendar)
            upto = f", until {day_in_words(until)}" if until else ""
            yield f"{halt_in_words(pause, late, calendar)}{upto}"
