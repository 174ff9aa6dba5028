"""Atomic writes: a file is the old one or the new one, and several files change together or not.

A file is written to a temporary neighbour that then takes its place. For several files of a plan
all neighbours are written first, and then a note in the plan folder of what replaces what. A run
that is killed before the note leaves the old files; one that is killed after it can be finished,
and while the note is there no other command goes on. A lock keeps other processes out.
"""

import errno
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from difflib import unified_diff
from pathlib import Path
from time import monotonic, sleep
from typing import Final, NamedTuple

from planctl.load.file_place import is_plan_path
from planctl.load.source import NOT_PLAIN, file_bytes, is_free_of_links
from planctl.model.problem import Stop

UNFINISHED = ".planctl-unfinished"  # in the plan folder, while several files change together
RECORD: Final = ".planctl/last-change.json"  # in the plan folder: how to take the last change back
_LIMIT: Final = 20_000_000  # bytes of a file that is read back
_RANDOM: Final = "[a-z0-9_]{8}"  # how the name of a new text ends, as tempfile gives it
_MAY_BE_RUN: Final = 0o111
_OTHERS: Final = 0o077
_BOM: Final = "\ufeff"
_PATIENCE: Final = 5  # seconds to wait for another planctl that is writing
_HOLD: Final = 2  # seconds to wait for another program that has a file open
_PAUSE: Final = 0.1  # seconds between two tries


def update_generated(path: Path, text: str, *, write: bool) -> bool:
    """Bring a generated file up to date, or only say whether it is."""
    data = text.encode("utf-8")
    fresh = path.is_file() and path.read_bytes() == data
    if write and not fresh:
        write_file(path, data)
    return fresh or write


def write_file(path: Path, data: bytes) -> None:
    """Write a file whole: into a neighbour first, which then takes its place."""
    try:
        replace(path, data)
    except OSError as error:
        message = f"could not write {path}: {reason(error)}"
        raise Stop(message, f"nothing was changed; {disk_remedy(error)}") from None


def replace(path: Path, data: bytes, *, forbid: int = 0) -> None:
    """Write a file whole; raises OSError. Its mode loses the bits that are forbidden."""
    temporary = write_temporary(path, data, forbid=forbid)
    try:
        retry_while_held(lambda: temporary.replace(path))
    except BaseException:  # Ctrl-C too leaves nothing half-written behind
        temporary.unlink(missing_ok=True)
        raise


def retry_while_held(change: Callable[[], object]) -> None:
    """Rename or delete a file, and try again for a while where another program holds it.

    Windows refuses that while a virus scanner, OneDrive or Excel has the file open.
    """
    end = monotonic() + _HOLD
    while True:
        try:
            change()
        except PermissionError:
            if monotonic() > end:
                raise
            sleep(_PAUSE)
        else:
            return


def write_temporary(path: Path, data: bytes, *, forbid: int = 0) -> Path:
    """A hidden neighbour of a file that holds what the file is to hold; its name."""
    from tempfile import mkstemp

    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise OSError(errno.EINVAL, NOT_PLAIN)
    handle, name = mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        try:
            _write_bytes(handle, data)
            os.fsync(handle)
        finally:
            os.close(handle)
        temporary.chmod(_file_mode(path) & ~forbid)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def reason(error: OSError) -> str:
    """Why a disk took nothing, where the system's own words mislead."""
    if isinstance(error, FileExistsError | NotADirectoryError):
        return f"{error.filename} is a file, and a folder is wanted there"
    return error.strerror or str(error)


def disk_remedy(error: OSError) -> str:
    """What to do about trouble with a disk."""
    if isinstance(error, FileExistsError | NotADirectoryError):
        return "choose another place, or move that file away"
    if isinstance(error, PermissionError):
        return "see that the folder may be written to, and that no other program has the file open"
    return "choose another place, or make room for it"


