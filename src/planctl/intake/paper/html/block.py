"""The blocks of a page: its paragraphs as a browser shows them, and its tables as they stand."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from planctl.intake.paper.html.tree import ENDS_PARAGRAPH, Node
from planctl.intake.paper.part import Paragraph
from planctl.intake.paper.wording import LINK_BEGINS, box, items, link_ends, linked, paragraph

_UNREAD: Final = frozenset(
    {
        "script",
        "style",
        "template",
        "noscript",
        "title",
        "del",
        "iframe",
        "object",
        "svg",
        "datalist",
    }
)
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_BLOCKS: Final = ENDS_PARAGRAPH | {
    "body",
    "caption",
    "figcaption",
    "html",
    "legend",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
}
_TICKED: Final = frozenset({"checkbox", "radio"})
_NOT_FILLED_IN: Final = frozenset(
    {"hidden", "submit", "button", "reset", "image", "file", "password"}
)


class Said(NamedTuple):
    """A paragraph of a page: its words, the level of a heading, and the line of its source."""

    paragraph: Paragraph
    heading: int = 0
    line: str = ""


class Blocks:
    """What is in an element of a page, block by block."""

    def __init__(self) -> None:
        """Begin with nothing said."""
        self._words: list[str] = []
        self._heading = 0
        self._is_item, self._number = False, ""
        self._line = ""

    def of(self, node: Node) -> Iterator[Said | Node]:
        """The paragraphs in an element, and its tables as they stand in the tree."""
        yield from self._inside(node)
        yield from self._end()

    def _inside(self, node: Node) -> Iterator[Said | Node]:
        for child in node.children:
            if isinstance(child, str):
                self._words.append(child)
            elif child.tag not in _UNREAD:
                yield from self._element(child)

    def _element(self, node: Node) -> Iterator[Said | Node]:
        match node.tag:
            case "table":
                yield from self._end()
                yield node
            case "br" if not self._heading:
                yield from self._end()
            case "br":
                self._words.append(" ")
            case "li":
                yield from self._item(node)
            case "a":
                yield from self._link(node)
            case "pre":
                yield from self._as_typed(node)
            case tag if tag in _HEADINGS:
                yield from self._headed(node)
            case tag if tag in _BLOCKS:
                yield from self._apart(node)
            case _:
                self._line = node.set.get("data-line", self._line)
                self._words.append(_stands_for(node))
                if node.tag != "option" or "selected" in node.set:
                    yield from self._inside(node)

    def _apart(self, node: Node) -> Iterator[Said | Node]:
        """What is in a block, which begins and ends a paragraph."""
        yield from self._end()
        self._line = node.set.get("data-line", self._line)
        if node.tag == "ol":
            _count(node)
        yield from self._inside(node)
        yield from self._end()

    def _headed(self, node: Node) -> Iterator[Said | Node]:
        yield from self._end()
        self._heading = _HEADINGS[node.tag]
        yield from self._apart(node)
        self._heading = 0

    def _item(self, node: Node) -> Iterator[Said | Node]:
        yield from self._end()
        self._is_item, self._number = True, node.set.get("data-number", "")
        yield from self._apart(node)
        self._is_item, self._number = False, ""

    def _link(self, node: Node) -> Iterator[Said | Node]:
        address = node.set.get("href", "").strip()
        is_elsewhere = bool(address) and not address.startswith("#")
        self._words.append(LINK_BEGINS if is_elsewhere else "")
        yield from self._inside(node)
        self._words.append(link_ends(address) if is_elsewhere else "")

    def _as_typed(self, node: Node) -> Iterator[Said | Node]:
        """A text whose lines are as they were typed."""
        yield from self._end()
        for child in node.children:
            texts = child.split("\n") if isinstance(child, str) else []
            for number, line in enumerate(texts):
                if number:
                    yield from self._end()
                self._words.append(line)
            if isinstance(child, Node):
                yield from self._element(child)
        yield from self._end()

    def _end(self) -> Iterator[Said]:
        """The paragraph that ends here, if anything has been said since the last."""
        text, self._words = linked("".join(self._words)), []
        for part in items(text):
            if made := paragraph(part, is_item=self._is_item, number=self._number):
                yield Said(made, self._heading, self._line)
                self._is_item, self._number = False, ""


def cell_paragraphs(node: Node) -> Iterator[Paragraph]:
    """The paragraphs in a cell, those of tables within it among them."""
    for block in Blocks().of(node):
        if isinstance(block, Said):
            yield block.paragraph
        else:
            yield from cell_paragraphs(Node("", {}, block.children))


def _count(node: Node) -> None:
    """Give the items of a numbered list their numbers."""
    start = node.set.get("start", "")
    number = int(start[:6]) if start.isascii() and start.isdigit() else 1
    for child in node.children:
        if isinstance(child, Node) and child.tag == "li":
            child.set["data-number"] = f"{number}."
            number += 1


def _stands_for(node: Node) -> str:
    """The words of what is no text: a picture, or what was filled in."""
    kind = node.set.get("type", "text").lower()
    match node.tag:
        case "img":
            return f" {node.set.get('alt', '')} "
        case "input" if kind in _TICKED:
            return f" {box(is_ticked='checked' in node.set)} "
        case "input" if kind not in _NOT_FILLED_IN:
            return f" {node.set.get('value', '')} "
    return ""
