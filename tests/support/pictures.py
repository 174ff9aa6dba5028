"""The pictures of the README and of docs/, and how it is known that they are stale.

Beside the pictures stands what each was made of: a fingerprint of its page, as far as it shows it.
"""

import sys
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

import checker
import demo
from make import OUR_PLAN, PROJECT
from running import planctl

DOCS: Final = PROJECT / "docs"
SEALS: Final = DOCS / "pictures.txt"


class Picture(NamedTuple):
    """A picture: the page that it is of, and which part of that it shows."""

    page: str  # as `sources` calls it
    begins: str  # the element that it begins with
    width: int
    height: int
    shows: tuple[str, str] = ("<body>", "<footer>")  # between which of its signs lies what it shows


PICTURES: Final = {
    "board-pack.png": Picture("our highlight", "body", 1100, 1400),
    "dashboard.png": Picture(
        "the dashboard", "body", 1280, 1100, ('id="overview"', 'aria-labelledby="h-areas"')
    ),
    "demo-pack.png": Picture("the highlight", "body", 1280, 1500),
    "demo-measures.png": Picture(
        "the pack",
        "#measures",
        1280,
        1700,
        ('<section id="measures"', '<section id="closing-the-loop"'),
    ),
}


def sources(root: Path) -> dict[str, str]:
    """The pages that there are pictures of: our plan's, and the demonstration's."""
    for _ in demo.made(root / "demo"):
        pass
    asked = {
        "our highlight": ("--plan", OUR_PLAN, "--as-at", demo.PUBLISHED, "--size", "highlight"),
        "the highlight": ("--plan", root / "demo/plan", *demo.PAPERS, "--size", "highlight"),
        "the pack": ("--plan", root / "demo/plan", *demo.PAPERS),
    }
    pages = {
        name: planctl("report", "--format", "html", "-o", "-", *words).out
        for name, words in asked.items()
    }
    page = root / "dashboard.html"
    planctl("dashboard", "-o", page, "--plan", root / "demo/plan", "--as-at", demo.AS_AT)
    return pages | {"the dashboard": page.read_text("utf-8")}


def fingerprint(picture: Picture, page: str) -> str:
    """What a picture is made of: the style of its page, and the part that it shows."""
    style = page.partition("</style>")[0]
    begins, ends = picture.shows
    shown = page.partition(begins)[2].partition(ends)[0]
    return sha256(f"{style}{shown}".encode()).hexdigest()


def seals(pages: dict[str, str]) -> str:
    """The fingerprints of all pictures, a line each."""
    lines = (f"{fingerprint(it, pages[it.page])}  {name}\n" for name, it in PICTURES.items())
    return "".join(lines)


def main() -> int:
    """Make every picture anew."""
    with tempfile.TemporaryDirectory() as folder:
        pages = sources(Path(folder))
        for name, picture in PICTURES.items():
            page = Path(folder) / "page.html"
            page.write_text(pages[picture.page], "utf-8")
            size = ("--width", str(picture.width), "--height", str(picture.height))
            checker.shoot(page, DOCS / name, "--from", picture.begins, *size)
            sys.stdout.write(f"docs/{name}\n")
    SEALS.write_text(seals(pages), "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
