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

from planctl.intake.read.office import RELATION, Relation
from planctl.intake.read.parts import LETTER_LIMIT, Unreadable
from planctl.intake.read.text import LINK_BEGINS, checkbox, drawn, is_pictorial, link_ends, linked

_MAIN: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COMPATIBLE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
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


def w(name: str) -> str:
    """A name of Word's own."""
    return _MAIN + name


# What only wraps, and what tracked changes have put in: both are read through.
_WRAPPERS: Final = frozenset(
    map(w, ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "dir", "bdo"))
)
_VALUE: Final = w("val")


def inside(element: Element) -> Iterator[Element]:
    """The blocks, rows or cells of an element, through what wraps them, as changes are accepted."""
    for child in element:
        if child.tag in _WRAPPERS:
            yield from inside(child)
        elif child.tag == COMPATIBLE:
            if len(child):
                yield from inside(child[0])
        else:
            yield child


def property_of(element: Element, *path: str) -> Element | None:
    """What is set on an element, by its path of names."""
    return element.find("/".join(map(w, path)))


def value_of(element: Element | None, default: str = "") -> str:
    """What a property is set to."""
    return default if element is None else element.get(_VALUE, default)


def is_on(element: Element | None) -> bool:
    """Whether a switch is there and not set to off."""
    return element is not None and element.get(_VALUE, "1") not in _OFF


def number_of(element: Element | None, default: int = 0) -> int:
    """The whole number that a property is set to."""
    return whole(value_of(element), default)


def whole(text: str, default: int = 0) -> int:
    """A text as a whole number, within what a table or a list can need."""
    return int(text[:7]) if text.isascii() and text.isdigit() else default


def address_in(code: str) -> str:
    """The address of a field that is a link to somewhere outside; empty for any other."""
    match = _ADDRESS.match(code)
    return (match[1] or match[2]) if match else ""


@dataclass
class _Open:
    """A field that has begun: its code as far as read, and whether its result has begun."""

    code: list[str] = field(default_factory=list)
    is_result: bool = False
    address: str = ""


class Fields:
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
        innermost.address = address_in("".join(innermost.code)) if self.is_shown else ""
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
    ticked = property_of(mark, "ffData", "checkBox")
    if ticked is not None:
        state = property_of(ticked, "checked")
        return checkbox(is_ticked=is_on(property_of(ticked, "default") if state is None else state))
    choice = property_of(mark, "ffData", "ddList")
    if choice is not None:
        entries = choice.findall(w("listEntry"))
        at = number_of(property_of(choice, "result"), number_of(property_of(choice, "default")))
        return value_of(entries[at]) if at < len(entries) else ""
    return ""


_SIGNS: Final = {
    w("br"): "\n",
    w("cr"): "\n",
    w("tab"): " ",
    w("ptab"): " ",
    w("noBreakHyphen"): "-",
}
_TEXTS: Final = frozenset((w("t"), f"{_MATHS}t", f"{_DRAWING}t"))
_NOTES: Final = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}
# What is set on things, what was taken out, and what was moved away: no text of the paper.
_UNREAD: Final = frozenset(
    map(w, ("pPr", "rPr", "sdtPr", "sdtEndPr", "del", "moveFrom", "ffData", "fldData", "delText"))
)

Notes = Mapping[tuple[str, str], str]  # the text of a footnote or endnote by its kind and number


class Aside(NamedTuple):
    """What stands in a text and is none of it: its words, or the part that is embedded there."""

    words: str = ""
    beside: str = "embedded file"
    part: str = ""
    kind: str = ""  # of the program that made it


