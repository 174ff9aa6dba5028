"""The words of a paper as its reader sees them, whatever the program keeps them as."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from planctl.intake.paper.part import Paragraph, tidy

_UNSEEN: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_HYPHENS: Final = {0x2010: "-", 0x2011: "-"}
_AS_SEEN: Final = {**_UNSEEN, **_HYPHENS}
# What people type, or paste, in place of a list. A letter or dash is one only before a space.
_BULLET: Final = re.compile(
    r"(?:[•●▪■◦○‣⁃∙·➢►\uf0b7\uf0a7\uf0d8\uf076]\s*|[-–—*+o§]\s+)(?=\S)"  # noqa: RUF001 - dashes
)
# A bullet before a word, and not a row of dots that is a rating.
_RUN_ON: Final = re.compile(r"(?<![^\s])[•●▪■◦‣➢►]\s*(?=[^\W_]|[\"'(‘“£])")
_SEVERAL: Final = 2
_UNSAFE_IN_LINK: Final = str.maketrans({"(": "%28", ")": "%29", " ": "%20", "\n": "%0A"})
# While a text is gathered, a link is marked by characters that no text of a paper holds.
LINK_BEGINS: Final = "\x02"
_LINK: Final = re.compile("\x02([^\x02-\x04]*)\x03([^\x02-\x04]*)\x04")
_HALF_LINK: Final = re.compile("\x03([^\x02-\x04]*)\x04")
_CHECKED: Final = {True: "☑", False: "☐"}


def seen(text: str) -> str:
    """A text on one line, without what is not seen of it, its hyphens those of the keyboard."""
    return tidy(text if text.isascii() else text.translate(_AS_SEEN))


def paragraph(text: str, *, is_item: bool = False, number: str = "") -> Paragraph | None:
    """A paragraph of one line, where it has words; a bullet typed by hand makes it an item."""
    words = seen(text)
    if bullet := _BULLET.match(words):
        words, is_item = words[bullet.end() :], True
    return Paragraph(words, is_item, number) if words else None


def paragraphs(texts: Iterable[str]) -> tuple[Paragraph, ...]:
    """The paragraphs that have words, of texts that are a line each, or items run together."""
    return tuple(made for text in texts for made in map(paragraph, items(text)) if made)


def items(text: str) -> Iterator[str]:
    """The items of a list that became one line on its way: • a • b; else the text as it is."""
    starts = [found.start() for found in _RUN_ON.finditer(text)]
    if len(starts) < _SEVERAL:
        starts = []
    for start, end in pairwise([0, *starts, len(text)]):
        yield text[start:end]


def lines(texts: Iterable[str]) -> Iterator[str]:
    """Each line of each text, of whatever kind its line ends are."""
    for text in texts:
        yield from text.splitlines()


def link_ends(address: str) -> str:
    """The mark at the end of the words that lead to an address."""
    return f"\x03{address}\x04"


def linked(text: str) -> str:
    """A text whose marked links are written as links; of one that is cut in two, the address."""
    if "\x02" not in text and "\x03" not in text:
        return text
    text = _LINK.sub(lambda found: link(found[1], found[2]), text)
    return _HALF_LINK.sub(r" (\1)", text).replace(LINK_BEGINS, "")


def link(words: str, address: str) -> str:
    """Words that lead to an address, as Markdown writes them; not so within the paper itself."""
    target = address.strip().translate(_UNSAFE_IN_LINK)
    is_elsewhere = target and not target.startswith("#")
    return f"[{words.strip() or target}]({target})" if is_elsewhere else words


def box(*, is_ticked: bool) -> str:
    """A box to tick, as text."""
    return _CHECKED[is_ticked]
