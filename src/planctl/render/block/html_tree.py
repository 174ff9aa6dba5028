"""A page of HTML as elements within elements, read as forgivingly as a browser reads it.

A plan's own template may leave out an end tag, or hold one too many.
"""

from collections.abc import Iterator, Mapping
from html import escape
from html.parser import HTMLParser
from typing import Final, Union

_VOID: Final = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr")
)
_CELLS: Final = frozenset(("td", "th"))
_PARTS: Final = frozenset(("thead", "tbody", "tfoot", "caption", "colgroup"))
# Which open elements end where one of these begins, and what they are looked for within.
_ENDED_BY: Final[Mapping[str, tuple[frozenset[str], frozenset[str]]]] = {
    "li": (frozenset(("li",)), frozenset(("ul", "ol"))),
    "dt": (frozenset(("dt", "dd")), frozenset(("dl",))),
    "dd": (frozenset(("dt", "dd")), frozenset(("dl",))),
    "tr": (frozenset(("tr", "caption")), frozenset(("table",))),
    **dict.fromkeys(_CELLS, (_CELLS, frozenset(("table",)))),
    **dict.fromkeys(_PARTS, (_PARTS, frozenset(("table",)))),
}
# What a paragraph cannot hold ends it.
_ENDS_A_PARAGRAPH: Final = frozenset(
    (
        *("address", "article", "aside", "blockquote", "details", "div", "dl", "fieldset"),
        *("figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main"),
        *("nav", "ol", "p", "pre", "section", "table", "ul"),
    )
)

PageNode = Union["PageElement", str]


class PageElement:
    """A tag with its attributes, and what is within."""

    def __init__(self, tag: str, attributes: Mapping[str, str], source: str) -> None:
        """Begin it; its source is kept, because SVG tells capitals from small letters."""
        self.tag, self.attributes, self.source = tag, attributes, source
        self.children: list[PageNode] = []

    def __getitem__(self, attribute: str) -> str:
        """The value of an attribute; empty where it has none."""
        return self.attributes.get(attribute, "")

    @property
    def classes(self) -> list[str]:
        """The names of its classes."""
        return self["class"].split()

    @property
    def role(self) -> str:
        """The first of its classes."""
        return next(iter(self.classes), "")

    def within(self, tag: str) -> "Iterator[PageElement]":
        """Every element of a tag at any depth."""
        for child in self.children:
            if isinstance(child, PageElement):
                if child.tag == tag:
                    yield child
                yield from child.within(tag)

    @property
    def text(self) -> str:
        """All its text, with white space as it stands."""
        return "".join(c if isinstance(c, str) else c.text for c in self.children)

    @property
    def markup(self) -> str:
        """The element written again, as XML."""
        inside = "".join(
            escape(c, quote=False) if isinstance(c, str) else c.markup for c in self.children
        )
        begin = self.source.removesuffix("/>").removesuffix(">")
        name = begin.removeprefix("<").split(maxsplit=1)[0]
        return f"{begin}>{inside}</{name}>"


def parse_page(page: str) -> PageElement:
    """The page as one element that holds all others."""
    return _Reader(page).whole


class _Reader(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.whole = PageElement("", {}, "")
        self._open = [self.whole]
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element, and end those that it cannot stand in."""
        self._make_room(tag)
        self._add(tag, attrs)
        if tag in _VOID:
            self._open.pop()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element and end it."""
        self._add(tag, attrs)
        self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        """End the element, and all within that are open still."""
        self._end(frozenset((tag,)), frozenset())

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        self._open[-1].children.append(data)

    def _add(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        element = PageElement(tag, attributes, self.get_starttag_text() or "")
        self._open[-1].children.append(element)
        self._open.append(element)

    def _make_room(self, tag: str) -> None:
        if tag in _ENDS_A_PARAGRAPH:
            self._end(frozenset(("p",)), frozenset(("td", "th", "li", "div", "section")))
        if tag in _ENDED_BY:
            self._end(*_ENDED_BY[tag])

    def _end(self, tags: frozenset[str], walls: frozenset[str]) -> None:
        """End the innermost element of these tags, unless a wall stands before it."""
        for at in range(len(self._open) - 1, 0, -1):
            if self._open[at].tag in tags:
                del self._open[at:]
                return
            if self._open[at].tag in walls:
                return
