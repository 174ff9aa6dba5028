"""A workbook that planctl made becomes the files of a plan again."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from planctl.intake.paper.account import Said
from planctl.intake.paper.part import Unreadable
from planctl.intake.workbook.grown import Grown, Rows, entries
from planctl.intake.workbook.opened import opened
from planctl.intake.workbook.taken import Book, Taken, taken
from planctl.load.whereabouts import FRONT_KINDS, folder_of, kind_of, wrong_file_name
from planctl.model.fact_table import FILE, fact_tables
from planctl.model.file_name import action_file, area_folder
from planctl.model.table import Of, Table, flat
from planctl.model.table_name import table_name

_NOT_READ: Final = "take it out, or bring back what is missing; planctl would lose what it holds"


class PlanFiles(NamedTuple):
    """The files of a plan, by their paths in its folder, and what of the workbook is left out."""

    files: Mapping[str, Said]
    remarks: Sequence[str]


def plan_files(content: bytes) -> Mapping[str, Said] | None:
    """What each file of the plan says, by its path in the plan folder; none if it is not ours.

    Raises Unreadable for a workbook of ours that cannot be read back whole.
    """
    read = read_workbook(content)
    if read is None:
        return None
    if read.remarks:
        raise Unreadable("; ".join(read.remarks), _NOT_READ)
    return read.files


def read_workbook(content: bytes) -> PlanFiles | None:
    """The same for whoever shows what is left out, and asks; none if it is not ours.

    Raises Unreadable for a row that cannot be read back.
    """
    found = opened(content)
    if found is None:
        return None
    book = taken(found)
    return PlanFiles(dict(_files(book)), book.remarks)


def _files(book: Book) -> Iterator[tuple[str, Said]]:
    rows = Rows(book.rows)
    tables = {table.name: table for table in fact_tables()}
    for path, kind in FRONT_KINDS.items():
        said = _front(tables[table_name((kind,)).name], rows)
        if said:
            yield path, said
    yield from _measures(tables["measures"], rows)
    yield from _areas(tables["areas"], rows)
    for table in flat(fact_tables()):
        for row in rows.left(table):
            of = next(each.title for each in flat(fact_tables()) if each.name == table.parent)
            named = ", ".join(row.cells.get(name, "nothing") for name in table.parent_key)
            message = f"{row.place} is a part of {named}, which is not in the sheet “{of}”"
            raise Unreadable(message, "correct it, or delete the row")


def _front(table: Table, rows: Rows) -> Said:
    """What one of the files says of which there is one."""
    if table.many is Of.ONE and not table.key:
        items = list(rows.items(table)) or [rows.nothing(table)]
        if len(items) > 1:
            message = f"{items[1].row.place} is one too many"
            raise Unreadable(message, "there is one row in that sheet")
        return items[0].said
    items = list(rows.items(table))
    return entries(table, items) if table.many is Of.ENTRIES else [item.said for item in items]


def _measures(table: Table, rows: Rows) -> Iterator[tuple[str, Said]]:
    names = _Names()
    for item in rows.items(table):
        file, own = item.row.cells.get(FILE, ""), item.row.cells["id"].strip()
        is_fit = kind_of(file) == "measure" and not any(wrong_file_name(file, own))
        yield names.free(file if is_fit else f"measures/{own}.yaml"), item.said


def _areas(table: Table, rows: Rows) -> Iterator[tuple[str, Said]]:
    """The files of areas and of their actions, each in the folder of its area."""
    names = _Names()
    [actions] = table.children
    inside: dict[str, list[Grown]] = {}
    for action in rows.items(actions):
        inside.setdefault(action.row.cells.get("area", "").strip(), []).append(action)
    for area in rows.items(table):
        of = inside.pop(area.row.cells["ref"].strip(), [])
        path = names.free(f"{_folder(area.row, of)}/area.yaml")
        yield path, area.said
        for action in of:
            yield names.free(f"{folder_of(path)}/{_name(action.row)}"), action.said
    for row in (action.row for of in inside.values() for action in of):
        of_area = row.cells.get("area", "nothing")
        message = f"{row.place} is a part of {of_area}, which is not in the sheet “{table.title}”"
        raise Unreadable(message, "correct its area, or add the area")


def _folder(row: Taken, actions: Sequence[Grown]) -> str:
    """The folder of an area: the one that it had, where its name still fits."""
    files = [row.cells.get(FILE, ""), *(each.row.cells.get(FILE, "") for each in actions)]
    ref = row.cells["ref"].strip()
    for file in files:
        if kind_of(file) in {"area", "action"} and not any(wrong_file_name(folder_of(file), ref)):
            return folder_of(file)
    return f"areas/{area_folder(ref, row.cells['title'])}"


def _name(row: Taken) -> str:
    """The name of the file of an action: the one that it had, where it still fits."""
    file, ref = row.cells.get(FILE, ""), row.cells["ref"].strip()
    if kind_of(file) == "action" and not any(wrong_file_name(file, ref)):
        return file.rpartition("/")[2]
    return action_file(ref, row.cells["title"])


class _Names:
    """The paths that are taken, in whatever capitals."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def free(self, path: str) -> str:
        """The path, or one like it that no other file has."""
        folder, _, name = path.rpartition("/")
        found, count = path, 1
        while found.casefold() in self._taken:
            count += 1
            found = (
                f"{folder}-{count}/{name}"
                if name == "area.yaml"
                else f"{folder}/{name.removesuffix('.yaml')}-{count}.yaml"
            )
        self._taken.add(found.casefold())
        return found
