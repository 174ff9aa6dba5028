"""planctl measure show: one measure whole, with its chart and every reading."""

from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.edge import Stop, day_of, find_plan
from planctl.cli.option import As, AsAt, Format, PlanFolder

if TYPE_CHECKING:
    from planctl.assess.rule.scene import Scene
    from planctl.render.measure import Seen

OneId = Annotated[
    str, typer.Argument(metavar="ID", help="The id of a measure, such as agency-rate.")
]


def show(
    measure: OneId, *, plan: PlanFolder = None, as_at: AsAt = None, form: As = Format.TEXT
) -> None:
    """Show one measure whole: what it says and why, its chart, and every reading.

    Example: planctl measure show turnover-rate --as-at 2024-03-13
    """
    from planctl.cli.review import glance, warn_of_unread
    from planctl.cli.screen import draw, print_json
    from planctl.render.measure import as_json

    scene = glance(find_plan(plan), day_of(as_at))
    each = _asked(measure, scene)
    if form is Format.JSON:
        print_json(as_json(scene, [each]))
    else:
        from planctl.render.measure_screen import whole

        draw(whole(each, scene))
    warn_of_unread(scene.plan)


def _asked(asked: str, scene: "Scene") -> "Seen":
    """The measure of that id, whatever the capitals."""
    from planctl.render.measure import seen

    known = {each.effect.measure.id: each for each in seen(scene)}
    wanted = asked.strip().casefold()
    if wanted in known:
        return known[wanted]
    raise no_such_measure(asked, known, scene.plan.lacks("measure"))


def no_such_measure(asked: str, known: "dict[str, Seen]", unread: bool) -> Stop:  # noqa: FBT001 - a fact, not a flag
    """The end of a run that asks for a measure that nobody knows."""
    from planctl.model.nearest import nearest

    near = nearest(asked, known) or sorted(known)[:5]
    hint = f"the nearest are {', '.join(near)}" if near else "the plan has no measures yet"
    if unread:
        hint += "; or it is in a file that could not be read: run planctl check"
    return Stop(f"the plan has no measure “{asked}”", hint)
