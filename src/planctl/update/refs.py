"""Refs and file names of actions: the next free one, and a file under another name."""

import re
from collections.abc import Iterable, Sequence

from planctl.assess.judgement import Judgement
from planctl.load.file_place import folder_of
from planctl.model.label import natural_key
from planctl.model.plan import Area
from planctl.model.problem import Stop
from planctl.workspace.filter import area_ref, match_name
from planctl.workspace.plan import Workspace


def find_area(asked: str, now: Workspace) -> tuple[Area, str]:
    """The area of that ref, and its folder; ends the run where there is none."""
    areas = {area.ref: n for n, area in enumerate(now.loaded.plan.areas)}
    ref = match_name(area_ref(asked), areas, "area")
    place = ("areas", areas[ref])
    parts = now.loaded.parts
    files = (file for where, file in parts.items() if where[:2] == place)
    return now.loaded.plan.areas[areas[ref]], folder_of(next(files).path)


def next_ref(area: Area, taken: Sequence[str]) -> str:
    """The ref after the last of an area: 1.7 after 1.6, CP3 after CP2."""
    last = max((action.ref for action in area.actions), key=natural_key, default=f"{area.ref}.0")
    return ref_after(last, taken)


def ref_after(last: str, taken: Iterable[str]) -> str:
    """The first free ref after another: its last number is counted on."""
    refs_taken = {ref.casefold() for ref in taken}
    while True:
        match = re.fullmatch(r"(.*?)([0-9]+)([^0-9]*)", last)
        last = f"{match[1]}{int(match[2]) + 1}{match[3]}" if match else f"{last} 2"
        if last.casefold() not in refs_taken:
            return last


def refuse_duplicate_ref(ref: str, now: Workspace, *, but: Judgement | None = None) -> None:
    """Two actions cannot have one ref."""
    for area, action in now.loaded.plan.actions:
        if action.ref.casefold() == ref.casefold() and not (but and action is but.action):
            raise Stop(
                f"{action.ref} is an action of area {area.ref} already", "choose another ref"
            )
