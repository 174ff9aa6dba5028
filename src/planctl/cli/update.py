"""planctl update: say what happened to an action, or to several, and have it written there."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from planctl.cli.option import Flag, PlanChange, flag_values, value_argument, value_flag, with_flags
from planctl.cli.terminal import print_note
from planctl.model.problem import Stop

if TYPE_CHECKING:
    from planctl.assess.judgement import Judgement

Refs = Annotated[
    list[str] | None, value_argument("REF", "The ref of an action, such as 1.2; or of several.")
]
Where = Annotated[
    list[str] | None,
    value_flag(
        "--where",
        "KEY=VALUE",
        "All actions that fit, as planctl list finds them: lead, area, rag, standing, tag or "
        "due-within, such as lead=“SM QA”. Can be given several times.",
    ),
]
Yes = Annotated[bool, typer.Option("--yes", help="Write what --where finds without a question.")]
NEWS: Final = (
    Flag("progress", "What was done, for the log."),
    Flag("on", "The day of the note, milestone, request or evidence: yesterday.", "PAST DAY"),
    Flag("by", "Who says so, by role.", "ROLE"),
    Flag("status", "Where it stands, such as in progress.", "STATUS"),
    Flag("complete", "Complete, since that day.", "PAST DAY"),
    Flag("rag", "The rating you declare; none: the computed one stands.", "RATING"),
    Flag("reason", "Why you declare that rating, or ask that of the board."),
    Flag("impact-rag", "The effect so far, as you rate it; or none.", "RATING"),
    Flag("lead", "Who leads it; the first is accountable.", "ROLE", "leads", several=True),
    Flag(
        "milestone-done",
        "The milestone of that number is done, --on a day.",
        "N",
        "done",
        several=True,
        kind=int,
    ),
    Flag("request-extension", "A later date to ask the board for.", "DAY", "later"),
    Flag("request-pause", "Ask the board to let it wait until that day.", "DAY", "pause"),
    Flag("request-withdrawal", "Ask the board to give it up.", "", "withdraw"),
    Flag("replaced-by", "The action that takes its place.", "REF", several=True),
    Flag("at", "The meeting, by its day or month.", "PAST MEETING", "meeting"),
    Flag("agreed-by", "Who agreed it, where the plan has no board.", "ROLE"),
    Flag("evidence", "Evidence, by what it is called.", "TITLE"),
    Flag("kind", "Where the evidence comes from.", "KIND"),
    Flag("file", "Its file, from the plan folder.", "PATH"),
    Flag("url", "Its address, where it is kept elsewhere.", "ADDRESS"),
    Flag("shows", "What it shows to have changed."),
)
# As planctl.model.action names them, which is not loaded for help.
_REQUESTS: Final = {
    "extensions": "extension",
    "pauses": "pause",
    "withdrawals": "withdrawal",
    "corrections": "correction",
}
# The flag of each answer, the key of the requests, and the word that stands under the request.
ANSWERS: Final = tuple(
    (Flag(f"{verb}-{name}", f"The board {word} the {name}, --at a meeting.", ""), key, word)
    for key, name in _REQUESTS.items()
    for verb, word in (("agree", "agreed"), ("refuse", "refused"))
)


@with_flags((*NEWS, *(flag for flag, _, _ in ANSWERS)))
def update(
    refs: Refs = None,
    *,
    where: Where = None,
    yes: Yes = False,
    plan: PlanChange,
    **given: Any,  # noqa: ANN401 - what typer makes of the flags
) -> None:
    """Write into an action what happened to it; every other line of its file stays as it is.

    Without flags it asks, a question at a time. The change is shown, and checked before it is
    written. With --where the change of each action is shown, and made after one question.

    Example: planctl update 1.2 --progress "Second dip sample done." --on 2024-03-12 --by "SM QA"

    Example: planctl update 1.2 --request-extension "30 Apr 2024" --reason "Two posts are vacant"

    Example: planctl update 1.2 --request-pause "30 Jun 2024" --reason "The court hears it first"

    Example: planctl update --where lead="SM QA" --where area=2 --lead AD --yes
    """
    from planctl.update.action_update import (
        ActionUpdate,
        BoardAnswer,
        update_edits,
        update_warnings,
    )
    from planctl.update.file_change import edit_draft, missing_edits
    from planctl.workspace.named_part import action_source

    day, root, now, review = plan.day, plan.root, plan.now, plan.review
    chosen = _chosen_actions(refs or (), where or (), plan)
    answers = tuple(BoardAnswer(key, word) for flag, key, word in ANSWERS if given[flag.key])
    news = ActionUpdate(**dict(flag_values(NEWS, given, day, root)), answers=answers)
    is_several = bool(where) or len(chosen) > 1
    if is_several and news.is_empty:
        raise Stop("nothing was said of these actions", "say it by flags, such as --lead ROLE")
    if news.is_empty:
        from planctl.cli.interview import interview

        news = interview(chosen[0], review.scene)
    drafts = []
    for action in chosen:
        with _named(action.ref if is_several else ""):
            file = action_source(action, review)
            edits = missing_edits(file, update_edits(action, news, review.scene))
            drafts.append(edit_draft(now, file, edits))
        for warning in update_warnings(action, news, review.scene):
            print_note(f"{f'{action.ref}: ' if is_several else ''}{warning}")
    plan.apply(drafts, ask=bool(where) and not yes)


@contextmanager
def _named(ref: str) -> Iterator[None]:
    """Have what ends the run name the action that it is about, where there are several."""
    try:
        yield
    except Stop as stop:
        raise Stop(f"{ref}: {stop.message}" if ref else stop.message, stop.hint) from None


def _chosen_actions(
    refs: Sequence[str], where: Sequence[str], plan: PlanChange
) -> list["Judgement"]:
    """The actions that are named, or that fit; ends the run where there are none."""
    from planctl.workspace.named_part import find_action

    if refs and where:
        raise Stop("the actions are named twice", "give their refs, or --where")
    if not (refs or where):
        raise Stop("no action was named", "give its ref, such as 1.2, or --where lead=ROLE")
    if refs:
        return [*dict.fromkeys(find_action(ref, plan.review) for ref in refs)]
    fitting = _fitting_actions(where, plan)
    print_note(f"{len(fitting)} fit: {', '.join(each.ref for each in fitting)}")
    return fitting


def _fitting_actions(where: Sequence[str], plan: PlanChange) -> list["Judgement"]:
    """The actions that fit every filter, as planctl list finds them."""
    from planctl.cli.list import tagged_scene
    from planctl.workspace.filter import filter_actions, parse_filter

    asked = parse_filter(where)
    scene, tagged = tagged_scene(plan, asked.tags)
    fitting, words = filter_actions(scene, asked, tagged)
    if not fitting:
        raise Stop(f"no action fits: {words}", "planctl list shows the actions and what they say")
    places = {each.at for each in fitting}
    return [each for each in plan.review.scene.judged if each.at in places]
