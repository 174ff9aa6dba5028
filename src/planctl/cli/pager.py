"""A result longer than the screen is shown a screen at a time, as git and man do.

PLANCTL_PAGER names the program, or else PAGER, or else less; PLANCTL_PAGER=cat shows all at once.
On Windows, whose terminals scroll back, nothing is paged.
"""

import os
import shlex
import sys
from pathlib import Path
from shutil import get_terminal_size


def show_in_pager(text: str) -> bool:
    """Show a text in the reader's pager, if it is a person's and too long; whether it was shown."""
    if not _is_long(text):
        return False
    pager = _pager_command(os.environ.get("PLANCTL_PAGER") or os.environ.get("PAGER") or "less")
    if not pager:
        return False
    from pydoc import pipepager

    # One screen is no reason to wait for a key; colours stay; the text stays when it is left.
    os.environ.setdefault("LESS", "FRX")
    pipepager(text, pager)
    return True


def _pager_command(command_line: str) -> str:
    """The line by which a pager is started, its program by its full path; empty for none."""
    from planctl.load.git import find_program

    try:
        name = Path(shlex.split(command_line)[0])
    except (ValueError, IndexError):  # a name that is none, such as a quote that stays open
        return ""
    folders = [str(name.parent)] if name.is_absolute() else os.get_exec_path()
    program = find_program(name.name, folders)
    if not program or command_line == "cat":
        return ""
    # The rest is for the shell, which may send it on to another program.
    return command_line if name.is_absolute() else command_line.replace(str(name), program, 1)


def _is_long(text: str) -> bool:
    """Whether a text is for a terminal that it does not fit on."""
    if os.name == "nt" or os.environ.get("TERM") in {None, "dumb"}:
        return False
    is_person = sys.stdin.isatty() and sys.stdout.isatty()
    return is_person and text.count("\n") >= get_terminal_size().lines
