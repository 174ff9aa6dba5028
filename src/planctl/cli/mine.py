"""planctl mine: everything that one role has in the plan, done and open."""

from typing import Annotated

from planctl.cli.option import AsAtFlag, FormatFlag, OutputFormat, PlanFlag, value_argument
from planctl.cli.terminal import parse_as_at
from planctl.workspace.folder import find_plan

RoleArgument = Annotated[str, value_argument("ROLE", "The role, such as “SM QA”.")]


def mine(
    role: RoleArgument,
    *,
    plan: PlanFlag = None,
    as_at: AsAtFlag = None,
    form: FormatFlag = OutputFormat.TEXT,
) -> None:
    """List everything that a role has: actions it leads and supports, and what else it is to do.

    Done and open: steps, decisions to follow up, questions to answer, reports for the next board.

    Example: planctl mine "SM QA"
    """
    from planctl.assess.obligations import work_by_role
    from planctl.cli.screen import draw, print_json, warn_of_unread
    from planctl.render.reminder import role_work_json
    from planctl.workspace.filter import match_name
    from planctl.workspace.past import scene_with_promises
    from planctl.workspace.plan import open_workspace

    now = open_workspace(find_plan(plan))
    scene = scene_with_promises(now, parse_as_at(as_at))
    works = work_by_role(scene)
    work = works[match_name(role, works, "role")]
    if form is OutputFormat.JSON:
        print_json(role_work_json(work, scene))
    else:
        from planctl.render.screen.listing import role_screen

        draw(role_screen(work, scene, now.loaded))
    warn_of_unread(scene.plan)
