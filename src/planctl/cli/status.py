"""planctl status: the plan on one terminal screen."""

from enum import StrEnum
from typing import Annotated

from planctl.cli.option import (
    AreaFilter,
    LeadFilter,
    OverdueFilter,
    PlanAsAt,
    RagFilter,
    choice_flag,
)
from planctl.cli.terminal import print_result


class StatusFormat(StrEnum):
    """How the status is printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB_SUMMARY = "github-summary"


AsStatus = Annotated[
    StatusFormat,
    choice_flag("--format", "For people, for programs, or for GitHub to show beside a run."),
]


def status(  # noqa: PLR0913 - each is a flag of its own
    *,
    plan: PlanAsAt,
    area: AreaFilter = None,
    lead: LeadFilter = None,
    rag: RagFilter = None,
    overdue: OverdueFilter = False,
    form: AsStatus = StatusFormat.TEXT,
) -> None:
    """Show where the plan stands: counts, RAG by area, what is late and what comes next.

    Example: planctl status --lead "SM QA" --overdue
    """
    from planctl.cli.screen import draw, draws_blocks, print_json, warn_of_unread
    from planctl.render.status import PlanStatus, status_json
    from planctl.workspace.filter import ActionFilter, filter_actions

    scene = plan.scene_with_promises
    asked = ActionFilter(area or (), lead or (), rag or (), overdue=overdue)
    shown = PlanStatus(scene, *filter_actions(scene, asked))
    if form is StatusFormat.JSON:
        print_json(status_json(shown))
    elif form is StatusFormat.GITHUB_SUMMARY:
        from planctl.render.screen.status import status_markdown

        print_result(status_markdown(shown))
    else:
        from planctl.render.screen.status import status_screen

        draw(status_screen(shown, fine=draws_blocks()))
    warn_of_unread(scene.plan)
