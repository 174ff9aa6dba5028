"""Writing to disk: a file is the old one or the new one, never half of it."""

import errno
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from planctl.cli.edge import Stop
from planctl.load.source import NOT_PLAIN


def settle(path: Path, text: str, *, write: bool) -> bool:
    """Bring a generated file up to date, or only say whether it is."""
    data = text.encode("utf-8")
    fresh = path.is_file() and path.read_bytes() == data
    if write and not fresh:
        put(path, data)
    return fresh or write


def put(path: Path, data: bytes) -> None:
    """Write a file whole: into a neighbour first, which then takes its place."""
    try:
        replace(path, data)
    except OSError as error:
        message = f"could not write {path}: {reason(error)}"
        raise Stop(message, f"nothing was changed; {remedy(error)}") from None


def replace(path: Path, data: bytes, *, forbid: int = 0) -> None:
    """Write a file whole; raises OSError. Its mode loses the bits that are forbidden."""
    waiting = beside(path, data, forbid=forbid)
    try:
        waiting.replace(path)
    except BaseException:  # Ctrl-C too leaves nothing half-written behind
        waiting.unlink(missing_ok=True)
        raise


def put_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder: all beside their places first, which they then take."""
    waiting: dict[Path, Path] = {}
    try:
        try:
            for name, data in files.items():
                waiting[folder / name] = beside(folder / name, data)
            for path, whole in waiting.items():
                whole.replace(path)
        finally:
            for whole in waiting.values():
                whole.unlink(missing_ok=True)
    except OSError as error:
        message = f"could not write into {folder}: {reason(error)}"
        raise Stop(message, remedy(error)) from None


def beside(path: Path, data: bytes, *, forbid: int = 0) -> Path:
    """A hidden neighbour of a file that holds what the file is to hold; its name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise OSError(errno.EINVAL, NOT_PLAIN)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    waiting = Path(name)
    try:
        try:
            _write(handle, data)
            os.fsync(handle)
        finally:
            os.close(handle)
        waiting.chmod(_mode(path) & ~forbid)
    except BaseException:
        waiting.unlink(missing_ok=True)
        raise
    return waiting


def reason(error: OSError) -> str:
    """Why a disk took nothing, where the system's own words mislead."""
    if isinstance(error, FileExistsError | NotADirectoryError):
        return f"{error.filename} is a file, and a folder is wanted there"
    return error.strerror or str(error)


def remedy(error: OSError) -> str:
    """What to do about trouble with a disk."""
    if isinstance(error, FileExistsError | NotADirectoryError):
        return "choose another place, or move that file away"
    if isinstance(error, PermissionError):
        return "see that the folder may be written to, and that no other program has the file open"
    return "choose another place, or make room for it"


def _write(handle: int, data: bytes) -> None:
    """Write all of it: a system may take a part at a time."""
    left = memoryview(data)
    while left:
        left = left[os.write(handle, left) :]


def _mode(path: Path) -> int:
    """Who may read and write the file that is there, or what is usual for a new one."""
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
