"""A plan as it was: each state that git has of it, read from the object store.

The newest state is the working tree, which is read as a folder; these are the states before it.
"""

from collections.abc import Generator, Iterator, MutableMapping
from datetime import date
from functools import partial
from itertools import chain, groupby
from pathlib import Path
from typing import Self

from planctl.load.git import (
    UNSHALLOW,
    Commit,
    GitFault,
    commits,
    moved_from,
    named,
    repository,
)
from planctl.load.loaded import Loaded
from planctl.load.reader import load
from planctl.load.reading import Read
from planctl.load.source import Source, SourceFile
from planctl.load.store import Store, Tree
from planctl.model.calendar import day_in_words


class History:
    """The states of the plan in a folder, for as long as it is open.

    `known` holds the files that are read already; whoever reads the working tree shares it, so
    that a file is parsed once, however many states hold it.
    """

    def __init__(
        self, root: Path, name: str, known: MutableMapping[SourceFile, Read] | None = None
    ) -> None:
        """Find the repository; raises GitFault where there is none to read."""
        self._repository = repository(root)
        self._name = name
        self._known = {} if known is None else known
        self._store = Store(root)
        self._ahead: Iterator[Commit] = self._walk()
        self._seen: list[Commit] = []

    def __enter__(self) -> Self:
        """The history itself, open."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let git go."""
        self._store.close()

    @property
    def is_shallow(self) -> bool:
        """Whether git has only the newest part of the history here."""
        return self._repository.is_shallow

    def commits(self) -> Iterator[Commit]:
        """The commits that changed the plan, the newest first; read only as far as asked for."""
        number = 0
        while number < len(self._seen) or self._seen_more():
            yield self._seen[number]
            number += 1

    def by(self, day: date) -> Commit:
        """The plan's last commit by the end of a day; raises GitFault where it had none yet."""
        last = None
        for last in self.commits():
            if last.day <= day:
                return last
        if last is None:
            raise GitFault("the plan has not been committed yet", "commit the plan first")
        begins = f"the history of the plan begins on {day_in_words(last.day)}"
        if self._repository.is_shallow:
            raise GitFault(
                f"this clone is shallow: in it, {begins}",
                f"fetch the rest with {UNSHALLOW}",
            )
        raise GitFault(f"{begins}, after {day_in_words(day)}", "name a later day or a revision")

    def named(self, revision: str) -> Commit:
        """The commit that a revision names as git does, with where it has the plan."""
        found = named(self._repository, revision)
        former = (folder for folder, _ in groupby(self.commits(), lambda each: each.folder))
        for folder in chain([found.folder], former):
            moved = found._replace(folder=folder)
            if self._store.plan_at(moved) is not None:
                return moved
        raise _not_there(found)

    def plan_at(self, commit: Commit) -> Loaded:
        """The plan as a commit has it; raises GitFault where the commit has none."""
        tree = self._store.plan_at(commit)
        if tree is None:
            raise _not_there(commit)
        return load(self._source(tree), self._known)

    def states(self) -> Iterator[tuple[Commit, Loaded]]:
        """Every state that git has of the plan, the newest first, with the commit that made it."""
        for commit in self.commits():
            tree = self._store.plan_at(commit)
            if tree is not None:  # a commit may have taken the plan away
                yield commit, load(self._source(tree), self._known)

    def _seen_more(self) -> bool:
        """Whether there is another commit, after all that were read; then it is read."""
        commit = next(self._ahead, None)
        if commit:
            self._seen.append(commit)
        return commit is not None

    def _walk(self) -> Iterator[Commit]:
        """The commits that changed the plan, back through the moves of its folder."""
        start, folder = "HEAD", self._repository.folder
        while start:
            start, folder = yield from self._stay(start, folder)

    def _stay(self, start: str, folder: str) -> Generator[Commit, None, tuple[str, str]]:
        """The commits while the plan was in one folder; from where it came there, and when.

        It may have gone and come back to where it was. What changed the folder before there was a
        plan in it is no part of the history.
        """
        came: Commit | None = None
        without: list[Commit] = []
        for commit in chain(commits(self._repository, start, folder), [None]):
            if commit and self._store.plan_at(commit) is not None:
                yield from without
                yield commit
                came, without = commit, []
                continue
            former = moved_from(self._repository, came) if came and not without else None
            if came and former is not None:
                return came.parent, former
            without += [commit] if commit else []
        return "", ""

    def _source(self, tree: Tree) -> Source:
        return Source(self._name, self._store.files(tree), partial(self._store.holds, tree))


def _not_there(commit: Commit) -> GitFault:
    return GitFault(
        f"the plan was not in the repository at {commit.id[:8]}, {day_in_words(commit.day)}",
        "name a later day or a revision",
    )
