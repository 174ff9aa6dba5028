"""planctl export: the whole plan for other programs."""

from enum import StrEnum
from typing import Annotated

import typer

from planctl.cli.edge import find_plan
from planctl.cli.option import PlanFolder


class ExportFormat(StrEnum):
    """What the plan is exported as."""

    JSON = "json"


AsExport = Annotated[ExportFormat, typer.Option("--format", help="What to export the plan as.")]


def export(plan: PlanFolder = None, form: AsExport = ExportFormat.JSON) -> None:
    """Print the whole plan as it was loaded, for other programs.

    Example: planctl export --format json > plan.json
    """
    from planctl.cli.edge import folder_name
    from planctl.cli.review import warn_of_unread
    from planctl.cli.screen import print_json
    from planctl.load.reader import load
    from planctl.load.source import from_folder
    from planctl.render.export import as_json

    root = find_plan(plan)
    loaded = load(from_folder(root, folder_name(root)))
    exporters = {ExportFormat.JSON: as_json}
    print_json(exporters[form](loaded.plan))
    warn_of_unread(loaded.plan)
