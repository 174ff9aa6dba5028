"""The marks that a Word document is written in."""

import re
from typing import Final

from lxml import etree

Mark = etree._Element  # noqa: SLF001 - lxml has no other name for the type

_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# What XML cannot hold: control characters, half characters and two that are none.
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def w(name: str, /, *inside: Mark, **attributes: str | int) -> Mark:
    """A mark with what is within; an attribute named val is w:val."""
    mark = etree.Element(_WORD + name)
    for key, value in attributes.items():
        mark.set(_WORD + key, str(value))
    mark.extend(inside)
    return mark


def text(words: str) -> Mark:
    """Words to be shown to the letter, spaces and all."""
    mark = etree.Element(_WORD + "t")
    mark.text = legal(words)
    mark.set(_SPACE, "preserve")
    return mark


def instruction(words: str) -> Mark:
    """What a field is to work out."""
    mark = etree.Element(_WORD + "instrText")
    mark.text = words
    mark.set(_SPACE, "preserve")
    return mark


def related(name: str, relation: str, /, *inside: Mark) -> Mark:
    """A mark that points out of the text, to an address or a picture."""
    mark = w(name, *inside)
    mark.set(_RELATION, relation)
    return mark


def legal(words: str) -> str:
    """Words without what XML cannot hold, which shows as what it is: a character unknown."""
    return _ILLEGAL.sub("\ufffd", words)


def keep_next(paragraph: Mark) -> None:
    """Let a paragraph stand on one page with what follows it."""
    properties = paragraph[0]
    if properties.find(f"{_WORD}keepNext") is None:
        properties.insert(1, w("keepNext"))


def is_paragraph(mark: Mark) -> bool:
    """Whether a mark is a paragraph, whose first mark says how it looks."""
    return mark.tag == f"{_WORD}p"
