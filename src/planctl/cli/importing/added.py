"""Actions that are new in a paper: their files, and those of new areas."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple, cast

from planctl.cli.desk import Desk
from planctl.cli.importing.around import folder_for
from planctl.cli.importing.made import Made, said_of
from planctl.cli.importing.valued import Group, group
from planctl.cli.naming import next_ref
from planctl.cli.revise import begun
from planctl.cli.together import Draft
from planctl.load.whereabouts import folder_of
from planctl.model.file_name import action_file
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


def added(found: Made, now: Desk, refs: Iterable[str]) -> list[Added]:
    """The new actions of a paper, each under a ref that the plan has free."""
    folders: dict[str, str] = {}
    taken = [action.ref for _, action in now.loaded.plan.actions]
    new: list[Added] = []
    for ref in refs:
        path = found.paths[ref]
        of_paper = folder_of(path)
        drafts: list[Draft] = []
        folder, is_new = folder_for(found, now, of_paper)
        if is_new and of_paper not in folders:
            said = said_of(found.files, f"{of_paper}/area.yaml")
            drafts.append(begun(now, f"{folder}/area.yaml", said))
        folders[of_paper] = folder
        own = _free(ref, folder, taken, now)
        taken.append(own)
        action = {**group(said_of(found.files, path)), "ref": own}
        name = action_file(own, str(action["title"]))
        drafts.append(begun(now, f"{folder}/{name}", cast("Said", action)))
        new.append(Added(ref, own, action, tuple(drafts)))
    return new


def _free(ref: str, folder: str, taken: list[str], now: Desk) -> str:
    """The ref, or where another action has it the next one of its area."""
    if ref.casefold() not in {each.casefold() for each in taken}:
        return str(ref)
    areas: Mapping[str, int] = {
        folder_of(file.path): int(at[1])
        for at, file in now.loaded.parts.items()
        if at[0] == "areas"
    }
    plan = now.loaded.plan
    return next_ref(plan.areas[areas[folder]], taken) if folder in areas else f"{ref} (2)"
