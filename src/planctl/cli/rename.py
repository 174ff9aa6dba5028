"""planctl rename: another ref for an action, in its file and wherever the plan names it."""

from typing import Annotated

import typer

from planctl.cli.edge import day_of, say
from planctl.cli.option import AsAt, DryRun, PlanFolder
from planctl.cli.show import OneRef
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
    seen = reviewed(now.loaded, day)
    each = asked(ref, seen)
    wanted = new.strip()
    if not wanted:
        raise Stop("the new ref is empty", "name it, such as 1.7")
    refuse_taken(wanted, now, but=each)
    folder = folder_of(now.loaded.parts[each.at].path)
    carry_out(now, relabelled(each, wanted, folder, seen, now), day, dry_run=dry_run)
    told = mentions(each.ref, now)
    if told:
        files = visible(", ".join(told))
        say(f"planctl: texts that mention {each.ref} stay as they are; look at {files}")
