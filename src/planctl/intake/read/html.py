"""Read an HTML page or a Markdown file, which is rendered as a page first.

A cell that spans columns or rows has its text in the first of them.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from planctl.intake.read.hex_colour import css_colour
from planctl.intake.read.paper import (
    MERGED_LEFT,
    Omission,
    Paper,
    PaperCell,
    PaperLine,
    PaperPart,
    Paragraph,
    RawRow,
    UnreadableFile,
    finish_parts,
    mark_omitted,
    refuse_above,
    refuse_vast_table,
    table_rows,
)
from planctl.intake.read.text import (
    LINK_START,
    checkbox_sign,
    decode_paper_text,
    link_end_mark,
    split_items,
    to_paragraph,
    visible_text,
    write_links,
)
from planctl.load.html_tree import HtmlElement, parse_html

_WIDEST: Final = 1_000  # columns that one cell spans, as in browsers
_TALLEST: Final = 65_534
_GROUPS: Final = frozenset({"thead", "tbody", "tfoot"})
_CELLS: Final = frozenset({"td", "th"})
_OF_TABLES: Final = _GROUPS | _CELLS | {"tr", "form"}
_STYLE: Final = re.compile(r"<style\b[^<>]*>", re.IGNORECASE)
_STYLE_ENDS: Final = re.compile("</style", re.IGNORECASE)
# What holds for one medium alone, such as print.
_CONDITIONAL: Final = re.compile(r"@[^{};@]{0,500}\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_SELECTOR: Final = re.compile(r"[\w-]*(?:[.#][\w-]+)?")
_DECLARATION: Final = re.compile(
    r"\b(display|visibility|text-decoration|mso-hide|background)(?:-line|-color)?"
    r"\s*:\s*([^;}!]{1,100})"
)
_HIDING: Final = {
    "display": ("none", Omission.HIDDEN),
    "visibility": ("hidden", Omission.HIDDEN),
    "mso-hide": ("all", Omission.HIDDEN),
    "text-decoration": ("line-through", Omission.STRUCK),
}
_OMISSIONS: Final = {str(how): how for how in Omission}  # as a converter to HTML names them
_STRUCK_TAGS: Final = frozenset({"s", "strike", "del"})
_WITHOUT_TEXT: Final = frozenset({"img", "input"})
# What pages say of themselves that is no more than a guess, or is found out all the same.
_FOUND_OUT: Final = frozenset(
    "utf-8 utf8 ascii us-ascii iso-8859-1 latin1 latin-1 windows-1252".split()
)
_CHARSET: Final = re.compile(rb"""charset\s*=\s*+["']?\s*+([\w-]+)""", re.IGNORECASE)
_HEAD: Final = 4_096
TAG_LIMIT: Final = 400_000
LETTER_LIMIT: Final = 1_000_000  # a plan of a thousand actions has half of that
PIECE_LIMIT: Final = 120_000  # lines, and bars between cells

