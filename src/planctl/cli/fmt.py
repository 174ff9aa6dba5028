"""planctl fmt: bring the files of a plan to the house form, or say which are not in it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.option import DryRunFlag, PlanFolder
from planctl.cli.terminal import ExitCode, print_lines, print_message, print_note

if TYPE_CHECKING:
    from planctl.load.source import PlanFile, PlanFiles
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
    from planctl.workspace.folder import folder_name

    root = plan.root
    source = read_folder(root, folder_name(root))
    drafts, refused = _drafts(source, root)
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


def _drafts(source: "PlanFiles", root: "Path") -> tuple[list["Draft"], list[str]]:
    """The files that change, and in words those that cannot be brought to the form."""
    from planctl.edit.block import Unwritable
    from planctl.load.content import FileFault
    from planctl.save.files import Draft
    from planctl.workspace.progress import with_progress_bar

    drafts, refused = [], []
    for file in with_progress_bar(source.files, "looking at the files"):
        name = f"{source.name}/{file.path}"
        try:
            after = _format_file(file)
        except FileFault:
            refused.append(f"{name}; planctl check says why")
        except Unwritable as fault:
            refused.append(f"{name} {fault.message}; {fault.hint}")
        else:
            if after != file.data:
                drafts.append(Draft(root / file.path, name, file.data, after))
    return drafts, refused


def _format_file(file: "PlanFile") -> bytes:
    """A file in the house form; raises FileFault for one that is not the plan's, or broken."""
    from planctl.edit.form import formed
    from planctl.load.content import FileFault, decode_text
    from planctl.load.file_place import file_kind
    from planctl.save.files import split_bom

    kind = file_kind(file.path)
    if file.trouble or not kind:
        raise FileFault(file.trouble)
    decode_text(file.data)
    return formed(split_bom(file.data)[0], kind).encode("utf-8")


def _summary(drafts: Sequence["Draft"], files: int, *, written: bool) -> str:
    from planctl.model.words import count_noun

    if not drafts:
        return f"planctl: {count_noun(files, 'file')}, all in the house form"
    verb = "brought to" if written else "not in"
    return f"planctl: {len(drafts)} of {count_noun(files, 'file')} {verb} the house form"
