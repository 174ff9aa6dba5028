"""planctl check: lists what is wrong with a plan, and changes nothing."""

from enum import StrEnum
from typing import Annotated

import typer

from planctl.cli.edge import Ending, day_of, find_plan, out
from planctl.cli.option import As, AsAt, Format, PlanFolder


class Weight(StrEnum):
    """The least weight that makes the check fail."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


FailOn = Annotated[
    Weight, typer.Option("--fail-on", help="The least weight of a problem that fails the check.")
]


def check(
    plan: PlanFolder = None,
    as_at: AsAt = None,
    form: As = Format.TEXT,
    fail_on: FailOn = Weight.ERROR,
) -> None:
    """List what is wrong with the plan: files, shape, references, dates, quality.

    Ends with exit code 1 when there is an error, so that CI can fail on it. Nothing is written.

    Example: planctl check --as-at 2024-03-13
    """
    from planctl.cli.review import review
    from planctl.cli.screen import paint
    from planctl.render.problem import PRINTERS, Sheet

    seen = review(find_plan(plan), day_of(as_at))
    scene, loaded = seen.scene, seen.loaded
    actions, unread = len(scene.judged), len(seen.plan.unread)
    sheet = Sheet(seen.problems, actions, scene.as_at, loaded.line_at, paint, unread)
    out(PRINTERS[form](sheet))
    order = list(Weight)
    failing = set(order[: order.index(fail_on) + 1])
    if any(problem.severity.value in failing for problem in seen.problems):
        raise typer.Exit(Ending.PROBLEMS)
