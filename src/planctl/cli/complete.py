"""Shell completion: the words that can stand where somebody presses Tab.

Somebody waits at each press, so nothing is loaded but the command in question. The words of a plan
(refs, roles, ids, meetings) are read from the lines of its files and not through the models; a
plan that is half broken still has refs. What cannot be known is left out.
"""

import os
import shlex
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Any, Final, NamedTuple

from planctl.cli.app import COMMANDS, command_function
from planctl.cli.parameter import Parameter, command_parameters
from planctl.cli.terminal import ResultKind, print_and_end
from planctl.model.problem import Stop
from planctl.workspace.folder import plan_folder

ASKED: Final = "_PLANCTL_COMPLETE"  # which shell asks
TYPED: Final = "_PLANCTL_WORD"  # the word that is being typed, as far as it is
# Bash puts a word as it is between the quotes that somebody opened, where these signs would end it
# or be a command. A plan is somebody's text, and pressing Tab and Enter runs nothing of it.
_UNSAFE: Final = {'"': '"$`\\!', "'": "'"}


class Word(NamedTuple):
    """A word that can be said, and what it is."""

    word: str
    about: str


_HELP: Final = Word("--help", "Show what the command does.")


class Spot(NamedTuple):
    """Where in the line somebody is: what can be said there."""

    flags: tuple[Parameter, ...]  # those that can still be given
    value: Parameter | None  # what a word that is no flag would be
    plan: str | None  # the plan folder that the line names


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
    lines = (
        f"{word}\t{' '.join(about.split())}".strip()
        for word, about in words(before, typed)
        if word.isprintable() and not set(word) & set(unsafe)
    )
    return print_and_end("".join(f"{line}\n" for line in lines), ResultKind.DATA)


def words(before: Sequence[str], typed: str) -> Iterator[Word]:
    """The words that begin with what is typed and can follow these, each with what it is."""
    flag, sign, value = typed.partition("=") if typed.startswith("--") else ("", "", typed)
    for word, about in _words_after([*before, flag] if sign else before, value if sign else typed):
        if word.startswith(value if sign else typed):
            yield Word(f"{flag}=" * bool(sign) + word, about)


def _words_after(before: Sequence[str], typed: str) -> Iterator[Word]:
    name, *rest = before or [""]
    if name not in COMMANDS:
        return _command_names(COMMANDS, "", typed) if not before else iter(())
    if not COMMANDS[name]:
        return _command_words(command_parameters(command_function(name)), rest, typed)
    if rest and rest[0] in COMMANDS[name]:
        return _command_words(command_parameters(command_function(name, rest[0])), rest[1:], typed)
    parts = [*filter(None, COMMANDS[name])]
    if "" in COMMANDS[name]:
        named = iter(()) if rest else _names(parts, name)
        return chain(named, _command_words(command_parameters(command_function(name)), rest, typed))
    return iter(()) if rest else _command_names(parts, name, typed)


def _command_words(known: Sequence[Parameter], rest: Sequence[str], typed: str) -> Iterator[Word]:
    """The values and flags that can stand where somebody is in the line of a command."""
    spot = _find_spot(known, rest)
    if spot.value and spot.value.choices:
        yield from (Word(choice, "") for choice in spot.value.choices)
    elif spot.value:
        yield from plan_words(spot.value.kind, spot.plan)
    if typed.startswith("-"):
        yield from (
            Word(flag, flag_info.help) for flag_info in spot.flags for flag in flag_info.flags
        )
        yield _HELP


def _command_names(names: Iterable[str], of: str, typed: str) -> Iterator[Word]:
    """What can stand where a command, or a part of one, is still to be named."""
    if not typed.startswith("-"):
        yield from _names(names, of)
        return
    if not of:
        yield Word("--version", "Print the version.")
    yield _HELP


