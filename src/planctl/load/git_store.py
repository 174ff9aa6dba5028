"""Git's object store: trees and blobs by their ids, from one process that is asked again and again.

A tree that stands in many revisions is read once, and so is a blob.
"""

import os
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import IO, Final, NamedTuple, Self, cast

from planctl.load.git import (
    Commit,
    GitFault,
    damaged_fault,
    decode_name,
    git_command,
    git_environment,
    no_git_fault,
)
from planctl.load.source import (
    NOT_PLAIN,
    SIZE_LIMIT,
    PlanFile,
    is_hidden,
    is_plan_file,
    refuse_odd_name,
    sort_paths,
)

_FOLDER: Final = "40000"
_LINK: Final = "120000"
_SUBMODULE: Final = "160000"
_FILES: Final = frozenset({"100644", "100755", "100664"})
_CHUNK: Final = 1 << 20
_LINK_LIMIT: Final = 10  # followed one after the other; more than that go round in a circle
_BATCH: Final = 64  # objects asked for at once; their names fit the smallest pipe there is
_EXIT_REFUSED: Final = 128  # how git ends when it will not go on


class TreeEntry(NamedTuple):
    """What a tree says of one name in it."""

    mode: str
    id: str


Tree = Mapping[str, TreeEntry]


class ObjectStore:
    """The objects of a repository, for as long as it is open."""

    def __init__(self, root: Path) -> None:
        """Start git in a folder of the repository."""
        try:
            self._process = subprocess.Popen(  # noqa: S603 - words of our own
                git_command(root, "cat-file", "--batch"),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=git_environment(),
            )
        except OSError:
            raise no_git_fault() from None
        self._asks = cast("IO[bytes]", self._process.stdin)
        self._answers = cast("IO[bytes]", self._process.stdout)
        self._trees: dict[str, Tree] = {}
        self._files: dict[tuple[str, TreeEntry], PlanFile] = {}

    def __enter__(self) -> Self:
        """The store itself, open."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let git go."""
        self.close()

    def close(self) -> None:
        """Let git go; a store that is closed answers nothing more."""
        with suppress(OSError):  # what git, gone before, was still to be asked
            self._asks.close()
        self._answers.close()
        self._process.wait()

    def plan_at(self, commit: Commit) -> Tree | None:
        """The tree of the plan folder as a commit has it; none where there is no plan in it."""
        tree: Tree | None = self._tree(f"{commit.id}^{{tree}}")
        for name in PurePosixPath(commit.folder).parts:
            tree = self._subtree(tree, name) if tree is not None else None
        return tree if tree is not None and _is_plan(tree) else None

    def files(self, plan: Tree) -> tuple[PlanFile, ...]:
        """The plan files in a tree, in the order that people would list them."""
        entries = self.entries(plan)
        self.read(entries)
        named = (refuse_odd_name(path) or self.file(path, entries[path], plan) for path in entries)
        files = {file.path: file for file in named}
        return tuple(files[path] for path in sort_paths(files))

    def entries(self, plan: Tree) -> Mapping[str, TreeEntry]:
        """What a tree says of each plan file in it, by its path; none of them is read."""
        return dict(self._plan_files(plan, ""))

    def file(self, path: str, entry: TreeEntry, plan: Tree) -> PlanFile:
        """One plan file of a tree; what stands in many trees is read once."""
        target = self._follow_link(path, entry, plan) if entry.mode == _LINK else entry
        if target is None:
            return PlanFile(path, trouble="link-out-of-the-plan")
        self.read({path: target})
        return self._files[path, target]

    def read(self, entries: Mapping[str, TreeEntry]) -> None:
        """Read many files at once: one after the other takes ten times as long."""
        new = [(p, e) for p, e in entries.items() if (p, e) not in self._files]
        plain = [(path, entry) for path, entry in new if entry.mode in _FILES]
        for first in range(0, len(plain), _BATCH):
            batch = plain[first : first + _BATCH]
            answers = self._ask_all([entry.id for _, entry in batch])
            for (path, entry), data in zip(batch, answers, strict=True):
                self._files[path, entry] = _source_file(path, data)
        for path, entry in new:
            if entry.mode not in _FILES and entry.mode != _LINK:
                trouble = PlanFile(path, trouble="unreadable-file", detail=NOT_PLAIN)
                self._files[path, entry] = trouble

    def holds(self, plan: Tree, path: str) -> bool:
        """Whether a path, from the plan folder, is a file in its tree."""
        entry = self._find(plan, path)
        return entry is not None and entry.mode in _FILES

    def _plan_files(self, tree: Tree, folder: str) -> Iterator[tuple[str, TreeEntry]]:
        for name, entry in tree.items():
            path = f"{folder}/{name}" if folder else name
            if is_hidden(name):
                continue
            if entry.mode == _FOLDER:
                yield from self._plan_files(self._tree(entry.id), path)
            elif is_plan_file(name) or _is_lost_folder(entry, path):
                yield path, entry

    def _follow_link(self, path: str, link: TreeEntry, plan: Tree) -> TreeEntry | None:
        """What a link points at, by way of other links too, where that is a file of the plan."""
        for _ in range(_LINK_LIMIT):
            link_text = decode_name(self._ask(link.id) or b"")
            path = (
                os.path.normpath(f"/{path}/../{link_text}").replace(os.sep, "/").removeprefix("/")
            )
            entry = self._find(plan, path)
            if link_text.startswith("/") or entry is None or entry.mode == _FOLDER:
                return None
            if entry.mode != _LINK:
                return entry
            link = entry
        return None

    def _find(self, plan: Tree, path: str) -> TreeEntry | None:
        *folders, name = PurePosixPath(path).parts or ("",)
        tree: Tree | None = plan
        for folder in folders:
            tree = self._subtree(tree, folder) if tree is not None else None
        return tree.get(name) if tree is not None else None

    def _subtree(self, tree: Tree, name: str) -> Tree | None:
        entry = tree.get(name)
        return self._tree(entry.id) if entry and entry.mode == _FOLDER else None

    def _tree(self, name: str) -> Tree:
        if name not in self._trees:
            self._trees[name] = self._parse_tree(self._ask(name), len(name.partition("^")[0]))
        return self._trees[name]

    def _parse_tree(self, data: bytes | None, id_length: int) -> Tree:
        """The names in a tree; raises GitFault where git has no copy of it, or a broken one."""
        if data is None:
            raise damaged_fault()
        try:
            return dict(_entries(data, id_length))
        except ValueError:
            raise damaged_fault() from None

    def _ask(self, name: str) -> bytes | None:
        """The bytes of an object; none where git has no copy; of a large one only a part."""
        return self._ask_all([name])[0]

    def _ask_all(self, names: Sequence[str]) -> list[bytes | None]:
        """The same of a few objects; of more, git would wait to be heard, and we to be read."""
        try:
            self._asks.write("".join(f"{name}\n" for name in names).encode())
            self._asks.flush()
        except OSError:
            raise self._git_stopped() from None
        return [self._read_answer() for _ in names]

    def _read_answer(self) -> bytes | None:
        header_line = self._answers.readline()
        if header_line.endswith(b" missing\n"):
            return None
        header = re.fullmatch(rb"[0-9a-f]+ ([a-z]+) ([0-9]+)\n", header_line)
        if not header:
            raise self._git_stopped()
        return self._read_object(int(header[2]), is_blob=header[1] == b"blob")

    def _read_object(self, size: int, *, is_blob: bool) -> bytes:
        data = self._answers.read(min(size, SIZE_LIMIT + 1) if is_blob else size)
        rest = size - len(data) + 1  # a line end follows
        while rest:
            chunk = self._answers.read(min(rest, _CHUNK))
            if not chunk:
                raise self._git_stopped()
            rest -= len(chunk)
        return data

    def _git_stopped(self) -> GitFault:
        """Why git gave no answer, or half of one."""
        self.close()
        if self._process.returncode == _EXIT_REFUSED:
            return damaged_fault()
        return GitFault("git stopped answering", "try again; git fsck says what may be wrong")


