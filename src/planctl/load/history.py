"""A plan as it was: each state that git has of it, read from the object store.

The newest state is the working tree, which is read as a folder; these are the states before it.
"""

import re
from collections.abc import Generator, Iterable, Iterator, Mapping, MutableMapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from functools import cached_property, partial
from itertools import chain, groupby
from pathlib import Path
from typing import Final, NamedTuple, Protocol, Self, cast

from planctl.load.file_place import file_kind
from planctl.load.file_reader import ReadFile, read_file
from planctl.load.git import (
    UNSHALLOW,
    Commit,
    GitFault,
    NoSuchRevision,
    commit_named,
    date_in_order,
    ever_had_line,
    file_at_revision,
    files_ending_in,
    former_plan_folder,
    list_commits,
    repository,
    tag_names,
)
from planctl.load.git_store import ObjectStore, Tree, TreeEntry
from planctl.load.loaded import LoadedPlan
from planctl.load.plan_reader import load_plan
from planctl.load.source import PlanFile, PlanFiles
from planctl.model.action import Action
from planctl.model.calendar import day_in_words
from planctl.model.plan import Plan, Unread

# The lines of an action's file by which it is known, and that say what it was promised for.
_PROMISE: Final = re.compile(
    rb"^(?:ref|title|timescale|corrections|split_from) *:.*\n?(?:(?:[ #-].*|\r?)\n|[ #-].*\Z)*",
    re.MULTILINE,
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


class _ActionFile(NamedTuple):
    """The file of an action: as git has it, what tells its promise, and what was read of it."""

    entry: TreeEntry | None
    promise: bytes
    action: Action | None
    seems: str


class _State(NamedTuple):
    """A state of the plan, and what git has of the files of its actions."""

    commit: Commit
    tree: Tree
    entries: Mapping[str, TreeEntry]


class Cut(Protocol):
    """What is made of every state of a plan that is read for some readers only."""

    @property
    def hides_authors(self) -> bool:
        """Whether nobody is told who changed the plan."""

    def plan(self, plan: Plan) -> Plan:
        """A state as these readers have it."""

    def actions(self, actions: Sequence[Action]) -> tuple[Action, ...]:
        """The actions of a state, likewise."""


class History:
    """The states of the plan in a folder, for as long as it is open.

    `known` holds the files that are read already; whoever reads the working tree shares it, so
    that a file is parsed once, however many states hold it.
    """

    def __init__(
        self,
        root: Path,
        name: str,
        known: MutableMapping[PlanFile, ReadFile] | None = None,
        cut: Cut | None = None,
    ) -> None:
        """Find the repository; raises GitFault where there is none to read."""
        self.root = root
        self._repository = repository(root)
        self._name = name
        self._known = {} if known is None else known
        self._cut = cut
        self._store = ObjectStore(root)

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

        A commit is not older than those before it, whatever it says: see `date_in_order`.
        """
        return iter(self._line)

    @cached_property
    def _line(self) -> tuple[Commit, ...]:
        return date_in_order(tuple(self._walk()))

    def dated_ahead(
        self, since: Commit, until: Commit | None, today: date
    ) -> Iterator[tuple[Commit, Commit | None]]:
        """The commits from one to another that say a later day than one after them; newest last.

        Each comes with the first of those; with none where its day is later than today. What lies
        a day apart may be so because clocks of other places show another day.
        """
        latest: Commit | None = None
        is_told = False
        start = (self._position(until) if until else None) or 0
        for commit in reversed(self._line[start : self._position(since)]):
            if latest is None or commit.written_day >= latest.written_day:
                latest, is_told = commit, False
                if commit.written_day - timedelta(days=1) > today:
                    yield commit, None
            elif latest.written_day - commit.written_day > timedelta(days=1) and not is_told:
                yield latest, commit
                is_told = True

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
                f"this clone is shallow: in it, {begins}", f"fetch the rest with {UNSHALLOW}"
            )
        raise GitFault(f"{begins}, after {day_in_words(day)}", "name a later day or a revision")

    def named(self, revision: str) -> Commit:
        """The commit that a revision names as git does, with its day and where it has the plan."""
        commit = self._with_latest_day(commit_named(self._repository, revision))
        former_folders = groupby(self.commits(), lambda other: other.folder)
        for folder in chain([commit.folder], (folder for folder, _ in former_folders)):
            candidate = commit._replace(folder=folder)
            if self._store.plan_at(candidate) is not None:
                return candidate
        raise _no_plan(commit)

    def tagged(self) -> Iterator[tuple[str, Commit]]:
        """The tags by name, each with its commit, as far as it has the plan; newest first."""
        for name in tag_names(self._repository):
            with suppress(NoPlan, NoSuchRevision):  # of a tree, or before the plan
                yield name.removeprefix("refs/tags/"), self.named(name)

    def plan_at(self, commit: Commit) -> LoadedPlan:
        """The plan as a commit has it; raises NoPlan where the commit has none."""
        tree = self._store.plan_at(commit)
        if tree is None:
            raise _no_plan(commit)
        return self._read_plan(tree)

    def states(self) -> Iterator[tuple[Commit, LoadedPlan]]:
        """Every state that git has of the plan, the newest first, with the commit that made it."""
        for commit in self.commits():
            tree = self._store.plan_at(commit)
            if tree is not None:  # a commit may have taken the plan away
                is_nameless = self._cut is not None and self._cut.hides_authors
                yield commit._replace(author="") if is_nameless else commit, self._read_plan(tree)

    def text_at(self, commit: Commit, file: Path) -> bytes | None:
        """A file beside the plan as a commit has it; none where it has none."""
        return file_at_revision(self._repository, commit.id, file)

    def ever_had_line(self, pattern: str) -> bool:
        """Whether a file of YAML ever had a line like this, as far as git knows."""
        return ever_had_line(self._repository, pattern)

    def repository_by(self, day: date, least: Commit) -> Commit:
        """The newest commit of the whole repository by the end of a day, or else the least."""
        every = date_in_order(tuple(list_commits(self._repository, "HEAD", "")))
        return next((commit for commit in every if commit.day <= day), least)

    def names_of(self, ending: str, at: Commit | None = None) -> list[Path]:
        """The files of the whole repository whose names end so, now or as a commit has it."""
        return files_ending_in(self._repository, ending, at.id if at else "")

    def changes_of(self, file: Path) -> Iterator[Commit]:
        """The commits that changed one file, the newest first, under the name that it has now.

        There are none of a file that lies outside the repository.
        """
        top, file = self._repository.top, file.resolve()
        if file.is_relative_to(top):
            for commit in list_commits(self._repository, "HEAD", file.relative_to(top).as_posix()):
                yield commit._replace(folder=self._repository.folder)

    def promised(self, commits: Iterable[Commit], now: LoadedPlan) -> Iterator[Promised]:
        """The actions in earlier states of a plan, which come newest first.

        A file whose ref, title and timescale did not change is not read again: the newer state's
        action stands for it. One that says the same of them now as in its oldest state is not
        looked at in between, as nothing was lost. So it costs what changed in the promises, and
        not what was noted.
        """
        newer_files = dict(_current_files(now))
        states = [
            _State(commit, tree, self._actions_in(tree))
            for commit in commits
            if (tree := self._store.plan_at(commit)) is not None
        ]
        unchanged = self._unchanged_promises(newer_files, states)
        for state in states:
            newer_files = dict(self._older_files(state, newer_files, unchanged))
            actions = tuple(file.action for file in newer_files.values() if file.action)
            actions = self._cut.actions(actions) if self._cut else actions
            unread = (
                Unread(path, "action", file.seems)
                for path, file in newer_files.items()
                if file.action is None
            )
            yield Promised(state.commit, actions, tuple(unread))

    def _actions_in(self, tree: Tree) -> Mapping[str, TreeEntry]:
        entries = self._store.entries(tree)
        return {path: entry for path, entry in entries.items() if file_kind(path) == "action"}

    def _unchanged_promises(
        self, now: Mapping[str, _ActionFile], states: Iterable[_State]
    ) -> Mapping[str, _ActionFile]:
        """The files that promise now what they promised in the oldest state that has them."""
        oldest = {path: (entry, of.tree) for of in states for path, entry in of.entries.items()}
        oldest = {path: stored for path, stored in oldest.items() if path in now}
        self._store.read({path: entry for path, (entry, _) in oldest.items()})
        files = {path: self._store.file(path, *stored) for path, stored in oldest.items()}
        paths = (path for path, file in files.items() if _promise_lines(file) == now[path].promise)
        return {path: now[path] for path in paths}

    def _older_files(
        self,
        state: _State,
        newer_files: Mapping[str, _ActionFile],
        unchanged: Mapping[str, _ActionFile],
    ) -> Iterator[tuple[str, _ActionFile]]:
        """The files of the actions in a state, each as the newer state holds it where it may."""
        known = {**newer_files, **unchanged}
        changed = {
            path: entry
            for path, entry in state.entries.items()
            if path not in unchanged and (path not in known or known[path].entry != entry)
        }
        self._store.read(changed)
        for path, entry in state.entries.items():
            current = known.get(path)
            if path in changed:
                file = self._store.file(path, entry, state.tree)
                if current and current.action and _promise_lines(file) == current.promise:
                    current = current._replace(entry=entry)
                else:
                    current = self._read_action(file)._replace(entry=entry)
            yield path, cast("_ActionFile", current)

    def _read_action(self, file: PlanFile) -> _ActionFile:
        if file not in self._known:
            self._known[file] = read_file(file, self._name)
        read = self._known[file]
        return _ActionFile(
            None, _promise_lines(file), cast("Action | None", read.value), read.seems
        )

    def _with_latest_day(self, commit: Commit) -> Commit:
        """A commit with the latest day of itself and of those before it that changed the plan."""
        latest = next((other.day for other in self.commits() if other.id == commit.id), None)
        if latest is None:  # it changed nothing in the plan, or is on another branch
            before = list_commits(self._repository, commit.id, commit.folder)
            latest = max((other.day for other in before), default=commit.day)
        return commit._replace(day=max(commit.day, latest))

    def stood_until(self, commit: Commit, as_at: date) -> date:
        """The last day at whose end the plan was as a commit has it, before a day.

        It is the day before the next commit that changed the plan; where there is none it is the
        day before this one. Of a commit that the plan did not come through it is its own day.
        """
        last = as_at - timedelta(days=1)
        position = self._position(commit)
        if position is None:
            return min(commit.day, last)
        next_day = self._line[position - 1].day if position else as_at
        return min(next_day - timedelta(days=1), last)

    def _position(self, commit: Commit) -> int | None:
        """Which of the commits that changed the plan a state is of: itself, or one as it."""
        for position, other in enumerate(self._line):
            if other.id == commit.id:
                return position
        tree = self._store.plan_at(commit)
        positions = (n for n, other in enumerate(self._line) if self._store.plan_at(other) == tree)
        return next(positions, None)

    def _walk(self) -> Iterator[Commit]:
        """The commits that changed the plan, back through the moves of its folder."""
        start, folder = "HEAD", self._repository.folder
        while start:
            start, folder = yield from self._walk_folder(start, folder)

    def _walk_folder(self, start: str, folder: str) -> Generator[Commit, None, tuple[str, str]]:
        """The commits while the plan was in one folder; from where it came there, and when.

        It may have gone and come back to where it was. What changed the folder before there was a
        plan in it is no part of the history.
        """
        first_commit: Commit | None = None
        pending: list[Commit] = []
        for commit in chain(list_commits(self._repository, start, folder), [None]):
            if commit and self._store.plan_at(commit) is not None:
                yield from pending
                yield commit
                first_commit, pending = commit, []
                continue
            if first_commit and not pending:
                former_folder = former_plan_folder(self._repository, first_commit)
                if former_folder is not None:
                    return first_commit.parent, former_folder
            pending += [commit] if commit else []
        return "", ""

    def _read_plan(self, tree: Tree) -> LoadedPlan:
        files = PlanFiles(self._name, self._store.files(tree), partial(self._store.holds, tree))
        loaded = load_plan(files, self._known)
        return loaded._replace(plan=self._cut.plan(loaded.plan)) if self._cut else loaded


def _no_plan(commit: Commit) -> NoPlan:
    return NoPlan(
        f"the plan was not in the repository at {commit.id[:8]}, {day_in_words(commit.day)}",
        "name a later day or a revision",
    )


def _current_files(now: LoadedPlan) -> Iterator[tuple[str, _ActionFile]]:
    """The files of the actions of a plan as it is now."""
    for n, area in enumerate(now.plan.areas):
        for k, action in enumerate(area.actions):
            file = now.parts["areas", n, "actions", k]
            yield file.path, _ActionFile(None, _promise_lines(file), action, action.ref)


def _promise_lines(file: PlanFile) -> bytes:
    """The part of an action's file that tells its promise; the whole where that is not sure."""
    data = file.data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    if _UNUSUAL.search(data) or not re.search(rb"^ref *:", data, re.MULTILINE):
        return data
    return b"".join(_PROMISE.findall(data))
