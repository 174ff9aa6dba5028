"""Texts that a cell of Excel cannot hold: the cell has the beginning, and a sheet has the rest."""

import re
from collections.abc import Iterator
from typing import Final

from planctl.model.sheet import GOES_ON, GOES_ON_FORM

_ROOM: Final = 32_000  # of the 32,767 that Excel counts, in pairs of bytes
_PART: Final = _ROOM // 2  # signs that fit whatever they are
_GOES_ON: Final = re.compile(GOES_ON_FORM)


class LongTexts:
    """The texts that did not fit, in the order in which they were met."""

    def __init__(self) -> None:
        """No text yet."""
        self.rows: list[tuple[int, int, str]] = []
        self._count = 0

    def short(self, text: str) -> str:
        """The text as its cell holds it.

        A text that would be taken for the beginning of another, or for marks of the program that
        writes the workbook, is cut as well.
        """
        is_other = bool(_GOES_ON.search(text)) or (text[:3] == "<r>" and text[-4:] == "</r>")
        if len(text) <= _PART and not is_other:
            return text
        if not is_other and len(text.encode("utf-16-le")) // 2 <= _ROOM:
            return text
        self._count += 1
        first = text[: min(_PART, len(text) - 1)]
        for number, part in enumerate(_parts(text[len(first) :]), 1):
            self.rows.append((self._count, number, part))
        return first + GOES_ON.format(self._count)


def _parts(text: str) -> Iterator[str]:
    """The pieces of a text, each between two signs that keep its spaces and its marks from harm."""
    for start in range(0, len(text), _PART):
        yield f"[{text[start : start + _PART]}]"
