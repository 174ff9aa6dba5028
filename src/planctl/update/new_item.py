"""Something new in the plan: a file of its own, or an item in a file that lists others.

Refs and ids that nobody gave are the next free ones. What has a name already is refused; all else
is left to the rules, which judge the plan as it would be.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from string import ascii_lowercase
from typing import Final, NamedTuple, cast

from planctl.assess.judgement import Judgement
from planctl.edit.splice import Add, Edit, Put
from planctl.intake.lexicon.short_name import make_ids
from planctl.load.file_place import folder_of
from planctl.model.calendar import Meeting
from planctl.model.file_name import action_file_name, area_folder_name, free_path
from planctl.model.governance import Project, Report
from planctl.model.label import natural_key
from planctl.model.meeting_schedule import is_same_meeting, listed_meeting, meeting_of
from planctl.model.plan import Area
from planctl.model.plan_files import Finding
from planctl.model.problem import PlanValue, Stop
from planctl.model.words import with_article
from planctl.save.files import Draft
from planctl.update.file_change import front_draft, new_file_draft
from planctl.workspace.filter import area_ref, match_name
from planctl.workspace.meeting import read_meeting
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
            message = f"{action.ref} is an action of area {area.ref} already"
            raise Stop(message, "choose another ref")


Content = dict[str, PlanValue]


class NewItem(NamedTuple):
    """What is added: its kind, the list of a front file that it goes into, and what it says."""

    kind: str
    keys: Content
    file: str = ""  # the kind of the front file; empty: a file of its own
    items: str = ""  # the key of the list there; empty: the file is one list


# The keys that the file of a new action has in any case, to be filled in.
_ACTION_KEYS: Final = (
    *("ref", "title", "actions", "expected_impact", "impact_measures", "reporting", "leads"),
    *("timescale", "status", "findings"),
)


def new_item_draft(now: Workspace, item: NewItem) -> Draft:
    """The file that holds the new item; ends the run where it cannot be added."""
    _refuse_same(now, item)
    return _MAKERS.get(item.kind, _list_draft)(now, item)


def _refuse_same(now: Workspace, item: NewItem) -> None:
    """End the run where the plan has the same already: a command may have been given twice.

    One that is given a ref or an id of its own is meant to be another.
    """
    if _text(item, "ref") or _text(item, "id"):
        return
    name = _text(item, "title") or _text(item, "decided")
    for ref, known in _known_names(now, item):
        if name and known.casefold() == name.casefold():
            message = f"the plan has {with_article(item.kind)} “{known}” already: {ref}"
            key = "--ref" if item.kind in {"area", "action"} else "--id"
            raise Stop(message, f"to add another of that name, say so with {key}")


def _known_names(now: Workspace, item: NewItem) -> list[tuple[str, str]]:
    """What the plan has of a kind, where two of one name would be the same: refs and names."""
    plan = now.loaded.plan
    if item.kind == "area":
        return [(area.ref, area.title) for area in plan.areas]
    if item.kind == "action":
        area, _ = find_area(_text(item, "area"), now)
        return [(action.ref, action.title) for action in area.actions]
    if item.kind == "measure":
        return [(measure.id, measure.title) for measure in plan.measures]
    if item.kind == "decision":
        meeting = read_meeting(_text(item, "meeting"))
        its_own = (d for d in plan.decisions if is_same_meeting(meeting_of(d.meeting), meeting))
        return [(decision.id, decision.decided) for decision in its_own]
    listed: Mapping[str, Iterable[Finding | Report | Project]] = {
        "finding": plan.plan.findings if plan.plan else (),
        "report": plan.governance.reports,
        "project": plan.governance.projects,
    }
    return [(one.id, one.title) for one in listed.get(item.kind, ())]


def _area_draft(now: Workspace, item: NewItem) -> Draft:
    areas = {area.ref: area.title for area in now.loaded.plan.areas}
    last = max(areas, key=natural_key, default="0")
    ref = _text(item, "ref") or ref_after(last, areas)
    for known, title in areas.items():
        if known.casefold() == ref.casefold():
            raise Stop(f"the ref “{known}” belongs to the area “{title}” already", "choose another")
    keys = {"ref": ref, **{key: value for key, value in item.keys.items() if key != "ref"}}
    folder = area_folder_name(ref, _text(item, "title"))
    return new_file_draft(now, f"areas/{folder}/area.yaml", keys)


def _action_draft(now: Workspace, item: NewItem) -> Draft:
    keys = dict(item.keys)
    area, folder = find_area(cast("str", keys.pop("area")), now)
    refs = [action.ref for _, action in now.loaded.plan.actions]
    ref, title = _text(item, "ref") or next_ref(area, refs), _text(item, "title")
    refuse_duplicate_ref(ref, now)
    said: Content = {**dict.fromkeys(_ACTION_KEYS), "status": "not started", **keys, "ref": ref}
    return new_file_draft(now, f"{folder}/{action_file_name(ref, title)}", said)


def _measure_draft(now: Workspace, item: NewItem) -> Draft:
    known = [measure.id for measure in now.loaded.plan.measures]
    name = _free_id(item, known, "a measure")
    keys = {"id": name, **{key: value for key, value in item.keys.items() if key != "id"}}
    return new_file_draft(now, f"measures/{name}.yaml", keys)


def _role_draft(now: Workspace, item: NewItem) -> Draft:
    name = _text(item, "name")
    for role, meaning in now.loaded.plan.roles.items():
        if role.casefold() == name.casefold():
            message = f"“{role}” is a role already: {meaning}"
            raise Stop(message, "choose another short name")
    return front_draft(now, "roles", [Put((name,), item.keys["meaning"])])


def _meeting_draft(now: Workspace, item: NewItem) -> Draft:
    """Meetings of these days, each at its place among those that are listed; or their rule."""
    if "meets" in item.keys:
        return front_draft(now, "governance", [_rule_edit(now, item.keys["meets"])])
    listed = now.loaded.plan.governance.meetings
    days = [listed_meeting(meeting).last for meeting in listed]
    edits: list[Edit] = []
    added: list[tuple[Meeting, Content]] = []
    for written in cast("list[str]", item.keys["on"]):
        meeting = read_meeting(written)
        others = [*map(listed_meeting, listed), *(other for other, _ in added)]
        if any(is_same_meeting(other, meeting) for other in others):
            message = f"the board of {meeting.name} is listed already"
            raise Stop(message, "name another day")
        note = item.keys.get("note")
        added.append((meeting, {"on": written, **({"note": note} if note else {})}))
    for meeting, said in sorted(added, key=lambda each: each[0].last):
        before = next((n for n, day in enumerate(days) if day > meeting.last), None)
        edits.append(Add(("meetings",), {**said}, before))
    return front_draft(now, "governance", edits)


def _rule_edit(now: Workspace, rule: PlanValue) -> Edit:
    """The rule by which the board meets, after the one that it has."""
    at, rules = ("board", "meets"), now.loaded.plan.governance.board.meets
    if rules is None:
        return Put(at, rule)
    if isinstance(rules, tuple):
        return Add(at, rule)
    return Put(at, [cast("PlanValue", rules.model_dump(mode="json", exclude_unset=True)), rule])


def _list_draft(now: Workspace, item: NewItem) -> Draft:
    """An item in the list of a front file, with an id that no other has."""
    decisions = [decision.id for decision in now.loaded.plan.decisions]
    known = decisions if item.kind == "decision" else [ref for ref, _ in _known_names(now, item)]
    name = _decision_id(item, known) if item.kind == "decision" else ""
    name = name or _free_id(item, known, f"a {item.kind}")
    keys = {"id": name, **{key: value for key, value in item.keys.items() if key != "id"}}
    at = (item.items,) if item.items else ()
    return front_draft(now, item.file, [Add(at, keys)])


def _free_id(item: NewItem, known: Iterable[str], kind: str) -> str:
    """The id that was given, or one of the telling words of the title, that no other has."""
    given, taken = _text(item, "id"), {name.casefold() for name in known}
    if given.casefold() in taken:
        raise Stop(f"“{given}” is {kind} already", "choose another id")
    title = _text(item, "title") or _text(item, "decided")
    return given or free_path(next(make_ids([title])), taken)


def _decision_id(item: NewItem, known: Iterable[str]) -> str:
    """The month of the meeting, and the next letter: 2024-03-b; empty where an id was given."""
    if item.keys.get("id"):
        return ""
    meeting = read_meeting(_text(item, "meeting"))
    letters = (f"{meeting.year}-{meeting.month:02}-{letter}" for letter in ascii_lowercase)
    return next((name for name in letters if name not in {*known}), "")


def _text(item: NewItem, key: str) -> str:
    return cast("str | None", item.keys.get(key)) or ""


_MAKERS: Final[Mapping[str, Callable[[Workspace, NewItem], Draft]]] = {
    "area": _area_draft,
    "action": _action_draft,
    "measure": _measure_draft,
    "role": _role_draft,
    "meeting": _meeting_draft,
}
