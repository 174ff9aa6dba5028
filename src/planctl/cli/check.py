"""planctl check: lists what is wrong with a plan, and changes nothing."""

import os
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from planctl.cli.edge import Ending, Sent, Stop, day_of, find_plan, out
from planctl.cli.option import AsAt, PlanFolder

if TYPE_CHECKING:
    from planctl.cli.desk import Desk
    from planctl.cli.known import Known
    from planctl.cli.review import Review
    from planctl.render.problem import Sheet

# Where the hosts say that the top of the repository is.
_TOPS: Final = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR", "BUILD_SOURCESDIRECTORY")
_SENT: Final = {"text": Sent.SCREEN, "github": Sent.COMMANDS, "azure": Sent.COMMANDS}


class Weight(StrEnum):
    """The least weight that makes the check fail."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


FailOn = Annotated[
    Weight, typer.Option("--fail-on", help="The least weight of a problem that fails the check.")
]
Forms = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        metavar="FORM[=FILE]",
        show_default=False,
        help="text, json, github, gitlab, azure, sarif or junit; with =FILE into a file. Can be "
        "given several times. Without it: text, and github where GitHub runs it.",
    ),
]
Since = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="WHEN",
        show_default=False,
        help="Fail only for what was changed or made worse since last-board, a day or a git "
        "revision, and for a first promise or a record that was not kept.",
    ),
]
OfBaseline = Annotated[
    Path | None,
    typer.Option(
        "--baseline",
        metavar="FILE",
        show_default=False,
        help="The list of known problems that planctl baseline wrote: they do not fail the check.",
    ),
]


def check(  # noqa: PLR0913 - each is a flag of its own
    *,
    plan: PlanFolder = None,
    as_at: AsAt = None,
    form: Forms = None,
    fail_on: FailOn = Weight.ERROR,
    since: Since = None,
    baseline: OfBaseline = None,
) -> None:
    """List what is wrong with the plan: files, shape, references, dates, quality.

    Ends with exit code 1 when there is an error, so that CI can fail on it. The plan is not
    written to.

    Example: planctl check --as-at 2024-03-13

    Example: planctl check --as-at 2024-03-13 --format text --format sarif=planctl.sarif
    """
    from planctl.cli.desk import desk
    from planctl.cli.known import known
    from planctl.cli.review import reviewed
    from planctl.cli.settle import put
    from planctl.render.printer import PRINTERS

    wanted = _wanted(form or _usual(), PRINTERS)
    now = desk(find_plan(plan))
    seen = reviewed(now.loaded, day_of(as_at))
    found = known(now, seen, since, baseline)
    sheet = _sheet(now, found, fail_on)
    for name, file in wanted:
        text = PRINTERS[name](sheet)
        if file is None:
            out(text, _SENT.get(name, Sent.DATA))
        else:
            put(file, text.encode("utf-8"))
    if sheet.is_failed:
        raise typer.Exit(Ending.PROBLEMS)


def _usual() -> Sequence[str]:
    """The form that is wanted where nobody says: GitHub's own where GitHub runs it."""
    return ["github"] if os.environ.get("GITHUB_ACTIONS") == "true" else ["text"]


def _wanted(
    forms: Sequence[str], printers: Mapping[str, object]
) -> Sequence[tuple[str, Path | None]]:
    """The forms that are asked for, each with its file; one at most has none."""
    from planctl.model.nearest import suggestion

    found: list[tuple[str, Path | None]] = []
    for asked in forms:
        name, sign, file = asked.partition("=")
        if name not in printers:
            hint = suggestion(name, printers) or f"it is one of: {', '.join(printers)}"
            raise Stop(f"“{name}” is no form of this list", hint)
        if sign and not file:
            raise Stop(f"no file is named for {name}", f"write it as in {name}=problems.{name}")
        found.append((name, Path(file) if file else None))
    if sum(file is None for _, file in found) > 1:
        raise Stop("only one form can be printed", "give the others a file, as in sarif=out.sarif")
    return found


def _sheet(now: "Desk", found: "Known", fail_on: Weight) -> "Sheet":
    """All that a printer needs to know."""
    from planctl.cli.review import ALL_RULES
    from planctl.cli.screen import paint
    from planctl.model.problem import Severity
    from planctl.render.problem import Sheet

    seen: Review = found.seen
    order = list(Weight)
    return Sheet(
        problems=seen.problems,
        actions=len(seen.scene.judged),
        as_at=seen.scene.as_at,
        line_at=seen.loaded.line_at,
        paint=paint,
        unread=len(seen.plan.unread),
        prints=found.prints,
        known=found.known,
        since=found.since,
        cured=found.cured,
        failing=frozenset(Severity(each) for each in order[: order.index(fail_on) + 1]),
        folder=now.name,
        from_top=_from_top(now),
        rules=ALL_RULES,
        named=tuple((each.area.ref, each.ref, each.action.title) for each in seen.scene.judged),
    )


def _from_top(now: "Desk") -> str:
    """The plan folder from the top of the repository that a host checked out."""
    from planctl.model.file_name import readable_path

    for name in _TOPS:
        top = os.environ.get(name)
        if top and now.root.resolve().is_relative_to(Path(top).resolve()):
            return readable_path(now.root.resolve().relative_to(Path(top).resolve()).as_posix())
    return now.name
