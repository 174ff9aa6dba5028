"""planctl show: one action whole, with why it stands as it does."""

from typing import Annotated

import typer

from planctl.cli.edge import Stop, day_of, find_plan
from planctl.cli.option import As, AsAt, Format, PlanFolder

OneRef = Annotated[str, typer.Argument(metavar="REF", help="The ref of an action, such as 1.2.")]


def show(ref: OneRef, plan: PlanFolder = None, as_at: AsAt = None, form: As = Format.TEXT) -> None:
    """Show one action whole: its nine columns, where it stands and why, problems on it.

    Example: planctl show 1.2
    """
    from planctl.cli.review import review, warn_of_unread
    from planctl.cli.screen import draw, print_json
    from planctl.model.nearest import nearest
    from planctl.render.problem import problem_json
    from planctl.render.status import action_json

    seen = review(find_plan(plan), day_of(as_at))
    refs = seen.scene.names.refs
    wanted = {known.casefold(): known for known in refs}.get(ref.strip().casefold())
    if wanted is None:
        lost = [unread.path for unread in seen.plan.unread if unread.name == ref.strip()]
        if lost:
            message = f"the file of {ref} could not be read: {lost[0]}"
            raise Stop(message, "run planctl check to see why")
        near = nearest(ref, refs) or list(refs)[:5]
        hint = f"the nearest are {', '.join(near)}" if near else "the plan has no actions yet"
        if seen.plan.unread:
            hint += "; or it is in a file that could not be read: run planctl check"
        message = f"the plan has no action “{ref}”"
        raise Stop(message, hint)
    each = refs[wanted]
    problems = [problem for problem in seen.problems if problem.ref == wanted]
    if form is Format.JSON:
        whole = {**each.action.model_dump(mode="json"), **action_json(each)}
        print_json({**whole, "problems": [problem_json(problem) for problem in problems]})
    else:
        from planctl.render.action_screen import screen

        draw(screen(each, problems, seen.scene))
    warn_of_unread(seen.plan)
