"""planctl export: the whole plan for other programs, and its days for calendars."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.edge import day_of, find_plan, out, say
from planctl.cli.option import PlanFolder

if TYPE_CHECKING:
    from planctl.model.plan import Plan


class ExportFormat(StrEnum):
    """What the plan is exported as."""

    JSON = "json"
    ICS = "ics"


AsExport = Annotated[
    ExportFormat, typer.Option("--format", help="The whole plan, or its days for a calendar.")
]
OpenOn = Annotated[
    str | None,
    typer.Option(
        "--as-at",
        metavar="DAY",
        envvar="PLANCTL_AS_AT",
        show_default=False,
        help="For ics: the day on which actions are open. Without it: today. JSON is of no day.",
    ),
]


OutTo = Annotated[
    Path | None,
    typer.Option(
        "--out",
        "-o",
        metavar="FILE",
        show_default=False,
        help="The file to write. Without it the export is printed.",
    ),
]


def export(
    *,
    plan: PlanFolder = None,
    as_at: OpenOn = None,
    form: AsExport = ExportFormat.JSON,
    to: OutTo = None,
) -> None:
    """Give the whole plan as it was loaded to other programs, or its days to a calendar.

    Example: planctl export --format json > plan.json
    """
    from planctl.cli.edge import folder_name
    from planctl.cli.review import warn_of_unread
    from planctl.load.reader import load
    from planctl.load.source import from_folder

    root, day = find_plan(plan), day_of(as_at)
    loaded = load(from_folder(root, folder_name(root)))
    text = _calendar(loaded.plan, day) if form is ExportFormat.ICS else _json(loaded.plan)
    if to is None:
        out(text)
    else:
        _put(to, text)
    warn_of_unread(loaded.plan)


def _json(plan: "Plan") -> str:
    from planctl.cli.screen import json_text
    from planctl.render.export import as_json

    return json_text(as_json(plan))


def _calendar(plan: "Plan", as_at: date) -> str:
    """The days of the plan; which meetings have none is said apart."""
    from planctl.assess.rule.scene import scene
    from planctl.render.ics import as_ics, without_day
    from planctl.render.words import in_a_row

    judged = scene(plan, as_at)
    months = without_day(judged)
    if months:
        say(f"planctl: not in the calendar, as the day is not recorded: {in_a_row(months)}")
    return as_ics(judged).decode("utf-8")


def _put(path: Path, text: str) -> None:
    from planctl.cli.settle import put

    put(path, text.encode("utf-8"))
    out(f"{path.as_posix()}\n")
