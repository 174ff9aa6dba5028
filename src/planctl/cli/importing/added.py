"""Actions that are new in a paper: their files, and those of new areas."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple, cast

from planctl.cli.desk import Desk
from planctl.cli.importing.areas import Areas
from planctl.cli.importing.made import Made, said_of
from planctl.cli.importing.valued import Group, group
from planctl.cli.naming import area_of, next_ref
from planctl.cli.revise import begun
from planctl.cli.together import Draft
from planctl.load.whereabouts import folder_of
from planctl.model.file_name import action_file, area_folder
from planctl.model.plan import Area
from planctl.model.said import Said


class Added(NamedTuple):
    """A new action: its ref in the paper and in the plan, what it says, and what is written."""

    ref: str
    own: str
    said: Group
    drafts: tuple[Draft, ...]

    @property
    def told(self) -> str:
        """What is said of it."""
        if self.own == self.ref:
            return f"{self.ref}: a new action"
        return f"{self.ref} of the paper: a new action, {self.own} in the plan"


def own_refs(found: Made, areas: Areas, refs: Iterable[str], now: Desk) -> Mapping[str, str]:
    """For each new action of a paper the ref that it gets: its own, where the plan has it free."""
    plan = now.loaded.plan
    by_ref = {area.ref: area for area in plan.areas}
    taken = [action.ref for _, action in plan.actions]
    own: dict[str, str] = {}
    for ref in refs:
        area = areas.own(_area_ref(found, ref))
        own[ref] = str(ref)
        if ref.casefold() in {each.casefold() for each in taken}:
            here = by_ref.get(area, Area(area, area, None, ()))
            own[ref] = next_ref(here, taken)
        taken.append(own[ref])
    return own


def added(
    found: Made, areas: Areas, refs: Mapping[str, str], new: Iterable[str], now: Desk
) -> list[Added]:
    """The files of the new actions of a paper, and of new areas; `refs` are those of the plan."""
    folders: dict[str, str] = {}
    made: list[Added] = []
    for ref in new:
        of_paper = _area_ref(found, ref)
        own = areas.own(of_paper)
        drafts: list[Draft] = []
        if own not in folders and of_paper in areas.same:
            folders[own] = area_of(own, now)[1]
        elif own not in folders:
            of_area = group(said_of(found.files, _area_file(found, ref)))
            folders[own] = f"areas/{area_folder(own, str(of_area['title']))}"
            said = cast("Said", {**of_area, "ref": own})
            drafts.append(begun(now, f"{folders[own]}/area.yaml", said))
        action = waiting(group(said_of(found.files, found.paths[ref])), refs) | {"ref": refs[ref]}
        name = action_file(refs[ref], str(action["title"]))
        drafts.append(begun(now, f"{folders[own]}/{name}", cast("Said", action)))
        made.append(Added(ref, refs[ref], action, tuple(drafts)))
    return made


def waiting(said: Group, refs: Mapping[str, str]) -> dict[str, Said]:
    """What is said of an action, that waits for others by the refs that these have in the plan."""
    waits = said.get("depends_on")
    own = [refs.get(str(ref), str(ref)) for ref in waits] if isinstance(waits, list) else None
    return {**said, "depends_on": cast("Said", own)} if own is not None else dict(said)


def _area_file(found: Made, ref: str) -> str:
    return f"{folder_of(found.paths[ref])}/area.yaml"


def _area_ref(found: Made, ref: str) -> str:
    return str(group(found.files[_area_file(found, ref)])["ref"])
