"""planctl measure show: one measure whole, with its chart and every reading."""

from planctl.cli.option import FormatFlag, MeasureArgument, OutputFormat, PlanAsAt


def show(measure: MeasureArgument, *, plan: PlanAsAt, form: FormatFlag = OutputFormat.TEXT) -> None:
    """Show one measure whole: what it says and why, its chart, and every reading.

    Example: planctl measure show turnover-rate --as-at 2024-03-13
    """
    from planctl.cli.screen import draw, print_json, warn_of_unread
    from planctl.render.measure import measures_json, rated_measures
    from planctl.workspace.named_part import find_measure

    scene = plan.scene
    wanted = find_measure(measure, scene.plan)
    rated = next(each for each in rated_measures(scene) if each.effect.measure.id == wanted.id)
    if form is OutputFormat.JSON:
        print_json(measures_json(scene, [rated]))
    else:
        from planctl.render.screen.measure import measure_screen

        draw(measure_screen(rated, scene))
    warn_of_unread(scene.plan)
