"""What the styles of a Word document say: the levels of headings, and which numbers are counted."""

from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element

from planctl.intake.paper.word.name import number_of, property_of, value_of, w, whole

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
        listed = () if styles is None else styles.findall(w("style"))
        self._styles = {style.get(w("styleId"), ""): style for style in listed}
        self._numbering = _Numbering(numbering)

    def standing(self, paragraph: Element) -> Standing:
        """What a paragraph is; asked once of each, as the numbers are counted by it."""
        chain = list(self._chain(value_of(property_of(paragraph, "pPr", "pStyle"))))
        names = [value_of(property_of(style, "name")).lower() for style in chain]
        heading = _heading([paragraph, *chain], names)
        number, is_bullet = self._number(paragraph, chain)
        is_item = not heading and bool(number or is_bullet)
        contents = any(name.startswith("toc ") for name in names[:1])
        return Standing(heading, is_item, number, contents)

    def _number(self, paragraph: Element, chain: list[Element]) -> tuple[str, bool]:
        for source in (paragraph, *chain):
            listed = property_of(source, "pPr", "numPr")
            if listed is not None and (number := property_of(listed, "numId")) is not None:
                level = property_of(listed, "ilvl")
                of_style = source.get(w("styleId"), "")
                return self._numbering.next(value_of(number), number_of(level), of_style)
        return "", False

    def _chain(self, name: str) -> Iterator[Element]:
        """A style and those that it is based on, as far as Word itself looks; a circle ends."""
        for _ in range(_LONGEST_CHAIN):
            style = self._styles.get(name)
            if style is None:
                return
            yield style
            name = value_of(property_of(style, "basedOn"))


def _heading(sources: list[Element], names: list[str]) -> int:
    for name in names:
        if name in _TITLES:
            return _TITLES[name]
        kind, _, level = name.rpartition(" ")
        if kind == "heading" and level.isascii() and level.isdigit():
            return int(level[:1])
    for source in sources:
        if (outline := property_of(source, "pPr", "outlineLvl")) is not None:
            level_of_outline = number_of(outline, _BODY)
            return level_of_outline + 1 if level_of_outline < _BODY else 0
    return 0


class _Numbering:
    """The lists of a document, and how far each has been counted."""

    def __init__(self, root: Element | None) -> None:
        kinds = () if root is None else root.findall(w("abstractNum"))
        lists = () if root is None else root.findall(w("num"))
        self._kinds = {kind.get(w("abstractNumId"), ""): kind for kind in kinds}
        self._lists = {each.get(w("numId"), ""): each for each in lists}
        self._counts: dict[str, Counter[int]] = {}
        self._met: set[str] = set()

    def next(self, number: str, level: int, style: str) -> tuple[str, bool]:
        """What the next item of a list is counted as, and whether it has a bullet instead."""
        listed = self._lists.get(number)
        if number == _NONE or listed is None:
            return "", False
        kind_name = value_of(property_of(listed, "abstractNumId"))
        levels = self._levels(kind_name)
        level = next((at for at, each in levels.items() if _is_for(each, style)), level)
        counts = self._counts.setdefault(kind_name, Counter())
        self._begin(listed, number, counts)
        counts[level] = counts[level] + 1 if level in counts else _start(levels.get(level))
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        if value_of(_format(levels.get(level))) == "bullet":
            return "", True
        return _label(levels, level, counts), False

    def _levels(self, kind: str) -> dict[int, Element]:
        found = self._kinds.get(kind)
        levels = [] if found is None else found.findall(w("lvl"))
        return {whole(level.get(w("ilvl"), "")): level for level in levels[:_DEEPEST]}

    def _begin(self, listed: Element, number: str, counts: Counter[int]) -> None:
        """Where a list begins to be counted anew, do so at its first item."""
        if number in self._met:
            return
        self._met.add(number)
        for override in listed.findall(w("lvlOverride")):
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
    own = levels.get(level)
    text = f"%{level + 1}." if own is None else value_of(property_of(own, "lvlText"))
    is_legal = own is not None and property_of(own, "isLgl") is not None
    for at in range(_DEEPEST):
        mark = f"%{at + 1}"
        if mark in text:
            form = "decimal" if is_legal else value_of(_format(levels.get(at)), "decimal")
            text = text.replace(mark, _counted(counts.get(at, _start(levels.get(at))), form))
    return text.strip()


def _counted(number: int, form: str) -> str:
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
    made = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        made += letters * times
    return made
