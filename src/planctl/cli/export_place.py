"""Where an export may go: a file with the ending of its form, a folder, or down a pipe.

Nothing but an export of that form is written over, so that a slip of the pen costs no other paper.
"""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from planctl.cli.edge import Stop
from planctl.cli.export_paper import PIPE, ExportFormat

_ENDINGS: Final[Mapping[ExportFormat, tuple[str, ...]]] = {
    ExportFormat.JSON: (".json",),
    ExportFormat.ICS: (".ics",),
    ExportFormat.XLSX: (".xlsx",),
    ExportFormat.SQLITE: (".sqlite", ".sqlite3", ".db"),
}
_SHOWN: Final = frozenset({ExportFormat.JSON, ExportFormat.ICS})  # by a terminal


def refuse_place(form: ExportFormat, to: Path | None) -> None:
    """End the run where an export cannot go, before anything is made."""
    endings = _ENDINGS.get(form)
    if to is None:
        return
    if endings is None:
        _refuse_file(form, to)
    elif to == PIPE:
        _refuse_terminal(form)
        return
    elif to.suffix.lower() not in endings:
        message = f"{to.as_posix()} does not have the name of a file of {form}"
        raise Stop(message, f"let its name end in {endings[0]}, such as --out plan{endings[0]}")
    if form in _IS_FOREIGN and to.exists() and _IS_FOREIGN[form](to):
        message = f"{to.as_posix()} is there already, and is no {form} that planctl exported"
        raise Stop(message, "choose another name, or move what is there away")


def _refuse_file(form: ExportFormat, to: Path) -> None:
    """A folder of tables fits no pipe and no file."""
    if to == PIPE or to.suffix.lower() == f".{form}":
        message = f"{form} is a folder with a file for each table, and {to.as_posix()} names none"
        raise Stop(message, f"name a folder, such as --out plan-{form}")


def _refuse_terminal(form: ExportFormat) -> None:
    if form not in _SHOWN and sys.stdout.isatty():
        message = f"a terminal cannot show {form}"
        raise Stop(
            message, f"leave -o - out, which writes a file, or add > plan{_ENDINGS[form][0]}"
        )


def _is_foreign_workbook(file: Path) -> bool:
    from planctl.cli.extra import needs

    needs("excel", "openpyxl")
    from planctl.intake.workbook.opened import is_ours

    return file.is_file() and not is_ours(file.read_bytes())


def _is_foreign_database(file: Path) -> bool:
    from planctl.render.table.database import is_ours

    return file.is_file() and not is_ours(file.read_bytes())


def _is_foreign_folder(folder: Path) -> bool:
    """Whether a folder holds anything, and no tables of ours."""
    from planctl.render.table.plain_csv import DICTIONARY, is_ours

    dictionary = folder / DICTIONARY
    is_of_tables = dictionary.is_file() and is_ours(dictionary.read_bytes())
    return folder.is_dir() and any(folder.iterdir()) and not is_of_tables


_IS_FOREIGN: Final[Mapping[ExportFormat, Callable[[Path], bool]]] = {
    ExportFormat.XLSX: _is_foreign_workbook,
    ExportFormat.SQLITE: _is_foreign_database,
    ExportFormat.CSV: _is_foreign_folder,
}
