"""planctl measure record: write one new figure into the file of its measure."""

from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.option import (
    AsAtFlag,
    DryRunFlag,
    MeasureArgument,
    PlanFlag,
    ReplaceFlag,
    value_flag,
)
from planctl.cli.terminal import (
    date_of_words,
    parse_as_at,
    print_lines,
    print_message,
    print_result,
)
from planctl.model.problem import Stop
from planctl.workspace.folder import find_plan

if TYPE_CHECKING:
    from datetime import date

    from planctl.model.measure import Measure
    from planctl.update.measure_figures import Figure

Value = Annotated[
    str,
    typer.Argument(
        metavar="VALUE", help="The figure; or provisional, “not available” or withheld."
    ),
]
On = Annotated[str, typer.Option("--on", metavar="DAY", help="The day of the figure.")]
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
    dry_run: DryRunFlag = False,
    plan: PlanFlag = None,
    as_at: AsAtFlag = None,
) -> None:
    """Write a new figure into the file of its measure; every other line stays as it is.

    Example: planctl measure record visits-good 72.5 --on 2024-02-29 --source "Dip sample"
    """
    from planctl.cli.change import write_change
    from planctl.save.files import draft_diff
    from planctl.update.measure_figures import measure_draft
    from planctl.workspace.named_part import find_measure
    from planctl.workspace.plan import open_workspace

    now = open_workspace(find_plan(plan))
    subject = find_measure(measure, now.loaded.plan)
    day = parse_as_at(as_at)
    figure = _figure(subject, value, _day(date_of_words(on, day) or on), cases)
    figure = figure._replace(keys={**figure.keys, **_given_texts(source=source, note=note)})
    if not _is_new(subject, figure, day, replace=replace):
        print_result(f"nothing changes: {subject.id} has that figure already\n")
        return
    change = measure_draft(subject, [figure], now)
    print_lines(draft_diff([change]))
    print_message(write_change(now.root, [change], dry_run=dry_run))


def _day(written: str) -> "date":
    """The day that somebody typed, by the rules of docs/figures.md."""
    from planctl.intake.figures import read_figure_day
    from planctl.model.timescale_grammar import Unreadable

    try:
        return read_figure_day(written)
    except Unreadable as fault:
        raise Stop(fault.message, fault.hint) from None


def _given_texts(**texts: str | None) -> dict[str, str]:
    return {key: text for key, text in texts.items() if text and text.strip()}


def _figure(measure: "Measure", value: str, on: "date", cases: str | None) -> "Figure":
    """The figure that somebody typed, by the rules of docs/figures.md."""
    from planctl.intake.figures import read_figure
    from planctl.model.timescale_grammar import Unreadable
    from planctl.update.measure_figures import Figure

    above, slash, below = (cases or "").partition("/")
    if cases and not (slash and _has_digits(above) and _has_digits(below)):
        raise Stop(f"“{cases}” does not say how many of how many", "write it as in --cases 11/40")
    try:
        figure_text = read_figure(value, measure.unit)
        parts = _given_texts(
            numerator=read_figure(above, None), denominator=read_figure(below, None)
        )
    except Unreadable as fault:
        raise Stop(fault.message, fault.hint) from None
    if not figure_text:
        raise Stop("no figure was given", "write it, or “not available” where there is none")
    return Figure(on, {"value": figure_text, **parts})


def _has_digits(text: str) -> bool:
    return any(sign.isdecimal() for sign in text) and "<" not in text


def _is_new(measure: "Measure", figure: "Figure", as_at: "date", *, replace: bool) -> bool:
    """Whether a figure is to be written: not what is there already; ends the run if it cannot."""
    from planctl.assess.rule.measure import figure_objections
    from planctl.model.calendar import day_in_words
    from planctl.update.measure_figures import parse_observation

    old = next((seen for seen in reversed(measure.observations) if seen.on == figure.on), None)
    new = parse_observation(figure.as_item, old)
    if old == new:
        return False
    if old and not replace:
        message = f"{measure.id} has {old.value} for {day_in_words(figure.on)} already"
        raise Stop(message, "add --replace to put the new figure in its place")
    if old and old.denominator is not None and "denominator" not in figure.keys:
        message = f"{measure.id} has cases for {day_in_words(figure.on)} beside the old figure"
        hint = "give the new ones with --cases N/M, or change that line of the file by hand"
        raise Stop(message, hint)
    for words in figure_objections(measure, new, as_at):
        raise Stop(f"the figure was not written: {words}", "correct the day or the figure")
    return True
