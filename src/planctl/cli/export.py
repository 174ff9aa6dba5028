"""planctl export: the whole plan for other programs, and its days for calendars."""

from pathlib import Path
from typing import Annotated

import typer

from planctl.cli.edge import Stop, day_of, find_plan
from planctl.cli.export_paper import ExportFormat, Wanted, export_as
from planctl.cli.option import PlanFolder

AsExport = Annotated[
    ExportFormat,
    typer.Option(
        "--format",
        case_sensitive=False,
        help="json and ics are printed; xlsx, csv, sqlite and parquet are written to --out.",
    ),
]
OnDay = Annotated[
    str | None,
    typer.Option(
        "--as-at",
        metavar="DAY",
        envvar="PLANCTL_AS_AT",
        show_default=False,
        help="The day to judge the plan for. Without it: today. JSON is of no day.",
    ),
]
OutTo = Annotated[
    Path | None,
    typer.Option(
        "--out",
        "-o",
        metavar="PATH",
        show_default=False,
        help="The file to write, with the ending of its form, or the folder of csv and parquet; "
        "- prints one file. Without it json and ics are printed, and the others go into this "
        "folder as plan-DAY.",
    ),
]
AppendTo = Annotated[
    Path | None,
    typer.Option(
        "--append",
        metavar="FOLDER",
        show_default=False,
        help="A set of Parquet files that plans share, to which this plan's day is added; or "
        "written again, where it is there already.",
    ),
]


def export(
    *,
    plan: PlanFolder = None,
    as_at: OnDay = None,
    form: AsExport = ExportFormat.JSON,
    to: OutTo = None,
    append: AppendTo = None,
) -> None:
    """Give the whole plan to other programs: Excel, Power BI, SQL, or a calendar.

    Example: planctl export --format json > plan.json

    Example: planctl export --format xlsx --out plan.xlsx

    Example: planctl export --append all-plans
    """
    from planctl.cli.desk import desk
    from planctl.cli.export_place import refuse_place
    from planctl.cli.review import look_back, warn_of_unread

    if append:
        form, to = _of_set(form, to), append
    refuse_place(form, to)
    now = desk(find_plan(plan))
    scene = look_back(now, day_of(as_at))
    export_as(form, Wanted(now, scene, to, is_added=append is not None))
    warn_of_unread(scene.plan)


def _of_set(form: ExportFormat, to: Path | None) -> ExportFormat:
    """The form of a set that plans share, which is Parquet."""
    if to or form not in {ExportFormat.JSON, ExportFormat.PARQUET}:
        message = "--append adds to a set of Parquet files, and to nothing else"
        raise Stop(message, "leave --format and --out away beside --append")
    return ExportFormat.PARQUET
