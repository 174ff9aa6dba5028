"""Long results at a terminal are shown a screen at a time."""

from pathlib import Path
from shutil import which

import pytest
from make import OUR_PLAN
from running import process
from terminal import at_terminal

pytestmark = pytest.mark.slow

LINES = {"LINES": "24", "LESS": "R", "PAGER": "", "PLANCTL_PAGER": "", "TERM": "xterm"}


def test_a_long_result_waits_at_a_terminal_until_its_reader_has_seen_enough() -> None:
    seen = at_terminal("explain", cwd=OUR_PLAN, typed=[(":", "q")], env=LINES)
    assert seen.code == 0
    assert "F001" in seen.screen
    assert "Q41" not in seen.screen


def test_less_shows_colours_and_leaves_what_was_read_on_the_screen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("LESS", raising=False)
    env = {name: value for name, value in LINES.items() if name != "LESS"}
    seen = at_terminal("explain", cwd=OUR_PLAN, typed=[(":", "q")], env=env)
    assert "\x1b[1mCode" in seen.screen
    assert "\x1b[?1049" not in seen.screen


@pytest.mark.parametrize("name", ["PLANCTL_PAGER", "PAGER"])
def test_the_reader_names_the_pager(name: str) -> None:
    seen = at_terminal("explain", cwd=OUR_PLAN, typed=[], env={**LINES, name: "sed s/F001/SEEN/"})
    assert "SEEN" in seen.screen


def test_a_pager_may_be_named_by_its_path() -> None:
    env = {**LINES, "PLANCTL_PAGER": f"{which('sed')} s/F001/SEEN/ | cat"}
    assert "SEEN" in at_terminal("explain", cwd=OUR_PLAN, typed=[], env=env).screen


@pytest.mark.parametrize(
    "pager",
    ["cat", "no-such-program --at-all", "'open", " "],
    ids=["cat", "gone", "quote", "blank"],
)
def test_without_a_pager_all_is_printed(pager: str) -> None:
    seen = at_terminal("explain", cwd=OUR_PLAN, typed=[], env={**LINES, "PLANCTL_PAGER": pager})
    assert seen.code == 0
    assert "F001" in seen.screen
    assert "Q41" in seen.screen


@pytest.mark.parametrize("more", [{"TERM": "dumb"}, {"LINES": "500"}], ids=str)
def test_a_screen_that_cannot_be_paged_or_holds_it_all_gets_it_all(more: dict[str, str]) -> None:
    env = {**LINES, "PLANCTL_PAGER": "sed s/F001/SEEN/", **more}
    seen = at_terminal("explain", cwd=OUR_PLAN, typed=[], env=env)
    assert "SEEN" not in seen.screen


def test_down_a_pipe_nothing_is_paged() -> None:
    ran = process("explain", cwd=Path(OUR_PLAN), env={**LINES, "PLANCTL_PAGER": "sed s/F001/SEEN/"})
    assert "F001" in ran.out
