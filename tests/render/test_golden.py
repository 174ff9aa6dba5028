"""Our own plan on its day, on every kind of paper: read in review, and held to the byte."""

import json
from collections.abc import Callable

import pytest

from make import AS_AT, OUR_PLAN, PROJECT
from paper import html_of, markdown_of
from running import planctl

Golden = Callable[[str, str], None]


def test_the_board_pack_as_html(golden: Golden) -> None:
    golden("board.html", html_of(OUR_PLAN))


def test_the_board_pack_as_markdown(golden: Golden) -> None:
    golden("board.md", markdown_of(OUR_PLAN))


@pytest.mark.parametrize(
    ("name", "words", "code"),
    [
        ("status.txt", "status", 0),
        ("status.json", "status --format json", 0),
        ("show-1.2.txt", "show 1.2", 0),
        ("check.txt", "check", 1),
    ],
)
def test_what_the_terminal_shows(name: str, words: str, code: int, golden: Golden) -> None:
    ran = planctl(*words.split(), "--as-at", AS_AT, cwd=PROJECT, env={"COLUMNS": "80"})
    assert (ran.code, ran.err) == (code, "")
    assert all(len(line) <= 80 or name != "status.txt" for line in ran.out.splitlines())
    golden(name, ran.out)


def test_the_whole_plan_can_be_exported_twice_the_same() -> None:
    first, second = (planctl("export", cwd=PROJECT).out for _ in range(2))
    assert first == second
    assert len(json.loads(first)["areas"]) == 7
