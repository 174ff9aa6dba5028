"""An action of the plan against what a newer paper says of it: what changes, what stays."""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from difflib import SequenceMatcher
from typing import Final

from planctl.edit.splice import Add, Put
from planctl.intake.lexicon.date import DATE_PATTERN
from planctl.intake.lexicon.field import FIELDS, Update
from planctl.model.action import Status
from planctl.model.label import bare_letters
from planctl.model.problem import PlanValue
from planctl.model.timescale_grammar import read_timescale
from planctl.update.paper_merge import (
    KEPT_PREFIX,
    Group,
    MergeOutcome,
    ThreeSides,
    merge_by_hand,
    merge_timescale,
    merge_value,
    plan_is_newer,
    quote_in_message,
)

_ALIKE: Final = 0.6  # of two notes, from which likeness on one is the other put right
_REQUESTS: Final = {"extensions": "to", "withdrawals": "reason"}
_LOGS: Final = {Update.MILESTONES: "what", Update.EVIDENCE: "title"}


def compare_action(name: str, three: ThreeSides, paper: str, as_at: date) -> MergeOutcome:
    """What a newer paper changes of an action."""
    outcome = MergeOutcome()
    for key in _keys(Update.VALUE):
        outcome |= merge_value(name, key, three)
    outcome |= _compare_completed(name, three, outcome)
    for key in _keys(Update.BY_HAND):
        outcome |= merge_by_hand(name, key, three)
    outcome |= merge_timescale(name, three, paper, as_at)
    outcome |= _compare_notes(name, three)
    for update, label in _LOGS.items():
        for key in _keys(update):
            outcome |= _compare_log(name, key, label, three)
    for key, label in _REQUESTS.items():
        outcome |= _compare_log(name, key, label, three)
    return outcome


def _keys(update: Update) -> list[str]:
    """The keys of an action that an update treats alike."""
    return [field.key for field in FIELDS if field.update is update]


def _compare_completed(name: str, three: ThreeSides, outcome: MergeOutcome) -> MergeOutcome:
    """The day that it was completed, which goes where the paper says that it is not complete."""
    was = three.old.get("completed") if three.old is not None else None
    is_gone = was is not None and three.new.get("completed") is None
    status = next((edit.value for edit in outcome.edits if edit.at == ("status",)), None)
    is_undone = status not in {None, Status.COMPLETE.value} and three.there.get("completed") == was
    if is_gone and is_undone:
        return MergeOutcome((Put(("completed",), None),))
    return merge_value(name, "completed", three)


def _compare_log(name: str, key: str, label: str, three: ThreeSides) -> MergeOutcome:
    """The items of a log: those that are new, and what else the paper says now of the others."""
    outcome = MergeOutcome()
    there, stated, old = (
        _items_by_label(said, key, label) for said in (three.there, three.new, three.old)
    )
    for label_key, (number, new) in stated.items():
        if label_key in there:
            place, item = there[label_key]
            before_item = old[label_key][1] if label_key in old else None
            subject = f"{name} {key} “{quote_in_message(new[label])}”"
            parts = dict.fromkeys((*new, *(before_item or ())))
            for part in parts:
                part_outcome = merge_value(subject, part, ThreeSides(item, new, before_item))
                edits = tuple(Put((key, place, part), new[part]) for _ in part_outcome.edits)
                unmet = tuple(u._replace(at=(key, number, *u.at)) for u in part_outcome.unmet)
                outcome |= MergeOutcome(edits, part_outcome.told, unmet)
        elif label_key in old:
            outcome |= _removed(key, new[label])
        else:
            outcome |= MergeOutcome((Add((key,), new),))
    gone = [
        f"{KEPT_PREFIX}not in the paper any more: {name} {key} “{quote_in_message(item[label])}”"
        for label_key, (_, item) in there.items()
        if label_key in old and label_key not in stated
    ]
    return outcome | MergeOutcome(told=tuple(gone))


