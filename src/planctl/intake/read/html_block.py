"""The paragraphs and tables in an element of a page."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from planctl.intake.read.paper import Paragraph
from planctl.intake.read.text import (
    LINK_START,
    checkbox_sign,
    link_end_mark,
    split_items,
    to_paragraph,
    write_links,
)
from planctl.load.html_tree import HtmlElement

_CONTROLS: Final = dict.fromkeys([*range(9), 0x0B, *range(0x0E, 0x20), 0x7F])
UNREAD_TAGS: Final = frozenset(
    ("script", "style", "template", "noscript", "title", "iframe", "object", "svg", "datalist")
)
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_BLOCKS: Final = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div"),
        *("dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr"),
        *("html", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody"),
        *("td", "tfoot", "th", "thead", "tr", "ul"),
        *_HEADINGS,
    )
)
_TICKED: Final = frozenset({"checkbox", "radio"})
_NOT_FILLED_IN: Final = frozenset(
    {"hidden", "submit", "button", "reset", "image", "file", "password"}
)


class HtmlParagraph(NamedTuple):
    """A paragraph of a page, the level of a heading, and its place where that is known."""

    paragraph: Paragraph
    heading: int = 0
    place: str = ""


class BlockReader:
    """What is in an element of a page, block by block."""

    def __init__(self) -> None:
        """Begin with nothing said."""
        self._words: list[str] = []
        self._heading = 0
        self._is_item, self._number = False, ""
        self._place = ""

    def of(self, node: HtmlElement) -> Iterator[HtmlParagraph | HtmlElement]:
        """The paragraphs in an element, and its tables as they stand in the tree."""
        yield from self._inside(node)
        yield from self._end()

    def _inside(self, node: HtmlElement) -> Iterator[HtmlParagraph | HtmlElement]:
        for child in node.children:
            if isinstance(child, str):
                self._words.append(child.translate(_CONTROLS))
            elif child.tag not in UNREAD_TAGS:
                yield from self._element(child)

    def _element(self, node: HtmlElement) -> Iterator[HtmlParagraph | HtmlElement]:
        match node.tag:
            case "table":
                yield from self._end()
                yield node
            case "br" if not self._heading:
                yield from self._end()
            case "br":
                self._words.append(" ")
            case "a":
                yield from self._link(node)
            case "pre":
                yield from self._preformatted(node)
            case tag if tag in _BLOCKS:
                yield from self._block(node)
            case _:
                self._place = node["data-place"] or self._place
                self._words.append(replacement_text(node))
                if node.tag != "option" or "selected" in node.attributes:
                    yield from self._inside(node)

    def _block(self, node: HtmlElement) -> Iterator[HtmlParagraph | HtmlElement]:
        """What is in a block, which begins and ends a paragraph."""
        yield from self._end()
        self._place = node["data-place"] or self._place
        if node.tag == "ol":
            start = node.attributes.get("start", "")
            first = int(start[:6]) if start.isascii() and start.isdigit() else 1
            items = (child for child in node.elements if child.tag == "li")
            for number, item in enumerate(items, first):
                item.attributes["data-number"] = f"{number}."
        if node.tag == "li":
            self._is_item, self._number = True, node.attributes.get("data-number", "")
        self._heading = _HEADINGS.get(node.tag, self._heading)
        yield from self._inside(node)
        yield from self._end()
        if node.tag in _HEADINGS:
            self._heading = 0
        if node.tag == "li":
            self._is_item, self._number = False, ""

    def _link(self, node: HtmlElement) -> Iterator[HtmlParagraph | HtmlElement]:
        address = node.attributes.get("href", "").strip()
        is_elsewhere = bool(address) and not address.startswith("#")
        self._words.append(LINK_START if is_elsewhere else "")
        yield from self._inside(node)
        self._words.append(link_end_mark(address) if is_elsewhere else "")

    def _preformatted(self, node: HtmlElement) -> Iterator[HtmlParagraph | HtmlElement]:
        """A text whose lines are as they were typed."""
        yield from self._end()
        for child in node.children:
            texts = child.translate(_CONTROLS).split("\n") if isinstance(child, str) else []
            for number, line in enumerate(texts):
                if number:
                    yield from self._end()
                self._words.append(line)
            if isinstance(child, HtmlElement):
                yield from self._element(child)
        yield from self._end()

    def _end(self) -> Iterator[HtmlParagraph]:
        """The paragraph that ends here, if anything has been said since the last."""
        text, self._words = write_links("".join(self._words)), []
        for part in split_items(text):
            if paragraph := to_paragraph(part, is_item=self._is_item, number=self._number):
                yield HtmlParagraph(paragraph, self._heading, self._place)
                self._is_item, self._number = False, ""


def cell_paragraphs(node: HtmlElement) -> Iterator[Paragraph]:
    """The paragraphs in a cell, those of tables within it among them."""
    for block in BlockReader().of(node):
        if isinstance(block, HtmlParagraph):
            yield block.paragraph
        else:
            yield from cell_paragraphs(HtmlElement("", {}, block.children))


def replacement_text(node: HtmlElement) -> str:
    """The words of what is no text: a picture, or what was filled in."""
    kind = node.attributes.get("type", "text").lower()
    text = None
    if node.tag == "img":
        text = node.attributes.get("alt", "")
    elif node.tag == "input" and kind in _TICKED:
        text = checkbox_sign(is_ticked="checked" in node.attributes)
    elif node.tag == "input" and kind not in _NOT_FILLED_IN:
        text = node.attributes.get("value", "")
    return "" if text is None else f" {text} "
