"""Questions to a person at a terminal.

Every question has a flag that answers it too, so nothing is asked where nobody can answer.
"""

import sys
from collections.abc import Callable, Sequence
from typing import NamedTuple

from planctl.cli.terminal import print_message
from planctl.model.problem import Stop

HELP = "?"


class Question(NamedTuple):
    """One question: what is asked, what there is now, and what can be said."""

    words: str
    now: str = ""  # what an empty answer leaves as it is
    help: str = ""
    choices: Sequence[str] = ()
    reads: Callable[[str], object] = str  # raises Unreadable or Stop for what cannot be meant


def can_ask() -> bool:
    """Whether there is a person at the other end, of the questions and of the answers."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask_question(question: Question) -> str:
    """The answer of the person; what there is now where it is empty.

    The question is put again until its answer can be understood. The end of input ends the run.
    """
    while True:
        reply = _read_line(question)
        if reply == HELP:
            print_message(_help_text(question))
        elif not reply:
            return question.now
        elif question.choices and reply.casefold() not in map(str.casefold, question.choices):
            print_message(f"  “{reply}” is none of {', '.join(question.choices)}; {HELP} for help")
        else:
            try:
                question.reads(reply)
            except Stop as fault:
                print_message(
                    f"  {fault.message}; {fault.hint}" if fault.hint else f"  {fault.message}"
                )
                continue
            return _listed_choice(reply, question.choices)


def confirm(question: str) -> bool:
    """Whether the person says yes; ends the run where nobody can be asked."""
    if not can_ask():
        message = "nothing was written, because nobody is there to be asked"
        raise Stop(message, "look at what it would change, and add --yes to have it written")
    reply = ask_question(Question(f"{question} yes or no", "no", choices=("yes", "y", "no", "n")))
    return reply in {"yes", "y"}


def _read_line(question: Question) -> str:
    now = f" [{question.now}]" if question.now else ""
    try:
        sys.stderr.write(f"{question.words}{now}: ")
        sys.stderr.flush()
        line = sys.stdin.readline()
    except KeyboardInterrupt:
        print_message("\nplanctl: nothing was written")
        raise
    if not line:
        print_message("")
        message = "the answers ended before the questions did, so nothing was written"
        raise Stop(message, "give the command again, or answer by its flags (--help lists them)")
    return line.strip()


def _help_text(question: Question) -> str:
    lines = [f"  {line}" for line in question.help.splitlines()]
    if question.choices:
        lines.append(f"  one of: {', '.join(question.choices)}")
    lines.append("  Enter alone leaves it as it is; Ctrl-C stops, and nothing is written.")
    return "\n".join(lines)


def _listed_choice(reply: str, choices: Sequence[str]) -> str:
    return next((choice for choice in choices if choice.casefold() == reply.casefold()), reply)
