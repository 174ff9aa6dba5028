"""A file that somebody sent back becomes what it says."""

from collections.abc import Mapping

from planctl.intake.sheet.filled import Filled, filled
from planctl.intake.sheet.leaf import Written
from planctl.intake.sheet.opening import pictures


def read_sheet(kind: str, data: bytes, ratings: Mapping[str, str], usual: frozenset[str]) -> Filled:
    """What a file of a filled sheet says, by its kind of paper; raises Unreadable if damaged."""
    if kind == "word":
        from planctl.intake.sheet.word import leaves
    else:
        from planctl.intake.sheet.workbook import leaves
    found = leaves(data)
    seen = tuple(Written(name, "a picture or an embedded file") for name in pictures(data))
    return filled(found._replace(besides=(*found.besides, *seen)), ratings, usual)
