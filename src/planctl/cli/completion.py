"""planctl completion: prints the lines that make a shell complete planctl's words."""

from enum import StrEnum
from typing import Annotated

import typer

from planctl.cli.terminal import ResultKind, print_result


class Shell(StrEnum):
    """The shells that can complete."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"


OneShell = Annotated[
    Shell, typer.Argument(case_sensitive=False, help="The shell that you type in.")
]


def completion(shell: OneShell) -> None:
    """Print the lines that make a shell complete planctl's words, refs and roles.

    Put them into the file that the shell reads when it starts; docs/it.md says which.

    Example: planctl completion bash
    """
    from planctl.render import template_folder

    ending = "ps1" if shell is Shell.POWERSHELL else shell
    file = template_folder() / "completion" / f"planctl.{ending}"
    print_result(file.read_text("utf-8"), ResultKind.DATA)
