"""planctl evidence lock: seal the evidence files, so that a change or a loss is seen."""

from typing import Annotated, Final

import typer

from planctl.cli.option import PlanFolder, value_flag
from planctl.cli.terminal import ExitCode, print_lines, print_message, print_note

_HEAD: Final = (
    "# Written by planctl evidence lock: each evidence file with its sha256. "
    "planctl check compares."
)

OnlyCheck = Annotated[
    bool, typer.Option("--check", help="Write nothing: say whether a file is not sealed yet.")
]
Renew = Annotated[
    list[str] | None,
    value_flag(
        "--renew", "FILE", "Seal a file anew that was changed for a good reason.", several=True
    ),
]
Forget = Annotated[
    list[str] | None,
    value_flag(
        "--forget", "FILE", "Take out the seal of a file that no action needs.", several=True
    ),
]


def lock(
    *, plan: PlanFolder, check: OnlyCheck = False, renew: Renew = None, forget: Forget = None
) -> None:
    """Record the sha256 of each evidence file in evidence.yaml; planctl check then watches them.

    Example: planctl evidence lock
    """
    from planctl.cli.change import write_change
    from planctl.cli.screen import warn_of_unread
    from planctl.render.evidence import sealing_problems, sealing_report
    from planctl.update.file_change import whole_file_draft
    from planctl.workspace.evidence_files import SEALS_FILE, seal_files

    now = plan.now
    result = seal_files(now, renew or (), forget or ())
    is_changed = result.seals != now.loaded.plan.seals
    how_to_undo = ""
    if is_changed and not check:
        draft = whole_file_draft(now, SEALS_FILE, {**result.seals}, _HEAD)
        how_to_undo = write_change(now.root, [draft])
    print_lines(sealing_report(result, f"{now.name}/{SEALS_FILE}", written=not check))
    for line in sealing_problems(result):
        print_note(line)
    if how_to_undo:
        print_message(how_to_undo)
    warn_of_unread(now.loaded.plan)
    if not result.is_sound or (check and is_changed):
        raise typer.Exit(ExitCode.PROBLEMS)
