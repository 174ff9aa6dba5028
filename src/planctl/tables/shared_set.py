"""A folder that plans share: each plan's day is a folder of its own, there whole or not at all."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from planctl.load.source import file_bytes
from planctl.model.problem import Stop
from planctl.save.files import disk_remedy, plan_lock
from planctl.tables.parquet_out import DamagedTable, PlanOrigin, read_origin
from planctl.tables.plan_tables import PlanTables

AREAS_FILE: Final = "areas.parquet"
_LIMIT: Final = 1_000_000_000  # bytes of a table that is read back
_NEW, _OLD = ".new-", ".old-"  # hidden, so that nobody reads them


def add_to_shared_set(root: Path, of: PlanTables, files: Mapping[str, bytes]) -> Path:
    """Put a plan's day into a shared set, in place of the same day of the same plan.

    Ends the run where the set has another plan under its id.
    """
    inside = root / f"plan={of.plan}"
    day = inside / f"as_at={of.as_at.isoformat()}"
    with _disk_faults(day), plan_lock(root.resolve(), str(root)):
        inside.mkdir(parents=True, exist_ok=True)
        _finish_interrupted(inside)
        _refuse_other(inside, of, files[AREAS_FILE])
        _replace(day, files)
    return day


def refuse_other_content(root: Path, of: PlanTables) -> None:
    """End the run where a folder holds anything but this plan's day."""
    inside = root / f"plan={of.plan}"
    others = _names_in(root) - {inside.name} | _names_in(inside) - {f"as_at={of.as_at.isoformat()}"}
    if others or root.is_file():
        message = f"{root} is there already, and holds something else"
        raise Stop(message, "name a new folder; or --append adds to a set that plans share")


def _names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()


def _refuse_other(inside: Path, of: PlanTables, areas: bytes) -> None:
    """The newest day of the set says whose plan it is."""
    day_paths = inside.glob("as_at=*")
    days = sorted(day for day in day_paths if not day.is_dir() or any(day.iterdir()))
    if days and _origin_of_day(days[-1]).is_other(read_origin(areas)):
        message = f"the set has another plan under the id “{of.plan}”"
        hint = "give this plan an id of its own in plan.yaml, such as id: our-plan-2024"
        raise Stop(message, hint)


def _origin_of_day(day: Path) -> PlanOrigin:
    """Whose plan a day of a set is of; ends the run where nobody can tell."""
    try:
        return read_origin(file_bytes(day / AREAS_FILE, _LIMIT))
    except (DamagedTable, FileNotFoundError, NotADirectoryError):
        message = (
            f"{(day / AREAS_FILE).as_posix()} is gone or damaged, and says whose plan the set has"
        )
        hint = "bring it back from a copy of the set, or take that day's folder out of the set"
        raise Stop(message, hint) from None


def _finish_interrupted(inside: Path) -> None:
    """Finish what a run that was stopped left half done; the old day stands where no new does."""
    for old in inside.glob(f"{_OLD}*"):
        day = inside / old.name.removeprefix(_OLD)
        if day.exists():
            shutil.rmtree(old)
        else:
            old.rename(day)
    for new in inside.glob(f"{_NEW}*"):
        shutil.rmtree(new)


def _replace(day: Path, files: Mapping[str, bytes]) -> None:
    new, old = (day.parent / f"{sign}{day.name}" for sign in (_NEW, _OLD))
    new.mkdir()
    for name, data in files.items():
        (new / name).write_bytes(data)
    if day.exists():
        day.rename(old)
    new.rename(day)
    shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _disk_faults(day: Path) -> Iterator[None]:
    """Trouble with the disk in one sentence; what was there is there again with the next run."""
    try:
        yield
    except OSError as error:
        raise Stop(
            f"could not write {day}: {error.strerror or error}", disk_remedy(error)
        ) from None
