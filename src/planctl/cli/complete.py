"""Shell completion: the words that can stand where somebody presses Tab.

Typer finds out where in the line that is. The words of a plan (refs, roles, ids, meetings) are read
from the lines of its files and not through the models, because somebody waits at each press; a
plan that is half broken still has refs. What cannot be known is left out.

The lines that shells read are our own, in templates/completion: those of typer put words with
spaces into bash as several, offer no files in fish, and have zsh run what stands in backticks or
$( ) after a backslash in a title of the plan.
"""

import os
import shlex
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Final, NamedTuple

from planctl.cli.terminal import ResultKind, print_and_end
from planctl.model.problem import Stop

ASKED: Final = "_PLANCTL_COMPLETE"  # which shell asks
TYPED: Final = "_PLANCTL_WORD"  # the word that is being typed, as far as it is
# Bash puts a word as it is between the quotes that somebody opened, where these signs would end it
# or be a command. A plan is somebody's text, and pressing Tab and Enter runs nothing of it.
_UNSAFE: Final = {'"': '"$`\\!', "'": "'"}


class Word(NamedTuple):
    """A word that can be said, and what it is."""

    word: str
    about: str


def complete() -> int:
    """Answer the shell that asks; the exit code."""
    before, typed = sys.argv[1:], os.environ.get(TYPED, "")
    shell = os.environ[ASKED]
    if shell == "bash":  # it cuts words at = and hands them over as they are typed
        before = [_unquote(word) for word in before if word != "="]
        typed = typed.removeprefix("=")
    # PowerShell has no backslashes before signs, but may hand over the quote that was opened.
    raw, typed = typed, typed.strip("'\"") if shell == "powershell" else _unquote(typed)
    unsafe = _UNSAFE.get(raw[:1], "") if shell == "bash" else ""
    flag = typed[: typed.find("=") + 1] if typed.startswith("--") else ""
    lines = (
        f"{flag}{word}\t{' '.join(about.split())}".strip()
        for word, about in words(before, typed)
        if word.isprintable() and not set(word) & set(unsafe)
    )
    return print_and_end("".join(f"{line}\n" for line in lines), ResultKind.DATA)


def words(before: Sequence[str], typed: str) -> Iterator[Word]:
    """The words that go on from what is typed and can follow these, each with what it is."""
    from typer._completion_classes import FishComplete  # any shell: how they resolve is the same
    from typer.main import get_command

    from planctl.cli.app import COMMANDS, program

    if before[:1] == ["help"]:
        before = before[1:]
    name, part = [*before, "", ""][:2]
    parts = COMMANDS.get(name, ())
    if (name and name not in COMMANDS) or (
        part and parts and "" not in parts and part not in parts
    ):
        return  # typer would offer the commands once more
    typer_shell = FishComplete(get_command(program(before)), {}, "planctl", ASKED)
    for item in typer_shell.get_completions([*before], typed):
        yield Word(str(item.value), item.help or "")


def _unquote(word: str) -> str:
    """A word as the shell would read it, if its quotes that are still open were closed."""
    for end in ("", '"', "'"):
        try:
            return " ".join(shlex.split(word + end))
        except ValueError:
            continue
    return word


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
    from planctl.workspace.folder import plan_folder

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
    from planctl.render.template_folder import template_folder

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
