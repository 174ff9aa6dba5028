"""planctl check: lists what is wrong with a plan, and changes nothing."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.edge import Ending, day_of, find_plan, out
from planctl.cli.option import As, AsAt, Format, PlanFolder

if TYPE_CHECKING:
    from planctl.cli.review import Review


class Weight(StrEnum):
    """The least weight that makes the check fail."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


FailOn = Annotated[
    Weight, typer.Option("--fail-on", help="The least weight of a problem that fails the check.")
]


Since = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="WHEN",
        show_default=False,
        help="Also hold the plan against last-board, a day or a git revision: the first promise "
        "and the record are kept.",
    ),
]


def check(
    plan: PlanFolder = None,
    as_at: AsAt = None,
    form: As = Format.TEXT,
    fail_on: FailOn = Weight.ERROR,
    since: Since = None,
) -> None:
    """List what is wrong with the plan: files, shape, references, dates, quality.

    Ends with exit code 1 when there is an error, so that CI can fail on it. Nothing is written.

    Example: planctl check --as-at 2024-03-13
    """
    from planctl.cli.screen import paint
    from planctl.render.problem import PRINTERS, Sheet

    seen = _seen(find_plan(plan), day_of(as_at), since)
    scene, loaded = seen.scene, seen.loaded
    actions, unread = len(scene.judged), len(seen.plan.unread)
    sheet = Sheet(seen.problems, actions, scene.as_at, loaded.line_at, paint, unread)
    out(PRINTERS[form](sheet))
    order = list(Weight)
    failing = set(order[: order.index(fail_on) + 1])
    if any(problem.severity.value in failing for problem in seen.problems):
        raise typer.Exit(Ending.PROBLEMS)


def _seen(root: Path, as_at: date, since: str | None) -> "Review":
    """The plan as read and judged, and held against an earlier state where one is named."""
    from planctl.cli.review import review, reviewed

    if since is None:
        return review(root, as_at)
    from planctl.cli.desk import desk
    from planctl.cli.past import earlier

    now = desk(root)
    seen = reviewed(now.loaded, as_at)
    return seen.against(earlier(now, since, seen.scene).scene)
