"""Where a plan stands on a day, whole or cut down, also as JSON; and all that its files say."""

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from planctl.assess.burn_up import plan_burn_up
from planctl.assess.change.first_promise import broken_promises
from planctl.assess.judgement import ActionRating, Judgement
from planctl.assess.pause import Halts
from planctl.assess.scene import Scene
from planctl.assess.totals import Totals, count_totals, group_by_area, group_by_lead
from planctl.model.action import REQUESTS, Pause, Withdrawal, request_key
from planctl.model.calendar import iso_day
from planctl.model.plan import Area
from planctl.render.action_columns import changed_promise_in_words
from planctl.render.agenda import request_json
from planctl.render.burn_up import burn_up_json

PROMISES_CHANGED: Final = "First promises changed without the board"


class PlanStatus(NamedTuple):
    """A plan on a day, cut down to the actions that were asked for."""

    scene: Scene
    judged: tuple[Judgement, ...]
    cut: str = ""  # what was asked for, in words; empty for the whole plan

    @property
    def broken(self) -> list[str]:
        """The first promises that were changed in place, each with what it was and is."""
        calendar, places = self.scene.by.calendar, {judged.at for judged in self.judged}
        return [
            f"{judged.name}: {changed_promise_in_words(first, judged.action.timescale, calendar)}"
            for judged, first, _ in broken_promises(self.scene)
            if judged.at in places
        ]

    def totals(self, actions: Iterable[Judgement]) -> Totals:
        """The counts of some actions."""
        return count_totals(actions, self.scene.as_at, self.scene.by.soon)

    @property
    def by_area(self) -> list[tuple[Area, list[Judgement]]]:
        """Each area with its actions; of a cut, only areas that have any in it."""
        areas = group_by_area(self.scene.plan.areas, self.judged)
        return [(area, actions) for area, actions in areas if actions or not self.cut]


def status_json(status: PlanStatus) -> dict[str, object]:
    """The status as DESIGN section 7 gives it; keys may be added, never changed."""
    front = status.scene.plan.plan
    return {
        "as_at": status.scene.as_at.isoformat(),
        "plan": {
            key: getattr(front, key) if front else None
            for key in ("title", "organisation", "version")
        },
        "totals": totals_json(status.totals(status.judged)),
        "areas": [
            {"ref": area.ref, "title": area.title, "totals": totals_json(status.totals(actions))}
            for area, actions in status.by_area
        ],
        "leads": [
            {"role": role, "totals": totals_json(status.totals(actions))}
            for role, actions in group_by_lead(status.judged).items()
        ],
        "actions": [judged_action_json(judged, status.scene) for judged in status.judged],
        "burn_up": None if status.cut else burn_up_json(plan_burn_up(status.scene)),
    }


def judged_action_json(judged: Judgement, scene: Scene) -> dict[str, object]:
    """One judged action, as `status` and `show` give it to programs."""
    action, dates, halts = judged.action, judged.promise, judged.halts
    replaced_by = list(halts.withdrawal.replaced_by) if halts.withdrawal else []
    return {
        "ref": action.ref,
        "title": action.title,
        "area": judged.area.ref,
        "leads": list(action.leads),
        "status": action.status.value,
        "timescale": dates.stated.written if dates.stated else None,
        "due": iso_day(dates.due),
        "original_due": iso_day(dates.original),
        "original_timescale": dates.first.written if dates.first else None,
        "original_changed": dates.changed is not None,
        "original_known_from": scene.by.promised.known_from.value,
        "overdue": judged.is_overdue,
        "days_overdue": judged.days_overdue,
        "slippage_days": dates.slippage_days,
        "milestones_overdue": len(judged.late_milestones),
        "last_progress": iso_day(dates.last_progress),
        "progress_rag": _rated_json(judged.progress),
        "impact_rag": _rated_json(judged.impact),
        "pause": _halt_json(halts.pause, halts, until=iso_day(halts.until)),
        "withdrawal": _halt_json(halts.withdrawal, halts, replaced_by=replaced_by),
        "asked": [{"kind": REQUESTS[request_key(r)], **request_json(r)} for r in judged.asked],
    }


def _halt_json(
    halt: Pause | Withdrawal | None, halts: Halts, **own: object
) -> dict[str, object] | None:
    """A pause or a withdrawal that the board has agreed; none where there is none."""
    if halt is None:
        return None
    return {
        **own,
        "reason": halt.reason,
        "agreed": iso_day(halt.agreed),
        "agreed_by": halt.agreed_by,
        "days_late": halts.days_late,
    }


def totals_json(counted: Totals) -> dict[str, Any]:
    """Counts for programs, the ratings by their names."""
    ratings = {
        key: {rating.value: number for rating, number in getattr(counted, key).items()}
        for key in ("progress_rag", "impact_rag")
    }
    numbers = {key: number for key, number in counted._asdict().items() if key != "left_rag"}
    return {**numbers, **ratings}


def _rated_json(rated: ActionRating) -> dict[str, object]:
    return {
        "rating": rated.rating.value,
        "computed": rated.computed.value,
        "declared": rated.declared.value if rated.declared else None,
        "disputed": rated.disputed,
        "standing": rated.standing.value,
        "why": rated.why,
    }


def plan_json(scene: Scene) -> dict[str, object]:
    """The plan with every key of every file; a key that is not set is null or an empty list.

    The first promises stand apart: they are as git has them, and the files may have others now.
    """
    plan, notice = scene.plan, scene.plan.notice
    edition = {"name": notice.edition.value, "not_in_it": notice.totals} if notice else None
    return {
        **({"edition": edition} if edition else {}),
        "plan": plan.plan.model_dump(mode="json") if plan.plan else None,
        "governance": plan.governance.model_dump(mode="json"),
        "roles": dict(plan.roles),
        "contacts": {role: it.model_dump(mode="json") for role, it in plan.contacts.items()},
        "glossary": dict(plan.glossary),
        "policy": plan.policy.model_dump(mode="json"),
        "measures": [measure.model_dump(mode="json") for measure in plan.measures],
        "areas": [_area_json(area) for area in plan.areas],
        "decisions": [decision.model_dump(mode="json") for decision in plan.decisions],
        "evidence": dict(plan.seals),
        "unread": [unread._asdict() for unread in plan.unread],
        "first_promises": {
            "known_from": scene.by.promised.known_from.value,
            "actions": [_first_promise(judged) for judged in scene.judged],
        },
    }


def _area_json(area: Area) -> dict[str, object]:
    return {
        "ref": area.ref,
        "title": area.title,
        "statement": area.statement,
        "actions": [action.model_dump(mode="json") for action in area.actions],
    }


def _first_promise(judged: Judgement) -> dict[str, object]:
    first, day = judged.promise.first, judged.promise.original
    return {
        "ref": judged.ref,
        "area": judged.area.ref,
        "timescale": first.written if first else None,
        "due": iso_day(day),
        "changed": judged.promise.changed is not None,
    }
