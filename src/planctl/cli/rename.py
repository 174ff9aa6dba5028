"""planctl rename: another ref for an action, in its file and wherever the plan names it."""

from typing import Annotated

import typer

from planctl.cli.edge import day_of, say
from planctl.cli.option import AsAt, DryRun, OneRef, PlanFolder
from planctl.model.stop import Stop
from planctl.workspace.folder import find_plan

New = Annotated[str, typer.Argument(metavar="NEW", help="The ref that it gets.")]


def rename(
    ref: OneRef, new: New, *, dry_run: DryRun = False, plan: PlanFolder = None, as_at: AsAt = None
) -> None:
    """Give an action another ref: its file, its name, and every reference to it follow.

    Example: planctl rename 1.2 1.7
    """
    from planctl.cli.change import carry_out
    from planctl.load.whereabouts import folder_of
    from planctl.model.words import visible
    from planctl.update.naming import mentions, refuse_taken, relabelled
    from planctl.workspace.named_action import asked
    from planctl.workspace.plan import desk, reviewed

    day = day_of(as_at)
    now = desk(find_plan(plan))
    review = reviewed(now.loaded, day)
    action = asked(ref, review)
    new_ref = new.strip()
    if not new_ref:
        raise Stop("the new ref is empty", "name it, such as 1.7")
    refuse_taken(new_ref, now, but=action)
    folder = folder_of(now.loaded.parts[action.at].path)
    carry_out(now, relabelled(action, new_ref, folder, review, now), day, dry_run=dry_run)
    mentioning = mentions(action.ref, now)
    if mentioning:
        files = visible(", ".join(mentioning))
        say(f"planctl: texts that mention {action.ref} stay as they are; look at {files}")
