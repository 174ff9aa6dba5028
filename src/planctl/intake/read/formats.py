"""Detect the format of a file, by its bytes and then by its name, and read it as a paper."""

import re
from collections.abc import Callable, Collection
from enum import StrEnum
from importlib import import_module
from pathlib import PurePath
from typing import Final

from planctl.intake.read.code_page import decode_text
from planctl.intake.read.office import OfficeArchive
from planctl.intake.read.paper import Paper, UnreadableFile

_READ: Final = (
    "planctl reads .docx, .odt, .xlsx, .xlsm, .ods, .pdf, .csv, .tsv, .html, .md and .txt"
)
_AS_WORD: Final = "open it in Word and save it as .docx"
_AS_EXCEL: Final = "open it in Excel and save it as .xlsx"
_AS_TABLE: Final = "save the table itself as .docx, .xlsx or .csv"
_PICTURE: Final = ("a picture", "ask for the document that the picture was made from")
_PACKED: Final = ("a packed folder", f"unpack it, and give the paper that is in it; {_READ}")
# How files of other kinds begin, what each is, and what to do.
_BEGINNINGS: Final = {
    b"{\\rtf": ("a rich text file", _AS_WORD),
    **dict.fromkeys(
        (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"RIFF", b"BM"), _PICTURE
    ),
    **dict.fromkeys((b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!"), _PACKED),
    b"MIME-Version:": ("a web archive or a mail", "open it and save it as .docx or .html"),
}
_PDF: Final = re.compile(rb"\A.{0,1024}?%PDF-", re.DOTALL)
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What the older kind of Office file holds, by which its program is known.
_OLE_PARTS: Final = (
    ("EncryptedPackage", "locked with a password", "open it, take the password off, and save it"),
    ("WordDocument", "an old Word document (.doc)", _AS_WORD),
    ("PowerPoint Document", "a presentation (.ppt)", _AS_TABLE),
    ("Workbook", "an old Excel workbook (.xls)", _AS_EXCEL),
    ("Book", "an old Excel workbook (.xls)", _AS_EXCEL),
    ("__nameid_version", "a mail of Outlook (.msg)", "save what is attached to it"),
)
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OTHER_OFFICE: Final = (
    (b"presentationml", "a presentation (.pptx)", _AS_TABLE),
    (b"sheet.binary.macroEnabled", "a binary workbook (.xlsb)", _AS_EXCEL),
)
_WITH_MACROS: Final = "the file has macros in it, which planctl does not open"
_HTML: Final = re.compile(
    r"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|meta|table|div|title|style)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML: Final = re.compile(r"\A\s*<\?xml\b", re.IGNORECASE)
_HEAD: Final = 8_192
_UNPRINTED: Final = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_UNPRINTED: Final = (3, 0.02)  # in all, or of the letters of a text; most have none


class PaperFormat(StrEnum):
    """A kind of paper that is read."""

    WORD = "docx"
    EXCEL = "xlsx"
    OPEN_DOCUMENT = "odt"
    CSV = "csv"
    HTML = "html"
    MARKDOWN = "md"
    TEXT = "txt"
    PDF = "pdf"


_ENDINGS: Final = {
    **dict.fromkeys((".csv", ".tsv"), PaperFormat.CSV),
    **dict.fromkeys((".html", ".htm"), PaperFormat.HTML),
    **dict.fromkeys((".md", ".markdown"), PaperFormat.MARKDOWN),
}
_EXTRAS: Final = {
    PaperFormat.EXCEL: ("excel", "openpyxl"),
    PaperFormat.PDF: ("pdf-in", "pdfplumber"),
}
# The module of each reader, which is imported when a paper needs it, and its function.
_READERS: Final = {
    PaperFormat.WORD: ("word", "read_word"),
    PaperFormat.EXCEL: ("excel", "read_excel"),
    PaperFormat.OPEN_DOCUMENT: ("open_document", "read_open_document"),
    PaperFormat.PDF: ("pdf", "read_pdf"),
    PaperFormat.HTML: ("html", "read_html"),
    PaperFormat.MARKDOWN: ("html", "read_markdown"),
    PaperFormat.CSV: ("plain_text", "read_csv_paper"),
    PaperFormat.TEXT: ("plain_text", "read_plain_text"),
}
# The types by which an Office file says what it is.
_OFFICE: Final = (
    (rb"wordprocessingml\.(?:document|template)\.main\+xml", PaperFormat.WORD),
    (rb"spreadsheetml\.(?:sheet|template)\.main\+xml", PaperFormat.EXCEL),
    (rb"ms-excel\.(?:sheet|template)\.macroEnabled\.main\+xml", PaperFormat.EXCEL),
)


def detect_format(name: str, content: bytes) -> PaperFormat:
    """The kind of a file that can be read; raises UnreadableFile, which says what it is instead."""
    if not content:
        raise UnreadableFile("the file is empty", "look whether it was saved, or ask for it again")
    if content.startswith(_ZIP):
        return _kind_of_zip(OfficeArchive(content))
    if _PDF.match(content):
        return PaperFormat.PDF
    _refuse_other(content)
    return _kind_of_text(PurePath(name).suffix.lower(), content)


def _refuse_other(content: bytes) -> None:
    """Raise Unreadable for bytes that are neither a zip nor a text."""
    if content.startswith(_OLE):
        for part, kind, hint in _OLE_PARTS:
            if part.encode("utf-16-le") in content:
                raise _refusal(kind, hint)
        raise _refusal("an old Office file", _AS_TABLE)
    for beginning, (kind, hint) in _BEGINNINGS.items():
        if content.startswith(beginning):
            raise _refusal(kind, hint)
    if content[4:8] == b"ftyp":
        raise _refusal("a picture or a film", _PICTURE[1])


def _kind_of_zip(archive: OfficeArchive) -> PaperFormat:
    types = archive.read("[Content_Types].xml")
    for mark, name, hint in _OTHER_OFFICE:
        if mark in types:
            raise _refusal(name, hint)
    kind = next((kind for mark, kind in _OFFICE if re.search(mark, types)), None)
    has_macros = any(name.lower().endswith("vbaproject.bin") for name in archive.names)
    if kind is not PaperFormat.EXCEL and (has_macros or b"macroEnabled" in types):
        raise UnreadableFile(_WITH_MACROS, _AS_WORD)
    if kind:
        return kind
    mimetype = archive.read("mimetype")
    if re.search(rb"opendocument\.(?:text|spreadsheet)", mimetype):
        return PaperFormat.OPEN_DOCUMENT
    if b"opendocument" in mimetype:
        raise _refusal("an OpenDocument file that is neither text nor spreadsheet", _AS_TABLE)
    raise _refusal("a zip that is no Word or Excel file", _PACKED[1])


def _kind_of_text(ending: str, content: bytes) -> PaperFormat:
    decoded = decode_text(content[:_HEAD])
    head = decoded.text if decoded else content[:_HEAD].decode("latin-1")
    few, share = _MOST_UNPRINTED
    if "\0" in head or len(_UNPRINTED.findall(head)) > max(few, share * len(head)):
        raise _refusal("not a text, nor any paper that planctl knows", _READ)
    if ending not in {".md", ".markdown"} and _HTML.match(head):
        return PaperFormat.HTML
    if _XML.match(head) and ending not in {".html", ".htm"}:
        raise _refusal("XML, which every program writes in its own way", _AS_TABLE)
    return _ENDINGS.get(ending, PaperFormat.TEXT)


def _refusal(kind: str, hint: str) -> UnreadableFile:
    return UnreadableFile(f"the file is {kind}", hint)


def read_paper(name: str, content: bytes, known_words: Collection[str] = ()) -> Paper:
    """What stands in a file, in order; raises UnreadableFile, and nothing else.

    The name is looked at only where the bytes could be of several kinds. The known words tell one
    that a PDF breaks over two lines from two words.
    """

    def refuse(_name: str, _content: bytes) -> Paper:
        raise _refusal("put into a file that is itself put into the document", _AS_WORD)

    def read_inserted(name: str, content: bytes) -> Paper:
        """What stands in a file that a Word document puts in; none within it is read."""
        return _read(name, content, refuse)

    try:
        return _read(name, content, read_inserted, known_words)
    except RecursionError:
        message = "the file has things within things more deeply than any program writes"
        hint = "open it in the program it is from, and save it again"
        raise UnreadableFile(message, hint) from None


def required_extra(name: str, content: bytes) -> tuple[str, ...]:
    """The extra of planctl that reading a file needs, and its module; none for most kinds.

    It is asked before the file is read; raises UnreadableFile where the file cannot be read at all.
    """
    return _EXTRAS.get(detect_format(name, content), ())


def _read(
    name: str,
    content: bytes,
    read_inserted: Callable[[str, bytes], Paper],
    known_words: Collection[str] = (),
) -> Paper:
    kind = detect_format(name, content)
    module, reader = _READERS[kind]
    read = getattr(import_module(f"planctl.intake.read.{module}"), reader)
    more: tuple[object, ...] = ()
    match kind:
        case PaperFormat.WORD:
            more = OfficeArchive(content), read_inserted
        case PaperFormat.EXCEL:
            more = (OfficeArchive(content),)
        case PaperFormat.PDF:
            more = (known_words,)
    paper: Paper = read(content, *more)
    return paper
