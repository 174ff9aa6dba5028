"""A change to the files of a plan: written as a whole, with the record that takes it back.

The record is one file in the plan folder, in a folder of its own that git passes over. It holds
what each file was before the last change and the print of what it became, and is replaced with the
files, all or none; so it holds one change, and taking that back is the next.
"""

import json
import os
from base64 import b64decode, b64encode
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from planctl.load.file_place import file_kind, is_plan_path
from planctl.load.source import file_bytes, is_free_of_links
from planctl.model.problem import Stop
from planctl.model.words import sentence_list
from planctl.save.files import RECORD, Draft, bytes_of, digest, path_in, plan_lock, replace_files

SIZE_LIMIT: Final = 4_000_000  # bytes of the files before a change; of a larger one is no record
_FILE_LIMIT: Final = 8_000_000  # bytes of a record, in which the files are base64
_COMMAND_LIMIT: Final = 300  # letters of a command that are kept
_IGNORE_ALL: Final = b"*\n"
_OWNER_ONLY: Final = 0o700


class ChangedFile(NamedTuple):
    """A file of the last change: what it held, the print of what it holds since, and its name."""

    path: str  # from the plan folder
    before: bytes | None  # none: there was no such file
    after: str  # the sha256; empty: the file went
    was: str = ""  # the file that went, where this is the same under another name


class LastChange(NamedTuple):
    """What the last command that changed the plan wrote, and the bytes of the record of it."""

    command: str
    files: tuple[ChangedFile, ...]
    record: bytes


def write_drafts(
    root: Path, drafts: Sequence[Draft], command: str = "", *, since: LastChange | None = None
) -> bool:
    """Replace the files, unless one of them has been changed by somebody meanwhile.

    Of a command there is a record then; whether there is: none is kept where it would be too
    large, or the folder of records cannot be written to. since: the change that has to be the last
    one still.
    """
    root = root.resolve()
    resolved = [draft._replace(path=_real_path(draft), was=None) for draft in drafts]
    with plan_lock(root):
        for draft in resolved:
            _refuse_place(root, draft)
            if bytes_of(draft.path) != draft.before:
                message = f"{draft.name} was changed by somebody meanwhile, so nothing was written"
                raise Stop(message, "look at it, and give the command again")
        if since and bytes_of(root / RECORD) != since.record:
            message = "another command changed the plan meanwhile, so nothing was taken back"
            raise Stop(message, "give the command again")
        files = [_changed_file(root, *both) for both in zip(drafts, resolved, strict=True)]
        record = _record_draft(root, command, files) if command else None
        replace_files(root, [*resolved, *([record] if record else [])])
    return bool(record and record.after)


def read_last_change(root: Path) -> LastChange:
    """The last change of the plan in a folder; ends the run where none can be known.

    The record may have come with the plan from somebody else. So every path in it has to be that
    of a plan file, with no link on the way.
    """
    root = root.resolve()
    path = root / RECORD
    try:
        if path.is_symlink() or not is_free_of_links(root, RECORD):
            raise FileNotFoundError  # noqa: TRY301 - what is behind a link is no record
        data = file_bytes(path, _FILE_LIMIT)
    except FileNotFoundError:
        message = "there is no change here that could be taken back"
        hint = "only what a command of planctl wrote last is; git log and git diff show the rest"
        raise Stop(message, hint) from None
    except OSError as error:
        message = f"what the last command changed cannot be read: {error.strerror}"
        raise Stop(message, "whoever gave that command can take it back") from None
    try:
        change = _parse_record(data)
    except (ValueError, TypeError, KeyError, RecursionError):
        raise _foreign_record("it is damaged") from None
    for name in (name for file in change.files for name in (file.path, file.was) if name):
        if not is_plan_path(name) or _has_link(root, name):
            raise _foreign_record(f"“{name}” is no file of this plan")
    return change


