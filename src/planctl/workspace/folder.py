"""Which folder is the plan's, and whether the whole of it is there."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, TypeVar

from planctl.model.problem import Stop
from planctl.save.files import UNFINISHED

PLAN_FILE = "plan.yaml"


WHOLE_CHECKOUT = (
    "git sparse-checkout disable brings them back; in CI, check out without a sparse checkout, or "
    "name the whole plan folder in it"
)

# Where the hosts say that the top of the repository is.
_TOPS: Final = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR", "BUILD_SOURCESDIRECTORY")

_Result = TypeVar("_Result")


def find_plan(given: Path | None) -> Path:
    """The plan folder to work on; ends the run while a change of several files is half done."""
    root = plan_folder(given)
    if os.path.lexists(root / UNFINISHED):
        message = f"a change was stopped half-way, so {root} may be half old and half new"
        raise Stop(message, "run planctl doctor --mend, which finishes it")
    if fault := checkout_fault(root):
        raise fault
    return root


def find_plans(given: Sequence[Path]) -> list[Path]:
    """The plan folders that were named, and those within the folders that are no plan themselves.

    Ends the run where a folder holds none, or a plan cannot be worked on; all such are named.
    """
    folders: dict[Path, None] = {}
    for folder in given:
        inner = sorted(path for path in folder.glob("*") if path.is_dir() and _holds_plan(path))
        is_plan = _holds_plan(folder) or not inner
        folders |= dict.fromkeys([folder] if is_plan else inner)
    return list(dict.fromkeys(for_each_plan(list(folders), find_plan)))


def for_each_plan(folders: Sequence[Path], work: Callable[[Path], _Result]) -> list[_Result]:
    """What comes of some work on each of several plans; ends the run naming all that failed."""
    results: list[_Result] = []
    stops: dict[Path, Stop] = {}
    for folder in folders:
        try:
            results.append(work(folder))
        except Stop as stop:
            stops[folder] = stop
    if len(stops) == 1:
        raise next(iter(stops.values()))
    if stops:
        message = f"{len(stops)} of {len(folders)} plans cannot be shown:"
        for folder, it in stops.items():
            message += f"\n  {folder.as_posix()}: {it.message}; {it.hint}"
        raise Stop(message, "put them right, or name the other plans only")
    return results


def _holds_plan(folder: Path) -> bool:
    return any((root / PLAN_FILE).is_file() for root in (folder, folder / "plan"))


def checkout_fault(root: Path) -> Stop | None:
    """That git put only a part of the plan's files there, so that no count would be true."""
    from planctl.load.source import can_be_sparse, sparse_files

    if not can_be_sparse(root):
        return None
    from planctl.load.git import GitFault
    from planctl.model.choice import abridged_list
    from planctl.model.words import count_noun

    try:
        missing = sparse_files(root)
    except GitFault as fault:
        message = f"git may have left files of the plan out of this checkout: {fault.message}"
        return Stop(message, fault.hint)
    if not missing:
        return None
    files = count_noun(len(missing), "file")
    message = f"git left {files} of the plan out of this checkout: {abridged_list(missing)}"
    return Stop(message, WHOLE_CHECKOUT)


def plan_folder(given: Path | None) -> Path:
    """The plan folder that was named, or the nearest one above the current folder."""
    here = Path.cwd()
    if given and given.name == PLAN_FILE and given.is_file():
        given = given.parent
    folders = [given] if given else [here, *here.parents]
    for folder in folders:
        for root in (folder, folder / "plan") if given else (folder / "plan", folder):
            if (root / PLAN_FILE).is_file() or (root / "areas").is_dir():
                return root
    stores = (f for f in folders if (f / "HEAD").is_file() and (f / "objects").is_dir())
    if bare := next(stores, None):
        hint = f"git clone {bare} makes a folder with the files; run planctl in that"
        raise Stop(f"there is no plan here: {bare} is git's own store, without the files", hint)
    if given:
        hint = f"name the folder that holds {PLAN_FILE}, for example --plan plan"
        what = "which is a file" if given.is_file() else "and no such folder"
        why = "" if given.is_dir() else f", {what}"
        raise Stop(f"there is no plan in {given}{why}", hint)
    _refuse_left_out(here)
    hint = "go to the folder above plan/, or name the plan with --plan FOLDER"
    raise Stop(f"there is no plan here: no plan/{PLAN_FILE} in {here} or any folder above it", hint)


def _refuse_left_out(here: Path) -> None:
    """End the run where there is a plan, of which git put nothing there."""
    from planctl.load.git import GitFault
    from planctl.load.source import can_be_sparse, sparse_plans
    from planctl.model.choice import abridged_list

    if not can_be_sparse(here):
        return
    try:
        missing = sparse_plans(here)
    except GitFault:  # then that there is no plan is all that is known
        return
    if missing:
        message = f"there is no plan here: git left {abridged_list(missing)} out of this checkout"
        raise Stop(message, WHOLE_CHECKOUT)


def folder_name(root: Path) -> str:
    """The plan folder as a person standing in the current folder would write it."""
    from planctl.model.file_name import readable_path

    try:
        near = root.resolve().relative_to(Path.cwd().resolve())
    except ValueError:
        near = root.resolve()
    return readable_path(near.as_posix())


def folder_from_top(root: Path) -> str:
    """The plan folder from the top of its repository, as git or else the host says; or empty."""
    from planctl.load.git import GitFault, repository
    from planctl.model.file_name import readable_path

    try:
        return readable_path(repository(root).folder) or "."
    except GitFault:  # without git there is only what the host says
        pass
    folder = root.resolve()
    for name in _TOPS:
        top = os.environ.get(name)
        if top and folder.is_relative_to(Path(top).resolve()):
            return readable_path(folder.relative_to(Path(top).resolve()).as_posix())
    return ""


def path_in_plan(file: str, root: Path) -> str:
    """A path from the plan folder, also where it was typed from the folder that one stands in."""
    typed = Path(file)
    if typed.is_file() and typed.resolve().is_relative_to(root.resolve()):
        return typed.resolve().relative_to(root.resolve()).as_posix()
    return file
