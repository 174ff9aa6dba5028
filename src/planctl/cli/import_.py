"""planctl import: a plan that is kept in Word, Excel or another paper becomes plan files."""

import sys
from contextlib import nullcontext, redirect_stdout
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from planctl.cli.edge import day_of, out
from planctl.cli.option import As, AsAt, DryRun, Format
from planctl.model.stop import Stop
from planctl.workspace.folder import find_plan
from planctl.workspace.progress import watched

if TYPE_CHECKING:
    from planctl.intake.plan.files import ImportResult
    from planctl.intake.plan.whole import Asked
    from planctl.intake.read.parts import Paper
    from planctl.update.paper_report import Account


class Order(StrEnum):
    """Which of the day and the month stands first in 3/8/2024."""

    DMY = "dmy"
    MDY = "mdy"


Foreign = Annotated[
    Path,
    typer.Argument(
        metavar="FILE", help="The paper: .docx, .xlsx, .csv, .tsv, .html, .md, or .txt with tabs."
    ),
]
Into = Annotated[
    Path, typer.Option("--into", metavar="DIR", help="The folder of the plan that is made.")
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="COLUMN=KEY",
        show_default=False,
        help='What a column holds, such as "Team=leads"; KEY can be nothing. A rating of '
        "one sign too: 1=red. Can be given several times.",
    ),
]
Year = Annotated[
    int | None,
    typer.Option(
        "--year",
        metavar="YEAR",
        show_default=False,
        help="The year of dates that are written without one.",
    ),
]
Dated = Annotated[
    Order,
    typer.Option(
        "--dates",
        case_sensitive=False,
        help="Whether the day or the month stands first in 3/8/2024.",
    ),
]
Interactive = Annotated[
    bool, typer.Option("--interactive", help="Ask about guesses and open values, at a terminal.")
]
Update = Annotated[
    bool,
    typer.Option("--update", help="Bring the plan that is in DIR up to date with the paper."),
]
Report = Annotated[
    Path | None,
    typer.Option(
        "--report",
        metavar="FOLDER",
        show_default=False,
        help="Where the import report goes. Without it: beside the plan.",
    ),
]


def import_(  # noqa: PLR0913 - each is a flag of its own
    file: Foreign,
    *,
    into: Into = Path("plan"),
    columns: Columns = None,
    year: Year = None,
    dates: Dated = Order.DMY,
    interactive: Interactive = False,
    update: Update = False,
    report: Report = None,
    dry_run: DryRun = False,
    form: As = Format.TEXT,
    as_at: AsAt = None,
) -> None:
    """Make a plan of one that is kept in Word, Excel, CSV, HTML, Markdown or text.

    Nothing of the paper is lost: what does not stand in the plan stands in the import report,
    with each guess and each value that only a person can say.

    Example: planctl import docs/example-plan.md --into imported/plan
    """
    from planctl.cli.import_map import said_by
    from planctl.cli.import_paper import opened, put_plan, read, texts, there
    from planctl.cli.screen import print_json
    from planctl.update.paper_memory import Ties
    from planctl.update.paper_report import Account, as_json, near, put_report, report_of, summary

    day = day_of(as_at)
    taken = None if update else there(into)
    if taken and not dry_run:
        raise taken
    asked = said_by(columns or (), year, month_first=dates is Order.MDY)
    found, paper = read(file.name, opened(file))
    if found and update:
        message = f"{file.name} is a plan that planctl wrote, and no newer paper"
        hint = "import it --into a new folder, and compare that with the plan"
        raise Stop(message, hint)
    if not found:
        found, asked = _made(file, paper, asked, interactive=interactive)
    path = report_of(into.resolve(), report)
    account = Account(found, file.name, asked.answers, ties=Ties.of(found))
    if update:
        how = How(day, form, dry_run=dry_run)
        account = _brought_up_to_date(account, into, path, how)
    else:
        files = texts(found, into)
        if not dry_run:
            put_plan(into, files)
    where = ["a dry run: nothing was written"]
    if taken:
        where.append(f"{taken.message}: {taken.hint}")
    if not dry_run:
        names = put_report(account, path)
        where = [f"the account of every word: {', '.join(map(near, names))}"]
        where.append(f"next: planctl check --plan {into}")
    if form is Format.TEXT:
        out(summary(account, where))
    else:
        print_json(as_json(account))


class How(NamedTuple):
    """How a plan is edited: on which day, and what is printed and written."""

    as_at: date
    form: Format
    dry_run: bool


def _brought_up_to_date(account: "Account", into: Path, report: Path, how: How) -> "Account":
    """Edit the plan that is there; what is said of it. In JSON the result stands alone."""
    from planctl.cli.change import carry_out
    from planctl.update.paper import Paper, changes
    from planctl.update.paper_memory import Memory, before
    from planctl.update.paper_report import accounted
    from planctl.workspace.plan import desk

    now = desk(find_plan(into))
    memory = before(report.with_name(f"{report.name}.json"))
    paper = Paper(account.found, account.paper, memory or Memory(), how.as_at)
    made = changes(paper, now)
    apart = redirect_stdout(sys.stderr) if how.form is Format.JSON else nullcontext()
    with apart:
        carry_out(now, made.drafts, how.as_at, dry_run=how.dry_run)
    lost = f"there is no {report.name}.json of an import before: what differs is kept, not edited"
    return account._replace(
        found=accounted(account.found, made),
        told=made.told if memory else (lost, *made.told),
        kept=made.kept,
        ties=made.ties,
        earlier=paper.memory.story,
        on=how.as_at.isoformat(),
    )


def _made(
    file: Path, paper: "Paper", asked: "Asked", *, interactive: bool
) -> "tuple[ImportResult, Asked]":
    """The plan of somebody else's paper, and what was said of it, answers too."""
    from planctl.cli.import_map import how_to_map, refuse_unknown
    from planctl.intake.plan.files import made
    from planctl.intake.plan.whole import taken

    refuse_unknown(asked, paper)
    if interactive:
        from planctl.cli.import_questions import answered

        asked = answered(paper, asked)
    found = made(taken(paper, asked, partial(watched, doing="reading")))
    if not found.paths:
        raise Stop(f"no action was found in {file}", how_to_map(paper))
    return found, asked