def undo_drafts(root: Path, name: str, change: LastChange) -> list[Draft]:
    """The files as they were before a change; ends the run where one is not as it left it.

    name: what the files of the plan are called in what is printed.
    """
    root = root.resolve()
    data = {file.path: bytes_of(root / file.path) for file in change.files}
    if all(data[file.path] == file.before for file in change.files):
        message = "the files are as they were before the last change, so nothing was taken back"
        raise Stop(message, f"that change was: {change.command}")
    altered = [file.path for file in change.files if digest(data[file.path]) != file.after]
    if altered:
        verb = "was" if len(altered) == 1 else "were"
        message = f"{sentence_list(altered)} {verb} changed since, so nothing was taken back"
        hint = "planctl takes back only what its last command wrote; git diff shows what changed"
        raise Stop(message, hint)
    drafts = {
        file.path: Draft(root / file.path, f"{name}/{file.path}", data[file.path], file.before)
        for file in change.files
    }
    for file in change.files:
        if file.was in drafts:
            drafts[file.was] = drafts[file.was]._replace(was=drafts[file.path])
    return [*drafts.values()]


def _changed_file(root: Path, draft: Draft, place: Draft) -> ChangedFile:
    """What the record says of a file, of which the place is known too."""
    was = path_in(root, _real_path(draft.was)) if draft.was else ""
    return ChangedFile(path_in(root, place.path), place.before, digest(place.after), was)


def _record_draft(root: Path, command: str, files: Sequence[ChangedFile]) -> Draft | None:
    """The record of a change, in place of the one before; none where none can be kept."""
    path = root / RECORD
    if not _can_keep_record(path):
        return None
    before = bytes_of(path)
    if sum(len(file.before or b"") for file in files) > SIZE_LIMIT:
        return Draft(path, RECORD, before, None) if before is not None else None
    texts = [None if file.before is None else b64encode(file.before).decode() for file in files]
    entries = [{**file._asdict(), "before": text} for file, text in zip(files, texts, strict=True)]
    record = {"command": command[:_COMMAND_LIMIT], "files": entries}
    return Draft(path, RECORD, before, json.dumps(record, indent=1).encode("utf-8"))


def _can_keep_record(path: Path) -> bool:
    """Whether a record can be written to a folder of its own, which git passes over."""
    folder = path.parent
    try:
        if not folder.is_dir():
            folder.mkdir(_OWNER_ONLY)
        if folder.is_symlink() or path.is_symlink():
            return False
        if not (folder / ".gitignore").exists():
            (folder / ".gitignore").write_bytes(_IGNORE_ALL)
    except OSError:  # it is another person's, or the name is that of a file
        return False
    return os.access(folder, os.W_OK) and (not path.exists() or os.access(path, os.R_OK | os.W_OK))


def _parse_record(data: bytes) -> LastChange:
    """The change that a record tells of; raises ValueError, TypeError or KeyError for any other."""
    record = json.loads(data.decode("utf-8"))
    files = tuple(_parse_file(**entry) for entry in record["files"])
    if not isinstance(record["command"], str) or not files:
        raise TypeError
    if len({file.path for file in files}) < len(files):
        raise ValueError
    return LastChange(record["command"], files, data)


def _parse_file(path: str, before: str | None, after: str, was: str) -> ChangedFile:
    if not all(isinstance(value, str) for value in (path, before or "", after, was)):
        raise TypeError
    data = None if before is None else b64decode(before, validate=True)
    return ChangedFile(path, data, after, was)


def _has_link(root: Path, path: str) -> bool:
    """Whether a link is on the way to a file, as far as the folders on that way are there."""
    nearest = next(folder for folder in PurePosixPath(path).parents if (root / folder).exists())
    return (root / path).is_symlink() or not is_free_of_links(root, f"{nearest}/file")


def _foreign_record(why: str) -> Stop:
    message = f"{RECORD} in the plan folder was not written by planctl: {why}"
    return Stop(message, f"nothing was changed; delete {RECORD}; git diff shows what changed")


def _real_path(draft: Draft) -> Path:
    """Where a file is; what is written to a link is written to the file that it leads to."""
    folder = draft.path.parent.resolve()
    return draft.path.resolve() if draft.before is not None else folder / draft.path.name


def _refuse_place(root: Path, draft: Draft) -> None:
    """End the run where a link leads from a file of the plan to anything else."""
    is_inside = draft.path.is_relative_to(root)
    if not is_inside or not file_kind(path_in(root, draft.path)):
        message = f"{draft.name} is a link to a file that is no file of the plan"
        raise Stop(message, "nothing was written; put the file itself in its place")
