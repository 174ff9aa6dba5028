"""An action as the plan has it beside what a newer paper says of it: the edits, and what is kept.

What the paper said when it was imported before tells who changed a value since: the paper, or the
plan. A value of the plan is written over only where the plan still has what was imported.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final, NamedTuple, TypeAlias

from planctl.edit.block import Said
from planctl.edit.cut import Add, Edit, Put
from planctl.intake.paper.when import day_due
from planctl.model.written import shortened

Group: TypeAlias = Mapping[str, Said]

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
_LOGS: Final = {"milestones": "what", "evidence": "title"}


class Three(NamedTuple):
    """What the plan has, what the paper says, and what it said when it was imported before."""

    there: Group
    new: Group
    old: Group | None


class Outcome(NamedTuple):
    """What is changed, and what is said of what is not."""

    edits: tuple[Edit, ...] = ()
    told: tuple[str, ...] = ()


def compared(name: str, three: Three, paper: str, as_at: date) -> Outcome:
    """What a newer paper changes of an action."""
    edits: list[Edit] = []
    told: list[str] = []
    for key in _VALUES:
        _add(valued(name, key, three), edits, told)
    _add(_promised(name, three, paper, as_at), edits, told)
    edits += [Add(("progress",), note) for note in _new_notes(three)]
    for key, label in _LOGS.items():
        known = {_plain(each, label) for each in (*_list(three.there, key), *_list(three.old, key))}
        edits += [Add((key,), e) for e in _list(three.new, key) if _plain(e, label) not in known]
    return Outcome(tuple(edits), tuple(told))


def _add(found: Outcome, edits: list[Edit], told: list[str]) -> None:
    edits += found.edits
    told += found.told


def valued(name: str, key: str, three: Three) -> Outcome:
    """A value that is one: the paper's where only the paper changed it, else it is kept."""
    new, there = three.new.get(key), three.there.get(key)
    if new in (None, there):
        return Outcome()
    old = three.old.get(key) if three.old is not None else None
    if three.old is not None and new == old:
        return Outcome()  # the paper says what it said before; the plan's own is newer
    if there is None or (three.old is not None and there == old):
        return Outcome((Put((key,), new),))
    return Outcome((), (f"kept: {name} {key} “{_short(there)}”; the paper says “{_short(new)}”",))


def _promised(name: str, three: Three, paper: str, as_at: date) -> Outcome:
    """The first promise, which is never changed: a later date is asked for as an extension."""
    new, there = _due(three.new), _due(three.there)
    before = _due(three.old) if three.old is not None else ""
    if not new or new in (there, before):
        return Outcome()
    if not there:
        return Outcome((Put(("timescale",), three.new["timescale"]),))
    extensions = (each for each in _list(three.there, "extensions") if isinstance(each, dict))
    days = [day_due(each) for each in (there, *(_date(each.get("to")) for each in extensions))]
    wanted = day_due(new)
    if wanted in days:
        return Outcome()
    if wanted > max(days):
        asked: dict[str, Said] = {
            "to": new,
            "reason": f"{paper} gives this date; why is not said",
            "requested": as_at.isoformat(),
        }
        told = f"{name}: the paper gives a later date, {new}, which is asked for as an extension"
        return Outcome((Add(("extensions",), asked),), (told,))
    told = f"kept: {name} timescale “{there}”; the paper says “{new}”, and a person has to decide"
    return Outcome((), (told,))


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
    return _letters(str(said.get(key)) if isinstance(said, dict) else str(said))


def _letters(text: str) -> str:
    return "".join(re.findall(r"[^\W_]", text.casefold()))


def _list(said: Group | None, key: str) -> list[Said]:
    found = said.get(key) if said is not None else None
    return found if isinstance(found, list) else []


def _short(said: Said) -> str:
    if isinstance(said, list):
        return shortened("; ".join(map(str, said)))
    return shortened(str(said))
