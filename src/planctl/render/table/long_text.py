"""Texts that a cell of Excel cannot hold: the cell has the beginning, and a sheet has the rest."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from planctl.model.workbook import GOES_ON, GOES_ON_FORM

_PART: Final = 16_000  # signs; Excel counts to 32,767, and some signs as two
_GOES_ON: Final = re.compile(GOES_ON_FORM)


# Marks of an escape that share a sign, which the program that writes the workbook would spoil.
_SHARED: Final = re.compile("_x[0-9a-fA-F]{4}(?=_x[0-9a-fA-F]{4}_)")


class LongTexts:
    """The texts that did not fit, in the order in which they were met."""

    def __init__(self) -> None:
        """No text yet."""
        self.rows: list[tuple[int, int, str]] = []
        self._count = 0

    def short(self, text: str) -> str:
        """The text as its cell holds it.

        A text that would be taken for the beginning of another, or that the program which writes
        the workbook would take for marks of its own, is cut as well.
        """
        if len(text) <= _PART and not _is_mistaken(text):
            return text
        self._count += 1
        first, *parts = _parts(text)
        self.rows += [(self._count, number, f"[{part}]") for number, part in enumerate(parts, 1)]
        return first + GOES_ON.format(self._count)


def _is_mistaken(text: str) -> bool:
    is_rich = text.startswith("<r>") and text.endswith("</r>")
    return is_rich or bool(_GOES_ON.search(text) or _SHARED.search(text))


def _parts(text: str) -> Iterator[str]:
    """The pieces of a text, of which there are at least two."""
    cuts = {found.end() for found in _SHARED.finditer(text)}
    ends = sorted({*cuts, *range(_PART, len(text), _PART), len(text) - 1, len(text)})
    for start, end in pairwise((0, *ends)):
        yield text[start:end]
