"""Where a plan stands on a day, whole or cut down, and the same as JSON for programs."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, NamedTuple

from planctl.assess.burn_up import burn_up
from planctl.assess.change.first import broken_promises
from planctl.assess.judged import Judged, Rated
from planctl.assess.pause import Halts
from planctl.assess.scene import Scene
from planctl.assess.totals import Totals, by_area, by_lead, totals
from planctl.model.action import REQUESTS, Pause, Withdrawal, key_of
from planctl.model.plan import Area
from planctl.render.agenda import request_json
from planctl.render.burn_up import as_json as burn_up_json
from planctl.render.column import timescale_line

CHANGED: Final = "First promises changed without the board"


class Status(NamedTuple):
    """A plan on a day, cut down to the actions that were asked for."""

    scene: Scene
    judged: tuple[Judged, ...]
    cut: str = ""  # what was asked for, in words; empty for the whole plan

    @property
    def soon(self) -> date:
        """The last day that counts as due soon."""
        return self.scene.as_at + timedelta(days=self.scene.by.due_soon_days)

    @property
    def broken(self) -> list[str]:
        """The first promises that were changed in place, each with what it was and is."""
        calendar, judged = self.scene.by.calendar, {each.at for each in self.judged}
        return [
            f"{each.ref} {each.action.title}: first {timescale_line(first, calendar)}, now "
            f"{timescale_line(each.action.timescale, calendar)}"
            for each, first, _ in broken_promises(self.scene)
            if each.at in judged
        ]

    def totals(self, judged: Iterable[Judged]) -> Totals:
        """The counts of some actions."""
        return totals(judged, self.scene.as_at, self.soon)

    @property
    def by_area(self) -> list[tuple[Area, list[Judged]]]:
        """Each area with its actions; of a cut, only areas that have any in it."""
        found = by_area(self.scene.plan.areas, self.judged)
        return [(area, of) for area, of in found if of or not self.cut]


def as_json(status: Status) -> dict[str, object]:
    """The status as DESIGN section 7 gives it; keys may be added, never changed."""
    front = status.scene.plan.plan
    return {
        "as_at": status.scene.as_at.isoformat(),
        "plan": {
            "title": front.title if front else None,
            "organisation": front.organisation if front else None,
            "version": front.version if front else None,
        },
        "totals": _totals_json(status.totals(status.judged)),
        "areas": [
            {"ref": area.ref, "title": area.title, "totals": _totals_json(status.totals(of))}
            for area, of in status.by_area
        ],
        "leads": [
            {"role": role, "totals": _totals_json(status.totals(of))}
            for role, of in by_lead(status.judged).items()
        ],
        "actions": [action_json(each, status.scene) for each in status.judged],
        "burn_up": None if status.cut else burn_up_json(burn_up(status.scene)),
    }


def action_json(each: Judged, scene: Scene) -> dict[str, object]:
    """One judged action, as `status` and `show` give it to programs."""
    action, dates = each.action, each.promise
    return {
        "ref": action.ref,
        "title": action.title,
        "area": each.area.ref,
        "leads": list(action.leads),
        "status": action.status.value,
        "timescale": dates.stated.written if dates.stated else None,
        "due": _iso(dates.due),
        "original_due": _iso(dates.original),
        "original_timescale": dates.first.written if dates.first else None,
        "original_changed": dates.changed is not None,
        "original_known_from": scene.by.promised.known_from.value,
        "overdue": each.is_overdue,
        "days_overdue": each.days_overdue,
        "slippage_days": dates.slippage_days,
        "milestones_overdue": len(each.late_milestones),
        "last_progress": _iso(dates.last_progress),
        "progress_rag": _rated_json(each.progress),
        "impact_rag": _rated_json(each.impact),
        "pause": _pause_json(each.halts),
        "withdrawal": _withdrawal_json(each.halts),
        "asked": [{"kind": REQUESTS[key_of(r)], **request_json(r)} for r in each.asked],
    }


def _pause_json(halts: Halts) -> dict[str, object] | None:
    """The pause that runs; none: the action is not paused."""
    if halts.pause is None:
        return None
    return {"until": _iso(halts.until), **_agreed_json(halts.pause, halts)}


def _withdrawal_json(halts: Halts) -> dict[str, object] | None:
    withdrawal = halts.withdrawal
    if withdrawal is None:
        return None
    return {
        "replaced_by": list(withdrawal.replaced_by),
        **_agreed_json(withdrawal, halts),
    }


def _agreed_json(halt: Pause | Withdrawal, halts: Halts) -> dict[str, object]:
    return {
        "reason": halt.reason,
        "agreed": _iso(halt.agreed),
        "agreed_by": halt.agreed_by,
        "days_late": halts.days_late,
    }


def _totals_json(of: Totals) -> dict[str, object]:
    counts: dict[str, object] = dict(of._asdict())
    for key in ("progress_rag", "impact_rag"):
        counts[key] = {rating.value: number for rating, number in getattr(of, key).items()}
    return counts


def _rated_json(rated: Rated) -> dict[str, object]:
    return {
        "rating": rated.rating.value,
        "computed": rated.computed.value,
        "declared": rated.declared.value if rated.declared else None,
        "disputed": rated.disputed,
        "standing": rated.standing.value,
        "why": rated.why,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
