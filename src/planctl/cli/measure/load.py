"""planctl measure load: take the figures of a CSV file into the files of their measures."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.edge import Ending, day_of, out
from planctl.cli.option import As, AsAt, DryRun, Format, PlanFolder, Replace, value_flag
from planctl.model.stop import Stop
from planctl.workspace.folder import find_plan

if TYPE_CHECKING:
    from planctl.intake.figures import Mapped, Sorted, Taken
    from planctl.save.files import Draft
    from planctl.workspace.plan import Desk

OneFile = Annotated[Path, typer.Argument(metavar="FILE", help="A CSV file.")]
IdColumn = Annotated[
    str,
    value_flag("--id-column", "NAME", "Heading of the ids."),
]
DayColumn = Annotated[
    str,
    value_flag("--day-column", "NAME", "Heading of the days."),
]
ValueColumn = Annotated[
    str,
    value_flag("--value-column", "NAME", "Heading of the figures."),
]
OfMeasure = Annotated[
    str,
    value_flag("--measure", "ID", "The file is of this measure alone."),
]
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
    replace: Replace = False,
    dry_run: DryRun = False,
    form: As = Format.TEXT,
    plan: PlanFolder = None,
    as_at: AsAt = None,
) -> None:
    """Take the figures of a CSV file; every row is placed, there already, or reported.

    Rows are id, day, value, or a row for each measure with a column for each month. What cannot
    be placed is listed with its line, and the exit code is then 1.

    Example: planctl measure load figures.csv --source "Monthly return"
    """
    from planctl.cli.measure.show import measure_of
    from planctl.cli.screen import print_json
    from planctl.intake.figures import Mapped, place
    from planctl.save.files import write
    from planctl.update.figure import as_json, as_text
    from planctl.workspace.plan import desk

    now = desk(find_plan(plan))
    known = now.loaded.plan.measures
    only = measure_of(measure, now.loaded.plan).id if measure else ""
    figures = _read_figures(file, now, Mapped(id_column, day_column, value_column, only, source))
    placed = place(figures, known, day_of(as_at), replace=replace)
    drafts = _drafts(placed, now)
    if not dry_run:
        write(now.root, drafts)
    if form is Format.JSON:
        print_json(as_json(placed))
    else:
        out(as_text(placed, written=not dry_run))
    if placed.refused:
        raise typer.Exit(Ending.PROBLEMS)


def _read_figures(file: Path, now: "Desk", mapped: "Mapped") -> "Taken":
    """The readings of a file; ends the run where it is no table of figures."""
    from planctl.intake.figures import SIZE_LIMIT, NoTable, readings, table
    from planctl.load.source import file_bytes

    try:
        data = file_bytes(file, SIZE_LIMIT)
    except FileNotFoundError:
        raise Stop(f"there is no file {file}", "give the path of the CSV file") from None
    except OSError as error:
        raise Stop(f"{file} could not be read: {error.strerror}", "name a CSV file") from None
    try:
        return readings(table(data), now.loaded.plan.measures, mapped)
    except NoTable as fault:
        raise Stop(f"{file}: {fault.message}", fault.hint) from None


def _drafts(sorted_figures: "Sorted", now: "Desk") -> "Sequence[Draft]":
    """Each file that changes, changed once."""
    from planctl.intake.figures import Placed
    from planctl.update.figure import Figure, draft

    by_measure: dict[str, list[Placed]] = {}
    for item in sorted_figures.placed:
        by_measure.setdefault(item.reading.measure, []).append(item)
    measures = {item.id: item for item in reversed(now.loaded.plan.measures)}
    return [
        draft(
            measures[measure],
            [Figure(r.on, {"value": r.value, **r.more}) for r, _ in placed],
            now,
        )
        for measure, placed in by_measure.items()
    ]
