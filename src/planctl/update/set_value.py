"""One key of a file, and what it is to say, from the words of a person: `planctl set`."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from planctl.assess.judgement import Judgement
from planctl.assess.promise import timescale_meaning
from planctl.edit.block import tree
from planctl.edit.change import at_path
from planctl.edit.emit import in_order
from planctl.edit.house_style import Slot, slot
from planctl.edit.splice import Add, Edit, Put
from planctl.load.content import decode_text
from planctl.load.file_place import file_kind
from planctl.load.git import GitFault
from planctl.load.source import PlanFile
from planctl.model.calendar import day_in_words
from planctl.model.choice import match_choice
from planctl.model.field_types import Timescale
from planctl.model.nearest_name import suggest_name
from planctl.model.problem import At, PlanValue, Stop
from planctl.model.words import count_noun
from planctl.workspace.named_part import NamedPart
from planctl.workspace.plan import Review, Workspace, review_plan

_NAMES: Final = {("action", ("ref",)), ("area", ("ref",)), ("measure", ("id",))}


class Setting(NamedTuple):
    """What a key of a file is to say, and which measures and reports it then links to."""

    at: At
    value: PlanValue
    linked: Sequence[str] = ()


class _Target(NamedTuple):
    """The file that is changed, and the ids that a link may name, by the key of the link."""

    file: PlanFile
    data: PlanValue
    ids: Mapping[str, Collection[str]]

    def slot(self, at: At) -> Slot:
        """What may stand at a place of the file."""
        return slot(file_kind(self.file.path), at)

    def is_linkable(self, at: At, value: PlanValue) -> bool:
        """Whether a text is the id of what a link could name in its place."""
        place = self.slot(at)
        return place.is_one_value and value in self.ids.get(next(iter(place.keys), ""), ())


def parse_setting(part: NamedPart, words: Sequence[str], now: Workspace) -> Setting:
    """Which key of a part of the plan is to say what; ends the run where that cannot be.

    words: the key, and the values.
    """
    if len(words) < 2:  # noqa: PLR2004 - a key and a value
        raise Stop("the key or the value is missing", "planctl set --help has examples")
    target = _target(part.file, now)
    at = _parse_key(_full_key(words, part.file), part)
    value, linked = _link_ids(target, at, _parse_value(part.file, at, words[1:]))
    return Setting(at, value, linked)


def setting_edits(part: NamedPart, setting: Setting, now: Workspace) -> list[Edit]:
    """The edits of a file that let a key say what it is to say; every other key stays as it is."""
    return _edits(_target(part.file, now), setting.at, setting.value)


def _target(file: PlanFile, now: Workspace) -> _Target:
    plan = now.loaded.plan
    reports = [report.id for report in plan.governance.reports]
    ids = {"measure": [measure.id for measure in plan.measures], "report": reports}
    return _Target(file, _current(file, ()), ids)


def _current(file: PlanFile, at: At) -> PlanValue:
    """What the file says there now."""
    return at_path(tree(decode_text(file.data)), at)


def _link_ids(target: _Target, at: At, value: PlanValue) -> tuple[PlanValue, list[str]]:
    """The value with a link in the place of each text that is an id, and those ids."""
    if isinstance(value, list):
        pairs = [_link_ids(target, (*at, n), item) for n, item in enumerate(value)]
        return [item for item, _ in pairs], [name for _, names in pairs for name in names]
    if isinstance(value, str) and target.is_linkable(at, value):
        name = target.slot(at).keys[0]
        return {name: value}, [f"{name} {value}"]
    return value, []


def _edits(target: _Target, at: At, value: PlanValue) -> list[Edit]:
    """A value in its place; one more item where the number is that of the next."""
    content = target.data
    done: At = ()
    for depth, step in enumerate(at):
        rest = at[depth + 1 :]
        if isinstance(step, str):
            if isinstance(content, str):
                group = _as_group(target, done, content)
                return [Put(done, {**group, step: _nested(rest, value)})]
            content = content.get(step) if isinstance(content, dict) else None
        elif isinstance(content, dict) and step == 0:
            continue  # the only one of what may be a list
        else:
            items = content if isinstance(content, list) else [content] if content else []
            if step > len(items):
                name = _dotted(done)
                message = f"{name} has {count_noun(len(items), 'item')}"
                raise Stop(message, f"the next would be {name}.{len(items) + 1}")
            if step == len(items):
                item = _nested(rest, value)
                is_list = content is items or not items
                return [Add(done, item) if is_list else Put(done, [*items, item])]
            content = items[step]
        done = (*done, step)
    return _edits_of(target, done, content, value)


def _edits_of(target: _Target, at: At, content: PlanValue, value: PlanValue) -> list[Edit]:
    """The edits of a place that is there: of keys that are given, those alone change."""
    if isinstance(value, list) and isinstance(content, list):
        value = [_with_note(content, item) for item in value]
    if isinstance(content, dict) and isinstance(value, str) and "means" in content:
        value = {"means": value}
    if not isinstance(value, dict):
        return [Put(at, value)]
    if isinstance(content, dict) and content:
        keys = in_order(file_kind(target.file.path), at, value)
        return [Put((*at, key), value[key]) for key in keys]
    group = _as_group(target, at, content) if isinstance(content, str) else {}
    return [Put(at, _said_keys({**group, **value}))]


def _with_note(items: Sequence[PlanValue], value: PlanValue) -> PlanValue:
    """An item of a list as the list has it, with all that it says of the same thing."""
    if not isinstance(value, dict):
        return value
    same = (item for item in items if isinstance(item, dict) and value.items() <= item.items())
    return next(same, value)


def _said_keys(group: Mapping[str, PlanValue]) -> PlanValue:
    return {key: value for key, value in group.items() if value is not None} or None


def _as_group(target: _Target, at: At, text: str) -> dict[str, PlanValue]:
    """The keys that say what a text says, where either may stand."""
    first, *_ = keys = target.slot(at).keys
    if "due" in keys:
        return {"written": text, "due": text}
    return {first if target.is_linkable(at, text) or "note" not in keys else "note": text}


def _nested(steps: At, value: PlanValue) -> PlanValue:
    """A value under keys, and in lists, that are not there yet."""
    if isinstance(value, dict):
        value = _said_keys(value)
    for step in reversed(steps):
        if isinstance(step, int) and step > 0:
            raise Stop("items of a list are added one after the other", "begin with number 1")
        value = {step: value} if isinstance(step, str) else [value]
    return value


def _is_single(file: PlanFile, at: At) -> bool:
    """Whether the file has one group of keys where a list of them may stand, or nothing yet."""
    has_keys = bool(slot(file_kind(file.path), at).keys)
    return has_keys and not isinstance(_current(file, at), list)


def _full_key(words: Sequence[str], file: PlanFile) -> str:
    """The key that is meant: the target of a measure that has one is an item of a list."""
    if file_kind(file.path) != "measure" or words[0] != "target":
        return words[0]
    targets = _current(file, ("targets",))
    count = len(targets) if isinstance(targets, list) else 0
    if count > 1:
        message = f"the measure has {count_noun(count, 'target')}"
        raise Stop(message, f"say which, as in targets.{count}.value")
    return "targets.1" if "=" in words[1] else "targets.1.value"


def _parse_key(key: str, part: NamedPart) -> At:
    """Where in a file a key of a part of it stands; the numbers of items count from 1."""
    file, at = part
    kind = file_kind(file.path)
    if kind == "roles" and at and key in {"name", "meaning"}:
        return at
    steps = [key] if kind in {"roles", "glossary"} else key.split(".")
    for step in steps:
        place = slot(kind, at)
        is_number = place.is_list and step.isdecimal() and int(step) > 0
        if place.is_list and not is_number and not _is_single(file, at):
            name = _dotted(at) or kind
            raise Stop(f"{name} is a list", f"say which item of it, as in {name}.1")
        at = (*at, int(step) - 1 if is_number else step)
        if not slot(kind, at).is_known:
            _refuse_unknown_keys([step], place)
    if (kind, at) in _NAMES:
        command = "planctl rename" if kind == "action" else f"planctl rename {kind}"
        message = f"the {at[0]} of this {kind} is not changed alone, because others name it"
        raise Stop(message, f"use {command} OLD NEW")
    return at


def _parse_value(file: PlanFile, at: At, values: Sequence[str]) -> PlanValue:
    """What is to stand under a key, from the words of the command."""
    kind, name = file_kind(file.path), _dotted(at)
    place, item = slot(kind, at), slot(kind, (*at, 0))
    words = [value.strip() for value in values]
    if words == [""]:
        if isinstance(at[-1], int):
            message = "an item of a list is not taken out by a command"
            raise Stop(message, "take its line out of the file, and say in progress why")
        return None
    if place.is_list and item.is_one_value:
        return [_as_listed(name, item) for word in words for name in _items(word, place)]
    if place.is_list and not _is_single(file, at):
        message = f"{name} is a list of groups of keys"
        raise Stop(message, f"name one of them, as in {name}.1.{item.keys[0]}")
    pairs = [word.partition("=") for word in words]
    if place.keys and all(sign and _may_be_key(key, place) for key, sign, _ in pairs):
        return _parse_group(file, at, pairs)
    if not place.is_one_value:
        example = " ".join(f"{key}=..." for key in place.keys[:2])
        raise Stop(f"{name} is a group of keys", f"write them as in {name} {example}")
    if len(words) > 1:
        message = f"{name} takes one value, and {len(words)} were given"
        raise Stop(message, "put the whole text in quotes")
    return _as_listed(words[0], place)


def _may_be_key(word: str, place: Slot) -> bool:
    """Whether what stands before a sign = is meant for a key, where a text may stand as well."""
    return not place.is_one_value or word in place.keys or bool(suggest_name(word, place.keys))


def _parse_group(file: PlanFile, at: At, pairs: Sequence[tuple[str, str, str]]) -> PlanValue:
    """The keys of a group with their values; a key that is a list may be given several times."""
    keys = dict.fromkeys(key for key, _, _ in pairs)
    _refuse_unknown_keys(keys, slot(file_kind(file.path), at))
    return {
        key: _parse_value(file, (*at, key), [text for name, _, text in pairs if name == key])
        for key in keys
    }


def _refuse_unknown_keys(keys: Iterable[str], place: Slot) -> None:
    """End the run for a key that cannot stand in a group."""
    for key in keys:
        if key not in place.keys:
            known = f"the keys that can stand here are {', '.join(place.keys)}"
            message = f"“{key}” is not a key that can stand here"
            raise Stop(message, suggest_name(key, place.keys) or known)


def _items(word: str, place: Slot) -> Sequence[str]:
    """The items that a word names: several where it is a list of labels in brackets."""
    is_list = place.in_brackets and word.startswith("[") and word.endswith("]")
    return [item.strip() for item in word[1:-1].split(",") if item.strip()] if is_list else [word]


def _as_listed(word: str, place: Slot) -> str:
    """A word as its closed list has it, where it is of one."""
    return match_choice(word, place.choices) or word


def _dotted(at: At) -> str:
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in at)


def refuse_first_promise(part: NamedPart, setting: Setting) -> None:
    """The timescale of an action that was promised once is not changed in place."""
    at, new, *_ = setting
    if file_kind(part.file.path) != "action" or at[:1] != ("timescale",):
        return
    current = _current(part.file, at)
    if isinstance(current, dict) and isinstance(new, dict):
        new = {**current, **new}
    if _current(part.file, ("timescale",)) is not None and current != new:
        message = "the first promise of a date is never changed in place"
        later = "ask for a later one with planctl update REF --request-extension DAY"
        raise Stop(message, f"{later}; for a slip of the pen add --correct")


class Mistake(NamedTuple):
    """How a first promise came to be wrong, and who says so."""

    reason: str | None = None
    by: str | None = None
    is_clerical: bool = False  # a slip of the pen that no board has seen


def correction_edits(
    now: Workspace, part: NamedPart, wanted: Setting, mistake: Mistake, as_at: date
) -> list[Edit]:
    """The record of a correction; ends the run where nothing can be corrected so."""
    file = part.file
    if file_kind(file.path) != "action" or wanted.at[:1] != ("timescale",):
        raise Stop("only the first promise of an action is corrected", "leave --correct out")
    if wanted.at == ("timescale", "written"):
        return setting_edits(part, wanted, now)  # other words for the same date
    if wanted.at != ("timescale",):
        raise Stop("a first promise is corrected whole", "name the key timescale alone")
    seen = review_plan(now.loaded, as_at)
    judged = next(one for one in seen.scene.judged if seen.loaded.parts[one.at] is file)
    was = judged.promise.stated
    if was is None:
        raise Stop(f"{judged.ref} has no first promise yet", "leave --correct out")
    if wanted.value is None:
        message = "a first promise is corrected to another date, and not taken out"
        raise Stop(message, f"planctl update {judged.ref} --request-withdrawal asks to give it up")
    if not (mistake.reason or "").strip() or not (mistake.by or "").strip():
        raise Stop("the board will ask how the mistake came about", "say --reason and --by ROLE")
    as_written = was.as_in_file
    record: dict[str, PlanValue] = {
        "was": {**as_written} if isinstance(as_written, dict) else as_written,
        "to": wanted.value,
        "reason": (mistake.reason or "").strip(),
        "by": (mistake.by or "").strip(),
        "requested": as_at.isoformat(),
    }
    if mistake.is_clerical:
        record["clerical"] = _day_unseen(now, judged, was, seen).isoformat()
    return [Add(("corrections",), record)]


def _day_unseen(now: Workspace, judged: Judgement, was: Timescale, seen: Review) -> date:
    """The day on which a timescale was written; ends the run where a board has met since."""
    scene = seen.scene
    try:
        written = _day_written(now, judged, was, seen)
    except GitFault:
        if any(meeting.last <= scene.as_at for meeting in scene.by.calendar.meetings):
            message = "without git nobody can tell whether a board has seen the date"
            raise Stop(message, "leave --clerical out, and put it to the board") from None
        written = scene.as_at
    meetings = (m for m in scene.by.calendar.meetings if written <= m.last <= scene.as_at)
    meeting = next(meetings, None)
    if meeting:
        message = f"the board of {meeting.name} has met since {day_in_words(written)}, when it "
        raise Stop(f"{message}was written", "leave --clerical out, and put it to the board")
    return written


def _day_written(now: Workspace, judged: Judgement, was: Timescale, seen: Review) -> date:
    """The day of the first commit since which the action has this timescale without a break."""
    calendar, written = seen.scene.by.calendar, seen.scene.as_at
    meaning = timescale_meaning(was, calendar)
    with now.history() as past:
        for commit, loaded in past.states():
            matching = (action for _, action in loaded.plan.actions if action.ref == judged.ref)
            earlier = next((action.as_first_written for action in matching), None)
            if earlier is None or timescale_meaning(earlier, calendar) != meaning:
                break
            written = commit.day
    return written
