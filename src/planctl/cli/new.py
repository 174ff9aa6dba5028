"""planctl new: the file of a new action, ready to be filled in."""

from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.edge import day_of
from planctl.cli.move import OneArea
from planctl.cli.option import AsAt, DryRun, PlanFolder
from planctl.workspace.folder import find_plan

if TYPE_CHECKING:
    from planctl.model.said import Said

Title = Annotated[str, typer.Argument(metavar="TITLE", help="What it is called, in a few words.")]
Ref = Annotated[
    str | None,
    typer.Option("--ref", metavar="REF", show_default=False, help="Without it: the next free one."),
]
Lead = Annotated[
    list[str] | None,
    typer.Option(
        "--lead",
        metavar="ROLE",
        show_default=False,
        help="Who leads it; the first is accountable. Can be given several times.",
    ),
]
When = Annotated[
    str | None,
    typer.Option(
        "--timescale", metavar="TIMESCALE", show_default=False, help="By when, such as 29 Feb 2024."
    ),
]
What = Annotated[
    list[str] | None,
    typer.Option(
        "--action",
        metavar="TEXT",
        show_default=False,
        help="What will be done. Can be given several times.",
    ),
]


def new(  # noqa: PLR0913 - each is a flag of its own
    area: OneArea,
    title: Title,
    *,
    ref: Ref = None,
    lead: Lead = None,
    timescale: When = None,
    action: What = None,
    dry_run: DryRun = False,
    plan: PlanFolder = None,
    as_at: AsAt = None,
) -> None:
    """Make the file of a new action in an area, with the keys that wait to be filled in.

    Example: planctl new 1 "Audit of audits" --lead "SM QA" --timescale "30 Sept 2024"
    """
    from planctl.cli.change import carry_out
    from planctl.model.file_name import action_file
    from planctl.update.naming import area_of, next_ref, refuse_taken
    from planctl.update.revise import begun
    from planctl.workspace.plan import desk

    now = desk(find_plan(plan))
    inside, folder = area_of(area, now)
    taken = [each.ref for _, each in now.loaded.plan.actions]
    named = (ref or next_ref(inside, taken)).strip()
    refuse_taken(named, now)
    said: dict[str, Said] = {
        "ref": named,
        "title": title.strip(),
        "actions": [*(action or ())] or None,
        "expected_impact": None,
        "impact_measures": None,
        "reporting": None,
        "leads": [*(lead or ())] or None,
        "timescale": timescale,
        "status": "not started",
        "findings": None,
    }
    made = begun(now, f"{folder}/{action_file(named, title)}", said)
    carry_out(now, [made], day_of(as_at), dry_run=dry_run)
