"""planctl meeting: what a meeting of the board is told, and what is written down of it."""

from typing import Annotated

from planctl.cli.option import AsAtFlag, DryRunFlag, MeetingFlag, PlanFlag, value_flag
from planctl.cli.terminal import date_of_words, parse_as_at
from planctl.workspace.folder import find_plan, path_in_plan

Commentary = Annotated[
    str | None, value_flag("--commentary", "TEXT", "What the director says of the plan.")
]
By = Annotated[str | None, value_flag("--by", "ROLE", "Whose commentary it is.")]
ProgressRag = Annotated[
    str | None,
    value_flag(
        "--progress-rag", "RATING", "Progress of the whole plan; none: what the rule says stands."
    ),
]
ProgressReason = Annotated[
    str | None, value_flag("--progress-reason", "TEXT", "Why progress is rated so.")
]
ImpactRag = Annotated[
    str | None,
    value_flag(
        "--impact-rag", "RATING", "Impact of the whole plan; none: what the rule says stands."
    ),
]
ImpactReason = Annotated[
    str | None, value_flag("--impact-reason", "TEXT", "Why impact is rated so.")
]
Confidence = Annotated[
    str | None, value_flag("--confidence", "HOW", "How sure delivery is: high, medium or low.")
]
ConfidenceReason = Annotated[
    str | None, value_flag("--confidence-reason", "TEXT", "Why it is that sure.")
]
GoodNews = Annotated[
    list[str] | None,
    value_flag("--good-news", "TEXT", "What went well. Can be given several times."),
]
Risk = Annotated[
    str | None, value_flag("--risk", "TEXT", "What may keep the plan from being delivered.")
]
Likelihood = Annotated[
    str | None, value_flag("--likelihood", "WORDS", "How likely the risk is, in words.")
]
Effect = Annotated[
    str | None, value_flag("--effect", "WORDS", "How bad the risk would be, in words.")
]
Owner = Annotated[str | None, value_flag("--owner", "ROLE", "Who answers for the risk.")]
Response = Annotated[str | None, value_flag("--response", "TEXT", "What is done about the risk.")]
Paper = Annotated[
    str | None, value_flag("--paper", "PLACE", "A paper: its file in the plan, or its address.")
]
Title = Annotated[str | None, value_flag("--title", "TEXT", "What the paper is called.")]
ReportReceived = Annotated[
    str | None, value_flag("--received", "REPORT", "The report of that id came for the meeting.")
]
Place = Annotated[
    str | None, value_flag("--place", "PLACE", "Where the report is: its file, or its address.")
]
On = Annotated[str | None, value_flag("--on", "DAY", "The day the report came. Without it: today.")]
Attended = Annotated[
    list[str] | None, value_flag("--attended", "ROLE", "Who was there. Can be given several times.")
]
Minutes = Annotated[
    str | None, value_flag("--minutes", "PLACE", "The minutes: their file, or their address.")
]
AChallenge = Annotated[str | None, value_flag("--challenge", "TEXT", "What the board asked.")]
AskedBy = Annotated[str | None, value_flag("--asked-by", "ROLE", "Who asked it.")]
To = Annotated[str | None, value_flag("--to", "ROLE", "Who has to answer it.")]
NeededBy = Annotated[
    str | None,
    value_flag("--needed-by", "DAY", "By when. Without it: by the board's next meeting."),
]
Number = Annotated[
    int | None, value_flag("--number", "N", "The challenge of that number is answered or closed.")
]
Answer = Annotated[str | None, value_flag("--answer", "TEXT", "What was answered.")]
Closed = Annotated[str | None, value_flag("--closed", "DAY", "The day it was closed.")]


def meeting(  # noqa: PLR0913 - each is a flag of its own
    *,
    meeting: MeetingFlag = None,
    commentary: Commentary = None,
    by: By = None,
    progress_rag: ProgressRag = None,
    progress_reason: ProgressReason = None,
    impact_rag: ImpactRag = None,
    impact_reason: ImpactReason = None,
    confidence: Confidence = None,
    confidence_reason: ConfidenceReason = None,
    good_news: GoodNews = None,
    risk: Risk = None,
    likelihood: Likelihood = None,
    effect: Effect = None,
    owner: Owner = None,
    response: Response = None,
    paper: Paper = None,
    title: Title = None,
    received: ReportReceived = None,
    place: Place = None,
    on: On = None,
    attended: Attended = None,
    minutes: Minutes = None,
    challenge: AChallenge = None,
    asked_by: AskedBy = None,
    to: To = None,
    needed_by: NeededBy = None,
    number: Number = None,
    answer: Answer = None,
    closed: Closed = None,
    dry_run: DryRunFlag = False,
    plan: PlanFlag = None,
    as_at: AsAtFlag = None,
) -> None:
    """Write what a meeting of the board is told, and what came of it, into governance.yaml.

    It asks for what is missing, a question at a time; without flags, for all of it. Without --for,
    what is told goes to the next meeting, and who was there and what was asked to the last one.

    Example: planctl meeting --commentary "Three actions went overdue." --by AD --confidence low

    Example: planctl meeting --challenge "Why are they late?" --asked-by Chair --to AD

    Example: planctl meeting --received qa-report --place https://example.org/qa
    """
    from planctl.cli.change import apply_change
    from planctl.cli.interview import ask_for_rest, interview_about_meeting
    from planctl.model.problem import Stop
    from planctl.update.board_meeting import MeetingNews, Minuted, Told, meeting_edits
    from planctl.update.file_change import front_draft
    from planctl.workspace.plan import open_workspace, review_plan

    day = parse_as_at(as_at)
    root = find_plan(plan)
    now = open_workspace(root)
    if now.loaded.plan.lacks("governance"):
        raise Stop("there is no governance.yaml that can be read", "run planctl check")
    scene = review_plan(now.loaded, day).scene
    told = Told(
        commentary,
        by,
        progress_rag,
        progress_reason,
        impact_rag,
        impact_reason,
        confidence,
        confidence_reason,
        tuple(good_news or ()),
        risk,
        likelihood,
        effect,
        owner,
        response,
        paper and path_in_plan(paper, root),
        title,
        received,
        place and path_in_plan(place, root),
        date_of_words(on, day),
    )
    minuted = Minuted(
        tuple(attended or ()),
        minutes and path_in_plan(minutes, root),
        challenge,
        asked_by,
        to,
        needed_by,
        number,
        answer,
        date_of_words(closed, day),
    )
    news = MeetingNews(told, minuted, meeting)
    every = (
        interview_about_meeting(meeting, scene) if news.is_empty else [ask_for_rest(news, scene)]
    )
    edits = [edit for each in every for edit in meeting_edits(each, scene)]
    apply_change(now, [front_draft(now, "governance", edits)], day, dry_run=dry_run)
