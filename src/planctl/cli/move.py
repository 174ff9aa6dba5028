"""planctl move: an action into another area."""

from typing import TYPE_CHECKING, Annotated

from planctl.cli.option import AreaArgument, PlanChange, RefArgument, value_flag
from planctl.model.problem import Stop

if TYPE_CHECKING:
    from planctl.model.plan import Area
    from planctl.workspace.plan import Workspace

NewRef = Annotated[str | None, value_flag("--as", "NEW", "The ref that it gets there.")]


def move(ref: RefArgument, area: AreaArgument, *, new: NewRef = None, plan: PlanChange) -> None:
    """Move an action into another area; with a new ref, every reference to it follows.

    Example: planctl move 1.2 2 --as 2.8
    """
    from planctl.update.new_item import find_area, refuse_duplicate_ref
    from planctl.update.rename import rename_action, rename_drafts
    from planctl.workspace.named_part import find_action

    review, now = plan.review, plan.now
    action = find_action(ref, review)
    target, folder = find_area(area, now)
    new_ref = (new or action.ref).strip()
    _refuse_ref_of_another(new_ref, target, now)
    refuse_duplicate_ref(new_ref, now, but=action)
    renaming = rename_action(action, new_ref, folder, review)
    plan.apply(rename_drafts(renaming, now))


def _refuse_ref_of_another(ref: str, area: "Area", now: "Workspace") -> None:
    """A ref that begins with the number of another area would send people there."""
    from planctl.load.file_place import wrong_folder
    from planctl.update.new_item import next_ref

    areas = {other.ref: other.title for other in now.loaded.plan.areas}
    for _ in wrong_folder(ref, area.ref, areas):
        free_ref = next_ref(area, [action.ref for _, action in now.loaded.plan.actions])
        message = f"“{ref}” begins with the number of another area than {area.ref}"
        raise Stop(message, f"give it a ref of that area, such as --as {free_ref}")
