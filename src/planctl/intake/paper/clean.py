"""A paper without the signs that no plan file may hold, which are said to be taken out."""

from collections.abc import Iterator
from typing import Final

from planctl.intake.paper.account import Entry, taken_out
from planctl.intake.paper.part import Cell, Line, Paper, Part, tidy
from planctl.load.text import stray_character
from planctl.model.written import shortened

# Left to right, right to left, and what has no width: a program puts them around pasted text.
_MARKS: Final = "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_FEW: Final = 30  # characters


def clean(paper: Paper, entries: list[Entry]) -> Iterator[Part]:
    """The paper without signs that no plan file may hold, and without rows that say nothing."""
    for part in paper:
        if isinstance(part, Line):
            text = _cleaned(part.text, part.place, entries)
            if text:
                yield part._replace(text=text)
        elif any(cell.paragraphs or cell.shade for cell in part.cells):
            yield part._replace(
                cells=tuple(_clean_cell(c, part.place, entries) for c in part.cells)
            )


def _clean_cell(cell: Cell, place: str, entries: list[Entry]) -> Cell:
    if all(p.text.isascii() and p.text.isprintable() and p.text for p in cell.paragraphs):
        return cell
    # A program that numbers its rows gives a cell with a number and no words.
    texts = ((p, _cleaned(p.text or p.number, place, entries)) for p in cell.paragraphs)
    return cell._replace(paragraphs=tuple(p._replace(text=text) for p, text in texts if text))


def _cleaned(text: str, place: str, entries: list[Entry]) -> str:
    text, parts = _without_marks(tidy(text), place, entries), []
    while stray := stray_character(text):
        parts.append(text[: stray[0]])
        text = text[stray[0] + 1 :]
        entries.append(taken_out(place, stray[1], shortened(parts[-1], _FEW)))
    return tidy(" ".join([*parts, text]))


def _without_marks(text: str, place: str, entries: list[Entry]) -> str:
    """A text without marks of direction at its ends, with which a ref could not be typed."""
    bare = text.strip(f"{_MARKS} ")
    if bare != text:
        entries.append(taken_out(place, "a mark of the direction of writing", ""))
    return bare
