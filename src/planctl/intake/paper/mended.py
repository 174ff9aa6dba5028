"""A paper whose lines are whole, though the program that it came through broke them."""

import re
from typing import Final

from planctl.intake.paper.area import area_said
from planctl.intake.paper.part import Line, Paper, Part

_OPEN: Final = re.compile(r"\b(?:of|and|the|to|for|in|a|an|with|by|from|or)$", re.IGNORECASE)
_SHORT: Final = 80  # characters of a line that broke off


def mended(paper: Paper) -> Paper:
    """The paper with each line that broke off joined to the next."""
    found: list[Part] = []
    for part in paper:
        before = found[-1] if found else None
        if isinstance(part, Line) and isinstance(before, Line) and _breaks_off(before, part):
            place = f"{before.place} and {part.place}"
            found[-1] = before._replace(place=place, text=f"{before.text} {part.text}")
        else:
            found.append(part)
    return found


def _breaks_off(line: Line, after: Line) -> bool:
    is_one = not line.is_item and not after.is_item and line[2:] == after[2:]
    is_open = len(line.text) <= _SHORT and bool(_OPEN.search(line.text))
    return is_one and is_open and not area_said(after.text)
