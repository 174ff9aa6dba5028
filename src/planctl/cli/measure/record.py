"""planctl measure record: write one new figure into the file of its measure."""

from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.edge import day_of, out
from planctl.cli.measure.show import measure_of
from planctl.cli.option import AsAt, DryRun, OneId, PlanFolder, Replace, value_flag
from planctl.model.stop import Stop
from planctl.workspace.folder import find_plan

if TYPE_CHECKING:
    from datetime import date

    from planctl.model.measure import Measure
    from planctl.update.figure import Figure

Value = Annotated[
    str,
    typer.Argument(
        metavar="VALUE", help="The figure; or provisional, “not available” or withheld."
    ),
]
On = Annotated[str, typer.Option("--on", metavar="DAY", help="The day of the figure.")]
From = Annotated[
    str | None,
    value_flag("--source", "TEXT", "Where the figure comes from."),
]
Of = Annotated[
    str | None,
    value_flag("--cases", "N/M", "How many of how many, such as 11/40."),
]
Note = Annotated[
    str | None,
    value_flag("--note", "TEXT", "Anything particular."),
]


def record(  # noqa: PLR0913 - each is a flag of its own
    measure: OneId,
    value: Value,
    *,
    on: On,
    source: From = None,
    cases: Of = None,
    note: Note = None,
    replace: Replace = False,
    dry_run: DryRun = False,
    plan: PlanFolder = None,
    as_at: AsAt = None,
) -> None:
    """Write a new figure into the file of its measure; every other line stays as it is.

    Example: planctl measure record visits-good 72.5 --on 2024-02-29 --source "Dip sample"
    """
    from planctl.save.files import changes, write
    from planctl.update.figure import draft
    from planctl.workspace.plan import desk

    now = desk(find_plan(plan))
    subject = measure_of(measure, now.loaded.plan)
    figure = _figure(subject, value, _day(on), cases)
    figure = figure._replace(keys={**figure.keys, **_given_texts(source=source, note=note)})
    if not _is_new(subject, figure, day_of(as_at), replace=replace):
        out(f"nothing changes: {subject.id} has that figure already\n")
        return
    change = draft(subject, [figure], now)
    out("".join(f"{line}\n" for line in changes([change])))
    if not dry_run:
        write(now.root, [change])


def _day(written: str) -> "date":
    """The day that somebody typed, by the rules of docs/figures.md."""
    from planctl.intake.figures import read_on
    from planctl.model.written import Unreadable

    try:
        return read_on(written)
    except Unreadable as fault:
        raise Stop(fault.message, fault.hint) from None


def _given_texts(**texts: str | None) -> dict[str, str]:
    return {key: text for key, text in texts.items() if text and text.strip()}


def _figure(measure: "Measure", value: str, on: "date", cases: str | None) -> "Figure":
    """The figure that somebody typed, by the rules of docs/figures.md."""
    from planctl.intake.figures import read_figure
    from planctl.model.written import Unreadable
    from planctl.update.figure import Figure

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
    from planctl.assess.rule.measure import objections
    from planctl.model.calendar import day_in_words
    from planctl.update.figure import observed

    old = next((seen for seen in reversed(measure.observations) if seen.on == figure.on), None)
    new = observed(figure.as_item, old)
    if old == new:
        return False
    if old and not replace:
        message = f"{measure.id} has {old.value} for {day_in_words(figure.on)} already"
        raise Stop(message, "add --replace to put the new figure in its place")
    if old and old.denominator is not None and "denominator" not in figure.keys:
        message = f"{measure.id} has cases for {day_in_words(figure.on)} beside the old figure"
        hint = "give the new ones with --cases N/M, or change that line of the file by hand"
        raise Stop(message, hint)
    for words in objections(measure, new, as_at):
        raise Stop(f"the figure was not written: {words}", "correct the day or the figure")
    return True
