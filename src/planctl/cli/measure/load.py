"""planctl measure load: take the figures of a CSV file into the files of their measures."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
from planctl.model.problem import Stop

if TYPE_CHECKING:
    from planctl.intake.figures import FigureMapping, FiguresRead, SortedReadings
    from planctl.save.files import Draft
    from planctl.workspace.plan import Workspace

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
    from planctl.update.measure_figures import figures_json, figures_text
    from planctl.workspace.named_part import find_measure

    now = plan.now
    known = now.loaded.plan.measures
    only = find_measure(measure, now.loaded.plan).id if measure else ""
    figures = _read_figures(
        file, now, FigureMapping(id_column, day_column, value_column, only, source)
    )
    placed = sort_readings(figures, known, plan.day, replace=replace)
    drafts = _drafts(placed, now)
    how_to_undo = write_change(now.root, drafts, dry_run=dry_run) if drafts else ""
    if form is OutputFormat.JSON:
        print_json(figures_json(placed))
    else:
        print_result(figures_text(placed, written=not dry_run))
        if how_to_undo:
            print_message(how_to_undo)
    if placed.refused:
        raise typer.Exit(ExitCode.PROBLEMS)


def _read_figures(file: Path, now: "Workspace", mapped: "FigureMapping") -> "FiguresRead":
    """The readings of a file; ends the run where it is no table of figures."""
    from planctl.intake.figures import read_figure_table, read_figures
    from planctl.intake.read.paper import UnreadableFile
    from planctl.intake.read.text import SIZE_LIMIT
    from planctl.load.source import file_bytes

    try:
        data = file_bytes(file, SIZE_LIMIT)
    except FileNotFoundError:
        raise Stop(f"there is no file {file}", "give the path of the CSV file") from None
    except OSError as error:
        raise Stop(f"{file} could not be read: {error.strerror}", "name a CSV file") from None
    try:
        return read_figures(read_figure_table(data), now.loaded.plan.measures, mapped)
    except UnreadableFile as fault:
        raise Stop(f"{file}: {fault.message}", fault.hint) from None


def _drafts(sorted_figures: "SortedReadings", now: "Workspace") -> "Sequence[Draft]":
    """Each file that changes, changed once."""
    from planctl.intake.figures import PlacedReading
    from planctl.update.measure_figures import Figure, measure_draft

    by_measure: dict[str, list[PlacedReading]] = {}
    for item in sorted_figures.placed:
        by_measure.setdefault(item.reading.measure, []).append(item)
    measures = {item.id: item for item in reversed(now.loaded.plan.measures)}
    return [
        measure_draft(
            measures[measure], [Figure(r.on, {"value": r.value, **r.more}) for r, _ in placed], now
        )
        for measure, placed in by_measure.items()
    ]
