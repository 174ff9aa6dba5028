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
from planctl.model.edition import PackSize
from planctl.render.pack.build import Pack
from planctl.render.template import PackFormat, print_pack

pytestmark = pytest.mark.slow

FORMS: Final = (PackFormat.HTML, PackFormat.MD)


def empty(root: Path) -> Path:
    """A plan that has nothing but a name."""
    return put(root, {"plan.yaml": "title: A plan\norganisation: A council\n"})


def compared(root: Path, size: PackSize = PackSize.STANDARD) -> Pack:
    """The pack of a plan with one of everything, and with one of every change."""
    then = boards_then(root / "then"), LAST_BOARD
    return pack_of(boards(root / "now"), then=then, size=size)


def hostile_twice(root: Path) -> Pack:
    """The pack of a hostile plan after every text of it was changed."""
    then = hostile(root / "then", f"then {HOSTILE}")
    return pack_of(hostile(root / "now", f"{HOSTILE} now"), then=(then, LAST_BOARD))


PACKS: Final[dict[str, Callable[[Path], Pack]]] = {
    "our-plan": lambda _: pack_of(OUR_PLAN),
    "an-empty-plan": lambda root: pack_of(empty(root)),
    "the-highlight-of-everything": lambda root: compared(root, PackSize.HIGHLIGHT),
    "everything-in-full": lambda root: compared(root, PackSize.FULL),
    "a-hostile-plan-compared": hostile_twice,
}


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every pack as HTML and as Markdown."""
    folder = tmp_path_factory.mktemp("packs")
    for name, make in PACKS.items():
        pack = make(tmp_path_factory.mktemp("plan"))
        put(folder, {f"{name}.{form}": print_pack(pack, form).encode() for form in FORMS})
    return folder


@pytest.mark.usefixtures("checkers")
def test_the_html_is_valid(packs: Path) -> None:
    assert checker.html_validate(*packs.glob("*.html")) == []


@pytest.mark.usefixtures("checkers")
def test_the_html_keeps_nobody_out(packs: Path) -> None:
    assert checker.axe(*packs.glob("*.html")) == []


@pytest.mark.usefixtures("checkers")
def test_the_markdown_is_clean(packs: Path) -> None:
    assert checker.markdown_lint(*packs.glob("*.md")) == []


@pytest.mark.parametrize("name", PACKS)
def test_github_shows_every_table_as_a_table(
    name: str, packs: Path, gfm: Callable[[str], str]
) -> None:
    made = (packs / f"{name}.md").read_text("utf-8")
    lines = made.splitlines()
    heads = [line for line in lines if line.startswith(("| :--", "| --:"))]
    page = Page(gfm(made))
    assert len(page.rows) == len(heads) >= 3
    assert sum(map(len, page.rows)) == sum(line.startswith("|") for line in lines) - len(heads)
    assert all(len(set(columns)) == 1 for columns in page.rows)
