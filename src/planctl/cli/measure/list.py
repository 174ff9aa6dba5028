"""planctl measure list: what every measure says, the worst first."""

from planctl.cli.option import AsAtFlag, FormatFlag, OutputFormat, PlanFlag
from planctl.cli.terminal import parse_as_at
from planctl.workspace.folder import find_plan


def list(  # noqa: A001 - the command's own name
    *, plan: PlanFlag = None, as_at: AsAtFlag = None, form: FormatFlag = OutputFormat.TEXT
) -> None:
    """List the measures: the newest figure of each, what was expected, and its target.

    Example: planctl measure list --as-at 2024-03-13
    """
    from planctl.cli.screen import draw, draws_blocks, print_json, warn_of_unread
    from planctl.render.measure import measures_json, rated_measures
    from planctl.workspace.plan import read_scene

    scene = read_scene(find_plan(plan), parse_as_at(as_at))
    measures = rated_measures(scene)
    if form is OutputFormat.JSON:
        print_json(measures_json(scene, measures))
    else:
        from planctl.render.screen.measure import measure_list_screen

        draw(measure_list_screen(measures, scene, fine=draws_blocks()))
    warn_of_unread(scene.plan)
