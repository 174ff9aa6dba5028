"""The forms in a folder that was named in their place."""

from pathlib import Path
from typing import Final

from planctl.cli.edge import Stop

_ENDINGS: Final = {".xlsx", ".docx"}
_HIDDEN: Final = (".", "~$")  # what Office and Mac put beside a file that is open


def forms_of(named: Path) -> list[Path]:
    """The file that was named, or the papers of Word and Excel in that folder."""
    if not named.is_dir():
        return [named]
    found = sorted(
        each
        for each in named.iterdir()
        if each.suffix.lower() in _ENDINGS and not each.name.startswith(_HIDDEN)
    )
    if not found:
        raise Stop(f"there is no form in {named}", "name a folder of .xlsx or .docx files")
    return found
