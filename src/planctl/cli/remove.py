"""planctl remove: what nobody has seen yet, out of the plan."""

from typing import Annotated

import typer

from planctl.cli.option import PlanChange, value_argument

Kind = Annotated[
    str,
    value_argument("PART", "area, action, measure, role, finding, report or project."),
]
Name = Annotated[str, value_argument("REF", "Its ref, id or name, such as 1.2.")]
WithActions = Annotated[
    bool, typer.Option("--with-actions", help="Of an area: take out its actions with it.")
]
Yes = Annotated[bool, typer.Option("--yes", help="Write the change without a question.")]


def remove(
    kind: Kind, name: Name, *, with_actions: WithActions = False, yes: Yes = False, plan: PlanChange
) -> None:
    """Take out what no board has seen yet: an area, an action, a measure, a finding and others.

    What a board was shown, or what is in a version with a tag, stays: an action is withdrawn
    instead. What the plan still names is not taken out either, and where is said.

    Example: planctl remove role "Transformation Lead" --dry-run --as-at 2024-02-01
    """
    from planctl.cli.rename import tell_mentions
    from planctl.update.removal import RemovableKind, removal_drafts
    from planctl.workspace.filter import match_word

    now, day = plan.now, plan.day
    wanted = RemovableKind(match_word(kind, RemovableKind, "part of a plan"))
    drafts = removal_drafts(now, wanted, name, day, with_actions=with_actions)
    tell_mentions(() if wanted is RemovableKind.AREA else (name,), drafts, now)
    plan.apply(drafts, ask=not yes)
