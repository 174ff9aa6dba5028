"""The file of a piece of evidence as a form names it, and as the plan is to name it."""

import re
from pathlib import Path
from typing import Final

_OWN: Final = re.compile(r"file:|[a-z]:[\\/]|[\\/]", re.IGNORECASE)
_HINT: Final = (
    "put it there and name it from that folder, such as evidence/report.pdf; an address begins "
    "with https://"
)


def from_folder(file: str, root: Path) -> str:
    """A file by its name from the plan’s folder, where it was named as Windows does or from above.

    One that is not there keeps the name that it was given.
    """
    plain = file.replace("\\", "/").removeprefix("./")
    named = (plain, plain.removeprefix(f"{root.resolve().name}/"))
    return next((each for each in named if _is_within(root, each)), file)


def unfit(file: str, root: Path) -> tuple[str, str] | None:
    """Why a file can be no evidence of the plan, and what to do; none where it can."""
    if _OWN.match(file):
        why = "it is on somebody’s own computer or drive, where others cannot open it"
        return why, f"copy the file into the plan’s folder: {_HINT}"
    if file.casefold().startswith("mailto:"):
        return "it is the address of a mailbox, and shows nothing", "save the message as a file"
    if _is_within(root, file):
        return None
    if ".." in re.split(r"[\\/]", file):
        return "it is outside of the plan’s folder", f"copy the file into it: {_HINT}"
    return "there is no such file in the plan’s folder", _HINT


def _is_within(root: Path, file: str) -> bool:
    """Whether a file is in the plan's folder."""
    try:
        path = (root / file).resolve()
        return path.is_file() and path.is_relative_to(root.resolve())
    except (OSError, ValueError):  # it is no name of a file at all
        return False
