"""The program's commands, in the order that help lists them."""

from typing import Annotated

import typer

from planctl import __version__
from planctl.cli.check import check
from planctl.cli.edge import out
from planctl.cli.explain import explain
from planctl.cli.export import export
from planctl.cli.report import report
from planctl.cli.schema import schema
from planctl.cli.show import show
from planctl.cli.status import status

app = typer.Typer(
    name="planctl",
    help="An improvement plan as code: check it, see where it stands, print the board's papers.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:  # noqa: FBT001 - typer passes it so
    if asked:
        out(f"planctl {__version__}\n")
        raise typer.Exit


@app.callback()
def planctl(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """An improvement plan as code: check it, see where it stands, print the board's papers."""


for command in (check, status, show, report, export, explain, schema):
    app.command()(command)
