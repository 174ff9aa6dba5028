"""One key of a file, and what it is to say, from the words of a person: `planctl set`."""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from planctl.assess.judgement import Judgement
from planctl.assess.promise import timescale_meaning
from planctl.edit.block import tree
from planctl.edit.change import at_path
from planctl.edit.cut import Add, Edit, Put
from planctl.edit.house_style import Slot, slot
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


def set_edit(part: NamedPart, words: Sequence[str], *, correct: bool = False) -> Edit:
    """The edit that lets a key of a part of the plan say something; ends the run for any other.

    words: the key, and the values. correct: the first promise of a date is to be corrected.
    """
    if len(words) < 2:  # noqa: PLR2004 - a key and a value
        raise Stop("the key or the value is missing", "planctl set --help has examples")
    file = part.file
    at = _parse_key(_full_key(words, file), part)
    value = _parse_value(file, at, words[1:])
    if not correct:
        _refuse_first_promise(file, at, value)
    return _edit(file, at, value)


def _current(file: PlanFile, at: At) -> PlanValue:
    """What the file says there now."""
    return at_path(tree(decode_text(file.data)), at)


def _edit(file: PlanFile, at: At, value: PlanValue) -> Edit:
    """A value in its place; one more item where the number is that of the next."""
    role, *key = at
    meaning = _current(file, (role,)) if key and file_kind(file.path) == "roles" else None
    if isinstance(meaning, str):
        return Put((role,), {"means": meaning, str(key[0]): value})  # it had no more to say
    last_number = max((n for n, step in enumerate(at) if isinstance(step, int)), default=None)
    if last_number is None:
        return Put(at, value)
    current, number = _current(file, at[:last_number]), int(at[last_number])
    is_only_item = isinstance(current, dict)  # of what may be a list
    count = 1 if is_only_item else len(current) if isinstance(current, list) else 0
    rest = at[last_number + 1 :]
    if number < count:
        return Put((*at[:last_number], *rest) if is_only_item else at, value)
    if number > count:
        name = _dotted(at[:last_number])
        message = f"{name} has {count_noun(count, 'item')}"
        raise Stop(message, f"the next would be {name}.{count + 1}")
    for step in reversed(rest):
        value = {str(step): value}
    if is_only_item:
        return Put(at[:last_number], [current, value])
    return Add(at[:last_number], value)


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
            known = ", ".join(place.keys)
            hint = suggest_name(step, place.keys) or f"the keys that can stand here are {known}"
            raise Stop(f"“{step}” is not a key that can stand here", hint)
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
        return [_as_listed(word, item) for word in words]
    if place.is_list and not _is_single(file, at):
        message = f"{name} is a list of groups of keys"
        raise Stop(message, f"name one of them, as in {name}.1.{item.keys[0]}")
    if place.keys and all(word.partition("=")[0] in place.keys and "=" in word for word in words):
        parts = (word.partition("=") for word in words)
        return {key: _as_listed(text, slot(kind, (*at, key))) for key, _, text in parts}
    if not place.is_one_value:
        pairs = " ".join(f"{key}=..." for key in place.keys[:2])
        raise Stop(f"{name} is a group of keys", f"write them as in {name} {pairs}")
    if len(words) > 1:
        message = f"{name} takes one value, and {len(words)} were given"
        raise Stop(message, "put the whole text in quotes")
    return _as_listed(words[0], place)


def _as_listed(word: str, place: Slot) -> str:
    """A word as its closed list has it, where it is of one."""
    return match_choice(word, place.choices) or word


def _dotted(at: At) -> str:
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in at)


def _refuse_first_promise(file: PlanFile, at: At, new: PlanValue) -> None:
    """The timescale of an action that was promised once is not changed in place."""
    if file_kind(file.path) != "action" or at[:1] != ("timescale",):
        return
    current = _current(file, at)
    if current is not None and current != new:
        message = "the first promise of a date is never changed in place"
        later = "ask for a later one with planctl update REF --request-extension DAY"
        raise Stop(message, f"{later}; for a slip of the pen add --correct")


class Mistake(NamedTuple):
    """How a first promise came to be wrong, and who says so."""

    reason: str | None = None
    by: str | None = None
    is_clerical: bool = False  # a slip of the pen that no board has seen


def correction_edit(
    now: Workspace, file: PlanFile, wanted: Edit, mistake: Mistake, as_at: date
) -> Edit:
    """The record of a correction; ends the run where nothing can be corrected so."""
    if file_kind(file.path) != "action" or wanted.at[:1] != ("timescale",):
        raise Stop("only the first promise of an action is corrected", "leave --correct out")
    if wanted.at == ("timescale", "written"):
        return wanted  # other words for the same date
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
    return Add(("corrections",), record)


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
