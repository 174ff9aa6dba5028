"""planctl show: one action whole, with why it stands as it does, and how it came to."""

from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.edge import day_of, say
from planctl.cli.option import As, AsAt, Format, OneRef, PlanFolder
from planctl.workspace.folder import find_plan

if TYPE_CHECKING:
    from planctl.assess.change.life import Life
    from planctl.assess.judged import Judged
    from planctl.model.plan import Plan
    from planctl.workspace.plan import Desk, Review

WithHistory = Annotated[
    bool, typer.Option("--history", help="Also its life, from git: each rating, slip and note.")
]


def show(
    ref: OneRef,
    *,
    plan: PlanFolder = None,
    as_at: AsAt = None,
    form: As = Format.TEXT,
    history: WithHistory = False,
) -> None:
    """Show one action whole: its nine columns, where it stands and why, problems on it.

    Example: planctl show 1.2
    """
    from planctl.cli.screen import warn_of_unread
    from planctl.workspace.named_action import asked
    from planctl.workspace.past import look_back
    from planctl.workspace.plan import desk, reviewed

    now = desk(find_plan(plan))
    review = reviewed(now.loaded, day_of(as_at))
    review = review._replace(scene=look_back(now, review.scene.as_at))
    judged = asked(ref, review)
    history_of = _life(judged, now, review) if history else None
    (_print_json if form is Format.JSON else _draw)(judged, review, history_of)
    warn_of_unread(review.plan)


def _life(judged: "Judged", now: "Desk", review: "Review") -> "Life":
    """The life of an action in every state that git has of the plan by the day, and now."""
    from planctl.assess.change.life import State, life
    from planctl.load.git import UNSHALLOW, GitFault
    from planctl.workspace.past import as_stop, history_states

    as_at = review.scene.as_at
    try:
        with now.history() as past:
            if past.is_shallow:
                say(f"planctl: this clone is shallow, so the history begins late: {UNSHALLOW}")
            states = history_states(past)
    except GitFault as fault:
        raise as_stop(fault) from None
    later = any(state.day > as_at and _has_action(state.plan, judged) for state in states[:1])
    newest = State(review.plan, as_at, "committed later" if later else "not committed yet")
    return life(judged, [newest, *(state for state in states if state.day <= as_at)], as_at)


def _has_action(plan: "Plan", judged: "Judged") -> bool:
    """Whether a plan has the action in the same area and the same words."""
    return any(area.ref == judged.area.ref and judged.action in area.actions for area in plan.areas)


def _print_json(judged: "Judged", review: "Review", history_of: "Life | None") -> None:
    from planctl.cli.screen import print_json
    from planctl.render.problem import problem_json
    from planctl.render.status import action_json

    whole = {**judged.action.model_dump(mode="json"), **action_json(judged, review.scene)}
    whole["problems"] = [problem_json(p) for p in review.problems if p.ref == judged.ref]
    if history_of:
        from planctl.render.diff import life_json

        whole["history"] = life_json(history_of)
    print_json(whole)


def _draw(judged: "Judged", review: "Review", history_of: "Life | None") -> None:
    from planctl.cli.screen import draw
    from planctl.render.screen.action import life_screen, screen

    problems = [problem for problem in review.problems if problem.ref == judged.ref]
    draw(screen(judged, problems, review.scene))
    if history_of:
        draw(life_screen(history_of, judged))
