"""planctl doctor: what is installed, found and missing, and how to mend it."""

from typing import Annotated

import typer

from planctl.cli.option import FormatFlag, OutputFormat, PlanFlag
from planctl.cli.terminal import ExitCode, print_lines, today

Mend = Annotated[
    bool, typer.Option("--mend", help="Finish a change of several files that was stopped half-way.")
]


def doctor(
    *, mend: Mend = False, plan: PlanFlag = None, form: FormatFlag = OutputFormat.TEXT
) -> None:
    """Say what planctl finds on this computer and in this plan, and how to mend what is wrong.

    Without --mend nothing is written.

    Example: planctl doctor
    """
    from planctl.cli.screen import print_json
    from planctl.workspace.diagnosis import WRONG, diagnose

    findings = list(diagnose(plan, today(), mend=mend))
    if form is OutputFormat.JSON:
        print_json({"findings": [finding._asdict() for finding in findings]})
    else:
        for state, words, remedy in findings:
            print_lines([f"{state + ':':<7}{words}", *([f"       {remedy}"] if remedy else ())])
    if any(finding.state == WRONG for finding in findings):
        raise typer.Exit(ExitCode.PROBLEMS)