def _names(names: Iterable[str], of: str) -> Iterator[Word]:
    """Commands, or the parts of one, each with the sentence that its help begins with."""
    for name in names:
        if of or not COMMANDS[name]:
            about = command_function(of or name, name if of else "").__doc__
        else:
            about = import_module(f"planctl.cli.{name}").__doc__
        yield Word(name, (about or "").partition("\n")[0])


def _find_spot(known: Sequence[Parameter], rest: Sequence[str]) -> Spot:
    """Go along the words that are there, as the program will when it reads them."""
    by_flag = {flag: parameter for parameter in known for flag in parameter.flags}
    arguments = [parameter for parameter in known if not parameter.flags]
    given: list[Parameter] = []
    value: Parameter | None = None
    plan: str | None = None
    for word in rest:
        flag, sign, value_part = word.partition("=")
        if value:
            plan = word if "--plan" in value.flags else plan
            value = None
        elif flag in by_flag:
            given.append(by_flag[flag])
            if sign:
                plan = value_part if flag == "--plan" else plan
            elif by_flag[flag].takes_value:
                value = by_flag[flag]
        elif arguments and not arguments[0].repeats:
            arguments.pop(0)
    open_flags = tuple(
        parameter
        for parameter in known
        if parameter.flags and (parameter.repeats or parameter not in given)
    )
    return Spot(open_flags, value or next(iter(arguments), None), plan)


def _unquote(word: str) -> str:
    """A word as the shell would read it, if its quotes that are still open were closed."""
    for end in ("", '"', "'"):
        try:
            return " ".join(shlex.split(word + end))
        except ValueError:
            continue
    return word


def plan_words(kind: str, folder: str | None) -> Iterator[Word]:
    """The words of a kind, as help calls kinds: of the plan in this folder, or of any plan."""
    if kind in _FIXED_WORDS:
        yield from _FIXED_WORDS[kind]()
    elif kind in _PLAN_WORDS:
        name, read = _PLAN_WORDS[kind]
        yield from read(plan_files(name, folder))


def plan_files(kind: str, folder: str | None) -> Iterator[str]:
    """The texts of the plan's files of a kind; none where no plan is found."""
    from planctl.load.file_place import file_kind
    from planctl.load.source import read_folder

    try:
        root = plan_folder(_folder_or_default(folder))
    except Stop:
        return
    for file in read_folder(root).files:
        if file_kind(file.path) == kind:
            yield file.data.decode("utf-8-sig", errors="replace")


def _folder_or_default(folder: str | None) -> Path | None:
    path = folder or os.environ.get("PLANCTL_PLAN")
    return Path(path).expanduser() if path else None


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


def _formats() -> Iterator[Word]:
    from planctl.render.problem import PROBLEM_FORMATS

    return (Word(name, "") for name in PROBLEM_FORMATS)


def _statuses() -> Iterator[Word]:
    from planctl.model.action import Status

    return (Word(status.value, "") for status in Status)


def _ratings() -> Iterator[Word]:
    from planctl.model.rating import Rating

    return (Word(rating.value, "") for rating in Rating)


def _kinds() -> Iterator[Word]:
    from planctl.model.action import EvidenceKind

    return (Word(kind.value, "") for kind in EvidenceKind)


def _state_names() -> Iterator[Word]:
    yield Word("last-board", "what the board last saw")


_PLAN_WORDS: Final[Mapping[str, tuple[str, Callable[[Iterator[str]], Iterator[Word]]]]] = {
    "REF": ("action", _front_words("ref")),
    "AREA": ("area", _front_words("ref")),
    "ID": ("measure", _front_words("id")),
    "ROLE": ("roles", _roles),
    "FINDING": ("plan", _list_words("findings", "id", "title")),
    "MEETING": ("governance", _list_words("meetings", "on", "note")),
}
_FIXED_WORDS: Final[Mapping[str, Callable[[], Iterator[Word]]]] = {
    "CODE": _codes,
    "FORM": _formats,
    "STATUS": _statuses,
    "RATING": _ratings,
    "KIND": _kinds,
    "WHEN": _state_names,
}