def _source_file(path: str, data: bytes | None) -> PlanFile:
    """A file of the plan with what git has of it."""
    if data is None:
        return PlanFile(path, trouble="unreadable-file", detail="git has no copy of it here")
    if len(data) > SIZE_LIMIT:
        return PlanFile(path, trouble="too-large")
    return PlanFile(path, data)


def _is_plan(tree: Tree) -> bool:
    """Whether a folder holds a plan, as it is looked for on disk too."""
    areas = tree.get("areas")
    return "plan.yaml" in tree or (areas is not None and areas.mode == _FOLDER)


def _is_lost_folder(entry: TreeEntry, path: str) -> bool:
    """Whether part of the plan is in another repository, whose files git does not have here."""
    return entry.mode == _SUBMODULE and path.partition("/")[0] in {"areas", "measures"}


def _entries(tree: bytes, id_length: int) -> Iterator[tuple[str, TreeEntry]]:
    """The names of a tree, from git's own form: mode, name, and the bytes of an id."""
    start, length = 0, id_length // 2
    while start < len(tree):
        space = tree.index(b" ", start)
        end = tree.index(b"\0", space)
        name = decode_name(tree[space + 1 : end])
        yield name, TreeEntry(tree[start:space].decode(), tree[end + 1 : end + 1 + length].hex())
        start = end + 1 + length
