"""The file of an import, opened: a plan that planctl wrote itself, or somebody else's paper."""

from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from planctl.cli.edge import Stop
from planctl.cli.extra import needs
from planctl.cli.importing.made import Made
from planctl.intake.paper.archive import FILE_LIMIT
from planctl.intake.paper.kind import Kind, kind_of
from planctl.intake.paper.opening import extra_of, paper
from planctl.intake.paper.pack import back, is_pack
from planctl.intake.paper.part import Unreadable
from planctl.load.source import file_bytes

if TYPE_CHECKING:
    from planctl.intake.paper.part import Paper

_WORD: Final = (
    "use the plan folder that it was made from, or import the pack as a Word document, or the "
    "workbook of planctl export --format xlsx"
)


def opened(file: Path) -> bytes:
    """The bytes of the file; ends the run where they cannot be had, or planctl lacks the means."""
    if file.is_dir():
        raise Stop(f"{file} is a folder", f"name one paper, such as {file / 'our-plan.docx'}")
    try:
        content = file_bytes(file, FILE_LIMIT)
    except FileNotFoundError:
        raise Stop(f"there is no file {file}", "give the path of the paper") from None
    except OSError as error:
        is_held = isinstance(error, PermissionError)
        hint = "close it elsewhere" if is_held else "name the file of the paper itself"
        raise Stop(f"{file} could not be read: {error.strerror}", hint) from None
    try:
        extra = extra_of(file.name, content)
    except Unreadable as fault:
        raise Stop(f"{file.name}: {fault.message}", fault.hint) from None
    if extra:
        needs(*extra)
    return content


class Opened(NamedTuple):
    """What a file holds: a plan that planctl exported or printed, or else somebody's paper."""

    own: Made | None
    paper: "Paper" = ()


def read(name: str, content: bytes) -> Opened:
    """What a file holds; ends the run where it cannot be read."""
    try:
        kind = kind_of(name, content)
        own = _workbook(content) if kind is Kind.EXCEL else None
        found = () if own else paper(name, content)
    except Unreadable as fault:
        raise Stop(f"{name}: {fault.message}", fault.hint) from None
    if not is_pack(found):
        return Opened(own, found)
    if kind is not Kind.WORD:
        raise Stop(f"{name} is a board pack that planctl made, in a form that is not read", _WORD)
    pack = back(found)
    return Opened(Made(pack.files, pack.entries, pack.paths, pack.areas))


def _workbook(content: bytes) -> Made | None:
    """The plan of a workbook that planctl wrote; none for any other workbook."""
    from planctl.cli.importing.own_workbook import made
    from planctl.intake.workbook import plan_file

    read = plan_file.back(content)
    return made(read) if read else None
