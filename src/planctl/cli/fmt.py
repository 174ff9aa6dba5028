"""planctl fmt: bring the files of a plan to the house form, or say which are not in it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.option import DryRunFlag, PlanFolder
from planctl.cli.terminal import ExitCode, print_lines, print_message, print_note

if TYPE_CHECKING:
    from planctl.save.files import Draft

OnlyCheck = Annotated[
    bool, typer.Option("--check", help="Write nothing: name the files that are not in the form.")
]


def fmt(*, check: OnlyCheck = False, dry_run: DryRunFlag = False, plan: PlanFolder) -> None:
    """Bring the files of the plan to one form: order of keys, quoting, lists, last line end.

    What they say stays to the character, and so does every comment.

    Example: planctl fmt --check
    """
    from planctl.cli.change import write_change
    from planctl.load.source import read_folder
    from planctl.save.files import draft_diff
    from planctl.update.file_change import format_drafts
    from planctl.workspace.folder import folder_name

    root = plan.root
    source = read_folder(root, folder_name(root))
    drafts, refused = format_drafts(source, root)
    for words in refused:
        print_note(f"left as it is: {words}")
    if dry_run:
        print_lines(draft_diff(drafts))
    else:
        print_lines(draft.name for draft in drafts)
    is_written = bool(drafts) and not (check or dry_run)
    how_to_undo = write_change(root, drafts) if is_written else ""
    print_message(_summary(drafts, len(source.files), written=is_written))
    if how_to_undo:
        print_message(how_to_undo)
    if refused or (check and drafts):
        raise typer.Exit(ExitCode.PROBLEMS)


def _summary(drafts: Sequence["Draft"], files: int, *, written: bool) -> str:
    from planctl.model.words import count_noun

    if not drafts:
        return f"planctl: {count_noun(files, 'file')}, all in the house form"
    verb = "brought to" if written else "not in"
    return f"planctl: {len(drafts)} of {count_noun(files, 'file')} {verb} the house form"
