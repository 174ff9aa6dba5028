"""planctl update: say what happened to an action, and have it written into its file."""

from pathlib import Path
from typing import Annotated

import typer

from planctl.cli.edge import Stop, day_of, find_plan
from planctl.cli.option import AsAt, DryRun, PlanFolder
from planctl.cli.show import OneRef


def _text(flag: str, metavar: str, help: str) -> typer.models.OptionInfo:  # noqa: A002 - as typer calls it
    option: typer.models.OptionInfo = typer.Option(
        flag, metavar=metavar, show_default=False, help=help
    )
    return option


Progress = Annotated[str | None, _text("--progress", "TEXT", "What was done, for the log.")]
On = Annotated[
    str | None,
    _text("--on", "DAY", "The day of the note, the milestone, the request or the evidence."),
]
By = Annotated[str | None, _text("--by", "ROLE", "Who says so, by role.")]
Status = Annotated[str | None, _text("--status", "STATUS", "Where it stands, such as paused.")]
Complete = Annotated[str | None, _text("--complete", "DAY", "Complete, since that day.")]
Rag = Annotated[
    str | None, _text("--rag", "RATING", "The rating you declare; none: the computed one stands.")
]
Reason = Annotated[
    str | None, _text("--reason", "TEXT", "Why you declare that rating, or need that extension.")
]
ImpactRag = Annotated[
    str | None, _text("--impact-rag", "RATING", "The effect so far, as you rate it; or none.")
]
Lead = Annotated[
    list[str] | None,
    _text("--lead", "ROLE", "Who leads it; the first is accountable. Can be given several times."),
]
Done = Annotated[
    list[int] | None,
    _text("--milestone-done", "N", "The milestone of that number is done, --on a day."),
]
Request = Annotated[
    str | None, _text("--request-extension", "DAY", "A later date to ask the board for.")
]
Agree = Annotated[
    bool, typer.Option("--agree-extension", help="The board agreed the extension, --at a meeting.")
]
Refuse = Annotated[
    bool,
    typer.Option("--refuse-extension", help="The board refused the extension, --at a meeting."),
]
At = Annotated[str | None, _text("--at", "MEETING", "The meeting, by its day or month.")]
Evidence = Annotated[str | None, _text("--evidence", "TITLE", "Evidence, by what it is called.")]
Kind = Annotated[str | None, _text("--kind", "KIND", "Where the evidence comes from.")]
File = Annotated[str | None, _text("--file", "PATH", "Its file, from the plan folder.")]
Url = Annotated[str | None, _text("--url", "ADDRESS", "Its address, where it is kept elsewhere.")]
Shows = Annotated[str | None, _text("--shows", "TEXT", "What it shows to have changed.")]


def update(  # noqa: PLR0913 - each is a flag of its own
    ref: OneRef,
    *,
    progress: Progress = None,
    on: On = None,
    by: By = None,
    status: Status = None,
    complete: Complete = None,
    rag: Rag = None,
    reason: Reason = None,
    impact_rag: ImpactRag = None,
    lead: Lead = None,
    milestone_done: Done = None,
    request_extension: Request = None,
    agree_extension: Agree = False,
    refuse_extension: Refuse = False,
    at: At = None,
    evidence: Evidence = None,
    kind: Kind = None,
    file: File = None,
    url: Url = None,
    shows: Shows = None,
    dry_run: DryRun = False,
    plan: PlanFolder = None,
    as_at: AsAt = None,
) -> None:
    """Write into an action what happened to it; every other line of its file stays as it is.

    Without flags it asks, a question at a time. The change is shown, and checked before it is
    written.

    Example: planctl update 1.2 --progress "Second dip sample done." --on 2024-03-12 --by "SM QA"

    Example: planctl update 1.2 --request-extension "30 Apr 2024" --reason "Two posts are vacant"
    """
    from planctl.cli.asked import asked, file_of
    from planctl.cli.desk import desk
    from planctl.cli.news import News, edits
    from planctl.cli.review import reviewed
    from planctl.cli.revise import carry_out, revised

    day = day_of(as_at)
    root = find_plan(plan)
    now = desk(root)
    seen = reviewed(now.loaded, day)
    each = asked(ref, seen)
    source = file_of(each, seen)
    news = News(
        progress=progress,
        on=on,
        by=by,
        status=status,
        complete=complete,
        rag=rag,
        reason=reason,
        impact_rag=impact_rag,
        leads=tuple(lead or ()),
        done=tuple(milestone_done or ()),
        later=request_extension,
        answer="agreed" if agree_extension else "refused" if refuse_extension else "",
        meeting=at,
        evidence=evidence,
        kind=kind,
        file=file and _in_plan(file, root),
        url=url,
        shows=shows,
    )
    if agree_extension and refuse_extension:
        raise Stop("an extension is agreed or refused, not both", "leave one of the two out")
    if news.is_empty:
        from planctl.cli.interview import interview

        news = interview(each, seen.scene)
    made = revised(now, source, edits(each, news, seen.scene))
    carry_out(now, [made], day, dry_run=dry_run)


def _in_plan(file: str, root: Path) -> str:
    """A path from the plan folder, also where it was typed from the folder that one stands in."""
    typed = Path(file)
    if typed.is_file() and typed.resolve().is_relative_to(root.resolve()):
        return typed.resolve().relative_to(root.resolve()).as_posix()
    return file
