"""Whether the file of a form can be opened without harm, and which format it has.

The limits are tighter than those of any paper, since a form is smaller.
"""

from typing import Final, NamedTuple

from planctl.forms.layout import picture_text
from planctl.intake.read.formats import PaperFormat, detect_format
from planctl.intake.read.office import OfficeArchive, refuse_unsafe_xml
from planctl.intake.read.paper import UnreadableFile

SIZE_LIMIT: Final = 20_000_000
UNPACKED_LIMIT: Final = 100_000_000
XML_LIMIT: Final = 20_000_000  # bytes of what is no picture
TAG_LIMIT: Final = 400_000  # of all parts; a form of a hundred actions has a tenth of it
_AGAIN: Final = "ask for the form as it was sent out, saved as .xlsx or .docx"


class FormFile(NamedTuple):
    """A file that can be read without harm."""

    kind: PaperFormat  # Word or Excel
    data: bytes
    embedded: tuple[tuple[str, str], ...]  # the pictures and files within it: names, and words


def open_form(name: str, data: bytes) -> FormFile:
    """What a file is; raises UnreadableFile for what is no such paper, or not a safe one."""
    if len(data) > SIZE_LIMIT:
        raise UnreadableFile("the file is larger than any form", _AGAIN)
    kind = detect_format(name, data)
    if kind not in {PaperFormat.WORD, PaperFormat.EXCEL}:
        raise UnreadableFile("the file is no Word or Excel file", _AGAIN)
    archive = OfficeArchive(data)
    if any(part.lower().endswith("vbaproject.bin") for part in archive.names):
        raise UnreadableFile("the file has macros in it, which no form has", _AGAIN)
    unpacked = xml_size = tags = 0
    for part in archive.names:
        content = archive.read(part)
        unpacked += len(content)
        if part.endswith((".xml", ".rels")):
            refuse_unsafe_xml(content)
            xml_size += len(content)
            tags += max(content.count(b"<"), content.count(b"="))
        if unpacked > UNPACKED_LIMIT or xml_size > XML_LIMIT or tags > TAG_LIMIT:
            raise UnreadableFile("the file unpacks to more than any form holds", _AGAIN)
    embedded = (name for name in archive.names if "/media/" in name or "/embeddings/" in name)
    pictures = ((name, picture_text(archive.read(name))) for name in embedded)
    return FormFile(kind, data, tuple(pictures))
