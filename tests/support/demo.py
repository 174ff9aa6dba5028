"""A made-up half-year of a board, built as a repository of its own: what `make demo` makes.

The plan is ours, as it was published; all that happens to it afterwards is invented, and says so.
The same commits come out each time, byte for byte.
"""

import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from make import PROJECT
from repo import Repo, repo
from step import Step
from story import STORY

PUBLISHED: Final = "2024-03-13"
AS_AT: Final = "2024-11-06"  # the papers of the seventh board are due
BOARD: Final = "13 November 2024"
PAPERS: Final = ("--as-at", AS_AT, "--for", BOARD)
FIRST_LINE: Final = "# A demonstration: everything here after March 2024 is invented\n"
README: Final = f"""{FIRST_LINE}
`make demo` of planctl made this folder, and makes it anew: nothing that you write here is kept.
The plan is the one that Shropshire Children's Services published in March 2024, in our own words.
What follows it in the history never happened: no progress, date, figure or decision is a fact.
"""
NEXT: Final = """
Everything in it after March 2024 is invented. To try next:

  planctl diff --plan {plan} --as-at {day}
  planctl show 1.2 --history --plan {plan} --as-at {day}
  planctl agenda --plan {plan} --as-at {day}
  planctl chase --plan {plan} --as-at {day} --lead "SM QA"
  planctl check --plan {plan} --as-at {day} --since last-board
  planctl measure list --plan {plan} --as-at {day}
  planctl measure show agency-rate --plan {plan} --as-at {day}
  planctl coverage --plan {plan} --as-at {day}
  planctl evidence pack {root}/for-inspectors --plan {plan} --as-at {day}
  planctl report --plan {plan} --as-at {day} --for "12 June 2024" --out {root}/board-pack
"""


class NotOurs(Exception):
    """A folder that this program did not make, and so does not write to."""


def made(root: Path) -> Iterator[Step]:
    """Build the repository in a folder, and give each step of the story once it is committed."""
    _clear(root)
    ours = repo(root)
    (root / "README.md").write_text(README, "utf-8", newline="\n")
    (root / ".gitignore").write_text("board-pack/\nfor-inspectors/\n", "utf-8", newline="\n")
    for folder in ("plan", "schema"):
        shutil.copytree(PROJECT / folder, root / folder)
    ours.commit(PUBLISHED, "The plan as it was published", by=STORY[0].by)
    for step in STORY:
        _take(step, ours)
        yield step


def _clear(root: Path) -> None:
    """Take away what an earlier run made, and nothing else."""
    if not root.exists() or (root.is_dir() and not any(root.iterdir())):
        return
    readme = root / "README.md"
    if not readme.is_file() or not readme.read_bytes().startswith(FIRST_LINE.encode()):
        raise NotOurs(f"{root} was there before, and is not a demonstration; name another folder")
    for path in (root / ".git").rglob("*"):
        path.chmod(stat.S_IRWXU)  # git protects its objects, and Windows deletes no such file
    shutil.rmtree(root)


def _take(step: Step, ours: Repo) -> None:
    for edit in step.edits:
        edit.on(ours.root / "plan", step.day)
    ours.commit(step.day, step.message, by=step.by)


def main(folder: str = "demo") -> int:
    """Build the demonstration in the folder that was named, and make the packs of its board."""
    root = Path(folder)
    try:
        steps = len(list(made(root)))
    except NotOurs as fault:
        sys.stderr.write(f"{fault}\n")
        return 2
    plan = (root / "plan").as_posix()
    sys.stdout.write(f"{plan}: the plan as published, and {steps} invented commits after it\n")
    sys.stdout.flush()
    out = (root / "board-pack").as_posix()
    for size in ("highlight", "standard"):
        words = ("report", "--size", size, "--plan", plan, *PAPERS, "--out", out)
        done = subprocess.run([sys.executable, "-m", "planctl", *words], check=False)  # noqa: S603
        if done.returncode:
            return done.returncode
    sys.stdout.write(NEXT.format(plan=plan, root=root.as_posix(), day=AS_AT))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
