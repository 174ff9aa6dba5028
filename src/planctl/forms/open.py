"""Whether the file of a form can be opened without harm, and which format it has.

The limits are tighter than those of any paper, since a form is smaller.
"""

from typing import Final, NamedTuple

from planctl.intake.read.formats import Kind, paper_format
from planctl.intake.read.office import Archive, refuse_traps
from planctl.intake.read.parts import Unreadable

SIZE_LIMIT: Final = 20_000_000
UNPACKED_LIMIT: Final = 100_000_000
XML_LIMIT: Final = 20_000_000  # bytes of what is no picture
TAG_LIMIT: Final = 400_000  # of all parts; a form of a hundred actions has a tenth of it
_AGAIN: Final = "ask for the form as it was sent out, saved as .xlsx or .docx"


class Opened(NamedTuple):
    """A file that can be read without harm."""

    kind: Kind  # Word or Excel
    data: bytes
    embedded: tuple[str, ...]  # the pictures and files within it, by their names


def opened(name: str, data: bytes) -> Opened:
    """What a file is; raises Unreadable for what is no such paper, or not a safe one."""
    if len(data) > SIZE_LIMIT:
        raise Unreadable("the file is larger than any form", _AGAIN)
    kind = paper_format(name, data)
    if kind not in {Kind.WORD, Kind.EXCEL}:
        raise Unreadable("the file is no Word or Excel file", _AGAIN)
    archive = Archive(data)
    unpacked = xml_size = tags = 0
    for part in archive.names:
        content = archive.read(part)
        unpacked += len(content)
        if part.endswith((".xml", ".rels")):
            refuse_traps(content)
            xml_size += len(content)
            tags += max(content.count(b"<"), content.count(b"="))
        if unpacked > UNPACKED_LIMIT or xml_size > XML_LIMIT or tags > TAG_LIMIT:
            raise Unreadable("the file unpacks to more than any form holds", _AGAIN)
    embedded = (name for name in archive.names if "/media/" in name or "/embeddings/" in name)
    return Opened(kind, data, tuple(embedded))
