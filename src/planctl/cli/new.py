"""planctl new: the file of a new action, ready to be filled in."""

from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.option import AreaArgument, AsAtFlag, DryRunFlag, LeadsFlag, PlanFlag, value_flag
from planctl.cli.terminal import parse_as_at
from planctl.workspace.folder import find_plan

if TYPE_CHECKING:
    from planctl.model.plan_value import PlanValue

Title = Annotated[str, typer.Argument(metavar="TITLE", help="What it is called, in a few words.")]
Ref = Annotated[str | None, value_flag("--ref", "REF", "Without it: the next free one.")]
When = Annotated[
    str | None, value_flag("--timescale", "TIMESCALE", "By when, such as 29 Feb 2024.")
]
What = Annotated[
    list[str] | None,
    value_flag("--action", "TEXT", "What will be done. Can be given several times."),
]


def new(  # noqa: PLR0913 - each is a flag of its own
    area: AreaArgument,
    title: Title,
    *,
    ref: Ref = None,
    lead: LeadsFlag = None,
    timescale: When = None,
    action: What = None,
    dry_run: DryRunFlag = False,
    plan: PlanFlag = None,
    as_at: AsAtFlag = None,
) -> None:
    """Make the file of a new action in an area, with the keys that wait to be filled in.

    Example: planctl new 1 "Audit of audits" --lead "SM QA" --timescale "30 Sept 2024"
    """
    from planctl.cli.change import apply_change
    from planctl.model.file_name import action_file_name
    from planctl.update.file_change import new_file_draft
    from planctl.update.refs import find_area, next_ref, refuse_duplicate_ref
    from planctl.workspace.plan import open_workspace

    now = open_workspace(find_plan(plan))
    target, folder = find_area(area, now)
    refs = [other.ref for _, other in now.loaded.plan.actions]
    new_ref = (ref or next_ref(target, refs)).strip()
    refuse_duplicate_ref(new_ref, now)
    keys: dict[str, PlanValue] = {
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
    draft = new_file_draft(now, f"{folder}/{action_file_name(new_ref, title)}", keys)
    apply_change(now, [draft], parse_as_at(as_at), dry_run=dry_run)
