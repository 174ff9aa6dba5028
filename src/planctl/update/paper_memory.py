"""What earlier imports said, as the last report has it: it tells who changed a value since."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple, TypeAlias, cast

from planctl.intake.account import Fate
from planctl.intake.plan.plan_content import ImportResult
from planctl.load.file_place import file_kind, folder_of
from planctl.load.source import file_bytes
from planctl.model.problem import At
from planctl.update.matching import MatchKey
from planctl.update.paper_merge import Group

EarlierContent: TypeAlias = Mapping[
    str, Group
]  # by the ref of an action, else by a file or “area REF”
ReportJson: TypeAlias = Any  # whatever a file holds that may be a report
_LIMIT: Final = 200_000_000  # bytes of a report: every word of a paper stands in it
# What a file leads to that is no report of ours.
_FOREIGN: Final = (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError)
_ACTION: Final = "action"
_AREA: Final = "area"


class PastUpdate(NamedTuple):
    """What an update did: on which day, by which paper."""

    on: str
    paper: str
    told: Sequence[str]


class PaperLinks(NamedTuple):
    """By what the next paper is held against the plan."""

    refs: Mapping[str, str] = MappingProxyType({})  # of actions in the plan, by those of the paper
    areas: Mapping[str, str] = MappingProxyType({})  # the same of areas
    # What was left open, by where it goes and the text, with what the plan said when it was.
    asked: Mapping[tuple[str, str], str | None] = MappingProxyType({})
    guessed: frozenset[str] = frozenset()  # where values went that planctl made

    @classmethod
    def of(cls, result: ImportResult) -> "PaperLinks":
        """Those of a plan that is just made: it is called as in the paper."""
        areas = {ref: ref for ref in result.area_refs}
        asked = {(entry.to, entry.text): None for entry in result.of(Fate.ASKED)}
        return cls({ref: ref for ref in result.paths}, areas, asked, guessed_places(result))

    def shown(self, to: str) -> str:
        """A place as the plan has it; one that the paper has otherwise is named beside it."""
        ref, _, key = to.rpartition(" ")
        own = self.refs.get(ref, ref)
        return to if own == ref else f"{own} {key} ({ref} in the paper)"


class LastImport(NamedTuple):
    """The last import, as its report has it."""

    said: EarlierContent = MappingProxyType({})
    actions: tuple[MatchKey, ...] = ()
    area_of: Mapping[str, str] = MappingProxyType({})  # of an action, both by their refs
    ties: PaperLinks = PaperLinks()
    story: tuple[PastUpdate, ...] = ()  # what earlier updates did

    @property
    def titles(self) -> Mapping[str, str]:
        """The titles of its areas, by their refs."""
        areas = (name.removeprefix(f"{_AREA} ") for name in self.said if name.startswith(_AREA))
        return {ref: str(self.said[f"{_AREA} {ref}"]["title"]) for ref in areas}


def read_last_import(report: Path) -> LastImport | None:
    """The last import; none where its report is not there, or is no such report.

    Of a value on which paper and plan went their own ways it has what was said before they did, so
    that it stays open until the two say the same.
    """
    try:
        return _memory(json.loads(file_bytes(report, _LIMIT).decode("utf-8")))
    except _FOREIGN:
        return None


def _memory(report: ReportJson) -> LastImport:
    by_name = {_import_name(path, content): content for path, content in report["said"].items()}
    for item in report["open"]:
        _restore(by_name, (item["of"], *item["at"]), item["was"])
    made_refs = {item["file"] for item in report["made"] if item["at"] == ["ref"]}
    names = {path: _import_name(path, content) for path, content in report["said"].items()}
    action_names = {path: name for path, name in names.items() if file_kind(path) == _ACTION}
    areas = {path: names[f"{folder_of(path)}/area.yaml"] for path in action_names}
    actions = tuple(
        MatchKey.of(by_name[name], str(by_name[areas[path]]["title"]), is_made=path in made_refs)
        for path, name in action_names.items()
        if name in by_name
    )
    asked = {(str(item["to"]), str(item["text"])): item["plan"] for item in report["asked"]}
    ties = PaperLinks(
        dict(report["refs"]), dict(report["area_refs"]), asked, frozenset(report["guessed"])
    )
    return LastImport(
        cast("EarlierContent", by_name),
        actions,
        {name: areas[path].removeprefix(f"{_AREA} ") for path, name in action_names.items()},
        ties,
        tuple(PastUpdate(item["on"], item["paper"], item["told"]) for item in report["story"]),
    )


def _restore(content: object, at: At, was: object) -> None:
    group = cast("dict[str | int, object]", content)
    for step in at[:-1]:
        group = cast("dict[str | int, object]", group[step])
    if was is None:
        del group[at[-1]]
    else:
        group[at[-1]] = was


def _import_name(path: str, content: Group) -> str:
    """By what a file of an import is remembered."""
    kind = file_kind(path)
    ref = str(content.get("ref"))
    return ref if kind == _ACTION else f"{_AREA} {ref}" if kind == _AREA else path


def guessed_places(result: ImportResult) -> frozenset[str]:
    """Where values go that planctl made."""
    return frozenset(entry.to for entry in result.guesses if entry.fate is Fate.MADE)
