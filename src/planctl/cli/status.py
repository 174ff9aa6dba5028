"""planctl status: the plan on one terminal screen."""

from enum import StrEnum
from typing import Annotated

import typer

from planctl.cli.edge import day_of, out
from planctl.cli.option import AsAt, PlanFolder, choice_flag, value_flag
from planctl.model.rating import Rating
from planctl.workspace.folder import find_plan

InArea = Annotated[
    str | None,
    value_flag("--area", "AREA", "Only actions of this area."),
]
OfLead = Annotated[
    str | None,
    value_flag("--lead", "ROLE", "Only actions this role has a part in."),
]
WithRag = Annotated[
    Rating | None,
    choice_flag("--rag", "Only actions whose progress is rated so.", show_default=False),
]


class StatusFormat(StrEnum):
    """How the status is printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB_SUMMARY = "github-summary"


AsStatus = Annotated[
    StatusFormat,
    choice_flag("--format", "For people, for programs, or for GitHub to show beside a run."),
]
OnlyOverdue = Annotated[bool, typer.Option("--overdue", help="Only overdue actions.")]


def status(  # noqa: PLR0913 - each is a flag of its own
    *,
    plan: PlanFolder = None,
    as_at: AsAt = None,
    area: InArea = None,
    lead: OfLead = None,
    rag: WithRag = None,
    overdue: OnlyOverdue = False,
    form: AsStatus = StatusFormat.TEXT,
) -> None:
    """Show where the plan stands: counts, RAG by area, what is late and what comes next.

    Example: planctl status --lead "SM QA" --overdue
    """
    from planctl.cli.screen import draw, draws_blocks, print_json, warn_of_unread
    from planctl.render.status import Status, as_json
    from planctl.workspace.filter import Asked, cut
    from planctl.workspace.past import look_back
    from planctl.workspace.plan import desk

    scene = look_back(desk(find_plan(plan)), day_of(as_at))
    shown = Status(scene, *cut(scene, Asked(area, lead, rag, overdue)))
    if form is StatusFormat.JSON:
        print_json(as_json(shown))
    elif form is StatusFormat.GITHUB_SUMMARY:
        from planctl.render.screen.status import as_summary

        out(as_summary(shown))
    else:
        from planctl.render.screen.status import screen

        draw(screen(shown, fine=draws_blocks()))
    warn_of_unread(scene.plan)
