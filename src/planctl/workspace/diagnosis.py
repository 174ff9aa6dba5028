"""What planctl finds on a computer and in a plan, and how to mend it: `planctl doctor`."""

import os
import shlex
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path, PurePath
from typing import Final, NamedTuple

import yaml

from planctl import __version__
from planctl.load.git import GitFault, git, repository
from planctl.model.problem import Stop
from planctl.model.words import count_noun, sentence_list
from planctl.save.files import UNFINISHED, finish_change, plan_lock
from planctl.workspace.folder import checkout_fault, folder_name, plan_folder
from planctl.workspace.install import EXTRAS, install_hint, missing_modules, own_copy
from planctl.workspace.plan import Workspace, open_workspace

_OK: Final = "ok"
_NOTE: Final = "note"
WRONG: Final = "wrong"
_SYNCHRONISERS: Final = ("OneDrive", "SharePoint", "Dropbox", "Google Drive", "iCloud", "Nextcloud")
_EDITOR_LINE: Final = "# yaml-language-server: $schema="


class Finding(NamedTuple):
    """One thing that was looked at: how it is, in words, and how to mend it."""

    state: str  # ok, note or wrong
    words: str
    remedy: str = ""


def diagnose(given: Path | None, today: date, *, mend: bool) -> Iterator[Finding]:
    """All that there is to say; mend: a change that was stopped half-way is finished."""
    yield from _check_program(today)
    yield from _check_plan(given, mend=mend)


def _check_program(today: date) -> Iterator[Finding]:
    """What is installed."""
    yield Finding(_OK, f"planctl {__version__}, Python {sys.version.split()[0]}, today {today}")
    if yaml.__with_libyaml__:
        yield Finding(_OK, "YAML is read by the fast parser")
    else:
        remedy = "reinstall pyyaml from a wheel, where there is one for this system"
        yield Finding(_NOTE, "YAML is read by the slow parser, with the same result", remedy)
    try:
        yield Finding(_OK, git(Path.cwd(), "--version").strip())
    except GitFault as fault:
        yield Finding(WRONG, fault.message, fault.hint)
    yield from _check_extras()


def _check_extras() -> Iterator[Finding]:
    """Whether what only some papers need is installed."""
    installed = [extra for extra, (modules, _) in EXTRAS.items() if not missing_modules(modules)]
    if installed:
        names = sentence_list([EXTRAS[extra][1].partition(":")[0] for extra in installed])
        yield Finding(_OK, f"what is needed for {names} is installed")
    for extra, (modules, what) in EXTRAS.items():
        if extra not in installed:
            lacking = sentence_list(missing_modules(modules))
            words = f"not installed: what planctl needs for {what} ({lacking})"
            yield Finding(_NOTE, words, f"where it is wanted, {install_hint(extra)}")


def _check_plan(given: Path | None, *, mend: bool) -> Iterator[Finding]:
    """What there is of a plan."""
    try:
        root = plan_folder(given)
    except Stop as stop:
        yield Finding(WRONG, stop.message, stop.hint)
        return
    yield from _check_unfinished(root, mend=mend)
    if fault := checkout_fault(root):
        yield Finding(WRONG, fault.message, fault.hint)
    now = open_workspace(root)
    actions = len(list(now.loaded.plan.actions))
    unread = len(now.loaded.plan.unread)
    state = WRONG if unread else _OK
    counts = f"{count_noun(actions, 'action')}, {count_noun(unread, 'file')} that cannot be read"
    words = f"the plan in {now.name}: {counts}"
    yield Finding(state, words, "planctl check says what is wrong with them" if unread else "")
    yield from _check_leftovers(root)
    yield from _check_schemas(now)
    yield from _check_repository(root)


def _check_unfinished(root: Path, *, mend: bool) -> Iterator[Finding]:

    if not os.path.lexists(root / UNFINISHED):
        return
    if not mend:
        words = "a change of several files was stopped half-way"
        yield Finding(WRONG, words, "run planctl doctor --mend, which finishes it")
        return
    with plan_lock(root.resolve()):
        names = ", ".join(finish_change(root.resolve()))
    yield Finding(_OK, f"a change that was stopped half-way is finished: {names}")


def _check_leftovers(root: Path) -> Iterator[Finding]:
    """New texts that a killed run left beside the files; nothing needs them."""
    left = [path for path in root.rglob(".*.yaml.*") if path.is_file()]
    if left and not os.path.lexists(root / UNFINISHED):
        names = ", ".join(path.relative_to(root).as_posix() for path in left)
        yield Finding(_NOTE, f"left by a run that was killed: {names}", "they can be deleted")


