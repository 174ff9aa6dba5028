"""Changes to plan files: all are made and checked first, and then they are written together."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from difflib import unified_diff
from hashlib import sha256
from pathlib import Path
from typing import Final

from planctl.cli.edge import Stop
from planctl.cli.together import Draft, bytes_of, replace_all
from planctl.load.whereabouts import kind_of

_BOM: Final = "\ufeff"
_PATIENCE: Final = 5  # seconds to wait for another planctl that is writing


def changes(drafts: Sequence[Draft]) -> Iterator[str]:
    """The lines that change, as git would show them."""
    moved = [draft.was for draft in drafts if draft.was]
    for draft in drafts:
        if draft in moved:
            continue
        yield _named(draft)
        before = draft.was.before if draft.was else draft.before
        old, new = (_lines(text or b"") for text in (before, draft.after))
        for line in list(unified_diff(old, new, n=1))[2:]:
            yield f"  {line.rstrip()}"


def write(root: Path, drafts: Sequence[Draft]) -> None:
    """Replace the files, unless one of them has been changed by somebody meanwhile."""
    root = root.resolve()
    real = [draft._replace(path=_real(draft), was=None) for draft in drafts]
    with alone(root):
        for draft in real:
            _refuse_place(root, draft)
            if bytes_of(draft.path) != draft.before:
                message = f"{draft.name} was changed by somebody meanwhile, so nothing was written"
                raise Stop(message, "look at it, and give the command again")
        replace_all(root, real)


def text_of(data: bytes) -> tuple[str, str]:
    """The text of a file that the loader has read, and the byte order mark that it began with."""
    text = data.decode("utf-8")
    return (text[1:], _BOM) if text.startswith(_BOM) else (text, "")


@contextmanager
def alone(root: Path, what: str = "this plan") -> Iterator[None]:
    """No other planctl on this computer writes to the folder meanwhile.

    The lock is the system's own, so that it goes with a process that is killed.
    """
    from filelock import FileLock, Timeout

    name = f"planctl-{sha256(str(root).encode()).hexdigest()[:16]}.lock"
    # Whoever may write to the plan may lock it: on a shared computer they are different people.
    lock = FileLock(Path(tempfile.gettempdir()) / name, timeout=_PATIENCE, mode=0o666)
    try:
        lock.acquire()
    except Timeout:
        message = f"another planctl is writing to {what}, so nothing was written"
        raise Stop(message, "give the command again when that one has ended") from None
    except OSError as error:
        message = f"the plan could not be locked, so nothing was written: {error.strerror}"
        raise Stop(message, f"see that {lock.lock_file} may be written to, or delete it") from None
    try:
        yield
    finally:
        lock.release()


def _real(draft: Draft) -> Path:
    """Where a file is; what is written to a link is written to the file that it leads to."""
    folder = draft.path.parent.resolve()
    return draft.path.resolve() if draft.before is not None else folder / draft.path.name


def _refuse_place(root: Path, draft: Draft) -> None:
    """End the run where a link leads from a file of the plan to anything else."""
    if not draft.path.is_relative_to(root) or not kind_of(draft.path.relative_to(root).as_posix()):
        message = f"{draft.name} is a link to a file that is no file of the plan"
        raise Stop(message, "nothing was written; put the file itself in its place")


def _named(draft: Draft) -> str:
    if draft.was:
        return f"{draft.was.name} becomes {draft.name}"
    if draft.before is None:
        return f"{draft.name} (new)"
    return f"{draft.name} (taken away)" if draft.after is None else draft.name


def _lines(data: bytes) -> list[str]:
    return data.decode("utf-8").splitlines(keepends=True)
