"""planctl diff: what changed in the plan, in the plan's words."""

from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.edge import day_of
from planctl.cli.option import As, AsAt, Format, PlanFolder
from planctl.workspace.folder import find_plan

if TYPE_CHECKING:
    from planctl.workspace.past import Moment
    from planctl.workspace.plan import Desk

From = Annotated[
    str | None,
    typer.Argument(
        metavar="[FROM]",
        show_default=False,
        help="The older state: last-board (the default), a day, a board, or a git revision.",
    ),
]
To = Annotated[
    str | None,
    typer.Argument(
        metavar="[TO]",
        show_default=False,
        help="The newer state, named likewise. Without it: the files as they are now.",
    ),
]


def diff(
    old: From = None,
    new: To = None,
    plan: PlanFolder = None,
    as_at: AsAt = None,
    form: As = Format.TEXT,
) -> None:
    """Say what changed in the plan since the last board, or between any two states of it.

    Each state is judged on its own day, so that it also shows what only time did. Git is only
    read: nothing is checked out and nothing is written.

    Example: planctl diff "14 Feb 2024"
    """
    from planctl.assess.change.compare import Comparison
    from planctl.cli.screen import draw, print_json, warn_of_unread
    from planctl.render.diff import Diff, End, as_json
    from planctl.workspace.plan import desk

    now = desk(find_plan(plan))
    before, after = _moments(now, old, new, as_at)
    old_end, new_end = (
        End(state.name, state.commit.id if state.commit else None) for state in (before, after)
    )
    difference = Diff(old_end, new_end, Comparison(before.scene, after.scene, before.stood_until))
    if form is Format.JSON:
        print_json(as_json(difference))
    else:
        from planctl.render.screen.diff import screen

        draw(screen(difference))
    if after.commit is None:
        warn_of_unread(after.scene.plan)


def _moments(
    now: "Desk", old: str | None, new: str | None, as_at: str | None
) -> tuple["Moment", "Moment"]:
    """The two states to compare; the newer one is judged as at the day that was asked for."""
    from planctl.assess.scene import scene
    from planctl.load.git import GitFault
    from planctl.workspace.past import LAST_BOARD, Moment, as_stop, beside_first_promises, moment

    day = day_of(as_at)
    after = Moment("the files as they are now", scene(now.loaded.plan, day))
    try:
        with now.history() as past:
            if new:
                after = moment(past, new, after.scene.by.calendar, day)
                if as_at:
                    after = after._replace(scene=scene(after.scene.plan, day))
            calendar = after.scene.by.calendar
            before = moment(past, old or LAST_BOARD, calendar, after.scene.as_at)
            loaded = past.plan_at(after.commit) if after.commit else now.loaded
            with_promises = beside_first_promises(after.scene, past, loaded)
            return before, after._replace(scene=with_promises)
    except GitFault as fault:
        raise as_stop(fault) from None
