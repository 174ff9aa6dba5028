"""The files of a plan out of its workbook: rows become items, and items the files they stand in.

What a person wrote into grey cells (those that are worked out) is not taken into the plan, but
reported. A row that was moved, copied or renamed still says what planctl wrote, and is passed over;
so is an emptied cell.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from planctl.intake.read.parts import Line
from planctl.load.whereabouts import FRONT_KINDS, folder_of, kind_of, wrong_file_name
from planctl.model.file_name import action_file, area_folder, free_path
from planctl.model.said import Said
from planctl.tables.fact import FILE, NATURAL_KEYS, fact_tables
from planctl.tables.rows_in import Misfit, Taken, faults_of, in_full, taken
from planctl.tables.spec import Column, Of, Part, Table, flat, table_name
from planctl.tables.workbook_in import (
    Fault,
    PlanWorkbook,
    Row,
    beside,
    book_of,
    cell_at,
    columns_of,
    opened,
    refuse,
)
from planctl.tables.workbook_spec import (
    NO_PRINT,
    RECORD,
    LeftOut,
    Sheet,
    label_of,
    print_of,
    sheets,
)

Key = tuple[str, ...]
_ANY: Final = "\0"  # the label of no row: all of a column
_Known = Mapping[tuple[str, str], Mapping[str, set[str]]]  # prints by column, and then by row


class Overwritten(NamedTuple):
    """A grey cell in which a person wrote: where it is, and what it says now."""

    place: str
    text: str


class Back(NamedTuple):
    """What comes back out of a workbook, and what it holds that is no part of a plan."""

    files: Mapping[str, Said]  # what each file of the plan says, by its path in the plan folder
    overwritten: Sequence[Overwritten] | None  # none where nobody can tell
    beside: Sequence[Line]  # what a person wrote on a sheet, and not in a cell
    left: LeftOut  # what of the files was not in the workbook when it was made


class Grown(NamedTuple):
    """An item with all that is in it, and the row that it comes from."""

    said: Said
    row: Taken


class Rows:
    """The rows of every table, by what they are a part of, and which of them have found it."""

    def __init__(self, rows: Mapping[str, Sequence[Taken]]) -> None:
        """Nothing has found its place yet."""
        self.faults: list[Fault] = []  # of the rows that have
        self._rows = rows
        self._sorted: dict[str, dict[Key, list[Taken]]] = {}

    def items(self, table: Table, parent: Key = ()) -> Iterator[Grown]:
        """The items of a list in its order, with all that is in them."""
        for key, row in self._keyed(table, parent, self._of(table).pop(parent, [])):
            self.faults += faults_of(table, row)
            yield Grown(self._said(table, row, key), row)

    def nothing(self, table: Table) -> Grown:
        """An item without a row of its own; the lists in it may have rows all the same."""
        row = Taken("", 0, {})
        return Grown(self._said(table, row, ()), row)

    def left(self, table: Table) -> Iterator[Taken]:
        """The rows that are a part of nothing which is there."""
        yield from (row for rows in self._of(table).values() for row in rows)

    def _of(self, table: Table) -> dict[Key, list[Taken]]:
        if table.name not in self._sorted:
            by_parent: dict[Key, list[Taken]] = {}
            names = [] if table.many is Of.ONE else table.parent_key
            for row in self._rows.get(table.name, ()):
                by_parent.setdefault(tuple(_cell_text(row, name) for name in names), []).append(row)
            self._sorted[table.name] = by_parent
        return self._sorted[table.name]

    def _said(self, table: Table, row: Taken, key: Key) -> Said:
        """What an item says."""
        own_columns = [column for column in table.facts if not column.at]
        in_words = next((c.name for c in own_columns if c.part is Part.PLAIN), None)
        if in_words and in_words in row.cells:
            return row.cells[in_words]
        if own_columns and in_words is None:
            return _column_value(own_columns, row)
        content: dict[str, Said] = {}
        for at in dict.fromkeys(column.at for column in table.facts if column.at):
            value = _column_value([column for column in table.facts if column.at == at], row)
            if value is not None:
                _set_at(content, at, value)
        for part in table.children:
            if part.many is not Of.ONE:
                self._put_part(content, part, key)
        return content

    def _keyed(
        self, table: Table, parent: Key, rows: Sequence[Taken]
    ) -> Iterator[tuple[Key, Taken]]:
        """The rows in their order, each with the key by which its parts name it."""
        column = table.column(table.key[-1]) if table.key else None
        is_numbered = any(one.part is Part.POSITION for one in table.columns)
        seen: dict[str, Taken] = {}
        for row in sorted(rows, key=_position) if is_numbered else rows:
            label = _cell_text(row, column.name) if column else ""
            if column and column.part is not Part.POSITION and not label:
                message = f"{row.place} has no “{column.heading}”"
                self.faults.append(Fault(message, "write it, or delete the row"))
                continue
            if column and label in seen and (column.part is not Part.POSITION or table.children):
                message = f"{row.place} has the same “{column.heading}” as {seen[label].place}"
                self.faults.append(Fault(message, "each is to be another"))
            seen[label] = row
            is_whole = table.parent_key and not (column and column.name in NATURAL_KEYS)
            yield (*parent, label) if is_whole else (label,), row

    def _put_part(self, found: dict[str, Said], part: Table, key: Key) -> None:
        parent = key if part.parent_key else ()
        items = list(self.items(part, parent))
        if not items:
            return
        if part.many is Of.ENTRIES:
            _set_at(found, part.at, entries(part, items))
        elif part.many is Of.ANY and len(items) == 1:
            _set_at(found, part.at, items[0].said)
        else:
            _set_at(found, part.at, [item.said for item in items])


def entries(table: Table, items: Sequence[Grown]) -> dict[str, Said]:
    """A group of entries, each under its key."""
    return {item.row.cells[table.key[-1]]: item.said for item in items}


def _position(row: Taken) -> float:
    """The place of a row in its list; one without a number comes last."""
    number = row.cells.get("position")
    return float(number) if number else float("inf")


def _cell_text(row: Taken, name: str) -> str:
    return row.cells.get(name, "").strip()


def _column_value(columns: Sequence[Column], row: Taken) -> Said:
    """What the columns of one value say together."""
    parts = {column.part: row.cells[column.name] for column in columns if column.name in row.cells}
    if not parts:
        return None
    if Part.WORDS in parts:
        return {"written": parts[Part.WORDS], "due": parts.get(Part.DUE)}
    value = next(iter(parts.values()))
    return None if value == columns[0].default and columns[0].at else value


def _set_at(content: dict[str, Said], at: tuple[str, ...], value: Said) -> None:
    """Write a value at keys, in groups that are made on the way."""
    for step in at[:-1]:
        inner = content.setdefault(step, {})
        assert isinstance(inner, dict)  # noqa: S101 - a group of the model
        content = inner
    content[at[-1]] = value


def overwritten(book: PlanWorkbook) -> Sequence[Overwritten] | None:
    """The grey cells of all sheets in which a person wrote; none where nobody can tell."""
    if not book.rows(RECORD):
        return None
    prints = _known_prints(book.rows(RECORD))
    return [cell for sheet in sheets() for cell in _overwritten_in(sheet, book, prints)]


def _known_prints(rows: Sequence[Row]) -> _Known:
    known: dict[tuple[str, str], dict[str, set[str]]] = {}
    for row in rows:
        sheet, label, names, prints = (str(cell or "") for cell in (*row.cells, *[""] * 4)[:4])
        for name, print_ in zip(names.split(), prints.split(), strict=False):
            of_column = known.setdefault((sheet, name), {})
            for row_named in (label, _ANY):
                of_column.setdefault(row_named, set()).add(print_)
    return known


def _overwritten_in(sheet: Sheet, book: PlanWorkbook, known: _Known) -> Iterator[Overwritten]:
    rows = book.rows(sheet.title)
    found = [(n, column) for n, _, column in columns_of(sheet, rows) if column] if rows else []
    for row in rows[1:]:
        texts = {column.name: _full_text(row, n, book) for n, column in found}
        label = label_of(sheet, texts)
        for _, column in found:
            prints = known.get((sheet.title, column.name), {})
            text = texts[column.name]
            if column.is_worked_out and not _is_from_planctl(print_of(text), label, prints):
                place = f"row {row.number} of the sheet “{sheet.title}”, column “{column.heading}”"
                yield Overwritten(place, text)


def _is_from_planctl(print_now: str, label: str, prints: Mapping[str, set[str]]) -> bool:
    """Whether planctl wrote this, in this row or, if it did not know the row, in any."""
    return print_now == NO_PRINT or print_now in prints.get(label, prints.get(_ANY, set()))


def _full_text(row: Row, number: int, book: PlanWorkbook) -> str:
    """What a cell says; a text whose rest is gone is not what planctl wrote."""
    value = cell_at(row, number)
    try:
        return in_full(value, book.long)
    except Misfit:
        return str(value)


def back(content: bytes) -> Back | None:
    """What comes back out of a workbook; none out of one that is not ours.

    Raises Unreadable for a workbook of ours that cannot be read back whole.
    """
    sheets_found = opened(content)
    if sheets_found is None:
        return None
    book, sheet_faults = book_of(sheets_found)
    by_table, row_faults = taken(book)
    refuse([*sheet_faults, *row_faults])
    rows = Rows(by_table)
    files = dict(_files(rows))
    refuse(rows.faults)
    return Back(files, overwritten(book), beside(content), book.left)


def _files(rows: Rows) -> Iterator[tuple[str, Said]]:
    tables = {table.name: table for table in fact_tables()}
    for path, kind in FRONT_KINDS.items():
        said = _front_content(tables[table_name((kind,)).name], rows)
        if said:
            yield path, said
    yield from _measure_files(tables["measures"], rows)
    yield from _area_files(tables["areas"], rows)
    rows.faults += _orphan_faults(rows)


def _orphan_faults(rows: Rows) -> Iterator[Fault]:
    """The rows that are a part of nothing which is there: a fault for each thing that is not."""
    titles = {table.name: table.title for table in flat(fact_tables())}
    orphans: dict[tuple[str, str], list[Taken]] = {}
    for table in flat(fact_tables()):
        for row in rows.left(table):
            parent = ", ".join(row.cells.get(name, "nothing") for name in table.parent_key)
            orphans.setdefault((parent, titles[table.parent]), []).append(row)
    for (parent, title), lost in orphans.items():
        verb, hint = "is", "correct what it names, or delete the row"
        if len(lost) > 1:
            verb, hint = "are each", "correct what they name, or delete these rows"
        message = f"{_places(lost)} {verb} a part of {parent}, which is not in the sheet “{title}”"
        yield Fault(message, hint)


def _places(rows: Sequence[Taken]) -> str:
    """Where rows stand, with the sheets in the order in which they are met."""
    by_sheet: dict[str, list[str]] = {}
    for row in rows:
        by_sheet.setdefault(row.sheet, []).append(str(row.number))
    return ", ".join(
        f"row{'s' * (len(numbers) > 1)} {', '.join(numbers)} of the sheet “{sheet}”"
        for sheet, numbers in by_sheet.items()
    )


def _front_content(table: Table, rows: Rows) -> Said:
    """What one of the files says of which there is one."""
    if table.many is Of.ONE and not table.key:
        items = list(rows.items(table)) or [rows.nothing(table)]
        if len(items) > 1:
            message = f"{items[1].row.place} is one too many"
            rows.faults.append(Fault(message, "there is one row in that sheet"))
        return items[0].said
    items = list(rows.items(table))
    return entries(table, items) if table.many is Of.ENTRIES else [item.said for item in items]


def _measure_files(table: Table, rows: Rows) -> Iterator[tuple[str, Said]]:
    taken: set[str] = set()
    for item in rows.items(table):
        file, id_ = item.row.cells.get(FILE, ""), item.row.cells["id"].strip()
        is_fit = kind_of(file) == "measure" and not any(wrong_file_name(file, id_))
        yield free_path(file if is_fit else f"measures/{id_}.yaml", taken), item.said


def _area_files(table: Table, rows: Rows) -> Iterator[tuple[str, Said]]:
    """The files of areas and of their actions, each in the folder of its area."""
    taken: set[str] = set()
    [actions] = table.children
    by_area: dict[str, list[Grown]] = {}
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
        rows.faults.append(Fault(message, "correct its area, or add the area"))


def _area_folder(row: Taken, actions: Sequence[Grown]) -> str:
    """The folder of an area: the one that it had, where its name still fits."""
    files = [row.cells.get(FILE, ""), *(each.row.cells.get(FILE, "") for each in actions)]
    ref = row.cells["ref"].strip()
    for file in files:
        if kind_of(file) in {"area", "action"} and not any(wrong_file_name(folder_of(file), ref)):
            return folder_of(file)
    return f"areas/{area_folder(ref, row.cells['title'])}"


def _action_file_name(row: Taken) -> str:
    """The name of the file of an action: the one that it had, where it still fits."""
    file, ref = row.cells.get(FILE, ""), row.cells["ref"].strip()
    if kind_of(file) == "action" and not any(wrong_file_name(file, ref)):
        return file.rpartition("/")[2]
    return action_file(ref, row.cells.get("title", ""))
