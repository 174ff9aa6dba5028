"""A page of HTML becomes the blocks of a paper, and no word of it is lost on the way.

What stands in no known element is read through to its text, as a browser shows it; only what no
reader of the page sees is left out.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeGuard

from planctl.render.block.element import Element, Node, elements
from planctl.render.block.part import (
    Block,
    Blocks,
    Cell,
    Group,
    Heading,
    Listing,
    Pair,
    Pairs,
    Paper,
    Paragraph,
    Picture,
    Row,
    Span,
    Spans,
    Style,
    Table,
    within,
)
from planctl.render.block.run import of_itself, styled, tidied, tidy, words

_UNSEEN: Final = frozenset(("head", "script", "style", "template", "title"))
_GROUPS: Final = frozenset(("section", "header", "footer", "nav", "figure", "aside", "article"))
# Elements that begin and end a paragraph, and are nothing of their own unless they have a class.
_BOXES: Final = frozenset(
    (
        *("address", "blockquote", "body", "details", "dialog", "div", "fieldset", "form"),
        *("hgroup", "hr", "html", "main", "p", "pre", "search", "summary"),
    )
)
_PLAIN: Final = Style()


def paper(page: str) -> Paper:
    """The blocks of a page."""
    root = elements(page)
    title = next(root.within("title"), None)
    language = next((html["lang"] for html in root.within("html")), "")
    return Paper(tidy(title.text) if title else "", language, _blocks(root.children, _PLAIN))


def _blocks(nodes: Iterable[Node], style: Style) -> Blocks:
    flow = _Flow()
    flow.read(nodes, style)
    flow.end()
    return tuple(flow.blocks)


class _Flow:
    """Blocks one after another; the text between two of them is a paragraph."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._spans: list[Span] = []

    def read(self, nodes: Iterable[Node], style: Style) -> None:
        """Go through what stands within an element."""
        for node in nodes:
            if isinstance(node, str):
                self._spans.append(words(node, style))
            elif node.tag in _READERS:
                self.end()
                self.blocks.extend(_READERS[node.tag](node, style))
            elif node.tag not in _UNSEEN:
                self._spans.extend(of_itself(node, style))
                self.read(node.children, styled(style, node))

    def end(self) -> None:
        """End the paragraph, if there is one."""
        spans = tidied(self._spans)
        if spans:
            self.blocks.append(Paragraph(spans))
        self._spans = []


def _box(node: Element, style: Style) -> Iterator[Block]:
    """What stands within an element that has a role or an anchor, else just its blocks."""
    inside = _blocks(node.children, style)
    role, anchor = node.role, node["id"]
    if node.tag in _GROUPS:
        yield Group(inside, role or node.tag, anchor)
    elif len(inside) == 1 and isinstance(inside[0], Paragraph) and not inside[0].role:
        yield inside[0]._replace(role=role, anchor=anchor or inside[0].anchor)
    elif role or anchor:
        yield Group(inside, role, anchor)
    else:
        yield from inside


def _heading(node: Element, style: Style) -> Iterator[Block]:
    spans = _words(node, style)
    if spans:
        yield Heading(int(node.tag[1]), spans, node["id"])


def _words(node: Element, style: Style) -> Spans:
    """All that stands within an element as one run of words."""
    return tidied(list(_flatten(_blocks(node.children, style))))


def _flatten(blocks: Iterable[Block]) -> Iterator[Span]:
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield from block.spans
            case Picture():
                yield Span(f"{block.title} {block.words}".strip())
            case _:
                yield from _flatten(within(block))
        yield Span(" ")


def _caption(node: Element, style: Style) -> Iterator[Block]:
    """The words below or above a picture."""
    spans = _words(node, style)
    if spans:
        yield Paragraph(spans, "caption")


def _listing(node: Element, style: Style) -> Iterator[Block]:
    items = (_item(child, style) for child in node.children)
    number = node["start"]
    first = (int(number) if number.isdecimal() else 1) if node.tag == "ol" else None
    yield Listing(tuple(item for item in items if item), node.role, first)


