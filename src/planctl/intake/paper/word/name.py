"""The names that Word gives to the parts of its XML, and how its switches are read."""

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

_MAIN: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
COMPATIBLE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_OFF: Final = frozenset({"0", "false", "off", "none"})


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
