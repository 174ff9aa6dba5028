"""A plan's tables as Parquet files, each column of one type, whatever the plan holds."""

from decimal import Decimal
from io import BytesIO
from typing import Final, NamedTuple

import pyarrow as pa
from pyarrow import parquet

from planctl.tables.spec import CellValue, Holds, Table
from planctl.tables.view import Filled, Tabled

_TYPES: Final = {
    Holds.TEXT: pa.string(),
    Holds.WHOLE: pa.int64(),
    Holds.NUMBER: pa.float64(),
    Holds.DAY: pa.date32(),
    Holds.FLAG: pa.bool_(),
}


def as_parquet(of: Tabled) -> dict[str, bytes]:
    """The files of one plan and day, a table each, by their names.

    The plan and the day are not in them: they are the names of the folders that they stand in.
    """
    return {f"{filled.table.name}.parquet": _file(filled, of) for filled in of.filled}


class Origin(NamedTuple):
    """What a plan of a shared set says of itself."""

    organisation: str
    areas: frozenset[tuple[str, str]]  # their refs and titles

    def is_other(self, other: "Origin") -> bool:
        """Whether another is surely not the same plan: of another body, or with no area alike."""
        if self.organisation.casefold().split() != other.organisation.casefold().split():
            return True
        return bool(self.areas and other.areas) and not self.areas & other.areas


class Damaged(Exception):
    """A file is not what it was written as."""


def origin(areas: bytes) -> Origin:
    """Whose plan it is that a file of areas is of; raises Damaged."""
    try:
        table = parquet.read_table(BytesIO(areas))
        organisation = (table.schema.metadata or {}).get(b"organisation", b"").decode()
        columns = (table.column(name).to_pylist() for name in ("ref", "title"))
        return Origin(organisation, frozenset(zip(*columns, strict=True)))
    except (ValueError, KeyError, OSError, TypeError) as fault:
        raise Damaged from fault


def _file(filled: Filled, of: Tabled) -> bytes:
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


def _schema(table: Table, of: Tabled) -> pa.Schema:
    """The types of a table, with what each column is, and of whose plan."""
    fields = [
        pa.field(column.name, _TYPES[column.holds], metadata={"about": column.about})
        for column in table.columns
    ]
    metadata = {"about": table.about, "title": of.title, "organisation": of.organisation}
    return pa.schema(fields, metadata=metadata)
