"""Packs before real checkers: valid HTML, open to everyone, clean Markdown that GitHub can show."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import checker
import pytest

from everything import everything
from fill import Filler, filled
from make import OUR_PLAN, put
from page import Page
from paper import html_of, markdown_of

HOSTILE: Final = (
    "<script>alert(1)</script></td></tr> {{ 7*7 }} ![x](javascript:a) http://e.example =cmd() `b` "
    "<!-- &lt; \"onclick='a' \\ || \u202e" + "unbroken" * 20 + "\n| a |\n# h\n</div>"
)


def empty(root: Path) -> Path:
    """A plan that has nothing but a name."""
    return put(root, {"plan.yaml": "title: A plan\norganisation: A council\n"})


def hostile(root: Path) -> Path:
    """A plan with hostile text wherever a text can stand."""
    # The name of a page is to be short.
    text = Filler(lambda path: HOSTILE[:20] if path == "plan.title" else HOSTILE, lambda _: "<b>|")
    return filled(root, text)


PLANS: Final[dict[str, Callable[[Path], Path]]] = {
    "our plan": lambda _: OUR_PLAN,
    "an empty plan": empty,
    "one of everything": everything,
    "a hostile plan": hostile,
}
EACH: Final = pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)


def written(path: Path, text: str) -> Path:
    """A pack as a file."""
    path.write_text(text, "utf-8", newline="\n")
    return path


@EACH
@pytest.mark.usefixtures("checkers")
def test_the_html_is_valid(plan: Callable[[Path], Path], tmp_path: Path) -> None:
    pack = written(tmp_path / "pack.html", html_of(plan(tmp_path / "plan")))
    assert checker.html_validate(pack) == []


@EACH
@pytest.mark.usefixtures("checkers")
def test_the_html_keeps_nobody_out(plan: Callable[[Path], Path], tmp_path: Path) -> None:
    pack = written(tmp_path / "pack.html", html_of(plan(tmp_path / "plan")))
    assert checker.axe(pack) == []


@EACH
@pytest.mark.usefixtures("checkers")
def test_the_markdown_is_clean(plan: Callable[[Path], Path], tmp_path: Path) -> None:
    pack = written(tmp_path / "pack.md", markdown_of(plan(tmp_path / "plan")))
    assert checker.markdown_lint(pack) == []


@EACH
def test_github_shows_every_table_as_a_table(
    plan: Callable[[Path], Path], tmp_path: Path, gfm: Callable[[str], str]
) -> None:
    made = markdown_of(plan(tmp_path / "plan"))
    lines = made.splitlines()
    heads = [line for line in lines if line.startswith(("| :--", "| --:"))]
    page = Page(gfm(made))
    assert len(page.rows) == len(heads) >= 4
    assert sum(map(len, page.rows)) == sum(line.startswith("|") for line in lines) - len(heads)
    assert all(len(set(columns)) == 1 for columns in page.rows)
