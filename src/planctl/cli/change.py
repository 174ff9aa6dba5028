"""A change to the plan as every command makes it: shown, asked about, written, its problems listed.

The last line says how to take it back.
"""

import os
import shlex
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from planctl.cli.ask import confirm
from planctl.cli.terminal import print_message, print_note, print_result
from planctl.model.problem import Stop
from planctl.model.words import count_noun
from planctl.save.files import RECORD, Draft
from planctl.save.last_change import LastChange, write_drafts
from planctl.update.file_change import JudgedChange, judge_change, refuse_breaking_change
from planctl.workspace.folder import folder_name, plan_folder
from planctl.workspace.plan import Workspace


def apply_change(
    now: Workspace, drafts: Sequence[Draft], as_at: date, *, dry_run: bool, ask: bool = False
) -> None:
    """Print what changes, write it unless told not to, and say last how to take it back.

    The problems that it brings are listed. A change after which the plan would not hold together,
    such as one that names an unknown role, is not written; nor is one about which a person has to
    be asked, and who does not say yes.
    """
    how_to_undo = show_and_write(now, drafts, as_at, dry_run=dry_run, ask=ask)
    if how_to_undo:
        print_message(how_to_undo)


def show_and_write(
    now: Workspace, drafts: Sequence[Draft], as_at: date, *, dry_run: bool, ask: bool = False
) -> str:
    """The same for a command that has more to say; its last line, empty where nothing changes."""
    change = judge_change(now, drafts, as_at, since_board=True)
    if not change.drafts:
        print_result("nothing changes: the plan says so already\n")
        return ""
    refuse_breaking_change(change)
    print_result(change.shown)
    if ask and not dry_run and not confirm(f"Write this into {_files_in_words(change)}?"):
        return "planctl: nothing was written"
    how_to_undo = write_change(now.root, change.drafts, dry_run=dry_run)
    report_new_problems(change)
    return how_to_undo


def write_change(
    root: Path, drafts: Sequence[Draft], *, dry_run: bool = False, since: LastChange | None = None
) -> str:
    """Write a change, unless it is a dry run; the last line of the command, for print_message."""
    if dry_run:
        return "planctl: a dry run: nothing was written"
    command = shlex.join(["planctl", *sys.argv[1:]])
    if write_drafts(root, drafts, command, since=since):
        return f"planctl undo takes this back{_plan_flag(root)}"
    why = f"it is too large, or {Path(RECORD).parent} in the plan folder cannot be written to"
    return f"planctl undo cannot take this back: {why}"


def _files_in_words(change: JudgedChange) -> str:
    return count_noun(len({(draft.was or draft).path for draft in change.drafts}), "file")


def _plan_flag(root: Path) -> str:
    """What to add to a command that is to find this plan from the folder that one stands in."""
    given = os.environ.get("PLANCTL_PLAN")
    try:
        nearest = plan_folder(Path(given) if given else None).resolve()
    except Stop:
        nearest = None
    return "" if nearest == root.resolve() else f", with --plan {shlex.quote(folder_name(root))}"


def report_new_problems(change: JudgedChange) -> None:
    """List the problems that a change brings with it."""
    for problem in change.brought:
        of = f"{problem.ref}: " if problem.ref else ""
        print_note(f"to be seen to: {problem.rule.code} {of}{problem.message}", problem.hint)
