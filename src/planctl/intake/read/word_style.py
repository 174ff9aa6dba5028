"""The properties in Word's XML, and its styles: headings, lists and their numbers.

A run or a row says, by itself or by its style, that its words were taken out or hidden.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
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
    map(word_tag, "sdt sdtContent customXml smartTag ins moveTo dir bdo".split())
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
        name = run_style(paragraph, "pPr", "pStyle")
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
        styles = paragraph_style, run_style(run, "rPr", "rStyle")
        for name, how in _OMITTING.items():
            own = word_property(run, "rPr", name)
            is_on = is_switched_on(own)
            if own is None:
                # A switch of a style turns round what the style of the paragraph says.
                is_on = sum(name in self._omitting(style) for style in styles) == 1
            if is_on:
                return how
        return None

    def style_omission(self, name: str) -> Omission | None:
        """How a style takes out all that is set in it."""
        return next((how for key, how in _OMITTING.items() if key in self._omitting(name)), None)

    def _omitting(self, name: str) -> frozenset[str]:
        """The switches that a style, or one that it is based on, turns on."""
        if name not in self._switches:
            switches: dict[str, bool] = {}
            for style in reversed([*self._chain(name)]):
                elements = {switch: word_property(style, "rPr", switch) for switch in _OMITTING}
                switches |= {s: is_switched_on(e) for s, e in elements.items() if e is not None}
            self._switches[name] = frozenset(each for each, is_on in switches.items() if is_on)
        return self._switches[name]

    def _chain(self, name: str) -> Iterator[Element]:
        """A style and those that it is based on, as far as Word itself looks; a circle ends."""
        for _ in range(_LONGEST_CHAIN):
            style = self._styles.get(name)
            if style is None:
                return
            yield style
            name = run_style(style, "basedOn")


_ListLevel = tuple[str, int, str]  # the number of a list, the level, and the style that says so


class _Chain(NamedTuple):
    """What a style says of its paragraphs, or those say that it is based on."""

    heading: int = 0
    is_named: bool = False  # whether its name makes it a heading, whatever a paragraph says
    listed: _ListLevel | None = None
    is_contents: bool = False

    @classmethod
    def of(cls, styles: list[Element]) -> "_Chain":
        """What styles say of which each is based on the next."""
        names = [run_style(style, "name").lower() for style in styles]
        named = [level for level in map(_named_level, names) if level is not None]
        outlines = (word_property(style, "pPr", "outlineLvl") for style in styles)
        outlined = (_outline_level(outline) for outline in outlines if outline is not None)
        list_level = next(filter(None, map(_list_level, styles)), None)
        contents = any(name.startswith("toc ") for name in names[:1])
        return cls(next(iter([*named, *outlined]), 0), bool(named), list_level, contents)


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
    number = word_property(source, "pPr", "numPr", "numId")
    if number is None:
        return None
    level = property_number(word_property(source, "pPr", "numPr", "ilvl"))
    return property_value(number), min(level, _DEEPEST - 1), source.get(word_tag("styleId"), "")


class _Numbering:
    """The lists of a document, and how far each has been counted."""

    def __init__(self, root: Element | None) -> None:
        kinds = () if root is None else root.findall(word_tag("abstractNum"))
        lists = () if root is None else root.findall(word_tag("num"))
        self._kinds = {kind.get(word_tag("abstractNumId"), ""): kind for kind in kinds}
        self._lists = {element.get(word_tag("numId"), ""): element for element in lists}
        self._levels_of: dict[str, dict[int, Element]] = {}
        self._counts: dict[str, Counter[int]] = {}
        self._met: set[str] = set()

    def next(self, number: str, level: int, style: str) -> tuple[str, bool]:
        """What the next item of a list is counted as, and whether it has a bullet instead."""
        list_element = self._lists.get(number)
        if number == _NONE or list_element is None:
            return "", False
        kind = run_style(list_element, "abstractNumId")
        levels = self._levels(kind)
        of_style = (at for at, e in levels.items() if style and run_style(e, "pStyle") == style)
        level = next(of_style, level)
        counts = self._counts.setdefault(kind, Counter())
        if number not in self._met:  # a list may begin to be counted anew at its first item
            self._met.add(number)
            for override in list_element.findall(word_tag("lvlOverride")):
                if (start := word_property(override, "startOverride")) is not None:
                    at = parse_whole_number(override.get(word_tag("ilvl"), ""))
                    counts[at] = property_number(start, 1) - 1
        counts[level] = counts[level] + 1 if level in counts else _start(levels, level)
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        is_bullet = level in levels and run_style(levels[level], "numFmt") == "bullet"
        return "" if is_bullet else _label(levels, level, counts), is_bullet

    def _levels(self, kind: str) -> dict[int, Element]:
        if kind not in self._levels_of:
            element = self._kinds.get(kind)
            levels = [] if element is None else element.findall(word_tag("lvl"))[:_DEEPEST]
            numbers = (parse_whole_number(level.get(word_tag("ilvl"), "")) for level in levels)
            self._levels_of[kind] = dict(zip(numbers, levels, strict=True))
        return self._levels_of[kind]


def _start(levels: Mapping[int, Element], level: int) -> int:
    start = word_property(levels[level], "start") if level in levels else None
    return property_number(start, 1)


def _label(levels: Mapping[int, Element], level: int, counts: Counter[int]) -> str:
    """The number of an item as it is printed, such as 1.2 or (a)."""
    own = levels.get(level)
    text = f"%{level + 1}." if own is None else run_style(own, "lvlText")
    is_legal = own is not None and word_property(own, "isLgl") is not None
    for at in (at for at in range(_DEEPEST) if f"%{at + 1}" in text):
        form = word_property(levels[at], "numFmt") if at in levels and not is_legal else None
        count = counts.get(at, _start(levels, at))
        text = text.replace(f"%{at + 1}", _format_number(count, property_value(form, "decimal")))
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
