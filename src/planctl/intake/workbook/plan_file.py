"""A workbook that planctl made becomes the files of a plan again."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from planctl.intake.paper.part import Line
from planctl.intake.workbook.book import book_of
from planctl.intake.workbook.fault import Fault, refuse
from planctl.intake.workbook.grown import Grown, Rows, entries
from planctl.intake.workbook.opened import beside, opened
from planctl.intake.workbook.taken import Taken, taken
from planctl.intake.workbook.worked_out import Overwritten, overwritten
from planctl.load.whereabouts import FRONT_KINDS, folder_of, kind_of, wrong_file_name
from planctl.model.fact_table import FILE, fact_tables
from planctl.model.file_name import action_file, area_folder, free_path
from planctl.model.said import Said
from planctl.model.table import Of, Table, flat
from planctl.model.table_name import table_name
from planctl.model.workbook import LeftOut


class Back(NamedTuple):
    """What comes back out of a workbook, and what it holds that is no part of a plan."""

    files: Mapping[str, Said]  # what each file of the plan says, by its path in the plan folder
    overwritten: Sequence[Overwritten] | None  # none where nobody can tell
    beside: Sequence[Line]  # what a person wrote on a sheet, and not in a cell
    left: LeftOut  # what of the files was not in the workbook when it was made


def back(content: bytes) -> Back | None:
    """What comes back out of a workbook; none out of one that is not ours.

    Raises Unreadable for a workbook of ours that cannot be read back whole.
    """
    found = opened(content)
    if found is None:
        return None
    faults: list[Fault] = []
    book = book_of(found, faults)
    rows = Rows(taken(book, faults))
    refuse(faults)
    files = dict(_files(rows))
    refuse(rows.faults)
    return Back(files, overwritten(book), beside(content), book.left)


def _files(rows: Rows) -> Iterator[tuple[str, Said]]:
    tables = {table.name: table for table in fact_tables()}
    for path, kind in FRONT_KINDS.items():
        said = _front(tables[table_name((kind,)).name], rows)
        if said:
            yield path, said
    yield from _measures(tables["measures"], rows)
    yield from _areas(tables["areas"], rows)
    rows.faults += _of_nothing(rows)


def _of_nothing(rows: Rows) -> Iterator[Fault]:
    """The rows that are a part of nothing which is there: a fault for each thing that is not."""
    titles = {table.name: table.title for table in flat(fact_tables())}
    found: dict[tuple[str, str], list[Taken]] = {}
    for table in flat(fact_tables()):
        for row in rows.left(table):
            named = ", ".join(row.cells.get(name, "nothing") for name in table.parent_key)
            found.setdefault((named, titles[table.parent]), []).append(row)
    for (named, title), of in found.items():
        are, hint = "is", "correct what it names, or delete the row"
        if len(of) > 1:
            are, hint = "are each", "correct what they name, or delete these rows"
        message = f"{_places(of)} {are} a part of {named}, which is not in the sheet “{title}”"
        yield Fault(message, hint)


def _places(rows: Sequence[Taken]) -> str:
    """Where rows stand, with the sheets in the order in which they are met."""
    of_sheet: dict[str, list[str]] = {}
    for row in rows:
        of_sheet.setdefault(row.sheet, []).append(str(row.number))
    return ", ".join(
        f"row{'s' * (len(of) > 1)} {', '.join(of)} of the sheet “{sheet}”"
        for sheet, of in of_sheet.items()
    )


def _front(table: Table, rows: Rows) -> Said:
    """What one of the files says of which there is one."""
    if table.many is Of.ONE and not table.key:
        items = list(rows.items(table)) or [rows.nothing(table)]
        if len(items) > 1:
            message = f"{items[1].row.place} is one too many"
            rows.faults.append(Fault(message, "there is one row in that sheet"))
        return items[0].said
    items = list(rows.items(table))
    return entries(table, items) if table.many is Of.ENTRIES else [item.said for item in items]


def _measures(table: Table, rows: Rows) -> Iterator[tuple[str, Said]]:
    taken: set[str] = set()
    for item in rows.items(table):
        file, own = item.row.cells.get(FILE, ""), item.row.cells["id"].strip()
        is_fit = kind_of(file) == "measure" and not any(wrong_file_name(file, own))
        yield free_path(file if is_fit else f"measures/{own}.yaml", taken), item.said


def _areas(table: Table, rows: Rows) -> Iterator[tuple[str, Said]]:
    """The files of areas and of their actions, each in the folder of its area."""
    taken: set[str] = set()
    [actions] = table.children
    inside: dict[str, list[Grown]] = {}
    for action in rows.items(actions):
        inside.setdefault(action.row.cells.get("area", "").strip(), []).append(action)
    for area in rows.items(table):
        of = inside.pop(area.row.cells["ref"].strip(), [])
        folder = free_path(_folder(area.row, of), taken)
        yield f"{folder}/area.yaml", area.said
        for action in of:
            yield free_path(f"{folder}/{_name(action.row)}", taken), action.said
    for row in (action.row for of in inside.values() for action in of):
        of_area = row.cells.get("area", "nothing")
        message = f"{row.place} is a part of {of_area}, which is not in the sheet “{table.title}”"
        rows.faults.append(Fault(message, "correct its area, or add the area"))


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
    return action_file(ref, row.cells.get("title", ""))
