"""planctl diff: what changed in the plan, in the plan's words."""

from typing import TYPE_CHECKING, Annotated

from planctl.cli.option import FormatFlag, OutputFormat, PlanAsAt, value_argument
from planctl.cli.terminal import date_of_words

if TYPE_CHECKING:
    from planctl.workspace.past import PlanState

From = Annotated[
    str | None,
    value_argument(
        "[FROM]", "The older state: last-board (the default), a day, a board, or a git revision."
    ),
]
To = Annotated[
    str | None,
    value_argument(
        "[TO]", "The newer state, named likewise. Without it: the files as they are now."
    ),
]


def diff(
    old: From = None, new: To = None, *, plan: PlanAsAt, form: FormatFlag = OutputFormat.TEXT
) -> None:
    """Say what changed in the plan since the last board, or between any two states of it.

    Each state is judged on its own day, so that it also shows what only time did; the files as
    they are now on the day of --as-at. Git is only read: nothing is checked out or written.

    Example: planctl diff "14 Feb 2024"
    """
    from planctl.assess.change.comparison import Comparison
    from planctl.cli.screen import draw, print_json, warn_of_unread
    from planctl.render.change import DiffEnd, PlanDiff, diff_json

    before, after = _states(plan, old, new)
    old_end, new_end = (
        DiffEnd(state.name, state.commit.id if state.commit else None) for state in (before, after)
    )
    difference = PlanDiff(
        old_end, new_end, Comparison(before.scene, after.scene, before.stood_until)
    )
    if form is OutputFormat.JSON:
        print_json(diff_json(difference))
    else:
        from planctl.render.screen.diff import diff_screen

        draw(diff_screen(difference))
    if after.commit is None:
        warn_of_unread(after.scene.plan)


def _states(plan: PlanAsAt, old: str | None, new: str | None) -> tuple["PlanState", "PlanState"]:
    """The two states to compare; the files as they are now as at the day that was asked for."""
    from planctl.assess.scene import judge_plan
    from planctl.load.git import GitFault
    from planctl.workspace.past import (
        LAST_BOARD,
        PlanState,
        find_state,
        history_stop,
        promised_at,
    )

    now, day = plan.now, plan.day
    old, new = date_of_words(old, day), date_of_words(new, day)
    after = PlanState("the files as they are now", plan.scene)
    try:
        with now.history() as past:
            if new:
                after = find_state(past, new, after.scene.by.calendar, day)
            as_at = after.scene.as_at if new else day
            loaded = past.plan_at(after.commit) if after.commit else now.loaded
            scene = judge_plan(loaded.plan, as_at, promised_at(past, loaded, as_at))
            before = find_state(past, old or LAST_BOARD, scene.by.calendar, as_at)
            return before, after._replace(scene=scene)
    except GitFault as fault:
        raise history_stop(fault) from None
