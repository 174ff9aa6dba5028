"""planctl fmt: bring the files of a plan to the house form, or say which are not in it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.edge import Ending, out, say
from planctl.cli.option import DryRun, PlanFolder
from planctl.workspace.folder import find_plan

if TYPE_CHECKING:
    from planctl.load.source import Source, SourceFile
    from planctl.save.files import Draft

OnlyCheck = Annotated[
    bool, typer.Option("--check", help="Write nothing: name the files that are not in the form.")
]


def fmt(*, check: OnlyCheck = False, dry_run: DryRun = False, plan: PlanFolder = None) -> None:
    """Bring the files of the plan to one form: order of keys, quoting, lists, last line end.

    What they say stays to the character, and so does every comment.

    Example: planctl fmt --check
    """
    from planctl.load.source import from_folder
    from planctl.model.words import visible
    from planctl.save.files import changes, write
    from planctl.workspace.folder import folder_name

    root = find_plan(plan)
    source = from_folder(root, folder_name(root))
    drafts, refused = _drafts(source, root)
    for words in refused:
        say(f"planctl: left as it is: {visible(words)}")
    if dry_run:
        out("".join(f"{visible(line)}\n" for line in changes(drafts)))
    else:
        out("".join(f"{visible(draft.name)}\n" for draft in drafts))
    if not (check or dry_run):
        write(root, drafts)
    say(_summary(drafts, len(source.files), written=not (check or dry_run)))
    if refused or (check and drafts):
        raise typer.Exit(Ending.PROBLEMS)


def _drafts(source: "Source", root: "Path") -> tuple[list["Draft"], list[str]]:
    """The files that change, and in words those that cannot be brought to the form."""
    from planctl.edit.block import Unwritable
    from planctl.load.content import FileFault
    from planctl.save.files import Draft
    from planctl.workspace.progress import watched

    drafts, refused = [], []
    for file in watched(source.files, "looking at the files"):
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


def _format_file(file: "SourceFile") -> bytes:
    """A file in the house form; raises FileFault for one that is not the plan's, or broken."""
    from planctl.edit.form import formed
    from planctl.load.content import FileFault, decoded
    from planctl.load.whereabouts import kind_of
    from planctl.save.files import text_of

    kind = kind_of(file.path)
    if file.trouble or not kind:
        raise FileFault(file.trouble)
    decoded(file.data)
    return formed(text_of(file.data)[0], kind).encode("utf-8")


def _summary(drafts: Sequence["Draft"], files: int, *, written: bool) -> str:
    from planctl.model.words import counted

    if not drafts:
        return f"planctl: {counted(files, 'file')}, all in the house form"
    verb = "brought to" if written else "not in"
    return f"planctl: {len(drafts)} of {counted(files, 'file')} {verb} the house form"
