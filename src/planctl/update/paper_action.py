"""An action as the plan has it beside what a newer paper says of it: what changes, what stays."""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from difflib import SequenceMatcher
from typing import Final

from planctl.edit.cut import Add, Put
from planctl.intake.lexicon.date import WHEN
from planctl.model.action import Status
from planctl.model.said import Said
from planctl.update.three_way import (
    KEPT,
    Group,
    Outcome,
    Three,
    by_hand,
    newer,
    promised,
    quoted,
    valued,
)

_VALUES: Final = (
    "title",
    "actions",
    "expected_impact",
    "impact_measures",
    "reporting",
    "leads",
    "review",
    "status",
    "progress_rag",
    "rag_reason",
    "impact_rag",
)
_ALIKE: Final = 0.6  # of two notes, from which likeness on one is the other put right
_LINKS: Final = ("findings", "depends_on")  # a plan may call by other names what they lead to
_LOGS: Final = {"milestones": "what", "evidence": "title"}


def compared(name: str, three: Three, paper: str, as_at: date) -> Outcome:
    """What a newer paper changes of an action."""
    found = Outcome()
    for key in _VALUES:
        found |= valued(name, key, three)
    found |= _completed(name, three, found)
    for key in _LINKS:
        found |= by_hand(name, key, three)
    found |= promised(name, three, paper, as_at)
    found |= _new_notes(name, three)
    for key, label in _LOGS.items():
        found |= _items(name, key, label, three)
    return found


def _completed(name: str, three: Three, found: Outcome) -> Outcome:
    """The day that it was completed, which goes where the paper says that it is not complete."""
    was = three.old.get("completed") if three.old is not None else None
    is_gone = was is not None and three.new.get("completed") is None
    status = next((edit.value for edit in found.edits if edit.at == ("status",)), None)
    is_undone = status not in {None, Status.COMPLETE.value} and three.there.get("completed") == was
    if is_gone and is_undone:
        return Outcome((Put(("completed",), None),))
    return valued(name, "completed", three)


def _items(name: str, key: str, label: str, three: Three) -> Outcome:
    """The items of a log: those that are new, and what else the paper says now of the others."""
    found = Outcome()
    there, items, old = (
        _labelled(said, key, label) for said in (three.there, three.new, three.old)
    )
    for each, (number, new) in items.items():
        if each in there:
            at, own = there[each]
            before = old[each][1] if each in old else None
            what = f"{name} {key} “{quoted(new[label])}”"
            parts = dict.fromkeys((*new, *(before or ())))
            for part in parts:
                outcome = valued(what, part, Three(own, new, before))
                edits = tuple(Put((key, at, part), new[part]) for _ in outcome.edits)
                unmet = tuple(u._replace(at=(key, number, *u.at)) for u in outcome.unmet)
                found |= Outcome(edits, outcome.told, unmet)
        elif each in old:
            found |= _taken_out(key, new[label])
        else:
            found |= Outcome((Add((key,), new),))
    gone = [
        f"{KEPT}not in the paper any more: {name} {key} “{quoted(item[label])}”"
        for each, (_, item) in there.items()
        if each in old and each not in items
    ]
    return found | Outcome(told=tuple(gone))


def _labelled(
    said: Group | None, key: str, label: str
) -> Mapping[tuple[str, int], tuple[int, dict[str, Said]]]:
    """The items of a log with their numbers, by what they are called and how often that was so.

    A step is called the same when only the date in its words is another.
    """
    found: dict[tuple[str, int], tuple[int, dict[str, Said]]] = {}
    often: Counter[str] = Counter()
    groups = ((n, each) for n, each in enumerate(_list(said, key)) if isinstance(each, dict))
    for number, each in groups:
        plain = _plain(each, label)
        found[plain, often[plain]] = (number, each)
        often[plain] += 1
    return found


def _new_notes(name: str, three: Three) -> Outcome:
    """The notes that the paper has and the plan has not; of one that grew, what was added."""
    before, there, notes = (
        [each for each in _list(said, "progress") if isinstance(each, dict)]
        for said in (three.old, three.there, three.new)
    )
    gone = [old for old in before if not any(_is_note(old, each) for each in notes)]
    found = Outcome()
    for each in notes:
        known = [*there, *before]
        if any(_is_note(one, each) for one in there):
            continue
        if any(_is_note(one, each) for one in before):
            found |= _taken_out("progress", each["note"])
            continue
        begun = max((_begun(one, each) for one in known), default=0)
        note = {**each, "note": _after(str(each["note"]), begun)}
        was = next((old for old in gone if not begun and _is_corrected(old, each)), None)
        told = f"{name}: the note “{quoted(was['note'])}” stays beside the new one" if was else ""
        found |= Outcome((Add(("progress",), note),), (told,) if told else ())
    return found


def _taken_out(key: str, text: Said) -> Outcome:
    """An item that the plan has no longer: it stays out."""
    return Outcome(unmet=(newer(key, None)._replace(texts=(str(text),)),))


def _is_note(one: Group, other: Group) -> bool:
    """Whether two notes are one: of the same words, and not of two days."""
    days = {str(each["date"]) for each in (one, other) if each.get("date")}
    return len(days) <= 1 and _plain(one, "note") == _plain(other, "note")


def _begun(one: Group, grown: Group) -> int:
    """How many letters of a note are an earlier one that goes on after the end of a sentence."""
    letters = _plain(one, "note")
    text = str(grown["note"])
    days = {str(each["date"]) for each in (one, grown) if each.get("date")}
    if len(days) > 1 or not letters or not _letters(text).startswith(letters):
        return 0
    rest = text[_end(text, len(letters)) :]
    return len(letters) if re.match(r"\s*[.!?;\n]", rest) else 0


def _is_corrected(old: Group, new: Group) -> bool:
    """Whether a note is an earlier one, of no other day, in other words."""
    one, other = str(old["note"]), str(new["note"])
    days = {str(each["date"]) for each in (old, new) if each.get("date")}
    is_alike = SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE
    return len(days) <= 1 and (is_alike or _letters(other).startswith(_letters(one)))


def _after(text: str, letters: int) -> str:
    """What follows so many letters and figures of a text."""
    return text[_end(text, letters) :].lstrip(" .,;:!?–-\n") if letters else text


def _end(text: str, letters: int) -> int:
    """Where so many letters and figures of a text end."""
    at = 0
    while letters and at < len(text):
        letters -= text[at].isalnum()
        at += 1
    return at


def _plain(said: "Said | Group", key: str) -> str:
    """The letters and figures of what a group says under a key, by which two are the same."""
    text = str(said.get(key)) if isinstance(said, Mapping) else str(said)
    return _letters(WHEN.sub("", text)) if key == "what" else _letters(text)


def _letters(text: str) -> str:
    return "".join(re.findall(r"[^\W_]", text.casefold()))


def _list(said: Group | None, key: str) -> list[Said]:
    found = said.get(key) if said is not None else None
    return found if isinstance(found, list) else []
