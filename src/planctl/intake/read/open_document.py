"""Read an OpenDocument text or spreadsheet (.odt, .ods): its XML is turned into a page of HTML.

Tables, paragraphs and lists of both have the same names; what a style sets is written as CSS.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final
from xml.etree.ElementTree import Element

from planctl.intake.read.html import read_tree
from planctl.intake.read.office import OfficeArchive
from planctl.intake.read.paper import (
    Omission,
    Paper,
    PaperLine,
    UnreadableFile,
    refuse_vast_table,
)
from planctl.load.html_tree import HtmlElement
from planctl.model.label import plain_blanks

_NAMES: Final = {
    "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}": "office",
    "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}": "style",
    "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}": "text",
    "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}": "table",
    "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}": "draw",
    "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}": "fo",
    "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}": "svg",
    "{http://www.w3.org/1999/xlink}": "xlink",
}
_TAGS: Final = {
    "text:p": "p",
    "text:list": "ul",
    "text:list-item": "li",
    "text:list-header": "li",
    "text:section": "div",
    "text:a": "a",
    "text:line-break": "br",
    "draw:text-box": "div",
}
_GROUPS: Final = frozenset(("table:table-header-rows", "table:table-rows", "table:table-row-group"))
_SIGNS: Final = {"text:s": " ", "text:tab": " "}
_HIDDEN_TEXTS: Final = frozenset({"text:hidden-text", "text:hidden-paragraph"})
# What stands beside the text, and what it is.
_BESIDE: Final = {
    "office:annotation": "comment",
    "text:table-of-content": "table of contents",
    "style:header": "page header",
    "style:footer": "page footer",
    "svg:title": "embedded file",
    "svg:desc": "embedded file",
}
_UNREAD: Final = frozenset(
    ("office:forms", "table:shapes", "office:change-info", "text:note-citation")
)
_VISIBILITY: Final = {"collapse": Omission.HIDDEN_ROW, "filter": Omission.FILTERED}
_HEADING_LIMIT: Final = 6
_COLUMN_LIMIT: Final = 20_000  # a spreadsheet has at most 16,384
_HIDDEN: Final = "display:none"
_MONTH: Final = re.compile(r"[A-Za-z]{3,9}[ -]\d{2,4}")  # a date of which only that is shown
_CHAIN_LIMIT: Final = 20  # styles, each based on the next


def read_open_document(content: bytes) -> Paper:
    """The lines and rows of an OpenDocument file; raises UnreadableFile."""
    archive = OfficeArchive(content)
    if b"encryption-data" in archive.read("META-INF/manifest.xml"):
        hint = "open it, take the password off, and save it again"
        raise UnreadableFile("the file is locked with a password", hint)
    document, styles = archive.tree("content.xml"), archive.tree("styles.xml")
    if document is None:
        message = "this is an OpenDocument file that has no text in it"
        raise UnreadableFile(message, "open it in the program it is from, and save it again")
    roots = [document] if styles is None else [styles, document]
    converter = _Converter(roots)
    page = HtmlElement("body")
    for element in (element for root in reversed(roots) for element in root.iter()):
        name = _name(element)
        if name in {"office:text", "office:spreadsheet"}:
            page.children += converter.inside(element)
        elif name in {"style:header", "style:footer"}:
            converter.put_aside(element, _BESIDE[name])
    return [*read_tree(page, {}), *converter.asides]


def _name(element: Element) -> str:
    space, _, name = element.tag.rpartition("}")
    return f"{_NAMES.get(f'{space}}}', '')}:{name}"


def _attributes(element: Element) -> dict[str, str]:
    names = ((name.rpartition("}"), value) for name, value in element.items())
    return {f"{_NAMES.get(f'{space}}}', '')}:{name}": value for (space, _, name), value in names}


def _count(attributes: Mapping[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    return max(int(text[:7]), 1) if text.isascii() and text.isdigit() else 1


class _Converter:
    """Turns the elements of a document into those of a page."""

    def __init__(self, roots: Sequence[Element]) -> None:
        """Take the roots of the parts that have styles."""
        self._styles: dict[str, tuple[str, str]] = {}  # the style above, and what is set, as CSS
        self._numbered: set[str] = set()  # lists that count
        self.asides: list[PaperLine] = []
        self._cells = 0
        self._is_book = False
        for element in (element for root in roots for element in root.iter()):
            name, attributes = _name(element), _attributes(element)
            style = attributes.get("style:name", "")
            self._is_book |= name == "office:spreadsheet"
            if name == "style:style":
                above = attributes.get("style:parent-style-name", "")
                self._styles[style] = above, ";".join(_declarations(element))
            elif name == "text:list-style":
                first = _name(element[0]) if len(element) else ""
                self._numbered |= {style} if first == "text:list-level-style-number" else set()

    def put_aside(self, element: Element, beside: str) -> None:
        """Keep what stands beside the text."""
        if words := plain_blanks(" ".join(element.itertext())):
            place = f"{beside} {len(self.asides) + 1}"
            self.asides.append(PaperLine(place, words, beside=beside))

    def inside(self, element: Element) -> list[HtmlElement | str]:
        """What stands in an element."""
        nodes: list[HtmlElement | str] = [element.text or ""]
        for child in element:
            nodes += [*self.element(child), child.tail or ""]
        return nodes

    def element(self, element: Element) -> Iterator[HtmlElement | str]:
        """An element as one of a page, or as several where it is repeated."""
        name, attributes = _name(element), _attributes(element)
        if name in _BESIDE:
            self.put_aside(element, _BESIDE[name])
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name == "text:note":
            bodies = (" ".join(e.itertext()) for e in element if _name(e) == "text:note-body")
            yield f" [{plain_blanks(' '.join(bodies))}]"
        elif name == "table:table":
            yield self._table(element, attributes)
        elif name == "text:h":
            level = min(_count(attributes, "text:outline-level"), _HEADING_LIMIT)
            yield self._made(f"h{level}", element, attributes)
        elif name not in _UNREAD:
            tag = _TAGS.get(name, "span")
            if tag == "ul" and attributes.get("text:style-name") in self._numbered:
                tag = "ol"
            made = self._made(tag, element, attributes)
            if name == "text:deletion":
                made.attributes["data-omission"] = Omission.DELETED
            elif name in _HIDDEN_TEXTS and attributes.get("text:is-hidden", "true") == "true":
                made.attributes["data-omission"] = Omission.HIDDEN
            yield made

    def _made(self, tag: str, element: Element, attributes: Mapping[str, str]) -> HtmlElement:
        made = HtmlElement(tag, {}, self.inside(element))
        names = (attributes.get(f"{kind}:style-name", "") for kind in ("text", "table"))
        if style := ";".join(self._style(name) for name in names if name):
            made.attributes["style"] = style
        if address := attributes.get("xlink:href"):
            made.attributes["href"] = address
        return made

    def _style(self, name: str) -> str:
        """What a style and those above it set, the nearest last."""
        chain: list[str] = []
        while name in self._styles and len(chain) < _CHAIN_LIMIT:
            name, declarations = self._styles[name]
            chain.append(declarations)
        return ";".join(reversed(chain))

    def _table(self, element: Element, attributes: Mapping[str, str]) -> HtmlElement:
        style = self._style(attributes.get("table:style-name", ""))
        table = HtmlElement("table", {"style": style} if style else {})
        if self._is_book:
            table.attributes["data-sheet"] = attributes.get("table:name", "")
            if _HIDDEN in style:
                table.attributes["data-omission"] = Omission.HIDDEN_SHEET
        hidden = frozenset(_hidden_columns(element))
        number = 1
        for row, is_header, is_folded in _rows(element):
            of_row = _attributes(row)
            how = _VISIBILITY.get(of_row.get("table:visibility", ""))
            cells = list(self._row_cells(row, hidden))
            times = _count(of_row, "table:number-rows-repeated")
            for at in range(number, number + times) if cells else ():
                self._cells += len(cells)
                refuse_vast_table(self._cells)
                made = HtmlElement("tr", {}, [*cells])
                if self._is_book:
                    made.attributes["data-place"] = f"sheet {table['data-sheet']} row {at}"
                if how:
                    made.attributes["data-omission"] = Omission.FOLDED if is_folded else how
                table.children.append(HtmlElement("thead", {}, [made]) if is_header else made)
            number += times
        return table

    def _row_cells(self, row: Element, hidden: frozenset[int]) -> Iterator[HtmlElement]:
        """The cells of a row, as far as anything stands in them."""
        column, empty = 0, 0
        for element in row:
            name, attributes = _name(element), _attributes(element)
            times = _count(attributes, "table:number-columns-repeated")
            if name == "table:table-cell":
                cell = self._cell(element, attributes)
                if not cell.text.strip() and "style" not in cell.attributes:
                    empty += times
                else:
                    refuse_vast_table(empty + times)
                    yield from (HtmlElement("td") for _ in range(empty))
                    for at in range(column, column + times):
                        more = {"data-omission": Omission.HIDDEN_COLUMN} if at in hidden else {}
                        yield HtmlElement("td", cell.attributes | more, cell.children)
                    empty = 0
            column += times

    def _cell(self, element: Element, attributes: Mapping[str, str]) -> HtmlElement:
        cell = self._made("td", element, attributes)
        for name, key in (("colspan", "columns"), ("rowspan", "rows")):
            cell.attributes[name] = attributes.get(f"table:number-{key}-spanned", "1")
        day, _, time = attributes.get("office:date-value", "").partition("T")
        if day and not _MONTH.fullmatch(cell.text.strip()):
            cell.children = [day if time[:5] in {"", "00:00"} else f"{day} {time[:5]}"]
        return cell


def _declarations(style: Element) -> Iterator[str]:
    """What a style sets, as CSS."""
    for values in map(_attributes, style):
        kinds = (values.get(f"style:text-line-through-{kind}") for kind in ("style", "type"))
        if struck := next(filter(None, kinds), ""):
            yield f"text-decoration:{'none' if struck == 'none' else 'line-through'}"
        if "none" in values.get("text:display", "") or values.get("table:display") == "false":
            yield _HIDDEN
        if colour := values.get("fo:background-color", ""):
            yield f"background:{colour}"


def _rows(
    element: Element, *, is_header: bool = False, is_folded: bool = False
) -> Iterator[tuple[Element, bool, bool]]:
    """The rows of a table, whether each heads it, and whether it is of a group folded away."""
    for child in element:
        name = _name(child)
        if name == "table:table-row":
            yield child, is_header, is_folded
        elif name in _GROUPS:
            yield from _rows(
                child,
                is_header=is_header or name == "table:table-header-rows",
                is_folded=is_folded or _attributes(child).get("table:display") == "false",
            )


def _hidden_columns(table: Element) -> Iterator[int]:
    column = 0
    for element in table.iter():
        if _name(element) == "table:table-column":
            attributes = _attributes(element)
            times = min(_count(attributes, "table:number-columns-repeated"), _COLUMN_LIMIT)
            if attributes.get("table:visibility", "") in _VISIBILITY:
                yield from range(column, column + times)
            column += times
