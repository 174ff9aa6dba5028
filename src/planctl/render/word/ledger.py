"""What is counted while a document is written: places, links, lists, pictures, first uses."""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Final

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.parts.document import DocumentPart

from planctl.render.block.part import Block, Group, Heading, Paragraph, Picture, Table, within
from planctl.render.word.mark import Mark, legal, w

_LONGEST: Final = 40  # letters in the name of a bookmark
_BULLETS: Final = 1
_NUMBERS: Final = 2


class Ledger:
    """The one count of a document."""

    def __init__(self, part: DocumentPart, blocks: Iterable[Block]) -> None:
        """Find the places that a link of this paper can go to."""
        self._part = part
        self._names = {
            anchor: _name(number, anchor)
            for number, anchor in enumerate(dict.fromkeys(filter(None, _anchors(blocks))))
        }
        self._placed: set[str] = set()
        self._waiting: list[str] = []
        self._addresses: dict[str, str] = {}
        self._explained: set[str] = set()
        self._last = 0

    def number(self) -> int:
        """A number that nothing else in the document has."""
        self._last += 1
        return self._last

    def await_place(self, anchor: str) -> None:
        """The next paragraph is where links to this anchor go."""
        if anchor:
            self._waiting.append(anchor)

    def places(self, anchor: str = "") -> Iterator[Mark]:
        """The bookmarks to stand in the paragraph that begins now."""
        waiting, self._waiting = [*self._waiting, anchor], []
        for each in waiting:
            if each and each not in self._placed:
                self._placed.add(each)
                number = self.number()
                yield w("bookmarkStart", id=number, name=self._names[each])
                yield w("bookmarkEnd", id=number)

    def bookmark(self, anchor: str) -> str:
        """The name of a place in this document; empty where there is no such place."""
        return self._names.get(anchor, "")

    def address(self, target: str) -> str:
        """The relation through which the document names an address."""
        if target not in self._addresses:
            self._addresses[target] = self._part.relate_to(
                legal(target), RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            )
        return self._addresses[target]

    def picture(self, bitmap: bytes) -> str:
        """The relation through which the document names a picture."""
        relation, _ = self._part.get_or_add_image(BytesIO(bitmap))
        return relation

    def is_first(self, abbreviation: str) -> bool:
        """Whether an abbreviation is used for the first time, and so is to be explained."""
        is_first = abbreviation not in self._explained
        self._explained.add(abbreviation)
        return is_first

    def numbering(self, first: int | None) -> int:
        """The numbering of a list, which begins anew for each list with numbers."""
        if first is None:
            return _BULLETS
        numbering = self._part.numbering_part.element
        number = len(numbering.num_lst) + 1
        start = w("lvlOverride", w("startOverride", val=first), ilvl=0)
        numbering.append(w("num", w("abstractNumId", val=_NUMBERS), start, numId=number))
        return number


def _anchors(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Picture():
                continue
            case Heading() | Paragraph():
                yield block.anchor
                continue
            case Table():
                yield block.anchor
                yield from (row.anchor for row in block.rows)
            case Group():
                yield block.anchor
            case _:
                pass
        yield from _anchors(within(block))


def _name(number: int, anchor: str) -> str:
    """A bookmark's name: letters and figures only, and not too many of them."""
    words = re.sub(r"\W+", "_", anchor, flags=re.ASCII)
    return f"p{number}_{words}"[:_LONGEST].rstrip("_")
