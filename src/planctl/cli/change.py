"""A change to the plan: print it, write it unless it is a dry run, and list its problems."""

from collections.abc import Sequence
from datetime import date

from planctl.cli.terminal import print_message, print_result
from planctl.model.words import printable_text
from planctl.save.files import Draft, write_drafts
from planctl.update.file_change import JudgedChange, judge_change, refuse_breaking_change
from planctl.workspace.plan import Workspace


def apply_change(now: Workspace, drafts: Sequence[Draft], as_at: date, *, dry_run: bool) -> None:
    """Print what changes, write it unless told not to, and list the problems that it brings.

    A change after which the plan would not hold together, such as one that names an unknown role,
    is not written.
    """
    change = judge_change(now, drafts, as_at, since_board=True)
    if not change.drafts:
        print_result("nothing changes: the plan says so already\n")
        return
    refuse_breaking_change(change)
    print_result(change.shown)
    write_change(now, change, dry_run=dry_run)
    report_new_problems(change)


def write_change(now: Workspace, change: JudgedChange, *, dry_run: bool) -> None:
    """Write a change, unless it is a dry run."""
    if dry_run:
        print_message("planctl: a dry run: nothing was written")
    else:
        write_drafts(now.root, change.drafts)


def report_new_problems(change: JudgedChange) -> None:
    """List the problems that a change brings with it."""
    for problem in change.brought:
        of = f"{problem.ref}: " if problem.ref else ""
        print_message(
            f"planctl: to be seen to: {problem.rule.code} {printable_text(of + problem.message)}"
        )
        print_message(f"  hint: {printable_text(problem.hint)}")
