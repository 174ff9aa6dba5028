"""planctl at a real terminal: what a person types, and what they see."""

import os
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from select import select
from typing import NamedTuple

import pytest

from make import PATIENCE

pty = pytest.importorskip("pty", reason="there are no such terminals on Windows")


class Seen(NamedTuple):
    """How a run at a terminal ended, and all that stood on the screen."""

    code: int
    screen: str


def at_terminal(
    *words: str, cwd: Path, typed: Sequence[tuple[str, str]], env: Mapping[str, str] | None = None
) -> Seen:
    """Run planctl at a terminal; each text is typed once the one before it has been seen."""
    child, screen = pty.fork()
    if not child:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # a shell's background job ignores Ctrl-C
        os.chdir(cwd)
        os.environ.update({"TERM": "xterm", "COLUMNS": "80", **(env or {})})
        os.execv(sys.executable, [sys.executable, "-m", "planctl", *words])  # noqa: S606 - our own
    shown = b""
    left = list(typed)
    began, at = time.monotonic(), 0
    while time.monotonic() - began < PATIENCE:
        if left and left[0][0].encode() in shown[at:]:
            at = shown.index(left[0][0].encode(), at) + len(left[0][0].encode())
            os.write(screen, left.pop(0)[1].encode())
        if select([screen], [], [], 0.05)[0]:
            try:
                more = os.read(screen, 4096)
            except OSError:  # the other end has closed
                break
            if not more:
                break
            shown += more
    else:  # it waits for an answer that nobody gives
        os.kill(child, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    os.close(screen)
    return Seen(code, shown.decode("utf-8", "replace").replace("\r\n", "\n"))
