"""A plan folder as it is now; how to reach the states that git has of it is loaded when asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from planctl.cli.edge import folder_name
from planctl.load.loaded import Loaded
from planctl.load.reader import load
from planctl.load.reading import Read
from planctl.load.source import SourceFile, from_folder

if TYPE_CHECKING:
    from planctl.load.history import History


class Desk(NamedTuple):
    """A plan folder as it is now, beside all that was read of it."""

    root: Path
    name: str  # what its files are called in what is printed
    loaded: Loaded
    known: dict[SourceFile, Read]

    @contextmanager
    def history(self) -> "Iterator[History]":
        """The states that git has of the plan, which share what was read already."""
        from planctl.load.history import History

        with History(self.root, self.name, self.known) as past:
            yield past


def desk(root: Path, name: str = "") -> Desk:
    """Read the plan folder as it is now; without a name as people standing here would call it."""
    known: dict[SourceFile, Read] = {}
    called = name or folder_name(root)
    return Desk(root, called, load(from_folder(root, called), known), known)
