"""A loaded plan, with what stands beside it: the problems of reading, and every place."""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from planctl.load.content import KEY, FileFault, Places, content, decoded
from planctl.load.source import SourceFile
from planctl.model.plan import Plan
from planctl.model.problem import At, Place, Problem


class Loaded(NamedTuple):
    """A plan, what was wrong in reading it, and the files that its parts come from."""

    plan: Plan
    problems: tuple[Problem, ...]
    parts: Mapping[At, SourceFile]  # by where in the plan the content of the file stands
    files: Mapping[str, SourceFile]  # by path in the plan
    folder: str  # how people on this machine name the plan folder

    def place_of(self, at: At) -> Place:
        """Where in the files a part of the plan stands; the nearest part that is there."""
        depth = next((n for n in range(len(at), 0, -1) if at[:n] in self.parts), 0)
        if not depth:
            return Place(f"{self.folder}/plan.yaml")
        return place_in(self.parts[at[:depth]], at[depth:], self.folder)

    def line_at(self, place: Place) -> str:
        """The line of the file at a place, to be shown under a problem; empty where none is."""
        file = self.files.get(place.path.removeprefix(f"{self.folder}/"))
        lines = _lines(file) if file else []
        return lines[place.line - 1] if place.line <= len(lines) else ""


@lru_cache(maxsize=64)
def _lines(file: SourceFile) -> list[str]:
    text = file.data.decode("utf-8", "replace").removeprefix("\ufeff")
    return [line.rstrip("\r") for line in text.split("\n")]


def in_folder(folder: str, file: SourceFile) -> str:
    """The path of a file as people on this machine write it."""
    return f"{folder}/{file.path}"


def place_in(file: SourceFile, at: At, folder: str, *, key: bool = False) -> Place:
    """Where in a file a path of keys and items stands, or its nearest part that is there.

    With `key` it is the key itself that is meant, not its value.
    """
    places = _places(file)
    path = (*at, KEY) if key and (*at, KEY) in places else at
    nearest = next(path[:n] for n in range(len(path), -1, -1) if path[:n] in places)
    return Place(in_folder(folder, file), *places[nearest])


@lru_cache(maxsize=64)
def _places(file: SourceFile) -> Places:
    places: Places = {(): (1, 1)}
    try:
        content(decoded(file.data), places)
    except FileFault:  # a file that cannot be read has its problem; its places end where it broke
        return places
    return places
