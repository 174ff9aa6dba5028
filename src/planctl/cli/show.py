"""planctl show: one action whole, with why it stands as it does, and how it came to."""

from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.option import FormatFlag, OutputFormat, PlanAsAt, RefArgument
from planctl.cli.terminal import print_note

if TYPE_CHECKING:
    from planctl.assess.change.action_history import ActionHistory
    from planctl.assess.judgement import Judgement
    from planctl.workspace.plan import Review, Workspace

WithHistory = Annotated[
    bool, typer.Option("--history", help="Also its life, from git: each rating, slip and note.")
]


def show(
    ref: RefArgument,
    *,
    plan: PlanAsAt,
    form: FormatFlag = OutputFormat.TEXT,
    history: WithHistory = False,
) -> None:
    """Show one action whole: its file, its nine columns, where it stands and why, problems on it.

    Example: planctl show 1.2
    """
    from planctl.cli.screen import warn_of_unread
    from planctl.workspace.named_part import find_action

    review = plan.review_with_promises
    judged = find_action(ref, review)
    history_of = _life(judged, plan.now, review) if history else None
    (_print_json if form is OutputFormat.JSON else _draw)(judged, review, history_of)
    warn_of_unread(review.plan)


def _life(judged: "Judgement", now: "Workspace", review: "Review") -> "ActionHistory":
    """The life of an action in every state that git has of the plan by the day, and now."""
    from planctl.assess.change.action_history import action_histories
    from planctl.load.git import UNSHALLOW, GitFault
    from planctl.workspace.past import history_states, history_stop, versions_until

    try:
        with now.history() as past:
            if past.is_shallow:
                print_note(f"this clone is shallow, so the history begins late: {UNSHALLOW}")
            states = history_states(past)
    except GitFault as fault:
        raise history_stop(fault) from None
    versions = versions_until(review.scene, states, [judged])
    return next(action_histories([judged], versions, review.scene.as_at))


def _print_json(judged: "Judgement", review: "Review", history_of: "ActionHistory | None") -> None:
    from planctl.cli.screen import print_json
    from planctl.render.problem import problem_json
    from planctl.render.status import judged_action_json

    whole = {**judged.action.model_dump(mode="json"), **judged_action_json(judged, review.scene)}
    whole["file"] = review.loaded.place_of(judged.at).path
    whole["problems"] = [problem_json(p) for p in review.problems if p.ref == judged.ref]
    if history_of:
        from planctl.render.change import life_json

        whole["history"] = life_json(history_of)
    print_json(whole)


def _draw(judged: "Judgement", review: "Review", history_of: "ActionHistory | None") -> None:
    from planctl.cli.screen import draw
    from planctl.render.screen.action import action_screen, life_screen

    problems = [problem for problem in review.problems if problem.ref == judged.ref]
    file = review.loaded.place_of(judged.at).path
    draw(action_screen(judged, problems, review.scene, file))
    if history_of:
        draw(life_screen(history_of, judged))
