"""Delivery of a plan over time: what was promised, due and delivered by each day, and the pace.

An action counts from its own day on. Two kinds are left out of all counts, because nobody waits
for their delivery: withdrawn actions, and ongoing ones without an end. Delivered means delivered
as the plan stands now, so a reopened action does not count and the counts of earlier days never
fall. What the boards were shown is given beside them.

The pace is that of the last three calendar months: up to 13 March, from 14 December on. A forecast
is in whole actions, rounded down, and looks no further than five years ahead.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from planctl.assess.judgement import Judgement, criteria_for, judge_actions
from planctl.assess.pause import action_halts
from planctl.assess.promise import AS_IN_FILES, FirstPromises, action_promise
from planctl.assess.scene import Scene
from planctl.assess.totals import Totals, count_totals
from planctl.model.action import Action
from planctl.model.calendar import Calendar, Meeting, add_months, last_day
from planctl.model.meeting_schedule import meeting_of
from planctl.model.plan import Plan
from planctl.model.timescale import KnownFrom

PACE_MONTHS: Final = 3  # that a pace is measured over
_FARTHEST: Final = 5 * 365  # days; no pace holds for longer
_MOST: Final = 24  # periods of one table; longer plans are counted by longer periods
_PERIODS: Final = (1, 3, 6, 12, 60)  # in months; a plan lies within one century


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
        if not self.delivered:
            return None
        needed = -(-self.left * self.days // self.delivered)  # days, for all that is left
        return self.as_at + timedelta(days=needed) if needed <= _FARTHEST else None


def delivery_pace(delivered: Sequence[date], left: int, begins: date, as_at: date) -> Pace | None:
    """The pace of the last three months, from the days of deliveries in their order.

    None where nothing is left, or where the plan tells of less than three months.
    """
    before = add_months(as_at, -PACE_MONTHS)
    if not left or begins > before + timedelta(days=1):
        return None
    recent = bisect_right(delivered, as_at) - bisect_right(delivered, before)
    return Pace(before + timedelta(days=1), as_at, recent, left)


class PlanAtBoard(NamedTuple):
    """The plan as the papers of a board had it, and the day of those papers."""

    meeting: Meeting
    plan: Plan
    as_at: date
    promised: FirstPromises = AS_IN_FILES


class BoardSnapshot(NamedTuple):
    """What the papers of a board counted."""

    meeting: Meeting
    as_at: date  # the day of the papers
    actions: int  # that are delivered, or to be delivered
    totals: Totals
    unread: int = 0  # files that could not be read, so all counts may be too low


class BurnUp(NamedTuple):
    """The promises and deliveries of a plan, each as the days that they fell on, in order."""

    as_at: date
    begins: date  # the first day that the plan tells of; days before it count from the start
    year_starts: int  # the month in which the planning year starts
    actions: int  # that are delivered, or to be delivered
    promised: tuple[date, ...]  # at first
    due: tuple[date, ...]  # with the extensions that the board has agreed
    delivered: tuple[date, ...]
    without_day: int  # delivered, but nobody wrote down when
    withdrawn: int
    endless: int
    seen: tuple[BoardSnapshot, ...]  # as far as git knows, the oldest first
    pace: Pace | None  # of the last three months; none: all is delivered, or it is too early
    known_from: KnownFrom = KnownFrom.FILE  # how far back the first promises are known
    is_edition: bool = False  # of which a reader is told less, and so less of the past

    @property
    def undated(self) -> int:
        """How many actions have no day that they are due."""
        return self.actions - len(self.due)

    @property
    def done(self) -> int:
        """How many actions are delivered, with or without a day."""
        return len(self.delivered) + self.without_day

    @property
    def left(self) -> int:
        """How many actions are still to be delivered."""
        return self.actions - self.done

    @property
    def early(self) -> int:
        """How many deliveries were before the first day that is looked at."""
        return bisect_left(self.delivered, self.begins)

    @property
    def last(self) -> date | None:
        """The last day that anything is promised for or due; none where nothing is dated."""
        return max((*self.promised[-1:], *self.due[-1:]), default=None)

    @property
    def ends(self) -> date:
        """The last day to look at; where no date is to come, what is left may take three months."""
        if self.last and self.last > self.as_at:
            return self.last
        return add_months(self.as_at, PACE_MONTHS) if self.left else self.as_at

    def promised_by(self, day: date) -> int:
        """How many actions were first promised for that day or an earlier one."""
        return bisect_right(self.promised, day)

    def due_by(self, day: date) -> int:
        """How many actions are due that day or earlier, as the dates stand now."""
        return bisect_right(self.due, day)

    def delivered_by(self, day: date) -> int:
        """How many actions were delivered that day or earlier; those without a day count last."""
        late = self.without_day if day >= self.as_at else 0
        return bisect_right(self.delivered, day) + late

    @property
    def marks(self) -> tuple[date, ...]:
        """The days to count by: the last of each month, or longer period, and the day as at."""
        return tuple(sorted({*self._period_ends(), self.as_at}))

    def _period_ends(self) -> Iterator[date]:
        first, last = (day.year * 12 + day.month - 1 for day in (self.begins, self.ends))
        whole = _PERIODS[-1]
        length = next((n for n in _PERIODS if (last - first) // n < _MOST), whole)
        start = first - (first - self.year_starts + 1) % length
        for month in range(start + length - 1, last + length, length):
            yield last_day(month // 12, month % 12 + 1)


def plan_burn_up(scene: Scene, seen: Sequence[BoardSnapshot] = ()) -> BurnUp:
    """The promises and deliveries of a plan, beside what its boards have seen."""
    criteria, as_at = scene.by, scene.as_at
    judgements = [it for it in scene.judged if _is_in_scope(it.action, as_at, criteria.calendar)]
    withdrawn = sum(judgement.is_withdrawn for judgement in scene.judged)
    completed = [judgement.action.completed for judgement in judgements if judgement.is_delivered]
    delivered = sorted(day for day in completed if day)
    begins = _first_known_day(scene, judgements)
    promises = [judgement.promise for judgement in judgements]
    curve = BurnUp(
        as_at,
        begins,
        criteria.calendar.year_starts,
        len(judgements),
        tuple(sorted(promise.original for promise in promises if promise.original)),
        tuple(sorted(promise.due for promise in promises if promise.due)),
        tuple(delivered),
        len(completed) - len(delivered),
        withdrawn,
        len(scene.judged) - len(judgements) - withdrawn,
        tuple(seen),
        None,
        criteria.promised.known_from,
        scene.plan.notice is not None,
    )
    return curve._replace(pace=delivery_pace(delivered, curve.left, begins, as_at))


def _is_in_scope(action: Action, as_at: date, calendar: Calendar) -> bool:
    """Whether an action is delivered, or is to be delivered some day."""
    if action_halts(action, as_at, calendar).withdrawal:
        return False
    return action.is_complete(as_at) or not action_promise(action, as_at, calendar).is_endless


def board_snapshots(papers: Iterable[PlanAtBoard]) -> Iterator[BoardSnapshot]:
    """What the papers of each board counted, each judged on their own day."""
    for meeting, plan, as_at, promised in papers:
        criteria = criteria_for(plan, as_at, promised)
        judged = judge_actions(plan, criteria)
        yield BoardSnapshot(
            meeting,
            as_at,
            sum(_is_in_scope(item.action, as_at, criteria.calendar) for item in judged),
            count_totals(judged, as_at, criteria.soon),
            len(plan.unread),
        )


def _first_known_day(scene: Scene, judgements: Iterable[Judgement]) -> date:
    """The first day that a plan tells of, but not a day before the inspection that it answers."""
    as_at, front = scene.as_at, scene.plan.plan
    days = {meeting.last for meeting in scene.by.calendar.meetings[:1]}
    for judgement in judgements:
        dates, action = judgement.promise, judgement.action
        days |= {day for day in (dates.original, dates.due, action.completed) if day}
        days |= {note.date for note in action.progress if note.date}
    inspected = front.inspection.date if front else None
    inspection_day = meeting_of(inspected).first if inspected else date.min
    earliest = min((*days, as_at))
    return max(earliest, inspection_day) if inspection_day <= as_at else earliest
