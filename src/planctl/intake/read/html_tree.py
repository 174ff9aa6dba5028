"""HTML as a tree, made as browsers make it, and the paragraphs and tables in an element.

The standard library's parser finds the tags, so that a page is read with nothing to install:
html5lib has had no release since 2020, and lxml is not there in every installation.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final, NamedTuple

from planctl.intake.read.paper import Paragraph, UnreadableFile
from planctl.intake.read.text import (
    LINK_START,
    checkbox_sign,
    link_end_mark,
    split_items,
    to_paragraph,
    write_links,
)

TAG_LIMIT: Final = 400_000
_LONGEST: Final = 20_000  # characters of a tag, without the pictures that stand in it as text
_PICTURE: Final = re.compile(r"data:[\w/+.-]{1,60};base64,[A-Za-z0-9+/=]*")
_TAG: Final = re.compile("<[a-zA-Z/!?]")
DEPTH_LIMIT: Final = 150  # deeper than this, what follows is taken to stand side by side
_VOID: Final = frozenset(
    {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    }
)
_CELLS: Final = frozenset({"td", "th"})
_GROUPS: Final = frozenset({"thead", "tbody", "tfoot", "caption", "colgroup"})
_TABLE: Final = frozenset({"table"})
PARAGRAPH_ENDING_TAGS: Final = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "ul",
    }
)
_HOLDS_PARAGRAPHS: Final = _CELLS | _TABLE | {"caption", "li", "dd"}
# What a tag ends that begins, and what it does not look beyond.
_IMPLIED: Final = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol"}) | _TABLE),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"}) | _TABLE),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"}) | _TABLE),
    "option": (frozenset({"option"}), frozenset({"select"})),
    "tr": (_CELLS | {"tr", "caption", "colgroup"}, _TABLE),
    **dict.fromkeys(_CELLS, (_CELLS, _TABLE | {"tr"})),
    **dict.fromkeys(_GROUPS, (_CELLS | _GROUPS | {"tr"}, _TABLE)),
}
_OF_TABLES: Final = _CELLS | _GROUPS | _TABLE | {"tr"}
# Word's own conditions, which its pages are full of, are no tags.
_CONDITION: Final = re.compile(r"<!\[(?!CDATA)[^\]>]{0,200}\]>")
_CONTROLS: Final = dict.fromkeys([*range(9), 0x0B, *range(0x0E, 0x20), 0x7F])
UNREAD_TAGS: Final = frozenset(
    {
        "script",
        "style",
        "template",
        "noscript",
        "title",
        "iframe",
        "object",
        "svg",
        "datalist",
    }
)
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_BLOCKS: Final = PARAGRAPH_ENDING_TAGS | {
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


@dataclass(slots=True)
class HtmlNode:
    """An element of a page: its tag, what is set on it, and what is in it."""

    tag: str
    set: dict[str, str] = field(default_factory=dict)
    children: list["HtmlNode | str"] = field(default_factory=list)


def parse_html(text: str) -> HtmlNode:
    """The tree of a page; raises UnreadableFile."""
    builder = _Builder()
    page = _escape_unclosed(_CONDITION.sub("", _without_comments(_PICTURE.sub("", text))))
    _refuse_vast(page)
    try:
        builder.feed(page)
        builder.close()
    except AssertionError:  # how the standard library says that a declaration is none
        message = "the page has a declaration in it (<![...) that is no HTML"
        raise UnreadableFile(
            message, "open it in a browser or in Word, and save it again"
        ) from None
    return builder.root


def _refuse_vast(text: str) -> None:
    """Raise Unreadable for a page of more tags, or of longer ones, than anybody writes."""
    if text.count("<") > TAG_LIMIT:
        message = f"the page has more than {TAG_LIMIT:,} tags, which is more than is read"
        raise UnreadableFile(message, "split it, or save only the table as .docx, .xlsx or .csv")
    for piece in text.split(">"):
        tag = _TAG.search(piece) if len(piece) > _LONGEST else None
        if tag and len(piece) - tag.start() > _LONGEST:
            message = f"the page has a tag of more than {_LONGEST:,} characters"
            raise UnreadableFile(message, "open it in a browser or in Word, and save it again")


def _without_comments(text: str) -> str:
    """A page without its comments; one that never ends is a text."""
    pieces, at = [], 0
    while (begin := text.find("<!--", at)) >= 0 and (end := text.find("-->", begin + 4)) >= 0:
        pieces.append(text[at:begin])
        at = end + 3
    return "".join(pieces) + text[at:].replace("<!--", "&lt;!--")


def _escape_unclosed(text: str) -> str:
    """A page in which every tag has an end: the library's parser takes for ever over many without.

    What XML keeps as it was typed is a text like any other.
    """
    text = text.replace("<![CDATA[", "").replace("]]>", "")
    last = text.rfind(">") + 1
    return text[:last] + text[last:].replace("<", "&lt;")


class _Builder(HTMLParser):
    """Puts each element where it belongs as its tags are met."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = HtmlNode("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Put a new element in its place."""
        if tag in PARAGRAPH_ENDING_TAGS:
            self._end_implied(frozenset({"p"}), _HOLDS_PARAGRAPHS)
        if tag in _IMPLIED:
            self._end_implied(*_IMPLIED[tag])
        node = HtmlNode(tag, {name: value or "" for name, value in reversed(attrs)})
        self._open[-1].children.append(node)
        if tag not in _VOID and len(self._open) < DEPTH_LIMIT:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        """End the element of that name, if one is open here."""
        for at in range(len(self._open) - 1, 0, -1):
            open_tag = self._open[at].tag
            if open_tag == tag:
                del self._open[at:]
                return
            if open_tag == "table" or (open_tag in _CELLS and tag not in _OF_TABLES):
                return

    def handle_data(self, data: str) -> None:
        """Put a text in the element that is open."""
        self._open[-1].children.append(data.translate(_CONTROLS))

    def _end_implied(self, ended_tags: frozenset[str], barriers: frozenset[str]) -> None:
        for at in range(len(self._open) - 1, 0, -1):
            open_tag = self._open[at].tag
            if open_tag in barriers:
                return
            if open_tag in ended_tags:
                del self._open[at:]


class HtmlParagraph(NamedTuple):
    """A paragraph of a page: its words, the level of a heading, and the line of its source."""

    paragraph: Paragraph
    heading: int = 0
    line: str = ""


class BlockReader:
    """What is in an element of a page, block by block."""

    def __init__(self) -> None:
        """Begin with nothing said."""
        self._words: list[str] = []
        self._heading = 0
        self._is_item, self._number = False, ""
        self._line = ""

    def of(self, node: HtmlNode) -> Iterator[HtmlParagraph | HtmlNode]:
        """The paragraphs in an element, and its tables as they stand in the tree."""
        yield from self._inside(node)
        yield from self._end()

    def _inside(self, node: HtmlNode) -> Iterator[HtmlParagraph | HtmlNode]:
        for child in node.children:
            if isinstance(child, str):
                self._words.append(child)
            elif child.tag not in UNREAD_TAGS:
                yield from self._element(child)

    def _element(self, node: HtmlNode) -> Iterator[HtmlParagraph | HtmlNode]:
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
                yield from self._preformatted(node)
            case tag if tag in _HEADINGS:
                yield from self._heading_block(node)
            case tag if tag in _BLOCKS:
                yield from self._block(node)
            case _:
                self._line = node.set.get("data-line", self._line)
                self._words.append(replacement_text(node))
                if node.tag != "option" or "selected" in node.set:
                    yield from self._inside(node)

    def _block(self, node: HtmlNode) -> Iterator[HtmlParagraph | HtmlNode]:
        """What is in a block, which begins and ends a paragraph."""
        yield from self._end()
        self._line = node.set.get("data-line", self._line)
        if node.tag == "ol":
            _count(node)
        yield from self._inside(node)
        yield from self._end()

    def _heading_block(self, node: HtmlNode) -> Iterator[HtmlParagraph | HtmlNode]:
        yield from self._end()
        self._heading = _HEADINGS[node.tag]
        yield from self._block(node)
        self._heading = 0

    def _item(self, node: HtmlNode) -> Iterator[HtmlParagraph | HtmlNode]:
        yield from self._end()
        self._is_item, self._number = True, node.set.get("data-number", "")
        yield from self._block(node)
        self._is_item, self._number = False, ""

    def _link(self, node: HtmlNode) -> Iterator[HtmlParagraph | HtmlNode]:
        address = node.set.get("href", "").strip()
        is_elsewhere = bool(address) and not address.startswith("#")
        self._words.append(LINK_START if is_elsewhere else "")
        yield from self._inside(node)
        self._words.append(link_end_mark(address) if is_elsewhere else "")

    def _preformatted(self, node: HtmlNode) -> Iterator[HtmlParagraph | HtmlNode]:
        """A text whose lines are as they were typed."""
        yield from self._end()
        for child in node.children:
            texts = child.split("\n") if isinstance(child, str) else []
            for number, line in enumerate(texts):
                if number:
                    yield from self._end()
                self._words.append(line)
            if isinstance(child, HtmlNode):
                yield from self._element(child)
        yield from self._end()

    def _end(self) -> Iterator[HtmlParagraph]:
        """The paragraph that ends here, if anything has been said since the last."""
        text, self._words = write_links("".join(self._words)), []
        for part in split_items(text):
            if paragraph := to_paragraph(part, is_item=self._is_item, number=self._number):
                yield HtmlParagraph(paragraph, self._heading, self._line)
                self._is_item, self._number = False, ""


def cell_paragraphs(node: HtmlNode) -> Iterator[Paragraph]:
    """The paragraphs in a cell, those of tables within it among them."""
    for block in BlockReader().of(node):
        if isinstance(block, HtmlParagraph):
            yield block.paragraph
        else:
            yield from cell_paragraphs(HtmlNode("", {}, block.children))


def _count(node: HtmlNode) -> None:
    """Give the items of a numbered list their numbers."""
    start = node.set.get("start", "")
    number = int(start[:6]) if start.isascii() and start.isdigit() else 1
    for child in node.children:
        if isinstance(child, HtmlNode) and child.tag == "li":
            child.set["data-number"] = f"{number}."
            number += 1


def replacement_text(node: HtmlNode) -> str:
    """The words of what is no text: a picture, or what was filled in."""
    kind = node.set.get("type", "text").lower()
    match node.tag:
        case "img":
            return f" {node.set.get('alt', '')} "
        case "input" if kind in _TICKED:
            return f" {checkbox_sign(is_ticked='checked' in node.set)} "
        case "input" if kind not in _NOT_FILLED_IN:
            return f" {node.set.get('value', '')} "
    return ""
