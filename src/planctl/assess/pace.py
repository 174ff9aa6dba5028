"""At what pace a plan is delivered, and where the same pace would lead: arithmetic, no promise.

The pace is that of the last three months, by the calendar: up to 13 March, from 14 December on.
A forecast is in whole actions, rounded down, and looks no further than five years ahead.
"""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from planctl.model.calendar import last_day

MONTHS: Final = 3  # that a pace is measured over
_FARTHEST: Final = 5 * 365  # days; no pace holds for longer


class Pace(NamedTuple):
    """How many actions were delivered in the last three months, and how many there are left."""

    first: date  # the first day of these months
    as_at: date
    delivered: int
    left: int

    @property
    def days(self) -> int:
        """How many days these months have."""
        return (self.as_at - self.first).days + 1

    def more_by(self, day: date) -> int:
        """How many more actions would be delivered by a day to come."""
        return min(self.left, self.delivered * (day - self.as_at).days // self.days)

    @property
    def all_by(self) -> date | None:
        """The day that the last action would be delivered; none: not within five years."""
        needed = self._needed
        return self.as_at + timedelta(days=needed) if needed <= _FARTHEST else None

    @property
    def _needed(self) -> int:
        """How many days all that is left would take."""
        if not self.delivered:
            return _FARTHEST + 1
        return -(-self.left * self.days // self.delivered)


def pace(delivered: Sequence[date], left: int, begins: date, as_at: date) -> Pace | None:
    """The pace of the last three months, from the days of deliveries in their order.

    None where nothing is left, or where the plan tells of less than three months.
    """
    before = months_before(as_at, MONTHS)
    if not left or begins > before + timedelta(days=1):
        return None
    recent = bisect_right(delivered, as_at) - bisect_right(delivered, before)
    return Pace(before + timedelta(days=1), as_at, recent, left)


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or the last of one that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, last_day(year, month + 1).day))