class Flow:
    """The words of one part of a document, such as its body or a header, read in order."""

    def __init__(self, relations: Mapping[str, Relation], notes: Notes) -> None:
        """Take what the part refers to; what stands beside its words is gathered on the way."""
        self.relations, self._notes = relations, notes
        self._noted: set[tuple[str, str]] = set()
        self._fields = Fields()
        self.boxes: list[Element] = []  # the text boxes that stand here
        self.asides: list[Aside] = []
        self.called: list[str] = []  # the numbers of the comments that are made here

    def lines(self, element: Element) -> list[str]:
        """The lines of a paragraph."""
        return linked(self._joined(element)).split("\n")

    def _joined(self, element: Element) -> str:
        """The words of an element, as far as a paper may have any; raises Unreadable."""
        words, letters = [], 0
        for piece in self._words(element):
            words.append(piece)
            letters += len(piece)
            if letters > LETTER_LIMIT:
                message = f"a paragraph of the document has more than {LETTER_LIMIT:,} letters"
                raise Unreadable(message, "split it, or take out the links in it")
        return "".join(words)

    def _words(self, element: Element) -> Iterator[str]:
        for child in element:
            tag = child.tag
            if tag in _TEXTS:
                if self._fields.is_shown:
                    yield child.text or ""
            elif tag == w("r"):
                yield from self._run(child)
            elif tag not in _UNREAD:
                yield from self._other(child)

    def _run(self, run: Element) -> Iterator[str]:
        font = property_of(run, "rPr", "rFonts")
        name = "" if font is None else font.get(w("ascii"), "")
        if is_pictorial(name):
            yield drawn(self._joined(run), name)
        else:
            yield from self._words(run)

    def _other(self, element: Element) -> Iterator[str]:
        """The words of what is neither text nor a run."""
        tag = element.tag
        if tag in _SIGNS:
            if self._fields.is_shown:
                yield _SIGNS[tag]
        elif tag in _NOTES:
            called = _NOTES[tag], element.get(w("id"), "")
            note = "" if called in self._noted else self._notes.get(called, "")
            self._noted.add(called)  # Word calls each once
            yield f" [{note}]" if note else ""
        elif special := self._SPECIAL.get(tag):
            yield from special(self, element)
        else:
            yield from self._words(element)

    def _field(self, mark: Element) -> Iterator[str]:
        match mark.get(w("fldCharType")):
            case "begin":
                yield self._fields.begin(mark)
            case "separate":
                yield LINK_BEGINS if self._fields.separate() else ""
            case _:
                address = self._fields.end()
                yield link_ends(address) if address else ""

    def _code(self, element: Element) -> Iterator[str]:
        self._fields.code(element.text or "")
        return iter(())

    def _simple_field(self, element: Element) -> Iterator[str]:
        return self._linked(element, address_in(element.get(w("instr"), "")))

    def _link(self, element: Element) -> Iterator[str]:
        relation = self.relations.get(element.get(RELATION, ""))
        is_outside = relation is not None and relation.is_outside
        return self._linked(element, relation.target if relation and is_outside else "")

    def _linked(self, element: Element, address: str) -> Iterator[str]:
        words = self._joined(element)
        yield f"{LINK_BEGINS}{words}{link_ends(address)}" if address else words

    def _symbol(self, element: Element) -> Iterator[str]:
        try:
            letter = chr(int(element.get(w("char"), ""), 16))
        except (ValueError, OverflowError):
            return
        yield drawn(letter, element.get(w("font"), ""))

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
            self.asides.append(Aside(words))
        return self._words(element)

    def _word_art(self, element: Element) -> Iterator[str]:
        self.asides.append(Aside(element.get("string", ""), "text box"))
        return iter(())

    def _object(self, element: Element) -> Iterator[str]:
        """Pass on which file is embedded here; whoever knows the parts can name it."""
        relation = self.relations.get(element.get(RELATION, ""))
        kind = element.get("ProgID", "")
        self.asides.append(Aside(part=relation.target if relation else "", kind=kind))
        return iter(())

    def _comment(self, element: Element) -> Iterator[str]:
        self.called.append(element.get(w("id"), ""))
        return iter(())

    _SPECIAL: ClassVar[Mapping[str, Callable[["Flow", Element], Iterator[str]]]] = {
        COMPATIBLE: _alternative,
        w("fldChar"): _field,
        w("instrText"): _code,
        w("fldSimple"): _simple_field,
        w("hyperlink"): _link,
        w("sym"): _symbol,
        w("txbxContent"): _text_box,
        w("commentReference"): _comment,
        f"{_PLACED}docPr": _picture,
        f"{_VML}shape": _picture,
        f"{_VML}textpath": _word_art,
        f"{_OFFICE}OLEObject": _object,
    }


class Standing(NamedTuple):
    """What a paragraph is by its style and its list."""

    heading: int = 0
    is_item: bool = False
    number: str = ""
    is_contents: bool = False  # a line of the table of contents


