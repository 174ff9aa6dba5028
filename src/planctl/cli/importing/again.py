"""A newer paper and the plan that was made of an older one: what is edited, and what is kept."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from planctl.cli.desk import Desk
from planctl.cli.edge import Stop
from planctl.cli.importing.around import around, folder_for
from planctl.cli.importing.compared import compared
from planctl.cli.importing.made import Made, said_of
from planctl.cli.importing.remembered import before
from planctl.cli.importing.valued import Group, Kept, Three, group, quoted, said_in
from planctl.cli.revise import begun, revised
from planctl.cli.together import Draft
from planctl.intake.paper.account import Entry, Fate
from planctl.intake.paper.account import Made as Own
from planctl.load.source import SourceFile
from planctl.load.whereabouts import folder_of
from planctl.model.file_name import action_file
from planctl.render.words import counted

_ALIKE: Final = 0.6  # of the words of two actions, from which on they are the same one
_OUT: Final = "was taken out of the plan since it was imported"
_GUESSED: Final = ("title", "status")


class Pair(NamedTuple):
    """An action of the plan: its ref, its file, and what that says."""

    ref: str
    file: SourceFile
    said: Group


class Changes(NamedTuple):
    """What is to be written, what is said of it, and what the plan does not take."""

    drafts: tuple[Draft, ...]
    told: tuple[str, ...]
    kept: tuple[Kept, ...]
    out: tuple[str, ...]  # the refs of actions that were taken out of the plan
    settled: Mapping[str, str]  # what the paper left open before and the plan says, by where it is


def changes(found: Made, now: Desk, paper: str, folder: Path, as_at: date) -> Changes:
    """What a newer paper changes in a plan; the last report is in the folder."""
    for unread in now.loaded.plan.unread:
        message = f"{unread.path} could not be read, and may be of the paper"
        raise Stop(message, "mend it first: planctl check says what is wrong")
    memory = before(folder)
    old = memory.said
    there = {pair.ref: pair for pair in _actions(now)}
    told: list[str] = []
    drafts: list[Draft] = []
    kept: list[Kept] = []
    matched: set[str] = set()
    new: list[str] = []
    out: list[str] = []
    settled: dict[str, str] = {}
    for ref, path in found.paths.items():
        said = group(said_of(found.files, path))
        pair = _same(ref, said, there, matched, found)
        if pair is None and ref in old:
            out.append(ref)
            continue
        if pair is None:
            new.append(ref)
            continue
        matched.add(pair.ref)
        settled |= {f"{ref} {key}": quoted(pair.said[key]) for key in pair.said if key not in said}
        was = old.get(ref)
        said = _without_guesses(said, pair.said, was, found, path)
        outcome = compared(pair.ref, Three(pair.said, said, was), paper, as_at)
        told += outcome.told
        kept += [Kept(ref, unmet) for unmet in outcome.unmet]
        if outcome.edits:
            drafts.append(revised(now, pair.file, outcome.edits))
            told.append(f"{pair.ref}: {counted(len(outcome.edits), 'change')}")
    drafts += _begun(found, now, new, told)
    for each in around(found, now, old):
        drafts += each.drafts
        told += each.told
        kept += each.kept
    told += [f"{ref} {_OUT}; it stays out" for ref in out]
    missing = [ref for ref in there if ref not in matched]
    if missing:
        told.append(f"kept: not in the paper any more: {', '.join(missing)}")
    asked = {each.to for each in found.of(Fate.ASKED) if (each.to, each.text) in memory.pieces}
    known = {to: value for to, value in settled.items() if to in asked}
    return Changes(tuple(drafts), tuple(told), tuple(kept), tuple(out), known)


def accounted(found: Made, changes: Changes) -> Made:
    """What was found, with what the plan did not take as what it is: open, or not placed.

    What the paper leaves open as it did before, and the plan says by now, is open no longer.
    """
    entries: list[Entry] = []
    seen: list[Kept] = []
    for entry in found.entries:
        one = next((each for each in changes.kept if _is_of(entry, each)), None)
        seen += [one] if one else []
        entries += [_kept(entry, one)] if one else _left(entry, changes)
    rest = (each for each in changes.kept if each.unmet.is_open and each not in seen)
    entries += [Entry("", "", Fate.ASKED, each.to, each.unmet.why) for each in rest]
    return found._replace(entries=tuple(entries))


def _left(entry: Entry, changes: Changes) -> list[Entry]:
    """An entry that is about no value which the plan keeps; none for what was made in vain."""
    why = ""
    if entry.to.rpartition(" ")[0] in changes.out:
        why = _OUT
    elif entry.fate is Fate.ASKED and entry.to in changes.settled:
        why = f"the plan says “{changes.settled[entry.to]}”"
    if why and entry.fate is Fate.MADE:
        return []
    return [entry._replace(fate=Fate.LEFT, why=why, sure=None, propose="") if why else entry]


def _is_of(entry: Entry, one: Kept) -> bool:
    """Whether a piece of the paper is what the plan has otherwise."""
    is_whole = len(one.unmet.at) == 1 and entry.fate in {Fate.PLACED, Fate.READ}
    is_named = not one.unmet.texts or entry.text in one.unmet.texts
    return is_whole and entry.to == one.to and is_named


def _kept(entry: Entry, one: Kept) -> Entry:
    if one.unmet.is_open:
        return entry._replace(fate=Fate.ASKED, why=one.unmet.why, sure=None)
    return entry._replace(fate=Fate.LEFT, to="", why=f"{one.to}: {one.unmet.why}", sure=None)


def _actions(now: Desk) -> Iterator[Pair]:
    plan = now.loaded.plan
    for a, area in enumerate(plan.areas):
        for n, action in enumerate(area.actions):
            file = now.loaded.parts["areas", a, "actions", n]
            yield Pair(action.ref, file, said_in(file))


def _same(
    ref: str, said: Group, there: Mapping[str, Pair], matched: set[str], found: Made
) -> Pair | None:
    """The action of the plan that one of the paper is: by its ref, else by its words."""
    if ref in there and ref not in matched:
        return there[ref]
    words = _words(said)
    rest = (p for p in there.values() if p.ref not in matched and p.ref not in found.paths)
    near = max(rest, key=lambda pair: _likeness(words, _words(pair.said)), default=None)
    return near if near and _likeness(words, _words(near.said)) >= _ALIKE else None


def _words(said: Group) -> frozenset[str]:
    actions = said.get("actions")
    texts = [str(said.get("title")), *(map(str, actions) if isinstance(actions, list) else ())]
    return frozenset(" ".join(texts).casefold().split())


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one | other))


def _without_guesses(said: Group, there: Group, old: Group | None, found: Made, path: str) -> Group:
    """What a paper says of an action; a guess of ours stays only where the plan has an older one.

    A title that was made follows the words of the action, but does not stand against a title that
    somebody gave it.
    """
    own = group(found.files[path])
    guesses = {each.to for each in found.guesses if each.fate is Fate.MADE}
    is_ours = {
        key: isinstance(own.get(key), Own) and f"{said['ref']} {key}" in guesses for key in _GUESSED
    }
    return {
        key: value
        for key, value in said.items()
        if not is_ours.get(key) or (old is not None and there.get(key) == old.get(key))
    }


def _begun(found: Made, now: Desk, refs: list[str], told: list[str]) -> Iterator[Draft]:
    """The files of actions that the plan does not have yet, and of areas that they are in."""
    folders: dict[str, str] = {}
    for ref in refs:
        path = found.paths[ref]
        own = folder_of(path)
        if own not in folders:
            folder, is_new = folder_for(found, now, own)
            folders[own] = folder
            if is_new:
                yield begun(now, f"{folder}/area.yaml", said_of(found.files, f"{own}/area.yaml"))
        said = said_of(found.files, path)
        name = action_file(ref, str(group(said)["title"]))
        yield begun(now, f"{folders[own]}/{name}", said)
        told.append(f"{ref}: a new action")
