"""A page of HTML becomes the blocks of a paper, and no word of it is lost on the way.

What stands in no known element is read through to its text, as a browser shows it; only what no
reader of the page sees is left out.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Final, TypeGuard

from planctl.load.html_tree import HtmlElement, parse_html
from planctl.render.block.blocks import (
    Block,
    BlockHeading,
    BlockPaper,
    BlockPicture,
    Blocks,
    BlockTable,
    Cell,
    Group,
    Listing,
    Pair,
    Pairs,
    Paragraph,
    Row,
    Span,
    Spans,
    TextStyle,
    inner_blocks,
)
from planctl.render.block.text_style import (
    element_spans,
    style_within,
    styled_span,
    tidy_text,
    trim_spans,
)

_UNSEEN: Final = frozenset(("head", "script", "style", "template", "title"))
_GROUPS: Final = frozenset(("section", "header", "footer", "nav", "figure", "aside", "article"))
# Elements that begin and end a paragraph, and are nothing of their own unless they have a class.
_BOXES: Final = frozenset(
    (
        *("address", "blockquote", "body", "details", "dialog", "div", "fieldset", "form"),
        *("hgroup", "hr", "html", "main", "p", "pre", "search", "summary"),
    )
)
_PLAIN: Final = TextStyle()
_PICTURE_SIZE: Final = "240"  # pixels of an embedded picture that does not say its own


def read_html_page(page: str) -> BlockPaper:
    """The blocks of a page."""
    root = parse_html(page)
    title = next(root.within("title"), None)
    language = next((html["lang"] for html in root.within("html")), "")
    return BlockPaper(
        tidy_text(title.text) if title else "", language, _read_blocks(root.children, _PLAIN)
    )


def _read_blocks(nodes: Iterable[HtmlElement | str], style: TextStyle) -> Blocks:
    flow = _Flow()
    flow.read(nodes, style)
    flow.end()
    return tuple(flow.blocks)


class _Flow:
    """Blocks one after another; the text between two of them is a paragraph."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._spans: list[Span] = []

    def read(self, nodes: Iterable[HtmlElement | str], style: TextStyle) -> None:
        """Go through what stands within an element."""
        for node in nodes:
            if isinstance(node, str):
                self._spans.append(styled_span(node, style))
            # A picture that is not within the page can only be shown by its words.
            elif node.tag in _READERS and (
                node.tag != "img" or node["src"].startswith("data:image/")
            ):
                self.end()
                self.blocks.extend(_READERS[node.tag](node, style))
            elif node.tag not in _UNSEEN:
                self._spans.extend(element_spans(node, style))
                self.read(node.children, style_within(style, node))

    def end(self) -> None:
        """End the paragraph, if there is one."""
        spans = trim_spans(self._spans)
        if spans:
            self.blocks.append(Paragraph(spans))
        self._spans = []


def _box(node: HtmlElement, style: TextStyle) -> Iterator[Block]:
    """What stands within an element that has a role or an anchor, else just its blocks."""
    inside = _read_blocks(node.children, style)
    role, anchor = node.role, node["id"]
    if node.tag in _GROUPS:
        yield Group(inside, role or node.tag, anchor)
    elif len(inside) == 1 and isinstance(inside[0], Paragraph) and not inside[0].role:
        yield inside[0]._replace(role=role, anchor=anchor or inside[0].anchor)
    elif role or anchor:
        yield Group(inside, role, anchor)
    else:
        yield from inside


def _heading(node: HtmlElement, style: TextStyle) -> Iterator[Block]:
    if spans := _read_words(node, style):
        yield BlockHeading(int(node.tag[1]), spans, node["id"])


def _read_words(node: HtmlElement, style: TextStyle) -> Spans:
    return trim_spans(list(_flatten(_read_blocks(node.children, style))))


def _flatten(blocks: Iterable[Block]) -> Iterator[Span]:
    for block in blocks:
        match block:
            case BlockHeading() | Paragraph():
                yield from block.spans
            case BlockPicture():
                yield Span(f"{block.title} {block.words}".strip())
            case _:
                yield from _flatten(inner_blocks(block))
        yield Span(" ")


def _caption(node: HtmlElement, style: TextStyle) -> Iterator[Block]:
    if spans := _read_words(node, style):
        yield Paragraph(spans, "caption")


def _listing(node: HtmlElement, style: TextStyle) -> Iterator[Block]:
    items = (_item(child, style) for child in node.children)
    number = node["start"]
    first = (int(number) if number.isdecimal() else 1) if node.tag == "ol" else None
    yield Listing(tuple(item for item in items if item), node.role, first)


