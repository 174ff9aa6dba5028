"""The files of a plan out of its workbook: rows become items, and items the files they stand in.

What a person wrote into grey cells (those that are worked out) is not taken into the plan, but
reported. A row that was moved, copied or renamed still says what planctl wrote, and is passed over;
so is an emptied cell.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from planctl.intake.read.paper import PaperLine
from planctl.load.file_place import FRONT_KINDS, file_kind, folder_of, wrong_file_name
from planctl.model.file_name import action_file_name, area_folder_name, free_path
from planctl.model.problem import PlanValue
from planctl.tables.facts import FILE_COLUMN, NATURAL_KEYS, fact_tables
from planctl.tables.schema import (
    ItemCount,
    PlanTable,
    TableColumn,
    ValuePart,
    table_name,
    with_child_tables,
)
from planctl.tables.workbook_in import (
    PlanWorkbook,
    RawRow,
    WorkbookFault,
    cell_at,
    match_columns_of,
    open_plan_workbook,
    refuse_faults,
    sort_sheets,
    workbook_notes,
)
from planctl.tables.workbook_layout import (
    NO_PRINT,
    RECORD_SHEET_NAME,
    OmittedContent,
    WorkbookSheet,
    cell_print,
    row_label,
    workbook_sheets,
)
from planctl.tables.workbook_rows import (
    CellFault,
    WorkbookRow,
    full_cell_text,
    read_table_rows,
    row_faults_of,
)

RowKey = tuple[str, ...]
_ANY: Final = "\0"  # the label of no row: all of a column
_Known = Mapping[tuple[str, str], Mapping[str, set[str]]]  # prints by column, and then by row


class OverwrittenCell(NamedTuple):
    """A grey cell in which a person wrote: where it is, and what it says now."""

    place: str
    text: str


class PlanFromWorkbook(NamedTuple):
    """What comes back out of a workbook, and what it holds that is no part of a plan."""

    files: Mapping[str, PlanValue]  # what each file of the plan says, by its path there
    overwritten: Sequence[OverwrittenCell] | None  # none where nobody can tell
    beside: Sequence[PaperLine]  # what a person wrote on a sheet, and not in a cell
    left: OmittedContent  # what of the files was not in the workbook when it was made


class ItemWithRow(NamedTuple):
    """An item with all that is in it, and the row that it comes from."""

    said: PlanValue
    row: WorkbookRow


class TableRows:
    """The rows of every table, by what they are a part of, and which of them have found it."""

    def __init__(self, rows: Mapping[str, Sequence[WorkbookRow]]) -> None:
        """Nothing has found its place yet."""
        self.faults: list[WorkbookFault] = []  # of the rows that have
        self._rows = rows
        self._sorted: dict[str, dict[RowKey, list[WorkbookRow]]] = {}

    def items(self, table: PlanTable, parent: RowKey = ()) -> Iterator[ItemWithRow]:
        """The items of a list in its order, with all that is in them."""
        for key, row in self._keyed(table, parent, self._of(table).pop(parent, [])):
            self.faults += row_faults_of(table, row)
            yield ItemWithRow(self._said(table, row, key), row)

    def nothing(self, table: PlanTable) -> ItemWithRow:
        """An item without a row of its own; the lists in it may have rows all the same."""
        row = WorkbookRow("", 0, {})
        return ItemWithRow(self._said(table, row, ()), row)

    def left(self, table: PlanTable) -> Iterator[WorkbookRow]:
        """The rows that are a part of nothing which is there."""
        yield from (row for rows in self._of(table).values() for row in rows)

    def _of(self, table: PlanTable) -> dict[RowKey, list[WorkbookRow]]:
        if table.name not in self._sorted:
            by_parent: dict[RowKey, list[WorkbookRow]] = {}
            names = [] if table.many is ItemCount.ONE else table.parent_key
            for row in self._rows.get(table.name, ()):
                by_parent.setdefault(tuple(_cell_text(row, name) for name in names), []).append(row)
            self._sorted[table.name] = by_parent
        return self._sorted[table.name]

    def _said(self, table: PlanTable, row: WorkbookRow, key: RowKey) -> PlanValue:
        """What an item says."""
        own_columns = [column for column in table.facts if not column.at]
        in_words = next((c.name for c in own_columns if c.part is ValuePart.PLAIN), None)
        if in_words and in_words in row.cells:
            return row.cells[in_words]
        if own_columns and in_words is None:
            return _column_value(own_columns, row)
        content: dict[str, PlanValue] = {}
        for at in dict.fromkeys(column.at for column in table.facts if column.at):
            value = _column_value([column for column in table.facts if column.at == at], row)
            if value is not None:
                _set_at(content, at, value)
        for part in table.children:
            if part.many is not ItemCount.ONE:
                self._put_part(content, part, key)
        return content

    def _keyed(
        self, table: PlanTable, parent: RowKey, rows: Sequence[WorkbookRow]
    ) -> Iterator[tuple[RowKey, WorkbookRow]]:
        """The rows in their order, each with the key by which its parts name it."""
        column = table.column(table.key[-1]) if table.key else None
        is_numbered = any(one.part is ValuePart.POSITION for one in table.columns)
        seen: dict[str, WorkbookRow] = {}
        for row in sorted(rows, key=_position) if is_numbered else rows:
            label = _cell_text(row, column.name) if column else ""
            if column and column.part is not ValuePart.POSITION and not label:
                message = f"{row.place} has no “{column.heading}”"
                self.faults.append(WorkbookFault(message, "write it, or delete the row"))
                continue
            is_telling = column and (column.part is not ValuePart.POSITION or table.children)
            if column and is_telling and label in seen:
                message = f"{row.place} has the same “{column.heading}” as {seen[label].place}"
                self.faults.append(WorkbookFault(message, "each is to be another"))
            seen[label] = row
            is_whole = table.parent_key and not (column and column.name in NATURAL_KEYS)
            yield (*parent, label) if is_whole else (label,), row

    def _put_part(self, found: dict[str, PlanValue], part: PlanTable, key: RowKey) -> None:
        parent = key if part.parent_key else ()
        items = list(self.items(part, parent))
        if not items:
            return
        if part.many is ItemCount.ENTRIES:
            _set_at(found, part.at, entries_by_key(part, items))
        elif part.many is ItemCount.ANY and len(items) == 1:
            _set_at(found, part.at, items[0].said)
        else:
            _set_at(found, part.at, [item.said for item in items])


def entries_by_key(table: PlanTable, items: Sequence[ItemWithRow]) -> dict[str, PlanValue]:
    """A group of entries, each under its key."""
    return {item.row.cells[table.key[-1]]: item.said for item in items}


def _position(row: WorkbookRow) -> float:
    """The place of a row in its list; one without a number comes last."""
    number = row.cells.get("position")
    return float(number) if number else float("inf")


def _cell_text(row: WorkbookRow, name: str) -> str:
    return row.cells.get(name, "").strip()


def _column_value(columns: Sequence[TableColumn], row: WorkbookRow) -> PlanValue:
    """What the columns of one value say together."""
    parts = {column.part: row.cells[column.name] for column in columns if column.name in row.cells}
    if not parts:
        return None
    if ValuePart.WORDS in parts:
        return {"written": parts[ValuePart.WORDS], "due": parts.get(ValuePart.DUE)}
    value = next(iter(parts.values()))
    return None if value == columns[0].default and columns[0].at else value


def _set_at(content: dict[str, PlanValue], at: tuple[str, ...], value: PlanValue) -> None:
    """Write a value at keys, in groups that are made on the way."""
    for step in at[:-1]:
        inner = content.setdefault(step, {})
        assert isinstance(inner, dict)  # noqa: S101 - a group of the model
        content = inner
    content[at[-1]] = value


def overwritten_cells(book: PlanWorkbook) -> Sequence[OverwrittenCell] | None:
    """The grey cells of all sheets in which a person wrote; none where nobody can tell."""
    if not book.rows(RECORD_SHEET_NAME):
        return None
    prints = _known_prints(book.rows(RECORD_SHEET_NAME))
    return [cell for sheet in workbook_sheets() for cell in _overwritten_in(sheet, book, prints)]


def _known_prints(rows: Sequence[RawRow]) -> _Known:
    known: dict[tuple[str, str], dict[str, set[str]]] = {}
    for row in rows:
        sheet, label, names, prints = (str(cell or "") for cell in (*row.cells, *[""] * 4)[:4])
        for name, print_ in zip(names.split(), prints.split(), strict=False):
            of_column = known.setdefault((sheet, name), {})
            for row_named in (label, _ANY):
                of_column.setdefault(row_named, set()).add(print_)
    return known


def _overwritten_in(
    sheet: WorkbookSheet, book: PlanWorkbook, known: _Known
) -> Iterator[OverwrittenCell]:
    rows = book.rows(sheet.title)
    columns = match_columns_of(sheet, rows) if rows else ()
    found = [(n, column) for n, _, column in columns if column]
    for row in rows[1:]:
        texts = {column.name: _full_text(row, n, book) for n, column in found}
        label = row_label(sheet, texts)
        for _, column in found:
            # What planctl wrote: in this row or, if it did not know the row, in any.
            prints = known.get((sheet.title, column.name), {})
            own_prints = prints.get(label, prints.get(_ANY, set())) | {NO_PRINT}
            text = texts[column.name]
            if column.is_worked_out and cell_print(text) not in own_prints:
                place = f"row {row.number} of the sheet “{sheet.title}”, column “{column.heading}”"
                yield OverwrittenCell(place, text)


def _full_text(row: RawRow, number: int, book: PlanWorkbook) -> str:
    """What a cell says; a text whose rest is gone is not what planctl wrote."""
    value = cell_at(row, number)
    try:
        return full_cell_text(value, book.long)
    except CellFault:
        return str(value)


def read_plan_workbook(content: bytes) -> PlanFromWorkbook | None:
    """What comes back out of a workbook; none out of one that is not ours.

    Raises Unreadable for a workbook of ours that cannot be read back whole.
    """
    sheets = open_plan_workbook(content)
    return None if sheets is None else plan_from_sheets(sheets, workbook_notes(content))


def plan_from_sheets(
    sheets: Mapping[str, Sequence[RawRow]], beside: Sequence[PaperLine] = ()
) -> PlanFromWorkbook:
    """What comes back out of the sheets of a workbook, with what stands beside its cells."""
    book, sheet_faults = sort_sheets(sheets)
    by_table, row_faults = read_table_rows(book)
    refuse_faults([*sheet_faults, *row_faults])
    rows = TableRows(by_table)
    files = dict(_files(rows))
    refuse_faults(rows.faults)
    return PlanFromWorkbook(files, overwritten_cells(book), beside, book.left)


def _files(rows: TableRows) -> Iterator[tuple[str, PlanValue]]:
    tables = {table.name: table for table in fact_tables()}
    for path, kind in FRONT_KINDS.items():
        said = _front_content(tables[table_name((kind,)).name], rows)
        if said:
            yield path, said
    yield from _measure_files(tables["measures"], rows)
    yield from _area_files(tables["areas"], rows)
    rows.faults += _orphan_faults(rows)


def _orphan_faults(rows: TableRows) -> Iterator[WorkbookFault]:
    """The rows that are a part of nothing which is there: a fault for each thing that is not."""
    titles = {table.name: table.title for table in with_child_tables(fact_tables())}
    orphans: dict[tuple[str, str], list[WorkbookRow]] = {}
    for table in with_child_tables(fact_tables()):
        for row in rows.left(table):
            parent = ", ".join(row.cells.get(name, "nothing") for name in table.parent_key)
            orphans.setdefault((parent, titles[table.parent]), []).append(row)
    for (parent, title), lost in orphans.items():
        verb, hint = "is", "correct what it names, or delete the row"
        if len(lost) > 1:
            verb, hint = "are each", "correct what they name, or delete these rows"
        message = f"{_places(lost)} {verb} a part of {parent}, which is not in the sheet “{title}”"
        yield WorkbookFault(message, hint)


def _places(rows: Sequence[WorkbookRow]) -> str:
    """Where rows stand, with the sheets in the order in which they are met."""
    by_sheet: dict[str, list[str]] = {}
    for row in rows:
        by_sheet.setdefault(row.sheet, []).append(str(row.number))
    return ", ".join(
        f"row{'s' * (len(numbers) > 1)} {', '.join(numbers)} of the sheet “{sheet}”"
        for sheet, numbers in by_sheet.items()
    )


def _front_content(table: PlanTable, rows: TableRows) -> PlanValue:
    """What one of the files says of which there is one."""
    items = list(rows.items(table))
    if table.many is ItemCount.ENTRIES:
        return entries_by_key(table, items)
    if table.many is not ItemCount.ONE or table.key:
        return [item.said for item in items]
    if len(items) > 1:
        message = f"{items[1].row.place} is one too many"
        rows.faults.append(WorkbookFault(message, "there is one row in that sheet"))
    return (items or [rows.nothing(table)])[0].said


def _measure_files(table: PlanTable, rows: TableRows) -> Iterator[tuple[str, PlanValue]]:
    taken: set[str] = set()
    for item in rows.items(table):
        file, id_ = item.row.cells.get(FILE_COLUMN, ""), item.row.cells["id"].strip()
        is_fit = file_kind(file) == "measure" and not any(wrong_file_name(file, id_))
        yield free_path(file if is_fit else f"measures/{id_}.yaml", taken), item.said


def _area_files(table: PlanTable, rows: TableRows) -> Iterator[tuple[str, PlanValue]]:
    """The files of areas and of their actions, each in the folder of its area."""
    taken: set[str] = set()
    [actions] = table.children
    by_area: dict[str, list[ItemWithRow]] = {}
    for action in rows.items(actions):
        by_area.setdefault(action.row.cells.get("area", "").strip(), []).append(action)
    for area in rows.items(table):
        actions_inside = by_area.pop(area.row.cells["ref"].strip(), [])
        folder = free_path(_area_folder(area.row, actions_inside), taken)
        yield f"{folder}/area.yaml", area.said
        for action in actions_inside:
            yield free_path(f"{folder}/{_action_file_name(action.row)}", taken), action.said
    for row in (action.row for actions_inside in by_area.values() for action in actions_inside):
        of_area = row.cells.get("area", "nothing")
        message = f"{row.place} is a part of {of_area}, which is not in the sheet “{table.title}”"
        rows.faults.append(WorkbookFault(message, "correct its area, or add the area"))


def _area_folder(row: WorkbookRow, actions: Sequence[ItemWithRow]) -> str:
    """The folder of an area: the one that it had, where its name still fits."""
    ref = row.cells["ref"].strip()
    for file in (one.cells.get(FILE_COLUMN, "") for one in (row, *(a.row for a in actions))):
        if file_kind(file) in {"area", "action"} and not any(wrong_file_name(folder_of(file), ref)):
            return folder_of(file)
    return f"areas/{area_folder_name(ref, row.cells['title'])}"


def _action_file_name(row: WorkbookRow) -> str:
    """The name of the file of an action: the one that it had, where it still fits."""
    file, ref = row.cells.get(FILE_COLUMN, ""), row.cells["ref"].strip()
    if file_kind(file) == "action" and not any(wrong_file_name(file, ref)):
        return file.rpartition("/")[2]
    return action_file_name(ref, row.cells.get("title", ""))
