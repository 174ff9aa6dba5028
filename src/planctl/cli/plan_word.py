"""The words that a plan itself gives to the command line: refs, roles, ids, meetings.

They are read from the files' own lines, not through the models: somebody waits for them with a
finger on the Tab key, and a plan that is half broken still has refs.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from planctl.cli.edge import Stop, plan_folder


class Word(NamedTuple):
    """A word that can be said, and what it is."""

    word: str
    about: str


def plan_words(kind: str, folder: str | None) -> Iterator[Word]:
    """The words of a kind, as help calls kinds: of the plan in this folder, or of any plan."""
    if kind in _OF_ANY:
        yield from _OF_ANY[kind]()
    elif kind in _OF_PLANS:
        name, read = _OF_PLANS[kind]
        yield from read(plan_files(name, folder))


def plan_files(kind: str, folder: str | None) -> Iterator[str]:
    """The texts of the plan's files of a kind; none where no plan is found."""
    from planctl.load.source import from_folder
    from planctl.load.whereabouts import kind_of

    try:
        root = plan_folder(_given(folder))
    except Stop:
        return
    for file in from_folder(root).files:
        if kind_of(file.path) == kind:
            yield file.data.decode("utf-8-sig", errors="replace")


def _given(folder: str | None) -> Path | None:
    import os

    named = folder or os.environ.get("PLANCTL_PLAN")
    return Path(named).expanduser() if named else None


def _of_front(key: str) -> Callable[[Iterator[str]], Iterator[Word]]:
    """The words of files with one thing each: its ref or id, and its title."""

    def words(texts: Iterator[str]) -> Iterator[Word]:
        for text in texts:
            lines = [line for line in text.splitlines() if line.startswith((f"{key}:", "title:"))]
            said = _said("\n".join(lines))
            if isinstance(said, dict) and isinstance(said.get(key), str):
                yield Word(said[key], str(said.get("title") or ""))

    return words


def _roles(texts: Iterator[str]) -> Iterator[Word]:
    for text in texts:
        said = _said(text)
        if isinstance(said, dict):
            yield from (Word(str(role), str(about or "")) for role, about in said.items())


def _of_list(key: str, name: str, about: str) -> Callable[[Iterator[str]], Iterator[Word]]:
    """The words of a list in a file: each entry's name, and what the entry says of itself."""

    def words(texts: Iterator[str]) -> Iterator[Word]:
        for text in texts:
            said = _said(text)
            entries = said.get(key) if isinstance(said, dict) else None
            for each in entries if isinstance(entries, list) else ():
                if isinstance(each, dict) and isinstance(each.get(name), str):
                    yield Word(each[name], str(each.get(about) or ""))

    return words


def _said(text: str) -> Any:  # noqa: ANN401 - YAML holds anything
    """What a text says; nothing where it is broken."""
    from planctl.load.content import content
    from planctl.load.text import FileFault

    try:
        return content(text)
    except FileFault:
        return None


def _codes() -> Iterator[Word]:
    """The rules, from a list that `make docs` writes: to load them takes longer than Tab may."""
    from planctl.render.built_in import built_in

    for line in (built_in() / "completion" / "codes.txt").read_text("utf-8").splitlines():
        code, _, name = line.partition(" ")
        yield Word(code, name)


def _forms() -> Iterator[Word]:
    from planctl.render.printer import PRINTERS

    return (Word(name, "") for name in PRINTERS)


def _statuses() -> Iterator[Word]:
    from planctl.model.action import Status

    return (Word(each.value, "") for each in Status)


def _ratings() -> Iterator[Word]:
    from planctl.model.rating import Rating

    return (Word(each.value, "") for each in Rating)


def _kinds() -> Iterator[Word]:
    from planctl.model.action import EvidenceKind

    return (Word(each.value, "") for each in EvidenceKind)


def _moments() -> Iterator[Word]:
    yield Word("last-board", "what the board last saw")


_OF_PLANS: Final[Mapping[str, tuple[str, Callable[[Iterator[str]], Iterator[Word]]]]] = {
    "REF": ("action", _of_front("ref")),
    "AREA": ("area", _of_front("ref")),
    "ID": ("measure", _of_front("id")),
    "ROLE": ("roles", _roles),
    "FINDING": ("plan", _of_list("findings", "id", "title")),
    "MEETING": ("governance", _of_list("meetings", "on", "note")),
}
_OF_ANY: Final[Mapping[str, Callable[[], Iterator[Word]]]] = {
    "CODE": _codes,
    "FORM": _forms,
    "STATUS": _statuses,
    "RATING": _ratings,
    "KIND": _kinds,
    "WHEN": _moments,
}
