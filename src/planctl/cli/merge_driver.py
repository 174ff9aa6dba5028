"""planctl merge-driver: what git runs to bring two people's changes to one plan file together."""

from pathlib import Path
from typing import Annotated

import typer

from planctl.cli.terminal import ExitCode, print_note
from planctl.model.problem import Stop

Base = Annotated[Path, typer.Argument(metavar="%O", help="The file as both began from it.")]
Ours = Annotated[Path, typer.Argument(metavar="%A", help="Ours; the result takes its place.")]
Theirs = Annotated[Path, typer.Argument(metavar="%B", help="Theirs.")]
Name = Annotated[str, typer.Argument(metavar="%P", help="The path of the file in the repository.")]
Size = Annotated[int, typer.Argument(metavar="%L", help="How long the signs of a conflict are.")]


def merge_driver(base: Base, ours: Ours, theirs: Theirs, path: Name, size: Size = 7) -> None:
    """Bring two changes of a plan file together by what they mean; git runs this by itself.

    Notes of both sides stay, in the order of their days. Where both changed one key in two ways,
    that key is left for a person to settle, and the exit code is 1.

    Example: planctl merge-driver base.yaml ours.yaml theirs.yaml plan/roles.yaml
    """
    from planctl.edit.merge import merged
    from planctl.load.content import FileFault, decode_text
    from planctl.save.files import split_bom, write_file

    sides = [_bytes(file) for file in (base, ours, theirs)]
    try:
        base_text, our_text, their_text = (decode_text(data) for data in sides)
        result = merged(_kind(path), base_text, our_text, their_text, size)
    except FileFault:
        print_note(f"{path} is not a plan file that can be read; settle it by hand")
        raise typer.Exit(ExitCode.PROBLEMS) from None
    mark = split_bom(sides[1])[1]
    write_file(ours, (mark + result.text).encode("utf-8"))
    if result.is_conflict:
        print_note(f"both sides changed the same in {path}; look for <<<<<<< in it")
        raise typer.Exit(ExitCode.PROBLEMS)


def _bytes(file: Path) -> bytes:
    from planctl.load.source import SIZE_LIMIT, file_bytes

    try:
        return file_bytes(file, SIZE_LIMIT)
    except OSError as error:
        raise Stop(
            f"{file} could not be read: {error.strerror}", "git merges it by itself"
        ) from None


def _kind(path: str) -> str:
    """What kind of plan file it is, wherever in the repository the plan folder is."""
    from planctl.load.content import FileFault
    from planctl.load.file_place import file_kind

    steps = path.split("/")
    kinds = (file_kind("/".join(steps[n:])) for n in range(len(steps)))
    kind = next((kind for kind in kinds if kind), "")
    if not kind:
        raise FileFault("not-a-plan-file")
    return kind