def _item(node: HtmlElement | str, style: TextStyle) -> Blocks:
    """What stands in an item; one that is a figure says how good it is by a second class."""
    blocks = _read_blocks(_nodes_in(node, "li"), style)
    if isinstance(node, HtmlElement) and node.role == "figure":
        rating = " ".join(node.classes[1:])
        blocks = tuple(
            block._replace(role="figure", rating=rating) if isinstance(block, Paragraph) else block
            for block in blocks
        )
    return blocks


def _nodes_in(node: HtmlElement | str, tag: str) -> Sequence[HtmlElement | str]:
    """What stands in an element of a tag; anything else stands for itself."""
    return node.children if isinstance(node, HtmlElement) and node.tag == tag else [node]


def _read_pairs(node: HtmlElement, style: TextStyle) -> Iterator[Block]:
    pairs: list[Pair] = []
    for part in _inner_nodes(node, frozenset(("div",))):
        if isinstance(part, HtmlElement) and part.tag == "dt":
            pairs.append(Pair(_read_words(part, style), ()))
            continue
        meaning = _read_blocks(_nodes_in(part, "dd"), style)
        if meaning:
            last = pairs.pop() if pairs else Pair((), ())
            pairs.append(last._replace(meanings=(*last.meanings, meaning)))
    yield Pairs(tuple(pairs), node.role)


def _inner_nodes(node: HtmlElement, through: frozenset[str]) -> Iterator[HtmlElement | str]:
    """What stands in an element, also within boxes that only hold its parts together."""
    for child in node.children:
        if isinstance(child, HtmlElement) and child.tag in through:
            yield from _inner_nodes(child, through)
        else:
            yield child


def _read_table(node: HtmlElement, style: TextStyle) -> Iterator[Block]:
    """A table; what stands astray in it is shown before it, as by a browser."""
    caption: Spans = ()
    head: list[Row] = []
    rows: list[Row] = []
    for part in _inner_nodes(node, frozenset(("tbody", "tfoot"))):
        if isinstance(part, HtmlElement) and part.tag == "caption":
            caption = _read_words(part, style)
        elif _is_row(part):
            rows.append(_read_row(part, style))
        elif isinstance(part, HtmlElement) and part.tag == "thead":
            head += [_read_row(row, style) for row in part.children if _is_row(row)]
            yield from _read_blocks([child for child in part.children if not _is_row(child)], style)
        else:
            yield from _read_blocks([part], style)
    if rows and not head and all(cell.is_head for cell in rows[0].cells):
        head, rows = rows[:1], rows[1:]
    yield BlockTable(caption, tuple(head), tuple(rows), " ".join(node.classes), node["id"])


def _is_row(node: HtmlElement | str) -> TypeGuard[HtmlElement]:
    return isinstance(node, HtmlElement) and node.tag == "tr"


def _read_row(node: HtmlElement, style: TextStyle) -> Row:
    """A row of cells; nothing else stands in one, because a page is read as browsers do."""
    cells = (
        Cell(
            _read_blocks(cell.children, style),
            cell.tag == "th",
            cell.role,
            _cells_across(cell, "col"),
            _cells_across(cell, "row"),
        )
        for cell in node.children
        if isinstance(cell, HtmlElement) and cell.tag in {"td", "th"}
    )
    return Row(tuple(cells), node["id"])


def _cells_across(node: HtmlElement, axis: str) -> int:
    number = node[f"{axis}span"]
    return max(int(number), 1) if number.isdecimal() else 1


def _picture(node: HtmlElement, _: TextStyle) -> Iterator[Block]:
    """A picture in SVG; one that is hidden from those who listen only decorates."""
    inside = (next(node.within(name), None) for name in ("title", "desc"))
    title, words = (tidy_text(element.text) if element else "" for element in inside)
    yield BlockPicture(node.markup, title, words, node.role)


def _image(node: HtmlElement, _: TextStyle) -> Iterator[Block]:
    sizes = (node["width"], node["height"])
    width, height = (size if size.isdecimal() else _PICTURE_SIZE for size in sizes)
    source = (
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'<image href="{escape(node["src"])}" width="{width}" height="{height}"></image></svg>'
    )
    yield BlockPicture(source, node["alt"], "", "image")


_READERS: Final[Mapping[str, Callable[[HtmlElement, TextStyle], Iterator[Block]]]] = {
    **dict.fromkeys(_GROUPS | _BOXES, _box),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    "figcaption": _caption,
    "ul": _listing,
    "ol": _listing,
    "dl": _read_pairs,
    "table": _read_table,
    "svg": _picture,
    "img": _image,
}
