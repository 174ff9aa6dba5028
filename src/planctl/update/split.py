"""An action that becomes two: what goes into the new one, and what both keep.

The first promise stays for both, with what the board was asked and answered about its date, so
that no alarm is lost by a split. The log is kept in both, and the new one says where it is from.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple, cast

from planctl.assess.judgement import Judgement
from planctl.edit.splice import Drop, Edit, Put
from planctl.load.content import decode_text, parse_yaml
from planctl.load.file_place import folder_of
from planctl.model.action import BY_BOARD, Status
from planctl.model.file_name import action_file_name
from planctl.model.problem import PlanValue, Stop
from planctl.model.words import count_noun
from planctl.save.files import Draft
from planctl.update.file_change import edit_draft, new_file_draft
from planctl.update.new_item import next_ref, refuse_duplicate_ref
from planctl.workspace.named_part import action_source
from planctl.workspace.plan import Review, Workspace

# What both have afterwards, as it stands in the file of the first.
_KEPT: Final = (
    "expected_impact reporting leads timescale review corrections extensions pauses withdrawals "
    "status progress findings depends_on"
).split()
# The lists of which items can go, and the flag that names them.
MOVABLE: Final = {"actions": "action", "milestones": "step", "impact_measures": "measure"}


class Split(NamedTuple):
    """What the new action is, and which items of the first go into it, by their numbers from 1."""

    title: str
    ref: str | None = None
    leads: Sequence[str] = ()
    actions: Sequence[int] = ()
    milestones: Sequence[int] = ()
    impact_measures: Sequence[int] = ()
    timescale: str | None = None  # a date that the board is asked for
    reason: str | None = None


def split_drafts(
    judged: Judgement, split: Split, seen: Review, now: Workspace
) -> tuple[Draft, Draft]:
    """The file of the first action without what goes, and that of the new one."""
    if judged.action.status in {Status.COMPLETE, Status.EMBEDDED, *BY_BOARD}:
        message = f"{judged.ref} is {judged.action.status.value}, so it is not split"
        raise Stop(message, "split an action that is still worked on; or add a new one")
    file = action_source(judged, seen)
    said = cast("dict[str, PlanValue]", parse_yaml(decode_text(file.data)))
    ref = (split.ref or next_ref(judged.area, [*seen.scene.names.refs])).strip()
    refuse_duplicate_ref(ref, now)
    moved = {key: _items(said, key, getattr(split, key)) for key in MOVABLE}
    keys: dict[str, PlanValue] = {"ref": ref, "title": split.title.strip()}
    for key in MOVABLE:
        items = [item for _, item in moved[key]]
        shared = said.get(key) if key == "impact_measures" else None
        keys |= {key: items or shared} if items or shared else {}
    keys |= {key: said[key] for key in _KEPT if said.get(key) is not None}
    keys |= {"leads": [*split.leads]} if split.leads else {}
    if split.timescale:
        keys["extensions"] = [*_listed(keys.get("extensions")), _request(split, seen.scene.as_at)]
    keys["split_from"] = judged.ref
    edits = [edit for key in MOVABLE for edit in _edits(said, key, moved[key])]
    new = new_file_draft(now, f"{folder_of(file.path)}/{action_file_name(ref, split.title)}", keys)
    return edit_draft(now, file, edits), new


def _request(split: Split, as_at: date) -> dict[str, PlanValue]:
    """Another date for the new action, which counts once the board has agreed it."""
    if not (split.reason or "").strip():
        message = "the new action keeps the first promise; another date is asked of the board"
        raise Stop(message, "say with --reason why it needs one, as the board will read it")
    return {"to": split.timescale, "reason": split.reason, "requested": as_at.isoformat()}


def _items(
    said: dict[str, PlanValue], key: str, numbers: Sequence[int]
) -> list[tuple[int, PlanValue]]:
    """The items of a list that go, by their places; ends the run where there is no such item."""
    items = _listed(said.get(key))
    for number in numbers:
        if not 0 < number <= len(items):
            has = f"{key} has {count_noun(len(items), 'item')}"
            message = f"there is no {MOVABLE[key]} {number}: {has}"
            raise Stop(message, "planctl show lists them in their order, from 1")
    return [(n - 1, items[n - 1]) for n in sorted(set(numbers))]


def _edits(
    said: dict[str, PlanValue], key: str, moved: Sequence[tuple[int, PlanValue]]
) -> Iterator[Edit]:
    """How the items leave the first action."""
    items = _listed(said.get(key))
    if key == "actions" and moved and len(moved) == len(items):
        message = "all that is done would go into the new action, and nothing would be left"
        raise Stop(message, "leave one of them, or rename the action")
    if moved and len(moved) == len(items):
        yield Put((key,), None)
    else:
        yield from (Drop((key, place)) for place, _ in moved)


def _listed(value: PlanValue) -> list[PlanValue]:
    return value if isinstance(value, list) else []
