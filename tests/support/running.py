"""planctl run as a person would run it: within this process, or as a process of its own.

Neither hears what the machine's own environment says to planctl or of colour and width.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any, Final, NamedTuple

from make import PATIENCE
from planctl.__main__ import main

_OURS: Final = ("PLANCTL_PLAN", "PLANCTL_AS_AT", "NO_COLOR", "COLUMNS", "TERM")


class Ran(NamedTuple):
    """How a run ended and what it printed, results and the rest apart."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - JSON holds anything
        """The result as programs read it."""
        return json.loads(self.out)

    @property
    def told(self) -> str:
        """What it said beside the result, but for how to take a change back."""
        lines = self.err.splitlines(keepends=True)
        return "".join(line for line in lines if not line.startswith("planctl undo "))


def planctl(
    *words: object,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    stdout: TextIOWrapper | None = None,
) -> Ran:
    """Run planctl with these words, in this process; what goes to a stdout of one's own is gone."""
    out, err = TextIOWrapper(BytesIO(), "utf-8"), TextIOWrapper(BytesIO(), "utf-8")
    argv = sys.argv
    sys.argv = ["planctl", *map(str, words)]
    try:
        with (
            chdir(cwd or Path.cwd()),
            _environment(env or {}),
            redirect_stdout(stdout or out),
            redirect_stderr(err),
        ):
            code = main()
    finally:
        sys.argv = argv
    return Ran(code, _text(out), _text(err))


def process(
    *words: object, cwd: Path, env: Mapping[str, str] | None = None, stdout: int = subprocess.PIPE
) -> Ran:
    """Run planctl with these words, as a process of its own."""
    with _environment(env or {}):
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", "planctl", *map(str, words)],
            cwd=cwd,
            stdout=stdout,
            stderr=subprocess.PIPE,
            check=False,
            encoding="utf-8",
            timeout=PATIENCE,
        )
    return Ran(done.returncode, done.stdout or "", done.stderr)


def packages_loaded(packages: set[str], *words: str, cwd: Path) -> set[str]:
    """Which of these packages a run with these words loads, as a process of its own."""
    code = (
        "import atexit, sys\n"
        f"sys.argv = {['planctl', *words]}\n"
        f"names = {sorted(packages)}\n"
        "atexit.register(lambda: print(*[n for n in names if n in sys.modules], file=sys.stderr))\n"
        "from planctl.__main__ import main\n"
        "main()\n"
    )
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", code], cwd=cwd, capture_output=True, check=False, encoding="utf-8"
    )
    assert done.stdout
    return packages & set(done.stderr.splitlines()[-1].split())


@contextmanager
def _environment(more: Mapping[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    for name in _OURS:
        os.environ.pop(name, None)
    os.environ.update(more)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _text(stream: TextIOWrapper) -> str:
    stream.flush()
    stream.seek(0)
    return stream.read()
