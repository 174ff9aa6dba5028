"""A plan's tables as Parquet files, each column of one type; and a folder of them for many plans.

The folder has one for each table, in it a file for each plan and day, so that a program of tables
reads a table of all plans and days by the name of its folder. A plan's day is there whole or not
at all: its files are laid down beside the set first, and what was stopped while they were put in
their places is finished by the next run.
"""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Final, NamedTuple

import pyarrow as pa
from pyarrow import parquet

from planctl.load.source import file_bytes
from planctl.model.problem import Stop
from planctl.save.files import disk_remedy, plan_lock, retry_while_held
from planctl.tables.plan_tables import FilledTable, PlanTables
from planctl.tables.schema import CellType, PlanTable

_TYPES: Final = {
    CellType.TEXT: pa.string(),
    CellType.WHOLE: pa.int64(),
    CellType.NUMBER: pa.float64(),
    CellType.DAY: pa.date32(),
    CellType.FLAG: pa.bool_(),
}


def parquet_files(of: PlanTables) -> dict[str, bytes]:
    """The files of one plan and day, by the names of their tables.

    The day is in each of them; the plan is not, for it is the name of the folder that they stand
    in, which programs of tables read as a column.
    """
    return {filled.table.name: _file(filled, of) for filled in of.filled}


class PlanOrigin(NamedTuple):
    """What a plan of a shared set says of itself."""

    organisation: str
    areas: frozenset[tuple[str, str]]  # their refs and titles

    def is_other(self, other: "PlanOrigin") -> bool:
        """Whether another is surely not the same plan: of another body, or with no area alike."""
        if self.organisation.casefold().split() != other.organisation.casefold().split():
            return True
        return bool(self.areas and other.areas) and not self.areas & other.areas


class DamagedTable(Exception):
    """A file is not what it was written as."""


def read_origin(areas: bytes) -> PlanOrigin:
    """Whose plan it is that a file of areas is of; raises DamagedTable."""
    try:
        table = parquet.read_table(BytesIO(areas))
        organisation = (table.schema.metadata or {}).get(b"organisation", b"").decode()
        columns = (table.column(name).to_pylist() for name in ("ref", "title"))
        return PlanOrigin(organisation, frozenset(zip(*columns, strict=True)))
    except (ValueError, KeyError, OSError, TypeError) as fault:
        raise DamagedTable from fault


def _file(filled: FilledTable, of: PlanTables) -> bytes:
    schema = _schema(filled.table, of)
    days = pa.array([of.as_at] * len(filled.rows), pa.date32())
    columns = [days]
    for number, field in enumerate(list(schema)[1:]):
        cells = (row[number] for row in filled.rows)
        plain = [float(cell) if isinstance(cell, Decimal) else cell for cell in cells]
        columns.append(pa.array(plain, field.type))
    content = BytesIO()
    parquet.write_table(pa.Table.from_arrays(columns, schema=schema), content)
    return content.getvalue()


def _schema(table: PlanTable, of: PlanTables) -> pa.Schema:
    """The types of a table, with what each column is, and of whose plan."""
    fields = [pa.field("as_at", pa.date32(), metadata={"about": "the day that it is judged for"})]
    fields += [
        pa.field(column.name, _TYPES[column.holds], metadata={"about": column.about})
        for column in table.columns
    ]
    metadata = {"about": table.about, "title": of.title, "organisation": of.organisation}
    return pa.schema(fields, metadata=metadata)


AREAS: Final = "areas"
_LIMIT: Final = 1_000_000_000  # bytes of a table that is read back
_NEW, _READY = ".new", ".ready"  # hidden, so that nobody reads them


def add_to_shared_set(root: Path, of: PlanTables, files: Mapping[str, bytes]) -> Path:
    """Put a plan's day into a shared set, in place of the same day of the same plan.

    files: what each table holds, by the name of the table. Ends the run where the set has another
    plan under its id. The path of the actions as they stand on the day.
    """
    with _disk_faults(root), plan_lock(root.resolve(), str(root)):
        root.mkdir(parents=True, exist_ok=True)
        if any(root.glob("plan=*/as_at=*/")):
            message = f"{root} was made by an earlier planctl, with a folder for each plan and day"
            raise Stop(message, "name a new folder, and add the days that are still wanted")
        _finish_interrupted(root)
        _refuse_other(root, of, files[AREAS])
        _lay_down(root, of, files)
        _finish_interrupted(root)
    return root / "action_status" / _place(of)


def refuse_other_content(root: Path, of: PlanTables) -> None:
    """End the run where a folder holds anything but this plan's day."""
    present = [path for path in root.rglob("*") if path.is_file()] if root.is_dir() else []
    if root.is_file() or any(not path.match(f"*/{_place(of)}") for path in present):
        message = f"{root} is there already, and holds something else"
        raise Stop(message, "name a new folder; or --append adds to a set that plans share")


def _place(of: PlanTables) -> Path:
    """Where a plan's day stands in the folder of each table."""
    return Path(f"plan={of.plan}") / f"as_at={of.as_at.isoformat()}.parquet"


def _refuse_other(root: Path, of: PlanTables, areas: bytes) -> None:
    """The newest day of the set says whose plan it is."""
    days = sorted((root / AREAS / f"plan={of.plan}").glob("as_at=*.parquet"))
    if days and _origin_of_day(days[-1]).is_other(read_origin(areas)):
        message = f"the set has another plan under the id “{of.plan}”"
        hint = "give this plan an id of its own in plan.yaml, such as id: our-plan-2024"
        raise Stop(message, hint)


def _origin_of_day(file: Path) -> PlanOrigin:
    """Whose plan a day of a set is of; ends the run where nobody can tell."""
    try:
        return read_origin(file_bytes(file, _LIMIT))
    except (DamagedTable, FileNotFoundError, IsADirectoryError):
        message = f"{file.as_posix()} is damaged, and says whose plan the set has"
        hint = "bring it back from a copy of the set, or take that day's files out of the set"
        raise Stop(message, hint) from None


def _lay_down(root: Path, of: PlanTables, files: Mapping[str, bytes]) -> None:
    """Write every file beside the set; that all are there is one step."""
    new = root / _NEW
    for table, data in files.items():
        file = new / table / _place(of)
        file.parent.mkdir(parents=True)
        file.write_bytes(data)
    retry_while_held(lambda: new.rename(root / _READY))


def _finish_interrupted(root: Path) -> None:
    """Put into their places the files that are all there, and take away those that are not."""
    ready = root / _READY
    for file in sorted(path for path in ready.rglob("*") if path.is_file()):
        place = root / file.relative_to(ready)
        place.parent.mkdir(parents=True, exist_ok=True)
        retry_while_held(partial(file.replace, place))
    for rest in (ready, root / _NEW):
        if rest.exists():
            shutil.rmtree(rest)


@contextmanager
def _disk_faults(root: Path) -> Iterator[None]:
    """Trouble with the disk in one sentence; what was there is there again with the next run."""
    try:
        yield
    except OSError as error:
        message = f"could not write {root}: {error.strerror or error}"
        raise Stop(message, disk_remedy(error)) from None
