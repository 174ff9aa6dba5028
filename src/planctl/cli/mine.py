"""planctl mine: everything that one role has in the plan, done and open."""

from typing import Annotated

from planctl.cli.option import FormatFlag, OutputFormat, PlanAsAt, value_argument

RoleArgument = Annotated[str, value_argument("ROLE", "The role, such as “SM QA”.")]


def mine(role: RoleArgument, *, plan: PlanAsAt, form: FormatFlag = OutputFormat.TEXT) -> None:
    """List everything that a role has: actions it leads and supports, and what else it is to do.

    Done and open: steps, decisions to follow up, questions to answer, reports for the next board.

    Example: planctl mine "SM QA"
    """
    from planctl.assess.obligations import work_by_role
    from planctl.cli.screen import draw, print_json, warn_of_unread
    from planctl.render.reminder import role_work_json
    from planctl.workspace.filter import match_name

    scene = plan.scene_with_promises
    works = work_by_role(scene)
    work = works[match_name(role, works, "role")]
    if form is OutputFormat.JSON:
        print_json(role_work_json(work, scene))
    else:
        from planctl.render.screen.listing import role_screen

        draw(role_screen(work, scene, plan.now.loaded))
    warn_of_unread(scene.plan)
