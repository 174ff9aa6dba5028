"""No form is written over one that has answers in it, nor over a file that is no form."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from planctl.forms.field import SheetContext
from planctl.forms.reader import SIZE_LIMIT, open_form, read_form
from planctl.intake.read.paper import UnreadableFile
from planctl.load.source import file_bytes
from planctl.model.problem import Stop


def refuse_filled_forms(paths: Sequence[Path]) -> None:
    """End the run where a file that is to be made anew is anything but an empty form."""
    filled_in = [path.as_posix() for path in paths if path.exists() and not _is_empty_form(path)]
    if not filled_in:
        return
    state = (
        "has answers in it, or is no form"
        if len(filled_in) == 1
        else "have answers, or are no forms"
    )
    raise Stop(
        f"{', '.join(filled_in)} {state}",
        "nothing was written; take answers in with planctl sheet read, then move the file away; "
        "or name another folder with --out",
    )


def _is_empty_form(path: Path) -> bool:
    """Whether a file is a form as it was made, with nothing written in it."""
    try:
        paper = open_form(path.name, file_bytes(path, SIZE_LIMIT))
        filled = read_form(paper, SheetContext({}, frozenset(), date.max, {}))
    except (OSError, UnreadableFile):
        return False
    lost = any(each.is_lost for each in filled.unread)
    return bool(filled.made) and not filled.answers and not lost