def _item(node: Node, style: Style) -> Blocks:
    """What stands in an item; one that is a figure says how good it is by a second class."""
    blocks = _blocks(_nodes_in(node, "li"), style)
    if isinstance(node, Element) and node.role == "figure":
        rating = " ".join(node.classes[1:])
        blocks = tuple(
            block._replace(role="figure", rating=rating) if isinstance(block, Paragraph) else block
            for block in blocks
        )
    return blocks


def _nodes_in(node: Node, tag: str) -> Sequence[Node]:
    """What stands in an element of a tag; anything else stands for itself."""
    return node.children if isinstance(node, Element) and node.tag == tag else [node]


def _pairs(node: Element, style: Style) -> Iterator[Block]:
    pairs: list[Pair] = []
    for part in _parts(node, frozenset(("div",))):
        if isinstance(part, Element) and part.tag == "dt":
            pairs.append(Pair(_words(part, style), ()))
            continue
        meaning = _blocks(_nodes_in(part, "dd"), style)
        if meaning:
            last = pairs.pop() if pairs else Pair((), ())
            pairs.append(last._replace(meanings=(*last.meanings, meaning)))
    yield Pairs(tuple(pairs), node.role)


def _parts(node: Element, through: frozenset[str]) -> Iterator[Node]:
    """What stands in an element, also within boxes that only hold its parts together."""
    for child in node.children:
        if isinstance(child, Element) and child.tag in through:
            yield from _parts(child, through)
        else:
            yield child


def _table(node: Element, style: Style) -> Iterator[Block]:
    """A table; what stands astray in it is shown before it, as by a browser."""
    caption: Spans = ()
    head: list[Row] = []
    rows: list[Row] = []
    for part in _parts(node, frozenset(("tbody", "tfoot"))):
        if isinstance(part, Element) and part.tag == "caption":
            caption = _words(part, style)
        elif _is_row(part):
            rows.append(_row(part, style))
        elif isinstance(part, Element) and part.tag == "thead":
            head += [_row(row, style) for row in part.children if _is_row(row)]
            yield from _blocks([child for child in part.children if not _is_row(child)], style)
        else:
            yield from _blocks([part], style)
    if rows and not head and all(cell.is_head for cell in rows[0].cells):
        head, rows = rows[:1], rows[1:]
    yield Table(caption, tuple(head), tuple(rows), " ".join(node.classes), node["id"])


def _is_row(node: Node) -> TypeGuard[Element]:
    return isinstance(node, Element) and node.tag == "tr"


def _row(node: Element, style: Style) -> Row:
    return Row(tuple(cell for child in node.children for cell in _cells(child, style)), node["id"])


def _cells(node: Node, style: Style) -> Iterator[Cell]:
    """A cell of a row, also around what stands astray between cells."""
    if isinstance(node, Element) and node.tag in {"td", "th"}:
        inside = _blocks(node.children, style)
        yield Cell(inside, node.tag == "th", node.role, _span(node, "col"), _span(node, "row"))
    elif astray := _blocks([node], style):
        yield Cell(astray)


def _span(node: Element, axis: str) -> int:
    number = node[f"{axis}span"]
    return max(int(number), 1) if number.isdecimal() else 1


def _picture(node: Element, _: Style) -> Iterator[Block]:
    """A picture in SVG; one that is hidden from those who listen only decorates."""
    words = {name: _text_of(node, name) for name in ("title", "desc")}
    yield Picture(node.markup, words["title"], words["desc"], node.role)


def _text_of(node: Element, tag: str) -> str:
    first = next(node.within(tag), None)
    return tidy(first.text) if first else ""


_READERS: Final[Mapping[str, Callable[[Element, Style], Iterator[Block]]]] = {
    **dict.fromkeys(_GROUPS | _BOXES, _box),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    "figcaption": _caption,
    "ul": _listing,
    "ol": _listing,
    "dl": _pairs,
    "table": _table,
    "svg": _picture,
}