def _check_schemas(now: Workspace) -> Iterator[Finding]:
    """Whether an editor finds the schemas of the files."""
    missing: dict[str, str] = {}  # each file, and the folder where it says that the schema is
    unmarked = []
    for path, file in now.loaded.files.items():
        line = file.data.removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0]
        first = line.decode("utf-8", "replace")
        schema = first.partition(_EDITOR_LINE)[2].strip()
        if not schema:
            unmarked.append(path)
        elif "://" not in schema and not (now.root / path).parent.joinpath(schema).is_file():
            missing[path] = folder_name((now.root / path).parent.joinpath(schema).parent)
    if missing:
        words = f"an editor does not find the schema of {_first_names(list(missing))}"
        folders = map(shlex.quote, dict.fromkeys(missing.values()))
        runs = [f"planctl schema --out {folder}" for folder in folders]
        yield Finding(WRONG, words, f"run {' and '.join(runs)}, where their first lines point to")
    elif unmarked:
        words = f"an editor does not know what these files are: {_first_names(unmarked)}"
        yield Finding(_NOTE, words, f"begin them with {_EDITOR_LINE}...; others show how")
    else:
        yield Finding(_OK, "editors find the schema of every file")


def _first_names(names: Sequence[str]) -> str:
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""  # noqa: PLR2004 - enough to see
    return ", ".join(names[:3]) + more


def _check_repository(root: Path) -> Iterator[Finding]:
    """What git has of the plan, and how it is set up to merge it."""
    try:
        is_shallow = repository(root).is_shallow
    except GitFault as fault:
        yield Finding(_NOTE, fault.message, fault.hint)
        return
    if is_shallow:
        yield Finding(WRONG, "the history is cut short", "git fetch --unshallow brings it all")
    elif _is_committed(root):
        yield Finding(_OK, "the plan is in git, with its whole history")
    else:
        yield Finding(_NOTE, "nothing of the plan has been committed yet", "commit the plan first")
    own = own_copy(root)
    if own and root.resolve() != own / "plan":
        words = f"the plan is within planctl’s own copy in {own}, where its commits would go"
        yield Finding(_NOTE, words, "move it to a folder beside that, with git of its own")
    yield from check_place(root.resolve(), os.environ)
    yield from _check_merge_driver(root)


def check_place(root: PurePath, environment: Mapping[str, str]) -> Iterator[Finding]:
    """What to expect of git where a folder is synchronised, or lies on a share.

    Windows resolves a drive letter of a share to its address, which begins with two backslashes.
    """
    folders = (folder for name, folder in environment.items() if name.startswith("OneDrive"))
    names = [name for name in _SYNCHRONISERS if any(part.startswith(name) for part in root.parts)]
    if any(folder and root.is_relative_to(folder) for folder in folders):
        names.insert(0, "OneDrive")
    if names:
        words = (
            f"this folder is copied by {names[0]}, which copies the files in .git one by one: "
            "two computers that write within the same minutes can spoil the history"
        )
        remedy = (
            "keep the repository in a folder of this computer alone, and share it by git push; "
            "else let one computer at a time write, and wait until all is copied"
        )
        yield Finding(_NOTE, words, remedy)
    elif root.drive.startswith(("\\\\", "//")):
        words = (
            "this folder is on a network share, where git is slow, and where it refuses a folder "
            "that belongs to another account (“dubious ownership”)"
        )
        remedy = (
            "clone it to a disk of this computer, and push to the share; "
            f"or type git config --global --add safe.directory {root.as_posix()}"
        )
        yield Finding(_NOTE, words, remedy)


def _is_committed(root: Path) -> bool:

    try:
        return bool(git(root, "rev-list", "--max-count=1", "HEAD", "--", "."))
    except GitFault:  # a repository without a commit
        return False


def _check_merge_driver(root: Path) -> Iterator[Finding]:
    """How git merges what two people changed; what no clone has before it is set up is no fault."""
    wanted = "planctl" in git(root, "check-attr", "merge", "--", "plan.yaml").rpartition(":")[2]
    if not wanted:
        remedy = "run planctl init --merge-driver in the folder above the plan"
        yield Finding(_NOTE, "two people's changes are merged by lines, not by meaning", remedy)
        return
    try:
        git(root, "config", "--get", "merge.planctl.driver")
        yield Finding(_OK, "two people's changes are merged by meaning")
    except GitFault:
        remedy = "run planctl init --merge-driver in the folder above the plan"
        words = "in this clone, two people's changes are merged by lines: no merge driver is set up"
        yield Finding(_NOTE, words, remedy)
