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
    from planctl.update.revise import asked
    from planctl.workspace.past import look_back
    from planctl.workspace.plan import desk, reviewed

    now = desk(find_plan(plan))
    seen = reviewed(now.loaded, day_of(as_at))
    seen = seen._replace(scene=look_back(now, seen.scene.as_at))
    each = asked(ref, seen)
    lived = _life(each, now, seen) if history else None
    (_print_json if form is Format.JSON else _draw)(each, seen, lived)
    warn_of_unread(seen.plan)


def _life(each: "Judged", now: "Desk", seen: "Review") -> "Life":
    """The life of an action in every state that git has of the plan by the day, and now."""
    from planctl.assess.change.life import State, life
    from planctl.load.git import UNSHALLOW, GitFault
    from planctl.workspace.past import as_stop

    as_at = seen.scene.as_at
    try:
        with now.history() as past:
            if past.is_shallow:
                say(f"planctl: this clone is shallow, so the history begins late: {UNSHALLOW}")
            states = [
                State(loaded.plan, commit.day, commit.author) for commit, loaded in past.states()
            ]
    except GitFault as fault:
        raise as_stop(fault) from None
    later = any(state.day > as_at and _holds(state.plan, each) for state in states[:1])
    newest = State(seen.plan, as_at, "committed later" if later else "not committed yet")
    return life(each, [newest, *(state for state in states if state.day <= as_at)], as_at)


def _holds(plan: "Plan", each: "Judged") -> bool:
    """Whether a plan has the action in the same area and the same words."""
    return any(area.ref == each.area.ref and each.action in area.actions for area in plan.areas)


def _print_json(each: "Judged", seen: "Review", lived: "Life | None") -> None:
    from planctl.cli.screen import print_json
    from planctl.render.problem import problem_json
    from planctl.render.status import action_json

    whole = {**each.action.model_dump(mode="json"), **action_json(each, seen.scene)}
    whole["problems"] = [problem_json(p) for p in seen.problems if p.ref == each.ref]
    if lived:
        from planctl.render.diff import life_json

        whole["history"] = life_json(lived)
    print_json(whole)


def _draw(each: "Judged", seen: "Review", lived: "Life | None") -> None:
    from planctl.cli.screen import draw
    from planctl.render.screen.action import life_screen, screen

    problems = [problem for problem in seen.problems if problem.ref == each.ref]
    draw(screen(each, problems, seen.scene))
    if lived:
        draw(life_screen(lived, each))
