"""A newer paper and the plan that was made of an older one: what is edited, and what is kept."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias, cast

from planctl.cli.desk import Desk
from planctl.cli.edge import Stop
from planctl.cli.importing.compared import Group, Three, compared, valued
from planctl.cli.importing.made import Made, said_of
from planctl.cli.importing.told import NAME
from planctl.cli.naming import area_of
from planctl.cli.revise import begun, revised
from planctl.cli.together import Draft
from planctl.edit.cut import Edit, Put
from planctl.load.content import content
from planctl.load.source import SourceFile
from planctl.load.text import decoded
from planctl.load.whereabouts import folder_of
from planctl.model.file_name import action_file
from planctl.render.words import counted

_ALIKE: Final = 0.6  # of the words of two actions, from which on they are the same one
_NAMED: Final = ("roles.yaml", "glossary.yaml")
_FRONT: Final = ("title", "organisation", "strapline", "version", "date")
Old: TypeAlias = Mapping[str, Group]  # what an import before this said, by the ref of an action


class Pair(NamedTuple):
    """An action of the plan: its ref, its file, and what that says."""

    ref: str
    file: SourceFile
    said: Group


class Changes(NamedTuple):
    """What is to be written, and what is said of it."""

    drafts: tuple[Draft, ...]
    told: tuple[str, ...]


def changes(found: Made, now: Desk, paper: str, before: Path, as_at: date) -> Changes:
    """What a newer paper changes in a plan."""
    for unread in now.loaded.plan.unread:
        message = f"{unread.path} could not be read, and may be of the paper"
        raise Stop(message, "mend it first: planctl check says what is wrong")
    old = _before(before / f"{NAME}.json")
    there = {pair.ref: pair for pair in _actions(now)}
    told: list[str] = []
    drafts: list[Draft] = []
    matched: set[str] = set()
    new: list[str] = []
    for ref, path in found.paths.items():
        said = _group(said_of(found.files, path))
        pair = _same(ref, said, there, matched, found)
        if pair is None and ref in old:
            told.append(f"{ref} was taken out of the plan since it was imported; it stays out")
            continue
        if pair is None:
            new.append(ref)
            continue
        matched.add(pair.ref)
        said = _without_made_title(said, found, path)
        outcome = compared(pair.ref, Three(pair.said, said, old.get(ref)), paper, as_at)
        told += outcome.told
        if outcome.edits:
            drafts.append(revised(now, pair.file, outcome.edits))
            told.append(f"{pair.ref}: {counted(len(outcome.edits), 'change')}")
    drafts += _begun(found, now, new, told)
    drafts += _around(found, now, old, told)
    missing = [ref for ref in there if ref not in matched]
    if missing:
        told.append(f"kept: not in the paper any more: {', '.join(missing)}")
    return Changes(tuple(drafts), tuple(told))


def _actions(now: Desk) -> Iterator[Pair]:
    plan = now.loaded.plan
    for a, area in enumerate(plan.areas):
        for n, action in enumerate(area.actions):
            file = now.loaded.parts["areas", a, "actions", n]
            yield Pair(action.ref, file, _said(file))


def _said(file: SourceFile) -> Group:
    return _group(content(decoded(file.data)))


def _group(said: object) -> Group:
    return cast("Group", said) if isinstance(said, dict) else {}


def _before(report: Path) -> Old:
    """What the last import said, where its report is there."""
    try:
        files = json.loads(report.read_text("utf-8"))["said"]
        plan = {"plan.yaml": _group(files["plan.yaml"])}
        return {**plan, **{str(said["ref"]): said for said in files.values() if "actions" in said}}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


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


def _without_made_title(said: Group, found: Made, path: str) -> Group:
    """What a paper says of an action, without a title that was made of its words."""
    from planctl.intake.paper.account import Made as Own

    whole = _group(found.files[path])
    return {
        key: value
        for key, value in said.items()
        if not (key == "title" and isinstance(whole["title"], Own))
    }


def _begun(found: Made, now: Desk, refs: list[str], told: list[str]) -> Iterator[Draft]:
    """The files of actions that the plan does not have yet, and of areas that they are in."""
    folders: dict[str, str] = {}
    for ref in refs:
        path = found.paths[ref]
        own = folder_of(path)
        if own not in folders:
            folder, is_new = _folder(found, now, own)
            folders[own] = folder
            if is_new:
                yield begun(now, f"{folder}/area.yaml", said_of(found.files, f"{own}/area.yaml"))
        said = said_of(found.files, path)
        name = action_file(ref, str(_group(said)["title"]))
        yield begun(now, f"{folders[own]}/{name}", said)
        told.append(f"{ref}: a new action")


def _folder(found: Made, now: Desk, own: str) -> tuple[str, bool]:
    """The folder of the plan for an area of the paper, and whether it is new."""
    said = _group(found.files[f"{own}/area.yaml"])
    for area in now.loaded.plan.areas:
        if area.ref == said["ref"] or area.title.casefold() == str(said["title"]).casefold():
            return area_of(area.ref, now)[1], False
    return own, True


def _around(found: Made, now: Desk, old: Old, told: list[str]) -> Iterator[Draft]:
    """The roles and words that are new, and a newer version and date of the whole plan."""
    for path in _NAMED:
        new = _group(said_of(found.files, path)) if path in found.files else {}
        file = now.loaded.files.get(path)
        there = _said(file) if file else {}
        edits = [Put((name,), value) for name, value in new.items() if name not in there]
        told += [f"{path}: “{edit.at[0]}” is new" for edit in edits]
        if edits and file:
            yield revised(now, file, edits)
        elif edits:
            yield begun(now, path, dict(new))
    front = now.loaded.files.get("plan.yaml")
    if front:
        yield from _front(found, now, front, old, told)


def _front(found: Made, now: Desk, file: SourceFile, old: Old, told: list[str]) -> Iterator[Draft]:
    own = {at[0] for path, at, _ in found.made_values() if path == "plan.yaml"}
    said = {k: v for k, v in _group(said_of(found.files, "plan.yaml")).items() if k not in own}
    edits: list[Edit] = []
    for key in _FRONT:
        outcome = valued("plan", key, Three(_said(file), said, old.get("plan.yaml")))
        edits += outcome.edits
        told += outcome.told
    if edits:
        told.append(f"plan.yaml: {', '.join(str(edit.at[0]) for edit in edits)}")
        yield revised(now, file, edits)
