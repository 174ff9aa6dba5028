"""A plan as it was: each state that git has of it, read from the object store.

The newest state is the working tree, which is read as a folder; these are the states before it.
"""

import re
from collections.abc import Generator, Iterable, Iterator, Mapping, MutableMapping
from datetime import date, timedelta
from functools import cached_property, partial
from itertools import chain, groupby
from pathlib import Path
from typing import Final, NamedTuple, Self, cast

from planctl.load.git import (
    UNSHALLOW,
    Commit,
    GitFault,
    commits,
    dated,
    moved_from,
    named,
    names_of,
    repository,
    text_at,
)
from planctl.load.loaded import Loaded
from planctl.load.reader import load
from planctl.load.reading import Read, read_file
from planctl.load.source import Source, SourceFile
from planctl.load.store import Entry, Store, Tree
from planctl.load.whereabouts import kind_of
from planctl.model.action import Action
from planctl.model.calendar import day_in_words
from planctl.model.plan import Unread

# The lines of an action's file by which it is known, and that say what it was promised for.
_PROMISE: Final = re.compile(
    rb"^(?:ref|title|timescale|corrections) *:.*\n?(?:(?:[ #-].*|\r?)\n|[ #-].*\Z)*", re.MULTILINE
)
# Files in which such lines may stand in another way: keys in quotes or braces.
_UNUSUAL: Final = re.compile(rb"^(?:[\"'?{\[!&*]|--- *\S)", re.MULTILINE)


class NoPlan(GitFault):
    """That there was no plan in its folder at a commit."""


class Promised(NamedTuple):
    """The actions of a state of the plan, true in what each was promised for and no further."""

    commit: Commit
    actions: tuple[Action, ...]
    unread: tuple[Unread, ...]


class _Held(NamedTuple):
    """The file of an action: as git has it, what tells its promise, and what was read of it."""

    entry: Entry | None
    promise: bytes
    action: Action | None
    seems: str


