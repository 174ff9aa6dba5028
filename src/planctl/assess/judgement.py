"""An action as judged on a day: dates, standing and both ratings, with their reasons."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from planctl.assess.evidence_seal import EvidenceFaults
from planctl.assess.impact import impact_standing, judge_measures
from planctl.assess.pause import Halts, action_halts
from planctl.assess.promise import (
    AS_IN_FILES,
    FirstPromises,
    LateMilestone,
    Promise,
    action_promise,
    days_overdue,
)
from planctl.assess.rag_key import RagKey, impact_key, progress_key
from planctl.assess.standing import Facts, judge_standing
from planctl.model.action import Action, Request
from planctl.model.calendar import Calendar
from planctl.model.meeting_schedule import plan_calendar
from planctl.model.plan import Area, Plan
from planctl.model.problem import At
from planctl.model.rating import ImpactStanding, Rating, Standing

if TYPE_CHECKING:  # a plan without measures does not load what judges them
    from planctl.assess.measure_effect import Effect

_DELIVERED: Final = (Standing.COMPLETE, Standing.EMBEDDED)
_CLOSED: Final = (*_DELIVERED, Standing.WITHDRAWN)
_UNCHANGED: Final = frozenset({ImpactStanding.NO_CHANGE, ImpactStanding.WORSE_THAN_BASELINE})


class ActionRating(NamedTuple):
    """A rating as reported, beside what the facts earn and what the lead declares."""

    rating: Rating
    computed: Rating
    declared: Rating | None
    disputed: bool
    standing: Standing | ImpactStanding
    why: str

    @property
    def counted(self) -> Rating:
        """The rating that counts: of a disputed one, what the facts say."""
        return self.computed if self.disputed else self.rating


class Judgement(NamedTuple):
    """One action as it stands on a day."""

    area: Area
    action: Action
    at: At  # where in the plan it stands
    promise: Promise
    halts: Halts
    progress: ActionRating
    impact: ActionRating
    days_overdue: int

    @property
    def ref(self) -> str:
        """The ref of the action."""
        return self.action.ref

    @property
    def name(self) -> str:
        """Its ref and its title."""
        return f"{self.ref} {self.action.title}"

    @property
    def lead(self) -> str:
        """The role that answers for it, in words."""
        return self.action.leads[0] if self.action.leads else "no lead"

    @property
    def is_overdue(self) -> bool:
        """Whether its standing is overdue."""
        return self.progress.standing is Standing.OVERDUE

    @property
    def is_delivered(self) -> bool:
        """Whether it is complete, or embedded."""
        return self.progress.standing in _DELIVERED

    @property
    def is_withdrawn(self) -> bool:
        """Whether the board has agreed that it will not be done."""
        return self.progress.standing is Standing.WITHDRAWN

    @property
    def is_paused(self) -> bool:
        """Whether the board has agreed that it waits until a day that has not passed."""
        return self.progress.standing is Standing.PAUSED

    @property
    def is_open(self) -> bool:
        """Whether the board still waits for it."""
        return self.progress.standing not in _CLOSED

    @property
    def is_under_way(self) -> bool:
        """Whether the board expects work on it now: it is open, and not paused."""
        return self.is_open and not self.is_paused

    @property
    def lacks_timescale(self) -> bool:
        """Whether the board waits for it without having been told until when."""
        return self.is_open and not self.promise.stated and not self.promise.due

    @property
    def lacks_lead(self) -> bool:
        """Whether the board waits for it without knowing who leads it."""
        return self.is_open and not self.action.leads

    @property
    def shows_no_effect(self) -> bool:
        """Whether it is delivered, and no effect is shown: impact red, or not rated.

        Or its figures show no change, whatever colour the plan's key gives to that.
        """
        is_declared = self.impact.declared not in {None, self.impact.computed}
        is_unchanged = self.impact.standing in _UNCHANGED and not is_declared
        is_red_or_grey = self.impact.rating in {Rating.RED, Rating.GREY}
        return self.is_delivered and (is_red_or_grey or is_unchanged)

    @property
    def late_milestones(self) -> tuple[LateMilestone, ...]:
        """The steps that are late, while the board expects work on the action."""
        return self.promise.late_milestones if self.is_under_way else ()

    @property
    def waiting(self) -> tuple[Request, ...]:
        """What was asked of the board by the day, and neither agreed nor refused."""
        dates, stops = self.promise, self.halts
        halting: tuple[Request, ...] = (*stops.pauses_asked, *stops.withdrawals_asked)
        return (*dates.requests, *halting, *dates.corrections)

    @property
    def asked(self) -> tuple[Request, ...]:
        """What the board has to answer, while it waits for the action."""
        return self.waiting if self.is_open else ()

    def is_on_time(self, as_at: date) -> bool:
        """Whether work is expected on it, and its date has not passed."""
        due = self.promise.due
        return self.is_under_way and (due is None or as_at <= due)

    def is_due_by(self, day: date, as_at: date) -> bool:
        """Whether work is expected, and it falls due by that day without being late now."""
        due = self.promise.due
        return self.is_under_way and due is not None and as_at <= due <= day


class Criteria(NamedTuple):
    """What every action of a plan is judged by on a day."""

    as_at: date
    calendar: Calendar
    progress_key: RagKey
    impact_key: RagKey
    due_soon_days: int
    effects: "Mapping[str, Effect]"  # what each measure says, by its id
    faulty: EvidenceFaults  # evidence files that are missing or changed
    promised: FirstPromises = AS_IN_FILES

    @property
    def soon(self) -> date:
        """The last day that counts as due soon."""
        return self.as_at + timedelta(days=self.due_soon_days)


def criteria_for(plan: Plan, as_at: date, promised: FirstPromises = AS_IN_FILES) -> Criteria:
    """The plan's own calendar, keys and thresholds, for judgements on a day."""
    policy = plan.policy
    unread = next((file.path for file in plan.unread if file.holds == "governance"), "")
    return Criteria(
        as_at,
        plan_calendar(plan.governance, policy.year_starts)._replace(unread=unread),
        progress_key(policy),
        impact_key(policy),
        policy.due_soon_days,
        judge_measures(plan.measures, as_at),
        plan.faulty,
        promised,
    )


