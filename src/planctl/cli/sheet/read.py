"""planctl sheet read: take the forms that came back into the files of their actions."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from planctl.cli.option import DryRunFlag, FormatFlag, OutputFormat, PlanAsAt, value_flag
from planctl.cli.terminal import ExitCode, date_of_words, print_message, print_note, print_result
from planctl.model.problem import Stop

if TYPE_CHECKING:
    from planctl.forms.request_conflict import FormOutcome
    from planctl.update.file_change import JudgedChange
    from planctl.workspace.plan import Review

Files = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE...", help="Forms that were filled in, .xlsx or .docx, or folders of them."
    ),
]
SaidBy = Annotated[
    str | None,
    value_flag("--by", "ROLE", "Who says so. Without it: the role that the form was made for."),
]
SaidOn = Annotated[
    str | None,
    value_flag(
        "--on",
        "DAY",
        "The day of what has no day of its own on the form. Without it: the as-at day.",
    ),
]

_ENDINGS: Final = {".xlsx", ".docx"}
_HIDDEN: Final = (".", "~$")  # what Office and Mac put beside a file that is open


def read(  # noqa: PLR0913 - each is a flag of its own
    files: Files,
    *,
    dry_run: DryRunFlag = False,
    by: SaidBy = None,
    on: SaidOn = None,
    form: FormatFlag = OutputFormat.TEXT,
    plan: PlanAsAt,
) -> None:
    """Take filled forms into the plan; what no longer fits or cannot be read is listed.

    An empty field says nothing. Where the plan has changed since the form was made, what it says
    and what was filled in are both shown, and the exit code is 1. All that is taken is one change.

    Example: planctl sheet read sheets/update-sm-qa.xlsx --dry-run
    """
    from planctl.cli.change import report_new_problems, write_change
    from planctl.forms.collect import Collection
    from planctl.forms.request_conflict import TROUBLE
    from planctl.update.action_update import parse_day_done

    day, now, review = plan.day, plan.now, plan.review
    on = date_of_words(on, day)
    collected = Collection(review, now, _role(by, review), parse_day_done(on, day) if on else day)
    change, outcomes = collected.taken([form for file in files for form in _form_files(file)])
    how_to_undo = write_change(now.root, change.drafts, dry_run=dry_run) if change.drafts else ""
    _print(outcomes, change, form, written=not dry_run)
    if change.brought:
        print_note("for whoever keeps the plan:")
        report_new_problems(change)
    if how_to_undo and form is OutputFormat.TEXT:
        print_message(how_to_undo)
    if any(file.fate in TROUBLE for file in outcomes):
        raise typer.Exit(ExitCode.PROBLEMS)


def _role(by: str | None, review: "Review") -> str | None:
    """The role that was named, where the plan knows it."""
    from planctl.workspace.filter import match_name

    roles = review.scene.names.roles
    return match_name(by, roles, "role") if by and roles is not None else by


def _print(
    outcomes: "Sequence[FormOutcome]", change: "JudgedChange", form: OutputFormat, *, written: bool
) -> None:
    from planctl.cli.screen import print_json
    from planctl.forms.request_conflict import outcomes_json, outcomes_text

    if form is OutputFormat.JSON:
        print_json(
            {"written": written and bool(change.drafts), **outcomes_json(outcomes, change.brought)}
        )
    else:
        print_result(outcomes_text(outcomes, written=written) + change.shown)


def _form_files(path: Path) -> list[Path]:
    """The file that was named, or the papers of Word and Excel in that folder."""
    if not path.is_dir():
        return [path]
    forms = sorted(
        file
        for file in path.iterdir()
        if file.suffix.lower() in _ENDINGS and not file.name.startswith(_HIDDEN)
    )
    if not forms:
        raise Stop(f"there is no form in {path}", "name a folder of .xlsx or .docx files")
    return forms
