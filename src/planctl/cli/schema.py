"""planctl schema: writes the JSON Schemas that editors read."""

from pathlib import Path
from typing import Annotated

import typer

from planctl.cli.option import folder_flag
from planctl.cli.terminal import ExitCode, print_result

OutFolder = Annotated[Path, folder_flag("FOLDER", "The folder of the schemas.", show_default=True)]
OnlyCheck = Annotated[
    bool, typer.Option("--check", help="Write nothing: say whether the schemas are up to date.")
]


def schema(*, folder: OutFolder = Path("schema"), check: OnlyCheck = False) -> None:
    """Write the JSON Schemas of plan files, with which an editor checks and completes them.

    Example: planctl schema --check
    """
    from planctl.render.schema import json_schemas
    from planctl.save.files import update_generated

    stale = [
        name
        for name, text in json_schemas().items()
        if not update_generated(folder / name, text, write=not check)
    ]
    if not check:
        print_result(f"the schemas in {folder.as_posix()} are up to date\n")
    elif stale:
        print_result(
            "".join(f"{(folder / name).as_posix()} is {_fault(folder / name)}\n" for name in stale)
        )
        raise typer.Exit(ExitCode.PROBLEMS)


def _fault(path: Path) -> str:
    return "out of date" if path.is_file() else "missing"