class Styles:
    """The styles and lists of a document; it counts the items as it is asked for them in order."""

    def __init__(self, styles: Element | None, numbering: Element | None) -> None:
        """Take the roots of the two parts, where the document has them."""
        elements = () if styles is None else styles.findall(w("style"))
        self._styles = {style.get(w("styleId"), ""): style for style in elements}
        self._known: dict[str, _Chain] = {}
        self._numbering = _Numbering(numbering)

    def standing(self, paragraph: Element) -> Standing:
        """What a paragraph is; asked once of each, as the numbers are counted by it."""
        name = value_of(property_of(paragraph, "pPr", "pStyle"))
        if name not in self._known:
            self._known[name] = _Chain.of(list(self._chain(name)))
        chain = self._known[name]
        outline = property_of(paragraph, "pPr", "outlineLvl")
        heading = chain.heading if outline is None or chain.is_named else _outline_level(outline)
        list_level = _list_level(paragraph) or chain.listed
        number, is_bullet = self._numbering.next(*list_level) if list_level else ("", False)
        is_item = not heading and bool(number or is_bullet)
        return Standing(heading, is_item, number, chain.is_contents)

    def _chain(self, name: str) -> Iterator[Element]:
        """A style and those that it is based on, as far as Word itself looks; a circle ends."""
        for _ in range(_LONGEST_CHAIN):
            style = self._styles.get(name)
            if style is None:
                return
            yield style
            name = value_of(property_of(style, "basedOn"))


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
        names = [value_of(property_of(style, "name")).lower() for style in styles]
        named_level = next((level for level in map(_named_level, names) if level is not None), None)
        outlines = (property_of(style, "pPr", "outlineLvl") for style in styles)
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
    level = number_of(outline, _BODY)
    return level + 1 if level < _BODY else 0


def _list_level(source: Element) -> _ListLevel | None:
    """The list that a paragraph or a style says that it is of."""
    list_property = property_of(source, "pPr", "numPr")
    number = None if list_property is None else property_of(list_property, "numId")
    if list_property is None or number is None:
        return None
    level = min(number_of(property_of(list_property, "ilvl")), _DEEPEST - 1)
    return value_of(number), level, source.get(w("styleId"), "")


class _Numbering:
    """The lists of a document, and how far each has been counted."""

    def __init__(self, root: Element | None) -> None:
        kinds = () if root is None else root.findall(w("abstractNum"))
        lists = () if root is None else root.findall(w("num"))
        self._kinds = {kind.get(w("abstractNumId"), ""): kind for kind in kinds}
        self._lists = {element.get(w("numId"), ""): element for element in lists}
        self._levels_of: dict[str, dict[int, Element]] = {}
        self._kind_of = {
            name: value_of(property_of(element, "abstractNumId"))
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
        if value_of(_format(levels.get(level))) == "bullet":
            return "", True
        return _label(levels, level, counts), False

    def _levels(self, kind: str) -> dict[int, Element]:
        if kind not in self._levels_of:
            kind_element = self._kinds.get(kind)
            levels = [] if kind_element is None else kind_element.findall(w("lvl"))[:_DEEPEST]
            by_number = {whole(level.get(w("ilvl"), "")): level for level in levels}
            self._levels_of[kind] = by_number
        return self._levels_of[kind]

    def _begin(self, list_element: Element, number: str, counts: Counter[int]) -> None:
        """Where a list begins to be counted anew, do so at its first item."""
        if number in self._met:
            return
        self._met.add(number)
        for override in list_element.findall(w("lvlOverride")):
            if (start := property_of(override, "startOverride")) is not None:
                counts[whole(override.get(w("ilvl"), ""))] = number_of(start, 1) - 1


def _is_for(level: Element, style: str) -> bool:
    return bool(style) and value_of(property_of(level, "pStyle")) == style


def _format(level: Element | None) -> Element | None:
    return None if level is None else property_of(level, "numFmt")


def _start(level: Element | None) -> int:
    return 1 if level is None else number_of(property_of(level, "start"), 1)


def _label(levels: dict[int, Element], level: int, counts: Counter[int]) -> str:
    """The number of an item as it is printed, such as 1.2 or (a)."""
    own_level = levels.get(level)
    text = f"%{level + 1}." if own_level is None else value_of(property_of(own_level, "lvlText"))
    is_legal = own_level is not None and property_of(own_level, "isLgl") is not None
    for at in range(_DEEPEST):
        mark = f"%{at + 1}"
        if mark in text:
            form = "decimal" if is_legal else value_of(_format(levels.get(at)), "decimal")
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
