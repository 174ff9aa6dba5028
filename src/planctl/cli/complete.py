"""Shell completion: the words that can stand where somebody presses Tab.

Typer finds out where in the line that is, and `workspace/plan_words.py` which words a plan has.

The lines that shells read are our own, in templates/completion: those of typer put words with
spaces into bash as several, offer no files in fish, and have zsh run what stands in backticks or
$( ) after a backslash in a title of the plan.
"""

import os
import shlex
import sys
from collections.abc import Iterator, Sequence
from typing import Final

from planctl.cli.terminal import ResultKind, print_and_end
from planctl.workspace.plan_words import Word

ASKED: Final = "_PLANCTL_COMPLETE"  # which shell asks
TYPED: Final = "_PLANCTL_WORD"  # the word that is being typed, as far as it is
# Bash puts a word as it is between the quotes that somebody opened, where these signs would end it
# or be a command. A plan is somebody's text, and pressing Tab and Enter runs nothing of it.
_UNSAFE: Final = {'"': '"$`\\!', "'": "'"}


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
