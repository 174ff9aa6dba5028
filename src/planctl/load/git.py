"""Git: the history of the folder that a plan is in, asked of the git program itself.

Only commands that read the object store: nothing is checked out, nothing is written, and no
program that the settings of a repository name is run. History is that of the first parents: what
was made on a branch came into the plan when it was merged.
"""

import os
import re
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

# What a hook of another repository may have set: it would lead git away from the plan's own.
_OF_ANOTHER: Final = (
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_GRAFT_FILE",
    "GIT_INDEX_FILE",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
)
_FORM: Final = "--format=%cI%x00%an%x00%s"


class GitFault(Exception):
    """Why the history of a plan cannot be read: one sentence, and what to do about it."""

    def __init__(self, message: str, hint: str) -> None:
        """Keep the fault and the remedy apart."""
        super().__init__(message)
        self.message, self.hint = message, hint


class Commit(NamedTuple):
    """A commit: its id, its day where it was made, who made it, and where it has the plan."""

    id: str
    day: date
    author: str
    subject: str
    folder: str  # of the plan, from the top of the repository; empty for the top itself


class Repository(NamedTuple):
    """The git repository that a plan folder lies in."""

    root: Path  # the plan folder
    folder: str  # the same, from the top of the repository
    is_shallow: bool


def repository(root: Path) -> Repository:
    """The repository of a plan folder; raises GitFault where there is none, or none to trust."""
    asked = ("--is-shallow-repository", "--is-inside-work-tree", "--show-prefix")
    shallow, inside, folder = git(root, "rev-parse", *asked).split("\n", 2)
    if shallow not in {"true", "false"}:  # it gives back the question that it does not know
        raise _too_old()
    if inside != "true":
        raise GitFault(
            "the plan lies inside the folder that git keeps for itself",
            "work in a clone of the repository",
        )
    return Repository(root, folder.removesuffix("\n").rstrip("/"), shallow == "true")


def commits(of: Repository) -> Iterator[Commit]:
    """The commits that changed the plan, the newest first, back through the folder's moves."""
    start, folder = "HEAD", of.folder
    while True:
        last = None
        for last in _commits(of, start, folder):
            yield last
        former = _moved_from(of, last) if last else None
        if last is None or former is None:
            return
        start, folder = f"{last.id}^1", former


def named(of: Repository, revision: str) -> Commit:
    """The commit that a revision names as git does: HEAD~3, a tag, a branch, an id."""
    unknown = GitFault(
        f"git knows no revision “{revision}” here",
        "name a commit, a tag or a branch, or a day such as 14 Feb 2024",
    )
    if not revision or revision.startswith("-") or ".." in revision:
        raise unknown
    words = ("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    found = _run(of.root, *words).stdout.decode().strip()
    if not re.fullmatch("[0-9a-f]{40,64}", found):
        raise unknown
    listed = git(of.root, "rev-list", "--max-count=1", "--encoding=UTF-8", _FORM, found)
    return next(_listed(listed, of.folder))


def git(root: Path, *words: str) -> str:
    """What git says to these words; raises GitFault with the reason when it will not answer."""
    done = _run(root, *words)
    if done.returncode:
        raise _fault(done.stderr.decode("utf-8", "replace"), root)
    return os.fsdecode(done.stdout)


@cache
def environment() -> Mapping[str, str]:
    """The surroundings that git runs in: our own repository, plain English, nothing written."""
    ours = {"LC_ALL": "C", "LANGUAGE": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1"}
    return {**{k: v for k, v in os.environ.items() if k not in _OF_ANOTHER}, **ours}


def no_git() -> GitFault:
    """That git itself is missing."""
    return GitFault("git is not installed, or cannot be found", "install it from git-scm.com")


def _run(root: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 - words of our own; names never begin with a hyphen
            ["git", "-C", str(root), *words],  # noqa: S607 - the git that the person uses
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            env=environment(),
        )
    except OSError:
        raise no_git() from None


def _commits(of: Repository, start: str, folder: str) -> Iterator[Commit]:
    where = f":(top,literal){folder}" if folder else ":(top)"
    words = ("rev-list", "--first-parent", "--encoding=UTF-8", _FORM, start, "--", where)
    done = _run(of.root, *words)
    if done.returncode and start != "HEAD":  # the first commit of all has no parent
        return
    if done.returncode:
        raise _fault(done.stderr.decode("utf-8", "replace"), of.root)
    yield from _listed(done.stdout.decode("utf-8", "replace"), folder)


def _listed(text: str, folder: str) -> Iterator[Commit]:
    lines = iter(text.split("\n"))
    for name, line in zip(lines, lines, strict=False):  # the last line is empty, and alone
        when, author, subject = line.split("\0")
        day = date.fromisoformat(when[:10])
        yield Commit(name.removeprefix("commit "), day, author, subject, folder)


def _moved_from(of: Repository, commit: Commit) -> str | None:
    """The folder that the plan was in before the first commit that has it here; none: no other."""
    words = ("diff-tree", "-r", "-z", "-M", "--name-status", "--diff-filter=R")
    done = _run(of.root, *words, f"{commit.id}^1", commit.id)
    names = os.fsdecode(done.stdout).split("\0") if not done.returncode else []
    inside = f"{commit.folder}/" if commit.folder else ""
    former: Counter[str] = Counter()
    for old, new in zip(names[1::3], names[2::3], strict=False):
        rest = new.removeprefix(inside)
        if new.startswith(inside) and f"/{old}".endswith(f"/{rest}"):
            former[old.removesuffix(rest).rstrip("/")] += 1
    return former.most_common(1)[0][0] if former else None


def _fault(said: str, root: Path) -> GitFault:
    """Why git would not answer, in our words."""
    if "dubious ownership" in said:
        return GitFault(
            "git does not read this repository, because its folder belongs to another user",
            f"if you trust it: git config --global --add safe.directory {_named_in(said, root)}",
        )
    if "not a git repository" in said:
        return GitFault("the plan is not in a git repository", "git init makes one")
    if "HEAD" in said:
        return GitFault("nothing has been committed yet", "commit the plan first")
    last = said.strip().rpartition("\n")[2].removeprefix("fatal: ")
    return GitFault(f"git could not read the history: {last}", "see what git status says")


def _named_in(said: str, root: Path) -> str:
    found = re.search("safe.directory (.+)", said)
    return found[1] if found else root.as_posix()


def _too_old() -> GitFault:
    return GitFault("this git is too old to read the history with", "install git 2.15 or later")
