"""planctl report: the board pack, as files or down a pipe."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.edge import Stop, find_plan, out
from planctl.cli.meeting import For
from planctl.cli.option import AsAt, PlanFolder

if TYPE_CHECKING:
    from planctl.render.pack.view import Pack
    from planctl.render.template import PackFormat


class Form(StrEnum):
    """What the pack is made as."""

    BOTH = "both"
    HTML = "html"
    MD = "md"


AsForm = Annotated[
    Form, typer.Option("--format", help="One HTML file, one Markdown file, or both.")
]
Since = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="WHEN",
        show_default=False,
        help="What to compare with: last-board (the default), a day, a month, a board or a git "
        "revision.",
    ),
]
At = Annotated[
    str | None,
    typer.Option(
        "--at",
        metavar="WHEN",
        show_default=False,
        help="The plan as it was, judged as at that day: a day, a month, a board or a git "
        "revision. Without it: the files as they are now.",
    ),
]
OutTo = Annotated[
    str,
    typer.Option("--out", "-o", metavar="FOLDER", help="Where the files go; - prints the pack."),
]
OwnTemplate = Annotated[
    Path | None,
    typer.Option(
        "--template",
        metavar="FILE",
        show_default=False,
        help="A template of your own, for one format: see docs/templates.md.",
    ),
]


def report(  # noqa: PLR0913 - each is a flag of its own
    *,
    plan: PlanFolder = None,
    as_at: AsAt = None,
    meeting: For = None,
    since: Since = None,
    at: At = None,
    form: AsForm = Form.BOTH,
    to: OutTo = "board-pack",
    template: OwnTemplate = None,
) -> None:
    """Make the board pack: cover, one page, exceptions, areas, decisions, the full plan, changes.

    It says what moved since the last board, as far as git knows. For a meeting that is over it
    is made from the plan as it was then, and comes out the same each time.

    Example: planctl report --as-at 2024-03-13 --for "13 March 2024"
    """
    from planctl.cli.desk import desk
    from planctl.cli.occasion import Asked, occasion
    from planctl.cli.review import warn_of_unread
    from planctl.render.pack.build import pack

    forms = _forms(form, template, to)
    root = find_plan(plan)
    # A paper names a file alike wherever it is made, so by the folder's own name.
    meant = occasion(desk(root, root.resolve().name), Asked(as_at, meeting, at, since))
    made, scene = pack(meant), meant.scene
    for each in forms:
        text = _printed(made, each, template)
        if to == "-":
            out(text)
        else:
            _put(Path(to) / f"board-pack-{scene.as_at.isoformat()}.{each}", text)
    warn_of_unread(scene.plan)


def _forms(form: Form, template: Path | None, to: str) -> list["PackFormat"]:
    """The formats to make; a template and a pipe take one."""
    from planctl.render.template import PackFormat

    if form is not Form.BOTH:
        return [PackFormat(form.value)]
    if template or to == "-":
        why = "a template of your own is for" if template else "a pipe takes"
        message = f"{why} one format"
        raise Stop(message, "add --format html or --format md")
    return list(PackFormat)


def _printed(made: "Pack", form: "PackFormat", template: Path | None) -> str:
    from planctl.render.template import TemplateFault, printed

    if template and not template.is_file():
        message = f"there is no template {template}"
        raise Stop(message, "name the file of the template, for example templates/board.html.j2")
    try:
        return printed(made, form, template)
    except TemplateFault as fault:
        hint = "docs/templates.md lists what a template can print"
        raise Stop(str(fault), hint) from None


def _put(path: Path, text: str) -> None:
    from planctl.cli.settle import put

    put(path, text.encode("utf-8"))
    out(f"{path.as_posix()}\n")
