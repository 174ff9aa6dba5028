"""planctl measure show: one measure whole, with its chart and every reading."""

from typing import TYPE_CHECKING

from planctl.cli.edge import day_of
from planctl.cli.option import As, AsAt, Format, OneId, PlanFolder
from planctl.model.stop import Stop
from planctl.workspace.folder import find_plan

if TYPE_CHECKING:
    from planctl.assess.scene import Scene
    from planctl.model.measure import Measure
    from planctl.model.plan import Plan
    from planctl.render.measure import Seen


def show(
    measure: OneId, *, plan: PlanFolder = None, as_at: AsAt = None, form: As = Format.TEXT
) -> None:
    """Show one measure whole: what it says and why, its chart, and every reading.

    Example: planctl measure show turnover-rate --as-at 2024-03-13
    """
    from planctl.cli.screen import draw, print_json, warn_of_unread
    from planctl.render.measure import as_json
    from planctl.workspace.plan import glance

    scene = glance(find_plan(plan), day_of(as_at))
    measure_seen = _measure_seen(measure, scene)
    if form is Format.JSON:
        print_json(as_json(scene, [measure_seen]))
    else:
        from planctl.render.screen.measure import whole

        draw(whole(measure_seen, scene))
    warn_of_unread(scene.plan)


def _measure_seen(asked: str, scene: "Scene") -> "Seen":
    """The measure of that id, as judged."""
    from planctl.render.measure import seen

    wanted = measure_of(asked, scene.plan)
    return next(each for each in seen(scene) if each.effect.measure.id == wanted.id)


def measure_of(asked: str, plan: "Plan") -> "Measure":
    """The measure of that id, whatever the capitals; ends the run where there is none."""
    from planctl.model.choice import neighbours

    known = {each.id: each for each in reversed(plan.measures)}
    typed = asked.strip().casefold()
    if typed in known:
        return known[typed]
    hint = neighbours(asked, sorted(known)) or "the plan has no measures yet"
    if plan.lacks("measure"):
        hint += "; or it is in a file that could not be read: run planctl check"
    raise Stop(f"the plan has no measure “{asked}”", hint)
