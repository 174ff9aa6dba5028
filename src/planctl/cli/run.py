"""The entry point: runs the command that was typed, and ends with one of a few exit codes.

Expected trouble is one plain sentence. A bug is one line, and where the trace is.
"""

import sys
from collections.abc import Sequence

import typer
from typer.main import get_command

from planctl.cli.app import program
from planctl.cli.terminal import ExitCode, flush_result, prepare_streams, print_message, report_stop
from planctl.cli.usage_error import (
    explain_usage_error,
    part_dashed_values,
    refuse_flag_faults,
    refuse_unknown_command,
)
from planctl.model.file_name import readable_path
from planctl.model.problem import Stop
from planctl.model.words import printable_text

# typer's own name for this class is private; BadParameter is the one of its kind that is not.
UsageError: type[typer.BadParameter] = typer.BadParameter.__base__  # type: ignore[assignment]


def run_command_line() -> int:
    """Run the command that the words ask for; the exit code."""
    prepare_streams()
    try:
        code = _run_words(sys.argv[1:])
        flush_result()
    except Stop as stop:
        return report_stop(stop)
    except KeyboardInterrupt:
        code = ExitCode.STOPPED
    except SystemExit:  # typer's way out when the reader of its help has gone
        return ExitCode.CLEAN
    except OSError as error:
        return report_stop(_stop_for(error))
    except Exception:  # noqa: BLE001 - the one place that turns a bug into a sentence
        print_message(f"planctl: this is a bug in planctl, sorry. The trace is in {_save_trace()}")
        return ExitCode.BUG
    if code == ExitCode.STOPPED:  # which typer too makes of Ctrl-C
        print_message("planctl: stopped")
    return code


def _run_words(words: Sequence[str]) -> int:
    """Do what the words ask for; the exit code."""
    for word in words:
        if not word.isascii() and word.encode("utf-8", "replace").decode("utf-8") != word:
            message = f"“{readable_path(word)}” is not UTF-8 text"
            raise Stop(message, "give the file or folder a name of plain letters and figures")
    if words[:1] == ["help"]:
        words = [*words[1:], "--help"]
    refuse_unknown_command(words)
    try:
        command = get_command(program(words))
        refuse_flag_faults(command, words)
        args = part_dashed_values(command, words)
        return int(command(args, prog_name="planctl", standalone_mode=False) or ExitCode.CLEAN)
    except UsageError as error:
        if "\n" in error.message:  # to name no command is to ask for help
            error.show()
            return ExitCode.USAGE
        raise explain_usage_error(error, words) from None


def _stop_for(error: OSError) -> Stop:
    """What to say of the machine's trouble: a full disk, a stream that went away."""
    try:
        flush_result()  # typer's help, where that was what could not be written
    except Stop as stop:
        return stop
    file_words = f": {printable_text(str(error.filename))}" if error.filename else ""
    return Stop(f"{printable_text(str(error.strerror or error))}{file_words}")


def _save_trace() -> str:
    """Keep the trace of a bug in a file of its own; the name of the file."""
    import tempfile
    import traceback

    trace = f"planctl {' '.join(sys.argv[1:])}\n\n{traceback.format_exc()}"
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", prefix="planctl-", suffix=".txt", delete=False
        ) as file:
            file.write(trace)
    except OSError:
        return f"these lines:\n{trace}"
    return file.name
