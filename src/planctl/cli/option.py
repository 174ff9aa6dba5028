"""The flags that commands share."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.model.stop import Stop

if TYPE_CHECKING:
    pass


For = Annotated[
    str | None,
    typer.Option(
        "--for",
        metavar="MEETING",
        show_default=False,
        help="The meeting it is for, by its day or month. Without it: the next one recorded.",
    ),
]


PlanFolder = Annotated[
    Path | None,
    typer.Option(
        "--plan",
        metavar="FOLDER",
        envvar="PLANCTL_PLAN",
        show_default=False,
        help="The plan folder. Without it: the nearest plan/plan.yaml, here or above.",
    ),
]
AsAt = Annotated[
    str | None,
    typer.Option(
        "--as-at",
        metavar="DAY",
        envvar="PLANCTL_AS_AT",
        show_default=False,
        help="The day to judge the plan for, such as 2024-03-13. Without it: today.",
    ),
]


def a_folder(to: Path | None) -> Path | None:
    """A place for several files, which a pipe cannot take; ends the run for the sign of one."""
    if to == Path("-"):
        raise Stop("- is no place for several files", "name a folder with --out")
    return to


class Format(StrEnum):
    """How a result is printed."""

    TEXT = "text"
    JSON = "json"


As = Annotated[
    Format,
    typer.Option("--format", case_sensitive=False, help="For people, or for other programs."),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show the change, and write nothing.")]
