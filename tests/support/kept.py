"""A plan that is kept in git, for tests of its board pack.

The boards are on 14 February, 13 March and 10 April 2024; papers are due seven days before.
"""

from pathlib import Path
from typing import Final

from make import small_plan
from repo import Repo, planned, repo, titled
from running import Ran, planctl

GOVERNANCE: Final = """\
board: {name: The board, papers_due: 7}
meetings: [{on: 14 Feb 2024}, {on: 13 Mar 2024}, {on: 10 Apr 2024}, {on: May 2024}]
"""
ACTION: Final = "plan/areas/1-practice/1.1-first.yaml"
SECOND: Final = "plan/areas/1-practice/1.2-second.yaml"
OPEN: Final = "leads: [SM QA]\ntimescale: 1 Mar 2024\nstatus: in progress\n"
DONE: Final = OPEN.replace("in progress", "complete\ncompleted: 2024-02-12")
LATER: Final = OPEN.replace("1 Mar", "30 Jun")


def kept(root: Path) -> Repo:
    """A plan with a change before the papers of the first of its boards, and one after it."""
    made = planned(root)
    made.commit("2024-02-05", "The board", {"plan/governance.yaml": GOVERNANCE})
    made.commit("2024-02-06", "For the board", {ACTION: titled("First", OPEN)})
    made.commit("2024-02-20", "After it", {SECOND: titled("Second", LATER, "1.2")})
    return made


def not_kept(root: Path) -> Repo:
    """A plan that is in no repository."""
    small_plan(root / "plan", titled("First", OPEN), governance=GOVERNANCE)
    return Repo(root)


def not_committed(root: Path) -> Repo:
    """A plan in a repository without a commit."""
    made = repo(root)
    not_kept(root)
    return made


def begun_later(root: Path) -> Repo:
    """A plan that was first committed on the day after its first board."""
    made = not_committed(root)
    made.commit("2024-02-15", "Begin")
    return made


def report(of: Repo, *words: object, form: str = "md", as_at: str = "2024-03-06") -> Ran:
    """The pack, down a pipe."""
    return planctl("report", "--as-at", as_at, "--format", form, "-o", "-", *words, cwd=of.root)


def plain(ran: Ran) -> str:
    """What a run printed, without the signs that keep Markdown from reading it."""
    return ran.out.replace("\\", "")
