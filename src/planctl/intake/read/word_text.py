"""The words of Word's XML: tag names, fields, the text of a paragraph, its style and numbering.

Tracked changes are read as accepted. Of a field the result is text and the code is not. Links are
marked with control characters, which XML cannot hold, until the paragraph is whole, because a
field that is a link may begin and end anywhere.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Final, NamedTuple
from xml.etree.ElementTree import Element

from planctl.intake.read.office import RELATION_ID, OfficeRelation
from planctl.intake.read.paper import LETTER_LIMIT, UnreadableFile
from planctl.intake.read.text import (
    LINK_START,
    checkbox_sign,
    is_symbol_font,
    link_end_mark,
    symbols_as_text,
    write_links,
)

_MAIN: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ALTERNATE_CONTENT: Final = (
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
)
_OFF: Final = frozenset({"0", "false", "off", "none"})
_ADDRESS: Final = re.compile(
    r"""^\s*HYPERLINK\s+(?:"([^"\\][^"]*)"|([^\s"\\]\S*))""", re.IGNORECASE
)
_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PLACED: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_MATHS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_VML: Final = "{urn:schemas-microsoft-com:vml}"
_OFFICE: Final = "{urn:schemas-microsoft-com:office:office}"
_BODY: Final = 9  # the outline level of what is no heading
_TITLES: Final = {"title": 1, "subtitle": 2}
_LONGEST_CHAIN: Final = 11  # of styles, each based on the next
_DEEPEST: Final = 9  # levels of a list
_NONE: Final = "0"  # the list that is no list
_ROMAN: Final = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_MOST_ROMAN: Final = 4999


def word_tag(name: str) -> str:
    """A name of Word's own."""
    return _MAIN + name


# What only wraps, and what tracked changes have put in: both are read through.
_WRAPPERS: Final = frozenset(
    map(word_tag, ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "dir", "bdo"))
)
_VALUE: Final = word_tag("val")


def unwrapped_children(element: Element) -> Iterator[Element]:
    """The blocks, rows or cells of an element, through what wraps them, as changes are accepted."""
    for child in element:
        if child.tag in _WRAPPERS:
            yield from unwrapped_children(child)
        elif child.tag == ALTERNATE_CONTENT:
            if len(child):
                yield from unwrapped_children(child[0])
        else:
            yield child


def word_property(element: Element, *path: str) -> Element | None:
    """What is set on an element, by its path of names."""
    return element.find("/".join(map(word_tag, path)))


def property_value(element: Element | None, default: str = "") -> str:
    """What a property is set to."""
    return default if element is None else element.get(_VALUE, default)


def is_switched_on(element: Element | None) -> bool:
    """Whether a switch is there and not set to off."""
    return element is not None and element.get(_VALUE, "1") not in _OFF


def property_number(element: Element | None, default: int = 0) -> int:
    """The whole number that a property is set to."""
    return parse_whole_number(property_value(element), default)


def parse_whole_number(text: str, default: int = 0) -> int:
    """A text as a whole number, within what a table or a list can need."""
    return int(text[:7]) if text.isascii() and text.isdigit() else default


def field_address(code: str) -> str:
    """The address of a field that is a link to somewhere outside; empty for any other."""
    match = _ADDRESS.match(code)
    return (match[1] or match[2]) if match else ""


@dataclass
class _Open:
    """A field that has begun: its code as far as read, and whether its result has begun."""

    code: list[str] = field(default_factory=list)
    is_result: bool = False
    address: str = ""


class FieldStack:
    """The fields that are open at a place of the text, innermost last."""

    def __init__(self) -> None:
        """Begin outside every field."""
        self._open: list[_Open] = []
        self._in_code = 0  # how many of them have not come to their result

    @property
    def is_shown(self) -> bool:
        """Whether what stands here is shown, and is not of the code of a field."""
        return not self._in_code

    def code(self, text: str) -> None:
        """Take a piece of the code of the innermost field."""
        if self._open:
            self._open[-1].code.append(text)

    def begin(self, mark: Element) -> str:
        """Begin a field; what one that is filled in as a form shows."""
        text = _form(mark) if self.is_shown else ""
        self._open.append(_Open())
        self._in_code += 1
        return text

    def separate(self) -> str:
        """Begin the result of the innermost field; the address to which it leads, if any."""
        if not self._open:
            return ""
        innermost = self._open[-1]
        self._in_code -= not innermost.is_result
        innermost.is_result = True
        innermost.address = field_address("".join(innermost.code)) if self.is_shown else ""
        return innermost.address

    def end(self) -> str:
        """End the innermost field; the address to which its result leads, if any."""
        if not self._open:
            return ""
        innermost = self._open.pop()
        self._in_code -= not innermost.is_result
        return innermost.address


def _form(mark: Element) -> str:
    """A box or a choice of a form of the older kind, as it is filled in."""
    ticked = word_property(mark, "ffData", "checkBox")
    if ticked is not None:
        state = word_property(ticked, "checked")
        return checkbox_sign(
            is_ticked=is_switched_on(word_property(ticked, "default") if state is None else state)
        )
    choice = word_property(mark, "ffData", "ddList")
    if choice is not None:
        entries = choice.findall(word_tag("listEntry"))
        at = property_number(
            word_property(choice, "result"), property_number(word_property(choice, "default"))
        )
        return property_value(entries[at]) if at < len(entries) else ""
    return ""


_SIGNS: Final = {
    word_tag("br"): "\n",
    word_tag("cr"): "\n",
    word_tag("tab"): " ",
    word_tag("ptab"): " ",
    word_tag("noBreakHyphen"): "-",
}
_TEXTS: Final = frozenset((word_tag("t"), f"{_MATHS}t", f"{_DRAWING}t"))
_NOTES: Final = {word_tag("footnoteReference"): "footnote", word_tag("endnoteReference"): "endnote"}
# What is set on things, what was taken out, and what was moved away: no text of the paper.
_UNREAD: Final = frozenset(
    map(
        word_tag,
        ("pPr", "rPr", "sdtPr", "sdtEndPr", "del", "moveFrom", "ffData", "fldData", "delText"),
    )
)

NoteTexts = Mapping[
    tuple[str, str], str
]  # the text of a footnote or endnote by its kind and number


class SideText(NamedTuple):
    """What stands in a text and is none of it: its words, or the part that is embedded there."""

    words: str = ""
    beside: str = "embedded file"
    part: str = ""
    kind: str = ""  # of the program that made it


class TextFlow:
    """The words of one part of a document, such as its body or a header, read in order."""

    def __init__(self, relations: Mapping[str, OfficeRelation], notes: NoteTexts) -> None:
        """Take what the part refers to; what stands beside its words is gathered on the way."""
        self.relations, self._notes = relations, notes
        self._noted: set[tuple[str, str]] = set()
        self._fields = FieldStack()
        self.boxes: list[Element] = []  # the text boxes that stand here
        self.asides: list[SideText] = []
        self.called: list[str] = []  # the numbers of the comments that are made here

    def lines(self, element: Element) -> list[str]:
        """The lines of a paragraph."""
        return write_links(self._joined(element)).split("\n")

    def _joined(self, element: Element) -> str:
        """The words of an element, as far as a paper may have any; raises UnreadableFile."""
        words, letters = [], 0
        for piece in self._words(element):
            words.append(piece)
            letters += len(piece)
            if letters > LETTER_LIMIT:
                message = f"a paragraph of the document has more than {LETTER_LIMIT:,} letters"
                raise UnreadableFile(message, "split it, or take out the links in it")
        return "".join(words)

    def _words(self, element: Element) -> Iterator[str]:
        for child in element:
            tag = child.tag
            if tag in _TEXTS:
                if self._fields.is_shown:
                    yield child.text or ""
            elif tag == word_tag("r"):
                yield from self._run(child)
            elif tag not in _UNREAD:
                yield from self._other(child)

    def _run(self, run: Element) -> Iterator[str]:
        font = word_property(run, "rPr", "rFonts")
        name = "" if font is None else font.get(word_tag("ascii"), "")
        if is_symbol_font(name):
            yield symbols_as_text(self._joined(run), name)
        else:
            yield from self._words(run)

    def _other(self, element: Element) -> Iterator[str]:
        """The words of what is neither text nor a run."""
        tag = element.tag
        if tag in _SIGNS:
            if self._fields.is_shown:
                yield _SIGNS[tag]
        elif tag in _NOTES:
            called = _NOTES[tag], element.get(word_tag("id"), "")
            note = "" if called in self._noted else self._notes.get(called, "")
            self._noted.add(called)  # Word calls each once
            yield f" [{note}]" if note else ""
        elif special := self._SPECIAL.get(tag):
            yield from special(self, element)
        else:
            yield from self._words(element)

    def _field(self, mark: Element) -> Iterator[str]:
        match mark.get(word_tag("fldCharType")):
            case "begin":
                yield self._fields.begin(mark)
            case "separate":
                yield LINK_START if self._fields.separate() else ""
            case _:
                address = self._fields.end()
                yield link_end_mark(address) if address else ""

    def _code(self, element: Element) -> Iterator[str]:
        self._fields.code(element.text or "")
        return iter(())

    def _simple_field(self, element: Element) -> Iterator[str]:
        return self._linked(element, field_address(element.get(word_tag("instr"), "")))

    def _link(self, element: Element) -> Iterator[str]:
        relation = self.relations.get(element.get(RELATION_ID, ""))
        is_outside = relation is not None and relation.is_outside
        return self._linked(element, relation.target if relation and is_outside else "")

    def _linked(self, element: Element, address: str) -> Iterator[str]:
        words = self._joined(element)
        yield f"{LINK_START}{words}{link_end_mark(address)}" if address else words

    def _symbol(self, element: Element) -> Iterator[str]:
        try:
            letter = chr(int(element.get(word_tag("char"), ""), 16))
        except (ValueError, OverflowError):
            return
        yield symbols_as_text(letter, element.get(word_tag("font"), ""))

    def _alternative(self, element: Element) -> Iterator[str]:
        """The first of several ways to say the same that says anything."""
        for way in element:
            before = len(self.boxes) + len(self.asides)
            words = self._joined(way)
            if words or len(self.boxes) + len(self.asides) > before:
                yield words
                return

    def _text_box(self, element: Element) -> Iterator[str]:
        self.boxes.append(element)
        return iter(())

    def _picture(self, element: Element) -> Iterator[str]:
        """Pass on the words that stand in for a picture."""
        words = element.get("descr") or element.get("title") or element.get("alt")
        if words:
            self.asides.append(SideText(words))
        return self._words(element)

    def _word_art(self, element: Element) -> Iterator[str]:
        self.asides.append(SideText(element.get("string", ""), "text box"))
        return iter(())

    def _object(self, element: Element) -> Iterator[str]:
        """Pass on which file is embedded here; whoever knows the parts can name it."""
        relation = self.relations.get(element.get(RELATION_ID, ""))
        kind = element.get("ProgID", "")
        self.asides.append(SideText(part=relation.target if relation else "", kind=kind))
        return iter(())

    def _comment(self, element: Element) -> Iterator[str]:
        self.called.append(element.get(word_tag("id"), ""))
        return iter(())

    _SPECIAL: ClassVar[Mapping[str, Callable[["TextFlow", Element], Iterator[str]]]] = {
        ALTERNATE_CONTENT: _alternative,
        word_tag("fldChar"): _field,
        word_tag("instrText"): _code,
        word_tag("fldSimple"): _simple_field,
        word_tag("hyperlink"): _link,
        word_tag("sym"): _symbol,
        word_tag("txbxContent"): _text_box,
        word_tag("commentReference"): _comment,
        f"{_PLACED}docPr": _picture,
        f"{_VML}shape": _picture,
        f"{_VML}textpath": _word_art,
        f"{_OFFICE}OLEObject": _object,
    }


class ParagraphRole(NamedTuple):
    """What a paragraph is by its style and its list."""

    heading: int = 0
    is_item: bool = False
    number: str = ""
    is_contents: bool = False  # a line of the table of contents


class WordStyles:
    """The styles and lists of a document; it counts the items as it is asked for them in order."""

    def __init__(self, styles: Element | None, numbering: Element | None) -> None:
        """Take the roots of the two parts, where the document has them."""
        elements = () if styles is None else styles.findall(word_tag("style"))
        self._styles = {style.get(word_tag("styleId"), ""): style for style in elements}
        self._known: dict[str, _Chain] = {}
        self._numbering = _Numbering(numbering)

    def standing(self, paragraph: Element) -> ParagraphRole:
        """What a paragraph is; asked once of each, as the numbers are counted by it."""
        name = property_value(word_property(paragraph, "pPr", "pStyle"))
        if name not in self._known:
            self._known[name] = _Chain.of(list(self._chain(name)))
        chain = self._known[name]
        outline = word_property(paragraph, "pPr", "outlineLvl")
        heading = chain.heading if outline is None or chain.is_named else _outline_level(outline)
        list_level = _list_level(paragraph) or chain.listed
        number, is_bullet = self._numbering.next(*list_level) if list_level else ("", False)
        is_item = not heading and bool(number or is_bullet)
        return ParagraphRole(heading, is_item, number, chain.is_contents)

    def _chain(self, name: str) -> Iterator[Element]:
        """A style and those that it is based on, as far as Word itself looks; a circle ends."""
        for _ in range(_LONGEST_CHAIN):
            style = self._styles.get(name)
            if style is None:
                return
            yield style
            name = property_value(word_property(style, "basedOn"))


_ListLevel = tuple[
    str, int, str
]  # the number of a list, the level in it, and the style that says so


class _Chain(NamedTuple):
    """What a style says of its paragraphs, or those say that it is based on."""

    heading: int = 0
    is_named: bool = False  # whether its name makes it a heading, whatever a paragraph says
    listed: _ListLevel | None = None
    is_contents: bool = False

    @classmethod
    def of(cls, styles: list[Element]) -> "_Chain":
        """What styles say of which each is based on the next."""
        names = [property_value(word_property(style, "name")).lower() for style in styles]
        named_level = next((level for level in map(_named_level, names) if level is not None), None)
        outlines = (word_property(style, "pPr", "outlineLvl") for style in styles)
        outline = next(
            (outline_level for outline_level in outlines if outline_level is not None), None
        )
        outlined = 0 if outline is None else _outline_level(outline)
        list_level = next(filter(None, map(_list_level, styles)), None)
        contents = any(name.startswith("toc ") for name in names[:1])
        heading = outlined if named_level is None else named_level
        return cls(heading, named_level is not None, list_level, contents)


def _named_level(name: str) -> int | None:
    """The level of a heading, by the name of its style."""
    if name in _TITLES:
        return _TITLES[name]
    kind, _, level = name.rpartition(" ")
    is_level = kind == "heading" and level.isascii() and level.isdigit()
    return int(level[:1]) if is_level else None


def _outline_level(outline: Element) -> int:
    level = property_number(outline, _BODY)
    return level + 1 if level < _BODY else 0


def _list_level(source: Element) -> _ListLevel | None:
    """The list that a paragraph or a style says that it is of."""
    list_property = word_property(source, "pPr", "numPr")
    number = None if list_property is None else word_property(list_property, "numId")
    if list_property is None or number is None:
        return None
    level = min(property_number(word_property(list_property, "ilvl")), _DEEPEST - 1)
    return property_value(number), level, source.get(word_tag("styleId"), "")


class _Numbering:
    """The lists of a document, and how far each has been counted."""

    def __init__(self, root: Element | None) -> None:
        kinds = () if root is None else root.findall(word_tag("abstractNum"))
        lists = () if root is None else root.findall(word_tag("num"))
        self._kinds = {kind.get(word_tag("abstractNumId"), ""): kind for kind in kinds}
        self._lists = {element.get(word_tag("numId"), ""): element for element in lists}
        self._levels_of: dict[str, dict[int, Element]] = {}
        self._kind_of = {
            name: property_value(word_property(element, "abstractNumId"))
            for name, element in self._lists.items()
        }
        self._counts: dict[str, Counter[int]] = {}
        self._met: set[str] = set()

    def next(self, number: str, level: int, style: str) -> tuple[str, bool]:
        """What the next item of a list is counted as, and whether it has a bullet instead."""
        list_element = self._lists.get(number)
        if number == _NONE or list_element is None:
            return "", False
        kind_name = self._kind_of[number]
        levels = self._levels(kind_name)
        level = next((at for at, element in levels.items() if _is_for(element, style)), level)
        counts = self._counts.setdefault(kind_name, Counter())
        self._begin(list_element, number, counts)
        counts[level] = counts[level] + 1 if level in counts else _start(levels.get(level))
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        if property_value(_format(levels.get(level))) == "bullet":
            return "", True
        return _label(levels, level, counts), False

    def _levels(self, kind: str) -> dict[int, Element]:
        if kind not in self._levels_of:
            kind_element = self._kinds.get(kind)
            levels = (
                [] if kind_element is None else kind_element.findall(word_tag("lvl"))[:_DEEPEST]
            )
            by_number = {
                parse_whole_number(level.get(word_tag("ilvl"), "")): level for level in levels
            }
            self._levels_of[kind] = by_number
        return self._levels_of[kind]

    def _begin(self, list_element: Element, number: str, counts: Counter[int]) -> None:
        """Where a list begins to be counted anew, do so at its first item."""
        if number in self._met:
            return
        self._met.add(number)
        for override in list_element.findall(word_tag("lvlOverride")):
            if (start := word_property(override, "startOverride")) is not None:
                counts[parse_whole_number(override.get(word_tag("ilvl"), ""))] = (
                    property_number(start, 1) - 1
                )


def _is_for(level: Element, style: str) -> bool:
    return bool(style) and property_value(word_property(level, "pStyle")) == style


def _format(level: Element | None) -> Element | None:
    return None if level is None else word_property(level, "numFmt")


def _start(level: Element | None) -> int:
    return 1 if level is None else property_number(word_property(level, "start"), 1)


def _label(levels: dict[int, Element], level: int, counts: Counter[int]) -> str:
    """The number of an item as it is printed, such as 1.2 or (a)."""
    own_level = levels.get(level)
    text = (
        f"%{level + 1}."
        if own_level is None
        else property_value(word_property(own_level, "lvlText"))
    )
    is_legal = own_level is not None and word_property(own_level, "isLgl") is not None
    for at in range(_DEEPEST):
        mark = f"%{at + 1}"
        if mark in text:
            form = "decimal" if is_legal else property_value(_format(levels.get(at)), "decimal")
            text = text.replace(mark, _format_number(counts.get(at, _start(levels.get(at))), form))
    return text.strip()


def _format_number(number: int, form: str) -> str:
    match form:
        case "lowerLetter" | "upperLetter" if number:
            letters = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 10)
        case "lowerRoman" | "upperRoman":
            letters = _roman(min(number, _MOST_ROMAN))
        case "decimalZero":
            letters = f"{number:02}"
        case "none":
            letters = ""
        case _:
            letters = str(number)
    return letters.upper() if form.startswith("upper") else letters


def _roman(number: int) -> str:
    numeral = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        numeral += letters * times
    return numeral
