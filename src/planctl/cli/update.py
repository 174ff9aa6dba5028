"""planctl update: say what happened to an action, and have it written into its file."""

from typing import Annotated

import typer

from planctl.cli.option import (
    AsAtFlag,
    ByFlag,
    DryRunFlag,
    LeadsFlag,
    PlanFlag,
    RefArgument,
    value_flag,
)
from planctl.cli.terminal import date_of_words, parse_as_at, print_message
from planctl.workspace.folder import find_plan, path_in_plan

Progress = Annotated[str | None, value_flag("--progress", "TEXT", "What was done, for the log.")]
On = Annotated[
    str | None,
    value_flag(
        "--on",
        "DAY",
        "The day of the note, milestone, request or evidence, such as yesterday.",
    ),
]
Status = Annotated[
    str | None, value_flag("--status", "STATUS", "Where it stands, such as in progress.")
]
Complete = Annotated[str | None, value_flag("--complete", "DAY", "Complete, since that day.")]
Rag = Annotated[
    str | None,
    value_flag("--rag", "RATING", "The rating you declare; none: the computed one stands."),
]
Reason = Annotated[
    str | None,
    value_flag("--reason", "TEXT", "Why you declare that rating, or ask that of the board."),
]
ImpactRag = Annotated[
    str | None, value_flag("--impact-rag", "RATING", "The effect so far, as you rate it; or none.")
]
Done = Annotated[
    list[int] | None,
    value_flag("--milestone-done", "N", "The milestone of that number is done, --on a day."),
]
Request = Annotated[
    str | None, value_flag("--request-extension", "DAY", "A later date to ask the board for.")
]
Pause = Annotated[
    str | None, value_flag("--request-pause", "DAY", "Ask the board to let it wait until that day.")
]
Withdraw = Annotated[
    bool, typer.Option("--request-withdrawal", help="Ask the board to let it be given up.")
]
ReplacedBy = Annotated[
    list[str] | None,
    value_flag(
        "--replaced-by", "REF", "The action that takes its place. Can be given several times."
    ),
]


def _answer_flag(flag: str, what: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(flag, help=f"The board {what}, --at a meeting.")
    return option


AgreeExtension = Annotated[bool, _answer_flag("--agree-extension", "agreed the extension")]
RefuseExtension = Annotated[bool, _answer_flag("--refuse-extension", "refused the extension")]
AgreePause = Annotated[bool, _answer_flag("--agree-pause", "agreed the pause")]
RefusePause = Annotated[bool, _answer_flag("--refuse-pause", "refused the pause")]
AgreeWithdrawal = Annotated[bool, _answer_flag("--agree-withdrawal", "agreed the withdrawal")]
RefuseWithdrawal = Annotated[bool, _answer_flag("--refuse-withdrawal", "refused the withdrawal")]
AgreeCorrection = Annotated[
    bool, _answer_flag("--agree-correction", "agreed that the first promise was wrong")
]
RefuseCorrection = Annotated[
    bool, _answer_flag("--refuse-correction", "refused to correct the first promise")
]
AgreedBy = Annotated[
    str | None, value_flag("--agreed-by", "ROLE", "Who agreed it, where the plan has no board.")
]
At = Annotated[str | None, value_flag("--at", "MEETING", "The meeting, by its day or month.")]
Evidence = Annotated[
    str | None, value_flag("--evidence", "TITLE", "Evidence, by what it is called.")
]
Kind = Annotated[str | None, value_flag("--kind", "KIND", "Where the evidence comes from.")]
File = Annotated[str | None, value_flag("--file", "PATH", "Its file, from the plan folder.")]
Url = Annotated[
    str | None, value_flag("--url", "ADDRESS", "Its address, where it is kept elsewhere.")
]
Shows = Annotated[str | None, value_flag("--shows", "TEXT", "What it shows to have changed.")]


def update(  # noqa: PLR0913 - each is a flag of its own
    ref: RefArgument,
    *,
    progress: Progress = None,
    on: On = None,
    by: ByFlag = None,
    status: Status = None,
    complete: Complete = None,
    rag: Rag = None,
    reason: Reason = None,
    impact_rag: ImpactRag = None,
    lead: LeadsFlag = None,
    milestone_done: Done = None,
    request_extension: Request = None,
    request_pause: Pause = None,
    request_withdrawal: Withdraw = False,
    replaced_by: ReplacedBy = None,
    agree_extension: AgreeExtension = False,
    refuse_extension: RefuseExtension = False,
    agree_pause: AgreePause = False,
    refuse_pause: RefusePause = False,
    agree_withdrawal: AgreeWithdrawal = False,
    refuse_withdrawal: RefuseWithdrawal = False,
    agree_correction: AgreeCorrection = False,
    refuse_correction: RefuseCorrection = False,
    at: At = None,
    agreed_by: AgreedBy = None,
    evidence: Evidence = None,
    kind: Kind = None,
    file: File = None,
    url: Url = None,
    shows: Shows = None,
    dry_run: DryRunFlag = False,
    plan: PlanFlag = None,
    as_at: AsAtFlag = None,
) -> None:
    """Write into an action what happened to it; every other line of its file stays as it is.

    Without flags it asks, a question at a time. The change is shown, and checked before it is
    written.

    Example: planctl update 1.2 --progress "Second dip sample done." --on 2024-03-12 --by "SM QA"

    Example: planctl update 1.2 --request-extension "30 Apr 2024" --reason "Two posts are vacant"

    Example: planctl update 1.2 --request-pause "30 Jun 2024" --reason "The court hears it first"
    """
    from planctl.cli.change import apply_change
    from planctl.update.action_update import (
        ActionUpdate,
        BoardAnswer,
        update_edits,
        update_warnings,
    )
    from planctl.update.file_change import edit_draft
    from planctl.workspace.named_action import action_source, find_action
    from planctl.workspace.plan import open_workspace, review_plan

    day = parse_as_at(as_at)
    root = find_plan(plan)
    now = open_workspace(root)
    review = review_plan(now.loaded, day)
    action = find_action(ref, review)
    source = action_source(action, review)
    answers = (
        ("extensions", "agreed", agree_extension),
        ("extensions", "refused", refuse_extension),
        ("pauses", "agreed", agree_pause),
        ("pauses", "refused", refuse_pause),
        ("withdrawals", "agreed", agree_withdrawal),
        ("withdrawals", "refused", refuse_withdrawal),
        ("corrections", "agreed", agree_correction),
        ("corrections", "refused", refuse_correction),
    )
    news = ActionUpdate(
        progress=progress,
        on=date_of_words(on, day),
        by=by,
        status=status,
        complete=date_of_words(complete, day),
        rag=rag,
        reason=reason,
        impact_rag=impact_rag,
        leads=tuple(lead or ()),
        done=tuple(milestone_done or ()),
        later=request_extension,
        pause=request_pause,
        withdraw=request_withdrawal,
        replaced_by=tuple(replaced_by or ()),
        answers=tuple(BoardAnswer(key, word) for key, word, given in answers if given),
        meeting=date_of_words(at, day),
        agreed_by=agreed_by,
        evidence=evidence,
        kind=kind,
        file=file and path_in_plan(file, root),
        url=url,
        shows=shows,
    )
    if news.is_empty:
        from planctl.cli.interview import interview

        news = interview(action, review.scene)
    draft = edit_draft(now, source, update_edits(action, news, review.scene))
    for warning in update_warnings(action, news, review.scene):
        print_message(f"planctl: {warning}")
    apply_change(now, [draft], day, dry_run=dry_run)
