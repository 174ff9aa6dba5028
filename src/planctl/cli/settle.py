"""Writing to disk: a file is the old one or the new one, never half of it."""

import os
import tempfile
from pathlib import Path

from planctl.cli.edge import Stop


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
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise _not_written(path, error) from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).chmod(0o666 & ~_umask())
        Path(beside).replace(path)
    except OSError as error:
        Path(beside).unlink(missing_ok=True)
        raise _not_written(path, error) from None
    except BaseException:  # Ctrl-C too leaves nothing half-written behind
        Path(beside).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _not_written(path: Path, error: OSError) -> Stop:
    message = f"could not write {path}: {error.strerror or error}"
    return Stop(message, "nothing was changed; choose another place, or make room for it")