def _write_bytes(handle: int, data: bytes) -> None:
    """Write all of it: a system may take a part at a time."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _file_mode(path: Path) -> int:
    """Who may read and write the file that is there, or what is usual for a new one."""
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


class Draft(NamedTuple):
    """A file of the plan as it is to be, and the bytes that it was made from."""

    path: Path
    name: str  # what it is called in what is printed
    before: bytes | None  # none: there is no such file yet
    after: bytes | None  # none: it goes
    was: "Draft | None" = None  # the file that goes, where this is the same under another name


class Step(NamedTuple):
    """One file of a change that was begun: where its new text is, and the prints of both."""

    path: str  # from the plan folder
    waiting: str  # the neighbour that holds the new text; empty: the file goes
    before: str  # the sha256 of what is to be replaced; empty: no file
    after: str  # the sha256 of the new text; empty: the file goes


def bytes_of(path: Path) -> bytes | None:
    """What a file holds; none where none of just this name is there.

    A disk that does not tell capitals apart finds report.yaml as Report.yaml too.
    """
    try:
        if path.name not in {entry.name for entry in path.parent.iterdir()}:
            return None
        return file_bytes(path, _LIMIT)
    except OSError:  # it is gone, and so it is not what it was
        return None


def replace_files(root: Path, drafts: Sequence[Draft]) -> None:
    """Put every new text in its place, and take away the files that go."""
    drafts = _order_of_change(drafts)
    if len(drafts) == 1 and drafts[0].after is not None:
        write_file(drafts[0].path, drafts[0].after)
        return
    steps = _prepare(root, drafts)
    done: list[Draft] = []
    try:
        for draft, step in zip(drafts, steps, strict=True):
            done.append(draft)
            _apply(root, step)
    except BaseException as fault:
        _restore(done)
        _remove_note(root, steps)
        if isinstance(fault, OSError):
            raise _write_failure(done[-1].name, fault) from None
        raise
    (root / UNFINISHED).unlink()
    _remove_empty_folders(root, steps)


def unfinished_steps(root: Path) -> tuple[Step, ...]:
    """The files of a change that was stopped half-way; nearly always none."""
    note = root / UNFINISHED
    try:
        entries = [] if note.is_symlink() else json.loads(file_bytes(note, _LIMIT).decode("utf-8"))
        return tuple(_parse_step(*entry) for entry in entries)
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, TypeError, RecursionError):
        message = f"{note} cannot be read, and says what was being changed"
        hint = "look at git status; when the plan is as it should be, delete it"
        raise Stop(message, hint) from None


def finish_change(root: Path) -> Sequence[str]:
    """Do the rest of a change that was stopped half-way; the files that it is about.

    The note may have come with the plan from somebody else. So it is followed only for files of
    the plan, and only where the new text is what the note says, in a neighbour of such a name as
    planctl gives; all that is looked at before the first file changes.
    """
    steps = unfinished_steps(root)
    for step in steps:
        why = _foreign_reason(root, step)
        if why:
            message = f"{UNFINISHED} in the plan folder was not written by planctl: {why}"
            hint = f"nothing was changed; git log says who put it there; delete {UNFINISHED}"
            raise Stop(message, hint)
    for step in steps:
        _finish_step(root, step)
    (root / UNFINISHED).unlink(missing_ok=True)
    _remove_empty_folders(root, steps)
    return [step.path for step in steps if step.path != RECORD]


def _parse_step(path: str, waiting: str, before: str, after: str) -> Step:
    step = Step(path, waiting, before, after)
    if not all(isinstance(value, str) for value in step) or bool(waiting) != bool(after):
        raise TypeError
    return step


def _foreign_reason(root: Path, step: Step) -> str:
    """Why a step is none of planctl's own; empty where it may be taken."""
    path = root / step.path
    is_own = step.path == RECORD or is_plan_path(step.path)
    if not is_own or not is_free_of_links(root, step.path) or path.is_symlink():
        return f"“{step.path}” is no file of this plan"
    if not step.waiting:
        return ""
    folder, _, name = step.path.rpartition("/")
    start = f"{folder}/" if folder else ""
    if not re.fullmatch(re.escape(f"{start}.{name}.") + _RANDOM, step.waiting):
        return f"“{step.waiting}” is no place where it lays a new text"
    waiting = root / step.waiting
    is_changed = waiting.is_symlink() or digest(bytes_of(waiting)) != step.after
    if os.path.lexists(waiting) and is_changed:
        return f"the new text in “{step.waiting}” is another than the one it laid there"
    return ""


def _finish_step(root: Path, step: Step) -> None:
    """Do a step that was not done yet."""
    path, waiting = root / step.path, root / step.waiting
    found = digest(bytes_of(path))
    has_new_text = bool(step.waiting) and waiting.is_file()
    if step.waiting and not has_new_text and found == step.before != step.after:
        message = f"the new text of {step.path} is gone, so the change cannot be finished"
        hint = f"bring the files back with git checkout -- FILE, and delete {UNFINISHED}"
        raise Stop(message, hint)
    if found == step.after or (step.waiting and not has_new_text):
        if has_new_text:
            waiting.unlink()
        return
    if found != step.before:
        message = f"{step.path} was changed by somebody meanwhile, so it was left as it is"
        where = f"the new text is in {step.waiting}; " if step.waiting else ""
        raise Stop(message, f"{where}when the plan is as it should be, delete {UNFINISHED}")
    try:
        if not step.waiting:
            retry_while_held(path.unlink)
            return
        # Written anew, so that a neighbour that may be run does not become a file that may.
        forbid = _OTHERS if step.path == RECORD else _MAY_BE_RUN
        replace(path, bytes_of(waiting) or b"", forbid=forbid)
        waiting.unlink()
    except OSError as error:
        raise Stop(f"could not write {step.path}: {error.strerror}", disk_remedy(error)) from None


