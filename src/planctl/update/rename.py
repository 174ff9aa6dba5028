"""Another name for an action, an area, a measure or a role, wherever the plan names it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError

from planctl.assess.judgement import Judgement
from planctl.edit.block import said, tree
from planctl.edit.splice import Put
from planctl.load.content import decode_text
from planctl.load.file_place import file_kind, folder_of, wrong_file_name
from planctl.load.source import PlanFile, is_hidden
from planctl.model.field_types import Id
from planctl.model.file_name import action_file_name, plain_ref
from planctl.model.label import plain_blanks
from planctl.model.name_place import NAME_PLACES, find_names
from planctl.model.problem import MEND, Stop
from planctl.save.files import Draft, path_in
from planctl.update.file_change import edit_draft, key_draft
from planctl.update.new_item import find_area, refuse_duplicate_ref
from planctl.workspace.filter import match_name
from planctl.workspace.named_part import action_source, find_measure
from planctl.workspace.plan import Review, Workspace


class Renaming(NamedTuple):
    """What gets another name: names by their kind, and files by their path in the plan."""

    names: Mapping[str, Mapping[str, str]]
    paths: Mapping[str, str] = {}

    @property
    def old_names(self) -> list[str]:
        """What texts may call it."""
        return [
            f"area {name}" if kind == "area" else name
            for kind, names in self.names.items()
            for name in names
        ]


def rename_action(judged: Judgement, new: str, folder: str, seen: Review) -> Renaming:
    """An action with another ref, or in the folder of another area."""
    path = action_source(judged, seen).path
    name = path.rpartition("/")[2]
    if new == judged.ref:
        return Renaming({}, {path: f"{folder}/{name}"})
    to = f"{folder}/{_file_name(judged, name, new)}"
    return Renaming({"action": {judged.ref: new}}, {path: to})


def rename_area(asked: str, new: str, seen: Review, now: Workspace) -> Renaming:
    """An area with another ref, with its folder, and its actions whose refs begin with the old."""
    area, folder = find_area(asked, now)
    for other in now.loaded.plan.areas:
        if other is not area and other.ref.casefold() == new.casefold():
            raise Stop(f"{other.ref} is the area “{other.title}” already", "choose another ref")
    old_start, rest = plain_ref(area.ref), folder.rpartition("/")[2]
    rest = rest.removeprefix(old_start) if rest.startswith(old_start) else f"-{rest}"
    to_folder = f"areas/{plain_ref(new)}{rest}"
    refs: dict[str, str] = {}
    paths = {
        path: f"{to_folder}{path.removeprefix(folder)}"
        for path in now.loaded.files
        if path.startswith(f"{folder}/")
    }
    for judged in seen.scene.judged:
        if judged.area.ref == area.ref and judged.ref.startswith(f"{area.ref}."):
            ref = f"{new}{judged.ref.removeprefix(area.ref)}"
            refuse_duplicate_ref(ref, now, but=judged)
            refs[judged.ref] = ref
            path = action_source(judged, seen).path
            name = path.rpartition("/")[2]
            paths[path] = f"{to_folder}/{_file_name(judged, name, ref)}"
    return Renaming({"area": {area.ref: new}, "action": refs}, paths)


def rename_measure(asked: str, new: str, now: Workspace) -> Renaming:
    """A measure with another id, which is the name of its file."""
    measure = find_measure(asked, now.loaded.plan)
    try:
        TypeAdapter(Id).validate_python(new)
    except ValidationError:
        hint = "use small letters, figures and hyphens, such as agency-rate"
        raise Stop(f"“{new}” cannot be the id of a measure", hint) from None
    if any(other.id == new for other in now.loaded.plan.measures):
        raise Stop(f"there is a measure {new} already", "choose another id")
    paths = {f"measures/{measure.id}.yaml": f"measures/{new}.yaml"}
    return Renaming({"measure": {measure.id: new}}, paths)


def rename_role(asked: str, new: str, now: Workspace) -> Renaming:
    """A role with another name."""
    roles = now.loaded.plan.roles
    old = match_name(asked, roles, "role")
    taken = next((role for role in roles if role != old and role.casefold() == new.casefold()), "")
    if taken:
        raise Stop(f"{taken} is a role already: {roles[taken]}", "choose another name")
    return Renaming({"role": {old: new}})


def rename_drafts(renaming: Renaming, now: Workspace) -> list[Draft]:
    """Every file that names what is renamed, with the new name in its place."""
    for unread in now.loaded.plan.unread if renaming.names else ():
        message = f"{unread.path} could not be read, and may name {renaming.old_names[0]}"
        raise Stop(message, MEND)
    _refuse_paths(renaming, now)
    drafts = []
    for path, file in now.loaded.files.items():
        draft = _renamed_file(file, renaming.names, now)
        to = renaming.paths.get(path, path)
        if to == path:
            drafts += [draft] if draft.after != draft.before else []
            continue
        removal = draft._replace(after=None)
        addition = Draft(Path(now.root) / to, f"{now.name}/{to}", None, draft.after, removal)
        drafts += [addition, removal]
    return drafts


def find_mentions(names: Iterable[str], drafts: Iterable[Draft], now: Workspace) -> Iterator[str]:
    """The lines whose texts mention one of these names after a change of the plan."""
    words = "|".join(map(re.escape, names))
    pattern = re.compile(rf"(?<![0-9A-Za-z.])(?:{words})(?![0-9A-Za-z]|\.[0-9])")
    texts = {path: file.data for path, file in now.loaded.files.items()}
    for draft in drafts:
        path = path_in(now.root, draft.path)
        if draft.after is None:
            del texts[path]
        else:
            texts[path] = draft.after
    for path, data in texts.items():
        lines = data.decode("utf-8", "replace").splitlines()
        yield from (f"{path}:{n}" for n, line in enumerate(lines, 1) if pattern.search(line))


def files_left_behind(renaming: Renaming, now: Workspace) -> list[str]:
    """What stays in the old folder of an area, because it is no file of the plan."""
    folders = {folder_of(path) for path in renaming.paths if path.endswith("/area.yaml")}
    files = (file for folder in folders for file in (now.root / folder).rglob("*"))
    plain = (file for file in files if file.is_file() and not is_hidden(file.name))
    return sorted({path_in(now.root, file) for file in plain} - {*renaming.paths})


def _renamed_file(file: PlanFile, names: Mapping[str, Mapping[str, str]], now: Workspace) -> Draft:
    """A file of the plan with the new names in it."""
    roles = names.get("role", {})
    if file_kind(file.path) == "roles" and roles:
        [(old, new)] = roles.items()
        draft = key_draft(now, file, old, new)
        renamed = PlanFile(file.path, draft.after or b"")
        return draft._replace(after=edit_draft(now, renamed, _edits(renamed, names)).after)
    return edit_draft(now, file, _edits(file, names))


def _edits(file: PlanFile, names: Mapping[str, Mapping[str, str]]) -> list[Put]:
    """The new names in the places of a file that name a part of the plan."""
    kind, text = file_kind(file.path), decode_text(file.data)
    plain = plain_blanks(text)
    edits = []
    for what, renamed in names.items():
        places = NAME_PLACES[what].get(kind, ())
        if not places or not any(old in plain for old in renamed):
            continue
        root = tree(text).root
        data = said(root) if root else None
        for place in places:
            edits += [Put(at, renamed[n]) for at, n in find_names(data, place) if n in renamed]
    return edits


def _refuse_paths(renaming: Renaming, now: Workspace) -> None:
    """End the run where a file cannot have its new name: it is taken, or no name of a file."""
    refs = {**renaming.names.get("area", {}), **renaming.names.get("action", {})}
    for path, to in renaming.paths.items():
        if path == to:
            continue
        if (Path(now.root) / path).is_symlink():
            message = f"{path} is a link to another file"
            raise Stop(message, "put the file itself there, and give the command again")
        for other in now.loaded.files:
            if other.casefold() == to.casefold() and other not in renaming.paths:
                raise Stop(f"there is a file {to} already", "rename that one first")
    for ref in refs.values():
        if any(wrong_file_name(f"{plain_ref(ref)}.yaml", ref)):
            message = f"“{ref}” cannot be a ref, because no file can be called so"
            raise Stop(message, "use letters, figures and full stops, such as 1.7")


def _file_name(judged: Judgement, name: str, new: str) -> str:
    """The name of the file of an action with another ref: what follows the ref stays."""
    plain = plain_ref(judged.ref)
    if not name.startswith(f"{plain}-") and name != f"{plain}.yaml":
        name = action_file_name(judged.ref, judged.action.title)
    return f"{plain_ref(new)}{name.removeprefix(plain)}"
