"""What a shell is told when somebody presses Tab: the words that can stand there.

It is felt at each press, so nothing is loaded but the command in question and what names the
words. What cannot be known, such as the refs of a plan that is not there, is left out: nothing
but words goes into the line that somebody is typing.

The words that a plan itself gives to the command line: refs, roles, ids, meetings.

They are read from the files' own lines, not through the models: somebody waits for them with a
finger on the Tab key, and a plan that is half broken still has refs.
"""

import os
import shlex
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Any, Final, NamedTuple

from planctl.cli.app import COMMANDS, function_of
from planctl.cli.edge import Sent, print_alone
from planctl.cli.parameter import Parameter, parameters
from planctl.model.stop import Stop
from planctl.workspace.folder import plan_folder


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
    from planctl.load.content import FileFault, content

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
    from planctl.render.problem import PRINTERS

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

ASKED: Final = "_PLANCTL_COMPLETE"  # which shell asks
TYPED: Final = "_PLANCTL_WORD"  # the word that is being typed, as far as it is
# Bash puts a word as it is between the quotes that somebody opened, where these signs would end it
# or be a command. A plan is somebody's text, and pressing Tab and Enter runs nothing of it.
_RUN: Final = {'"': '"$`\\!', "'": "'"}
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
        before = [_unquoted(word) for word in before if word != "="]
        typed = typed.removeprefix("=")
    # PowerShell has no backslashes before signs, but may hand over the quote that was opened.
    raw, typed = typed, typed.strip("'\"") if shell == "powershell" else _unquoted(typed)
    unfit = _RUN.get(raw[:1], "") if shell == "bash" else ""
    lines = (
        f"{word}\t{' '.join(about.split())}".strip()
        for word, about in words(before, typed)
        if word.isprintable() and not set(word) & set(unfit)
    )
    return print_alone("".join(f"{line}\n" for line in lines), Sent.DATA)


def words(before: Sequence[str], typed: str) -> Iterator[Word]:
    """The words that begin with what is typed and can follow these, each with what it is."""
    flag, sign, value = typed.partition("=") if typed.startswith("--") else ("", "", typed)
    for word, about in _fitting([*before, flag] if sign else before, value if sign else typed):
        if word.startswith(value if sign else typed):
            yield Word(f"{flag}=" * bool(sign) + word, about)


def _fitting(before: Sequence[str], typed: str) -> Iterator[Word]:
    name, *rest = before or [""]
    if name not in COMMANDS:
        return _begun(COMMANDS, "", typed) if not before else iter(())
    if not COMMANDS[name]:
        return _of_command(parameters(function_of(name)), rest, typed)
    if rest and rest[0] in COMMANDS[name]:
        return _of_command(parameters(function_of(name, rest[0])), rest[1:], typed)
    parts = [*filter(None, COMMANDS[name])]
    if "" in COMMANDS[name]:
        named = iter(()) if rest else _names(parts, name)
        return chain(named, _of_command(parameters(function_of(name)), rest, typed))
    return iter(()) if rest else _begun(parts, name, typed)


def _of_command(known: Sequence[Parameter], rest: Sequence[str], typed: str) -> Iterator[Word]:
    """The values and flags that can stand where somebody is in the line of a command."""
    spot = _spot(known, rest)
    if spot.value and spot.value.choices:
        yield from (Word(choice, "") for choice in spot.value.choices)
    elif spot.value:
        yield from plan_words(spot.value.kind, spot.plan)
    if typed.startswith("-"):
        yield from (Word(flag, each.help) for each in spot.flags for flag in each.flags)
        yield _HELP


def _begun(names: Iterable[str], of: str, typed: str) -> Iterator[Word]:
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
            about = function_of(of or name, name if of else "").__doc__
        else:
            about = import_module(f"planctl.cli.{name}").__doc__
        yield Word(name, (about or "").partition("\n")[0])


def _spot(known: Sequence[Parameter], rest: Sequence[str]) -> Spot:
    """Go along the words that are there, as the program will when it reads them."""
    named = {flag: each for each in known for flag in each.flags}
    places = [each for each in known if not each.flags]
    given: list[Parameter] = []
    value: Parameter | None = None
    plan: str | None = None
    for word in rest:
        flag, sign, said = word.partition("=")
        if value:
            plan = word if "--plan" in value.flags else plan
            value = None
        elif flag in named:
            given.append(named[flag])
            if sign:
                plan = said if flag == "--plan" else plan
            elif named[flag].takes_value:
                value = named[flag]
        elif places and not places[0].repeats:
            places.pop(0)
    left = tuple(each for each in known if each.flags and (each.repeats or each not in given))
    return Spot(left, value or next(iter(places), None), plan)


def _unquoted(word: str) -> str:
    """A word as the shell would read it, if its quotes that are still open were closed."""
    for end in ("", '"', "'"):
        try:
            return " ".join(shlex.split(word + end))
        except ValueError:
            continue
    return word