def _order_of_change(drafts: Sequence[Draft]) -> Sequence[Draft]:
    """The files in the order in which they change.

    Where a disk does not tell capitals apart, to take the old name away takes the new one too; so
    of two names that differ in nothing else, the old one goes first.
    """
    new = {str(draft.path).casefold() for draft in drafts if draft.after is not None}
    return sorted(
        drafts, key=lambda draft: draft.after is not None or str(draft.path).casefold() not in new
    )


def _prepare(root: Path, drafts: Sequence[Draft]) -> Sequence[Step]:
    """All new texts beside the old ones, and the note that says so."""
    steps: list[Step] = []
    name = ""
    try:
        for draft in drafts:
            name, path = draft.name, draft.path
            waiting, place = "", path_in(root, path)
            if draft.after is not None:
                forbid = _OTHERS if place == RECORD else 0
                waiting = path_in(root, write_temporary(path, draft.after, forbid=forbid))
            steps.append(Step(place, waiting, digest(draft.before), digest(draft.after)))
        name = UNFINISHED
        note = json.dumps(steps, ensure_ascii=False, indent=1)
        write_file(root / UNFINISHED, note.encode("utf-8"))
    except BaseException as fault:
        _remove_note(root, steps)
        if isinstance(fault, OSError):
            raise _write_failure(name, fault) from None
        raise
    return steps


def _apply(root: Path, step: Step) -> None:
    path = root / step.path
    if step.waiting:
        retry_while_held(lambda: (root / step.waiting).replace(path))
    else:
        retry_while_held(lambda: path.unlink(missing_ok=True))


def _remove_empty_folders(root: Path, steps: Iterable[Step]) -> None:
    """Take away the folders of files that went where those were all of it, as git does."""
    for folder in {(root / step.path).parent for step in steps if not step.waiting}:
        if folder != root and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def _restore(done: Sequence[Draft]) -> None:
    """Have the files as they were; where even that fails, the sentence names them."""
    lost = []
    for draft in done:
        try:
            if draft.before is None:
                draft.path.unlink(missing_ok=True)
            elif bytes_of(draft.path) != draft.before:
                write_file(draft.path, draft.before)
        except (Stop, OSError):
            lost.append(draft.name)
    if lost:
        message = f"a change failed half-way, and these could not be put back: {', '.join(lost)}"
        raise Stop(message, "bring them back from git: git checkout -- FILE")


def _remove_note(root: Path, steps: Sequence[Step]) -> None:
    """Take away the note, and then the new texts that wait: without the note nobody needs them."""
    (root / UNFINISHED).unlink(missing_ok=True)
    for step in steps:
        if step.waiting:
            (root / step.waiting).unlink(missing_ok=True)


def _write_failure(name: str, error: OSError) -> Stop:
    message = f"could not write {name}: {error.strerror or error}"
    return Stop(message, f"nothing was changed; {disk_remedy(error)}")


def digest(data: bytes | None) -> str:
    """The sha256 of a file; empty where there is none."""
    from hashlib import sha256

    return "" if data is None else sha256(data).hexdigest()


def path_in(root: Path, path: Path) -> str:
    """The path of a file from the plan folder, with forward slashes."""
    return path.relative_to(root).as_posix()


def draft_diff(drafts: Sequence[Draft]) -> Iterator[str]:
    """The lines that change, as git would show them."""
    renamed = [draft.was for draft in drafts if draft.was]
    for draft in drafts:
        if draft in renamed:
            continue
        yield _change_title(draft)
        before = draft.was.before if draft.was else draft.before
        texts = ((data or b"").decode("utf-8", "replace") for data in (before, draft.after))
        old_lines, new_lines = (text.splitlines(keepends=True) for text in texts)
        for line in list(unified_diff(old_lines, new_lines, n=1))[2:]:
            yield f"  {line.rstrip()}"


def split_bom(data: bytes) -> tuple[str, str]:
    """The text of a file that the loader has read, and the byte order mark that it began with."""
    text = data.decode("utf-8")
    return (text[1:], _BOM) if text.startswith(_BOM) else (text, "")


@contextmanager
def plan_lock(root: Path, what: str = "this plan") -> Iterator[None]:
    """No other planctl on this computer writes to the folder meanwhile.

    The lock is the system's own, so that it goes with a process that is killed.
    """
    from hashlib import sha256
    from tempfile import gettempdir

    from filelock import FileLock, Timeout

    name = f"planctl-{sha256(str(root).encode()).hexdigest()[:16]}.lock"
    # Whoever may write to the plan may lock it: on a shared computer they are different people.
    lock = FileLock(Path(gettempdir()) / name, timeout=_PATIENCE, mode=0o666)
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


def _change_title(draft: Draft) -> str:
    if draft.was:
        return f"{draft.was.name} becomes {draft.name}"
    if draft.before is None:
        return f"{draft.name} (new)"
    return f"{draft.name} (taken away)" if draft.after is None else draft.name
