"""The bytes of a page become a paper."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from planctl.intake.paper.grid import limited, squared
from planctl.intake.paper.html.block import Blocks, Said, cell_paragraphs
from planctl.intake.paper.html.table import Shades, beside_rows, class_shades, is_frame, rulings
from planctl.intake.paper.html.tree import Node, parsed
from planctl.intake.paper.letters import text_of
from planctl.intake.paper.part import Line, Paper, Part, Row
from planctl.intake.paper.wording import seen

_CHARSET: Final = re.compile(rb"""charset\s*=\s*+["']?\s*+([\w-]+)""", re.IGNORECASE)
_HEAD: Final = 4_096


def html_paper(content: bytes) -> Paper:
    """The lines and rows of a page; raises Unreadable."""
    return page_paper(_text(content))


def page_paper(text: str) -> Paper:
    """The lines and rows of the text of a page; raises Unreadable."""
    return list(limited(_Page(parsed(text), class_shades(text)).parts()))


def _text(content: bytes) -> str:
    """The text of a page, in the encoding that it says it has, if it can be read so."""
    named = _CHARSET.search(content[:_HEAD])
    name = named[1].decode("ascii").lower() if named else ""
    if name and name not in {"utf-8", "utf8"} and not name.startswith("utf-16"):
        try:
            return content.decode(name)
        except (UnicodeError, LookupError):
            pass  # a page may be wrong about itself; what follows finds out
    return text_of(content)


class _Page:
    """A page, and how many paragraphs and tables of it have been given."""

    def __init__(self, root: Node, shades: Shades) -> None:
        self._root, self._shades = root, shades
        self._count = Counter[str]()

    def parts(self) -> Iterator[Part]:
        """Everything of the page, in order."""
        for title in _titles(self._root):
            yield Line("page title", title, beside="page title")
        yield from self._holder(self._root)

    def _holder(self, holder: Node) -> Iterator[Part]:
        for block in Blocks().of(holder):
            if isinstance(block, Said):
                self._count["paragraph"] += 1
                yield _line(block, self._count["paragraph"])
            else:
                yield from self._table(block)

    def _table(self, table: Node) -> Iterator[Part]:
        if is_frame(table):
            yield from self._holder(Node("", {}, table.children))
            return
        yield from self._holder(beside_rows(table))
        self._count["table"] += 1
        name = f"table {self._count['table']}"
        ruled = list(rulings(table, self._shades))
        cells = squared([ruling.cells for ruling in ruled])
        for number, (ruling, row_cells) in enumerate(zip(ruled, cells, strict=True), 1):
            place = f"line {ruling.line}" if ruling.line else f"{name} row {number}"
            if any(cell.paragraphs for cell in row_cells):
                yield Row(place, row_cells, name, ruling.is_header)


def _line(block: Said, number: int) -> Line:
    place = f"line {block.line}" if block.line else f"paragraph {number}"
    made = block.paragraph
    return Line(place, made.text, block.heading, made.is_item, number=made.number)


def _titles(node: Node) -> Iterator[str]:
    for child in node.children:
        if isinstance(child, Node):
            if child.tag == "title":
                yield from filter(None, [seen(made.text) for made in cell_paragraphs(child)])
            else:
                yield from _titles(child)
