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
    columns = [
        days,
        *(
            pa.array([_cell(row[number]) for row in filled.rows], field.type)
            for number, field in enumerate(list(schema)[1:])
        ),
    ]
    content = BytesIO()
    parquet.write_table(pa.Table.from_arrays(columns, schema=schema), content)
    return content.getvalue()


def _cell(value: CellValue) -> object:
    return float(value) if isinstance(value, Decimal) else value


def _schema(table: PlanTable, of: PlanTables) -> pa.Schema:
    """The types of a table, with what each column is, and of whose plan."""
    fields = [pa.field("as_at", pa.date32(), metadata={"about": "the day that it is judged for"})]
    fields += [
        pa.field(column.name, _TYPES[column.holds], metadata={"about": column.about})
        for column in table.columns
    ]
    metadata = {"about": table.about, "title": of.title, "organisation": of.organisation}
    return pa.schema(fields, metadata=metadata)
