"""What git left out of the working tree: a sparse checkout has only a part of the files.

Git marks such files in its index, which cannot hold the mark before version 3. So one look at the
first bytes of the index tells of nearly every plan that nothing is missing, and git is not started.
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from planctl.load.source import is_hidden, is_plan_file

_SIGNATURE: Final = b"DIRC"
_VERSION_WITH_MARKS: Final = 3  # the first version of an index that can mark a file as left out
_SKIPPED_MARK: Final = "S "  # as git ls-files -t shows it


def sparse_files(root: Path) -> list[str]:
    """The plan files, by their path from the plan folder, that git has and did not put there.

    Git is asked; raises GitFault where it does not answer.
    """
    skipped = _list_skipped(root, ".")
    return [path for path in skipped if _is_of_plan(path) and not os.path.lexists(root / path)]


def sparse_plans(here: Path) -> list[str]:
    """The files plan.yaml, in the repository around a folder, that git did not put there."""
    return [
        path for path in _list_skipped(here, ":(top)") if path.rpartition("/")[2] == "plan.yaml"
    ]


def _list_skipped(root: Path, where: str) -> Iterator[str]:
    from planctl.load.git import git

    entries = git(root, "ls-files", "-t", "-z", "--", where).split("\0")
    return (
        entry.removeprefix(_SKIPPED_MARK) for entry in entries if entry.startswith(_SKIPPED_MARK)
    )


def _is_of_plan(path: str) -> bool:
    *folders, name = path.split("/")
    return is_plan_file(name) and not any(map(is_hidden, folders))


def can_be_sparse(folder: Path) -> bool:
    """Whether the index of the repository around a folder is of a version with such marks."""
    index = _index_file(folder.resolve())
    try:
        if index is None or not stat.S_ISREG(index.stat().st_mode):
            return False
        with index.open("rb") as file:
            head = file.read(8)
    except OSError:  # nothing was ever added, or nobody may look
        return False
    return head[:4] == _SIGNATURE and int.from_bytes(head[4:8], "big") >= _VERSION_WITH_MARKS


def _index_file(folder: Path) -> Path | None:
    """The index of the repository around a folder; a worktree or submodule has it elsewhere."""
    for parent in (folder, *folder.parents):
        git_path = parent / ".git"
        if git_path.is_dir():
            return git_path / "index"
        if git_path.is_file():
            target = git_path.read_bytes()[:4096].decode("utf-8", "replace").strip()
            return parent / target.removeprefix("gitdir:").strip() / "index"
    return None
