"""planctl new: the short form of planctl add action."""

from typing import Annotated

import typer

from planctl.cli.option import AreaArgument, LeadsFlag, PlanChange, value_flag

Title = Annotated[str, typer.Argument(metavar="TITLE", help="What it is called, in a few words.")]
Ref = Annotated[str | None, value_flag("--ref", "REF", "Without it: the next free one.")]
When = Annotated[
    str | None, value_flag("--timescale", "TIMESCALE", "By when, such as 29 Feb 2024.")
]
What = Annotated[
    list[str] | None, value_flag("--action", "TEXT", "What will be done.", several=True)
]


def new(  # noqa: PLR0913 - each is a flag of its own
    area: AreaArgument,
    title: Title,
    *,
    ref: Ref = None,
    lead: LeadsFlag = None,
    timescale: When = None,
    action: What = None,
    plan: PlanChange,
) -> None:
    """Make the file of a new action in an area, with the keys that wait to be filled in.

    It is the short form of planctl add action, which has more flags.

    Example: planctl new 1 "Audit of audits" --lead "SM QA" --timescale "30 Sept 2024"
    """
    from planctl.cli.add import KINDS, add_item

    missing = {value.name: None for value in KINDS["action"].values}
    given = {"area": area, "title": title, "ref": ref, "lead": lead, "timescale": timescale}
    add_item("action", {**missing, **given, "action": action}, plan)
