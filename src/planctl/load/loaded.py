"""A loaded plan, with what stands beside it: the problems of reading, and every place."""

from collections.abc import Hashable, Mapping
from functools import lru_cache
from typing import NamedTuple

from planctl.load.content import KEY, FileFault, Places, decode_text, parse_yaml
from planctl.load.source import PlanFile
from planctl.model.plan import Plan
from planctl.model.problem import At, Place, Problem


class LoadedPlan(NamedTuple):
    """A plan, what was wrong in reading it, and the files that its parts come from."""

    plan: Plan
    problems: tuple[Problem, ...]
    parts: Mapping[At, PlanFile]  # by where in the plan the content of the file stands
    files: Mapping[str, PlanFile]  # by path in the plan
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
def _lines(file: PlanFile) -> list[str]:
    text = file.data.decode("utf-8", "replace").removeprefix("\ufeff")
    return [line.rstrip("\r") for line in text.split("\n")]


def path_in_folder(folder: str, file: PlanFile) -> str:
    """The path of a file as people on this machine write it."""
    return f"{folder}/{file.path}"


def place_in(file: PlanFile, at: At, folder: str, *, key: bool = False) -> Place:
    """Where in a file a path of keys and items stands, or its nearest part that is there.

    With `key` it is the key itself that is meant, not its value.
    """
    places = _finder(file)
    wanted = (*at, KEY) if key and (*at, KEY) in places.down_to((*at, KEY)) else at
    known = places.down_to(wanted)
    nearest = next(wanted[:n] for n in range(len(wanted), -1, -1) if wanted[:n] in known)
    return Place(path_in_folder(folder, file), *known[nearest])


class _Finder:
    """The places of a file, which is parsed only as far as they are asked for.

    Most files have one problem at most. From the second on, the whole file is parsed.
    """

    def __init__(self, file: PlanFile) -> None:
        self._file = file
        self._places: Places = {}
        self._is_whole = False

    def down_to(self, wanted: tuple[Hashable, ...]) -> Places:
        """The places down to a path at least; all of them where it is not there."""
        if wanted not in self._places and not self._is_whole:
            places = {} if self._places else _DownTo(wanted)
            self._is_whole = not self._stops_within(places)
            self._places = places
        return self._places

    def _stops_within(self, places: Places) -> bool:
        """Whether the parser was stopped before the end, because all that is wanted is there."""
        try:
            places.setdefault((), (1, 1))  # of a file that says nothing
            parse_yaml(decode_text(self._file.data), places)
        except _Reached:
            return True
        except FileFault:  # the file has its problem; its places end where it broke
            return False
        return False


class _Reached(Exception):
    """The path that was wanted has its place."""


class _DownTo(Places):
    """Places up to a path that is wanted; raises _Reached there."""

    def __init__(self, wanted: tuple[Hashable, ...]) -> None:
        super().__init__()
        self._wanted = wanted

    def __setitem__(self, path: tuple[Hashable, ...], place: tuple[int, int]) -> None:
        super().__setitem__(path, place)
        if path == self._wanted:
            raise _Reached


_finder = lru_cache(maxsize=64)(_Finder)