def _items_by_label(
    content: Group | None, key: str, label: str
) -> Mapping[tuple[str, int], tuple[int, dict[str, PlanValue]]]:
    """The items of a log with their numbers, by what they are called and how often that was so.

    A step is called the same when only the date in its words is another.
    """
    items: dict[tuple[str, int], tuple[int, dict[str, PlanValue]]] = {}
    counts: Counter[str] = Counter()
    numbered = ((n, item) for n, item in enumerate(_list(content, key)) if isinstance(item, dict))
    for number, item in numbered:
        text = _comparable(item, label)
        items[text, counts[text]] = (number, item)
        counts[text] += 1
    return items


def _compare_notes(name: str, three: ThreeSides) -> MergeOutcome:
    """The notes that the paper has and the plan has not; of one that grew, what was added."""
    before, there, notes = (
        [note for note in _list(said, "progress") if isinstance(note, dict)]
        for said in (three.old, three.there, three.new)
    )
    dropped = [old for old in before if not any(_is_note(old, note) for note in notes)]
    outcome = MergeOutcome()
    for note in notes:
        known = [*there, *before]
        if any(_is_note(one, note) for one in there):
            continue
        if any(_is_note(one, note) for one in before):
            outcome |= _removed("progress", note["note"])
            continue
        length = max((_shared_start(one, note) for one in known), default=0)
        text = str(note["note"])
        if length:
            text = text[_end_of_letters(text, length) :].lstrip(" .,;:!?–-\n")
        was = next((old for old in dropped if not length and _is_corrected(old, note)), None)
        told: tuple[str, ...] = ()
        if was:
            quote = quote_in_message(was["note"])
            told = (f"{name}: the note “{quote}” stays beside the new one",)
        outcome |= MergeOutcome((Add(("progress",), {**note, "note": text}),), told)
    return outcome


def _removed(key: str, text: PlanValue) -> MergeOutcome:
    """An item that the plan has no longer: it stays out."""
    return MergeOutcome(unmet=(plan_is_newer(key, None)._replace(texts=(str(text),)),))


def _is_note(one: Group, other: Group) -> bool:
    """Whether two notes are one: of the same words, and not of two days."""
    return _may_share_day(one, other) and _comparable(one, "note") == _comparable(other, "note")


def _may_share_day(one: Group, other: Group) -> bool:
    return len({str(note["date"]) for note in (one, other) if note.get("date")}) <= 1


def _shared_start(one: Group, grown: Group) -> int:
    """How many letters of a note are an earlier one that goes on after the end of a sentence."""
    letters = _comparable(one, "note")
    text = str(grown["note"])
    if not _may_share_day(one, grown) or not letters or not bare_letters(text).startswith(letters):
        return 0
    rest = text[_end_of_letters(text, len(letters)) :]
    return len(letters) if re.match(r"\s*[.!?;\n]", rest) else 0


def _is_corrected(old: Group, new: Group) -> bool:
    """Whether a note is an earlier one, of no other day, in other words."""
    one, other = str(old["note"]), str(new["note"])
    is_alike = SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE
    return _may_share_day(old, new) and (
        is_alike or bare_letters(other).startswith(bare_letters(one))
    )


def _end_of_letters(text: str, letters: int) -> int:
    """Where so many letters and figures of a text end."""
    at = 0
    while letters and at < len(text):
        letters -= text[at].isalnum()
        at += 1
    return at


def _comparable(content: "PlanValue | Group", key: str) -> str:
    """The letters and figures of what a group says under a key, by which two are the same."""
    value = content.get(key) if isinstance(content, Mapping) else content
    if key == "to":  # in whatever words the day is written
        return str(read_timescale(str(value.get("due") if isinstance(value, dict) else value)))
    text = str(value)
    return bare_letters(DATE_PATTERN.sub("", text)) if key == "what" else bare_letters(text)


def _list(content: Group | None, key: str) -> list[PlanValue]:
    items = content.get(key) if content is not None else None
    return items if isinstance(items, list) else []