_CONTROLS: Final = dict.fromkeys([*range(9), 0x0B, *range(0x0E, 0x20), 0x7F])
UNREAD_TAGS: Final = frozenset(
    "script style template noscript title iframe object svg datalist".split()
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
_NOT_FILLED_IN: Final = frozenset("hidden submit button reset image file password".split())

Declarations = Mapping[str, str]  # what is declared of how a thing looks, as far as it matters
StyleRules = Mapping[str, Declarations]  # by tag, class and id, as the page's own rules have it


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


def is_frame_table(table: HtmlElement) -> bool:
    """Whether a table is but one column around others, which makes them no part of a cell."""
    rows = [[child for child in row.elements if child.tag in _CELLS] for row, _ in _rows(table)]
    holds_table = any(True for row in rows for cell in row for _ in cell.within("table"))
    return holds_table and not any(row[1:] for row in rows)


def _strays(node: HtmlElement) -> Iterator[HtmlElement]:
    """What is in a table and in no cell: its caption, and what stands there by mistake."""
    for child in node.children:
        if isinstance(child, str) or child.tag not in _OF_TABLES:
            yield HtmlElement("div", {}, [child])
        elif child.tag not in _CELLS:
            yield from _strays(child)


def html_rows(table: HtmlElement, rules: StyleRules) -> Iterator[RawRow]:
    """The rows of a table, each text in the first of the columns and rows that its cell spans."""
    # What goes on downwards: for how many rows, and as what.
    spanning: dict[int, tuple[int, PaperCell]] = {}
    cell_count = 0
    for row, is_headed in _rows(table):
        cells: dict[int, PaperCell] = {at: cell for at, (_, cell) in spanning.items()}
        spanning = {at: (rows - 1, cell) for at, (rows, cell) in spanning.items() if rows > 1}
        nodes = [child for child in row.elements if child.tag in _CELLS]
        at = 0
        for node in nodes:
            while at in cells:
                at += 1
            shades = (
                _declared(part, rules).get("background") or part["bgcolor"] for part in (node, row)
            )
            shade = next(filter(None, map(css_colour, shades)), "")
            cell = PaperCell(tuple(cell_paragraphs(node)), shade)
            width, height = _span(node, "colspan", _WIDEST), _span(node, "rowspan", _TALLEST)
            for column in range(at, at + width):
                part = cell if column == at else MERGED_LEFT._replace(shade=shade)
                cells.setdefault(column, part)
                if height > 1:
                    below = PaperCell((), shade, of_above=True, of_left=column > at)
                    spanning.setdefault(column, (height - 1, below))
            at += width
        cell_count += len(cells)
        refuse_vast_table(cell_count)
        heads = bool(nodes) and all(node.tag == "th" for node in nodes)
        yield RawRow(cells, is_headed or heads, row["data-place"])


def style_rules(text: str) -> StyleRules:
    """What the rules within a page declare for a tag, a class or an id, as far as they are plain.

    Of a rule for what stands within something else only the colour is taken.
    """
    rules: dict[str, dict[str, str]] = {}
    for style in _STYLE.split(text)[1:]:
        first, *commented = _STYLE_ENDS.split(style, maxsplit=1)[0].split("/*")
        bare = first + "".join(part.partition("*/")[2] for part in commented)
        for rule in _CONDITIONAL.sub("", bare).split("}"):
            names, _, declared = rule.partition("{")
            declarations = _declarations(declared)
            colour = {name: value for name, value in declarations.items() if name == "background"}
            for name in names.split(",") if declarations else ():
                *around, last = name.split() or [""]
                if last and _SELECTOR.fullmatch(last):
                    rules.setdefault(last, {}).update(colour if around else declarations)
    return rules


def _declarations(text: str) -> dict[str, str]:
    return dict(_DECLARATION.findall(text.lower()))


def _declared(node: HtmlElement, rules: StyleRules) -> Declarations:
    """What is declared for an element; of several that speak of one thing, the strongest."""
    names = [f".{name}" for name in node.classes] + ([f"#{node['id']}"] if node["id"] else [])
    declared: dict[str, str] = {"display": "none"} if "hidden" in node.attributes else {}
    for selector in (node.tag, *names, *(node.tag + name for name in names)):
        declared.update(rules.get(selector, {}))
    return declared | _declarations(node["style"])


def mark_omissions(node: HtmlElement, rules: StyleRules, how: Omission | None = None) -> None:
    """Mark the words of an element that are crossed out or hidden, and of all within it."""
    for number, child in enumerate(node.children):
        if isinstance(child, str):
            if how:
                node.children[number] = mark_omitted(child, how)
        elif child.tag not in UNREAD_TAGS:
            own = how or _omission(child, rules)
            if own and child.tag in _WITHOUT_TEXT:
                node.children[number] = mark_omitted(replacement_text(child), own)
            else:
                mark_omissions(child, rules, own)


def _omission(node: HtmlElement, rules: StyleRules) -> Omission | None:
    how = Omission.STRUCK if node.tag in _STRUCK_TAGS else _OMISSIONS.get(node["data-omission"])
    declared = {} if how else _declared(node, rules)
    ways = (way for name, (value, way) in _HIDING.items() if value in declared.get(name, ""))
    return how or next(ways, None)


def _rows(node: HtmlElement, *, is_headed: bool = False) -> Iterator[tuple[HtmlElement, bool]]:
    """The rows of a table, and whether each stands in its head."""
    for child in node.elements:
        if child.tag == "tr":
            yield child, is_headed
        elif child.tag in _OF_TABLES:
            yield from _rows(child, is_headed=is_headed or child.tag == "thead")


def _span(node: HtmlElement, name: str, most: int) -> int:
    """Over how many columns or rows a cell goes; nought rows are all that follow."""
    text = node.attributes.get(name, "1").strip()
    number = int(text[:6]) if text.isascii() and text.isdigit() else 1
    return max(1, min(number, most)) if number or name == "colspan" else most


def read_html(content: bytes) -> Paper:
    """The lines and rows of a page; raises UnreadableFile."""
    text, letters = _text(content)
    return [*read_page(text), *letters]


def read_page(text: str) -> list[PaperPart]:
    """The lines and rows of the text of a page; raises UnreadableFile."""
    message = f"the page has more than {TAG_LIMIT:,} tags, which is more than is read"
    hint = "split it, or save only the table as .docx, .xlsx or .csv"
    refuse_above(text.count("<"), TAG_LIMIT, message, hint)
    return read_tree(parse_html(_with_ends(text)), style_rules(text))


def read_tree(root: HtmlElement, rules: StyleRules) -> list[PaperPart]:
    """The lines and rows of a page that is a tree; raises UnreadableFile."""
    mark_omissions(root, rules)
    return list(finish_parts(_Page(root, rules).parts()))


def _with_ends(text: str) -> str:
    """A page in which no comment and no tag runs on to its end, where a browser shows nothing.

    What XML keeps as it was typed is a text like any other.
    """
    text = text.replace("<![CDATA[", "").replace("]]>", "")
    begin = text.rfind("<!--")
    if begin >= 0 and text.find("-->", begin + 4) < 0:
        text = text[:begin] + text[begin:].replace("<", "&lt;")
    last = text.rfind(">") + 1
    return text[:last] + text[last:].replace("<", "&lt;")


def _text(content: bytes) -> tuple[str, list[PaperLine]]:
    """The text of a page, in the encoding that it says it has, if it can be read so."""
    charset = _CHARSET.search(content[:_HEAD])
    name = charset[1].decode("ascii").lower() if charset else ""
    if name and name not in _FOUND_OUT and not name.startswith("utf-16"):
        try:
            return content.decode(name), []
        except (UnicodeError, LookupError):
            pass  # a page may be wrong about itself; what follows finds out
    return decode_paper_text(content)


class _Page:
    """A page, and how many paragraphs and tables of it have been given."""

    def __init__(self, root: HtmlElement, rules: StyleRules) -> None:
        self._root, self._rules = root, rules
        self._count = Counter[str]()

    def parts(self) -> Iterator[PaperPart]:
        """Everything of the page, in order."""
        for title in self._root.within("title"):
            if words := visible_text(title.text):
                yield PaperLine("page title", words, beside="page title")
        yield from self._holder(self._root)

    def _holder(self, holder: HtmlElement) -> Iterator[PaperPart]:
        for block in BlockReader().of(holder):
            if isinstance(block, HtmlParagraph):
                self._count["paragraph"] += 1
                place = block.place or f"paragraph {self._count['paragraph']}"
                text, is_item, number = block.paragraph
                yield PaperLine(place, text, block.heading, is_item, number=number)
            else:
                yield from self._table(block)

    def _table(self, table: HtmlElement) -> Iterator[PaperPart]:
        if is_frame_table(table):
            yield from self._holder(HtmlElement("", {}, table.children))
            return
        yield from self._holder(HtmlElement("", {}, list(_strays(table))))
        self._count["table"] += 1
        name = table["data-sheet"] or f"table {self._count['table']}"
        yield from table_rows(name, list(html_rows(table, self._rules)))


def read_markdown(content: bytes) -> Paper:
    """The lines and rows of a Markdown file; raises UnreadableFile."""
    from markdown_it import MarkdownIt

    text, letters = decode_paper_text(content)
    if len(text) > LETTER_LIMIT or text.count("\n") + text.count("|") > PIECE_LIMIT:
        most = f"{LETTER_LIMIT:,} letters, or {PIECE_LIMIT:,} lines and cells"
        message = f"the file is Markdown of more than {most}, which is more than is read"
        raise UnreadableFile(message, "split it, or save the table as .docx, .xlsx or .csv")
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tokens = parser.parse(text)
    for token in tokens:
        if token.map and token.nesting >= 0:
            token.attrSet("data-place", f"line {token.map[0] + 1}")
    return [*read_page(parser.renderer.render(tokens, parser.options, {})), *letters]
