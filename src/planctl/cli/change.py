"""A change is shown, written unless it is a dry run, and what it brings with it is said."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from planctl.cli.edge import out, say
from planctl.model.words import visible
from planctl.save.files import Draft, write
from planctl.workspace.plan import Desk

if TYPE_CHECKING:
    pass
from planctl.update.revise import Weighed, refuse_broken, weighed


def carry_out(now: Desk, drafts: Sequence[Draft], as_at: date, *, dry_run: bool) -> None:
    """Show what changes, write it unless told not to, and say what it brings with it.

    A change after which the plan would not hold together, such as one that names a role that
    nobody knows, is not written.
    """
    change = weighed(now, drafts, as_at)
    if not change.drafts:
        out("nothing changes: the plan says so already\n")
        return
    refuse_broken(change)
    out(change.shown)
    settled(now, change, dry_run=dry_run)


def settled(now: Desk, change: Weighed, *, dry_run: bool) -> None:
    """Write a change unless told not to, and say what it brings with it."""
    put_in(now, change, dry_run=dry_run)
    tell_brought(change)


def put_in(now: Desk, change: Weighed, *, dry_run: bool) -> None:
    """Write a change unless told not to."""
    if dry_run:
        say("planctl: a dry run: nothing was written")
    else:
        write(now.root, change.drafts)


def tell_brought(change: Weighed) -> None:
    """Say what a change brings with it."""
    for problem in change.brought:
        of = f"{problem.ref}: " if problem.ref else ""
        say(f"planctl: to be seen to: {problem.rule.code} {visible(of + problem.message)}")
        say(f"  hint: {visible(problem.hint)}")
