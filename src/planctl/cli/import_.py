"""planctl import: a plan that is kept in Word, Excel or another paper becomes plan files."""

import shlex
import sys
from contextlib import nullcontext, redirect_stdout
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.option import (
    AsAtFlag,
    DryRunFlag,
    FormatFlag,
    OutputFormat,
    choice_flag,
    value_flag,
)
from planctl.cli.terminal import parse_as_at, print_message, print_result
from planctl.model.problem import Stop
from planctl.workspace.folder import find_plan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planctl.intake.plan.assemble import ImportOptions
    from planctl.intake.plan.plan_content import ImportResult
    from planctl.intake.read.paper import Paper
    from planctl.update.import_answers import GivenAnswers
    from planctl.update.import_report import ImportAccount


class Order(StrEnum):
    """Which of the day and the month stands first in 3/8/2024."""

    DMY = "dmy"
    MDY = "mdy"


Foreign = Annotated[
    Path,
    typer.Argument(
        metavar="FILE", help="The paper: .docx, .xlsx, .pdf, .csv, .tsv, .html, .md, or .txt."
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
    int | None, value_flag("--year", "YEAR", "The year of dates that are written without one.")
]
Terms = Annotated[
    list[str] | None,
    value_flag(
        "--term",
        "NAME=DAY",
        'The last day of a term or a quarter, such as "autumn=2025-12-19" or "q3=2025-12-31"; '
        "start=DAY is the day from which months and weeks count. Can be given several times.",
    ),
]
Dated = Annotated[
    Order, choice_flag("--dates", "Whether the day or the month stands first in 3/8/2024.")
]
Interactive = Annotated[
    bool, typer.Option("--interactive", help="Ask about guesses and open values, at a terminal.")
]
AnswersFile = Annotated[
    Path | None,
    value_flag(
        "--answers",
        "FILE",
        "The file of answers, which every import writes: filled in, or where it is to go. "
        "Without it: beside the plan.",
    ),
]
Update = Annotated[
    bool, typer.Option("--update", help="Bring the plan that is in DIR up to date with the paper.")
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
    term: Terms = None,
    dates: Dated = Order.DMY,
    interactive: Interactive = False,
    answers: AnswersFile = None,
    update: Update = False,
    report: Report = None,
    dry_run: DryRunFlag = False,
    form: FormatFlag = OutputFormat.TEXT,
    as_at: AsAtFlag = None,
) -> None:
    """Make a plan of one that is kept elsewhere: in Word, Excel, PDF, CSV, HTML, Markdown or text.

    Nothing of the paper is lost: what does not stand in the plan stands in the import report,
    with each guess and each value that only a person can say. What is asked stands in a file of
    answers too: fill it in, and import once more.

    Example: planctl import docs/example-plan.md --into imported/plan
    """
    from planctl.cli.change import show_and_write
    from planctl.save.folder import write_plan_folder
    from planctl.update.import_answers import answers_path, read_answers
    from planctl.update.import_file import folder_obstacle, read_import_file, recognise_file
    from planctl.update.import_flags import parse_import_flags
    from planctl.update.import_report import ImportAccount, report_path, update_drafts
    from planctl.update.new_plan import make_new_plan, restore_plan
    from planctl.update.paper_memory import PaperLinks
    from planctl.workspace.plan import open_workspace

    day, content = parse_as_at(as_at), read_import_file(file)
    obstacle = None if update else folder_obstacle(into)
    if obstacle and not dry_run:
        raise obstacle
    asked = parse_import_flags(columns or (), term or (), year, month_first=dates is Order.MDY)
    result, paper = recognise_file(file.name, content)
    if result and update:
        message = f"{file.name} is a plan that planctl wrote, and no newer paper"
        hint = "import it --into a new folder, and compare that with the plan"
        raise Stop(message, hint)
    path = report_path(into.resolve(), report)
    answers = None if result else answers or answers_path(path)
    if not result:
        given = read_answers(answers or answers_path(path))
        result, asked = _plan_of_paper(file, paper, asked, given, interactive=interactive)
    account = ImportAccount(result, file.name, asked.answers, ties=PaperLinks.of(result))
    how_to_undo = ""
    if update:
        now = open_workspace(find_plan(into))
        account, drafts = update_drafts(account, now, path, day)
        # In JSON the result stands alone.
        output = redirect_stdout(sys.stderr) if form is OutputFormat.JSON else nullcontext()
        with output:
            how_to_undo = show_and_write(now, drafts, day, dry_run=dry_run)
    else:
        made = make_new_plan(result, into, day) if answers else restore_plan(result, into)
        result, files = made
        account = account._replace(found=result, ties=PaperLinks.of(result))
        if not dry_run:
            write_plan_folder(into, files)
    next_lines = ["a dry run: nothing was written"]
    if obstacle:
        next_lines.append(f"{obstacle.message}: {obstacle.hint}")
    if not dry_run:
        command = ["planctl", "import", str(file), "--into", str(into), "--update"]
        next_lines = [*_write_reports(account, path, answers, command)]
        next_lines.append(f"next: planctl check --plan {shlex.quote(str(into))}")
    _print_account(account, next_lines, how_to_undo, form)


def _print_account(
    account: "ImportAccount", next_lines: list[str], how_to_undo: str, form: OutputFormat
) -> None:
    from planctl.cli.screen import print_json
    from planctl.update.import_report import import_report_json, import_summary

    if form is OutputFormat.JSON:
        print_json(import_report_json(account))
        return
    print_result(import_summary(account, next_lines))
    if how_to_undo:
        print_message(how_to_undo)


def _write_reports(
    account: "ImportAccount", report: Path, answers: Path | None, command: "Sequence[str]"
) -> "Iterator[str]":
    """Write the report, and the file of answers of somebody else's paper; where they are."""
    from planctl.intake.account import Fate
    from planctl.update.import_answers import write_answers
    from planctl.update.import_report import relative_path, write_report

    names = write_report(account, report)
    yield f"the account of every word: {', '.join(map(relative_path, names))}"
    if not answers:
        return
    write_answers(answers, account.paper, account.found.entries, account.answers)
    if account.found.of(Fate.ASKED):
        name = relative_path(answers.resolve())
        again = shlex.join([*command, "--answers", name])
        yield f"write your answers into {name}, then: {again}"


def _plan_of_paper(
    file: Path, paper: "Paper", asked: "ImportOptions", given: "GivenAnswers", *, interactive: bool
) -> "tuple[ImportResult, ImportOptions]":
    """The plan of somebody else's paper, and what was said of it, answers too."""
    from planctl.intake.plan.assemble import parse_paper
    from planctl.intake.plan.plan_content import build_import
    from planctl.intake.table.hidden_and_struck import omitted_actions
    from planctl.update.import_flags import actions_column_hint, refuse_unknown_column
    from planctl.workspace.progress import with_progress_bar

    refuse_unknown_column(asked, paper)
    columns = {**given.columns, **asked.more}
    asked = asked._replace(more=columns, answers=given.answers)
    if interactive:
        from planctl.cli.import_questions import ask_import_questions

        asked = ask_import_questions(paper, asked)
    result = build_import(parse_paper(paper, asked, partial(with_progress_bar, doing="reading")))
    if not result.paths:
        if omitted := omitted_actions(result.entries):
            hint = "put it right or show it in the paper, and import that again"
            raise Stop(f"every action of {file} is left out: {omitted}", hint)
        raise Stop(f"no action was found in {file}", actions_column_hint(paper))
    return result, asked
