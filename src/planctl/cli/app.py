"""The program's commands, in the order that help lists them.

Only the command that is asked for is loaded, because start-up is felt most.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from keyword import iskeyword
from typing import Annotated, Final

import typer
from typer.core import TyperGroup

from planctl import __version__
from planctl.cli.terminal import print_result

# Each is a function of its own name, with _ for - and after a keyword, in a module of its own name
# beside this one; a command with commands of its own is a folder of such modules, or a module with
# part_function. A part without a name is what the command does where no other part is named: a
# function in the folder's __init__.
COMMANDS: Final[Mapping[str, Sequence[str]]] = {
    "init": (),
    "check": (),
    "baseline": (),
    "status": (),
    "list": (),
    "mine": (),
    "search": (),
    "show": (),
    "report": (),
    "agenda": (),
    "chase": (),
    "dashboard": (),
    "diff": (),
    "update": (),
    "meeting": (),
    "sheet": ("", "read"),
    "set": (),
    "add": (
        *("area", "action", "measure", "role", "finding", "meeting", "report", "decision"),
        "project",
    ),
    "new": (),
    "remove": (),
    "split": (),
    "move": (),
    "rename": (),
    "undo": (),
    "fmt": (),
    "measure": ("list", "show", "record", "load"),
    "coverage": (),
    "evidence": ("lock", "pack"),
    "export": (),
    "import": (),
    "explain": (),
    "schema": (),
    "doctor": (),
    "completion": (),
    "merge-driver": (),
}
_ROOM: Final = 62  # characters of a line that are left for what a command does


def program(words: Sequence[str]) -> typer.Typer:
    """The typer program with the command that the first word names, or with all of them."""
    app = _typer("planctl", planctl.__doc__)
    app.callback(cls=_Program)(planctl)
    for name in words[:1] if words and words[0] in COMMANDS else COMMANDS:
        if COMMANDS[name]:
            group = _group(name)
            app.add_typer(group, short_help=brief(group.info.help))
        else:
            _add(app, name, command_function(name))
    return app


def command_function(name: str, part: str = "") -> Callable[..., object]:
    """The function of a command, or of a part of one; it has the name of its module."""
    from planctl.cli.option import with_plan_flags

    parent = import_module(f"planctl.cli.{_module(name)}")
    if part and hasattr(parent, "part_function"):
        return with_plan_flags(parent.part_function(part))
    module = ".".join(["planctl.cli", *(_module(each) for each in (name, part) if each)])
    return with_plan_flags(getattr(import_module(module), module.rpartition(".")[2]))


def _module(name: str) -> str:
    """The module of a command; one that has the name of a keyword has _ after it."""
    return f"{name}_" if iskeyword(name) else name.replace("-", "_")


def _group(name: str) -> typer.Typer:
    """A command with commands of its own.

    Its help is what it does by itself, or else what its folder says of itself.
    """
    module = import_module(f"planctl.cli.{name}")
    of = command_function(name) if "" in COMMANDS[name] else module
    group = _typer(name, of.__doc__)
    for part in COMMANDS[name]:
        if part:
            _add(group, part, command_function(name, part))
        else:
            group.callback(invoke_without_command=True, no_args_is_help=False)(
                command_function(name)
            )
    return group


def brief(about: str | None) -> str:
    """What a command does, in at most the 62 characters that a list of commands has room for.

    It is the first sentence, cut where a part of it ends.
    """
    sentence = " ".join(re.split(r"[:;]|\.(?!\w)", about or "", maxsplit=1)[0].split())
    ends = [found.start() for found in re.finditer(r",|$", sentence)]
    return sentence[: max((end for end in ends if end <= _ROOM), default=_ROOM)]


def _add(app: typer.Typer, name: str, function: Callable[..., object]) -> None:
    app.command(name, short_help=brief(function.__doc__))(function)


class _Program(TyperGroup):
    """The program; Typer alone would list the commands with parts after all others."""

    def list_commands(self, ctx: object) -> list[str]:  # noqa: ARG002 - typer's own signature
        """The names of the commands, in the order of COMMANDS."""
        return [name for name in COMMANDS if name in self.commands]


def _typer(name: str, about: str | None = None) -> typer.Typer:
    return typer.Typer(
        name=name,
        help=about,
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )


def _version(asked: bool) -> None:  # noqa: FBT001 - typer passes it so
    if asked:
        print_result(f"planctl {__version__}\n")
        raise typer.Exit


def planctl(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """An improvement plan as code: check it, see where it stands, print the board's papers."""
