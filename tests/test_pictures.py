"""The pictures of the pages show what planctl prints today."""

import re
from pathlib import Path

import pytest

from pictures import DOCS, PICTURES, SEALS, fingerprint, seals, sources

pytestmark = pytest.mark.slow


def test_the_pictures_are_of_the_pages_of_today(tmp_path: Path) -> None:
    assert SEALS.read_text("utf-8") == seals(sources(tmp_path)), "make pictures"


def test_every_picture_is_known_and_there_and_on_a_page() -> None:
    readme = (DOCS.parent / "README.md").read_text("utf-8")
    pages = readme + "".join(page.read_text("utf-8") for page in DOCS.glob("*.md"))
    assert {"board-pack.png", "dashboard.png"} <= set(re.findall(r"\]\(docs/(.*?)\)", readme))
    assert {name for name in PICTURES if re.search(rf"\]\((docs/)?{name}\)", pages)} == set(
        PICTURES
    )
    assert {path.name for path in DOCS.glob("*.png")} == set(PICTURES)


@pytest.mark.parametrize("name", PICTURES)
def test_a_page_that_looks_or_says_otherwise_makes_its_picture_stale(name: str) -> None:
    picture = PICTURES[name]
    parts = '<style>a</style><body><p id="overview"><section id="measures">b</section>'
    page = f'{parts}<p aria-labelledby="h-areas"><section id="closing-the-loop"><footer>c</footer>'
    before = fingerprint(picture, page)
    assert fingerprint(picture, page.replace(">a<", ">x<")) != before
    assert fingerprint(picture, page.replace(">b<", ">x<")) != before
    assert fingerprint(picture, page.replace(">c<", ">x<")) == before
