"""The words of a plan that a shell can complete: refs, roles, ids, meetings; and those of any plan.

They are read from the lines of its files and not through the models, because somebody waits at each
press of Tab; a plan that is half broken still has refs. What cannot be known is left out.
"""

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Final, NamedTuple

from planctl.model.problem import Stop
from planctl.workspace.folder import plan_folder


class Word(NamedTuple):
    """A word that can be said, and what it is."""

    word: str
    about: str


def plan_words(kind: str, folder: Path | None) -> Iterator[Word]:
    """The words of a kind, as help calls kinds: of the plan in this folder, or of any plan."""
    if kind in _FIXED_WORDS:
        yield from _FIXED_WORDS[kind]()
    elif kind in _PLAN_WORDS:
        name, read = _PLAN_WORDS[kind]
        yield from read(_plan_files(name, folder))


def _plan_files(kind: str, folder: Path | None) -> Iterator[str]:
    """The texts of the plan's files of a kind; none where no plan is found."""
    from planctl.load.file_place import file_kind
    from planctl.load.source import read_folder

    try:
        root = plan_folder(folder)
    except Stop:
        return
    for file in read_folder(root).files:
        if file_kind(file.path) == kind:
            yield file.data.decode("utf-8-sig", errors="replace")


def _front_words(key: str) -> Callable[[Iterator[str]], Iterator[Word]]:
    """The words of files with one thing each: its ref or id, and its title."""

    def words(texts: Iterator[str]) -> Iterator[Word]:
        for text in texts:
            lines = [line for line in text.splitlines() if line.startswith((f"{key}:", "title:"))]
            keys = _parse_yaml("\n".join(lines))
            if isinstance(keys, dict) and isinstance(keys.get(key), str):
                yield Word(keys[key], str(keys.get("title") or ""))

    return words


def _roles(texts: Iterator[str]) -> Iterator[Word]:
    for text in texts:
        keys = _parse_yaml(text)
        if isinstance(keys, dict):
            yield from (Word(str(role), str(about or "")) for role, about in keys.items())


def _list_words(key: str, name: str, about: str) -> Callable[[Iterator[str]], Iterator[Word]]:
    """The words of a list in a file: each entry's name, and what the entry says of itself."""

    def words(texts: Iterator[str]) -> Iterator[Word]:
        for text in texts:
            keys = _parse_yaml(text)
            entries = keys.get(key) if isinstance(keys, dict) else None
            for entry in entries if isinstance(entries, list) else ():
                if isinstance(entry, dict) and isinstance(entry.get(name), str):
                    yield Word(entry[name], str(entry.get(about) or ""))

    return words


def _parse_yaml(text: str) -> Any:  # noqa: ANN401 - YAML holds anything
    """What a text says; nothing where it is broken."""
    from planctl.load.content import FileFault, parse_yaml

    try:
        return parse_yaml(text)
    except FileFault:
        return None


def _codes() -> Iterator[Word]:
    """The rules, from a list that `make docs` writes: to load them takes longer than Tab may."""
    from planctl.render import template_folder

    for line in (template_folder() / "completion" / "codes.txt").read_text("utf-8").splitlines():
        code, _, name = line.partition(" ")
        yield Word(code, name)


def _listed(module: str, name: str) -> Callable[[], Iterator[Word]]:
    """The words of a closed list of the code."""
    return lambda: (Word(str(word), "") for word in getattr(import_module(module), name))


_PLAN_WORDS: Final[Mapping[str, tuple[str, Callable[[Iterator[str]], Iterator[Word]]]]] = {
    "REF": ("action", _front_words("ref")),
    "AREA": ("area", _front_words("ref")),
    "ID": ("measure", _front_words("id")),
    "ROLE": ("roles", _roles),
    "FINDING": ("plan", _list_words("findings", "id", "title")),
    "REPORT": ("governance", _list_words("reports", "id", "title")),
    "MEETING": ("governance", _list_words("meetings", "on", "note")),
}
_FIXED_WORDS: Final[Mapping[str, Callable[[], Iterator[Word]]]] = {
    "CODE": _codes,
    "FORM": _listed("planctl.render.problem", "PROBLEM_FORMATS"),
    "STATUS": _listed("planctl.model.action", "Status"),
    "RATING": _listed("planctl.model.rating", "Rating"),
    "STANDING": _listed("planctl.model.rating", "Standing"),
    "TAG": _listed("planctl.model.rating", "TAGS"),
    "KIND": _listed("planctl.model.action", "EvidenceKind"),
    "PART": lambda: (Word(part, "") for part in ("area", "action", "measure", "role")),
    "WHEN": lambda: iter([Word("last-board", "what the board last saw")]),
}
