"""planctl sheet read: take the forms that came back into the files of their actions."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from planctl.cli.edge import Ending, day_of, out, say
from planctl.cli.option import As, AsAt, DryRun, Format, PlanFolder, value_flag
from planctl.model.stop import Stop
from planctl.workspace.folder import find_plan

if TYPE_CHECKING:
    from planctl.forms.outcome import Outcome
    from planctl.update.revise import Weighed
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
    dry_run: DryRun = False,
    by: SaidBy = None,
    on: SaidOn = None,
    form: As = Format.TEXT,
    plan: PlanFolder = None,
    as_at: AsAt = None,
) -> None:
    """Take filled forms into the plan; what no longer fits or cannot be read is listed.

    An empty field says nothing. Where the plan has changed since the form was made, what it says
    and what was filled in are both shown, and the exit code is 1. All that is taken is one change.

    Example: planctl sheet read sheets/update-sm-qa.xlsx --dry-run
    """
    from planctl.cli.change import put_in, tell_brought
    from planctl.forms.collect import Collection
    from planctl.forms.outcome import TROUBLE
    from planctl.update.news import day_done
    from planctl.workspace.plan import desk, reviewed

    day = day_of(as_at)
    now = desk(find_plan(plan))
    review = reviewed(now.loaded, day)
    collected = Collection(review, now, _role(by, review), day_done(on, day) if on else day)
    change, outcomes = collected.taken([form for file in files for form in _form_files(file)])
    if change.drafts:
        put_in(now, change, dry_run=dry_run)
    _print(outcomes, change, form, written=not dry_run)
    if change.brought:
        say("planctl: for whoever keeps the plan:")
        tell_brought(change)
    if any(file.fate in TROUBLE for file in outcomes):
        raise typer.Exit(Ending.PROBLEMS)


def _role(by: str | None, review: "Review") -> str | None:
    """The role that was named, where the plan knows it."""
    from planctl.workspace.filter import known

    roles = review.scene.names.roles
    return known(by, roles, "role") if by and roles is not None else by


def _print(
    outcomes: "Sequence[Outcome]", change: "Weighed", form: Format, *, written: bool
) -> None:
    from planctl.cli.screen import print_json
    from planctl.forms.outcome import as_json, as_text

    if form is Format.JSON:
        print_json(
            {"written": written and bool(change.drafts), **as_json(outcomes, change.brought)}
        )
    else:
        out(as_text(outcomes, written=written) + change.shown)


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
