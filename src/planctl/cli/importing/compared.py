"""An action as the plan has it beside what a newer paper says of it: the edits, and what is kept.

What the paper said when it was imported before tells who changed a value since: the paper, or the
plan. A value of the plan is written over only where the plan still has what was imported. Where
both changed it, a person decides, and is asked at each update until the two say the same.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final, NamedTuple, TypeAlias

from planctl.edit.block import Said
from planctl.edit.cut import Add, Edit, Put
from planctl.intake.paper.moment import WHEN
from planctl.intake.paper.when import day_due
from planctl.load.content import content
from planctl.load.source import SourceFile
from planctl.load.text import decoded
from planctl.model.problem import At
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


def group(said: Said) -> Group:
    """What is said, where that is a group; else nothing."""
    return said if isinstance(said, dict) else {}


def said_in(file: SourceFile) -> Group:
    """What a file of the plan says, as it is written."""
    return group(content(decoded(file.data)))


class Three(NamedTuple):
    """What the plan has, what the paper says, and what it said when it was imported before."""

    there: Group
    new: Group
    old: Group | None


class Unmet(NamedTuple):
    """A value of the paper that the plan does not have."""

    at: At  # where in what the paper says of its action
    why: str
    is_open: bool  # whether a person has to decide; else the plan's own is the newer one
    was: Said = None  # what an import before said, from which both went their own ways


class Kept(NamedTuple):
    """A value of the paper that the plan does not have, and of what it is."""

    of: str  # the ref of an action as the paper has it, else a file or “area REF”
    unmet: Unmet

    @property
    def to(self) -> str:
        """Where the account of every word would have put it."""
        key = str(self.unmet.at[0])
        if self.of.endswith(".yaml"):
            return f"glossary “{key}”" if self.of == "glossary.yaml" else key
        return f"{self.of} {key}"


class Outcome(NamedTuple):
    """What is changed, what is said of it, and what is not changed."""

    edits: tuple[Edit, ...] = ()
    told: tuple[str, ...] = ()
    unmet: tuple[Unmet, ...] = ()

    def __or__(self, other: "Outcome") -> "Outcome":
        """Both of them."""
        return Outcome(self.edits + other.edits, self.told + other.told, self.unmet + other.unmet)


def compared(name: str, three: Three, paper: str, as_at: date) -> Outcome:
    """What a newer paper changes of an action."""
    found = Outcome()
    for key in _VALUES:
        found |= valued(name, key, three)
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
            what = f"{name} {key} “{_short(new[label])}”"
            for part in (part for part in new if part != label or key in _LOGS):
                outcome = valued(what, part, Three(own, new, before))
                edits = tuple(Put((key, at, part), new[part]) for _ in outcome.edits)
                unmet = tuple(u._replace(at=(key, number, *u.at)) for u in outcome.unmet)
                found |= Outcome(edits, outcome.told, unmet)
        elif each not in old and key in _LOGS:
            found |= Outcome((Add((key,), new),))
    gone = [
        f"kept: not in the paper any more: {name} {key} “{_short(item[label])}”"
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
    for number, each in enumerate(_list(said, key)):
        if isinstance(each, dict):
            plain = _plain(each, label)
            found[plain, often[plain]] = (number, each)
            often[plain] += 1
    return found


def valued(name: str, key: str, three: Three) -> Outcome:
    """A value that is one: the paper's where only the paper changed it, else it is kept."""
    new, there = three.new.get(key), three.there.get(key)
    if new in (None, there):
        return Outcome()
    old = three.old.get(key) if three.old is not None else None
    if new == old:
        return Outcome(unmet=(_newer(key, there),))
    if there is None or there == old:
        return Outcome((Put((key,), new),))
    return _open(name, key, (there, new, old))


def _newer(key: str, there: Said) -> Unmet:
    """The paper says what it said before: the plan's own value is the newer one."""
    says = f"says “{_short(there)}”" if there is not None else "says nothing of it"
    return Unmet((key,), f"the plan was changed since, and {says}", is_open=False)


def _open(name: str, key: str, said: tuple[Said, Said, Said]) -> Outcome:
    """Both changed the value: what the plan, the paper, and the paper before say."""
    there, new, old = said
    told = f"kept: {name} {key} “{_short(there)}”; the paper says “{_short(new)}”"
    why = f"the plan says “{_short(there)}”, which was kept: make the two say the same"
    return Outcome((), (told,), (Unmet((key,), why, is_open=True, was=old),))


def by_hand(name: str, key: str, three: Three) -> Outcome:
    """A value that the plan builds on: what the paper changes of it is left to a person."""
    outcome = valued(name, key, three)
    there, new = three.there.get(key), three.new.get(key)
    return _open(name, key, (there, new, there)) if outcome.edits and there is not None else outcome


def _promised(name: str, three: Three, paper: str, as_at: date) -> Outcome:
    """The first promise, which is never changed: a later date is asked for as an extension."""
    new, there = _due(three.new), _due(three.there)
    before = _due(three.old) if three.old is not None else ""
    if not new or new == there:
        return Outcome()
    if new == before:
        return Outcome(unmet=(_newer("timescale", there or None),))
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
    was = three.old.get("timescale") if three.old is not None else None
    return _open(name, "timescale", (there, new, was))


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


def _short(said: Said) -> str:
    if isinstance(said, list):
        return shortened("; ".join(map(str, said)))
    return shortened(str(said))
