"""What a shell is told when somebody presses Tab: the words that can stand there.

It is felt at each press, so nothing is loaded but the command in question and what names the
words. What cannot be known, such as the refs of a plan that is not there, is left out: nothing
but words goes into the line that somebody is typing.
"""

import os
import shlex
import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from itertools import chain
from typing import Final, NamedTuple

from planctl.cli.app import COMMANDS, function_of
from planctl.cli.edge import Sent, print_alone
from planctl.cli.parameter import Parameter, parameters
from planctl.cli.plan_word import Word, plan_words

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
