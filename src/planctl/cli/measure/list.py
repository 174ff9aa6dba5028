"""planctl measure list: what every measure says, the worst first."""

from planctl.cli.edge import day_of
from planctl.cli.option import As, AsAt, Format, PlanFolder
from planctl.workspace.folder import find_plan


def list(*, plan: PlanFolder = None, as_at: AsAt = None, form: As = Format.TEXT) -> None:  # noqa: A001 - the command's own name
    """List the measures: the newest figure of each, what was expected, and its target.

    Example: planctl measure list --as-at 2024-03-13
    """
    from planctl.cli.screen import draw, draws_blocks, print_json, warn_of_unread
    from planctl.render.measure import as_json, seen
    from planctl.workspace.plan import glance

    scene = glance(find_plan(plan), day_of(as_at))
    measures = seen(scene)
    if form is Format.JSON:
        print_json(as_json(scene, measures))
    else:
        from planctl.render.screen.measure import listed

        draw(listed(measures, scene, fine=draws_blocks()))
    warn_of_unread(scene.plan)
