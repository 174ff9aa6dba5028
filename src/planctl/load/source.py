"""The files of a plan, each read once: its bytes, or why there are none.

Nothing outside the plan's folder is read, no link is followed out of it, nothing is written.

A sparse checkout has only a part of the files. Git marks those that it left out in its index, which
cannot hold the mark before version 3. So one look at the first bytes of the index tells of nearly
every plan that nothing is missing, and git is not started.
"""

import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple
from unicodedata import normalize

from planctl.model.file_name import odd_character, readable_path
from planctl.model.label import natural_key

SIZE_LIMIT: Final = 1_000_000  # bytes; a plan file is about two thousand
NOT_PLAIN: Final = "it is not a plain file"  # but a pipe or a device

FolderNames = dict[Path, frozenset[str]]  # what is in each folder that was looked into


class PlanFile(NamedTuple):
    """One file: its path in the plan with forward slashes, and its bytes or why there are none."""

    path: str
    data: bytes = b""
    trouble: str = ""  # the name of a rule in `load.file_rule`; empty when the bytes are there
    detail: str = ""


class PlanFiles(NamedTuple):
    """A plan's files in their order, and how to ask whether another file is there."""

    name: str  # how people on this machine name the folder, for messages
    files: tuple[PlanFile, ...]
    holds: Callable[[str], bool]  # whether a path, from the plan folder, is a file inside it
    # The sha256 of such a file, empty where it cannot be read; none for a state of the past.
    fingerprint: Callable[[str], str] | None = None


def file_bytes(path: Path, limit: int) -> bytes:
    """What a file holds; raises OSError where it is no plain file, or holds more than the limit.

    A pipe is never opened, because nobody may be at its other end; nor is a device, which may
    have no end.
    """
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, "it is a folder", str(path))
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, NOT_PLAIN, str(path))
    size = min(status.st_size, limit)
    with path.open("rb") as file:
        data = file.read(size + 1)  # to ask for the limit is slow, thousands of times
        if len(data) > size:  # it grows
            data += file.read(limit + 1 - len(data))
    if len(data) > limit:
        message = f"it is larger than {limit // 1_000_000} MB"
        raise OSError(errno.EFBIG, message, str(path))
    return data


def read_folder(root: Path, name: str = "") -> PlanFiles:
    """Read the YAML files of a plan folder, in the order that people would list them."""
    real_root = os.path.realpath(root)
    files = (
        refuse_odd_name(path) or _read(root / path, path, real_root, is_link=is_link)
        for path, is_link in _yaml_files(root, "")
    )
    return plan_of_files(root, name or str(root), {file.path: file for file in files})


def plan_of_files(root: Path, name: str, files: Mapping[str, PlanFile]) -> PlanFiles:
    """A plan of these files, whatever its folder holds; what they name is looked for there."""
    names: FolderNames = {}
    is_held, prints = (
        partial(holds_file, root, names=names),
        partial(fingerprint, root, names=names),
    )
    return PlanFiles(name, tuple(files[path] for path in sort_paths(files)), is_held, prints)


def refuse_odd_name(path: str) -> PlanFile | None:
    """A file that is not read because of its name, under a name that can be shown."""
    what = odd_character(path)
    return PlanFile(readable_path(path), trouble="odd-file-name", detail=what) if what else None


def holds_file(root: Path, path: str, *, names: FolderNames | None = None) -> bool:
    """Whether a path, from the plan folder, is a file inside it, whatever links are on the way.

    It has to be found on every computer that has the plan, as it is written. Whoever asks for many
    hands over what was listed already.
    """
    try:
        if not is_portable_path(path) or not is_listed(root, path, {} if names is None else names):
            return False
        real_path = os.path.realpath(root / path)
        return is_inside(real_path, os.path.realpath(root)) and os.path.isfile(real_path)  # noqa: PTH113 - never raises
    except OSError:  # what is on the way is no folder, or cannot be listed
        return False


def is_portable_path(path: str) -> bool:
    """Whether a path leads down from the plan folder, by forward slashes, on any computer.

    A full path, a drive, or a way out of the folder and back leads elsewhere on the next one.
    """
    parts = path.split("/")
    is_drive = parts[0][1:2] == ":" and parts[0][:1].isalpha()
    return not (is_drive or path.startswith("/") or "\\" in path or ".." in parts)


