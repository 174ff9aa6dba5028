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
from planctl.cli.option import As, AsAt, DryRun, Format, choice_flag, value_flag
from planctl.model.stop import Stop
from planctl.workspace.folder import find_plan

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
    value_flag(
        "--map",
        "COLUMN=KEY",
        'What a column holds, such as "Team=leads"; KEY can be nothing. A rating of '
        "one sign too: 1=red. Can be given several times.",
    ),
]
Year = Annotated[
    int | None,
    value_flag("--year", "YEAR", "The year of dates that are written without one."),
]
Dated = Annotated[
    Order,
    choice_flag("--dates", "Whether the day or the month stands first in 3/8/2024."),
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
    value_flag("--report", "FOLDER", "Where the import report goes. Without it: beside the plan."),
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
    from planctl.cli.import_paper import opened, put_plan, read, said_by, texts, there
    from planctl.cli.screen import print_json
    from planctl.update.paper_memory import Ties
    from planctl.update.paper_report import Account, as_json, near, put_report, report_of, summary

    day = day_of(as_at)
    obstacle = None if update else there(into)
    if obstacle and not dry_run:
        raise obstacle
    asked = said_by(columns or (), year, month_first=dates is Order.MDY)
    result, paper = read(file.name, opened(file))
    if result and update:
        message = f"{file.name} is a plan that planctl wrote, and no newer paper"
        hint = "import it --into a new folder, and compare that with the plan"
        raise Stop(message, hint)
    if not result:
        result, asked = _plan_of_paper(file, paper, asked, interactive=interactive)
    path = report_of(into.resolve(), report)
    account = Account(result, file.name, asked.answers, ties=Ties.of(result))
    if update:
        options = UpdateOptions(day, form, dry_run=dry_run)
        account = _update_plan(account, into, path, options)
    else:
        files = texts(result, into)
        if not dry_run:
            put_plan(into, files)
    next_lines = ["a dry run: nothing was written"]
    if obstacle:
        next_lines.append(f"{obstacle.message}: {obstacle.hint}")
    if not dry_run:
        names = put_report(account, path)
        next_lines = [f"the account of every word: {', '.join(map(near, names))}"]
        next_lines.append(f"next: planctl check --plan {into}")
    if form is Format.TEXT:
        out(summary(account, next_lines))
    else:
        print_json(as_json(account))


class UpdateOptions(NamedTuple):
    """UpdateOptions a plan is edited: on which day, and what is printed and written."""

    as_at: date
    form: Format
    dry_run: bool


def _update_plan(account: "Account", into: Path, report: Path, options: UpdateOptions) -> "Account":
    """Edit the plan that is there; what is said of it. In JSON the result stands alone."""
    from planctl.cli.change import carry_out
    from planctl.update.paper import Paper, changes
    from planctl.update.paper_memory import Memory, before
    from planctl.update.paper_report import accounted
    from planctl.workspace.plan import desk

    now = desk(find_plan(into))
    memory = before(report.with_name(f"{report.name}.json"))
    paper = Paper(account.found, account.paper, memory or Memory(), options.as_at)
    edits = changes(paper, now)
    output = redirect_stdout(sys.stderr) if options.form is Format.JSON else nullcontext()
    with output:
        carry_out(now, edits.drafts, options.as_at, dry_run=options.dry_run)
    no_memory = (
        f"there is no {report.name}.json of an import before: what differs is kept, not edited"
    )
    return account._replace(
        found=accounted(account.found, edits),
        told=edits.told if memory else (no_memory, *edits.told),
        kept=edits.kept,
        ties=edits.ties,
        earlier=paper.memory.story,
        on=options.as_at.isoformat(),
    )


def _plan_of_paper(
    file: Path, paper: "Paper", asked: "Asked", *, interactive: bool
) -> "tuple[ImportResult, Asked]":
    """The plan of somebody else's paper, and what was said of it, answers too."""
    from planctl.cli.import_paper import how_to_map, refuse_unknown
    from planctl.intake.plan.files import made
    from planctl.intake.plan.whole import taken
    from planctl.workspace.progress import watched

    refuse_unknown(asked, paper)
    if interactive:
        from planctl.cli.import_questions import answered

        asked = answered(paper, asked)
    result = made(taken(paper, asked, partial(watched, doing="reading")))
    if not result.paths:
        raise Stop(f"no action was found in {file}", how_to_map(paper))
    return result, asked
