"""Packs before real checkers: valid HTML, open to everyone, clean Markdown that GitHub can show."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

import checker
from boards import LAST_BOARD, boards, boards_then
from hostile import HOSTILE, hostile
from make import OUR_PLAN, put
from page import Page
from paper import pack_of
from planctl.render.pack.view import Pack
from planctl.render.template import PackFormat, print_pack

pytestmark = pytest.mark.slow


def empty(root: Path) -> Path:
    """A plan that has nothing but a name."""
    return put(root, {"plan.yaml": "title: A plan\norganisation: A council\n"})


def compared(root: Path) -> Pack:
    """The pack of a plan with one of everything, and with one of every change."""
    return pack_of(boards(root / "now"), then=(boards_then(root / "then"), LAST_BOARD))


def hostile_twice(root: Path) -> Pack:
    """The pack of a hostile plan after every text of it was changed."""
    then = hostile(root / "then", f"then {HOSTILE}")
    return pack_of(hostile(root / "now", f"{HOSTILE} now"), then=(then, LAST_BOARD))


PACKS: Final[dict[str, Callable[[Path], Pack]]] = {
    "our plan": lambda _: pack_of(OUR_PLAN),
    "an empty plan": lambda root: pack_of(empty(root)),
    "one of everything": compared,
    "a hostile plan": lambda root: pack_of(hostile(root)),
    "a hostile plan, compared": hostile_twice,
}
EACH: Final = pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS)


def written(path: Path, text: str) -> Path:
    """A pack as a file."""
    path.write_text(text, "utf-8", newline="\n")
    return path


@EACH
@pytest.mark.usefixtures("checkers")
def test_the_html_is_valid(pack: Callable[[Path], Pack], tmp_path: Path) -> None:
    page = written(tmp_path / "pack.html", print_pack(pack(tmp_path / "plan"), PackFormat.HTML))
    assert checker.html_validate(page) == []


@EACH
@pytest.mark.usefixtures("checkers")
def test_the_html_keeps_nobody_out(pack: Callable[[Path], Pack], tmp_path: Path) -> None:
    page = written(tmp_path / "pack.html", print_pack(pack(tmp_path / "plan"), PackFormat.HTML))
    assert checker.axe(page) == []


@EACH
@pytest.mark.usefixtures("checkers")
def test_the_markdown_is_clean(pack: Callable[[Path], Pack], tmp_path: Path) -> None:
    page = written(tmp_path / "pack.md", print_pack(pack(tmp_path / "plan"), PackFormat.MD))
    assert checker.markdown_lint(page) == []


@EACH
def test_github_shows_every_table_as_a_table(
    pack: Callable[[Path], Pack], tmp_path: Path, gfm: Callable[[str], str]
) -> None:
    made = print_pack(pack(tmp_path / "plan"), PackFormat.MD)
    lines = made.splitlines()
    heads = [line for line in lines if line.startswith(("| :--", "| --:"))]
    page = Page(gfm(made))
    assert len(page.rows) == len(heads) >= 3
    assert sum(map(len, page.rows)) == sum(line.startswith("|") for line in lines) - len(heads)
    assert all(len(set(columns)) == 1 for columns in page.rows)
