"""A file that somebody sent back becomes what it says."""

from planctl.intake.paper.kind import Kind
from planctl.intake.sheet.filled import Filled, filled
from planctl.intake.sheet.leaf import Written
from planctl.intake.sheet.opening import Opened
from planctl.intake.sheet.said import Standard


def read_sheet(file: Opened, by: Standard) -> Filled:
    """What a filled sheet says; raises Unreadable where its file is damaged."""
    if file.kind is Kind.WORD:
        from planctl.intake.sheet.word import leaves
    else:
        from planctl.intake.sheet.workbook import leaves
    found = leaves(file.data)
    seen = tuple(Written(name, "a picture or an embedded file") for name in file.embedded)
    return filled(found._replace(besides=(*found.besides, *seen)), by)
