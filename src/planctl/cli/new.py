"""planctl new: the file of a new action, ready to be filled in."""

from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.edge import day_of
from planctl.cli.option import AsAt, DryRun, Leads, OneArea, PlanFolder, value_flag
from planctl.workspace.folder import find_plan

if TYPE_CHECKING:
    from planctl.model.said import Said

Title = Annotated[str, typer.Argument(metavar="TITLE", help="What it is called, in a few words.")]
Ref = Annotated[
    str | None,
    value_flag("--ref", "REF", "Without it: the next free one."),
]
When = Annotated[
    str | None,
    value_flag("--timescale", "TIMESCALE", "By when, such as 29 Feb 2024."),
]
What = Annotated[
    list[str] | None,
    value_flag("--action", "TEXT", "What will be done. Can be given several times."),
]


def new(  # noqa: PLR0913 - each is a flag of its own
    area: OneArea,
    title: Title,
    *,
    ref: Ref = None,
    lead: Leads = None,
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
    target, folder = area_of(area, now)
    refs = [other.ref for _, other in now.loaded.plan.actions]
    new_ref = (ref or next_ref(target, refs)).strip()
    refuse_taken(new_ref, now)
    keys: dict[str, Said] = {
        "ref": new_ref,
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
    draft = begun(now, f"{folder}/{action_file(new_ref, title)}", keys)
    carry_out(now, [draft], day_of(as_at), dry_run=dry_run)
