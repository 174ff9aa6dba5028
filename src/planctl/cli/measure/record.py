"""planctl measure record: write one new figure into the file of its measure."""

from typing import Annotated

from planctl.cli.option import (
    MeasureArgument,
    PlanChange,
    ReplaceFlag,
    value_argument,
    value_flag,
)
from planctl.cli.terminal import date_of_words, print_lines, print_message, print_result

Value = Annotated[
    str,
    value_argument("VALUE", "The figure; or provisional, “not available” or withheld."),
]
On = Annotated[str, value_flag("--on", "DAY", "The day of the figure.")]
From = Annotated[str | None, value_flag("--source", "TEXT", "Where the figure comes from.")]
Of = Annotated[str | None, value_flag("--cases", "N/M", "How many of how many, such as 11/40.")]
Note = Annotated[str | None, value_flag("--note", "TEXT", "Anything particular.")]


def record(  # noqa: PLR0913 - each is a flag of its own
    measure: MeasureArgument,
    value: Value,
    *,
    on: On,
    source: From = None,
    cases: Of = None,
    note: Note = None,
    replace: ReplaceFlag = False,
    plan: PlanChange,
) -> None:
    """Write a new figure into the file of its measure; every other line stays as it is.

    Example: planctl measure record visits-good 72.5 --on 2024-02-29 --source "Dip sample"
    """
    from planctl.cli.change import write_change
    from planctl.intake.figures import read_figure_day
    from planctl.save.files import draft_diff
    from planctl.update.measure_figures import is_new_figure, measure_draft, typed_figure
    from planctl.workspace.named_part import find_measure

    subject = find_measure(measure, plan.now.loaded.plan)
    typed_on = read_figure_day(date_of_words(on, plan.day) or on)
    figure = typed_figure(subject, typed_on, value=value, cases=cases, source=source, note=note)
    if not is_new_figure(subject, figure, plan.day, replace=replace):
        print_result(f"nothing changes: {subject.id} has that figure already\n")
        return
    change = measure_draft(subject, [figure], plan.now)
    print_lines(draft_diff([change]))
    print_message(write_change(plan.root, [change], dry_run=plan.is_dry_run))
