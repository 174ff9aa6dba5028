"""A change to the plan: print it, write it unless it is a dry run, and list its problems."""

from collections.abc import Sequence
from datetime import date

from planctl.cli.edge import out, say
from planctl.model.words import visible
from planctl.save.files import Draft, write
from planctl.update.revise import Weighed, refuse_broken, weighed
from planctl.workspace.plan import Desk


def carry_out(now: Desk, drafts: Sequence[Draft], as_at: date, *, dry_run: bool) -> None:
    """Print what changes, write it unless told not to, and list the problems that it brings.

    A change after which the plan would not hold together, such as one that names an unknown role,
    is not written.
    """
    change = weighed(now, drafts, as_at)
    if not change.drafts:
        out("nothing changes: the plan says so already\n")
        return
    refuse_broken(change)
    out(change.shown)
    put_in(now, change, dry_run=dry_run)
    tell_brought(change)


def put_in(now: Desk, change: Weighed, *, dry_run: bool) -> None:
    """Write a change, unless it is a dry run."""
    if dry_run:
        say("planctl: a dry run: nothing was written")
    else:
        write(now.root, change.drafts)


def tell_brought(change: Weighed) -> None:
    """List the problems that a change brings with it."""
    for problem in change.brought:
        of = f"{problem.ref}: " if problem.ref else ""
        say(f"planctl: to be seen to: {problem.rule.code} {visible(of + problem.message)}")
        say(f"  hint: {visible(problem.hint)}")
