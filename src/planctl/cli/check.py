"""planctl check: lists what is wrong with a plan, and changes nothing."""

import os
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from planctl.cli.option import PlanAsAt, choice_flag, value_flag
from planctl.cli.terminal import (
    ExitCode,
    ResultKind,
    date_of_words,
    print_note,
    print_result,
    today,
)
from planctl.model.problem import Stop

if TYPE_CHECKING:
    from planctl.model.problem import Severity
    from planctl.render.problem import CheckReport
    from planctl.workspace.known_problems import KnownProblems
    from planctl.workspace.plan import Review, Workspace

# The forms that name a file as a host knows it, which git has to be asked for.
_OF_HOSTS: Final = frozenset({"github", "gitlab", "azure", "sarif", "junit"})
_FINGERPRINTED: Final = frozenset({"json", "gitlab", "sarif"})  # they say which problem is which
_SENT: Final = {
    "text": ResultKind.SCREEN,
    "github": ResultKind.COMMANDS,
    "azure": ResultKind.COMMANDS,
}


class Weight(StrEnum):
    """The least weight of a problem that counts for something."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


FailOn = Annotated[
    Weight, choice_flag("--fail-on", "The least weight of a problem that fails the check.")
]
FromWeight = Annotated[
    Weight,
    choice_flag(
        "--severity",
        "The least weight of a problem that is listed; all are counted, and the exit code is "
        "that of --fail-on.",
    ),
]
Forms = Annotated[
    list[str] | None,
    value_flag(
        "--format",
        "FORM[=FILE]",
        "text, json, github, gitlab, azure, sarif or junit; with =FILE into a file. Can be "
        "given several times. Without it: text, and github where GitHub runs it.",
    ),
]
Since = Annotated[
    str | None,
    value_flag(
        "--since",
        "WHEN",
        "Fail only for what was changed or made worse since last-board, a day or a git "
        "revision, and for a first promise or a record that was not kept.",
    ),
]
OfBaseline = Annotated[
    Path | None,
    value_flag(
        "--baseline",
        "FILE",
        "The list of known problems that planctl baseline wrote: they do not fail the check.",
    ),
]


def check(  # noqa: PLR0913 - each is a flag of its own
    *,
    plan: PlanAsAt,
    form: Forms = None,
    fail_on: FailOn = Weight.ERROR,
    severity: FromWeight = Weight.NOTE,
    since: Since = None,
    baseline: OfBaseline = None,
) -> None:
    """List what is wrong with the plan: files, shape, references, dates, quality.

    Ends with exit code 1 when there is an error, so that CI can fail on it. The plan is not
    written to.

    Example: planctl check --as-at 2024-03-13

    Example: planctl check --as-at 2024-03-13 --format text --format sarif=planctl.sarif
    """
    from planctl.render.problem import PROBLEM_FORMATS, problem_printer
    from planctl.save.files import write_file
    from planctl.workspace.folder import folder_from_top
    from planctl.workspace.known_problems import compare_problems, review_fingerprints
    from planctl.workspace.plan import all_rules

    formats = _parse_formats(form or _default_formats(), PROBLEM_FORMATS)
    now, review = plan.now, plan.review_with_promises
    since = date_of_words(since, plan.day)
    results = compare_problems(now, review, since, baseline, today())
    for path in results.seen.uncompared:
        print_note(f"not compared, because it could not be read: {path}")
    named = {name for name, _ in formats}
    from_top = folder_from_top(now.root) if _OF_HOSTS & named else ""
    sheet = _sheet(now, results)._replace(
        prints=review_fingerprints(results.seen) if _FINGERPRINTED & named else (),
        failing=_severities_from(fail_on),
        listed=_severities_from(severity),
        from_top=from_top or now.name,
        rules=all_rules() if "sarif" in named else (),
    )
    for name, file in formats:
        text = problem_printer(name)(sheet)
        if file is None:
            print_result(text, _SENT.get(name, ResultKind.DATA))
        else:
            write_file(file, text.encode("utf-8"))
    if sheet.is_failed:
        raise typer.Exit(ExitCode.PROBLEMS)


def _default_formats() -> Sequence[str]:
    """The form that is wanted where nobody says: GitHub's own where GitHub runs it."""
    return ["github"] if os.environ.get("GITHUB_ACTIONS") == "true" else ["text"]


def _parse_formats(
    forms: Sequence[str], printers: Sequence[str]
) -> Sequence[tuple[str, Path | None]]:
    """The forms that are asked for, each with its file; one at most has none."""
    from planctl.model.choice import match_choice, quoted_list
    from planctl.model.nearest_name import suggest_name

    parsed: list[tuple[str, Path | None]] = []
    for typed in forms:
        word, sign, file = typed.partition("=")
        name = match_choice(word, printers)
        if not name and match_choice(word.partition(",")[0], printers):
            hint = "write --format for each; one is printed, and others go into files: sarif=FILE"
            raise Stop(f"--format takes one form, and “{word}” names several", hint)
        if not name:
            hint = suggest_name(word, printers) or f"it can be {quoted_list(printers, last='or')}"
            raise Stop(f"--format cannot be “{word}”", hint)
        if sign and not file:
            raise Stop(f"no file is named for {name}", f"write it as in {name}=problems.{name}")
        parsed.append((name, Path(file) if file else None))
    if sum(file is None for _, file in parsed) > 1:
        raise Stop("only one form can be printed", "give the others a file, as in sarif=out.sarif")
    return parsed


def _severities_from(weight: Weight) -> "frozenset[Severity]":
    """The weights from this one on."""
    from planctl.model.problem import Severity

    order = list(Weight)
    return frozenset(Severity(word) for word in order[: order.index(weight) + 1])


def _sheet(now: "Workspace", results: "KnownProblems") -> "CheckReport":
    """All that a printer needs to know."""
    from planctl.cli.screen import paint
    from planctl.render.problem import CheckReport

    review: Review = results.seen
    return CheckReport(
        problems=review.problems,
        actions=len(review.scene.judged),
        as_at=review.scene.as_at,
        line_at=review.loaded.line_at,
        paint=paint,
        unread=len(review.plan.unread),
        known=results.known,
        since=results.since,
        cured=results.cured,
        folder=now.name,
        named=tuple(
            (judged.area.ref, judged.ref, judged.action.title) for judged in review.scene.judged
        ),
    )
