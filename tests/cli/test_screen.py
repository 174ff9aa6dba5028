"""Colour and width: a terminal gets colour, a pipe and NO_COLOR do not."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from make import small_plan
from running import Ran, planctl, process

pty = pytest.importorskip("pty", reason="there are no such terminals on Windows")
pytestmark = pytest.mark.slow

LATE = 'ref: "1.1"\ntitle: First\nleads: [SM QA]\ntimescale: Feb 2024\nstatus: in progress\n'
ESCAPE = "\x1b["
DRAWN = ("check", "status", "show 1.1")


def _on_a_terminal(words: str, cwd: Path, env: Mapping[str, str]) -> Ran:
    """Run planctl with a terminal of 100 columns as its screen."""
    ours, theirs = pty.openpty()
    day = {"PLANCTL_AS_AT": "2024-03-13", "TERM": "xterm-256color", **env}
    try:
        ran = process(*words.split(), cwd=cwd, env=day, stdout=theirs)
        os.close(theirs)
        return ran._replace(out=_all_of(ours))
    finally:
        os.close(ours)


def _all_of(handle: int) -> str:
    read = b""
    while True:
        try:
            piece = os.read(handle, 65536)
        except OSError:  # how Linux says that nobody holds the other end
            piece = b""
        if not piece:
            return read.decode("utf-8")
        read += piece


@pytest.mark.parametrize("words", DRAWN)
def test_a_terminal_gets_colour(words: str, tmp_path: Path) -> None:
    small_plan(tmp_path, LATE)
    ran = _on_a_terminal(words, tmp_path, {})
    assert ran.err == ""
    assert ESCAPE in ran.out


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=["NO_COLOR", "dumb"])
@pytest.mark.parametrize("words", DRAWN)
def test_a_terminal_that_wants_no_colour_gets_none(
    words: str, env: dict[str, str], tmp_path: Path
) -> None:
    small_plan(tmp_path, LATE)
    ran = _on_a_terminal(words, tmp_path, env)
    assert "1.1" in ran.out
    assert "\x1b" not in ran.out


@pytest.mark.parametrize("words", DRAWN)
def test_a_pipe_gets_no_colour(words: str, tmp_path: Path) -> None:
    small_plan(tmp_path, LATE)
    ran = process(*words.split(), cwd=tmp_path, env={"TERM": "xterm-256color", "FORCE_COLOR": "1"})
    assert "1.1" in ran.out
    assert "\x1b" not in ran.out


def test_colour_changes_no_word(tmp_path: Path) -> None:
    small_plan(tmp_path, LATE)
    coloured = _on_a_terminal("check", tmp_path, {}).out.replace("\r\n", "\n")
    plain = planctl("check", "--as-at", "2024-03-13", cwd=tmp_path).out
    parts = coloured.split(ESCAPE)
    assert parts[0] + "".join(part.partition("m")[2] for part in parts[1:]) == plain


def _width(text: str) -> int:
    return max(map(len, text.splitlines()))


@pytest.mark.parametrize("columns", ["", "0", "-5", "wide"])
def test_a_width_that_is_none_is_80_columns(columns: str) -> None:
    assert planctl("explain", env={"COLUMNS": columns}) == planctl("explain")
    assert 70 < _width(planctl("explain").out) <= 80


def test_a_pipe_is_as_wide_as_was_asked_for() -> None:
    assert 80 < _width(planctl("explain", env={"COLUMNS": "120"}).out) <= 120


def test_no_line_ends_in_blanks() -> None:
    lines = planctl("explain").out.splitlines()
    assert lines == [line.rstrip() for line in lines]


def test_json_keeps_letters_as_they_are_written(tmp_path: Path) -> None:
    small_plan(tmp_path, 'ref: "1.1"\ntitle: Café “über” 計\n')
    ran = planctl("show", "1.1", "--format", "json", cwd=tmp_path)
    assert '"title": "Café “über” 計"' in ran.out
