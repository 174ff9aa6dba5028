"""Refs and file names of actions: the next free one, and a file under another name."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from planctl.assess.judgement import Judgement
from planctl.edit.cut import Put
from planctl.load.file_place import file_kind, folder_of
from planctl.load.source import PlanFile
from planctl.model.file_name import action_file_name, plain_ref
from planctl.model.label import natural_key
from planctl.model.plan import Area
from planctl.model.problem import Stop
from planctl.save.files import Draft
from planctl.update.file_change import edit_draft
from planctl.workspace.filter import area_ref, match_name
from planctl.workspace.named_action import action_source
from planctl.workspace.plan import Review, Workspace


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


def rename_drafts(
    judged: Judgement, new: str, folder: str, seen: Review, now: Workspace
) -> list[Draft]:
    """The file of an action under another ref or in another folder, and all that names it."""
    old_file = action_source(judged, seen)
    _refuse_link(old_file, now)
    name, edits = old_file.path.rpartition("/")[2], []
    if new != judged.ref:
        name, edits = f"{plain_ref(new)}{_after_ref(name, judged)}", [Put(("ref",), new)]
    path = f"{folder}/{name}"
    revised_file = edit_draft(now, old_file, edits)
    if path == old_file.path:
        return [revised_file, *_named_elsewhere(judged, new, now)]
    if any(
        path.casefold() == other.casefold() != old_file.path.casefold()
        for other in now.loaded.files
    ):
        raise Stop(f"there is a file {path} already", "rename that one first")
    removal = revised_file._replace(after=None)
    addition = Draft(Path(now.root) / path, f"{now.name}/{path}", None, revised_file.after, removal)
    return [addition, removal, *_named_elsewhere(judged, new, now)]


def files_mentioning(ref: str, now: Workspace) -> list[str]:
    """The files whose texts mention a ref, which no command can change for sure."""
    pattern = re.compile(rf"(?<![0-9A-Za-z.]){re.escape(ref)}(?![0-9A-Za-z]|\.[0-9])")
    return [
        path
        for path, file in now.loaded.files.items()
        if pattern.search(
            re.sub(r"(?m)^ *(?:ref|depends_on|about):.*$", "", file.data.decode("utf-8", "replace"))
        )
    ]


def _named_elsewhere(judged: Judgement, new: str, now: Workspace) -> Iterator[Draft]:
    """Every file that names the action by its ref, with the new one in its place."""
    if new == judged.ref:
        return
    for unread in now.loaded.plan.unread:
        message = f"{unread.path} could not be read, and may name {judged.ref}"
        raise Stop(message, "mend it first: planctl check says what is wrong")
    for at, file in now.loaded.parts.items():
        edits = list(_references(at, file, judged.ref, new, now))
        if edits:
            yield edit_draft(now, file, edits)


def _references(
    at: tuple[str | int, ...], file: PlanFile, old: str, new: str, now: Workspace
) -> Iterator[Put]:
    plan = now.loaded.plan
    match at, file_kind(file.path):
        case ("areas", int(area), "actions", int(action)), _:
            names = plan.areas[area].actions[action].depends_on
            yield from (Put(("depends_on", n), new) for n, ref in enumerate(names) if ref == old)
        case _, "decisions":
            for n, decision in enumerate(plan.decisions):
                about = enumerate(decision.about)
                yield from (Put((n, "about", k), new) for k, ref in about if ref == old)


def _after_ref(name: str, judged: Judgement) -> str:
    """What follows the ref in the name of a file, from the hyphen on."""
    plain = plain_ref(judged.ref)
    if name.startswith(f"{plain}-") or name == f"{plain}.yaml":
        return name.removeprefix(plain)
    return action_file_name(judged.ref, judged.action.title).removeprefix(plain)


def _refuse_link(file: PlanFile, now: Workspace) -> None:
    if (Path(now.root) / file.path).is_symlink():
        message = f"{file.path} is a link to another file"
        raise Stop(message, "put the file itself there, and give the command again")
