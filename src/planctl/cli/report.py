"""planctl report: the board pack, as files or down a pipe."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planctl import __version__
from planctl.cli.edge import Stop, day_of, find_plan, out
from planctl.cli.option import AsAt, PlanFolder

if TYPE_CHECKING:
    from planctl.model.calendar import Calendar, Meeting
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
For = Annotated[
    str | None,
    typer.Option(
        "--for",
        metavar="DAY",
        show_default=False,
        help="The meeting the pack is for. Without it: the next one that is recorded.",
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
    form: AsForm = Form.BOTH,
    to: OutTo = "board-pack",
    template: OwnTemplate = None,
) -> None:
    """Make the board pack: cover, one page, exceptions, areas, findings, the full plan.

    Example: planctl report --as-at 2024-03-13 --for "13 March 2024"
    """
    from planctl.cli.review import glance, warn_of_unread
    from planctl.render.pack.build import Occasion, pack

    forms = _forms(form, template, to)
    scene = glance(find_plan(plan), day_of(as_at))
    occasion = Occasion(
        scene, _meeting(meeting, scene.by.calendar, scene.as_at), f"planctl {__version__}"
    )
    made = pack(occasion)
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


def _meeting(asked: str | None, calendar: "Calendar", as_at: date) -> "Meeting | None":
    """The meeting that was asked for, with its day where that is given, or the next one."""
    from planctl.model.timescale import OnDay
    from planctl.model.written import Unreadable, read_day_or_month

    if asked is None:
        return calendar.next_meeting(as_at)
    try:
        reading = read_day_or_month(asked)
    except Unreadable as fault:
        raise Stop(fault.message, fault.hint) from None
    if isinstance(reading, OnDay):
        found = calendar.meeting_on(reading.day)
        if found:
            return found._replace(day=reading.day)
    else:
        found = calendar.meeting_in(reading.year, reading.month)
        if found:
            return found
    known = ", ".join(meeting.words for meeting in calendar.meetings) or "none"
    message = f"governance.yaml has no meeting of the board on {asked}"
    raise Stop(message, f"add it under meetings; recorded so far: {known}")


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
