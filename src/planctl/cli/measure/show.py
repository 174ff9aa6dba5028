"""planctl measure show: one measure whole, with its chart and every reading."""

from typing import TYPE_CHECKING

from planctl.cli.option import AsAtFlag, FormatFlag, MeasureArgument, OutputFormat, PlanFlag
from planctl.cli.terminal import parse_as_at
from planctl.workspace.folder import find_plan

if TYPE_CHECKING:
    from planctl.assess.scene import Scene
    from planctl.render.measure import RatedMeasure


def show(
    measure: MeasureArgument,
    *,
    plan: PlanFlag = None,
    as_at: AsAtFlag = None,
    form: FormatFlag = OutputFormat.TEXT,
) -> None:
    """Show one measure whole: what it says and why, its chart, and every reading.

    Example: planctl measure show turnover-rate --as-at 2024-03-13
    """
    from planctl.cli.screen import draw, print_json, warn_of_unread
    from planctl.render.measure import measures_json
    from planctl.workspace.plan import read_scene

    scene = read_scene(find_plan(plan), parse_as_at(as_at))
    measure_seen = _measure_seen(measure, scene)
    if form is OutputFormat.JSON:
        print_json(measures_json(scene, [measure_seen]))
    else:
        from planctl.render.screen.measure import measure_screen

        draw(measure_screen(measure_seen, scene))
    warn_of_unread(scene.plan)


def _measure_seen(asked: str, scene: "Scene") -> "RatedMeasure":
    """The measure of that id, as judged."""
    from planctl.render.measure import rated_measures
    from planctl.workspace.named_part import find_measure

    wanted = find_measure(asked, scene.plan)
    return next(each for each in rated_measures(scene) if each.effect.measure.id == wanted.id)
