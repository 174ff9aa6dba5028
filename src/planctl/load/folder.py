"""The folders of areas: each with its own file, and the files of its actions."""

from collections.abc import Iterable
from typing import NamedTuple

from planctl.load.reading import Read
from planctl.load.whereabouts import folder_of, ref_in_name
from planctl.model.action import Action
from planctl.model.document import AreaFront
from planctl.model.natural import natural
from planctl.model.plan import Area


class Folder(NamedTuple):
    """A folder of an area: what it holds, its own file if there is one, and its actions' files."""

    path: str
    area: Area
    own: Read | None
    actions: tuple[Read, ...]  # in the order of the area's actions


def folders(reads: Iterable[Read]) -> list[Folder]:
    """The areas in order; a folder whose own file is missing or broken keeps its actions."""
    inside: dict[str, list[Read]] = {}
    for read in reads:
        if read.kind in {"area", "action"}:
            inside.setdefault(folder_of(read.file.path), []).append(read)
    return sorted((_folder(*item) for item in inside.items()), key=lambda f: natural(f.area.ref))


def _folder(path: str, reads: list[Read]) -> Folder:
    own = next((read for read in reads if read.kind == "area"), None)
    actions = [(read.value, read) for read in reads if isinstance(read.value, Action)]
    actions.sort(key=lambda each: natural(each[0].ref))
    promises = tuple(action for action, _ in actions)
    front = own.value if own else None
    if isinstance(front, AreaFront):
        area = Area(front.ref, front.title, front.statement, promises)
    else:
        area = Area(ref_in_name(path), path.rpartition("/")[2], None, promises)
    return Folder(path, area, own, tuple(read for _, read in actions))
