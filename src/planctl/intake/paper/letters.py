"""The bytes of a text, whatever kind of text it is, become letters."""

from planctl.intake.paper.part import Unreadable
from planctl.intake.table import SIZE_LIMIT, NoTable, decoded


def text_of(content: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 with its mark, or Windows' own letters."""
    try:
        text, _ = decoded(content)
    except NoTable as fault:
        hint = f"save it again as UTF-8, in parts of at most {SIZE_LIMIT // 1_000_000} MB"
        raise Unreadable(fault.message, hint) from None
    return text
