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
        self._known: dict[str, _Chain] = {}
        self._numbering = _Numbering(numbering)

    def standing(self, paragraph: Element) -> Standing:
        """What a paragraph is; asked once of each, as the numbers are counted by it."""
        name = value_of(property_of(paragraph, "pPr", "pStyle"))
        if name not in self._known:
            self._known[name] = _Chain.of(list(self._chain(name)))
        chain = self._known[name]
        outline = property_of(paragraph, "pPr", "outlineLvl")
        own = chain.heading if outline is None or chain.is_named else _outlined(outline)
        listed = _listed(paragraph) or chain.listed
        number, is_bullet = self._numbering.next(*listed) if listed else ("", False)
        is_item = not own and bool(number or is_bullet)
        return Standing(own, is_item, number, chain.is_contents)

    def _chain(self, name: str) -> Iterator[Element]:
        """A style and those that it is based on, as far as Word itself looks; a circle ends."""
        for _ in range(_LONGEST_CHAIN):
            style = self._styles.get(name)
            if style is None:
                return
            yield style
            name = value_of(property_of(style, "basedOn"))


_Listed = tuple[str, int, str]  # the number of a list, the level in it, and the style that says so


class _Chain(NamedTuple):
    """What a style says of its paragraphs, or those say that it is based on."""

    heading: int = 0
    is_named: bool = False  # whether its name makes it a heading, whatever a paragraph says
    listed: _Listed | None = None
    is_contents: bool = False

    @classmethod
    def of(cls, styles: list[Element]) -> "_Chain":
        """What styles say of which each is based on the next."""
        names = [value_of(property_of(style, "name")).lower() for style in styles]
        named = next((level for level in map(_named, names) if level is not None), None)
        outlines = (property_of(style, "pPr", "outlineLvl") for style in styles)
        outline = next((each for each in outlines if each is not None), None)
        outlined = 0 if outline is None else _outlined(outline)
        listed = next(filter(None, map(_listed, styles)), None)
        contents = any(name.startswith("toc ") for name in names[:1])
        heading = outlined if named is None else named
        return cls(heading, named is not None, listed, contents)


def _named(name: str) -> int | None:
    """The level of a heading, by the name of its style."""
    if name in _TITLES:
        return _TITLES[name]
    kind, _, level = name.rpartition(" ")
    is_level = kind == "heading" and level.isascii() and level.isdigit()
    return int(level[:1]) if is_level else None


def _outlined(outline: Element) -> int:
    level = number_of(outline, _BODY)
    return level + 1 if level < _BODY else 0


def _listed(source: Element) -> _Listed | None:
    """The list that a paragraph or a style says that it is of."""
    listed = property_of(source, "pPr", "numPr")
    number = None if listed is None else property_of(listed, "numId")
    if listed is None or number is None:
        return None
    level = min(number_of(property_of(listed, "ilvl")), _DEEPEST - 1)
    return value_of(number), level, source.get(w("styleId"), "")


class _Numbering:
    """The lists of a document, and how far each has been counted."""

    def __init__(self, root: Element | None) -> None:
        kinds = () if root is None else root.findall(w("abstractNum"))
        lists = () if root is None else root.findall(w("num"))
        self._kinds = {kind.get(w("abstractNumId"), ""): kind for kind in kinds}
        self._lists = {each.get(w("numId"), ""): each for each in lists}
        self._levels_of: dict[str, dict[int, Element]] = {}
        self._kind_of = {
            name: value_of(property_of(each, "abstractNumId")) for name, each in self._lists.items()
        }
        self._counts: dict[str, Counter[int]] = {}
        self._met: set[str] = set()

    def next(self, number: str, level: int, style: str) -> tuple[str, bool]:
        """What the next item of a list is counted as, and whether it has a bullet instead."""
        listed = self._lists.get(number)
        if number == _NONE or listed is None:
            return "", False
        kind_name = self._kind_of[number]
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
        if kind not in self._levels_of:
            found = self._kinds.get(kind)
            levels = [] if found is None else found.findall(w("lvl"))[:_DEEPEST]
            by_number = {whole(level.get(w("ilvl"), "")): level for level in levels}
            self._levels_of[kind] = by_number
        return self._levels_of[kind]

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