def is_free_of_links(root: Path, path: str) -> bool:
    """Whether the folders on the way to a path are folders of these very names, and no links.

    Windows finds a folder by a short name too, or with a full stop or a space after its name.
    """
    folders = PurePosixPath(path).parts[:-1]
    try:
        if not is_listed(root, "/".join(folders), {}):
            return False
    except OSError:  # what is on the way is no folder, or cannot be listed
        return False
    return os.path.realpath(root.joinpath(*folders)) == os.path.join(  # noqa: PTH118
        os.path.realpath(root), *folders
    )


def is_listed(root: Path, path: str, names: FolderNames) -> bool:
    """Whether each folder on the way lists the name in these capitals.

    Windows and Macs find report.pdf as Report.PDF too; git and Linux do not.
    """
    folder = root
    for part in PurePosixPath(path).parts:
        if folder not in names:
            names[folder] = frozenset(normalize("NFC", entry.name) for entry in folder.iterdir())
        if normalize("NFC", part) not in names[folder]:
            return False
        folder /= part
    return True


def fingerprint(root: Path, path: str, *, names: FolderNames | None = None) -> str:
    """The sha256 of a file of the plan folder, in figures and small letters.

    It is empty for a file that is not there, that lies outside or that cannot be read.
    """
    from hashlib import file_digest

    if not holds_file(root, path, names=names):
        return ""
    try:
        with (root / path).open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def sort_paths(paths: Iterable[str]) -> list[str]:
    """The paths of plan files in the order that people would list them."""
    return sorted(paths, key=_order)


def is_plan_file(name: str) -> bool:
    """Whether a file of this name, without its folder, is read as part of a plan."""
    return name.lower().endswith((".yaml", ".yml")) and not is_hidden(name)


def is_hidden(name: str) -> bool:
    """Whether a file or folder of this name is passed over."""
    return name.startswith(".")


def is_inside(path: str, folder: str) -> bool:
    """Whether a real path is within a real folder."""
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _order(path: str) -> tuple[object, ...]:
    """The front matter first, then folders; in a folder the area's own file before its actions."""
    folder, _, name = path.rpartition("/")
    return (folder != "", natural_key(folder), folder, name != "area.yaml", natural_key(name), path)


def _yaml_files(root: Path, folder: str) -> Iterator[tuple[str, bool]]:
    """The paths of all YAML files below the folder, hidden ones left out, and which are links.

    A folder that cannot be listed, or that is a link, is named as if it were a file:
    reading it then says why, so that nothing in it is passed over in silence.
    """
    try:
        entries = sorted(os.scandir(root / folder), key=lambda entry: entry.name)
    except OSError:
        yield folder, False
        return
    for entry in entries:
        path = f"{folder}/{entry.name}" if folder else entry.name
        if is_hidden(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _yaml_files(root, path)
        elif is_plan_file(entry.name) or Path(entry).is_dir():
            yield path, entry.is_symlink()


def _read(full: Path, path: str, real_root: str, *, is_link: bool) -> PlanFile:
    """One file with its bytes, or why there are none."""
    try:
        if is_link and _leads_outside(full, real_root):
            return PlanFile(path, trouble="link-out-of-the-plan")
        return PlanFile(path, file_bytes(full, SIZE_LIMIT))
    except IsADirectoryError:
        what = "this folder may not be looked into"
        return PlanFile(path, trouble="unreadable-file", detail=what)
    except OSError as error:
        if error.errno == errno.EFBIG:
            return PlanFile(path, trouble="too-large")
        return PlanFile(path, trouble="unreadable-file", detail=error.strerror or str(error))


def _leads_outside(link: Path, real_root: str) -> bool:
    real = os.path.realpath(link)
    return link.is_dir() or not is_inside(real, real_root)


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
    return [p for p in _list_skipped(here, ":(top)") if p.rpartition("/")[2] == "plan.yaml"]


def _list_skipped(root: Path, where: str) -> Iterator[str]:
    from planctl.load.git import git

    entries = git(root, "ls-files", "-t", "-z", "--", where).split("\0")
    return (e.removeprefix(_SKIPPED_MARK) for e in entries if e.startswith(_SKIPPED_MARK))


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


def is_in_repository(folder: Path) -> bool:
    """Whether git can know anything of a folder; git itself is slow to say no."""
    return _index_file(folder.resolve()) is not None


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
