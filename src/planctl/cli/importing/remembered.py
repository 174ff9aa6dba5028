"""What imports before this one said, as the last report has it: it tells who changed a value."""

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple, TypeAlias, cast

from planctl.cli.importing.report import NAME
from planctl.cli.importing.valued import Group
from planctl.load.whereabouts import kind_of
from planctl.model.problem import At

Old: TypeAlias = Mapping[str, Group]  # by the ref of an action, else by a file or “area REF”
_ACTION: Final = "action"
_AREA: Final = "area"


def name_of(path: str, said: Group) -> str:
    """By what a file of an import is remembered."""
    kind = kind_of(path)
    ref = str(said.get("ref"))
    return ref if kind == _ACTION else f"{_AREA} {ref}" if kind == _AREA else path


class Memory(NamedTuple):
    """The last import, as its report has it."""

    said: Old = MappingProxyType({})
    pieces: frozenset[tuple[str, str]] = frozenset()  # where each piece went, and its text


def before(folder: Path) -> Memory:
    """The last import, where its report is there.

    Of a value on which paper and plan went their own ways it has what was said before they did, so
    that it stays open until the two say the same.
    """
    try:
        report = json.loads((folder / f"{NAME}.json").read_text("utf-8"))
        found = {name_of(path, said): said for path, said in report["said"].items()}
        for each in report["open"]:
            _go_back(found[each["of"]], tuple(each["at"]), each["was"])
        pieces = frozenset((str(each["to"]), str(each["text"])) for each in report["pieces"])
    except (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError):
        return Memory()
    return Memory(cast("Old", found), pieces)


def _go_back(said: object, at: At, was: object) -> None:
    group = cast("dict[str | int, object]", said)
    for step in at[:-1]:
        group = cast("dict[str | int, object]", group[step])
    if was is None:
        del group[at[-1]]
    else:
        group[at[-1]] = was
