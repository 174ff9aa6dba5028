"""planctl split: an action becomes two, and nothing that the board saw is lost by it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from planctl.cli.option import LeadsFlag, PlanChange, RefArgument, value_flag
from planctl.cli.terminal import print_message
from planctl.model.problem import Stop

if TYPE_CHECKING:
    from planctl.assess.judgement import Judgement
    from planctl.update.split import Split

Title = Annotated[str | None, value_flag("--title", "TEXT", "What the new action is called.")]
NewRef = Annotated[str | None, value_flag("--as", "NEW", "Its ref. Without it: the next free one.")]
_SEVERAL = "of that number goes into the new one. Can be given several times."
Actions = Annotated[list[int] | None, value_flag("--action", "N", f"The text {_SEVERAL}")]
Steps = Annotated[list[int] | None, value_flag("--step", "N", f"The milestone {_SEVERAL}")]
Measures = Annotated[list[int] | None, value_flag("--measure", "N", f"The measure {_SEVERAL}")]
When = Annotated[
    str | None, value_flag("--timescale", "TIMESCALE", "Another date for it, asked of the board.")
]
Reason = Annotated[str | None, value_flag("--reason", "TEXT", "Why it needs another date.")]


def split(  # noqa: PLR0913 - each is a flag of its own
    ref: RefArgument,
    *,
    title: Title = None,
    new: NewRef = None,
    lead: LeadsFlag = None,
    action: Actions = None,
    step: Steps = None,
    measure: Measures = None,
    timescale: When = None,
    reason: Reason = None,
    plan: PlanChange,
) -> None:
    """Split an action in two: what is named goes into the new one, the rest stays.

    Both keep the first promise, what the board answered about it, and the log. The new one has
    the lead, the reporting and the measures of the first unless others are named.

    Example: planctl split 1.3 --title "Visits" --action 2 --lead "SM QA"
    """
    from planctl.update.split import Split, split_drafts
    from planctl.workspace.named_part import find_action

    judged = find_action(ref, plan.review)
    lists = (action or (), step or (), measure or ())
    wanted = Split(title or "", new, lead or (), *lists, timescale, reason)
    if not wanted.title.strip():
        wanted = _ask_split(judged, wanted)
    plan.apply(split_drafts(judged, wanted, plan.review, plan.now))


def _ask_split(judged: "Judgement", split: "Split") -> "Split":
    """The same with what a person says of the new action; ends the run where nobody can."""
    from planctl.cli.ask import Question, ask_question, can_ask
    from planctl.model.timescale_grammar import read_timescale
    from planctl.update.split import MOVABLE

    if not can_ask():
        raise Stop("the title of the new action was not said", "say it with --title TEXT")
    title = ""
    while not title:
        title = ask_question(Question("Title of the new action"))
    split = split._replace(title=title)
    numbers = {
        key: getattr(split, key) or _ask_numbers(name, getattr(judged.action, key))
        for key, name in MOVABLE.items()
    }
    split = split._replace(
        actions=numbers["actions"],
        milestones=numbers["milestones"],
        impact_measures=numbers["impact_measures"],
    )
    if not split.timescale:
        help_ = "Empty: that of the first. Another one counts once the board has agreed it."
        later = ask_question(Question("Another date", help=help_, reads=read_timescale))
        why = ask_question(Question("Why it needs another date")) if later else ""
        split = split._replace(timescale=later or None, reason=why or None)
    return split


def _ask_numbers(name: str, items: Sequence[object]) -> Sequence[int]:
    """Which items of a list go into the new action."""
    from planctl.cli.ask import Question, ask_question
    from planctl.model.words import printable_text

    for number, item in enumerate(items, 1):
        text = str(getattr(item, "what", None) or getattr(item, "measure", None) or item)
        print_message(f"  {number} {printable_text(text)}")

    def read(reply: str) -> list[int]:
        numbers = reply.replace(",", " ").split()
        if not all(number.isdecimal() and 0 < int(number) <= len(items) for number in numbers):
            raise Stop("those are not numbers of the list", "such as 2, or 2 3; Enter for none")
        return [int(number) for number in numbers]

    if not items:
        return []
    help_ = "Numbers of the list above; Enter alone: all stay with the first."
    return read(ask_question(Question(f"Which {name} goes into it", help=help_, reads=read)))