class _State(NamedTuple):
    """A state of the plan, and what git has of the files of its actions."""

    commit: Commit
    tree: Tree
    entries: Mapping[str, Entry]


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
        """The commits that changed the plan, the newest first, each of its day or a later one.

        A commit is not older than those before it, whatever it says: see `dated`.
        """
        return iter(self._line)

    @cached_property
    def _line(self) -> tuple[Commit, ...]:
        return dated(tuple(self._walk()))

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
        """The commit that a revision names as git does, with its day and where it has the plan."""
        found = self._of_its_day(named(self._repository, revision))
        former = (folder for folder, _ in groupby(self.commits(), lambda each: each.folder))
        for folder in chain([found.folder], former):
            moved = found._replace(folder=folder)
            if self._store.plan_at(moved) is not None:
                return moved
        raise _not_there(found)

    def plan_at(self, commit: Commit) -> Loaded:
        """The plan as a commit has it; raises NoPlan where the commit has none."""
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

    def text_at(self, commit: Commit, file: Path) -> bytes | None:
        """A file beside the plan as a commit has it; none where it has none."""
        return text_at(self._repository, commit.id, file)

    def names_of(self, ending: str) -> list[Path]:
        """The files of the whole repository whose names end so."""
        return names_of(self._repository, ending)

    def changes_of(self, file: Path) -> Iterator[Commit]:
        """The commits that changed one file, the newest first, under the name that it has now.

        There are none of a file that lies outside the repository.
        """
        top, file = self._repository.top, file.resolve()
        if file.is_relative_to(top):
            for commit in commits(self._repository, "HEAD", file.relative_to(top).as_posix()):
                yield commit._replace(folder=self._repository.folder)

    def promised(self, commits: Iterable[Commit], now: Loaded) -> Iterator[Promised]:
        """The actions in earlier states of a plan, which come newest first.

        A file whose ref, title and timescale did not change is not read again: the newer state's
        action stands for it. One that says the same of them now as in its oldest state is not
        looked at in between, as nothing was lost. So it costs what changed in the promises, and
        not what was noted.
        """
        newer = dict(_held(now))
        states = [
            _State(commit, tree, self._actions_in(tree))
            for commit in commits
            if (tree := self._store.plan_at(commit)) is not None
        ]
        kept = self._kept(newer, states)
        for state in states:
            newer = dict(self._older(state, newer, kept))
            acts = (held.action for held in newer.values() if held.action)
            lost = ((path, held) for path, held in newer.items() if held.action is None)
            unread = (Unread(path, "action", held.seems) for path, held in lost)
            yield Promised(state.commit, tuple(acts), tuple(unread))

    def _actions_in(self, tree: Tree) -> Mapping[str, Entry]:
        entries = self._store.entries(tree)
        return {path: entry for path, entry in entries.items() if kind_of(path) == "action"}

    def _kept(self, now: Mapping[str, _Held], states: Iterable[_State]) -> Mapping[str, _Held]:
        """The files that promise now what they promised in the oldest state that has them."""
        oldest = {path: (entry, of.tree) for of in states for path, entry in of.entries.items()}
        oldest = {path: found for path, found in oldest.items() if path in now}
        self._store.read({path: entry for path, (entry, _) in oldest.items()})
        files = {path: self._store.file(path, *found) for path, found in oldest.items()}
        same = (path for path, file in files.items() if _promise_in(file) == now[path].promise)
        return {path: now[path] for path in same}

    def _older(
        self, state: _State, newer: Mapping[str, _Held], kept: Mapping[str, _Held]
    ) -> Iterator[tuple[str, _Held]]:
        """The files of the actions in a state, each as the newer state holds it where it may."""
        known = {**newer, **kept}
        self._store.read(
            {
                path: entry
                for path, entry in state.entries.items()
                if path not in kept and (path not in newer or newer[path].entry != entry)
            }
        )
        for path, entry in state.entries.items():
            held = known.get(path)
            if path not in kept and (held is None or held.entry != entry):
                file = self._store.file(path, entry, state.tree)
                if held and held.action and _promise_in(file) == held.promise:
                    held = held._replace(entry=entry)
                else:
                    held = self._read(file)._replace(entry=entry)
            yield path, cast("_Held", held)

    def _read(self, file: SourceFile) -> _Held:
        if file not in self._known:
            self._known[file] = read_file(file, self._name)
        read = self._known[file]
        return _Held(None, _promise_in(file), cast("Action | None", read.value), read.seems)

    def _of_its_day(self, commit: Commit) -> Commit:
        """A commit with the latest day of itself and of those before it that changed the plan."""
        known = next((each.day for each in self.commits() if each.id == commit.id), None)
        if known is None:  # it changed nothing in the plan, or is on another branch
            before = commits(self._repository, commit.id, commit.folder)
            known = max((each.day for each in before), default=commit.day)
        return commit._replace(day=max(commit.day, known))

    def stood_until(self, commit: Commit, as_at: date) -> date:
        """The last day at whose end the plan was as a commit has it, before a day.

        It is the day before the next commit that changed the plan; where there is none it is the
        day before this one. Of a commit that the plan did not come through it is its own day.
        """
        last = as_at - timedelta(days=1)
        place = self._place(commit)
        if place is None:
            return min(commit.day, last)
        newer = self._line[place - 1].day if place else as_at
        return min(newer - timedelta(days=1), last)

    def _place(self, commit: Commit) -> int | None:
        """Which of the commits that changed the plan a state is of: itself, or one as it."""
        for place, each in enumerate(self._line):
            if each.id == commit.id:
                return place
        tree = self._store.plan_at(commit)
        same = (n for n, each in enumerate(self._line) if self._store.plan_at(each) == tree)
        return next(same, None)

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


def _not_there(commit: Commit) -> NoPlan:
    return NoPlan(
        f"the plan was not in the repository at {commit.id[:8]}, {day_in_words(commit.day)}",
        "name a later day or a revision",
    )


def _held(now: Loaded) -> Iterator[tuple[str, _Held]]:
    """The files of the actions of a plan as it is now."""
    for n, area in enumerate(now.plan.areas):
        for k, action in enumerate(area.actions):
            file = now.parts["areas", n, "actions", k]
            yield file.path, _Held(None, _promise_in(file), action, action.ref)


def _promise_in(file: SourceFile) -> bytes:
    """The part of an action's file that tells its promise; the whole where that is not sure."""
    data = file.data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    if _UNUSUAL.search(data) or not re.search(rb"^ref *:", data, re.MULTILINE):
        return data
    return b"".join(_PROMISE.findall(data))
