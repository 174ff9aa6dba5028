"""The tree of a page, made as browsers do it: what is not closed ends where it must.

The standard library's parser finds the tags, so that a page is read with nothing to install:
html5lib has had no release since 2020, and lxml is not there in every installation.
"""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

from planctl.intake.paper.part import Unreadable

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
ENDS_PARAGRAPH: Final = frozenset(
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


@dataclass(slots=True)
class Node:
    """An element of a page: its tag, what is set on it, and what is in it."""

    tag: str
    set: dict[str, str] = field(default_factory=dict)
    children: list["Node | str"] = field(default_factory=list)


def parsed(text: str) -> Node:
    """The tree of a page; raises Unreadable."""
    builder = _Builder()
    whole = _ended(_CONDITION.sub("", _without_comments(_PICTURE.sub("", text))))
    _refuse_vast(whole)
    try:
        builder.feed(whole)
        builder.close()
    except AssertionError:  # how the standard library says that a declaration is none
        message = "the page has a declaration in it (<![...) that is no HTML"
        raise Unreadable(message, "open it in a browser or in Word, and save it again") from None
    return builder.root


def _refuse_vast(text: str) -> None:
    """Raise Unreadable for a page of more tags, or of longer ones, than anybody writes."""
    if text.count("<") > TAG_LIMIT:
        message = f"the page has more than {TAG_LIMIT:,} tags, which is more than is read"
        raise Unreadable(message, "split it, or save only the table as .docx, .xlsx or .csv")
    for piece in text.split(">"):
        tag = _TAG.search(piece) if len(piece) > _LONGEST else None
        if tag and len(piece) - tag.start() > _LONGEST:
            message = f"the page has a tag of more than {_LONGEST:,} characters"
            raise Unreadable(message, "open it in a browser or in Word, and save it again")


def _without_comments(text: str) -> str:
    """A page without its comments; one that never ends is a text."""
    kept, at = [], 0
    while (begin := text.find("<!--", at)) >= 0 and (end := text.find("-->", begin + 4)) >= 0:
        kept.append(text[at:begin])
        at = end + 3
    return "".join(kept) + text[at:].replace("<!--", "&lt;!--")


def _ended(text: str) -> str:
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
        self.root = Node("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Put a new element in its place."""
        if tag in ENDS_PARAGRAPH:
            self._end_implied(frozenset({"p"}), _HOLDS_PARAGRAPHS)
        if tag in _IMPLIED:
            self._end_implied(*_IMPLIED[tag])
        node = Node(tag, {name: value or "" for name, value in reversed(attrs)})
        self._open[-1].children.append(node)
        if tag not in _VOID and len(self._open) < DEPTH_LIMIT:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        """End the element of that name, if one is open here."""
        for at in range(len(self._open) - 1, 0, -1):
            here = self._open[at].tag
            if here == tag:
                del self._open[at:]
                return
            if here == "table" or (here in _CELLS and tag not in _OF_TABLES):
                return

    def handle_data(self, data: str) -> None:
        """Put a text in the element that is open."""
        self._open[-1].children.append(data.translate(_CONTROLS))

    def _end_implied(self, ended: frozenset[str], beyond: frozenset[str]) -> None:
        for at in range(len(self._open) - 1, 0, -1):
            here = self._open[at].tag
            if here in beyond:
                return
            if here in ended:
                del self._open[at:]
