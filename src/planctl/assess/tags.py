"""The tags that an action is listed by, on the dashboard and on the screen."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from planctl.assess.change.change_kind import ChangeKind
from planctl.assess.change.comparison import Comparison
from planctl.assess.change.first_promise import broken_promises
from planctl.assess.exceptions import board_exceptions
from planctl.assess.judgement import Judgement
from planctl.assess.scene import Scene
from planctl.model.problem import At
from planctl.model.rating import TAGS

COMPARED_TAGS: Final = frozenset({"newly-overdue", "changed"})  # known beside an earlier state only


def tagged_actions(
    scene: Scene, next_board: date, compared: Comparison | None
) -> Mapping[str, frozenset[At]]:
    """Where the actions of each tag stand in the plan.

    next_board: the last day that counts as before it.
    compared: what changed since the last board; none: nobody can tell.
    """
    items, as_at = scene.judged, scene.as_at
    issues = board_exceptions(scene, next_board)
    kept, added = (compared.kept, compared.added) if compared else ((), ())
    overdue = ChangeKind.NEWLY_OVERDUE
    late_news = [it for it, changes in kept if any(change.kind is overdue for change in changes)]
    tagged: dict[str, Iterable[Judgement]] = {
        "open": (item for item in items if item.is_open),
        "overdue": issues.overdue,
        "newly-overdue": (*late_news, *(item for item in added if item.is_overdue)),
        "due-soon": (item for item in items if item.is_due_by(scene.by.soon, as_at)),
        "late-milestone": issues.milestones,
        "asked": issues.asked,
        "extended": issues.agreed,
        "promise-changed": (broken.each for broken in broken_promises(scene)),
        "paused": issues.paused,
        "withdrawn": (item for item in items if item.is_withdrawn),
        "disputed": issues.disputed,
        "no-timescale": issues.no_timescale,
        "no-lead": issues.no_lead,
        "at-risk": issues.at_risk,
        "escalated": issues.escalated,
        "delivered": (item for item in items if item.is_delivered),
        "no-evidence": issues.no_evidence,
        "no-effect": issues.no_effect,
        "changed": (*(item for item, changes in kept if changes), *added),
    }
    return {tag: frozenset(item.at for item in tagged[tag]) for tag in TAGS}
