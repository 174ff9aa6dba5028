"""planctl measure list: what every measure says, the worst first."""

from planctl.cli.option import FormatFlag, OutputFormat, PlanAsAt


def list(  # noqa: A001 - the command's own name
    *, plan: PlanAsAt, form: FormatFlag = OutputFormat.TEXT
) -> None:
    """List the measures: the newest figure of each, what was expected, and its target.

    Example: planctl measure list --as-at 2024-03-13
    """
    from planctl.cli.screen import draw, draws_blocks, print_json, warn_of_unread
    from planctl.render.measure import measures_json, rated_measures

    scene = plan.scene
    measures = rated_measures(scene)
    if form is OutputFormat.JSON:
        print_json(measures_json(scene, measures))
    else:
        from planctl.render.screen.measure import measure_list_screen

        draw(measure_list_screen(measures, scene, fine=draws_blocks()))
    warn_of_unread(scene.plan)
