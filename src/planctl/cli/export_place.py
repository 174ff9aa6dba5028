"""Where an export may go: a file with the ending of its form, a folder, or down a pipe.

Nothing but a file of that ending is written over, so that a slip of the pen costs no other paper.
"""

import sys
from collections.abc import Mapping
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
    elif to.suffix.lower() not in endings:
        message = f"{to.as_posix()} does not have the name of a file of {form}"
        raise Stop(message, f"let its name end in {endings[0]}, such as --out plan{endings[0]}")


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
