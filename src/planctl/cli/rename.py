"""planctl rename: another ref for an action, in its file and wherever the plan names it."""

from typing import Annotated

import typer

from planctl.cli.option import AsAtFlag, DryRunFlag, PlanFlag, RefArgument
from planctl.cli.terminal import parse_as_at, print_message
from planctl.model.problem import Stop
from planctl.workspace.folder import find_plan

New = Annotated[str, typer.Argument(metavar="NEW", help="The ref that it gets.")]


def rename(
    ref: RefArgument,
    new: New,
    *,
    dry_run: DryRunFlag = False,
    plan: PlanFlag = None,
    as_at: AsAtFlag = None,
) -> None:
    """Give an action another ref: its file, its name, and every reference to it follow.

    Example: planctl rename 1.2 1.7
    """
    from planctl.cli.change import apply_change
    from planctl.load.file_place import folder_of
    from planctl.model.words import printable_text
    from planctl.update.refs import files_mentioning, refuse_duplicate_ref, rename_drafts
    from planctl.workspace.named_action import find_action
    from planctl.workspace.plan import open_workspace, review_plan

    day = parse_as_at(as_at)
    now = open_workspace(find_plan(plan))
    review = review_plan(now.loaded, day)
    action = find_action(ref, review)
    new_ref = new.strip()
    if not new_ref:
        raise Stop("the new ref is empty", "name it, such as 1.7")
    refuse_duplicate_ref(new_ref, now, but=action)
    folder = folder_of(now.loaded.parts[action.at].path)
    apply_change(now, rename_drafts(action, new_ref, folder, review, now), day, dry_run=dry_run)
    mentioning = files_mentioning(action.ref, now)
    if mentioning:
        files = printable_text(", ".join(mentioning))
        print_message(f"planctl: texts that mention {action.ref} stay as they are; look at {files}")
