"""Which rows of one cell within a table are areas, though they do not say so."""

import re
from collections.abc import Sequence
from typing import Final

from planctl.intake.paper.area import area_said, numbered
from planctl.intake.paper.record import Record
from planctl.intake.paper.rows import Band, Step

_LONGEST: Final = 80  # characters of a title
_SENTENCE: Final = re.compile(r"[.,;:!?]$|[.!?:] ")  # or a label and what it labels


def bands_of_areas(found: Sequence[Step]) -> frozenset[int]:
    """Those that are like a title: where several rows are, and those that begin a table."""
    first = next((n for n, each in enumerate(found) if isinstance(each, Record)), 0)
    bands = [(n, each) for n, each in enumerate(found) if isinstance(each, Band)]
    like = {n: n < first or band.is_above for n, band in bands if _is_like(band.piece.text)}
    labelled = {n for n, band in bands if _is_labelled(band.piece.text)}
    is_usual = len(like.keys() | labelled) > 1
    return frozenset(n for n, begins in like.items() if is_usual or begins)


def _is_like(text: str) -> bool:
    return len(text) <= _LONGEST and not _SENTENCE.search(text)


def _is_labelled(text: str) -> bool:
    return bool(area_said(text) or numbered(text))
