"""planctl move: an action into another area."""

from typing import TYPE_CHECKING, Annotated

from planctl.cli.edge import day_of
from planctl.cli.option import AsAt, DryRun, OneArea, OneRef, PlanFolder, value_flag
from planctl.model.stop import Stop
from planctl.workspace.folder import find_plan

if TYPE_CHECKING:
    from planctl.model.plan import Area
    from planctl.workspace.plan import Desk

NewRef = Annotated[
    str | None,
    value_flag("--as", "NEW", "The ref that it gets there."),
]


def move(  # noqa: PLR0913 - each is a flag of its own
    ref: OneRef,
    area: OneArea,
    *,
    new: NewRef = None,
    dry_run: DryRun = False,
    plan: PlanFolder = None,
    as_at: AsAt = None,
) -> None:
    """Move an action into another area; with a new ref, every reference to it follows.

    Example: planctl move 1.2 2 --as 2.8
    """
    from planctl.cli.change import carry_out
    from planctl.update.naming import area_of, refuse_taken, relabelled
    from planctl.workspace.named_action import asked
    from planctl.workspace.plan import desk, reviewed

    day = day_of(as_at)
    now = desk(find_plan(plan))
    review = reviewed(now.loaded, day)
    action = asked(ref, review)
    target, folder = area_of(area, now)
    new_ref = (new or action.ref).strip()
    _refuse_ref_of_another(new_ref, target, now)
    refuse_taken(new_ref, now, but=action)
    carry_out(now, relabelled(action, new_ref, folder, review, now), day, dry_run=dry_run)


def _refuse_ref_of_another(ref: str, area: "Area", now: "Desk") -> None:
    """A ref that begins with the number of another area would send people there."""
    from planctl.load.whereabouts import wrong_folder
    from planctl.update.naming import next_ref

    areas = {other.ref: other.title for other in now.loaded.plan.areas}
    for _ in wrong_folder(ref, area.ref, areas):
        free_ref = next_ref(area, [action.ref for _, action in now.loaded.plan.actions])
        message = f"“{ref}” begins with the number of another area than {area.ref}"
        raise Stop(message, f"give it a ref of that area, such as --as {free_ref}")
