"""The properties in Word's XML, and its styles: headings, lists and their numbers.

A run or a row says, by itself or by its style, that its words were taken out or hidden.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element

from planctl.intake.read.paper import Omission

_MAIN: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ALTERNATE_CONTENT: Final = (
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
)
_OFF: Final = frozenset({"0", "false", "off", "none"})
_OMITTING: Final = {
    "vanish": Omission.HIDDEN,
    "strike": Omission.STRUCK,
    "dstrike": Omission.STRUCK,
}
_BODY: Final = 9  # the outline level of what is no heading
_TITLES: Final = {"title": 1, "subtitle": 2}
_LONGEST_CHAIN: Final = 11  # of styles, each based on the next
_DEEPEST: Final = 9  # levels of a list
_NONE: Final = "0"  # the list that is no list
_ROMAN: Final = dict(
    zip(
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        strict=True,
    )
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


def run_style(element: Element, *path: str) -> str:
    """The style that an element names at a path."""
    return property_value(word_property(element, *path))


def property_number(element: Element | None, default: int = 0) -> int:
    """The whole number that a property is set to."""
    return parse_whole_number(property_value(element), default)


def parse_whole_number(text: str, default: int = 0) -> int:
    """A text as a whole number, within what a table or a list can need."""
    return int(text[:7]) if text.isascii() and text.isdigit() else default


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
        self._switches: dict[str, frozenset[str]] = {}
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

    def run_omission(self, run: Element, paragraph_style: str) -> Omission | None:
        """How the words of a run were taken out: by itself, or by its style and its paragraph's."""
        properties = word_property(run, "rPr")
        styles = paragraph_style, "" if properties is None else run_style(properties, "rStyle")
        for name, how in _OMITTING.items():
            own = None if properties is None else word_property(properties, name)
            # A switch of a style turns round what the style of the paragraph says.
            if (
                is_switched_on(own)
                if own is not None
                else sum(name in self._omitting(style) for style in styles) == 1
            ):
                return how
        return None

    def style_omission(self, name: str) -> Omission | None:
        """How a style takes out all that is set in it."""
        return next((how for key, how in _OMITTING.items() if key in self._omitting(name)), None)

    def _omitting(self, name: str) -> frozenset[str]:
        """The switches that a style, or one that it is based on, turns on."""
        if name not in self._switches:
            switches: dict[str, bool] = {}
            for style in self._chain(name):
                for switch in _OMITTING:
                    element = word_property(style, "rPr", switch)
                    if element is not None:
                        switches.setdefault(switch, is_switched_on(element))
            self._switches[name] = frozenset(each for each, is_on in switches.items() if is_on)
        return self._switches[name]

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
    for letters, value in _ROMAN.items():
        times, number = divmod(number, value)
        numeral += letters * times
    return numeral
