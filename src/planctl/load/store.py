"""Git's object store: trees and blobs by their ids, from one process that is asked again and again.

A tree that stands in many revisions is read once, and so is a blob.
"""

import os
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import IO, Final, NamedTuple, Self, cast

from planctl.load.git import Commit, GitFault, environment, no_git
from planctl.load.source import SIZE_LIMIT, SourceFile, in_order, is_hidden, is_plan_file

_FOLDER: Final = "40000"
_LINK: Final = "120000"
_FILES: Final = frozenset({"100644", "100755", "100664"})
_AT_ONCE: Final = 1 << 20


class Entry(NamedTuple):
    """What a tree says of one name in it."""

    mode: str
    id: str


Tree = Mapping[str, Entry]


class Store:
    """The objects of a repository, for as long as it is open."""

    def __init__(self, root: Path) -> None:
        """Start git in a folder of the repository."""
        try:
            self._process = subprocess.Popen(  # noqa: S603 - words of our own
                ["git", "-C", str(root), "cat-file", "--batch"],  # noqa: S607 - as in git.py
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment(),
            )
        except OSError:
            raise no_git() from None
        self._asks = cast("IO[bytes]", self._process.stdin)
        self._answers = cast("IO[bytes]", self._process.stdout)
        self._trees: dict[str, Tree] = {}
        self._files: dict[tuple[str, Entry], SourceFile] = {}

    def __enter__(self) -> Self:
        """The store itself, open."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let git go."""
        self._asks.close()
        self._answers.close()
        self._process.wait()

    def plan_at(self, commit: Commit) -> Tree | None:
        """The tree of the plan folder as a commit has it; none where it has none."""
        tree: Tree | None = self._tree(f"{commit.id}^{{tree}}")
        for name in PurePosixPath(commit.folder).parts:
            tree = self._below(tree, name) if tree is not None else None
        return tree

    def files(self, plan: Tree) -> tuple[SourceFile, ...]:
        """The plan files in a tree, in the order that people would list them."""
        found = dict(self._plan_files(plan, ""))
        return tuple(self._file(path, found[path], plan) for path in in_order(found))

    def holds(self, plan: Tree, path: str) -> bool:
        """Whether a path, from the plan folder, is a file in its tree."""
        entry = self._find(plan, path)
        return entry is not None and entry.mode in _FILES

    def _plan_files(self, tree: Tree, folder: str) -> Iterator[tuple[str, Entry]]:
        for name, entry in tree.items():
            path = f"{folder}/{name}" if folder else name
            if entry.mode == _FOLDER and not is_hidden(name):
                yield from self._plan_files(self._tree(entry.id), path)
            elif entry.mode != _FOLDER and is_plan_file(name):
                yield path, entry

    def _file(self, path: str, entry: Entry, plan: Tree) -> SourceFile:
        if (path, entry) not in self._files:
            self._files[path, entry] = self._read(path, entry, plan)
        return self._files[path, entry]

    def _read(self, path: str, entry: Entry, plan: Tree) -> SourceFile:
        if entry.mode == _LINK:
            return self._behind_link(path, entry, plan)
        if entry.mode not in _FILES:
            return SourceFile(path, trouble="unreadable-file", detail="it is not a plain file")
        data = self._ask(entry.id)
        if data is None:
            return SourceFile(path, trouble="unreadable-file", detail="git has no copy of it here")
        if len(data) > SIZE_LIMIT:
            return SourceFile(path, trouble="too-large")
        return SourceFile(path, data)

    def _behind_link(self, path: str, entry: Entry, plan: Tree) -> SourceFile:
        """What a link points at, where that is a file of the plan too."""
        target = os.fsdecode(self._ask(entry.id) or b"")
        whole = os.path.normpath(f"/{path}/../{target}").replace(os.sep, "/").removeprefix("/")
        found = self._find(plan, whole)
        if target.startswith("/") or found is None or found.mode not in _FILES:
            return SourceFile(path, trouble="link-out-of-the-plan")
        return self._read(path, found, plan)

    def _find(self, plan: Tree, path: str) -> Entry | None:
        *folders, name = PurePosixPath(path).parts or ("",)
        tree: Tree | None = plan
        for folder in folders:
            tree = self._below(tree, folder) if tree is not None else None
        return tree.get(name) if tree is not None else None

    def _below(self, tree: Tree, name: str) -> Tree | None:
        entry = tree.get(name)
        return self._tree(entry.id) if entry and entry.mode == _FOLDER else None

    def _tree(self, name: str) -> Tree:
        if name not in self._trees:
            self._trees[name] = dict(_entries(self._ask(name) or b"", len(name.partition("^")[0])))
        return self._trees[name]

    def _ask(self, name: str) -> bytes | None:
        """The bytes of an object; none where git has no copy; of a large one only a part."""
        try:
            self._asks.write(f"{name}\n".encode())
            self._asks.flush()
        except OSError:
            raise _gone() from None
        words = self._answers.readline().split()
        if not words:
            raise _gone()
        if words[-1] == b"missing":
            return None
        size = int(words[-1])
        data = self._answers.read(min(size, SIZE_LIMIT + 1 if words[1] == b"blob" else size))
        left = size - len(data) + 1  # a line end follows
        while left:
            left -= len(self._answers.read(min(left, _AT_ONCE)) or _nothing())
        return data


def _entries(tree: bytes, id_length: int) -> Iterator[tuple[str, Entry]]:
    """The names of a tree, from git's own form: mode, name, and the bytes of an id."""
    at, length = 0, id_length // 2
    while at < len(tree):
        space = tree.index(b" ", at)
        end = tree.index(b"\0", space)
        name = os.fsdecode(tree[space + 1 : end])
        yield name, Entry(tree[at:space].decode(), tree[end + 1 : end + 1 + length].hex())
        at = end + 1 + length


def _gone() -> GitFault:
    return GitFault("git stopped answering", "see what git fsck says of the repository")


def _nothing() -> bytes:
    raise _gone()