def criteria_on_day(criteria: Criteria, plan: Plan, as_at: date) -> Criteria:
    """What the same facts are judged by on another day: the figures, too, are older then."""
    return criteria._replace(as_at=as_at, effects=judge_measures(plan.measures, as_at))


def judge_actions(plan: Plan, criteria: Criteria) -> tuple[Judgement, ...]:
    """Every action of the plan as it stands on the day, in the order of the plan."""
    return tuple(
        _judge_action(area, action, ("areas", n, "actions", k), criteria)
        for n, area in enumerate(plan.areas)
        for k, action in enumerate(area.actions)
    )


def judge_action_at(plan: Plan, number: tuple[int, int], criteria: Criteria) -> Judgement:
    """One action of a plan, by the places of its area and of itself, as it stands on the day."""
    n, k = number
    area = plan.areas[n]
    return _judge_action(area, area.actions[k], ("areas", n, "actions", k), criteria)


def _judge_action(area: Area, action: Action, at: At, criteria: Criteria) -> Judgement:
    earliest = criteria.promised.of.get(at)
    dates = action_promise(action, criteria.as_at, criteria.calendar, earliest)
    stops = action_halts(action, criteria.as_at, criteria.calendar, earliest)
    facts = Facts(
        action,
        dates,
        stops,
        criteria.as_at,
        criteria.calendar,
        criteria.due_soon_days,
        criteria.faulty,
    )
    progress_standing, why = judge_standing(facts)
    effect_standing, reason = impact_standing(action, criteria.effects)
    progress = rate(criteria.progress_key, progress_standing, why, action.progress_rag)
    impact = rate(criteria.impact_key, effect_standing, reason, action.impact_rag)
    late = days_overdue(dates.due, criteria.as_at) if progress_standing is Standing.OVERDUE else 0
    return Judgement(area, action, at, dates, stops, progress, impact, late)


def rate(
    key: RagKey, earned: Standing | ImpactStanding, why: str, declared: Rating | None
) -> ActionRating:
    """A rating by the key for what the facts earn, and what is declared beside it."""
    computed = key.ratings[earned]
    disputed = declared is not None and key.is_too_good(declared, earned)
    return ActionRating(declared or computed, computed, declared, disputed, earned, why)
