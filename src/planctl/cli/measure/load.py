"""planctl measure load: take the figures of a CSV file into the files of their measures."""

from pathlib import Path
from typing import Annotated

import typer

from planctl.cli.option import (
    DryRunFlag,
    FormatFlag,
    OutputFormat,
    PlanAsAt,
    ReplaceFlag,
    value_flag,
)
from planctl.cli.terminal import ExitCode, print_message, print_result

OneFile = Annotated[Path, typer.Argument(metavar="FILE", help="A CSV file.")]
IdColumn = Annotated[str, value_flag("--id-column", "NAME", "Heading of the ids.")]
DayColumn = Annotated[str, value_flag("--day-column", "NAME", "Heading of the days.")]
ValueColumn = Annotated[str, value_flag("--value-column", "NAME", "Heading of the figures.")]
OfMeasure = Annotated[str, value_flag("--measure", "ID", "The file is of this measure alone.")]
From = Annotated[
    str,
    value_flag("--source", "TEXT", "Where the figures come from that do not say so themselves."),
]


def load(  # noqa: PLR0913 - each is a flag of its own
    file: OneFile,
    *,
    id_column: IdColumn = "",
    day_column: DayColumn = "",
    value_column: ValueColumn = "",
    measure: OfMeasure = "",
    source: From = "",
    replace: ReplaceFlag = False,
    dry_run: DryRunFlag = False,
    form: FormatFlag = OutputFormat.TEXT,
    plan: PlanAsAt,
) -> None:
    """Take the figures of a CSV file; every row is placed, there already, or reported.

    Rows are id, day, value, or a row for each measure with a column for each month. What cannot
    be placed is listed with its line, and the exit code is then 1.

    Example: planctl measure load figures.csv --source "Monthly return"
    """
    from planctl.cli.change import write_change
    from planctl.cli.screen import print_json
    from planctl.intake.figures import FigureMapping, sort_readings
    from planctl.update.measure_figures import (
        figure_drafts,
        figures_json,
        figures_text,
        read_figures_file,
    )
    from planctl.workspace.named_part import find_measure

    now = plan.now
    known = now.loaded.plan.measures
    only = find_measure(measure, now.loaded.plan).id if measure else ""
    mapped = FigureMapping(id_column, day_column, value_column, only, source)
    figures = read_figures_file(file, known, mapped)
    placed = sort_readings(figures, known, plan.day, replace=replace)
    drafts = figure_drafts(placed, now)
    how_to_undo = write_change(now.root, drafts, dry_run=dry_run) if drafts else ""
    if form is OutputFormat.JSON:
        print_json(figures_json(placed))
    else:
        print_result(figures_text(placed, written=not dry_run))
        if how_to_undo:
            print_message(how_to_undo)
    if placed.refused:
        raise typer.Exit(ExitCode.PROBLEMS)
