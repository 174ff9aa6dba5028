"""A plan's tables as Parquet files, each column of one type, whatever the plan holds."""

from decimal import Decimal
from io import BytesIO
from typing import Final, NamedTuple

import pyarrow as pa
from pyarrow import parquet

from planctl.tables.plan_tables import FilledTable, PlanTables
from planctl.tables.schema import CellType, CellValue, PlanTable

_TYPES: Final = {
    CellType.TEXT: pa.string(),
    CellType.WHOLE: pa.int64(),
    CellType.NUMBER: pa.float64(),
    CellType.DAY: pa.date32(),
    CellType.FLAG: pa.bool_(),
}


def parquet_files(of: PlanTables) -> dict[str, bytes]:
    """The files of one plan and day, a table each, by their names.

    The plan and the day are not in them: they are the names of the folders that they stand in.
    """
    return {f"{filled.table.name}.parquet": _file(filled, of) for filled in of.filled}


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
    columns = [
        pa.array([_cell(row[number]) for row in filled.rows], field.type)
        for number, field in enumerate(schema)
    ]
    content = BytesIO()
    parquet.write_table(pa.Table.from_arrays(columns, schema=schema), content)
    return content.getvalue()


def _cell(value: CellValue) -> object:
    return float(value) if isinstance(value, Decimal) else value


def _schema(table: PlanTable, of: PlanTables) -> pa.Schema:
    """The types of a table, with what each column is, and of whose plan."""
    fields = [
        pa.field(column.name, _TYPES[column.holds], metadata={"about": column.about})
        for column in table.columns
    ]
    metadata = {"about": table.about, "title": of.title, "organisation": of.organisation}
    return pa.schema(fields, metadata=metadata)
