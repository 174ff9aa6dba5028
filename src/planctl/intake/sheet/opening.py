"""Whether a file can be opened without harm, and which kind of paper it is."""

import re
from io import BytesIO
from typing import Final
from zipfile import BadZipFile, ZipFile

from planctl.intake.paper.part import Unreadable

SIZE_LIMIT: Final = 20_000_000
_UNPACKED: Final = 100_000_000
_PARTS: Final = 5_000
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTITIES: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_AGAIN: Final = "ask for the form as it was sent out, saved as .xlsx or .docx"


def kind_of_paper(data: bytes) -> str:
    """Either word or excel; raises Unreadable for what is no such paper, or not a safe one."""
    if not data:
        raise Unreadable("the file is empty", _AGAIN)
    if len(data) > SIZE_LIMIT:
        raise Unreadable("the file is larger than any form", _AGAIN)
    if data.startswith(_OLE):
        message = "the file has a password, or is of the old kind (.doc or .xls)"
        raise Unreadable(message, "open it, take the password off, and save it as .docx or .xlsx")
    try:
        with ZipFile(BytesIO(data)) as parts:
            return _kind(parts)
    except (BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError):
        raise Unreadable("the file is damaged, or is no Word or Excel file", _AGAIN) from None


def pictures(data: bytes) -> list[str]:
    """The pictures and the embedded files of a paper, by their names."""
    with ZipFile(BytesIO(data)) as parts:
        names = parts.namelist()
    return [name for name in names if "/media/" in name or "/embeddings/" in name]


def _kind(parts: ZipFile) -> str:
    entries = parts.infolist()
    names = {entry.filename for entry in entries}
    if len(entries) > _PARTS or sum(entry.file_size for entry in entries) > _UNPACKED:
        raise Unreadable("the file unpacks to more than any form holds", _AGAIN)
    if any(name.casefold().endswith("vbaproject.bin") for name in names):
        raise Unreadable("the file has macros, which a form has not", _AGAIN)
    unpacked = 0
    for entry in entries:
        with parts.open(entry) as part:
            text = part.read(_UNPACKED - unpacked + 1)
        unpacked += len(text)
        if unpacked > _UNPACKED:
            raise Unreadable("the file unpacks to more than any form holds", _AGAIN)
        if entry.filename.endswith((".xml", ".rels")) and _declares(text):
            raise Unreadable("the file declares entities, which a form does not", _AGAIN)
    if "xl/workbook.xml" in names:
        return "excel"
    if "word/document.xml" in names:
        return "word"
    raise Unreadable("the file is no Word or Excel file", _AGAIN)


def _declares(text: bytes) -> bool:
    """Whether XML has a part in which entities could be declared, in any width of letter."""
    return bool(_ENTITIES.search(text.replace(b"\x00", b"")))
