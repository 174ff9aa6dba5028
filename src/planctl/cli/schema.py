"""planctl schema: writes the JSON Schemas that editors read."""

from pathlib import Path
from typing import Annotated

import typer

from planctl.cli.edge import Ending, out
from planctl.cli.option import a_folder

OutFolder = Annotated[
    Path,
    typer.Option(
        "--out", "-o", callback=a_folder, metavar="FOLDER", help="The folder of the schemas."
    ),
]
OnlyCheck = Annotated[
    bool, typer.Option("--check", help="Write nothing: say whether the schemas are up to date.")
]


def schema(*, folder: OutFolder = Path("schema"), check: OnlyCheck = False) -> None:
    """Write the JSON Schemas of plan files, with which an editor checks and completes them.

    Example: planctl schema --check
    """
    from planctl.render.schema import schemas
    from planctl.save.files import settle

    stale = [
        name for name, text in schemas().items() if not settle(folder / name, text, write=not check)
    ]
    if not check:
        out(f"the schemas in {folder.as_posix()} are up to date\n")
    elif stale:
        out("".join(f"{(folder / name).as_posix()} is {_fault(folder / name)}\n" for name in stale))
        raise typer.Exit(Ending.PROBLEMS)


def _fault(path: Path) -> str:
    return "out of date" if path.is_file() else "missing"
