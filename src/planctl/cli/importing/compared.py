"""An action as the plan has it beside what a newer paper says of it: what changes, what stays."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from planctl.cli.importing.valued import (
    Group,
    Outcome,
    Three,
    Unmet,
    by_hand,
    left_open,
    newer,
    quoted,
    valued,
)
from planctl.edit.block import Said
from planctl.edit.cut import Add, Put
from planctl.intake.paper.among import day_due
from planctl.intake.paper.moment import WHEN

_VALUES: Final = (
    "title",
    "actions",
    "expected_impact",
    "impact_measures",
    "reporting",
    "leads",
    "review",
    "status",
    "completed",
    "progress_rag",
    "rag_reason",
    "impact_rag",
)
_LINKS: Final = ("findings", "depends_on")  # a plan may call by other names what they lead to
_LOGS: Final = {"milestones": "what", "evidence": "title"}


def compared(name: str, three: Three, paper: str, as_at: date) -> Outcome:
    """What a newer paper changes of an action."""
    found = Outcome()
    for key in _VALUES:
        found |= valued(name, key, three)
    for key in _LINKS:
        found |= by_hand(name, key, three)
    found |= _promised(name, three, paper, as_at)
    found |= Outcome(tuple(Add(("progress",), note) for note in _new_notes(three)))
    for key, label in {**_LOGS, "progress": "note"}.items():
        found |= _items(name, key, label, three)
    return found


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
            for part in (part for part in new if part != label or key in _LOGS):
                outcome = valued(what, part, Three(own, new, before))
                edits = tuple(Put((key, at, part), new[part]) for _ in outcome.edits)
                unmet = tuple(u._replace(at=(key, number, *u.at)) for u in outcome.unmet)
                found |= Outcome(edits, outcome.told, unmet)
        elif each not in old and key in _LOGS:
            found |= Outcome((Add((key,), new),))
    gone = [
        f"kept: not in the paper any more: {name} {key} “{quoted(item[label])}”"
        for each, (_, item) in there.items()
        if key in _LOGS and each in old and each not in items
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


def _promised(name: str, three: Three, paper: str, as_at: date) -> Outcome:
    """The first promise, which is never changed: a later date is asked for as an extension."""
    new, there = _due(three.new), _due(three.there)
    before = _due(three.old) if three.old is not None else ""
    if not new or new == there:
        return Outcome()
    if not there and new != before:
        return Outcome((Put(("timescale",), three.new["timescale"]),))
    extensions = (each for each in _list(three.there, "extensions") if isinstance(each, dict))
    later = [_date(each.get("to")) for each in extensions]
    said = [each for each in (there, *later) if each]
    days = [day_due(each) for each in said]
    wanted = day_due(new)
    if wanted in days:
        same = said[days.index(wanted)]
        why = f"the plan says “{same}”, which is the same day"
        return Outcome(unmet=(Unmet(("timescale",), why, is_open=False),) if same != new else ())
    if new == before:
        return Outcome(unmet=(newer("timescale", there or None),))
    if wanted > max(days):
        asked: dict[str, Said] = {
            "to": new,
            "reason": f"{paper} gives this date; why is not said",
            "requested": as_at.isoformat(),
        }
        told = f"{name}: the paper gives a later date, {new}, which is asked for as an extension"
        return Outcome((Add(("extensions",), asked),), (told,))
    was = three.old.get("timescale") if three.old is not None else None
    return left_open(name, "timescale", (there, new, was))


def _due(said: Group | None) -> str:
    """The date of a timescale, as planctl reads it."""
    return _date(said.get("timescale")) if said else ""


def _date(when: Said) -> str:
    return str((when.get("due") if isinstance(when, dict) else when) or "")


def _new_notes(three: Three) -> Iterator[Said]:
    """The notes that the paper has and the plan has not; of one that grew, what was added."""
    known = [
        _plain(each, "note")
        for each in (*_list(three.there, "progress"), *_list(three.old, "progress"))
    ]
    for each in _list(three.new, "progress"):
        if not isinstance(each, dict) or _plain(each, "note") in known:
            continue
        text = str(each["note"])
        begun = max((k for k in known if k and _letters(text).startswith(k)), key=len, default="")
        rest = _after(text, len(begun))
        yield {**each, "note": rest}


def _after(text: str, letters: int) -> str:
    """What follows so many letters and figures of a text."""
    at = 0
    while letters and at < len(text):
        letters -= text[at].isalnum()
        at += 1
    return text[at:].lstrip(" .,;:–-") if at else text


def _plain(said: Said, key: str) -> str:
    """The letters and figures of what a group says under a key, by which two are the same."""
    text = str(said.get(key)) if isinstance(said, dict) else str(said)
    return _letters(WHEN.sub("", text)) if key == "what" else _letters(text)


def _letters(text: str) -> str:
    return "".join(re.findall(r"[^\W_]", text.casefold()))


def _list(said: Group | None, key: str) -> list[Said]:
    found = said.get(key) if said is not None else None
    return found if isinstance(found, list) else []
