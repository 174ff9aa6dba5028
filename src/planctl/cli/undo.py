"""planctl undo: take back what the last command wrote into the plan."""

from planctl.cli.option import DryRunFlag, PlanFolder
from planctl.cli.terminal import print_lines, print_message
from planctl.workspace.folder import folder_name


def undo(*, dry_run: DryRunFlag = False, plan: PlanFolder) -> None:
    """Take back what the last command wrote into the plan, in every file of it or in none.

    It says which command that was, and the lines that change. A file that was changed since is
    named, and then nothing is taken back. To give the command again brings the change back.

    Example: planctl undo --dry-run
    """
    from planctl.cli.change import write_change
    from planctl.save.files import draft_diff
    from planctl.save.last_change import read_last_change, undo_drafts

    change = read_last_change(plan.root)
    drafts = undo_drafts(plan.root, folder_name(plan.root), change)
    print_lines([f"the last change was: {change.command}", *draft_diff(drafts)])
    print_message(write_change(plan.root, drafts, dry_run=dry_run, since=change))
