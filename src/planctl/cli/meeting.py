"""planctl meeting: what a meeting of the board is told, and what is written down of it."""

from typing import Any, Final

from planctl.cli.option import Flag, MeetingFlag, PlanChange, flag_values, with_flags

TOLD: Final = (
    Flag("commentary", "What the director says of the plan."),
    Flag("by", "Whose commentary it is.", "ROLE"),
    Flag("progress-rag", "Progress of the whole plan; none: what the rule says stands.", "RATING"),
    Flag("progress-reason", "Why progress is rated so."),
    Flag("impact-rag", "Impact of the whole plan; none: what the rule says stands.", "RATING"),
    Flag("impact-reason", "Why impact is rated so."),
    Flag("confidence", "How sure delivery is: high, medium or low.", "HOW"),
    Flag("confidence-reason", "Why it is that sure."),
    Flag("good-news", "What went well.", several=True),
    Flag("risk", "What may keep the plan from being delivered."),
    Flag("likelihood", "How likely the risk is, in words.", "WORDS"),
    Flag("effect", "How bad the risk would be, in words.", "WORDS"),
    Flag("owner", "Who answers for the risk.", "ROLE"),
    Flag("response", "What is done about the risk."),
    Flag("paper", "A paper: its file in the plan, or its address.", "PLACE"),
    Flag("title", "What the paper is called."),
    Flag("received", "The report of that id came for the meeting.", "REPORT"),
    Flag("place", "Where the report is: its file, or its address.", "PLACE"),
    Flag("on", "The day the report came. Without it: today.", "PAST DAY"),
)
MINUTED: Final = (
    Flag("attended", "Who was there.", "ROLE", several=True),
    Flag("minutes", "The minutes: their file, or their address.", "PLACE"),
    Flag("challenge", "What the board asked."),
    Flag("asked-by", "Who asked it.", "ROLE"),
    Flag("to", "Who has to answer it.", "ROLE"),
    Flag("needed-by", "By when. Without it: by the board's next meeting.", "DAY"),
    Flag("number", "The challenge of that number is answered or closed.", "N", kind=int),
    Flag("answer", "What was answered."),
    Flag("closed", "The day it was closed.", "PAST DAY"),
)


@with_flags((*TOLD, *MINUTED))
def meeting(
    *,
    meeting: MeetingFlag = None,
    plan: PlanChange,
    **given: Any,  # noqa: ANN401 - what typer makes of the flags
) -> None:
    """Write what a meeting of the board is told, and what came of it, into governance.yaml.

    It asks for what is missing, a question at a time; without flags, for all of it. Without --for,
    what is told goes to the next meeting, and who was there and what was asked to the last one.

    Example: planctl meeting --commentary "Three actions went overdue." --by AD --confidence low

    Example: planctl meeting --challenge "Why are they late?" --asked-by Chair --to AD

    Example: planctl meeting --received qa-report --place https://example.org/qa
    """
    from planctl.cli.interview import ask_for_rest, interview_about_meeting
    from planctl.update.board_meeting import MeetingNews, Minuted, Told, meeting_edits
    from planctl.update.file_change import front_draft

    day, root, now = plan.day, plan.root, plan.now
    now.loaded.plan.require("governance")
    scene = plan.review.scene
    told = Told(**dict(flag_values(TOLD, given, day, root)))
    minuted = Minuted(**dict(flag_values(MINUTED, given, day, root)))
    news = MeetingNews(told, minuted, meeting)
    every = (
        interview_about_meeting(meeting, scene) if news.is_empty else [ask_for_rest(news, scene)]
    )
    edits = [edit for each in every for edit in meeting_edits(each, scene)]
    plan.apply([front_draft(now, "governance", edits)])
