"""Changes to plan files: all are made and checked first, and then each file is replaced whole."""

from collections.abc import Iterator, Sequence
from difflib import unified_diff
from pathlib import Path
from typing import NamedTuple

from planctl.cli.edge import Stop
from planctl.cli.settle import put

_BOM = "\ufeff"


class Draft(NamedTuple):
    """A file of the plan as it is to be, and the bytes that it was made from."""

    path: Path
    name: str  # what it is called in what is printed
    before: bytes
    after: bytes


def changes(drafts: Sequence[Draft]) -> Iterator[str]:
    """The lines that change, as git would show them."""
    for draft in drafts:
        yield f"{draft.name}\n"
        old, new = (_lines(text) for text in (draft.before, draft.after))
        for line in list(unified_diff(old, new, n=1))[2:]:
            yield f"  {line.rstrip()}\n"


def write(drafts: Sequence[Draft]) -> None:
    """Replace the files, unless one of them has been changed by somebody meanwhile."""
    for draft in drafts:
        if _bytes(draft.path) != draft.before:
            message = f"{draft.name} was changed by somebody meanwhile, so nothing was written"
            raise Stop(message, "look at it, and give the command again")
    for number, draft in enumerate(drafts):
        try:
            put(draft.path.resolve(), draft.after)
        except Stop as stop:
            done = ", ".join(each.name for each in drafts[:number])
            if not done:
                raise
            raise Stop(stop.message, f"written before that: {done}; nothing else was") from None


def text_of(data: bytes) -> tuple[str, str]:
    """The text of a file that the loader has read, and the byte order mark that it began with."""
    text = data.decode("utf-8")
    return (text[1:], _BOM) if text.startswith(_BOM) else (text, "")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:  # it is gone, and so it is not what it was
        return b""


def _lines(data: bytes) -> list[str]:
    return data.decode("utf-8").splitlines(keepends=True)
