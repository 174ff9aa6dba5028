"""The file of an import, opened: a plan that planctl wrote itself, or somebody else's paper."""

from pathlib import Path
from typing import TYPE_CHECKING

from planctl.cli.edge import Stop
from planctl.cli.extra import needs
from planctl.cli.importing.made import Made
from planctl.intake.paper.kind import Kind, kind_of
from planctl.intake.paper.opening import extra_of, paper
from planctl.intake.paper.part import Unreadable

if TYPE_CHECKING:
    from planctl.intake.paper.part import Paper


def opened(file: Path) -> bytes:
    """The bytes of the file; ends the run where they cannot be had, or planctl lacks the means."""
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        raise Stop(f"there is no file {file}", "give the path of the paper") from None
    except OSError as error:
        raise Stop(f"{file} could not be read: {error.strerror}", "close it elsewhere") from None
    try:
        extra = extra_of(file.name, content)
    except Unreadable as fault:
        raise Stop(f"{file.name}: {fault.message}", fault.hint) from None
    if extra:
        needs(*extra)
    return content


def whole(name: str, content: bytes) -> Made | None:
    """The plan that planctl exported or printed into the file; none for any other file."""
    try:
        kind = kind_of(name, content)
        if kind is Kind.EXCEL:
            from planctl.cli.importing.own_workbook import made
            from planctl.intake.workbook.plan_file import back

            read = back(content)
            return made(read) if read else None
        if kind is Kind.WORD:
            from planctl.intake.paper.pack import back as of_pack

            found = of_pack(paper(name, content))
            return Made(found.files, found.entries, found.paths, found.areas) if found else None
    except Unreadable as fault:
        raise Stop(f"{name}: {fault.message}", fault.hint) from None
    return None


def paper_of(name: str, content: bytes) -> "Paper":
    """What stands in somebody else's paper; ends the run where it cannot be read."""
    try:
        return paper(name, content)
    except Unreadable as fault:
        raise Stop(f"{name}: {fault.message}", fault.hint) from None
