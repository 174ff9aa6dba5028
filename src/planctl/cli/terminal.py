"""Clock, standard streams and exit codes: all that commands ask of the machine."""

import os
import re
import shlex
import sys
from collections.abc import Iterable
from datetime import date
from enum import Enum, IntEnum
from io import BufferedWriter, FileIO, TextIOWrapper
from pathlib import Path
from shutil import get_terminal_size
from typing import IO, AnyStr, Final, Literal, TextIO

from planctl.model.problem import Stop

_COLOUR: Final = re.compile("(\x1b\\[[0-9;]*m)")
_CI: Final = ("CI", "TF_BUILD", "TEAMCITY_VERSION")
# What a CI server takes for a command: GitHub at the start of a line, Azure and others anywhere.
_COMMAND: Final = re.compile(r"^[^\S\n]*:(?=:)|#(?=#[A-Za-z]*\[)", re.MULTILINE)


PIPE: Final = Path("-")  # the place of a result that is no file


class ResultKind(Enum):
    """What a result is that is printed."""

    SCREEN = 1  # for a person to read
    DATA = 2  # for a program, such as JSON, or a whole paper
    COMMANDS = 3  # lines by which a CI server is told what to do


class ExitCode(IntEnum):
    """How the program ends."""

    CLEAN = 0
    PROBLEMS = 1
    USAGE = 2
    BUG = 3
    STOPPED = 130


def today() -> date:
    """The day that the machine's clock shows; the only place that asks."""
    return date.today()  # noqa: DTZ011, TID251 - a plan's days are those of the desk it is read at


def parse_as_at(written: str | None) -> date:
    """The day that a flag names, or today."""
    from planctl.model.timescale_grammar import read_day

    return today() if written is None else read_day(date_of_words(written, today()) or written)


def date_of_words(written: str | None, as_at: date) -> str | None:
    """What a flag with a past day says, with the date for yesterday, last Friday or 31 Oct.

    Which day was taken is said, because another may have been meant.
    """
    from planctl.model.calendar import WEEKDAYS, day_in_words
    from planctl.model.timescale_grammar import read_recent_day

    day = read_recent_day(written, as_at) if written else None
    if day is None:
        return written
    if day != as_at:
        taken = f"{WEEKDAYS[day.weekday()]} {day_in_words(day)}"
        print_message(f"planctl: “{written}” was taken for {taken}")
    return day.isoformat()


def prepare_streams() -> None:
    """Let every text through: UTF-8 down a pipe, and never a crash over a letter.

    A stream that was closed before the start is None; what goes there goes nowhere.
    Results are always written through a buffer: without one, as PYTHONUNBUFFERED asks, a write
    that a full disk takes half of counts as done.
    """
    sys.stdin = sys.stdin or _null_stream("r")
    sys.stdout = sys.stdout or _null_stream("w")
    sys.stderr = sys.stderr or _null_stream("w")
    if isinstance(sys.stdout, TextIOWrapper) and isinstance(sys.stdout.buffer, FileIO):
        letters = sys.stdout.encoding
        sys.stdout = TextIOWrapper(BufferedWriter(sys.stdout.detach()), letters)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace", newline="\n")


def print_result(text: str, sent: ResultKind = ResultKind.SCREEN) -> None:
    """Print a result; a reader that has seen enough, such as head, is no trouble."""
    if sent is ResultKind.SCREEN:
        text = _printable(text, has_colour=has_colour())
    if sent is not ResultKind.COMMANDS:
        text = _without_commands(text)
    if not show_in_pager(text):
        _write(sys.stdout, text)


def show_in_pager(text: str) -> bool:
    """Show a result longer than the screen a screen at a time, as git and man do; whether it was.

    PLANCTL_PAGER names the program, or else PAGER, or else less; PLANCTL_PAGER=cat shows all at
    once. On Windows, whose terminals scroll back, nothing is paged.
    """
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


def put_result(data: bytes, to: Path, *, is_text: bool = False) -> None:
    """Write a result into its file and print where it is, or send it down a pipe."""
    if to != PIPE:
        from planctl.save.files import write_file

        write_file(to, data)
        print_result(f"{to.as_posix()}\n")
    elif is_text:
        print_result(data.decode("utf-8"), ResultKind.DATA)
    else:
        _write(sys.stdout.buffer, data)


def refuse_terminal(form: str, name: str) -> None:
    """End the run where a terminal would be sent what is no text; name: that of a file for it."""
    if sys.stdout.isatty():
        hint = f"leave -o - out, which writes a file, or add > {name}"
        raise Stop(f"a terminal cannot show {form}", hint)


def flush_result() -> None:
    """Send on what others than `print_result` printed: nothing is left for Python to fail at."""
    _write(sys.stdout, "")


def _write(stream: IO[AnyStr], result: AnyStr) -> None:
    try:
        stream.write(result)
        stream.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            message = f"the result could not be printed: {error.strerror}"
            raise Stop(message, "make room where it goes, or send it to another place") from None


def _printable(text: str, *, has_colour: bool) -> str:
    """A text without what could move the cursor of a terminal or turn its writing round."""
    from planctl.model.words import printable_text

    if text.replace("\n", "").isprintable():
        return text
    pieces = _COLOUR.split(text) if has_colour else [text]
    lines = (piece.split("\n") for piece in pieces)
    plain = ("\n".join(map(printable_text, lines_of_piece)) for lines_of_piece in lines)
    return "".join(pieces[n] if n % 2 else piece for n, piece in enumerate(plain))


def _without_commands(text: str) -> str:
    """A text in which a CI server finds no command, because it is parted by a space."""
    if not any(os.environ.get(name) for name in _CI):
        return text
    return _COMMAND.sub(lambda match: f"{match[0]} ", text)


def print_message(text: str) -> None:
    """Print what is not a result: where files went, what went wrong."""
    try:
        sys.stderr.write(_without_commands(_printable(f"{text}\n", has_colour=False)))
        sys.stderr.flush()
    except OSError:  # nobody is left to be told; the exit code still says it
        sys.stderr = _null_stream("w")


def print_note(message: str, hint: str = "") -> None:
    """Print a line that is not a result, and what to do; each on one line, whatever is in it."""
    from planctl.model.words import printable_text

    print_message(f"planctl: {printable_text(message)}")
    if hint:
        print_message(f"  hint: {printable_text(hint)}")


def print_lines(lines: Iterable[str]) -> None:
    """Print a result of lines; what is in a line begins no other."""
    from planctl.model.words import printable_text

    print_result("".join(f"{printable_text(line)}\n" for line in lines))


def report_stop(stop: Stop) -> ExitCode:
    """Say what is wrong and what to do; the exit code."""
    print_message(f"planctl: {stop.message}")
    if stop.hint:
        print_message(f"  hint: {stop.hint}")
    return ExitCode.USAGE


def print_and_end(text: str, sent: ResultKind = ResultKind.SCREEN) -> ExitCode:
    """Print what is asked for without a command; the exit code."""
    prepare_streams()
    try:
        print_result(text, sent)
    except Stop as stop:
        return report_stop(stop)
    return ExitCode.CLEAN


def _null_stream(mode: Literal["r", "w"]) -> TextIO:
    """A stream that has nothing to read, or for what nobody reads."""
    return Path(os.devnull).open(mode, encoding="utf-8")


def has_colour() -> bool:
    """Whether the reader is a terminal that wants colour."""
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return wanted and sys.stdout.isatty()
