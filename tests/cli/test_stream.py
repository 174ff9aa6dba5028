"""Streams that are full, or closed before the start: a sentence where one can be read, no trace."""

import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from make import small_plan
from running import planctl

SOUND = 'ref: "1.1"\ntitle: First\n'


def shell(line: str, cwd: Path) -> tuple[int, str, str]:
    """Run a line of a shell, in which `planctl` is our program."""
    program = f"{shlex.quote(sys.executable)} -m planctl"
    done = subprocess.run(  # noqa: S602 - our own line
        line.replace("planctl", program, 1),
        shell=True,
        cwd=cwd,
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=60,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("words", ["--version", "--help", "check --as-at 2024-03-13"])
def test_a_full_disk_is_said_in_a_sentence(words: str, tmp_path: Path) -> None:
    small_plan(tmp_path / "plan", SOUND)
    code, out, err = shell(f"planctl {words} > /dev/full", tmp_path)
    assert (code, out) == (2, "")
    assert "No space left on device" in err.splitlines()[0]
    assert "Traceback" not in err


def test_when_nobody_can_be_told_the_exit_code_still_says_it(tmp_path: Path) -> None:
    assert shell("planctl check --plan nowhere 2> /dev/full", tmp_path) == (2, "", "")


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_a_stream_that_is_closed_is_no_trouble(closed: str, tmp_path: Path) -> None:
    small_plan(tmp_path / "plan", SOUND)
    code, _, err = shell(f"planctl check --as-at 2024-03-13 {closed}", tmp_path)
    assert (code, err) == (0, "")


def test_a_bug_prints_its_trace_where_no_file_can_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_plan(tmp_path / "plan", SOUND)

    def fail(*_words: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("planctl.cli.desk.desk", fail)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    ran = planctl("check", cwd=tmp_path)
    first, *lines = ran.err.splitlines()
    assert ran.code == 3
    assert first == "planctl: this is a bug in planctl, sorry. The trace is in these lines:"
    assert lines[-2:] == ["ZeroDivisionError", ""]
